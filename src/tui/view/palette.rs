//! The command palette: what is typed, the actions that fit, their keys.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::pen::{Pen, after, middle, row};
use crate::text::messages::ui::Label;
use crate::text::width;
use crate::tui::model::Model;
use crate::tui::model::overlay::Palette;

/// Draws the palette; returns where the real cursor goes.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    area: Rect,
    model: &Model,
    palette: &Palette,
) -> Option<Position> {
    let place = middle(area, 66, area.height.min(20));
    let inside = pen.window(
        place,
        Label::Palette.text(model.lang),
        model.glyphs.ascii,
        model.theme.accent,
    );
    let field = row(inside, 0)?;
    pen.text(after(field, 1), ":", model.theme.accent);
    pen.text(after(field, 3), palette.input.value(), Style::new());
    let rows = usize::from(inside.height).saturating_sub(1).max(1);
    let first = (palette.cursor + 1).saturating_sub(rows);
    for (line, (index, action)) in palette
        .found
        .iter()
        .enumerate()
        .skip(first)
        .take(rows)
        .enumerate()
    {
        let Some(place) = row(inside, line + 1) else {
            break;
        };
        let keys = model.config.keys.keys_of(*action).join(" ");
        let keys_width = u16::try_from(width::width(&keys)).unwrap_or(0);
        let room = place.width.saturating_sub(keys_width + 4);
        pen.cut(
            Rect {
                width: room,
                ..after(place, 2)
            },
            action.label(model.lang),
            model.glyphs.ellipsis,
            Style::new(),
        );
        let x = place.right().saturating_sub(keys_width + 1);
        pen.text(
            Rect {
                x,
                width: keys_width,
                ..place
            },
            &keys,
            model.theme.quiet,
        );
        if index == palette.cursor {
            pen.style(place, model.theme.selected);
        }
    }
    if palette.found.is_empty()
        && let Some(place) = row(inside, 1)
    {
        pen.cut(
            after(place, 2),
            Label::NothingFound.text(model.lang),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
    }
    let typed: String = palette
        .input
        .value()
        .chars()
        .take(palette.input.cursor())
        .collect();
    let column = 3 + u16::try_from(width::width(&typed)).unwrap_or(0);
    Some(Position::new(
        (field.x + column).min(field.right().saturating_sub(1)),
        field.y,
    ))
}
