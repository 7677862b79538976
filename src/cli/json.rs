//! The JSON shapes of the command line, key by key as DESIGN.md fixes them, and what goes into them: texts without
//! control characters, times in RFC 3339, addresses of feeds masked.

use serde::Serialize;

use crate::engine::Trouble;
use crate::engine::refresh::{Outcome, Status};
use crate::store::{Feed, Row};
use crate::text::messages::visits;
use crate::text::{Lang, Say, UnixTime, date, mask, sanitise, width};

/// The last second of the year 9999: RFC 3339 knows no later one.
const LAST: UnixTime = 253_402_300_799;

/// An article in `list --json`.
#[derive(Debug, Serialize)]
pub(super) struct ArticleLine {
    id: i64,
    feed: i64,
    feed_title: String,
    feed_url: String,
    title: String,
    link: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    read: bool,
    starred: bool,
    authors: Vec<String>,
    tags: Vec<String>,
    story: Option<i64>,
}

impl From<&Row> for ArticleLine {
    fn from(row: &Row) -> ArticleLine {
        ArticleLine {
            id: row.id,
            feed: row.feed,
            feed_title: sanitise::line(&row.feed_title),
            feed_url: address(&row.feed_url),
            title: sanitise::line(&row.title),
            link: row.link.as_deref().map(sanitise::line),
            published: time(row.published),
            updated: time(row.updated),
            read: row.read,
            starred: row.starred,
            authors: lines(&row.authors),
            tags: lines(&row.tags),
            story: None,
        }
    }
}

/// A feed in `feeds --json`.
#[derive(Debug, Serialize)]
pub(super) struct FeedLine {
    id: i64,
    url: String,
    title: String,
    site: Option<String>,
    tags: Vec<String>,
    unread: i64,
    total: i64,
    fetched: Option<String>,
    next: Option<String>,
    http: Option<u16>,
    error: Option<String>,
    code: Option<String>,
}

impl FeedLine {
    pub(super) fn new(feed: &Feed, lang: Lang) -> FeedLine {
        FeedLine {
            id: feed.id,
            url: address(&feed.url),
            title: sanitise::line(&feed.title),
            site: feed.site.as_deref().map(address),
            tags: lines(&feed.tags),
            unread: feed.unread,
            total: feed.total,
            fetched: time(feed.fetched),
            next: time(feed.next.filter(|_| !feed.gone)),
            http: feed.http,
            error: stored_failure(feed, lang),
            code: feed.code.clone(),
        }
    }
}

/// A visit in `refresh --json`.
#[derive(Debug, Serialize)]
pub(super) struct VisitLine {
    feed: i64,
    url: String,
    title: String,
    status: Status,
    http: Option<u16>,
    new: usize,
    updated: usize,
    bytes: u64,
    ms: u64,
    next: Option<String>,
    error: Option<String>,
    code: Option<&'static str>,
}

impl VisitLine {
    pub(super) fn new(outcome: &Outcome, lang: Lang) -> VisitLine {
        let failure = outcome.failure.as_ref();
        VisitLine {
            feed: outcome.feed,
            url: address(&outcome.url),
            title: sanitise::line(&outcome.title),
            status: outcome.status,
            http: outcome.http,
            new: outcome.new,
            updated: outcome.updated,
            bytes: outcome.bytes,
            ms: outcome.millis,
            next: time(outcome.next),
            error: failure.map(|trouble| sanitise::line(&trouble.say(lang))),
            code: failure.and_then(code),
        }
    }
}

/// The stable code of a trouble with the net; those of the disk have none.
fn code(trouble: &Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::Fetch(error) => Some(error.code().as_str()),
        Trouble::Config(_) | Trouble::Store(_) | Trouble::Page(_) => None,
    }
}

/// The sentence of a feed's last failure, which the database keeps as data.
pub(super) fn stored_failure(feed: &Feed, lang: Lang) -> Option<String> {
    let data = feed.error.as_deref()?;
    Some(visits::stored_failure(data, feed.code.as_deref(), lang))
}

/// A feed's address, its secrets masked.
pub(super) fn address(url: &str) -> String {
    sanitise::line(&mask::url(url))
}

/// A time in RFC 3339, UTC; none where there is none or where no calendar has it.
pub(super) fn time(time: Option<UnixTime>) -> Option<String> {
    time.filter(|time| (-LAST..=LAST).contains(time))
        .map(date::rfc3339)
}

/// Texts on one line each.
pub(super) fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| sanitise::line(text)).collect()
}

/// Text or HTML of several lines: no control characters but line ends; tabs are blanks up to the next stop, for code
/// keeps its shape.
pub(super) fn block(text: &str) -> String {
    without_tabs(
        &sanitise::markup(text)
            .replace("\r\n", "\n")
            .replace('\r', "\n"),
    )
}

/// Tabs as blanks, with a stop every four columns.
fn without_tabs(text: &str) -> String {
    const STOP: usize = 4;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for (place, part) in line.split('\t').enumerate() {
            if place > 0 {
                let blanks = STOP - column % STOP;
                out.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            out.push_str(part);
            column += width::width(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::messages::fetch::FetchError;
    use serde_json::json;

    #[test]
    fn tabs_go_to_their_stops() {
        assert_eq!(
            block("a\tb\r\n\tc\n日本\td\t\te\n"),
            "a   b\n    c\n日本    d       e\n"
        );
        assert_eq!(block("rien"), "rien");
    }

    fn keys(value: &impl Serialize) -> Vec<String> {
        let text = serde_json::to_string(value).unwrap();
        let mut keys: Vec<(usize, String)> = serde_json::from_str::<serde_json::Value>(&text)
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .map(|key| (text.find(&format!("\"{key}\":")).unwrap(), key.clone()))
            .collect();
        keys.sort();
        keys.into_iter().map(|(_, key)| key).collect()
    }

    #[test]
    fn an_article_has_its_keys_and_null_for_what_is_absent() {
        let row = Row {
            id: 7,
            title: "Noyau\u{1b}[31m 6.20".to_owned(),
            ..Row::default()
        };
        let line = ArticleLine::from(&row);
        assert_eq!(
            keys(&line),
            [
                "id",
                "feed",
                "feed_title",
                "feed_url",
                "title",
                "link",
                "published",
                "updated",
                "read",
                "starred",
                "authors",
                "tags",
                "story"
            ]
        );
        let value = serde_json::to_value(&line).unwrap();
        for key in ["link", "published", "updated", "story"] {
            assert_eq!(value[key], json!(null), "{key}");
        }
        assert_eq!(value["title"], "Noyau 6.20");
    }

    #[test]
    fn a_feed_says_its_failure_in_either_language() {
        let failure = FetchError::Dns {
            host: "le-cable.test".to_owned(),
        };
        let feed = Feed {
            code: Some("dns".to_owned()),
            error: serde_json::to_string(&failure).ok(),
            gone: true,
            next: Some(0),
            ..Feed::default()
        };
        for lang in [Lang::Fr, Lang::En] {
            let value = serde_json::to_value(FeedLine::new(&feed, lang)).unwrap();
            assert_eq!(value["error"], sanitise::line(&failure.say(lang)));
            assert_eq!(value["next"], json!(null));
        }
        assert_eq!(
            keys(&FeedLine::new(&feed, Lang::Fr)),
            [
                "id", "url", "title", "site", "tags", "unread", "total", "fetched", "next", "http",
                "error", "code"
            ]
        );
    }

    #[test]
    fn a_visit_has_its_keys_and_no_absurd_time() {
        let outcome = Outcome {
            feed: 1,
            url: "https://le-cable.test/rss".to_owned(),
            title: "Le Câble".to_owned(),
            status: Status::Failed,
            http: Some(503),
            new: 0,
            updated: 0,
            bytes: 0,
            millis: 12,
            next: Some(UnixTime::MAX),
            failure: Some(Trouble::Fetch(FetchError::Status {
                status: 503,
                retry: None,
            })),
        };
        let line = VisitLine::new(&outcome, Lang::En);
        assert_eq!(
            keys(&line),
            [
                "feed", "url", "title", "status", "http", "new", "updated", "bytes", "ms", "next",
                "error", "code"
            ]
        );
        let value = serde_json::to_value(&line).unwrap();
        assert_eq!(value["status"], "failed");
        assert_eq!(value["code"], "http");
        assert_eq!(value["next"], json!(null));
    }

    #[test]
    fn html_keeps_its_line_ends_alone() {
        assert_eq!(block("<p>a\tb\r\nc\u{7f}\u{1}</p>"), "<p>a    b\nc</p>");
    }
}
