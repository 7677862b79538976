//! Where the reader's files are.

use std::path::PathBuf;

use super::ConfigError;

/// The reader's files. The log stands beside the database where `--data` is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml`.
    pub config: PathBuf,
    /// `manchette.db`.
    pub database: PathBuf,
    /// `manchette.log`.
    pub log: PathBuf,
}

impl Paths {
    /// `--config` and `--data` (here `config` and `data`), else `MANCHETTE_CONFIG` and `MANCHETTE_DATA`, else the
    /// platform's directories (`directories` crate; `$XDG_*` win where set).
    pub fn resolve(config: Option<PathBuf>, data: Option<PathBuf>) -> Result<Paths, ConfigError> {
        let _ = (config, data);
        unimplemented!()
    }
}
