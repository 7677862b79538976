//! The config file on the disk: the real file behind symbolic links, its lock, whole writes. The lock is one on the
//! real file's directory, so that nothing is left behind and a rename does not lose it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::ConfigError;
use crate::config::parse::place;

/// The most symbolic links that are followed, one behind the other.
const LINKS: usize = 40;

/// Reads a file whole; none where there is none. A file that is not UTF-8 is told like one that is not TOML.
pub fn read(path: &Path) -> Result<Option<String>, ConfigError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(ConfigError::Unreadable {
                path: path.to_owned(),
                reason: error.to_string(),
            });
        }
    };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let (line, column) = place(&text, good);
        ConfigError::Syntax {
            path: path.to_owned(),
            line,
            column,
            reason: "not UTF-8".to_owned(),
        }
    })
}

/// A config file that is being edited; nobody else edits it as long as this lives.
pub struct Target {
    named: PathBuf,
    real: PathBuf,
    directory: PathBuf,
    _lock: File,
}

impl Target {
    /// Finds the real file and takes its lock, waiting for another edit to end. `create` makes its directory.
    pub fn lock(path: &Path, create: bool) -> Result<Target, ConfigError> {
        let refused = |error: io::Error| unwritable(path, &error);
        let real = real_file(path).map_err(refused)?;
        let directory = match real.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        if create {
            make_directory(&directory).map_err(refused)?;
        }
        let lock = lock_of(&directory).map_err(refused)?;
        Ok(Target {
            named: path.to_owned(),
            real,
            directory,
            _lock: lock,
        })
    }

    /// The file's text as it is under the lock.
    pub fn read(&self) -> Result<Option<String>, ConfigError> {
        read(&self.real)
    }

    /// Replaces the file, whole or not at all; a new one is readable by its owner alone (it may hold secrets).
    pub fn write(&self, text: &str) -> Result<(), ConfigError> {
        self.replace(text)
            .map_err(|error| unwritable(&self.named, &error))
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let old = match fs::metadata(&self.real) {
            Ok(metadata) if metadata.permissions().readonly() => {
                return Err(ErrorKind::PermissionDenied.into());
            }
            Ok(metadata) => {
                OpenOptions::new().append(true).open(&self.real)?;
                Some(metadata)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let mut new = tempfile::Builder::new()
            .prefix(".config.toml.")
            .tempfile_in(&self.directory)?;
        new.write_all(text.as_bytes())?;
        if let Some(old) = old {
            keep_owner(new.as_file(), &old)?;
            new.as_file().set_permissions(old.permissions())?;
        }
        new.as_file().sync_all()?;
        new.persist(&self.real)?;
        sync_directory(&self.directory)
    }
}

fn unwritable(path: &Path, error: &io::Error) -> ConfigError {
    ConfigError::Unwritable {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// The file that is meant behind symbolic links, whether it exists or not.
fn real_file(path: &Path) -> io::Result<PathBuf> {
    let mut real = path.to_owned();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&real) {
            Ok(found) if found.is_symlink() => {
                let target = fs::read_link(&real)?;
                real = match real.parent() {
                    Some(parent) => parent.join(target),
                    None => target,
                };
            }
            Ok(_) => return Ok(real),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(real),
            Err(error) => return Err(error),
        }
    }
    fs::metadata(path).map(|_| real)
}

#[cfg(unix)]
fn make_directory(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    // The XDG base directory specification asks for 0700.
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
}

#[cfg(not(unix))]
fn make_directory(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

/// Locks the directory, or a file in it where directories cannot be locked (Windows, some network file systems).
fn lock_of(directory: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        let lock = File::open(directory)?;
        if lock.lock().is_ok() {
            return Ok(lock);
        }
    }
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(directory.join(".config.toml.lock"))?;
    match lock.lock() {
        // Without any locks a rename still keeps the file whole.
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(lock),
        Err(error) => Err(error),
        Ok(()) => Ok(lock),
    }
}

/// The new file belongs to whom the old one belonged.
#[cfg(unix)]
fn keep_owner(new: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_new: &File, _old: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}
