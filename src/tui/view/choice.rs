//! Several feeds of one site to choose from.

use ratatui::layout::{Position, Rect};

use super::pen::{Pen, after, middle, row};
use crate::text::mask;
use crate::text::messages::ui::Label;
use crate::tui::model::Model;
use crate::tui::model::overlay::Choice;

/// Draws the choice; returns where the real cursor goes.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    area: Rect,
    model: &Model,
    choice: &Choice,
) -> Option<Position> {
    let height = u16::try_from(choice.candidates.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let place = middle(area, 84, height);
    let inside = pen.window(
        place,
        Label::ChooseFeed.text(model.lang),
        model.glyphs.ascii,
        model.theme.accent,
    );
    let rows = usize::from(inside.height).saturating_sub(2).max(1);
    let first = (choice.cursor + 1).saturating_sub(rows);
    let mut cursor = None;
    for (line, (index, candidate)) in choice
        .candidates
        .iter()
        .enumerate()
        .skip(first)
        .take(rows)
        .enumerate()
    {
        let Some(place) = row(inside, line) else {
            break;
        };
        let tick = if choice.ticked.contains(&index) {
            model.glyphs.ticked
        } else {
            model.glyphs.unticked
        };
        let mut x = 1 + pen.text(after(place, 1), tick, model.theme.accent) + 1;
        if !candidate.title.is_empty() {
            x += pen.cut(
                after(place, x),
                &candidate.title,
                model.glyphs.ellipsis,
                model.theme.unread,
            ) + 2;
        }
        if let Some(kind) = candidate.kind {
            x += pen.cut(
                after(place, x),
                kind.as_str(),
                model.glyphs.ellipsis,
                model.theme.accent,
            ) + 2;
        }
        pen.cut(
            after(place, x),
            &mask::url(&candidate.url),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
        if index == choice.cursor {
            pen.style(place, model.theme.selected);
            cursor = Some(place.as_position());
        }
    }
    if let Some(place) = row(inside, usize::from(inside.height).saturating_sub(1)) {
        pen.cut(
            after(place, 1),
            Label::ChooseHint.text(model.lang),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
    }
    cursor
}
