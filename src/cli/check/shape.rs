//! `check --json`: the shape that DESIGN.md fixes, the same where there is no feed. Advice is no problem: it stands in a
//! field of its own, and only where it was asked for.

use serde::Serialize;

use crate::cli::json::{block, lines, time};
use crate::feed::lint::Hint;
use crate::feed::{Enclosure, Entry, Feed, FeedError, Problem};
use crate::fetch::Code;
use crate::text::{Lang, sanitise};

#[derive(Debug, Serialize)]
pub(super) struct Report {
    format: Option<&'static str>,
    title: Option<String>,
    link: Option<String>,
    language: Option<String>,
    entries: Vec<EntryReport>,
    problems: Vec<ProblemReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Vec<ProblemReport>>,
}

#[derive(Debug, Serialize)]
struct EntryReport {
    id: Option<String>,
    title: String,
    link: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    authors: Vec<String>,
    categories: Vec<String>,
    summary: Option<String>,
    content: Option<String>,
    enclosures: Vec<Enclosure>,
}

#[derive(Debug, Serialize)]
struct ProblemReport {
    code: &'static str,
    message: String,
    line: Option<usize>,
    column: Option<usize>,
}

/// The shape of a feed; with `hints`, the advice beside it.
pub(super) fn of_feed(feed: &Feed, hints: Option<&[Hint]>, lang: Lang) -> Report {
    let problem = |problem: &Problem| ProblemReport {
        code: problem.code.as_str(),
        message: said(problem, lang),
        line: problem.line,
        column: problem.column,
    };
    let hint = |hint: &Hint| ProblemReport {
        code: hint.code.as_str(),
        message: sanitise::line(&hint.code.say(&hint.detail, lang)),
        line: hint.line,
        column: hint.column,
    };
    Report {
        format: Some(feed.format.as_str()),
        title: line(feed.title.as_deref()),
        link: line(feed.link.as_deref()),
        language: line(feed.language.as_deref()),
        entries: feed.entries.iter().map(entry).collect(),
        problems: feed.problems.iter().map(problem).collect(),
        hints: hints.map(|hints| hints.iter().map(hint).collect()),
    }
}

/// The same shape where no feed could be read: the reason is the one problem.
pub(super) fn of_failure(code: Code, reason: &str, place: Option<(usize, usize)>) -> Report {
    Report {
        format: None,
        title: None,
        link: None,
        language: None,
        entries: Vec::new(),
        problems: vec![ProblemReport {
            code: code.as_str(),
            message: sanitise::line(reason),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
        }],
        hints: None,
    }
}

/// The code of a document that is no feed.
pub(super) fn code(error: &FeedError) -> Code {
    match error {
        FeedError::Empty | FeedError::NotAFeed { .. } => Code::NotAFeed,
        FeedError::Parse { .. } => Code::Parse,
    }
}

fn entry(entry: &Entry) -> EntryReport {
    EntryReport {
        id: line(entry.guid.as_deref()),
        title: sanitise::line(&entry.title),
        link: line(entry.link.as_deref()),
        published: time(entry.published),
        updated: time(entry.updated),
        authors: lines(&entry.authors),
        categories: lines(&entry.categories),
        summary: entry.summary.as_deref().map(block),
        content: entry.content.as_deref().map(block),
        enclosures: entry
            .enclosures
            .iter()
            .map(|enclosure| Enclosure {
                url: sanitise::line(&enclosure.url),
                media_type: line(enclosure.media_type.as_deref()),
                length: enclosure.length,
            })
            .collect(),
    }
}

fn line(text: Option<&str>) -> Option<String> {
    text.map(sanitise::line)
}

/// What is wrong and what the feed's author can do about it.
pub(super) fn said(problem: &Problem, lang: Lang) -> String {
    let detail = sanitise::line(&problem.detail);
    sanitise::line(&problem.code.say(&detail, lang))
}
