//! The command line, driven as a script drives it: the binary against servers on loopback, a config and a data
//! directory of its own for each test.
#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use std::path::PathBuf;
use std::process::Stdio;

use assert_cmd::Command;
use serde_json::Value;
use support::rss;
use support::server::{Reply, Server, nobody_there};
use tempfile::TempDir;

/// A reader's home: its config and its data.
struct Home {
    directory: TempDir,
    lang: &'static str,
}

/// What a run said and how it ended.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Home {
        Home {
            directory: tempfile::tempdir().unwrap(),
            lang: "fr_FR.UTF-8",
        }
    }

    fn config(&self) -> PathBuf {
        self.directory.path().join("config.toml")
    }

    fn database(&self) -> PathBuf {
        self.directory.path().join("manchette.db")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_manchette"));
        command
            .args(args)
            .env_clear()
            .env("LANG", self.lang)
            .env("TZ", "Europe/Paris")
            .env("MANCHETTE_CONFIG", self.config())
            .env("MANCHETTE_DATA", self.directory.path());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        said(&mut self.command(args))
    }

    /// Runs what must go well, and gives its standard output.
    fn well(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        said.out
    }

    fn json(&self, args: &[&str]) -> Vec<Value> {
        objects(&self.well(args))
    }
}

fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    let said = Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    for text in [&said.out, &said.err] {
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(control), "a control character: {text:?}");
        assert!(!text.contains("\\u00"), "one behind an escape: {text:?}");
    }
    said
}

fn objects(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The keys of an object on its line, in the order they stand.
fn keys(line: &str) -> Vec<String> {
    let object: Value = serde_json::from_str(line).unwrap();
    let mut keys: Vec<(usize, String)> = object
        .as_object()
        .unwrap()
        .keys()
        .map(|key| (line.find(&format!("\"{key}\":")).unwrap(), key.clone()))
        .collect();
    keys.sort();
    keys.into_iter().map(|(_, key)| key).collect()
}

/// A site whose page announces two feeds, with validators.
fn site() -> Server {
    Server::start(|asked| {
        let feed = |name: &str, titles: &[&str]| {
            let body = rss(name, titles);
            let tag = format!("\"{name}\"");
            if asked.header("If-None-Match") == Some(tag.as_bytes()) {
                return Reply::status(304).header("ETag", &tag);
            }
            Reply::status(200)
                .header("ETag", &tag)
                .header("Content-Type", "application/rss+xml")
                .body(body)
        };
        match asked.target.as_str() {
            "/" => Reply::status(200)
                .header("Content-Type", "text/html; charset=utf-8")
                .body(
                    "<html><head><title>Le Câble</title>\
                     <link rel=alternate type=application/rss+xml title=Actualités href=/flux.xml>\
                     <link rel=alternate type=application/rss+xml title=Dossiers href=/dossiers.xml>\
                     </head><body><p>Bonjour.</p></body></html>",
                ),
            "/flux.xml" => feed("le-cable.test", &["Le nuage souverain", "Noyau 6.20"]),
            "/dossiers.xml" => feed("dossiers.test", &["Un grand dossier"]),
            _ => Reply::status(404),
        }
    })
}

/// A home with `flux.xml` of a site in it.
fn subscribed() -> (Home, Server) {
    let (home, site) = (Home::new(), site());
    home.well(&["add", &site.url("/flux.xml")]);
    (home, site)
}

#[test]
fn a_feed_is_added_by_its_sites_address() {
    let (home, site) = (Home::new(), site());
    let first = home.run(&["add", &site.url("/")]);
    assert_eq!(first.code, 0, "{first:?}");
    assert!(first.err.contains("2 flux"), "{first:?}");
    assert!(
        first.err.contains("le-cable.test (2 articles)"),
        "{first:?}"
    );
    let asked = site.asked().len();
    assert_eq!(asked, 2, "the page and its feed, each once");
    home.well(&[
        "add",
        "--pick",
        "2",
        "--title",
        "Dossiers",
        "--tag",
        "fond/long",
        &site.url("/"),
    ]);
    let feeds = home.json(&["feeds", "--json"]);
    let titles: Vec<&str> = feeds
        .iter()
        .map(|feed| feed["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Dossiers", "le-cable.test"]);
    assert_eq!(feeds[0]["tags"], serde_json::json!(["fond/long"]));
    let config = std::fs::read_to_string(home.config()).unwrap();
    assert!(
        config.contains(&site.url("/flux.xml")),
        "the config is the list of subscriptions"
    );
    assert!(config.contains('#'), "its comments are there");
    assert_eq!(home.run(&["add", "--pick", "9", &site.url("/")]).code, 2);
}

#[test]
fn an_address_given_again_is_said_and_not_asked_for() {
    let (home, site) = subscribed();
    let asked = site.asked().len();
    let again = home.run(&["add", &site.url("/flux.xml")]);
    assert_eq!(again.code, 0);
    assert!(again.err.contains("Déjà"), "{again:?}");
    assert_eq!(site.asked().len(), asked);
    assert_eq!(home.json(&["feeds", "--json"]).len(), 1);
}

#[test]
fn each_address_stands_alone_and_a_failure_leaves_nothing() {
    let (home, site) = (Home::new(), site());
    let said = home.run(&["add", &site.url("/rien"), &site.url("/flux.xml")]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("404"), "{said:?}");
    assert_eq!(home.json(&["feeds", "--json"]).len(), 1);

    let empty = Home::new();
    assert_eq!(empty.run(&["add", &site.url("/rien")]).code, 1);
    let nothing = empty.run(&["add", "bonjour"]);
    assert_eq!(nothing.code, 2);
    assert_eq!(nothing.err.matches("bonjour").count(), 1, "{nothing:?}");
    assert!(!empty.config().exists());
}

#[test]
fn the_json_shapes_are_the_contracts() {
    let (home, _site) = subscribed();
    let feed = home.well(&["feeds", "--json"]);
    assert_eq!(
        keys(feed.trim_end()),
        [
            "id", "url", "title", "site", "tags", "unread", "total", "fetched", "next", "http",
            "error", "code"
        ]
    );
    let list = home.well(&["list", "--json", "--limit", "1"]);
    assert_eq!(list.lines().count(), 1);
    assert_eq!(
        keys(list.trim_end()),
        [
            "id",
            "feed",
            "feed_title",
            "feed_url",
            "title",
            "link",
            "published",
            "updated",
            "read",
            "starred",
            "authors",
            "tags",
            "story"
        ]
    );
    let article = &objects(&list)[0];
    assert_eq!(article["published"], "2026-11-24T00:30:00Z");
    assert_eq!(article["updated"], Value::Null);
    let id = article["id"].to_string();
    let read = home.well(&["read", &id, "--format", "json"]);
    assert_eq!(
        keys(read.trim_end()),
        [
            "title",
            "authors",
            "published",
            "link",
            "site",
            "language",
            "words",
            "text",
            "markdown",
            "links",
            "images"
        ]
    );
    let refresh = home.well(&["refresh", "--all", "--json"]);
    assert_eq!(
        keys(refresh.trim_end()),
        [
            "feed", "url", "title", "status", "http", "new", "updated", "bytes", "ms", "next",
            "error", "code"
        ]
    );
}

#[test]
fn a_refresh_tells_what_came_of_each_feed() {
    let (home, site) = subscribed();
    let skipped = &home.json(&["refresh", "--json"])[0];
    assert_eq!(skipped["status"], "skipped");
    assert!(skipped["next"].is_string());
    for args in [
        &["refresh", "--all", "--json"][..],
        &["refresh", "cable", "--json"],
        &["refresh", "1", "--json"],
        &["refresh", &site.url("/flux.xml"), "--json"],
    ] {
        let visit = &home.json(args)[0];
        assert_eq!(visit["status"], "unchanged", "{args:?}");
        assert_eq!(visit["http"], 304, "{args:?}");
    }
    let people = home.run(&["refresh"]);
    assert_eq!((people.code, people.out.as_str()), (0, ""));
    assert!(people.err.contains("1 flux"), "{people:?}");
    assert_eq!(home.run(&["refresh", "-q"]).err, "");
}

#[test]
fn a_feed_that_fails_is_named_and_fails_alone() {
    let home = Home::new();
    let busy = Server::start(|_| Reply::status(503).header("Retry-After", "7200"));
    let good = site();
    std::fs::write(
        home.config(),
        format!(
            "[[feeds]]\nurl = \"{}\"\ntitle = \"Vigie\"\n[[feeds]]\nurl = \"{}\"\n[[feeds]]\nurl = \"{}\"\n",
            busy.url("/flux.xml"),
            good.url("/flux.xml"),
            nobody_there()
        ),
    )
    .unwrap();
    let said = home.run(&["refresh"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("Vigie\u{a0}: 503, nouvel essai à "),
        "{said:?}"
    );
    let log = std::fs::read_to_string(home.directory.path().join("manchette.log")).unwrap();
    assert!(log.contains("The server answered 503"), "{log}");
    let feeds = home.json(&["feeds", "--json"]);
    let codes: Vec<&Value> = feeds.iter().map(|feed| &feed["code"]).collect();
    assert!(codes.contains(&&Value::from("http")) && codes.contains(&&Value::from("connect")));
    assert_eq!(home.json(&["list", "--json"]).len(), 2);
    let rest = home.json(&["refresh", "vigi", "Vigie", "--json"]);
    assert_eq!(rest.len(), 1, "named twice, told once");
    assert_eq!(rest[0]["status"], "skipped", "Retry-After binds all");
}

#[test]
fn a_feed_that_is_gone_is_said_once_and_is_no_failure() {
    let home = Home::new();
    let gone = Server::start(|_| Reply::status(410));
    let feed = format!("[[feeds]]\nurl = \"{}\"\n", gone.url("/flux.xml"));
    std::fs::write(home.config(), feed).unwrap();
    let said = home.run(&["refresh"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("410"), "{said:?}");
    let stored = &home.json(&["feeds", "--json"])[0];
    assert_eq!(stored["code"], "http");
    assert!(stored["error"].as_str().unwrap().contains("410"));
    assert_eq!(stored["next"], Value::Null);
    let again = &home.json(&["refresh", "--all", "--json"])[0];
    assert_eq!(
        (&again["status"], &again["next"]),
        (&"skipped".into(), &Value::Null)
    );
    assert_eq!(gone.asked().len(), 1);

    let other = Home::new();
    std::fs::write(other.config(), std::fs::read(home.config()).unwrap()).unwrap();
    let visit = &other.json(&["refresh", "--json"])[0];
    assert_eq!(
        (&visit["status"], &visit["code"]),
        (&"gone".into(), &"http".into())
    );
    assert!(visit["error"].is_string());
    assert_eq!(visit["next"], Value::Null);
}

#[test]
fn marks_are_counted_and_taken_back() {
    let (home, _site) = subscribed();
    assert_eq!(home.well(&["count"]), "2\n");
    let id = home.json(&["list", "noyau", "--json"])[0]["id"].to_string();
    assert_eq!(home.well(&["mark", "read", &id]), "1\n");
    assert_eq!(home.well(&["mark", "read", &id]), "0\n");
    assert_eq!(home.well(&["count"]), "1\n");
    assert_eq!(home.well(&["mark", "star", "--query", "is:unread"]), "1\n");
    assert_eq!(home.well(&["mark", "tag:à voir", &id]), "1\n");
    assert_eq!(home.well(&["count", "tag:\"à voir\""]), "1\n");
    for expected in ["étiqueté", "favori", "lu"] {
        let undone = home.run(&["undo"]);
        assert_eq!((undone.code, undone.out.as_str()), (0, "1\n"));
        assert!(undone.err.contains(expected), "{undone:?}");
    }
    assert_eq!(home.well(&["count"]), "2\n");
    let missing = home.run(&["mark", "read", &id, "999"]);
    assert_eq!((missing.code, missing.out.as_str()), (1, "1\n"));
    assert!(missing.err.contains("999"), "{missing:?}");
}

#[test]
fn a_removed_feed_comes_back_by_undo_with_its_piece_of_the_config() {
    let (home, _site) = subscribed();
    let before = std::fs::read_to_string(home.config()).unwrap();
    home.well(&["remove", "cable"]);
    assert_eq!(home.well(&["list", "--json"]), "");
    assert_ne!(std::fs::read_to_string(home.config()).unwrap(), before);
    home.well(&["undo"]);
    assert_eq!(std::fs::read_to_string(home.config()).unwrap(), before);
    assert_eq!(home.json(&["list", "--json"]).len(), 2);
    home.well(&["undo"]);
    let nothing = home.run(&["undo"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (0, "0\n"));
}

#[test]
fn a_feed_nobody_knows_is_answered_with_the_nearest() {
    let (home, _site) = subscribed();
    for args in [["refresh", "le-cabel.test"], ["remove", "le-cabel.test"]] {
        let said = home.run(&args);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("«\u{a0}le-cable.test\u{a0}»"), "{said:?}");
    }
}

#[test]
fn check_says_what_is_wrong_and_never_stores() {
    let home = Home::new();
    let broken = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Vigie & co</title>\
                  <item><guid>7</guid><title>A\u{7f}B</title><link>/un</link><pubDate>bientôt</pubDate>\
                  <description>&lt;p&gt;a\tb&lt;/p&gt;</description></item></channel></rss>";
    let run = |args: &[&str], input: &str| said(home.command(args).write_stdin(input));
    let good = run(
        &["check", "-", "--base", "https://vigie.test/", "--json"],
        broken,
    );
    assert_eq!(good.code, 0, "{good:?}");
    assert_eq!(
        keys(good.out.trim_end()),
        ["format", "title", "link", "language", "entries", "problems"]
    );
    let report = &objects(&good.out)[0];
    assert_eq!(report["format"], "rss-2.0");
    assert_eq!(report["title"], "Vigie & co");
    assert_eq!(report["entries"][0]["id"], "7");
    assert_eq!(report["entries"][0]["link"], "https://vigie.test/un");
    assert_eq!(report["entries"][0]["published"], Value::Null);
    assert!(!report["problems"].as_array().unwrap().is_empty());
    let people = run(&["check", "-"], broken);
    assert!(people.out.contains("rss-2.0"), "{people:?}");
    assert!(people.out.contains("une date est illisible"), "{people:?}");

    let page = run(&["check", "-", "--json"], "<html><p>Bonjour</html>");
    assert_eq!(page.code, 1);
    let report = &objects(&page.out)[0];
    assert_eq!(report["problems"][0]["code"], "not-a-feed");
    assert_eq!(run(&["check", "/nulle/part.xml"], "").code, 1);
    assert!(!home.database().exists());
}

#[test]
fn articles_and_pages_are_reflowed() {
    let (home, site) = subscribed();
    let id = home.json(&["list", "nuage", "--json"])[0]["id"].to_string();
    let text = home.well(&["read", &id, "--width", "24"]);
    assert!(text.starts_with("Le nuage souverain\n"), "{text}");
    assert!(text.contains("le-cable.test"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 24),
        "{text}"
    );
    assert_eq!(home.well(&["count"]), "2\n", "reading marks nothing");
    let markdown = home.well(&["read", &id, "--format", "markdown"]);
    assert!(markdown.starts_with("# Le nuage souverain\n"), "{markdown}");

    let page = home.well(&["read", &site.url("/"), "--format", "json"]);
    assert_eq!(objects(&page)[0]["title"], "Le Câble");
    let mut command = home.command(&["read", "-", "--base", "https://a.test/", "--format", "json"]);
    let piped = said(command.write_stdin("<p>Un <a href=/b>lien</a>.</p>"));
    assert_eq!(
        objects(&piped.out)[0]["links"],
        serde_json::json!([{"n": 1, "url": "https://a.test/b", "text": "lien"}])
    );
    assert_eq!(home.run(&["read", "4242"]).code, 1);
    let mut ansi = std::process::Command::new(env!("CARGO_BIN_EXE_manchette"));
    ansi.args(["read", &id, "--format", "ansi", "--data"])
        .arg(home.directory.path())
        .arg("--config")
        .arg(home.config());
    assert!(ansi.output().unwrap().stdout.contains(&0x1b));
}

#[test]
fn a_page_is_as_wide_as_the_config_says() {
    let home = Home::new();
    let page = home.directory.path().join("page.html");
    std::fs::write(&page, format!("<p>{}</p>", "mot ".repeat(60))).unwrap();
    std::fs::write(home.config(), "[reader]\nwidth = 30\n").unwrap();
    let widest = |args: &[&str]| {
        let read = [&["read", page.to_str().unwrap()], args].concat();
        let lines = home.well(&read);
        lines.lines().map(|line| line.chars().count()).max()
    };
    assert!(widest(&[]).is_some_and(|widest| (20..=30).contains(&widest)));
    assert!(widest(&["--width", "60"]) > Some(40));
}

#[test]
fn a_title_stands_first_and_once_and_what_is_no_text_is_said() {
    let home = Home::new();
    let read = |page: &str, more: &[&str]| {
        let mut command = home.command(&[&["read", "-"], more].concat());
        said(command.write_stdin(page))
    };
    let page = "<title>Le nuage</title><p>Menu</p><h1>Le nuage</h1><p>Du texte.</p>";
    let printed = read(page, &[]).out;
    let lines: Vec<&str> = printed.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Le nuage", "1\u{a0}min", "Menu", "Du texte."]);
    let markdown = read(page, &["--format", "markdown"]).out;
    assert_eq!(markdown, "# Le nuage\n\nMenu\n\nDu texte.\n");

    let empty = read("<script>x()</script>", &[]);
    assert_eq!((empty.code, empty.out.trim()), (0, ""));
    assert!(empty.err.contains("pas de texte"), "{empty:?}");
    let mut command = home.command(&["read", "-"]);
    let picture = said(command.write_stdin(&b"\x89PNG\r\n\x1a\n\0\0"[..]));
    assert_eq!((picture.code, picture.out.as_str()), (1, ""));
    assert!(
        picture.err.contains("ni une page ni un texte"),
        "{picture:?}"
    );

    let server = Server::start(|_| Reply::status(404));
    let gone = home.run(&["read", &server.url("/rien")]);
    assert!(
        gone.code == 1 && gone.err.contains("404") && !gone.err.contains("flux"),
        "{gone:?}"
    );
    for (target, code, expected) in [
        ("ftp://x/y", 2, "n’est pas une adresse"),
        ("javascript:alert(1)", 2, "n’est pas une adresse"),
        ("", 2, "CIBLE"),
        ("999999999999999999999", 1, "999999999999999999999"),
    ] {
        let wrong = home.run(&["read", target]);
        assert_eq!(wrong.code, code, "{target} {wrong:?}");
        assert!(wrong.err.contains(expected), "{target} {wrong:?}");
    }
}

#[test]
fn what_cannot_be_used_is_exit_2_in_both_languages() {
    let french = Home::new();
    let english = Home {
        lang: "en_GB.UTF-8",
        ..Home::new()
    };
    for (args, fr, en) in [
        (&["list", "is:nope"][..], "Requête", "Query"),
        (&["list", "--jso"], "inattendu", "Unexpected"),
        (
            &["--color", "rouge", "list"],
            "auto, always",
            "auto, always",
        ),
        (&["mark", "lu", "3"], "MARQUE", "MARK"),
        (&["mark", "read"], "NUMÉRO", "ID"),
        (&["mark", "read", "--query", ""], "vide", "empty"),
        (&["mark", "read", "--query", " "], "vide", "empty"),
        (
            &["read", "1", "--width", "19"],
            "de 20 à 1000",
            "20 to 1000",
        ),
        (&["read", "-", "--base", "foo"], "--base", "--base"),
        (&["read", "-", "--base", "ftp://x/"], "adresse", "address"),
        (
            &["read", "-", "--base", "mailto:a@b"],
            "https://",
            "https://",
        ),
        (&["add"], "ADRESSE", "URL"),
        (&[], "terminal", "terminal"),
        (&["demo"], "terminal", "terminal"),
        (&["remove", "rien"], "Aucun flux", "No feed"),
    ] {
        for (home, expected) in [(&french, fr), (&english, en)] {
            let said = home.run(args);
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}");
            assert!(said.err.contains(expected), "{args:?} {said:?}");
        }
    }
    assert!(french.well(&["list", "--help"]).contains("Exemples"));
    assert!(english.well(&["list", "--help"]).contains("Examples"));
}

#[test]
fn what_was_typed_never_reaches_the_terminal_raw() {
    let home = Home::new();
    for args in [
        &["list", "--\u{1b}[31m"][..],
        &["refresh", "\u{1b}]0;titre\u{7}"],
        &["add", "\u{1b}[2J"],
        &["check", "\u{9b}31m.xml"],
        &["list", "is:\u{1b}[31m"],
    ] {
        assert_ne!(home.run(args).code, 0, "{args:?}");
    }
}

#[test]
fn a_wrong_config_names_the_line_and_the_nearest_key() {
    let home = Home::new();
    std::fs::write(home.config(), "[network]\n\nintervall = \"1h\"\n").unwrap();
    let said = home.run(&["list"]);
    assert_eq!(said.code, 2);
    for word in ["3", "intervall", "interval"] {
        assert!(said.err.contains(word), "{said:?}");
    }
    std::fs::write(home.config(), "language = \"en\"\n").unwrap();
    assert!(home.well(&["--help"]).contains("Usage:"));
    assert!(home.run(&["feeds"]).err.contains("No subscriptions"));
}

#[test]
fn a_newer_database_is_refused_untouched() {
    let (home, _site) = subscribed();
    rusqlite::Connection::open(home.database())
        .unwrap()
        .execute_batch("PRAGMA user_version = 4242; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let before = std::fs::read(home.database()).unwrap();
    for args in [
        &["list"][..],
        &["feeds"],
        &["count"],
        &["refresh"],
        &["mark", "read", "1"],
        &["undo"],
    ] {
        let said = home.run(args);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{args:?}");
        assert!(said.err.contains("manchette.db"), "{said:?}");
    }
    assert_eq!(std::fs::read(home.database()).unwrap(), before);
}

#[test]
fn where_nothing_can_be_written_it_is_said_and_nothing_half_done() {
    let (home, site) = (Home::new(), site());
    let file = home.directory.path().join("fichier");
    std::fs::write(&file, "").unwrap();
    let data = file.join("data");
    let data = data.to_str().unwrap();
    let url = site.url("/flux.xml");
    let added = home.run(&["add", &url, "--data", data]);
    assert_eq!(added.code, 1);
    assert!(added.err.contains("fichier"), "{added:?}");
    assert!(!home.config().exists());

    for command in ["count", "list", "feeds"] {
        let said = home.run(&[command, "--data", data]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{command}");
        assert!(said.err.contains("fichier"), "{said:?}");
    }
    let new = home.directory.path().join("neuf");
    assert_eq!(
        home.well(&["count", "--data", new.to_str().unwrap()]),
        "0\n"
    );

    std::fs::write(home.config(), format!("[[feeds]]\nurl = \"{url}\"\n")).unwrap();
    let listed = home.run(&["refresh", "--data", data]);
    assert_eq!(listed.code, 1);
    assert!(listed.err.contains("fichier"), "{listed:?}");
}

#[test]
fn a_pipe_that_closes_ends_quietly() {
    let titles: Vec<String> = (0..3000).map(|n| format!("Titre numéro {n}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let feed = rss("longue.test", &titles);
    let site = Server::start(move |_| Reply::status(200).body(feed.clone()));
    let home = Home::new();
    home.well(&["add", &site.url("/flux.xml")]);
    for args in [&["list", "--json"][..], &["list"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_manchette"))
            .args(args)
            .env("MANCHETTE_CONFIG", home.config())
            .env("MANCHETTE_DATA", home.directory.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{args:?}");
    }
}

#[test]
fn secrets_in_addresses_are_masked_everywhere() {
    let home = Home::new();
    let site = Server::start(|_| Reply::status(404));
    let url = site.url("/flux.xml?token=s3cr3t-abc");
    std::fs::write(home.config(), format!("[[feeds]]\nurl = \"{url}\"\n")).unwrap();
    for args in [
        &["refresh", "--json"][..],
        &["refresh"],
        &["feeds", "--json"],
        &["feeds"],
        &["add", &site.url("/autre.xml?token=s3cr3t-abc")],
        &["remove", &site.url("/rien.xml?token=s3cr3t-abc")],
    ] {
        let said = home.run(args);
        assert!(!said.out.contains("s3cr3t"), "{args:?} {said:?}");
        assert!(!said.err.contains("s3cr3t"), "{args:?} {said:?}");
    }
    let log = std::fs::read_to_string(home.directory.path().join("manchette.log"));
    assert!(!log.unwrap_or_default().contains("s3cr3t"));
}
