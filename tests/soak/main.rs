//! Two days of visits to a small web of mixed manners. The month of two thousand feeds is `cargo bench --bench soak`.
#![allow(clippy::unwrap_used)]

mod world;

#[test]
fn nobody_is_asked_before_the_time_they_gave() {
    let report = world::run(100, 2);
    println!("{}", report.table());
    let total = report.total();
    assert_eq!(total.early, 0, "{}", report.table());
    assert!(report.rounds > 100, "{} refreshes", report.rounds);
    assert!(report.most_at_once <= 2, "{} at once", report.most_at_once);
    let with = |name: &str| {
        let kind = world::KINDS.iter().position(|(kind, _)| *kind == name);
        report.seen[kind.unwrap()]
    };
    assert_eq!(report.moved, with("301 to a new address").feeds);
    assert_eq!(report.gone, with("410 from the second day").feeds);
    let days = report.days as f64;
    let a_day = |name: &str| {
        let seen = with(name);
        seen.requests as f64 / (seen.feeds as f64 * days)
    };
    for (name, least, most) in [
        ("ETag, changes twice a day", 20.0, 24.0),
        ("ETag and max-age of 4 hours", 5.0, 6.2),
        ("ETag, ttl of 6 hours", 3.0, 4.2),
        ("ETag, skipHours at night", 15.0, 19.0),
        ("404", 2.0, 6.0),
        ("closes the connection", 2.0, 6.0),
        ("a page, no feed", 2.0, 6.0),
    ] {
        let requests = a_day(name);
        assert!(
            (least..=most).contains(&requests),
            "{name}: {requests} a day\n{}",
            report.table()
        );
    }
    let tagged = with("ETag, changes twice a day");
    assert!(tagged.unchanged * 10 > tagged.requests * 8, "{tagged:?}");
}
