//! Code: verbatim, indented; a line that is too long goes on below with a mark, nothing is reflowed.

use super::page::{Page, ornament};
use super::syntax::{Token, tokens};
use super::{Role, Span};
use crate::article::Style;
use crate::text::width;

/// Columns of indentation.
const INDENT: usize = 2;
/// Columns between two tab stops.
const TAB: usize = 4;

/// Signs after which a long line is cut where no blank is near.
const SIGNS: [char; 14] = [
    ',', ';', '(', ')', '{', '[', '|', '&', '/', '=', ':', '.', '-', '>',
];

/// Bytes of the longest line that is told apart.
const MAX_COLOURED: usize = 4_096;

/// A stretch of a line of code, tabs expanded.
type Piece = (String, Option<Token>);

impl Page<'_> {
    /// Lays out code, told apart where its language is declared. Empty lines at its edges go, those inside stay.
    pub fn code(&mut self, text: &str, language: Option<&str>) {
        let mark = if self.options.ascii { "\\ " } else { "↪ " };
        let lines = lines(text, language);
        self.behind(None, "", INDENT, |page| {
            let columns = page.width();
            let scale = Scale::of(&lines, columns);
            for line in &lines {
                for (place, part) in parts(&scale.fit(line), columns, width::width(mark))
                    .into_iter()
                    .enumerate()
                {
                    let mark = (place > 0).then(|| ornament(mark));
                    page.push(mark.into_iter().chain(part).collect());
                }
            }
        });
    }
}

/// How far the indentation of a code is brought in where it leaves its long lines no room.
struct Scale {
    /// The deepest indentation of a line that does not fit, and what it is made.
    deepest: Option<(usize, usize)>,
}

impl Scale {
    /// Of all lines alike, so that what stands inside another stays inside it.
    fn of(lines: &[Vec<Piece>], columns: usize) -> Scale {
        let too_long = lines.iter().filter(|line| {
            let used: usize = line.iter().map(|(text, _)| width::width(text)).sum();
            used > columns
        });
        let deepest = too_long.map(|line| indentation(line)).max().unwrap_or(0);
        let most = if columns < 40 {
            columns / 3
        } else {
            columns / 2
        };
        Scale {
            deepest: (deepest > most).then_some((deepest, columns / 4)),
        }
    }

    fn fit(&self, line: &[Piece]) -> Vec<Piece> {
        let Some((deepest, most)) = self.deepest else {
            return line.to_vec();
        };
        let indented = indentation(line);
        let mut left = indented - (indented * most).div_ceil(deepest).min(indented);
        let shorten = |(text, token): &Piece| {
            let blanks = text.len() - text.trim_start_matches(' ').len();
            let cut = blanks.min(left);
            left -= cut;
            (text[cut..].to_owned(), *token)
        };
        line.iter().map(shorten).collect()
    }
}

/// The blanks a line begins with.
fn indentation(line: &[Piece]) -> usize {
    let mut blanks = 0;
    for (text, _) in line {
        let own = text.len() - text.trim_start_matches(' ').len();
        blanks += own;
        if own < text.len() {
            break;
        }
    }
    blanks
}

/// The lines of a code in pieces, without the empty ones at its edges.
fn lines(text: &str, language: Option<&str>) -> Vec<Vec<Piece>> {
    let tokens = tokens(text, language);
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let end = at + line.trim_end().len();
        if end > at || !lines.is_empty() {
            lines.push(pieces(text, at, end, &tokens));
        }
        at += line.len() + 1;
    }
    while lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    lines
}

/// A line from byte to byte in pieces.
fn pieces(text: &str, start: usize, end: usize, tokens: &[(usize, usize, Token)]) -> Vec<Piece> {
    let tokens = if end - start > MAX_COLOURED {
        &[]
    } else {
        tokens
    };
    let mut pieces = Vec::new();
    let mut at = start;
    let mut column = 0;
    let mut push = |from: usize, to: usize, token: Option<Token>| {
        if from < to {
            pieces.push((with_tabs_expanded(&text[from..to], &mut column), token));
        }
    };
    let first = tokens.partition_point(|(_, to, _)| *to <= start);
    for (from, to, token) in tokens[first..].iter().take_while(|(from, ..)| *from < end) {
        push(at, (*from).max(at), None);
        push((*from).max(at), (*to).min(end), Some(*token));
        at = (*to).min(end);
    }
    push(at, end, None);
    pieces
}

/// A line cut to the columns, those after the first narrower by the mark before them. Cut after a blank or a sign where
/// one stands near the end, else between two clusters.
fn parts(line: &[Piece], columns: usize, mark: usize) -> Vec<Vec<Span>> {
    let text: String = line.iter().map(|(text, _)| text.as_str()).collect();
    let mut cuts = Vec::new();
    let (mut start, mut at, mut used) = (0, 0, 0);
    // The last blank and the last sign of the open part, and the columns up to them. Indentation is no place for a cut.
    let (mut blank, mut sign) = ((0, 0), (0, 0));
    let indented = indentation(line);
    let mut before_sign = ' ';
    for (cluster, wide) in width::clusters(&text) {
        let room = if cuts.is_empty() {
            columns
        } else {
            columns - mark
        };
        if used + wide > room && start < at {
            // A word that fits below goes there whole; a lone last character never does.
            let far = if word_fits(&text[blank.0..], columns - mark) {
                4
            } else {
                2
            };
            let last = text[at..].chars().nth(1).is_none();
            let (cut, before) = if blank.0 > start && blank.1 * far >= room {
                blank
            } else if sign.0 > start && (last || sign.1 * 3 >= room * 2) {
                sign
            } else {
                (at, used)
            };
            cuts.push(cut);
            start = cut;
            used -= before;
            sign = (sign.0, sign.1.saturating_sub(before));
            blank = (blank.0, blank.1.saturating_sub(before));
        }
        used += wide;
        at += cluster.len();
        if cluster == " " {
            if at > indented {
                blank = (at, used);
            }
        } else if cluster.ends_with(SIGNS) {
            let is_option = cluster == "-" && !before_sign.is_alphanumeric();
            if !is_option {
                sign = (at, used);
            }
        }
        before_sign = cluster.chars().next_back().unwrap_or(' ');
    }
    cuts.push(text.len());
    let mut from = 0;
    let cut = |to: usize| {
        let part = spans(line, from, to);
        from = to;
        part
    };
    cuts.into_iter().map(cut).collect()
}

/// True where the word a text begins with takes so many columns at most; no more of the text is looked at.
fn word_fits(text: &str, columns: usize) -> bool {
    let mut used = 0;
    for (cluster, wide) in width::clusters(text) {
        used += wide;
        if cluster == " " || used > columns {
            return cluster == " ";
        }
    }
    true
}

/// The pieces of a line between two places.
fn spans(line: &[Piece], from: usize, to: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (text, token) in line {
        let end = start + text.len();
        if start < to && end > from {
            let part = &text[from.max(start) - start..to.min(end) - start];
            spans.push(Span {
                text: part.to_owned(),
                style: Style {
                    code: true,
                    ..Style::default()
                },
                role: Role::Code,
                link: None,
                token: *token,
            });
        }
        start = end;
    }
    spans
}

/// A stretch of a line with its tabs as blanks; `column` is where it begins, then where it ends.
fn with_tabs_expanded(text: &str, column: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (place, part) in text.split('\t').enumerate() {
        if place > 0 {
            let blanks = TAB - *column % TAB;
            out.push_str(&" ".repeat(blanks));
            *column += blanks;
        }
        out.push_str(part);
        *column += width::width(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, columns: usize) -> Vec<String> {
        let line = lines(text, None).remove(0);
        let joined = |part: Vec<Span>| part.into_iter().map(|span| span.text).collect();
        parts(&line, columns, 2).into_iter().map(joined).collect()
    }

    #[test]
    fn tabs_go_to_stops_and_long_lines_go_on() {
        assert_eq!(with_tabs_expanded("a\tb\t\tc", &mut 0), "a   b       c");
        assert_eq!(with_tabs_expanded("\tc", &mut 2), "  c");
        assert_eq!(cut("abcdefghij", 5), ["abcde", "fgh", "ij"]);
        assert_eq!(cut("let a = bcde();", 12), ["let a = ", "bcde();"]);
        assert_eq!(cut("日本語", 5), ["日本", "語"]);
    }

    #[test]
    fn deep_indentation_leaves_room_for_the_code() {
        let cut = |text: &str, columns: usize| -> Vec<String> {
            let lines = lines(text, None);
            let scale = Scale::of(&lines, columns);
            let joined = |part: Vec<Span>| part.into_iter().map(|span| span.text).collect();
            let parts = lines
                .iter()
                .flat_map(|line| parts(&scale.fit(line), columns, 2));
            parts.map(joined).collect()
        };
        assert_eq!(
            cut("si a:\n        retourner_la_valeur", 18),
            ["si a:", "    retourner_la_v", "aleur"]
        );
        assert_eq!(
            cut("                    x = 1\n          y", 18),
            ["    x = 1", "  y"]
        );
        assert_eq!(cut("            x = 1", 18), ["            x = 1"]);
        // No part is made of indentation alone.
        assert_eq!(cut("     abcdefghijklmn", 18), ["     abcdefghijklm", "n"]);
    }

    #[test]
    fn empty_lines_go_at_the_edges_only() {
        let said: Vec<usize> = lines(" \na\n\nb  \n\t\n", None)
            .iter()
            .map(Vec::len)
            .collect();
        assert_eq!(said, [1, 0, 1]);
    }

    #[test]
    fn tokens_are_cut_with_their_lines() {
        let lines = lines("let a = \"b\nc\"; // d", Some("rust"));
        let said: Vec<Vec<(&str, Option<Token>)>> = lines
            .iter()
            .map(|line| {
                line.iter()
                    .map(|(text, token)| (text.as_str(), *token))
                    .collect()
            })
            .collect();
        assert_eq!(
            said,
            [
                vec![
                    ("let", Some(Token::Keyword)),
                    (" a = ", None),
                    ("\"b", Some(Token::String))
                ],
                vec![
                    ("c\"", Some(Token::String)),
                    ("; ", None),
                    ("// d", Some(Token::Comment))
                ],
            ]
        );
    }
}
