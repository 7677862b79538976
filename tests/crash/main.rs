//! The program killed (SIGKILL) at any moment of a refresh, a mark, an undo and a migration, again and again on one
//! database. After each kill: SQLite finds the file whole, everything that was told is there, and what was not told
//! comes at the next visit. `MANCHETTE_KILLS=400 cargo test --test crash` is the long way.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use support::server::{Reply, Server};
use tempfile::TempDir;

const FEEDS: usize = 8;

/// How often the program is killed in each test.
fn kills() -> usize {
    let asked = std::env::var("MANCHETTE_KILLS").ok();
    asked.and_then(|kills| kills.parse().ok()).unwrap_or(24)
}

/// A sequence of numbers below a bound, always the same one (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }
}

struct Home {
    directory: TempDir,
}

impl Home {
    fn new(config: &str) -> Home {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("config.toml"), config).unwrap();
        Home { directory }
    }

    fn database(&self) -> PathBuf {
        self.directory.path().join("manchette.db")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_manchette"));
        command
            .args(args)
            .env_clear()
            .env("LANG", "fr_FR.UTF-8")
            .env(
                "MANCHETTE_CONFIG",
                self.directory.path().join("config.toml"),
            )
            .env("MANCHETTE_DATA", self.directory.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn well(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn lines(&self, args: &[&str]) -> Vec<Value> {
        objects(self.well(args).as_bytes())
    }

    /// Runs a command and kills it after `delay`, if it runs so long; what it had printed by then.
    fn killed(&self, args: &[&str], delay: Duration) -> Output {
        let mut child = self.command(args).spawn().unwrap();
        std::thread::sleep(delay);
        // It may have ended by itself.
        drop(child.kill());
        child.wait_with_output().unwrap()
    }
}

/// The whole lines of what was printed, as JSON.
fn objects(printed: &[u8]) -> Vec<Value> {
    let printed = String::from_utf8(printed.to_vec()).unwrap();
    let whole = printed.rfind('\n').map_or(0, |end| end + 1);
    printed[..whole]
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// SQLite finds the file whole, its search index too.
fn assert_whole(path: &Path) {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let said: String = conn
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(said, "ok", "{}", path.display());
}

/// Every copy that bears a finished name is a whole database.
fn assert_copies_whole(directory: &Path) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "bak") {
            assert_whole(&path);
        }
    }
}

/// How long a command takes when it is left alone.
fn length(home: &Home, args: &[&str]) -> Duration {
    let start = Instant::now();
    home.well(args);
    start.elapsed()
}

#[test]
fn what_was_told_survives_any_kill_and_what_was_not_comes_later() {
    let editions: Arc<[AtomicUsize; FEEDS]> = Arc::default();
    let site = {
        let editions = Arc::clone(&editions);
        Server::start(move |asked| {
            let feed: usize = asked.target.trim_start_matches('/').parse().unwrap();
            let edition = editions[feed].load(Ordering::Relaxed);
            let tag = format!("\"{edition}\"");
            if asked.text("if-none-match").as_deref() == Some(&tag) {
                return Reply::status(304);
            }
            let items: String = (0..=edition)
                .rev()
                .map(|n| format!("<item><guid>{feed}-{n}</guid><title>Dépêche {n}</title><description>Le texte de la dépêche {n}.</description></item>"))
                .collect();
            Reply::status(200)
                .header("Content-Type", "application/rss+xml")
                .header("ETag", tag)
                .body(format!("<rss version=\"2.0\"><channel><title>Flux {feed}</title>{items}</channel></rss>"))
        })
    };
    let mut config = String::from("[network]\nper_site = 8\n");
    for feed in 0..FEEDS {
        config.push_str(&format!(
            "[[feeds]]\nurl = \"{}\"\n",
            site.url(&format!("/{feed}"))
        ));
    }
    let home = Home::new(&config);
    let whole_refresh = length(&home, &["refresh", "--all"]);
    let whole_mark = length(&home, &["mark", "read", "1"]);
    home.well(&["mark", "unread", "1"]);

    let mut dice = Dice(20_261_124);
    let mut told: BTreeMap<i64, i64> = BTreeMap::new();
    let (mut read, mut doubtful) = (BTreeSet::new(), BTreeSet::new());
    let mut counts = [0; 3];
    for kill in 0..kills() {
        for edition in editions.iter() {
            edition.fetch_add(usize::try_from(dice.roll(4)).unwrap(), Ordering::Relaxed);
        }
        let delay = |whole: Duration, dice: &mut Dice| {
            Duration::from_micros(dice.roll((whole * 3 / 2).as_micros().try_into().unwrap()))
        };
        match kill % 3 {
            0 | 1 => {
                let output = home.killed(
                    &["refresh", "--all", "--json"],
                    delay(whole_refresh, &mut dice),
                );
                for line in objects(&output.stdout) {
                    if line["status"] == "ok" {
                        *told.entry(line["feed"].as_i64().unwrap()).or_default() +=
                            line["new"].as_i64().unwrap();
                        counts[0] += 1;
                    }
                }
            }
            _ => {
                let unread = home.lines(&["list", "is:unread", "--json", "--limit", "3"]);
                let ids: Vec<String> = unread.iter().map(|line| line["id"].to_string()).collect();
                let mut args = vec!["mark", "read"];
                args.extend(ids.iter().map(String::as_str));
                let output = home.killed(&args, delay(whole_mark, &mut dice));
                let ids = unread.iter().map(|line| line["id"].as_i64().unwrap());
                // The number is printed after the commit; without it the mark may be there, whole or not at all.
                if output.stdout.ends_with(b"\n") {
                    read.extend(ids);
                    counts[1] += 1;
                } else {
                    let now = home.lines(&["list", "is:read", "--json"]);
                    let now: BTreeSet<i64> = now
                        .iter()
                        .map(|line| line["id"].as_i64().unwrap())
                        .collect();
                    let kept = ids.clone().filter(|id| now.contains(id)).count();
                    assert!(kept == 0 || kept == unread.len(), "a mark was cut in two");
                    doubtful.extend(ids);
                    counts[2] += 1;
                }
            }
        }
        assert_whole(&home.database());
        assert_copies_whole(home.directory.path());
        for feed in home.lines(&["feeds", "--json"]) {
            let known = told
                .get(&feed["id"].as_i64().unwrap())
                .copied()
                .unwrap_or(0);
            assert!(
                feed["total"].as_i64().unwrap() >= known,
                "{feed}: {known} were told"
            );
        }
        let now = home.lines(&["list", "is:read", "--json"]);
        let now: BTreeSet<i64> = now
            .iter()
            .map(|line| line["id"].as_i64().unwrap())
            .collect();
        assert!(now.is_superset(&read), "marks that were told are gone");
    }
    println!(
        "{} visits told, {} marks told, {} marks cut off",
        counts[0], counts[1], counts[2]
    );
    // No validator was kept for articles that were not, no lease of the dead holds a feed.
    for line in home.lines(&["refresh", "--all", "--json"]) {
        assert!(
            line["status"] == "ok" || line["status"] == "unchanged",
            "{line}"
        );
    }
    let served: usize = editions
        .iter()
        .map(|edition| edition.load(Ordering::Relaxed) + 1)
        .sum();
    assert_eq!(
        home.well(&["count", "is:read OR is:unread"]).trim(),
        served.to_string()
    );
}

#[test]
fn a_migration_that_is_killed_is_done_by_the_next_start_with_all_it_held() {
    let mut dice = Dice(3);
    let home = Home::new("");
    let fresh = || {
        for entry in std::fs::read_dir(home.directory.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().contains(".db") {
                std::fs::remove_file(path).unwrap();
            }
        }
        let mut conn = Connection::open(home.database()).unwrap();
        conn.execute_batch(include_str!("version-1.sql")).unwrap();
        let filling = conn.transaction().unwrap();
        filling
            .execute_batch(
                "INSERT INTO feeds (url, title) VALUES ('https://noyau.test/flux', 'Noyau');
                 WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000)
                 INSERT INTO statuses (id, read, starred, first_seen) SELECT x, x % 2, x % 7 = 0, x FROM n;
                 INSERT INTO bodies (id, html, categories) SELECT id, '<p>Le texte</p>', '[]' FROM statuses;
                 INSERT INTO articles (sort, id, feed, status, read, starred, hidden, shown, has_enclosure, words, title,
                 authors, key, text_hash, whole_hash)
                 SELECT id << 20, id, 1, id, read, starred, 0, 1, 0, 2, 'Titre', '[]', x'00', 0, 0 FROM statuses;",
            )
            .unwrap();
        filling.commit().unwrap();
    };
    let sums = |path: &Path| -> (i64, i64, i64) {
        Connection::open(path)
            .unwrap()
            .query_row(
                "SELECT count(*), sum(read), sum(starred) FROM statuses",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .unwrap()
    };
    let version = |path: &Path| -> i64 {
        let conn = Connection::open(path).unwrap();
        conn.query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    };
    fresh();
    let before = sums(&home.database());
    let whole = length(&home, &["undo"]);
    let (newest, mut undone) = (version(&home.database()), 0);
    assert!(newest > 1);
    for _ in 0..kills() / 2 {
        fresh();
        let delay = dice.roll((whole * 3 / 2).as_micros().try_into().unwrap());
        home.killed(&["undo"], Duration::from_micros(delay));
        assert_whole(&home.database());
        assert_copies_whole(home.directory.path());
        let found = version(&home.database());
        assert!(found == 1 || found == newest, "half way: {found}");
        undone += usize::from(found == 1);
        assert_eq!(sums(&home.database()), before);
        home.well(&["undo"]);
        assert_eq!(version(&home.database()), newest);
        assert_eq!(sums(&home.database()), before);
        let copy = home.directory.path().join("manchette.db.v1.bak");
        assert_eq!((version(&copy), sums(&copy)), (1, before));
    }
    println!("{undone} of {} migrations were cut off", kills() / 2);
}
