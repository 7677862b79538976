//! A day and a clock somewhere become a moment in time. What overflows a little rolls on, as mktime does it for
//! Python's feedparser and PHP's for SimplePie: a 31 June is 1 July, 24:30 and 25:00 are the next day's.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::Hints;
use super::zones::{self, Zone};
use crate::text::UnixTime;

/// A day of the calendar, perhaps past the end of its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub year: i16,
    pub month: i8,
    pub day: i8,
}

impl Day {
    /// A day whose month is 1 to 12 and whose number is 1 to 31.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        let is_one = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_one.then_some(Day { year, month, day })
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
}

impl Clock {
    /// A clock that some software may show: hours to 29 (24:30 is half past midnight), a leap second.
    pub fn new(hour: i8, minute: i8, second: i8) -> Option<Clock> {
        let is_one =
            (0..=29).contains(&hour) && (0..=59).contains(&minute) && (0..=60).contains(&second);
        is_one.then_some(Clock {
            hour,
            minute,
            second,
        })
    }
}

/// True for the years that feeds write of: 1900 to 2300. Go's year 1 and SQL's 9999 are none.
pub fn is_year(year: i16) -> bool {
    (1_900..=2_300).contains(&year)
}

/// A year of two digits is of this or the last century (RFC 2822, 4.3); of three, 1900 is to be added.
pub fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        1 | 2 if year < 50 => Some(2_000 + year),
        1..=3 => Some(1_900 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The moment; without a zone, the feed's. A leap second is the one before it.
pub fn moment(day: Day, clock: Clock, zone: Option<&Zone>, hints: &Hints) -> Option<UnixTime> {
    if !is_year(day.year) {
        return None;
    }
    let date = Date::new(day.year, day.month, 1)
        .ok()?
        .checked_add((i64::from(day.day) - 1 + i64::from(clock.hour / 24)).days())
        .ok()?;
    let second = clock.second.min(59);
    let local: DateTime = date.at(clock.hour % 24, clock.minute, second, 0);
    let zone = match zone {
        Some(zone) => zone.to_time_zone(),
        None if hints.french => zones::paris(),
        None => jiff::tz::TimeZone::UTC,
    };
    Some(zone.to_timestamp(local).ok()?.as_second())
}
