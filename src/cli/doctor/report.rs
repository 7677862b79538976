//! What `doctor` finds, as its JSON has it.

use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::article::picture::{self, Surroundings};
use crate::cli::{Session, json, output};
use crate::engine::clock;
use crate::store::{self, Condition, Feed, Health, Reader, Repair, StoreError};
use crate::text::{Lang, Say, UnixTime, sanitise};

/// Everything.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Nothing asks for a hand.
    pub(super) ok: bool,
    version: &'static str,
    pub(super) paths: Files,
    pub(super) terminal: Terminal,
    pub(super) database: Database,
    pub(super) feeds: Vec<FeedLine>,
    repair: Option<RepairLine>,
}

/// The files.
#[derive(Debug, Serialize)]
pub(super) struct Files {
    pub(super) config: FileLine,
    pub(super) database: FileLine,
    pub(super) log: FileLine,
}

/// A file: its size in bytes (a database's WAL counted), none where it is not there.
#[derive(Debug, Serialize)]
pub(super) struct FileLine {
    pub(super) path: String,
    pub(super) size: Option<u64>,
    pub(super) writable: bool,
}

/// The terminal, by its environment.
#[derive(Debug, Serialize)]
pub(super) struct Terminal {
    pub(super) term: Option<String>,
    pub(super) colors: bool,
    pub(super) utf8: bool,
    /// The means that pictures are drawn by.
    pub(super) images: Option<String>,
}

/// The database.
#[derive(Debug, Serialize)]
pub(super) struct Database {
    pub(super) state: &'static str,
    /// `ok`, or the first fault.
    integrity: Option<String>,
    pub(super) version: Option<i64>,
    pub(super) known: i64,
    pub(super) faults: Vec<String>,
    pub(super) error: Option<String>,
    pub(super) feeds: Option<i64>,
    pub(super) articles: Option<i64>,
    pub(super) statuses: Option<i64>,
    pub(super) starred: Option<i64>,
    pub(super) snapshot: Option<SnapshotLine>,
}

/// A snapshot.
#[derive(Debug, Serialize)]
pub(super) struct SnapshotLine {
    path: String,
    at: Option<String>,
    #[serde(skip)]
    pub(super) moment: UnixTime,
    pub(super) statuses: i64,
    feeds: i64,
}

/// A feed and all that decides on its visits.
#[derive(Debug, Serialize)]
pub(super) struct FeedLine {
    id: i64,
    url: String,
    pub(super) title: String,
    pub(super) state: &'static str,
    http: Option<u16>,
    pub(super) error: Option<String>,
    code: Option<String>,
    failures: u32,
    fetched: Option<String>,
    succeeded: Option<String>,
    failing_since: Option<String>,
    next: Option<String>,
    why: Option<String>,
    rest_until: Option<String>,
    fresh_for: Option<i64>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    moved_from: Option<String>,
    visits: i64,
    unchanged: i64,
    received: i64,
    #[serde(skip)]
    pub(super) feed: Feed,
}

/// What a repair came to.
#[derive(Debug, Serialize)]
pub(super) struct RepairLine {
    result: &'static str,
    feeds: Option<i64>,
    articles: Option<i64>,
    statuses: Option<i64>,
    starred: Option<i64>,
    lost: usize,
    without_text: i64,
    snapshot: Option<RestoredLine>,
    kept: Option<String>,
}

/// What came from a snapshot.
#[derive(Debug, Serialize)]
struct RestoredLine {
    at: Option<String>,
    feeds: usize,
    statuses: usize,
}

impl Report {
    /// Looks at everything.
    pub(super) fn of(session: &Session, repair: Option<RepairLine>) -> Report {
        let paths = &session.paths;
        let examined = store::examine(&paths.database);
        let database = Database::of(&examined, session.lang());
        let feeds = match Reader::open(&paths.database) {
            Ok(Some(reader)) => reader.feeds().unwrap_or_default(),
            _ => Vec::new(),
        };
        let now = clock::now();
        Report {
            ok: matches!(database.state, "missing" | "sound"),
            version: env!("CARGO_PKG_VERSION"),
            paths: Files {
                config: FileLine::of(&paths.config, &[]),
                database: FileLine::of(&paths.database, &["-wal"]),
                log: FileLine::of(&paths.log, &[]),
            },
            terminal: terminal(session),
            database,
            feeds: feeds
                .into_iter()
                .map(|feed| FeedLine::of(feed, now, session.lang()))
                .collect(),
            repair,
        }
    }
}

impl FileLine {
    fn of(path: &Path, beside: &[&str]) -> FileLine {
        let size = |path: &Path| fs::metadata(path).ok().map(|file| file.len());
        let others = beside.iter().filter_map(|ending| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            size(Path::new(&name))
        });
        FileLine {
            path: shown(path),
            size: size(path).map(|own| own + others.sum::<u64>()),
            writable: writable(path),
        }
    }
}

/// A path as one clean line.
fn shown(path: &Path) -> String {
    sanitise::line(&path.display().to_string())
}

/// True where the file, or in its stead the nearest directory there is, can be written.
fn writable(path: &Path) -> bool {
    match fs::OpenOptions::new().append(true).open(path) {
        Ok(_) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => path
            .ancestors()
            .skip(1)
            .find(|directory| directory.is_dir())
            .is_some_and(|directory| tempfile::tempfile_in(directory).is_ok()),
        Err(_) => false,
    }
}

fn terminal(session: &Session) -> Terminal {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    let colors = !output::no_color() && !output::dumb();
    let surroundings = Surroundings {
        colour: colors,
        ascii: !utf8,
    };
    let means = picture::means(session.config().reader.images, surroundings, variable);
    Terminal {
        term: variable("TERM").map(|term| sanitise::line(&term)),
        colors,
        utf8,
        images: means.map(|means| format!("{means:?}").to_ascii_lowercase()),
    }
}

impl Database {
    fn of(examined: &Result<Health, StoreError>, lang: Lang) -> Database {
        let nothing = Health::default();
        let (health, error) = match examined {
            Ok(health) => (health, None),
            Err(error) => (&nothing, Some(error)),
        };
        let state = match (error, health.condition) {
            (Some(StoreError::Newer { .. }), _) => "newer",
            (Some(StoreError::Foreign { .. }), _) => "foreign",
            (Some(_), _) => "unreadable",
            (None, Condition::Missing) => "missing",
            (None, Condition::Sound) => "sound",
            (None, Condition::Index) => "index",
            (None, Condition::Damaged) => "damaged",
        };
        let faults: Vec<String> = json::lines(&health.faults);
        let version = match error {
            Some(StoreError::Newer { found, .. }) => Some(*found),
            _ => health.version,
        };
        Database {
            state,
            integrity: match state {
                "sound" => Some("ok".to_owned()),
                _ => faults.first().cloned(),
            },
            version,
            known: store::known_version(),
            faults,
            error: error.map(|error| sanitise::line(&error.say(lang))),
            feeds: health.held.map(|held| held.feeds),
            articles: health.held.map(|held| held.articles),
            statuses: health.held.map(|held| held.statuses),
            starred: health.held.map(|held| held.starred),
            snapshot: health.snapshots.first().map(|snapshot| SnapshotLine {
                path: shown(&snapshot.path),
                at: json::time(Some(snapshot.at)),
                moment: snapshot.at,
                statuses: snapshot.statuses,
                feeds: snapshot.feeds,
            }),
        }
    }
}

impl FeedLine {
    fn of(feed: Feed, now: UnixTime, lang: Lang) -> FeedLine {
        let state = match &feed {
            Feed { gone: true, .. } => "gone",
            Feed {
                rest_until: Some(until),
                ..
            } if *until > now => "resting",
            Feed { code: Some(_), .. } => "failing",
            _ => "ok",
        };
        let header = |bytes: &[u8]| sanitise::line(&String::from_utf8_lossy(bytes));
        let (etag, last_modified) = match &feed.validators {
            Some((_, etag, modified)) => {
                (etag.as_deref().map(header), modified.as_deref().map(header))
            }
            None => (None, None),
        };
        FeedLine {
            id: feed.id,
            url: json::address(&feed.url),
            title: sanitise::line(&feed.title),
            state,
            http: feed.http,
            error: json::stored_failure(&feed, lang),
            code: feed.code.clone(),
            failures: feed.failures,
            fetched: json::time(feed.fetched),
            succeeded: json::time(feed.succeeded),
            failing_since: json::time(feed.failing_since),
            next: json::time(feed.next.filter(|_| !feed.gone)),
            why: feed.why.clone(),
            rest_until: json::time(feed.rest_until),
            fresh_for: feed.fresh_for,
            etag,
            last_modified,
            moved_from: feed.moved_from.as_ref().map(|(url, _)| json::address(url)),
            visits: feed.visits,
            unchanged: feed.unchanged,
            received: feed.received,
            feed,
        }
    }
}

impl RepairLine {
    /// A repair's result as JSON has it.
    pub(super) fn of(repair: &Repair) -> RepairLine {
        let nothing = RepairLine {
            result: "sound",
            feeds: None,
            articles: None,
            statuses: None,
            starred: None,
            lost: 0,
            without_text: 0,
            snapshot: None,
            kept: None,
        };
        match repair {
            Repair::Sound => nothing,
            Repair::Missing => RepairLine {
                result: "missing",
                ..nothing
            },
            Repair::Index(articles) => RepairLine {
                result: "index",
                articles: i64::try_from(*articles).ok(),
                ..nothing
            },
            Repair::Rebuilt(rebuilt) => RepairLine {
                result: "rebuilt",
                feeds: Some(rebuilt.held.feeds),
                articles: Some(rebuilt.held.articles),
                statuses: Some(rebuilt.held.statuses),
                starred: Some(rebuilt.held.starred),
                lost: rebuilt.lost,
                without_text: rebuilt.without_text,
                snapshot: rebuilt.from_snapshot.as_ref().map(|restored| RestoredLine {
                    at: json::time(Some(restored.snapshot.at)),
                    feeds: restored.feeds,
                    statuses: restored.statuses,
                }),
                kept: rebuilt.damaged.as_deref().map(shown),
            },
        }
    }
}
