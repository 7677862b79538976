//! Dates as feeds and pages write them: RFC 2822 and 3339 with their wounds, ISO 8601 in all its forms, the French forms of
//! FRENCH.md, other languages' months, numbers with strokes. Read piece by piece against tables, never by replacing
//! text; a date that cannot be read is none, never today. What one date cannot tell (day or month first, no zone) is
//! decided once for the whole feed. `super::date` says dates, this reads them.

mod clean;
mod clocks;
mod iso;
mod moment;
mod names;
mod numbers;
mod reader;
mod tokens;
mod zones;

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use crate::text::UnixTime;

/// What the whole feed tells about each of its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hints {
    /// Which number stands first in `03/04/2021`, where another date of the feed shows it.
    order: Order,
    /// Times without a zone are Paris's, else UTC's; and the day stands first where nothing shows otherwise.
    french: bool,
}

/// What a feed's other dates show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Order {
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
}

impl Hints {
    /// Decides for a feed from all its dates as sent: those whose first or second number is over 12 show the order,
    /// the more numerous ones where they do not agree.
    pub fn of<'t>(dates: impl Iterator<Item = &'t str>, french: bool) -> Hints {
        let (mut day_first, mut month_first) = (0, 0);
        for (first, second) in dates.filter_map(strokes) {
            day_first += usize::from(first > 12 && second <= 12);
            month_first += usize::from(second > 12 && first <= 12);
        }
        let order = match (day_first, month_first) {
            (0, 0) => Order::Unknown,
            (days, months) if days >= months => Order::DayFirst,
            _ => Order::MonthFirst,
        };
        Hints { order, french }
    }

    /// The same for a feed that says its language: where its dates show nothing, day first but in American English and
    /// in English of no country.
    pub fn in_language(mut self, language: Option<&str>) -> Hints {
        const DAY_FIRST: [&str; 6] = ["en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"];
        let american = |language: &str| {
            language == "en" || (language.starts_with("en-") && !DAY_FIRST.contains(&language))
        };
        if self.order == Order::Unknown && language.is_some_and(|language| !american(language)) {
            self.order = Order::DayFirst;
        }
        self
    }

    /// True where the first of two numbers is the day: by themselves, by the feed, by its language; with dots and
    /// dashes the world over but where the feed shows otherwise.
    fn day_first(&self, first: i8, second: i8, slashes: bool) -> bool {
        match (first > 12, second > 12, self.order) {
            (true, false, _) | (_, _, Order::DayFirst) => !(second > 12 && first <= 12),
            (false, true, _) | (_, _, Order::MonthFirst) => false,
            (_, _, Order::Unknown) => self.french || !slashes,
        }
    }
}

/// The moment a date says; none where it cannot be read or makes no sense: a 32nd, a 13th month both ways, a year
/// before 1900 or after 2300 (Go's year 1, SQL's 9999), the epoch's first second that broken software sends. A day
/// past the end of its month is the next month's, as [`moment`] says.
pub fn parse(text: &str, hints: &Hints) -> Option<UnixTime> {
    let text = clean::clean(text)?;
    let read = in_plain_form(&text)
        .or_else(|| counted(&text))
        .or_else(|| reader::read(&text, hints))?;
    (read != 0 && SENSIBLE.contains(&read)).then_some(read)
}

/// From 1900 to 2300.
const SENSIBLE: std::ops::Range<UnixTime> = -2_208_988_800..10_445_000_000;

/// What most feeds send, by jiff alone: RFC 3339, and RFC 2822 with a zone in digits, `GMT` or one of America's (its
/// letters are read by our table) whatever weekday it names.
fn in_plain_form(text: &str) -> Option<UnixTime> {
    const RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let bytes = text.as_bytes();
    if bytes.len() > 19 && bytes[4] == b'-' && bytes[10] == b'T' {
        return Some(text.parse::<Timestamp>().ok()?.as_second());
    }
    let has_plain_zone = match bytes {
        [.., b'+' | b'-', a, b, c, d] => [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()),
        [.., b' ', b'G', b'M', b'T'] => true,
        [.., b' ', b'E' | b'C' | b'M' | b'P', b'S' | b'D', b'T'] => true,
        _ => false,
    };
    let has_plain_head = matches!(bytes, [b'0'..=b'9', ..] | [_, _, _, b',', ..]);
    if !(has_plain_zone && has_plain_head && text.is_ascii()) {
        return None;
    }
    let read = RFC_2822.parse_timestamp(text).ok()?;
    Some(read.as_second())
}

/// A count since 1970, with or without a fraction.
fn counted(text: &str) -> Option<UnixTime> {
    let (count, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = count.len() >= 9 && digits(count) && digits(fraction);
    is_one.then(|| numbers::epoch(count))?
}

/// The two numbers before the year in a date with strokes, `17/03/2021`; none in one of another kind.
fn strokes(text: &str) -> Option<(u8, u8)> {
    let mut runs = [(0_u8, 0_usize, b' '); 3];
    let mut bytes = text.bytes().take(200).peekable();
    while bytes.peek().is_some() {
        let (mut value, mut length) = (0_u8, 0);
        while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
            value = value.saturating_mul(10).saturating_add(digit - b'0');
            length += 1;
        }
        let after = bytes.next().unwrap_or(b' ');
        runs.rotate_left(1);
        runs[2] = (value, length, after);
        let [first, second, third] = runs;
        let is_one = matches!(first.2, b'/' | b'-' | b'.')
            && first.2 == second.2
            && third.2 != first.2
            && (1..=2).contains(&first.1)
            && (1..=2).contains(&second.1);
        // `26-03-17` may be a year first.
        let year_last = third.1 == 4 || (third.1 == 2 && (first.2 != b'-' || third.0 > 31));
        if is_one && year_last {
            return Some((first.0, second.0));
        }
    }
    None
}

#[cfg(test)]
mod tests;
