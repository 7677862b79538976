//! Whether a date is written as its format wants it. A date that only a lenient reader understands is one that others
//! lose.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;

/// How a date is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// RSS's `pubDate`: RFC 822 with the years of RFC 2822.
    Rfc822,
    /// Atom's and JSON Feed's: RFC 3339.
    Rfc3339,
    /// Dublin Core's and Atom 0.3's: the W3C's note, where what is finer than a year may be left out.
    W3c,
}

/// True where the date has the form, a right weekday included.
pub fn has_form(date: &str, form: Form) -> bool {
    static RFC822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new();
    let date = date.trim();
    match form {
        // `UTC` is no zone of RFC 822, and is read by everybody.
        Form::Rfc822 => match date.strip_suffix("UTC") {
            Some(rest) => RFC822.parse_timestamp(format!("{rest}GMT")).is_ok(),
            None => RFC822.parse_timestamp(date).is_ok(),
        },
        Form::Rfc3339 => is_rfc3339(date),
        Form::W3c => is_w3c(date),
    }
}

/// True where the date names a day that its month does not have: a 31st of February, which is read as one of March.
pub fn no_such_day(date: &str) -> bool {
    let words: Vec<&str> = date
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(5)
        .collect();
    let days = words.windows(3).find_map(|three| match three {
        [first, second, third] => exists(first, second, third),
        _ => None,
    });
    days == Some(false)
}

/// Whether there is the day that three words name, in any order that is read; none where they name none.
fn exists(first: &str, second: &str, third: &str) -> Option<bool> {
    if let Some(month) = month(second) {
        return has_day(year(third)?, month, number(first)?);
    }
    let middle = number(second)?;
    if let Some(month) = month(first).filter(|_| third.len() == 4) {
        return has_day(year(third)?, month, middle);
    }
    if first.len() == 4 {
        // `24T09` of ISO 8601.
        let day = third.split(['T', 't']).next()?;
        return has_day(year(first)?, middle, number(day)?);
    }
    let (first, year) = (number(first)?, year(third)?);
    let orders = [has_day(year, middle, first), has_day(year, first, middle)];
    orders
        .into_iter()
        .flatten()
        .reduce(|one, other| one || other)
}

/// Whether a month has a day; none where neither is one of any month.
fn has_day(year: i16, month: i8, day: i8) -> Option<bool> {
    let sensible = (1..=12).contains(&month) && (1..=31).contains(&day);
    sensible.then(|| Date::new(year, month, day).is_ok())
}

fn number(text: &str) -> Option<i8> {
    text.parse().ok().filter(|_| text.len() <= 2)
}

fn year(text: &str) -> Option<i16> {
    match text.len() {
        2 => Some(2_000 + text.parse::<i16>().ok()?),
        4 => text.parse().ok(),
        _ => None,
    }
}

/// A month by its name or the start of it, in English or in French.
fn month(name: &str) -> Option<i8> {
    const NAMES: [(&str, i8); 18] = [
        ("jan", 1),
        ("fév", 2),
        ("feb", 2),
        ("fev", 2),
        ("mar", 3),
        ("avr", 4),
        ("apr", 4),
        ("mai", 5),
        ("may", 5),
        ("juin", 6),
        ("jun", 6),
        ("jui", 7),
        ("jul", 7),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("déc", 12),
        ("dec", 12),
    ];
    let name = name.to_lowercase();
    let known = NAMES.iter().find(|(start, _)| name.starts_with(start));
    let august = name.starts_with("ao") || name.starts_with("aug");
    known.map(|(_, month)| *month).or(august.then_some(8))
}

/// With a `T`, seconds and a zone; jiff takes more than that.
fn is_rfc3339(date: &str) -> bool {
    let bytes = date.as_bytes();
    let at =
        |place: usize, wanted: &[u8]| bytes.get(place).is_some_and(|byte| wanted.contains(byte));
    let shaped = at(4, b"-") && at(7, b"-") && at(10, b"Tt") && at(13, b":") && at(16, b":");
    let ends = bytes
        .last()
        .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'Z' | b'z'));
    shaped && ends && date.parse::<Timestamp>().is_ok()
}

/// A year, a month, a day, or a moment whose seconds may be left out.
fn is_w3c(date: &str) -> bool {
    if is_rfc3339(date) {
        return true;
    }
    let shape: String = date
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    matches!(
        shape.as_str(),
        "0000"
            | "0000-00"
            | "0000-00-00"
            | "0000-00-00T00:00Z"
            | "0000-00-00T00:00+00:00"
            | "0000-00-00T00:00-00:00"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist() {
        for (date, expected) in [
            ("Sat, 31 Feb 2026 09:30:00 +0100", true),
            ("Sat, 28 Feb 2026 09:30:00 +0100", false),
            ("29 Feb 2024 09:30:00 GMT", false),
            ("29 Feb 26 09:30:00 GMT", true),
            ("dim. 31 juin 2026", true),
            ("mar., 31 mars 2026", false),
            ("February 30, 2026", true),
            ("2026-02-31T09:30:00Z", true),
            ("2026-04-31", true),
            ("2026-04-30T09:30:00Z", false),
            ("31/04/2026", true),
            ("04/31/2026", true),
            ("12/11/2026", false),
            ("31/12/2026 10:20", false),
            ("2026-13-45", false),
            ("demain", false),
            ("1 2", false),
            ("", false),
        ] {
            assert_eq!(no_such_day(date), expected, "{date}");
        }
    }

    #[test]
    fn forms_are_told_apart() {
        use Form::{Rfc822, Rfc3339, W3c};
        for (date, form, expected) in [
            ("Tue, 24 Nov 2026 09:30:00 +0100", Rfc822, true),
            ("24 Nov 2026 09:30 GMT", Rfc822, true),
            ("Tue, 24 Nov 26 09:30:00 EST", Rfc822, true),
            ("Tue, 24 Nov 2026 09:30:00 UTC", Rfc822, true),
            ("Mon, 24 Nov 2026 09:30:00 GMT", Rfc822, false),
            ("mar., 24 nov. 2026 09:30:00 +0100", Rfc822, false),
            ("2026-11-24T09:30:00+01:00", Rfc822, false),
            ("Tue, 24 Nov 2026 25:30:00 +0100", Rfc822, false),
            ("Tue, 24 Nov 2026", Rfc822, false),
            ("2026-11-24T09:30:00+01:00", Rfc3339, true),
            ("2026-11-24T09:30:00.123Z", Rfc3339, true),
            ("2026-11-24 09:30:00Z", Rfc3339, false),
            ("2026-11-24T09:30:00", Rfc3339, false),
            ("2026-11-24T09:30Z", Rfc3339, false),
            ("2026-11-24", Rfc3339, false),
            ("2026-11-24T09:30:00+01:00[Europe/Paris]", Rfc3339, false),
            ("2026-11-24", W3c, true),
            ("2026", W3c, true),
            ("2026-11-24T09:30Z", W3c, true),
            ("24/11/2026", W3c, false),
        ] {
            assert_eq!(has_form(date, form), expected, "{date} {form:?}");
        }
    }
}
