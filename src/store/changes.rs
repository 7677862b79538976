//! Marks and the change log: every gesture is one entry, and undo takes back the last, also tomorrow.

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
        let ids = serde_json::Value::from(ids).to_string();
        let chosen = "SELECT status FROM articles WHERE id IN (SELECT value FROM json_each(?1))";
        self.mark_chosen(&ids, chosen, mark, now)
    }

    /// Marks the statuses that `chosen` selects by the list `ids` (JSON).
    fn mark_chosen(
        &mut self,
        ids: &str,
        chosen: &str,
        mark: &Mark,
        now: UnixTime,
    ) -> Result<Option<(Gesture, Vec<i64>)>> {
        let to_change = format!(
            "SELECT id FROM statuses WHERE id IN ({chosen}) AND {}",
            differs(mark, "?2")
        );
        let tag = tag(mark);
        self.write(Durable::Power, |transaction| {
            let any: bool = transaction
                .prepare_cached(&format!("SELECT EXISTS ({to_change})"))?
                .query_row(params![ids, tag], |row| row.get(0))?;
            if !any {
                return Ok(None);
            }
            let mut gesture = write_gesture(transaction, &GestureKind::Mark(mark.clone()), now)?;
            transaction
                .prepare_cached(&format!(
                    "INSERT INTO changes (gesture, status) SELECT ?3, id FROM ({to_change})"
                ))?
                .execute(params![ids, tag, gesture.id])?;
            let articles = apply(transaction, gesture.id, mark, now)?;
            gesture.count = articles.len();
            transaction
                .prepare_cached("UPDATE gestures SET count = ?2 WHERE id = ?1")?
                .execute(params![gesture.id, articles.len() as i64])?;
            Ok(Some((gesture, articles)))
        })
    }

    /// [`Store::mark`] by the keys of lists.
    pub fn mark_keys(
        &mut self,
        keys: &[i64],
        mark: &Mark,
        now: UnixTime,
    ) -> Result<Option<(Gesture, Vec<i64>)>> {
        let keys = serde_json::Value::from(keys).to_string();
        let chosen = "SELECT status FROM articles WHERE sort IN (SELECT value FROM json_each(?1))";
        self.mark_chosen(&keys, chosen, mark, now)
    }

    /// Logs a gesture on feeds.
    pub fn log(&mut self, kind: &GestureKind, now: UnixTime) -> Result<Gesture> {
        self.write(Durable::Power, |transaction| {
            write_gesture(transaction, kind, now)
        })
    }

    /// Takes back the last gesture that was not; a status that was changed again since by something else stays.
    pub fn undo(&mut self, now: UnixTime) -> Result<Option<Undone>> {
        self.write(Durable::Power, |transaction| {
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
                    transaction
                        .prepare_cached(&format!(
                            "DELETE FROM changes WHERE gesture = ?1 AND status NOT IN
                             (SELECT id FROM statuses WHERE id IN
                              (SELECT status FROM changes WHERE gesture = ?1) AND {})",
                            differs(&back, "?2")
                        ))?
                        .execute(params![gesture.id, tag(&back)])?;
                    apply(transaction, gesture.id, &back, now)?
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

/// The condition on `statuses` that a mark would change it. `parameter` stands for the tag; every mark names it, so
/// that all these statements take the same parameters.
fn differs(mark: &Mark, parameter: &str) -> String {
    match mark {
        Mark::Read => format!("read = 0 AND {parameter} IS NULL"),
        Mark::Unread => format!("read = 1 AND {parameter} IS NULL"),
        Mark::Star => format!("starred = 0 AND {parameter} IS NULL"),
        Mark::Unstar => format!("starred = 1 AND {parameter} IS NULL"),
        Mark::Tag(_) => {
            format!("id NOT IN (SELECT status FROM status_tags WHERE tag = {parameter})")
        }
        Mark::Untag(_) => format!("id IN (SELECT status FROM status_tags WHERE tag = {parameter})"),
    }
}

fn tag(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::Tag(tag) | Mark::Untag(tag) => Some(tag),
        _ => None,
    }
}

/// Sets a mark on the statuses of a gesture, keeps the articles' copies and the feeds' counts true, and returns the
/// ids of their articles, newest first.
fn apply(
    transaction: &Transaction<'_>,
    gesture: i64,
    mark: &Mark,
    now: UnixTime,
) -> rusqlite::Result<Vec<i64>> {
    const OF_GESTURE: &str = "(SELECT status FROM changes WHERE gesture = ?1)";
    let set = |column: &str, value: i64| -> rusqlite::Result<()> {
        count(transaction, gesture, -1)?;
        transaction
            .prepare_cached(&format!(
                "UPDATE statuses SET {column} = {value}, changed_at = ?2 WHERE id IN {OF_GESTURE}"
            ))?
            .execute([gesture, now])?;
        transaction
            .prepare_cached(&format!(
                "UPDATE articles SET {column} = {value} WHERE status IN {OF_GESTURE}"
            ))?
            .execute([gesture])?;
        count(transaction, gesture, 1)
    };
    match mark {
        Mark::Read => set("read", 1)?,
        Mark::Unread => set("read", 0)?,
        Mark::Star => set("starred", 1)?,
        Mark::Unstar => set("starred", 0)?,
        Mark::Tag(tag) => {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO status_tags (status, tag, folded)
                     SELECT status, ?2, ?3 FROM changes WHERE gesture = ?1",
                )?
                .execute(params![gesture, tag, fold::label(tag)])?;
        }
        Mark::Untag(tag) => {
            transaction
                .prepare_cached(&format!(
                    "DELETE FROM status_tags WHERE tag = ?2 AND status IN {OF_GESTURE}"
                ))?
                .execute(params![gesture, tag])?;
        }
    }
    transaction
        .prepare_cached(&format!(
            "SELECT id FROM articles WHERE status IN {OF_GESTURE} ORDER BY sort DESC"
        ))?
        .query_map([gesture], |row| row.get(0))?
        .collect()
}

/// Adds the articles of a gesture to their feeds' counts, or takes them away: once before the change, once after.
fn count(transaction: &Transaction<'_>, gesture: i64, sign: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "UPDATE feeds SET unread = feeds.unread + ?2 * c.unread, starred = feeds.starred + ?2 * c.starred,
             total = feeds.total + ?2 * c.total
             FROM (SELECT feed, count(*) FILTER (WHERE read = 0) unread, count(*) FILTER (WHERE starred = 1) starred,
                   count(*) total
                   FROM articles WHERE status IN (SELECT status FROM changes WHERE gesture = ?1) AND hidden = 0
                   GROUP BY feed) c
             WHERE feeds.id = c.feed",
        )?
        .execute([gesture, sign])?;
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

fn last_gesture(conn: &Connection) -> rusqlite::Result<Option<Gesture>> {
    conn.prepare_cached(
        "SELECT id, at, kind, count, undone FROM gestures WHERE undone = 0 ORDER BY id DESC LIMIT 1",
    )?
    .query_row([], |row| {
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
    })
    .optional()
}
