//! Which entry of a visit is which stored article. A key alone proves nothing: guids are reused, and row numbers move
//! on; what a key leads to is looked at before it is believed. Writes nothing.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::identities::{self, Hashes, Key, Keys};
use super::{NewArticle, UnixTime};
use crate::text::link::normalise_link;

/// An entry of a visit with what it was found to be.
#[derive(Debug)]
pub(super) struct Recognised<'a> {
    pub article: &'a NewArticle,
    pub keys: Keys,
    pub hashes: Hashes,
    /// None where nothing like it was ever seen in this feed.
    pub known: Option<Known>,
    /// Its key leads to something, be it this article or another.
    pub was_taken: bool,
}

/// What a key leads to.
#[derive(Debug)]
pub(super) struct Known {
    pub status: i64,
    /// None where the article was cleaned away.
    pub stored: Option<Stored>,
}

/// What is stored of a known article.
#[derive(Debug)]
pub(super) struct Stored {
    pub sort: i64,
    pub id: i64,
    pub key: Key,
    pub title: String,
    pub link: Option<String>,
    pub published: Option<UnixTime>,
    pub text_hash: i64,
    pub whole_hash: i64,
}

impl Stored {
    /// True where an entry has its title or its link: an edit changes one of them.
    fn has_title_or_link_of(&self, article: &NewArticle) -> bool {
        let normal = |link: &Option<String>| link.as_deref().map(normalise_link);
        self.title.trim() == article.title.trim()
            || self.link == article.link
            || normal(&self.link) == normal(&article.link)
    }
}

/// What an entry is to the article that its own key leads to.
enum Likeness {
    Same,
    /// Neither its title nor its link, but its date, or without dates its text: a retitled article whose address
    /// follows its title, unless the article stands in the same document under another key.
    Retitled,
    Another,
}

/// Recognises the entries of one visit, in their order, each article once. First those with a known key that is still
/// theirs; of the others those with a known link and title (or title and date); then those retitled; last those with a
/// known title, date and text. Of several entries with one key the first counts, the others are left out.
pub(super) fn recognise<'a>(
    conn: &Connection,
    feed: i64,
    articles: &'a [NewArticle],
) -> rusqlite::Result<Vec<Recognised<'a>>> {
    let mut seen = HashSet::with_capacity(articles.len());
    let mut claimed = HashSet::with_capacity(articles.len());
    let mut found = Vec::with_capacity(articles.len());
    let mut retitled = Vec::new();
    for article in articles {
        let hashes = identities::hashes(article);
        let keys = Keys::of(article, hashes.text);
        if !seen.insert(keys.entry) {
            continue;
        }
        let mut own = None;
        let led_to = lookup(conn, feed, &keys.entry)?;
        let was_taken = led_to.is_some();
        if let Some(known) = led_to {
            match likeness(conn, article, known.stored.as_ref())? {
                Likeness::Same => own = Some(known).filter(|own| claimed.insert(own.status)),
                Likeness::Retitled => retitled.push((found.len(), known)),
                Likeness::Another => {}
            }
        }
        found.push(Recognised {
            article,
            keys,
            hashes,
            known: own,
            was_taken,
        });
    }
    by_second_key(conn, feed, &mut found, &mut claimed, |keys| {
        keys.link_and_title
    })?;
    for (place, known) in retitled {
        if let Some(entry) = found.get_mut(place).filter(|entry| entry.known.is_none()) {
            entry.known = Some(known).filter(|known| claimed.insert(known.status));
        }
    }
    let unknown: Vec<bool> = found.iter().map(|entry| entry.known.is_none()).collect();
    by_second_key(conn, feed, &mut found, &mut claimed, |keys| keys.content)?;
    for (entry, _) in found
        .iter_mut()
        .zip(unknown)
        .filter(|(entry, unknown)| *unknown && entry.known.is_some())
    {
        // Its links change at each visit, as its guids may: they leave no trail.
        (entry.keys.link_and_title, entry.keys.shared_link) = (None, None);
    }
    Ok(found)
}

/// True where an entry that was recognised before is still what it was found to be: another process may have cleaned its
/// article away since, or stored it.
pub(super) fn still(
    conn: &Connection,
    feed: i64,
    entry: &Recognised<'_>,
) -> rusqlite::Result<bool> {
    match &entry.known {
        // A key that leads to another article did so before, too.
        None if entry.was_taken => Ok(true),
        None => {
            let mut look =
                conn.prepare_cached("SELECT 1 FROM identities WHERE feed = ?1 AND key = ?2")?;
            Ok(!look.exists(params![feed, entry.keys.entry])?)
        }
        Some(Known {
            status,
            stored: None,
        }) => {
            let mut look =
                conn.prepare_cached("SELECT 1 FROM articles WHERE status = ?2 AND feed = ?1")?;
            Ok(!look.exists([feed, *status])?)
        }
        Some(Known {
            stored: Some(stored),
            ..
        }) => conn
            .prepare_cached(
                "SELECT 1 FROM articles WHERE sort = ?1 AND id = ?2 AND whole_hash = ?3",
            )?
            .exists([stored.sort, stored.id, stored.whole_hash]),
    }
}

/// Recognises those that are not yet by another of their keys. What it leads to must be like them: an article that
/// got other titles and links in time is no longer what its old ones say.
fn by_second_key(
    conn: &Connection,
    feed: i64,
    found: &mut [Recognised<'_>],
    claimed: &mut HashSet<i64>,
    second: impl Fn(&Keys) -> Option<Key>,
) -> rusqlite::Result<()> {
    for entry in found.iter_mut().filter(|entry| entry.known.is_none()) {
        let Some(key) = second(&entry.keys) else {
            continue;
        };
        let like = |known: &Known| match &known.stored {
            Some(stored) => stored.has_title_or_link_of(entry.article),
            None => true,
        };
        entry.known = lookup(conn, feed, &key)?
            .filter(like)
            .filter(|known| claimed.insert(known.status));
    }
    Ok(())
}

/// What a key of a feed leads to.
fn lookup(conn: &Connection, feed: i64, key: &Key) -> rusqlite::Result<Option<Known>> {
    conn.prepare_cached(
        "SELECT i.status, a.sort, a.id, a.key, a.title, a.link, a.published, a.text_hash, a.whole_hash
         FROM identities i LEFT JOIN articles a ON a.status = i.status AND a.feed = i.feed
         WHERE i.feed = ?1 AND i.key = ?2",
    )?
    .query_row(params![feed, key], |row| {
        let stored = match row.get::<_, Option<i64>>(1)? {
            Some(sort) => Some(Stored {
                sort,
                id: row.get(2)?,
                key: row.get(3)?,
                title: row.get(4)?,
                link: row.get(5)?,
                published: row.get(6)?,
                text_hash: row.get(7)?,
                whole_hash: row.get(8)?,
            }),
            None => None,
        };
        Ok(Known {
            status: row.get(0)?,
            stored,
        })
    })
    .optional()
}

fn likeness(
    conn: &Connection,
    article: &NewArticle,
    stored: Option<&Stored>,
) -> rusqlite::Result<Likeness> {
    let Some(stored) = stored.filter(|stored| !stored.has_title_or_link_of(article)) else {
        return Ok(Likeness::Same);
    };
    let same = match (stored.published, article.published) {
        (Some(before), Some(now)) => before == now,
        _ => !article.html.is_empty() && html(conn, stored.id)? == article.html,
    };
    Ok(if same {
        Likeness::Retitled
    } else {
        Likeness::Another
    })
}

fn html(conn: &Connection, id: i64) -> rusqlite::Result<String> {
    conn.prepare_cached("SELECT html FROM bodies WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
}
