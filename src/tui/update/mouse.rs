//! The mouse: click, wheel, drag the divider.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::{hints, moving};
use crate::tui::geometry::WIDE;
use crate::tui::links;
use crate::tui::message::Effect;
use crate::tui::model::{Focus, Model};

/// Lines a turn of the wheel moves.
const WHEEL: isize = 3;

/// Takes a mouse event in.
pub(super) fn take(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return match event.kind {
            MouseEventKind::ScrollDown => super::overlays::wheel(model, WHEEL),
            MouseEventKind::ScrollUp => super::overlays::wheel(model, -WHEEL),
            _ => Vec::new(),
        };
    }
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => click(model, at),
        MouseEventKind::Drag(MouseButton::Left) if model.dragging => {
            drag(model, at.x);
            Vec::new()
        }
        MouseEventKind::Up(MouseButton::Left) => {
            model.dragging = false;
            Vec::new()
        }
        MouseEventKind::ScrollDown => wheel(model, at, WHEEL),
        MouseEventKind::ScrollUp => wheel(model, at, -WHEEL),
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, at: Position) -> Vec<Effect> {
    let places = model.geometry();
    let height = model.list_height();
    if places
        .list
        .is_some_and(|list| model.size.0 >= WIDE && at.x == list.right())
    {
        model.dragging = true;
        return Vec::new();
    }
    if let Some(list) = places.list.filter(|place| place.contains(at)) {
        model.focus = Focus::List;
        let Some(row) = row_in(list, at) else {
            return Vec::new();
        };
        let place = model.list.offset() + row;
        if place >= model.list.len() {
            return Vec::new();
        }
        // A click on the row under the cursor opens it.
        let again = place == model.list.cursor();
        model.list.go(place, height);
        return if again {
            moving::open(model)
        } else {
            Vec::new()
        };
    }
    if let Some(panel) = places.panel.filter(|place| place.contains(at)) {
        model.focus = Focus::Panel;
        let Some(row) = row_in(panel, at) else {
            return Vec::new();
        };
        let place = model.panel.offset + row;
        if place >= model.panel.items.len() {
            return Vec::new();
        }
        model.panel.go(place, height);
        return moving::open(model);
    }
    if places.article.is_some_and(|place| place.contains(at)) {
        let there = model.focus == Focus::Article;
        model.focus = Focus::Article;
        // Where the article is being read, a click on a link follows it; before, it only turns to the article.
        if there && let Some(link) = links::at(model, at.x, at.y) {
            return hints::follow(model, link);
        }
    }
    Vec::new()
}

/// The row of a pane below its title.
fn row_in(pane: Rect, at: Position) -> Option<usize> {
    (at.y > pane.y).then(|| usize::from(at.y - pane.y - 1))
}

fn drag(model: &mut Model, x: u16) {
    if let Some(list) = model.geometry().list {
        model.divider = Some(x.saturating_sub(list.x).max(1));
    }
}

fn wheel(model: &mut Model, at: Position, by: isize) -> Vec<Effect> {
    let places = model.geometry();
    let height = model.list_height();
    if places.list.is_some_and(|place| place.contains(at)) {
        model.list.scroll(by, height);
    } else if places.panel.is_some_and(|place| place.contains(at)) {
        let to = model.panel.cursor.saturating_add_signed(by);
        model.panel.go(to, height);
    } else if places.article.is_some_and(|place| place.contains(at)) {
        moving::scroll_to(model, model.reading.scroll.saturating_add_signed(by));
    }
    Vec::new()
}
