//! Words as typed → what is looked for.

use super::{Expr, Pattern, Term, TextField};
use crate::text::fold;

/// The condition a typed word stands for; none if there is no letter or digit in it.
///
/// A final `*` looks for beginnings. Elided articles (`l’`, `d’`, `qu’` …) are dropped from the front; within a word an
/// apostrophe separates as any other sign, and the pieces are a phrase (`aujourd’hui`, `CVE-2026-1234`).
pub fn word(field: Option<TextField>, typed: &str) -> Option<Expr> {
    let (typed, is_prefix) = match typed.strip_suffix('*') {
        Some(beginning) => (beginning, true),
        None => (typed, false),
    };
    let mut words = fold::words(&without_elision(typed));
    let last = words.pop()?;
    if !is_prefix {
        words.push(last);
        return Some(match words.len() {
            1 => text(field, Pattern::Word(words.remove(0))),
            _ => text(field, Pattern::Phrase(words)),
        });
    }
    let beginning = text(field, Pattern::Prefix(last));
    Some(if words.is_empty() {
        beginning
    } else {
        Expr::all_of([text(field, Pattern::Phrase(words)), beginning])
    })
}

/// The condition quoted words stand for, all of them as they are; none if there is no word.
pub fn phrase(field: Option<TextField>, quoted: &str) -> Option<Expr> {
    let words = fold::words(quoted);
    (!words.is_empty()).then(|| text(field, Pattern::Phrase(words)))
}

/// The condition an address stands for: the words after its scheme, in the articles' links.
pub fn address(typed: &str) -> Option<Expr> {
    let rest = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    word(Some(TextField::Link), rest)
}

fn text(field: Option<TextField>, pattern: Pattern) -> Expr {
    Expr::Term(Term::Text { field, pattern })
}

/// The word folded, without the elided words at its front, unless nothing else would be left.
fn without_elision(typed: &str) -> String {
    const ELIDED: [&str; 9] = ["l'", "d'", "qu'", "n'", "s'", "j'", "m'", "t'", "c'"];
    let mut word = fold::fold(typed);
    while let Some(rest) = ELIDED.iter().find_map(|elided| word.strip_prefix(elided)) {
        if fold::words(rest).is_empty() {
            break;
        }
        word = rest.to_owned();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elided_words_are_dropped_before_an_apostrophe_alone() {
        for (typed, left) in [
            ("l’article", "article"),
            ("L'Été", "ete"),
            ("qu’il", "il"),
            ("d’aujourd’hui", "aujourd'hui"),
            ("aujourd'hui", "aujourd'hui"),
            ("presqu’île", "presqu'ile"),
            ("rock'n'roll", "rock'n'roll"),
            ("l", "l"),
            ("l'", "l'"),
            ("l-article", "l-article"),
        ] {
            assert_eq!(without_elision(typed), left, "{typed}");
        }
    }
}
