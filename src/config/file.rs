//! Reading and editing `config.toml`. Every edit is whole or not at all: the file is locked, edited with its comments
//! and order kept, written beside the real file (behind a symbolic link), synced, renamed; mode and line ends stay.

use std::path::Path;

use sha2::{Digest, Sha256};
use toml_edit::Document;

use super::parse::{document, plain, same_address};
use super::{Config, ConfigError, FeedSettings, edit};

mod disk;

pub use super::parse::parse;

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
    match disk::read(path)? {
        Some(text) => Ok(Loaded {
            config: parse(&text, path)?,
            exists: true,
        }),
        None => Ok(Loaded {
            config: Config::default(),
            exists: false,
        }),
    }
}

/// Adds feeds at the end of the file's `[[feeds]]` (the file and its directory are made where there are none, from
/// the example's text with every setting as a comment). Those whose `url` is there already are left alone; returns
/// those that were added.
pub fn add_feeds(path: &Path, feeds: &[FeedSettings]) -> Result<Vec<FeedSettings>, ConfigError> {
    edit_file(path, true, |text, config| {
        let mut expected = config.clone();
        let mut known: Vec<String> = addresses(config);
        let mut added = Vec::new();
        for feed in feeds {
            let address = same_address(&feed.url);
            if !known.contains(&address) {
                known.push(address);
                added.push(tidy(feed));
            }
        }
        if added.is_empty() {
            return Ok((None, added));
        }
        expected.feeds.extend(added.iter().cloned());
        let url = &added[0].url;
        let changed = edit::add(&document(text, path)?, &added);
        let changed = checked(changed, path, url, |new| *new == expected)?;
        Ok((Some(changed), added))
    })
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
    /// Where exactly it was cut out, for as long as nothing else has changed.
    #[serde(default)]
    pub cut: Option<Cut>,
}

/// The place a piece was cut out of.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cut {
    /// In bytes from the start of the file.
    pub offset: usize,
    /// SHA-256 of what was left of the file, in hexadecimal.
    pub rest: String,
}

/// Takes a feed out of the file and returns its piece.
pub fn remove_feed(path: &Path, url: &str) -> Result<Piece, ConfigError> {
    edit_file(path, false, |text, config| {
        let position = position(config, url, path)?;
        let mut expected = config.clone();
        let url = expected.feeds.remove(position).url;
        let place = edit::piece(&document(text, path)?, position);
        let rest = place
            .as_ref()
            .map(|place| format!("{}{}", &text[..place.start], &text[place.end..]));
        let rest = checked(rest, path, &url, |new| *new == expected)?;
        let place = place.unwrap_or_default();
        let piece = Piece {
            url,
            toml: text[place.clone()].to_owned(),
            position,
            cut: Some(Cut {
                offset: place.start,
                rest: fingerprint(&rest),
            }),
        };
        Ok((Some(rest), piece))
    })
}

/// Puts a removed piece back in its place. Does nothing where the feed is there again already.
pub fn restore_feed(path: &Path, piece: &Piece) -> Result<(), ConfigError> {
    edit_file(path, true, |text, config| {
        let address = same_address(&piece.url);
        if addresses(config).contains(&address) {
            return Ok((None, ()));
        }
        let changed = put_back(text, piece, path)?;
        let changed = checked(changed, path, &piece.url, |new| {
            let mut without = new.clone();
            without
                .feeds
                .retain(|feed| same_address(&feed.url) != address);
            without == *config && new.feeds.len() == config.feeds.len() + 1
        })?;
        Ok((Some(changed), ()))
    })
}

/// Sets a feed's title (none takes the key out) and tags; returns the settings it had.
pub fn edit_feed(
    path: &Path,
    url: &str,
    title: Option<&str>,
    tags: &[String],
) -> Result<FeedSettings, ConfigError> {
    edit_file(path, false, |text, config| {
        let position = position(config, url, path)?;
        let before = config.feeds[position].clone();
        let mut expected = config.clone();
        let feed = &mut expected.feeds[position];
        feed.title = title.and_then(plain);
        feed.tags = tags.iter().filter_map(|tag| plain(tag)).collect();
        if expected == *config {
            return Ok((None, before));
        }
        let feed = &expected.feeds[position];
        let changed = edit::set(&document(text, path)?, position, feed);
        let changed = checked(changed, path, &before.url, |new| *new == expected)?;
        Ok((Some(changed), before))
    })
}

/// Writes the address a feed moved to; its other settings and their comments stay. An address that another feed of
/// the file has is refused as one that cannot be edited.
pub fn move_feed(path: &Path, url: &str, to: &str) -> Result<(), ConfigError> {
    edit_file(path, false, |text, config| {
        let position = position(config, url, path)?;
        let mut expected = config.clone();
        expected.feeds[position].url = to.to_owned();
        let changed = match addresses(config).contains(&same_address(to)) {
            true => None,
            false => edit::readdress(&document(text, path)?, position, to),
        };
        let changed = checked(changed, path, url, |new| *new == expected)?;
        Ok((Some(changed), ()))
    })
}

/// Reads the file under its lock, lets `change` make a new text (none: nothing to do), and writes it. A file that
/// is wrong is not edited.
fn edit_file<T>(
    path: &Path,
    create: bool,
    change: impl FnOnce(&str, &Config) -> Result<(Option<String>, T), ConfigError>,
) -> Result<T, ConfigError> {
    let target = disk::Target::lock(path, create)?;
    let text = match target.read()? {
        Some(text) => text,
        None => edit::all_commented(EXAMPLE),
    };
    let config = parse(&text, path)?;
    let (changed, answer) = change(&text, &config)?;
    if let Some(changed) = changed {
        target.write(&changed)?;
    }
    Ok(answer)
}

/// The new text, once it reads as it should.
fn checked(
    changed: Option<String>,
    path: &Path,
    url: &str,
    as_expected: impl FnOnce(&Config) -> bool,
) -> Result<String, ConfigError> {
    let refused = || ConfigError::NotEditable {
        path: path.to_owned(),
        url: url.to_owned(),
    };
    let changed = changed.ok_or_else(refused)?;
    match parse(&changed, path) {
        Ok(new) if as_expected(&new) => Ok(changed),
        Err(error @ ConfigError::BadValue { .. }) => Err(error),
        _ => Err(refused()),
    }
}

/// The text with a piece in it again: to the byte where nothing else has changed, else by its position.
fn put_back(text: &str, piece: &Piece, path: &Path) -> Result<Option<String>, ConfigError> {
    if let Some(cut) = &piece.cut
        && cut.rest == fingerprint(text)
        && text.is_char_boundary(cut.offset)
    {
        let (before, behind) = text.split_at(cut.offset);
        return Ok(Some(format!("{before}{}{behind}", piece.toml)));
    }
    let now: Document<&str> = document(text, path)?;
    if let Some(changed) = edit::insert(&now, &piece.toml, piece.position) {
        return Ok(Some(changed));
    }
    let inline = piece.toml.trim().trim_matches(',');
    let feeds = parse(&piece.toml, path)
        .or_else(|_| parse(&format!("feeds = [\n{inline}\n]"), path))
        .map(|config| config.feeds);
    Ok(feeds.ok().and_then(|feeds| edit::add(&now, &feeds)))
}

fn addresses(config: &Config) -> Vec<String> {
    let urls = config.feeds.iter();
    urls.map(|feed| same_address(&feed.url)).collect()
}

/// The feed with this address, as written or as a browser would write it.
fn position(config: &Config, url: &str, path: &Path) -> Result<usize, ConfigError> {
    let address = same_address(url);
    config
        .feeds
        .iter()
        .position(|feed| same_address(&feed.url) == address)
        .ok_or_else(|| ConfigError::NoSuchFeed {
            path: path.to_owned(),
            url: url.to_owned(),
        })
}

/// The settings as they will be read back.
fn tidy(feed: &FeedSettings) -> FeedSettings {
    FeedSettings {
        url: feed.url.trim().to_owned(),
        title: feed.title.as_deref().and_then(plain),
        tags: feed.tags.iter().filter_map(|tag| plain(tag)).collect(),
        ..feed.clone()
    }
}

fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests;
