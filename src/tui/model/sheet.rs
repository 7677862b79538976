//! Sheets: titled lists of lines on top of the panes. What they are about is kept; their lines are laid anew when that,
//! the width or the minute changed.

use super::super::sheets::SheetRow;
use crate::config::Action;
use crate::store::{Gesture, Row};
use crate::text::UnixTime;

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    /// What it is about.
    pub about: About,
    /// Its lines, as they were laid last.
    pub rows: Vec<SheetRow>,
    /// First line shown.
    pub scroll: usize,
    /// The entry under the cursor, where there are entries to choose from.
    pub cursor: usize,
    /// Columns and minute it was laid for; none where it must be laid anew.
    pub laid: Option<(u16, UnixTime)>,
}

/// What a sheet is about.
#[derive(Debug)]
pub enum About {
    /// An article, where one was under the cursor, and a feed.
    Why { row: Option<Box<Row>>, feed: i64 },
    /// The feeds that are not well: their numbers, in the order of the entries.
    Failures { feeds: Vec<i64> },
    /// What was done.
    History(History),
}

/// The gestures that are here.
#[derive(Debug, Default)]
pub struct History {
    /// The last first.
    pub gestures: Vec<Gesture>,
    /// They were read.
    pub loaded: bool,
    /// There are older ones.
    pub more: bool,
    /// Some are on their way.
    pub awaited: bool,
}

impl Sheet {
    /// A sheet about this, its lines not yet laid.
    pub fn new(about: About) -> Sheet {
        Sheet {
            about,
            rows: Vec::new(),
            scroll: 0,
            cursor: 0,
            laid: None,
        }
    }

    /// The action that opens it, and closes it again.
    pub fn action(&self) -> Action {
        match self.about {
            About::Why { .. } => Action::Why,
            About::Failures { .. } => Action::Failures,
            About::History(_) => Action::History,
        }
    }

    /// The feed it is about, or the one of the entry under the cursor.
    pub fn feed(&self) -> Option<i64> {
        match &self.about {
            About::Why { feed, .. } => Some(*feed),
            About::Failures { feeds } => feeds.get(self.cursor).copied(),
            About::History(_) => None,
        }
    }

    /// True where a cursor goes from entry to entry.
    pub fn has_entries(&self) -> bool {
        matches!(&self.about, About::Failures { feeds } if !feeds.is_empty())
    }
}
