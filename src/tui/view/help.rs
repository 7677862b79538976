//! The help: keys and what they do, searchable.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::pen::{Pen, after, row};
use crate::text::messages::ui::Label;
use crate::text::width;
use crate::tui::help::{self, HelpLine};
use crate::tui::model::Model;
use crate::tui::model::overlay::Help;

/// Draws the help; returns where the real cursor goes.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, model: &Model, open: &Help) -> Option<Position> {
    let width = area.width.min(help::WIDEST);
    let place = Rect::new(
        area.x + (area.width - width) / 2,
        area.y,
        width,
        area.height,
    );
    let inside = pen.window(
        place,
        Label::Help.text(model.lang),
        model.glyphs.ascii,
        model.theme.accent,
    );
    let rows = usize::from(inside.height).saturating_sub(1);
    let lines = help::rows(model);
    let columns = u16::try_from(help::columns(model, &lines).0).unwrap_or(0);
    let scroll = open
        .scroll
        .min(lines.len().saturating_sub(rows.min(lines.len())));
    for (index, line) in lines.iter().skip(scroll).take(rows).enumerate() {
        let Some(place) = row(inside, index) else {
            break;
        };
        match line {
            HelpLine::Group(name) => {
                pen.cut(
                    after(place, 1),
                    name,
                    "",
                    model.theme.accent.add_modifier(Modifier::BOLD),
                );
            }
            HelpLine::Action { keys, text } => {
                let keys_place = Rect {
                    width: columns,
                    ..after(place, 3)
                };
                pen.cut(keys_place, keys, model.glyphs.ellipsis, model.theme.unread);
                pen.cut(
                    after(place, 3 + columns + 2),
                    text,
                    model.glyphs.ellipsis,
                    Style::new(),
                );
            }
            HelpLine::Text(text) => {
                pen.cut(after(place, 1), text, model.glyphs.ellipsis, Style::new());
            }
            HelpLine::Blank => {}
        }
    }
    let bottom = row(inside, rows)?;
    if !open.searching && open.search.value().is_empty() {
        pen.cut(
            after(bottom, 1),
            Label::HelpHint.text(model.lang),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
        return Some(bottom.as_position());
    }
    pen.text(after(bottom, 1), "/", model.theme.accent);
    pen.cut(
        after(bottom, 3),
        open.search.value(),
        model.glyphs.ellipsis,
        Style::new(),
    );
    let typed: String = open
        .search
        .value()
        .chars()
        .take(open.search.cursor())
        .collect();
    let column = 3 + u16::try_from(width::width(&typed)).unwrap_or(0);
    Some(Position::new(
        (bottom.x + column).min(bottom.right().saturating_sub(1)),
        bottom.y,
    ))
}
