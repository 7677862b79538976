//! Marks and the change log: every gesture is one entry, and undo takes back the last, also tomorrow.

use super::{Reader, Result, Store, UnixTime};

/// A mark on articles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Mark {
    /// Read.
    Read,
    /// Unread.
    Unread,
    /// Starred.
    Star,
    /// Not starred.
    Unstar,
    /// Tagged so.
    Tag(String),
    /// No longer tagged so.
    Untag(String),
}

/// What kind of gesture an entry of the log is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum GestureKind {
    /// A mark on articles.
    Mark(Mark),
    /// Feeds were added: their addresses.
    AddFeeds(Vec<String>),
    /// A feed was removed: its piece of the config, opaque to the store.
    RemoveFeed {
        url: String,
        title: String,
        piece: String,
    },
    /// A feed was renamed or tagged: what it had.
    EditFeed {
        url: String,
        title: Option<String>,
        tags: Vec<String>,
    },
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gesture {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: UnixTime,
    /// What.
    pub kind: GestureKind,
    /// How many articles it changed.
    pub count: usize,
    /// It was taken back.
    pub undone: bool,
}

/// What undo took back. A gesture on feeds must be taken back in the config by who called (before).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The gesture.
    pub gesture: Gesture,
    /// The ids of the articles that changed back.
    pub articles: Vec<i64>,
}

impl Store {
    /// Marks articles by their ids, as one gesture; those that are so already are not part of it. Articles that share
    /// a status change together. None where nothing changed (and nothing is logged). Returns the gesture and the ids
    /// of all articles that changed.
    pub fn mark(
        &mut self,
        ids: &[i64],
        mark: &Mark,
        now: UnixTime,
    ) -> Result<Option<(Gesture, Vec<i64>)>> {
        let _ = (ids, mark, now);
        unimplemented!()
    }

    /// [`Store::mark`] by the keys of lists.
    pub fn mark_keys(&mut self, keys: &[i64], mark: &Mark, now: UnixTime) -> Result<Option<(Gesture, Vec<i64>)>> {
        let _ = (keys, mark, now);
        unimplemented!()
    }

    /// Logs a gesture on feeds.
    pub fn log(&mut self, kind: &GestureKind, now: UnixTime) -> Result<Gesture> {
        let _ = (kind, now);
        unimplemented!()
    }

    /// Takes back the last gesture that was not; a status that was changed again since by something else stays.
    pub fn undo(&mut self, now: UnixTime) -> Result<Option<Undone>> {
        let _ = now;
        unimplemented!()
    }
}

impl Reader {
    /// The last gesture that was not taken back.
    pub fn last_gesture(&self) -> Result<Option<Gesture>> {
        unimplemented!()
    }
}
