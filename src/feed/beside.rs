//! What the strict parser drops, read from the repaired trees: identities and dates as sent, `isPermaLink`,
//! `rdf:about`, Atom's elements in RSS, Dublin Core, iTunes and Media RSS, FeedBurner's original links, authors in all
//! their forms and those of the feed, schedules, bases and languages. It reads and decides nothing: [`super::parse`]
//! chooses between the two.

use url::Url;

use super::constructs::{Text, atom_text, either_text};
use super::people::person;
use super::repair::{Container, Family, Node, Ns, html_of};
use super::{Enclosure, Schedule, links};

/// The facts of a document.
#[derive(Debug, Default)]
pub struct Beside {
    pub document: Option<Url>,
    pub feed: FeedFacts,
    /// In the document's order.
    pub entries: Vec<EntryFacts>,
}

impl Beside {
    /// No facts yet, of a document at that address.
    pub fn new(document: Option<Url>) -> Beside {
        Beside {
            document,
            ..Beside::default()
        }
    }
}

/// Facts of the feed itself.
#[derive(Debug, Default)]
pub struct FeedFacts {
    pub base: Option<Url>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub links: Vec<Link>,
    pub language: Option<String>,
    pub authors: Vec<String>,
    /// Who owns a podcast, else who keeps the site: authors where nobody else is named.
    pub owner: Option<String>,
    pub webmaster: Option<String>,
    pub schedule: Schedule,
    update_period: Option<i64>,
    update_frequency: i64,
}

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
    /// True where it leads to what is described, in whatever form.
    pub fn is_page(&self) -> bool {
        self.rel == "alternate"
    }

    /// The lower, the likelier the page a person reads: the text of RSS's own element, then HTML, then the rest.
    pub fn preference(&self) -> u8 {
        let html = |kind: &String| kind.contains("html");
        match (self.is_text, self.media_type.as_ref().is_none_or(html)) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }

    /// Resolves it against the `xml:base` of its own element.
    fn rebase(&mut self, own_base: Option<&Url>) {
        if let Some(absolute) = own_base.and_then(|base| links::absolute(&self.href, Some(base))) {
            self.href = absolute;
        }
    }
}

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

/// Takes what the containers around the feed's children say of all of them.
pub fn around(beside: &mut Beside, around: &[Container<'_>]) {
    if beside.feed.base.is_none() {
        beside.feed.base = base_of(beside.document.as_ref(), around, None);
    }
    if beside.feed.language.is_none() {
        let inwards = around.iter().rev();
        beside.feed.language = inwards.filter_map(|around| language(&around.node)).next();
    }
}

/// Takes the facts of a child of the feed that is no entry.
pub fn feed_child(beside: &mut Beside, family: Family, node: &Node<'_>) {
    let document = &beside.document;
    let feed = &mut beside.feed;
    let name = node.name.to_ascii_lowercase();
    match (node.ns, name.as_str()) {
        (Ns::Own, "title") if family == Family::Atom => keep(&mut feed.title, atom_text(node)),
        (Ns::Own, "subtitle" | "tagline") if family == Family::Atom => {
            keep(&mut feed.description, atom_text(node));
        }
        (Ns::Dc | Ns::Atom, "title") => keep(&mut feed.title, atom_text(node)),
        (Ns::Dc, "description") | (Ns::Atom, "subtitle") | (Ns::Itunes, "summary" | "subtitle") => {
            keep(&mut feed.description, atom_text(node));
        }
        (Ns::Own | Ns::Atom, "link") => feed.links.extend(link(node).map(|mut link| {
            let own = node.attribute("xml:base");
            let own = own.and_then(|own| join(feed.base.as_ref().or(document.as_ref()), own));
            link.rebase(own.as_ref());
            link
        })),
        (Ns::Own | Ns::Dc, "language") => {
            let text = node.text().trim().to_ascii_lowercase();
            if !text.is_empty() {
                feed.language = Some(text);
            }
        }
        (Ns::Own | Ns::Atom, "author") | (Ns::Own, "managingeditor") => {
            feed.authors.extend(person(node));
        }
        (Ns::Dc, "creator" | "author") | (Ns::Itunes | Ns::GooglePlay, "author") => {
            feed.authors.extend(person(node));
        }
        (Ns::Itunes | Ns::GooglePlay, "owner") => feed.owner = person(node),
        (Ns::Own, "webmaster") => feed.webmaster = person(node),
        (Ns::Own, "ttl") => {
            if let Some(minutes) = number(node).filter(|minutes| (1..=43_200).contains(minutes)) {
                feed.schedule.period = feed.schedule.period.max(Some(minutes * 60));
            }
        }
        (Ns::Own, "skiphours") => feed.schedule.skip_hours = hours(node),
        (Ns::Own, "skipdays") => feed.schedule.skip_days = days(node),
        (Ns::Syndication, "updateperiod") => {
            feed.update_period = match node.text().trim().to_ascii_lowercase().as_str() {
                "hourly" => Some(3_600),
                "daily" => Some(86_400),
                "weekly" => Some(604_800),
                "monthly" => Some(2_592_000),
                "yearly" => Some(31_536_000),
                _ => None,
            };
        }
        (Ns::Syndication, "updatefrequency") => {
            feed.update_frequency = number(node).filter(|times| *times > 0).unwrap_or(1);
        }
        _ => {}
    }
}

impl FeedFacts {
    /// The authors of entries that name none.
    pub fn authors(&self) -> &[String] {
        let fallback = [&self.owner, &self.webmaster];
        match fallback.into_iter().flatten().next() {
            Some(one) if self.authors.is_empty() => std::slice::from_ref(one),
            _ => &self.authors,
        }
    }

    /// What the feed says about visits.
    pub fn schedule(&self) -> Schedule {
        let mut schedule = self.schedule.clone();
        let syndicated = self
            .update_period
            .map(|period| period / self.update_frequency.max(1));
        schedule.period = schedule
            .period
            .max(syndicated.filter(|period| *period >= 60));
        schedule
    }
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
    for node in entry.nodes() {
        let inner = node
            .attribute("xml:base")
            .and_then(|own| join(base.as_ref().or(beside.document.as_ref()), own));
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
                facts.source_authors.extend(authors.filter_map(person));
            }
            (Ns::Own | Ns::Atom, "author") | (Ns::Dc, "creator" | "author") => {
                facts.authors.extend(person(node));
            }
            (Ns::Itunes | Ns::GooglePlay, "author") if facts.authors.is_empty() => {
                facts.authors.extend(person(node));
            }
            (Ns::Dc, "subject") => facts.categories.push(node.text()),
            (Ns::Own, "category") if family == Family::Atom && node.attribute("term").is_none() => {
                facts.categories.push(node.text());
            }
            (Ns::Own, "category") if family == Family::Atom => {}
            (Ns::Own | Ns::Atom | Ns::Itunes | Ns::Media, "category" | "keywords") => {
                categories(node, &mut facts.categories);
            }
            (Ns::Own, "title") if family == Family::Rss => {}
            (Ns::Own | Ns::Atom | Ns::Dc | Ns::Media | Ns::Itunes, "title") => {
                keep(&mut facts.title, atom_text(node));
            }
            (Ns::Own, "description" | "summary") => {
                facts.summary_base = inner;
                if name == "summary" {
                    keep(&mut facts.summary, atom_text(node));
                }
            }
            (Ns::Atom | Ns::Itunes, "summary")
            | (Ns::Dc | Ns::Media | Ns::GooglePlay, "description") => {
                keep(&mut facts.summary, either_text(node));
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
            _ => facts.dates.extend(date(node, &name)),
        }
    }
    facts
}

/// Files of Media RSS, alone or in a group, and what a group says of its entry.
fn media(node: &Node<'_>, facts: &mut EntryFacts) {
    if node.is(Ns::Media, "content") {
        let url = attribute(node, "url");
        facts.enclosures.extend(url.map(|url| {
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
            "category" | "keywords" => categories(inner, &mut facts.categories),
            "title" => keep(&mut facts.title, atom_text(inner)),
            "description" if node.is(Ns::Media, "group") => {
                keep(&mut facts.summary, either_text(inner));
            }
            _ => {}
        }
    }
}

/// Categories in attributes, or in a text: of iTunes and Media RSS keywords, a list with commas.
fn categories(node: &Node<'_>, all: &mut Vec<String>) {
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

fn date(node: &Node<'_>, name: &str) -> Option<Date> {
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

/// A relation by its short name: `rel` is an IANA name or the address of one (RFC 4287, 4.2.7.2).
fn relation(rel: &str) -> String {
    let rel = rel.trim().to_ascii_lowercase();
    let short = rel.strip_prefix("http://www.iana.org/assignments/relation/");
    match short.unwrap_or(&rel) {
        "" => "alternate".to_owned(),
        short => short.to_owned(),
    }
}

fn link(node: &Node<'_>) -> Option<Link> {
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

fn hours(node: &Node<'_>) -> Vec<u8> {
    let mut hours: Vec<u8> = node
        .nodes()
        .filter_map(|hour| number(hour))
        .filter_map(|hour| u8::try_from(hour).ok())
        .filter(|hour| *hour <= 24)
        .map(|hour| hour % 24)
        .collect();
    hours.sort_unstable();
    hours.dedup();
    if hours.len() >= 24 { Vec::new() } else { hours }
}

fn days(node: &Node<'_>) -> Vec<u8> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut days: Vec<u8> = node
        .nodes()
        .filter_map(|day| {
            let text = day.text().trim().to_ascii_lowercase();
            NAMES.iter().position(|name| text.starts_with(name))
        })
        .filter_map(|day| u8::try_from(day + 1).ok())
        .collect();
    days.sort_unstable();
    days.dedup();
    if days.len() >= 7 { Vec::new() } else { days }
}

fn number(node: &Node<'_>) -> Option<i64> {
    node.text().trim().parse().ok()
}

fn attribute(node: &Node<'_>, name: &str) -> Option<String> {
    node.attribute(name).and_then(|value| some(value.trim()))
}

fn language(node: &Node<'_>) -> Option<String> {
    attribute(node, "xml:lang").map(|lang| lang.to_ascii_lowercase())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn keep(slot: &mut Option<Text>, text: Text) {
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

/// The base that the `xml:base` attributes from the root down to `last` give.
fn base_of(
    document: Option<&Url>,
    around: &[Container<'_>],
    last: Option<&Node<'_>>,
) -> Option<Url> {
    let nodes = around.iter().map(|around| &around.node).chain(last);
    nodes
        .filter_map(|node| node.attribute("xml:base"))
        .fold(None, |base: Option<Url>, own| {
            join(base.as_ref().or(document), own).or(base)
        })
}
