//! One entry of the two readings: what the strict parser gives, completed by what was read beside it.

use std::borrow::Cow;

use url::Url;

use super::beside::{Beside, DateKind, EntryFacts, Link};
use super::constructs::Text;
use super::dates::{self, Hints};
use super::parse::tag;
use super::repair::Family;
use super::strict::StrictEntry;
use super::{Enclosure, Entry, ProblemCode, decode, links, plain};
use crate::text::{UnixTime, sanitise};

/// What the whole feed says that its entries need.
pub struct Context<'f> {
    pub family: Family,
    pub beside: &'f Beside,
    pub site: Option<&'f Url>,
    pub document: Option<&'f Url>,
    pub hints: Hints,
}

impl Context<'_> {
    /// What an entry's relative addresses stand against where no `xml:base` says it. Atom: the document (RFC 4287, 2,
    /// and RFC 3986, 5.1), but for one that a service of another site hands on. RSS has no rule; they are the site's.
    fn base(&self) -> Option<&Url> {
        let same_host = |site: &&Url| {
            self.document
                .is_none_or(|document| document.host_str() == site.host_str())
        };
        let document_first =
            self.family == Family::Atom && self.site.as_ref().is_some_and(same_host);
        match document_first {
            true => self.document.or(self.site),
            false => self.site.or(self.document),
        }
    }

    /// The entry of both readings; what is wrong with it is added to `wrong`, with its place in the document.
    pub fn entry(
        &self,
        facts: &EntryFacts,
        strict: StrictEntry,
        wrong: &mut Vec<(ProblemCode, String, usize)>,
    ) -> Entry {
        let base = facts.base.as_ref().or(self.base());
        let link = self.link(facts, base, wrong);
        let page = link.as_deref().and_then(|link| Url::parse(link).ok());
        let html_base = |own: Option<&Url>| {
            own.or(facts.base.as_ref())
                .or(page.as_ref().filter(|page| !page.cannot_be_a_base()))
                .or(self.site)
                .or(self.document)
                .cloned()
        };
        let summary = strict.summary.or_else(|| facts.summary.clone());
        let content = strict.content.or_else(|| facts.content.clone());
        let title = strict.title;
        Entry {
            guid: facts
                .guid
                .clone()
                .or_else(|| facts.about.clone())
                .map(without_controls),
            title: some_line(title, facts.title.clone()).unwrap_or_default(),
            published: self
                .date(facts, DateKind::Published, wrong)
                .or_else(|| self.date(facts, DateKind::Issued, wrong)),
            updated: self.date(facts, DateKind::Updated, wrong),
            authors: lines(
                [&facts.authors, &facts.source_authors]
                    .into_iter()
                    .find(|authors| !authors.is_empty())
                    .map_or(self.beside.feed.authors(), Vec::as_slice),
            ),
            categories: lines(strict.categories.iter().chain(&facts.categories)),
            summary: summary
                .and_then(|text| html(text, html_base(facts.summary_base.as_ref()).as_ref())),
            content: content
                .and_then(|text| html(text, html_base(facts.content_base.as_ref()).as_ref())),
            enclosures: enclosures(facts, base),
            language: facts.language.as_deref().map(tag),
            link,
        }
    }

    /// The article's address: what FeedBurner replaced, the entry's own link, Atom's, a guid that is a link, the
    /// subject of RDF, the place of the content.
    fn link(
        &self,
        facts: &EntryFacts,
        base: Option<&Url>,
        wrong: &mut Vec<(ProblemCode, String, usize)>,
    ) -> Option<String> {
        let pages = Link::pages(&facts.links);
        let guid = facts.guid.clone().filter(|guid| links::is_web(guid));
        let said = guid.clone().filter(|_| facts.permalink);
        // An identity of Atom is no link by its meaning, but often by its look.
        let looks = guid.filter(|_| self.family == Family::Atom);
        let content = facts.links.iter().find(|link| link.rel == "content");
        let candidates: Vec<String> = facts
            .original_link
            .iter()
            .cloned()
            .chain(pages.iter().map(|link| link.href.clone()))
            .chain(said)
            .chain(facts.about.clone())
            .chain(content.map(|link| link.href.clone()))
            .chain(looks)
            .collect();
        let found = candidates
            .iter()
            .find_map(|href| links::absolute(href, base));
        if let (None, Some(first)) = (&found, candidates.first()) {
            wrong.push((ProblemCode::Link, short(first), facts.offset));
        }
        found
    }

    /// The first date of a kind that can be read; those that cannot are told.
    fn date(
        &self,
        facts: &EntryFacts,
        kind: DateKind,
        wrong: &mut Vec<(ProblemCode, String, usize)>,
    ) -> Option<UnixTime> {
        facts
            .dates
            .iter()
            .filter(|date| date.kind == kind)
            .find_map(|date| {
                let read = dates::parse(&date.text, &self.hints);
                if read.is_none() {
                    wrong.push((ProblemCode::Date, short(&date.text), date.offset));
                }
                read
            })
    }
}

/// A guid as sent, but for control characters.
pub fn without_controls(guid: String) -> String {
    match guid.contains(char::is_control) {
        true => guid.replace(char::is_control, ""),
        false => guid,
    }
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// The first text that gives a line.
pub fn some_line(first: Option<Text>, second: Option<Text>) -> Option<String> {
    [first, second]
        .into_iter()
        .flatten()
        .map(|text| plain::line(&text))
        .find(|line| !line.is_empty())
}

/// Names and categories: plain text, none empty, none twice.
fn lines<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        let line = plain::line_from_html(text);
        if !line.is_empty() && !all.contains(&line) && all.len() < 100 {
            all.push(line);
        }
    }
    all
}

/// A body: HTML, its links absolute, double encoding mended, control characters gone; none where it is empty.
pub fn html(text: Text, base: Option<&Url>) -> Option<String> {
    if text.value.trim().is_empty() {
        return None;
    }
    let html = text.into_html();
    let html = decode::undouble(&html).unwrap_or(html);
    let html = match links::absolute_html(&html, base) {
        Cow::Borrowed(_) => html,
        Cow::Owned(mended) => mended,
    };
    let html = match sanitise::markup(&html) {
        Cow::Borrowed(_) => html,
        Cow::Owned(clean) => clean,
    };
    Some(html).filter(|html| !html.trim().is_empty())
}

fn enclosures(facts: &EntryFacts, base: Option<&Url>) -> Vec<Enclosure> {
    let of_links = facts
        .links
        .iter()
        .filter(|link| link.rel == "enclosure")
        .map(|link| Enclosure {
            url: link.href.clone(),
            media_type: link.media_type.clone(),
            length: link.length,
        });
    let mut all: Vec<Enclosure> = Vec::new();
    for (number, mut enclosure) in facts
        .enclosures
        .iter()
        .cloned()
        .chain(of_links)
        .chain(facts.media.iter().cloned())
        .enumerate()
    {
        if let (0, Some(original)) = (number, &facts.original_enclosure) {
            enclosure.url.clone_from(original);
        }
        let Some(url) = links::absolute(&enclosure.url, base) else {
            continue;
        };
        if all.len() < 100 && !all.iter().any(|known| known.url == url) {
            enclosure.url = url;
            enclosure.media_type = enclosure.media_type.map(|kind| sanitise::line(&kind));
            enclosure.length = enclosure.length.filter(|length| *length > 0);
            all.push(enclosure);
        }
    }
    all
}
