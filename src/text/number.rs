//! Numbers as people write them in French and English.

use super::Lang;

/// An integer with its groups of three: `1 234` with U+202F in French, `1,234` in English.
pub fn integer(n: i64, lang: Lang) -> String {
    let _ = (n, lang);
    unimplemented!()
}

/// Picks singular or plural: in French 0 and 1 are singular, in English 1 alone is.
pub fn plural<'a>(n: i64, lang: Lang, one: &'a str, many: &'a str) -> &'a str {
    let _ = (n, lang, one, many);
    unimplemented!()
}

/// A size in bytes, rounded for people: `3 Ko`, `1,2 Mo`, `3 kB`.
pub fn bytes(n: u64, lang: Lang) -> String {
    let _ = (n, lang);
    unimplemented!()
}
