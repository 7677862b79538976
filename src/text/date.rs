//! Dates as people say them. Times cross the house as [`UnixTime`]; only here and in `feed` do they become calendars.
//! Reads no clock: what is now comes in as a value.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::{Lang, number};

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
pub type UnixTime = i64;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// A date in running text: `à l’instant`, `il y a 12 min`, `il y a 3 h`, `hier, 18:20`, `lundi`, `17 mars`,
/// `1er mars`, `17 mars 2021`; a date in the future (by a minute and more) is written out with its time.
pub fn spoken(then: UnixTime, now: UnixTime, zone: &TimeZone, lang: Lang) -> String {
    let age = now.saturating_sub(then);
    let at = calendar(then, zone);
    let today = calendar(now, zone).date();
    if age <= -MINUTE {
        return format!("{}, {}", full_date(at.date(), lang), hours_minutes(&at));
    }
    if age < MINUTE {
        return lang.pick("à l’instant", "just now").to_owned();
    }
    if age < HOUR {
        return ago(age / MINUTE, "min", lang);
    }
    match days_between(at.date(), today) {
        0 => ago(age / HOUR, "h", lang),
        1 => format!("{}, {}", lang.pick("hier", "yesterday"), hours_minutes(&at)),
        2..=6 => weekday(at.weekday(), lang).to_owned(),
        _ if at.year() == today.year() => day_and_month(at.date(), lang),
        _ => full_date(at.date(), lang),
    }
}

/// A date with its time, near ones by the day's name: `aujourd’hui 14:02`, `hier 18:20`, `demain 09:00`, `dimanche 10:00`
/// within six days either way, `17 mars 09:00`, `17 mars 2021 09:00`.
pub fn moment(then: UnixTime, now: UnixTime, zone: &TimeZone, lang: Lang) -> String {
    let at = calendar(then, zone);
    let today = calendar(now, zone).date();
    let day = match days_between(at.date(), today) {
        0 => lang.pick("aujourd’hui", "today").to_owned(),
        1 => lang.pick("hier", "yesterday").to_owned(),
        -1 => lang.pick("demain", "tomorrow").to_owned(),
        -6..=6 => weekday(at.weekday(), lang).to_owned(),
        _ if at.year() == today.year() => day_and_month(at.date(), lang),
        _ => full_date(at.date(), lang),
    };
    format!("{day} {}", hours_minutes(&at))
}

/// A length of time in its two largest units: `45 s`, `20 min`, `1 h 30 min`, `2 jours` (`2 days`), `1 jour 12 h`. The
/// spaces are U+00A0; less than nothing is nothing.
pub fn span(seconds: i64, lang: Lang) -> String {
    const DAY: i64 = 24 * HOUR;
    let seconds = seconds.max(0);
    let days = |n: i64| {
        let unit = number::plural(
            n,
            lang,
            lang.pick("jour", "day"),
            lang.pick("jours", "days"),
        );
        format!("{}\u{a0}{unit}", number::integer(n, lang))
    };
    let (whole, rest) = match seconds {
        ..MINUTE => (format!("{seconds}\u{a0}s"), None),
        MINUTE..HOUR => (
            format!("{}\u{a0}min", seconds / MINUTE),
            Some((seconds % MINUTE, "s")),
        ),
        HOUR..DAY => (
            format!("{}\u{a0}h", seconds / HOUR),
            Some((seconds % HOUR / MINUTE, "min")),
        ),
        _ => (days(seconds / DAY), Some((seconds % DAY / HOUR, "h"))),
    };
    match rest {
        Some((rest, unit)) if rest > 0 => format!("{whole}\u{a0}{rest}\u{a0}{unit}"),
        _ => whole,
    }
}

/// A day of the week by its number, 1 = Monday … 7 = Sunday; none for another number.
pub fn week_day(number: u8, lang: Lang) -> Option<&'static str> {
    let day = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
    Some(weekday(day, lang))
}

/// A date in the list's column, at most [`COLUMN`] columns wide: `14:02` today, `hier` (`yest.`) yesterday, `17 mars`
/// (`17 Mar`) on other days of this year, `03/2021` in other years. The future follows the same rules.
pub fn column(then: UnixTime, now: UnixTime, zone: &TimeZone, lang: Lang) -> String {
    let at = calendar(then, zone);
    let today = calendar(now, zone).date();
    match days_between(at.date(), today) {
        0 => hours_minutes(&at),
        1 => lang.pick("hier", "yest.").to_owned(),
        _ if at.year() == today.year() => day_and_short_month(at.date(), lang),
        _ => format!("{:02}/{:04}", at.month(), at.year()),
    }
}

/// The widest answer of [`column()`], in columns.
pub const COLUMN: usize = 8;

/// RFC 3339 in UTC with whole seconds, as every JSON output has it: `2026-11-24T06:30:00Z`. Times out of the years
/// −9999 to 9999 give the nearest time in them.
pub fn rfc3339(time: UnixTime) -> String {
    timestamp(time).to_string()
}

/// The clock time of a day in the given zone, `14:30`.
pub fn clock(time: UnixTime, zone: &TimeZone) -> String {
    hours_minutes(&calendar(time, zone))
}

/// The nearest time a calendar can name: any `i64` is taken.
fn timestamp(time: UnixTime) -> Timestamp {
    let second = time.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn calendar(time: UnixTime, zone: &TimeZone) -> ZonedDateTime {
    timestamp(time).to_zoned_datetime(zone.clone())
}

/// Days from `earlier` to `later`, negative when they are the other way round.
fn days_between(earlier: Date, later: Date) -> i64 {
    later.duration_since(earlier).as_hours() / 24
}

fn hours_minutes(at: &ZonedDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn ago(n: i64, unit: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("il y a {n} {unit}"),
        Lang::En => format!("{n} {unit} ago"),
    }
}

fn full_date(date: Date, lang: Lang) -> String {
    format!("{} {}", day_and_month(date, lang), date.year())
}

fn day_and_month(date: Date, lang: Lang) -> String {
    let month = lang.pick(MONTHS_FR, MONTHS_EN)[month_index(date)];
    format!("{} {month}", day(date, lang))
}

/// `17 mars`; `1er` gives way to `1` where it would not fit in the column.
fn day_and_short_month(date: Date, lang: Lang) -> String {
    let month = lang.pick(SHORT_MONTHS_FR, SHORT_MONTHS_EN)[month_index(date)];
    let whole = format!("{} {month}", day(date, lang));
    if whole.chars().count() <= COLUMN {
        whole
    } else {
        format!("{} {month}", date.day())
    }
}

/// The day of the month: the first is an ordinal in French.
fn day(date: Date, lang: Lang) -> String {
    match (date.day(), lang) {
        (1, Lang::Fr) => "1er".to_owned(),
        (day, _) => day.to_string(),
    }
}

fn month_index(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()) - 1
}

fn weekday(day: Weekday, lang: Lang) -> &'static str {
    match day {
        Weekday::Monday => lang.pick("lundi", "Monday"),
        Weekday::Tuesday => lang.pick("mardi", "Tuesday"),
        Weekday::Wednesday => lang.pick("mercredi", "Wednesday"),
        Weekday::Thursday => lang.pick("jeudi", "Thursday"),
        Weekday::Friday => lang.pick("vendredi", "Friday"),
        Weekday::Saturday => lang.pick("samedi", "Saturday"),
        Weekday::Sunday => lang.pick("dimanche", "Sunday"),
    }
}

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const SHORT_MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Paris in winter, without a zone database.
    fn paris() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(1))
    }

    fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> UnixTime {
        date(year, month, day)
            .at(hour, minute, 0, 0)
            .to_zoned_datetime(paris())
            .unwrap()
            .timestamp()
            .as_second()
    }

    #[test]
    fn says_when() {
        let now = at(2026, 11, 24, 14, 30);
        for (then, fr, en) in [
            (now, "à l’instant", "just now"),
            (now - 59, "à l’instant", "just now"),
            (now + 20, "à l’instant", "just now"),
            (now - 60, "il y a 1 min", "1 min ago"),
            (now - 12 * 60, "il y a 12 min", "12 min ago"),
            (now - 3_599, "il y a 59 min", "59 min ago"),
            (now - 3_600, "il y a 1 h", "1 h ago"),
            (at(2026, 11, 24, 0, 1), "il y a 14 h", "14 h ago"),
            (at(2026, 11, 23, 23, 59), "hier, 23:59", "yesterday, 23:59"),
            (at(2026, 11, 23, 0, 0), "hier, 00:00", "yesterday, 00:00"),
            (at(2026, 11, 22, 18, 20), "dimanche", "Sunday"),
            (at(2026, 11, 18, 18, 20), "mercredi", "Wednesday"),
            (at(2026, 11, 17, 18, 20), "17 novembre", "17 November"),
            (at(2026, 3, 1, 9, 0), "1er mars", "1 March"),
            (at(2021, 3, 17, 9, 0), "17 mars 2021", "17 March 2021"),
            (
                at(2025, 12, 1, 9, 0),
                "1er décembre 2025",
                "1 December 2025",
            ),
            (
                at(2026, 11, 25, 9, 5),
                "25 novembre 2026, 09:05",
                "25 November 2026, 09:05",
            ),
        ] {
            assert_eq!(spoken(then, now, &paris(), Lang::Fr), fr);
            assert_eq!(spoken(then, now, &paris(), Lang::En), en);
        }
    }

    #[test]
    fn moments_have_their_time() {
        let now = at(2026, 11, 24, 14, 30);
        for (then, fr, en) in [
            (at(2026, 11, 24, 14, 2), "aujourd’hui 14:02", "today 14:02"),
            (at(2026, 11, 24, 16, 0), "aujourd’hui 16:00", "today 16:00"),
            (at(2026, 11, 23, 18, 20), "hier 18:20", "yesterday 18:20"),
            (at(2026, 11, 25, 9, 5), "demain 09:05", "tomorrow 09:05"),
            (at(2026, 11, 28, 9, 5), "samedi 09:05", "Saturday 09:05"),
            (
                at(2026, 11, 17, 9, 5),
                "17 novembre 09:05",
                "17 November 09:05",
            ),
            (
                at(2027, 1, 1, 9, 5),
                "1er janvier 2027 09:05",
                "1 January 2027 09:05",
            ),
        ] {
            assert_eq!(moment(then, now, &paris(), Lang::Fr), fr);
            assert_eq!(moment(then, now, &paris(), Lang::En), en);
        }
    }

    #[test]
    fn spans_are_said_in_two_units() {
        for (seconds, fr, en) in [
            (-5, "0 s", "0 s"),
            (59, "59 s", "59 s"),
            (60, "1 min", "1 min"),
            (90, "1 min 30 s", "1 min 30 s"),
            (3_600, "1 h", "1 h"),
            (5_430, "1 h 30 min", "1 h 30 min"),
            (86_400, "1 jour", "1 day"),
            (129_600, "1 jour 12 h", "1 day 12 h"),
            (7 * 86_400, "7 jours", "7 days"),
        ] {
            assert_eq!(span(seconds, Lang::Fr).replace('\u{a0}', " "), fr);
            assert_eq!(span(seconds, Lang::En).replace('\u{a0}', " "), en);
        }
        assert_eq!(week_day(7, Lang::Fr), Some("dimanche"));
        assert_eq!((week_day(0, Lang::Fr), week_day(8, Lang::En)), (None, None));
    }

    #[test]
    fn minutes_go_before_yesterday() {
        let now = at(2026, 11, 24, 0, 10);
        assert_eq!(
            spoken(now - 1_200, now, &paris(), Lang::Fr),
            "il y a 20 min"
        );
        assert_eq!(spoken(now - 7_200, now, &paris(), Lang::Fr), "hier, 22:10");
    }

    #[test]
    fn the_column_is_short() {
        let now = at(2026, 11, 24, 14, 30);
        for (then, fr, en) in [
            (at(2026, 11, 24, 14, 2), "14:02", "14:02"),
            (at(2026, 11, 24, 20, 0), "20:00", "20:00"),
            (at(2026, 11, 23, 14, 2), "hier", "yest."),
            (at(2026, 3, 17, 9, 0), "17 mars", "17 Mar"),
            (at(2026, 3, 1, 9, 0), "1er mars", "1 Mar"),
            (at(2026, 1, 1, 9, 0), "1 janv.", "1 Jan"),
            (at(2026, 11, 25, 9, 0), "25 nov.", "25 Nov"),
            (at(2021, 3, 17, 9, 0), "03/2021", "03/2021"),
            (at(2027, 1, 2, 9, 0), "01/2027", "01/2027"),
        ] {
            assert_eq!(column(then, now, &paris(), Lang::Fr), fr);
            assert_eq!(column(then, now, &paris(), Lang::En), en);
        }
    }

    #[test]
    fn the_zone_decides_the_day() {
        let utc = TimeZone::UTC;
        let now = at(2026, 11, 24, 0, 30);
        assert_eq!(clock(now, &paris()), "00:30");
        assert_eq!(clock(now, &utc), "23:30");
        assert_eq!(column(now, now + HOUR, &utc, Lang::Fr), "hier");
        assert_eq!(column(now, now + HOUR, &paris(), Lang::Fr), "00:30");
    }

    #[test]
    fn rfc3339_is_utc() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(1_795_501_800), "2026-11-24T06:30:00Z");
        assert!(rfc3339(i64::MAX).starts_with("9999-12-30T"));
        assert!(rfc3339(i64::MIN).starts_with("-009999-"));
    }

    proptest! {
        #[test]
        fn any_time_is_said(then: i64, now: i64) {
            for lang in [Lang::Fr, Lang::En] {
                prop_assert!(!spoken(then, now, &paris(), lang).is_empty());
                prop_assert!(!moment(then, now, &paris(), lang).is_empty());
                prop_assert!(!span(then, lang).is_empty());
                prop_assert!(width(&column(then, now, &paris(), lang)) <= COLUMN);
            }
            prop_assert!(rfc3339(then).ends_with('Z'));
        }

        #[test]
        fn this_year_fits_the_column(days in 0i64..366) {
            let now = at(2028, 12, 31, 12, 0);
            let then = now - days * 86_400;
            for lang in [Lang::Fr, Lang::En] {
                prop_assert!(width(&column(then, now, &paris(), lang)) <= COLUMN);
            }
        }
    }
}
