//! Faults of ours: five processes at once, a file-size limit, a read-only directory, a damaged database, an old one. The
//! binary is driven as a script drives it.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use rusqlite::Connection;
use serde_json::Value;
use support::rss;
use support::server::{Reply, Server};
use tempfile::TempDir;

/// A reader's home.
struct Home(TempDir);

impl Home {
    fn new(feeds: &[String]) -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        let config: String = feeds
            .iter()
            .map(|url| format!("[[feeds]]\nurl = \"{url}\"\n"))
            .collect();
        fs::write(home.path().join("config.toml"), config).unwrap();
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn database(&self) -> PathBuf {
        self.path().join("manchette.db")
    }

    fn set_up(&self, command: &mut Command) {
        command
            .env_clear()
            .env("LANG", "fr_FR.UTF-8")
            .env("MANCHETTE_CONFIG", self.path().join("config.toml"))
            .env("MANCHETTE_DATA", self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    fn start(&self, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_manchette"));
        self.set_up(command.args(args));
        command.spawn().unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        self.start(args).wait_with_output().unwrap()
    }

    /// Runs under a limit on the size of files, in blocks of 512 bytes.
    fn run_limited(&self, blocks: u64, args: &[&str]) -> Output {
        let mut command = Command::new("/bin/sh");
        let script = format!("ulimit -f {blocks} && exec \"$0\" \"$@\"");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_manchette")]);
        self.set_up(command.args(args));
        command.spawn().unwrap().wait_with_output().unwrap()
    }

    fn well(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn doctor(&self, args: &[&str]) -> (Option<i32>, Value) {
        let output = self.run(&[&["doctor", "--json"], args].concat());
        let report = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {output:?}"));
        (output.status.code(), report)
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A site whose feed has so many articles, and others each time it is asked.
fn growing(name: &'static str, articles: usize) -> Server {
    let visits = std::sync::atomic::AtomicUsize::new(0);
    Server::start(move |_| {
        let visit = visits.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let titles: Vec<String> = (0..articles + visit * 5)
            .map(|n| format!("Nouvelle {n} de {name}"))
            .collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        Reply::status(200)
            .header("Content-Type", "application/rss+xml")
            .body(rss(name, &titles))
    })
}

#[test]
fn five_processes_at_once_lose_no_mark_and_see_no_lock() {
    let sites = [
        growing("noyau.test", 600),
        growing("vigie.test", 40),
        growing("le-cable.test", 40),
        growing("octet-libre.test", 40),
    ];
    let urls: Vec<String> = sites.iter().map(|site| site.url("/flux.xml")).collect();
    let home = Home::new(&urls);
    home.well(&["refresh", "-q"]);
    let ids: Vec<String> = home
        .well(&["list", "--json", "--limit", "40"])
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].to_string())
        .collect();
    // Each hand does its work again and again, all at the same time; what one marks no other touches.
    let hands: Vec<Vec<Vec<String>>> = vec![
        vec![vec!["refresh".into(), "--all".into(), "-q".into()]; 4],
        vec![vec!["refresh".into(), "--all".into(), "--json".into()]; 4],
        ids.iter()
            .map(|id| vec!["mark".into(), "star".into(), id.clone()])
            .collect(),
        (0..20)
            .map(|n| {
                let query = format!("\"nouvelle {n} de vigie\"");
                vec!["mark".into(), "read".into(), "--query".into(), query]
            })
            .collect(),
        vec![vec!["list".into(), "--json".into()]; 12],
        (0..10)
            .flat_map(|n| {
                let tag = format!("tag:essai{n}");
                [
                    vec!["mark".into(), tag, ids[n].clone()],
                    vec!["count".into()],
                ]
            })
            .collect(),
    ];
    std::thread::scope(|scope| {
        for work in &hands {
            let home = &home;
            scope.spawn(move || {
                for args in work {
                    let args: Vec<&str> = args.iter().map(String::as_str).collect();
                    let output = home.run(&args);
                    let said = said(&output);
                    assert!(output.status.success(), "{args:?}: {output:?}");
                    for word in ["occupe", "locked", "busy"] {
                        assert!(!said.contains(word), "{args:?}: {said}");
                    }
                }
            });
        }
    });
    assert_eq!(home.well(&["count", "is:starred"]).trim(), "40");
    for n in 0..20 {
        let query = format!("is:unread \"nouvelle {n} de vigie\"");
        assert_eq!(home.well(&["count", &query]).trim(), "0", "{query}");
    }
    for n in 0..10 {
        let query = format!("tag:essai{n}");
        assert_eq!(home.well(&["count", &query]).trim(), "1", "{query}");
    }
    assert_eq!(
        home.well(&["undo"]).trim(),
        "1",
        "the last gesture, whichever"
    );
    let (code, report) = home.doctor(&[]);
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(report["database"]["integrity"], "ok");
    let starred = report["database"]["starred"].as_i64().unwrap();
    assert!([39, 40].contains(&starred), "{report}");
    assert!(report["database"]["snapshot"]["at"].is_string(), "{report}");
}

#[test]
fn a_file_size_limit_is_said_and_all_works_once_it_is_lifted() {
    let site = growing("noyau.test", 300);
    let home = Home::new(&[site.url("/flux.xml")]);
    home.well(&["refresh", "-q"]);
    let before = home.well(&["count"]);
    for args in [
        &["refresh", "--all"][..],
        &["mark", "star", "--query", "nouvelle"],
    ] {
        let output = home.run_limited(80, args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {output:?}");
        let said = said(&output);
        assert!(said.contains("manchette.db"), "{args:?}: {said}");
    }
    assert_eq!(home.well(&["count"]), before, "nothing is half kept");
    assert_eq!(home.well(&["count", "is:starred"]).trim(), "0");
    home.well(&["refresh", "--all"]);
    home.well(&["mark", "star", "--query", "nouvelle"]);
    assert_eq!(home.doctor(&[]).0, Some(0));
}

#[test]
fn a_migration_under_a_limit_changes_nothing() {
    let home = Home::new(&[]);
    home.well(&["count"]);
    // As an older version left it: its version, and a filler that its copy has no room for.
    let conn = Connection::open(home.database()).unwrap();
    conn.execute_batch(
        "CREATE TABLE reste (x); INSERT INTO reste VALUES (randomblob(300000)); PRAGMA user_version = 1;
         PRAGMA wal_checkpoint(TRUNCATE)",
    )
    .unwrap();
    drop(conn);
    let before = fs::read(home.database()).unwrap();
    let output = home.run_limited(100, &["count"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(&output).contains("manchette.db.v1.bak"), "{output:?}");
    assert_eq!(fs::read(home.database()).unwrap(), before);
    assert!(!home.path().join("manchette.db.v1.bak").exists());
}

#[test]
fn a_damaged_database_is_said_by_every_command_and_repaired() {
    let site = growing("noyau.test", 60);
    let home = Home::new(&[site.url("/flux.xml")]);
    home.well(&["refresh", "-q"]);
    home.well(&["mark", "star", "--query", "\"nouvelle 7 de noyau\""]);
    let sound = home.doctor(&["--repair"]);
    assert_eq!(sound.0, Some(0));
    assert_eq!(sound.1["repair"]["result"], "sound");
    let mut bytes = fs::read(home.database()).unwrap();
    bytes[..100].fill(b'x');
    fs::write(home.database(), &bytes).unwrap();
    for args in [
        &["count"][..],
        &["list"],
        &["refresh"],
        &["mark", "read", "1"],
        &["feeds"],
    ] {
        let output = home.run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let said = said(&output);
        assert!(said.contains("doctor --repair"), "{args:?}: {said}");
        assert!(said.contains("manchette.db"), "{args:?}: {said}");
    }
    let (code, report) = home.doctor(&[]);
    assert_eq!(
        (code, &report["database"]["state"]),
        (Some(1), &"damaged".into())
    );
    assert_eq!(fs::read(home.database()).unwrap(), bytes);

    let output = home.run(&["doctor", "--repair"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("60\u{a0}articles"), "{told}");
    assert!(told.contains("manchette.db.damaged-"), "{told}");
    assert_eq!(home.well(&["count", "is:starred"]).trim(), "1");
    assert_eq!(home.well(&["count", "\"nouvelle 7 de noyau\""]).trim(), "1");
    let kept = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with("manchette.db.damaged-")
                && !name.ends_with("wal")
                && !name.ends_with("shm")
        });
    assert_eq!(fs::read(kept.unwrap()).unwrap(), bytes);
}

#[test]
fn a_newer_database_is_refused_by_doctor_too() {
    let home = Home::new(&[]);
    home.well(&["count"]);
    let conn = Connection::open(home.database()).unwrap();
    conn.execute_batch("PRAGMA user_version = 900; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(conn);
    let before = fs::read(home.database()).unwrap();
    let (code, report) = home.doctor(&[]);
    assert_eq!(
        (code, &report["database"]["state"]),
        (Some(1), &"newer".into())
    );
    let output = home.run(&["doctor", "--repair"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("900"), "{output:?}");
    assert_eq!(fs::read(home.database()).unwrap(), before);
}

#[test]
fn the_doctor_tells_of_feeds_and_changes_nothing() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/flux.xml" => Reply::status(200)
            .header("ETag", "\"abc\"")
            .header("Cache-Control", "max-age=7200")
            .body(rss("noyau.test", &["Un"])),
        _ => Reply::status(404),
    });
    let home = Home::new(&[site.url("/flux.xml"), site.url("/rien.xml")]);
    assert_eq!(home.doctor(&[]).1["database"]["state"], "missing");
    assert!(!home.database().exists(), "looking makes nothing");
    assert_eq!(home.run(&["refresh"]).status.code(), Some(1));
    let (code, report) = home.doctor(&[]);
    assert_eq!(code, Some(0), "a feed that fails asks for no hand");
    let feeds = report["feeds"].as_array().unwrap();
    let of = |end: &str| {
        let found = feeds
            .iter()
            .find(|feed| feed["url"].as_str().unwrap().ends_with(end));
        found.unwrap()
    };
    let (sound, failing) = (of("/flux.xml"), of("/rien.xml"));
    assert_eq!(
        (&sound["state"], &sound["etag"]),
        (&"ok".into(), &"\"abc\"".into())
    );
    assert_eq!(sound["fresh_for"], 7200);
    assert!(
        sound["next"].is_string() && sound["why"].is_string(),
        "{sound}"
    );
    assert_eq!(
        (&failing["state"], &failing["http"]),
        (&"failing".into(), &404.into())
    );
    let told = home.well(&["doctor"]);
    assert!(told.contains("404") && !told.contains("\u{1b}"), "{told}");
}
