//! What came of one feed in a refresh. Told after it is on the disk, and never otherwise.

use super::Trouble;
use crate::fetch::FetchError;
use crate::store::{Feed, StoreError};
use crate::text::{Lang, Say, UnixTime, mask, sanitise};

/// How a visit ended, as JSON names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Read and stored.
    Ok,
    /// 304, or the bytes of last time.
    Unchanged,
    /// Not visited: not due, resting, or being visited by somebody else.
    Skipped,
    /// Read and stored, and its subscription goes by another address from now on.
    Moved,
    /// 410.
    Gone,
    /// It failed.
    Failed,
}

/// What came of one feed. Told after it is on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The feed's number.
    pub feed: i64,
    /// Its address (not masked).
    pub url: String,
    /// Its title.
    pub title: String,
    /// How it ended.
    pub status: Status,
    /// The status of the last answer.
    pub http: Option<u16>,
    /// Articles never seen before.
    pub new: usize,
    /// Known articles that changed.
    pub updated: usize,
    /// Decoded bytes read.
    pub bytes: u64,
    /// Milliseconds of the visit.
    pub millis: u64,
    /// The next visit; none for a feed that is gone.
    pub next: Option<UnixTime>,
    /// Why it failed or is gone.
    pub failure: Option<Trouble>,
}

impl Outcome {
    /// Nothing is known of it yet but how it ends.
    pub(super) fn new(feed: &Feed, status: Status) -> Outcome {
        Outcome {
            feed: feed.id,
            url: feed.url.clone(),
            title: feed.title.clone(),
            status,
            http: None,
            new: 0,
            updated: 0,
            bytes: 0,
            millis: 0,
            next: None,
            failure: None,
        }
    }

    /// It was not visited, and is not before then.
    pub(super) fn skipped(feed: &Feed, next: Option<UnixTime>) -> Outcome {
        Outcome {
            next,
            ..Outcome::new(feed, Status::Skipped)
        }
    }

    /// It is gone for good (410), and is not asked any more, not even by hand: which is said.
    pub(super) fn gone(feed: &Feed) -> Outcome {
        let failure = FetchError::Status {
            status: 410,
            retry: None,
        };
        Outcome {
            failure: Some(failure.into()),
            ..Outcome::new(feed, Status::Skipped)
        }
    }

    /// A visit whose result could not be stored: failed, whatever the net said.
    pub(super) fn lost(feed: &Feed, error: StoreError) -> Outcome {
        Outcome {
            failure: Some(error.into()),
            ..Outcome::new(feed, Status::Failed)
        }
    }

    /// One line of the log, the address without secrets.
    pub(super) fn log(&self) {
        log(self);
    }
}

fn log(outcome: &Outcome) {
    let url = sanitise::line(&mask::url(&outcome.url));
    match &outcome.failure {
        Some(failure) => {
            let why = sanitise::line(&failure.say(Lang::En));
            tracing::warn!(feed = outcome.feed, %url, http = outcome.http, "visit failed: {why}");
        }
        None => {
            let (status, new, millis) = (outcome.status, outcome.new, outcome.millis);
            tracing::info!(feed = outcome.feed, %url, ?status, new, millis, "visit ended");
        }
    }
}
