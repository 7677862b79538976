//! A line of the document with a caret below: windowed around the column where it is long, tabs and wide characters
//! measured, what a terminal must not receive shown by its picture.

use crate::text::{sanitise, width};

/// How many characters on each side of the column are looked at; more than any window shows.
const REACH: usize = 1_000;

/// Where the lines of a text start, in bytes.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines.
    pub(super) fn of(text: &'t str) -> Lines<'t> {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            text,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// A line by its number, from 1, without its end.
    pub(super) fn line(&self, number: usize) -> Option<&'t str> {
        let at = number.checked_sub(1)?;
        let start = *self.starts.get(at)?;
        let end = self
            .starts
            .get(at + 1)
            .map_or(self.text.len(), |end| end - 1);
        let line = self.text.get(start..end)?;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }
}

/// An excerpt and the marks below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// Blanks, then carets.
    pub(super) marks: String,
}

/// One cell of the excerpt: what is shown, and how wide.
struct Cell {
    shown: String,
    columns: usize,
}

/// The excerpt of a line around a column (from 1), in at most so many columns; `detail` is underlined whole where it
/// stands there.
pub(super) fn excerpt(line: &str, column: usize, detail: &str, columns: usize) -> Excerpt {
    let columns = columns.max(8);
    let caret = offset_of(line, column.saturating_sub(1));
    let start = back(line, caret, REACH);
    let end = caret + offset_of(&line[caret..], REACH);
    let mut before = cells(&line[start..caret]);
    let after = cells(&line[caret..end]);
    // Indentation says nothing here.
    if start == 0 {
        let blank = |cell: &&Cell| cell.shown.trim().is_empty();
        let indent = before.iter().take_while(blank).count();
        before.drain(..indent);
    }
    let marked = cells(marked(&line[caret..end], detail));
    let marked: usize = marked.iter().map(|cell| cell.columns).sum();

    let wide = |cells: &[Cell]| cells.iter().map(|cell| cell.columns).sum::<usize>();
    let fits = start == 0 && end == line.len() && wide(&before) + wide(&after) <= columns;
    let (mut left, mut right) = (start > 0, end < line.len());
    if !fits {
        // Half of the room before the column, more where little follows it.
        let room = columns - 2;
        let needed = wide(&after).min(room);
        let share = (room - room / 2).max(room - needed.min(room));
        left |= keep_end(&mut before, share);
    }
    let used = wide(&before) + usize::from(left);
    let mut text = String::new();
    let mut marks = " ".repeat(used);
    if left {
        text.push('…');
    }
    before.iter().for_each(|cell| text.push_str(&cell.shown));
    let mut room = columns - used.min(columns);
    if right || wide(&after) > room {
        right = true;
        room = room.saturating_sub(1);
    }
    let mut shown = 0;
    for cell in &after {
        if shown + cell.columns > room {
            break;
        }
        text.push_str(&cell.shown);
        shown += cell.columns;
    }
    if right {
        text.push('…');
    }
    marks.push_str(&"^".repeat(marked.min(shown).max(1)));
    Excerpt {
        text: text.trim_end().to_owned(),
        marks,
    }
}

/// What is underlined: the detail where it stands there, a tag's name, a key, a reference, else one cluster.
fn marked<'t>(rest: &'t str, detail: &str) -> &'t str {
    if !detail.is_empty() && rest.starts_with(detail) {
        return &rest[..detail.len()];
    }
    let ends = |c: char| !(c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.' | '/'));
    let length = match rest.chars().next() {
        Some('<') => rest[1..].find(ends).map_or(1, |end| end + 1),
        Some('"') => rest[1..].find('"').map_or(1, |end| end + 2),
        Some('&') => match rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '&' | '#'))) {
            Some(end) if rest[end..].starts_with(';') => end + 1,
            _ => 1,
        },
        _ => width::clusters(rest)
            .next()
            .map_or(0, |(cluster, _)| cluster.len()),
    };
    &rest[..length]
}

/// Keeps the last cells that fit; true where some were dropped.
fn keep_end(cells: &mut Vec<Cell>, columns: usize) -> bool {
    let mut used = 0;
    let kept = cells
        .iter()
        .rev()
        .take_while(|cell| {
            used += cell.columns;
            used <= columns
        })
        .count();
    let dropped = cells.len() - kept;
    cells.drain(..dropped);
    dropped > 0
}

/// The byte offset of a character, or the end.
fn offset_of(text: &str, characters: usize) -> usize {
    text.char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at)
}

/// The byte offset so many characters before another.
fn back(text: &str, from: usize, characters: usize) -> usize {
    text[..from]
        .char_indices()
        .rev()
        .nth(characters.saturating_sub(1))
        .map_or(0, |(at, _)| at)
}

fn cells(text: &str) -> Vec<Cell> {
    width::clusters(text)
        .flat_map(|(cluster, columns)| {
            let mut characters = cluster.chars();
            let first = characters.next();
            let plain = cluster == " " || (columns > 0 && sanitise::line(cluster) == cluster);
            let shown: Vec<Cell> = match (plain, first) {
                (true, Some(first)) if !is_agreed(cluster, columns) => vec![alone(first)],
                (true, _) => vec![Cell {
                    shown: cluster.to_owned(),
                    columns,
                }],
                (false, _) => cluster.chars().map(picture).collect(),
            };
            shown
        })
        .collect()
}

/// True where terminals agree on a cluster's width: it is the sum of its characters'. Families and flags are none.
fn is_agreed(cluster: &str, columns: usize) -> bool {
    let each = cluster
        .chars()
        .map(|c| width::width(c.encode_utf8(&mut [0; 4])));
    each.sum::<usize>() == columns && !cluster.starts_with(is_half_a_flag)
}

fn is_half_a_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

/// The first character of a cluster in its place, where its own width is sure.
fn alone(first: char) -> Cell {
    if is_half_a_flag(first) {
        return picture('\u{fffd}');
    }
    let shown = first.to_string();
    let columns = width::width(&shown);
    Cell { shown, columns }
}

/// What stands for a character that is not shown itself.
fn picture(c: char) -> Cell {
    let shown = match c {
        '\t' => {
            return Cell {
                shown: "    ".to_owned(),
                columns: 4,
            };
        }
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ if c.is_whitespace() => ' ',
        _ => '\u{fffd}',
    };
    Cell {
        shown: shown.to_string(),
        columns: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_caret_stands_below_its_column() {
        for (line, column, detail, columns, text, marks) in [
            ("<a>hier</a>", 4, "hier", 40, "<a>hier</a>", "   ^^^^"),
            ("\t\t<a b>", 3, "", 40, "<a b>", "^^"),
            (
                "👨\u{200d}👩\u{200d}👧🇫🇷❤\u{fe0f}x",
                10,
                "",
                40,
                "👨\u{fffd}❤x",
                "    ^",
            ),
            ("é日本x", 4, "", 40, "é日本x", "     ^"),
            ("é日本x", 2, "日本", 40, "é日本x", " ^^^^"),
            ("a\tb", 3, "", 40, "a    b", "     ^"),
            ("a\u{1b}[31mb", 2, "", 40, "a␛[31mb", " ^"),
            (
                "a\u{9b}b\u{202e}c",
                5,
                "",
                40,
                "a\u{fffd}b\u{fffd}c",
                "    ^",
            ),
            ("abc", 9, "", 40, "abc", "   ^"),
            ("", 1, "", 40, "", "^"),
            ("a &eacute;b", 3, "eacute", 40, "a &eacute;b", "  ^^^^^^^^"),
            ("a &b=2", 3, "&", 40, "a &b=2", "  ^"),
            ("{\"id\": 1}", 2, "", 40, "{\"id\": 1}", " ^^^^"),
            (
                "0123456789abcdefghij",
                11,
                "",
                12,
                "…56789abcde…",
                "      ^",
            ),
            (
                "0123456789abcdefghij",
                20,
                "",
                12,
                "…abcdefghij",
                "          ^",
            ),
            ("0123456789abcdefghij", 1, "", 12, "0123456789a…", "^"),
        ] {
            let expected = Excerpt {
                text: text.to_owned(),
                marks: marks.to_owned(),
            };
            assert_eq!(excerpt(line, column, detail, columns), expected, "{line:?}");
        }
    }

    #[test]
    fn lines_have_numbers() {
        let lines = Lines::of("a\r\nb\n\nd");
        let all: Vec<_> = (0..6).map(|number| lines.line(number)).collect();
        assert_eq!(all, [None, Some("a"), Some("b"), Some(""), Some("d"), None]);
    }

    proptest! {
        #[test]
        fn any_line_fits(line in any::<String>(), column in 0usize..80, columns in 8usize..60) {
            let found = excerpt(&line, column, "", columns);
            prop_assert!(width::width(&found.text) <= columns + 1, "{found:?}");
            prop_assert!(!found.text.contains(char::is_control));
            prop_assert!(found.marks.ends_with('^') && found.marks.len() <= columns + 2);
        }
    }
}
