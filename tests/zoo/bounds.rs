//! How many at once, how often, and what a request says of who asks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use super::*;

/// Long enough for requests that may overlap to do so.
const A_WHILE: Duration = Duration::from_millis(60);

/// A door that holds who comes until it is opened.
#[derive(Default)]
struct Door {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Door {
    fn pass(&self) {
        let open = self.open.lock().unwrap();
        drop(self.opened.wait_while(open, |open| !*open).unwrap());
    }

    fn open(&self) {
        *self.open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}

fn patient<'a>(more: &str, feeds: impl IntoIterator<Item = (&'a str, String)>) -> Reader {
    Reader::with(
        &format!("timeout = \"60s\"\nidle_timeout = \"60s\"\n{more}"),
        feeds,
    )
}

fn titles(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("Flux {n:02}")).collect()
}

fn of_one_site<'a>(site: &Server, titles: &'a [String]) -> Vec<(&'a str, String)> {
    let address = |title: &String| site.url(&format!("/{}.xml", title.replace(' ', "-")));
    titles
        .iter()
        .map(|title| (title.as_str(), address(title)))
        .collect()
}

fn slow() -> Server {
    Server::start(|_| {
        std::thread::sleep(A_WHILE);
        good(1)
    })
}

#[test]
fn a_site_is_asked_twice_at_once_at_the_most() {
    let site = slow();
    let titles = titles(8);
    let reader = patient("", of_one_site(&site, &titles));
    assert_eq!(reader.refresh(&[]).all(), ["ok 200 +1"; 8]);
    assert!(site.most_at_once() <= 2, "{}", site.most_at_once());
    assert_eq!(site.asked().len(), 8);
}

#[test]
fn two_processes_share_a_sites_bound_and_ask_each_feed_once() {
    let site = slow();
    let titles = titles(8);
    let reader = patient("", of_one_site(&site, &titles));
    reader.well(&["feeds"]);
    let both = [(); 3].map(|()| reader.command(&["refresh", "--json"]).spawn().unwrap());
    let rounds = both.map(|child| Round::of(child.wait_with_output().unwrap()));
    assert!(site.most_at_once() <= 2, "{}", site.most_at_once());
    assert_eq!(site.asked().len(), 8, "each feed once");
    for title in &titles {
        let mut words = rounds
            .each_ref()
            .map(|round| round.line(title)["status"].as_str().unwrap());
        words.sort_unstable();
        assert_eq!(words, ["ok", "skipped", "skipped"], "{title}");
    }
    for round in &rounds {
        assert_eq!((round.code, round.err.as_str()), (0, ""), "{round:?}");
    }
}

#[test]
fn a_feed_under_visit_is_skipped_by_who_comes_second() {
    let door = Arc::new(Door::default());
    let held = Arc::clone(&door);
    let site = Server::start(move |_| {
        held.pass();
        good(1)
    });
    let other = Server::start(|_| good(1));
    let reader = patient(
        "",
        [
            ("Tenu", site.url("/flux.xml")),
            ("Libre", other.url("/flux.xml")),
        ],
    );
    let first = reader
        .command(&["refresh", "--json", "Tenu"])
        .spawn()
        .unwrap();
    site.wait_for(1);
    let second = reader.refresh(&["--all"]);
    second.says("Tenu", "skipped");
    second.says("Libre", "ok 200 +1");
    assert!(second.line("Tenu")["next"].is_string());
    door.open();
    Round::of(first.wait_with_output().unwrap()).says("Tenu", "ok 200 +1");
    assert_eq!(site.asked().len(), 1);
}

#[test]
fn a_visit_whose_process_was_killed_holds_nobody_up() {
    let door = Arc::new(Door::default());
    let held = Arc::clone(&door);
    let site = Server::start(move |asked| {
        if asked.connection == 0 {
            held.pass();
        }
        good(1)
    });
    let reader = patient("", [("Tenu", site.url("/flux.xml"))]);
    let mut first = reader.command(&["refresh"]).spawn().unwrap();
    site.wait_for(1);
    first.kill().unwrap();
    first.wait().unwrap();
    reader.refresh(&[]).says("Tenu", "ok 200 +1");
    door.open();
}

#[test]
fn all_sites_together_are_asked_so_often_at_once_and_no_more() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let sites: Vec<Server> = (0..12)
        .map(|n| {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            Server::on(&format!("127.0.0.{}", 2 + n % 5), move |_| {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(A_WHILE);
                now.fetch_sub(1, Ordering::SeqCst);
                good(1)
            })
        })
        .collect();
    let titles = titles(12);
    let feeds = titles
        .iter()
        .zip(&sites)
        .map(|(title, site)| (title.as_str(), site.url("/")));
    let reader = patient("connections = 3\n", feeds);
    assert_eq!(reader.refresh(&[]).all(), ["ok 200 +1"; 12]);
    assert!(most.load(Ordering::SeqCst) <= 3, "{most:?}");
}

#[test]
fn a_site_that_holds_its_feeds_holds_up_no_other() {
    let door = Arc::new(Door::default());
    let held = Arc::clone(&door);
    let slow = Server::start(move |_| {
        held.pass();
        good(1)
    });
    let quick: Vec<Server> = (0..6).map(|_| Server::start(|_| good(1))).collect();
    let titles = titles(12);
    let mut feeds = of_one_site(&slow, &titles[..6]);
    feeds.extend(
        titles[6..]
            .iter()
            .zip(&quick)
            .map(|(title, site)| (title.as_str(), site.url("/"))),
    );
    // The held ones are opened by the last of the quick ones: were they in its way, nothing would ever end.
    let reader = patient("connections = 4\n", feeds);
    let child = reader.command(&["refresh", "--json"]).spawn().unwrap();
    for site in &quick {
        site.wait_for(1);
    }
    door.open();
    let round = Round::of(child.wait_with_output().unwrap());
    assert_eq!(round.all(), ["ok 200 +1"; 12]);
}

#[test]
fn a_request_is_one_get_that_says_who_asks_and_nothing_else() {
    let site = Server::start(|asked| match asked.nth + asked.connection {
        n if n > 40 => Reply::status(500),
        _ if asked.target == "/renvoi.xml" => Reply::status(302)
            .header("Location", "/cible.xml")
            .header("Set-Cookie", "suivi=1; Path=/"),
        _ => good(1)
            .header("Set-Cookie", "session=secret; Path=/; Max-Age=99999")
            .header("ETag", "\"un\""),
    });
    let reader = patient(
        "contact = \"moi@exemple.test\"\n",
        [
            ("Un", site.url("/un.xml")),
            ("Renvoi", site.url("/renvoi.xml")),
            ("Deux", site.url("/deux.xml")),
        ],
    );
    for _ in 0..3 {
        assert_eq!(reader.refresh(&[]).code, 0);
        reader.later(2 * HOUR);
    }
    let asked = site.asked();
    assert_eq!(asked.len(), 3 * 4);
    for asked in asked {
        assert_eq!(asked.method, "GET");
        let agent = asked.text("User-Agent").unwrap();
        assert!(agent.starts_with("Manchette/"), "{agent}");
        assert!(agent.contains("moi@exemple.test"), "{agent}");
        let codings = asked.text("Accept-Encoding").unwrap();
        assert!(
            ["gzip", "br", "zstd", "deflate"]
                .iter()
                .all(|one| codings.contains(one)),
            "{codings}"
        );
        assert!(
            asked
                .text("Accept")
                .unwrap()
                .contains("application/rss+xml")
        );
        for absent in [
            "Cookie",
            "Referer",
            "Authorization",
            "Origin",
            "From",
            "Range",
            "A-IM",
            "DNT",
            "Cache-Control",
            "Pragma",
        ] {
            assert_eq!(asked.text(absent), None, "{absent}");
        }
    }
}

#[test]
fn two_feeds_of_one_host_one_of_them_broken() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/bon.xml" => good(1),
        "/page.xml" => Reply::status(200).body("<html><body>Non</body></html>"),
        "/panne.xml" => Reply::status(500),
        "/rien.xml" => Reply::slam(),
        _ => Reply::status(404),
    });
    let reader = patient(
        "",
        ["bon", "page", "panne", "rien", "perdu"]
            .map(|name| (name, site.url(&format!("/{name}.xml")))),
    );
    for (name, words) in [
        ("bon", "ok 200 +1"),
        ("page", "failed 200 not-a-feed"),
        ("panne", "failed 500 http"),
        ("rien", "failed truncated"),
        ("perdu", "failed 404 http"),
    ] {
        reader.refresh(&[name]).says(name, words);
    }
    reader.later(2 * HOUR);
    reader.refresh(&[]).says("bon", "unchanged 200");
}
