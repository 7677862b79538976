//! `undo`: takes back the last gesture, in the config too where it was one on feeds.

use super::stop::{End, Stop};
use super::{Session, json, library, mark};
use crate::engine::subscriptions;
use crate::store::{GestureKind, Undone};
use crate::text::messages::cli::{Deed, Notice};
use crate::text::sanitise;

/// Takes back the last gesture and says which.
pub(super) fn run(session: &Session) -> Result<End, Stop> {
    let writer = library::writer(session)?;
    let undone = subscriptions::undo(&session.paths.config, &writer)?;
    let count = undone.as_ref().map_or(0, |undone| undone.articles.len());
    session.output.tell(&match undone {
        Some(undone) => Notice::Undone(deed(undone)),
        None => Notice::NothingToUndo,
    });
    mark::number(count)?;
    Ok(End::Well)
}

fn deed(undone: Undone) -> Deed {
    match undone.gesture.kind {
        GestureKind::Mark(mark) => mark::deed(&mark, undone.articles.len()),
        GestureKind::AddFeeds(urls) => Deed::AddFeeds(urls.len()),
        GestureKind::RemoveFeed { title, .. } => Deed::RemoveFeed(sanitise::line(&title)),
        GestureKind::EditFeed { url, .. } => Deed::EditFeed(json::address(&url)),
    }
}
