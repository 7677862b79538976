//! What can be wrong with the configuration.

use std::path::PathBuf;

use super::{Say, error_in_english};
use crate::text::Lang;

/// What is wrong with a configuration file, where, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// The file cannot be read.
    Unreadable { path: PathBuf, reason: String },
    /// The file cannot be written; it stays as it was.
    Unwritable { path: PathBuf, reason: String },
    /// Not TOML: the parser's own reason, at a line and a column (both from 1).
    Syntax {
        path: PathBuf,
        line: usize,
        column: usize,
        reason: String,
    },
    /// A key nobody knows, with the nearest valid one where one is near.
    UnknownKey {
        path: PathBuf,
        line: usize,
        key: String,
        nearest: Option<String>,
    },
    /// A known key with a value it cannot take.
    BadValue {
        path: PathBuf,
        line: usize,
        key: String,
        value: String,
        expected: String,
    },
    /// A feed's address is given twice.
    DuplicateFeed {
        path: PathBuf,
        line: usize,
        url: String,
    },
    /// The file holds no such feed.
    NoSuchFeed { path: PathBuf, url: String },
    /// No home directory: neither `--config`/`--data` nor the environment says where files go.
    NoHome,
}

impl Say for ConfigError {
    fn say(&self, lang: Lang) -> String {
        let _ = lang;
        unimplemented!()
    }
}

error_in_english!(ConfigError);
