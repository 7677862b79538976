//! Articles and their bodies: storing what a visit brought, reading one.

use super::{Reader, Result, Row, Store, UnixTime};

/// An article to store, made by `engine` of what `feed` and `article` said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewArticle {
    /// The key it is stored under, within its feed ([`crate::feed::identity`]).
    pub key: String,
    /// The key of its link and title.
    pub link_and_title: Option<String>,
    /// Its normalised link where it shares a status with other feeds' articles of that link.
    pub shared_link: Option<String>,
    /// The guid as sent.
    pub guid: Option<String>,
    /// Its title, plain.
    pub title: String,
    /// Its address.
    pub link: Option<String>,
    /// Published, as sent.
    pub published: Option<UnixTime>,
    /// Updated, as sent.
    pub updated: Option<UnixTime>,
    /// Authors' names.
    pub authors: Vec<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// Its language.
    pub language: Option<String>,
    /// The HTML to read.
    pub html: String,
    /// Its words as plain text: what the index reads.
    pub text: String,
    /// How many words.
    pub words: u32,
    /// Enclosures as JSON (`[{url, type, length}]`), none where it has none.
    pub enclosures: Option<String>,
}

/// What storing a visit's articles came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saved {
    /// Articles never seen before.
    pub new: usize,
    /// Known articles whose text or title changed.
    pub updated: usize,
}

/// An article with its body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// What lists show of it.
    pub row: Row,
    /// The HTML to read.
    pub html: String,
    /// Its language, else its feed's.
    pub language: Option<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// Its feed's site.
    pub site: Option<String>,
    /// Enclosures as JSON.
    pub enclosures: Option<String>,
}

impl Reader {
    /// An article by its id.
    pub fn article(&self, id: i64) -> Result<Article> {
        let _ = id;
        unimplemented!()
    }
}

impl Store {
    /// Articles of feeds removed 90 days ago or more are cleaned away, their statuses kept; in small steps.
    pub fn clean_up(&mut self, now: UnixTime) -> Result<usize> {
        let _ = now;
        unimplemented!()
    }
}
