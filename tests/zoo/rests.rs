//! Sites that want to be left alone, feeds that are gone, feeds that fail day after day.

use std::time::{Duration, SystemTime};

use super::*;

/// A site of three feeds that refuses with this status and these headers.
struct Refusing {
    name: String,
    server: Server,
    /// Until when it rests, in seconds from now.
    rest: std::ops::RangeInclusive<i64>,
}

fn refusing(
    name: &str,
    status: u16,
    retry_after: Option<&str>,
    rest: std::ops::RangeInclusive<i64>,
) -> Refusing {
    let mut reply = Reply::status(status);
    if let Some(value) = retry_after {
        reply = reply.header("Retry-After", value);
    }
    if status == 200 {
        reply = reply.body(feed(1));
    }
    Refusing {
        name: name.to_owned(),
        server: Server::script([reply]),
        rest,
    }
}

/// What is asked for in seconds counts from the answer on, which may be a little after the visit's begin.
fn about(seconds: i64) -> std::ops::RangeInclusive<i64> {
    seconds..=seconds + MINUTE
}

fn in_hours(hours: u64) -> String {
    httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(hours * 3600))
}

fn seconds_until(line: &serde_json::Value) -> i64 {
    let next = line["next"]
        .as_str()
        .unwrap_or_else(|| panic!("no next: {line}"));
    let next = next.parse::<jiff::Timestamp>().unwrap().as_second();
    next - jiff::Timestamp::now().as_second()
}

#[test]
fn a_site_that_refuses_rests_with_all_its_feeds() {
    let quarter = 15 * MINUTE - MINUTE..=HOUR;
    let sites = [
        refusing("429, in seconds", 429, Some("7200"), about(2 * HOUR)),
        refusing("503, in seconds", 503, Some("7200"), about(2 * HOUR)),
        refusing("403, in seconds", 403, Some("7200"), about(2 * HOUR)),
        refusing("500, in seconds", 500, Some("7200"), about(2 * HOUR)),
        refusing("404, in seconds", 404, Some("7200"), about(2 * HOUR)),
        refusing("429, a date", 429, Some(&in_hours(5)), about(5 * HOUR)),
        refusing("503, a date", 503, Some(&in_hours(5)), about(5 * HOUR)),
        refusing("429, a month", 429, Some("2592000"), about(30 * DAY)),
        refusing(
            "503, a date in ten days",
            503,
            Some(&in_hours(240)),
            about(10 * DAY),
        ),
        refusing("429 alone", 429, None, quarter.clone()),
        refusing("503 alone", 503, None, quarter.clone()),
        refusing("403 alone", 403, None, about(HOUR)),
        refusing("429, garbage", 429, Some("bientôt"), quarter.clone()),
        refusing("429, a fraction", 429, Some("1.5"), quarter.clone()),
        refusing(
            "429, less than nothing",
            429,
            Some("-7200"),
            quarter.clone(),
        ),
        refusing("429, nothing", 429, Some("0"), quarter.clone()),
        refusing(
            "429, past",
            429,
            Some("Thu, 01 Jan 1970 00:00:00 GMT"),
            quarter.clone(),
        ),
        refusing(
            "429, no number holds it",
            429,
            Some("99999999999999999999"),
            quarter,
        ),
    ];
    let healthy = Server::start(|_| good(1));
    let mut feeds = vec![("Sain".to_owned(), healthy.url("/flux.xml"))];
    for site in &sites {
        for n in 1..=3 {
            feeds.push((
                format!("{} / {n}", site.name),
                site.server.url(&format!("/{n}.xml")),
            ));
        }
    }
    let feeds = || {
        feeds
            .iter()
            .map(|(title, url)| (title.as_str(), url.clone()))
    };
    let reader = Reader::with("per_site = 1\n", feeds());
    let round = reader.refresh(&[]);
    round.says("Sain", "ok 200 +1");
    for site in &sites {
        assert_eq!(
            site.server.asked().len(),
            1,
            "{}: the queue is dropped",
            site.name
        );
        let mut failed = 0;
        for n in 1..=3 {
            let title = format!("{} / {n}", site.name);
            let line = round.line(&title);
            let feed = reader.feed(&title);
            if line["status"] == "failed" {
                failed += 1;
                assert_eq!(feed["code"], "http", "{title}");
                assert!(
                    seconds_until(line) >= site.rest.start() - MINUTE,
                    "{title}: {line}"
                );
            } else {
                assert_eq!(line["status"], "skipped", "{title}");
                let rest = seconds_until(line);
                let slack = site.rest.start() - MINUTE..=*site.rest.end();
                assert!(slack.contains(&rest), "{title}: {rest} s");
                assert!(feed["code"].is_null() && feed["error"].is_null(), "{feed}");
                assert_eq!(feed["next"], line["next"]);
            }
        }
        assert_eq!(failed, 1, "{}", site.name);
    }
    let failures: i64 = reader
        .database()
        .query_row("SELECT sum(failures) FROM feeds", [], |row| row.get(0))
        .unwrap();
    assert_eq!(failures, sites.len() as i64, "who was skipped did not fail");

    // A new run, all, and by name: nobody is asked who rests.
    reader.later(10 * MINUTE);
    let all = reader.refresh(&["--all"]);
    all.says("Sain", "unchanged 200");
    let named = reader.refresh(&["429 alone / 2", "503, a date / 1", "429, a month / 3"]);
    assert_eq!(named.all(), ["skipped"; 3]);
    for site in &sites {
        for n in 1..=3 {
            let line = all.line(&format!("{} / {n}", site.name));
            assert_eq!(line["status"], "skipped", "{line}");
            assert!(
                line["error"].is_null() && line["next"].is_string(),
                "{line}"
            );
        }
        assert_eq!(site.server.asked().len(), 1, "{}", site.name);
    }
    assert_eq!(all.code, 0, "nothing failed");

    // Over, and not before: once the longest of the short ones has passed, they are asked again.
    reader.later(5 * HOUR + 10 * MINUTE);
    reader.refresh(&["--all"]);
    for site in &sites {
        let over = *site.rest.end() < DAY;
        assert_eq!(site.server.asked().len() > 1, over, "{}", site.name);
    }
    reader.later(30 * DAY);
    reader.refresh(&["--all"]);
    for site in &sites {
        assert!(site.server.asked().len() > 1, "{}", site.name);
    }
}

#[test]
fn a_pause_asked_for_beside_a_good_answer_is_kept_too() {
    let site = Server::script([good(1).header("Retry-After", "86400"), good(2)]);
    let long = Server::script([good(1).header("Retry-After", "864000"), good(2)]);
    let reader = Reader::of([
        ("Vigie", site.url("/flux.xml")),
        ("Câble", long.url("/flux.xml")),
    ]);
    reader.refresh(&[]).says("Vigie", "ok 200 +1");
    assert!(about(DAY).contains(&reader.pause("Vigie")));
    assert!(about(10 * DAY).contains(&reader.pause("Câble")));
    reader.later(DAY - HOUR);
    reader.refresh(&["--all"]).says("Vigie", "skipped");
    reader.later(2 * HOUR);
    let round = reader.refresh(&[]);
    round.says("Vigie", "ok 200 +1");
    round.says("Câble", "skipped");
    assert_eq!((site.asked().len(), long.asked().len()), (2, 1));
}

#[test]
fn a_site_that_rests_is_not_asked_through_a_redirect() {
    let resting = Server::script([Reply::status(429).header("Retry-After", "7200")]);
    let target = resting.url("/flux.xml");
    let other = Server::start(move |_| Reply::status(302).header("Location", &target));
    let reader = Reader::of([
        ("Direct", resting.url("/flux.xml")),
        ("Renvoi", other.url("/flux.xml")),
    ]);
    reader
        .refresh(&["Direct"])
        .says("Direct", "failed 429 http");
    let round = reader.refresh(&["--all"]);
    round.says("Direct", "skipped");
    assert_eq!(round.line("Renvoi")["status"], "skipped", "{round:?}");
    assert_eq!(resting.asked().len(), 1);
}

#[test]
fn a_pause_asked_for_beside_anything_is_the_whole_sites() {
    let with_pause = |reply: Reply| reply.header("Retry-After", "7200");
    let sites = [
        ("200", with_pause(good(1)), "ok 200 +1"),
        (
            "301",
            with_pause(Reply::status(301).header("Location", "/2.xml")),
            "failed 301 http",
        ),
        (
            "302",
            with_pause(Reply::status(302).header("Location", "/2.xml")),
            "failed 302 http",
        ),
        (
            "page",
            with_pause(Reply::status(200).body("<html><body>Non</body></html>")),
            "failed 200 not-a-feed",
        ),
    ]
    .map(|(name, first, says)| {
        let server = Server::start(move |asked| match asked.target.as_str() {
            "/1.xml" => first.clone(),
            _ => good(1),
        });
        (name, server, says)
    });
    let feeds = sites.iter().flat_map(|(name, server, _)| {
        [1, 2].map(|n| (format!("{name} / {n}"), server.url(&format!("/{n}.xml"))))
    });
    let feeds: Vec<(String, String)> = feeds.collect();
    let feeds = feeds
        .iter()
        .map(|(title, url)| (title.as_str(), url.clone()));
    let reader = Reader::with("per_site = 1\n", feeds);
    let round = reader.refresh(
        &sites
            .each_ref()
            .map(|(name, ..)| format!("{name} / 1"))
            .each_ref()
            .map(String::as_str),
    );
    for (name, _, says) in &sites {
        round.says(&format!("{name} / 1"), says);
    }
    let round = reader.refresh(&["--all"]);
    for (name, server, _) in &sites {
        for n in 1..=2 {
            round.says(&format!("{name} / {n}"), "skipped");
        }
        assert_eq!(server.asked().len(), 1, "{name}");
    }
    reader.later(3 * HOUR);
    for (name, ..) in &sites {
        let other = format!("{name} / 2");
        reader.refresh(&[&other]).says(&other, "ok 200 +1");
    }
}

#[test]
fn a_short_pause_is_over_soon() {
    let site = Server::script([Reply::status(503).header("Retry-After", "120"), good(1)]);
    let reader = Reader::with(
        "per_site = 1\n",
        [("Un", site.url("/1")), ("Deux", site.url("/2"))],
    );
    let round = reader.refresh(&[]);
    let waits = if round.line("Un")["status"] == "failed" {
        "Deux"
    } else {
        "Un"
    };
    round.says(waits, "skipped");
    reader.later(MINUTE);
    assert_eq!(reader.refresh(&["--all"]).all(), ["skipped"; 2]);
    reader.later(2 * MINUTE);
    // Who failed backs off by itself; who only waited is due as soon as the site's rest is over.
    let round = reader.refresh(&[]);
    round.says(waits, "ok 200 +1");
    assert_eq!(site.asked().len(), 2);
    assert_eq!(reader.refresh(&["--all"]).code, 0);
    assert_eq!(site.asked().len(), 4);
}

#[test]
fn a_longer_lifetime_outlives_the_sites_rest() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/refus" => Reply::status(429).header("Retry-After", "600"),
        _ => good(1).header("Cache-Control", "max-age=36000"),
    });
    let reader = Reader::with("per_site = 1\n", [("Bon", site.url("/bon"))]);
    reader.refresh(&[]).says("Bon", "ok 200 +1");
    reader.set_config(&format!(
        "{}\n[[feeds]]\nurl = \"{}\"\ntitle = \"Refus\"\n",
        reader.config(),
        site.url("/refus")
    ));
    reader.refresh(&["Refus"]).says("Refus", "failed 429 http");
    let round = reader.refresh(&["--all"]);
    round.says("Bon", "skipped");
    assert_eq!(round.line("Bon")["next"], reader.feed("Bon")["next"]);
    assert_eq!(reader.pause("Bon"), 10 * HOUR);
}

#[test]
fn adding_a_feed_of_a_site_at_rest_asks_nobody() {
    let site = Server::script([Reply::status(429).header("Retry-After", "7200")]);
    let reader = Reader::of([]);
    let said = reader.run(&["add", &site.url("/un.xml")]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("429"), "{said:?}");
    let asked = site.asked().len();
    let said = reader.run(&["add", &site.url("/deux.xml")]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!((asked, site.asked().len()), (1, 1), "{said:?}");
}

#[test]
fn another_port_is_another_site() {
    let refusing = Server::script([Reply::status(429).header("Retry-After", "7200")]);
    let fine = Server::start(|_| good(1));
    let reader = Reader::of([("Refus", refusing.url("/")), ("Bon", fine.url("/"))]);
    reader.refresh(&[]);
    reader.refresh(&["--all"]).says("Bon", "unchanged 200");
}

#[test]
fn what_refused_is_named_on_standard_error() {
    let site = Server::script([Reply::status(429).header("Retry-After", "7200")]);
    let reader = Reader::of([("Le Câble", site.url("/flux.xml?key=secret"))]);
    let said = reader.run(&["refresh"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(
        said.err.contains("Le Câble") && said.err.contains("429"),
        "{said:?}"
    );
    assert!(!said.err.contains("secret"), "{said:?}");
    let said = reader.run(&["refresh", "--all"]);
    assert_eq!(said.code, 0, "{said:?}");
}

#[test]
fn a_feed_that_is_gone_is_asked_once() {
    let gone = Server::script([Reply::status(410), good(2)]);
    let cages = [
        Cage::new(
            "Disparu",
            [(Reply::status(410).body(feed(3)), "gone 410 http")],
        ),
        Cage::new(
            "Avait des articles",
            [
                (good(2), "ok 200 +2"),
                (Reply::status(410), "gone 410 http"),
            ],
        ),
        Cage::of("Revient", gone, ["gone 410 http"]),
    ];
    let reader = Reader::of(cages.iter().map(|cage| (cage.name.as_str(), cage.url())));
    let first = reader.refresh(&[]);
    assert_eq!(first.code, 0, "gone is no failure");
    first.says("Disparu", "gone 410 http");
    reader.later(2 * HOUR);
    reader
        .refresh(&[])
        .says("Avait des articles", "gone 410 http");
    for args in [&[][..], &["--all"], &["Disparu"], &["Avait des articles"]] {
        reader.later(40 * DAY);
        let round = reader.refresh(args);
        assert_eq!(round.code, 0, "{round:?}");
    }
    let counts = cages.each_ref().map(|cage| cage.server.asked().len());
    assert_eq!(counts, [1, 2, 1], "never asked again");
    assert_eq!(reader.total("Avait des articles"), 2, "its articles stay");
    assert!(reader.feed("Disparu")["next"].is_null());

    reader.well(&["remove", "Revient"]);
    reader.well(&["add", &cages[2].url(), "--title", "Revient"]);
    assert_eq!(reader.total("Revient"), 2);
    // By hand, in the file.
    let config = reader.config();
    let at = config.find("[[feeds]]").unwrap();
    let end = at + 1 + config[at + 1..].find("[[feeds]]").unwrap();
    reader.set_config(&format!("{}{}", &config[..at], &config[end..]));
    reader.well(&["feeds"]);
    reader.refresh(&[]);
    reader.set_config(&config);
    reader.refresh(&[]).says("Disparu", "gone 410 http");
    assert_eq!(cages[0].server.asked().len(), 2);
}

#[test]
fn gone_by_a_permanent_way_is_gone_and_by_a_detour_it_is_not() {
    let way = |status: u16| {
        Server::start(move |asked| match asked.target.as_str() {
            "/flux.xml" => Reply::status(status).header("Location", "/la.xml"),
            _ => Reply::status(410),
        })
    };
    let cages = [
        Cage::of("301", way(301), ["gone 410 http"]),
        Cage::of("302", way(302), ["failed 410 http"]),
        Cage::of("307", way(307), ["failed 410 http"]),
    ];
    let reader = tour(&cages, 2 * HOUR, &[]);
    reader.refresh(&[]);
    assert_eq!(
        cages.each_ref().map(|cage| cage.server.asked().len()),
        [2, 4, 4]
    );
}

#[test]
fn a_feed_that_was_removed_is_not_visited() {
    let site = Server::start(|_| good(1));
    let reader = Reader::of([
        ("Parti", site.url("/un.xml")),
        ("Resté", site.url("/deux.xml")),
    ]);
    reader.refresh(&[]);
    reader.well(&["remove", "Parti"]);
    reader.later(DAY);
    let round = reader.refresh(&["--all"]);
    assert_eq!((round.len(), site.asked().len()), (1, 3));
    round.says("Resté", "unchanged 200");
}

#[test]
fn what_fails_is_visited_less_and_less_and_a_success_ends_that() {
    let healed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let now = std::sync::Arc::clone(&healed);
    let site = Server::start(
        move |_| match now.load(std::sync::atomic::Ordering::SeqCst) {
            true => good(1),
            false => Reply::status(500),
        },
    );
    let nobody = nobody_there();
    let reader = Reader::of([("Panne", site.url("/flux.xml")), ("Personne", nobody)]);
    let (mut days, mut pauses) = (0, Vec::new());
    while days < 60 * DAY {
        let round = reader.refresh(&[]);
        round.says("Panne", "failed 500 http");
        let pause = reader.pause("Panne");
        pauses.push(pause);
        reader.later(pause - 1);
        reader.refresh(&["Panne"]);
        // Its own back-off yields to who names it, which counts as a failure; take that back.
        reader
            .database()
            .execute(
                "UPDATE feeds SET failures = failures - 1 WHERE title = 'Panne'",
                [],
            )
            .unwrap();
        reader.later(pause + DAY);
        days += 2 * pause + DAY;
    }
    let hours: Vec<i64> = pauses.iter().map(|pause| pause / HOUR).collect();
    assert_eq!(hours[..6], [1, 2, 4, 8, 16, 24], "{hours:?}");
    assert!(hours.is_sorted() && hours.contains(&24), "{hours:?}");
    assert_eq!(
        hours.last(),
        Some(&(7 * 24)),
        "dead for a month: once a week"
    );
    healed.store(true, std::sync::atomic::Ordering::SeqCst);
    reader.refresh(&[]).says("Panne", "ok 200 +1");
    assert!((HOUR..=HOUR + 5 * MINUTE).contains(&reader.pause("Panne")));
    healed.store(false, std::sync::atomic::Ordering::SeqCst);
    reader.later(2 * HOUR);
    reader.refresh(&[]).says("Panne", "failed 500 http");
    assert!(
        (HOUR..=HOUR + 5 * MINUTE).contains(&reader.pause("Panne")),
        "from the beginning"
    );
}

#[test]
fn a_failed_feed_is_not_asked_before_its_time() {
    let cages = [
        Cage::new("500", [(Reply::status(500), "failed 500 http")]),
        Cage::new("404", [(Reply::status(404), "failed 404 http")]),
        Cage::new(
            "page",
            [(Reply::status(200).body("<html>"), "failed 200 not-a-feed")],
        ),
        Cage::new("rien", [(Reply::slam(), "failed truncated")]),
    ];
    let reader = tour(&cages, 50 * MINUTE, &[]);
    let round = reader.refresh(&[]);
    assert_eq!(
        (round.all(), round.code),
        (vec!["skipped".to_owned(); 4], 0)
    );
    reader.refresh(&["--all"]).says("404", "failed 404 http");
    for cage in &cages {
        assert_eq!(cage.server.asked().len(), 2, "{}", cage.name);
    }
}
