//! Where the reader's files are. Looks at the environment and the platform; makes and opens nothing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

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

/// The platform's directories for the reader.
struct Platform {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

impl Paths {
    /// `--config` and `--data` (here `config` and `data`), else `MANCHETTE_CONFIG` and `MANCHETTE_DATA`, else the
    /// platform's directories (`directories` crate; `$XDG_*` win where set). An empty variable counts as unset.
    pub fn resolve(config: Option<PathBuf>, data: Option<PathBuf>) -> Result<Paths, ConfigError> {
        let config = config.or_else(|| given(std::env::var_os("MANCHETTE_CONFIG")));
        let data = data.or_else(|| given(std::env::var_os("MANCHETTE_DATA")));
        choose(config, data, platform)
    }
}

fn given(variable: Option<OsString>) -> Option<PathBuf> {
    variable
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn platform() -> Option<Platform> {
    let dirs = ProjectDirs::from("", "", "manchette")?;
    Some(Platform {
        config: dirs.config_dir().to_path_buf(),
        data: dirs.data_dir().to_path_buf(),
        state: dirs
            .state_dir()
            .unwrap_or_else(|| dirs.data_local_dir())
            .to_path_buf(),
    })
}

/// The platform is asked only where something was not given.
fn choose(
    config: Option<PathBuf>,
    data: Option<PathBuf>,
    platform: impl FnOnce() -> Option<Platform>,
) -> Result<Paths, ConfigError> {
    if let (Some(config), Some(data)) = (&config, &data) {
        return Ok(paths(config.clone(), data, data));
    }
    let platform = platform().ok_or(ConfigError::NoHome)?;
    let config = config.unwrap_or_else(|| platform.config.join("config.toml"));
    Ok(match data {
        Some(data) => paths(config, &data, &data),
        None => paths(config, &platform.data, &platform.state),
    })
}

fn paths(config: PathBuf, data: &Path, state: &Path) -> Paths {
    Paths {
        config,
        database: data.join("manchette.db"),
        log: state.join("manchette.log"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> Option<Platform> {
        Some(Platform {
            config: "/home/lea/.config/manchette".into(),
            data: "/home/lea/.local/share/manchette".into(),
            state: "/home/lea/.local/state/manchette".into(),
        })
    }

    #[test]
    fn the_platform_says_what_is_not_given() {
        let found = choose(None, None, home).unwrap();
        assert_eq!(
            found,
            Paths {
                config: "/home/lea/.config/manchette/config.toml".into(),
                database: "/home/lea/.local/share/manchette/manchette.db".into(),
                log: "/home/lea/.local/state/manchette/manchette.log".into(),
            }
        );
    }

    #[test]
    fn the_log_goes_with_the_data_that_is_given() {
        let found = choose(None, Some("/mnt/d".into()), home).unwrap();
        assert_eq!(found.database, Path::new("/mnt/d/manchette.db"));
        assert_eq!(found.log, Path::new("/mnt/d/manchette.log"));
        assert_eq!(
            found.config,
            Path::new("/home/lea/.config/manchette/config.toml")
        );
    }

    #[test]
    fn without_a_home_both_must_be_given() {
        let both = choose(Some("c.toml".into()), Some("d".into()), || None).unwrap();
        assert_eq!(both.config, Path::new("c.toml"));
        assert_eq!(both.log, Path::new("d/manchette.log"));
        assert_eq!(
            choose(Some("c.toml".into()), None, || None),
            Err(ConfigError::NoHome)
        );
    }

    #[test]
    fn an_empty_variable_is_unset() {
        assert_eq!(given(Some(OsString::new())), None);
        assert_eq!(given(Some("x".into())), Some(PathBuf::from("x")));
        assert_eq!(given(None), None);
    }
}
