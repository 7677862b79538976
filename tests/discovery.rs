//! From what a person types to a feed: the engine and the binary against sites on loopback whose every request is
//! counted, in its order.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;

use assert_cmd::Command;
use manchette::config::{Config, NetworkSettings};
use manchette::engine::discover::{self, Found};
use manchette::feed::discover::Candidate;
use manchette::fetch::{Code, FetchError};
use manchette::net::Client;
use support::rss;
use support::server::{Reply, Server};
use tempfile::TempDir;

fn client() -> Client {
    Client::new(&Config::default().network).unwrap()
}

fn page(html: impl Into<Vec<u8>>) -> Reply {
    Reply::status(200)
        .header("Content-Type", "text/html; charset=utf-8")
        .body(html)
}

fn feed() -> Reply {
    Reply::status(200)
        .header("Content-Type", "application/rss+xml")
        .body(rss("octet-libre.test", &["Un", "Deux"]))
}

/// A site of these paths; everything else is 404.
fn site(paths: &'static [(&'static str, &'static str)]) -> Server {
    Server::start(move |asked| {
        let known = paths.iter().find(|(path, _)| *path == asked.target);
        match known {
            None => Reply::status(404),
            Some((_, "flux")) => feed(),
            Some((_, "429")) => Reply::status(429),
            Some((_, "403")) => Reply::status(403),
            Some((_, html)) => page(*html),
        }
    })
}

fn targets(server: &Server) -> Vec<String> {
    server
        .asked()
        .into_iter()
        .map(|asked| asked.target)
        .collect()
}

async fn url_of(text: &str) -> String {
    match discover::find(&client(), text).await.unwrap() {
        Found::Feed { url, .. } => url,
        Found::Several { candidates, .. } => panic!("{candidates:?}"),
    }
}

const NOTHING: &str = "<!doctype html><title>Octet</title><p>Bonjour.";

#[tokio::test(flavor = "multi_thread")]
async fn pages_lead_to_their_feed_in_as_few_requests_as_there_can_be() {
    type Case = (
        &'static [(&'static str, &'static str)],
        &'static str,
        &'static [&'static str],
    );
    let cases: &[Case] = &[
        (&[("/", "flux")], "/", &["/"]),
        (
            &[
                (
                    "/blog/",
                    "<link rel=alternate type=application/atom+xml href=../flux>",
                ),
                ("/flux", "flux"),
            ],
            "/flux",
            &["/blog/", "/flux"],
        ),
        (
            &[
                ("/blog/", "<base href=/x/><link rel=feed href=flux>"),
                ("/x/flux", "flux"),
            ],
            "/x/flux",
            &["/blog/", "/x/flux"],
        ),
        // A page that sends on, once.
        (
            &[
                ("/", "<meta http-equiv=refresh content='0;url=/fr/'>"),
                ("/fr/", "<link rel=feed href=flux>"),
                ("/fr/flux", "flux"),
            ],
            "/fr/flux",
            &["/", "/fr/", "/fr/flux"],
        ),
        (
            &[
                (
                    "/",
                    "<frameset><frame src=/menu><frame src=/page></frameset>",
                ),
                ("/page", "<a href=/flux.rss>RSS</a>"),
                ("/flux.rss", "flux"),
            ],
            "/flux.rss",
            &["/", "/page", "/flux.rss"],
        ),
        // The page that lists the feeds.
        (
            &[
                ("/", "<body><a href=/nos-flux>Flux RSS</a>"),
                ("/nos-flux", "<html><a href=/une.rss>La une</a>"),
                ("/une.rss", "flux"),
            ],
            "/une.rss",
            &["/", "/nos-flux", "/une.rss"],
        ),
        // A feed's name that is a page.
        (
            &[
                (
                    "/rss.xml",
                    "<html><link rel=alternate type=application/rss+xml href=/rss.xml><link rel=feed href=/flux>",
                ),
                ("/flux", "flux"),
            ],
            "/flux",
            &["/rss.xml", "/flux"],
        ),
        // An announcement that leads nowhere.
        (
            &[("/", "<link rel=feed href=/mort>"), ("/feed/", "flux")],
            "/feed/",
            &["/", "/mort", "/feed/"],
        ),
        // The usual addresses, stopped at the first feed.
        (
            &[("/", NOTHING), ("/atom.xml", "flux"), ("/rss", "flux")],
            "/atom.xml",
            &["/", "/feed/", "/rss.xml", "/atom.xml"],
        ),
        // A profile: one guess.
        (
            &[("/@octet", NOTHING), ("/@octet.rss", "flux")],
            "/@octet.rss",
            &["/@octet", "/@octet.rss"],
        ),
    ];
    for (paths, expected, asked) in cases {
        let server = site(paths);
        assert_eq!(url_of(&server.url(paths[0].0)).await, server.url(expected));
        assert_eq!(targets(&server), *asked);
        assert_eq!(server.most_at_once(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_refuses_is_asked_no_further() {
    type Case = (
        &'static [(&'static str, &'static str)],
        &'static [&'static str],
    );
    let cases: &[Case] = &[
        (&[("/", "403")], &["/"]),
        (&[("/", "429")], &["/"]),
        (&[("/", NOTHING), ("/feed/", "429")], &["/", "/feed/"]),
        (
            &[("/", NOTHING), ("/rss.xml", "403")],
            &["/", "/feed/", "/rss.xml"],
        ),
        (
            &[("/", "<link rel=feed href=/flux>"), ("/flux", "403")],
            &["/", "/flux"],
        ),
        (
            &[
                ("/", "<meta http-equiv=refresh content='0;url=/x'>"),
                ("/x", "429"),
            ],
            &["/", "/x"],
        ),
        // A circle of pages is left after one step; nothing is guessed for a profile's host.
        (
            &[
                ("/", "<meta http-equiv=refresh content='0;url=/x'>"),
                ("/x", "<meta http-equiv=refresh content='0;url=/'>"),
            ],
            &[
                "/",
                "/x",
                "/x/feed/",
                "/x/index.xml",
                "/feed/",
                "/rss.xml",
                "/atom.xml",
                "/feed.xml",
                "/index.xml",
                "/feed",
            ],
        ),
        (&[("/@octet", NOTHING)], &["/@octet", "/@octet.rss"]),
    ];
    for (paths, asked) in cases {
        let server = site(paths);
        assert!(
            discover::find(&client(), &server.url(paths[0].0))
                .await
                .is_err()
        );
        assert_eq!(targets(&server), *asked);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_said_and_of_the_address_that_refused() {
    let resting = Server::start(|asked| match asked.target.as_str() {
        "/" => page(NOTHING),
        _ => Reply::status(429).header("Retry-After", "120"),
    });
    let Err(FetchError::At { url, error }) = discover::find(&client(), &resting.url("/")).await
    else {
        panic!("the refusal is what went wrong")
    };
    assert_eq!(url, resting.url("/feed/"));
    assert!(matches!(
        *error,
        FetchError::Status {
            status: 429,
            retry: Some(_)
        }
    ));
    assert_eq!(targets(&resting), ["/", "/feed/"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_answers_all_with_its_home_page_is_told_soon() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/" => page(NOTHING),
        _ => Reply::status(302).header("Location", "/"),
    });
    let found = discover::find(&client(), &server.url("/")).await;
    assert!(matches!(found, Err(FetchError::NoFeedFound { .. })));
    let guesses = targets(&server).into_iter().filter(|target| target != "/");
    assert_eq!(guesses.collect::<Vec<_>>(), ["/feed/", "/rss.xml"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_behind_an_announcement_gives_its_feeds() {
    let one = site(&[
        ("/", "<html><a href=/rss>RSS</a>"),
        ("/rss", "<html><a href=/xml/tout.rss>Tout</a>"),
        ("/xml/tout.rss", "flux"),
        ("/feed/", "flux"),
    ]);
    assert_eq!(url_of(&one.url("/")).await, one.url("/xml/tout.rss"));
    assert_eq!(targets(&one), ["/", "/rss", "/xml/tout.rss"]);
    let several = site(&[
        ("/", "<html><a href=/rss>RSS</a>"),
        (
            "/rss",
            "<html><link rel=feed href=/a.xml><link rel=feed href=/b.xml>",
        ),
        ("/feed/", "flux"),
    ]);
    let found = discover::find(&client(), &several.url("/")).await;
    assert!(matches!(found, Ok(Found::Several { candidates, .. }) if candidates.len() == 2));
    assert_eq!(targets(&several), ["/", "/rss"]);
    // One level, and no more; then the usual addresses.
    let round = site(&[
        ("/", "<html><a href=/rss>RSS</a>"),
        ("/rss", "<html><a href=/flux/>Flux</a>"),
        ("/flux/", "<html><a href=/une.rss>La une</a>"),
        ("/feed/", "flux"),
        ("/une.rss", "flux"),
    ]);
    assert_eq!(url_of(&round.url("/")).await, round.url("/feed/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_an_answer_names_a_feed() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/" => page(NOTHING).header(
            "Link",
            "</flux>; rel=\"alternate\"; type=\"application/rss+xml\"",
        ),
        "/flux" => feed(),
        _ => Reply::status(404),
    });
    assert_eq!(url_of(&server.url("/")).await, server.url("/flux"));
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_feed_is_taken_only_where_the_site_has_none() {
    let friend = site(&[("/flux.rss", "flux")]);
    let linking = |own: bool| {
        let html = format!("<html><a href='{}'>Un ami</a>", friend.url("/flux.rss"));
        Server::start(move |asked| match asked.target.as_str() {
            "/" => page(html.clone()),
            "/rss.xml" if own => feed(),
            _ => Reply::status(404),
        })
    };
    let (own, none) = (linking(true), linking(false));
    assert_eq!(url_of(&own.url("/")).await, own.url("/rss.xml"));
    assert!(friend.asked().is_empty());
    assert_eq!(url_of(&none.url("/")).await, friend.url("/flux.rss"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_page_is_no_reason_to_look_around() {
    let server = Server::start(|_| {
        Reply::status(200)
            .header("Content-Type", "image/png")
            .body("\u{89}PNG")
    });
    let error = discover::find(&client(), &server.url("/image.png"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NotAFeed);
    assert_eq!(server.asked().len(), 1);
    // A page that quotes a feed means the one it announces.
    let quoting = site(&[
        (
            "/",
            "<?xml version='1.0'?><!-- x --><html><link rel=feed href=/flux>\
             <pre><rss version='2.0'><channel><title>x</title><item><title>y</title></item></channel></rss></pre></html>",
        ),
        ("/flux", "flux"),
    ]);
    assert_eq!(url_of(&quoting.url("/")).await, quoting.url("/flux"));
    // One that shows it as text has none.
    let escaped = site(&[(
        "/",
        "<html><pre>&lt;rss version=\"2.0\"></pre><p>Et <rss version='2.0'> sans article</html>",
    )]);
    let error = discover::find(&client(), &escaped.url("/")).await;
    assert!(
        matches!(error, Err(FetchError::NoFeedFound { .. })),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_saves_the_page_and_the_page_saves_a_rule() {
    let rules = |feeds: &'static [&'static str]| {
        move |url: &url::Url| -> Vec<Candidate> {
            let candidate = |path: &&str| Candidate {
                url: url.join(path).unwrap().into(),
                title: (*path).to_owned(),
                kind: None,
            };
            feeds.iter().map(candidate).collect()
        }
    };
    let forge = site(&[
        ("/octet/libre", "<link rel=feed href=/flux>"),
        ("/flux", "flux"),
        ("/versions.atom", "flux"),
        ("/403.atom", "403"),
    ]);
    let typed = forge.url("/octet/libre");
    let found = discover::find_by(&client(), &typed, rules(&["/versions.atom"])).await;
    assert!(matches!(found, Ok(Found::Feed { url, .. }) if url == forge.url("/versions.atom")));
    assert_eq!(targets(&forge), ["/versions.atom"]);

    let found = discover::find_by(
        &client(),
        &typed,
        rules(&["/versions.atom", "/jalons.atom"]),
    )
    .await;
    let Ok(Found::Several {
        candidates,
        first: Some(_),
        ..
    }) = found
    else {
        panic!("{found:?}")
    };
    assert_eq!(candidates.len(), 2);
    assert_eq!(
        targets(&forge).len(),
        2,
        "the first is read already, the second not asked"
    );

    let found = discover::find_by(&client(), &typed, rules(&["/rien.atom"])).await;
    assert!(matches!(found, Ok(Found::Feed { url, .. }) if url == forge.url("/flux")));
    assert_eq!(
        targets(&forge)[2..],
        ["/rien.atom", "/octet/libre", "/flux"]
    );

    let refused = discover::find_by(&client(), &typed, rules(&["/403.atom"])).await;
    let Err(FetchError::At { url, error }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(url, forge.url("/403.atom"));
    assert!(matches!(*error, FetchError::Status { status: 403, .. }));
    assert_eq!(targets(&forge).len(), 6);
}

/// A client that asks a proxy for every host, so that invented ones answer.
fn proxied(proxy: &Server) -> Client {
    let settings = NetworkSettings {
        proxy: proxy.url(""),
        ..Config::default().network
    };
    Client::new(&settings).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn http_is_tried_once_where_nobody_said_https() {
    let refusing = |asked: &support::server::Asked| match asked.method.as_str() {
        "CONNECT" => Reply::slam(),
        _ => feed(),
    };
    // What listens speaks HTTP, not TLS.
    let plain = |asked: &support::server::Asked| match asked.method.as_str() {
        "CONNECT" => {
            Reply::raw("HTTP/1.1 200 Oui\r\n\r\nHTTP/1.1 400 Non\r\nContent-Length: 0\r\n\r\n")
        }
        _ => feed(),
    };
    for proxy in [Server::start(refusing), Server::start(plain)] {
        let found = discover::find(&proxied(&proxy), "octet-libre.test/flux").await;
        let Ok(Found::Feed { url, .. }) = found else {
            panic!("{found:?}")
        };
        assert_eq!(url, "http://octet-libre.test/flux");
        assert_eq!(
            targets(&proxy),
            ["octet-libre.test:443", "http://octet-libre.test/flux"]
        );

        let typed = discover::find(&proxied(&proxy), "https://octet-libre.test/flux").await;
        assert!(typed.is_err(), "https that was typed is never left");
        assert_eq!(targets(&proxy).len(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_net_names_no_file_of_this_machine() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("flux.xml");
    std::fs::write(&file, rss("octet-libre.test", &["Un"])).unwrap();
    let address = url::Url::from_file_path(&file).unwrap();
    let html = format!("<link rel=alternate type=application/rss+xml href='{address}'>");
    let server = Server::start(move |asked| match asked.target.as_str() {
        "/" => page(html.clone()),
        _ => Reply::status(404),
    });
    assert!(discover::find(&client(), &server.url("/")).await.is_err());
    assert_eq!(url_of(file.to_str().unwrap()).await, address.as_str());
}

/// A reader's home: its config and its data.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    fn config(&self) -> PathBuf {
        self.0.path().join("config.toml")
    }

    /// Exit code and standard error.
    fn run(&self, lang: &str, args: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_manchette"))
            .args(args)
            .env_clear()
            .current_dir(self.0.path())
            .env("LANG", lang)
            .env("HOME", self.0.path())
            .env("MANCHETTE_CONFIG", self.config())
            .env("MANCHETTE_DATA", self.0.path())
            .output()
            .unwrap();
        assert!(output.stdout.is_empty(), "talk goes to standard error");
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said)
    }

    fn add(&self, args: &[&str]) -> (i32, String) {
        self.run("fr_FR.UTF-8", &[&["add"], args].concat())
    }

    fn subscribed(&self, address: &str) -> bool {
        std::fs::read_to_string(self.config()).is_ok_and(|text| text.contains(address))
    }
}

const SEVERAL: &str = "<html lang=fr><title>Octet Libre</title>
    <link rel=alternate type=application/rss+xml title='Commentaires' href=/commentaires>
    <link rel=alternate type=application/rss+xml title='Octet &amp; Libre' href=/flux>
    <link rel=alternate type=application/atom+xml href=/flux.atom>";

#[test]
fn several_feeds_are_listed_and_the_first_is_taken_or_the_one_picked() {
    let server = site(&[
        ("/", SEVERAL),
        ("/flux", "flux"),
        ("/flux.atom", "flux"),
        ("/commentaires", "flux"),
    ]);
    let home = Home::new();
    let (code, said) = home.add(&[&server.url("/")]);
    assert_eq!(code, 0, "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[0].contains("3 flux") && lines[0].contains("--pick N"),
        "{said}"
    );
    assert_eq!(
        lines[1],
        format!("1. Octet & Libre · RSS · {}", server.url("/flux"))
    );
    assert_eq!(
        lines[2],
        format!("2. Octet Libre · Atom · {}", server.url("/flux.atom"))
    );
    assert_eq!(
        lines[3],
        format!("3. Commentaires · RSS · {}", server.url("/commentaires"))
    );
    assert!(lines[4].starts_with("Ajouté"), "{said}");
    assert!(home.subscribed(&server.url("/flux")));
    assert_eq!(targets(&server), ["/", "/flux"]);

    let (code, said) = home.add(&["--pick", "2", &server.url("/")]);
    assert_eq!(code, 0, "{said}");
    assert!(home.subscribed(&server.url("/flux.atom")));

    let asked = server.asked().len();
    let (code, said) = home.add(&["--pick", "7", &server.url("/")]);
    assert_eq!(code, 2);
    assert!(
        said.contains("3. Commentaires") && said.contains("de 1 à 3"),
        "{said}"
    );
    let (code, said) = home.run("en_GB.UTF-8", &["add", "--pick", "7", &server.url("/")]);
    assert_eq!(code, 2);
    assert!(
        said.contains("announces 3 feeds") && said.contains("from 1 to 3"),
        "{said}"
    );
    assert_eq!(server.asked().len(), asked + 2, "a page each, and no feed");
}

#[test]
fn a_number_that_is_not_there_is_said_of_one_feed_too() {
    let server = site(&[("/flux", "flux")]);
    let home = Home::new();
    let (code, said) = home.add(&["--pick", "2", &server.url("/flux")]);
    assert_eq!(code, 2);
    assert!(said.contains("Pas de nº\u{a0}2"), "{said}");
    assert!(!home.config().exists());
    assert_eq!(home.add(&["--pick", "1", &server.url("/flux")]).0, 0);
}

#[test]
fn the_next_feed_is_taken_where_the_first_is_none() {
    let server = site(&[("/", SEVERAL), ("/flux.atom", "flux")]);
    let home = Home::new();
    let (code, said) = home.add(&[&server.url("/")]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("nº\u{a0}1 ne convient pas") && said.contains("404"),
        "{said}"
    );
    assert!(home.subscribed(&server.url("/flux.atom")));
    let (code, said) = Home::new().add(&["--pick", "1", &server.url("/")]);
    assert_eq!(code, 1, "what was picked is not changed: {said}");
}

#[test]
fn dead_announcements_leave_the_usual_addresses_however_many_they_are() {
    for announced in 1..=4 {
        let links: String = (1..=announced)
            .map(|n| format!("<link rel=feed href=/mort{n}.xml>"))
            .collect();
        let start = |alive: bool| {
            let html = format!("<html><title>Octet</title>{links}");
            Server::start(move |asked| match asked.target.as_str() {
                "/" => page(html.clone()),
                "/feed/" if alive => feed(),
                _ => Reply::status(404),
            })
        };
        let (alive, dead) = (start(true), start(false));
        let home = Home::new();
        let (code, said) = home.add(&[&alive.url("/")]);
        assert_eq!(code, 0, "{announced}: {said}");
        assert!(home.subscribed(&alive.url("/feed/")));
        assert_eq!(alive.asked().len(), 1 + announced.min(3) + 1);
        let (code, said) = Home::new().add(&[&dead.url("/")]);
        assert_eq!(code, 1);
        assert!(
            said.contains("Aucun flux") && said.contains("/mort1.xml") && said.contains("/rss.xml"),
            "{said}"
        );
    }
    // What was picked is named itself.
    let server = site(&[("/", SEVERAL)]);
    let (code, said) = Home::new().add(&["--pick", "2", &server.url("/")]);
    assert_eq!(code, 1);
    let last = said.lines().last().unwrap();
    let expected = format!(
        "{}\u{a0}: Le serveur a répondu 404",
        server.url("/flux.atom")
    );
    assert!(last.contains(&expected), "{said}");
}

#[test]
fn the_feeds_of_a_page_behind_an_announcement_are_all_offered() {
    let server = site(&[
        (
            "/",
            "<html><link rel=feed href=/mort.xml><link rel=feed href=/rss>",
        ),
        (
            "/rss",
            "<html><a href=/xml/une.rss>La une</a><a href=/xml/tech.rss>Tech</a>",
        ),
        ("/xml/tech.rss", "flux"),
    ]);
    let home = Home::new();
    let (code, said) = home.add(&[&server.url("/")]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains(&format!("{} annonce 2 flux", server.url("/rss"))),
        "{said}"
    );
    assert!(
        said.contains("1. La une") && said.contains("2. Tech"),
        "{said}"
    );
    assert!(home.subscribed(&server.url("/xml/tech.rss")));
}

#[test]
fn a_failure_says_what_was_tried_and_what_to_do() {
    let server = site(&[("/", NOTHING)]);
    for (lang, found, trying, advice) in [
        (
            "fr_FR.UTF-8",
            "Aucun flux",
            "Essayé aussi, sans succès\u{a0}: /feed/, /rss.xml",
            "donnez son adresse",
        ),
        (
            "en_GB.UTF-8",
            "No feed",
            "Also tried, without success: /feed/, /rss.xml",
            "give its address",
        ),
    ] {
        let home = Home::new();
        let (code, said) = home.run(lang, &["add", &server.url("/")]);
        assert_eq!(code, 1);
        assert!(
            [found, trying, advice]
                .iter()
                .all(|part| said.contains(part)),
            "{said}"
        );
        assert!(!home.config().exists());
    }
    assert_eq!(server.asked().len(), 16, "eight requests each");
}

#[test]
fn what_people_paste_is_understood() {
    let server = site(&[("/flux", "flux")]);
    let url = server.url("/flux");
    let bare = url.trim_start_matches("http://");
    for pasted in [
        bare.to_owned(),
        format!("feed://{bare}"),
        format!("feed:{url}"),
        format!("itpc://{bare}"),
        format!("<{url}>"),
        format!("[Octet]({url})."),
        format!("view-source:{url}"),
        format!("HTTP:/{bare}\u{200b}"),
        format!("« {url}#haut »"),
    ] {
        let home = Home::new();
        let (code, said) = home.add(&[&pasted]);
        // `feed://` and its like are `https` on a host with a name; in numbers it is `http`.
        assert_eq!(code, 0, "{pasted}: {said}");
        assert!(home.subscribed(&url), "{pasted}");
    }
}

#[test]
fn a_list_in_one_argument_is_each_of_its_addresses() {
    let server = site(&[("/un", "flux"), ("/deux", "flux")]);
    let (one, two) = (server.url("/un"), server.url("/deux"));
    let home = Home::new();
    let (code, said) = home.add(&[&format!("# Mes flux\n\n{one}\n  {two}\n")]);
    assert_eq!(code, 0, "{said}");
    assert!(home.subscribed(&one) && home.subscribed(&two));
    let (code, said) = home.add(&["# rien\n\n"]);
    assert_eq!(code, 2, "{said}");
    let (code, said) = home.add(&[&format!("Bonjour\n{one}")]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("Bonjour") && said.contains("Déjà"), "{said}");
}

#[test]
fn a_refusal_tells_when_to_come_back_where_the_site_says_it() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/" | "/calme" => page(NOTHING),
        "/feed/" => Reply::status(503).header("Retry-After", "3600"),
        _ => Reply::status(429),
    });
    for (path, refused, waits) in [("/", "503", true), ("/calme", "429", false)] {
        let (code, said) = Home::new().add(&[&server.url(path)]);
        assert_eq!(code, 1);
        assert!(said.contains(refused), "{said}");
        assert_eq!(
            said.contains("demande de revenir plus tard"),
            waits,
            "{said}"
        );
    }
}

#[test]
fn files_are_feeds_too_wherever_they_are_named_from() {
    let home = Home::new();
    let file = home.0.path().join("flux.xml");
    std::fs::write(&file, rss("octet-libre.test", &["Un"])).unwrap();
    let address = url::Url::from_file_path(&file).unwrap();
    for named in [
        "flux.xml",
        "./flux.xml",
        "~/flux.xml",
        file.to_str().unwrap(),
        address.as_str(),
    ] {
        let (code, said) = home.add(&[named]);
        assert_eq!(code, 0, "{named}: {said}");
        assert!(home.subscribed(address.as_str()), "{named}");
    }
}
