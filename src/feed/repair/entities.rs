//! References: XML's five, HTML's names, numbers (80–9F are windows-1252's), and a document's own entities, which are
//! plain text of bounded size: never fetched, never expanded inside one another.

use std::borrow::Cow;
use std::collections::HashMap;

use html5ever::data::NAMED_ENTITIES;

use super::super::decode::from_windows_1252;

/// What a reference stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A text.
    Text(String),
    /// A number that is no character: nothing.
    Nothing,
    /// No reference at all: the `&` is a bare one.
    Unknown,
}

/// The longest value of a document's own entity, in bytes.
const LONGEST_OWN: usize = 1_024;
/// How many bytes all uses of own entities may add to a document.
const OWN_BUDGET: usize = 1_048_576;

/// The entities of one document.
#[derive(Debug, Default)]
pub struct Entities {
    own: HashMap<String, String>,
    spent: usize,
}

impl Entities {
    /// Takes the internal general entities of a `DOCTYPE`; external and parameter ones are left out.
    pub fn declare(&mut self, doctype: &str) {
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
            let value = resolve_all(value, standard).into_owned();
            self.own.entry(name.to_owned()).or_insert(value);
        }
    }

    /// What `&name;` stands for in this document.
    pub fn resolve(&mut self, name: &str) -> Reference {
        if let Some(value) = self.own.get(name) {
            self.spent += value.len();
            return match self.spent <= OWN_BUDGET {
                true => Reference::Text(value.clone()),
                false => Reference::Nothing,
            };
        }
        standard(name)
    }
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
                .collect(),
        ),
        _ => Reference::Unknown,
    }
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
        Some(c) => Reference::Text(c.to_string()),
    }
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
        match resolve(&after[..name_end]) {
            Reference::Text(text) if terminated => out.push_str(&text),
            Reference::Nothing if terminated => {}
            _ => {
                out.push('&');
                out.push_str(&after[..name_end]);
                out.push_str(if terminated { ";" } else { "" });
            }
        }
        rest = &after[name_end + usize::from(terminated)..];
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
            ("&nosuch; &", "&nosuch; &"),
            ("a=1&copy=2", "a=1&copy=2"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(resolve_all(sent, standard), resolved, "{sent}");
        }
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
        assert_eq!(entities.resolve("a"), Reference::Text("&nom;&nom;".into()));
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
