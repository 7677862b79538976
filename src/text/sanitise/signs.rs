//! What each character is to the gate: kept, a blank, a line end, a joiner, or gone.

/// A line end, or what stands for one (VT, FF, NEL, U+2028, U+2029). `\r\n` is two of them here.
pub fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Invisible characters that mean something between two visible ones: ZWNJ (Persian), ZWJ (emoji), word joiner.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// The soft hyphen: a place to break for the layout, nothing in a title.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Characters that never pass: controls, bidirectional controls, tags, fillers that only look empty, deprecated and
/// internal format characters, noncharacters. U+2800, the empty Braille cell, is kept: Braille is text.
pub fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{61c}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{206a}'..='\u{206f}'
                | '\u{200b}' | '\u{feff}'
                | '\u{2061}'..='\u{2064}'
                | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
                | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
                | '\u{fdd0}'..='\u{fdef}'
        )
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Characters that need no second look: printable ASCII, the Latin letters, general punctuation, currencies.
/// Each is a cluster of one column, whatever stands beside it.
pub fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}'
            | '\u{20a0}'..='\u{20bf}'
    )
}
