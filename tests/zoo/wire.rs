//! Connections that break, lie about their length, drip, or speak no HTTP. Each ends within its limits, says why, keeps
//! what was there, and leaves the others alone.

use std::time::Duration;

use super::*;

/// The head of a sound answer, up to what a case adds to it.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n";

/// Exactly these bytes after [`HEAD`], then the connection is closed.
fn raw(rest: &str) -> Reply {
    Reply::raw(format!("{HEAD}{rest}"))
}

fn chunks(body: &str) -> String {
    format!("Transfer-Encoding: chunked\r\n\r\n{body}")
}

fn reset_after(bytes: impl Into<Vec<u8>>) -> Reply {
    Reply::steps([Step::Send(bytes.into()), Step::Reset])
}

/// First a feed of one article with validators, then what goes wrong, then the feed with one article more.
fn falls(name: &str, reply: Reply, says: &'static str) -> Cage {
    let first = good(1).header("ETag", "\"un\"").close();
    Cage::new(
        name,
        [
            (first, "ok 200 +1"),
            (reply.header("ETag", "\"faux\""), says),
            (good(2), "ok 200 +1"),
        ],
    )
}

fn check(cages: &[Cage]) {
    let healthy = Cage::of(
        "Sain",
        Server::start(|_| good(1)),
        ["ok 200 +1", "unchanged 200"],
    );
    let mut all: Vec<&Cage> = cages.iter().collect();
    all.push(&healthy);
    let reader = Reader::of(all.iter().map(|cage| (cage.name.as_str(), cage.url())));
    for visit in 0..3 {
        let round = reader.refresh(&[]);
        for cage in &all {
            let word = cage.says.get(visit).or(cage.says.last()).unwrap();
            round.says(&cage.name, word);
            if word.starts_with("failed") {
                assert_eq!(
                    reader.total(&cage.name),
                    1,
                    "{}: what was there stays",
                    cage.name
                );
                let feed = reader.feed(&cage.name);
                assert_eq!(feed["code"], round.line(&cage.name)["code"]);
                assert_eq!(feed["error"], round.line(&cage.name)["error"]);
            }
        }
        reader.later(2 * HOUR);
    }
    for cage in cages {
        let asked = cage.server.asked();
        assert_eq!(asked.len(), 3, "{}: one request a visit", cage.name);
        let kept = asked[2].text("If-None-Match");
        assert_eq!(kept.as_deref(), Some("\"un\""), "{}", cage.name);
        assert!(reader.feed(&cage.name)["error"].is_null(), "{}", cage.name);
    }
}

#[test]
fn transfers_that_break_off_store_nothing() {
    let text = feed(3);
    let (half, length) = (&text[..text.len() / 2], text.len());
    check(&[
        falls("closed at once", Reply::slam(), "failed truncated"),
        falls(
            "reset at once",
            Reply::steps([Step::Reset]),
            "failed truncated",
        ),
        falls(
            "closed in the first line",
            Reply::raw("HTTP/1.1 20"),
            "failed truncated",
        ),
        falls(
            "closed in the head",
            Reply::raw(format!("{HEAD}Content-Le")),
            "failed truncated",
        ),
        falls(
            "reset in the head",
            reset_after(format!("{HEAD}Content-Le")),
            "failed truncated",
        ),
        falls(
            "closed after the head",
            raw("Content-Length: 500\r\n\r\n"),
            "failed 200 truncated",
        ),
        falls(
            "closed in the body",
            Reply::status(200).body(half).declared(length),
            "failed 200 truncated",
        ),
        falls(
            "reset in the body",
            reset_after(format!("{HEAD}Content-Length: {length}\r\n\r\n{half}")),
            "failed 200 truncated",
        ),
        falls(
            "one byte short",
            Reply::status(200)
                .body(&text[..length - 1])
                .declared(length),
            "failed 200 truncated",
        ),
        falls(
            "a whole feed and a longer length",
            Reply::status(200).body(feed(3)).declared(length + 1),
            "failed 200 truncated",
        ),
        falls(
            "no last chunk",
            Reply::status(200).body(feed(3)).no_last_chunk(),
            "failed 200 truncated",
        ),
        falls(
            "closed in a chunk",
            raw(&chunks(&format!("{length:x}\r\n{half}"))),
            "failed 200 truncated",
        ),
        falls(
            "reset between chunks",
            reset_after(format!(
                "{HEAD}{}",
                chunks(&format!("{length:x}\r\n{text}\r\n"))
            )),
            "failed 200 truncated",
        ),
        falls(
            "a chunk's size is no number",
            raw(&chunks(&format!("zz\r\n{text}\r\n0\r\n\r\n"))),
            "failed 200 truncated",
        ),
        falls(
            "a chunk's size is beyond all numbers",
            raw(&chunks("ffffffffffffffffff\r\n<rss>\r\n")),
            "failed 200 truncated",
        ),
        falls(
            "a chunk is longer than it says",
            raw(&chunks(&format!("5\r\n{text}\r\n0\r\n\r\n"))),
            "failed 200 truncated",
        ),
    ]);
}

#[test]
fn what_is_no_http_is_said() {
    let text = feed(3);
    let lines: String = (0..2000).map(|n| format!("X-{n}: {n}\r\n")).collect();
    check(&[
        falls("HTTP/0.9", Reply::raw(text.clone()), "failed http"),
        falls("SSH", Reply::raw("SSH-2.0-OpenSSH_9.2\r\n"), "failed http"),
        falls("zeros", Reply::raw(vec![0; 64]), "failed http"),
        falls(
            "a status in words",
            Reply::raw("HTTP/1.1 bon\r\n\r\n"),
            "failed http",
        ),
        falls(
            "a version of its own",
            Reply::raw("HTTP/7.3 200 OK\r\n\r\n"),
            "failed http",
        ),
        falls(
            "two thousand headers",
            Reply::raw(format!("{HEAD}{lines}\r\n{text}")),
            "failed http",
        ),
        falls(
            "two lengths",
            Reply::raw(format!(
                "{HEAD}Content-Length: 5\r\nContent-Length: 9\r\n\r\n{text}"
            )),
            "failed http",
        ),
        falls(
            "a length in words",
            raw(&format!("Content-Length: beaucoup\r\n\r\n{text}")),
            "failed http",
        ),
    ]);
}

#[test]
fn odd_answers_that_can_be_read_are_read() {
    let text = feed(1);
    let length = text.len();
    let mut small: String = text
        .chars()
        .map(|letter| format!("{:x}\r\n{letter}\r\n", letter.len_utf8()))
        .collect();
    small.push_str("0\r\n\r\n");
    let cages = [
        ("HTTP/1.0 without a length", Reply::raw(format!("HTTP/1.0 200 OK\r\n\r\n{text}"))),
        ("bare line ends", Reply::raw(format!("HTTP/1.1 200 OK\nConnection: close\n\n{text}"))),
        ("no reason", Reply::raw(format!("HTTP/1.1 200\r\nConnection: close\r\n\r\n{text}"))),
        ("names with spaces", raw(&format!("X Y: z\r\nServer : ici\r\nConnection: close\r\n\r\n{text}"))),
        ("more bytes than its length", raw(&format!("Content-Length: {length}\r\n\r\n{text}<trop>"))),
        ("the same length twice", raw(&format!("Content-Length: {length}\r\nContent-Length: {length}\r\n\r\n{text}"))),
        ("a 100 first", Reply::raw(format!("HTTP/1.1 100 Continue\r\n\r\n{HEAD}Content-Length: {length}\r\n\r\n{text}"))),
        ("a 103 first", Reply::raw(format!("HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n{HEAD}Content-Length: {length}\r\n\r\n{text}"))),
        ("small chunks", raw(&chunks(&small))),
        ("chunks with words", raw(&chunks(&format!("{length:x};nom=valeur\r\n{text}\r\n0\r\nX-Fin: oui\r\n\r\n")))),
    ]
    .map(|(name, reply)| Cage::new(name, [(reply, "ok 200 +1")]));
    tour(&cages, HOUR, &[]);
}

#[test]
fn a_304_that_says_more_than_it_may_is_a_304() {
    let answers = [
        "Content-Length: 1000\r\n\r\n".to_owned(),
        format!("Content-Length: {}\r\n\r\n{}", feed(3).len(), feed(3)),
        "Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n0\r\n\r\n".to_owned(),
        "Content-Encoding: gzip\r\n\r\n".to_owned(),
    ];
    let cages: Vec<Cage> = answers
        .iter()
        .map(|rest| {
            let first = good(1).header("ETag", "\"un\"").close();
            let reply = Reply::raw(format!("HTTP/1.1 304 Not Modified\r\n{rest}"));
            Cage::new(
                rest,
                [
                    (first, "ok 200 +1"),
                    (reply, "unchanged 304"),
                    (good(2), "ok 200 +1"),
                ],
            )
        })
        .enumerate()
        .map(|(n, cage)| Cage {
            name: format!("304 n° {n}"),
            ..cage
        })
        .collect();
    tour(&cages, 2 * HOUR, &[]);
}

#[test]
fn a_name_with_two_addresses_is_tried_at_both() {
    // Where localhost is ::1 as well, nobody listens there.
    let site = Server::start(|_| good(1));
    let url = site.url("/flux.xml").replace("127.0.0.1", "LocalHost");
    let reader = Reader::of([("Ici", url)]);
    reader.refresh(&[]).says("Ici", "ok 200 +1");
}

#[test]
fn nobody_is_waited_for_without_an_end() {
    let drip = Duration::from_millis(100);
    check(&[
        falls("no answer", Reply::silence(), "failed timeout"),
        falls(
            "silence in the head",
            Reply::steps([Step::Send(HEAD.into()), Step::Silence]),
            "failed timeout",
        ),
        falls(
            "silence in the body",
            Reply::status(200).body("<rss>").then_silence(),
            "failed 200 timeout",
        ),
        falls(
            "a head by drops",
            Reply::steps([Step::Drip(HEAD.repeat(50).into(), drip), Step::Silence]),
            "failed timeout",
        ),
        falls(
            "a body by drops",
            Reply::status(200).body(feed(3)).drip(drip),
            "failed 200 timeout",
        ),
        falls(
            "a head without an end",
            Reply::steps([
                Step::Send(HEAD.into()),
                Step::Repeat(b"X-Encore: oui\r\n".repeat(100)),
            ]),
            "failed http",
        ),
        falls(
            "one header without an end",
            Reply::steps([
                Step::Send(format!("{HEAD}X-Long: ").into()),
                Step::Repeat(vec![b'a'; 4096]),
            ]),
            "failed http",
        ),
        falls(
            "a body without an end",
            Reply::status(200)
                .body("<rss><channel>".repeat(500))
                .endless(),
            "failed 200 too-large",
        ),
        falls(
            "interim answers without an end",
            Reply::steps([Step::Repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(10))]),
            "failed timeout",
        ),
    ]);
}

#[test]
fn who_is_not_there_is_said_too() {
    let nobody = nobody_there();
    let greeting = Server::speaking_first([
        Step::Send(b"220 ftp.exemple.test FTP\r\n".to_vec()),
        Step::Silence,
    ]);
    let plain = Server::speaking_first([
        Step::Send(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()),
        Step::Close,
    ]);
    let untrusted = Server::tls(|_| good(1));
    let healthy = Server::start(|_| good(1));
    let feeds = [
        ("Personne", nobody, "failed connect"),
        ("FTP", greeting.url("/flux.xml"), "failed http"),
        (
            "HTTPS à un port HTTP",
            plain.url("/flux.xml").replace("http:", "https:"),
            "failed tls",
        ),
        (
            "HTTP à un port HTTPS",
            untrusted.url("/flux.xml").replace("https:", "http:"),
            "failed http",
        ),
        (
            "Certificat inconnu",
            untrusted.url("/flux.xml"),
            "failed tls",
        ),
        (
            "Sans nom",
            "http://nulle-part.invalid/flux.xml".to_owned(),
            "failed dns",
        ),
        (
            "Sans nom, en sûreté",
            "https://nulle-part.invalid/flux.xml".to_owned(),
            "failed dns",
        ),
        ("Sain", healthy.url("/flux.xml"), "ok 200 +1"),
    ];
    let reader = Reader::of(feeds.iter().map(|(title, url, _)| (*title, url.clone())));
    let round = reader.refresh(&[]);
    for (title, _, words) in &feeds {
        round.says(title, words);
    }
    assert!(
        round.line("Sans nom")["error"]
            .as_str()
            .unwrap()
            .contains("nulle-part.invalid")
    );
    let said = reader.run(&["refresh", "--all"]);
    assert_eq!(said.code, 1);
    for (title, _, words) in &feeds {
        let named = said
            .err
            .lines()
            .any(|line| line.contains(&format!("{title}\u{a0}:")));
        assert_eq!(named, words.starts_with("failed"), "{title}: {}", said.err);
    }
}

#[test]
fn a_door_that_is_slammed_at_once_is_said() {
    let slams = [[Step::Reset], [Step::Close]].map(Server::speaking_first);
    let titles = ["d’un coup", "sans un mot"];
    let feeds = titles
        .iter()
        .zip(&slams)
        .map(|(title, site)| (*title, site.url("/")));
    let reader = Reader::of(feeds);
    let round = reader.refresh(&[]);
    for title in titles {
        // Whether the connection stood before it broke is between the two systems.
        let line = round.line(title);
        let code = line["code"].as_str().unwrap_or_default();
        assert!(["connect", "truncated"].contains(&code), "{line}");
        assert_eq!(line["status"], "failed");
    }
}

#[test]
fn a_kept_connection_that_was_closed_is_tried_once_more_and_no_more() {
    // Each connection serves one request; the next one over it finds the door shut.
    let once = Server::start(|asked| match asked.nth {
        0 => good(1),
        _ => Reply::slam(),
    });
    // After its first answer it never gives another one.
    let never = Server::start(|asked| match (asked.connection, asked.nth) {
        (0, 0) => good(1),
        _ => Reply::slam(),
    });
    let titles: Vec<String> = (0..6).map(|n| format!("Flux {n}")).collect();
    let feeds = |server: &Server| -> Vec<(String, String)> {
        titles
            .iter()
            .enumerate()
            .map(|(n, title)| (title.clone(), server.url(&format!("/{n}.xml"))))
            .collect()
    };
    let feeds_of_once = feeds(&once);
    let reader = Reader::with(
        "per_site = 1\n",
        feeds_of_once
            .iter()
            .map(|(title, url)| (title.as_str(), url.clone())),
    );
    assert_eq!(reader.refresh(&[]).all(), ["ok 200 +1"; 6]);
    let feeds_of_never = feeds(&never);
    let reader = Reader::with(
        "per_site = 1\n",
        feeds_of_never
            .iter()
            .map(|(title, url)| (title.as_str(), url.clone())),
    );
    let round = reader.refresh(&[]);
    let failed = round
        .all()
        .iter()
        .filter(|words| *words == "failed truncated")
        .count();
    assert_eq!(failed, 5, "{round:?}");
    for n in 0..6 {
        let path = format!("/{n}.xml");
        let asked = never
            .asked()
            .iter()
            .filter(|asked| asked.target == path)
            .count();
        assert!(asked <= 2, "{path} was asked {asked} times");
    }
}
