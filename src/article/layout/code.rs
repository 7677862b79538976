//! Code: verbatim, indented; a line that is too long goes on below with a mark, nothing is reflowed.

use super::page::{Page, ornament};
use super::prose::plain;
use super::{Role, Span};
use crate::article::Style;
use crate::text::width;

/// Columns of indentation.
const INDENT: usize = 2;
/// Columns between two tab stops.
const TAB: usize = 4;

impl Page<'_> {
    /// Lays out code.
    pub fn code(&mut self, text: &str) {
        let mark = if self.options.ascii { "\\ " } else { "↪ " };
        self.behind(None, "", INDENT, |page| {
            let columns = page.width();
            for line in text.split('\n') {
                let line = with_tabs_expanded(line.trim_end());
                for (place, part) in parts(&line, columns, width::width(mark))
                    .into_iter()
                    .enumerate()
                {
                    let mut spans = Vec::with_capacity(2);
                    if place > 0 {
                        spans.push(ornament(mark));
                    }
                    spans.push(code_span(part));
                    page.push(spans);
                }
            }
        });
    }
}

fn code_span(text: &str) -> Span {
    let style = Style {
        code: true,
        ..Style::default()
    };
    Span {
        style,
        ..plain(text, Role::Code)
    }
}

/// A line cut to the columns, those after the first narrower by the mark before them.
fn parts(line: &str, columns: usize, mark: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut used = 0;
    for (cluster, wide) in width::clusters(line) {
        let room = if parts.is_empty() {
            columns
        } else {
            columns - mark
        };
        if used + wide > room && start < at {
            parts.push(&line[start..at]);
            start = at;
            used = 0;
        }
        used += wide;
        at += cluster.len();
    }
    parts.push(&line[start..]);
    parts
}

fn with_tabs_expanded(line: &str) -> String {
    if !line.contains('\t') {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len() + 16);
    let mut column = 0;
    for (place, part) in line.split('\t').enumerate() {
        if place > 0 {
            let blanks = TAB - column % TAB;
            out.push_str(&" ".repeat(blanks));
            column += blanks;
        }
        out.push_str(part);
        column += width::width(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_go_to_stops_and_long_lines_go_on() {
        assert_eq!(with_tabs_expanded("a\tb\t\tc"), "a   b       c");
        assert_eq!(parts("abcdefghij", 5, 2), ["abcde", "fgh", "ij"]);
        assert_eq!(parts("", 5, 2), [""]);
    }
}
