//! What a page says becomes candidates: addresses made whole, buttons and doubles left out, in order.

use url::Url;

use super::page::Page;
use super::rank::{self, Around, Place};
use super::{Candidate, LONGEST, address};
use crate::feed::plain;

/// The most candidates of one page.
pub(super) const MOST: usize = 50;

/// The feeds a page announces (`<link rel=alternate>`, then `<a>` that look like feeds), the likeliest first, comments
/// feeds last, no doubles; and apart, those of other sites that its text links to.
pub(super) fn feeds(page: &Page, url: &Url, base: &Url) -> (Vec<Candidate>, Vec<Candidate>) {
    let around = Around {
        page: url,
        language: page.language.as_deref(),
        article: page.article,
    };
    let page_title = title(&page.title);
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
        let title = title(&link.title);
        let candidate = Candidate {
            url: found.to_string(),
            title: if title.is_empty() {
                page_title.clone()
            } else {
                title
            },
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
    let (others, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|(place, _)| place.elsewhere);
    let bare = |all: Vec<(Place, Candidate)>| all.into_iter().map(|(_, found)| found).collect();
    (bare(own), bare(others))
}

/// A title as a line. Page makers escape twice what was escaped already; nobody means to show a reference.
fn title(text: &str) -> String {
    match text.contains('<') {
        true => plain::line_from_text(text),
        false => plain::line_from_html(text),
    }
}

/// An address of a page, absolute and without its fragment. Only pages of this machine point to its files.
fn resolve(base: &Url, page: &Url, href: &str) -> Option<Url> {
    // A page can put a book there.
    if href.len() > LONGEST {
        return None;
    }
    let mut url = match href.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("feed:") => address(href)?,
        _ => base.join(href).ok()?,
    };
    url.set_fragment(None);
    match url.scheme() {
        "http" | "https" => (url.as_str().len() <= LONGEST).then_some(url),
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
pub(super) fn elsewhere(page: &Page, url: &Url, base: &Url) -> Option<Url> {
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
