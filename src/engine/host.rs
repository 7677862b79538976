//! The engine as the screen holds it: takes [`Command`]s, gives each to the thread that answers it.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use super::command::{Command, Failure, PageRequest, Report};
use super::lists::{Ask, Lists};
use super::net_host::{self, Errand};
use super::{Trouble, Writer, clock, reading, subscriptions};
use crate::config::{Config, Paths};

/// The threads behind the screen. Dropping it ends them; what was acknowledged is on the disk.
#[derive(Debug)]
pub struct Engine {
    asks: mpsc::Sender<Ask>,
    pages: mpsc::Sender<PageRequest>,
    errands: tokio::sync::mpsc::UnboundedSender<Errand>,
    writer: Writer,
    reports: mpsc::Sender<Report>,
    config: PathBuf,
    browser: String,
}

impl Engine {
    /// Starts the threads. Called after the first paint: opening for writing, the system's certificates and the runtime
    /// take their time. Nothing is fetched while there is no config file.
    pub fn start(paths: &Paths, config: Config, reports: mpsc::Sender<Report>) -> Engine {
        let writer = Writer::start(paths.database.clone());
        let (asks, questions) = mpsc::channel();
        let lists = Lists::new(
            paths.database.clone(),
            paths.config.clone(),
            reports.clone(),
        );
        thread::spawn(move || lists.run(&questions));
        let (pages, requests) = mpsc::channel();
        let (database, told) = (paths.database.clone(), reports.clone());
        thread::spawn(move || reading::run(&database, &requests, &told));
        let browser = config.reader.browser.clone();
        let errands = net_host::start(net_host::Surroundings {
            config_path: paths.config.clone(),
            writer: writer.clone(),
            reports: reports.clone(),
            asks: asks.clone(),
            config,
        });
        Engine {
            asks,
            pages,
            errands,
            writer,
            reports,
            config: paths.config.clone(),
            browser,
        }
    }

    /// Takes a command; its answer comes as a report.
    pub fn send(&self, command: Command) {
        match command {
            Command::List(request) => self.ask(Ask::List(request)),
            Command::Arrivals(request) => self.ask(Ask::Arrivals(request)),
            Command::Rows(keys) => self.ask(Ask::Rows(keys)),
            Command::Panel => self.ask(Ask::Panel),
            Command::History { limit, before } => self.ask(Ask::History { limit, before }),
            Command::Page(request) => drop(self.pages.send(request)),
            Command::Mark { keys, mark } => {
                let (reports, asks) = (self.reports.clone(), self.asks.clone());
                self.writer.send(
                    move |store| store.mark_keys(&keys, &mark, clock::now()),
                    move |result| {
                        let report = match result {
                            Ok(Some((gesture, ids))) => Report::Marked { gesture, ids },
                            Ok(None) => return,
                            Err(error) => Report::Failed {
                                what: Failure::Mark,
                                trouble: error.into(),
                            },
                        };
                        drop(reports.send(report));
                        drop(asks.send(Ask::Look));
                    },
                );
            }
            Command::KeepPlace(place) => {
                self.writer.send(
                    move |store| store.keep_place(&place),
                    |result| {
                        if let Err(error) = result {
                            tracing::warn!(%error, "the place in the list could not be kept");
                        }
                    },
                );
            }
            Command::Undo => self.on_feeds(|path, writer| {
                let undone = subscriptions::undo(path, writer)?;
                Ok(Report::Undone {
                    gesture: undone.map(|undone| undone.gesture),
                })
            }),
            Command::Remove { feed } => self.on_feeds(move |path, writer| {
                let feed = writer.call(move |store| store.find_feed(&feed.to_string()))?;
                subscriptions::remove(path, writer, &feed)?;
                Ok(Report::Removed {
                    feed: feed.id,
                    title: feed.title,
                })
            }),
            Command::Edit { feed, title, tags } => self.on_feeds(move |path, writer| {
                let feed = writer.call(move |store| store.find_feed(&feed.to_string()))?;
                subscriptions::edit(path, writer, &feed, title.as_deref(), &tags)?;
                Ok(Report::Edited {
                    title: title.unwrap_or(feed.title),
                })
            }),
            Command::Browse { url } => self.browse(url),
            Command::FullText { id, ahead } => self.errand(Errand::FullText { id, ahead }),
            Command::Refresh { which, forced } => self.errand(Errand::Refresh { which, forced }),
            Command::Add { typed } => self.errand(Errand::Add { typed }),
            Command::CancelAdd => self.errand(Errand::CancelAdd),
            Command::Measure { urls } => self.errand(Errand::Measure { urls }),
            Command::Draw { canvas, pictures } => self.errand(Errand::Draw { canvas, pictures }),
            Command::Choose {
                urls,
                take,
                further,
            } => self.errand(Errand::Choose {
                urls,
                take,
                further,
            }),
            Command::Subscribe { feeds } => self.errand(Errand::Subscribe { feeds }),
        }
    }

    /// The config changed outside and is in force: the engine takes it over.
    pub fn take_config(&mut self, config: Config) {
        self.browser.clone_from(&config.reader.browser);
        self.errand(Errand::Config(Box::new(config)));
    }

    /// Waits until everything that was asked of the writer is on the disk.
    pub fn settle(&self) {
        drop(self.writer.call(|_| Ok(())));
    }

    fn ask(&self, ask: Ask) {
        drop(self.asks.send(ask));
    }

    fn errand(&self, errand: Errand) {
        drop(self.errands.send(errand));
    }

    /// Runs a gesture on feeds on a thread of its own: it waits for the config file's lock and for the writer.
    fn on_feeds(
        &self,
        job: impl FnOnce(&std::path::Path, &Writer) -> Result<Report, Trouble> + Send + 'static,
    ) {
        let (path, writer) = (self.config.clone(), self.writer.clone());
        let (reports, asks) = (self.reports.clone(), self.asks.clone());
        thread::spawn(move || {
            let report = job(&path, &writer).unwrap_or_else(|trouble| Report::Failed {
                what: Failure::Other,
                trouble,
            });
            drop(reports.send(report));
            drop(asks.send(Ask::Look));
        });
    }

    fn browse(&self, url: String) {
        let (browser, reports) = (self.browser.clone(), self.reports.clone());
        thread::spawn(move || {
            if let Err(trouble) = super::browser::open(&url, &browser) {
                drop(reports.send(Report::Failed {
                    what: Failure::Other,
                    trouble,
                }));
            }
        });
    }
}
