//! References: XML's five, HTML's names, numbers (80–9F are windows-1252's), and a document's own entities, which are
//! plain text of bounded size: never fetched, expanded inside one another only as far as they stay small.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use html5ever::data::NAMED_ENTITIES;

use super::super::decode::from_windows_1252;

/// What a reference stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A text.
    Text(Cow<'static, str>),
    /// A number that is no character: nothing.
    Nothing,
    /// No reference at all: the `&` is a bare one.
    Unknown,
}

/// The longest value of a document's own entity, in bytes.
const LONGEST_OWN: usize = 1_024;
/// How deep own entities may stand in one another.
const DEEPEST_OWN: usize = 16;
/// How many bytes all uses of own entities may add to a document.
const OWN_BUDGET: usize = 1_048_576;

/// The entities of one document.
#[derive(Debug, Default)]
pub struct Entities {
    own: HashMap<String, String>,
    spent: usize,
    /// True where a `DOCTYPE` of another place may declare more.
    elsewhere: bool,
    /// Names of HTML that were told to be undeclared.
    told: BTreeSet<String>,
}

impl Entities {
    /// Takes the internal general entities of a `DOCTYPE`; external and parameter ones are left out.
    pub fn declare(&mut self, doctype: &str) {
        let before_subset = doctype.split('[').next().unwrap_or_default();
        self.elsewhere |= before_subset.contains("PUBLIC") || before_subset.contains("SYSTEM");
        let mut sent = BTreeMap::new();
        for declaration in doctype.split("<!ENTITY").skip(1).take(1_000) {
            let mut words = declaration.splitn(2, |c: char| c.is_whitespace());
            let _ = words.next();
            let declaration = words.next().unwrap_or_default().trim_start();
            let Some(name_end) = declaration.find(char::is_whitespace) else {
                continue;
            };
            let (name, value) = declaration.split_at(name_end);
            let value = value.trim_start();
            let quoted = value
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''))
                .and_then(|quote| value[1..].find(quote).map(|end| &value[1..=end]));
            let Some(value) = quoted.filter(|value| value.len() <= LONGEST_OWN) else {
                continue;
            };
            if !matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
                sent.entry(name).or_insert(value);
            }
        }
        let mut known = BTreeMap::new();
        for name in sent.keys() {
            own_value(name, &sent, &mut known, 0);
        }
        let values = known
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        self.own = values.chain(std::mem::take(&mut self.own)).collect();
    }

    /// True, once a name, for names of HTML that nothing declares: they are read, but no XML.
    pub fn is_undeclared(&mut self, name: &str) -> bool {
        !self.is_declared(name) && self.told.insert(name.to_owned())
    }

    fn is_declared(&self, name: &str) -> bool {
        self.elsewhere
            || name.starts_with('#')
            || matches!(name, "amp" | "lt" | "gt" | "quot" | "apos")
            || self.own.contains_key(name)
    }

    /// The first `&` of a value that is no reference, with the name after it, and its place.
    pub fn first_bare<'t>(&self, value: &'t str) -> Option<(&'t str, usize)> {
        value.match_indices('&').find_map(|(at, _)| {
            let name = &value[at + 1..];
            let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "#_-.:".contains(c)));
            match end.filter(|end| *end > 0 && name[*end..].starts_with(';')) {
                Some(end) if self.is_declared(&name[..end]) => None,
                Some(end) => Some((&name[..end], at)),
                None => Some(("&", at)),
            }
        })
    }

    /// What `&name;` stands for in this document.
    pub fn resolve(&mut self, name: &str) -> Reference {
        if let Some(value) = self.own.get(name) {
            self.spent += value.len();
            return match self.spent <= OWN_BUDGET {
                true => Reference::Text(Cow::Owned(value.clone())),
                false => Reference::Nothing,
            };
        }
        standard(name)
    }
}

/// The value of an own entity, references to others resolved a few levels deep. What holds itself, or grows too long,
/// is nothing. Each value is worked out once.
fn own_value<'t>(
    name: &'t str,
    sent: &BTreeMap<&'t str, &'t str>,
    known: &mut BTreeMap<&'t str, Option<String>>,
    depth: usize,
) -> Option<String> {
    if let Some(value) = known.get(name) {
        return value.clone();
    }
    let (&name, value) = sent.get_key_value(name)?;
    known.insert(name, None);
    let mut length = value.len();
    let value = resolve_all(value, |inner| match sent.get_key_value(inner) {
        Some(_) if depth >= DEEPEST_OWN || length > LONGEST_OWN => Reference::Nothing,
        Some((&inner, _)) => match own_value(inner, sent, known, depth + 1) {
            Some(value) => {
                length += value.len();
                Reference::Text(value.into())
            }
            None => Reference::Nothing,
        },
        None => standard(inner),
    });
    let value = (length <= LONGEST_OWN).then(|| value.into_owned());
    known.insert(name, value.clone());
    value
}

/// What `&name;` stands for in any document.
pub fn standard(name: &str) -> Reference {
    match name {
        "amp" => return Reference::Text("&".into()),
        "lt" => return Reference::Text("<".into()),
        "gt" => return Reference::Text(">".into()),
        "quot" => return Reference::Text("\"".into()),
        "apos" => return Reference::Text("'".into()),
        _ => {}
    }
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number);
    }
    if name.len() > 32 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Reference::Unknown;
    }
    match NAMED_ENTITIES.get(format!("{name};").as_str()) {
        Some(&(first, second)) if first != 0 => Reference::Text(
            [first, second]
                .into_iter()
                .filter(|&code| code != 0)
                .filter_map(char::from_u32)
                .collect::<String>()
                .into(),
        ),
        _ => Reference::Unknown,
    }
}

/// The half of a pair of UTF-16 that a reference's name stands for (`#55357`, `#xD83D`): how some programs write what
/// lies beyond the first plane.
pub fn half_of_pair(name: &str) -> Option<u16> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u16::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().filter(|code| (0xd800..0xe000).contains(code))
}

/// The character that two halves make.
pub fn whole_of_pair(high: u16, low: u16) -> Option<char> {
    char::decode_utf16([high, low]).next()?.ok()
}

/// The character of two references to halves at the start of what follows a `&`, and their length.
fn pair(after: &str) -> Option<(Cow<'static, str>, usize)> {
    let half = |text: &str| {
        let end = text.bytes().take(10).position(|byte| byte == b';')?;
        Some((half_of_pair(&text[..end])?, end + 1))
    };
    let (high, first) = half(after)?;
    let (low, second) = half(after[first..].strip_prefix('&')?)?;
    let whole = whole_of_pair(high, low)?;
    Some((Cow::Owned(whole.to_string()), first + 1 + second))
}

fn numbered(number: &str) -> Reference {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Reference::Unknown;
    }
    let c = match u32::from_str_radix(digits, radix) {
        Ok(code @ 0x80..=0x9f) => u8::try_from(code).ok().map(from_windows_1252),
        Ok(code) => char::from_u32(code),
        Err(_) => None,
    };
    match c {
        // Other control characters pass: the gate for texts removes whole escape sequences.
        Some('\0') | None => Reference::Nothing,
        Some(c) => Reference::Text(c.to_string().into()),
    }
}

/// A reference without its `;` at the start of what follows a `&`, and its length: HTML's old names and numbers. As in
/// attributes, what goes on in letters or with `=` is none, but for letters with an accent: `caf&eacutes`.
fn unterminated(after: &str) -> Option<(Cow<'static, str>, usize)> {
    if let Some(number) = after.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let start = usize::from(hex);
        let digit = |byte: &u8| {
            if hex {
                byte.is_ascii_hexdigit()
            } else {
                byte.is_ascii_digit()
            }
        };
        let digits = number.as_bytes()[start..]
            .iter()
            .take_while(|byte| digit(byte))
            .count();
        let length = start + digits;
        return match numbered(&number[..length]) {
            Reference::Text(text) => Some((text, length + 1)),
            Reference::Nothing => Some((Cow::Borrowed(""), length + 1)),
            Reference::Unknown => None,
        };
    }
    const ACCENTS: [&str; 9] = [
        "grave", "acute", "circ", "uml", "cedil", "tilde", "ring", "slash", "nbsp",
    ];
    let letters = after
        .bytes()
        .take(32)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let old = |length: &usize| {
        NAMED_ENTITIES
            .get(&after[..*length])
            .is_some_and(|(first, _)| *first != 0)
    };
    let whole = Some(letters).filter(|length| old(length) && !after[*length..].starts_with('='));
    let accented = |length: &usize| {
        ACCENTS
            .iter()
            .any(|accent| after[..*length].ends_with(accent))
    };
    let length = whole.or_else(|| (4..letters).find(|length| accented(length) && old(length)))?;
    let &(first, _) = NAMED_ENTITIES.get(&after[..length])?;
    Some((char::from_u32(first)?.to_string().into(), length))
}

/// Resolves every reference of a text once; a bare `&` and what is no reference stay.
pub fn resolve_all(text: &str, mut resolve: impl FnMut(&str) -> Reference) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let name_end = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '#' || c == '_'))
            .unwrap_or(after.len());
        let terminated = after[name_end..].starts_with(';');
        let read = match terminated {
            true if after.starts_with('#') && pair(after).is_some() => pair(after),
            true => match resolve(&after[..name_end]) {
                Reference::Text(text) => Some((text, name_end + 1)),
                Reference::Nothing => Some((Cow::Borrowed(""), name_end + 1)),
                Reference::Unknown => None,
            },
            false => unterminated(after),
        };
        rest = match read {
            Some((text, length)) => {
                out.push_str(&text);
                &after[length..]
            }
            None => {
                out.push('&');
                after
            }
        };
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind() {
        for (sent, resolved) in [
            ("AT&T &amp; co", "AT&T & co"),
            ("&eacute;t&eacute;&nbsp;!", "été\u{a0}!"),
            ("&#233; &#xE9; &#146;", "é é ’"),
            ("&#0;&#xD800;&#99999999;", ""),
            ("a&#55357;&#56832;b&#xD83D;&#xDE00;&#55357;c", "a😀b😀c"),
            ("&nosuch; &", "&nosuch; &"),
            ("a=1&copy=2", "a=1&copy=2"),
            ("&amp;lt;", "&lt;"),
            ("&eacutet&eacute, &copy 2020 &amp co", "été, © 2020 & co"),
            ("&#233t&#xE9 &#8217;", "été ’"),
            (
                "R&D vous&notre ?a=1&reg=2&lang=3",
                "R&D vous&notre ?a=1&reg=2&lang=3",
            ),
        ] {
            assert_eq!(resolve_all(sent, standard), resolved, "{sent}");
        }
    }

    #[test]
    fn own_entities_never_grow_nor_go_round() {
        let mut laughs = "<!DOCTYPE r [<!ENTITY l0 'ha'>".to_owned();
        for level in 1..30 {
            let inner = format!("&l{};", level - 1).repeat(10);
            laughs.push_str(&format!("<!ENTITY l{level} '{inner}'>"));
        }
        laughs.push_str("<!ENTITY x '&y;'><!ENTITY y '&x;'><!ENTITY amp 'non'>]>");
        let mut entities = Entities::default();
        entities.declare(&laughs);
        assert_eq!(
            entities.resolve("l1"),
            Reference::Text("ha".repeat(10).into())
        );
        assert_eq!(
            entities.resolve("l29"),
            Reference::Text(String::new().into())
        );
        assert_eq!(entities.resolve("x"), Reference::Text(String::new().into()));
        assert_eq!(entities.resolve("amp"), Reference::Text("&".into()));
    }

    #[test]
    fn own_entities_are_text_of_bounded_size() {
        let mut entities = Entities::default();
        entities.declare(
            "<!DOCTYPE r [<!ENTITY nom \"Brest &amp; c&#176;\"> <!ENTITY a '&nom;&nom;'> <!ENTITY f SYSTEM 'file:///etc/passwd'>]>",
        );
        assert_eq!(
            entities.resolve("nom"),
            Reference::Text("Brest & c°".into())
        );
        let twice = "Brest & c°Brest & c°";
        assert_eq!(entities.resolve("a"), Reference::Text(twice.into()));
        assert_eq!(entities.resolve("f"), Reference::Unknown);
        entities.declare(&format!(
            "<!DOCTYPE r [<!ENTITY big '{}'>]>",
            "x".repeat(1_000)
        ));
        let all: usize = (0..10_000)
            .map(|_| match entities.resolve("big") {
                Reference::Text(text) => text.len(),
                _ => 0,
            })
            .sum();
        assert!(all <= OWN_BUDGET);
    }
}
