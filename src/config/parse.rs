//! The config's text → [`Config`]. Pure. Every key is looked at by name, so that an unknown one is told with its line
//! and the nearest valid key; every value is checked here and nowhere else.

use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;

use ratatui::style::Color;
use toml_edit::{Document, Item, TableLike, Value};
use url::Url;

use super::nearest::nearest;
use super::{
    Action, Config, ConfigError, Expected, FeedSettings, Glyphs, Key, KeyMap, Language, MarkRead,
    NetworkSettings, ReaderSettings, ThemeSettings, View, duration,
};
use crate::query;
use crate::text::sanitise;

const TOP: &[&str] = &[
    "language", "reader", "network", "keys", "theme", "feeds", "views",
];
const READER: &[&str] = &["view", "mark_read", "width", "glyphs", "mouse", "browser"];
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
const FEED: &[&str] = &["url", "title", "tags", "interval", "hidden", "headers"];
const VIEW: &[&str] = &["name", "query"];
const PRESETS: &[&str] = &["manchette"];
const THEMES: &[&str] = &["terminal"];

/// The longest time a setting may name, in seconds: ten years.
const LONGEST: i64 = 10 * 365 * 86_400;

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

/// What two spellings of one address have in common: the address as browsers write it.
pub fn same_address(url: &str) -> String {
    let url = url.trim();
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
                "headers" => feed.headers = entry.headers()?,
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

/// The text that is read, for lines in messages.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    path: &'a Path,
}

impl<'a> Source<'a> {
    fn entries(self, table: &'a str, items: &'a dyn TableLike) -> Vec<Entry<'a>> {
        items
            .iter()
            .map(|(name, item)| Entry {
                source: self,
                table,
                name,
                item,
                at: items
                    .key(name)
                    .and_then(toml_edit::Key::span)
                    .or_else(|| item.span())
                    .map_or(0, |span| span.start),
            })
            .collect()
    }

    /// A table lacks a key it needs.
    fn missing(self, at: usize, key: &str, expected: Expected) -> ConfigError {
        ConfigError::BadValue {
            path: self.path.to_owned(),
            line: place(self.text, at).0,
            key: key.to_owned(),
            value: String::new(),
            expected,
        }
    }
}

/// One key of one table, with its value and where it stands.
struct Entry<'a> {
    source: Source<'a>,
    table: &'a str,
    name: &'a str,
    item: &'a Item,
    at: usize,
}

impl<'a> Entry<'a> {
    fn path(&self) -> String {
        if self.table.is_empty() {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.table, self.name)
        }
    }

    fn unknown(&self, valid: &[&str]) -> ConfigError {
        ConfigError::UnknownKey {
            path: self.source.path.to_owned(),
            line: place(self.source.text, self.at).0,
            key: self.path(),
            nearest: nearest(self.name, valid.iter().copied()),
        }
    }

    /// The value as written is not what it should be.
    fn wrong(&self, expected: Expected) -> ConfigError {
        let written = self
            .item
            .span()
            .and_then(|span| self.source.text.get(span))
            .unwrap_or_default();
        self.bad(written, expected)
    }

    fn bad(&self, value: &str, expected: Expected) -> ConfigError {
        let at = self.item.span().map_or(self.at, |span| span.start);
        ConfigError::BadValue {
            path: self.source.path.to_owned(),
            line: place(self.source.text, at).0,
            key: self.path(),
            value: value.to_owned(),
            expected,
        }
    }

    fn text(&self) -> Result<&'a str, ConfigError> {
        self.item.as_str().ok_or_else(|| self.wrong(Expected::Text))
    }

    fn flag(&self) -> Result<bool, ConfigError> {
        self.item
            .as_bool()
            .ok_or_else(|| self.wrong(Expected::Flag))
    }

    fn number(&self, range: RangeInclusive<usize>) -> Result<usize, ConfigError> {
        self.item
            .as_integer()
            .and_then(|number| usize::try_from(number).ok())
            .filter(|number| range.contains(number))
            .ok_or_else(|| self.wrong(Expected::Between(*range.start(), *range.end())))
    }

    /// A length of time, over 0 and at most ten years.
    fn seconds(&self) -> Result<i64, ConfigError> {
        self.item
            .as_integer()
            .or_else(|| self.item.as_str().and_then(duration::seconds))
            .filter(|seconds| (1..=LONGEST).contains(seconds))
            .ok_or_else(|| self.wrong(Expected::Duration))
    }

    fn size(&self) -> Result<u64, ConfigError> {
        self.item
            .as_integer()
            .and_then(|number| u64::try_from(number).ok())
            .or_else(|| self.item.as_str().and_then(duration::bytes))
            .filter(|bytes| (1_000..=1_000_000_000).contains(bytes))
            .ok_or_else(|| self.wrong(Expected::Size))
    }

    fn one_of<T: Copy>(&self, choices: &[(&'static str, T)]) -> Result<T, ConfigError> {
        let written = self.item.as_str();
        choices
            .iter()
            .find(|(name, _)| Some(*name) == written)
            .map(|(_, value)| *value)
            .ok_or_else(|| {
                self.wrong(Expected::OneOf(
                    choices.iter().map(|(name, _)| *name).collect(),
                ))
            })
    }

    fn strings(&self) -> Result<Vec<&'a str>, ConfigError> {
        let array = self.item.as_array();
        array
            .and_then(|array| array.iter().map(Value::as_str).collect())
            .ok_or_else(|| self.wrong(Expected::Texts))
    }

    fn table(&self) -> Result<Vec<Entry<'a>>, ConfigError> {
        let table = self
            .item
            .as_table_like()
            .ok_or_else(|| self.bad(self.item.type_name(), Expected::Table))?;
        Ok(self.source.entries(self.name, table))
    }

    /// The tables of `[[name]]`, or of `name = [{…}]`, each with its place.
    fn tables(&self) -> Result<Vec<(&'a dyn TableLike, usize)>, ConfigError> {
        match self.item {
            Item::ArrayOfTables(tables) => Ok(tables
                .iter()
                .map(|table| {
                    let at = table.span().map_or(self.at, |span| span.start);
                    (table as &dyn TableLike, at)
                })
                .collect()),
            Item::Value(Value::Array(values)) => values
                .iter()
                .map(|value| {
                    let at = value.span().map_or(self.at, |span| span.start);
                    value
                        .as_inline_table()
                        .map(|table| (table as &dyn TableLike, at))
                        .ok_or_else(|| self.bad(value.type_name(), Expected::Tables))
                })
                .collect(),
            _ => Err(self.bad(self.item.type_name(), Expected::Tables)),
        }
    }

    /// One action, a list of them, or `""`, `"none"` and `[]` for none.
    fn actions(&self) -> Result<Vec<Action>, ConfigError> {
        let names: Vec<&str> = match self.item {
            Item::Value(Value::String(name)) => match name.value().as_str() {
                "" | "none" => Vec::new(),
                name => vec![name],
            },
            Item::Value(Value::Array(names)) => names
                .iter()
                .map(|name| {
                    name.as_str()
                        .ok_or_else(|| self.wrong(Expected::Action { nearest: None }))
                })
                .collect::<Result<_, _>>()?,
            _ => return Err(self.wrong(Expected::Action { nearest: None })),
        };
        names
            .into_iter()
            .map(|name| {
                Action::from_name(name).ok_or_else(|| {
                    let nearest = nearest(name, Action::ALL.iter().map(|action| action.name()));
                    self.bad(name, Expected::Action { nearest })
                })
            })
            .collect()
    }

    fn query(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        query::parse(text).map_err(|error| self.bad(text, Expected::Query(Box::new(error))))?;
        Ok(text.to_owned())
    }

    /// A feed's address as written, and as [`same_address`] has it: `https:`, `http:` or `file:`, without blanks and
    /// controls inside.
    fn address(&self) -> Result<(String, String), ConfigError> {
        let text = self.text()?.trim();
        let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        match Url::parse(text) {
            Ok(url) if clean && matches!(url.scheme(), "https" | "http" | "file") => {
                Ok((text.to_owned(), url.into()))
            }
            _ => Err(self.bad(text, Expected::Address)),
        }
    }

    fn proxy(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        let known = Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
        if !text.is_empty() && !known {
            return Err(self.bad(text, Expected::Proxy));
        }
        Ok(text.to_owned())
    }

    /// A text that may stand in an HTTP header: printable ASCII (RFC 9110, 5.5).
    fn header_text(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        if !is_header_value(text) {
            return Err(self.wrong(Expected::HeaderText));
        }
        Ok(text.to_owned())
    }

    /// `headers = { Name = "value" }`. The values may be secrets: no message holds them.
    fn headers(&self) -> Result<BTreeMap<String, String>, ConfigError> {
        let mut headers = BTreeMap::new();
        for header in self.table()? {
            let value = header.item.as_str().filter(|value| is_header_value(value));
            match value {
                Some(value) if is_header_name(header.name) => {
                    headers.insert(header.name.to_owned(), value.to_owned());
                }
                _ => return Err(self.bad(header.name, Expected::Header)),
            }
        }
        Ok(headers)
    }
}

fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, 0x20..=0x7e | b'\t'))
}

/// A token (RFC 9110, 5.6.2).
fn is_header_name(text: &str) -> bool {
    let mark = |byte| b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || mark(byte))
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
