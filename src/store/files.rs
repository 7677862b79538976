//! Files beside the database: their names, and putting a file that was begun into its place so that a crash or a power
//! cut leaves the one before or the whole new one, never a half.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The path with something behind its name: `manchette.db` → `manchette.db-wal`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Gives a file that was written under another name its own, on the disk for good.
pub(super) fn put_in_place(begun: &Path, to: &Path) -> io::Result<()> {
    File::open(begun)?.sync_all()?;
    fs::rename(begun, to)?;
    sync_directory(to);
    Ok(())
}

/// Asks the system to write the directory of a file down; where it cannot, the rename is in its hands.
pub(super) fn sync_directory(path: &Path) {
    let directory = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    drop(File::open(directory).and_then(|dir| dir.sync_all()));
}
