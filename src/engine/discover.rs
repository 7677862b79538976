//! From what a person typed to a feed: the address itself where it is one, else what its page announces, else the
//! usual addresses, tried one after the other.

use url::Url;

use super::clock;
use super::digest::read;
use crate::feed::discover::{Candidate, address, candidates, well_known};
use crate::fetch::{self, Accept, Answer, Body, FetchError, Request, Visited};
use crate::net::Client;

/// What was found.
#[derive(Debug)]
pub enum Found {
    /// One feed, with the visit that found it: nothing needs to be asked again.
    Feed {
        url: String,
        title: String,
        visited: Box<Visited>,
    },
    /// Several feeds, the likeliest first.
    Several(Vec<Candidate>),
}

/// Finds the feed behind what was typed.
pub async fn find(client: &Client, typed: &str) -> Result<Found, FetchError> {
    let Some(url) = address(typed) else {
        return Err(FetchError::BadAddress {
            url: typed.to_owned(),
        });
    };
    let visited = visit(client, url.as_str(), Accept::Page).await;
    let body = body(&visited)?;
    let unread = match as_feed(url.as_str(), &visited) {
        Ok(title) => return Ok(found(url.to_string(), title, visited)),
        Err(error) => error,
    };
    let base = Url::parse(&body.url).unwrap_or_else(|_| url.clone());
    if !looks_like_page(body) {
        return Err(unread);
    }
    let mut announced = candidates(&body.bytes, body.charset.as_deref(), &base);
    match announced.len() {
        0 => usual(client, &base, typed).await,
        1 => one(client, announced.remove(0)).await,
        _ => Ok(Found::Several(announced)),
    }
}

/// Visits a candidate and returns it as the feed found.
pub async fn one(client: &Client, candidate: Candidate) -> Result<Found, FetchError> {
    let visited = visit(client, &candidate.url, Accept::Feed).await;
    let title = as_feed(&candidate.url, &visited)?;
    let title = if title.is_empty() {
        candidate.title
    } else {
        title
    };
    Ok(found(candidate.url, title, visited))
}

async fn usual(client: &Client, site: &Url, typed: &str) -> Result<Found, FetchError> {
    for url in well_known(site) {
        let visited = visit(client, url.as_str(), Accept::Feed).await;
        if let Ok(title) = as_feed(url.as_str(), &visited) {
            return Ok(found(url.to_string(), title, visited));
        }
        // A site that wants a rest is not asked for the next address.
        if visited.retry_after.is_some() {
            break;
        }
    }
    Err(FetchError::NoFeedFound {
        url: typed.to_owned(),
    })
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

fn found(url: String, title: String, visited: Visited) -> Found {
    // A permanent redirect tells the address to subscribe to: the subscription begins here, so nothing moves.
    let url = visited.moved_to.clone().unwrap_or(url);
    Found::Feed {
        url,
        title,
        visited: Box::new(visited),
    }
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
        Err(error) => Err(error.clone()),
    }
}

/// The title of the feed that came, where one came.
fn as_feed(url: &str, visited: &Visited) -> Result<String, FetchError> {
    let feed = read(body(visited)?, clock::now())?;
    Ok(feed.title.unwrap_or_else(|| url.to_owned()))
}

fn looks_like_page(body: &Body) -> bool {
    let html = body
        .media_type
        .as_deref()
        .is_some_and(|kind| kind.contains("html"));
    let start = &body.bytes[..body.bytes.len().min(1024)];
    html || String::from_utf8_lossy(start)
        .to_ascii_lowercase()
        .contains("<html")
}
