//! Terminal escape sequences (ECMA-48, as xterm reads them), found so that they can be dropped whole: a control
//! character alone would leave its tail (`[31m`) as text.

use super::signs::is_line_end;

/// The length in bytes of the escape sequence `text` starts with, 0 if it starts with none. What follows a sequence
/// that breaks off is text again.
///
/// A string sequence (OSC, DCS, SOS, PM, APC) without its end reaches to the end of the line after `ESC`; after the
/// one-character form only its first character goes, for U+009D and U+0090 are also what a wrong decoding of French
/// quotes leaves behind. `endless` is how much is left of the whole text where a line ends that is known to hold no
/// terminator (`usize::MAX` at first, for none is known), so that it is searched for once.
pub fn length(text: &str, endless: &mut usize) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some('\x1b') => {
            1 + match chars.next() {
                Some('[') => 1 + control_sequence(&text[2..]),
                Some(']' | 'P' | 'X' | '^' | '_') => {
                    1 + terminated(&text[2..]).unwrap_or_else(|| line(&text[2..]))
                }
                _ => short_sequence(&text[1..]),
            }
        }
        Some('\u{9b}') => 2 + control_sequence(&text[2..]),
        Some('\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}') => {
            if text.len() > *endless {
                return 2;
            }
            2 + terminated(&text[2..]).unwrap_or_else(|| {
                *endless = text.len() - 2 - line(&text[2..]);
                0
            })
        }
        _ => 0,
    }
}

/// Parameters, intermediates and the final byte of a CSI sequence.
fn control_sequence(text: &str) -> usize {
    let parameters = run(text, b'0'..=b'?');
    let intermediates = run(&text[parameters..], b' '..=b'/');
    let length = parameters + intermediates;
    length + usize::from(matches!(text.as_bytes().get(length), Some(b'@'..=b'~')))
}

/// Intermediates and the final byte after a plain `ESC`.
fn short_sequence(text: &str) -> usize {
    let length = run(text, b' '..=b'/');
    length + usize::from(matches!(text.as_bytes().get(length), Some(b'0'..=b'~')))
}

/// The length of a string sequence's body with its terminator (BEL, ST), or up to what cancels it (another escape,
/// CAN, SUB); none if the line ends first.
fn terminated(text: &str) -> Option<usize> {
    for (at, c) in text.char_indices() {
        match c {
            '\x07' | '\u{9c}' => return Some(at + c.len_utf8()),
            '\x1b' if text[at + 1..].starts_with('\\') => return Some(at + 2),
            '\x1b' | '\x18' | '\x1a' => return Some(at),
            c if is_line_end(c) => return None,
            _ => {}
        }
    }
    None
}

/// The length of what is left of the line.
fn line(text: &str) -> usize {
    text.find(is_line_end).unwrap_or(text.len())
}

fn run(text: &str, bytes: std::ops::RangeInclusive<u8>) -> usize {
    text.bytes().take_while(|byte| bytes.contains(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_end_where_a_terminal_ends_them() {
        for (text, rest) in [
            ("\x1b[31mrouge", "rouge"),
            ("\x1b[38;5;196mrouge", "rouge"),
            ("\x1b[?25lx", "x"),
            ("\x1b[ qx", "x"),
            ("\u{9b}31mrouge", "rouge"),
            ("\x1b[31é", "é"),
            ("\x1b[", ""),
            ("\x1b]0;titre\x07x", "x"),
            ("\x1b]0;titre\x1b\\x", "x"),
            ("\x1b]0;titre\u{9c}x", "x"),
            ("\x1b]0;titre\x1b[31mx", "\x1b[31mx"),
            ("\x1b]0;titre\nx", "\nx"),
            ("\x1b]0;titre", ""),
            ("\u{9d}0;titre\x07x", "x"),
            ("\u{9d} dit-il", " dit-il"),
            ("\x1bPq#0\x1b\\x", "x"),
            ("\x1b_Gf=100;AAAA\x1b\\x", "x"),
            ("\x1b^pm\x1b\\x", "x"),
            ("\x1bXsos\x1b\\x", "x"),
            ("\x1bcx", "x"),
            ("\x1b(Bx", "x"),
            ("\x1b7x", "x"),
            ("\x1béx", "éx"),
            ("\x1b", ""),
            ("\x1b\x1b[31mx", "\x1b[31mx"),
            ("x\x1b[31m", "x\x1b[31m"),
        ] {
            assert_eq!(&text[length(text, &mut { usize::MAX })..], rest, "{text:?}");
        }
    }
}
