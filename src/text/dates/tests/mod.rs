//! Dates by class, each with what it says; then what is none, what a feed decides, and any text at all.

mod french;
mod iso;
mod standard;
mod world;

use proptest::prelude::*;

use super::*;

const FRENCH: Hints = Hints {
    order: Order::Unknown,
    french: true,
};

const ELSEWHERE: Hints = Hints {
    order: Order::Unknown,
    french: false,
};

fn shown(text: &str, hints: &Hints) -> String {
    match parse(text, hints) {
        Some(time) => jiff::Timestamp::from_second(time)
            .expect("a sensible time")
            .to_string(),
        None => "none".to_owned(),
    }
}

/// All that are not read as they should be, at once.
fn all_read(hints: &Hints, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(sent, read)| (sent, read, shown(sent, hints)))
        .filter(|(_, read, shown)| *read != shown)
        .map(|(sent, read, shown)| format!("{sent:?}: {shown}, not {read}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_no_date_is_none() {
    let wrong: Vec<String> = [
        "",
        " ",
        "hier",
        "aujourd’hui",
        "il y a 2 heures",
        "now",
        "today",
        "now()",
        "-",
        "0",
        "1",
        "12",
        "20",
        "null",
        "undefined",
        "NaN",
        "Invalid Date",
        "32 Jan 2004",
        "00 Jan 2004",
        "2003-13-01",
        "2003-00-10",
        "2003-12-00",
        "0000-00-00 00:00:00",
        "0000-00-00T00:00:00Z",
        "45/45/2021",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "9999-12-31T23:59:59Z",
        "12:30",
        "17 mars",
        "17 mars 14:05",
        "17/03",
        "lundi",
        "lundi 14h05",
        "mars",
        "Jan",
        "--12-31",
        "--12",
        "---31",
        "-365",
        "99999999999999999999",
        "2003-12-31T99:00:00Z",
        "2003-12-31T10:99:00Z",
        "2003-12-31T10:10:99Z",
        "2003-W54-1",
        "2003-367",
        "Wed, 31 Foo 2003 10:00:00 GMT",
        "%a, %d %b %Y %H:%M:%S",
        "{{ date }}",
        "Copyright 2021",
        "平成33年3月17日",
        "https://exemple.test/a",
        "\u{0}",
    ]
    .into_iter()
    .map(|sent| (sent, shown(sent, &FRENCH), shown(sent, &ELSEWHERE)))
    .filter(|(_, french, elsewhere)| french != "none" || elsewhere != "none")
    .map(|wrong| format!("{wrong:?}"))
    .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_far_past_and_future_are_dates() {
    all_read(
        &ELSEWHERE,
        &[
            ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
            ("1969-07-20T20:17:40Z", "1969-07-20T20:17:40Z"),
            ("1970-01-01T00:00:01Z", "1970-01-01T00:00:01Z"),
            ("Fri, 01 Feb 2126 00:00:00 GMT", "2126-02-01T00:00:00Z"),
            ("2299-12-31T23:59:59Z", "2299-12-31T23:59:59Z"),
        ],
    );
}

#[test]
fn one_date_of_a_feed_decides_for_all() {
    let first = |dates: &[&str], french| {
        let hints = Hints::of(dates.iter().copied(), french);
        shown(dates[0], &hints)[..10].to_owned()
    };
    assert_eq!(first(&["03/04/2021", "17/03/2021"], false), "2021-04-03");
    assert_eq!(first(&["03/04/2021", "03/17/2021"], false), "2021-03-04");
    assert_eq!(
        first(&["03/04/2021 12:00", "03/17/2021"], true),
        "2021-03-04"
    );
    assert_eq!(first(&["03/04/2021 12:00", "03/17/21"], true), "2021-03-04");
    assert_eq!(first(&["03/04/2021 12:00"], true), "2021-04-03");
    assert_eq!(first(&["03/04/2021"], false), "2021-03-04");
    assert_eq!(first(&["03.04.2021"], false), "2021-04-03");
    assert_eq!(first(&["03-04-2021"], false), "2021-04-03");
    assert_eq!(
        first(&["03-04-2021", "Mon, 03-17-2021 10:00"], false),
        "2021-03-04"
    );
    // What says itself what it is stays what it is.
    assert_eq!(
        first(&["17/03/2021", "03/18/2021", "03/19/2021"], false),
        "2021-03-17"
    );
    // Years first, addresses and times prove nothing.
    let proofs = [
        "2021-03-17",
        "26-03-17",
        "10.20.30.40",
        "Wed, 17 Mar 2021 10:00:00",
    ];
    assert_eq!(Hints::of(proofs.into_iter(), false), ELSEWHERE);
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(text in ".{0,60}") {
        let _ = parse(&text, &FRENCH);
        let _ = Hints::of(std::iter::once(text.as_str()), true);
    }

    #[test]
    fn near_dates_are_read_or_not(text in "[0-9a-zé+:/., TZ年月-]{0,40}") {
        let _ = parse(&text, &Hints::default());
    }

    #[test]
    fn pieces_of_dates_are_read_or_not(pieces in prop::collection::vec(prop::sample::select(vec![
        "17", "3", "2021", "1", "mars", "mar.", "Tue,", "10:14", ":55", ".5", "T", "Z", "+", "-", "0100", "PM", "h",
        "/", ".", " ", "Europe/Paris", "W05", "20210317", "1767322800", "(", "GMT", "年", "999", "a", "p.m.",
    ]), 0..14)) {
        let _ = parse(&pieces.concat(), &FRENCH);
        let _ = parse(&pieces.join(" "), &Hints::default());
    }

    #[test]
    fn rfc_3339_goes_round(time in 1_i64..4_000_000_000) {
        let text = jiff::Timestamp::from_second(time).expect("in range").to_string();
        prop_assert_eq!(parse(&text, &FRENCH), Some(time));
        prop_assert_eq!(parse(&text.replace('T', " "), &FRENCH), Some(time));
    }

    #[test]
    fn french_words_go_round(time in 946_684_800_i64..4_000_000_000) {
        const MONTHS: [&str; 12] = [
            "janvier", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "octobre", "novembre", "déc.",
        ];
        let at = jiff::Timestamp::from_second(time).expect("in range").to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let month = MONTHS[usize::from(at.month().unsigned_abs()) - 1];
        let text = format!(
            "mar. {} {month} {} à {} h {:02} min {} s UTC", at.day(), at.year(), at.hour(), at.minute(), at.second()
        );
        prop_assert_eq!(parse(&text, &FRENCH), Some(time));
    }
}
