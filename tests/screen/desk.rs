//! A person's desk: a home that is gone afterwards, a config, a data directory, and the reader opened on them.

use std::path::PathBuf;
use std::process::{Command, Output};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::support::server::{Reply, Server};
use crate::support::terminal::{Screen, Terminal};

const PROGRAM: &str = env!("CARGO_BIN_EXE_manchette");

/// A throwaway home; nothing of the machine's own environment but `PATH` gets in.
pub struct Desk {
    root: TempDir,
    data: PathBuf,
    environment: Vec<(String, String)>,
}

impl Desk {
    /// An empty home of a French person with a common terminal.
    pub fn new() -> Desk {
        let root = tempfile::tempdir().expect("a throwaway directory");
        let at = |name: &str| root.path().join(name).display().to_string();
        let environment = [
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", at("home")),
            ("XDG_CONFIG_HOME", at("home/config")),
            ("XDG_DATA_HOME", at("home/data")),
            ("XDG_STATE_HOME", at("home/state")),
            ("TMPDIR", at("tmp")),
            ("LANG", "fr_FR.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("TZ", "Europe/Paris".to_owned()),
        ];
        for directory in ["home", "tmp"] {
            std::fs::create_dir(root.path().join(directory)).expect("a directory of our own");
        }
        Desk {
            data: root.path().join("data"),
            environment: environment
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            root,
        }
    }

    /// A desk whose config names these feeds.
    pub fn with_feeds(feeds: &[String]) -> Desk {
        let desk = Desk::new();
        let text: String = feeds
            .iter()
            .map(|url| format!("[[feeds]]\nurl = \"{url}\"\n\n"))
            .collect();
        desk.write_config(&text);
        desk
    }

    /// Another value of a variable.
    pub fn env(mut self, name: &str, value: &str) -> Desk {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Another data directory.
    pub fn data_at(mut self, path: &str) -> Desk {
        self.data = PathBuf::from(path);
        self
    }

    /// Where the config is, or will be.
    pub fn config(&self) -> PathBuf {
        self.root.path().join("config.toml")
    }

    /// The data directory.
    pub fn data(&self) -> PathBuf {
        self.data.clone()
    }

    /// Where throwaway directories of the reader's go.
    pub fn tmp(&self) -> PathBuf {
        self.root.path().join("tmp")
    }

    pub fn write_config(&self, text: &str) {
        std::fs::write(self.config(), text).expect("a config of our own");
    }

    /// The config as it stands on the disk.
    pub fn read_config(&self) -> String {
        std::fs::read_to_string(self.config()).expect("a config")
    }

    /// The reader at a common wide size.
    pub fn open(&self) -> Terminal {
        self.open_at(120, 40)
    }

    /// The reader in a terminal of this size.
    pub fn open_at(&self, columns: u16, rows: u16) -> Terminal {
        self.start(&[], columns, rows)
    }

    /// The program with these arguments in a terminal.
    pub fn start(&self, arguments: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        command.cwd(self.root.path());
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command.args(self.files());
        command.args(arguments);
        Terminal::spawn(command, columns, rows)
    }

    /// The program with these arguments, without a terminal; what it printed and how it ended.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(PROGRAM)
            .env_clear()
            .envs(self.environment.iter().cloned())
            .current_dir(self.root.path())
            .args(self.files())
            .args(arguments)
            .output()
            .expect("the program")
    }

    /// What a command printed on standard output; it must have gone well.
    pub fn ask(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The titles of the articles that a query finds.
    pub fn titles(&self, query: &str) -> Vec<String> {
        self.ask(&["list", query, "--json"])
            .lines()
            .map(|line| {
                let article: serde_json::Value = serde_json::from_str(line).expect("JSON");
                article["title"].as_str().expect("a title").to_owned()
            })
            .collect()
    }

    fn files(&self) -> [String; 4] {
        [
            "--config".to_owned(),
            self.config().display().to_string(),
            "--data".to_owned(),
            self.data().display().to_string(),
        ]
    }
}

/// An RSS feed; the first headline is the newest. Each article's text names its headline. Identities and dates count
/// from the end, so that headlines added in front leave the others what they are.
pub fn feed(site: &str, headlines: &[&str]) -> String {
    let items: Vec<(&str, String)> = headlines
        .iter()
        .map(|headline| (*headline, format!("<p>Le texte de {headline}.</p>")))
        .collect();
    feed_of(site, &items)
}

/// The same with texts of one's own, in HTML. Headlines are XML.
pub fn feed_of(site: &str, articles: &[(&str, String)]) -> String {
    let items: String = articles
        .iter()
        .enumerate()
        .map(|(place, (headline, html))| {
            let number = articles.len() - place;
            format!(
                "<item><title>{headline}</title><guid isPermaLink=\"false\">{site}-{number}</guid>\
                 <link>https://{site}/{number}</link>\
                 <pubDate>{:02} Jun 2025 {:02}:30:00 +0200</pubDate>\
                 <description><![CDATA[{html}]]></description></item>\n",
                1 + number / 24,
                number % 24
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>{site}</title>\
         <link>https://{site}/</link><description>Un site inventé</description>\n{items}</channel></rss>\n"
    )
}

/// The river is on the screen with this headline, and nothing is under way.
pub fn settled_with(headline: &str) -> impl Fn(&Screen) -> bool {
    move |screen| screen.has(headline) && !screen.status().contains('⟳')
}

/// True where the row of this headline wears this sign.
pub fn wears(screen: &Screen, sign: char, headline: &str) -> bool {
    screen
        .rows
        .iter()
        .filter_map(|row| row.split('│').next())
        .find(|row| row.contains(headline))
        .is_some_and(|row| row.trim_start().starts_with(sign))
}

/// True where the list, not the article beside it, has this headline.
pub fn lists(screen: &Screen, headline: &str) -> bool {
    screen
        .rows
        .iter()
        .filter_map(|row| row.split('│').next())
        .any(|row| row.contains(headline))
}

/// A site with one feed of these headlines, and its feed's address.
pub fn site(headlines: &[&str]) -> (Server, String) {
    let document = feed("cable.test", headlines);
    let server = Server::start(move |_| Reply::status(200).body(document.clone()));
    let url = server.url("/flux.xml");
    (server, url)
}
