//! The names of encodings: WHATWG's, then those that mail, Python, Windows and old systems write instead. A label that
//! names nothing, or that WHATWG has only to refuse a document, is no label: it never erases a text.

use encoding_rs::{Encoding, REPLACEMENT, X_USER_DEFINED};

use super::pages::Page;
use super::seven::Seven;

/// How many bytes at the start may hold a declaration.
const DECLARATION_WINDOW: usize = 2_048;

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Whatwg(&'static Encoding),
    Page(&'static Page),
    Seven(Seven),
    /// UTF-32 of either order; UTF-16 is one of WHATWG's.
    Utf32,
}

impl Charset {
    /// What a label names, in any case, with any marks between letters and digits.
    pub fn of(label: &str) -> Option<Charset> {
        let usable = |encoding: &&Encoding| *encoding != REPLACEMENT && *encoding != X_USER_DEFINED;
        let key: String = label
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some(seven) = Seven::named(&key) {
            return Some(Charset::Seven(seven));
        }
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            return Some(Charset::Whatwg(encoding)).filter(|_| usable(&encoding));
        }
        if matches!(
            key.as_str(),
            "utf32" | "u32" | "ucs4" | "csucs4" | "iso10646ucs4" | "utf32le" | "utf32be"
        ) {
            return Some(Charset::Utf32);
        }
        if let Some(page) = Page::named(&key) {
            return Some(Charset::Page(page));
        }
        let name = alias(&key)
            .map(str::to_owned)
            .or_else(|| numbered(&key))
            .or_else(|| Encoding::for_label(key.as_bytes()).map(|_| key))
            .unwrap_or_else(|| label.replace('_', "-"));
        let encoding = Encoding::for_label(name.as_bytes())?;
        usable(&encoding).then_some(Charset::Whatwg(encoding))
    }
}

/// WHATWG's name of names it does not list.
fn alias(key: &str) -> Option<&'static str> {
    Some(match key {
        "u8" | "utf" | "utf8mb4" | "utf8bom" | "utf8sig" | "cp65001" | "65001" => "utf-8",
        "u16" | "ucs2" | "utf16le" | "csunicode" | "iso10646ucs2" => "utf-16le",
        "utf16be" | "unicodebig" => "utf-16be",
        "latin0" | "latin9" | "l9" | "isolatin9" => "iso-8859-15",
        "latin10" | "l10" => "iso-8859-16",
        "latin8" | "l8" => "iso-8859-14",
        "latin7" | "l7" => "iso-8859-13",
        "isolatin1" | "ansi" | "646" | "iso646us" | "us" | "8859" => "windows-1252",
        "mac" | "macroman" | "xmacroman" | "applemacintosh" => "macintosh",
        "maccyrillic" | "macukrainian" => "x-mac-cyrillic",
        "cp866" | "866" => "ibm866",
        "cp878" | "cp20866" => "koi8-r",
        "cp21866" => "koi8-u",
        "cp874" | "iso885911" | "thai" | "tis6202529" | "tis62025330" => "windows-874",
        "isoir157" => "iso-8859-10",
        "isoir110" => "iso-8859-4",
        "cp932" | "932" | "mskanji" | "sjis" | "shiftjis" | "shiftjis2004" | "sjis2004"
        | "shiftjisx0213" | "sjisx0213" | "xmacjapanese" => "shift_jis",
        "eucjp" | "ujis" | "eucjp2004" | "eucjis2004" | "eucjisx0213" | "eucjpms" | "cp51932" => {
            "euc-jp"
        }
        "cp936" | "936" | "ms936" | "euccn" | "eucgb2312cn" | "gb23121980" | "gb231280"
        | "isoir58" | "xmacsimpchinese" | "gb2312" | "cp54936" | "gb18030" => "gb18030",
        "cp949" | "949" | "ms949" | "uhc" | "euckr" | "ksc5601" | "ksc56011987" | "ksx1001"
        | "xmackorean" => "euc-kr",
        "cp950" | "950" | "ms950" | "big5tw" | "big5hkscs" | "hkscs" | "xmactradchinese" => "big5",
        key if key.starts_with("iso2022jp") => "iso-2022-jp",
        _ => return None,
    })
}

/// `8859-15`, `iso8859_4:1988`, `cp1252`, `win-1250`, `1251`: the families that have numbers.
fn numbered(key: &str) -> Option<String> {
    if let Some(digits) = key
        .strip_prefix("iso8859")
        .or_else(|| key.strip_prefix("8859"))
    {
        // A year may follow, of four digits.
        let digits = digits
            .get(..digits.len().saturating_sub(4))
            .filter(|part| !part.is_empty())
            .unwrap_or(digits);
        let part = [2, 1].into_iter().find_map(|length| {
            let part: u8 = digits.get(..length)?.parse().ok()?;
            (1..=16).contains(&part).then_some(part)
        });
        return part.map(|part| format!("iso-8859-{part}"));
    }
    let number = ["windows", "win", "cp", "ibm", "ms", "xcp", "mswin"]
        .into_iter()
        .find_map(|family| key.strip_prefix(family))
        .unwrap_or(key);
    let known = number.len() == 4 && (number.starts_with("125") || number == "1250");
    (known || number == "874").then(|| format!("windows-{number}"))
}

/// The label of an answer or a declaration, without quotes and what stands after it.
pub fn clean(label: &str) -> String {
    let label = label.trim().trim_matches(['"', '\'', '\\']).trim();
    let label = label
        .split_once('=')
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map_or(label, |(_, value)| value.trim_matches([' ', '"', '\'']));
    let end = label.find([';', ',', '"', '\'']).unwrap_or(label.len());
    label[..end].trim().to_ascii_lowercase()
}

/// The label a document gives itself, in its first bytes: an XML declaration's `encoding` or a page's `<meta charset>`.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let window = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let text: String = window.iter().map(|&byte| char::from(byte)).collect();
    in_declaration(&text)
}

/// The label in the first characters of a document.
pub fn in_declaration(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some(start) = lower.find("<?xml") {
        let declaration = lower[start..].split('>').next().unwrap_or_default();
        return value_of(declaration, "encoding");
    }
    lower.match_indices("<meta").find_map(|(start, _)| {
        let tag = lower[start..].split('>').next().unwrap_or_default();
        value_of(tag, "charset")
    })
}

/// The language a document names in its first bytes, two lower-case letters.
pub fn language(bytes: &[u8]) -> Option<[u8; 2]> {
    let window = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let text: String = window.iter().map(|&byte| char::from(byte)).collect();
    let lower = text.to_ascii_lowercase();
    [
        "<language>",
        "<dc:language>",
        " xml:lang=",
        " lang=",
        "\"language\":",
    ]
    .iter()
    .find_map(|before| {
        let value = &lower[lower.find(before)? + before.len()..];
        let value =
            value.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
        match *value.as_bytes() {
            [a @ b'a'..=b'z', b @ b'a'..=b'z', ref after @ ..]
                if !after.first().is_some_and(u8::is_ascii_alphanumeric) =>
            {
                Some([a, b])
            }
            _ => None,
        }
    })
}

/// The top-level domain where a language is at home, as a guess wants to be told.
pub fn country(language: [u8; 2]) -> [u8; 2] {
    *match &language {
        b"en" => b"uk",
        b"ja" => b"jp",
        b"zh" => b"cn",
        b"ko" => b"kr",
        b"uk" => b"ua",
        b"cs" => b"cz",
        b"el" => b"gr",
        b"da" => b"dk",
        b"sv" => b"se",
        b"et" => b"ee",
        b"sl" => b"si",
        b"he" | b"iw" => b"il",
        b"vi" => b"vn",
        b"ar" => b"eg",
        b"fa" => b"ir",
        b"be" => b"by",
        b"sr" => b"rs",
        b"ca" | b"eu" | b"gl" => b"es",
        b"nb" | b"nn" => b"no",
        b"br" | b"oc" => b"fr",
        other => other,
    }
}

/// The value after `name =`, quoted or not.
fn value_of(text: &str, name: &str) -> Option<String> {
    let start = text.find(name)? + name.len();
    let value = text[start..].trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']).trim_start();
    let end = value
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:. ".contains(c)))
        .unwrap_or(value.len());
    Some(clean(&value[..end])).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(label: &str) -> &'static str {
        match Charset::of(label) {
            Some(Charset::Whatwg(encoding)) => encoding.name(),
            Some(Charset::Page(page)) => page.names[0],
            Some(Charset::Seven(seven)) => seven.name(),
            Some(Charset::Utf32) => "UTF-32",
            None => "",
        }
    }

    #[test]
    fn names_of_every_making() {
        for (label, known) in [
            ("utf8", "UTF-8"),
            ("U8", "UTF-8"),
            ("latin-1", "windows-1252"),
            ("ISO_8859-15", "ISO-8859-15"),
            ("latin-9", "ISO-8859-15"),
            ("iso8859_4:1988", "ISO-8859-4"),
            ("8859-1", "windows-1252"),
            ("win-1252", "windows-1252"),
            ("cp1250", "windows-1250"),
            ("mac_roman", "macintosh"),
            ("cp932", "Shift_JIS"),
            ("iso_ir_101", "ISO-8859-2"),
            ("ks_c_5601-1987", "EUC-KR"),
            ("iso2022_jp_3", "ISO-2022-JP"),
            ("x-mac-turkish", "macturkish"),
            ("IBM850", "cp850"),
            ("ebcdic-cp-us", "cp037"),
            ("ucs-4", "UTF-32"),
            ("replacement", ""),
            ("iso-2022-kr", "ISO-2022-KR"),
            ("iso-2022-cn", ""),
            ("x-user-defined", ""),
            ("nul", ""),
            ("", ""),
        ] {
            assert_eq!(name(label), known, "{label}");
        }
    }

    #[test]
    fn labels_are_cleaned() {
        for (sent, label) in [
            ("\"utf-8\"", "utf-8"),
            (" 'Windows-1252' ", "windows-1252"),
            ("utf-8; format=flowed", "utf-8"),
            ("charset=iso-8859-1", "iso-8859-1"),
            ("utf-8,utf-8", "utf-8"),
        ] {
            assert_eq!(clean(sent), label, "{sent}");
        }
        for (text, label) in [
            (
                "<?xml version='1.0' encoding = \" ISO-8859-15 \" ?>",
                Some("iso-8859-15"),
            ),
            ("<?XML VERSION='1.0' ENCODING='koi8-r'>", Some("koi8-r")),
            (
                "<html><meta http-equiv=x content='text/html; charset=cp1252'>",
                Some("cp1252"),
            ),
            ("<?xml version='1.0'?>", None),
        ] {
            assert_eq!(in_declaration(text).as_deref(), label, "{text}");
        }
    }
}
