//! `check`: reads one feed without storing it, and says what is wrong with it.

use std::io::Write;

use serde::Serialize;

use super::args::Check;
use super::json::{block, lines, time};
use super::output::Look;
use super::stop::{End, Stop};
use super::{Session, input, output};
use crate::engine::clock;
use crate::feed::{self, Enclosure, Entry, Feed, FeedError, Problem, Source};
use crate::fetch::{Accept, Code};
use crate::text::messages::cli::Notice;
use crate::text::{Lang, Say, sanitise};

/// Reads a feed and reports on it.
pub(super) fn run(session: &Session, args: &Check) -> Result<End, Stop> {
    let input = input::read(session, &args.target, Accept::Feed)?;
    let source = Source {
        url: args.base.as_deref().or(input.url.as_deref()),
        charset: input.charset.as_deref(),
        now: clock::now(),
    };
    let lang = session.lang();
    let read = feed::parse(&input.bytes, &source);
    let mut out = output::data();
    match &read {
        Ok(feed) if args.json => output::json(&mut out, &report(feed, lang))?,
        Ok(feed) => print(&mut out, feed, session)?,
        Err(error) if args.json => output::json(&mut out, &no_feed(error, lang))?,
        Err(_) => {}
    }
    output::finish(out)?;
    Ok(match read {
        Ok(_) => End::Well,
        Err(error) => {
            session.output.complain(&error);
            End::Failed
        }
    })
}

#[derive(Debug, Serialize)]
struct Report {
    format: Option<&'static str>,
    title: Option<String>,
    link: Option<String>,
    language: Option<String>,
    entries: Vec<EntryReport>,
    problems: Vec<ProblemReport>,
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

fn report(feed: &Feed, lang: Lang) -> Report {
    Report {
        format: Some(feed.format.as_str()),
        title: line(feed.title.as_deref()),
        link: line(feed.link.as_deref()),
        language: line(feed.language.as_deref()),
        entries: feed.entries.iter().map(entry).collect(),
        problems: feed
            .problems
            .iter()
            .map(|problem| ProblemReport {
                code: problem.code.as_str(),
                message: said(problem, lang),
                line: problem.line,
                column: problem.column,
            })
            .collect(),
    }
}

/// The same shape where no feed could be read: the reason is the one problem.
fn no_feed(error: &FeedError, lang: Lang) -> Report {
    let code = match error {
        FeedError::Empty | FeedError::NotAFeed { .. } => Code::NotAFeed,
        FeedError::Parse { .. } => Code::Parse,
    };
    Report {
        format: None,
        title: None,
        link: None,
        language: None,
        entries: Vec::new(),
        problems: vec![ProblemReport {
            code: code.as_str(),
            message: sanitise::line(&error.say(lang)),
            line: None,
            column: None,
        }],
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
fn said(problem: &Problem, lang: Lang) -> String {
    let detail = sanitise::line(&problem.detail);
    sanitise::line(&problem.code.say(&detail, lang))
}

/// For people: what it is, how much is in it, and a line for each problem.
fn print(out: &mut impl Write, feed: &Feed, session: &Session) -> Result<(), Stop> {
    let output = &session.output;
    let lang = session.lang();
    let mut parts = vec![feed.format.as_str().to_owned()];
    parts.extend(line(feed.language.as_deref()));
    let counts = Notice::Checked {
        entries: feed.entries.len(),
        problems: feed.problems.len(),
    };
    parts.push(counts.say(lang));
    if let Some(title) = line(feed.title.as_deref()) {
        writeln!(out, "{}", output.paint(&title, Look::Bold))?;
    }
    if let Some(link) = line(feed.link.as_deref()) {
        writeln!(out, "{link}")?;
    }
    writeln!(out, "{}", parts.join(" · "))?;
    for problem in &feed.problems {
        let sentence = said(problem, lang);
        let sentence = match problem.line {
            Some(line) => Notice::Place {
                line,
                column: problem.column,
                sentence,
            }
            .say(lang),
            None => sentence,
        };
        let code = output.paint(problem.code.as_str(), Look::Red);
        writeln!(out, "{code}  {sentence}")?;
    }
    Ok(())
}
