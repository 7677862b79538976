//! Each action and what it does, by name.

use super::{feeds, hints, keep_place, marking, moving, overlays, reload, searching, sheets};
use crate::config::Action;
use crate::engine::Command;
use crate::store::Mark;
use crate::text::messages::ui::Notice;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Help, Overlay, Prompt, Purpose};
use crate::tui::model::{Focus, Model};

/// Runs an action.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Down
        | Action::Up
        | Action::Top
        | Action::Bottom
        | Action::HalfPageDown
        | Action::HalfPageUp
        | Action::PageDown
        | Action::PageUp => moving::go(model, action),
        Action::Open => moving::open(model),
        Action::Back => moving::back(model),
        Action::NextPane => moving::next_pane(model),
        Action::PageArticle => moving::page_article(model),
        Action::NextUnread => moving::next_unread(model, true),
        Action::PreviousUnread => moving::next_unread(model, false),
        Action::ToggleRead => marking::toggle_read(model),
        Action::MarkAllRead => marking::all_read(model),
        Action::SelectRange => marking::select_range(model),
        Action::Star => marking::star(model),
        Action::Undo => vec![Effect::Engine(Command::Undo)],
        Action::History => sheets::history(model),
        Action::AddFeed => open_overlay(model, Overlay::Prompt(Prompt::new(Purpose::Add, ""))),
        Action::RemoveFeed => feeds::remove(model),
        Action::EditFeed => feeds::edit(model),
        Action::Refresh => feeds::refresh(model),
        Action::RefreshAll => feeds::refresh_all(),
        Action::Failures => sheets::failures(model),
        Action::OpenBrowser => with_link(model, |_, url| {
            vec![Effect::Engine(Command::Browse { url })]
        }),
        Action::CopyLink => with_link(model, |model, url| {
            model.status.tell(Notice::Copied);
            vec![Effect::Copy(url)]
        }),
        Action::LinkHints => hints::show(model),
        Action::FullText => full_text(model),
        Action::Why => sheets::why(model),
        Action::TogglePanel => toggle_panel(model),
        Action::Zen => {
            model.zen = !model.zen;
            model.focus = if model.zen {
                Focus::Article
            } else {
                Focus::List
            };
            Vec::new()
        }
        Action::CycleFilter => {
            model.scope.search = None;
            model.covered = None;
            model.scope.cycle_filter();
            reload(model)
        }
        Action::CycleSort => {
            model.scope.cycle_sort();
            reload(model)
        }
        Action::Search => searching::open(model),
        Action::Palette => overlays::open_palette(model),
        Action::Help => open_overlay(model, Overlay::Help(Help::default())),
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => vec![Effect::Suspend],
        Action::Quit => vec![Effect::Engine(keep_place(model)), Effect::Quit(0)],
    }
}

fn open_overlay(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlays.push(overlay);
    Vec::new()
}

/// `F` fetches the text of the article's page; where it is kept, turns from it to the feed's and back.
fn full_text(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.list.row() else {
        return Vec::new();
    };
    let (id, linked, title) = (row.id, row.link.is_some(), row.title.clone());
    let page = model
        .reading
        .page()
        .filter(|page| page.article.row.id == id);
    let kept = page.and_then(|page| page.article.full.as_ref());
    if kept.is_some_and(|full| !full.stale) {
        model.reading.toggle_text(id);
        let told = match model.reading.wants_feed_text(id) {
            true => Notice::FeedText,
            false => Notice::PageText,
        };
        model.status.tell(told);
        return Vec::new();
    }
    if !linked {
        model.status.tell(Notice::NoLink);
        return Vec::new();
    }
    model.reading.awaited.insert(id, title);
    model.status.tell(Notice::FetchingText);
    vec![Effect::Engine(Command::FullText { id, ahead: false })]
}

/// `t` shows the panel and gives it the focus, again hides it.
fn toggle_panel(model: &mut Model) -> Vec<Effect> {
    model.panel_chosen = true;
    model.zen = false;
    model.panel_open = !model.panel_open;
    model.focus = if model.panel_open {
        Focus::Panel
    } else {
        Focus::List
    };
    Vec::new()
}

fn with_link(
    model: &mut Model,
    act: impl FnOnce(&mut Model, String) -> Vec<Effect>,
) -> Vec<Effect> {
    match model.list.row().and_then(|row| row.link.clone()) {
        Some(url) => act(model, url),
        None => {
            model.status.tell(Notice::NoLink);
            Vec::new()
        }
    }
}

/// What a mark makes of a row, before the disk has answered: the eye sees it at once.
pub(super) fn apply(row: &mut crate::store::Row, mark: &Mark) {
    match mark {
        Mark::Read => row.read = true,
        Mark::Unread => row.read = false,
        Mark::Star => row.starred = true,
        Mark::Unstar => row.starred = false,
        Mark::Tag(tag) => row.tags.push(tag.clone()),
        Mark::Untag(tag) => row.tags.retain(|known| known != tag),
    }
}
