//! Dates as feeds write them: RFC 2822 and 3339 with their wounds, the French forms of FRENCH.md, numbers with
//! strokes. Read word by word against tables, never by replacing text; a date that cannot be read is none, never
//! today. What one date cannot tell (day or month first, no zone) is decided once for the whole feed.

mod iso;
mod tables;

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::UnixTime;
use iso::{Clock, iso, iso_clock, offset_of};
use tables::Word;

/// What the whole feed tells about each of its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hints {
    /// In `03/04/2021` the day stands first.
    pub day_first: bool,
    /// Times without a zone are Paris's; else UTC's.
    pub paris: bool,
}

impl Hints {
    /// Decides for a feed from all its dates as sent: the day stands first where one of them says so (a first number
    /// over 12), or where the feed is French and none says otherwise.
    pub fn of<'t>(dates: impl Iterator<Item = &'t str>, french: bool) -> Hints {
        let (mut day_first, mut month_first) = (0, 0);
        for text in dates {
            if let Some((first, second)) = strokes(text) {
                day_first += usize::from(first > 12 && second <= 12);
                month_first += usize::from(second > 12 && first <= 12);
            }
        }
        Hints {
            day_first: match (day_first, month_first) {
                (0, 0) => french,
                (days, months) => days >= months,
            },
            paris: french,
        }
    }
}

/// The longest text that is looked at as a date, in bytes.
const LONGEST: usize = 100;

/// The moment a date says; none where it cannot be read or makes no sense (a 32nd, a year before 1900, the epoch's
/// first second that broken software sends).
pub fn parse(text: &str, hints: &Hints) -> Option<UnixTime> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let read = epoch(text)
        .or_else(|| iso(text, hints))
        .or_else(|| words(text, hints))?;
    (read != 0).then_some(read)
}

/// Seconds or milliseconds since 1970, of ten and thirteen digits.
fn epoch(text: &str) -> Option<UnixTime> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        9 | 10 if digits => text.parse().ok(),
        13 if digits => text
            .parse::<i64>()
            .ok()
            .map(|milliseconds| milliseconds / 1_000),
        _ => None,
    }
}

/// A piece of a date.
#[derive(Debug, Clone, PartialEq)]
enum Token<'t> {
    Number(&'t str),
    Word(&'t str),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |fits: fn(char) -> bool| rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            same(|c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            same(|c| c.is_alphabetic() || is_combining_mark(c))
        } else {
            first.len_utf8()
        };
        let piece = &rest[..length];
        all.push(match first {
            first if first.is_ascii_digit() => Token::Number(piece),
            first if first.is_alphabetic() => Token::Word(piece),
            first => Token::Sign(first),
        });
        rest = &rest[length..];
    }
    all
}

/// What has been read of a date so far.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    clock: Option<Clock>,
    noon: Option<Word>,
    offset: Option<i32>,
    /// A first word that is a Tuesday, or a March where no other month comes.
    maybe_march: bool,
}

/// A date in words and numbers, in any order people use.
fn words(text: &str, hints: &Hints) -> Option<UnixTime> {
    let text = text.split('(').next().unwrap_or(text).trim();
    let tokens = tokens(text);
    let mut parts = Parts::default();
    let mut at = 0;
    let mut seen_word = false;
    while let Some(token) = tokens.get(at) {
        at += match token {
            Token::Number(digits) => number(&mut parts, digits, &tokens[at..], hints)?,
            Token::Word(word) => {
                let first = !seen_word && parts.day.is_none();
                seen_word = true;
                named(&mut parts, word, first, &tokens[at..])?
            }
            Token::Sign('+' | '-' | '−') if parts.clock.is_some() && parts.offset.is_none() => {
                zone(&mut parts, &tokens[at..])?
            }
            Token::Sign(_) => 1,
        };
    }
    if parts.month.is_none() && parts.maybe_march {
        parts.month = Some(3);
    }
    let date = (parts.year?, parts.month?, parts.day?);
    let clock = match (parts.clock, parts.noon) {
        (Some((12, minute, second)), Some(Word::Am)) => (0, minute, second),
        (Some((hour @ 1..=11, minute, second)), Some(Word::Pm)) => (hour + 12, minute, second),
        (clock, _) => clock.unwrap_or((0, 0, 0)),
    };
    moment(date, clock, parts.offset, hints)
}

/// Reads from a number on; answers how many tokens that took.
fn number(parts: &mut Parts, digits: &str, rest: &[Token<'_>], hints: &Hints) -> Option<usize> {
    let value: i32 = digits.parse().ok()?;
    match (rest.get(1), rest.get(2), rest.get(3), rest.get(4)) {
        (Some(Token::Sign(':')), Some(Token::Number(minute)), ..) if parts.clock.is_none() => {
            let mut used = 3;
            let mut second = 0;
            if let (Some(Token::Sign(':')), Some(Token::Number(digits))) =
                (rest.get(3), rest.get(4))
            {
                second = digits.parse().ok()?;
                used = 5;
                if let (Some(Token::Sign('.')), Some(Token::Number(_))) = (rest.get(5), rest.get(6))
                {
                    used = 7;
                }
            }
            parts.clock = Some((i8::try_from(value).ok()?, minute.parse().ok()?, second));
            Some(used)
        }
        (Some(Token::Word(h)), Some(Token::Number(minute)), ..)
            if parts.clock.is_none() && h.eq_ignore_ascii_case("h") =>
        {
            parts.clock = Some((i8::try_from(value).ok()?, minute.parse().ok()?, 0));
            Some(3)
        }
        (Some(Token::Word(h)), ..) if parts.clock.is_none() && h.eq_ignore_ascii_case("h") => {
            parts.clock = Some((i8::try_from(value).ok()?, 0, 0));
            Some(2)
        }
        (
            Some(Token::Sign(stroke @ ('/' | '.' | '-'))),
            Some(Token::Number(second)),
            Some(Token::Sign(again)),
            Some(Token::Number(third)),
        ) if stroke == again && parts.year.is_none() => {
            let second: i32 = second.parse().ok()?;
            if digits.len() == 4 {
                parts.year = year(digits);
                parts.month = i8::try_from(second).ok();
                parts.day = third.parse().ok();
                return Some(5);
            }
            let day_first = match (value > 12, second > 12) {
                (true, false) => true,
                (false, true) => false,
                _ => hints.day_first || *stroke == '.',
            };
            let (day, month) = if day_first {
                (value, second)
            } else {
                (second, value)
            };
            parts.day = i8::try_from(day).ok();
            parts.month = i8::try_from(month).ok();
            parts.year = year(third);
            Some(5)
        }
        _ if digits.len() == 4 && parts.year.is_some() && parts.clock.is_none() => {
            parts.clock = iso_clock(digits);
            Some(1)
        }
        _ if digits.len() >= 3 || parts.day.is_some() || value > 31 => {
            if parts.year.is_none() {
                parts.year = year(digits);
            }
            Some(1)
        }
        _ => {
            parts.day = i8::try_from(value).ok();
            Some(1)
        }
    }
}

/// Reads from a word on; answers how many tokens that took.
fn named(parts: &mut Parts, word: &str, first: bool, rest: &[Token<'_>]) -> Option<usize> {
    match tables::word(&fold(word)) {
        Some(Word::Month(month)) => parts.month = parts.month.or(Some(month)),
        Some(Word::TuesdayOrMarch) if first => parts.maybe_march = true,
        Some(Word::TuesdayOrMarch) => parts.month = parts.month.or(Some(3)),
        Some(noon @ (Word::Am | Word::Pm)) => parts.noon = Some(noon),
        // `at 01:11` is a word, `16:31 AT` a zone.
        Some(Word::Zone(_)) if parts.clock.is_none() => {}
        Some(Word::Zone(seconds)) => {
            parts.offset = parts.offset.or(Some(seconds));
            if let Some(Token::Sign('+' | '-')) = rest.get(1) {
                let used = zone_digits(&rest[1..]);
                if let Some((offset, used)) = used {
                    parts.offset = Some(seconds + offset);
                    return Some(1 + used);
                }
            }
        }
        Some(Word::Weekday | Word::Filler) => {}
        // The `T` between date and time, and names in zones such as Europe/Paris.
        None => {
            if fold(word) == "paris" {
                parts.offset = None;
            }
        }
    }
    Some(1)
}

fn zone(parts: &mut Parts, rest: &[Token<'_>]) -> Option<usize> {
    match zone_digits(rest) {
        Some((offset, used)) => {
            parts.offset = Some(offset);
            Some(used)
        }
        None => Some(1),
    }
}

/// `+0100`, `+01:00`, `+1` at the start of the tokens: seconds, and the tokens used.
fn zone_digits(rest: &[Token<'_>]) -> Option<(i32, usize)> {
    let (Some(Token::Sign(sign)), Some(Token::Number(digits))) = (rest.first(), rest.get(1)) else {
        return None;
    };
    let (text, used) = match (rest.get(2), rest.get(3)) {
        (Some(Token::Sign(':')), Some(Token::Number(minutes))) => {
            (format!("{sign}{digits}:{minutes}"), 4)
        }
        _ => (format!("{sign}{digits}"), 2),
    };
    let after = rest.get(used);
    let stroke = matches!(after, Some(Token::Sign('/' | '-')));
    if digits.len() == 4 && rest.len() == used && digits.starts_with("20") && !stroke {
        // `- 2020` is a year, `-2000` is no zone either.
        return None;
    }
    offset_of(&text).map(|offset| (offset, used))
}

/// A year of two digits is of this or the last century (RFC 2822, 4.3); of three, 1900 is to be added.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        1 | 2 if year < 50 => Some(2_000 + year),
        1 | 2 => Some(1_900 + year),
        3 => Some(1_900 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The first two numbers of a date with strokes.
fn strokes(text: &str) -> Option<(i32, i32)> {
    let tokens = tokens(text);
    tokens.windows(5).find_map(|five| match five {
        [
            Token::Number(first),
            Token::Sign('/' | '-' | '.'),
            Token::Number(second),
            Token::Sign('/' | '-' | '.'),
            Token::Number(_),
        ] if first.len() <= 2 => Some((first.parse().ok()?, second.parse().ok()?)),
        _ => None,
    })
}

/// Lower case, no accents.
fn fold(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A calendar's moment in time. 24:00 is the next day's first second; a leap second is the one before it.
fn moment(
    date: (i16, i8, i8),
    clock: Clock,
    offset: Option<i32>,
    hints: &Hints,
) -> Option<UnixTime> {
    let (year, month, day) = date;
    if !(1_900..=2_300).contains(&year) {
        return None;
    }
    let (hour, minute, second) = clock;
    let next_day = clock == (24, 0, 0);
    let hour = if next_day { 0 } else { hour };
    let local = civil::Date::new(year, month, day).ok()?.to_datetime(
        civil::Time::new(
            hour,
            minute,
            second.min(if second == 60 { 59 } else { i8::MAX }),
            0,
        )
        .ok()?,
    );
    let zone = match offset {
        Some(seconds) => Offset::from_seconds(seconds).ok()?.to_time_zone(),
        None if hints.paris => paris(),
        None => TimeZone::UTC,
    };
    let time = zone.to_timestamp(local).ok()?.as_second();
    Some(time + if next_day { 86_400 } else { 0 })
}

/// Paris by its rule (since 1996), so that no zone database is needed.
fn paris() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests;
