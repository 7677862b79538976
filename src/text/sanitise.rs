//! The gate every text from outside passes where it enters, after entities are resolved: hostile text is text.
//! Removes escape sequences whole, C0 and C1 controls, bidirectional overrides, tag characters, invisible fillers and
//! stacks of combining marks. What is left can be drawn and printed. Passing twice changes nothing.

mod escape;
mod signs;

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

pub(in crate::text) use signs::is_plain;
use signs::{SOFT_HYPHEN, is_dropped, is_joiner, is_line_end};

/// The longest [`line()`], in characters; the rest is cut with an ellipsis.
pub const MAX_LINE: usize = 2_000;

/// Combining marks that may stand on one character.
const MAX_MARKS: usize = 4;

/// One line of plain text: controls and escape sequences gone, line ends and runs of blanks made one space
/// (U+00A0, U+202F and their like are kept as they are), soft hyphens gone, trimmed, at most [`MAX_LINE`] characters.
pub fn line(text: &str) -> String {
    if is_plain_line(text) {
        return text.to_owned();
    }
    let mut gate = Gate::default();
    let mut rest = text;
    let mut endless = usize::MAX;
    let mut blank = false;
    while let Some(c) = next_visible(&mut rest, &mut endless) {
        if c == ' ' || c == '\t' || is_line_end(c) {
            blank = true;
            continue;
        }
        let at_start = gate.out.is_empty();
        let is_nothing =
            c == SOFT_HYPHEN || (blank && is_joiner(c)) || (at_start && c.is_whitespace());
        if is_nothing {
            continue;
        }
        if blank && !at_start {
            gate.push_blank(' ');
        }
        blank = false;
        gate.push(c);
        if gate.length > MAX_LINE {
            return shortened(&gate.out);
        }
    }
    gate.out.truncate(gate.out.trim_end().len());
    gate.out
}

/// Text of several lines: as [`line()`], but `\n` and `\t` stay, every line end (`\r\n`, `\r`, U+2028 …) becomes `\n`,
/// blanks are not folded, soft hyphens inside words stay for the layout, and the length is not bounded.
pub fn block(text: &str) -> String {
    if is_plain_block(text) {
        return text.to_owned();
    }
    let mut gate = Gate::default();
    let mut rest = text;
    let mut endless = usize::MAX;
    let mut after_return = false;
    while let Some(c) = next_visible(&mut rest, &mut endless) {
        if is_line_end(c) {
            if !(c == '\n' && after_return) {
                gate.push_blank('\n');
            }
        } else if c == ' ' || c == '\t' {
            gate.push_blank(c);
        } else {
            gate.push(c);
        }
        after_return = c == '\r';
    }
    gate.out
}

/// HTML or other markup kept as sent but for control characters (C0 except tab and line ends, DEL, C1): what the
/// store and JSON may hold.
pub fn markup(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    // Without branches, so that bytes are looked at many at a time. In UTF-8 C1 controls are 0xC2 and a byte below 0xA0.
    let bytes = text.as_bytes();
    let c0 = bytes.iter().fold(false, |found, &byte| {
        found | (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f)
    });
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let c1 = pairs.fold(false, |found, (&lead, &next)| {
        found | (lead == 0xc2) & (next < 0xa0)
    });
    if c0 | c1 {
        Cow::Owned(text.replace(forbidden, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Text for screen cells: no-break and thin spaces become a plain space (FRENCH.md: fonts lack U+202F). The width
/// stays the same.
pub fn cell(text: &str) -> Cow<'_, str> {
    let thin = |c| {
        matches!(
            c,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
        )
    };
    if text.contains(thin) {
        Cow::Owned(text.replace(thin, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether [`block()`] has nothing to do: seen at a glance, so that most texts need no copy.
pub fn is_plain_block(text: &str) -> bool {
    text.chars()
        .all(|c| is_plain(c) || matches!(c, '\n' | '\t'))
}

/// Whether [`line()`] has nothing to do.
fn is_plain_line(text: &str) -> bool {
    text.chars().all(is_plain)
        && !text.contains("  ")
        && text.trim().len() == text.len()
        && (text.len() <= MAX_LINE || text.chars().count() <= MAX_LINE)
}

/// Cut to [`MAX_LINE`] characters between two clusters, the ellipsis counted.
fn shortened(text: &str) -> String {
    let mut length = 0;
    let mut end = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        length += cluster.chars().count();
        if length >= MAX_LINE {
            break;
        }
        end = at + cluster.len();
    }
    format!("{}…", text[..end].trim_end())
}

/// Takes the next character that may pass off the front of `rest`: escape sequences and what is always dropped are
/// left out, line ends are given as they are; `endless` is for [`escape::length`].
fn next_visible(rest: &mut &str, endless: &mut usize) -> Option<char> {
    loop {
        let escape = escape::length(rest, endless);
        if escape > 0 {
            *rest = &rest[escape..];
            continue;
        }
        let c = rest.chars().next()?;
        *rest = &rest[c.len_utf8()..];
        if c == '\t' || is_line_end(c) || !is_dropped(c) {
            return Some(c);
        }
    }
}

/// What has passed so far, and what the next character must know of it.
#[derive(Default)]
struct Gate {
    out: String,
    /// Characters in `out`.
    length: usize,
    /// Whether a visible character is the last: a joiner or a mark may follow.
    after_visible: bool,
    /// A joiner that waits for a visible character.
    joiner: Option<char>,
    /// Marks on the last visible character.
    marks: usize,
}

impl Gate {
    /// A space, tab or line end: nothing joins across it.
    fn push_blank(&mut self, blank: char) {
        self.joiner = None;
        self.marks = 0;
        self.after_visible = false;
        self.emit(blank);
    }

    fn push(&mut self, c: char) {
        if is_joiner(c) || c == SOFT_HYPHEN {
            if self.after_visible && self.joiner.is_none() {
                self.joiner = Some(c);
            }
            return;
        }
        if is_combining_mark(c) {
            self.marks += 1;
            if self.marks > MAX_MARKS || matches!(self.out.chars().next_back(), None | Some('\n')) {
                return;
            }
        } else {
            self.marks = 0;
        }
        if c.is_whitespace() {
            self.joiner = None;
        } else if let Some(joiner) = self.joiner.take() {
            self.emit(joiner);
        }
        self.emit(c);
        self.after_visible = !c.is_whitespace();
    }

    fn emit(&mut self, c: char) {
        self.out.push(c);
        self.length += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines() {
        for (text, clean) in [
            ("Le nuage souverain", "Le nuage souverain"),
            ("  a \t b\r\nc\u{2028}d ", "a b c d"),
            (
                "Quoi\u{202f}? \u{ab}\u{a0}Oui\u{a0}\u{bb}",
                "Quoi\u{202f}? «\u{a0}Oui\u{a0}»",
            ),
            ("\u{a0}bord\u{a0}", "bord"),
            ("\x1b[31mrouge\x1b[0m", "rouge"),
            ("a\x1b]0;pwned\x07b", "ab"),
            ("a\x1b]8;;https://x.test\x1b\\lien\x1b]8;;\x1b\\b", "alienb"),
            ("\u{9b}31mrouge\u{85}vif", "rouge vif"),
            ("a\0b\x08c\x7fd\u{80}e", "abcde"),
            ("abc\u{202e}fdp.exe\u{202c}", "abcfdp.exe"),
            ("\u{2066}a\u{2069}\u{200f}\u{61c}", "a"),
            ("a\u{e0041}\u{e007f}b", "ab"),
            ("\u{3164}\u{115f}\u{ffa0}vide", "vide"),
            ("\u{feff}a\u{200b}b", "ab"),
            ("coopé\u{ad}ration", "coopération"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("\u{200d}a\u{200d} b\u{200d}", "a b"),
            ("a\u{200d}\u{200c}\u{200d}b", "a\u{200d}b"),
            ("e\u{301}", "e\u{301}"),
            ("\u{301}e", "e"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            (" \u{1b}[1m ", ""),
            ("", ""),
        ] {
            assert_eq!(line(text), clean, "{text:?}");
        }
        let stack = format!("Z{}algo", "\u{334}".repeat(50));
        assert_eq!(line(&stack), format!("Z{}algo", "\u{334}".repeat(4)));
    }

    #[test]
    fn long_lines_are_cut() {
        let just = "é".repeat(MAX_LINE);
        assert_eq!(line(&just), just);
        let long = line(&"é".repeat(MAX_LINE + 1));
        assert_eq!(long.chars().count(), MAX_LINE);
        assert!(long.ends_with("é…"));
        let families = "👨\u{200d}👩\u{200d}👧".repeat(MAX_LINE);
        assert!(line(&families).ends_with("👧…"));
    }

    #[test]
    fn blocks() {
        for (text, clean) in [
            ("a\n  b\tc\n", "a\n  b\tc\n"),
            ("a\r\nb\rc\u{2029}d", "a\nb\nc\nd"),
            ("a\r\n\r\nb\n\nc", "a\n\nb\n\nc"),
            ("\x1b[2Ja\x0cb", "a\nb"),
            ("coopé\u{ad}ration", "coopé\u{ad}ration"),
            ("fin\u{ad} \u{ad}\n", "fin \n"),
            ("\x1b]0;sans fin\nsuite", "\nsuite"),
            ("\u{9d}a\u{9d}b\n\u{9d}c\x07d\u{90}e", "ab\nde"),
        ] {
            assert_eq!(block(text), clean, "{text:?}");
        }
    }

    #[test]
    fn markup_loses_controls_alone() {
        assert_eq!(markup("<p>a\x1b\x00\u{9b}b\t\r\n</p>"), "<p>ab\t\r\n</p>");
        assert!(matches!(markup("<p>é\u{202f}!</p>"), Cow::Borrowed(_)));
    }

    #[test]
    fn cells_hold_plain_spaces() {
        assert_eq!(cell("12\u{202f}345\u{a0}a\u{2009}b"), "12 345 a b");
        assert!(matches!(cell("à b"), Cow::Borrowed(_)));
    }

    /// Text with much of what the gate is there for.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[a-zé \u{a0}\t\r\n]{0,4}",
            Just("\x1b".to_owned()),
            Just("\x1b[3".to_owned()),
            Just("\x1b]0;".to_owned()),
            Just("\u{9d}".to_owned()),
            Just("\x07".to_owned()),
            Just("\u{9c}".to_owned()),
            Just("\u{301}".to_owned()),
            Just("\u{200d}".to_owned()),
            Just("\u{ad}".to_owned()),
            Just("\u{202f}".to_owned()),
            Just("\u{202e}".to_owned()),
            Just("👩".to_owned()),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_line_is_one_clean_line(text in hostile()) {
            let clean = line(&text);
            prop_assert!(!clean.contains(is_dropped), "{:?}", clean);
            prop_assert!(!clean.contains("  ") && clean.trim() == clean);
            prop_assert_eq!(line(&clean), clean);
        }

        #[test]
        fn a_block_holds_no_control(text in hostile()) {
            let clean = block(&text);
            prop_assert!(!clean.contains(|c| is_dropped(c) && c != '\n' && c != '\t'));
            prop_assert_eq!(block(&clean), clean);
        }

        #[test]
        fn clean_text_passes_as_it_is(text in "[a-zàéœ’«»…]([ \u{a0}\u{202f}]?[A-Za-z0-9àéœ’«»…日👩]){0,40}") {
            prop_assert_eq!(line(&text), text.clone());
            prop_assert_eq!(block(&text), text);
        }
    }
}
