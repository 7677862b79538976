//! Looking at html2text's tree: names, attributes, texts. Its node type is public, its text variant is not, so a text
//! is read by serialising the node inside an element that leaves texts unescaped.

use std::io::{self, Write};

use html2text::{Element, Handle, RcDom};
use html5ever::interface::{ElementFlags, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_document};
use url::Url;

/// The tree of a text that has passed the fence: html2text's parse, but in one piece, for its reader goes through the text
/// in small copies. Programs do not run, so what stands in `noscript` is read.
pub fn parse(html: &str) -> RcDom {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    parse_document(RcDom::default(), options).one(StrTendril::from_slice(html))
}

/// The element's name in lower case; none for texts and comments.
pub fn name(node: &Handle) -> Option<&str> {
    match &node.data {
        Element { name, .. } => Some(&name.local),
        _ => None,
    }
}

/// An attribute's value; none where it is absent.
pub fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    with_attribute(node, wanted, str::to_owned)
}

/// Looks at an attribute's value without copying it.
pub fn with_attribute<T>(node: &Handle, wanted: &str, look: impl FnOnce(&str) -> T) -> Option<T> {
    match &node.data {
        Element { attrs, .. } => attrs
            .borrow()
            .iter()
            .find(|attribute| &*attribute.name.local == wanted)
            .map(|attribute| look(&attribute.value)),
        _ => None,
    }
}

/// True where an attribute is there and its value, without regard to case, is as wanted.
pub fn attribute_is(node: &Handle, name: &str, value: &str) -> bool {
    with_attribute(node, name, |found| found.trim().eq_ignore_ascii_case(value)).unwrap_or(false)
}

/// True where the `class` attribute has a word that fits.
pub fn has_class(node: &Handle, fits: impl Fn(&str) -> bool) -> bool {
    with_attribute(node, "class", |classes| {
        classes.split_ascii_whitespace().any(fits)
    })
    .unwrap_or(false)
}

/// The text of a text node; none for anything else.
pub fn text(node: &Handle) -> Option<String> {
    thread_local! {
        /// An element whose texts are serialised as they are (HTML § 13.3). Escaping looks through all that is left of a
        /// text at every `&` and `«`.
        static RAW: Handle = RcDom::default().create_element(
            QualName::new(None, ns!(html), local_name!("xmp")),
            Vec::new(),
            ElementFlags::default(),
        );
    }
    if matches!(
        node.data,
        Element { .. } | html2text::Comment { .. } | html2text::Document
    ) {
        return None;
    }
    let mut written = Pieces::default();
    RAW.with(|raw| {
        raw.children.borrow_mut().push(node.clone());
        let serialised = raw.serialize(&mut written);
        raw.children.borrow_mut().clear();
        serialised
    })
    .ok()?;
    let text = written
        .bytes
        .strip_prefix(b"<xmp>")?
        .strip_suffix(b"</xmp>")?;
    // Either tag comes in three pieces and a text in one; a document type comes in more.
    let is_text = written.count <= 7;
    is_text
        .then(|| String::from_utf8(text.to_vec()).ok())
        .flatten()
}

/// Takes what is serialised, and counts the pieces it comes in.
#[derive(Default)]
struct Pieces {
    bytes: Vec<u8>,
    count: usize,
}

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(piece);
        self.count += 1;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The texts inside a node, in order, without those of the elements to skip.
pub fn inner_text(node: &Handle, skip: impl Fn(&Handle) -> bool) -> String {
    let mut out = String::new();
    let mut left = vec![node.clone()];
    while let Some(node) = left.pop() {
        if let Some(text) = text(&node) {
            out.push_str(&text);
        } else if !skip(&node) {
            left.extend(node.children.borrow().iter().rev().cloned());
        }
    }
    out
}

/// The first element inside a node that fits.
pub fn find(node: &Handle, fits: impl Fn(&Handle) -> bool) -> Option<Handle> {
    let mut left: Vec<Handle> = node.children.borrow().iter().rev().cloned().collect();
    while let Some(node) = left.pop() {
        if name(&node).is_some() && fits(&node) {
            return Some(node);
        }
        left.extend(node.children.borrow().iter().rev().cloned());
    }
    None
}

/// The language an `html` element declares.
pub fn page_language(dom: &RcDom) -> Option<String> {
    let children = dom.document.children.borrow();
    let html = children.iter().find(|node| name(node) == Some("html"))?;
    attribute(html, "lang").filter(|language| !language.trim().is_empty())
}

/// The address a `base` element in the head gives, made absolute.
pub fn base_address(dom: &RcDom, base: Option<&Url>) -> Option<Url> {
    let head = find(&dom.document, |node| {
        matches!(name(node), Some("head" | "body"))
    })?;
    if name(&head) != Some("head") {
        return None;
    }
    let element = find(&head, |node| name(node) == Some("base"))?;
    let address = crate::article::links::resolve(&attribute(&element, "href")?, base)?;
    matches!(address.scheme(), "http" | "https").then_some(address)
}

/// The text inside a node where it has `limit` bytes at the most; none where it has more. Looks at no more than it needs.
pub fn short_text(node: &Handle, limit: usize) -> Option<String> {
    let mut out = String::new();
    let mut left = vec![node.clone()];
    let mut seen = 0;
    while let Some(node) = left.pop() {
        seen += 1;
        if let Some(text) = text(&node) {
            out.push_str(&text);
        }
        if out.len() > limit || seen > limit {
            return None;
        }
        left.extend(node.children.borrow().iter().rev().cloned());
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_are() {
        let page = "<!DOCTYPE html><p>a &amp; b &lt;xmp> \u{a0}«\u{a0}c&nbsp;» co\u{ad}op &lt;/xmp></p><!-- rien -->";
        let dom = parse(page);
        let body = find(&dom.document, |node| name(node) == Some("body")).unwrap();
        assert_eq!(
            inner_text(&body, |_| false),
            "a & b <xmp> \u{a0}«\u{a0}c\u{a0}» co\u{ad}op </xmp>"
        );
        let children = dom.document.children.borrow();
        assert!(children.iter().all(|child| text(child).is_none()));
    }
}
