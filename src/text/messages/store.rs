//! What can go wrong with the database.

use std::path::PathBuf;

use super::{Say, error_in_english};
use crate::text::Lang;

/// What went wrong with the database, on which file, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Made by a newer program: refused, untouched.
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    /// Not a database, or a damaged one.
    Damaged { path: PathBuf, reason: String },
    /// The disk is full.
    Full { path: PathBuf },
    /// The file or its directory cannot be written.
    ReadOnly { path: PathBuf },
    /// The directory or file cannot be opened or made.
    CannotOpen { path: PathBuf, reason: String },
    /// Another process held the lock for longer than the busy timeout.
    Busy { path: PathBuf },
    /// No such feed.
    NoSuchFeed { feed: String },
    /// Several feeds fit what was typed.
    AmbiguousFeed { feed: String, titles: Vec<String> },
    /// No such article.
    NoSuchArticle { id: i64 },
    /// Anything else SQLite says.
    Other { path: PathBuf, reason: String },
}

impl Say for StoreError {
    fn say(&self, lang: Lang) -> String {
        let _ = lang;
        unimplemented!()
    }
}

error_in_english!(StoreError);
