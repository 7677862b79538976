//! The config's text → [`Config`]. Pure. Every key is looked at by name, so that an unknown one is told with its line
//! and the nearest valid key; every value is checked here and nowhere else.

use std::collections::HashSet;
use std::path::Path;
use std::str::FromStr;

use ratatui::style::Color;
use toml_edit::Document;
use url::Url;

use super::nearest::nearest;
use super::program::is_program;
use super::{
    Config, ConfigError, Expected, FeedSettings, Glyphs, Hyphenate, Images, Key, KeyMap, Language,
    MarkRead, NetworkSettings, ReaderSettings, ThemeSettings, View,
};
use crate::text::sanitise;

mod entry;

use entry::{Entry, Source};

const TOP: &[&str] = &[
    "language", "reader", "network", "keys", "theme", "feeds", "views",
];
const READER: &[&str] = &[
    "view",
    "mark_read",
    "width",
    "hyphenate",
    "images",
    "glyphs",
    "mouse",
    "browser",
];
const NETWORK: &[&str] = &[
    "interval",
    "on_start",
    "connections",
    "per_site",
    "timeout",
    "connect_timeout",
    "idle_timeout",
    "max_size",
    "proxy",
    "contact",
    "user_agent",
];
const ROLES: &[&str] = &[
    "accent", "unread", "heading", "quote", "code", "link", "error",
];
const FEED: &[&str] = &[
    "url",
    "title",
    "tags",
    "interval",
    "hidden",
    "full_text",
    "keep",
    "headers",
    "user",
    "password_command",
    "proxy",
];
const VIEW: &[&str] = &["name", "query"];
const PRESETS: &[&str] = &["manchette"];
const THEMES: &[&str] = &["terminal"];

/// Parses a configuration's text; `path` is for messages only.
pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let document = document(text, path)?;
    let source = Source { text, path };
    let mut config = Config::default();
    for entry in source.entries("", document.as_table()) {
        match entry.name {
            "language" => {
                config.language = entry.one_of(&[
                    ("auto", Language::Auto),
                    ("fr", Language::Fr),
                    ("en", Language::En),
                ])?;
            }
            "reader" => config.reader = reader(&entry)?,
            "network" => config.network = network(&entry)?,
            "keys" => config.keys = keys(&entry)?,
            "theme" => config.theme = theme(&entry)?,
            "feeds" => config.feeds = feeds(&entry)?,
            "views" => config.views = views(&entry)?,
            _ => return Err(entry.unknown(TOP)),
        }
    }
    Ok(config)
}

/// Parses TOML with the place of everything in it.
pub fn document<'a>(text: &'a str, path: &Path) -> Result<Document<&'a str>, ConfigError> {
    Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let (line, column) = place(text, at);
        ConfigError::Syntax {
            path: path.to_owned(),
            line,
            column,
            reason: error.message().to_owned(),
        }
    })
}

/// The line and the column (in characters) of a byte, both from 1.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    (line, column)
}

/// What two spellings of one address have in common: the address as browsers write it, a program's as it is.
pub fn same_address(url: &str) -> String {
    let url = url.trim();
    if is_program(url) {
        return url.to_owned();
    }
    Url::parse(url).map_or_else(|_| url.to_owned(), String::from)
}

/// A name as the screen may show it: one line, none where nothing is left of it.
pub fn plain(text: &str) -> Option<String> {
    Some(sanitise::line(text)).filter(|text| !text.is_empty())
}

fn reader(entry: &Entry) -> Result<ReaderSettings, ConfigError> {
    let mut reader = ReaderSettings::default();
    for entry in entry.table()? {
        match entry.name {
            "view" => reader.view = entry.query()?,
            "mark_read" => {
                reader.mark_read = entry.one_of(&[
                    ("open", MarkRead::Open),
                    ("shown", MarkRead::Shown),
                    ("never", MarkRead::Never),
                ])?;
            }
            "width" => reader.width = entry.number(20..=200)?,
            "hyphenate" => {
                reader.hyphenate = entry.one_of(&[
                    ("auto", Hyphenate::Auto),
                    ("on", Hyphenate::On),
                    ("off", Hyphenate::Off),
                ])?;
            }
            "images" => {
                reader.images = entry.one_of(&[
                    ("auto", Images::Auto),
                    ("off", Images::Off),
                    ("kitty", Images::Kitty),
                    ("iterm", Images::Iterm),
                    ("sixel", Images::Sixel),
                    ("blocks", Images::Blocks),
                ])?;
            }
            "glyphs" => {
                reader.glyphs = entry.one_of(&[
                    ("auto", Glyphs::Auto),
                    ("unicode", Glyphs::Unicode),
                    ("ascii", Glyphs::Ascii),
                ])?;
            }
            "mouse" => reader.mouse = entry.flag()?,
            "browser" => reader.browser = entry.text()?.to_owned(),
            _ => return Err(entry.unknown(READER)),
        }
    }
    Ok(reader)
}

fn network(entry: &Entry) -> Result<NetworkSettings, ConfigError> {
    let mut network = NetworkSettings::default();
    for entry in entry.table()? {
        match entry.name {
            "interval" => network.interval = entry.seconds()?,
            "on_start" => network.on_start = entry.flag()?,
            "connections" => network.connections = entry.number(1..=256)?,
            "per_site" => network.per_site = entry.number(1..=16)?,
            "timeout" => network.timeout = entry.seconds()?.unsigned_abs(),
            "connect_timeout" => network.connect_timeout = entry.seconds()?.unsigned_abs(),
            "idle_timeout" => network.idle_timeout = entry.seconds()?.unsigned_abs(),
            "max_size" => network.max_size = entry.size()?,
            "proxy" => network.proxy = entry.proxy()?,
            "contact" => network.contact = entry.header_text()?,
            "user_agent" => network.user_agent = entry.header_text()?,
            _ => return Err(entry.unknown(NETWORK)),
        }
    }
    Ok(network)
}

fn keys(entry: &Entry) -> Result<KeyMap, ConfigError> {
    let mut map = KeyMap::manchette();
    for entry in entry.table()? {
        if entry.name == "preset" {
            entry.one_of(&[(PRESETS[0], ())])?;
            continue;
        }
        match Key::parse(entry.name) {
            Some(key) => map.bind(key, entry.actions()?),
            None if nearest(entry.name, ["preset"]).is_some() => {
                return Err(entry.unknown(&["preset"]));
            }
            None => return Err(entry.bad(entry.name, Expected::KeyName)),
        }
    }
    Ok(map)
}

fn theme(entry: &Entry) -> Result<ThemeSettings, ConfigError> {
    let mut theme = ThemeSettings::default();
    for entry in entry.table()? {
        match entry.name {
            "name" => theme.name = entry.one_of(&[(THEMES[0], THEMES[0])])?.to_owned(),
            role if ROLES.contains(&role) => {
                let colour = entry.text()?;
                if Color::from_str(colour).is_err() {
                    return Err(entry.wrong(Expected::Colour));
                }
                theme.roles.insert(role.to_owned(), colour.to_owned());
            }
            _ => return Err(entry.unknown(&[&["name"], ROLES].concat())),
        }
    }
    Ok(theme)
}

fn feeds(entry: &Entry) -> Result<Vec<FeedSettings>, ConfigError> {
    let tables = entry.tables()?;
    let mut seen = HashSet::with_capacity(tables.len());
    let mut feeds = Vec::with_capacity(tables.len());
    for (table, at) in tables {
        let mut feed = FeedSettings::default();
        let mut url_at = at;
        let mut address = String::new();
        for entry in entry.source.entries("feeds", table) {
            match entry.name {
                "url" => {
                    (feed.url, address) = entry.address()?;
                    url_at = entry.at;
                }
                "title" => feed.title = plain(entry.text()?),
                "tags" => feed.tags = entry.strings()?.into_iter().filter_map(plain).collect(),
                "interval" => feed.interval = Some(entry.seconds()?),
                "hidden" => feed.hidden = entry.flag()?,
                "full_text" => feed.full_text = entry.flag()?,
                "keep" => feed.keep = Some(entry.keep()?),
                "headers" => feed.headers = entry.headers()?,
                "user" => feed.user = Some(entry.user()?),
                "password_command" => feed.password_command = entry.command()?,
                "proxy" => feed.proxy = Some(entry.proxy()?),
                _ => return Err(entry.unknown(FEED)),
            }
        }
        if feed.url.is_empty() {
            return Err(entry.source.missing(at, "feeds.url", Expected::Address));
        }
        if !seen.insert(address) {
            return Err(ConfigError::DuplicateFeed {
                path: entry.source.path.to_owned(),
                line: place(entry.source.text, url_at).0,
                url: feed.url,
            });
        }
        feeds.push(feed);
    }
    Ok(feeds)
}

fn views(entry: &Entry) -> Result<Vec<View>, ConfigError> {
    let mut views = Vec::new();
    for (table, at) in entry.tables()? {
        let mut name = None;
        let mut query = None;
        for entry in entry.source.entries("views", table) {
            match entry.name {
                "name" => name = plain(entry.text()?),
                "query" => query = Some(entry.query()?),
                _ => return Err(entry.unknown(VIEW)),
            }
        }
        match (name, query) {
            (Some(name), Some(query)) => views.push(View { name, query }),
            (None, _) => return Err(entry.source.missing(at, "views.name", Expected::Text)),
            (_, None) => return Err(entry.source.missing(at, "views.query", Expected::Text)),
        }
    }
    Ok(views)
}

#[cfg(test)]
mod tests;
