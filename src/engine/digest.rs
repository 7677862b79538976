//! An answer of the net becomes what is stored and told: the body compared with last time's, parsed, made into
//! articles. Runs on a thread made for long work; touches neither net nor disk.

use sha2::{Digest, Sha256};

use super::intake;
use super::refresh::Status;
use super::schedule::{self, Facts};
use crate::feed::{self, FeedError, Source};
use crate::fetch::{self, Answer, Body, FetchError, Visited};
use crate::store::{NewArticle, Validators, VisitRecord};
use crate::text::UnixTime;

/// What is known of a feed when its answer is digested. Owned: crosses threads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub now: UnixTime,
    pub interval: i64,
    pub fresh_for: Option<i64>,
    pub failures: u32,
    pub retry_after: Option<UnixTime>,
}

impl Known {
    fn next(&self, schedule: Option<&feed::Schedule>, failures: u32) -> UnixTime {
        schedule::next_visit(&Facts {
            now: self.now,
            interval: self.interval,
            fresh_for: self.fresh_for,
            schedule,
            failures,
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
    let record = VisitRecord {
        fetched: known.now,
        http: visited.http,
        next: known.next(None, 0),
        rest_until: rest_until(&visited),
        moving_to: visited.moved_to,
        ..VisitRecord::default()
    };
    let failed = |failure, record| {
        let next = known.next(None, known.failures.saturating_add(1));
        Digested::failed(failure, VisitRecord { next, ..record })
    };
    let good = |status, record, articles| Digested {
        status,
        record,
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
                        next: known.next(Some(&feed.schedule), 0),
                        validators: if whole { validators } else { Validators::Drop },
                        body_hash: Some(if whole { hash } else { cut_hash }),
                        title: feed.title.clone(),
                        site: feed.link.clone(),
                        language: feed.language.clone(),
                        ..record
                    };
                    good(Status::Ok, record, intake::articles(&feed))
                }
            }
        }
    }
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
        FeedError::NotAFeed { looks_like } => FetchError::NotAFeed { looks_like },
        FeedError::Parse { reason } => FetchError::Parse { reason },
    })
}
