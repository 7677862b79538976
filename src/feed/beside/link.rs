//! Links of Atom and of RSS.

use url::Url;

use super::fields::attribute;
use crate::feed::links;
use crate::feed::people::some;
use crate::feed::repair::Node;

/// A link of Atom, wherever it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    pub href: String,
    pub rel: String,
    pub media_type: Option<String>,
    pub length: Option<u64>,
    /// True where it is the text of its element, as RSS has it.
    pub is_text: bool,
}

impl Link {
    pub(super) fn to_page() -> Link {
        Link {
            rel: relation(""),
            ..Link::default()
        }
    }

    /// Those that lead to what is described, in whatever form, the likeliest page first.
    pub fn pages(links: &[Link]) -> Vec<&Link> {
        let mut pages: Vec<&Link> = links
            .iter()
            .filter(|link| link.rel == "alternate")
            .collect();
        pages.sort_by_key(|link| link.preference());
        pages
    }

    /// The lower, the likelier the page a person reads: the text of RSS's own element, then HTML, then the rest.
    fn preference(&self) -> u8 {
        let html = |kind: &String| kind.contains("html");
        match (self.is_text, self.media_type.as_ref().is_none_or(html)) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }

    /// Resolves it against the `xml:base` of its own element.
    pub(super) fn rebase(&mut self, own_base: Option<&Url>) {
        if let Some(absolute) = own_base.and_then(|base| links::absolute(&self.href, Some(base))) {
            self.href = absolute;
        }
    }
}

/// A relation by its short name: `rel` is an IANA name or the address of one (RFC 4287, 4.2.7.2).
fn relation(rel: &str) -> String {
    let rel = rel.trim().to_ascii_lowercase();
    let short = rel.strip_prefix("http://www.iana.org/assignments/relation/");
    match short.unwrap_or(&rel) {
        "" => "alternate".to_owned(),
        short => short.to_owned(),
    }
}

pub(super) fn link(node: &Node<'_>) -> Option<Link> {
    let href = attribute(node, "href");
    Some(Link {
        is_text: href.is_none(),
        href: href.or_else(|| some(node.text().trim()))?,
        rel: relation(node.attribute("rel").unwrap_or_default()),
        media_type: attribute(node, "type"),
        length: node
            .attribute("length")
            .and_then(|length| length.trim().parse().ok()),
    })
}
