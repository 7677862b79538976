//! The help: keys and what they do, searchable.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::pen::{Pen, after, row};
use crate::text::messages::ui::Label;
use crate::text::width;
use crate::tui::help::{HelpLine, lines};
use crate::tui::model::Model;
use crate::tui::model::overlay::Help;

/// Draws the help; returns where the real cursor goes.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, model: &Model, help: &Help) -> Option<Position> {
    let width = area.width.min(92);
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
    let lines = lines(model);
    let columns = keys_columns(&lines).min(inside.width / 3);
    let scroll = help
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
    if !help.searching && help.search.value().is_empty() {
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
        help.search.value(),
        model.glyphs.ellipsis,
        Style::new(),
    );
    let typed: String = help
        .search
        .value()
        .chars()
        .take(help.search.cursor())
        .collect();
    let column = 3 + u16::try_from(width::width(&typed)).unwrap_or(0);
    Some(Position::new(
        (bottom.x + column).min(bottom.right().saturating_sub(1)),
        bottom.y,
    ))
}

/// The columns that the keys take.
fn keys_columns(lines: &[HelpLine]) -> u16 {
    let widest = lines.iter().map(|line| match line {
        HelpLine::Action { keys, .. } => width::width(keys),
        _ => 0,
    });
    u16::try_from(widest.max().unwrap_or(0)).unwrap_or(0)
}
