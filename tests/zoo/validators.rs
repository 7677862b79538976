//! Validators are opaque tokens: they go back byte for byte to the address that sent them, and from nowhere else.

use super::*;

/// What a request carried: `If-None-Match` and `If-Modified-Since`.
type Sent = (Option<&'static [u8]>, Option<&'static [u8]>);

const NONE: Sent = (None, None);

const fn etag(value: &'static [u8]) -> Sent {
    (Some(value), None)
}

fn sent(asked: &Asked) -> (Option<&[u8]>, Option<&[u8]>) {
    (
        asked.header("If-None-Match"),
        asked.header("If-Modified-Since"),
    )
}

fn tagged(articles: usize, etag: impl AsRef<[u8]>) -> Reply {
    good(articles).header("ETag", etag)
}

fn fresh() -> (Reply, &'static str) {
    (Reply::status(304), "unchanged 304")
}

/// A cage, and the validators of each of its requests. The last ones hold for all requests after them.
type Case = (Cage, Vec<Sent>);

fn check(cases: Vec<Case>) {
    let (cages, expected): (Vec<Cage>, Vec<Vec<Sent>>) = cases.into_iter().unzip();
    tour(&cages, 2 * HOUR, &[]);
    let visits = cages.iter().map(|cage| cage.says.len()).max().unwrap();
    for (cage, expected) in cages.iter().zip(expected) {
        let asked = cage.server.asked();
        let one_a_visit = "one GET a visit";
        assert_eq!(
            asked.len(),
            visits,
            "{}: {one_a_visit}: {asked:?}",
            cage.name
        );
        for (at, asked) in asked.iter().enumerate() {
            assert_eq!(asked.method, "GET", "{}", cage.name);
            let expected = expected.get(at).or(expected.last()).unwrap();
            assert_eq!(sent(asked), *expected, "{}, request {at}", cage.name);
        }
    }
}

#[test]
fn they_go_back_byte_for_byte() {
    const PAGE: &[u8] = &[b'x'; 3000];
    let alike: [(&str, &'static [u8]); 10] = [
        ("simple", b"\"un\""),
        ("weak", b"W/\"un\""),
        ("weak in small letters", b"w/\"un\""),
        ("without quotes", b"un"),
        ("one quote", b"\"un"),
        ("commas and quotes inside", b"\"a\", \"b\"c"),
        ("bytes that are no UTF-8", b"\"\xe9t\xe9 \xff\""),
        ("two spaces and a tab", b"\"a  b\tc\""),
        ("nothing between quotes", b"\"\""),
        ("three thousand bytes", PAGE),
    ];
    let mut cases: Vec<Case> = alike
        .into_iter()
        .map(|(name, tag)| {
            let cage = Cage::new(name, [(tagged(1, tag), "ok 200 +1"), fresh(), fresh()]);
            (cage, vec![NONE, etag(tag)])
        })
        .collect();
    let dates: [(&str, &'static [u8]); 4] = [
        ("a date", b"Tue, 24 Nov 2026 06:30:00 GMT"),
        ("a date of another zone", b"Tue, 24 Nov 2026 07:30:00 +0100"),
        ("no date at all", b"mardi \xe0 midi"),
        ("a date to come", b"Thu, 01 Jan 2099 00:00:00 GMT"),
    ];
    for (name, date) in dates {
        let first = good(1).header("Last-Modified", date);
        let cage = Cage::new(name, [(first, "ok 200 +1"), fresh(), fresh()]);
        cases.push((cage, vec![NONE, (None, Some(date))]));
    }
    let both = tagged(1, "\"un\"").header("last-modified", "hier");
    let cage = Cage::new("both", [(both, "ok 200 +1"), fresh(), fresh()]);
    cases.push((cage, vec![NONE, (Some(b"\"un\""), Some(b"hier"))]));
    check(cases);
}

#[test]
fn they_are_the_last_ones_that_came_with_a_feed() {
    let un = || (tagged(1, "\"un\""), "ok 200 +1");
    let bad = |reply: Reply, says| [un(), (reply.header("ETag", "\"faux\""), says), fresh()];
    let kept = || vec![NONE, etag(b"\"un\"")];
    let cases: Vec<Case> = vec![
        (
            Cage::new(
                "new ones with new bytes",
                [un(), (tagged(2, "\"deux\""), "ok 200 +1"), fresh()],
            ),
            vec![NONE, etag(b"\"un\""), etag(b"\"deux\"")],
        ),
        (
            Cage::new(
                "new ones with the same bytes",
                [un(), (tagged(1, "\"deux\""), "unchanged 200"), fresh()],
            ),
            vec![NONE, etag(b"\"un\""), etag(b"\"deux\"")],
        ),
        (
            Cage::new(
                "the other one",
                [
                    un(),
                    (good(2).header("Last-Modified", "hier"), "ok 200 +1"),
                    fresh(),
                ],
            ),
            vec![NONE, etag(b"\"un\""), (None, Some(b"hier"))],
        ),
        (
            Cage::new(
                "dropped with new bytes",
                [un(), (good(2), "ok 200 +1"), (good(2), "unchanged 200")],
            ),
            vec![NONE, etag(b"\"un\""), NONE],
        ),
        (
            Cage::new(
                "dropped with the same bytes",
                [un(), (good(1), "unchanged 200")],
            ),
            vec![NONE, etag(b"\"un\""), NONE],
        ),
        (
            Cage::new(
                "an empty header is none",
                [(tagged(1, ""), "ok 200 +1"), (good(1), "unchanged 200")],
            ),
            vec![NONE],
        ),
        (
            Cage::new(
                "none is invented",
                [
                    (
                        good(1).header("Date", "Tue, 24 Nov 2026 06:30:00 GMT"),
                        "ok 200 +1",
                    ),
                    (
                        good(1).header("Date", "Tue, 24 Nov 2026 07:30:00 GMT"),
                        "unchanged 200",
                    ),
                ],
            ),
            vec![NONE],
        ),
        (
            Cage::new(
                "changed on a 304",
                [
                    un(),
                    (
                        Reply::status(304).header("ETag", "\"deux\""),
                        "unchanged 304",
                    ),
                    fresh(),
                ],
            ),
            vec![NONE, etag(b"\"un\""), etag(b"\"deux\"")],
        ),
        (
            Cage::new(
                "repeated on a 304",
                [
                    (
                        tagged(1, "\"un\"").header("Last-Modified", "hier"),
                        "ok 200 +1",
                    ),
                    (Reply::status(304).header("ETag", "\"un\""), "unchanged 304"),
                    fresh(),
                ],
            ),
            vec![NONE, (Some(b"\"un\""), Some(b"hier"))],
        ),
        (
            Cage::new(
                "a server that knows no 304",
                [un(), (tagged(1, "\"un\""), "unchanged 200")],
            ),
            kept(),
        ),
        (
            Cage::new(
                "not of a 500",
                bad(Reply::status(500).body(feed(3)), "failed 500 http"),
            ),
            kept(),
        ),
        (
            Cage::new(
                "not of a 404",
                bad(Reply::status(404).body(feed(3)), "failed 404 http"),
            ),
            kept(),
        ),
        (
            Cage::new(
                "not of a page",
                bad(
                    Reply::status(200).body("<html><body>Bonjour</body></html>"),
                    "failed 200 not-a-feed",
                ),
            ),
            kept(),
        ),
        (
            Cage::new(
                "not of nothing",
                bad(Reply::status(200), "failed 200 not-a-feed"),
            ),
            kept(),
        ),
        (
            Cage::new(
                "not of a 206",
                bad(Reply::status(206).body(feed(3)), "failed 206 http"),
            ),
            kept(),
        ),
        (
            Cage::new(
                "not of what broke off",
                bad(
                    Reply::status(200).body(feed(3)).declared(100_000),
                    "failed 200 truncated",
                ),
            ),
            kept(),
        ),
        (
            Cage::new(
                "a 304 nobody asked for",
                [
                    (
                        Reply::status(304).header("ETag", "\"un\""),
                        "failed 304 http",
                    ),
                    (tagged(1, "\"deux\""), "ok 200 +1"),
                    fresh(),
                ],
            ),
            vec![NONE, NONE, etag(b"\"deux\"")],
        ),
    ];
    check(cases);
}

#[test]
fn they_stay_with_the_address_that_sent_them() {
    let state = |asked: &Asked| asked.header("If-None-Match").is_some();
    let far = Server::on("127.0.0.2", move |asked| match state(asked) {
        true => Reply::status(304),
        false => tagged(2, "\"ailleurs\""),
    });
    let target = far.url("/autre.xml");
    let visits = std::sync::atomic::AtomicUsize::new(0);
    let near =
        Server::start(
            move |_| match visits.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 => tagged(1, "\"ici\""),
                1 | 2 => Reply::status(302).header("Location", &target),
                _ => tagged(1, "\"ici\""),
            },
        );
    let cages = [Cage::of(
        "Le Câble",
        near,
        [
            "ok 200 +1",
            "ok 200 +1",
            "unchanged 304",
            "ok 200",
            "unchanged 200",
        ],
    )];
    tour(&cages, 2 * HOUR, &[]);
    let asked = cages[0].server.asked();
    let expected = [NONE, etag(b"\"ici\""), NONE, NONE, etag(b"\"ici\"")];
    assert_eq!(asked.iter().map(sent).collect::<Vec<_>>(), expected);
    let asked = far.asked();
    let expected = [NONE, etag(b"\"ailleurs\"")];
    assert_eq!(asked.iter().map(sent).collect::<Vec<_>>(), expected);
}

#[test]
fn they_do_not_follow_an_address_that_was_edited() {
    let site = Server::start(|_| tagged(1, "\"un\""));
    let reader = Reader::of([("Vigie", site.url("/a.xml"))]);
    reader.refresh(&[]).says("Vigie", "ok 200 +1");
    reader.set_config(&reader.config().replace("/a.xml", "/b.xml"));
    reader.refresh(&[]).says("Vigie", "ok 200 +1");
    assert_eq!(sent(&site.asked()[1]), NONE);
}
