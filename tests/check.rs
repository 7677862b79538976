//! `check`, driven as an author drives it: the built binary on files, standard input, a server on loopback and in a
//! terminal, in both languages.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

use assert_cmd::Command;
use manchette::text::messages::feed::ProblemCode;
use manchette::text::messages::hints::HintCode;
use serde_json::Value;
use support::server::{Reply, Server, nobody_there};

/// What a run said and how it ended.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

fn check(lang: &str, args: &[&str], input: &str) -> Said {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_manchette"))
        .arg("check")
        .args(args)
        .env_clear()
        .env("LANG", lang)
        .env("TZ", "Europe/Paris")
        .env("MANCHETTE_CONFIG", home.path().join("config.toml"))
        .env("MANCHETTE_DATA", home.path())
        .write_stdin(input)
        .output()
        .unwrap();
    let said = Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    for text in [&said.out, &said.err] {
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(control), "a control character: {text:?}");
    }
    assert!(!home.path().join("manchette.db").exists(), "stored");
    said
}

const FR: &str = "fr_FR.UTF-8";
const EN: &str = "en_GB.UTF-8";

const WOUNDED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<rss version=\"2.0\"><channel><title>Vigie &amp; co</title><link>https://vigie.test/</link>
<language>fr</language><ttl>120</ttl>
<item><title>Une faille</title><guid>https://vigie.test/1</guid>
\t<pubDate>bientôt</pubDate><description>Café & croissants</description></item>
<item><title>Deux failles</title><guid>2</guid><pubDate>17 mars 2021</pubDate>
<description>Deux</description></item>
</channel></rss>
";

#[test]
fn the_report_is_whole_in_french() {
    let said = check(FR, &["-"], WOUNDED);
    assert_eq!(said.code, 0, "{said:?}");
    insta::assert_snapshot!("rapport", said.out);
}

#[test]
fn the_report_is_whole_in_english() {
    let said = check(EN, &["-"], WOUNDED);
    assert_eq!(said.code, 0, "{said:?}");
    insta::assert_snapshot!("report", said.out);
}

#[test]
fn quiet_leaves_what_is_wrong() {
    let said = check(FR, &["-", "--quiet"], WOUNDED);
    let heads: Vec<&str> = said.out.lines().filter(|line| line.contains('[')).collect();
    assert_eq!(
        heads,
        [
            "erreur [date] ligne 5, colonne 11",
            "avertissement [entity] ligne 5, colonne 46"
        ]
    );
    assert!(!said.out.contains("Lisible"), "{said:?}");
}

fn object(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap()
}

fn codes(list: &Value) -> Vec<&str> {
    let all = list.as_array().unwrap();
    all.iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect()
}

#[test]
fn advice_stands_in_json_only_where_it_is_asked_for() {
    let plain = object(&check(FR, &["-", "--json"], WOUNDED));
    assert_eq!(plain.get("hints"), None);
    assert_eq!(codes(&plain["problems"]), ["date", "entity"]);
    let problem = &plain["problems"][0];
    let keys: Vec<&String> = problem.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 4);
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&5.into(), &11.into())
    );
    let whole = object(&check(FR, &["-", "--json", "--hints"], WOUNDED));
    assert_eq!(
        codes(&whole["hints"]),
        ["no-self-link", "no-link", "guid-not-a-link", "date-form"]
    );
    assert_eq!(whole["problems"], plain["problems"]);
}

#[test]
fn problems_of_one_code_are_grouped_after_the_third() {
    let items: String = (1..=20)
        .map(|n| {
            format!("<item><guid>https://vigie.test/{n}</guid><title>T & {n}</title></item>\n")
        })
        .collect();
    let feed = format!("<rss version=\"2.0\"><channel>\n{items}</channel></rss>");
    let said = check(FR, &["-", "-q"], &feed);
    assert_eq!(said.out.matches("[entity]").count(), 3, "{said:?}");
    let rest = "  et 17 autres\u{a0}: lignes 5, 6, 7, 8, 9, 10, 11, 12…\n";
    assert!(said.out.ends_with(rest), "{said:?}");
}

#[test]
fn each_kind_of_faulty_markup_is_shown() {
    let items =
        "<item><title>3 < 4</title></item>\n".repeat(5) + "<item a=b/>\n<item>a ]]> b</item>";
    let feed = format!("<rss version=\"2.0\"><channel>\n{items}</channel></rss>");
    let said = check(FR, &["-", "-q"], &feed);
    for sentence in [
        "écrivez &lt;",
        "et 2 autres",
        "(«\u{a0}a=\u{a0}»)",
        "écrivez ]]&gt;",
    ] {
        assert!(said.out.contains(sentence), "{sentence} {said:?}");
    }
}

#[test]
fn a_count_that_was_given_up_is_said_to_be_one() {
    let items: String = (1..=500)
        .map(|n| format!("<item><guid>https://vigie.test/{n}</guid><title>T & {n}</title></item>"))
        .collect();
    let feed = format!("<rss version=\"2.0\"><channel>\n{items}</channel></rss>");
    let said = check(FR, &["-"], &feed);
    assert!(
        said.out.contains("\n  et au moins 197 autres\u{a0}: ligne"),
        "{said:?}"
    );
    assert!(
        said.out.contains("Lisible, au moins 200 points à corriger"),
        "{said:?}"
    );
}

#[test]
fn what_a_terminal_must_not_receive_is_shown_by_its_picture() {
    let feed = "<rss version=\"2.0\"><channel><item><guid>a\u{1b}[31m</guid><title>\u{9b}2J\u{202e}x & y</title>\
                <description>&#x1b;[2J</description></item></channel></rss>";
    let said = check(FR, &["-"], feed);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("␛[31m"), "{said:?}");
    assert!(!said.out.contains('\u{202e}'), "{said:?}");
}

#[test]
fn a_page_names_the_feeds_it_announces() {
    let page = "<html><head><link rel=alternate type='application/rss+xml' title='Le fil' href='/flux.xml'>\
                <link rel=alternate type='application/atom+xml' href='https://ailleurs.test/a'></head></html>";
    let said = check(FR, &["-", "--base", "https://vigie.test/"], page);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert_eq!(
        said.err,
        "c’est une page web, pas un flux\u{202f}; donnez l’adresse du flux RSS, Atom ou JSON\n\
         La page annonce 2 flux\u{202f}; vérifiez-les ainsi\u{a0}:\n\
         \u{20} manchette check https://vigie.test/flux.xml  # Le fil\n\
         \u{20} manchette check https://ailleurs.test/a\n"
    );
    let said = check(EN, &["-"], page);
    assert!(
        said.err.contains(
            "announces one feed; check it so:\n  manchette check https://ailleurs.test/a\n"
        ),
        "{said:?}"
    );
    let bare = check(
        EN,
        &["-", "--base", "https://vigie.test/"],
        "<html><body>Bonjour</body></html>",
    );
    assert!(bare.err.contains("announces no feed"), "{bare:?}");
    let site = Server::start(|_| {
        Reply::status(200)
            .header("Content-Type", "text/html")
            .body("<html><body>Bonjour</body></html>")
    });
    let far = check(EN, &[&site.url("/")], "");
    let way_on = format!("“manchette add {}” will look for one", site.url("/"));
    assert!(far.err.contains(&way_on), "{far:?}");
}

#[test]
fn what_cannot_be_read_is_said_with_a_way_on() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path().to_str().unwrap();
    for (args, input, code, sentence) in [
        (&["/nulle/part.xml"][..], "", 1, "fichier introuvable"),
        (&[directory], "", 1, "c’est un dossier"),
        (&["-"], "", 1, "le document est vide"),
        (&["-"], " \n", 1, "le document est vide"),
        (
            &["linuxfr.test/flux"],
            "",
            1,
            "écrivez «\u{a0}manchette check https://linuxfr.test/flux\u{a0}»",
        ),
        (
            &["-"],
            "{\"version\": \"1\",\n \"items\": [}",
            1,
            "ligne 2, colonne 12",
        ),
        (
            &["-"],
            "<opml><body/></opml>",
            1,
            "un document XML «\u{a0}opml\u{a0}»",
        ),
        (
            &["-", "--bas", "x"],
            "",
            2,
            "Vouliez-vous dire «\u{a0}--base\u{a0}»",
        ),
        (&[], "", 2, "CIBLE"),
    ] {
        let said = check(FR, args, input);
        assert_eq!(said.code, code, "{args:?} {said:?}");
        assert!(said.err.contains(sentence), "{args:?} {said:?}");
        assert_eq!(said.out, "", "{args:?}");
    }
    let mistyped = check(FR, &["flux.xml"], "");
    assert_eq!(mistyped.err.lines().count(), 1, "{mistyped:?}");
}

#[test]
fn a_failure_is_a_problem_with_a_code_in_json() {
    let broken = object(&check(
        EN,
        &["-", "--json"],
        "{\"version\": \"1\",\n \"items\": [}",
    ));
    let problem = &broken["problems"][0];
    assert_eq!(problem["code"], "parse");
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&2.into(), &12.into())
    );
    assert_eq!(broken["format"], Value::Null);
    let nobody = check(EN, &[&nobody_there(), "--json"], "");
    assert_eq!(nobody.code, 1);
    assert_eq!(codes(&object(&nobody)["problems"]), ["connect"]);
    let absent = check(EN, &["/nowhere/feed.xml", "--json"], "");
    assert_eq!(absent.code, 1);
    assert_eq!(codes(&object(&absent)["problems"]), ["denied"]);
}

#[test]
fn a_visit_without_a_feed_is_told_alike_whatever_the_status() {
    let site = Server::start(|asked| {
        let status = asked.target.trim_start_matches('/').parse();
        Reply::status(status.unwrap_or(500))
    });
    for (status, sentence) in [
        (304, "rien de neuf"),
        (403, "l’accès est refusé"),
        (404, "il n’y a rien à cette adresse"),
        (410, "retiré pour de bon"),
        (500, "une panne chez lui"),
    ] {
        let said = check(FR, &[&site.url(&format!("/{status}")), "--json"], "");
        let object = object(&said);
        assert_eq!(codes(&object["problems"]), ["http"], "{status}");
        let message = object["problems"][0]["message"].as_str().unwrap();
        assert!(message.contains(sentence), "{said:?}");
        // Nothing is stored and nobody comes back.
        for promise in ["en paix", "plus tard", "déjà reçus"] {
            assert!(!message.contains(promise), "{said:?}");
        }
        assert_eq!((said.code, said.err.trim_end()), (1, message), "{status}");
    }
}

#[test]
fn how_a_feed_is_served_is_told_and_how_to_subscribe() {
    let feed = |port: u16| {
        format!(
            "<?xml version='1.0'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>\
             <title>Vigie</title><link>http://127.0.0.1:{port}/</link><language>fr</language>\
             <atom:link rel='self' href='http://127.0.0.1:{port}/flux'/>\
             <item><title>Un</title><link>http://127.0.0.1:{port}/1</link><guid>http://127.0.0.1:{port}/1</guid>\
             <pubDate>Wed, 17 Mar 2021 09:30:00 +0100</pubDate><description>Texte.</description></item></channel></rss>"
        )
    };
    let site = Server::start(move |asked| {
        let kind = match asked.target.as_str() {
            "/flux" => "application/rss+xml; charset=utf-8",
            _ => "text/html; charset=utf-8",
        };
        let host = asked.text("Host").unwrap_or_default();
        let port = host.rsplit(':').next().and_then(|port| port.parse().ok());
        Reply::status(200)
            .header("Content-Type", kind)
            .body(feed(port.unwrap_or_default()))
    });
    let good = check(FR, &[&site.url("/flux")], "");
    let end = format!(
        "\nLisible, rien à corriger.\n«\u{a0}manchette add {}\u{a0}» vous y abonne.\n",
        site.url("/flux")
    );
    assert!(good.out.ends_with(&end), "{good:?}");
    let page = check(FR, &[&site.url("/page")], "");
    assert!(page.out.contains("conseil [content-type]\n"), "{page:?}");
    assert!(page.out.contains("(«\u{a0}text/html\u{a0}»)"), "{page:?}");
    let json = object(&check(FR, &[&site.url("/flux"), "--json", "--hints"], ""));
    assert_eq!(json["problems"], Value::Array(Vec::new()));
    assert_eq!(json["hints"], Value::Array(Vec::new()));
}

#[test]
fn the_help_explains_every_code() {
    for lang in [FR, EN] {
        let help = check(lang, &["--help"], "");
        assert_eq!(help.code, 0);
        let explained = |code: &str| {
            let line = help.out.lines().find(|line| {
                line.strip_prefix("  ")
                    .is_some_and(|line| line.split(' ').next() == Some(code))
            });
            line.is_some_and(|line| line.len() > code.len() + 5)
        };
        for code in ProblemCode::ALL {
            assert!(explained(code.as_str()), "{lang} {}", code.as_str());
        }
        for code in HintCode::ALL {
            assert!(explained(code.as_str()), "{lang} {}", code.as_str());
        }
        assert!(help.out.lines().all(|line| line.chars().count() <= 100));
    }
}

#[cfg(unix)]
#[test]
fn on_a_terminal_lines_fit_and_the_caret_stands_below_its_column() {
    use portable_pty::CommandBuilder;
    use support::terminal::Terminal;

    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("flux.xml");
    let wide = WOUNDED.replace("Café", "\t記事 👨\u{200d}👩\u{200d}👧 Café");
    std::fs::write(&file, wide).unwrap();
    for (columns, rows) in [(120, 60), (80, 70), (44, 90)] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_manchette"));
        command.env_clear();
        command.args(["check", "-q"]);
        command.arg(&file);
        for (name, value) in [
            ("LANG", Path::new(FR)),
            ("TERM", Path::new("xterm-256color")),
            ("MANCHETTE_CONFIG", &home.path().join("config.toml")),
            ("MANCHETTE_DATA", home.path()),
        ] {
            command.env(name, value);
        }
        let mut terminal = Terminal::spawn(command, columns, rows);
        assert_eq!(terminal.exit(), 0);
        let raw = String::from_utf8(terminal.raw()).unwrap();
        assert!(raw.contains("\u{1b}[31merreur [date]"), "{raw:?}");
        assert!(raw.contains("\u{1b}[33mavertissement [entity]"), "{raw:?}");
        let text = terminal.screen().text();
        let lines: Vec<&str> = text.lines().collect();
        let at = lines.iter().rposition(|line| line.contains('^')).unwrap();
        let column = |line: &str, c: char| {
            let before = line.split(c).next().unwrap();
            manchette::text::width::width(before)
        };
        assert_eq!(column(lines[at], '^'), column(lines[at - 1], '&'), "{text}");
        // No line was broken by the terminal: each head and bar begins one.
        assert!(
            lines.iter().all(|line| !line.starts_with(['^', '│'])),
            "{text}"
        );
    }
}
