//! SQLite: feeds' state, articles, statuses, the change log, the search index. The only place where a
//! [`crate::query::Query`] becomes SQL. Knows no network. One [`Store`] writes; any number of [`Reader`]s read.
//!
//! Articles and statuses are two tables: a status outlives its article. Bodies are apart from the rows that lists
//! read. What a list needs is served by an index in its order: `articles.sort` is unique and is the order.

mod articles;
mod changes;
mod errors;
mod feeds;
mod files;
mod full_text;
mod health;
mod identities;
mod keep;
mod list;
mod log;
mod merge;
mod open;
mod place;
mod rebuild;
mod recognise;
mod repair;
mod salvage;
mod schema;
mod search;
mod snapshot;
mod subscriptions;
#[cfg(test)]
mod tests;
mod visit;

use std::ops::Deref;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::text::UnixTime;
pub use crate::text::messages::store::StoreError;
pub use articles::{Article, NewArticle, Saved};
pub use changes::{Gesture, GestureKind, Mark, Undone};
pub use feeds::{Feed, Lease, SentValidators, Subscription, Validators, VisitRecord};
pub use full_text::{FullText, NewFullText, NoText};
pub use health::{Condition, Health, Held, examine, known_version};
pub use list::{Counts, Row};
pub use repair::{Plain, Rebuilt, Repair, Restored, repair};
pub use search::Clock;
pub use snapshot::Snapshot;
pub use visit::is_one_bite;

/// Shorthand for this room.
pub type Result<T> = std::result::Result<T, StoreError>;

/// A read-only connection: the screen's and the command line's. Never waits for a writer (WAL).
#[derive(Debug)]
pub struct Reader {
    conn: Connection,
    path: PathBuf,
}

/// The one connection that writes. Reads too.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Reader {
    /// Changes whenever another connection has written: SQLite's `data_version`.
    pub fn data_version(&self) -> Result<i64> {
        self.read(|conn| conn.query_row("PRAGMA data_version", [], |row| row.get(0)))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs a reading function; SQLite's errors come out as ours, with the path.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.conn).map_err(|error| errors::from_sqlite(&self.path, &error))
    }
}

/// How much a transaction must survive once it is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durable {
    /// The end of the process (what a feed sent can be fetched again).
    Process,
    /// A power cut too: the commit waits for the disk (what a reader did cannot be fetched again).
    Power,
}

impl Store {
    /// Runs a writing function in one IMMEDIATE transaction; all of it is kept, or nothing.
    fn write<T>(
        &mut self,
        durable: Durable,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let done = self.write_where(durable, |transaction| work(transaction).map(Some))?;
        Ok(done.expect("work that ended well always gives a value"))
    }

    /// Runs a function that writes a reader's gesture, or finds that there is nothing to do: then nothing is written.
    fn write_some<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Option<T>> {
        self.write_where(Durable::Power, work)
    }

    fn write_where<T>(
        &mut self,
        durable: Durable,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Option<T>> {
        let Reader { conn, path } = &mut self.reader;
        let run = || {
            if durable == Durable::Power {
                conn.pragma_update(None, "synchronous", "FULL")?;
            }
            let done = conn
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .and_then(|transaction| {
                    let value = work(&transaction)?;
                    match value {
                        Some(_) => transaction.commit()?,
                        None => transaction.rollback()?,
                    }
                    Ok(value)
                });
            if durable == Durable::Power {
                conn.pragma_update(None, "synchronous", "NORMAL")?;
            }
            done
        };
        run().map_err(|error| errors::from_sqlite(path, &error))
    }
}
