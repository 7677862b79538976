//! Lists: keys in order, windows of rows, counts. A list is its articles' sort keys, 8 bytes each, in the order asked
//! for; rows are read for those near the screen alone.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension};

use super::feeds::{shown_title, strings};
use super::full_text;
use super::schema::SEQUENCE_BITS;
use super::{Reader, Result, UnixTime};

/// What lists show of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its place in time: unique, larger is newer. What windows go by.
    pub key: i64,
    /// Its id, never reused.
    pub id: i64,
    /// Its feed's number.
    pub feed: i64,
    /// Its feed's title.
    pub feed_title: String,
    /// Its feed's address (not masked).
    pub feed_url: String,
    /// Its title, its page's where its feed gives none; empty where neither has one.
    pub title: String,
    /// Its address.
    pub link: Option<String>,
    /// Published, as sent; by its page where its feed does not say.
    pub published: Option<UnixTime>,
    /// Updated, as sent.
    pub updated: Option<UnixTime>,
    /// The date it is sorted by: published, never later than first seen; else first seen.
    pub date: UnixTime,
    /// Read.
    pub read: bool,
    /// Starred.
    pub starred: bool,
    /// Hidden by a rule.
    pub hidden: bool,
    /// Its text or title changed after it was first stored.
    pub edited: bool,
    /// Authors' names, its page's where its feed gives none.
    pub authors: Vec<String>,
    /// Its own tags and its feed's.
    pub tags: Vec<String>,
    /// How many words: its page's where their text is kept, else its feed's.
    pub words: u32,
    /// The text of its page is kept.
    pub full_text: bool,
    /// It has enclosures.
    pub has_enclosure: bool,
}

/// Counts of the panel, kept, not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Unread in the river (hidden feeds left out).
    pub unread: i64,
    /// Starred.
    pub starred: i64,
    /// All.
    pub total: i64,
}

impl Reader {
    /// The rows of these keys, in their order; those that are gone are left out.
    pub fn rows(&self, keys: &[i64]) -> Result<Vec<Row>> {
        self.read(|conn| rows_by(conn, "a.sort", keys))
    }

    /// The rows of these ids, in their order; those that are gone are left out.
    pub fn rows_by_id(&self, ids: &[i64]) -> Result<Vec<Row>> {
        self.read(|conn| rows_by(conn, "a.id", ids))
    }

    /// The panel's counts: what the river's lists hold (hidden feeds left out).
    pub fn counts(&self) -> Result<Counts> {
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT coalesce(sum(unread), 0), coalesce(sum(starred), 0), coalesce(sum(total), 0)
                 FROM feeds WHERE subscribed = 1 AND hidden = 0",
            )?
            .query_row([], |row| {
                Ok(Counts {
                    unread: row.get(0)?,
                    starred: row.get(1)?,
                    total: row.get(2)?,
                })
            })
        })
    }
}

/// What rows say of their feed.
struct FeedOfRow {
    url: String,
    title: String,
    tags: Vec<String>,
}

fn rows_by(conn: &Connection, column: &str, numbers: &[i64]) -> rusqlite::Result<Vec<Row>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT a.sort, a.id, a.feed, a.title, a.link, a.published, a.updated, a.read, a.starred, a.hidden, a.edited,
         a.authors, iif(a.full_text, a.full_words, a.words), a.has_enclosure,
         (SELECT json_group_array(tag) FROM status_tags t WHERE t.status = a.status), a.full_text
         FROM articles a WHERE {column} = ?1"
    ))?;
    let mut feeds: HashMap<i64, FeedOfRow> = HashMap::new();
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let Some(mut row) = select.query_row([number], from_row).optional()? else {
            continue;
        };
        let feed = match feeds.entry(row.feed) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(feed_of_row(conn, row.feed)?),
        };
        if row.full_text {
            fill_in(conn, &mut row)?;
        }
        row.feed_url.clone_from(&feed.url);
        row.feed_title.clone_from(&feed.title);
        for tag in &feed.tags {
            if !row.tags.contains(tag) {
                row.tags.push(tag.clone());
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What the page of an article says where its feed says nothing. Shown alone: what the feed gave is never changed.
fn fill_in(conn: &Connection, row: &mut Row) -> rusqlite::Result<()> {
    if !row.title.is_empty() && !row.authors.is_empty() && row.published.is_some() {
        return Ok(());
    }
    let facts = full_text::facts(conn, row.id)?;
    if row.title.is_empty() {
        row.title = facts.title.unwrap_or_default();
    }
    if row.authors.is_empty() {
        row.authors = facts.authors;
    }
    row.published = row.published.or(facts.published);
    Ok(())
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let key: i64 = row.get(0)?;
    Ok(Row {
        key,
        id: row.get(1)?,
        feed: row.get(2)?,
        title: row.get(3)?,
        link: row.get(4)?,
        published: row.get(5)?,
        updated: row.get(6)?,
        date: key >> SEQUENCE_BITS,
        read: row.get(7)?,
        starred: row.get(8)?,
        hidden: row.get(9)?,
        edited: row.get(10)?,
        authors: strings(&row.get::<_, String>(11)?),
        words: row.get(12)?,
        has_enclosure: row.get(13)?,
        tags: strings(&row.get::<_, String>(14)?),
        full_text: row.get(15)?,
        feed_title: String::new(),
        feed_url: String::new(),
    })
}

fn feed_of_row(conn: &Connection, feed: i64) -> rusqlite::Result<FeedOfRow> {
    conn.prepare_cached("SELECT url, title, own_title, tags FROM feeds WHERE id = ?1")?
        .query_row([feed], |row| {
            let url: String = row.get(0)?;
            Ok(FeedOfRow {
                title: shown_title(row.get(1)?, row.get(2)?, &url),
                tags: strings(&row.get::<_, String>(3)?),
                url,
            })
        })
}
