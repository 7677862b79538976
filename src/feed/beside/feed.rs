//! Facts of the feed itself.

use super::fields::{attribute, base_of, keep, language, own_base};
use super::link::link;
use super::{Beside, Link};
use crate::feed::Schedule;
use crate::feed::constructs::{Text, atom_text};
use crate::feed::people::{people, person, some};
use crate::feed::repair::{Container, Family, Node, Ns};
use url::Url;

/// The longest `ttl` that is a wish and no mistake, in minutes: a year. How much of it counts is decided elsewhere.
const LONGEST_TTL: i64 = 366 * 24 * 60;

/// Facts of the feed itself.
#[derive(Debug, Default)]
pub struct FeedFacts {
    pub base: Option<Url>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub links: Vec<Link>,
    /// Its identity where that is an address: Atom's `id`, RDF's `about`.
    pub identity: Option<String>,
    pub language: Option<String>,
    pub authors: Vec<String>,
    /// Who owns a podcast, else who keeps the site: authors where nobody else is named.
    pub owner: Option<String>,
    pub webmaster: Option<String>,
    pub schedule: Schedule,
    update_period: Option<i64>,
    update_frequency: i64,
}

/// Takes what the containers around the feed's children say of all of them.
pub fn around(beside: &mut Beside, around: &[Container<'_>]) {
    if beside.feed.base.is_none() {
        beside.feed.base = base_of(beside.document.as_ref(), around, None);
    }
    if beside.feed.identity.is_none() {
        let inner = around.last();
        beside.feed.identity = inner.and_then(|around| attribute(&around.node, "about"));
    }
    if beside.feed.links.is_empty()
        && let Some(href) = around
            .last()
            .and_then(|around| attribute(&around.node, "href"))
    {
        let href = Link {
            href,
            ..Link::to_page()
        };
        beside.feed.links.push(href);
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
        (Ns::Own | Ns::Atom, "id") => feed.identity = some(node.text().trim()),
        (Ns::Dc | Ns::Atom, "title") => keep(&mut feed.title, atom_text(node)),
        (Ns::Dc, "description") | (Ns::Atom, "subtitle") | (Ns::Itunes, "summary" | "subtitle") => {
            keep(&mut feed.description, atom_text(node));
        }
        (Ns::Own | Ns::Atom, "link") => feed.links.extend(link(node).map(|mut link| {
            let own = node.attribute("xml:base");
            let own = own.and_then(|own| own_base(feed.base.as_ref().or(document.as_ref()), own));
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
            feed.authors.extend(people(node));
        }
        (Ns::Dc, "creator" | "author") | (Ns::Itunes | Ns::GooglePlay, "author") => {
            feed.authors.extend(people(node));
        }
        (Ns::Itunes | Ns::GooglePlay, "owner") => feed.owner = person(node),
        (Ns::Own, "webmaster") => feed.webmaster = person(node),
        (Ns::Own, "ttl") => {
            if let Some(minutes) =
                number(node).filter(|minutes| (1..=LONGEST_TTL).contains(minutes))
            {
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
