//! From a page's bytes to the feeds it announces, from what a person typed to an address, from an address to the feed
//! its site is known to have. Pure: it proposes, and others ask the net.

mod header;
mod kind;
mod page;
mod rank;
mod rules;
mod typed;
mod usual;

#[cfg(test)]
mod tests;

use url::Url;

use self::page::Page;
use self::rank::{Around, Place};
use super::{decode, plain};
pub use kind::Kind;
pub use rules::{by_address, is_known};
pub use typed::{Typed, address, typed};
pub use usual::well_known;

/// A feed a page announces, or a rule proposes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// Its address, absolute.
    pub url: String,
    /// Its title as the page gives it, plain text; the page's own where it gives none; empty where there is neither.
    pub title: String,
    /// What it is written in, where the page or the address tells.
    pub kind: Option<Kind>,
}

/// What a page says of feeds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointers {
    /// The feeds it announces or links to, the likeliest first, no doubles.
    pub feeds: Vec<Candidate>,
    /// A feed that the page's software has for such an address, where the page names none: worth one request.
    pub guess: Option<Candidate>,
    /// A page that may name feeds in this one's stead: where it sends on to, its frame, its list of feeds.
    pub elsewhere: Option<Url>,
}

/// The most candidates of one page.
const MOST: usize = 50;

/// What a page says of feeds, and the `Link` fields that came with it. `url` is the address that answered.
pub fn pointers(bytes: &[u8], charset: Option<&str>, fields: &[String], url: &Url) -> Pointers {
    let text = decode::to_text(bytes, charset).text;
    let mut page = page::read(&text);
    for link in header::links(fields) {
        if let Ok(whole) = url.join(&link.href) {
            let href = whole.into();
            page.links.push(page::Link { href, ..link });
        }
    }
    let base = page
        .base
        .as_deref()
        .and_then(|href| url.join(href).ok())
        .filter(|base| !base.cannot_be_a_base())
        .unwrap_or_else(|| url.clone());
    let mut feeds = announced(&page, url, &base);
    if feeds.is_empty() {
        feeds = rules::in_page(url, &text);
    }
    let guess = feeds
        .is_empty()
        .then(|| rules::by_software(url, &page.software))
        .flatten();
    Pointers {
        guess,
        elsewhere: elsewhere(&page, url, &base).filter(|_| feeds.is_empty()),
        feeds,
    }
}

/// The feeds a page announces (`<link rel=alternate>`, then `<a>` that look like feeds), the likeliest first,
/// comments feeds last, no doubles.
fn announced(page: &Page, url: &Url, base: &Url) -> Vec<Candidate> {
    let around = Around {
        page: url,
        language: page.language.as_deref(),
        article: page.article,
    };
    let own = plain::line_from_text(&page.title);
    let mut all: Vec<(Place, Candidate)> = Vec::new();
    let links = page.links.iter().map(|link| (link, false));
    for (link, anchor) in links.chain(page.anchors.iter().map(|link| (link, true))) {
        let Some(found) = resolve(base, url, &link.href) else {
            continue;
        };
        let button = anchor && found.host_str() != url.host_str() && is_button(&found);
        if all.len() == MOST || button || same(&found, url) {
            continue;
        }
        if all
            .iter()
            .any(|(_, known)| without_scheme(&known.url) == without_scheme(found.as_str()))
        {
            continue;
        }
        let title = plain::line_from_text(&link.title);
        let candidate = Candidate {
            url: found.to_string(),
            title: if title.is_empty() { own.clone() } else { title },
            kind: link.kind,
        };
        let place = rank::place(
            &around,
            &candidate,
            &found,
            link.language.as_deref(),
            anchor,
        );
        all.push((place, candidate));
    }
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, candidate)| candidate).collect()
}

/// An address of a page, absolute and without its fragment. Only pages of this machine point to its files.
fn resolve(base: &Url, page: &Url, href: &str) -> Option<Url> {
    let mut url = match href.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("feed:") => address(href)?,
        _ => base.join(href).ok()?,
    };
    url.set_fragment(None);
    match url.scheme() {
        "http" | "https" => Some(url),
        "file" if page.scheme() == "file" => Some(url),
        _ => None,
    }
}

fn same(one: &Url, other: &Url) -> bool {
    let bare = |url: &Url| url.as_str().split('#').next().map(str::to_owned);
    bare(one) == bare(other)
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// Buttons of other readers and of networks: their address speaks of a feed and is none.
fn is_button(url: &Url) -> bool {
    const HOSTS: [&str; 22] = [
        "add.my.yahoo.com",
        "addthis.com",
        "addtoany.com",
        "bazqux.com",
        "bloglines.com",
        "bsky.app",
        "facebook.com",
        "feedly.com",
        "flipboard.com",
        "fusion.google.com",
        "inoreader.com",
        "linkedin.com",
        "netvibes.com",
        "newsblur.com",
        "newsgator.com",
        "pinterest.com",
        "reddit.com",
        "subtome.com",
        "theoldreader.com",
        "twitter.com",
        "wikipedia.org",
        "x.com",
    ];
    let host = url.host_str().unwrap_or_default();
    HOSTS.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// Where a page without feeds sends one on to: its refresh, its main frame, the page of its site that lists feeds.
fn elsewhere(page: &Page, url: &Url, base: &Url) -> Option<Url> {
    const ASIDE: [&str; 10] = [
        "menu", "nav", "top", "haut", "titre", "banner", "bandeau", "left", "gauche", "sommaire",
    ];
    let next = |href: &str| {
        let found = resolve(base, url, href)?;
        let secure = url.scheme() != "https" || found.scheme() == "https";
        (secure && !same(&found, url)).then_some(found)
    };
    let frame = || {
        let main = page.frames.iter().find(|(src, name)| {
            let named = format!("{src} {name}").to_lowercase();
            !ASIDE.iter().any(|aside| named.contains(aside))
        });
        main.or(page.frames.first()).and_then(|(src, _)| next(src))
    };
    let hub = || {
        page.hubs
            .iter()
            .filter_map(|href| next(href))
            .find(|found| found.host_str() == url.host_str())
    };
    page.refresh
        .as_deref()
        .and_then(next)
        .or_else(frame)
        .or_else(hub)
}
