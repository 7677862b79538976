//! Lines of a text by byte: where they begin and end, which are blank or comments.

use std::ops::Range;

/// The line end this text uses: that of its first line.
pub fn eol(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The first byte of the line that holds this byte.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The byte behind the line that holds this byte, its line end counted.
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

/// Is this line a comment and nothing else?
pub fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// Is there nothing on this line?
pub fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Goes up from a line's start over lines that fit, not above `floor`.
pub fn up(text: &str, mut start: usize, floor: usize, fits: fn(&str) -> bool) -> usize {
    while start > floor {
        let above = line_start(text, start - 1).max(floor);
        if !fits(&text[above..start]) {
            break;
        }
        start = above;
    }
    start
}

/// Goes down from a line's start over lines that fit.
pub fn down(text: &str, mut start: usize, fits: fn(&str) -> bool) -> usize {
    while start < text.len() {
        let below = line_end(text, start);
        if !fits(&text[start..below]) {
            break;
        }
        start = below;
    }
    start
}

/// The text with pieces replaced; the places do not overlap.
pub fn splice(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(place, _)| (place.start, place.end));
    let mut changed = String::with_capacity(text.len() + 256);
    let mut done = 0;
    for (place, new) in changes {
        changed.push_str(&text[done..place.start]);
        changed.push_str(&new);
        done = place.end;
    }
    changed.push_str(&text[done..]);
    changed
}
