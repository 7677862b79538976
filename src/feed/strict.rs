//! The strict parser, feed-rs, behind a fence: it sees repaired UTF-8 alone, its panics end here, and no other file
//! names it. Led around on purpose: dates (its table loses French ones; ours need the whole feed to decide), people
//! (its address pattern panics beside non-ASCII blanks), enclosures (its merge of Media RSS and iTunes drops some, and
//! relative ones are lost), links (it rewrites the addresses it gives and does not look at a link's own `xml:base`).

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model;
use feed_rs::parser::Builder;

use super::constructs::Text;

/// A feed as the strict parser gives it.
#[derive(Debug, Default)]
pub struct StrictFeed {
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub language: Option<String>,
    pub entries: Vec<StrictEntry>,
}

/// An entry as the strict parser gives it.
#[derive(Debug, Default)]
pub struct StrictEntry {
    /// Its number in the repaired document.
    pub number: usize,
    pub title: Option<Text>,
    pub summary: Option<Text>,
    pub content: Option<Text>,
    pub categories: Vec<String>,
}

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread is inside the fence: a panic hook stays silent then, for the panic is caught and told as a
/// problem of the feed.
pub fn is_fenced() -> bool {
    FENCED.get()
}

/// Reads a canonical document. The error is the parser's reason, or its panic's.
pub fn read(document: &str) -> Result<StrictFeed, String> {
    FENCED.set(true);
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        Builder::new()
            .sanitize_content(false)
            .timestamp_parser(|_| None)
            .id_generator(|_, _, _| String::new())
            .build()
            .parse(document.as_bytes())
    }));
    FENCED.set(false);
    match parsed {
        Ok(Ok(feed)) => Ok(from_model(feed)),
        Ok(Err(error)) => Err(error.to_string()),
        Err(panic) => Err(panic
            .downcast_ref::<&str>()
            .map(|message| (*message).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "panic".to_owned())),
    }
}

fn from_model(feed: model::Feed) -> StrictFeed {
    StrictFeed {
        title: feed.title.map(text),
        description: feed.description.map(text),
        language: feed.language,
        entries: feed.entries.into_iter().map(entry).collect(),
    }
}

fn entry(entry: model::Entry) -> StrictEntry {
    StrictEntry {
        number: entry.id.parse().unwrap_or(usize::MAX),
        title: entry.title.map(text),
        summary: entry.summary.map(text),
        content: entry.content.and_then(|content| {
            Some(Text {
                html: content.content_type.as_str() != "text/plain",
                value: content.body?,
            })
        }),
        categories: entry
            .categories
            .into_iter()
            .map(|category| category.label.unwrap_or(category.term))
            .collect(),
    }
}

fn text(text: model::Text) -> Text {
    Text {
        html: text.content_type.as_str() != "text/plain",
        value: text.content,
    }
}
