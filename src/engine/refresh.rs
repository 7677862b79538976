//! A refresh: due feeds → visit → parse → store. Bounded and polite: a site's feeds wait for one another, not for other
//! sites; parsing happens off the runtime's threads; what was read is stored feed by feed, and told after the commit.
//! A feed that fails fails alone.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use url::Url;

use super::digest::{Digested, Known, digest};
use super::full_text::Busy;
use super::lease;
use super::{Writer, clock};
use crate::config::{Config, FeedSettings};
use crate::fetch::{self, Accept, FetchError, Request, Visited};
use crate::net::{Client, Site};
use crate::store::{Feed, StoreError, VisitRecord};
use crate::text::{Lang, Say, UnixTime, mask, sanitise};

/// In how many seconds a feed that somebody else visits at this moment is worth another look.
const LOOK_AGAIN: i64 = 60;

/// Which feeds a refresh visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Every subscribed feed.
    All,
    /// These, by their numbers.
    Feeds(Vec<i64>),
}

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
    pub failure: Option<super::Trouble>,
}

/// What a refresh needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visitor {
    client: Client,
    writer: Writer,
    settings: Arc<BTreeMap<String, FeedSettings>>,
    interval: i64,
    owner: Arc<str>,
    parsing: Arc<Semaphore>,
    /// Articles whose page is being asked for.
    pub(super) busy: Busy,
}

impl Visitor {
    /// A visitor with the config's settings.
    pub fn new(client: Client, writer: Writer, config: &Config) -> Visitor {
        let settings = config
            .feeds
            .iter()
            .map(|feed| (feed.url.clone(), feed.clone()));
        Visitor {
            client,
            writer,
            settings: Arc::new(settings.collect()),
            interval: config.network.interval,
            owner: lease::owner().into(),
            // As many feeds are parsed at once, and wait parsed for the writer, as this machine has cores.
            parsing: Arc::new(Semaphore::new(
                std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            )),
            busy: Busy::default(),
        }
    }

    /// The HTTP client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The settings of a feed, by its address in the config.
    pub fn settings(&self, url: &str) -> Option<&FeedSettings> {
        self.settings.get(url)
    }

    /// The one writer.
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Visits the feeds; `forced` overrides intervals, lifetimes and a feed's own back-off, never a site's rest.
    /// `tell` is called as each ends. Cancelling loses nothing: what was told is stored.
    pub async fn refresh(&self, feeds: Vec<Feed>, forced: bool, tell: impl Fn(Outcome)) {
        self.recall_rests().await;
        let places = Arc::new(Semaphore::new(self.client.limits.connections));
        let (report, mut outcomes) = tokio::sync::mpsc::unbounded_channel();
        let mut workers = JoinSet::new();
        for (_, queue) in by_site(feeds) {
            let hands = self.client.limits.per_site.min(queue.len());
            let queue = Arc::new(std::sync::Mutex::new(queue.into_iter()));
            for _ in 0..hands {
                let (visitor, queue, places, report) = (
                    self.clone(),
                    Arc::clone(&queue),
                    Arc::clone(&places),
                    report.clone(),
                );
                workers.spawn(async move {
                    loop {
                        let next = queue.lock().ok().and_then(|mut queue| queue.next());
                        let Some(feed) = next else { break };
                        let Ok(_place) = places.acquire().await else {
                            break;
                        };
                        if report.send(visitor.visit(&feed, forced).await).is_err() {
                            break;
                        }
                    }
                });
            }
        }
        drop(report);
        while let Some(outcome) = outcomes.recv().await {
            tell(outcome);
        }
        self.clean_up().await;
    }

    /// Articles of feeds removed long ago go, when the net is at rest.
    async fn clean_up(&self) {
        let cleaned = self
            .writer
            .call_async(|store| store.clean_up(clock::now()))
            .await;
        match cleaned {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "articles of feeds removed long ago are gone"),
            Err(error) => tracing::warn!(%error, "cleaning up failed"),
        }
    }

    /// Sites that asked for a rest in an earlier run, or another process, still get it.
    pub async fn recall_rests(&self) {
        let known = self
            .writer
            .call_async(|store| Ok((store.feeds()?, store.rests(clock::now())?)))
            .await;
        let (feeds, rests) = known.unwrap_or_default();
        for feed in feeds {
            if let (Some(until), Some(site)) = (feed.rest_until, site_of(&feed)) {
                self.client.sites.rest(&site, until);
            }
        }
        for (url, until) in rests {
            if let Some(site) = Url::parse(&url).ok().and_then(|url| Site::of(&url)) {
                self.client.sites.rest(&site, until);
            }
        }
    }

    /// Visits one feed and stores what came. A feed that somebody else visits, or has visited since `feed` was read,
    /// is skipped.
    pub async fn visit(&self, feed: &Feed, forced: bool) -> Outcome {
        let outcome = self.visit_if_due(feed, forced).await;
        log(&outcome);
        outcome
    }

    async fn visit_if_due(&self, feed: &Feed, forced: bool) -> Outcome {
        let now = clock::now();
        if let Some(until) = not_now(feed, forced, now) {
            return Outcome {
                next: Some(until),
                ..outcome(feed, Status::Skipped)
            };
        }
        let (id, owner, until) = (feed.id, Arc::clone(&self.owner), now + self.lease_seconds());
        let leased = self
            .writer
            .call_async(move |store| {
                let leased = lease::take(store, id, &owner, until, now)?;
                Ok((leased, store.feed(id)?))
            })
            .await;
        let fresh = match leased {
            Ok((true, fresh)) if fresh.fetched == feed.fetched => fresh,
            Ok((leased, fresh)) => {
                if leased {
                    self.give_back(id).await;
                }
                // Somebody else's visit has yet to say when the next one is.
                let next = fresh.next.filter(|next| *next > now);
                return Outcome {
                    next: next.or(Some(now + LOOK_AGAIN)),
                    ..outcome(feed, Status::Skipped)
                };
            }
            Err(error) => return lost(feed, error),
        };
        let visited = fetch::visit(&self.client, &self.request(&fresh, now)).await;
        self.store(&fresh, visited, now).await
    }

    /// Ends a lease that led to no visit.
    async fn give_back(&self, feed: i64) {
        let owner = Arc::clone(&self.owner);
        let ended = self
            .writer
            .call_async(move |store| store.end_lease(feed, &owner))
            .await;
        if let Err(error) = ended {
            tracing::warn!(%error, "a lease could not be ended; it runs out by itself");
        }
    }

    /// Keeps what discovery's visit brought.
    pub async fn keep(&self, feed: &Feed, visited: Visited, now: UnixTime) -> Outcome {
        let outcome = self.store(feed, visited, now).await;
        log(&outcome);
        outcome
    }

    /// Parses and stores what a visit brought.
    async fn store(&self, feed: &Feed, visited: Visited, now: UnixTime) -> Outcome {
        let permit = self.parsing.acquire().await;
        let known = feed.body_hash.clone();
        let facts = self.facts(feed, &visited, now);
        let (http, bytes, millis) = (visited.http, visited.bytes, visited.millis);
        let parsed =
            tokio::task::spawn_blocking(move || digest(visited, known.as_deref(), &facts)).await;
        let Digested {
            status,
            record,
            articles,
            failure,
        } = match parsed {
            Ok(digest) => digest,
            Err(error) => {
                tracing::error!(feed = feed.id, %error, "parsing a feed broke");
                let failure = FetchError::Parse {
                    reason: "the parser broke".to_owned(),
                };
                Digested::failed(
                    failure,
                    VisitRecord {
                        fetched: now,
                        next: now + self.interval,
                        ..VisitRecord::default()
                    },
                )
            }
        };
        let (id, next) = (feed.id, record.next);
        // A first visit tells the feed's own title, which the config's goes before.
        let title = match &feed.own_title {
            None => record.title.clone().filter(|title| !title.is_empty()),
            Some(_) => None,
        };
        let saved = self
            .writer
            .call_async(move |store| store.save_visit(id, &record, &articles))
            .await;
        drop(permit);
        match saved {
            Ok(saved) => Outcome {
                http,
                new: saved.new,
                updated: saved.updated,
                bytes,
                millis,
                next: (status != Status::Gone).then_some(next),
                failure: failure.map(Into::into),
                title: title.unwrap_or_else(|| feed.title.clone()),
                ..outcome(feed, status)
            },
            Err(error) => Outcome {
                http,
                bytes,
                millis,
                ..lost(feed, error)
            },
        }
    }

    /// The lease outlives the longest visit, redirects' queues and the writer's queue included.
    fn lease_seconds(&self) -> i64 {
        i64::try_from(self.client.limits.total.as_secs())
            .unwrap_or(600)
            .saturating_mul(2)
    }

    fn request(&self, feed: &Feed, now: UnixTime) -> Request {
        let url = feed.alias.as_ref().unwrap_or(&feed.url);
        Request {
            url: url.clone(),
            validators: feed.validators.clone().map(|(url, etag, last_modified)| {
                fetch::Validators {
                    url,
                    etag,
                    last_modified,
                }
            }),
            headers: self
                .settings
                .get(&feed.url)
                .map(|own| own.headers.clone())
                .unwrap_or_default(),
            accept: Accept::Feed,
            now,
        }
    }

    fn facts(&self, feed: &Feed, visited: &Visited, now: UnixTime) -> Known {
        Known {
            now,
            interval: self
                .settings
                .get(&feed.url)
                .and_then(|own| own.interval)
                .unwrap_or(self.interval),
            fresh_for: visited.fresh_for,
            failures: feed.failures,
            retry_after: visited.retry_after,
        }
    }
}

/// Until when a feed is left alone, if it is.
fn not_now(feed: &Feed, forced: bool, now: UnixTime) -> Option<UnixTime> {
    let resting = feed.rest_until.filter(|until| *until > now);
    if feed.gone {
        return Some(UnixTime::MAX);
    }
    let due = feed.next.filter(|next| !forced && *next > now);
    resting.max(due)
}

/// The feeds in queues, one a site; those without a host (files) share one.
fn by_site(feeds: Vec<Feed>) -> HashMap<Option<Site>, Vec<Feed>> {
    let mut queues: HashMap<Option<Site>, Vec<Feed>> = HashMap::new();
    for feed in feeds {
        queues.entry(site_of(&feed)).or_default().push(feed);
    }
    queues
}

fn site_of(feed: &Feed) -> Option<Site> {
    let address = feed.alias.as_ref().unwrap_or(&feed.url);
    Site::of(&Url::parse(address).ok()?)
}

/// One line of the log a visit, its address without secrets.
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

fn outcome(feed: &Feed, status: Status) -> Outcome {
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

/// A visit whose result could not be stored: failed, whatever the net said.
fn lost(feed: &Feed, error: StoreError) -> Outcome {
    Outcome {
        failure: Some(error.into()),
        ..outcome(feed, Status::Failed)
    }
}
