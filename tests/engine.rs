//! The engine on real rooms: a refresh over loopback into a database on disk, discovery, gestures on feeds.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use manchette::config::{Config, FeedSettings, file};
use manchette::engine::discover::{self, Found};
use manchette::engine::refresh::{Outcome, Status, Visitor};
use manchette::engine::{Trouble, Writer, subscriptions};
use manchette::fetch::Code;
use manchette::net::Client;
use manchette::store::{Feed, Mark};
use support::rss;
use support::server::{Reply, Server, nobody_there};

/// A config and a database in a directory of their own.
struct House {
    directory: tempfile::TempDir,
    writer: Writer,
}

impl House {
    fn new() -> House {
        let directory = tempfile::tempdir().unwrap();
        let writer = Writer::start(directory.path().join("manchette.db"));
        House { directory, writer }
    }

    fn with(urls: &[String]) -> House {
        let house = House::new();
        let feeds: Vec<FeedSettings> = urls.iter().map(|url| settings(url)).collect();
        subscriptions::subscribe(&house.config_path(), &house.writer, &feeds).unwrap();
        house
    }

    fn config_path(&self) -> PathBuf {
        self.directory.path().join("config.toml")
    }

    fn config_text(&self) -> String {
        std::fs::read_to_string(self.config_path()).unwrap()
    }

    fn visitor(&self) -> Visitor {
        let config = Config::default();
        let client = Client::new(&config.network).unwrap();
        Visitor::new(client, self.writer.clone(), &config, &self.config_path())
    }

    fn feeds(&self) -> Vec<Feed> {
        self.writer.call(|store| store.feeds()).unwrap()
    }

    async fn refresh(&self, forced: bool) -> Vec<Outcome> {
        let outcomes = Mutex::new(Vec::new());
        let tell = |outcome| outcomes.lock().unwrap().push(outcome);
        self.visitor().refresh(self.feeds(), forced, tell).await;
        outcomes.into_inner().unwrap()
    }

    /// The ids of the articles that are not read.
    fn unread(&self) -> Vec<i64> {
        let rows = self.writer.call(|store| {
            let clock = manchette::engine::clock::local();
            let keys = store.keys(&Default::default(), &clock, None, None)?;
            store.rows(&keys)
        });
        let unread = rows.unwrap().into_iter().filter(|row| !row.read);
        unread.map(|row| row.id).collect()
    }

    fn articles(&self) -> i64 {
        self.writer.call(|store| Ok(store.counts()?.total)).unwrap()
    }
}

fn settings(url: &str) -> FeedSettings {
    FeedSettings {
        url: url.to_owned(),
        ..FeedSettings::default()
    }
}

fn feed(titles: &'static [&str]) -> Server {
    Server::start(move |asked| {
        if asked.header("If-None-Match") == Some(b"\"un\"") {
            return Reply::status(304);
        }
        Reply::status(200)
            .header("ETag", "\"un\"")
            .body(rss("octet-libre.test", titles))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_stores_then_finds_nothing_new_and_a_failure_is_alone() {
    let good = feed(&["Un", "Deux"]);
    let broken =
        Server::start(|_| Reply::status(200).body("<html><body>Portail captif</body></html>"));
    let urls = [good.url("/flux"), broken.url("/flux"), nobody_there()];
    let house = House::with(&urls);
    let of = |outcomes: &[Outcome], url: &str| {
        outcomes
            .iter()
            .find(|outcome| outcome.url == url)
            .unwrap()
            .clone()
    };
    let first = house.refresh(true).await;
    assert_eq!(
        (of(&first, &urls[0]).status, of(&first, &urls[0]).new),
        (Status::Ok, 2)
    );
    let stored = house.feeds().into_iter().find(|feed| feed.url == urls[0]);
    assert_eq!(
        of(&first, &urls[0]).title,
        stored.unwrap().title,
        "the title just read"
    );
    for (url, code) in [(&urls[1], Code::NotAFeed), (&urls[2], Code::Connect)] {
        let outcome = of(&first, url);
        assert_eq!(outcome.status, Status::Failed);
        let Some(Trouble::Fetch(failure)) = outcome.failure else {
            panic!("a reason of the net's")
        };
        assert_eq!(failure.code(), code);
    }
    let second = house.refresh(true).await;
    assert_eq!(of(&second, &urls[0]).status, Status::Unchanged);
    assert_eq!(
        good.asked()[1].header("If-None-Match"),
        Some(&b"\"un\""[..])
    );
    assert_eq!(house.articles(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_due_is_skipped_unless_forced() {
    let server = feed(&["Un"]);
    let house = House::with(&[server.url("/flux")]);
    assert_eq!(house.refresh(false).await[0].status, Status::Ok);
    let skipped = &house.refresh(false).await[0];
    assert_eq!(skipped.status, Status::Skipped);
    assert!(skipped.next.is_some());
    assert_eq!(house.refresh(true).await[0].status, Status::Unchanged);
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_again_cost_no_parsing_even_without_validators() {
    let server = Server::start(|_| Reply::status(200).body(rss("noyau.test", &["Un"])));
    let house = House::with(&[server.url("/flux")]);
    assert_eq!(house.refresh(true).await[0].status, Status::Ok);
    assert_eq!(house.refresh(true).await[0].status, Status::Unchanged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_asked_for_a_rest_gets_it_after_a_restart_and_for_its_other_feeds() {
    let server = Server::start(|_| Reply::status(429).header("Retry-After", "3600"));
    let house = House::with(&[server.url("/un"), server.url("/deux")]);
    house.refresh(true).await;
    let asked = server.asked().len();
    let again = house.refresh(true).await;
    assert_eq!(server.asked().len(), asked, "a new visitor asks nothing");
    assert!(again.iter().all(|outcome| outcome.status != Status::Ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_refreshes_at_once_visit_a_feed_once() {
    let server = feed(&["Un"]);
    let house = House::with(&[server.url("/flux")]);
    let (one, other) = tokio::join!(house.refresh(true), house.refresh(true));
    let mut ends = [one[0].status, other[0].status].map(|status| format!("{status:?}"));
    ends.sort();
    assert!(
        ends == ["Ok", "Skipped"] || ends == ["Ok", "Unchanged"],
        "one visits, the other skips or finds nothing new: {ends:?}"
    );
    assert_eq!(house.articles(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_somebody_else_visits_is_looked_at_again_soon() {
    let server = feed(&["Un"]);
    let house = House::with(&[server.url("/flux")]);
    let (id, now) = (house.feeds()[0].id, manchette::engine::clock::now());
    let leased = house
        .writer
        .call(move |store| store.lease(id, "ailleurs", now + 600, None, now));
    assert_eq!(leased.unwrap(), manchette::store::Lease::Taken);
    let outcome = house.refresh(true).await.remove(0);
    assert_eq!(outcome.status, Status::Skipped);
    let next = outcome.next.unwrap();
    assert!((now + 1..now + 600).contains(&next), "{next}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_was_cut_gives_what_it_has_and_keeps_no_validators() {
    let whole = rss("vigie.test", &["Un", "Deux", "Trois"]);
    let cut = whole[..whole.find("Trois").unwrap()].to_owned();
    let server = Server::start(move |_| {
        Reply::status(200)
            .header("ETag", "\"coupé\"")
            .body(cut.clone())
    });
    let house = House::with(&[server.url("/flux")]);
    assert_eq!(house.refresh(true).await[0].new, 2);
    assert_eq!(house.refresh(true).await[0].status, Status::Unchanged);
    assert_eq!(house.refresh(true).await[0].status, Status::Unchanged);
    for asked in server.asked() {
        assert_eq!(asked.header("If-None-Match"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn discovery_finds_the_feed_behind_what_is_typed() {
    let page = |links: &'static str| {
        Server::start(move |asked| match asked.target.as_str() {
            "/flux" | "/autre" => Reply::status(200).body(rss("pare-feu.test", &["Un"])),
            "/" => Reply::status(200)
                .header("Content-Type", "text/html")
                .body(format!(
                    "<html><head>{links}</head><body>Bonjour</body></html>"
                )),
            _ => Reply::status(404),
        })
    };
    let client = Client::new(&Config::default().network).unwrap();
    let link = r#"<link rel="alternate" type="application/rss+xml" href="/flux" title="Tout">"#;
    let one = page(link);
    let found = discover::find(&client, &one.url("/")).await.unwrap();
    let Found::Feed { url, .. } = found else {
        panic!("one feed")
    };
    assert_eq!(url, one.url("/flux"));

    let direct = discover::find(&client, &one.url("/flux")).await.unwrap();
    assert!(matches!(direct, Found::Feed { .. }));
    assert_eq!(
        one.asked().len(),
        3,
        "a feed's own address costs one request"
    );

    let two = page(
        r#"<link rel="alternate" type="application/rss+xml" href="/flux"><link rel="alternate" type="application/atom+xml" href="/autre">"#,
    );
    let Found::Several { candidates, .. } = discover::find(&client, &two.url("/")).await.unwrap()
    else {
        panic!("two feeds")
    };
    assert_eq!(candidates.len(), 2);

    let none = page("");
    let error = discover::find(&client, &none.url("/")).await.unwrap_err();
    assert_eq!(error.code(), Code::NotAFeed);
    let error = discover::find(&client, "pas une adresse")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::Denied);
}

#[test]
fn gestures_on_feeds_are_taken_back_in_the_file_too() {
    let house = House::new();
    let comment = "# mes lectures\n[[feeds]]\nurl = \"https://vigie.test/flux\" # lundi\n";
    std::fs::write(house.config_path(), comment).unwrap();
    let path: Arc<Path> = house.config_path().into();
    subscriptions::reconcile(&path, &house.writer, &file::load(&path).unwrap().config).unwrap();

    subscriptions::subscribe(&path, &house.writer, &[settings("https://noyau.test/flux")]).unwrap();
    assert_eq!(house.feeds().len(), 2);
    subscriptions::undo(&path, &house.writer).unwrap().unwrap();
    assert_eq!(house.config_text(), comment);
    assert_eq!(house.feeds().len(), 1);

    let vigie = house.feeds().remove(0);
    subscriptions::edit(
        &path,
        &house.writer,
        &vigie,
        Some("La Vigie"),
        &["Sécurité".into()],
    )
    .unwrap();
    assert_eq!(
        (house.feeds()[0].title.as_str(), house.feeds()[0].tags.len()),
        ("La Vigie", 1)
    );
    subscriptions::undo(&path, &house.writer).unwrap().unwrap();
    assert_eq!(
        (
            house.feeds()[0].own_title.clone(),
            house.feeds()[0].tags.len()
        ),
        (None, 0)
    );

    let before = house.config_text();
    subscriptions::remove(&path, &house.writer, &vigie).unwrap();
    assert!(house.feeds().is_empty());
    assert!(!house.config_text().contains("vigie"));
    subscriptions::undo(&path, &house.writer).unwrap().unwrap();
    assert_eq!(house.config_text(), before);
    assert_eq!(
        house.feeds()[0].id,
        vigie.id,
        "it comes back with its number"
    );
    assert!(subscriptions::undo(&path, &house.writer).unwrap().is_none());
}

#[test]
fn gestures_of_many_at_once_are_made_one_after_the_other() {
    let urls: Vec<String> = (0..6).map(|n| format!("https://vigie.test/{n}")).collect();
    let house = House::with(&urls);
    let path = house.config_path();
    for feed in house.feeds() {
        subscriptions::remove(&path, &house.writer, &feed).unwrap();
    }
    assert!(house.feeds().is_empty());
    // Each with a writer of its own, as processes have; the lists they were started with are old ones.
    std::thread::scope(|scope| {
        for _ in &urls {
            scope.spawn(|| {
                let writer = Writer::start(house.directory.path().join("manchette.db"));
                subscriptions::reconcile(&path, &writer, &Config::default()).unwrap();
                subscriptions::undo(&path, &writer).unwrap().unwrap();
            });
        }
    });
    assert_eq!(house.feeds().len(), urls.len());
    assert_eq!(file::load(&path).unwrap().config.feeds.len(), urls.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_of_a_removed_feed_come_back_with_it() {
    let server = feed(&["Un", "Deux"]);
    let house = House::with(&[server.url("/flux")]);
    house.refresh(true).await;
    let path = house.config_path();
    let marked = house.writer.call(|store| {
        let keys = store.keys(
            &Default::default(),
            &manchette::engine::clock::local(),
            None,
            None,
        )?;
        store.mark_keys(&keys[..1], &Mark::Star, 1)
    });
    assert_eq!(marked.unwrap().unwrap().1.len(), 1);
    let feed = house.feeds().remove(0);
    subscriptions::remove(&path, &house.writer, &feed).unwrap();
    assert_eq!(house.articles(), 0);
    subscriptions::undo(&path, &house.writer).unwrap();
    let counts = house.writer.call(|store| store.counts()).unwrap();
    assert_eq!((counts.total, counts.starred), (2, 1));
}

/// A feed that sends another document at each visit.
fn moving(items: impl Fn(usize) -> String + Send + Sync + 'static) -> Server {
    let round = std::sync::atomic::AtomicUsize::new(0);
    Server::start(move |_| {
        let items = items(round.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
        Reply::status(200).body(format!(
            "<rss version=\"2.0\"><channel><title>Octet</title><link>https://octet.test/</link>{items}</channel></rss>"
        ))
    })
}

fn item(guid: &str, link: &str, n: usize, dated: bool) -> String {
    let date = match dated {
        true => format!("<pubDate>Mon, 02 Nov 2026 08:{n:02}:00 GMT</pubDate>"),
        false => String::new(),
    };
    format!(
        "<item>{guid}{link}<title>Titre {n}</title><description>Texte {n}</description>{date}</item>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn guids_that_are_reused_lose_no_article() {
    let guid = |guid: &str| format!("<guid isPermaLink=\"false\">{guid}</guid>");
    let link = |n: usize| format!("<link>https://octet.test/{n}</link>");
    let unique = moving(move |round| item(&guid("unique"), &link(round), round, true));
    let rows = moving(move |round| {
        (0..5)
            .map(|row| {
                let n = round + 4 - row;
                item(&guid(&row.to_string()), &link(n), n, true)
            })
            .collect()
    });
    for (server, first) in [(unique, 1), (rows, 5)] {
        let house = House::with(&[server.url("/flux")]);
        assert_eq!(house.refresh(true).await[0].new, first);
        for round in 1..6 {
            let ids = house.unread();
            let marked = (house.writer).call(move |store| store.mark(&ids, &Mark::Read, round));
            marked.unwrap();
            let outcome = &house.refresh(true).await[0];
            assert_eq!((outcome.new, outcome.updated), (1, 0));
            assert_eq!(house.unread().len(), 1);
            assert_eq!(house.articles(), first as i64 + round);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guids_and_links_that_change_at_each_fetch_bring_nothing_new() {
    let guid = |round: usize, n: usize| format!("<guid isPermaLink=\"false\">{round}-{n}</guid>");
    let link = |round: usize, n: usize| format!("<link>https://octet.test/p/{n}?t={round}</link>");
    let five = |item: &dyn Fn(usize) -> String| (0..5).map(item).collect::<String>();
    let servers = [
        moving(move |round| five(&|n| item(&guid(round, n), "", n, false))),
        moving(move |round| five(&|n| item("", &link(round, n), n, true))),
        moving(move |round| five(&|n| item(&guid(round, n), &link(round, n), n, true))),
    ];
    for server in servers {
        let house = House::with(&[server.url("/flux")]);
        assert_eq!(house.refresh(true).await[0].new, 5);
        for _ in 0..3 {
            let outcome = &house.refresh(true).await[0];
            assert_eq!((outcome.new, outcome.updated), (0, 0));
        }
        assert_eq!(house.articles(), 5);
    }
}
