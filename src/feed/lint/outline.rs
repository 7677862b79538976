//! Where things stand in a document as sent: the feed's own elements, each entry, and the elements of each entry. Found
//! in the text before any repair, so that a place shown to an author is one in the file at hand. A map for `check`; it
//! never decides what a feed says.

use std::borrow::Cow;

/// The deepest nesting that is followed; what lies below is not mapped.
const DEPTH: usize = 256;

/// A document's map.
#[derive(Debug, Default)]
pub struct Outline<'t> {
    /// The elements of the feed itself, in their order.
    pub feed: Vec<Mark<'t>>,
    /// The entries, in their order.
    pub entries: Vec<Part<'t>>,
}

/// An entry's place, in bytes of the text.
#[derive(Debug, Default)]
pub struct Part<'t> {
    pub offset: usize,
    pub end: usize,
    /// Its elements (JSON: its keys), in their order.
    pub marks: Vec<Mark<'t>>,
}

/// An element or a key: its name in lower case with its prefix, what stands in its tag, and what it holds, as sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark<'t> {
    pub name: &'t str,
    pub attributes: &'t str,
    pub inner: &'t str,
    /// Where it starts, in bytes of the text.
    pub offset: usize,
    /// Where what it holds starts.
    pub inside: usize,
}

impl<'t> Part<'t> {
    /// The first element of one of these names (in lower case).
    pub fn mark(&self, names: &[&str]) -> Option<&Mark<'t>> {
        mark(&self.marks, names)
    }
}

/// The first element of one of these names (in lower case).
pub fn mark<'m, 't>(marks: &'m [Mark<'t>], names: &[&str]) -> Option<&'m Mark<'t>> {
    let named = |mark: &&Mark| {
        names
            .iter()
            .any(|name| mark.name.eq_ignore_ascii_case(name))
    };
    marks.iter().find(named)
}

impl Mark<'_> {
    /// What it holds as one text: a CDATA section opened, the five references of XML resolved, trimmed.
    pub fn text(&self) -> Cow<'_, str> {
        let inner = self.inner.trim();
        if let Some(text) = inner.strip_prefix("<![CDATA[") {
            return Cow::Borrowed(text.strip_suffix("]]>").unwrap_or(text).trim());
        }
        if let Some(text) = inner.strip_prefix('"') {
            return Cow::Borrowed(text.strip_suffix('"').unwrap_or(text).trim());
        }
        match inner.contains('&') {
            true => Cow::Owned(
                inner
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&apos;", "'")
                    .replace("&amp;", "&"),
            ),
            false => Cow::Borrowed(inner),
        }
    }

    /// The value of an attribute, as sent.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.attributes;
        loop {
            let (before, after) = rest.split_once('=')?;
            let found = before.trim().eq_ignore_ascii_case(name);
            let after = after.trim_start();
            let (value, next) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote)?,
                _ => after
                    .split_once(|c: char| c.is_ascii_whitespace())
                    .unwrap_or((after, "")),
            };
            if found {
                return Some(value.trim());
            }
            rest = next;
        }
    }
}

/// The map of an XML document: `entry` is the name of an entry's element without its prefix. Linear.
pub fn of_xml<'t>(text: &'t str, entry: &str) -> Outline<'t> {
    let mut outline = Outline::default();
    let mut around: Vec<&str> = Vec::new();
    let mut open: Option<Part> = None;
    for tag in (Tags { text, at: 0 }) {
        if around.len() >= DEPTH {
            break;
        }
        let is_entry = local(tag.name).eq_ignore_ascii_case(entry);
        if tag.closes {
            let held = around
                .iter()
                .rposition(|name| name.eq_ignore_ascii_case(tag.name));
            if let Some(depth) = held {
                around.truncate(depth);
                let marks = match &mut open {
                    Some(part) if depth == 0 => &mut part.marks,
                    Some(_) => continue,
                    None => &mut outline.feed,
                };
                if let Some(last) = marks
                    .last_mut()
                    .filter(|last| last.name == tag.name && last.inner.is_empty())
                {
                    last.inner = &text[last.inside..tag.offset];
                }
            } else if is_entry && let Some(mut part) = open.take() {
                part.end = tag.after;
                outline.entries.push(part);
                around = vec!["channel"];
            }
            continue;
        }
        let mark = Mark {
            name: tag.name,
            attributes: tag.attributes,
            inner: "",
            offset: tag.offset,
            inside: tag.after,
        };
        // Entries hold no entries: the one before was not closed.
        if is_entry && let Some(mut part) = open.take() {
            part.end = tag.offset;
            outline.entries.push(part);
        }
        match &mut open {
            None if is_entry => {
                let part = Part {
                    offset: tag.offset,
                    end: text.len(),
                    marks: Vec::new(),
                };
                match tag.empty {
                    true => outline.entries.push(part),
                    false => open = Some(part),
                }
                around.clear();
                continue;
            }
            None => {
                let parent = around.last().map(|name| local(name));
                if parent.is_some_and(|parent| {
                    parent.eq_ignore_ascii_case("channel") || parent.eq_ignore_ascii_case("feed")
                }) {
                    outline.feed.push(mark);
                }
            }
            Some(part) if around.is_empty() => part.marks.push(mark),
            Some(_) => {}
        }
        if !tag.empty {
            around.push(tag.name);
        }
    }
    outline.entries.extend(open);
    outline
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

struct Tag<'t> {
    name: &'t str,
    attributes: &'t str,
    offset: usize,
    after: usize,
    closes: bool,
    empty: bool,
}

/// The tags of a document; comments, CDATA sections, instructions and what is no tag are passed over.
struct Tags<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let offset = self.at + self.text[self.at..].find('<')?;
            let rest = &self.text[offset..];
            let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
                .iter()
                .find(|(start, _)| rest.starts_with(start));
            if let Some((start, end)) = passed {
                let inside = offset + start.len();
                self.at = inside + self.text[inside..].find(end)? + end.len();
                continue;
            }
            let closes = rest.starts_with("</");
            let start = offset + 1 + usize::from(closes);
            let named = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.');
            let name_end = self.text[start..]
                .find(|c| !named(c))
                .map_or(self.text.len(), |end| start + end);
            let name = &self.text[start..name_end];
            self.at = name_end.max(offset + 1);
            if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                continue;
            }
            let Some(end) = tag_end(self.text, name_end) else {
                continue;
            };
            self.at = end + 1;
            let attributes = &self.text[name_end..end];
            return Some(Tag {
                name,
                attributes: attributes.trim_end_matches('/'),
                offset,
                after: end + 1,
                closes,
                empty: attributes.ends_with('/'),
            });
        }
    }
}

/// The `>` of a tag, quoted ones passed over; none where another `<` comes first.
fn tag_end(text: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (_, b'<') => return None,
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_elements_of_feed_and_entries_have_places() {
        let text = "<?xml version='1.0'?><rss><channel><title>Vigie</title><!-- <item> -->\
                    <item><title>Un <b>deux</b></title><guid isPermaLink = 'false'>7</guid>\
                    <description><![CDATA[<item><title>non</title>]]></description><br/></item>\
                    <ttl>60</ttl><item/></channel></rss>";
        let outline = of_xml(text, "item");
        let names: Vec<&str> = outline.feed.iter().map(|mark| mark.name).collect();
        assert_eq!(names, ["title", "ttl"]);
        assert_eq!(outline.feed[1].text(), "60");
        assert_eq!(outline.entries.len(), 2);
        let first = &outline.entries[0];
        let names: Vec<&str> = first.marks.iter().map(|mark| mark.name).collect();
        assert_eq!(names, ["title", "guid", "description", "br"]);
        assert_eq!(first.marks[0].inner, "Un <b>deux</b>");
        assert_eq!(first.marks[1].attribute("ispermalink"), Some("false"));
        assert!(text[first.offset..].starts_with("<item><title>Un"));
        assert!(text[..first.end].ends_with("<br/></item>"));
        assert_eq!(
            first.mark(&["description"]).unwrap().text(),
            "<item><title>non</title>"
        );
    }

    #[test]
    fn broken_tags_cost_no_other_entry() {
        let text = "<channel><item><title>a<b></title><p>b</item><item a=\"><title>c</title></item>\
                    <item><title>d</item></channel>";
        let outline = of_xml(text, "item");
        assert_eq!(outline.entries.len(), 2);
        assert_eq!(outline.entries[1].marks[0].name, "title");
        let unclosed = "<channel><item><title>a</title><item><guid>b</guid></channel>";
        let outline = of_xml(unclosed, "item");
        assert_eq!(outline.entries.len(), 2);
        assert_eq!(outline.entries[0].end, outline.entries[1].offset);
        assert_eq!(outline.entries[1].marks[0].name, "guid");
    }

    proptest! {
        #[test]
        fn any_text_has_a_map(text in "[<>/a!\\[\\]\"'= \\-é?CDAT]{0,200}") {
            let outline = of_xml(&text, "a");
            for part in &outline.entries {
                prop_assert!(text.is_char_boundary(part.offset) && part.end <= text.len());
            }
        }
    }
}
