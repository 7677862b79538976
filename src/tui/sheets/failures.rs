//! The feeds that are not well: those that fail, rest or are gone, each with its sentence and its next visit.

use super::{Look, Part, Parts, cut, feed, sentence};
use crate::store::Feed;
use crate::text::messages::sheet::{Line, State};
use crate::text::{Say, UnixTime};
use crate::tui::model::Model;

/// The numbers of the feeds that are not well, in the order of the panel.
pub fn unwell(model: &Model) -> Vec<i64> {
    let feeds = model.panel.feeds.iter();
    feeds
        .filter(|feed| state(feed, model.now).is_some())
        .map(|feed| feed.id)
        .collect()
}

/// How a feed is that is not well.
fn state(feed: &Feed, now: UnixTime) -> Option<State> {
    match feed {
        Feed { gone: true, .. } => Some(State::Gone),
        Feed {
            rest_until: Some(until),
            ..
        } if *until > now => Some(State::Resting),
        Feed { code: Some(_), .. } => Some(State::Failing),
        _ => None,
    }
}

/// An entry a feed.
pub(super) fn parts(model: &Model, feeds: &[i64]) -> Parts {
    let mut parts = Parts::default();
    if feeds.is_empty() {
        let feeds = model.panel.feeds.len();
        parts.push(sentence(model, &Line::AllWell { feeds }));
    }
    // The panel's order is that of the entries: one pass finds them all.
    let mut known = model.panel.feeds.iter();
    for (entry, id) in feeds.iter().enumerate() {
        let Some(feed) = known.by_ref().find(|feed| feed.id == *id) else {
            break;
        };
        parts.entry = None;
        if entry > 0 {
            parts.push(Part::Blank);
        }
        parts.entry = Some(entry);
        let mut heading = cut(&feed.title, 80);
        if let Some(state) = state(feed, model.now) {
            heading.push_str(&format!(" {} ", model.glyphs.dot));
            heading.push_str(&Line::State(state).say(model.lang));
        }
        parts.heading(&heading);
        if let Some(failure) = feed::failure(model, feed) {
            parts.push(Part::Text(failure, Look::Error));
        }
        feed::failing(model, feed, &mut parts);
        feed::next(model, feed, &mut parts);
    }
    parts
}
