//! Text that was encoded in UTF-8 twice, and the single characters of windows-1252.

use encoding_rs::WINDOWS_1252;

/// Mends a text that was encoded in UTF-8 twice (`Ã©`, `â€™`), only where the whole of it round-trips; else none.
pub fn undouble(text: &str) -> Option<String> {
    // What a single encoding gives is told by its first accent, without a look at the rest.
    let accent = text.bytes().position(|byte| byte >= 0x80)?;
    let mut start = text[accent..].chars();
    let lead = start
        .next()
        .is_some_and(|c| matches!(c, '\u{c2}'..='\u{f4}'));
    let next = start.next().and_then(windows_1252_byte);
    if !lead || !next.is_some_and(|byte| matches!(byte, 0x80..=0xbf)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        bytes.push(windows_1252_byte(c)?);
    }
    let mended = String::from_utf8(bytes).ok()?;
    // Three accents in a row may be valid by chance; what they would give is far from what feeds hold.
    let likely = |c: char| matches!(c, '\0'..='\u{7ff}' | '\u{2000}'..='\u{2fff}' | '\u{10000}'..);
    if !mended.chars().all(likely) {
        return None;
    }
    (mended.chars().count() < text.chars().count()).then_some(mended)
}

/// The byte of a character in windows-1252, its five holes read as C1 controls.
fn windows_1252_byte(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte),
        // None of the 27 others stands elsewhere.
        Err(_) if !matches!(c, '\u{152}'..='\u{192}' | '\u{2c6}'..='\u{2dc}' | '\u{2013}'..='\u{2122}') => {
            None
        }
        Err(_) => (0x80..=0x9f).find(|&byte| from_windows_1252(byte) == c),
    }
}

/// The character of a byte in windows-1252.
pub fn from_windows_1252(byte: u8) -> char {
    let decoded = WINDOWS_1252
        .decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte))
        .and_then(|text| text.chars().next());
    decoded.unwrap_or(char::from(byte))
}

/// The character itself, or what a C1 control is in windows-1252.
pub fn without_c1(c: char) -> char {
    match u8::try_from(u32::from(c)) {
        Ok(byte @ 0x80..=0x9f) => from_windows_1252(byte),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn double_utf8_is_mended_only_as_a_whole() {
        assert_eq!(undouble("Ã‰tÃ© Ã Â Brest").as_deref(), None);
        assert_eq!(undouble("Ã‰tÃ©").as_deref(), Some("Été"));
        assert_eq!(undouble("lâ€™Ã©tÃ©").as_deref(), Some("l’été"));
        assert_eq!(undouble("è«œ"), None);
        assert_eq!(undouble("Été"), None);
        assert_eq!(undouble("Ã‰tÃ© 🦊"), None);
        assert_eq!(undouble("sans accent"), None);
    }
}
