//! The schema, its version and its migrations. Steps are only ever added at the end; a step that was released never
//! changes. Rows that belong together are kept so by the functions that write them, not by foreign keys: a status and
//! an identity outlive their article on purpose.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::errors::from_sqlite;
use super::files::{self, beside};
use super::open::BUSY;
use super::{Result, StoreError};

/// `PRAGMA application_id` of our databases: "Mnch" in ASCII. Tells ours from any other program's SQLite file.
pub(super) const APPLICATION_ID: i64 = 0x4d6e_6368;

/// One step for each version: what brings a database from that version's predecessor to it.
pub(super) const STEPS: &[&str] = &[VERSION_1, VERSION_2, VERSION_3];

/// How many low bits of an article's place in time count those of one second.
pub(super) const SEQUENCE_BITS: u32 = 20;

/// Version 1.
///
/// * `articles` is stored in the order of its rows' places in time (`sort` is its rowid), so a window of a list reads
///   neighbouring pages; the partial indexes hold nothing but constants (which take no room) and that place, and give
///   lists in their order without a look at the rows.
/// * `read`, `starred` and `hidden` of an article are copies of its status's, `shown` is 1 where its feed is subscribed
///   and not hidden; so one index answers the river. `feeds.unread`, `starred` and `total` count its articles that are
///   not hidden. All are kept true in the transaction that changes what they copy.
/// * An article's number is its body's `id`: handed out once, never again (AUTOINCREMENT).
/// * `search` holds folded words only; its rowid is the article's place in time.
const VERSION_1: &str = "
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    hidden INTEGER NOT NULL DEFAULT 0,
    subscribed INTEGER NOT NULL DEFAULT 1,
    removed_at INTEGER,
    own_title TEXT,
    site TEXT,
    language TEXT,
    unread INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    fetched INTEGER,
    next INTEGER,
    http INTEGER,
    code TEXT,
    error TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    rest_until INTEGER,
    gone INTEGER NOT NULL DEFAULT 0,
    validators_url TEXT,
    etag BLOB,
    last_modified BLOB,
    body_hash BLOB,
    moving_to TEXT,
    alias TEXT,
    lease_owner TEXT,
    lease_until INTEGER
) STRICT;

CREATE TABLE statuses (
    id INTEGER PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    first_seen INTEGER NOT NULL,
    changed_at INTEGER
) STRICT;

CREATE TABLE status_tags (
    status INTEGER NOT NULL,
    tag TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (status, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_tags_by_tag ON status_tags (folded, status);

CREATE TABLE articles (
    sort INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    feed INTEGER NOT NULL,
    status INTEGER NOT NULL,
    read INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0,
    full_text INTEGER NOT NULL DEFAULT 0,
    has_enclosure INTEGER NOT NULL,
    words INTEGER NOT NULL,
    published INTEGER,
    updated INTEGER,
    title TEXT NOT NULL,
    link TEXT,
    authors TEXT NOT NULL,
    language TEXT,
    key BLOB NOT NULL,
    text_hash INTEGER NOT NULL,
    whole_hash INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX articles_by_status ON articles (status, feed);
CREATE INDEX river ON articles (shown, hidden) WHERE shown = 1 AND hidden = 0;
CREATE INDEX river_unread ON articles (shown, hidden, read) WHERE shown = 1 AND hidden = 0 AND read = 0;
CREATE INDEX starred ON articles (starred, hidden, shown) WHERE starred = 1;
CREATE INDEX feed_all ON articles (feed, hidden);
CREATE INDEX feed_unread ON articles (feed, hidden, read) WHERE hidden = 0 AND read = 0;

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    html TEXT NOT NULL,
    guid TEXT,
    categories TEXT NOT NULL,
    enclosures TEXT
) STRICT;

CREATE TABLE identities (
    feed INTEGER NOT NULL,
    key BLOB NOT NULL,
    status INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_links (
    key BLOB PRIMARY KEY,
    status INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gestures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX gestures_to_undo ON gestures (undone) WHERE undone = 0;

CREATE TABLE changes (
    gesture INTEGER NOT NULL,
    status INTEGER NOT NULL,
    PRIMARY KEY (gesture, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    text TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    title, author, body,
    content = '', contentless_delete = 1, detail = full, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
";

/// Version 2: the text of an article's page, beside its feed's.
///
/// * `full_texts` has a row for each article whose page was asked for, under the article's number. `html` is what came
///   last that was worth keeping; none where nothing ever was. `outcome` tells the last attempt in a word, `retry` when
///   the page may be asked for again without being told to (none: never). `text` is what the search index reads, for
///   the index keeps none of what went into it.
/// * `articles.full_words` counts them where `full_text` is 1. Title, authors and date of the page stay here: a row
///   shows them where its feed gave none.
/// * `rests` holds sites that asked not to be visited before a moment, by an address of theirs.
const VERSION_2: &str = "
CREATE TABLE full_texts (
    id INTEGER PRIMARY KEY,
    html TEXT,
    text TEXT NOT NULL DEFAULT '',
    url TEXT,
    title TEXT,
    authors TEXT NOT NULL DEFAULT '[]',
    published INTEGER,
    fetched INTEGER,
    tried INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    retry INTEGER,
    stale INTEGER NOT NULL DEFAULT 0
) STRICT;
ALTER TABLE articles ADD COLUMN full_words INTEGER NOT NULL DEFAULT 0;

CREATE TABLE rests (
    url TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Version 3: what a feed's manners need to be known by, and told.
///
/// * `schedule` is what the feed itself asks for (JSON, opaque here), as last read: a visit that read nothing obeys it
///   too. `fresh_for` is the lifetime of the last answer in seconds, `why` the word for what decided on `next`.
/// * `succeeded` is the last visit that did not fail, `failing_since` the first of those that did since.
/// * `moved_from` and `moved_at` tell where a feed that moved was before.
/// * `lease_site` is the site a visit under way asks, so that all processes together keep to its bound.
/// * `keep` is how long read articles are kept, as the config says (JSON of its own type); none keeps everything.
/// * `visits`, `unchanged` and `received` (decoded bytes) count all visits there ever were.
const VERSION_3: &str = "
ALTER TABLE feeds ADD COLUMN schedule TEXT;
ALTER TABLE feeds ADD COLUMN fresh_for INTEGER;
ALTER TABLE feeds ADD COLUMN why TEXT;
ALTER TABLE feeds ADD COLUMN succeeded INTEGER;
ALTER TABLE feeds ADD COLUMN failing_since INTEGER;
ALTER TABLE feeds ADD COLUMN moved_from TEXT;
ALTER TABLE feeds ADD COLUMN moved_at INTEGER;
ALTER TABLE feeds ADD COLUMN lease_site TEXT;
CREATE INDEX feeds_under_lease ON feeds (lease_site) WHERE lease_site IS NOT NULL;
ALTER TABLE feeds ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN keep TEXT;
";

/// The version a database says it has; 0 where nothing was written yet.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// The `application_id` a database says it has; 0 where none was set.
pub(super) fn application_id(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA application_id", [], |row| row.get(0))
}

/// How long a process waits for another one's migration, in seconds: a copy of a large database takes its time.
const OTHERS_MIGRATION: Duration = Duration::from_secs(600);

/// Brings a database up to the last of `steps`, all of them or none, in one transaction. Where it already holds
/// something, a copy is kept beside it first; where none can be made, nothing is migrated. The writer's lock is held
/// all the time, so of two processes the second finds the work done.
pub(super) fn migrate(conn: &mut Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let fail = |error| from_sqlite(path, &error);
    let wanted = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if version(conn).map_err(fail)? >= wanted {
        return Ok(());
    }
    let on_disk = conn.path().is_some_and(|path| !path.is_empty());
    conn.busy_timeout(OTHERS_MIGRATION).map_err(fail)?;
    let transaction = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fail)?;
    let found = version(&transaction).map_err(fail)?;
    if found < wanted {
        if found > 0 && on_disk {
            keep_copy(path, &copy_path(path, found))?;
        }
        let run = || {
            for step in steps
                .iter()
                .skip(usize::try_from(found).unwrap_or_default())
            {
                transaction.execute_batch(step)?;
            }
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", wanted)
        };
        run().map_err(fail)?;
    }
    transaction.commit().map_err(fail)?;
    conn.busy_timeout(BUSY).map_err(fail)
}

/// Where the copy of a database is kept before it leaves a version: `manchette.db.v1.bak`.
pub(super) fn copy_path(path: &Path, version: i64) -> PathBuf {
    beside(path, &format!(".v{version}.bak"))
}

/// Writes a copy of the whole database, WAL included; a copy that was begun and not ended never has the copy's name.
/// One that is there already is of an earlier try, or of a time before the database was put back: the first of them
/// stays as `.1`.
fn keep_copy(path: &Path, to: &Path) -> Result<()> {
    let begun = beside(to, ".part");
    let copied = copy(path, &begun).and_then(|()| {
        let first = beside(to, ".1");
        if to.exists() && !first.exists() {
            std::fs::rename(to, first).map_err(|error| error.to_string())?;
        }
        files::put_in_place(&begun, to).map_err(|error| error.to_string())
    });
    copied.map_err(|reason| {
        drop(std::fs::remove_file(&begun));
        StoreError::NoCopy {
            path: path.to_owned(),
            copy: to.to_owned(),
            reason,
        }
    })
}

/// Copies by a connection of its own, which sees what is committed.
fn copy(path: &Path, to: &Path) -> std::result::Result<(), String> {
    drop(std::fs::remove_file(to));
    let copied = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|conn| conn.backup("main", to, None::<fn(rusqlite::backup::Progress)>));
    copied.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "no space left on device".to_owned(),
        _ => error.to_string(),
    })
}
