//! Edits of feeds that are written as `[[feeds]]` tables.

use toml_edit::{Document, Item, Table, Value};

use super::lines::{down, eol, is_blank, is_comment, line_end, line_start, splice, up};
use super::{Feeds, feeds_of, one_line, spans};

/// Where a feed's table stands in the text.
pub struct Block {
    /// The first byte: that of the comments directly above its header.
    pub start: usize,
    /// Behind its last line and the comments directly below it.
    pub tail: usize,
    /// Behind the blank lines that follow.
    pub end: usize,
}

/// The block of the feed at this position. None where there is none, or where other settings stand in its midst.
pub fn block(document: &Document<&str>, position: usize) -> Option<Block> {
    let text = document.raw();
    let Feeds::Tables(all) = feeds_of(document) else {
        return None;
    };
    let feed = all.get(position)?;
    let header = feed.span()?;
    let mut own = vec![header.clone()];
    spans(feed, &mut own);
    let last = own.iter().map(|span| span.end).max()?;

    let mut everything = Vec::new();
    spans(document.as_table(), &mut everything);
    let foreign = everything
        .iter()
        .filter(|span| span.start > header.start && span.end < last)
        .any(|span| !own.contains(span));
    if foreign {
        return None;
    }
    let floor = everything
        .iter()
        .map(|span| span.end)
        .filter(|end| *end <= header.start)
        .max()
        .map_or(bom(text), |end| line_end(text, end));

    let mut start = up(
        text,
        line_start(text, header.start).max(floor),
        floor,
        is_comment,
    );
    let mut tail = line_end(text, last);
    let below = down(text, tail, is_comment);
    if below == text.len() || is_blank(&text[below..line_end(text, below)]) {
        tail = below;
    }
    let end = down(text, tail, is_blank);
    if end == text.len() {
        start = up(text, start, floor, is_blank);
    }
    Some(Block { start, tail, end })
}

/// Puts text of `[[feeds]]` tables behind the last feed; at the end of a file without feeds.
pub fn append(document: &Document<&str>, tables: &str) -> Option<String> {
    let text = document.raw();
    let eol = eol(text);
    let at = match feeds_of(document) {
        Feeds::Tables(all) => {
            let last = all.len().checked_sub(1)?;
            block(document, last).map_or(text.len(), |block| block.tail)
        }
        _ => text.len(),
    };
    let before = &text[..at];
    let mut new = String::new();
    if at > bom(text) {
        if !before.ends_with('\n') {
            new.push_str(eol);
        }
        let last_line = line_start(before, before.len().saturating_sub(1));
        if !is_blank(&before[last_line..]) {
            new.push_str(eol);
        }
    }
    new.push_str(without_blank_ends(tables));
    new.push_str(eol);
    Some(splice(text, vec![(at..at, new)]))
}

/// Puts a table in before the feed at this position, or behind the last one.
pub fn insert(document: &Document<&str>, table: &str, position: usize) -> Option<String> {
    let text = document.raw();
    match feeds_of(document) {
        Feeds::Tables(all) if position < all.len() => {
            let at = block(document, position)?.start;
            let at = down(text, at, is_blank);
            let eol = eol(text);
            let new = format!("{}{eol}{eol}", without_blank_ends(table));
            Some(splice(text, vec![(at..at, new)]))
        }
        _ => append(document, table),
    }
}

/// Sets or takes out keys of a feed's table; new ones go behind the key before them, the first behind `url`.
pub fn set(text: &str, feed: &Table, keys: &[(&str, Option<Value>)]) -> Option<String> {
    let eol = eol(text);
    let url = feed.get("url")?.span()?;
    let first = line_start(text, feed.key("url")?.span()?.start);
    let indent: String = text[first..]
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect();
    let mut behind = line_end(text, url.end);
    let mut changes = Vec::new();
    for (key, value) in keys {
        match (feed.get(key), value) {
            (Some(Item::Value(old)), Some(value)) => {
                let place = old.span()?;
                behind = line_end(text, place.end);
                changes.push((place, one_line(value)));
            }
            (Some(old), None) => {
                let place = old.span()?;
                let start = line_start(text, feed.key(key)?.span()?.start);
                changes.push((start..line_end(text, place.end), String::new()));
            }
            (None, Some(value)) => {
                let line = format!("{indent}{key} = {}", one_line(value));
                let line = if text[..behind].ends_with('\n') {
                    format!("{line}{eol}")
                } else {
                    format!("{eol}{line}")
                };
                changes.push((behind..behind, line));
            }
            (None, None) => {}
            (Some(_), Some(_)) => return None,
        }
    }
    Some(splice(text, changes))
}

/// The length of a byte order mark, in bytes.
fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

/// The text without blank lines at its ends and without its last line end.
fn without_blank_ends(text: &str) -> &str {
    let start = down(text, 0, is_blank);
    text[start..].trim_end()
}
