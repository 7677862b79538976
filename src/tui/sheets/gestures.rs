//! The history: the change log by gesture, the last first.

use super::{Look, Part, Parts, cut, sentence, when};
use crate::store::{Gesture, GestureKind, Mark};
use crate::text::messages::sheet::{Done, Line, undone};
use crate::text::messages::ui::{Deed, Label};
use crate::text::{Say, mask};
use crate::tui::model::Model;
use crate::tui::model::sheet::History;

/// Feeds of one gesture that are named.
const NAMED: usize = 3;

/// Columns that a feed's title is cut at.
const TITLE: usize = 60;

/// A line a gesture.
pub(super) fn parts(model: &Model, history: &History) -> Parts {
    let mut parts = Parts::default();
    for gesture in &history.gestures {
        let done = done(model, gesture).say(model.lang);
        let (done, look) = match gesture.undone {
            true => (undone(&done, model.lang), Look::Quiet),
            false => (done, Look::Plain),
        };
        let when = when(model, gesture.at);
        let line = format!("{when} {} {done}", model.glyphs.dot);
        parts.push(Part::Item(line, look));
    }
    match (history.gestures.is_empty(), history.loaded) {
        (true, true) => parts.push(sentence(model, &Line::NothingDone)),
        (true, false) => {
            let coming = Label::Loading.text(model.lang).to_owned();
            parts.push(Part::Text(coming, Look::Quiet));
        }
        (false, _) => {}
    }
    parts
}

/// What a mark does to articles.
pub fn deed(mark: &Mark) -> Deed {
    match mark {
        Mark::Read => Deed::Read,
        Mark::Unread => Deed::Unread,
        Mark::Star => Deed::Starred,
        Mark::Unstar => Deed::Unstarred,
        Mark::Tag(_) => Deed::Tagged,
        Mark::Untag(_) => Deed::Untagged,
    }
}

fn done(model: &Model, gesture: &Gesture) -> Done {
    match &gesture.kind {
        GestureKind::Mark(mark) => Done::Marked {
            deed: deed(mark),
            count: gesture.count,
            tag: match mark {
                Mark::Tag(tag) | Mark::Untag(tag) => Some(cut(tag, TITLE)),
                _ => None,
            },
        },
        GestureKind::AddFeeds(urls) => Done::Added {
            titles: urls
                .iter()
                .take(NAMED)
                .map(|url| title(model, url))
                .collect(),
            more: urls.len().saturating_sub(NAMED),
        },
        GestureKind::RemoveFeed { title, .. } => Done::Removed {
            title: cut(title, TITLE),
        },
        GestureKind::EditFeed { url, .. } => Done::Edited {
            title: title(model, url),
        },
    }
}

/// The title of the feed at an address; where there is none there any more, the address.
fn title(model: &Model, url: &str) -> String {
    let feed = model.panel.feeds.iter().find(|feed| feed.url == url);
    match feed {
        Some(feed) => cut(&feed.title, TITLE),
        None => cut(&mask::url(url), TITLE),
    }
}
