//! The identity of an entry within its feed: guid (trimmed); else the link, normalised; else title and date; else a
//! hash of the text. The pure half: comparing with what is known is the store's.

use super::Feed;

/// What an entry is known by, each key a text that the store compares for equality.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The key it is stored under.
    pub primary: String,
    /// The key of its link and title: an unknown guid with a known link and title is the same article.
    pub link_and_title: Option<String>,
    /// Its normalised link, where no other entry of the feed has it and it is no home page: shared across feeds.
    pub link: Option<String>,
}

/// The identities of a feed's entries, in their order. Guids given to several entries are not trusted.
pub fn identities(feed: &Feed) -> Vec<Identity> {
    let _ = feed;
    unimplemented!()
}

/// A link without what does not tell articles apart: scheme, `www.`, fragment, tracking parameters, trailing slash.
pub fn normalise_link(link: &str) -> String {
    let _ = link;
    unimplemented!()
}
