//! Dates as feeds write them: RFC 2822 and 3339 with their wounds, the French forms of FRENCH.md, numbers with
//! strokes. Read word by word against tables, never by replacing text; a date that cannot be read is none, never
//! today. What one date cannot tell (day or month first, no zone) is decided once for the whole feed.

mod tables;

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::UnixTime;
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

/// RFC 3339, W3C-DTF and ISO 8601: `2026`, `2026-01`, `2026-01-02`, `20260102`, `2026-002`, with or without time,
/// seconds, fraction, zone.
fn iso(text: &str, hints: &Hints) -> Option<UnixTime> {
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

type Clock = (i8, i8, i8);

fn iso_clock(text: &str) -> Option<Clock> {
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
fn offset_of(zone: &str) -> Option<i32> {
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
