//! A tag as sent: its name and its attributes, quoted or not. Knows nothing of the tags around it.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;

use crate::feed::ProblemCode;
use crate::feed::repair::entities::{Entities, resolve_all};

/// The most attributes of one element; later ones are passed over.
const ATTRIBUTES: usize = 256;

/// What stands between a tag's `<` and `>`, without the `/` of an end or of an empty element.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a>(&'a str);

impl<'a> Tag<'a> {
    /// The start tag, of an empty element or not, between two offsets of a text: of its `<` and after its `>`.
    pub fn start(text: &'a str, offset: usize, after: u64, empty: bool) -> Tag<'a> {
        let inside = inside(text, offset, after);
        match empty {
            true => Tag(inside.strip_suffix('/').unwrap_or(inside)),
            false => Tag(inside),
        }
    }

    /// The instruction between two offsets of a text: of its `<` and after its `>`.
    pub fn instruction(text: &'a str, offset: usize, after: u64) -> Tag<'a> {
        let inside = inside(text, offset, after);
        let inside = inside.strip_prefix('?').unwrap_or(inside);
        Tag(inside.strip_suffix('?').unwrap_or(inside))
    }

    /// The end tag between two offsets of a text.
    pub fn end(text: &'a str, offset: usize, after: u64) -> Tag<'a> {
        let inside = inside(text, offset, after);
        Tag(inside.strip_prefix('/').unwrap_or(inside))
    }

    /// Its name as sent, prefix included.
    pub fn qname(self) -> &'a str {
        let end = self.0.find(|c: char| c.is_ascii_whitespace() || c == '/');
        &self.0[..end.unwrap_or(self.0.len())]
    }

    /// Its attributes: names as sent, values with references resolved.
    pub fn attributes(self, entities: &mut Entities) -> Vec<(&'a str, Cow<'a, str>)> {
        let mut all = Vec::new();
        for attribute in Attributes::html(self.0, self.qname().len())
            .with_checks(false)
            .take(ATTRIBUTES)
            .flatten()
        {
            let value = match attribute.value {
                Cow::Borrowed(value) => resolve_all(value, |name| entities.resolve(name)),
                Cow::Owned(value) => {
                    Cow::Owned(resolve_all(&value, |name| entities.resolve(name)).into_owned())
                }
            };
            all.push((attribute.key.into_inner(), without_curly_quotes(value)));
        }
        all
    }

    /// What first keeps its attributes from being XML's, and its offset from the `<`: a quote or a blank that is missing
    /// (told by the attribute's name and `=`), a `<`, a bare `&`, a control character in a value.
    pub fn flaw(self, entities: &Entities) -> Option<(ProblemCode, Cow<'a, str>, usize)> {
        let bytes = self.0.as_bytes();
        let blanks = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            from + rest
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count()
        };
        let mut at = self.qname().len();
        loop {
            let key = blanks(at);
            if key >= bytes.len() {
                return None;
            }
            let is_key = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b'=';
            let key_end = key + bytes[key..].iter().take_while(is_key).count();
            let broken = |place: usize| {
                let name = format!("{}=", self.0.get(key..key_end).unwrap_or_default());
                Some((ProblemCode::Tags, Cow::Owned(name), place + 1))
            };
            if key == at {
                return broken(at);
            }
            let equals = blanks(key_end);
            let open = blanks(equals + 1);
            let quote = match (bytes.get(equals), bytes.get(open)) {
                (Some(b'='), Some(b'"')) => '"',
                (Some(b'='), Some(b'\'')) => '\'',
                _ => return broken(key),
            };
            let value = &self.0[open + 1..];
            let Some(length) = value.find(quote) else {
                return broken(key);
            };
            let value = &value[..length];
            if let Some(place) = value.find('<') {
                return Some((ProblemCode::Tags, "<".into(), open + 2 + place));
            }
            if let Some((name, place)) = entities.first_bare(value) {
                return Some((ProblemCode::Entity, name.into(), open + 2 + place));
            }
            if let Some(place) = value.bytes().position(super::builder::is_control) {
                return Some((ProblemCode::ControlCharacter, "".into(), open + 2 + place));
            }
            at = open + 1 + length + 1;
        }
    }
}

/// A value that a word processor put between its own quotes, without them.
fn without_curly_quotes(value: Cow<'_, str>) -> Cow<'_, str> {
    const QUOTES: [char; 7] = ['“', '”', '„', '″', '‘', '’', '‟'];
    match value.starts_with(QUOTES) && value.ends_with(QUOTES) {
        true => Cow::Owned(value.trim_matches(QUOTES).to_owned()),
        false => value,
    }
}

fn inside(text: &str, offset: usize, after: u64) -> &str {
    let after = usize::try_from(after).unwrap_or(usize::MAX);
    text.get(offset + 1..after.saturating_sub(1))
        .unwrap_or_default()
}

/// A name without its prefix.
pub fn local(qname: &str) -> &str {
    qname.rsplit_once(':').map_or(qname, |(_, local)| local)
}
