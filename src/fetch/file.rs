//! `file:` addresses, under the same limit of size as any other.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use url::Url;

use super::FetchError;
use crate::net::Limits;
use crate::text::sanitise;

/// The path of a `file:` address; none where it names another machine or no path.
pub(super) fn path(url: &Url) -> Option<PathBuf> {
    url.to_file_path().ok()
}

/// The whole file; a directory, a pipe and a device are none.
pub(super) async fn read(path: PathBuf, limits: &Limits) -> Result<Vec<u8>, FetchError> {
    let limit = limits.body;
    let shown = sanitise::line(&path.to_string_lossy());
    let bytes = tokio::task::spawn_blocking(move || read_now(&path, limit))
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
        .map_err(|error| FetchError::File {
            path: shown,
            reason: sanitise::line(&error.to_string()),
        })?;
    if bytes.len() as u64 > limit {
        return Err(FetchError::TooLarge { limit });
    }
    Ok(bytes)
}

/// At most one byte more than the limit.
fn read_now(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(ErrorKind::Unsupported.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
