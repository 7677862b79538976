//! Articles and their bodies: what a visit brings, and reading one.

use rusqlite::OptionalExtension;

use super::feeds::strings;
use super::full_text::{self, FullText};
use super::{Reader, Result, Row, StoreError, UnixTime};

/// An article to store, made by `engine` of what `feed` and `article` said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewArticle {
    /// The key it is stored under, within its feed (the identity that `feed` gives it).
    pub key: String,
    /// The key of its link and title, or of its title and date.
    pub link_and_title: Option<String>,
    /// Its title, date and text are known by themselves where its keys are not.
    pub by_content: bool,
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
    /// The feed's HTML.
    pub html: String,
    /// How many words the feed's text has.
    pub words: u32,
    /// The text of its page, where one is kept.
    pub full: Option<FullText>,
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
        let no_such_article = || StoreError::NoSuchArticle { id };
        let row = self.rows_by_id(&[id])?.pop().ok_or_else(no_such_article)?;
        let article = self.read(|conn| {
            conn.prepare_cached(
                "SELECT b.html, b.categories, b.enclosures, coalesce(a.language, f.language), f.site, a.words
                 FROM articles a JOIN bodies b ON b.id = a.id JOIN feeds f ON f.id = a.feed WHERE a.id = ?1",
            )?
            .query_row([id], |found| {
                Ok(Article {
                    full: match row.full_text {
                        true => full_text::of(conn, id)?,
                        false => None,
                    },
                    row,
                    html: found.get(0)?,
                    categories: strings(&found.get::<_, String>(1)?),
                    enclosures: found.get(2)?,
                    language: found.get(3)?,
                    site: found.get(4)?,
                    words: found.get(5)?,
                })
            })
            .optional()
        })?;
        article.ok_or_else(no_such_article)
    }
}
