//! A refresh: due feeds → visit → parse → store. Bounded and polite: a site's feeds wait for one another, not for other
//! sites; parsing happens off the runtime's threads; what was read is stored feed by feed, and told after the commit.
//! A feed that fails fails alone.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::Writer;
use super::clock::RefreshClock;
use super::digest::{Digested, Known, digest};
use super::full_text::Busy;
use super::lease;
pub use super::outcome::{Outcome, Status};
use super::schedule;
use super::upkeep;
use crate::config::{Config, FeedSettings};
use crate::feed;
use crate::fetch::{self, Accept, FetchError, Request, Visited};
use crate::net::{Client, Site};
use crate::store::{Feed, Lease, Store, StoreError, VisitRecord, is_one_bite};
use crate::text::UnixTime;

/// In how many seconds a feed that somebody else visits at this moment is worth another look.
const LOOK_AGAIN: i64 = 60;

/// By how many seconds the clocks of two visits may differ before one of them was wrong.
const CLOCKS_DIFFER: i64 = 3600;

/// How often a site that other processes ask at this moment is looked at again.
const SITE_BUSY: Duration = Duration::from_millis(200);

/// Which feeds a refresh visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Every subscribed feed.
    All,
    /// These, by their numbers.
    Feeds(Vec<i64>),
}

/// What a refresh needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visitor {
    client: Client,
    writer: Writer,
    settings: Arc<BTreeMap<String, FeedSettings>>,
    /// The config's file, where a confirmed move is written.
    pub(super) config_path: Arc<Path>,
    interval: i64,
    pub(super) clock: RefreshClock,
    owner: Arc<str>,
    parsing: Arc<Semaphore>,
    /// Articles whose page is being asked for.
    pub(super) busy: Busy,
}

impl Visitor {
    /// A visitor with the config's settings, and where they are written.
    pub fn new(client: Client, writer: Writer, config: &Config, path: &Path) -> Visitor {
        let settings = config
            .feeds
            .iter()
            .map(|feed| (feed.url.clone(), feed.clone()));
        Visitor {
            client,
            writer,
            settings: Arc::new(settings.collect()),
            config_path: path.into(),
            interval: config.network.interval,
            clock: RefreshClock::default(),
            owner: lease::owner().into(),
            // As many feeds are parsed at once, and wait parsed for the writer, as this machine has cores.
            parsing: Arc::new(Semaphore::new(
                std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            )),
            busy: Busy::default(),
        }
    }

    /// The same, going by another clock than the system's.
    pub fn with_clock(self, clock: RefreshClock) -> Visitor {
        Visitor { clock, ..self }
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
        upkeep::tidy(&self.writer, self.clock.now()).await;
    }

    /// Visits one feed and stores what came. A feed that somebody else visits, or has visited since `feed` was read,
    /// is skipped.
    pub async fn visit(&self, feed: &Feed, forced: bool) -> Outcome {
        let outcome = self.visit_if_due(feed, forced).await;
        outcome.log();
        outcome
    }

    async fn visit_if_due(&self, feed: &Feed, forced: bool) -> Outcome {
        match not_now(feed, forced, self.clock.now()) {
            None => {}
            Some(NotNow::Until(until)) => return Outcome::skipped(feed, Some(until)),
            Some(NotNow::Gone) if forced => return Outcome::gone(feed),
            Some(NotNow::Gone) => return Outcome::skipped(feed, None),
        }
        let (now, fresh) = match self.leased(feed).await {
            Ok(Leased::Mine(now, fresh)) => (now, fresh),
            Ok(Leased::Another(next)) => return Outcome::skipped(feed, Some(next)),
            Err(error) => return Outcome::lost(feed, error),
        };
        let visited = fetch::visit(&self.client, &self.request(&fresh, now)).await;
        if matches!(visited.http, Some(403 | 429 | 500..)) {
            self.remember_rests().await;
        }
        if let Err(FetchError::Resting { until, .. }) = visited.answer {
            return self.put_off(&fresh, until).await;
        }
        self.store(&fresh, visited, now).await
    }

    /// Takes the lease on a feed, once its site is asked by fewer than it may be, in this process and all others.
    async fn leased(&self, feed: &Feed) -> Result<Leased, StoreError> {
        let site = site_of(feed);
        let patience = self.client.limits.total;
        let started = Instant::now();
        loop {
            let now = self.clock.now();
            let (id, owner, until) = (feed.id, Arc::clone(&self.owner), now + self.lease_seconds());
            let (site, bound) = (site.clone(), self.client.limits.per_site);
            let (lease, fresh) = self
                .writer
                .call_async(move |store| {
                    let turn = site.as_ref().map(|site| (site.name(), bound));
                    let lease = lease::take(store, id, &owner, until, turn, now)?;
                    Ok((lease, store.feed(id)?))
                })
                .await?;
            match lease {
                Lease::Taken if fresh.fetched == feed.fetched => {
                    return Ok(Leased::Mine(now, Box::new(fresh)));
                }
                Lease::SiteBusy if started.elapsed() < patience => {
                    tokio::time::sleep(SITE_BUSY).await;
                }
                lease => {
                    if lease == Lease::Taken {
                        self.give_back(id).await;
                    }
                    // Somebody else's visit has yet to say when the next one is.
                    let next = fresh.next.filter(|next| *next > now);
                    return Ok(Leased::Another(next.unwrap_or(now + LOOK_AGAIN)));
                }
            }
        }
    }

    /// The site rests: nothing was asked of it, and nothing is until then.
    async fn put_off(&self, feed: &Feed, until: UnixTime) -> Outcome {
        let id = feed.id;
        let next = schedule::after_rest(until, wishes(feed).as_ref());
        let put_off = self
            .writer
            .call_async(move |store| store.postpone(id, next.at, next.why.as_str()))
            .await;
        match put_off {
            Ok(()) => Outcome::skipped(feed, feed.next.max(Some(next.at))),
            Err(error) => Outcome::lost(feed, error),
        }
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
        outcome.log();
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
        let moved = self.confirmed_move(feed, &record).map(str::to_owned);
        // A first visit tells the feed's own title, which the config's goes before.
        let title = match &feed.own_title {
            None => record.title.clone().filter(|title| !title.is_empty()),
            Some(_) => None,
        };
        let many = !is_one_bite(&articles);
        let save = move |store: &mut Store| store.save_visit(id, &record, &articles);
        let saved = match many {
            true => self.writer.call_apart(save).await,
            false => self.writer.call_async(save).await,
        };
        drop(permit);
        let saved = match saved {
            Ok(saved) => saved,
            Err(error) => {
                return Outcome {
                    http,
                    bytes,
                    millis,
                    ..Outcome::lost(feed, error)
                };
            }
        };
        let stored = Outcome {
            http,
            new: saved.new,
            updated: saved.updated,
            bytes,
            millis,
            next: (status != Status::Gone).then_some(next),
            failure: failure.map(Into::into),
            title: title.unwrap_or_else(|| feed.title.clone()),
            ..Outcome::new(feed, status)
        };
        match moved {
            Some(to) => self.relocate(feed, to, stored).await,
            None => stored,
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
        let settings = self.settings.get(&feed.url);
        Request {
            url: url.clone(),
            validators: feed.validators.clone().map(|(url, etag, last_modified)| {
                fetch::Validators {
                    url,
                    etag,
                    last_modified,
                }
            }),
            accept: Accept::Feed,
            fresh_for: feed.fresh_for,
            now,
            rested: feed.rest_until.is_some(),
            refusals: match feed.http {
                Some(403 | 429 | 503) => feed.failures,
                _ => 0,
            },
            ..settings.map(Request::of).unwrap_or_default()
        }
    }

    fn facts(&self, feed: &Feed, visited: &Visited, now: UnixTime) -> Known {
        Known {
            now,
            feed: feed.id,
            failing_since: feed.failing_since,
            schedule: wishes(feed),
            moving_to: feed.moving_to.clone(),
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

/// Why a feed is left alone.
enum NotNow {
    Until(UnixTime),
    Gone,
}

/// A lease asked for.
enum Leased {
    /// From this moment, on the feed as it is then.
    Mine(UnixTime, Box<Feed>),
    /// Another's, and when to look again.
    Another(UnixTime),
}

fn not_now(feed: &Feed, forced: bool, now: UnixTime) -> Option<NotNow> {
    if feed.gone {
        return Some(NotNow::Gone);
    }
    let resting = feed.rest_until.filter(|until| *until > now);
    // A visit still to come was written by a clock that has been set back since: its next one means nothing.
    let sound = feed
        .fetched
        .is_none_or(|fetched| fetched <= now.saturating_add(CLOCKS_DIFFER));
    let due = feed.next.filter(|next| !forced && sound && *next > now);
    resting.max(due).map(NotNow::Until)
}

/// What a feed asked for when it was last read.
fn wishes(feed: &Feed) -> Option<feed::Schedule> {
    serde_json::from_str(feed.schedule.as_deref()?).ok()
}

/// The feeds in queues, one a site; those without a host (files) share one.
/// Who was not visited for longest comes first: where a site sends the reader away in the midst of its feeds, the
/// others have their turn the next time.
fn by_site(mut feeds: Vec<Feed>) -> HashMap<Option<Site>, Vec<Feed>> {
    feeds.sort_by_key(|feed| feed.fetched);
    let mut queues: HashMap<Option<Site>, Vec<Feed>> = HashMap::new();
    for feed in feeds {
        queues.entry(site_of(&feed)).or_default().push(feed);
    }
    queues
}

pub(super) fn site_of(feed: &Feed) -> Option<Site> {
    let address = feed.alias.as_ref().unwrap_or(&feed.url);
    Site::of(&fetch::asked(address)?)
}
