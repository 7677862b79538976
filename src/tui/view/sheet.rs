//! A sheet: titled lines in a window, the keys at its foot.

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::pen::{Pen, after, row};
use crate::config::Action;
use crate::text::messages::sheet::Foot;
use crate::text::{Lang, Say};
use crate::tui::model::Model;
use crate::tui::model::sheet::{About, Sheet};
use crate::tui::sheets::{self, Look, SheetRow};

/// Draws a sheet; the real cursor goes to the entry under the cursor, else to the first line.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, sheet: &Sheet) -> Option<Position> {
    let (glyphs, theme) = (model.glyphs, model.theme);
    let place = sheets::place(model.size, sheet.rows.len());
    let title = sheets::title(model, sheet);
    let inside = pen.window(place, &title, glyphs.ascii, theme.accent);
    let shown = sheets::shown(model.size, sheet.rows.len());
    let mut cursor = row(inside, 0).map(Rect::as_position);
    for (index, (at, line)) in sheet
        .rows
        .iter()
        .enumerate()
        .skip(sheet.scroll)
        .take(shown)
        .enumerate()
    {
        let Some(place) = row(inside, index) else {
            break;
        };
        draw_line(pen, place, model, line);
        let begins = at == 0 || sheet.rows.get(at - 1).is_none_or(|r| r.entry != line.entry);
        if begins && line.entry == Some(sheet.cursor) && sheet.has_entries() {
            pen.style(place, theme.selected);
            cursor = Some(place.as_position());
        }
    }
    if let Some(foot) = row(inside, usize::from(inside.height).saturating_sub(1)) {
        let keys = keys(model, sheet, sheet.rows.len() > shown);
        pen.cut(after(foot, 1), &keys, glyphs.ellipsis, theme.quiet);
    }
    cursor
}

fn draw_line(pen: &mut Pen<'_>, place: Rect, model: &Model, line: &SheetRow) {
    let theme = model.theme;
    let column = |at: usize| after(place, u16::try_from(at).unwrap_or(u16::MAX));
    let (at, label) = &line.label;
    pen.cut(column(*at), label, model.glyphs.ellipsis, theme.quiet);
    let style = match line.look {
        Look::Heading => theme.accent.add_modifier(Modifier::BOLD),
        Look::Plain => ratatui::style::Style::new(),
        Look::Quiet => theme.quiet,
        Look::Error => theme.error,
    };
    let (at, text) = &line.text;
    pen.cut(column(*at), text, model.glyphs.ellipsis, style);
}

/// The keys that do something here, as they are bound.
fn keys(model: &Model, sheet: &Sheet, scrolls: bool) -> String {
    let keys = &model.config.keys;
    let first = |action: Action| keys.keys_of(action).into_iter().next();
    let escape = match model.lang {
        Lang::Fr => "Échap",
        Lang::En => "Esc",
    };
    let mut feet = vec![(Some(escape.to_owned()), Foot::Close)];
    match sheet.about {
        About::Why { .. } => feet.push((first(Action::Refresh), Foot::Refresh)),
        About::Failures { .. } if sheet.has_entries() => {
            feet.push((first(Action::Open), Foot::Why));
            feet.push((first(Action::Refresh), Foot::Refresh));
        }
        About::Failures { .. } => {}
        About::History(_) => feet.push((first(Action::Undo), Foot::Undo)),
    }
    if scrolls {
        let both = first(Action::Down).zip(first(Action::Up));
        feet.push((both.map(|(down, up)| format!("{down} {up}")), Foot::Scroll));
    }
    let said = feet.into_iter().filter_map(|(key, foot)| {
        let key = key?;
        Some(format!("{key} {}", foot.say(model.lang)))
    });
    said.collect::<Vec<_>>()
        .join(&format!(" {} ", model.glyphs.dot))
}

#[cfg(test)]
mod tests;
