//! How a database is: read without changing a byte, all of it (this takes its time: `doctor` asks, nobody else).

use std::path::Path;

use rusqlite::Connection;

use super::errors::from_sqlite;
use super::open::look;
use super::{Result, Snapshot, StoreError, salvage, schema, snapshot};

/// The most faults that are listed.
const MOST_FAULTS: usize = 20;

/// What a look at a whole database found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// How it is.
    pub condition: Condition,
    /// The version it says it has.
    pub version: Option<i64>,
    /// Faults, as SQLite words them.
    pub faults: Vec<String>,
    /// What it holds, where that can be counted.
    pub held: Option<Held>,
    /// The snapshots beside it, the latest first.
    pub snapshots: Vec<Snapshot>,
}

/// How a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Condition {
    /// There is none yet.
    #[default]
    Missing,
    /// All of it fits together.
    Sound,
    /// All but the search index.
    Index,
    /// It needs a repair.
    Damaged,
}

/// What a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Subscribed feeds.
    pub feeds: i64,
    /// Articles.
    pub articles: i64,
    /// Articles known, those cleaned away too: each has its marks.
    pub statuses: i64,
    /// Those of them that are starred.
    pub starred: i64,
}

/// The version of databases that this program makes.
pub fn known_version() -> i64 {
    i64::try_from(schema::STEPS.len()).unwrap_or(i64::MAX)
}

/// Looks at a whole database. Errors: it is of a newer or another program, or cannot be read at all.
pub fn examine(path: &Path) -> Result<Health> {
    let mut health = Health {
        snapshots: snapshot::of(path),
        ..Health::default()
    };
    let conn = match look(path, schema::STEPS) {
        Ok(None) => return Ok(health),
        Ok(Some((conn, version))) => {
            health.version = Some(version);
            conn
        }
        Err(StoreError::Damaged { reason, .. }) => {
            health.condition = Condition::Damaged;
            health.faults.push(reason);
            return Ok(health);
        }
        Err(error) => return Err(error),
    };
    if health.version == Some(0) {
        // Its making was not ended: the next opening does it.
        return Ok(health);
    }
    health.held = held(&conn).ok();
    match faults(&conn) {
        Ok(faults) => health.faults = faults,
        Err(error) => match from_sqlite(path, &error) {
            StoreError::Damaged { reason, .. } => health.faults.push(reason),
            error => return Err(error),
        },
    }
    health.condition = match health.faults.is_empty() {
        true => Condition::Sound,
        false if all_but_the_index(&conn) => Condition::Index,
        false => Condition::Damaged,
    };
    if health.condition == Condition::Sound && health.held.is_none() {
        health.condition = Condition::Damaged;
    }
    Ok(health)
}

/// What SQLite's own check finds, the search index (FTS5's check of its structure) among it.
fn faults(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = format!("PRAGMA integrity_check({MOST_FAULTS})");
    let mut faults: Vec<String> = conn
        .prepare(&sql)?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    faults.retain(|line| line != "ok");
    if faults.is_empty() && index_is_short(conn) {
        faults.push("FTS5 table search: articles are missing from it".to_owned());
    }
    Ok(faults)
}

/// True where the search index does not know as many articles as there are, or cannot say.
fn index_is_short(conn: &Connection) -> bool {
    let sql = "SELECT (SELECT count(*) FROM search_docsize) <> (SELECT count(*) FROM articles)";
    conn.query_row(sql, [], |row| row.get(0)).unwrap_or(true)
}

/// True where every table but those of the search index is sound.
fn all_but_the_index(conn: &Connection) -> bool {
    let sound = |table: &str| -> bool {
        let sql = format!("PRAGMA integrity_check({table})");
        let line = conn.query_row(&sql, [], |row| row.get::<_, String>(0));
        line.is_ok_and(|line| line == "ok")
    };
    salvage::tables().all(sound)
}

/// Counts what a database holds.
pub(super) fn held(conn: &Connection) -> rusqlite::Result<Held> {
    conn.query_row(
        "SELECT (SELECT count(*) FROM feeds WHERE subscribed = 1), (SELECT count(*) FROM articles),
         (SELECT count(*) FROM statuses), (SELECT count(*) FROM statuses WHERE starred = 1)",
        [],
        |row| {
            Ok(Held {
                feeds: row.get(0)?,
                articles: row.get(1)?,
                statuses: row.get(2)?,
                starred: row.get(3)?,
            })
        },
    )
}
