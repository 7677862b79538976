//! What is done with feeds that a page announces, however many: each that is asked is a feed, or a page that names
//! feeds, or dead; after three dead ones the usual addresses are asked. One level of pages, and no more.

use url::Url;

use super::search::{self, Search, Step};
use super::{Found, found, of_this_address, one, visit};
use crate::feed::discover::Candidate;
use crate::fetch::{Accept, FetchError, Visited};
use crate::net::{Client, Site};
use crate::text::mask;

/// As many announced feeds are asked, one after the other, until one is a feed.
pub const TRIES: usize = 3;

/// What may still be done where feeds that were found turn out to be none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Further {
    /// A page among them is looked into for the feeds it names.
    pub(super) follow: bool,
    /// Where to go on when none of them is a feed.
    pub(super) usual: Option<Usual>,
}

/// The usual addresses of a page's site, not asked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Usual {
    /// What was typed.
    pub(super) text: String,
    /// The page.
    pub(super) page: Url,
    /// Other sites' feeds that it links to.
    pub(super) others: Vec<Candidate>,
    /// Addresses asked already, as they may be shown.
    pub(super) tried: Vec<String>,
}

impl Further {
    /// True where that failure of one of the feeds leaves the others to be asked: it speaks of that address alone, or
    /// of another site than the page's.
    pub fn excuses(&self, url: &str, error: &FetchError) -> bool {
        let elsewhere = || {
            let page = self.usual.as_ref().map(|usual| Site::of(&usual.page));
            let site = Url::parse(url).ok().map(|url| Site::of(&url));
            page.is_some() && page != site
        };
        of_this_address(error.at_its_address()) || elsewhere()
    }

    /// The same, and the usual addresses are not asked.
    pub fn without_usual(&self) -> Further {
        Further {
            follow: self.follow,
            usual: None,
        }
    }

    /// Asks the usual addresses of the page's site, after these feeds of it were asked in vain. None where that was
    /// done before.
    pub async fn usual(
        self,
        client: &Client,
        in_vain: &[String],
    ) -> Option<Result<Found, FetchError>> {
        let mut usual = self.usual?;
        for url in in_vain {
            let shown = Url::parse(url).map_or_else(
                |_| mask::url(url),
                |whole| search::shown(&whole, &usual.page),
            );
            if !usual.tried.contains(&shown) {
                usual.tried.push(shown);
            }
        }
        Some(Search::resumed(client, &usual).usual(&usual).await)
    }
}

/// Visits a feed that was announced. Where a page is there, the feeds it names are found in its stead: the one, once
/// it was read, or all. A failure names the address.
pub async fn follow(client: &Client, url: &str, further: &Further) -> Result<Found, FetchError> {
    let whole = Url::parse(url).map_err(|_| FetchError::BadAddress {
        url: mask::url(url),
    })?;
    let visited = visit(client, url, Accept::Feed).await;
    let named = match search::read(&whole, visited) {
        Ok(Step::Done(found)) => return Ok(found),
        Ok(Step::Page {
            mut says, unread, ..
        }) => match std::mem::take(&mut says.feeds) {
            feeds if feeds.is_empty() || !further.follow => return Err(unread.at(url)),
            feeds => feeds,
        },
        Err(error) => return Err(error.at(url)),
    };
    if let [only] = named.as_slice() {
        let (url, visited) = one(client, &only.url).await?;
        return Ok(found(&url, visited));
    }
    Ok(Found::Several {
        candidates: named,
        first: None,
        further: Further {
            follow: false,
            ..further.clone()
        },
    })
}

/// The first of these that is a feed, three being asked; then what the usual addresses give. `in_vain` is told of each
/// that is none: its place from 0, why, and whether another one follows.
pub async fn first_of(
    client: &Client,
    candidates: &[Candidate],
    further: Further,
    mut in_vain: impl FnMut(usize, &FetchError, bool),
) -> Result<Found, FetchError> {
    let tries = candidates.len().min(TRIES);
    let mut last = None;
    for (at, candidate) in candidates.iter().take(tries).enumerate() {
        match follow(client, &candidate.url, &further).await {
            Ok(found) => return Ok(found),
            Err(error) if further.excuses(&candidate.url, &error) => {
                in_vain(at, &error, at + 1 < tries);
                last = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    let asked: Vec<String> = candidates
        .iter()
        .take(tries)
        .map(|candidate| candidate.url.clone())
        .collect();
    match (further.usual(client, &asked).await, last) {
        (Some(found), _) => found,
        (None, Some(error)) => Err(error),
        (None, None) => Err(FetchError::Empty),
    }
}

/// [`first_of`] to the end: where several are found in their stead, the first of those that is a feed. Returns the
/// address to subscribe to, and the visit.
pub async fn first_feed(
    client: &Client,
    candidates: &[Candidate],
    further: Further,
) -> Result<(String, Visited), FetchError> {
    let mut found = first_of(client, candidates, further, |_, _, _| {}).await?;
    // A page's feeds, then other sites': there is nothing behind those.
    for _ in 0..2 {
        match found {
            Found::Feed { url, visited } => return Ok((url, *visited)),
            Found::Several {
                candidates,
                further,
                ..
            } => found = first_of(client, &candidates, further, |_, _, _| {}).await?,
        }
    }
    match found {
        Found::Feed { url, visited } => Ok((url, *visited)),
        Found::Several { .. } => Err(FetchError::Empty),
    }
}
