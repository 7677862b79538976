//! Where the `id`s of an article stand, so that a link within it (a note's call) leads to a block.

use std::collections::HashMap;

use url::Url;

/// The longest `id` that is kept, in bytes.
const MAX_ID: usize = 200;

/// The `id`s that were met, each with its top-level block.
#[derive(Debug, Default)]
pub struct Places(HashMap<String, usize>);

impl Places {
    /// Notes an `id`; the first of its name counts.
    pub fn note(&mut self, id: &str, block: usize) {
        if !id.is_empty() && id.len() <= MAX_ID {
            self.0.entry(id.to_owned()).or_insert(block);
        }
    }

    /// Drops what stands past the last block.
    pub fn end_at(&mut self, blocks: usize) {
        self.0.retain(|_, block| *block < blocks);
    }

    /// The `id` an address names on the page `base` itself, and its block; none for any other address.
    pub fn of(&self, address: &str, base: Option<&Url>) -> Option<(String, usize)> {
        let (page, fragment) = address.split_once('#')?;
        let own = base?.as_str();
        let own = own.split('#').next().unwrap_or(own);
        if page != own {
            return None;
        }
        let decoded = decoded(fragment);
        [fragment, &decoded]
            .into_iter()
            .find_map(|id| self.0.get_key_value(id))
            .map(|(id, block)| (id.clone(), *block))
    }
}

/// A fragment with its `%xx` undone.
fn decoded(fragment: &str) -> String {
    let bytes = fragment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = fragment
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        out.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_page_itself_lead_to_its_blocks() {
        let base = Url::parse("https://vigie.test/a?p=1#haut").unwrap();
        let mut places = Places::default();
        places.note("fn:1", 4);
        places.note("fn:1", 9);
        places.note("réf", 5);
        let cases = [
            ("https://vigie.test/a?p=1#fn:1", Some(4)),
            ("https://vigie.test/a?p=1#r%C3%A9f", Some(5)),
            ("https://vigie.test/a?p=1#autre", None),
            ("https://vigie.test/a#fn:1", None),
            ("https://vigie.test/a?p=1", None),
            ("https://vigie.test/a?p=1#%zz%", None),
        ];
        for (address, block) in cases {
            let found = places.of(address, Some(&base)).map(|(_, block)| block);
            assert_eq!(found, block, "{address}");
        }
        assert_eq!(places.of("https://vigie.test/a?p=1#fn:1", None), None);
    }
}
