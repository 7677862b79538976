//! What goes in time: articles of feeds removed long ago, those that a feed's `keep` lets go. Their statuses and
//! identities stay, so that nothing comes back unread. In small transactions, so that no mark waits.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::full_text;
use super::schema::SEQUENCE_BITS;
use super::{Durable, Result, Store, UnixTime};
use crate::config::Keep;

/// Articles of removed feeds stay this long, in seconds: 90 days.
const KEPT_AFTER_REMOVAL: i64 = 90 * 86_400;

/// How many articles one step takes.
const STEP: usize = 200;

/// An article that may go: its place in time and its number.
type Old = (i64, i64);

/// Which of a feed's articles may go; looked at again in the transaction that deletes them.
const OF_REMOVED: &str = "a.starred = 0 AND EXISTS
    (SELECT 1 FROM feeds f WHERE f.id = a.feed AND f.subscribed = 0 AND f.removed_at <= ?2)";
const OF_KEPT: &str = "a.starred = 0 AND a.read = 1 AND a.sort < ?2";

/// `keep` as a feed's row holds it.
pub(super) fn stored(keep: Option<Keep>) -> Option<String> {
    keep.and_then(|keep| serde_json::to_string(&keep).ok())
}

/// `keep` out of a feed's row; what is not understood keeps everything.
pub(super) fn read(stored: Option<&str>) -> Option<Keep> {
    stored.and_then(|stored| serde_json::from_str(stored).ok())
}

/// True where an article that was read and cleaned away need not come back: it would go again at once.
pub(super) fn stays_away(keep: Option<Keep>, date: UnixTime, now: UnixTime) -> bool {
    match keep {
        None => false,
        Some(Keep::Age(age)) => date < now.saturating_sub(age),
        Some(Keep::Newest(_)) => true,
    }
}

impl Store {
    /// Cleans up: articles of feeds removed 90 days ago or more go, but for starred ones (such a feed forgets its
    /// validators, so that a later visit brings what it still has); of feeds with a `keep`, those that are read, not
    /// starred and beyond it; old entries of the change log. Returns how many articles went.
    pub fn clean_up(&mut self, now: UnixTime) -> Result<usize> {
        let removed_until = now.saturating_sub(KEPT_AFTER_REMOVAL);
        let mut gone = 0;
        for feed in self.removed(removed_until)? {
            gone += self.let_go(feed, OF_REMOVED, removed_until)?;
        }
        for (feed, keep) in self.with_keep()? {
            if let Some(bound) = self.read(|conn| bound(conn, feed, keep, now))? {
                gone += self.let_go(feed, OF_KEPT, bound)?;
            }
        }
        self.shorten_log(now)?;
        Ok(gone)
    }

    fn removed(&self, until: UnixTime) -> Result<Vec<i64>> {
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT id FROM feeds WHERE subscribed = 0 AND removed_at <= ?1 AND total > 0",
            )?
            .query_map([until], |row| row.get(0))?
            .collect()
        })
    }

    fn with_keep(&self) -> Result<Vec<(i64, Keep)>> {
        let stored: Vec<(i64, String)> = self.read(|conn| {
            conn.prepare_cached(
                "SELECT id, keep FROM feeds WHERE subscribed = 1 AND keep IS NOT NULL",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })?;
        let keeps = stored.iter();
        Ok(keeps
            .filter_map(|(feed, stored)| Some((*feed, read(Some(stored))?)))
            .collect())
    }

    /// Deletes a feed's articles that may go. They are looked for without a lock.
    fn let_go(&mut self, feed: i64, which: &str, bound: i64) -> Result<usize> {
        let old: Vec<Old> = self.read(|conn| {
            conn.prepare_cached(&format!(
                "SELECT a.sort, a.id FROM articles a WHERE a.feed = ?1 AND {which} ORDER BY a.sort"
            ))?
            .query_map([feed, bound], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })?;
        let mut gone = 0;
        for some in old.chunks(STEP) {
            gone += self.write(Durable::Process, |transaction| {
                delete(transaction, feed, some, which, bound)
            })?;
        }
        Ok(gone)
    }
}

/// The place in time before which articles may go; none where none may.
fn bound(conn: &Connection, feed: i64, keep: Keep, now: UnixTime) -> rusqlite::Result<Option<i64>> {
    match keep {
        Keep::Age(age) => {
            let oldest = now.saturating_sub(age).max(0);
            Ok(Some(oldest.saturating_mul(1 << SEQUENCE_BITS)))
        }
        Keep::Newest(count) => conn
            .prepare_cached(
                "SELECT sort FROM articles WHERE feed = ?1 AND hidden = 0 ORDER BY sort DESC LIMIT 1 OFFSET ?2",
            )?
            .query_row(params![feed, count.saturating_sub(1)], |row| row.get(0))
            .optional(),
    }
}

/// Deletes those of some articles that may still go, and keeps the feed's counts true.
fn delete(
    transaction: &Transaction<'_>,
    feed: i64,
    some: &[Old],
    which: &str,
    bound: i64,
) -> rusqlite::Result<usize> {
    let mut look = transaction.prepare_cached(&format!(
        "SELECT a.hidden, a.read FROM articles a WHERE a.sort = ?3 AND a.id = ?4 AND a.feed = ?1 AND {which}"
    ))?;
    let (mut gone, mut counted, mut unread) = (0, 0, 0);
    for (sort, id) in some {
        let found = look.query_row([feed, bound, *sort, *id], |row| {
            Ok((row.get::<_, bool>(0)?, row.get::<_, bool>(1)?))
        });
        let Some((hidden, read)) = found.optional()? else {
            continue;
        };
        for (delete, number) in [
            ("DELETE FROM search WHERE rowid = ?1", sort),
            ("DELETE FROM bodies WHERE id = ?1", id),
            ("DELETE FROM articles WHERE sort = ?1", sort),
        ] {
            transaction.prepare_cached(delete)?.execute([number])?;
        }
        full_text::remove(transaction, *id)?;
        gone += 1;
        counted += i64::from(!hidden);
        unread += i64::from(!hidden && !read);
    }
    if gone > 0 {
        transaction
            .prepare_cached(
                "UPDATE feeds SET total = total - ?2, unread = unread - ?3 WHERE id = ?1",
            )?
            .execute([feed, counted, unread])?;
    }
    if gone > 0 && which == OF_REMOVED {
        transaction.execute(
            "UPDATE feeds SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL WHERE id = ?1",
            [feed],
        )?;
    }
    Ok(gone)
}
