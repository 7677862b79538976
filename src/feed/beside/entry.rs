//! Facts of an entry.

use super::fields::{self, Date, attribute, base_of, keep, language, own_base};
use super::link::{Link, link};
use super::{Beside, DateKind};
use crate::feed::Enclosure;
use crate::feed::constructs::{Text, atom_text, either_text};
use crate::feed::people::{people, some};
use crate::feed::repair::{Container, Family, Node, Ns, html_of};
use url::Url;

/// Facts of an entry.
#[derive(Debug, Default)]
pub struct EntryFacts {
    pub guid: Option<String>,
    /// True where the guid says it is a link, or does not say that it is none.
    pub permalink: bool,
    pub about: Option<String>,
    pub dates: Vec<Date>,
    pub links: Vec<Link>,
    pub original_link: Option<String>,
    pub authors: Vec<String>,
    /// Those of the feed an entry of Atom was taken from (RFC 4287, 4.2.11).
    pub source_authors: Vec<String>,
    pub categories: Vec<String>,
    /// What FeedBurner replaced an enclosure's address for.
    pub original_enclosure: Option<String>,
    pub enclosures: Vec<Enclosure>,
    /// Files of Media RSS.
    pub media: Vec<Enclosure>,
    pub title: Option<Text>,
    pub summary: Option<Text>,
    pub content: Option<Text>,
    /// The base that `xml:base` gives; none where nothing declares one.
    pub base: Option<Url>,
    pub summary_base: Option<Url>,
    pub content_base: Option<Url>,
    pub language: Option<String>,
    /// Where the entry starts, in bytes of the document as text.
    pub offset: usize,
}

/// The facts of an entry.
pub fn entry(
    beside: &Beside,
    family: Family,
    around: &[Container<'_>],
    entry: &Node<'_>,
) -> EntryFacts {
    let base = base_of(beside.document.as_ref(), around, Some(entry));
    let mut facts = EntryFacts {
        about: attribute(entry, "about"),
        language: language(entry),
        base: base.clone(),
        offset: entry.offset,
        ..EntryFacts::default()
    };
    if entry.is(Ns::Own, "item") {
        facts
            .links
            .extend(attribute(entry, "href").map(|href| Link {
                href,
                ..Link::to_page()
            }));
        facts
            .dates
            .extend(attribute(entry, "lastmod").map(|text| Date {
                kind: DateKind::Updated,
                text,
                offset: entry.offset,
            }));
    }
    for node in entry.nodes() {
        let inner = node
            .attribute("xml:base")
            .and_then(|own| own_base(base.as_ref().or(beside.document.as_ref()), own));
        let name = node.name.to_ascii_lowercase();
        match (node.ns, name.as_str()) {
            (Ns::Own, "guid" | "id") => {
                let text = node.text().trim().to_owned();
                if !text.is_empty() && facts.guid.is_none() {
                    facts.guid = Some(text);
                    let says = node.attribute("isPermaLink").map(str::trim);
                    facts.permalink = family == Family::Rss
                        && name == "guid"
                        && !says.is_some_and(|says| says.eq_ignore_ascii_case("false"));
                }
            }
            (Ns::Atom, "id") => {
                facts.guid = facts.guid.take().or_else(|| some(node.text().trim()));
            }
            (Ns::Own | Ns::Atom, "link") => facts.links.extend(link(node).map(|mut link| {
                link.rebase(inner.as_ref());
                link
            })),
            (Ns::FeedBurner, "origlink") => facts.original_link = some(node.text().trim()),
            (Ns::FeedBurner, "origenclosurelink") => {
                facts.original_enclosure = some(node.text().trim());
            }
            (Ns::Own | Ns::Atom, "source") => {
                let authors = node.nodes().filter(|inner| inner.name == "author");
                facts.source_authors.extend(authors.flat_map(people));
            }
            (Ns::Own | Ns::Atom, "author") | (Ns::Dc | Ns::DcTerms, "creator" | "author") => {
                facts.authors.extend(people(node));
            }
            (Ns::Itunes | Ns::GooglePlay, "author") if facts.authors.is_empty() => {
                facts.authors.extend(people(node));
            }
            (Ns::Dc | Ns::DcTerms, "subject") => facts.categories.push(node.text()),
            (Ns::Own, "category")
                if family == Family::Atom
                    && node
                        .attribute("term")
                        .is_none_or(|term| term.trim().is_empty()) =>
            {
                let label = attribute(node, "label");
                facts.categories.push(label.unwrap_or_else(|| node.text()));
            }
            (Ns::Own, "category") if family == Family::Atom => {}
            (Ns::Own | Ns::Atom | Ns::Itunes | Ns::Media, "category" | "keywords") => {
                fields::categories(node, &mut facts.categories);
            }
            (Ns::Own, "title") if family == Family::Rss => {}
            (Ns::Own | Ns::Atom | Ns::Dc | Ns::Media | Ns::Itunes, "title") => {
                keep(&mut facts.title, atom_text(node));
            }
            (Ns::Own, "description" | "summary" | "abstract") => {
                facts.summary_base = inner;
                if name != "description" {
                    keep(&mut facts.summary, atom_text(node));
                }
            }
            (Ns::Own, "enclosure") if family == Family::Rss => {
                facts.enclosures.extend(fields::enclosure(node));
            }
            (Ns::Atom | Ns::Itunes, "summary")
            | (Ns::DcTerms, "abstract")
            | (Ns::Dc | Ns::DcTerms | Ns::Media | Ns::GooglePlay, "description") => {
                keep(&mut facts.summary, either_text(node).with_lines());
            }
            (Ns::Content, "encoded") => {
                facts.content_base = inner;
                if family == Family::Atom {
                    let value = html_of(node);
                    keep(&mut facts.content, Text { value, html: true });
                }
            }
            (Ns::Own | Ns::Atom, "content") => {
                facts.content_base = inner;
                keep(&mut facts.content, atom_text(node));
                if let Some(src) = attribute(node, "src") {
                    facts.links.push(Link {
                        href: src,
                        rel: "content".to_owned(),
                        ..Link::default()
                    });
                }
            }
            (Ns::Xhtml, "body" | "div") => {
                let value = html_of(node);
                keep(&mut facts.content, Text { value, html: true });
            }
            (Ns::Media, "content" | "group") => media(node, &mut facts),
            (Ns::Dc, "language") => facts.language = some(&node.text().trim().to_ascii_lowercase()),
            _ => facts.dates.extend(fields::date(node, &name)),
        }
    }
    facts
}

/// Files of Media RSS, alone or in a group, and what a group says of its entry.
fn media(node: &Node<'_>, facts: &mut EntryFacts) {
    if node.is(Ns::Media, "content") {
        let url = attribute(node, "url");
        facts.media.extend(url.map(|url| {
            Enclosure {
                url,
                media_type: attribute(node, "type"),
                length: node
                    .attribute("fileSize")
                    .and_then(|size| size.trim().parse().ok()),
            }
        }));
    }
    for inner in node.nodes().filter(|inner| inner.ns == Ns::Media) {
        match inner.name.to_ascii_lowercase().as_str() {
            "content" => media(inner, facts),
            "category" | "keywords" => fields::categories(inner, &mut facts.categories),
            "title" => keep(&mut facts.title, atom_text(inner)),
            "description" if node.is(Ns::Media, "group") => {
                keep(&mut facts.summary, either_text(inner).with_lines());
            }
            _ => {}
        }
    }
}
