//! An answer of the net becomes what is stored and told: the body compared with last time's, parsed, made into
//! articles. Runs on a thread made for long work; touches neither net nor disk.

use sha2::{Digest, Sha256};

use super::intake;
use super::refresh::Status;
use super::schedule::{self, Facts, Next};
use crate::feed::{self, FeedError, Source};
use crate::fetch::{self, Answer, Body, FetchError, Visited};
use crate::store::{NewArticle, Validators, VisitRecord};
use crate::text::UnixTime;
use crate::text::messages::manners::Why;

/// What is known of a feed when its answer is digested. Owned: crosses threads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub now: UnixTime,
    pub feed: i64,
    pub interval: i64,
    pub fresh_for: Option<i64>,
    pub failures: u32,
    pub failing_since: Option<UnixTime>,
    pub retry_after: Option<UnixTime>,
    /// What the feed asked for when it was last read.
    pub schedule: Option<feed::Schedule>,
    /// The permanent move seen at the visit before.
    pub moving_to: Option<String>,
}

impl Known {
    fn next(&self, schedule: Option<&feed::Schedule>, failures: u32) -> Next {
        schedule::next_visit(&Facts {
            now: self.now,
            feed: self.feed,
            interval: self.interval,
            fresh_for: self.fresh_for,
            schedule: schedule.or(self.schedule.as_ref()),
            failures,
            failing_since: self.failing_since.or((failures > 0).then_some(self.now)),
            retry_after: self.retry_after,
        })
    }
}

/// An answer read: what to store and what to tell.
pub(super) struct Digested {
    pub status: Status,
    pub record: VisitRecord,
    pub articles: Vec<NewArticle>,
    pub failure: Option<FetchError>,
}

impl Digested {
    /// A visit that brought nothing, and why.
    pub(super) fn failed(failure: FetchError, record: VisitRecord) -> Digested {
        let data = serde_json::to_string(&failure).unwrap_or_default();
        let record = VisitRecord {
            failure: Some((failure.code().as_str().to_owned(), data)),
            ..record
        };
        Digested {
            status: Status::Failed,
            record,
            articles: Vec::new(),
            failure: Some(failure),
        }
    }
}

/// Reads an answer. Pure but for its length: runs on a thread made for it.
pub(super) fn digest(visited: Visited, known_hash: Option<&[u8]>, known: &Known) -> Digested {
    let record = due(
        known.next(None, 0),
        VisitRecord {
            fetched: known.now,
            http: visited.http,
            fresh_for: visited.fresh_for,
            received: visited.bytes,
            rest_until: rest_until(&visited),
            moving_to: visited.moved_to.clone(),
            ..VisitRecord::default()
        },
    );
    let failed = |failure, record| {
        let next = known.next(None, known.failures.saturating_add(1));
        // A failure says nothing of a move that was seen before.
        let moving_to = known.moving_to.clone();
        let record = VisitRecord {
            moving_to,
            ..record
        };
        Digested::failed(failure, due(next, record))
    };
    let good = |status, record, articles| Digested {
        status,
        record: VisitRecord {
            unchanged: status == Status::Unchanged,
            ..record
        },
        articles,
        failure: None,
    };
    match visited.answer {
        Err(failure) => failed(failure, record),
        Ok(Answer::Gone) => {
            let failure = FetchError::Status {
                status: 410,
                retry: None,
            };
            let record = VisitRecord {
                gone: true,
                why: Some(Why::Gone.as_str().to_owned()),
                ..record
            };
            Digested {
                status: Status::Gone,
                ..Digested::failed(failure, record)
            }
        }
        Ok(Answer::NotModified { validators }) => {
            let validators = validators.map_or(Validators::Keep, replace);
            good(
                Status::Unchanged,
                VisitRecord {
                    validators,
                    ..record
                },
                Vec::new(),
            )
        }
        Ok(Answer::Body(body)) => {
            let hash = Sha256::digest(&body.bytes).to_vec();
            let cut_hash = marked_cut(&hash);
            let validators = body.validators.clone().map_or(Validators::Drop, replace);
            if known_hash == Some(hash.as_slice()) {
                return good(
                    Status::Unchanged,
                    VisitRecord {
                        validators,
                        ..record
                    },
                    Vec::new(),
                );
            }
            if known_hash == Some(cut_hash.as_slice()) {
                let validators = Validators::Drop;
                let record = VisitRecord {
                    validators,
                    ..record
                };
                return good(Status::Unchanged, record, Vec::new());
            }
            match read(&body, known.now) {
                Err(failure) => failed(failure, record),
                Ok(feed) => {
                    let whole = !feed.cut;
                    let record = VisitRecord {
                        schedule: Some(written(&feed.schedule)),
                        validators: if whole { validators } else { Validators::Drop },
                        body_hash: Some(if whole { hash } else { cut_hash }),
                        title: feed.title.clone(),
                        site: feed.link.clone(),
                        language: feed.language.clone(),
                        ..due(known.next(Some(&feed.schedule), 0), record)
                    };
                    good(Status::Ok, record, intake::articles(&feed))
                }
            }
        }
    }
}

/// The record with the next visit in it.
fn due(next: Next, record: VisitRecord) -> VisitRecord {
    VisitRecord {
        next: next.at,
        why: Some(next.why.as_str().to_owned()),
        ..record
    }
}

/// A feed's wishes as the database keeps them.
fn written(schedule: &feed::Schedule) -> String {
    serde_json::to_string(schedule).unwrap_or_default()
}

/// The hash of a document that was cut, told from a whole one's: the same bytes again bring nothing, and no validators
/// are kept for them either.
fn marked_cut(hash: &[u8]) -> Vec<u8> {
    [hash, b"cut"].concat()
}

/// Until when the site wants to be left alone: its own word, else the back-off its refusal asks for.
fn rest_until(visited: &Visited) -> Option<UnixTime> {
    let refused = visited
        .answer
        .as_ref()
        .err()
        .and_then(FetchError::rest_until);
    visited.retry_after.max(refused)
}

fn replace(validators: fetch::Validators) -> Validators {
    Validators::Replace(validators.url, validators.etag, validators.last_modified)
}

/// Parses a body; what is no feed is a failed visit.
pub fn read(body: &Body, now: UnixTime) -> Result<feed::Feed, FetchError> {
    let source = Source {
        url: Some(&body.url),
        charset: body.charset.as_deref(),
        now,
    };
    feed::parse(&body.bytes, &source).map_err(|error| match error {
        FeedError::Empty => FetchError::Empty,
        FeedError::NotAFeed { .. } if body.portal => FetchError::NotAFeed {
            looks_like: fetch::PORTAL.to_owned(),
        },
        FeedError::NotAFeed { looks_like } => FetchError::NotAFeed { looks_like },
        FeedError::Parse { reason } => FetchError::Parse { reason },
    })
}
