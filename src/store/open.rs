//! Opening: nothing is written, not even by a pragma, before the file is known to be ours and of a version we know.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::errors::{from_io, from_sqlite};
use super::files::beside;
use super::{Reader, Result, Store, StoreError, schema, search, snapshot};

/// How long a connection waits for another's lock. Nobody holds one for long ([`Store::save_visit`] writes in bites),
/// but a loaded machine or a slow disk stretches everything.
pub(super) const BUSY: Duration = Duration::from_secs(30);

/// What the WAL file is cut back to once its content is in the database, in bytes.
const WAL_AT_REST: i64 = 8 << 20;

/// Prepared statements kept by a connection.
const STATEMENTS: usize = 64;

/// The first bytes of every SQLite file, and where in it `user_version` stands (the file format, §1.3).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const USER_VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;

/// No version of ours is ever as high: what is written there is no version.
const ABSURD_VERSION: i64 = 10_000;

impl Store {
    /// Opens the database for writing, makes it where there is none (its directory too), brings an older one up to
    /// date after a copy. A newer one is refused untouched, a damaged one is said and left as it is.
    ///
    /// Commits are written to the WAL without waiting for the disk (they survive a killed process); gestures of the
    /// reader wait for it (they survive a power cut too).
    pub fn open(path: &Path) -> Result<Store> {
        Self::open_with(path, schema::STEPS)
    }

    /// A database in memory, for tests.
    pub fn in_memory() -> Result<Store> {
        let path = Path::new(":memory:");
        let fail = |error| from_sqlite(path, &error);
        let mut conn = Connection::open_in_memory().map_err(fail)?;
        prepare(&conn).map_err(fail)?;
        schema::migrate(&mut conn, path, schema::STEPS)?;
        Ok(Store {
            reader: Reader {
                conn,
                path: path.to_path_buf(),
            },
        })
    }

    pub(super) fn open_with(path: &Path, steps: &[&str]) -> Result<Store> {
        let found = look(path, steps)?.is_some();
        if !found {
            make_directory(path)?;
        }
        let fail = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) if found => StoreError::ReadOnly {
                path: path.to_path_buf(),
            },
            _ => from_sqlite(path, &error),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(fail)?;
        prepare(&conn).map_err(fail)?;
        if conn.is_readonly("main").map_err(fail)? {
            return Err(StoreError::ReadOnly {
                path: path.to_path_buf(),
            });
        }
        use_wal(&conn).map_err(fail)?;
        conn.pragma_update(None, "synchronous", "NORMAL")
            .map_err(fail)?;
        conn.pragma_update(None, "journal_size_limit", WAL_AT_REST)
            .map_err(fail)?;
        schema::migrate(&mut conn, path, steps)?;
        Ok(Store {
            reader: Reader {
                conn,
                path: path.to_path_buf(),
            },
        })
    }
}

impl Reader {
    /// Opens an existing database of the current version for reading; none where there is no file yet, or one that a
    /// [`Store`] has yet to bring up to date. Works on a read-only directory (then `immutable` where the WAL cannot be
    /// joined: what another process writes meanwhile is not seen).
    pub fn open(path: &Path) -> Result<Option<Reader>> {
        let current = i64::try_from(schema::STEPS.len()).unwrap_or(i64::MAX);
        Ok(look(path, schema::STEPS)?
            .filter(|(_, version)| *version == current)
            .map(|(conn, _)| Reader {
                conn,
                path: path.to_path_buf(),
            }))
    }
}

/// Settings of every connection; none of them writes.
pub(super) fn prepare(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    search::add_function(conn)
}

/// Turns the WAL on where it is not. SQLite does not always wait for a lock here, so we do.
fn use_wal(conn: &Connection) -> rusqlite::Result<()> {
    let start = Instant::now();
    loop {
        let turned = conn.query_row("PRAGMA journal_mode = WAL", [], |row| {
            row.get::<_, String>(0)
        });
        match turned {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && start.elapsed() < BUSY =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => return Err(error),
            Ok(_) => return Ok(()),
        }
    }
}

/// A connection that reads, tried out: joined to the WAL where that can be, else `immutable`.
fn connect_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let joined = Connection::open_with_flags(path, flags).and_then(|conn| {
        prepare(&conn)?;
        schema::version(&conn)?;
        Ok(conn)
    });
    match joined
        .as_ref()
        .err()
        .and_then(rusqlite::Error::sqlite_error_code)
    {
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {}
        _ => return joined,
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(uri(path, "immutable=1"), flags)?;
    prepare(&conn)?;
    schema::version(&conn)?;
    Ok(conn)
}

/// The path as a `file:` URI (sqlite.org/uri.html) with a parameter: `immutable=1` takes the file as never changing.
pub(super) fn uri(path: &Path, parameter: &str) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push('?');
    uri.push_str(parameter);
    uri
}

/// Looks at what lies at a path without writing a byte to it: a connection that reads, and the version (0 where its
/// making was not ended); none for no file or an empty one. The file's own header is read first, so that a database of
/// a newer program does not even get a shared-memory file beside it.
pub(super) fn look(path: &Path, steps: &[&str]) -> Result<Option<(Connection, i64)>> {
    let mut head = Vec::with_capacity(100);
    match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(from_io(path, &error)),
        Ok(file) => {
            file.take(100)
                .read_to_end(&mut head)
                .map_err(|error| from_io(path, &error))?;
        }
    }
    if head.is_empty() {
        return match was_there(path) {
            true => Err(not_ours(path, "emptied")),
            false => Ok(None),
        };
    }
    if !head.starts_with(MAGIC) || head.len() < 100 {
        return Err(not_ours(path, "no SQLite header"));
    }
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if let Some(found) = newer(&head, known) {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }

    let fail = |error| from_sqlite(path, &error);
    let conn = connect_to_read(path).map_err(fail)?;
    let version = schema::version(&conn).map_err(fail)?;
    let (tables, ours): (i64, i64) = conn
        .query_row(
            "SELECT count(*), count(*) FILTER (WHERE name IN ('feeds', 'articles', 'statuses', 'identities'))
             FROM sqlite_schema",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(fail)?;
    let id = schema::application_id(&conn).map_err(fail)?;
    if id != schema::APPLICATION_ID && (tables > 0 || version != 0) {
        return Err(match ours {
            4 => not_ours(path, "its header"),
            _ => StoreError::Foreign {
                path: path.to_owned(),
            },
        });
    }
    if version > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: version,
            known,
        });
    }
    Ok(Some((conn, version)))
}

/// The version that a file's first page gives, where it is one of ours and higher than the one known.
pub(super) fn newer(head: &[u8], known: i64) -> Option<i64> {
    let number = |at: usize| {
        let bytes = head.get(at..at + 4)?;
        Some(i64::from(i32::from_be_bytes(bytes.try_into().ok()?)))
    };
    let ours = number(APPLICATION_ID_AT) == Some(schema::APPLICATION_ID);
    number(USER_VERSION_AT).filter(|found| ours && *found > known && *found < ABSURD_VERSION)
}

/// True where files beside an empty database tell that it held something: what a WAL has, a snapshot, a copy.
fn was_there(path: &Path) -> bool {
    let holds = |ending: &str| {
        let found = std::fs::metadata(beside(path, ending));
        found.is_ok_and(|found| found.len() > 0)
    };
    holds("-wal") || holds(snapshot::ENDING)
}

fn not_ours(path: &Path, reason: &str) -> StoreError {
    StoreError::Damaged {
        path: path.to_path_buf(),
        reason: reason.to_owned(),
    }
}

/// Makes the directory of a new database, for its owner alone: what one reads is nobody else's business.
fn make_directory(path: &Path) -> Result<()> {
    let Some(directory) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) else {
        return Ok(());
    };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(directory)
        .map_err(|error| from_io(directory, &error))
}
