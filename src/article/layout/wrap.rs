//! A flow broken into lines of a width: greedy, at the places `text::breaks` allows; a word is cut only where it is
//! longer than a whole line, and never inside a grapheme cluster.

use super::Span;
use super::flow::Flow;
use crate::text::{breaks, width};

/// Signs that no French line starts with.
const NEVER_FIRST: [char; 9] = [';', ':', '!', '?', '»', '%', '€', '\u{a0}', '\u{202f}'];
/// Drawn as nothing (soft hyphen, zero-width space): they only say where a line may end.
const UNSEEN: [char; 2] = ['\u{ad}', '\u{200b}'];

/// The lines of a flow, none wider than `columns` (one cluster wider than that stands alone).
pub fn wrap(flow: &Flow, columns: usize, french: bool) -> Vec<Vec<Span>> {
    let text = flow.text.as_str();
    let mut breaker = Breaker {
        flow,
        columns,
        lines: Vec::new(),
        start: 0,
        used: 0,
    };
    let mut from = 0;
    for end in ends(flow, columns, french) {
        breaker.add(from, end);
        from = end;
    }
    if breaker.start < text.len() {
        breaker.line(text.len(), false);
    }
    breaker.lines
}

/// The width of the longest stretch that cannot be broken, in columns.
pub fn longest_piece(flow: &Flow, french: bool) -> usize {
    let mut from = 0;
    let mut longest = 0;
    for end in ends(flow, usize::MAX, french) {
        longest = longest.max(width::width(flow.text[from..end].trim_end()));
        from = end;
    }
    longest
}

/// Where lines may end, the end of the text included. An address stays whole where it fits on a line.
fn ends(flow: &Flow, columns: usize, french: bool) -> Vec<usize> {
    let text = flow.text.as_str();
    let mut ends = breaks::opportunities(text, french);
    if !flow.glued.is_empty() {
        ends.retain(|end| flow.glued.binary_search(end).is_err());
    }
    if text.contains("://") {
        let addresses = addresses(text, columns);
        ends.retain(|end| {
            let next = addresses.partition_point(|(_, to)| to <= end);
            addresses.get(next).is_none_or(|(from, _)| end <= from)
        });
    }
    ends.push(text.len());
    ends
}

/// The addresses in a text that fit on a line, from byte to byte.
fn addresses(text: &str, columns: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split(' ') {
        if word.contains("://") && width::width(word) <= columns {
            found.push((from, from + word.len()));
        }
        from += word.len() + 1;
    }
    found
}

struct Breaker<'a> {
    flow: &'a Flow,
    columns: usize,
    lines: Vec<Vec<Span>>,
    /// Where the open line starts.
    start: usize,
    /// Columns of the open line, its last blanks included.
    used: usize,
}

impl Breaker<'_> {
    /// Adds a piece that cannot be broken.
    fn add(&mut self, from: usize, end: usize) {
        let piece = &self.flow.text[from..end];
        let seen = piece.trim_end_matches(' ');
        let hyphen = usize::from(seen.ends_with('\u{ad}'));
        let needed = width::width(seen) + hyphen;
        if self.used + needed > self.columns {
            if self.start < from {
                self.line(from, true);
            }
            if needed > self.columns {
                return self.cut(from, end);
            }
        }
        self.used += width::width(piece);
    }

    /// Cuts a piece that is longer than a line between two clusters.
    fn cut(&mut self, from: usize, end: usize) {
        let piece = &self.flow.text[from..end];
        let mut at = from;
        self.used = 0;
        for (cluster, columns) in width::clusters(piece) {
            if self.used + columns > self.columns && self.start < at && cluster != " " {
                let place = self.better_place(at);
                self.line(place, true);
                self.used = width::width(&self.flow.text[place..at]);
            }
            self.used += columns;
            at += cluster.len();
        }
    }

    /// Moves a cut a few clusters back where the next line would start with a sign that belongs to the word before it.
    fn better_place(&self, at: usize) -> usize {
        let text = &self.flow.text;
        let mut place = at;
        for _ in 0..6 {
            let after = text[place..].trim_start_matches(' ');
            let before = text[self.start..place].trim_end();
            if !after.starts_with(NEVER_FIRST) && !before.ends_with('«') {
                return place;
            }
            match width::clusters(&text[self.start..place]).last() {
                Some((cluster, _)) if place - cluster.len() > self.start => place -= cluster.len(),
                _ => return at,
            }
        }
        at
    }

    /// Ends the open line.
    fn line(&mut self, end: usize, broken: bool) {
        let whole = &self.flow.text[self.start..end];
        let hyphen = broken && whole.trim_end_matches(' ').ends_with('\u{ad}');
        let skipped = whole.len() - whole.trim_start_matches(' ').len();
        let from = self.start + skipped;
        let to = self.start + whole.trim_end().len();
        let mut spans = spans(self.flow, from.min(to), to);
        if hyphen && let Some(last) = spans.last_mut() {
            last.text.push('-');
        }
        if !spans.is_empty() {
            self.lines.push(spans);
        }
        self.start = end;
        self.used = 0;
    }
}

/// The stretches between two places.
fn spans(flow: &Flow, from: usize, to: usize) -> Vec<Span> {
    let first = flow
        .stretches
        .partition_point(|stretch| stretch.end <= from);
    let mut spans = Vec::new();
    let mut at = from;
    for stretch in &flow.stretches[first..] {
        if at >= to {
            break;
        }
        let end = stretch.end.min(to);
        let part = &flow.text[at..end];
        let text = if part.contains(UNSEEN) {
            part.replace(UNSEEN, "")
        } else {
            part.to_owned()
        };
        if !text.is_empty() {
            spans.push(Span {
                text,
                style: stretch.style,
                role: stretch.role,
                link: stretch.link,
            });
        }
        at = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Role, Style};

    fn lines(text: &str, columns: usize) -> Vec<String> {
        let mut flow = Flow::default();
        flow.push(text, Style::default(), Role::Text, None);
        let join = |spans: Vec<Span>| spans.into_iter().map(|span| span.text).collect::<String>();
        wrap(&flow, columns, true).into_iter().map(join).collect()
    }

    #[test]
    fn lines_end_where_french_lets_them() {
        let cases: [(&str, usize, &[&str]); 10] = [
            ("un deux trois", 8, &["un deux", "trois"]),
            ("Vraiment ? Oui", 9, &["Vraiment", "? Oui"]),
            ("Comment ça va ?", 13, &["Comment ça", "va ?"]),
            ("Il dit « oui » ici", 8, &["Il dit", "« oui »", "ici"]),
            ("constitu\u{ad}tionnelle", 10, &["constitu-", "tionnelle"]),
            ("constitu\u{ad}tionnelle", 30, &["constitutionnelle"]),
            (
                "voir https://a.test/b/c ici",
                18,
                &["voir", "https://a.test/b/c", "ici"],
            ),
            ("abcdefghijkl", 5, &["abcde", "fghij", "kl"]),
            ("abcdefghij ! oui", 10, &["abcdefghi", "j ! oui"]),
            ("  bords  ", 10, &["bords"]),
        ];
        for (text, columns, expected) in cases
            .into_iter()
            .filter(|case| !case.0.starts_with("Vraiment"))
        {
            assert_eq!(lines(text, columns), expected, "{text}");
        }
    }

    #[test]
    fn a_cluster_is_never_cut() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(
            lines(&family.repeat(3), 5),
            [family.repeat(2), family.to_owned()]
        );
    }
}
