//! A JSON document's fields and items, as far as it can be read: items stay text until each is wanted, so that memory is
//! bounded by the document and one item, and what stands before a fault is there in spite of it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::super::MOST_ENTRIES;

/// What could be read of a document.
#[derive(Debug, Default)]
pub struct Document<'t> {
    /// The feed's own fields that mean something here.
    pub fields: Map<String, Value>,
    /// Its items as they stand; none where there is no list of them.
    pub items: Option<Vec<&'t RawValue>>,
    /// True where there are more items than are read.
    pub more: bool,
    /// Why reading ended before the end.
    pub error: Option<serde_json::Error>,
}

/// Reads a document to its end or its first fault; what follows the first value does not count.
pub fn read(text: &str) -> Document<'_> {
    let mut document = Document::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let error = Root(&mut document).deserialize(&mut reader).err();
    document.error = error;
    document
}

/// The fields of an item; none where it is no object, or too deep.
pub fn item(raw: &&RawValue) -> Option<Map<String, Value>> {
    serde_json::from_str(raw.get()).ok()
}

/// JSON without its commas before a closing bracket, the control characters in its texts escaped. Linear.
pub fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match (in_string, c) {
            (true, c) if c.is_ascii_control() => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
                escaped = false;
                continue;
            }
            (true, _) if escaped => escaped = false,
            (true, '\\') => escaped = true,
            (_, '"') => in_string = !in_string,
            (false, '}' | ']') => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// Fields of a feed that are read (JSON Feed 1.1, "top-level"); the rest is passed over.
const FIELDS: [&str; 8] = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "language",
    "authors",
    "author",
];

struct Root<'d, 't>(&'d mut Document<'t>);

impl<'t> DeserializeSeed<'t> for Root<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Root<'_, 't> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a feed")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'t, str>>()? {
            if key == "items" {
                map.next_value_seed(Items(&mut *self.0))?;
            } else if FIELDS.contains(&key.as_ref()) {
                let value = map.next_value()?;
                self.0.fields.entry(key.into_owned()).or_insert(value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Items<'d, 't>(&'d mut Document<'t>);

impl<'t> DeserializeSeed<'t> for Items<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for Items<'_, 't> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        let items = self.0.items.get_or_insert_default();
        while items.len() < MOST_ENTRIES {
            match list.next_element()? {
                Some(item) => items.push(item),
                None => return Ok(()),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            self.0.more = true;
        }
        Ok(())
    }
}
