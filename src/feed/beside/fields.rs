//! The small fields that feeds and entries share: dates as sent, categories, attributes, bases.

use url::Url;

use crate::feed::Enclosure;
use crate::feed::constructs::Text;
use crate::feed::links::LONGEST_BASE;
use crate::feed::people::some;
use crate::feed::repair::{Container, Node, Ns};

/// What a date says; the first kind of a meaning that can be read is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    Published,
    /// Dublin Core and the like: publication, where nothing better is said.
    Issued,
    Updated,
}

/// A date as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    pub kind: DateKind,
    pub text: String,
    /// Where it stands, in bytes of the document as text.
    pub offset: usize,
}

/// Categories in attributes, or in a text: of iTunes and Media RSS keywords, a list with commas.
pub(super) fn categories(node: &Node<'_>, all: &mut Vec<String>) {
    let marked = ["label", "term"].into_iter();
    let marked = marked.chain((node.ns == Ns::Itunes).then_some("text"));
    let marked = marked.filter_map(|key| attribute(node, key)).next();
    if let Some(marked) = marked {
        all.push(marked);
    } else if node.name.eq_ignore_ascii_case("keywords") {
        all.extend(node.text().split(',').map(str::to_owned));
    } else if node.ns == Ns::Media {
        all.push(node.text());
    }
}

/// An enclosure of RSS as sent, its address an attribute or the text.
pub(super) fn enclosure(node: &Node<'_>) -> Option<Enclosure> {
    let url = attribute(node, "url").or_else(|| attribute(node, "href"));
    let length = node.attribute("length").unwrap_or_default();
    let digits: String = length
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    Some(Enclosure {
        url: url.or_else(|| some(node.text().trim()))?,
        media_type: attribute(node, "type"),
        length: digits.parse().ok(),
    })
}

pub(super) fn date(node: &Node<'_>, name: &str) -> Option<Date> {
    let kind = match (node.ns, name) {
        (Ns::Own, "pubdate" | "published" | "issued") | (Ns::Atom, "published" | "issued") => {
            DateKind::Published
        }
        (Ns::Rss, "pubdate") => DateKind::Published,
        (Ns::Own | Ns::Atom, "updated" | "modified") | (Ns::DcTerms, "modified") => {
            DateKind::Updated
        }
        (Ns::Own, "lastbuilddate") => DateKind::Updated,
        (Ns::Dc, "date")
        | (Ns::DcTerms, "issued" | "created" | "date" | "available")
        | (Ns::Own | Ns::Atom, "created" | "date") => DateKind::Issued,
        _ => return None,
    };
    let text = node.text().trim().to_owned();
    (!text.is_empty()).then_some(Date {
        kind,
        text,
        offset: node.offset,
    })
}

pub(super) fn attribute(node: &Node<'_>, name: &str) -> Option<String> {
    node.attribute(name).and_then(|value| some(value.trim()))
}

pub(super) fn language(node: &Node<'_>) -> Option<String> {
    attribute(node, "xml:lang").map(|lang| lang.to_ascii_lowercase())
}

pub(super) fn keep(slot: &mut Option<Text>, text: Text) {
    if slot.is_none() && !text.value.trim().is_empty() {
        *slot = Some(text);
    }
}

fn join(base: Option<&Url>, reference: &str) -> Option<Url> {
    let reference = reference.trim();
    Url::parse(reference)
        .ok()
        .or_else(|| base.and_then(|base| base.join(reference).ok()))
}

/// The base that one `xml:base` gives; none that is too long to stand before every address.
pub(super) fn own_base(around: Option<&Url>, own: &str) -> Option<Url> {
    if own.len() > LONGEST_BASE {
        return None;
    }
    join(around, own).filter(|base| base.as_str().len() <= LONGEST_BASE)
}

/// The base that the `xml:base` attributes from the root down to `last` give.
pub(super) fn base_of(
    document: Option<&Url>,
    around: &[Container<'_>],
    last: Option<&Node<'_>>,
) -> Option<Url> {
    let nodes = around.iter().map(|around| &around.node).chain(last);
    nodes
        .filter_map(|node| node.attribute("xml:base"))
        .fold(None, |base: Option<Url>, own| {
            own_base(base.as_ref().or(document), own).or(base)
        })
}
