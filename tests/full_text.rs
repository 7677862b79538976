//! The text of an article's page, as a user has it: by `F`, ahead of reading, by `read --full`; over loopback.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use assert_cmd::Command as Binary;
use manchette::config::{Config, FeedSettings, Paths};
use manchette::engine::full_text::Came;
use manchette::engine::refresh::Visitor;
use manchette::engine::{Command, Engine, Report, Trouble, Writer, subscriptions};
use manchette::net::Client;
use manchette::store::Row;
use manchette::text::messages::full_text::NoPage;
use serde_json::Value;
use support::server::{Reply, Server};

const LEAD: &str = "Trois mois après le sinistre, les premières baies sont de nouveau sous tension à Brest, et les \
    onduleurs neufs ont passé la nuit sans une alarme.";
const MIDDLE: &str = "L’exploitant a séparé les salles par des murs coupe-feu, doublé les arrivées de courant, et logé \
    les batteries dans un bâtiment à part, à trente mètres des serveurs.";
const END: &str = "Les clients, eux, gardent leurs sauvegardes ailleurs\u{202f}: la leçon a coûté cher, disent-ils, mais \
    elle est apprise, et personne ne veut la réapprendre.";

/// A page as sites make them: what surrounds the article is none of it.
fn page(head: &str, paragraphs: &[&str], after: &str) -> String {
    let text: String = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=fr><head><title>Un centre rouvre - Octet Libre</title>{head}</head><body>\
         <nav><a href=/>Accueil</a> <a href=/contact>Contact</a></nav>\
         <main><article><h1>Un centre rouvre</h1>{text}{after}</article></main>\
         <footer>Octet Libre, mentions légales</footer></body></html>"
    )
}

fn html(body: impl Into<Vec<u8>>) -> Reply {
    Reply::status(200)
        .header("Content-Type", "text/html; charset=utf-8")
        .body(body)
}

/// A feed of so many articles, the first the newest, with links to the site's own `/1`, `/2` …
fn feed(host: &str, count: usize, text: &str) -> Reply {
    let items: String = (1..=count)
        .map(|n| {
            format!(
                "<item><title>Article {n}</title><link>http://{host}/{n}</link><guid>{n}</guid>\
                 <pubDate>Tue, 24 Nov 2020 {:02}:30:00 +0100</pubDate><description>{text}</description></item>",
                20 - n
            )
        })
        .collect();
    Reply::status(200).body(format!(
        "<rss version=\"2.0\"><channel><title>Octet Libre</title><link>http://{host}/</link>{items}</channel></rss>"
    ))
}

/// A site with a feed of so many articles, and pages.
fn site(
    count: usize,
    text: &'static str,
    pages: impl Fn(&str) -> Reply + Send + Sync + 'static,
) -> Server {
    Server::start(move |asked| match asked.target.as_str() {
        "/flux" => feed(&asked.text("Host").unwrap(), count, text),
        target => pages(target),
    })
}

/// How often something other than the feed was asked for.
fn pages_asked(server: &Server) -> usize {
    let asked = server.asked();
    asked.iter().filter(|asked| asked.target != "/flux").count()
}

struct House {
    directory: tempfile::TempDir,
    writer: Writer,
    config: Config,
}

impl House {
    fn new(server: &Server, full_text: bool) -> House {
        let directory = tempfile::tempdir().unwrap();
        let writer = Writer::start(directory.path().join("manchette.db"));
        let feed = FeedSettings {
            url: server.url("/flux"),
            full_text,
            ..FeedSettings::default()
        };
        let path = directory.path().join("config.toml");
        subscriptions::subscribe(&path, &writer, &[feed]).unwrap();
        let config = manchette::config::file::load(&path).unwrap().config;
        House {
            directory,
            writer,
            config,
        }
    }

    /// One whose feed was visited.
    async fn visited(server: &Server) -> House {
        let house = House::new(server, false);
        let feeds = house.writer.call(|store| store.feeds()).unwrap();
        house.visitor().refresh(feeds, true, |_| {}).await;
        house
    }

    fn visitor(&self) -> Visitor {
        let client = Client::new(&self.config.network).unwrap();
        Visitor::new(
            client,
            self.writer.clone(),
            &self.config,
            &self.directory.path().join("config.toml"),
        )
    }

    fn rows(&self, query: &str) -> Vec<Row> {
        let query = manchette::query::parse(query).unwrap();
        let clock = manchette::engine::clock::local();
        let rows = self.writer.call(move |store| {
            let keys = store.keys(&query, &clock, None, None)?;
            store.rows(&keys)
        });
        rows.unwrap()
    }

    fn id(&self, n: usize) -> i64 {
        let title = format!("Article {n}");
        let rows = self.rows("").into_iter();
        rows.filter(|row| row.title == title)
            .map(|row| row.id)
            .next()
            .unwrap()
    }

    async fn full_text(&self, n: usize) -> Result<Came, Trouble> {
        self.visitor().full_text(self.id(n)).await.unwrap()
    }

    fn stored(&self, n: usize) -> Option<String> {
        let id = self.id(n);
        let article = self.writer.call(move |store| store.article(id)).unwrap();
        article.full.map(|full| full.html)
    }

    fn paths(&self) -> Paths {
        let at = |name: &str| self.directory.path().join(name);
        Paths {
            config: at("config.toml"),
            database: at("manchette.db"),
            log: at("manchette.log"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_read_stored_found_and_asked_for_once() {
    let server = site(2, "Les onduleurs", |_| {
        html(page("", &[LEAD, MIDDLE, END], ""))
    });
    let house = House::visited(&server).await;
    let came = house.full_text(1).await.unwrap();
    assert!(came.words > 60 && !came.walled, "{came:?}");
    let stored = house.stored(1).unwrap();
    assert!(stored.contains(LEAD) && stored.contains(END), "{stored}");
    assert!(!stored.contains("mentions légales"), "{stored}");
    let found = house.rows("coupe-feu");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].words, came.words);
    assert_eq!(house.rows("has:fulltext").len(), 1);

    let (id, visitor) = (house.id(2), house.visitor());
    let asked = pages_asked(&server);
    let (one, other) = tokio::join!(visitor.full_text(id), visitor.full_text(id));
    assert!(
        one.is_some() != other.is_some(),
        "the second finds it under way"
    );
    assert_eq!(pages_asked(&server), asked + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_are_read_one_after_the_other_up_to_the_first_again() {
    let next = |n: usize| format!("<a rel=next href='/1?page={n}'>Page suivante</a>");
    let server = site(1, "Court", move |target| {
        html(match target {
            "/1" => page("", &[LEAD], &next(2)),
            "/1?page=2" => page("", &[MIDDLE], &next(3)),
            "/1?page=3" => page("", &[END], &next(4)),
            // Past the end the site shows its first page again.
            _ => page("", &[LEAD], &next(2)),
        })
    });
    let house = House::visited(&server).await;
    house.full_text(1).await.unwrap();
    let stored = house.stored(1).unwrap();
    let at = |text: &str| stored.find(text).unwrap();
    assert!(at(LEAD) < at(MIDDLE) && at(MIDDLE) < at(END));
    assert_eq!(stored.matches(LEAD).count(), 1, "{stored}");
    assert_eq!(pages_asked(&server), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_without_an_end_is_cut_at_eight_parts() {
    let server = site(1, "Court", move |target| {
        let n: usize = target.rsplit('=').next().unwrap().parse().unwrap_or(1);
        let text = format!("Partie {n}. {MIDDLE}");
        let next = format!("<a rel=next href='/1?page={}'>Page suivante</a>", n + 1);
        html(page("", &[&text, &format!("{END} Voilà pour {n}.")], &next))
    });
    let house = House::visited(&server).await;
    house.full_text(1).await.unwrap();
    assert_eq!(pages_asked(&server), 8);
    assert!(house.stored(1).unwrap().contains("Partie 8."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gives_no_more_than_the_feed_leaves_the_feeds_text() {
    const WALL: &str = "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\
        \"@type\":\"NewsArticle\",\"headline\":\"Un centre rouvre\",\"isAccessibleForFree\":false}</script>";
    let long: &str = Box::leak(format!("{LEAD} {MIDDLE} {END}").repeat(4).into_boxed_str());
    let server = site(6, long, |target| match target {
        "/1" => html(page(WALL, &[LEAD], "")),
        "/2" => html(page("", &[LEAD, MIDDLE], "")),
        "/3" => Reply::status(200)
            .header("Content-Type", "application/pdf")
            .body(b"%PDF-1.7".to_vec()),
        "/4" => Reply::status(404),
        "/5" => Reply::status(410),
        _ => Reply::slam(),
    });
    let house = House::visited(&server).await;
    let mut ends = Vec::new();
    for n in 1..=6 {
        let Err(Trouble::Page(why)) = house.full_text(n).await else {
            panic!("{n} has a text")
        };
        assert_eq!(house.stored(n), None);
        ends.push(why);
    }
    assert_eq!(ends[0], NoPage::Walled);
    assert_eq!(ends[1], NoPage::Less);
    let media_type = "application/pdf".to_owned();
    assert_eq!(ends[2], NoPage::NotAPage { media_type });
    assert_eq!(ends[3], NoPage::Missing { status: 404 });
    assert_eq!(ends[4], NoPage::Missing { status: 410 });
    assert!(matches!(ends[5], NoPage::Fetch(_)), "{:?}", ends[5]);
    assert!(house.rows("has:fulltext").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_are_read_as_what_they_are_whatever_the_labels_say() {
    let text = "Le péage passe à 4 €, dit l’œil du câble. ".replace(['’', 'œ'], "e");
    let text: &str = Box::leak(text.repeat(6).into_boxed_str());
    let latin: Vec<u8> = page("<meta charset=iso-8859-15>", &[text, text], "")
        .chars()
        .map(|c| {
            if c == '€' {
                0xa4
            } else {
                u8::try_from(u32::from(c)).unwrap()
            }
        })
        .collect();
    let utf8 = page("<meta charset=iso-8859-1>", &[LEAD, text], "");
    let server = site(2, "Court", move |target| {
        let lying = Reply::status(200).header("Content-Type", "text/html; charset=utf-8");
        match target {
            "/1" => lying.body(latin.clone()),
            _ => Reply::status(200)
                .header("Content-Type", "text/html; charset=iso-8859-1")
                .body(utf8.clone()),
        }
    });
    let house = House::visited(&server).await;
    for n in 1..=2 {
        house.full_text(n).await.unwrap();
        let stored = house.stored(n).unwrap();
        assert!(stored.contains("Le péage passe à 4 €"), "{stored}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_asks_for_a_rest_gets_it_after_a_restart_too() {
    let server = site(3, "Court", |_| {
        Reply::status(429).header("Retry-After", "3600")
    });
    let house = House::visited(&server).await;
    let first = house.full_text(1).await.unwrap_err();
    assert!(
        matches!(first, Trouble::Page(NoPage::Fetch(_))),
        "{first:?}"
    );
    let asked = pages_asked(&server);
    let again = house.visitor();
    again.recall_rests().await;
    let rested = again.full_text(house.id(2)).await.unwrap().unwrap_err();
    assert!(
        matches!(rested, Trouble::Page(NoPage::Fetch(_))),
        "{rested:?}"
    );
    assert_eq!(pages_asked(&server), asked, "a new visitor asks nothing");
}

#[test]
fn the_screens_engine_fetches_and_tells() {
    let server = site(1, "Court", |_| html(page("", &[LEAD, MIDDLE, END], "")));
    let house = House::new(&server, true);
    let (reports, told) = mpsc::channel();
    let engine = Engine::start(&house.paths(), house.config.clone(), reports);
    let came = |wanted: &dyn Fn(&Report) -> bool| loop {
        let report = told.recv_timeout(Duration::from_secs(30)).unwrap();
        if wanted(&report) {
            break report;
        }
    };
    // Ahead of reading, after the first refresh.
    let Report::FullText {
        id,
        came: Ok(first),
    } = came(&|report| matches!(report, Report::FullText { .. }))
    else {
        panic!("a text")
    };
    assert_eq!(pages_asked(&server), 1);
    engine.send(Command::FullText { id, ahead: false });
    let Report::FullText {
        came: Ok(second), ..
    } = came(&|report| matches!(report, Report::FullText { .. }))
    else {
        panic!("a text")
    };
    assert_eq!(first, second);
    assert_eq!(pages_asked(&server), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_forbidden_says_nothing_of_the_sites_others() {
    for (status, goes_on) in [(403, true), (429, false), (503, false)] {
        let server = site(3, "Court", move |_| Reply::status(status));
        let house = House::visited(&server).await;
        let before = pages_asked(&server);
        let visitor = house.visitor();
        for n in [1, 2] {
            visitor.full_text(house.id(n)).await.unwrap().unwrap_err();
        }
        let asked = pages_asked(&server) - before;
        assert_eq!(asked == 2, goes_on, "{status}: {asked}");
    }
}

/// A reader's home for the command line.
struct Home {
    directory: tempfile::TempDir,
}

impl Home {
    fn new(server: &Server, settings: &str) -> Home {
        let directory = tempfile::tempdir().unwrap();
        let url = server.url("/flux");
        let config = format!("{settings}[[feeds]]\nurl = \"{url}\"\nfull_text = true\n");
        std::fs::write(directory.path().join("config.toml"), config).unwrap();
        Home { directory }
    }

    fn empty() -> Home {
        let directory = tempfile::tempdir().unwrap();
        Home { directory }
    }

    fn config(&self) -> PathBuf {
        self.directory.path().join("config.toml")
    }

    fn command(&self, args: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_manchette"));
        command
            .args(args)
            .env_clear()
            .env("LANG", "fr_FR.UTF-8")
            .env("TZ", "Europe/Paris")
            .env("MANCHETTE_CONFIG", self.config())
            .env("MANCHETTE_DATA", self.directory.path());
        command
    }

    /// Exit code, standard output and standard error.
    fn run(&self, args: &[&str], input: &str) -> (i32, String, String) {
        let mut command = Binary::from_std(self.command(args));
        let output = command.write_stdin(input).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    fn well(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args, "");
        assert_eq!(code, 0, "{args:?}: {err}");
        out
    }

    fn count(&self, query: &str) -> String {
        self.well(&["count", query]).trim().to_owned()
    }
}

#[test]
fn a_refresh_fetches_the_pages_of_feeds_that_ask_once_a_day() {
    let server = site(4, "Court", |target| match target {
        "/2" => Reply::status(500),
        _ => html(page("", &[LEAD, MIDDLE, END], "")),
    });
    let home = Home::new(&server, "");
    let line = home.well(&["refresh", "--json"]);
    assert_eq!(line.lines().count(), 1, "pages are not feeds: {line}");
    assert_eq!(home.count("has:fulltext"), "3");
    assert_eq!(pages_asked(&server), 4);
    home.well(&["refresh", "--all"]);
    assert_eq!(pages_asked(&server), 4, "what failed rests for a day");
}

#[test]
fn what_a_killed_refresh_had_is_kept_and_the_rest_comes_next_time() {
    use std::sync::atomic::{AtomicBool, Ordering};
    static SILENT: AtomicBool = AtomicBool::new(true);
    let server = site(3, "Court", |target| match target {
        "/2" if SILENT.load(Ordering::SeqCst) => Reply::silence(),
        _ => html(page("", &[LEAD, MIDDLE, END], "")),
    });
    let home = Home::new(&server, "[network]\nper_site = 1\n");
    let mut child = home.command(&["refresh"]).spawn().unwrap();
    // The feed, the newest article's page, and the one that never comes.
    server.wait_for(3);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(home.count("has:fulltext"), "1");
    SILENT.store(false, Ordering::SeqCst);
    home.well(&["refresh", "--all"]);
    assert_eq!(home.count("has:fulltext"), "3");
}

#[test]
fn read_full_takes_the_article_out_of_a_file_a_pipe_or_an_address() {
    let head = "<meta property='og:site_name' content='Octet Libre'>\
        <meta property='article:published_time' content='2026-11-23T18:20:00+01:00'>\
        <meta name=author content='Anne Le Gall'>";
    let whole = page(
        head,
        &[LEAD, &format!("{MIDDLE} <a href=/plan>le plan</a>"), END],
        "",
    );
    let served = whole.clone();
    let server = Server::start(move |_| html(served.clone()));
    let home = Home::empty();
    let file = home.directory.path().join("page.html");
    std::fs::write(&file, &whole).unwrap();
    let file = file.to_str().unwrap();
    let address = server.url("/1");
    let base = ["--base", "https://octet-libre.test/1"];
    let format = ["--full", "--format", "json"];
    for args in [
        [&["read", file], &format[..], &base[..]].concat(),
        [&["read", "-"], &format[..], &base[..]].concat(),
        [&["read", address.as_str()], &format[..]].concat(),
    ] {
        let input = if args[1] == "-" { whole.as_str() } else { "" };
        let (code, out, err) = home.run(&args, input);
        assert_eq!(code, 0, "{args:?} {err}");
        let read: Value = serde_json::from_str(&out).unwrap();
        let text = read["text"].as_str().unwrap();
        assert!(text.contains("onduleurs neufs") && text.contains("personne ne veut"));
        assert!(!text.contains("mentions légales"), "{text}");
        assert_eq!(read["title"], "Un centre rouvre");
        let link = read["links"][0]["url"].as_str().unwrap();
        assert!(
            link.starts_with("http") && link.ends_with("/plan"),
            "{link}"
        );
        assert!(read["words"].as_u64().unwrap() > 60);
    }
    let text = home.well(&[
        "read",
        file,
        "--full",
        "--links",
        "--base",
        "https://octet-libre.test/1",
    ]);
    assert!(text.starts_with("Un centre rouvre\n"), "{text}");
    assert!(text.contains("le plan [1]"), "{text}");
    assert!(
        text.ends_with("\n\n[1] https://octet-libre.test/plan\n"),
        "{text}"
    );
    let plain = home.well(&["read", file, "--base", "https://octet-libre.test/1"]);
    assert!(
        !plain.contains("[1]") && plain.contains("mentions légales"),
        "{plain}"
    );
}

#[test]
fn a_page_without_an_article_is_said_and_one_gone_too() {
    let server = Server::start(|_| Reply::status(404));
    let home = Home::empty();
    let (code, out, err) = home.run(&["read", "-", "--full"], "<html><body></body></html>");
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(
        err.contains("Aucun article trouvé") && err.contains("--full"),
        "{err}"
    );
    let (code, out, err) = home.run(&["read", &server.url("/1"), "--full"], "");
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("n’existe plus (404)"), "{err}");
}

#[test]
fn read_full_of_an_article_fetches_and_keeps_it_and_marks_nothing() {
    let server = site(2, "Court", |target| match target {
        "/1" => html(page("", &[LEAD, MIDDLE, END], "")),
        _ => Reply::status(404),
    });
    let home = Home::new(&server, "");
    let config = std::fs::read_to_string(home.config()).unwrap();
    std::fs::write(home.config(), config.replace("full_text = true\n", "")).unwrap();
    home.well(&["refresh"]);
    assert_eq!(pages_asked(&server), 0);
    let list = home.well(&["list", "--json"]);
    let ids: Vec<String> = list
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].to_string())
        .collect();
    assert!(home.well(&["read", &ids[0]]).contains("Court"));
    let full = home.well(&["read", &ids[0], "--full"]);
    assert!(full.contains("onduleurs neufs"), "{full}");
    assert_eq!(home.well(&["read", &ids[0], "--full"]), full);
    assert_eq!(
        home.well(&["read", &ids[0]]),
        full,
        "it is what is read from now on"
    );
    assert_eq!(pages_asked(&server), 1);
    assert_eq!(home.count("is:unread"), "2");
    let (code, out, err) = home.run(&["read", &ids[1], "--full"], "");
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("404"), "{err}");
}
