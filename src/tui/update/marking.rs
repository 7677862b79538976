//! Marks: the eye sees them at once, the disk answers, every one can be taken back.

use super::actions::apply;
use super::moving;
use crate::config::MarkRead;
use crate::engine::Command;
use crate::store::Mark;
use crate::text::messages::ui::Notice;
use crate::tui::message::Effect;
use crate::tui::model::{Focus, Model};

/// `m`: all of the selected ones become what the one under the cursor is not.
pub(super) fn toggle_read(model: &mut Model) -> Vec<Effect> {
    let mark = if model.list.row().is_some_and(|row| row.read) {
        Mark::Unread
    } else {
        Mark::Read
    };
    mark_selected(model, &mark)
}

/// `s`: the same with the star.
pub(super) fn star(model: &mut Model) -> Vec<Effect> {
    let mark = if model.list.row().is_some_and(|row| row.starred) {
        Mark::Unstar
    } else {
        Mark::Star
    };
    mark_selected(model, &mark)
}

fn mark_selected(model: &mut Model, mark: &Mark) -> Vec<Effect> {
    let keys = model.list.selected();
    model.list.mark = None;
    mark_keys(model, keys, mark)
}

/// `A`: every article of the list as it is now, lines off the screen too; what waits to come in is not of it. A range
/// that is selected is marked alone.
pub(super) fn all_read(model: &mut Model) -> Vec<Effect> {
    let keys = match model.list.range() {
        Some(_) => model.list.selected(),
        None => model.list.keys().to_vec(),
    };
    model.list.mark = None;
    mark_keys(model, keys, &Mark::Read)
}

/// `V`: begins a range at the cursor; again gives it up.
pub(super) fn select_range(model: &mut Model) -> Vec<Effect> {
    if model.focus == Focus::Article {
        model.focus = Focus::List;
    }
    model.list.mark = match model.list.mark {
        Some(_) => None,
        None => model.list.key(),
    };
    Vec::new()
}

/// An article was opened: it is read now.
pub(super) fn opened(model: &mut Model) -> Vec<Effect> {
    match model.config.reader.mark_read {
        MarkRead::Open => mark_current_read(model),
        MarkRead::Shown | MarkRead::Never => Vec::new(),
    }
}

/// An article came under the cursor.
pub(super) fn shown(model: &mut Model) -> Vec<Effect> {
    match model.config.reader.mark_read {
        MarkRead::Shown if model.geometry().article.is_some() => mark_current_read(model),
        _ => Vec::new(),
    }
}

fn mark_current_read(model: &mut Model) -> Vec<Effect> {
    match (model.list.key(), model.list.row()) {
        (Some(key), Some(row)) if !row.read => mark_keys(model, vec![key], &Mark::Read),
        _ => Vec::new(),
    }
}

fn mark_keys(model: &mut Model, keys: Vec<i64>, mark: &Mark) -> Vec<Effect> {
    if let Some(why) = &model.read_only {
        model.status.tell(Notice::ReadOnly(why.clone()));
        return Vec::new();
    }
    if keys.is_empty() {
        return Vec::new();
    }
    // What fills by itself stops doing so when somebody has read in it.
    model.list.untouched = false;
    for key in &keys {
        if let Some(row) = model.list.row_mut(*key) {
            apply(row, mark);
        }
    }
    vec![Effect::Engine(Command::Mark {
        keys,
        mark: mark.clone(),
    })]
}

/// Rows that changed elsewhere: those near the screen are read anew, the others when they come near.
pub(super) fn reread(model: &mut Model) -> Vec<Effect> {
    let height = model.list_height();
    model.list.forget_far(height);
    let near = model.list.near(height);
    if near.is_empty() {
        Vec::new()
    } else {
        vec![Effect::Engine(Command::Rows(near))]
    }
}

/// After rows came: a jump that waited for them goes on.
pub(super) fn go_on(model: &mut Model) -> Vec<Effect> {
    match model.list.jump {
        Some((forward, from)) => moving::jump(model, forward, from),
        None => Vec::new(),
    }
}
