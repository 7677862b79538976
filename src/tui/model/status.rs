//! The bottom line: a refresh under way, and the last thing to tell.

use crate::text::UnixTime;
use crate::text::messages::ui::Notice;

/// Seconds after which a notice counts as read, once a key is pressed.
const READ_AFTER: UnixTime = 4;

/// The bottom line.
#[derive(Debug, Default)]
pub struct Status {
    /// A refresh under way.
    pub refresh: Option<Progress>,
    /// The last notice.
    pub notice: Option<Notice>,
    /// When it was told.
    pub told_at: UnixTime,
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
        self.told_at = 0;
    }

    /// A key was pressed: what was told long enough ago to be read makes room; arrivals stay until they are looked at.
    pub fn age(&mut self, now: UnixTime) {
        if self.told_at == 0 {
            self.told_at = now;
        } else if now - self.told_at >= READ_AFTER {
            self.failure = None;
            if !matches!(self.notice, Some(Notice::Arrived { .. })) {
                self.notice = None;
            }
        }
    }
}
