//! The text of an article's page, kept beside its feed's and never in its place. What an edit by the feed made stale
//! stays until a newer one comes. Which pages are worth asking for, and when, is answered here; asking is `engine`'s.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::feeds::{json, strings};
use super::{Durable, Reader, Result, Store, StoreError, UnixTime};
use crate::text::fold;

/// A page is asked for without being told to at most once in so long, in seconds: a day.
const ASKED_AGAIN: i64 = 86_400;

/// How far back in a feed's unread articles pages are fetched ahead of reading.
const LOOKED_AT: usize = 500;

/// A page's text to store, made by `engine` of what `article` took out of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewFullText {
    /// The article's HTML.
    pub html: String,
    /// Its words as plain text: what the index reads.
    pub text: String,
    /// How many words.
    pub words: u32,
    /// The page's address: what addresses in the HTML are relative to.
    pub url: String,
    /// The page's title.
    pub title: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its date.
    pub published: Option<UnixTime>,
    /// The page says that the rest is for subscribers.
    pub walled: bool,
}

/// A page's text as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FullText {
    /// The article's HTML.
    pub html: String,
    /// The page's address.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched: Option<UnixTime>,
    /// The feed changed the article since.
    pub stale: bool,
}

/// How an attempt ended that brought nothing to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// The page gives no more than the feed: asked again once the feed changes the article.
    Less,
    /// The page is for subscribers: the same.
    Walled,
    /// The page is gone for good, or is none: the same.
    Never,
    /// It failed and may do better, not before this moment where there is one.
    Failed(Option<UnixTime>),
}

/// What a row takes from its page where its feed gave none.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct PageFacts {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<UnixTime>,
}

impl Reader {
    /// The articles of a feed whose page is to be fetched ahead of reading, newest first, at most `limit`: unread, with
    /// a link, and never asked for or due again.
    pub fn full_texts_due(&self, feed: i64, now: UnixTime, limit: usize) -> Result<Vec<i64>> {
        let bound = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT a.id FROM
                 (SELECT sort, id, link FROM articles INDEXED BY feed_unread
                  WHERE feed = ?1 AND hidden = 0 AND read = 0 ORDER BY sort DESC LIMIT ?3) a
                 LEFT JOIN full_texts t ON t.id = a.id
                 WHERE a.link IS NOT NULL AND (t.id IS NULL OR t.retry <= ?2) ORDER BY a.sort DESC LIMIT ?4",
            )?
            .query_map(params![feed, now, bound(LOOKED_AT), bound(limit)], |row| {
                row.get(0)
            })?
            .collect()
        })
    }

    /// True where an article's page was never asked for, or is due again.
    pub fn full_text_due(&self, id: i64, now: UnixTime) -> Result<bool> {
        self.read(|conn| {
            let retry: Option<Option<UnixTime>> = conn
                .prepare_cached("SELECT retry FROM full_texts WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            Ok(match retry {
                None => true,
                Some(retry) => retry.is_some_and(|retry| retry <= now),
            })
        })
    }

    /// Addresses whose sites asked for a rest that is not over, each with its end.
    pub fn rests(&self, now: UnixTime) -> Result<Vec<(String, UnixTime)>> {
        self.read(|conn| {
            conn.prepare_cached("SELECT url, until FROM rests WHERE until > ?1")?
                .query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }
}

impl Store {
    /// Keeps the text of an article's page: the article's words and the search index are the page's from now on.
    pub fn save_full_text(&mut self, id: i64, text: &NewFullText, now: UnixTime) -> Result<()> {
        let outcome = if text.walled { "begun" } else { "whole" };
        let kept = self.write(Durable::Process, |transaction| {
            let changed = transaction
                .prepare_cached("UPDATE articles SET full_text = 1, full_words = ?2 WHERE id = ?1")?
                .execute(params![id, text.words])?;
            if changed == 0 {
                return Ok(false);
            }
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO full_texts
                     (id, html, text, url, title, authors, published, fetched, tried, outcome)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)",
                )?
                .execute(params![
                    id,
                    text.html,
                    text.text,
                    text.url,
                    text.title,
                    json(&text.authors),
                    text.published,
                    now,
                    outcome
                ])?;
            index(transaction, id)?;
            Ok(true)
        })?;
        known(kept, id)
    }

    /// Keeps how an attempt ended that brought nothing; a text kept before stays.
    pub fn save_no_full_text(&mut self, id: i64, why: NoText, now: UnixTime) -> Result<()> {
        let (outcome, retry) = match why {
            NoText::Less => ("less", None),
            NoText::Walled => ("walled", None),
            NoText::Never => ("never", None),
            NoText::Failed(until) => {
                let tomorrow = now.saturating_add(ASKED_AGAIN);
                ("failed", Some(until.unwrap_or(tomorrow).max(tomorrow)))
            }
        };
        let kept = self.write(Durable::Process, |transaction| {
            let there: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1)")?
                .query_row([id], |row| row.get(0))?;
            if there {
                transaction
                    .prepare_cached(
                        "INSERT INTO full_texts (id, tried, outcome, retry) VALUES (?1, ?2, ?3, ?4)
                         ON CONFLICT (id) DO UPDATE SET tried = ?2, outcome = ?3, retry = ?4",
                    )?
                    .execute(params![id, now, outcome, retry])?;
            }
            Ok(there)
        })?;
        known(kept, id)
    }

    /// Keeps that the site of an address rests until then; rests that are over go.
    pub fn save_rest(&mut self, url: &str, until: UnixTime, now: UnixTime) -> Result<()> {
        self.write(Durable::Process, |transaction| {
            transaction.execute("DELETE FROM rests WHERE until <= ?1", [now])?;
            transaction.execute(
                "INSERT INTO rests (url, until) VALUES (?1, ?2)
                 ON CONFLICT (url) DO UPDATE SET until = max(until, ?2)",
                params![url, until],
            )?;
            Ok(())
        })
    }
}

fn known(kept: bool, id: i64) -> Result<()> {
    match kept {
        true => Ok(()),
        false => Err(StoreError::NoSuchArticle { id }),
    }
}

/// The text kept of an article's page.
pub(super) fn of(conn: &Connection, id: i64) -> rusqlite::Result<Option<FullText>> {
    conn.prepare_cached(
        "SELECT html, url, fetched, stale FROM full_texts WHERE id = ?1 AND html IS NOT NULL",
    )?
    .query_row([id], |row| {
        Ok(FullText {
            html: row.get(0)?,
            url: row.get(1)?,
            fetched: row.get(2)?,
            stale: row.get(3)?,
        })
    })
    .optional()
}

/// What the page of an article says of it.
pub(super) fn facts(conn: &Connection, id: i64) -> rusqlite::Result<PageFacts> {
    let found = conn
        .prepare_cached("SELECT title, authors, published FROM full_texts WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(PageFacts {
                title: row.get(0)?,
                authors: strings(&row.get::<_, String>(1)?),
                published: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// The feed changed the article's link or text: what the page gave is to be asked for again, a day after it was last.
pub(super) fn outdate(conn: &Connection, id: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE full_texts SET stale = 1, retry = tried + ?2 WHERE id = ?1")?
        .execute(params![id, ASKED_AGAIN])?;
    Ok(())
}

/// Puts title, authors and the page's text of an article into the search index, in place of what it had; false where
/// no page's text is kept of it.
pub(super) fn index(conn: &Connection, id: i64) -> rusqlite::Result<bool> {
    let found: Option<(i64, String, String, String)> = conn
        .prepare_cached(
            "SELECT a.sort, a.title, a.authors, t.text FROM articles a JOIN full_texts t ON t.id = a.id
             WHERE a.id = ?1 AND t.html IS NOT NULL",
        )?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((sort, title, authors, text)) = found else {
        return Ok(false);
    };
    let facts = facts(conn, id)?;
    let title = match (title.is_empty(), facts.title) {
        (true, Some(title)) => title,
        _ => title,
    };
    let mut authors = strings(&authors);
    if authors.is_empty() {
        authors = facts.authors;
    }
    put(conn, sort, &title, &authors, &text)?;
    Ok(true)
}

/// Puts an article's words into the search index, in place of those it had.
pub(super) fn put(
    conn: &Connection,
    sort: i64,
    title: &str,
    authors: &[String],
    text: &str,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO search (rowid, title, author, body) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        sort,
        fold::joined_words(title),
        fold::joined_words(&authors.join(" ")),
        fold::joined_words(text),
    ])?;
    Ok(())
}

/// The text goes with its article.
pub(super) fn remove(transaction: &Transaction<'_>, id: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM full_texts WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
