//! What SQLite says → [`StoreError`], with the path.

use std::path::Path;

use rusqlite::ErrorCode;

use super::StoreError;

/// Words an error of SQLite as one of ours, on the file it came from.
pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> StoreError {
    let path = path.to_path_buf();
    let reason = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::Damaged { path, reason }
        }
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::CannotOpen { path, reason }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
        Some(ErrorCode::SystemIoFailure) => StoreError::Disk { path, reason },
        _ => StoreError::Other { path, reason },
    }
}

/// Words an error of the file system.
pub(super) fn from_io(path: &Path, error: &std::io::Error) -> StoreError {
    let path = path.to_path_buf();
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            StoreError::Full { path }
        }
        std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
        std::io::ErrorKind::FileTooLarge => StoreError::Disk {
            path,
            reason: error.to_string(),
        },
        _ => StoreError::CannotOpen {
            path,
            reason: error.to_string(),
        },
    }
}
