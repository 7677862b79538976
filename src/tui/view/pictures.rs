//! Drawing the pictures of the article, and what is left of them under a window.

use std::ops::Range;

use ratatui::buffer::Buffer;

use crate::tui::model::Model;
use crate::tui::pictures::{Seen, seen};

/// Draws those that are on the screen; the lines of the layout they stand in for.
pub(super) fn draw(buffer: &mut Buffer, model: &Model) -> Vec<Range<usize>> {
    seen(model)
        .into_iter()
        .filter(|seen| seen.drawn.render(seen.place, seen.skip, buffer))
        .map(|Seen { lines, .. }| lines)
        .collect()
}

/// Where something was drawn over a picture, takes away what of it would stay on the terminal, or come out wrong.
pub(super) fn mend(buffer: &mut Buffer, model: &Model) {
    for seen in seen(model) {
        let at = seen.place.as_position();
        seen.drawn.mend(at, seen.place.height, buffer);
    }
}
