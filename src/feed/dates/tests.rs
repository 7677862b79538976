use super::*;
use proptest::prelude::*;

const FRENCH: Hints = Hints {
    day_first: true,
    paris: true,
};

fn shown(text: &str, hints: &Hints) -> String {
    match parse(text, hints) {
        Some(time) => jiff::Timestamp::from_second(time)
            .expect("a sensible time")
            .to_string(),
        None => "none".to_owned(),
    }
}

#[test]
fn dates_of_french_feeds() {
    for (sent, read) in [
        ("Lundi, 16. Novembre 2020 - 15:54", "2020-11-16T14:54:00Z"),
        ("ven., 03 juil. 2020 15:09:58 +0000", "2020-07-03T15:09:58Z"),
        ("jeu., 02 avril 2020 00:00:00 +0200", "2020-04-01T22:00:00Z"),
        ("mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"),
        ("mar. 17 mar. 2020 10:00", "2020-03-17T09:00:00Z"),
        ("17 mar. 2020", "2020-03-16T23:00:00Z"),
        ("mar. 17 2020", "2020-03-16T23:00:00Z"),
        ("mer. 1er août 2018 à 15h54", "2018-08-01T13:54:00Z"),
        ("sam. 5 févr. 2022 9h", "2022-02-05T08:00:00Z"),
        ("17/03/2021", "2021-03-16T23:00:00Z"),
        ("03/04/2021 12:00", "2021-04-03T10:00:00Z"),
        ("Fri, 26/06/2020", "2020-06-25T22:00:00Z"),
        ("2 janvier 2026", "2026-01-01T23:00:00Z"),
        ("2026-01-02 03:04:05", "2026-01-02T02:04:05Z"),
        ("le 14.07.2020", "2020-07-13T22:00:00Z"),
    ] {
        assert_eq!(shown(sent, &FRENCH), read, "{sent}");
    }
}

#[test]
fn standard_dates_and_their_wounds() {
    for (sent, read) in [
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("Fri,25 Sep 2026 01:03:34 GMT", "2026-09-25T01:03:34Z"),
        ("10/30/23 21:55:58", "2023-10-30T21:55:58Z"),
        ("Mon, 26 January 2004 16:31:00 CT", "2004-01-26T22:31:00Z"),
        ("Mon, 16th Nov 2020 13:16:28 GMT", "2020-11-16T13:16:28Z"),
        ("Thu, June 22, 2023 at 01:11 PM EDT", "2023-06-22T17:11:00Z"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
        ("Thursday, 01-Jan-04 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("01 Jan 2004 19:48 +0100", "2004-01-01T18:48:00Z"),
        (
            "Fri, 02 Jan 2026 03:04:05 GMT+01:00",
            "2026-01-02T02:04:05Z",
        ),
        ("Fri, 02 Jan 2026 03:04:05 +01:00", "2026-01-02T02:04:05Z"),
        ("Fri, 02 Jan 2026", "2026-01-02T00:00:00Z"),
        ("Fri, 02 Jan 2026 24:00:00 GMT", "2026-01-03T00:00:00Z"),
        ("Fri, 02 Jan 26 23:59:60 Z", "2026-01-02T23:59:59Z"),
        ("Wed, 29 Jul 2009 02:43:07 EST", "2009-07-29T07:43:07Z"),
        ("2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"),
        ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"),
        ("2003-12-31T10:14:55.123456+0100", "2003-12-31T09:14:55Z"),
        ("2003-12-31T10:14Z", "2003-12-31T10:14:00Z"),
        ("2003-12-31", "2003-12-31T00:00:00Z"),
        ("20031231", "2003-12-31T00:00:00Z"),
        ("2003-12", "2003-12-01T00:00:00Z"),
        ("2003", "2003-01-01T00:00:00Z"),
        ("2003-365", "2003-12-31T00:00:00Z"),
        ("2004/01/02 03:04:05", "2004-01-02T03:04:05Z"),
        ("1767322800", "2026-01-02T03:00:00Z"),
        ("1767322800000", "2026-01-02T03:00:00Z"),
        ("03 Apr 02 1500 GMT", "2002-04-03T15:00:00Z"),
        ("2 Juni 2021 10:00:00 +0200", "2021-06-02T08:00:00Z"),
    ] {
        assert_eq!(shown(sent, &Hints::default()), read, "{sent}");
    }
}

#[test]
fn what_is_no_date_is_none() {
    for sent in [
        "",
        "hier",
        "32 Jan 2004",
        "2003-13-01",
        "31 février 2020",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "12:30",
        "Jan 2004",
        "99999999999999999999",
        "2003-12-31T25:00:00Z",
    ] {
        assert_eq!(parse(sent, &FRENCH), None, "{sent}");
    }
}

#[test]
fn one_date_of_a_feed_decides_for_all() {
    let of = |dates: &[&str], french| Hints::of(dates.iter().copied(), french).day_first;
    assert!(of(&["03/04/2021", "17/03/2021"], false));
    assert!(!of(&["03/04/2021", "03/17/2021"], true));
    assert!(of(&["03/04/2021"], true));
    assert!(!of(&["03/04/2021"], false));
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in ".{0,60}") {
        let _ = parse(&text, &FRENCH);
    }

    #[test]
    fn near_dates_are_read_or_not(text in "[0-9a-zé+:/., TZ-]{0,40}") {
        let _ = parse(&text, &Hints::default());
    }

    #[test]
    fn rfc_3339_goes_round(time in 1_i64..4_000_000_000) {
        let text = jiff::Timestamp::from_second(time).expect("in range").to_string();
        prop_assert_eq!(parse(&text, &FRENCH), Some(time));
    }
}
