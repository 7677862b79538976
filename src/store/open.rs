//! Opening: nothing is written, not even by a pragma, before the file is known to be ours and of a version we know.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::errors::{from_io, from_sqlite};
use super::{Reader, Result, Store, StoreError, schema, search};

/// How long a connection waits for another's lock.
const BUSY: Duration = Duration::from_secs(5);

/// What the WAL file is cut back to once its content is in the database, in bytes.
const WAL_AT_REST: i64 = 8 << 20;

/// Prepared statements kept by a connection.
const STATEMENTS: usize = 64;

/// The first bytes of every SQLite file, and where in it `user_version` stands (the file format, §1.3).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const USER_VERSION_AT: usize = 60;

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
        schema::migrate(&mut conn, path, schema::STEPS).map_err(fail)?;
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
        schema::migrate(&mut conn, path, steps).map_err(fail)?;
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
fn prepare(conn: &Connection) -> rusqlite::Result<()> {
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
    let conn = Connection::open_with_flags(immutable_uri(path), flags)?;
    prepare(&conn)?;
    schema::version(&conn)?;
    Ok(conn)
}

/// The path as a `file:` URI (sqlite.org/uri.html) that takes the file as never changing.
pub(super) fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// Looks at what lies at a path without writing a byte to it: a connection that reads, and the version (0 where its
/// making was not ended); none for no file or an empty one. The file's own header is read first, so that a database of
/// a newer program does not even get a shared-memory file beside it.
fn look(path: &Path, steps: &[&str]) -> Result<Option<(Connection, i64)>> {
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
        return Ok(None);
    }
    if !head.starts_with(MAGIC) || head.len() < 100 {
        return Err(not_ours(path, "no SQLite header"));
    }
    let mut version = [0; 4];
    version.copy_from_slice(&head[USER_VERSION_AT..USER_VERSION_AT + 4]);
    refuse_newer(path, i64::from(i32::from_be_bytes(version)), steps)?;

    let fail = |error| from_sqlite(path, &error);
    let conn = connect_to_read(path).map_err(fail)?;
    let version = schema::version(&conn).map_err(fail)?;
    refuse_newer(path, version, steps)?;
    let tables: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(fail)?;
    let id = schema::application_id(&conn).map_err(fail)?;
    if id != schema::APPLICATION_ID && (tables > 0 || version != 0) {
        return Err(not_ours(path, "a database of another program"));
    }
    Ok(Some((conn, version)))
}

fn refuse_newer(path: &Path, found: i64, steps: &[&str]) -> Result<()> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found <= known {
        return Ok(());
    }
    Err(StoreError::Newer {
        path: path.to_path_buf(),
        found,
        known,
    })
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
