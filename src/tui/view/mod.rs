//! Drawing. Only reads the model; a frame costs the lines that are on the screen.

mod article;
mod choice;
mod help;
mod hints;
mod list;
mod palette;
mod panel;
mod pen;
mod pictures;
mod prompt;
mod sheet;
mod sources;
mod status;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::geometry::SMALLEST;
use super::model::overlay::Overlay;
use super::model::{Focus, Model};
use crate::text::messages::ui::Label;
use pen::Pen;

/// Draws the screen and places the real cursor: in a prompt, else on the selected row (screen readers and input
/// methods follow it).
pub fn draw(frame: &mut Frame<'_>, model: &Model) {
    let area = frame.area();
    let cursor = draw_on(
        &mut Pen::new(frame.buffer_mut(), model.glyphs.ascii),
        area,
        model,
    );
    pictures::mend(frame.buffer_mut(), model);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn draw_on(pen: &mut Pen<'_>, area: Rect, model: &Model) -> Option<Position> {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        pen.text(area, Label::TooSmall.text(model.lang), model.theme.quiet);
        return None;
    }
    if let Some(Overlay::Sources(_)) = model.overlays.first() {
        return first_screen(pen, area, model);
    }
    let places = model.geometry();
    let mut cursor = None;
    if let Some(place) = places.panel {
        let on = panel::draw(pen, place, model);
        cursor = if model.focus == Focus::Panel {
            on
        } else {
            cursor
        };
    }
    if let Some(place) = places.list {
        let on = list::draw(pen, place, model);
        cursor = if model.focus == Focus::List {
            on
        } else {
            cursor
        };
    }
    if let Some(place) = places.article {
        let on = article::draw(pen, place, model);
        cursor = if model.focus == Focus::Article {
            on
        } else {
            cursor
        };
    }
    frames(pen, model);
    status::draw(pen, places.status, model);
    overlays(pen, area, model).or(cursor)
}

/// The lines between panes and above the status line.
fn frames(pen: &mut Pen<'_>, model: &Model) {
    let places = model.geometry();
    let (glyphs, style) = (model.glyphs, model.theme.quiet);
    if let Some(rule) = places.rule {
        for x in rule.left()..rule.right() {
            pen.text(Rect::new(x, rule.y, 1, 1), glyphs.horizontal, style);
        }
    }
    let beside = [
        (places.panel, places.list.or(places.article)),
        (places.list, places.article),
    ];
    for (left, right) in beside {
        let (Some(left), Some(_)) = (left, right) else {
            continue;
        };
        for y in left.top()..left.bottom() {
            pen.text(Rect::new(left.right(), y, 1, 1), glyphs.vertical, style);
        }
        if let Some(rule) = places.rule {
            pen.text(Rect::new(left.right(), rule.y, 1, 1), glyphs.join, style);
        }
    }
}

fn first_screen(pen: &mut Pen<'_>, area: Rect, model: &Model) -> Option<Position> {
    let mut cursor = None;
    if let Some(Overlay::Sources(first)) = model.overlays.first() {
        cursor = sources::draw(pen, area, model, first);
    }
    let line = Rect::new(area.x, area.bottom() - 1, area.width, 1);
    status::draw(pen, line, model);
    overlays(pen, area, model).or(cursor)
}

fn overlays(pen: &mut Pen<'_>, area: Rect, model: &Model) -> Option<Position> {
    let line = Rect::new(area.x, area.bottom() - 1, area.width, 1);
    match model.overlays.last()? {
        Overlay::Prompt(prompt) => prompt::draw(pen, line, model, prompt),
        Overlay::Choice(choice) => choice::draw(pen, area, model, choice),
        Overlay::Palette(palette) => palette::draw(pen, area, model, palette),
        Overlay::Help(help) => help::draw(pen, area, model, help),
        Overlay::Sources(_) => None,
        Overlay::Hints(hints) => {
            hints::draw(pen, model, hints);
            None
        }
        Overlay::Sheet(sheet) => sheet::draw(pen, model, sheet),
    }
}

#[cfg(test)]
mod tests;
