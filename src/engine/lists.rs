//! Lists: answers for keys, rows and the panel, and watches for what others wrote. One thread, one read-only
//! connection.

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use super::clock;
use super::command::{Failure, ListRequest, Report};
use crate::config::{ConfigError, file};
use crate::store::{Reader, StoreError};

/// How often the config's time and the database's `data_version` are looked at.
const WATCH: Duration = Duration::from_secs(1);

/// What this thread is asked.
#[derive(Debug)]
pub(super) enum Ask {
    List(ListRequest),
    Arrivals(ListRequest),
    Rows(Vec<i64>),
    Panel,
    History {
        limit: usize,
        before: Option<i64>,
    },
    /// Something was written here: look at once.
    Look,
}

/// The thread's state.
pub(super) struct Lists {
    database: PathBuf,
    config: PathBuf,
    reports: mpsc::Sender<Report>,
    reader: Option<Reader>,
    version: Option<i64>,
    config_stamp: Option<(SystemTime, u64)>,
}

impl Lists {
    pub(super) fn new(database: PathBuf, config: PathBuf, reports: mpsc::Sender<Report>) -> Lists {
        let config_stamp = stamp(&config);
        Lists {
            database,
            config,
            reports,
            reader: None,
            version: None,
            config_stamp,
        }
    }

    /// Answers until the queue ends.
    pub(super) fn run(mut self, asks: &mpsc::Receiver<Ask>) {
        loop {
            let ask = match asks.recv_timeout(WATCH) {
                Ok(ask) => ask,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    self.look_at_config();
                    Ask::Look
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
            };
            let report = match self.answer(ask) {
                Ok(report) => report,
                Err(error) => Some(Report::Failed {
                    what: Failure::Other,
                    trouble: error.into(),
                }),
            };
            if report.is_some_and(|report| self.reports.send(report).is_err()) {
                return;
            }
        }
    }

    fn answer(&mut self, ask: Ask) -> Result<Option<Report>, StoreError> {
        if self.reader.is_none() {
            self.reader = Reader::open(&self.database)?;
        }
        let Some(reader) = &self.reader else {
            return Ok(empty(ask));
        };
        Ok(match ask {
            Ask::List(ListRequest {
                generation,
                query,
                rows,
            }) => {
                let keys = reader.keys(&query, &clock::local(), None, None)?;
                let rows = reader.rows(&keys[..keys.len().min(rows)])?;
                Some(Report::List {
                    generation,
                    keys,
                    rows,
                })
            }
            Ask::Arrivals(ListRequest {
                generation, query, ..
            }) => {
                let keys = reader.keys(&query, &clock::local(), None, None)?;
                Some(Report::Arrivals { generation, keys })
            }
            Ask::Rows(asked) => {
                let rows = reader.rows(&asked)?;
                Some(Report::Rows { asked, rows })
            }
            Ask::Panel => Some(Report::Panel {
                feeds: reader.feeds()?,
                counts: reader.counts()?,
            }),
            Ask::History { limit, before } => Some(Report::History {
                limit,
                before,
                gestures: reader.gestures(limit, before)?,
            }),
            Ask::Look => {
                let version = reader.data_version()?;
                let changed = self.version != Some(version);
                self.version = Some(version);
                changed.then_some(Report::StoreChanged)
            }
        })
    }

    /// The config is looked at by its time and size; a wrong one is said once and the old one stays in force.
    fn look_at_config(&mut self) {
        let found = stamp(&self.config);
        if found == self.config_stamp {
            return;
        }
        self.config_stamp = found;
        let report = match file::load(&self.config) {
            // A file that vanished leaves the old settings in force, and all subscriptions.
            Ok(loaded) if !loaded.exists => Report::ConfigWrong(missing(&self.config).into()),
            Ok(loaded) => Report::ConfigChanged(Box::new(loaded.config)),
            Err(error) => Report::ConfigWrong(error.into()),
        };
        drop(self.reports.send(report));
    }
}

/// The answers while there is no database yet.
fn empty(ask: Ask) -> Option<Report> {
    match ask {
        Ask::List(ListRequest { generation, .. }) => Some(Report::List {
            generation,
            keys: Vec::new(),
            rows: Vec::new(),
        }),
        Ask::Arrivals(ListRequest { generation, .. }) => Some(Report::Arrivals {
            generation,
            keys: Vec::new(),
        }),
        Ask::Rows(asked) => Some(Report::Rows {
            asked,
            rows: Vec::new(),
        }),
        Ask::Panel => Some(Report::Panel {
            feeds: Vec::new(),
            counts: Default::default(),
        }),
        Ask::History { limit, before } => Some(Report::History {
            limit,
            before,
            gestures: Vec::new(),
        }),
        Ask::Look => None,
    }
}

fn missing(path: &std::path::Path) -> ConfigError {
    ConfigError::Unreadable {
        path: path.to_owned(),
        reason: std::io::Error::from(std::io::ErrorKind::NotFound).to_string(),
    }
}

fn stamp(path: &std::path::Path) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
