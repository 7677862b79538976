//! Several feeds of one site to choose from.

use ratatui::layout::{Position, Rect};

use super::pen::{Pen, after, middle, row};
use crate::text::mask;
use crate::text::messages::ui::Label;
use crate::text::width;
use crate::tui::heading;
use crate::tui::model::Model;
use crate::tui::model::overlay::Choice;

/// The window's columns, where the screen has them.
const WIDTH: u16 = 84;

/// Draws the choice; returns where the real cursor goes.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    area: Rect,
    model: &Model,
    choice: &Choice,
) -> Option<Position> {
    let told = choice.error.as_deref().map_or(0, |error| {
        let columns = usize::from(WIDTH.min(area.width)).saturating_sub(4).max(1);
        heading::wrap(error, columns).len()
    });
    let height = u16::try_from(choice.candidates.len() + told)
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let place = middle(area, WIDTH, height);
    let inside = pen.window(
        place,
        Label::ChooseFeed.text(model.lang),
        model.glyphs.ascii,
        model.theme.accent,
    );
    let rows = usize::from(inside.height).saturating_sub(2 + told).max(1);
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
        let address = mask::url(&candidate.url);
        let kind = candidate.kind.map_or("", |kind| kind.as_str());
        if !candidate.title.is_empty() {
            // The title is cut first: by its address a feed is told from another of the same name.
            let behind = match kind.len() {
                0 => width::width(&address) + 2,
                kind => width::width(&address) + kind + 4,
            };
            let room = usize::from(after(place, x).width);
            let least = room / 3;
            let columns = room.saturating_sub(behind).max(least);
            let title = width::truncate(&candidate.title, columns, model.glyphs.ellipsis);
            x += pen.text(after(place, x), &title, model.theme.unread) + 2;
        }
        if !kind.is_empty() {
            x += pen.text(after(place, x), kind, model.theme.accent) + 2;
        }
        pen.cut(
            after(place, x),
            &address,
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
        if index == choice.cursor {
            pen.style(place, model.theme.selected);
            cursor = Some(place.as_position());
        }
    }
    let last = usize::from(inside.height).saturating_sub(1);
    if let (Some(error), Some(place)) = (&choice.error, row(inside, last.saturating_sub(1))) {
        pen.spread(place, error, model.theme.error);
    }
    if let Some(place) = row(inside, last) {
        let hint = if choice.busy {
            Label::Looking
        } else {
            Label::ChooseHint
        };
        pen.cut(
            after(place, 1),
            hint.text(model.lang),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
    }
    cursor
}
