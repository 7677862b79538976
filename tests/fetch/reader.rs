//! The reader itself as a child process: what hangs on the environment or on the system's certificates is seen there
//! alone.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// A configuration and a data directory.
pub struct Reader {
    directory: tempfile::TempDir,
}

impl Reader {
    /// A reader with this configuration, in French.
    pub fn new(config: &str) -> Reader {
        let reader = Reader {
            directory: tempfile::tempdir().unwrap(),
        };
        reader.configure(config);
        reader
    }

    /// Another configuration.
    pub fn configure(&self, config: &str) {
        std::fs::write(self.config(), format!("language = \"fr\"\n{config}")).unwrap();
    }

    pub fn config(&self) -> PathBuf {
        self.directory.path().join("config.toml")
    }

    /// Runs a command with nothing in the environment but `PATH` and these.
    pub fn run(&self, args: &[&str], environment: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_manchette"))
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("MANCHETTE_CONFIG", self.config())
            .env("MANCHETTE_DATA", self.directory.path())
            .envs(environment.iter().copied())
            .output()
            .unwrap()
    }

    /// `refresh --all --json`: one object a feed.
    pub fn refresh(&self, environment: &[(&str, &str)]) -> Vec<Value> {
        let output = self.run(&["refresh", "--all", "--json"], environment);
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        let told: Vec<Value> = lines.collect();
        assert!(
            !told.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        told
    }
}
