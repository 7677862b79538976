//! The change log is bounded: what is too old, or lies behind too many gestures or changes, can no longer be taken back.

use rusqlite::Connection;

use super::{Durable, Result, Store, UnixTime};

/// A gesture can be taken back for so long, in seconds: 90 days.
const OLDEST: i64 = 90 * 86_400;

/// So many gestures are kept.
const MOST_GESTURES: usize = 1_000;

/// So many changes of articles, of all gestures together; the last gesture is kept whole whatever it holds.
const MOST_CHANGES: i64 = 1_000_000;

/// How many changes are deleted in one transaction.
const STEP: i64 = 5_000;

impl Store {
    /// Lets the gestures go that the log has no room for: first the gestures, so that none is ever taken back by half,
    /// then their changes, in small steps.
    pub(super) fn shorten_log(&mut self, now: UnixTime) -> Result<()> {
        self.shorten_log_to((MOST_GESTURES, MOST_CHANGES), now)
    }

    pub(super) fn shorten_log_to(&mut self, bounds: (usize, i64), now: UnixTime) -> Result<()> {
        let last = self.read(|conn| last_to_go(conn, bounds, now))?;
        if let Some(last) = last {
            self.write(Durable::Process, |transaction| {
                transaction.execute("DELETE FROM gestures WHERE id <= ?1", [last])
            })?;
        }
        // Also what a step before left that was not ended.
        while self.read(has_orphans)? {
            self.write(Durable::Process, |transaction| {
                transaction.execute(
                    "DELETE FROM changes WHERE (gesture, status) IN (SELECT gesture, status FROM changes
                     WHERE gesture < (SELECT coalesce(min(id), 9223372036854775807) FROM gestures) LIMIT ?1)",
                    [STEP],
                )
            })?;
        }
        Ok(())
    }
}

fn has_orphans(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM changes
         WHERE gesture < (SELECT coalesce(min(id), 9223372036854775807) FROM gestures))",
        [],
        |row| row.get(0),
    )
}

/// The last of the gestures that go; all before it go too.
fn last_to_go(
    conn: &Connection,
    (most_gestures, most_changes): (usize, i64),
    now: UnixTime,
) -> rusqlite::Result<Option<i64>> {
    let mut select = conn.prepare_cached("SELECT id, at, count FROM gestures ORDER BY id DESC")?;
    let mut found = select.query([])?;
    let (mut gestures, mut changes) = (0, 0_i64);
    while let Some(row) = found.next()? {
        let (id, at, count): (i64, UnixTime, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        changes = changes.saturating_add(count);
        let too_many = gestures > 0 && changes > most_changes;
        if gestures >= most_gestures || too_many || at < now.saturating_sub(OLDEST) {
            return Ok(Some(id));
        }
        gestures += 1;
    }
    Ok(None)
}
