//! The rolling snapshot: what cannot be fetched again (statuses, tags, identities, gestures, the feeds' state, the
//! place), in a small file beside the database. It is read by nothing but a repair. The one before stays as `.1`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, params};

use super::errors::{from_io, from_sqlite};
use super::files::{beside, put_in_place};
use super::open::{BUSY, uri};
use super::{Reader, Result, UnixTime, schema};

/// What the snapshot's name ends with: `manchette.db.marks.bak`.
pub(super) const ENDING: &str = ".marks.bak";

/// What the name of the file ends with whose lock keeps snapshots and repairs apart.
pub(super) const LOCK: &str = ".marks.lock";

/// The tables it holds, each whole.
const TABLES: [&str; 9] = [
    "feeds",
    "statuses",
    "status_tags",
    "identities",
    "shared_links",
    "gestures",
    "changes",
    "place",
    "rests",
];

/// A snapshot is made at most once in so long, in seconds: a day.
const EVERY: i64 = 86_400;

/// A snapshot as it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub at: UnixTime,
    /// How many articles' marks it holds, read or not, there or cleaned away.
    pub statuses: i64,
    /// How many feeds.
    pub feeds: i64,
}

impl Reader {
    /// Makes the snapshot where the last one is a day old; true where it did. Reads by a connection of its own, in one
    /// reading transaction, so that no writer waits; one process at a time. What fails leaves the last one as it is.
    pub fn snapshot(&self, now: UnixTime) -> Result<bool> {
        if !self.path.is_file() {
            return Ok(false);
        }
        let place = beside(&self.path, ENDING);
        let last = about(&place);
        let young = |last: &Snapshot| (0..EVERY).contains(&now.saturating_sub(last.at));
        if last.as_ref().is_some_and(young) || self.holds_nothing()? {
            return Ok(false);
        }
        let lock_path = beside(&self.path, LOCK);
        let lock = File::create(&lock_path).map_err(|error| from_io(&lock_path, &error))?;
        if lock.try_lock().is_err() || about(&place).as_ref().is_some_and(young) {
            return Ok(false);
        }
        let begun = beside(&place, ".part");
        drop(fs::remove_file(&begun));
        let made = write(&self.path, &begun, now)
            .map_err(|error| from_sqlite(&begun, &error))
            .and_then(|statuses| {
                keep_last(&place, last.as_ref(), statuses)
                    .and_then(|()| put_in_place(&begun, &place))
                    .map_err(|error| from_io(&place, &error))
            });
        if made.is_err() {
            drop(fs::remove_file(&begun));
        }
        made.map(|()| true)
    }

    fn holds_nothing(&self) -> Result<bool> {
        self.read(|conn| {
            conn.query_row(
                "SELECT NOT EXISTS (SELECT 1 FROM statuses) AND NOT EXISTS (SELECT 1 FROM feeds)",
                [],
                |row| row.get(0),
            )
        })
    }
}

/// The snapshots of a database that can be read, the latest first.
pub(super) fn of(database: &Path) -> Vec<Snapshot> {
    let latest = beside(database, ENDING);
    let before = beside(&latest, ".1");
    [latest, before]
        .iter()
        .filter_map(|path| about(path))
        .collect()
}

/// What a snapshot says of itself; none where there is none, or none that can be read.
fn about(path: &Path) -> Option<Snapshot> {
    if !path.is_file() {
        return None;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(uri(path, "immutable=1"), flags).ok()?;
    conn.query_row("SELECT at, statuses, feeds FROM about", [], |row| {
        Ok(Snapshot {
            path: path.to_owned(),
            at: row.get(0)?,
            statuses: row.get(1)?,
            feeds: row.get(2)?,
        })
    })
    .ok()
}

/// Writes a snapshot of a database; returns how many statuses it holds.
fn write(database: &Path, begun: &Path, now: UnixTime) -> rusqlite::Result<i64> {
    let mut conn = Connection::open(begun)?;
    conn.busy_timeout(BUSY)?;
    // Nobody reads this file before it has its name, and it is written down once, at the end.
    conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
    conn.execute("ATTACH ?1 AS base", [uri(database, "mode=ro")])?;
    let transaction = conn.transaction()?;
    for table in TABLES {
        transaction.execute_batch(&format!(
            "CREATE TABLE main.{table} AS SELECT * FROM base.{table}"
        ))?;
    }
    let count = |table: &str| -> rusqlite::Result<i64> {
        let sql = format!("SELECT count(*) FROM main.{table}");
        transaction.query_row(&sql, [], |row| row.get(0))
    };
    let (statuses, feeds) = (count("statuses")?, count("feeds")?);
    transaction.execute_batch(
        "CREATE TABLE main.about (at INTEGER, version INTEGER, statuses INTEGER, feeds INTEGER)",
    )?;
    let version: i64 = transaction.query_row("PRAGMA base.user_version", [], |row| row.get(0))?;
    transaction.execute(
        "INSERT INTO main.about VALUES (?1, ?2, ?3, ?4)",
        params![now, version, statuses, feeds],
    )?;
    transaction.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    transaction.commit()?;
    conn.close().map_err(|(_, error)| error)?;
    Ok(statuses)
}

/// Moves the last snapshot to `.1`. Statuses are never thrown away, so one that holds more than what takes its place
/// is of a database that was lost, and is not pushed out by days of a new and small one.
fn keep_last(place: &Path, last: Option<&Snapshot>, statuses: i64) -> std::io::Result<()> {
    let before = beside(place, ".1");
    let richest = about(&before).map_or(0, |before| before.statuses);
    match last {
        Some(last) if last.statuses >= richest || statuses >= richest => fs::rename(place, before),
        _ => Ok(()),
    }
}
