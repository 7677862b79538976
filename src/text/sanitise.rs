//! The gate every text from outside passes where it enters, after entities are resolved: hostile text is text.
//! Removes escape sequences whole, C0 and C1 controls, bidirectional overrides, tag characters, invisible fillers and
//! stacks of combining marks. What is left can be drawn and printed.

use std::borrow::Cow;

/// One line of plain text: controls and escape sequences gone, line ends and runs of blanks made one space
/// (U+00A0, U+202F and their like are kept as they are), trimmed, at most [`MAX_LINE`] characters.
pub fn line(text: &str) -> String {
    let _ = text;
    unimplemented!()
}

/// Text of several lines: as [`line`], but `\n` and `\t` stay, `\r\n` and `\r` become `\n`, blanks are not folded.
pub fn block(text: &str) -> String {
    let _ = text;
    unimplemented!()
}

/// HTML or other markup kept as sent but for control characters (C0 except tab and line ends, DEL, C1): what the
/// store and JSON may hold.
pub fn markup(text: &str) -> Cow<'_, str> {
    let _ = text;
    unimplemented!()
}

/// Text for screen cells: no-break and thin spaces become a plain space (FRENCH.md: fonts lack U+202F).
pub fn cell(text: &str) -> Cow<'_, str> {
    let _ = text;
    unimplemented!()
}

/// The longest [`line`], in characters; the rest is cut with an ellipsis.
pub const MAX_LINE: usize = 2_000;
