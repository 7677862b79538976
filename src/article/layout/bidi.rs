//! Right-to-left text inside a line of the other direction: isolated (UAX #9), closed on the same line, for a terminal
//! takes each line as a paragraph. The marks take no column and stand in lines only, never in what is copied or stored.

use unicode_bidi::{BidiClass, bidi_class};

use super::{Role, Span};

/// Opens a right-to-left isolate.
const OPEN: char = '\u{2067}';
/// Closes it.
const CLOSE: char = '\u{2069}';

/// Puts each run of right-to-left text of a line into an isolate. A line of nothing else needs none, unless it is `part`
/// of a text of both directions.
pub fn isolate(spans: &mut [Span], part: bool) {
    if !spans.iter().any(|span| may_turn(&span.text)) {
        return;
    }
    let runs = runs(spans);
    if runs.is_empty() || (!part && is_pure(spans)) {
        return;
    }
    // From the end, so that places stay right.
    for (from, to) in runs.into_iter().rev() {
        spans[to.0].text.insert(to.1, CLOSE);
        spans[from.0].text.insert(from.1, OPEN);
    }
}

/// True for a text of both directions.
pub fn is_mixed(text: &str) -> bool {
    may_turn(text) && text.chars().any(|c| bidi_class(c) == BidiClass::L)
}

/// A place in a line: the number of a span, a byte in its text.
type Place = (usize, usize);

/// The runs, each from its first right-to-left character to behind its last: neither left-to-right text nor what the
/// layout adds (a bar between two cells) stands within.
fn runs(spans: &[Span]) -> Vec<(Place, Place)> {
    let mut runs = Vec::new();
    let mut open: Option<(Place, Place)> = None;
    for (number, span) in spans.iter().enumerate() {
        if span.role == Role::Ornament {
            runs.extend(open.take());
            continue;
        }
        for (at, c) in span.text.char_indices() {
            match bidi_class(c) {
                BidiClass::R | BidiClass::AL => {
                    let behind = (number, at + c.len_utf8());
                    open = Some((open.map_or((number, at), |(from, _)| from), behind));
                }
                // A mark on the last character belongs to it.
                BidiClass::NSM => {
                    if let Some((_, to)) = &mut open
                        && *to == (number, at)
                    {
                        *to = (number, at + c.len_utf8());
                    }
                }
                BidiClass::L => runs.extend(open.take()),
                _ => {}
            }
        }
    }
    runs.extend(open);
    runs
}

/// True for a line of right-to-left text alone: the terminal turns it as a whole.
fn is_pure(spans: &[Span]) -> bool {
    spans.iter().all(|span| match span.role {
        Role::Ornament => span.text.trim().is_empty(),
        _ => !span.text.chars().any(|c| bidi_class(c) == BidiClass::L),
    })
}

/// False where no character can be right-to-left.
fn may_turn(text: &str) -> bool {
    let leads = |byte: u8| matches!(byte, 0xd6..=0xe0 | 0xef | 0xf0);
    (text.bytes().any(leads) || text.contains('\u{200f}'))
        && text
            .chars()
            .any(|c| is_of_the_right(c) && matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// True in the blocks of right-to-left scripts, which Unicode keeps together: typographic signs need no look-up.
fn is_of_the_right(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{fb1d}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isolated(parts: &[(&str, Role)]) -> String {
        let span = |(text, role): &(&str, Role)| Span {
            text: (*text).to_owned(),
            role: *role,
            ..Span::default()
        };
        let mut spans: Vec<Span> = parts.iter().map(span).collect();
        isolate(&mut spans, false);
        let text: String = spans.into_iter().map(|span| span.text).collect();
        text.replace(OPEN, "<").replace(CLOSE, ">")
    }

    #[test]
    fn right_to_left_runs_are_isolated() {
        let (text, bar) = (Role::Text, Role::Ornament);
        for (parts, expected) in [
            (&[("tout à gauche", text)][..], "tout à gauche"),
            (
                &[("le mot שלום עולם, dit-il", text)],
                "le mot <שלום עולם>, dit-il",
            ),
            (&[("שלום, (2026)", text)], "שלום, (2026)"),
            (&[("  ", bar), ("שלום", text)], "  שלום"),
            (&[("• ", bar), ("שלום", text)], "• <שלום>"),
            (
                &[("مرحبا ", text), ("بال", Role::Quote), ("b", text)],
                "<مرحبا بال>b",
            ),
            (
                &[("שלום", text), (" │ ", bar), ("עולם", text)],
                "<שלום> │ <עולם>",
            ),
            (&[("a מָ", text)], "a <מָ>"),
        ] {
            assert_eq!(isolated(parts), expected);
        }
    }

    #[test]
    fn every_right_to_left_character_is_looked_up() {
        let turned = |c: &char| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL);
        for c in ('\0'..=char::MAX).filter(turned) {
            assert!(may_turn(&c.to_string()), "{c:?}");
        }
        assert!(!may_turn("L’été – déjà… « oui »\u{202f}!"));
    }
}
