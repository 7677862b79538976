//! From what a person typed to a feed: what the rules of its site say, else the address itself where it is one, else
//! what its page announces, else the usual addresses. One request after the other, never two at once, and none to a
//! site that asked for a rest.

mod further;
mod local;
mod search;

use url::Url;

use self::search::Search;
use super::clock;
use super::digest::read;
use crate::feed::discover::{Candidate, by_address, typed};
use crate::fetch::{self, Accept, Answer, Body, FetchError, Request, Visited};
use crate::net::Client;
use crate::text::mask;
pub use further::{Further, TRIES, first_feed, first_of, follow};
pub use local::on_disk;

/// What was found.
#[derive(Debug)]
pub enum Found {
    /// One feed, with the visit that found it: nothing needs to be asked again.
    Feed { url: String, visited: Box<Visited> },
    /// Several feeds, the likeliest first.
    Several {
        /// The feeds.
        candidates: Vec<Candidate>,
        /// The visit to the first of them, where it was made already. It holds its part of the memory for bodies: it is
        /// to be used or dropped before another visit.
        first: Option<Box<Visited>>,
        /// What may still be done where they turn out to be none.
        further: Further,
    },
}

/// Finds the feed behind what was typed.
pub async fn find(client: &Client, text: &str) -> Result<Found, FetchError> {
    find_by(client, text, by_address).await
}

/// [`find`] by other rules than those of the table.
pub async fn find_by(
    client: &Client,
    text: &str,
    rules: impl Fn(&Url) -> Vec<Candidate>,
) -> Result<Found, FetchError> {
    let disk = on_disk(text);
    let Some(typed) = typed(disk.as_deref().unwrap_or(text)) else {
        return Err(FetchError::BadAddress {
            url: mask::url(text),
        });
    };
    Search::new(client, text)
        .run(&typed, rules(&typed.url))
        .await
}

/// Visits an address that is to be a feed. Returns the address to subscribe to, and the visit. A failure names the
/// address.
pub async fn one(client: &Client, url: &str) -> Result<(String, Visited), FetchError> {
    let visited = visit(client, url, Accept::Feed).await;
    is_feed(&visited).map_err(|error| error.at(url))?;
    Ok((lasting(url, &visited), visited))
}

/// True for a failure that speaks of one address alone, not of its server: another one may be asked.
pub fn of_this_address(error: &FetchError) -> bool {
    match error {
        FetchError::Status { status, retry } => {
            retry.is_none() && !matches!(status, 401 | 403 | 407 | 429 | 503)
        }
        FetchError::Empty
        | FetchError::NotAFeed { .. }
        | FetchError::Redirects { .. }
        | FetchError::BadRedirect { .. } => true,
        _ => false,
    }
}

async fn visit(client: &Client, url: &str, accept: Accept) -> Visited {
    fetch::visit(
        client,
        &Request {
            url: url.to_owned(),
            accept,
            now: clock::now(),
            ..Request::default()
        },
    )
    .await
}

fn found(url: &str, visited: Visited) -> Found {
    Found::Feed {
        url: lasting(url, &visited),
        visited: Box::new(visited),
    }
}

/// The address to subscribe to: a permanent redirect tells it, so that nothing moves after the subscription began.
fn lasting(url: &str, visited: &Visited) -> String {
    visited.moved_to.clone().unwrap_or_else(|| url.to_owned())
}

fn body(visited: &Visited) -> Result<&Body, FetchError> {
    match &visited.answer {
        Ok(Answer::Body(body)) => Ok(body),
        Ok(Answer::Gone) => Err(FetchError::Status {
            status: 410,
            retry: None,
        }),
        Ok(Answer::NotModified { .. }) => Err(FetchError::Status {
            status: 304,
            retry: None,
        }),
        // The moment is what this answer said, not the rest that is owed after any refusal.
        Err(FetchError::Status { status, .. }) => Err(FetchError::Status {
            status: *status,
            retry: visited.retry_after,
        }),
        Err(error) => Err(error.clone()),
    }
}

/// Says why what came is no feed, if it is none.
fn is_feed(visited: &Visited) -> Result<(), FetchError> {
    read(body(visited)?, clock::now()).map(drop)
}

fn looks_like_page(body: &Body) -> bool {
    let html = body
        .media_type
        .as_deref()
        .is_some_and(|kind| kind.contains("html"));
    let start = &body.bytes[..body.bytes.len().min(1024)];
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let marks = [
        "<html",
        "<!doctype html",
        "<head",
        "<body",
        "<frameset",
        "<link",
        "<meta",
        "<title",
    ];
    html || marks.iter().any(|mark| start.contains(mark))
}

/// True for what begins as HTML does, after a mark, a declaration and comments.
fn begins_as_page(body: &Body) -> bool {
    let start = &body.bytes[..body.bytes.len().min(4_096)];
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let mut rest = start.trim_start_matches('\u{feff}').trim_start();
    loop {
        let (open, close) = match () {
            () if rest.starts_with("<?") => ("<?", "?>"),
            () if rest.starts_with("<!--") => ("<!--", "-->"),
            () => break,
        };
        let Some((_, after)) = rest[open.len()..].split_once(close) else {
            return false;
        };
        rest = after.trim_start();
    }
    rest.starts_with("<html") || rest.starts_with("<!doctype html")
}
