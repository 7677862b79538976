//! Moving: in the list, the article, the panel, and between them.

use super::{marking, reload};
use crate::config::Action;
use crate::engine::Command;
use crate::text::messages::ui::Notice;
use crate::tui::heading;
use crate::tui::message::Effect;
use crate::tui::model::list::Jump;
use crate::tui::model::panel::Item;
use crate::tui::model::scope::{Base, Scope};
use crate::tui::model::{Focus, Model};

/// The moves that every pane knows.
pub(super) fn go(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.focus {
        Focus::Article => {
            scroll_article(model, action);
            Vec::new()
        }
        Focus::Panel => {
            let height = usize::from(model.geometry().list_height);
            let (at, last) = (
                model.panel.cursor,
                model.panel.items.len().saturating_sub(1),
            );
            model.panel.go(moved(at, last, height, action), height);
            Vec::new()
        }
        Focus::List => list(model, action),
    }
}

fn list(model: &mut Model, action: Action) -> Vec<Effect> {
    let height = model.list_height();
    if action == Action::Top {
        model.list.announced = 0;
        if matches!(model.status.notice, Some(Notice::Arrived { .. })) {
            model.status.notice = None;
        }
        if model.list.stale {
            return reload(model);
        }
        model.list.admit_all(height);
        return Vec::new();
    }
    let last = model.list.len().saturating_sub(1);
    model
        .list
        .go(moved(model.list.cursor(), last, height, action), height);
    Vec::new()
}

/// The place a move leads to.
fn moved(at: usize, last: usize, height: usize, action: Action) -> usize {
    let half = (height / 2).max(1);
    let page = height.saturating_sub(1).max(1);
    let to = match action {
        Action::Down => at + 1,
        Action::Up => at.saturating_sub(1),
        Action::Top => 0,
        Action::Bottom => last,
        Action::HalfPageDown => at + half,
        Action::HalfPageUp => at.saturating_sub(half),
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        _ => at,
    };
    to.min(last)
}

fn scroll_article(model: &mut Model, action: Action) {
    let (_, last) = heading::extent(model);
    let height = usize::from(model.geometry().article.map_or(1, |place| place.height));
    let to = moved(model.reading.scroll, last, height, action);
    scroll_to(model, to);
}

/// Scrolls the article to a line.
pub(super) fn scroll_to(model: &mut Model, line: usize) {
    let (heading, last) = heading::extent(model);
    model.reading.scroll_to(line, last, heading);
}

/// Enter: in the list opens the article, in the panel filters the list.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    match model.focus {
        Focus::List => {
            if model.list.row().is_none() {
                return Vec::new();
            }
            model.focus = Focus::Article;
            model.list.untouched = false;
            marking::opened(model)
        }
        Focus::Article => Vec::new(),
        Focus::Panel => {
            let base = match model.panel.selected() {
                None => return Vec::new(),
                Some(Item::Everything) => Base::River(model.config.reader.view.clone()),
                Some(Item::Starred) => Base::Starred,
                Some(Item::View { name, query }) => Base::View {
                    name: name.clone(),
                    query: query.clone(),
                },
                Some(Item::Folder { path, .. }) => Base::Folder(path.clone()),
                Some(Item::Feed { index, .. }) => match model.panel.feeds.get(*index) {
                    Some(feed) => Base::Feed {
                        id: feed.id,
                        title: feed.title.clone(),
                    },
                    None => return Vec::new(),
                },
            };
            model.focus = Focus::List;
            show(model, base)
        }
    }
}

/// Shows a base in the list; leaving the list that was there.
pub(super) fn show(model: &mut Model, base: Base) -> Vec<Effect> {
    model.covered = None;
    model.scope = Scope::of(base);
    reload(model)
}

/// Goes to the block of the article that a link within it leads to.
pub(super) fn to_block(model: &mut Model, block: usize) {
    let (heading, _) = heading::extent(model);
    let Some(page) = model.reading.page() else {
        return;
    };
    let mut lines = page.layout.lines.iter();
    let Some(line) = lines.position(|line| line.block >= block && !line.spans.is_empty()) else {
        return;
    };
    let from = model.reading.scroll;
    model.reading.jumps.push(from);
    model.focus = Focus::Article;
    scroll_to(model, heading + line);
}

/// Esc: from a note of the article to its call, from the article to the list, from a range to none, from a search to what it covered, from a feed to the
/// river.
pub(super) fn back(model: &mut Model) -> Vec<Effect> {
    if model.zen {
        model.zen = false;
        model.focus = Focus::List;
        return Vec::new();
    }
    match model.focus {
        Focus::Article if !model.reading.jumps.is_empty() => {
            // First back to the call of the note that was gone to.
            let line = model.reading.jumps.pop().unwrap_or_default();
            scroll_to(model, line);
            Vec::new()
        }
        Focus::Article | Focus::Panel => {
            model.focus = Focus::List;
            Vec::new()
        }
        Focus::List if model.list.mark.is_some() => {
            model.list.mark = None;
            Vec::new()
        }
        Focus::List if model.scope.search.is_some() => super::searching::leave(model),
        Focus::List => {
            let river = Scope::river(&model.config.reader.view);
            if model.scope == river {
                return Vec::new();
            }
            model.scope = river;
            reload(model)
        }
    }
}

/// Tab: the next pane that can be seen.
pub(super) fn next_pane(model: &mut Model) -> Vec<Effect> {
    if model.zen {
        return Vec::new();
    }
    model.focus = match model.focus {
        Focus::Panel => Focus::List,
        Focus::List => Focus::Article,
        Focus::Article if model.panel_open => Focus::Panel,
        Focus::Article => Focus::List,
    };
    if model.focus == Focus::Article && model.list.row().is_none() {
        model.focus = if model.panel_open {
            Focus::Panel
        } else {
            Focus::List
        };
    }
    Vec::new()
}

/// Space: a page down the article, at its end the next unread one; in the panel opens and closes a folder.
pub(super) fn page_article(model: &mut Model) -> Vec<Effect> {
    if model.focus == Focus::Panel {
        let views = model.config.views.clone();
        if !model.panel.toggle(&views) {
            return open(model);
        }
        return Vec::new();
    }
    let shown = model.geometry().article.is_some();
    if !shown {
        return open(model);
    }
    if model.reading.page().is_none() {
        // Its end is not known yet.
        return Vec::new();
    }
    let (_, last) = heading::extent(model);
    if model.reading.scroll >= last {
        return next_unread(model, true);
    }
    let height = usize::from(model.geometry().article.map_or(1, |place| place.height));
    scroll_to(
        model,
        model.reading.scroll + height.saturating_sub(2).max(1),
    );
    Vec::new()
}

/// `n` and `p`: the next unread article that way. Opens it where the article has the focus, else only moves.
pub(super) fn next_unread(model: &mut Model, forward: bool) -> Vec<Effect> {
    let cursor = model.list.cursor();
    jump(model, forward, if forward { cursor + 1 } else { cursor })
}

/// Goes on with a jump from a place.
pub(super) fn jump(model: &mut Model, forward: bool, from: usize) -> Vec<Effect> {
    let height = model.list_height();
    model.list.jump = None;
    match model.list.find_unread(forward, from) {
        Jump::Found(place) => {
            model.list.go(place, height);
            if model.focus == Focus::Article {
                marking::opened(model)
            } else {
                Vec::new()
            }
        }
        Jump::Unknown { keys, at } => {
            model.list.jump = Some((forward, at));
            vec![Effect::Engine(Command::Rows(keys))]
        }
        Jump::None => {
            model.status.tell(Notice::NoMoreUnread);
            Vec::new()
        }
    }
}
