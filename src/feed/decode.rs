//! Bytes → text, in the order of FRENCH.md: byte order mark; bytes that are valid UTF-8 (whatever a label says);
//! the document's own declaration; `charset` of the answer; a guess; windows-1252. Labels are WHATWG's, so that
//! `iso-8859-1` is windows-1252. Never fails: the worst input still gives a text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without its byte order mark.
    pub text: String,
    /// The WHATWG name of the encoding that was used.
    pub encoding: &'static str,
    /// The label that turned out to be wrong, where one did.
    pub wrong_label: Option<String>,
}

/// How many bytes at the start may hold a declaration.
const DECLARATION_WINDOW: usize = 2_048;

/// Decodes a document; `charset` is the label of the final response. Labels inside are an XML declaration's
/// `encoding` or a page's `<meta charset>`.
pub fn to_text(bytes: &[u8], charset: Option<&str>) -> Decoded {
    if let Some((encoding, text)) = by_bom(bytes).or_else(|| by_zero_bytes(bytes)) {
        return decoded(text, encoding, None);
    }
    let declared = declared_label(bytes);
    let labels: Vec<String> = declared
        .into_iter()
        .chain(charset.map(clean_label))
        .collect();
    let known = |label: &String| Encoding::for_label(label.as_bytes());

    if let Ok(text) = std::str::from_utf8(bytes) {
        let escaped = labels
            .iter()
            .find_map(known)
            .filter(|encoding| *encoding == encoding_rs::ISO_2022_JP && bytes.contains(&0x1b));
        return match escaped {
            Some(encoding) => decoded(encoding.decode(bytes).0.into_owned(), encoding.name(), None),
            None => {
                let wrong = labels
                    .iter()
                    .find(|label| !text.is_ascii() && known(label).is_some_and(|e| e != UTF_8));
                decoded(text.to_owned(), UTF_8.name(), wrong.cloned())
            }
        };
    }

    for label in &labels {
        match known(label) {
            Some(encoding) if encoding == UTF_8 && mostly_utf8(bytes) => {
                return decoded(mixed_utf8(bytes), UTF_8.name(), Some(label.clone()));
            }
            Some(encoding) if encoding != UTF_8 && !is_utf16(encoding) => {
                let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
                return decoded(text, encoding.name(), None);
            }
            _ => {}
        }
    }
    if labels.is_empty() && mostly_utf8(bytes) {
        return decoded(mixed_utf8(bytes), UTF_8.name(), None);
    }
    let guess = guess(bytes);
    let text = guess.decode_without_bom_handling(bytes).0.into_owned();
    decoded(text, guess.name(), labels.first().cloned())
}

fn decoded(text: String, encoding: &'static str, wrong_label: Option<String>) -> Decoded {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.trim_start_matches('\u{feff}').to_owned(),
        None => text,
    };
    Decoded {
        text,
        encoding,
        wrong_label,
    }
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn by_bom(bytes: &[u8]) -> Option<(&'static str, String)> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(("UTF-32LE", utf32(rest, u32::from_le_bytes))),
        [0, 0, 0xfe, 0xff, rest @ ..] => Some(("UTF-32BE", utf32(rest, u32::from_be_bytes))),
        [0xff, 0xfe, rest @ ..] => Some((
            UTF_16LE.name(),
            UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        )),
        [0xfe, 0xff, rest @ ..] => Some((
            UTF_16BE.name(),
            UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        )),
        [0xef, 0xbb, 0xbf, rest @ ..] => Some((UTF_8.name(), mixed_utf8(rest))),
        _ => None,
    }
}

/// UTF-16 and UTF-32 without a mark: the zero bytes around the first `<`, `{` or blank.
fn by_zero_bytes(bytes: &[u8]) -> Option<(&'static str, String)> {
    let ascii = |byte: u8| matches!(byte, b'<' | b'{' | b' ' | b'\t' | b'\r' | b'\n');
    match *bytes.get(..4)? {
        [first, 0, 0, 0] if ascii(first) => Some(("UTF-32LE", utf32(bytes, u32::from_le_bytes))),
        [0, 0, 0, first] if ascii(first) => Some(("UTF-32BE", utf32(bytes, u32::from_be_bytes))),
        [first, 0, _, 0] if ascii(first) => Some((
            UTF_16LE.name(),
            UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        )),
        [0, first, 0, _] if ascii(first) => Some((
            UTF_16BE.name(),
            UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        )),
        _ => None,
    }
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

/// True where more multi-byte sequences are valid UTF-8 than bytes are not: a UTF-8 document with bad bytes in it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// UTF-8 whose stray bytes are read as windows-1252: one author's paste does not spoil the document.
fn mixed_utf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The label a document gives itself, in its first bytes.
fn declared_label(bytes: &[u8]) -> Option<String> {
    let window = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let text: String = window.iter().map(|&byte| char::from(byte)).collect();
    if let Some(start) = text.find("<?xml") {
        let declaration = text[start..].split("?>").next().unwrap_or_default();
        return after(declaration, "encoding");
    }
    let lower = text.to_ascii_lowercase();
    lower.match_indices("<meta").find_map(|(start, _)| {
        let tag = lower[start..].split('>').next().unwrap_or_default();
        after(tag, "charset")
    })
}

/// The value after `name =`, quoted or not.
fn after(text: &str, name: &str) -> Option<String> {
    let start = text.find(name)? + name.len();
    let value = text[start..].trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
        .unwrap_or(value.len());
    Some(&value[..end])
        .filter(|label| !label.is_empty())
        .map(clean_label)
}

fn clean_label(label: &str) -> String {
    label
        .trim()
        .trim_matches(['"', '\''])
        .to_ascii_lowercase()
        .replacen("x-sjis", "shift_jis", 1)
}

/// Mends a text that was encoded in UTF-8 twice (`Ã©`, `â€™`), only where the whole of it round-trips; else none.
pub fn undouble(text: &str) -> Option<String> {
    let suspicious = |c: char| ('\u{c2}'..='\u{f4}').contains(&c);
    if !text.chars().any(suspicious) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn latin9(text: &str) -> Vec<u8> {
        encoding_rs::ISO_8859_15.encode(text).0.into_owned()
    }

    #[test]
    fn validity_wins_over_every_label() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><t>Été</t>";
        let decoded = to_text(text.as_bytes(), Some("windows-1252"));
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.wrong_label.as_deref(), Some("iso-8859-1"));
    }

    #[test]
    fn labels_are_read_where_bytes_are_not_utf8() {
        let text = "<?xml version='1.0' encoding='iso-8859-15'?><t>cœur 3 €</t>";
        assert_eq!(to_text(&latin9(text), None).text, text);
        let bare = "<t>cœur 3 €</t>";
        assert_eq!(to_text(&latin9(bare), Some("ISO-8859-15")).text, bare);
        let cp1252 = WINDOWS_1252.encode("<t>l’été</t>").0.into_owned();
        assert_eq!(to_text(&cp1252, Some("iso-8859-1")).text, "<t>l’été</t>");
        assert_eq!(to_text(&cp1252, Some("utf-8")).text, "<t>l’été</t>");
        assert_eq!(to_text(&cp1252, None).text, "<t>l’été</t>");
    }

    #[test]
    fn wide_encodings_with_and_without_mark() {
        let text = "<t>Été 🦊</t>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            marked(&[0xff, 0xfe], &le),
            marked(&[0xfe, 0xff], &be),
            le.clone(),
            be.clone(),
            wide.clone(),
            marked(&[0xff, 0xfe, 0, 0], &wide),
            marked(&[0xef, 0xbb, 0xbf], text.as_bytes()),
            marked(&[0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], text.as_bytes()),
        ] {
            assert_eq!(to_text(&bytes, None).text, text);
        }
    }

    #[test]
    fn one_bad_byte_spoils_nothing_else() {
        let bytes = [
            b"<?xml encoding='utf-8'?>".as_slice(),
            "déjà vu ".as_bytes(),
            b"\xe9",
        ]
        .concat();
        assert!(to_text(&bytes, None).text.ends_with("déjà vu é"));
    }

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

    proptest! {
        #[test]
        fn any_bytes_give_a_text(bytes: Vec<u8>) {
            let _ = to_text(&bytes, Some("utf-16"));
        }

        #[test]
        fn utf8_comes_out_as_it_went_in(text in "<[a-zé€ ]{1,40}>") {
            prop_assert_eq!(to_text(text.as_bytes(), Some("iso-8859-1")).text, text);
        }
    }
}
