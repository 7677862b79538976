//! A date's text in pieces: numbers, words, signs. What a piece means is the reader's affair.

use unicode_normalization::char::is_combining_mark;

/// A piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    /// True where no blank stands before it.
    pub glued: bool,
}

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// ASCII digits.
    Number,
    /// Letters of any script.
    Word,
    /// One character that is none of these, and no blank.
    Sign(char),
}

/// The pieces of a text in order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::with_capacity(16);
    let mut rest = text;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let same = |fits: fn(char) -> bool| rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        let (kind, length) = if first.is_ascii_digit() {
            (Kind::Number, same(|c| c.is_ascii_digit()))
        } else if is_unit(first) {
            (Kind::Word, first.len_utf8())
        } else if is_letter(first) {
            (Kind::Word, same(is_letter))
        } else {
            (Kind::Sign(first), first.len_utf8())
        };
        let (text, after) = rest.split_at(length);
        rest = after;
        if first == ' ' {
            glued = false;
            continue;
        }
        // `14::05`.
        if first == ':' && all.last().is_some_and(|last: &Token<'_>| last.kind == kind) {
            continue;
        }
        all.push(Token { kind, text, glued });
        glued = true;
    }
    all
}

/// Letters, their marks, and what stands for one that could not be decoded.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || c == '\u{fffd}'
}

/// Chinese and Japanese words after a number, which other words follow without a blank.
fn is_unit(c: char) -> bool {
    matches!(
        c,
        '年' | '月' | '日' | '号' | '时' | '時' | '点' | '點' | '分' | '秒'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces() {
        let pieces = |text| -> Vec<(&str, bool)> {
            tokens(text)
                .iter()
                .map(|token| (token.text, token.glued))
                .collect()
        };
        assert_eq!(
            pieces("1er août 10:5"),
            [
                ("1", false),
                ("er", true),
                ("août", false),
                ("10", false),
                (":", true),
                ("5", true)
            ]
        );
        assert_eq!(
            pieces("1月2日午前"),
            [
                ("1", false),
                ("月", true),
                ("2", true),
                ("日", true),
                ("午前", true)
            ]
        );
    }
}
