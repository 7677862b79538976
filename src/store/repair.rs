//! Repairing a damaged database: all that can be read of it, and what the snapshot has besides, goes into a new one that
//! takes its place. The damaged file is never written: it is kept beside under another name, with its WAL.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::errors::{from_io, from_sqlite};
use super::files::{beside, put_in_place, sync_directory};
use super::health::{self, Condition, Held, examine, known_version};
use super::open::{self, newer};
use super::salvage::Wreck;
use super::{
    Durable, Reader, Result, Snapshot, Store, StoreError, full_text, identities, merge, rebuild,
    schema, snapshot,
};

/// Makes an article's words out of its HTML, for the search index.
pub type Plain<'a> = &'a dyn Fn(&str) -> String;

/// What a repair came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// There is no database, and no snapshot to make one of.
    Missing,
    /// It was sound: nothing was changed.
    Sound,
    /// The search index alone was broken and was made anew, of so many articles.
    Index(usize),
    /// A new database took its place.
    Rebuilt(Rebuilt),
}

/// A database that was made of what was left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Where the damaged file is; none where there was none, but a snapshot.
    pub damaged: Option<PathBuf>,
    /// What the new one holds.
    pub held: Held,
    /// How many pages and rows could not be read.
    pub lost: usize,
    /// Articles whose text is lost: their next visit brings it again where the feed still has it.
    pub without_text: i64,
    /// What the snapshot gave that the file had not.
    pub from_snapshot: Option<Restored>,
}

/// What a snapshot gave to a repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The latest snapshot that was read.
    pub snapshot: Snapshot,
    /// Feeds that the file had not.
    pub feeds: usize,
    /// Articles' marks that the file had not, or older ones.
    pub statuses: usize,
}

/// Repairs a database where it needs it. `stamp` tells damaged files apart in their names. Errors: a newer or another
/// program's database, which stays untouched; a disk that is full.
pub fn repair(path: &Path, stamp: &str, plain: Plain<'_>) -> Result<Repair> {
    let lock_path = beside(path, snapshot::LOCK);
    let lock = fs::File::create(&lock_path).and_then(|file| file.lock().map(|()| file));
    let _lock = lock.map_err(|error| from_io(&lock_path, &error))?;
    let health = examine(path)?;
    match health.condition {
        Condition::Missing if health.snapshots.is_empty() => return Ok(Repair::Missing),
        Condition::Sound => return Ok(Repair::Sound),
        Condition::Index => match Store::open(path).and_then(|mut store| store.index_anew(plain)) {
            Ok(articles) if examine(path)?.condition == Condition::Sound => {
                return Ok(Repair::Index(articles));
            }
            Ok(_) | Err(StoreError::Damaged { .. } | StoreError::Other { .. }) => {}
            Err(error) => return Err(error),
        },
        Condition::Missing | Condition::Damaged => {}
    }
    let begun = beside(path, ".repaired.part");
    remove(&begun);
    let made = build(path, &begun, &health.snapshots, plain).and_then(|mut rebuilt| {
        rebuilt.damaged = change_places(path, &begun, stamp)?;
        Ok(rebuilt)
    });
    if made.is_err() {
        remove(&begun);
    }
    made.map(Repair::Rebuilt)
}

impl Store {
    /// Makes the search index anew out of the articles; returns how many.
    fn index_anew(&mut self, plain: Plain<'_>) -> Result<usize> {
        self.write(Durable::Process, |transaction| {
            let sql: String = transaction.query_row(
                "SELECT sql FROM sqlite_schema WHERE name = 'search'",
                [],
                |row| row.get(0),
            )?;
            transaction.execute_batch("DROP TABLE search")?;
            transaction.execute_batch(&sql)?;
            index_all(transaction, plain, false)
        })
    }
}

/// Puts every article into an empty search index. `distrust`: a body that is not what it was stored as is to be brought
/// again by the next visit.
fn index_all(conn: &Connection, plain: Plain<'_>, distrust: bool) -> rusqlite::Result<usize> {
    let mut done = 0;
    let mut last = i64::MIN;
    loop {
        let found: Option<(i64, i64, String, String, i64, String)> = conn
            .prepare_cached(
                "SELECT a.sort, a.id, a.title, a.authors, a.text_hash, b.html FROM articles a JOIN bodies b ON b.id = a.id
                 WHERE a.sort > ?1 ORDER BY a.sort LIMIT 1",
            )?
            .query_row([last], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })
            .optional()?;
        let Some((sort, id, title, authors, text_hash, html)) = found else {
            return Ok(done);
        };
        let text = plain(&html);
        if distrust && identities::text_hash(&title, &text) != text_hash {
            conn.prepare_cached("UPDATE articles SET whole_hash = ~whole_hash WHERE sort = ?1")?
                .execute([sort])?;
        }
        if !full_text::index(conn, id)? {
            let authors = super::feeds::strings(&authors);
            full_text::put(conn, sort, &title, &authors, &text)?;
        }
        done += 1;
        last = sort;
    }
}

/// Makes the new database under the name `begun`.
fn build(path: &Path, begun: &Path, snapshots: &[Snapshot], plain: Plain<'_>) -> Result<Rebuilt> {
    let fail = |error: rusqlite::Error| match error.sqlite_error_code() {
        // It is the new file that says so, and it is ours.
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Other {
            path: begun.to_owned(),
            reason: error.to_string(),
        },
        _ => from_sqlite(begun, &error),
    };
    let mut conn = Connection::open(begun).map_err(fail)?;
    // Nobody reads this file before it has its name, and it is written down once, at the end.
    conn.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        .map_err(fail)?;
    open::prepare(&conn).map_err(fail)?;
    schema::migrate(&mut conn, begun, schema::STEPS)?;
    let mut rebuilt = Rebuilt::default();
    let mut addresses = Vec::new();
    if path.exists() {
        let mut wreck = Wreck::open(path).map_err(|error| from_io(path, &error))?;
        if let Some(found) = newer(&wreck.first_page(), known_version()) {
            return Err(StoreError::Newer {
                path: path.to_owned(),
                found,
                known: known_version(),
            });
        }
        (rebuilt.lost, addresses) = rebuild::pour(&conn, &mut wreck).map_err(fail)?;
    }
    rebuild::statuses(&conn).map_err(fail)?;
    for snapshot in snapshots {
        let Ok((feeds, statuses)) = merge::merge(&mut conn, &snapshot.path) else {
            // A snapshot that is damaged itself gives nothing.
            continue;
        };
        let restored = rebuilt.from_snapshot.get_or_insert_with(|| Restored {
            snapshot: snapshot.clone(),
            feeds: 0,
            statuses: 0,
        });
        restored.feeds += feeds;
        restored.statuses += statuses;
    }
    rebuild::settle(&conn, &addresses).map_err(fail)?;
    rebuilt.without_text = rebuild::bodies(&conn).map_err(fail)?;
    // A snapshot knows what a feed last said, and holds none of its articles.
    let from_snapshot = |restored: &Restored| restored.feeds + restored.statuses > 0;
    let distrust = rebuilt.lost > 0
        || rebuilt.without_text > 0
        || rebuilt.from_snapshot.as_ref().is_some_and(from_snapshot);
    index_all(&conn, plain, true).map_err(fail)?;
    if distrust {
        rebuild::ask_again(&conn).map_err(fail)?;
    }
    rebuilt.held = health::held(&conn).map_err(fail)?;
    let checked: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(fail)?;
    conn.close().map_err(|(_, error)| fail(error))?;
    match checked.as_str() {
        "ok" => Ok(rebuilt),
        fault => Err(StoreError::Other {
            path: begun.to_owned(),
            reason: fault.to_owned(),
        }),
    }
}

/// Puts the new database into its place and the damaged one beside. The damaged one has its second name before it loses
/// the first, and its WAL is away before the new file is there: it would be taken for the new one's.
fn change_places(path: &Path, begun: &Path, stamp: &str) -> Result<Option<PathBuf>> {
    let fail = |error| from_io(path, &error);
    let there = path.exists();
    let mut kept = beside(path, &format!(".damaged-{stamp}"));
    for n in 2.. {
        if !kept.exists() {
            break;
        }
        kept = beside(path, &format!(".damaged-{stamp}-{n}"));
    }
    if there {
        if let Ok(old) = fs::metadata(path) {
            drop(fs::set_permissions(begun, old.permissions()));
        }
        if fs::hard_link(path, &kept).is_err() {
            fs::rename(path, &kept).map_err(fail)?;
        }
    }
    for ending in ["-wal", "-shm"] {
        let file = beside(path, ending);
        if file.exists() {
            fs::rename(&file, beside(&kept, ending)).map_err(fail)?;
        }
    }
    sync_directory(path);
    put_in_place(begun, path).map_err(fail)?;
    Ok(there.then_some(kept))
}

fn remove(begun: &Path) {
    for ending in ["", "-journal", "-wal", "-shm"] {
        drop(fs::remove_file(beside(begun, ending)));
    }
}

impl Reader {
    /// The snapshots beside the database, the latest first.
    pub fn snapshots(&self) -> Vec<Snapshot> {
        snapshot::of(&self.path)
    }
}
