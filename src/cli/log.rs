//! The log: a file beside the database or in the state directory, never the screen. Rotated by size; where it cannot be
//! opened, the reader goes without.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The longest log, in bytes; then it becomes `manchette.log.1` and a new one begins.
const LONGEST: u64 = 1_000_000;

/// Starts logging to `path`: what went on at `verbosity` 0, details from 1, everything from 2.
pub(super) fn start(path: &Path, verbosity: u8) {
    let level = match verbosity {
        0 => LevelFilter::INFO,
        1 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let levels = Targets::new()
        .with_default(LevelFilter::WARN.min(level))
        .with_target(env!("CARGO_PKG_NAME"), level);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(Rolling::new(path)));
    // A second start in one process keeps the first log.
    drop(
        tracing_subscriber::registry()
            .with(lines)
            .with(levels)
            .try_init(),
    );
}

/// A file that is opened at its first line and begins anew when it is full.
#[derive(Debug)]
struct Rolling {
    path: PathBuf,
    longest: u64,
    file: Option<File>,
    written: u64,
}

impl Rolling {
    fn new(path: &Path) -> Rolling {
        Rolling {
            path: path.to_owned(),
            longest: LONGEST,
            file: None,
            written: 0,
        }
    }

    fn open(&mut self) -> io::Result<&mut File> {
        if self.written >= self.longest {
            self.file = None;
        }
        let file = match self.file.take() {
            Some(file) => file,
            None => {
                if let Some(directory) = self.path.parent() {
                    fs::create_dir_all(directory)?;
                }
                let length = fs::metadata(&self.path).map_or(0, |meta| meta.len());
                if length >= self.longest {
                    fs::rename(&self.path, older(&self.path))?;
                }
                let file = OpenOptions::new()
                    .create(true)
                    .append(true)
                    .open(&self.path)?;
                self.written = file.metadata()?.len();
                file
            }
        };
        Ok(self.file.insert(file))
    }
}

impl Write for Rolling {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // What cannot be logged is dropped: the log is no reason to fail.
        if let Ok(file) = self.open()
            && file.write_all(line).is_ok()
        {
            self.written += line.len() as u64;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn older(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".1");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_log_begins_anew_and_the_one_before_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/manchette.log");
        let mut log = Rolling {
            longest: 8,
            ..Rolling::new(&path)
        };
        for line in ["premier\n", "deuxième\n", "troisième\n"] {
            assert_eq!(log.write(line.as_bytes()).unwrap(), line.len());
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "troisième\n");
        assert_eq!(fs::read_to_string(older(&path)).unwrap(), "deuxième\n");
    }

    #[test]
    fn a_log_that_cannot_be_opened_stops_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        fs::write(&file, "").unwrap();
        let mut log = Rolling::new(&file.join("manchette.log"));
        assert_eq!(log.write(b"line\n").unwrap(), 5);
    }
}
