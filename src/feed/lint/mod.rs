//! What `check` needs beyond a feed: advice to its author, and the place of each problem in the document as sent.
//! Nothing here changes what is read; the reader never asks for it. Pure and linear.

mod dates;
mod entries;
mod outline;
mod outline_json;
mod whole;

use encoding_rs::Encoding;

use super::{Feed, FeedError, Format, Problem, ProblemCode, Source, decode, parse};
pub use crate::text::messages::hints::HintCode;
use crate::text::sanitise;
use outline::{Mark, Outline, Part};

/// A piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What kind, stable.
    pub code: HintCode,
    /// The value in question; sanitised, may be empty.
    pub detail: String,
    /// Line in the document as sent, from 1, where known.
    pub line: Option<usize>,
    /// Column in characters, from 1, where known.
    pub column: Option<usize>,
}

/// A document as `check` sees it.
#[derive(Debug)]
pub struct Checked {
    /// The feed, its problems with places where they can be found; or why there is none.
    pub feed: Result<Feed, FeedError>,
    /// Where the document ceases to be JSON, where that is why there is none: line and column.
    pub broken_at: Option<(usize, usize)>,
    /// The document as text, before any repair: what lines and columns count in.
    pub text: String,
    /// The WHATWG name of its encoding.
    pub encoding: &'static str,
    /// Its size.
    pub bytes: usize,
    /// What its author could do better, in the document's order; what concerns the whole first.
    pub hints: Vec<Hint>,
}

/// What the rules look at.
struct Sent<'a> {
    feed: &'a Feed,
    outline: &'a Outline<'a>,
    text: &'a str,
    bytes: usize,
    encoding: &'static str,
    source: &'a Source<'a>,
    media_type: Option<&'a str>,
}

/// Advice with the place it is about, in bytes of the text.
type Found = (HintCode, String, Option<usize>);

impl Sent<'_> {
    /// The map of an entry, where the map and the feed agree on the entries.
    fn part(&self, entry: usize) -> Option<&Part<'_>> {
        self.outline.entries.get(entry)
    }
}

/// Where a detail stands in an element, or where the element does.
fn within(text: &str, mark: &Mark<'_>, detail: &str) -> usize {
    let end = mark.inside + mark.inner.len();
    let element = text.get(mark.offset..end).unwrap_or_default();
    mark.offset + element.find(detail).unwrap_or(0)
}

/// Reads a document and says all there is to say of it; `media_type` is the final answer's, without parameters.
pub fn check(bytes: &[u8], source: &Source<'_>, media_type: Option<&str>) -> Checked {
    let decoded = decode::to_text(bytes, source.charset);
    let text = decoded.text;
    let mut feed = parse(bytes, source);
    let mut hints = Vec::new();
    if let Ok(feed) = &mut feed {
        let outline = outline(&text, feed);
        locate(feed, &outline, &text);
        let sent = Sent {
            feed,
            outline: &outline,
            text: &text,
            bytes: bytes.len(),
            encoding: decoded.encoding,
            source,
            media_type,
        };
        let mut found: Vec<Found> = Vec::new();
        whole::advise(&sent, &mut found);
        entries::advise(&sent, &mut found);
        hints = placed(&text, found);
    }
    let broken_at = match &feed {
        Err(FeedError::Parse { .. }) => syntax_error(&text),
        _ => None,
    };
    Checked {
        feed,
        broken_at,
        text: text.into_owned(),
        encoding: decoded.encoding,
        bytes: bytes.len(),
        hints,
    }
}

/// True for a format that is written in JSON.
fn is_json(format: Format) -> bool {
    matches!(format, Format::Json10 | Format::Json11)
}

/// The map of a document; without entries where it does not agree with the feed on how many there are.
fn outline<'t>(text: &'t str, feed: &Feed) -> Outline<'t> {
    let in_json = text.trim_start().starts_with(['{', '[']);
    let mut outline = match feed.format {
        Format::Json10 | Format::Json11 => outline_json::of_json(text),
        // RSS written in JSON: its elements stand nowhere as such.
        _ if in_json => Outline::default(),
        Format::Atom03 | Format::Atom10 => outline::of_xml(text, "entry"),
        _ => outline::of_xml(text, "item"),
    };
    let (mapped, read) = (outline.entries.len(), feed.entries.len());
    let mut problems = feed.problems.iter();
    let more = problems.any(|problem| problem.code == ProblemCode::TooMany);
    if (feed.cut || more) && mapped > read {
        outline.entries.truncate(read);
    } else if mapped != read {
        outline.entries.clear();
    }
    outline
}

/// Gives the problems that have none, or only their entry's, the place they are about.
fn locate(feed: &mut Feed, outline: &Outline<'_>, text: &str) {
    let mut problems = std::mem::take(&mut feed.problems);
    let in_json = !text.trim_start().starts_with('<');
    let mut searched: Vec<(usize, usize)> = Vec::new();
    let mut dates = unread_dates(feed, outline, text).into_iter();
    for (at, problem) in problems.iter_mut().enumerate() {
        if in_json && !matches!(problem.code, ProblemCode::Encoding | ProblemCode::Parser) {
            (problem.line, problem.column) = (None, None);
        }
        let offset = match problem.code {
            ProblemCode::Identity => identity(feed, outline, &problem.detail),
            ProblemCode::Cut => Some(text.trim_end().len()),
            ProblemCode::Date if in_json => dates.next(),
            _ => None,
        };
        searched.extend(offset.map(|offset| (offset, at)));
    }
    details(&problems, outline, text, &mut searched);
    searched.sort_unstable();
    let mut places = Places::new(text);
    for (offset, at) in searched {
        let (line, column) = places.of(offset);
        if let Some(problem) = problems.get_mut(at) {
            (problem.line, problem.column) = (Some(line), Some(column));
        }
    }
    problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
    feed.problems = problems;
}

/// The dates of a JSON Feed that could not be read, in the order they are met.
fn unread_dates(feed: &Feed, outline: &Outline<'_>, text: &str) -> Vec<usize> {
    let entries = feed.entries.iter().zip(&outline.entries);
    entries
        .flat_map(|(entry, part)| {
            let of = |key, read: Option<i64>| {
                let mark = part.mark(&[key]).filter(|_| read.is_none());
                mark.filter(|mark| !matches!(&*mark.text(), "" | "null"))
                    .map(|mark| within(text, mark, &mark.text()))
            };
            [
                of("date_published", entry.published),
                of("date_modified", entry.updated),
            ]
        })
        .flatten()
        .collect()
}

/// Where an identity is shared for the second time; of entries that nothing tells apart, the first without one.
fn identity(feed: &Feed, outline: &Outline<'_>, shared: &str) -> Option<usize> {
    let meant = |at: &usize| {
        let entry = &feed.entries[*at];
        match shared.is_empty() {
            true => entry.guid.is_none() && entry.link.is_none(),
            false => entry.guid.as_deref().map(sanitise::line).as_deref() == Some(shared),
        }
    };
    let mut entries = (0..feed.entries.len()).filter(meant);
    let first = entries.next()?;
    let second = entries.next().filter(|_| !shared.is_empty());
    let part = outline.entries.get(second.unwrap_or(first))?;
    let guid = part.mark(&["guid", "id"]);
    Some(guid.map_or(part.offset, |mark| mark.offset))
}

/// A link's problem is told at its entry, a date's at its element; here at what they are about, where it stands there.
fn details(
    problems: &[Problem],
    outline: &Outline<'_>,
    text: &str,
    searched: &mut Vec<(usize, usize)>,
) {
    let wanted = |problem: &&Problem| {
        let code = matches!(problem.code, ProblemCode::Link | ProblemCode::Date);
        code && problem.line.is_some()
    };
    if problems.iter().find(wanted).is_none() {
        return;
    }
    let mut spans = Vec::new();
    for part in &outline.entries {
        spans.push((part.offset, part.end));
        let of_marks = part.marks.iter();
        spans.extend(of_marks.map(|mark| (mark.offset, mark.inside + mark.inner.len())));
    }
    let mut places = Places::new(text);
    let starts: Vec<(usize, usize)> = spans.iter().map(|(start, _)| places.of(*start)).collect();
    for (at, problem) in problems
        .iter()
        .enumerate()
        .filter(|(_, problem)| wanted(problem))
    {
        let place = problem.line.zip(problem.column);
        let span = place.and_then(|place| starts.binary_search(&place).ok());
        let offset = span.and_then(|span| {
            let (start, end) = spans[span];
            Some(start + text.get(start..end)?.find(&problem.detail)?)
        });
        searched.extend(offset.map(|offset| (offset, at)));
    }
}

/// Where a document ceases to be JSON; none where it is no attempt at it.
fn syntax_error(text: &str) -> Option<(usize, usize)> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    let line = text.split('\n').nth(error.line().checked_sub(1)?)?;
    let mut end = error.column().saturating_sub(1).min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    Some((error.line(), line[..end].chars().count() + 1))
}

/// Advice with lines and columns: the whole first, then in the document's order.
fn placed(text: &str, mut found: Vec<Found>) -> Vec<Hint> {
    found.sort_by_key(|(_, _, offset)| *offset);
    let mut places = Places::new(text);
    found
        .into_iter()
        .map(|(code, detail, offset)| {
            let place = offset.map(|offset| places.of(offset));
            Hint {
                code,
                detail: sanitise::line(&detail),
                line: place.map(|(line, _)| line),
                column: place.map(|(_, column)| column),
            }
        })
        .collect()
}

/// Offsets → lines and columns, asked for in ascending order: one walk over the text.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Places<'t> {
        Places {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    fn of(&mut self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        for c in self.text.get(self.at..offset).unwrap_or_default().chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 0;
            }
            self.column += 1;
        }
        self.at = self.at.max(offset);
        (self.line, self.column)
    }
}

/// The start of a value, for a detail.
fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// The encoding the document declares in its XML declaration.
fn declared(text: &str) -> Option<&'static Encoding> {
    let declaration = text
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?;
    let (_, after) = declaration.split_once("encoding")?;
    let label = after.split(['"', '\'']).nth(1)?;
    Encoding::for_label(label.trim().as_bytes())
}

#[cfg(test)]
mod tests;
