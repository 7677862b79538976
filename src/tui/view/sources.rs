//! The first screen: French sources to tick. Nothing is fetched before a yes.

use ratatui::layout::{Position, Rect};

use super::pen::{Pen, after, row};
use crate::config::sources::SOURCES;
use crate::text::messages::ui::Label;
use crate::tui::model::Model;
use crate::tui::model::overlay::Sources;

/// Draws the first screen; returns where the real cursor goes.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    area: Rect,
    model: &Model,
    sources: &Sources,
) -> Option<Position> {
    let width = area.width.min(76);
    let column = Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    };
    let lines = usize::from(area.height);
    let roomy = lines >= 12;
    let top = usize::from(roomy);
    pen.cut(
        after(row(column, top)?, 2),
        Label::Welcome.text(model.lang),
        model.glyphs.ellipsis,
        model.theme.accent,
    );
    let first_line = if roomy { 3 } else { 1 };
    let shown = lines
        .saturating_sub(first_line + if roomy { 4 } else { 2 })
        .max(1);
    let first = (sources.cursor + 1).saturating_sub(shown);
    let mut cursor = None;
    for (line, (index, source)) in SOURCES
        .iter()
        .enumerate()
        .skip(first)
        .take(shown)
        .enumerate()
    {
        let Some(place) = row(column, first_line + line) else {
            break;
        };
        let tick = if sources.ticked.contains(&index) {
            model.glyphs.ticked
        } else {
            model.glyphs.unticked
        };
        pen.text(after(place, 2), tick, model.theme.accent);
        pen.text(after(place, 6), source.name, model.theme.unread);
        pen.cut(
            after(place, 29),
            host(source.url),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
        if index == sources.cursor {
            pen.style(place, model.theme.selected);
            cursor = Some(place.as_position());
        }
    }
    let hint = row(column, lines.saturating_sub(if roomy { 3 } else { 2 }))?;
    pen.cut(
        after(hint, 2),
        Label::WelcomeHint.text(model.lang),
        model.glyphs.ellipsis,
        model.theme.quiet,
    );
    cursor
}

/// An address without its scheme: what people know a site by.
fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}
