//! What a snapshot has and a rebuilt database has not. Marks go by which was made later; where the snapshot is of another
//! database with the same feeds, statuses are found by their identities, else by their numbers.

use std::path::Path;

use rusqlite::Connection;

use super::open::uri;

/// Takes over what a snapshot has; returns how many feeds and how many statuses that were missing or older.
pub(super) fn merge(conn: &mut Connection, snapshot: &Path) -> rusqlite::Result<(usize, usize)> {
    conn.execute("ATTACH ?1 AS snap", [uri(snapshot, "immutable=1")])?;
    let merged = take_over(conn);
    conn.execute_batch("DETACH snap")?;
    merged
}

fn take_over(conn: &mut Connection) -> rusqlite::Result<(usize, usize)> {
    let transaction = conn.transaction()?;
    transaction.execute_batch(
        "DROP TABLE IF EXISTS temp.feed_map;
         DROP TABLE IF EXISTS temp.status_map;
         CREATE TEMP TABLE feed_map (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
         CREATE TEMP TABLE status_map (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);",
    )?;
    let feeds = feeds(&transaction)?;
    let one_history: bool = transaction.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM feed_map WHERE old <> new) AND NOT EXISTS
         (SELECT 1 FROM snap.statuses s JOIN main.statuses m ON m.id = s.id
          WHERE m.first_seen <> s.first_seen AND m.id NOT IN (SELECT status FROM rebuilt))",
        [],
        |row| row.get(0),
    )?;
    let map = match one_history {
        true => "INSERT INTO status_map SELECT id, id FROM snap.statuses;",
        false => {
            "INSERT OR IGNORE INTO status_map SELECT i.status, m.status FROM snap.identities i
             JOIN feed_map f ON f.old = i.feed JOIN main.identities m ON m.feed = f.new AND m.key = i.key;
             INSERT INTO status_map SELECT id, (SELECT coalesce(max(id), 0) FROM main.statuses)
             + row_number() OVER (ORDER BY id) FROM snap.statuses WHERE id NOT IN (SELECT old FROM status_map);"
        }
    };
    transaction.execute_batch(map)?;
    let newer = transaction.execute(
        "UPDATE main.statuses SET read = s.read, starred = s.starred, hidden = s.hidden, changed_at = s.changed_at
         FROM status_map m JOIN snap.statuses s ON s.id = m.old
         WHERE main.statuses.id = m.new AND s.changed_at > coalesce(main.statuses.changed_at, 0)
         AND m.new NOT IN (SELECT status FROM rebuilt)",
        [],
    )?;
    // Copies of the articles are newer than any snapshot; but when a status was first seen, they cannot tell.
    transaction.execute(
        "UPDATE main.statuses SET first_seen = s.first_seen, changed_at = s.changed_at
         FROM status_map m JOIN snap.statuses s ON s.id = m.old
         WHERE main.statuses.id = m.new AND m.new IN (SELECT status FROM rebuilt)",
        [],
    )?;
    let missing = transaction.execute(
        "INSERT OR IGNORE INTO main.statuses (id, read, starred, hidden, first_seen, changed_at)
         SELECT m.new, s.read, s.starred, s.hidden, s.first_seen, s.changed_at
         FROM snap.statuses s JOIN status_map m ON m.old = s.id",
        [],
    )?;
    transaction.execute_batch(
        "INSERT OR IGNORE INTO main.identities (feed, key, status) SELECT f.new, i.key, m.new FROM snap.identities i
         JOIN feed_map f ON f.old = i.feed JOIN status_map m ON m.old = i.status;
         INSERT OR IGNORE INTO main.shared_links (key, status) SELECT l.key, m.new FROM snap.shared_links l
         JOIN status_map m ON m.old = l.status;
         INSERT OR IGNORE INTO main.status_tags (status, tag, folded) SELECT m.new, t.tag, t.folded
         FROM snap.status_tags t JOIN status_map m ON m.old = t.status;
         INSERT OR IGNORE INTO main.place SELECT * FROM snap.place;
         INSERT OR IGNORE INTO main.rests SELECT * FROM snap.rests;",
    )?;
    if one_history {
        transaction.execute_batch(
            "INSERT OR IGNORE INTO main.gestures SELECT * FROM snap.gestures;
             INSERT OR IGNORE INTO main.changes SELECT * FROM snap.changes;",
        )?;
    }
    transaction.commit()?;
    Ok((feeds, newer + missing))
}

/// Takes over the feeds whose address is not there, under their own numbers where those are free.
fn feeds(conn: &Connection) -> rusqlite::Result<usize> {
    let columns: Vec<String> = conn
        .prepare(
            "SELECT m.name FROM pragma_table_info('feeds', 'main') m
             JOIN pragma_table_info('feeds', 'snap') s ON s.name = m.name WHERE m.name <> 'id'",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let columns = columns.join(", ");
    let map = "INSERT OR IGNORE INTO feed_map SELECT s.id, m.id FROM snap.feeds s JOIN main.feeds m ON m.url = s.url";
    let unknown = "id NOT IN (SELECT old FROM feed_map)";
    conn.execute(map, [])?;
    let own_number = conn.execute(
        &format!(
            "INSERT OR IGNORE INTO main.feeds (id, {columns}) SELECT id, {columns} FROM snap.feeds
             WHERE {unknown} AND id NOT IN (SELECT id FROM main.feeds)"
        ),
        [],
    )?;
    conn.execute(map, [])?;
    let other_number = conn.execute(
        &format!(
            "INSERT OR IGNORE INTO main.feeds ({columns}) SELECT {columns} FROM snap.feeds WHERE {unknown}"
        ),
        [],
    )?;
    conn.execute(map, [])?;
    Ok(own_number + other_number)
}
