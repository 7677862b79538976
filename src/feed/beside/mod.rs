//! What the strict parser drops, read from the repaired trees: identities and dates as sent, `isPermaLink`,
//! `rdf:about`, Atom's elements in RSS, Dublin Core, iTunes and Media RSS, FeedBurner's original links, authors in all
//! their forms and those of the feed, schedules, bases and languages. It reads and decides nothing: [`super::parse`]
//! chooses between the two.

mod entry;
mod feed;
mod fields;
mod link;

use url::Url;

pub use entry::{EntryFacts, entry};
pub use feed::{FeedFacts, around, feed_child};
pub use fields::DateKind;
pub use link::Link;

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
