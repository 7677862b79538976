//! From a page's bytes to the feeds it announces.

use url::Url;

/// A feed a page announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its address, absolute.
    pub url: String,
    /// Its title as the page gives it, plain text; empty where it gives none.
    pub title: String,
}

/// The feeds a page announces (`<link rel=alternate>`, then `<a>` that look like feeds), the likeliest first,
/// comments feeds last, no doubles.
pub fn candidates(bytes: &[u8], charset: Option<&str>, base: &Url) -> Vec<Candidate> {
    let _ = (bytes, charset, base);
    unimplemented!()
}

/// Usual addresses of a site's feed, to be tried politely when its page announces none.
pub fn well_known(site: &Url) -> Vec<Url> {
    let _ = site;
    unimplemented!()
}

/// What a person typed → the address to visit: `feed://` and a missing scheme are mended; none where it is none.
pub fn address(typed: &str) -> Option<Url> {
    let _ = typed;
    unimplemented!()
}
