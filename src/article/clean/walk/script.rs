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
        let inlines = run.since(self.place);
        let mut whole = String::new();
        for inline in inlines.iter() {
            match inline {
                Inline::Text { text, .. } => whole.push_str(text),
                _ => return,
            }
        }
        let whole = whole.trim();
        if whole.is_empty() || whole.starts_with(['[', '(']) {
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
