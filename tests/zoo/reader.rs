//! A reader with a home of its own, driven through its command line.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

/// A config, a database, and the binary over both.
pub struct Reader {
    directory: TempDir,
}

/// What one `refresh --json` said.
#[derive(Debug)]
pub struct Round {
    pub code: i32,
    lines: Vec<Value>,
    pub err: String,
}

/// What any other command said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Reader {
    /// A reader of these feeds, by title and address, with clocks that are short for a machine and long for a test.
    pub fn of<'a>(feeds: impl IntoIterator<Item = (&'a str, String)>) -> Reader {
        Reader::with(
            "timeout = \"12s\"\nconnect_timeout = \"4s\"\nidle_timeout = \"4s\"\n",
            feeds,
        )
    }

    /// The same with another `[network]`.
    pub fn with<'a>(network: &str, feeds: impl IntoIterator<Item = (&'a str, String)>) -> Reader {
        let mut config = format!("# Mes flux.\n[network]\n{network}");
        for (title, url) in feeds {
            let (title, url) = (Value::from(title), Value::from(url));
            config.push_str(&format!(
                "\n[[feeds]]\nurl = {url}\ntitle = {title} # gardé\n"
            ));
        }
        let reader = Reader {
            directory: tempfile::tempdir().unwrap(),
        };
        reader.set_config(&config);
        reader
    }

    pub fn config_path(&self) -> PathBuf {
        self.directory.path().join("config.toml")
    }

    pub fn config(&self) -> String {
        std::fs::read_to_string(self.config_path()).unwrap()
    }

    pub fn set_config(&self, text: &str) {
        std::fs::write(self.config_path(), text).unwrap();
    }

    /// A path in the reader's home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_manchette"));
        command
            .arg("--config")
            .arg(self.config_path())
            .arg("--data")
            .arg(self.directory.path())
            .args(args)
            .env_clear()
            .env("LANG", "fr_FR.UTF-8")
            .env("TZ", "Europe/Paris")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        let output = self.command(args).output().unwrap();
        let code = output.status.code().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        for text in [&out, &err] {
            let control = |c: char| c.is_control() && c != '\n';
            assert!(!text.contains(control), "a control character: {text:?}");
        }
        Said { code, out, err }
    }

    /// What must go well; its standard output.
    pub fn well(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        said.out
    }

    /// `refresh --json`, with more arguments.
    pub fn refresh(&self, args: &[&str]) -> Round {
        let args = [&["refresh", "--json"], args].concat();
        Round::of(self.command(&args).output().unwrap())
    }

    /// The objects of `feeds --json`, `list --json` and the like.
    pub fn json(&self, args: &[&str]) -> Vec<Value> {
        objects(&self.well(args))
    }

    /// A feed of `feeds --json`, by its title.
    pub fn feed(&self, title: &str) -> Value {
        let feeds = self.json(&["feeds", "--json"]);
        let feed = feeds.into_iter().find(|feed| feed["title"] == title);
        feed.unwrap_or_else(|| panic!("no feed {title}"))
    }

    /// How many articles a feed has.
    pub fn total(&self, title: &str) -> i64 {
        self.feed(title)["total"].as_i64().unwrap()
    }

    /// Seconds from a feed's last visit to its next one.
    pub fn pause(&self, title: &str) -> i64 {
        let feed = self.feed(title);
        let time = |key: &str| {
            let time = feed[key]
                .as_str()
                .unwrap_or_else(|| panic!("{key}: {feed}"));
            time.parse::<jiff::Timestamp>().unwrap().as_second()
        };
        time("next") - time("fetched")
    }

    /// All that happened, happened so many seconds earlier.
    pub fn later(&self, seconds: i64) {
        let database = self.database();
        for column in [
            "fetched",
            "next",
            "rest_until",
            "lease_until",
            "succeeded",
            "failing_since",
            "moved_at",
        ] {
            let sql = format!("UPDATE feeds SET {column} = {column} - ?1");
            database.execute(&sql, [seconds]).unwrap();
        }
        database
            .execute("UPDATE rests SET until = until - ?1", [seconds])
            .unwrap();
    }

    /// The reader's database.
    pub fn database(&self) -> Connection {
        let database = Connection::open(self.directory.path().join("manchette.db")).unwrap();
        database
            .busy_timeout(std::time::Duration::from_secs(30))
            .unwrap();
        database
    }
}

impl Round {
    pub fn of(output: Output) -> Round {
        let out = String::from_utf8(output.stdout).unwrap();
        Round {
            code: output.status.code().unwrap(),
            lines: objects(&out),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The one line that a feed has.
    pub fn line(&self, title: &str) -> &Value {
        let mut lines = self.lines.iter().filter(|line| line["title"] == title);
        let line = lines.next();
        let line = line.unwrap_or_else(|| panic!("nothing is said of {title}: {self:?}"));
        assert!(lines.next().is_none(), "{title} is told twice: {self:?}");
        line
    }

    /// A feed's line in short is these words: status, HTTP status, `+new`, `~updated`, code.
    pub fn says(&self, title: &str, words: &str) {
        let line = self.line(title);
        assert_eq!(short(line), words, "{title}: {line}");
        let failed = line["status"] == "failed";
        let error = line["error"].as_str().unwrap_or_default();
        assert!(
            !failed || error.ends_with('.'),
            "{title}: no sentence: {line}"
        );
        assert!(!failed || self.code == 1, "exit {} for {line}", self.code);
        let next = line["next"].is_string();
        let gone = line["status"] == "gone";
        assert!(
            next != gone || line["status"] == "skipped",
            "{title}: {line}"
        );
    }

    /// How many feeds were told of.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// All lines in short, in the order they came.
    pub fn all(&self) -> Vec<String> {
        self.lines.iter().map(short).collect()
    }
}

fn short(line: &Value) -> String {
    let mut words = vec![line["status"].as_str().unwrap().to_owned()];
    if let Some(http) = line["http"].as_u64() {
        words.push(http.to_string());
    }
    for (sign, key) in [("+", "new"), ("~", "updated")] {
        match line[key].as_u64().unwrap() {
            0 => {}
            count => words.push(format!("{sign}{count}")),
        }
    }
    if let Some(code) = line["code"].as_str() {
        words.push(code.to_owned());
    }
    words.join(" ")
}

fn objects(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
