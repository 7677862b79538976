//! What may stand in what, as far as it tells where a forgotten end tag was meant: an entry stands in no entry, a field
//! in no short text, and markup without end tags in a long text alone.

use super::Family;
use crate::feed::repair::names::Ns;
use crate::feed::repair::node::Node;

/// True for what stands around a feed's entries; `depth` is the number of containers around it, with nothing else open.
pub fn is_container(node: &Node<'_>, family: Family, depth: usize) -> bool {
    let name = node.name.to_ascii_lowercase();
    match depth {
        0 => matches!(name.as_str(), "rss" | "rdf" | "channel" | "feed"),
        1 => family == Family::Rss && node.ns == Ns::Own && name == "channel",
        _ => false,
    }
}

/// True for elements that hold the markup of a text.
pub fn is_long_text(node: &Node<'_>) -> bool {
    const LONG: [&str; 7] = [
        "title",
        "description",
        "encoded",
        "summary",
        "content",
        "subtitle",
        "tagline",
    ];
    node.ns == Ns::Xhtml
        || (matches!(node.ns, Ns::Own | Ns::Content | Ns::Itunes | Ns::Dc)
            && is_one_of(node.name, &LONG))
}

/// True for elements whose text is short and holds no field of an entry.
pub fn is_short_text(node: &Node<'_>) -> bool {
    const SHORT: [&str; 7] = [
        "title", "link", "guid", "pubDate", "author", "category", "comments",
    ];
    node.ns == Ns::Own && is_one_of(node.name, &SHORT)
}

/// True for fields of an entry that never stand in a short text. `name`, `email` and `uri` do, in Atom's `author`.
pub fn is_field(node: &Node<'_>) -> bool {
    const FIELDS: [&str; 9] = [
        "title",
        "link",
        "description",
        "guid",
        "pubDate",
        "author",
        "category",
        "comments",
        "enclosure",
    ];
    node.ns == Ns::Own && is_one_of(node.name, &FIELDS)
}

/// True for a field that no HTML has: in a text's markup it tells that the text's end tag is missing. HTML has `<link>`,
/// but never without attributes.
pub fn ends_markup(node: &Node<'_>, family: Family) -> bool {
    const RSS: [&str; 15] = [
        "guid",
        "pubDate",
        "comments",
        "enclosure",
        "author",
        "category",
        "description",
        "language",
        "generator",
        "copyright",
        "lastBuildDate",
        "managingEditor",
        "webMaster",
        "ttl",
        "docs",
    ];
    const ATOM: [&str; 7] = [
        "id",
        "published",
        "updated",
        "issued",
        "modified",
        "author",
        "category",
    ];
    match (node.ns, family) {
        (Ns::Own, Family::Rss) => {
            is_one_of(node.name, &RSS)
                || (node.name.eq_ignore_ascii_case("link") && node.attributes.is_empty())
        }
        (Ns::Own, Family::Atom) => is_one_of(node.name, &ATOM),
        (Ns::Content | Ns::Dc | Ns::DcTerms, _) => true,
        _ => false,
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| name.eq_ignore_ascii_case(one))
}
