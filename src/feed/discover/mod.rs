//! From a page's bytes to the feeds it announces, from what a person typed to an address, from an address to the feed
//! its site is known to have. Pure: it proposes, and others ask the net.

mod gather;
mod header;
mod kind;
mod page;
mod pasted;
mod rank;
mod rules;
mod typed;
mod usual;

use url::Url;

use super::decode;
pub use kind::Kind;
pub use pasted::{Pasted, pasted};
pub use rules::{by_address, is_known};
pub use typed::{Typed, address, typed};
pub use usual::well_known;

/// The longest address on the web that a feed may have, in bytes: what every browser and server takes.
const LONGEST: usize = 2_048;

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
    /// Other sites' feeds that its text links to: worth offering where the site has none of its own.
    pub others: Vec<Candidate>,
    /// A feed that the page's software has for such an address, where the page names none: worth one request.
    pub guess: Option<Candidate>,
    /// A page that may name feeds in this one's stead: where it sends on to, its frame, its list of feeds.
    pub elsewhere: Option<Url>,
}

/// What a page says of feeds, and the `Link` fields that came with it. `url` is the address that answered.
pub fn pointers(bytes: &[u8], charset: Option<&str>, fields: &[String], url: &Url) -> Pointers {
    let text = decode::page(bytes, charset);
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
    let (mut feeds, others) = gather::feeds(&page, url, &base);
    if feeds.is_empty() {
        feeds = rules::in_page(url, &text);
    }
    let guess = feeds
        .is_empty()
        .then(|| rules::by_software(url, &page.software))
        .flatten();
    Pointers {
        guess,
        elsewhere: gather::elsewhere(&page, url, &base).filter(|_| feeds.is_empty()),
        feeds,
        others,
    }
}

/// The feeds a page announces, the likeliest first, where nothing but the page is known.
pub fn candidates(bytes: &[u8], charset: Option<&str>, url: &Url) -> Vec<Candidate> {
    pointers(bytes, charset, &[], url).feeds
}

#[cfg(test)]
mod tests;
