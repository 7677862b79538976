//! The bottom line: a refresh under way, and the last thing to tell.

use crate::text::messages::ui::Notice;

/// The bottom line.
#[derive(Debug, Default)]
pub struct Status {
    /// A refresh under way.
    pub refresh: Option<Progress>,
    /// The last notice.
    pub notice: Option<Notice>,
    /// Failures of the running refresh, told beside its progress and after it.
    pub failure: Option<Notice>,
}

/// How far a refresh is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Feeds done.
    pub done: usize,
    /// Feeds in all.
    pub of: usize,
}

impl Status {
    /// Tells something.
    pub fn tell(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }
}
