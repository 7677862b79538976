//! Articles and their bodies: storing what a visit brought, reading one.

use rusqlite::{OptionalExtension, Transaction, params};

use super::feeds::strings;
use super::full_text::{self, FullText};
use super::{Durable, Reader, Result, Row, Store, StoreError, UnixTime};

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

/// Articles of removed feeds stay this long, in seconds: 90 days.
const KEPT_AFTER_REMOVAL: i64 = 90 * 86_400;

/// How many articles one step of the clean-up takes: each step is a transaction of its own, so that no mark waits.
const STEP: usize = 500;

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

impl Store {
    /// Articles of feeds removed 90 days ago or more are cleaned away, their statuses kept; in small steps. Starred
    /// ones stay. Such a feed forgets its validators, so that a later visit brings what it still has. Returns how many
    /// articles went.
    pub fn clean_up(&mut self, now: UnixTime) -> Result<usize> {
        let removed_until = now.saturating_sub(KEPT_AFTER_REMOVAL);
        let feeds: Vec<i64> = self.read(|conn| {
            conn.prepare_cached(
                "SELECT id FROM feeds WHERE subscribed = 0 AND removed_at <= ?1 AND total > 0",
            )?
            .query_map([removed_until], |row| row.get(0))?
            .collect()
        })?;
        let mut gone = 0;
        for feed in feeds {
            loop {
                let step = self.write(Durable::Process, |transaction| {
                    clean_step(transaction, feed, removed_until)
                })?;
                gone += step;
                if step < STEP {
                    break;
                }
            }
        }
        Ok(gone)
    }
}

/// Deletes up to [`STEP`] articles of a feed that is still removed.
fn clean_step(
    transaction: &Transaction<'_>,
    feed: i64,
    removed_until: UnixTime,
) -> rusqlite::Result<usize> {
    let old: Vec<(i64, i64)> = transaction
        .prepare_cached(
            "SELECT a.sort, a.id FROM articles a JOIN feeds f ON f.id = a.feed
             WHERE a.feed = ?1 AND a.starred = 0 AND f.subscribed = 0 AND f.removed_at <= ?2 LIMIT ?3",
        )?
        .query_map(params![feed, removed_until, STEP as i64], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (sort, id) in &old {
        for (delete, number) in [
            ("DELETE FROM search WHERE rowid = ?1", sort),
            ("DELETE FROM bodies WHERE id = ?1", id),
            ("DELETE FROM articles WHERE sort = ?1", sort),
        ] {
            transaction.prepare_cached(delete)?.execute([number])?;
        }
        full_text::remove(transaction, *id)?;
    }
    if !old.is_empty() {
        transaction.execute(
            "UPDATE feeds SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL,
             unread = c.unread, starred = c.starred, total = c.total
             FROM (SELECT count(*) FILTER (WHERE read = 0) unread, count(*) FILTER (WHERE starred = 1) starred,
                   count(*) total FROM articles WHERE feed = ?1 AND hidden = 0) c
             WHERE feeds.id = ?1",
            [feed],
        )?;
    }
    Ok(old.len())
}
