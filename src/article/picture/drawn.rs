//! Pixels → cells of a frame, by ratatui-image's protocols. Its `Picker` asks the terminal (or tmux) and is not used;
//! its protocols are built directly, and their wounds are fenced here:
//!
//! - a kitty picture is sent inside the first cell that is drawn, once, so that a window over that cell loses it for
//!   good: what is sent is taken out of a cell of scrap, and goes on its own way ([`Drawn::transmission`]);
//! - a slice that is cut above and below is drawn too far below: rows are drawn one by one, or all or none (sixel);
//! - what is written over a picture leaves cells that are never drawn again, or that show another part of it:
//!   [`Drawn::mend`] empties what is not whole.

use image::{DynamicImage, RgbImage};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use ratatui_image::sliced::{SignedPosition, SlicedImage, SlicedProtocol};

use super::{Canvas, Cells, Means, Pixels, Refused, decode};

/// The letter that stands for a part of a kitty picture.
const PLACEHOLDER: char = '\u{10eeee}';

/// A picture made ready for a terminal.
pub struct Drawn {
    cells: Cells,
    id: Option<u32>,
    transmission: String,
    made: Made,
}

enum Made {
    /// Any rows of it can be shown.
    Sliced(SlicedProtocol),
    /// A picture a row.
    Rows(Vec<Protocol>),
    /// Shown as a whole or not at all.
    Whole(Protocol),
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawn")
            .field("cells", &self.cells)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Decodes a picture and makes it ready: so many cells of it, its proportions kept where the cells' size is right.
/// `id` is its number at the terminal (kitty), 1 to 2²⁴ − 1. Takes its time: never on the thread that takes keys.
pub fn draw(bytes: &[u8], canvas: Canvas, cells: Cells, id: u32) -> Result<Drawn, Refused> {
    let (columns, rows) = (u32::from(cells.columns), u32::from(cells.rows));
    let (width, height) = (u32::from(canvas.cell.0), u32::from(canvas.cell.1));
    let room = match canvas.means {
        Means::Blocks => Pixels {
            width: columns,
            height: rows * 2,
        },
        _ => fitted(
            decode::measure(bytes)?,
            Pixels {
                width: columns * width,
                height: rows * height,
            },
        ),
    };
    let picture = decode::scaled(bytes, room)?;
    let size = Size::new(cells.columns, cells.rows);
    let refused = |error: ratatui_image::errors::Errors| Refused::Unreadable(error.to_string());
    let mut drawn = Drawn {
        cells,
        id: None,
        transmission: String::new(),
        made: Made::Rows(Vec::new()),
    };
    drawn.made = match canvas.means {
        Means::Blocks => Made::Sliced(SlicedProtocol::Halfblocks(
            Halfblocks::new(picture.into(), size).map_err(refused)?,
        )),
        Means::Sixel => Made::Whole(Protocol::Sixel(
            Sixel::new(picture.into(), size, false).map_err(refused)?,
        )),
        Means::Iterm => Made::Rows(
            rows_of(&picture, height, cells)
                .map(|row| {
                    Ok(Protocol::ITerm2(Iterm2::new(
                        row,
                        Size::new(cells.columns, 1),
                        false,
                    )?))
                })
                .collect::<Result<_, _>>()
                .map_err(refused)?,
        ),
        Means::Kitty => {
            drawn.id = Some(id);
            drawn.transmission =
                transmission(Kitty::new(picture.into(), size, id, false, true).map_err(refused)?);
            let placed = Kitty::new(DynamicImage::new_rgba8(1, 1), size, id, false, false);
            let placed = placed.map_err(refused)?;
            // Counts as sent from now on; the clone shares that.
            drop(transmission(placed.clone()));
            Made::Sliced(SlicedProtocol::Kitty(placed))
        }
    };
    Ok(drawn)
}

/// The largest size of these proportions within a room. Bigger than the picture itself by less than a cell at most,
/// since the room was made for it.
fn fitted(size: Pixels, room: Pixels) -> Pixels {
    let scale = (f64::from(room.width) / f64::from(size.width.max(1)))
        .min(f64::from(room.height) / f64::from(size.height.max(1)))
        .min(1.0);
    let side = |length: u32, most: u32| ((f64::from(length) * scale) as u32).clamp(1, most.max(1));
    Pixels {
        width: side(size.width, room.width),
        height: side(size.height, room.height),
    }
}

/// A picture cut into rows of cells; the last may be lower.
fn rows_of(picture: &RgbImage, height: u32, cells: Cells) -> impl Iterator<Item = DynamicImage> {
    let height = height.max(1);
    (0..u32::from(cells.rows))
        .map(move |row| row * height)
        .take_while(|top| *top < picture.height())
        .map(move |top| {
            let height = height.min(picture.height() - top);
            image::imageops::crop_imm(picture, 0, top, picture.width(), height)
                .to_image()
                .into()
        })
}

/// What the terminal is to be sent, taken from a cell of scrap.
fn transmission(kitty: Kitty) -> String {
    let mut scrap = Buffer::empty(Rect::new(0, 0, 1, 1));
    let area = scrap.area;
    Image::new(&Protocol::Kitty(kitty))
        .allow_clipping(true)
        .render(area, &mut scrap);
    let symbol = scrap.cell((0, 0)).map_or("", Cell::symbol);
    symbol.split(PLACEHOLDER).next().unwrap_or("").to_owned()
}

impl Drawn {
    /// The cells it takes.
    pub fn cells(&self) -> Cells {
        self.cells
    }

    /// Its number at the terminal, where it is sent there before it is shown.
    pub fn id(&self) -> Option<u32> {
        self.id
    }

    /// What the terminal is sent before it is first shown; nothing where its cells carry it.
    pub fn transmission(&self) -> &str {
        &self.transmission
    }

    /// Puts the rows that are seen into a frame: `place` is where, `skip` how many are above it. False where it cannot
    /// be shown in part.
    pub fn render(&self, place: Rect, skip: u16, buffer: &mut Buffer) -> bool {
        let place = place.intersection(buffer.area);
        if place.width < self.cells.columns || place.is_empty() {
            return false;
        }
        match &self.made {
            Made::Sliced(sliced) => {
                let y = i16::try_from(skip).map_or(i16::MIN, |skip| -skip);
                SlicedImage::new(sliced, SignedPosition { x: 0, y }).render(place, buffer);
            }
            Made::Rows(rows) => {
                let seen = rows.iter().skip(usize::from(skip));
                for (row, y) in seen.zip(place.top()..place.bottom()) {
                    Image::new(row).render(
                        Rect {
                            y,
                            height: 1,
                            ..place
                        },
                        buffer,
                    );
                }
            }
            Made::Whole(whole) => {
                if skip > 0 || place.height < self.cells.rows {
                    return false;
                }
                Image::new(whole).render(place, buffer);
            }
        }
        true
    }

    /// After the frame is drawn: where something was written over a picture that stands at `at` with so many rows seen,
    /// its row (or all of it) is emptied. The terminal would otherwise keep the letters, or show the wrong part.
    pub fn mend(&self, at: Position, rows: u16, buffer: &mut Buffer) {
        let columns = self.cells.columns;
        match &self.made {
            Made::Sliced(SlicedProtocol::Kitty(_)) | Made::Rows(_) => {
                for y in at.y..at.y.saturating_add(rows) {
                    self.mend_piece(Rect::new(at.x, y, columns, 1), buffer);
                }
            }
            Made::Whole(_) => self.mend_piece(Rect::new(at.x, at.y, columns, rows), buffer),
            // Each cell stands for itself.
            Made::Sliced(_) => {}
        }
    }

    fn mend_piece(&self, piece: Rect, buffer: &mut Buffer) {
        let piece = piece.intersection(buffer.area);
        let is_own = |place: Position, cell: &Cell| match (self.id, place == piece.as_position()) {
            (Some(_), _) => cell.symbol().starts_with(PLACEHOLDER),
            (None, true) => cell.symbol().starts_with('\x1b'),
            (None, false) => cell.diff_option == CellDiffOption::Skip && cell.symbol() == " ",
        };
        let whole = piece
            .positions()
            .all(|place| buffer.cell(place).is_some_and(|cell| is_own(place, cell)));
        // A row below the last pixels has nothing of its own.
        if whole {
            return;
        }
        for place in piece.positions() {
            if let Some(cell) = buffer.cell_mut(place) {
                if is_own(place, cell) {
                    cell.reset();
                } else {
                    cell.set_diff_option(CellDiffOption::None);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
