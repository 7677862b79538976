//! Edits of feeds that are written as one list: `feeds = [{ url = "…" }, …]`.

use std::ops::Range;

use toml_edit::{Array, DocumentMut, Value};

use super::lines::{eol, is_comment, line_end, line_start, splice, up};
use super::{FeedSettings, keys_of, one_line};

/// The place of a feed in the list, with a comma, so that the list without it is a list again. Whole lines where the
/// feed has lines of its own, with the comments directly above.
pub fn piece(text: &str, array: &Array, position: usize) -> Option<Range<usize>> {
    let places = places(array)?;
    let place = places.get(position)?.clone();
    let start = line_start(text, place.start);
    let end = line_end(text, place.end);
    if stands_alone(text, &place) {
        let floor = match position.checked_sub(1) {
            Some(before) => line_end(text, places[before].end),
            None => line_end(text, array.span()?.start),
        };
        return Some(up(text, start, floor.min(start), is_comment)..end);
    }
    match (places.get(position + 1), position.checked_sub(1)) {
        (Some(next), _) => Some(place.start..next.start),
        (None, Some(before)) => Some(places[before].end..place.end),
        (None, None) => {
            let behind = comma(text, place.end).map_or(place.end, |comma| comma + 1);
            Some(place.start..behind)
        }
    }
}

/// Adds feeds at the end of the list, each on a line of its own where the last one is.
pub fn add(text: &str, array: &Array, feeds: &[FeedSettings]) -> Option<String> {
    let eol = eol(text);
    let written: Vec<String> = feeds.iter().map(table).collect();
    let Some(last) = places(array)?.pop() else {
        let at = array.span()?.start + 1;
        return Some(splice(text, vec![(at..at, written.join(", "))]));
    };
    let comma = comma(text, last.end);
    let behind = comma.map_or(last.end, |comma| comma + 1);
    let mut changes = Vec::new();
    if comma.is_none() {
        changes.push((last.end..last.end, ",".to_owned()));
    }
    let indent = &text[line_start(text, last.start)..last.start];
    if stands_alone(text, &last) {
        let at = line_end(text, behind);
        let lines = written
            .iter()
            .map(|feed| format!("{indent}{feed},{eol}"))
            .collect();
        changes.push((at..at, lines));
    } else {
        let more = if comma.is_some() { "," } else { "" };
        changes.push((behind..behind, format!(" {}{more}", written.join(", "))));
    }
    Some(splice(text, changes))
}

/// Sets or takes out keys of a feed's inline table, given and returned as text.
pub fn set(written: &str, keys: &[(&str, Option<Value>)]) -> Option<String> {
    let mut document: DocumentMut = format!("feed = {written}").parse().ok()?;
    let feed = document.get_mut("feed")?.as_inline_table_mut()?;
    let mut reformat = false;
    for (key, value) in keys {
        match (feed.get_mut(key), value) {
            (Some(old), Some(value)) => {
                let decor = old.decor().clone();
                *old = value.clone();
                *old.decor_mut() = decor;
            }
            (None, Some(value)) => {
                feed.insert(*key, value.clone());
                reformat = true;
            }
            (Some(_), None) => {
                feed.remove(key);
                reformat = true;
            }
            (None, None) => {}
        }
    }
    if reformat {
        feed.fmt();
    }
    Some(document.get("feed")?.to_string().trim().to_owned())
}

/// A feed as an inline table.
fn table(feed: &FeedSettings) -> String {
    let keys: Vec<String> = keys_of(feed)
        .iter()
        .map(|(key, value)| format!("{key} = {}", one_line(value)))
        .collect();
    format!("{{ {} }}", keys.join(", "))
}

fn places(array: &Array) -> Option<Vec<Range<usize>>> {
    array.iter().map(Value::span).collect()
}

/// Has this feed its lines for itself, its comma and a comment aside?
fn stands_alone(text: &str, place: &Range<usize>) -> bool {
    let before = &text[line_start(text, place.start)..place.start];
    let end = line_end(text, place.end);
    let behind = text[place.end..end].trim_start();
    let behind = behind.strip_prefix(',').unwrap_or(behind).trim();
    before.trim().is_empty()
        && comma(text, place.end).is_none_or(|comma| comma < end)
        && (behind.is_empty() || behind.starts_with('#'))
        && text[..end].ends_with('\n')
}

/// Where the comma is that follows this byte, behind blanks and comments.
fn comma(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        match text[at..].chars().next()? {
            ',' => return Some(at),
            '#' => at = line_end(text, at),
            _ => return None,
        }
    }
}
