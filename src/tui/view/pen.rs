//! Writing text into cells: cluster by cluster, never past a width, never a control character.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::{sanitise, width};

/// A pen on the buffer of a frame.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    ascii: bool,
}

impl<'a> Pen<'a> {
    /// `ascii`: signs of our own sentences that are not ASCII become ASCII ones.
    pub(super) fn new(buffer: &'a mut Buffer, ascii: bool) -> Pen<'a> {
        Pen { buffer, ascii }
    }

    /// The cells themselves, for what is no text.
    pub(super) fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Writes text on the first row of a place, cut at its width; returns the columns it took.
    pub(super) fn text(&mut self, place: Rect, text: &str, style: Style) -> u16 {
        let place = place.intersection(self.buffer.area);
        if place.is_empty() {
            return 0;
        }
        let text = sanitise::cell(text);
        let mut x = place.x;
        for (cluster, columns) in width::clusters(&text) {
            let columns = u16::try_from(columns).unwrap_or(0);
            if columns == 0 {
                continue;
            }
            if x + columns > place.right() {
                break;
            }
            let cluster = if self.ascii && cluster == "·" {
                "-"
            } else {
                cluster
            };
            if let Some(cell) = self.buffer.cell_mut((x, place.y)) {
                cell.set_symbol(cluster).set_style(style);
            }
            for behind in x + 1..x + columns {
                if let Some(cell) = self.buffer.cell_mut((behind, place.y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
            x += columns;
        }
        x - place.x
    }

    /// Writes text cut with an ellipsis where it is too long; returns the columns it took.
    pub(super) fn cut(&mut self, place: Rect, text: &str, ellipsis: &str, style: Style) -> u16 {
        let text = width::truncate(text, usize::from(place.width), ellipsis);
        self.text(place, &text, style)
    }

    /// Writes a sentence that is too long for the bottom line of a screen over the lines above it, the last one at the
    /// bottom. Returns the lines it took.
    pub(super) fn spread(&mut self, bottom: Rect, text: &str, style: Style) -> u16 {
        let columns = usize::from(bottom.width).saturating_sub(2).max(1);
        let lines = crate::tui::heading::wrap(text, columns);
        let most = usize::from(bottom.y) / 2 + 1;
        let count = u16::try_from(lines.len().min(most)).unwrap_or(1);
        for (line, y) in lines.iter().zip(bottom.y + 1 - count..=bottom.y) {
            let place = Rect { y, ..bottom };
            self.clear(place);
            self.text(after(place, 1), line, style);
        }
        count
    }

    /// Gives a place a style without changing its text.
    pub(super) fn style(&mut self, place: Rect, style: Style) {
        self.buffer
            .set_style(place.intersection(self.buffer.area), style);
    }

    /// Empties a place.
    pub(super) fn clear(&mut self, place: Rect) {
        let place = place.intersection(self.buffer.area);
        for y in place.top()..place.bottom() {
            for x in place.left()..place.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Empties a place and puts a frame around it with a title.
    pub(super) fn window(&mut self, place: Rect, title: &str, ascii: bool, style: Style) -> Rect {
        use ratatui::widgets::{Block, BorderType, Widget};
        self.clear(place);
        let block = if ascii {
            Block::bordered().border_set(ASCII_BORDER)
        } else {
            Block::bordered().border_type(BorderType::Rounded)
        };
        let inner = block.inner(place);
        block
            .border_style(style)
            .title(format!(" {title} "))
            .render(place.intersection(self.buffer.area), self.buffer);
        inner.intersection(self.buffer.area)
    }
}

const ASCII_BORDER: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// The row of a place, from 0, where it has one.
pub(super) fn row(place: Rect, index: usize) -> Option<Rect> {
    let y = u16::try_from(index).ok().filter(|y| *y < place.height)?;
    Some(Rect::new(place.x, place.y + y, place.width, 1))
}

/// A place without its first columns.
pub(super) fn after(place: Rect, columns: u16) -> Rect {
    let columns = columns.min(place.width);
    Rect::new(
        place.x + columns,
        place.y,
        place.width - columns,
        place.height,
    )
}

/// A window in the middle of the screen.
pub(super) fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    Rect::new(
        area.x + (area.width - width) / 2,
        area.y + (area.height - height) / 2,
        width,
        height,
    )
}
