//! Marks and the change log: every gesture is one entry, and undo takes back the last, also tomorrow.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Durable, Reader, Result, Store, UnixTime};
use crate::text::fold;

/// A mark on articles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Mark {
    /// Read.
    Read,
    /// Unread.
    Unread,
    /// Starred.
    Star,
    /// Not starred.
    Unstar,
    /// Tagged so.
    Tag(String),
    /// No longer tagged so.
    Untag(String),
}

/// What kind of gesture an entry of the log is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum GestureKind {
    /// A mark on articles.
    Mark(Mark),
    /// Feeds were added: their addresses.
    AddFeeds(Vec<String>),
    /// A feed was removed: its piece of the config, opaque to the store.
    RemoveFeed {
        url: String,
        title: String,
        piece: String,
    },
    /// A feed was renamed or tagged: what it had.
    EditFeed {
        url: String,
        title: Option<String>,
        tags: Vec<String>,
    },
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gesture {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: UnixTime,
    /// What.
    pub kind: GestureKind,
    /// How many articles it changed.
    pub count: usize,
    /// It was taken back.
    pub undone: bool,
}

/// What undo took back. A gesture on feeds must be taken back in the config by who called (before).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The gesture.
    pub gesture: Gesture,
    /// The ids of the articles that changed back.
    pub articles: Vec<i64>,
}

impl Store {
    /// Marks articles by their ids, as one gesture; those that are so already are not part of it. Articles that share
    /// a status change together. None where nothing changed (and nothing is logged). Returns the gesture and the ids
    /// of all articles that changed, newest first.
    pub fn mark(
        &mut self,
        ids: &[i64],
        mark: &Mark,
        now: UnixTime,
    ) -> Result<Option<(Gesture, Vec<i64>)>> {
        self.mark_by("id", ids, mark, now)
    }

    /// [`Store::mark`] by the keys of lists.
    pub fn mark_keys(
        &mut self,
        keys: &[i64],
        mark: &Mark,
        now: UnixTime,
    ) -> Result<Option<(Gesture, Vec<i64>)>> {
        self.mark_by("sort", keys, mark, now)
    }

    /// Marks articles by a column that names them.
    fn mark_by(
        &mut self,
        column: &str,
        ids: &[i64],
        mark: &Mark,
        now: UnixTime,
    ) -> Result<Option<(Gesture, Vec<i64>)>> {
        self.write_some(|transaction| {
            let mut statuses = BTreeSet::new();
            let mut find = transaction.prepare_cached(&format!(
                "SELECT status FROM articles WHERE {column} = ?2 AND {}",
                differs(mark, "articles.status")
            ))?;
            for id in ids {
                let found = find.query_row(params![tag(mark), id], |row| row.get::<_, i64>(0));
                statuses.extend(found.optional()?);
            }
            if statuses.is_empty() {
                return Ok(None);
            }
            let mut gesture = write_gesture(transaction, &GestureKind::Mark(mark.clone()), now)?;
            let mut remember = transaction
                .prepare_cached("INSERT INTO changes (gesture, status) VALUES (?1, ?2)")?;
            for status in &statuses {
                remember.execute([gesture.id, *status])?;
            }
            let articles = apply(transaction, &statuses, mark, now)?;
            gesture.count = articles.len();
            transaction
                .prepare_cached("UPDATE gestures SET count = ?2 WHERE id = ?1")?
                .execute(params![gesture.id, articles.len() as i64])?;
            Ok(Some((gesture, articles)))
        })
    }

    /// Logs a gesture on feeds.
    pub fn log(&mut self, kind: &GestureKind, now: UnixTime) -> Result<Gesture> {
        self.write(Durable::Power, |transaction| {
            write_gesture(transaction, kind, now)
        })
    }

    /// Takes back the last gesture that was not; a status that was changed again since by something else stays.
    pub fn undo(&mut self, now: UnixTime) -> Result<Option<Undone>> {
        self.write_some(|transaction| {
            let Some(mut gesture) = last_gesture(transaction)? else {
                return Ok(None);
            };
            transaction
                .prepare_cached("UPDATE gestures SET undone = 1 WHERE id = ?1")?
                .execute([gesture.id])?;
            gesture.undone = true;
            let articles = match &gesture.kind {
                GestureKind::Mark(mark) => {
                    let back = opposite(mark);
                    let statuses = still_so(transaction, gesture.id, &back)?;
                    apply(transaction, &statuses, &back, now)?
                }
                _ => Vec::new(),
            };
            Ok(Some(Undone { gesture, articles }))
        })
    }
}

impl Reader {
    /// The last gesture that was not taken back.
    pub fn last_gesture(&self) -> Result<Option<Gesture>> {
        self.read(last_gesture)
    }

    /// The gestures, the last first, at most `limit`; with `before`, those before the gesture of that number. What was
    /// taken back is among them. None is older than the log is kept ([`Store::clean_up`]).
    pub fn gestures(&self, limit: usize, before: Option<i64>) -> Result<Vec<Gesture>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(|conn| {
            conn.prepare_cached(&format!(
                "{GESTURE} WHERE id < ?1 ORDER BY id DESC LIMIT ?2"
            ))?
            .query_map([before.unwrap_or(i64::MAX), limit], gesture_from_row)?
            .collect()
        })
    }
}

/// The mark that takes a mark back.
fn opposite(mark: &Mark) -> Mark {
    match mark {
        Mark::Read => Mark::Unread,
        Mark::Unread => Mark::Read,
        Mark::Star => Mark::Unstar,
        Mark::Unstar => Mark::Star,
        Mark::Tag(tag) => Mark::Untag(tag.clone()),
        Mark::Untag(tag) => Mark::Tag(tag.clone()),
    }
}

/// The condition on a row with these marks that a mark would change it. Its status's number is `status`, and `?1`
/// stands for the tag; every mark names it, so that all these statements take the same parameters.
fn differs(mark: &Mark, status: &str) -> String {
    let tagged = format!("(SELECT 1 FROM status_tags t WHERE t.status = {status} AND t.tag = ?1)");
    match mark {
        Mark::Read => "read = 0 AND ?1 IS NULL".to_owned(),
        Mark::Unread => "read = 1 AND ?1 IS NULL".to_owned(),
        Mark::Star => "starred = 0 AND ?1 IS NULL".to_owned(),
        Mark::Unstar => "starred = 1 AND ?1 IS NULL".to_owned(),
        Mark::Tag(_) => format!("NOT EXISTS {tagged}"),
        Mark::Untag(_) => format!("EXISTS {tagged}"),
    }
}

fn tag(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::Tag(tag) | Mark::Untag(tag) => Some(tag),
        _ => None,
    }
}

/// The statuses of a gesture that are still as it left them: those that its opposite would change.
fn still_so(conn: &Connection, gesture: i64, back: &Mark) -> rusqlite::Result<BTreeSet<i64>> {
    conn.prepare_cached(&format!(
        "SELECT s.id FROM changes c JOIN statuses s ON s.id = c.status WHERE c.gesture = ?2 AND {}",
        differs(back, "s.id")
    ))?
    .query_map(params![tag(back), gesture], |row| row.get(0))?
    .collect()
}

/// Sets a mark on statuses that it changes, all of them, keeps the articles' copies and the feeds' counts true, and
/// returns the ids of their articles, newest first.
fn apply(
    conn: &Connection,
    statuses: &BTreeSet<i64>,
    mark: &Mark,
    now: UnixTime,
) -> rusqlite::Result<Vec<i64>> {
    let articles = articles_of(conn, statuses)?;
    match mark {
        Mark::Read => set(conn, statuses, &articles, "read = 1", now)?,
        Mark::Unread => set(conn, statuses, &articles, "read = 0", now)?,
        Mark::Star => set(conn, statuses, &articles, "starred = 1", now)?,
        Mark::Unstar => set(conn, statuses, &articles, "starred = 0", now)?,
        Mark::Tag(_) | Mark::Untag(_) => set_tag(conn, statuses, mark)?,
    }
    let change = match mark {
        Mark::Read => Some("unread = unread - ?2"),
        Mark::Unread => Some("unread = unread + ?2"),
        Mark::Star => Some("starred = starred + ?2"),
        Mark::Unstar => Some("starred = starred - ?2"),
        Mark::Tag(_) | Mark::Untag(_) => None,
    };
    if let Some(change) = change {
        count(conn, &articles, change)?;
    }
    Ok(articles.into_iter().map(|article| article.id).collect())
}

/// What a mark needs to know of an article.
struct Touched {
    sort: i64,
    id: i64,
    feed: i64,
    hidden: bool,
}

/// The articles of statuses, newest first, which is the order they are stored in: writing them so touches each page
/// of the file once.
fn articles_of(conn: &Connection, statuses: &BTreeSet<i64>) -> rusqlite::Result<Vec<Touched>> {
    let mut find =
        conn.prepare_cached("SELECT sort, id, feed, hidden FROM articles WHERE status = ?1")?;
    let mut articles = Vec::with_capacity(statuses.len());
    for status in statuses {
        let mut found = find.query([status])?;
        while let Some(row) = found.next()? {
            articles.push(Touched {
                sort: row.get(0)?,
                id: row.get(1)?,
                feed: row.get(2)?,
                hidden: row.get(3)?,
            });
        }
    }
    articles.sort_unstable_by_key(|article| Reverse(article.sort));
    Ok(articles)
}

/// Sets a column of statuses and of their articles.
fn set(
    conn: &Connection,
    statuses: &BTreeSet<i64>,
    articles: &[Touched],
    assignment: &str,
    now: UnixTime,
) -> rusqlite::Result<()> {
    let mut set_status = conn.prepare_cached(&format!(
        "UPDATE statuses SET {assignment}, changed_at = ?2 WHERE id = ?1"
    ))?;
    for status in statuses {
        set_status.execute([*status, now])?;
    }
    let mut set_copy =
        conn.prepare_cached(&format!("UPDATE articles SET {assignment} WHERE sort = ?1"))?;
    for article in articles {
        set_copy.execute([article.sort])?;
    }
    Ok(())
}

/// Adds a tag to statuses, or takes it away.
fn set_tag(conn: &Connection, statuses: &BTreeSet<i64>, mark: &Mark) -> rusqlite::Result<()> {
    let mut add = conn.prepare_cached(
        "INSERT OR IGNORE INTO status_tags (status, tag, folded) VALUES (?1, ?2, ?3)",
    )?;
    let mut remove =
        conn.prepare_cached("DELETE FROM status_tags WHERE status = ?1 AND tag = ?2")?;
    for status in statuses {
        match mark {
            Mark::Tag(tag) => add.execute(params![status, tag, fold::label(tag)])?,
            _ => remove.execute(params![status, tag(mark)])?,
        };
    }
    Ok(())
}

/// Changes the feeds' counts by their articles among these that are not hidden.
fn count(conn: &Connection, articles: &[Touched], change: &str) -> rusqlite::Result<()> {
    let mut by_feed: HashMap<i64, i64> = HashMap::new();
    for article in articles.iter().filter(|article| !article.hidden) {
        *by_feed.entry(article.feed).or_default() += 1;
    }
    let mut update = conn.prepare_cached(&format!("UPDATE feeds SET {change} WHERE id = ?1"))?;
    for (feed, changed) in by_feed {
        update.execute([feed, changed])?;
    }
    Ok(())
}

fn write_gesture(
    transaction: &Transaction<'_>,
    kind: &GestureKind,
    now: UnixTime,
) -> rusqlite::Result<Gesture> {
    let json = serde_json::to_string(kind)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let id = transaction
        .prepare_cached("INSERT INTO gestures (at, kind, count) VALUES (?1, ?2, 0)")?
        .insert(params![now, json])?;
    Ok(Gesture {
        id,
        at: now,
        kind: kind.clone(),
        count: 0,
        undone: false,
    })
}

/// The columns of a gesture, as [`gesture_from_row`] reads them.
const GESTURE: &str = "SELECT id, at, kind, count, undone FROM gestures";

fn last_gesture(conn: &Connection) -> rusqlite::Result<Option<Gesture>> {
    conn.prepare_cached(&format!(
        "{GESTURE} WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    ))?
    .query_row([], gesture_from_row)
    .optional()
}

fn gesture_from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Gesture> {
    let json: String = row.get(2)?;
    let kind = serde_json::from_str(&json).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(2, Type::Text, Box::new(error))
    })?;
    let count: i64 = row.get(3)?;
    Ok(Gesture {
        id: row.get(0)?,
        at: row.get(1)?,
        kind,
        count: usize::try_from(count).unwrap_or_default(),
        undone: row.get(4)?,
    })
}
