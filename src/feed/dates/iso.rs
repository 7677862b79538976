//! Dates in numbers from the year down, and zones in digits.

use jiff::civil;

use super::tables::{self, Word};
use super::{Hints, fold, moment};
use crate::text::UnixTime;

/// RFC 3339, W3C-DTF and ISO 8601: `2026`, `2026-01`, `2026-01-02`, `20260102`, `2026-002`, with or without time,
/// seconds, fraction, zone.
pub fn iso(text: &str, hints: &Hints) -> Option<UnixTime> {
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim_start()),
        None => (text, ""),
    };
    let date = iso_date(date)?;
    if rest.is_empty() {
        return moment(date, (0, 0, 0), None, hints);
    }
    let clock_end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(rest.len());
    let clock = iso_clock(&rest[..clock_end])?;
    let zone = rest[clock_end..].trim();
    let offset = match zone {
        "" => None,
        zone => Some(offset_of(zone)?),
    };
    moment(date, clock, offset, hints)
}

fn iso_date(text: &str) -> Option<(i16, i8, i8)> {
    let mut parts = text.split(['-', '/', '.']);
    let year = parts.next()?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (year.len(), parts.next(), parts.next(), parts.next()) {
        (4, None, ..) => Some((year.parse().ok()?, 1, 1)),
        (8, None, ..) => Some((
            year[..4].parse().ok()?,
            year[4..6].parse().ok()?,
            year[6..].parse().ok()?,
        )),
        (4, Some(ordinal), None, _) if ordinal.len() == 3 => {
            let first = civil::Date::new(year.parse().ok()?, 1, 1).ok()?;
            let date = first
                .with()
                .day_of_year(ordinal.parse().ok()?)
                .build()
                .ok()?;
            Some((date.year(), date.month(), date.day()))
        }
        (4, Some(month), None, _) => Some((year.parse().ok()?, month.parse().ok()?, 1)),
        (4, Some(month), Some(day), None) => {
            Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
        }
        _ => None,
    }
}

/// Hour, minute, second.
pub type Clock = (i8, i8, i8);

/// `15:54`, `15:54:07.5`, `1554`, `155407`, `15`.
pub fn iso_clock(text: &str) -> Option<Clock> {
    let whole = text.split(['.', ',']).next()?;
    let parts: Vec<&str> = whole.split(':').collect();
    let number = |text: &str| text.parse::<i8>().ok();
    match parts[..] {
        [packed] if packed.len() == 6 => Some((
            number(&packed[..2])?,
            number(&packed[2..4])?,
            number(&packed[4..])?,
        )),
        [packed] if packed.len() == 4 => Some((number(&packed[..2])?, number(&packed[2..])?, 0)),
        [hour] if hour.len() <= 2 => Some((number(hour)?, 0, 0)),
        [hour, minute] => Some((number(hour)?, number(minute)?, 0)),
        [hour, minute, second, ..] => Some((number(hour)?, number(minute)?, number(second)?)),
        _ => None,
    }
}

/// `+0100`, `+01:00`, `-5`, `Z`, `CET`, `GMT+2`, `UTC-03:30`, `Europe/Paris` is none.
pub fn offset_of(zone: &str) -> Option<i32> {
    let zone = zone.trim();
    let sign_at = zone.find(['+', '-', '−']);
    let (name, signed) = zone.split_at(sign_at.unwrap_or(zone.len()));
    let named = match fold(name.trim()).as_str() {
        "" => 0,
        name => match tables::word(name)? {
            Word::Zone(seconds) => seconds,
            _ => return None,
        },
    };
    let Some(sign) = signed.chars().next() else {
        return Some(named);
    };
    let digits: String = signed[sign.len_utf8()..]
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != '(')
        .collect();
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?),
        None if digits.len() > 4 || !digits.is_ascii() => return None,
        None if digits.len() > 2 => {
            let split = digits.len() - 2;
            (digits[..split].parse().ok()?, digits[split..].parse().ok()?)
        }
        None => (digits.parse().ok()?, 0),
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = hours * 3_600 + minutes * 60;
    Some(named + if sign == '+' { offset } else { -offset })
}
