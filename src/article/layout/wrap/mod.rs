//! A flow broken into lines of a width: greedy, at the places `text::breaks` allows; a word is cut only where it is
//! longer than a whole line, and never inside a grapheme cluster. Narrow columns of French and English are hyphenated.

mod ends;
mod hyphens;

use super::Span;
use super::flow::Flow;
use crate::article::Tongue;
use crate::text::width;
use ends::ends;
pub use ends::longest_piece;

/// Signs that no French line starts with.
const NEVER_FIRST: [char; 18] = [
    ';', ':', '!', '?', '»', '%', '€', '\u{a0}', '\u{202f}', ')', ']', '}', '…', ',', '.', '”',
    '’', '›',
];
/// Drawn as nothing (soft hyphen, zero-width space): they only say where a line may end.
const UNSEEN: [char; 2] = ['\u{ad}', '\u{200b}'];
/// An address too long for a line is cut after one of the first signs, else of the others.
const AFTER: [&[char]; 2] = [&['/', '?', '&', '#'], &['=', '-', '.', '_', '~', ',']];
/// Bytes of the longest piece whose words are hyphenated.
const MAX_PIECE: usize = 400;
/// Hyphens that may stand at the ends of lines in a row.
const MAX_LADDER: usize = 1;

/// What lines may end with.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The language of the text.
    pub tongue: Tongue,
    /// Words of a language whose hyphens are known are hyphenated where a line would be left short; a word longer than a line always is.
    pub hyphenate: bool,
    /// Words stay whole at their own hyphens too, as in a table's cells.
    pub whole_words: bool,
    /// Columns that lines after the first have less, for their indentation.
    pub hang: usize,
}

/// The lines of a flow, none wider than `columns` (one cluster wider than that stands alone).
pub fn wrap(flow: &Flow, columns: usize, rules: Rules) -> Vec<Vec<Span>> {
    let text = flow.text.as_str();
    let mut breaker = Breaker {
        flow,
        columns,
        rules,
        lines: Vec::new(),
        start: 0,
        used: 0,
        ladder: 0,
    };
    let mut from = 0;
    for end in ends(flow, rules) {
        breaker.add(from, end);
        from = end;
    }
    if breaker.start < text.len() {
        breaker.line(text.len(), Ending::Last);
    }
    breaker.lines
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With the flow.
    Last,
    /// At a place where it may.
    Broken,
    /// Inside a word, with a hyphen.
    Hyphen,
}

struct Breaker<'a> {
    flow: &'a Flow,
    columns: usize,
    rules: Rules,
    lines: Vec<Vec<Span>>,
    /// Where the open line starts.
    start: usize,
    /// Columns of the open line, its last blanks included.
    used: usize,
    /// Hyphenated lines in a row so far.
    ladder: usize,
}

impl Breaker<'_> {
    /// Columns of the open line.
    fn columns(&self) -> usize {
        match self.lines.is_empty() {
            true => self.columns,
            false => self.columns.saturating_sub(self.rules.hang),
        }
    }

    /// Adds a piece that cannot be broken but by a hyphen of ours.
    fn add(&mut self, mut from: usize, end: usize) {
        loop {
            let piece = &self.flow.text[from..end];
            let seen = piece.trim_end_matches(' ');
            let hyphen = usize::from(seen.ends_with('\u{ad}'));
            let needed = width::width(seen) + hyphen;
            if self.used + needed <= self.columns() {
                // Each of the blanks behind it is one column.
                self.used += needed - hyphen + piece.len() - seen.len();
                return;
            }
            let too_long = needed > self.columns();
            if let Some(place) = self.hyphen(from, end, too_long) {
                self.line(place, Ending::Hyphen);
                from = place;
            } else if self.start < from {
                self.line(from, Ending::Broken);
            } else if let Some(place) = self.glued_within(from, end) {
                // A link's number goes below rather than its word be cut.
                self.add(from, place);
                from = place;
            } else {
                return self.cut(from, end);
            }
        }
    }

    /// Where a word of a piece may be hyphenated so that its head fits on the open line. Only where that line would be
    /// left short, not in the last word, nor in many lines in a row, but for a word that is longer than a line.
    fn hyphen(&self, from: usize, end: usize, too_long: bool) -> Option<usize> {
        let room = self.columns().checked_sub(self.used + 1)?;
        let patterns = hyphens::patterns(self.rules.tongue)?;
        if end - from > MAX_PIECE {
            return None;
        }
        let is_last = end == self.flow.text.len();
        let fair = self.rules.hyphenate && !is_last && self.ladder < MAX_LADDER;
        if !(too_long || fair && room > self.columns() / 8) {
            return None;
        }
        hyphens::place(self.flow, from..end, room, too_long, patterns)
    }

    /// The first glued place inside a piece.
    fn glued_within(&self, from: usize, end: usize) -> Option<usize> {
        let glued = &self.flow.glued;
        let next = glued.partition_point(|place| *place <= from);
        glued.get(next).copied().filter(|place| *place < end)
    }

    /// Cuts a piece that is longer than a line between two clusters.
    fn cut(&mut self, from: usize, end: usize) {
        let piece = &self.flow.text[from..end];
        let mut at = from;
        self.used = 0;
        for (cluster, columns) in width::clusters(piece) {
            if self.used + columns > self.columns() && self.start < at && cluster != " " {
                let place = self.better_place(at);
                self.line(place, Ending::Broken);
                self.used = width::width(&self.flow.text[place..at]);
            }
            self.used += columns;
            at += cluster.len();
        }
    }

    /// Moves a cut back: after a sign that parts an address where one stands in the line's second half, else a few
    /// clusters where the next line would start with a sign that belongs to the word before it.
    fn better_place(&self, at: usize) -> usize {
        let text = &self.flow.text;
        let line = &text[self.start..at];
        for signs in AFTER {
            let Some(sign) = line.rfind(signs) else {
                continue;
            };
            let place = self.start + sign + 1;
            let is_far = width::width(&line[..=sign]) * 2 >= self.columns();
            if is_far && !text[place..].starts_with(signs) {
                return place;
            }
        }
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
    fn line(&mut self, end: usize, ending: Ending) {
        let whole = &self.flow.text[self.start..end];
        let soft = ending != Ending::Last && whole.trim_end_matches(' ').ends_with('\u{ad}');
        let skipped = whole.len() - whole.trim_start_matches(' ').len();
        let from = self.start + skipped;
        let to = self.start + whole.trim_end().len();
        let mut spans = spans(self.flow, from.min(to), to);
        let hyphenated = soft || ending == Ending::Hyphen;
        if hyphenated && let Some(last) = spans.last_mut() {
            last.text.push('-');
        }
        if !spans.is_empty() {
            self.lines.push(spans);
        }
        self.ladder = if hyphenated { self.ladder + 1 } else { 0 };
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
                token: None,
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
        lines_in(Tongue::French, false, text, columns)
    }

    fn lines_in(tongue: Tongue, hyphenate: bool, text: &str, columns: usize) -> Vec<String> {
        let mut flow = Flow::default();
        flow.push(text, Style::default(), Role::Text, None);
        let rules = Rules {
            tongue,
            hyphenate,
            whole_words: false,
            hang: 0,
        };
        let join = |spans: Vec<Span>| spans.into_iter().map(|span| span.text).collect::<String>();
        wrap(&flow, columns, rules).into_iter().map(join).collect()
    }

    #[test]
    fn lines_end_where_french_lets_them() {
        let cases: [(&str, usize, &[&str]); 16] = [
            ("un deux trois", 8, &["un deux", "trois"]),
            ("Comment ça va ?", 13, &["Comment ça", "va ?"]),
            ("Il dit « oui » ici", 8, &["Il dit", "« oui »", "ici"]),
            ("constitu\u{ad}tionnelle", 10, &["constitu-", "tionnelle"]),
            ("constitu\u{ad}tionnelle", 30, &["constitutionnelle"]),
            (
                "voir https://a.test/b/c ici",
                18,
                &["voir", "https://a.test/b/c", "ici"],
            ),
            ("3b5d5c371295", 5, &["3b5d5", "c3712", "95"]),
            ("0123456789 ! oui", 10, &["012345678", "9 ! oui"]),
            ("  bords  ", 10, &["bords"]),
            ("— Oui", 3, &["— O", "ui"]),
            ("il — dit-il — va", 6, &["il", "— dit-", "il —", "va"]),
            (
                "le https://a.test/une-page-tres-longue",
                20,
                &["le", "https://a.test/", "une-page-tres-longue"],
            ),
            (
                "www.octet-libre.test, ici",
                12,
                &["www.octet-", "libre.test,", "ici"],
            ),
            ("/usr/share/doc ici", 15, &["/usr/share/doc", "ici"]),
            (
                "intergouvernementalisation",
                16,
                &["intergouverne-", "mentalisation"],
            ),
            ("porte-conteneurs", 10, &["porte-", "conteneurs"]),
        ];
        for (text, columns, expected) in cases {
            assert_eq!(lines(text, columns), expected, "{text}");
        }
    }

    #[test]
    fn words_are_hyphenated_by_the_patterns_of_their_language() {
        let text = "their infrastructure is fine";
        let english = lines_in(Tongue::English, true, text, 13);
        assert_eq!(english, ["their infra-", "structure is", "fine"]);
        let whole = ["their", "infrastructur", "e is fine"];
        assert_eq!(lines_in(Tongue::Other, true, text, 13), whole);
    }

    #[test]
    fn names_and_paths_take_no_hyphen() {
        let french = |text, columns| lines_in(Tongue::French, true, text, columns);
        assert_eq!(
            french("Voir le paquet python3-configurationutilisateur ici", 20),
            [
                "Voir le paquet",
                "python3-",
                "configurationutilisa",
                "teur ici"
            ]
        );
        let path = french(
            "Dans le dossier /usr/configuration/personnalisation ici",
            18,
        );
        assert!(path.iter().all(|line| !line.ends_with('-')), "{path:?}");
        let word = french("La personnalisation1 de la configuration ici", 12);
        assert!(word.iter().any(|line| line.ends_with('-')), "{word:?}");
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
