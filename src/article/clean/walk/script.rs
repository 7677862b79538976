//! Text raised or lowered (`sup`, `sub`), where there is but one height of line: in Unicode where every character can
//! be, else in `^(…)`, `_(…)`. Calls of notes, in brackets already, stay as they are.

use crate::article::clean::run::Run;
use crate::article::{Inline, Style, typography};

/// An open `sup` or `sub`: the place in the run where it began.
#[derive(Debug, Clone, Copy)]
pub struct Script {
    up: bool,
    place: usize,
    /// The run's generation: where it has changed, the place is gone.
    generation: usize,
}

impl Script {
    /// Begins at the end of a run; `up` is true for `sup`.
    pub fn begin(run: &mut Run, up: bool) -> Script {
        Script {
            up,
            place: run.seal(),
            generation: run.generation(),
        }
    }

    /// Raises or lowers what stands since; signs of our own take the style around.
    pub fn end(self, run: &mut Run, style: Style) {
        if run.generation() != self.generation {
            return;
        }
        let before = run.before(self.place).to_owned();
        let inlines = run.since(self.place);
        let mut whole = String::new();
        for inline in inlines.iter() {
            match inline {
                Inline::Text { text, .. } => whole.push_str(text),
                _ => return,
            }
        }
        let whole = whole.trim().to_owned();
        let whole = whole.as_str();
        if whole.is_empty() || whole.starts_with(['[', '(']) {
            return;
        }
        // `5<sup>€</sup>90` is a price.
        let is_money = matches!(whole, "€" | "$" | "£" | "¥" | "CHF")
            && before.ends_with(|c: char| c.is_ascii_digit());
        if self.up && (is_money || is_ordinal(&before, whole)) {
            return;
        }
        let other: fn(char) -> Option<char> = if self.up {
            typography::raised
        } else {
            typography::lowered
        };
        if whole.chars().all(|c| other(c).is_some()) {
            for inline in inlines {
                if let Inline::Text { text, .. } = inline {
                    *text = text.chars().map(|c| other(c).unwrap_or(c)).collect();
                }
            }
        } else {
            let sign = if self.up { "^(" } else { "_(" };
            run.insert(self.place, sign, style, None);
            run.push_verbatim(")", style, None);
        }
    }
}

/// True for the ending of an ordinal or of a title (`1er`, `XIXe`, `Mme`, `nos`): plain French text writes it in line, and
/// few fonts have its letters raised.
fn is_ordinal(before: &str, ending: &str) -> bool {
    const ENDINGS: [&str; 28] = [
        "e", "er", "re", "ère", "ers", "res", "d", "de", "nd", "nde", "es", "ème", "eme", "st",
        "th", "rd", "me", "mes", "lle", "lles", "gr", "r", "rs", "ve", "o", "os", "a", "t",
    ];
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let Some(last) = word.chars().next_back() else {
        return false;
    };
    let roman = |c: char| "ivxlcdm".contains(c);
    let counts =
        last.is_ascii_digit() && ending.len() > 1 || word.chars().all(|c| c.is_ascii_digit());
    let names = last.is_uppercase() || word.len() > 1 && word.chars().all(roman);
    let numbers = matches!(word, "n" | "N") && ending.starts_with('o');
    ENDINGS.contains(&ending) && (counts || names || numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_and_titles_are_written_in_line() {
        for (before, ending, expected) in [
            ("le 1", "er", true),
            ("le XIX", "e", true),
            ("au xix", "e", true),
            ("21", "e", true),
            ("M", "me", true),
            ("n", "os", true),
            ("x", "e", false),
            ("e", "x", false),
            ("Ca", "2+", false),
            ("", "e", false),
        ] {
            assert_eq!(is_ordinal(before, ending), expected, "{before}{ending}");
        }
    }
}
