//! Gestures on feeds: refresh, remove, edit, add.

use crate::engine::Command;
use crate::engine::refresh::Which;
use crate::text::messages::ui::Notice;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::{Overlay, Prompt, Purpose};

/// `r`: the feed under the cursor, although it is not due.
pub(super) fn refresh(model: &mut Model) -> Vec<Effect> {
    with_feed(model, |_, feed| visit(feed))
}

/// Visits a feed, although it is not due.
pub(super) fn visit(feed: i64) -> Vec<Effect> {
    vec![Effect::Engine(Command::Refresh {
        which: Which::Feeds(vec![feed]),
        forced: true,
    })]
}

/// `R`: all of them.
pub(super) fn refresh_all() -> Vec<Effect> {
    vec![Effect::Engine(Command::Refresh {
        which: Which::All,
        forced: true,
    })]
}

/// `d`: removes the feed; never asks, undo takes it back.
pub(super) fn remove(model: &mut Model) -> Vec<Effect> {
    with_feed(model, |_, feed| {
        vec![Effect::Engine(Command::Remove { feed })]
    })
}

/// `e`: asks for the title, filled in, then for the tags.
pub(super) fn edit(model: &mut Model) -> Vec<Effect> {
    with_feed(model, |model, feed| {
        let title = model
            .panel
            .feed(feed)
            .map(|feed| feed.title.clone())
            .unwrap_or_default();
        model.overlays.push(Overlay::Prompt(Prompt::new(
            Purpose::Title { feed },
            &title,
        )));
        Vec::new()
    })
}

fn with_feed(model: &mut Model, act: impl FnOnce(&mut Model, i64) -> Vec<Effect>) -> Vec<Effect> {
    match model.feed_under_cursor() {
        Some(feed) => act(model, feed),
        None => {
            model.status.tell(Notice::NoFeed);
            Vec::new()
        }
    }
}
