//! Bytes → [`Feed`]: decode, repair, parse. feed-rs sees repaired UTF-8 alone and is named nowhere else; dates and
//! identities are ours. A page's bytes → candidates, for discovery. Pure: no clock, no net, no disk.

mod beside;
mod constructs;
mod dates;
pub mod decode;
pub mod discover;
mod entry;
pub mod identity;
mod json;
mod links;
pub mod lint;
mod parse;
mod people;
mod plain;
mod repair;
mod rss_in_json;
mod strict;

use crate::text::UnixTime;
pub use crate::text::messages::feed::{FeedError, ProblemCode};
pub use parse::parse;
pub use strict::is_fenced;

/// The most entries read of one document, far more than any feed has: memory stays bounded by the document's size.
const MOST_ENTRIES: usize = 100_000;

/// The most problems that each pass over a document keeps; the rest repeats them. So many or more were not all counted.
pub const MOST_PROBLEMS: usize = 200;

/// Where the bytes came from: what helps to read them.
#[derive(Debug, Clone, Default)]
pub struct Source<'a> {
    /// The address that answered, to resolve links against.
    pub url: Option<&'a str>,
    /// `charset` of the final answer.
    pub charset: Option<&'a str>,
    /// The moment of the fetch, for zone rules and two-digit years.
    pub now: UnixTime,
}

/// A feed as parsed. Texts are plain (markup resolved once, sanitised); `summary` and `content` are HTML.
#[derive(Debug, Clone, Default)]
pub struct Feed {
    /// The format it is written in.
    pub format: Format,
    /// Its title, plain text.
    pub title: Option<String>,
    /// Its site's address, absolute.
    pub link: Option<String>,
    /// Its description, plain text.
    pub description: Option<String>,
    /// Its language, as declared (BCP 47, lower case).
    pub language: Option<String>,
    /// How often it asks to be visited.
    pub schedule: Schedule,
    /// Its entries, in its own order.
    pub entries: Vec<Entry>,
    /// What was wrong and mended or lost on the way.
    pub problems: Vec<Problem>,
    /// True where the document was cut: no validators may be kept.
    pub cut: bool,
}

/// What a feed says about visits: `ttl`, `sy:*`, `skipHours`, `skipDays`; absurd values are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Schedule {
    /// The shortest time between two visits it asks for, in seconds.
    pub period: Option<i64>,
    /// Hours of the day (0–23, GMT) in which it asks not to be visited.
    pub skip_hours: Vec<u8>,
    /// Days of the week (1 = Monday … 7 = Sunday, GMT) on which it asks not to be visited.
    pub skip_days: Vec<u8>,
}

/// An entry as parsed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The guid as sent, trimmed.
    pub guid: Option<String>,
    /// The title, plain text on one line; empty where there is none.
    pub title: String,
    /// The article's address, absolute.
    pub link: Option<String>,
    /// When it was published.
    pub published: Option<UnixTime>,
    /// When it was last changed.
    pub updated: Option<UnixTime>,
    /// Its authors' names, plain text.
    pub authors: Vec<String>,
    /// Its categories, plain text.
    pub categories: Vec<String>,
    /// `description` or `summary`: HTML with absolute links.
    pub summary: Option<String>,
    /// `content:encoded` or `content`: HTML with absolute links.
    pub content: Option<String>,
    /// Files that come with it.
    pub enclosures: Vec<Enclosure>,
    /// Its language where it says one.
    pub language: Option<String>,
}

impl Entry {
    /// The HTML to read: the content, else the summary, else nothing.
    pub fn html(&self) -> &str {
        self.content
            .as_deref()
            .filter(|html| !html.trim().is_empty())
            .or(self.summary.as_deref())
            .unwrap_or_default()
    }

    /// The date to show and sort by: published, else changed.
    pub fn date(&self) -> Option<UnixTime> {
        self.published.or(self.updated)
    }
}

/// A file that comes with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Enclosure {
    /// Its address, absolute.
    pub url: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// Its length in bytes, where given and sensible.
    pub length: Option<u64>,
}

/// A format, as `check` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    Rss090,
    Rss091,
    Rss092,
    Rss10,
    #[default]
    Rss20,
    Atom03,
    Atom10,
    Json10,
    Json11,
}

impl Format {
    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Rss090 => "rss-0.90",
            Format::Rss091 => "rss-0.91",
            Format::Rss092 => "rss-0.92",
            Format::Rss10 => "rss-1.0",
            Format::Rss20 => "rss-2.0",
            Format::Atom03 => "atom-0.3",
            Format::Atom10 => "atom-1.0",
            Format::Json10 => "json-1.0",
            Format::Json11 => "json-1.1",
        }
    }
}

/// Something wrong with a feed that did not keep it from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind, stable.
    pub code: ProblemCode,
    /// What exactly: a tag, a date, a value; sanitised.
    pub detail: String,
    /// Line in the document as sent, from 1, where known.
    pub line: Option<usize>,
    /// Column in characters, from 1, where known.
    pub column: Option<usize>,
}
