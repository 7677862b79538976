//! Reading and editing `config.toml`. Every edit is whole or not at all: the file is locked, edited with its comments
//! and order kept, written beside the real file (behind a symbolic link), synced, renamed; mode and line ends stay.

use std::path::Path;

use super::{Config, ConfigError, FeedSettings};

/// The documented default, `config.example.toml`, embedded.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// What [`load`] found.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings in force.
    pub config: Config,
    /// False where there is no file yet: the defaults are in force and the first screen offers sources.
    pub exists: bool,
}

/// Reads the file; the defaults where there is none.
pub fn load(path: &Path) -> Result<Loaded, ConfigError> {
    let _ = path;
    unimplemented!()
}

/// Parses a configuration's text; `path` is for messages only.
pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let _ = (text, path);
    unimplemented!()
}

/// Adds feeds at the end of the file's `[[feeds]]` (the file and its directory are made where there are none, from
/// the example's text with every setting as a comment). Those whose `url` is there already are left alone; returns
/// those that were added.
pub fn add_feeds(path: &Path, feeds: &[FeedSettings]) -> Result<Vec<FeedSettings>, ConfigError> {
    let _ = (path, feeds);
    unimplemented!()
}

/// A feed's piece of the file, as it stood: what undo needs to put the file back as it was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Piece {
    /// The feed's address.
    pub url: String,
    /// The TOML text of its table, the comments before it included.
    pub toml: String,
    /// Its place among `[[feeds]]`, from 0.
    pub position: usize,
}

/// Takes a feed out of the file and returns its piece.
pub fn remove_feed(path: &Path, url: &str) -> Result<Piece, ConfigError> {
    let _ = (path, url);
    unimplemented!()
}

/// Puts a removed piece back in its place. Does nothing where the feed is there again already.
pub fn restore_feed(path: &Path, piece: &Piece) -> Result<(), ConfigError> {
    let _ = (path, piece);
    unimplemented!()
}

/// Sets a feed's title (none takes the key out) and tags; returns the settings it had.
pub fn edit_feed(
    path: &Path,
    url: &str,
    title: Option<&str>,
    tags: &[String],
) -> Result<FeedSettings, ConfigError> {
    let _ = (path, url, title, tags);
    unimplemented!()
}
