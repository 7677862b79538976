//! The engine's errands on the net: refreshing, finding feeds, and the timer that visits what falls due. One thread
//! with a small tokio runtime; nothing of it exists before the first paint.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::adding::{Kept, Place};
use super::command::{Failure, Report, Take};
use super::discover::Further;
use super::full_text::Came;
use super::lists::Ask;
use super::pictures::Pictures;
use super::refresh::{Status, Visitor, Which};
use super::{Trouble, Writer, clock, subscriptions};
use crate::article::picture::{Canvas, Cells};
use crate::config::{Config, FeedSettings};
use crate::net::Client;
use crate::store::Feed;
use crate::text::UnixTime;

/// How often the timer looks for feeds that fell due.
const TIMER: Duration = Duration::from_secs(30);

/// How long the eye rests on an article before its page is asked for by itself.
const GLANCE: Duration = Duration::from_millis(500);

/// What this thread is sent to do.
#[derive(Debug)]
pub(super) enum Errand {
    Refresh {
        which: Which,
        forced: bool,
    },
    Add {
        typed: String,
    },
    CancelAdd,
    FullText {
        id: i64,
        ahead: bool,
    },
    Measure {
        urls: Vec<String>,
    },
    Draw {
        canvas: Canvas,
        pictures: Vec<(String, Cells)>,
    },
    Choose {
        urls: Vec<String>,
        take: Take,
        further: Box<Further>,
    },
    Subscribe {
        feeds: Vec<FeedSettings>,
    },
    Config(Box<Config>),
}

/// What the errands need of the house.
#[derive(Debug)]
pub(super) struct Surroundings {
    pub config_path: PathBuf,
    pub writer: Writer,
    pub reports: mpsc::Sender<Report>,
    pub asks: mpsc::Sender<Ask>,
    pub config: Config,
}

/// Starts the thread. It ends when the sender is dropped; visits under way are given up without loss.
pub(super) fn start(surroundings: Surroundings) -> UnboundedSender<Errand> {
    let (errands, queue) = unbounded_channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        match runtime {
            Ok(runtime) => {
                runtime.block_on(run(surroundings, queue));
                runtime.shutdown_background();
            }
            Err(error) => tracing::error!(%error, "no runtime for the net"),
        }
    });
    errands
}

async fn run(mut surroundings: Surroundings, mut queue: UnboundedReceiver<Errand>) {
    // Before the first refresh, which visits what is subscribed.
    surroundings.reconcile(Failure::Store).await;
    let mut client = match Client::new(&surroundings.config.network) {
        Ok(client) => client,
        Err(error) => {
            surroundings.fail(Failure::Other, error.into());
            return;
        }
    };
    let mut desk = Arc::new(Desk::new(&surroundings, client.clone()));
    if surroundings.config.network.on_start {
        tokio::spawn(Arc::clone(&desk).refresh(Which::All, false));
    }
    let mut adding = Vec::new();
    let mut pictures = Pictures::new(client.clone(), surroundings.reports.clone());
    let mut timer = tokio::time::interval(TIMER);
    timer.tick().await;
    loop {
        let errand = tokio::select! {
            errand = queue.recv() => errand,
            _ = timer.tick() => {
                if desk.idle() {
                    tokio::spawn(Arc::clone(&desk).refresh(Which::All, false));
                }
                continue;
            }
        };
        match errand {
            None => return,
            Some(Errand::Refresh { which, forced }) => {
                drop(tokio::spawn(Arc::clone(&desk).refresh(which, forced)));
            }
            Some(Errand::Add { typed }) => {
                adding.push(tokio::spawn(Arc::clone(&desk).add(typed)));
            }
            Some(Errand::Choose {
                urls,
                take,
                further,
            }) => adding.push(tokio::spawn(Arc::clone(&desk).choose(urls, take, *further))),
            Some(Errand::FullText { id, ahead }) => {
                drop(tokio::spawn(Arc::clone(&desk).full_text(id, ahead)));
            }
            Some(Errand::Measure { urls }) => pictures.measure(urls),
            Some(Errand::Draw {
                canvas,
                pictures: asked,
            }) => pictures.draw(canvas, asked),
            Some(Errand::CancelAdd) => adding.drain(..).for_each(|task| task.abort()),
            Some(Errand::Subscribe { feeds }) => {
                drop(tokio::spawn(Arc::clone(&desk).subscribe(feeds)));
            }
            Some(Errand::Config(config)) => {
                if config.network != surroundings.config.network
                    && let Ok(rebuilt) = Client::new(&config.network)
                {
                    client = rebuilt;
                    pictures.ask_with(client.clone());
                }
                surroundings.config = *config;
                surroundings.reconcile(Failure::Other).await;
                drop(surroundings.asks.send(Ask::Look));
                desk = Arc::new(Desk::new(&surroundings, client.clone()));
            }
        }
    }
}

impl Surroundings {
    fn fail(&self, what: Failure, trouble: Trouble) {
        drop(self.reports.send(Report::Failed { what, trouble }));
    }

    /// Brings the database in line with the config, in its turn, which may take its time.
    async fn reconcile(&self, what: Failure) {
        let (path, writer, config) = (
            self.config_path.clone(),
            self.writer.clone(),
            self.config.clone(),
        );
        let kept =
            tokio::task::spawn_blocking(move || subscriptions::reconcile(&path, &writer, &config));
        match kept.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.fail(what, error.into()),
            Err(error) => tracing::error!(%error, "taking the config over broke"),
        }
    }
}

/// Where errands are run, with the settings of its day.
struct Desk {
    visitor: Visitor,
    config_path: PathBuf,
    reports: mpsc::Sender<Report>,
    asks: mpsc::Sender<Ask>,
    running: AtomicUsize,
    /// The article that came under the eye last.
    eye: AtomicI64,
    kept: Mutex<Kept>,
}

impl Desk {
    fn new(surroundings: &Surroundings, client: Client) -> Desk {
        Desk {
            visitor: Visitor::new(
                client,
                surroundings.writer.clone(),
                &surroundings.config,
                &surroundings.config_path,
            ),
            config_path: surroundings.config_path.clone(),
            reports: surroundings.reports.clone(),
            asks: surroundings.asks.clone(),
            running: AtomicUsize::new(0),
            eye: AtomicI64::new(0),
            kept: Mutex::default(),
        }
    }

    fn idle(&self) -> bool {
        self.running.load(Ordering::Relaxed) == 0
    }

    fn report(&self, report: Report) {
        drop(self.reports.send(report));
    }

    async fn refresh(self: Arc<Self>, which: Which, forced: bool) {
        let feeds = match self.chosen(which, forced).await {
            Ok(feeds) => feeds,
            Err(trouble) => {
                return self.report(Report::Failed {
                    what: Failure::Other,
                    trouble,
                });
            }
        };
        if feeds.is_empty() && !forced {
            return;
        }
        self.visit_all(feeds, forced).await;
    }

    async fn visit_all(self: &Arc<Self>, feeds: Vec<Feed>, forced: bool) {
        self.running.fetch_add(1, Ordering::Relaxed);
        self.report(Report::RefreshStarted { feeds: feeds.len() });
        let (new, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let with_pages = Mutex::new(Vec::new());
        self.visitor
            .refresh(feeds, forced, |outcome| {
                new.fetch_add(outcome.new, Ordering::Relaxed);
                failed.fetch_add(
                    usize::from(outcome.status == Status::Failed),
                    Ordering::Relaxed,
                );
                if self.visitor.wants_full_texts(&outcome)
                    && let Ok(mut feeds) = with_pages.lock()
                {
                    feeds.push(outcome.feed);
                }
                self.report(Report::Visited(outcome));
                drop(self.asks.send(Ask::Look));
            })
            .await;
        self.running.fetch_sub(1, Ordering::Relaxed);
        self.report(Report::RefreshEnded {
            new: new.into_inner(),
            failed: failed.into_inner(),
        });
        let feeds = with_pages.into_inner().unwrap_or_default();
        if !feeds.is_empty() {
            let desk = Arc::clone(self);
            tokio::spawn(async move {
                let tell = |id, came| desk.report(Report::FullText { id, came });
                desk.visitor.full_texts(feeds, tell).await;
            });
        }
    }

    /// Fetches the text of an article's page; `ahead` only once the eye has rested on it, and where it is due.
    async fn full_text(self: Arc<Self>, id: i64, ahead: bool) {
        if ahead {
            self.eye.store(id, Ordering::Relaxed);
            tokio::time::sleep(GLANCE).await;
            if self.eye.load(Ordering::Relaxed) != id {
                return;
            }
        }
        self.visitor.recall_rests().await;
        let came: Option<Result<Came, Trouble>> = match ahead {
            true => self.visitor.full_text_ahead(id).await,
            false => self.visitor.full_text(id).await,
        };
        if let Some(came) = came {
            self.report(Report::FullText { id, came });
            drop(self.asks.send(Ask::Look));
        }
    }

    async fn chosen(&self, which: Which, forced: bool) -> Result<Vec<Feed>, Trouble> {
        let now = clock::now();
        let feeds = self
            .visitor
            .writer()
            .call_async(|store| store.feeds())
            .await?;
        Ok(feeds
            .into_iter()
            .filter(|feed| match &which {
                Which::All if forced => !failed_just_now(feed, now),
                Which::All => feed.next.is_none_or(|next| next <= now),
                Which::Feeds(ids) => ids.contains(&feed.id),
            })
            .collect())
    }

    async fn add(self: Arc<Self>, typed: String) {
        drop(self.keep(None));
        let added = self.place().typed(typed).await;
        self.tell_added(added);
    }

    async fn choose(self: Arc<Self>, urls: Vec<String>, take: Take, further: Further) {
        let kept = self.keep(None);
        let added = self.place().chosen(urls, take, further, kept).await;
        self.tell_added(added);
    }

    fn place(&self) -> Place<'_> {
        Place {
            path: &self.config_path,
            visitor: &self.visitor,
        }
    }

    fn tell_added(&self, (report, kept): (Report, Kept)) {
        drop(self.keep(kept));
        self.report(report);
        drop(self.asks.send(Ask::Look));
    }

    /// Keeps this visit for the choice to be made; returns the one kept before.
    fn keep(&self, kept: Kept) -> Kept {
        let mut place = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *place, kept)
    }

    async fn subscribe(self: Arc<Self>, feeds: Vec<FeedSettings>) {
        let (path, writer) = (self.config_path.clone(), self.visitor.writer().clone());
        let added =
            tokio::task::spawn_blocking(move || subscriptions::subscribe(&path, &writer, &feeds))
                .await;
        let added = match added {
            Ok(Ok(added)) => added,
            Ok(Err(trouble)) => {
                return self.report(Report::Failed {
                    what: Failure::Other,
                    trouble,
                });
            }
            Err(error) => return tracing::error!(%error, "subscribing broke"),
        };
        drop(self.asks.send(Ask::Look));
        let urls: Vec<String> = added.into_iter().map(|feed| feed.url).collect();
        let stored = self
            .visitor
            .writer()
            .call_async(|store| store.feeds())
            .await
            .unwrap_or_default();
        let feeds = stored
            .into_iter()
            .filter(|feed| urls.contains(&feed.url))
            .collect();
        self.visit_all(feeds, false).await;
        // One source is told by its name; several are told by the refresh they were visited in.
        if let [url] = urls.as_slice()
            && let Ok(feed) = subscriptions::stored_async(self.visitor.writer(), url).await
        {
            let new = usize::try_from(feed.total).unwrap_or(0);
            self.report(Report::Added {
                feed: feed.id,
                title: feed.title,
                new,
            });
        }
    }
}

/// What failed is tried again by hand at most once a minute, however often the key is pressed.
fn failed_just_now(feed: &Feed, now: UnixTime) -> bool {
    feed.failures > 0 && feed.fetched.is_some_and(|fetched| now - fetched < 60)
}
