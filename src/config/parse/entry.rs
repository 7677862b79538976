//! One key of the config and its value: each kind of value is read and checked here, and what is wrong is told with
//! the key, the line and what was expected. Pure.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use toml_edit::{Item, TableLike, Value};
use url::Url;

use super::place;
use crate::config::nearest::nearest;
use crate::config::program::{is_program, program, words};
use crate::config::{Action, ConfigError, Expected, Keep, duration};
use crate::query;

/// The longest time a setting may name, in seconds: ten years.
const LONGEST: i64 = 10 * 365 * 86_400;

/// The schemes of proxies.
const PROXIES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// The text that is read, for lines in messages.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub text: &'a str,
    pub path: &'a Path,
}

impl<'a> Source<'a> {
    /// The keys of a table.
    pub fn entries(self, table: &'a str, items: &'a dyn TableLike) -> Vec<Entry<'a>> {
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
    pub fn missing(self, at: usize, key: &str, expected: Expected) -> ConfigError {
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
pub struct Entry<'a> {
    pub source: Source<'a>,
    table: &'a str,
    pub name: &'a str,
    item: &'a Item,
    /// The byte where its key begins.
    pub at: usize,
}

impl<'a> Entry<'a> {
    fn path(&self) -> String {
        if self.table.is_empty() {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.table, self.name)
        }
    }

    /// Nobody knows this key; `valid` are those of its table.
    pub fn unknown(&self, valid: &[&str]) -> ConfigError {
        ConfigError::UnknownKey {
            path: self.source.path.to_owned(),
            line: place(self.source.text, self.at).0,
            key: self.path(),
            nearest: nearest(self.name, valid.iter().copied()),
        }
    }

    /// The value as written is not what it should be.
    pub fn wrong(&self, expected: Expected) -> ConfigError {
        let written = self
            .item
            .span()
            .and_then(|span| self.source.text.get(span))
            .unwrap_or_default();
        self.bad(written, expected)
    }

    /// This value is not what it should be.
    pub fn bad(&self, value: &str, expected: Expected) -> ConfigError {
        let at = self.item.span().map_or(self.at, |span| span.start);
        ConfigError::BadValue {
            path: self.source.path.to_owned(),
            line: place(self.source.text, at).0,
            key: self.path(),
            value: value.to_owned(),
            expected,
        }
    }

    /// A text.
    pub fn text(&self) -> Result<&'a str, ConfigError> {
        self.item.as_str().ok_or_else(|| self.wrong(Expected::Text))
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Result<bool, ConfigError> {
        self.item
            .as_bool()
            .ok_or_else(|| self.wrong(Expected::Flag))
    }

    /// A whole number in a range.
    pub fn number(&self, range: RangeInclusive<usize>) -> Result<usize, ConfigError> {
        self.item
            .as_integer()
            .and_then(|number| usize::try_from(number).ok())
            .filter(|number| range.contains(number))
            .ok_or_else(|| self.wrong(Expected::Between(*range.start(), *range.end())))
    }

    /// A length of time, over 0 and at most ten years.
    pub fn seconds(&self) -> Result<i64, ConfigError> {
        self.item
            .as_integer()
            .or_else(|| self.item.as_str().and_then(duration::seconds))
            .filter(|seconds| (1..=LONGEST).contains(seconds))
            .ok_or_else(|| self.wrong(Expected::Duration))
    }

    /// What a feed keeps: an age as text (`"90d"`), or a number of articles.
    pub fn keep(&self) -> Result<Keep, ConfigError> {
        let number = |number: i64| u32::try_from(number).ok().filter(|number| *number > 0);
        let has_unit = |text: &&str| !text.trim().ends_with(|last: char| last.is_ascii_digit());
        let age = self.item.as_str().filter(has_unit);
        let age = age.and_then(duration::seconds);
        age.filter(|seconds| (1..=LONGEST).contains(seconds))
            .map(Keep::Age)
            .or_else(|| self.item.as_integer().and_then(number).map(Keep::Newest))
            .ok_or_else(|| self.wrong(Expected::Keep))
    }

    /// A size in bytes, 1 kB to 1 GB.
    pub fn size(&self) -> Result<u64, ConfigError> {
        self.item
            .as_integer()
            .and_then(|number| u64::try_from(number).ok())
            .or_else(|| self.item.as_str().and_then(duration::bytes))
            .filter(|bytes| (1_000..=1_000_000_000).contains(bytes))
            .ok_or_else(|| self.wrong(Expected::Size))
    }

    /// One of these words.
    pub fn one_of<T: Copy>(&self, choices: &[(&'static str, T)]) -> Result<T, ConfigError> {
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

    /// A list of texts.
    pub fn strings(&self) -> Result<Vec<&'a str>, ConfigError> {
        let array = self.item.as_array();
        array
            .and_then(|array| array.iter().map(Value::as_str).collect())
            .ok_or_else(|| self.wrong(Expected::Texts))
    }

    /// The keys of the table that this is.
    pub fn table(&self) -> Result<Vec<Entry<'a>>, ConfigError> {
        let table = self
            .item
            .as_table_like()
            .ok_or_else(|| self.bad(self.item.type_name(), Expected::Table))?;
        Ok(self.source.entries(self.name, table))
    }

    /// The tables of `[[name]]`, or of `name = [{…}]`, each with its place.
    pub fn tables(&self) -> Result<Vec<(&'a dyn TableLike, usize)>, ConfigError> {
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
    pub fn actions(&self) -> Result<Vec<Action>, ConfigError> {
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

    /// A query, as text, once it is understood.
    pub fn query(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        query::parse(text).map_err(|error| self.bad(text, Expected::Query(Box::new(error))))?;
        Ok(text.to_owned())
    }

    /// A feed's address as written, and as [`same_address`](super::same_address) has it: `https:`, `http:` or `file:`,
    /// without blanks and controls inside, or a program's (`exec:`, `filter:`).
    pub fn address(&self) -> Result<(String, String), ConfigError> {
        let text = self.text()?.trim();
        if is_program(text) {
            return match program(text) {
                Some(_) => Ok((text.to_owned(), text.to_owned())),
                None => Err(self.bad(text, Expected::Program)),
            };
        }
        let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        match Url::parse(text) {
            Ok(url) if clean && matches!(url.scheme(), "https" | "http" | "file") => {
                Ok((text.to_owned(), url.into()))
            }
            _ => Err(self.bad(text, Expected::Address)),
        }
    }

    /// A proxy's address, `"none"`, or nothing.
    pub fn proxy(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        let known =
            Url::parse(text).is_ok_and(|url| PROXIES.contains(&url.scheme()) && url.has_host());
        if !matches!(text, "" | "none") && !known {
            return Err(self.bad(text, Expected::Proxy));
        }
        Ok(text.to_owned())
    }

    /// A name for basic authentication: no colon, no controls (RFC 7617, 2).
    pub fn user(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        if text.contains(|c: char| c == ':' || c.is_control()) {
            return Err(self.wrong(Expected::User));
        }
        Ok(text.to_owned())
    }

    /// A command's words: a list of them, or a text with a shell's quoting. No message holds it.
    pub fn command(&self) -> Result<Vec<String>, ConfigError> {
        let words = match self.item {
            Item::Value(Value::String(text)) => words(text.value()),
            _ => self.strings().ok().map(|words| {
                let words = words.into_iter();
                words.map(str::to_owned).collect()
            }),
        };
        words
            .filter(|words| words.first().is_some_and(|program| !program.is_empty()))
            .ok_or_else(|| self.bad(self.item.type_name(), Expected::Command))
    }

    /// A text that may stand in an HTTP header: printable ASCII (RFC 9110, 5.5).
    pub fn header_text(&self) -> Result<String, ConfigError> {
        let text = self.text()?;
        if !is_header_value(text) {
            return Err(self.wrong(Expected::HeaderText));
        }
        Ok(text.to_owned())
    }

    /// `headers = { Name = "value" }`. The values may be secrets: no message holds them.
    pub fn headers(&self) -> Result<BTreeMap<String, String>, ConfigError> {
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
