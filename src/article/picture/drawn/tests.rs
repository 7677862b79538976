use std::io::Cursor;

use image::{ImageFormat, Rgb};

use super::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x % 256) as u8, (y % 256) as u8, 90])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

const CELLS: Cells = Cells {
    columns: 10,
    rows: 4,
};

const ALL: [Means; 4] = [Means::Kitty, Means::Iterm, Means::Sixel, Means::Blocks];

fn drawn(means: Means) -> Drawn {
    draw(&png(80, 64), Canvas::new(means, (8, 16)), CELLS, 7).unwrap()
}

fn frame(height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, 20, height))
}

/// Cells that are not blank, by rows.
fn marked(buffer: &Buffer) -> Vec<u16> {
    let blank = Cell::default();
    let area = buffer.area;
    (area.top()..area.bottom())
        .map(|y| {
            let row = (area.left()..area.right()).filter(|x| buffer[(*x, y)] != blank);
            u16::try_from(row.count()).unwrap()
        })
        .collect()
}

#[test]
fn a_picture_marks_its_own_cells_and_no_others() {
    for means in ALL {
        let mut buffer = frame(7);
        let picture = drawn(means);
        assert!(picture.render(Rect::new(3, 1, 12, 4), 0, &mut buffer));
        assert_eq!(marked(&buffer), [0, 10, 10, 10, 10, 0, 0], "{means:?}");
        let before = buffer.clone();
        picture.mend(Position::new(3, 1), 4, &mut buffer);
        assert_eq!(buffer, before, "{means:?}: nothing was written over it");
    }
}

#[test]
fn rows_cut_above_and_below_stay_within_their_place() {
    for means in ALL {
        let mut buffer = frame(7);
        let shown = drawn(means).render(Rect::new(0, 2, 10, 2), 1, &mut buffer);
        let expected = if means == Means::Sixel {
            [0; 7]
        } else {
            [0, 0, 10, 10, 0, 0, 0]
        };
        assert_eq!(
            (shown, marked(&buffer)),
            (means != Means::Sixel, expected.to_vec())
        );
    }
}

#[test]
fn no_room_in_width_no_picture() {
    for means in ALL {
        let mut buffer = frame(7);
        assert!(!drawn(means).render(Rect::new(12, 0, 8, 4), 0, &mut buffer));
        assert_eq!(marked(&buffer), [0; 7]);
    }
}

#[test]
fn what_lies_over_a_picture_leaves_nothing_half_drawn() {
    for (means, left) in [
        (Means::Kitty, [10, 2, 10, 10]),
        (Means::Iterm, [10, 2, 10, 10]),
        (Means::Sixel, [0, 2, 0, 0]),
        (Means::Blocks, [10, 10, 10, 10]),
    ] {
        let mut buffer = frame(4);
        let picture = drawn(means);
        picture.render(Rect::new(0, 0, 10, 4), 0, &mut buffer);
        // As the pen writes: symbols alone, the cells' other marks kept.
        buffer[(4, 1)].set_symbol("a");
        buffer[(5, 1)].set_symbol("b");
        picture.mend(Position::new(0, 0), 4, &mut buffer);
        assert_eq!(marked(&buffer), left, "{means:?}");
        if means != Means::Blocks {
            assert_eq!(buffer[(4, 1)].diff_option, CellDiffOption::None);
        }
        assert_eq!(buffer[(5, 1)].symbol(), "b");
    }
}

#[test]
fn a_kitty_picture_goes_on_its_own_way_and_asks_for_no_answer() {
    let picture = drawn(Means::Kitty);
    let sent = picture.transmission();
    assert!(sent.starts_with("\x1b_Gq=2,i=7,a=T,U=1,"), "{sent:.60}");
    assert!(sent.ends_with("\x1b\\"));
    assert_eq!(sent.matches("\x1b_G").count(), sent.matches("q=2").count());
    for _ in 0..2 {
        let mut buffer = frame(4);
        picture.render(Rect::new(0, 0, 10, 4), 0, &mut buffer);
        let first = buffer[(0, 0)].symbol();
        assert!(first.starts_with(PLACEHOLDER), "{first:?}");
    }
    for means in [Means::Iterm, Means::Sixel, Means::Blocks] {
        assert_eq!(drawn(means).transmission(), "");
    }
}

#[test]
fn proportions_are_kept_and_nothing_is_enlarged() {
    let pixels = |width, height| Pixels { width, height };
    for (size, room, expected) in [
        (pixels(1600, 800), pixels(800, 640), pixels(800, 400)),
        (pixels(100, 50), pixels(800, 640), pixels(100, 50)),
        (pixels(10, 4000), pixels(800, 400), pixels(1, 400)),
        (pixels(0, 0), pixels(8, 16), pixels(1, 1)),
    ] {
        assert_eq!(fitted(size, room), expected);
    }
}
