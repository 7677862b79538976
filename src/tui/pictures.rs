//! Where the pictures of the article under the eye stand on the screen. Asked by `view` (which draws them) and `terminal`
//! (which sends some of them ahead). Reads the model, draws nothing.

use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::heading;
use super::model::{Model, pictures};
use crate::article::picture::Drawn;

/// A picture on the screen, whole or in part.
#[derive(Debug)]
pub struct Seen {
    /// The picture.
    pub drawn: Arc<Drawn>,
    /// The cells of its rows that are seen.
    pub place: Rect,
    /// Rows of it above the pane.
    pub skip: u16,
    /// The lines of the layout that are kept for it.
    pub lines: Range<usize>,
}

/// The pictures on the screen that are ready, from the top; none while they wait for the text to rest.
pub fn seen(model: &Model) -> Vec<Seen> {
    match model.pictures.are_held() {
        true => Vec::new(),
        false => visible(model).unwrap_or_default(),
    }
}

fn visible(model: &Model) -> Option<Vec<Seen>> {
    model.pictures.canvas()?;
    let page = model.reading.page()?;
    let text = heading::column_place(model)?;
    let head = heading::extent(model).0;
    let scroll = model.reading.scroll;
    let mut seen = Vec::new();
    for room in &page.layout.pictures {
        let (top, bottom) = (head + room.line, head + room.line + usize::from(room.rows));
        let from = top.max(scroll);
        let to = bottom.min(scroll + usize::from(text.height));
        if from >= to {
            continue;
        }
        let Some((url, cells)) = pictures::of_room(page, room) else {
            continue;
        };
        let Some(drawn) = model.pictures.ready(url, cells) else {
            continue;
        };
        let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        seen.push(Seen {
            drawn: Arc::clone(drawn),
            place: Rect::new(
                text.x.saturating_add(room.indent),
                text.y + rows(from - scroll),
                room.columns,
                rows(to - from),
            ),
            skip: rows(from - top),
            lines: room.lines(),
        });
    }
    Some(seen)
}
