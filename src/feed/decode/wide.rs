//! Encodings of two and four bytes a character, told by a byte order mark or by the zero bytes of their markup, whatever
//! any label says. A mark over bytes that are plainly of another width is a lie and is passed over.

use encoding_rs::{UTF_16BE, UTF_16LE};

/// The name of an encoding, how many bytes of mark precede it, and its text.
type Found = (&'static str, String);

/// The text after a byte order mark of UTF-16 or UTF-32.
pub fn by_mark(bytes: &[u8]) -> Option<Found> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(utf32_le(rest)),
        [0, 0, 0xfe, 0xff, rest @ ..] => Some(utf32_be(rest)),
        [0xff, 0xfe, rest @ ..] if !is_narrow(rest) => Some(utf16_le(rest)),
        [0xfe, 0xff, rest @ ..] if !is_narrow(rest) => Some(utf16_be(rest)),
        _ => None,
    }
}

/// What follows a mark of two bytes that is none: markup of one byte a character.
pub fn without_false_mark(bytes: &[u8]) -> &[u8] {
    match bytes {
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] if is_narrow(rest) => rest,
        _ => bytes,
    }
}

/// True for markup of one byte a character.
fn is_narrow(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let start: Vec<u8> = bytes.iter().copied().take(16).collect();
    start.len() >= 4
        && start
            .iter()
            .all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~'))
}

/// UTF-16 and UTF-32 without a mark: the zero bytes among the first characters, which are ASCII in any feed.
pub fn by_zero_bytes(bytes: &[u8]) -> Option<Found> {
    let ascii = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    match *bytes.get(..4)? {
        [first, 0, 0, 0] if ascii(first) => Some(utf32_le(bytes)),
        [0, 0, 0, first] if ascii(first) => Some(utf32_be(bytes)),
        [first, 0, second, 0] if ascii(first) && ascii(second) => Some(utf16_le(bytes)),
        [0, first, 0, second] if ascii(first) && ascii(second) => Some(utf16_be(bytes)),
        _ => None,
    }
}

fn utf16_le(bytes: &[u8]) -> Found {
    let text = UTF_16LE.decode_without_bom_handling(bytes).0;
    (UTF_16LE.name(), text.into_owned())
}

fn utf16_be(bytes: &[u8]) -> Found {
    let text = UTF_16BE.decode_without_bom_handling(bytes).0;
    (UTF_16BE.name(), text.into_owned())
}

fn utf32_le(bytes: &[u8]) -> Found {
    ("UTF-32LE", utf32(bytes, u32::from_le_bytes))
}

fn utf32_be(bytes: &[u8]) -> Found {
    ("UTF-32BE", utf32(bytes, u32::from_be_bytes))
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    bytes
        .chunks(4)
        .map(|four| {
            <[u8; 4]>::try_from(four)
                .ok()
                .and_then(|four| char::from_u32(number(four)))
                .unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect()
}
