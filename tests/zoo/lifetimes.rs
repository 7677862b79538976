//! When a feed is visited next: the latest of its interval, its lifetime and its own wishes, a day at the most.

use super::*;

/// A range of seconds from one visit to the next.
type Pause = std::ops::RangeInclusive<i64>;

/// What the interval alone decides is spread a little, later and never earlier.
const INTERVAL: Pause = HOUR..=HOUR + 5 * MINUTE;

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn exactly(seconds: i64) -> Pause {
    seconds..=seconds
}

/// A feed whose channel holds these elements too.
fn wishing(elements: &str) -> Reply {
    let body = feed(1).replace("</title><link>", &format!("</title>{elements}<link>"));
    let body = body.replace(
        "<rss version=\"2.0\">",
        "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">",
    );
    assert!(body.contains(elements));
    good(1).body(body)
}

fn lasting(value: &str) -> Reply {
    good(1).header("Cache-Control", value)
}

/// Visits each once and looks at the pause it is given; then visits all again by their own times: nobody is asked.
fn check(cases: Vec<(&str, Reply, Pause)>) {
    let (cages, pauses): (Vec<Cage>, Vec<Pause>) = cases
        .into_iter()
        .map(|(name, reply, pause)| (Cage::new(name, [(reply, "ok 200 +1")]), pause))
        .unzip();
    let reader = tour(&cages, 0, &[]);
    for (cage, pause) in cages.iter().zip(&pauses) {
        let found = reader.pause(&cage.name);
        assert!(
            pause.contains(&found),
            "{}: {found} s, not {pause:?}",
            cage.name
        );
    }
    let round = reader.refresh(&[]);
    for cage in &cages {
        round.says(&cage.name, "skipped");
        assert_eq!(
            round.line(&cage.name)["next"],
            reader.feed(&cage.name)["next"]
        );
        assert_eq!(cage.server.asked().len(), 1, "{}", cage.name);
    }
}

#[test]
fn headers_of_lifetimes() {
    let dates = |date: &str, expires: &str| good(1).header("Date", date).header("Expires", expires);
    check(vec![
        ("nothing said", good(1), INTERVAL),
        (
            "max-age of two hours",
            lasting("max-age=7200"),
            exactly(2 * HOUR),
        ),
        (
            "in other letters",
            lasting("public, MAX-AGE=7200"),
            exactly(2 * HOUR),
        ),
        ("shorter than the interval", lasting("max-age=60"), INTERVAL),
        (
            "less its age",
            lasting("max-age=14400").header("Age", "7200"),
            exactly(2 * HOUR),
        ),
        (
            "older than its lifetime",
            lasting("max-age=7200").header("Age", "9000"),
            INTERVAL,
        ),
        (
            "for shared caches alone",
            lasting("s-maxage=7200"),
            INTERVAL,
        ),
        ("no-store", lasting("no-store, max-age=7200"), INTERVAL),
        ("no-cache", lasting("no-cache"), INTERVAL),
        ("a week", lasting("max-age=604800"), exactly(DAY)),
        ("a thousand years", lasting("max-age=31536000000"), INTERVAL),
        (
            "more than a number holds",
            lasting("max-age=99999999999999999999999"),
            INTERVAL,
        ),
        ("less than nothing", lasting("max-age=-7200"), INTERVAL),
        ("words", lasting("max-age=demain"), INTERVAL),
        (
            "Expires",
            dates(
                "Tue, 24 Nov 2026 06:00:00 GMT",
                "Tue, 24 Nov 2026 09:00:00 GMT",
            ),
            exactly(3 * HOUR),
        ),
        (
            "Expires in the past",
            dates(
                "Tue, 24 Nov 2026 06:00:00 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
            ),
            INTERVAL,
        ),
        (
            "Expires: 0",
            dates("Tue, 24 Nov 2026 06:00:00 GMT", "0"),
            INTERVAL,
        ),
        (
            "max-age before Expires",
            dates(
                "Tue, 24 Nov 2026 06:00:00 GMT",
                "Tue, 24 Nov 2026 09:00:00 GMT",
            )
            .header("Cache-Control", "max-age=7200"),
            exactly(2 * HOUR),
        ),
        (
            "Expires without a date of its own",
            good(1).header("Expires", "Thu, 31 Dec 2099 23:59:59 GMT"),
            INTERVAL,
        ),
    ]);
}

#[test]
fn wishes_of_the_feed() {
    let sy = |period: &str, frequency: &str| {
        wishing(&format!(
            "<sy:updatePeriod>{period}</sy:updatePeriod><sy:updateFrequency>{frequency}</sy:updateFrequency>"
        ))
    };
    let all_hours: String = (0..24).map(|hour| format!("<hour>{hour}</hour>")).collect();
    let all_days: String = DAYS.map(|day| format!("<day>{day}</day>")).concat();
    check(vec![
        (
            "ttl of three hours",
            wishing("<ttl>180</ttl>"),
            exactly(3 * HOUR),
        ),
        (
            "ttl in spaces",
            wishing("<ttl> 180\n</ttl>"),
            exactly(3 * HOUR),
        ),
        ("ttl of a minute", wishing("<ttl>1</ttl>"), INTERVAL),
        ("ttl of nothing", wishing("<ttl>0</ttl>"), INTERVAL),
        (
            "ttl less than nothing",
            wishing("<ttl>-180</ttl>"),
            INTERVAL,
        ),
        ("ttl of a year", wishing("<ttl>525600</ttl>"), exactly(DAY)),
        (
            "ttl that no number holds",
            wishing("<ttl>99999999999999999999</ttl>"),
            HOUR..=DAY,
        ),
        ("ttl in words", wishing("<ttl>souvent</ttl>"), INTERVAL),
        ("twice a day", sy("daily", "2"), exactly(12 * HOUR)),
        ("hourly", sy("hourly", "1"), INTERVAL),
        ("weekly", sy("weekly", "1"), exactly(DAY)),
        ("never a day", sy("daily", "0"), HOUR..=DAY),
        ("an unknown period", sy("parfois", "1"), INTERVAL),
        (
            "all hours skipped",
            wishing(&format!("<skipHours>{all_hours}</skipHours>")),
            INTERVAL,
        ),
        (
            "all days skipped",
            wishing(&format!("<skipDays>{all_days}</skipDays>")),
            INTERVAL,
        ),
        (
            "hours that are none",
            wishing("<skipHours><hour>31</hour><hour>-1</hour><hour>midi</hour></skipHours>"),
            INTERVAL,
        ),
        (
            "an empty list",
            wishing("<skipHours/><skipDays/>"),
            INTERVAL,
        ),
        (
            "the longest of all",
            wishing("<ttl>180</ttl>").header("Cache-Control", "max-age=18000"),
            exactly(5 * HOUR),
        ),
    ]);
}

#[test]
fn hours_and_days_to_skip_are_waited_out() {
    // Of a day's hours all but one, twelve hours from now; of a week's days all but one, three days from now.
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    let (free, free_day) = ((hour(now) + 12) % 24, (weekday(now) + 3) % 7);
    let hours: String = (0..24)
        .filter(|hour| *hour != free)
        .map(|hour| format!("<hour>{hour}</hour>"))
        .collect();
    let days: String = (0..7)
        .filter(|day| *day != free_day)
        .map(|day| format!("<day>{}</day>", DAYS[usize::try_from(day).unwrap()]))
        .collect();
    let cages = [
        Cage::new(
            "hours",
            [(
                wishing(&format!("<skipHours>{hours}</skipHours>")),
                "ok 200 +1",
            )],
        ),
        Cage::new(
            "days",
            [(
                wishing(&format!("<skipDays>{days}</skipDays>")),
                "ok 200 +1",
            )],
        ),
    ];
    let reader = tour(&cages, 0, &[]);
    let next = |title: &str| {
        let next = reader.feed(title)["next"].as_str().unwrap().to_owned();
        next.parse::<jiff::Timestamp>().unwrap().as_second()
    };
    assert_eq!(hour(next("hours")), free);
    assert!((11 * HOUR..=13 * HOUR).contains(&reader.pause("hours")));
    assert_eq!(weekday(next("days")), free_day);
    assert!((2 * DAY..=3 * DAY).contains(&reader.pause("days")));
}

fn hour(time: i64) -> i64 {
    time / HOUR % 24
}

/// From Monday, 0: 1970 began on a Thursday.
fn weekday(time: i64) -> i64 {
    (time / DAY + 3) % 7
}

#[test]
fn wishes_last_until_the_feed_is_read_again() {
    let long = || wishing("<ttl>300</ttl>").header("ETag", "\"un\"");
    let fresh = || Reply::status(304);
    let cages = [
        Cage::new(
            "kept across a 304",
            [(long(), "ok 200 +1"), (fresh(), "unchanged 304")],
        ),
        Cage::new(
            "kept across the same bytes",
            [(long(), "ok 200 +1"), (long(), "unchanged 200")],
        ),
        Cage::new(
            "kept across a failure",
            [
                (long(), "ok 200 +1"),
                (Reply::status(500), "failed 500 http"),
            ],
        ),
        Cage::new(
            "dropped with new bytes",
            [(long(), "ok 200 +1"), (good(2), "ok 200 +1")],
        ),
        Cage::new(
            "a 304 brings its own",
            [
                (good(1).header("ETag", "\"un\""), "ok 200 +1"),
                (
                    fresh().header("Cache-Control", "max-age=18000"),
                    "unchanged 304",
                ),
            ],
        ),
        Cage::new(
            "a 304 says nothing of it",
            [
                (
                    lasting("max-age=18000").header("ETag", "\"un\""),
                    "ok 200 +1",
                ),
                (fresh(), "unchanged 304"),
            ],
        ),
        Cage::new(
            "a 304 takes it back",
            [
                (
                    lasting("max-age=18000").header("ETag", "\"un\""),
                    "ok 200 +1",
                ),
                (fresh().header("Cache-Control", "no-cache"), "unchanged 304"),
            ],
        ),
    ];
    let reader = tour(&cages, 6 * HOUR, &[]);
    for (cage, pause) in cages.iter().zip([
        exactly(5 * HOUR),
        exactly(5 * HOUR),
        exactly(5 * HOUR),
        INTERVAL,
        exactly(5 * HOUR),
        exactly(5 * HOUR),
        INTERVAL,
    ]) {
        let found = reader.pause(&cage.name);
        assert!(
            pause.contains(&found),
            "{}: {found} s, not {pause:?}",
            cage.name
        );
    }
}

#[test]
fn who_asks_by_name_or_for_all_does_not_wait() {
    let site = Server::start(|_| {
        wishing("<ttl>600</ttl><skipDays><day>Monday</day></skipDays>")
            .header("Cache-Control", "max-age=80000")
    });
    let reader = Reader::of([("Vigie", site.url("/flux.xml"))]);
    reader.refresh(&[]).says("Vigie", "ok 200 +1");
    reader.refresh(&[]).says("Vigie", "skipped");
    reader.refresh(&["--all"]).says("Vigie", "unchanged 200");
    reader.refresh(&["Vigie"]).says("Vigie", "unchanged 200");
    assert_eq!(site.asked().len(), 3);
}

#[test]
fn a_clock_that_was_wrong_does_not_put_a_feed_to_sleep() {
    let cages = [
        Cage::new("Bon", [(good(1), "ok 200 +1")]),
        Cage::new("Panne", [(Reply::status(500), "failed 500 http")]),
    ];
    let reader = tour(&cages, -400 * DAY, &[]);
    let round = reader.refresh(&[]);
    round.says("Bon", "unchanged 200");
    round.says("Panne", "failed 500 http");
    assert!(reader.pause("Bon") <= HOUR + 5 * MINUTE);
}

#[test]
fn a_feeds_own_interval_goes_before_the_readers() {
    let site = Server::start(|_| good(1));
    let reader = Reader::of([]);
    reader.set_config(&format!(
        "[network]\ninterval = \"2h\"\n[[feeds]]\nurl = \"{}\"\ntitle = \"Lent\"\ninterval = \"12h\"\n\
         [[feeds]]\nurl = \"{}\"\ntitle = \"Vif\"\ninterval = \"10m\"\n[[feeds]]\nurl = \"{}\"\ntitle = \"Autre\"\n",
        site.url("/lent"), site.url("/vif"), site.url("/autre")
    ));
    reader.refresh(&[]);
    for (title, interval) in [
        ("Lent", 12 * HOUR),
        ("Vif", 10 * MINUTE),
        ("Autre", 2 * HOUR),
    ] {
        let pause = reader.pause(title);
        assert!(
            (interval..=interval + 5 * MINUTE).contains(&pause),
            "{title}: {pause}"
        );
    }
}

#[test]
fn feeds_that_were_added_together_do_not_fall_due_together() {
    let site = Server::start(|_| good(1));
    let titles: Vec<String> = (0..12).map(|n| format!("Flux {n}")).collect();
    let reader = Reader::of(titles.iter().map(|title| {
        (
            title.as_str(),
            site.url(&format!("/{}", title.replace(' ', "-"))),
        )
    }));
    reader.refresh(&[]);
    let pauses: std::collections::BTreeSet<i64> =
        titles.iter().map(|title| reader.pause(title)).collect();
    assert!(pauses.len() > 6, "{pauses:?}");
    assert!(
        pauses.iter().all(|pause| INTERVAL.contains(pause)),
        "{pauses:?}"
    );
}
