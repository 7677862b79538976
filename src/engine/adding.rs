//! Adding on behalf of the screen: from what was typed, or chosen, to feeds that were read. Nothing is written of an
//! address before a feed came from it.

use std::path::Path;

use super::command::{Report, Take};
use super::discover::{self, Found, Further};
use super::refresh::Visitor;
use super::{Trouble, subscriptions};
use crate::config::FeedSettings;
use crate::feed::discover::Candidate;
use crate::fetch::{Answer, FetchError, Visited};
use crate::net::Share;
use crate::store::Feed;

/// The largest body that is kept while a person chooses, in bytes.
const KEPT: usize = 1 << 20;

/// The visit that found the first of several feeds, with its address, kept until one is chosen.
pub(super) type Kept = Option<(String, Box<Visited>)>;

/// Where feeds are added.
pub(super) struct Place<'a> {
    pub path: &'a Path,
    pub visitor: &'a Visitor,
}

impl Place<'_> {
    /// Finds the feed behind what was typed and subscribes to it, or offers several.
    pub(super) async fn typed(&self, typed: String) -> (Report, Kept) {
        self.visitor.recall_rests().await;
        let found = discover::find(self.visitor.client(), &typed).await;
        self.visitor.remember_rests().await;
        self.found(typed, found).await
    }

    /// Subscribes to feeds that were offered, each once it was read. A page among them offers its own where it was
    /// chosen alone.
    pub(super) async fn chosen(
        &self,
        urls: Vec<String>,
        take: Take,
        further: Further,
        kept: Kept,
    ) -> (Report, Kept) {
        let client = self.visitor.client();
        match (take, urls.as_slice()) {
            (Take::First, _) => {
                let typed = urls.first().cloned().unwrap_or_default();
                let candidates: Vec<Candidate> = urls.into_iter().map(bare).collect();
                let found = discover::first_feed(client, &candidates, further).await;
                let found = found.map(|(url, visited)| Found::Feed {
                    url,
                    visited: Box::new(visited),
                });
                self.found(typed, found).await
            }
            (Take::Each, [url]) => {
                let found = match kept {
                    Some((known, visited)) if known == *url => Ok(Found::Feed {
                        url: known,
                        visited,
                    }),
                    _ => discover::follow(client, url, &further).await,
                };
                // The last of the feeds that were offered: the usual addresses are left.
                let found = match found {
                    Err(error) if further.excuses(url, &error) => {
                        let in_vain = std::slice::from_ref(url);
                        further.usual(client, in_vain).await.unwrap_or(Err(error))
                    }
                    found => found,
                };
                self.found(url.clone(), found).await
            }
            (Take::Each, _) => (self.each(urls, &further, kept).await, None),
        }
    }

    async fn each(&self, urls: Vec<String>, further: &Further, mut kept: Kept) -> Report {
        let (mut added, mut failed, mut new) = (Vec::new(), Vec::new(), 0);
        for url in urls {
            let result = match kept.take_if(|(known, _)| *known == url) {
                Some((_, visited)) => Ok((url.clone(), *visited)),
                None => {
                    // Its memory is the next visit's.
                    kept = None;
                    let one = [bare(url.clone())];
                    let here = further.without_usual();
                    discover::first_feed(self.visitor.client(), &one, here).await
                }
            };
            let result = match result {
                Ok((address, visited)) => self.keep(address, visited, false).await,
                Err(error) => Err(error.into()),
            };
            match result {
                Ok((feed, articles)) => {
                    new += articles.unwrap_or(0);
                    if articles.is_some() {
                        added.push(feed.url);
                    }
                }
                Err(trouble) => failed.push((url, trouble)),
            }
        }
        let logged = subscriptions::log_added(self.visitor.writer(), added.clone()).await;
        if let Err(error) = logged {
            tracing::error!(%error, "feeds were added and cannot be taken back");
        }
        Report::Chosen { new, failed }
    }

    /// Subscribes to the feed that was found; what was found several is offered.
    async fn found(&self, typed: String, found: Result<Found, FetchError>) -> (Report, Kept) {
        let result = match found {
            Ok(Found::Several {
                candidates,
                first,
                further,
            }) => {
                let first = first.zip(candidates.first());
                let kept = first
                    .and_then(|(visited, candidate)| released(*visited, candidate.url.clone()));
                let further = Box::new(further);
                let report = Report::Choose {
                    candidates,
                    further,
                };
                return (report, kept);
            }
            Ok(Found::Feed { url, visited }) => match self.keep(url, *visited, true).await {
                Ok((feed, Some(new))) => Ok(Report::Added {
                    feed: feed.id,
                    title: feed.title,
                    new,
                }),
                Ok((feed, None)) => Ok(Report::AlreadyThere {
                    feed: feed.id,
                    title: feed.title,
                }),
                Err(trouble) => Err(trouble),
            },
            Err(error) => Err(error.into()),
        };
        let report = result.unwrap_or_else(|trouble| {
            tracing::info!(%trouble, "nothing to add");
            Report::AddFailed { typed, trouble }
        });
        (report, None)
    }

    async fn keep(
        &self,
        url: String,
        visited: Visited,
        logged: bool,
    ) -> Result<(Feed, Option<usize>), Trouble> {
        let settings = FeedSettings {
            url,
            ..FeedSettings::default()
        };
        subscriptions::keep_found(self.path, self.visitor, settings, visited, logged).await
    }
}

fn bare(url: String) -> Candidate {
    Candidate {
        url,
        ..Candidate::default()
    }
}

/// A visit that holds none of the memory for bodies any more, so that it may wait for a person; none for a large one.
fn released(mut visited: Visited, url: String) -> Kept {
    match &mut visited.answer {
        Ok(Answer::Body(body)) if body.bytes.len() <= KEPT => body.share = Share::default(),
        _ => return None,
    }
    Some((url, Box::new(visited)))
}
