//! Rows that were saved become a database whose tables agree with one another again: what is written down twice is taken
//! from where it is left, what has lost its other half is completed or goes.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params, params_from_iter};

use super::salvage::{self, Found, Wreck};

/// An address and its feed's number, out of an index.
pub(super) type Address = (String, i64);

/// Pours what can be read of a wreck into the tables of an empty database; of rows that cannot stand together the first
/// stays. Returns how much was broken, and the feeds' addresses that an index gave.
pub(super) fn pour(
    conn: &Connection,
    wreck: &mut Wreck,
) -> rusqlite::Result<(usize, Vec<Address>)> {
    let mut columns = HashMap::new();
    for table in salvage::tables() {
        let names: Vec<String> = conn
            .prepare(&format!("PRAGMA table_info({table})"))?
            .query_map([], |row| row.get("name"))?
            .collect::<rusqlite::Result<_>>()?;
        columns.insert(table, names);
    }
    let mut addresses = Vec::new();
    let mut odd = 0;
    let transaction = conn.unchecked_transaction()?;
    let lost = wreck.read(|found: Found| {
        let Some(names) = columns.get(found.table) else {
            if let [Value::Text(url), Value::Integer(feed)] = found.values.as_slice() {
                addresses.push((url.clone(), *feed));
            }
            return Ok(());
        };
        let width = found.values.len().min(names.len());
        let marks = vec!["?"; width].join(", ");
        let sql = format!(
            "INSERT OR IGNORE INTO {} ({}) VALUES ({marks})",
            found.table,
            names[..width].join(", ")
        );
        let stored = transaction
            .prepare_cached(&sql)?
            .execute(params_from_iter(&found.values[..width]));
        match stored {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                odd += 1;
                Ok(())
            }
            other => other.map(drop),
        }
    })?;
    transaction.commit()?;
    Ok((lost + odd, addresses))
}

/// Makes the statuses that are lost out of their articles' copies; `temp.rebuilt` names them.
pub(super) fn statuses(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE rebuilt (status INTEGER PRIMARY KEY);
         INSERT INTO rebuilt SELECT DISTINCT status FROM articles WHERE status NOT IN (SELECT id FROM statuses);
         INSERT INTO statuses (id, read, starred, hidden, first_seen)
         SELECT status, max(read), max(starred), max(hidden), min(sort >> 20) FROM articles
         WHERE status IN (SELECT status FROM rebuilt) GROUP BY status;",
    )
}

/// Makes the tables agree. A feed whose row is lost is made of its address, or of its number alone, hidden then, so that
/// its articles stay.
pub(super) fn settle(conn: &Connection, addresses: &[Address]) -> rusqlite::Result<()> {
    let transaction = conn.unchecked_transaction()?;
    for (url, feed) in addresses {
        transaction.execute(
            "INSERT OR IGNORE INTO feeds (id, url) VALUES (?1, ?2)",
            params![feed, url],
        )?;
    }
    transaction.execute_batch(
        "INSERT OR IGNORE INTO feeds (id, url, subscribed)
         SELECT DISTINCT feed, 'lost:' || feed, 0 FROM articles WHERE feed NOT IN (SELECT id FROM feeds);
         UPDATE feeds SET lease_owner = NULL, lease_until = NULL, lease_site = NULL;
         INSERT OR IGNORE INTO identities (feed, key, status) SELECT feed, key, status FROM articles ORDER BY sort DESC;
         DELETE FROM identities WHERE status NOT IN (SELECT id FROM statuses);
         DELETE FROM shared_links WHERE status NOT IN (SELECT id FROM statuses);
         DELETE FROM status_tags WHERE status NOT IN (SELECT id FROM statuses);
         UPDATE articles SET read = s.read, starred = s.starred, hidden = s.hidden FROM statuses s
         WHERE s.id = articles.status
         AND (s.read, s.starred, s.hidden) <> (articles.read, articles.starred, articles.hidden);
         UPDATE articles SET shown = f.subscribed = 1 AND f.hidden = 0 FROM feeds f
         WHERE f.id = articles.feed AND articles.shown <> (f.subscribed = 1 AND f.hidden = 0);
         UPDATE feeds SET unread = 0, starred = 0, total = 0;
         UPDATE feeds SET unread = c.unread, starred = c.starred, total = c.total
         FROM (SELECT feed, count(*) FILTER (WHERE read = 0) unread, count(*) FILTER (WHERE starred = 1) starred,
               count(*) total FROM articles WHERE hidden = 0 GROUP BY feed) c WHERE c.feed = feeds.id;",
    )?;
    transaction.commit()
}

/// Gives articles without a body an empty one, and lets bodies and texts of pages without an article go. Returns how many
/// articles have no text left.
pub(super) fn bodies(conn: &Connection) -> rusqlite::Result<i64> {
    let transaction = conn.unchecked_transaction()?;
    let empty = transaction.execute(
        "INSERT INTO bodies (id, html, categories) SELECT id, '', '[]' FROM articles
         WHERE id NOT IN (SELECT id FROM bodies)",
        [],
    )?;
    transaction.execute_batch(
        "DELETE FROM bodies WHERE id NOT IN (SELECT id FROM articles);
         DELETE FROM full_texts WHERE id NOT IN (SELECT id FROM articles);
         UPDATE articles SET full_text = NOT full_text WHERE full_text <>
         (id IN (SELECT id FROM full_texts WHERE html IS NOT NULL));",
    )?;
    transaction.commit()?;
    Ok(i64::try_from(empty).unwrap_or(i64::MAX))
}

/// Makes every feed forget what it last read, so that the next visit brings again what was lost.
pub(super) fn ask_again(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(
        "UPDATE feeds SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL",
    )
}
