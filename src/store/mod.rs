//! SQLite: feeds' state, articles, statuses, the change log, the search index. The only place where a
//! [`crate::query::Query`] becomes SQL. Knows no network. One [`Store`] writes; any number of [`Reader`]s read.
//!
//! Articles and statuses are two tables: a status outlives its article. Bodies are apart from the rows that lists
//! read. What a list needs is served by an index in its order: `articles.sort` is unique and is the order.

mod articles;
mod changes;
mod feeds;
mod list;
mod place;
mod schema;
mod search;

use std::ops::Deref;
use std::path::{Path, PathBuf};

use crate::text::UnixTime;
pub use crate::text::messages::store::StoreError;
pub use articles::{Article, NewArticle, Saved};
pub use changes::{Gesture, GestureKind, Mark, Undone};
pub use feeds::{Feed, Subscription, Validators, VisitRecord};
pub use list::{Counts, Row};
pub use search::Clock;

/// Shorthand for this room.
pub type Result<T> = std::result::Result<T, StoreError>;

/// A read-only connection: the screen's and the command line's. Never waits for a writer (WAL).
#[derive(Debug)]
pub struct Reader {
    conn: rusqlite::Connection,
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

impl Store {
    /// Opens the database for writing, makes it where there is none, brings an older one up to date after a copy.
    /// A newer one is refused untouched, a damaged one is said and left as it is.
    pub fn open(path: &Path) -> Result<Store> {
        let _ = path;
        unimplemented!()
    }

    /// A database in memory, for tests.
    pub fn in_memory() -> Result<Store> {
        unimplemented!()
    }
}

impl Reader {
    /// Opens an existing database of the current version for reading; none where there is no file yet.
    /// Works on a read-only directory (then `immutable` where the WAL cannot be joined).
    pub fn open(path: &Path) -> Result<Option<Reader>> {
        let _ = path;
        unimplemented!()
    }

    /// Changes whenever another connection has written: SQLite's `data_version`.
    pub fn data_version(&self) -> Result<i64> {
        unimplemented!()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
