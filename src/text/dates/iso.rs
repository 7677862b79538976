//! Dates in digits from the year down, at the head of a text: W3C-DTF and ISO 8601, extended and basic, by months,
//! weeks and days of the year, with two-digit years as its first edition had them. Reads no clock and no zone.

use jiff::civil::{Date, ISOWeekDate};

use super::moment::{Day, is_year, year};

/// The day a text begins with, and what follows; none where it begins otherwise. `day_first` reads `26-03-21` from
/// the day up. What is cut to a year or a month is its first day.
pub fn head(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let (day, rest) = match text.strip_prefix('-') {
        Some(text) => short_month(text)?,
        None => match digits(text) {
            4 => from_year(text)?,
            2 => short(text, day_first)?,
            12 | 14 => packed(text, 8)?,
            length => packed(text, length)?,
        },
    };
    // `20031231101455` goes on with its clock.
    let goes_on = digits(rest) > 0 && !matches!((digits(text), digits(rest)), (14, 6) | (12, 4));
    (!goes_on && is_year(day.year)).then_some((day, rest))
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn day(year: i16, month: &str, day: &str) -> Option<Day> {
    Day::new(year, month.parse().ok()?, day.parse().ok()?)
}

fn of_year(year: i16, number: &str) -> Option<Day> {
    let first = Date::new(year, 1, 1).ok()?.with();
    let date = first.day_of_year(number.parse().ok()?).build().ok()?;
    Some(date.into())
}

/// `2026`, `2026-01`, `2026-01-02`, `2026/1/2`, `2026-002`, `2026-W01-5`, `2026W015`.
fn from_year(text: &str) -> Option<(Day, &str)> {
    let year = year(&text[..4])?;
    let rest = &text[4..];
    if rest.is_empty() {
        return Some((Day::new(year, 1, 1)?, rest));
    }
    let stroke = rest.starts_with(['-', '/', '.', ':']);
    let rest = if stroke { &rest[1..] } else { rest };
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        return self::week(year, week);
    }
    if !stroke {
        return None;
    }
    let separator = text.as_bytes()[4];
    let (first, rest) = rest.split_at(digits(rest));
    let second = match rest.as_bytes().first() {
        Some(byte) if *byte == separator => digits(&rest[1..]),
        _ => 0,
    };
    match (first.len(), second) {
        (1..=3, 1 | 2) => {
            let (second, rest) = rest[1..].split_at(second);
            Some((day(year, first, second)?, rest))
        }
        (3, 0) if separator == b'-' => Some((of_year(year, first)?, rest)),
        (1 | 2, 0) if separator != b':' && ends_or_clock(rest) => {
            Some((Day::new(year, first.parse().ok()?, 1)?, rest))
        }
        _ => None,
    }
}

/// True where nothing more of a date can follow.
fn ends_or_clock(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['T', 't', 'Z', 'z'])
}

/// A week of ISO 8601 and its day, Monday where it says none.
fn week(year: i16, text: &str) -> Option<(Day, &str)> {
    if digits(text) < 2 {
        return None;
    }
    let (week, rest) = text.split_at(2);
    let after = rest.strip_prefix('-').unwrap_or(rest);
    let (number, rest) = match digits(after) {
        1 => after.split_at(1),
        _ => ("1", rest),
    };
    let weekday = jiff::civil::Weekday::from_monday_one_offset(number.parse().ok()?).ok()?;
    let date = ISOWeekDate::new(year, week.parse().ok()?, weekday).ok()?;
    Some((date.date().into(), rest))
}

/// `03-12-31`, `03-1-2`, `03-335`: the year first as ISO 8601 had it in 1988, unless only the day makes sense there or the
/// feed says so.
fn short(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let rest = text[2..].strip_prefix('-')?;
    let (first, rest) = rest.split_at(digits(rest));
    if first.len() == 3 && ends_or_clock(rest) {
        return Some((of_year(year(&text[..2])?, first)?, rest));
    }
    let rest = rest.strip_prefix('-')?;
    let (second, rest) = rest.split_at(digits(rest));
    if !matches!((first.len(), second.len()), (2, 2) | (1 | 2, 1)) {
        return None;
    }
    let year_first = || Day::new(year(&text[..2])?, first.parse().ok()?, second.parse().ok()?);
    let year_last = || Day::new(year(second)?, first.parse().ok()?, text[..2].parse().ok()?);
    let day = match day_first && second.len() == 2 {
        true => year_last().or_else(year_first),
        false => year_first().or_else(year_last),
    };
    Some((day?, rest))
}

/// `-0312`, `-03-12`: year and month.
fn short_month(text: &str) -> Option<(Day, &str)> {
    let (head, month) = match (digits(text), text.as_bytes().get(2)) {
        (4, _) => (4, text.get(2..4)?),
        (2, Some(b'-')) if digits(&text[3..]) == 2 => (5, text.get(3..5)?),
        _ => return None,
    };
    let day = Day::new(year(&text[..2])?, month.parse().ok()?, 1)?;
    let rest = &text[head..];
    ends_or_clock(rest).then_some((day, rest))
}

/// Digits without strokes: 8 `20031231`, 7 `2003365`, 6 `031231` or `200312`, 5 `03365`.
fn packed(text: &str, length: usize) -> Option<(Day, &str)> {
    let (all, rest) = text.split_at(length);
    let day = match length {
        8 => day(year(&all[..4])?, &all[4..6], &all[6..])
            .filter(|day| is_year(day.year))
            .or_else(|| day(year(&all[4..])?, &all[2..4], &all[..2])),
        7 if ends_or_clock(rest) => of_year(year(&all[..4])?, &all[4..]),
        6 if ends_or_clock(rest) => day_of_six(all),
        5 if ends_or_clock(rest) => of_year(year(&all[..2])?, &all[2..]),
        _ => None,
    };
    Some((day?, rest))
}

fn day_of_six(all: &str) -> Option<Day> {
    let (month, day) = (all[2..4].parse().ok()?, all[4..].parse().ok()?);
    Day::new(year(&all[..2])?, month, day).or_else(|| Day::new(year(&all[..4])?, day, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_what_follows() {
        for (text, day, rest) in [
            ("2003-12-31T10:14Z", "2003-12-31", "T10:14Z"),
            ("2003-1-2 3:04", "2003-01-02", " 3:04"),
            ("2003/12/31", "2003-12-31", ""),
            ("2003-012-31", "2003-12-31", ""),
            ("2003:12:31 10:14:55", "2003-12-31", " 10:14:55"),
            ("2003-12", "2003-12-01", ""),
            ("2003-12T10:00Z", "2003-12-01", "T10:00Z"),
            ("2003", "2003-01-01", ""),
            ("2003-365", "2003-12-31", ""),
            ("2004-366T01", "2004-12-31", "T01"),
            ("2003365", "2003-12-31", ""),
            ("2009-W01-1", "2008-12-29", ""),
            ("2009-W53-7T10:00", "2010-01-03", "T10:00"),
            ("2009W537", "2010-01-03", ""),
            ("2020-W10", "2020-03-02", ""),
            ("20031231T101455Z", "2003-12-31", "T101455Z"),
            ("20031231", "2003-12-31", ""),
            ("31122003", "2003-12-31", ""),
            ("03-12-31", "2003-12-31", ""),
            ("99-12-31", "1999-12-31", ""),
            ("31-12-99", "1999-12-31", ""),
            ("031231", "2003-12-31", ""),
            ("200313", "2020-03-13", ""),
            ("202103", "2021-03-01", ""),
            ("03-335", "2003-12-01", ""),
            ("03335", "2003-12-01", ""),
            ("-0312", "2003-12-01", ""),
            ("-03-12", "2003-12-01", ""),
        ] {
            let (read, left) = head(text, false).expect(text);
            assert_eq!((read.to_string().as_str(), left), (day, rest), "{text}");
        }
        let (read, _) = head("21-03-17", true).expect("a date");
        assert_eq!(read.to_string(), "2017-03-21");
    }

    #[test]
    fn what_is_no_head() {
        for text in [
            "",
            "-",
            "12",
            "20",
            "-365",
            "--12-31",
            "---31",
            "-03",
            "2003-13-01",
            "2003-367",
            "2003-W54-1",
            "1899-12-31",
            "2003-12-310",
            "17/03/2021",
            "10:00",
            "2003 mars",
            "9999999",
            "2004 15:00",
            "123456789",
            "é",
        ] {
            assert_eq!(head(text, false), None, "{text}");
        }
    }
}
