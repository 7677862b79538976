//! The feed panel.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::pen::{Pen, after, row};
use crate::text::messages::ui::Label;
use crate::text::number::integer;
use crate::text::width;
use crate::tui::model::panel::Item;
use crate::tui::model::scope::Base;
use crate::tui::model::{Focus, Model};

/// Draws the panel; returns where the real cursor goes.
pub(super) fn draw(pen: &mut Pen<'_>, place: Rect, model: &Model) -> Option<Position> {
    let focused = model.focus == Focus::Panel;
    let style = if focused {
        model.theme.accent
    } else {
        model.theme.quiet
    };
    pen.cut(
        after(row(place, 0)?, 1),
        Label::Feeds.text(model.lang),
        "",
        style.add_modifier(Modifier::BOLD),
    );
    let rows = Rect::new(
        place.x,
        place.y + 1,
        place.width,
        place.height.saturating_sub(1),
    );
    let mut cursor = None;
    for line in 0..usize::from(rows.height) {
        let at = model.panel.offset + line;
        let (Some(item), Some(place)) = (model.panel.items.get(at), row(rows, line)) else {
            break;
        };
        draw_item(pen, place, model, item);
        if at == model.panel.cursor && focused {
            pen.style(place, model.theme.selected);
            cursor = Some(place.as_position());
        } else if shown(model, item) {
            pen.style(place, model.theme.selected_elsewhere);
        }
    }
    cursor
}

/// True for the line that the list shows.
fn shown(model: &Model, item: &Item) -> bool {
    match (&model.scope.base, item) {
        (Base::River(_), Item::Everything) | (Base::Starred, Item::Starred) => true,
        (Base::Folder(path), Item::Folder { path: other, .. }) => path == other,
        (Base::View { name, .. }, Item::View { name: other, .. }) => name == other,
        (Base::Feed { id, .. }, Item::Feed { index, .. }) => model
            .panel
            .feeds
            .get(*index)
            .is_some_and(|feed| feed.id == *id),
        _ => false,
    }
}

fn draw_item(pen: &mut Pen<'_>, place: Rect, model: &Model, item: &Item) {
    let (glyphs, theme) = (&model.glyphs, &model.theme);
    let (sign, depth, name, count, failing) = match item {
        Item::Everything => (
            glyphs.unread,
            0,
            Label::Everything.text(model.lang),
            Some(model.panel.counts.unread),
            false,
        ),
        Item::Starred => (
            glyphs.star,
            0,
            Label::Starred.text(model.lang),
            Some(model.panel.counts.starred),
            false,
        ),
        Item::View { name, .. } => ("/", 0, name.as_str(), None, false),
        Item::Folder {
            path,
            depth,
            unread,
            open,
        } => {
            let name = path.rsplit('/').next().unwrap_or(path);
            (
                if *open { glyphs.open } else { glyphs.closed },
                *depth,
                name,
                Some(*unread),
                false,
            )
        }
        Item::Feed { index, depth } => match model.panel.feeds.get(*index) {
            Some(feed) => {
                let failing = feed.code.is_some() || feed.gone;
                let sign = if failing { glyphs.failed } else { " " };
                (
                    sign,
                    *depth,
                    feed.title.as_str(),
                    Some(feed.unread),
                    failing,
                )
            }
            None => return,
        },
    };
    let indent = 1 + 2 * u16::try_from(depth).unwrap_or(0);
    let sign_style = if failing { theme.error } else { theme.accent };
    pen.text(after(place, indent), sign, sign_style);
    let number = count
        .filter(|count| *count > 0)
        .map(|count| integer(count, model.lang))
        .unwrap_or_default();
    let number_width = u16::try_from(width::width(&number)).unwrap_or(0);
    let name_place = after(place, indent + 2);
    let room = name_place.width.saturating_sub(number_width + 2);
    let weight = if count.is_some_and(|count| count > 0) {
        theme.unread
    } else {
        Style::new()
    };
    pen.cut(
        Rect {
            width: room,
            ..name_place
        },
        name,
        glyphs.ellipsis,
        weight,
    );
    let number_x = place.right().saturating_sub(number_width + 1);
    pen.text(
        Rect {
            x: number_x,
            width: number_width,
            ..place
        },
        &number,
        theme.quiet,
    );
}
