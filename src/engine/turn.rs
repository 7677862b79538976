//! Whose turn it is: gestures on feeds read and write the config, the database and the change log, and are made one after
//! the other, in this process and among all. Never taken on the writer's thread, which its holder waits for.

use std::fs::{File, OpenOptions};

use super::Writer;

/// The name of the file that is locked, beside the database.
const NAME: &str = "manchette.lock";

/// A turn; it ends when it is dropped, or when its process ends.
#[must_use]
pub(super) struct Turn(#[expect(dead_code, reason = "held for its lock")] Option<File>);

/// Waits for a turn. Where no file can be made or locked (a read-only directory, a file system without locks), goes on
/// without: whoever cannot write there cannot change the database either.
pub(super) fn take(writer: &Writer) -> Turn {
    // Opening makes the directory; why it failed is told by whatever is asked of the database next.
    drop(writer.call(|_| Ok(())));
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(writer.path().with_file_name(NAME))
        .and_then(|file| file.lock().map(|()| file));
    Turn(match lock {
        Ok(file) => Some(file),
        Err(error) => {
            tracing::debug!(%error, "gestures go on without a lock");
            None
        }
    })
}
