//! Times of the day and offsets in digits: `15:54:07.5`, `14h05`, `14.05`, `155407`, `3 p.m.`; `+0100`, `-5`,
//! `+01:00`. Reads pieces it is given and keeps nothing.

use super::moment::Clock;
use super::names::{self, Unit, Word, fold};
use super::tokens::{Kind, Token};

/// A clock at the start of the pieces, and the pieces it took; the inner none is a clock that cannot be. `14.05` and
/// a lone `14` before `h` are read where `has_date`, or where nothing else could be meant.
pub fn clock(rest: &[Token<'_>], has_date: bool) -> Option<(Option<Clock>, usize)> {
    let hour = number_at(rest, 0).filter(|digits| digits.len() <= 2)?;
    match rest.get(1)?.kind {
        Kind::Sign(colon @ (':' | '.')) => {
            // `14.05` is no day and month behind a date, `7.08 pm` nowhere.
            let is_noon = |word: &Token<'_>| noon(&fold(word.text), &rest[3..]).is_some();
            if colon == '.' && !(rest[1].glued && (has_date || rest.get(3).is_some_and(is_noon))) {
                return None;
            }
            let minute = number_at(rest, 2).filter(|digits| digits.len() <= 2)?;
            let mut used = 3;
            let mut second = "0";
            let again = rest
                .get(3)
                .is_some_and(|token| token.kind == Kind::Sign(colon));
            if let Some(digits) = number_at(rest, 4).filter(|digits| again && digits.len() <= 2) {
                second = digits;
                used = 5;
            }
            used += fraction(&rest[used..], used == 5);
            Some((of(hour, minute, second), used))
        }
        Kind::Word if word_at(rest, 1) == Some(Word::Unit(Unit::Hour)) => {
            Some(in_units(hour, rest))
        }
        Kind::Word => {
            let (_, used) = noon(&fold(rest[1].text), &rest[1..])?;
            let clock = of(hour, "0", "0").filter(|clock| clock.hour <= 12)?;
            // `25 PM 11:23`.
            let has_clock = rest
                .get(used + 2)
                .is_some_and(|token| token.kind == Kind::Sign(':'));
            (!has_clock).then_some((Some(clock), 1))
        }
        _ => None,
    }
}

/// `14 h`, `14h05`, `14 h 05 min 30 s`, `10时30分`.
fn in_units(hour: &str, rest: &[Token<'_>]) -> (Option<Clock>, usize) {
    let mut used = 2;
    let mut small = ["0", "0"];
    for (place, unit) in [Unit::Minute, Unit::Second].into_iter().enumerate() {
        let Some(digits) = number_at(rest, used).filter(|digits| digits.len() <= 2) else {
            break;
        };
        let has_unit = word_at(rest, used + 1) == Some(Word::Unit(unit));
        // `9h 17 mars`: not a minute, unless it is glued or named or last.
        if !(has_unit || rest[used].glued || rest.get(used + 1).is_none_or(is_zone_sign)) {
            break;
        }
        small[place] = digits;
        used += if has_unit { 2 } else { 1 };
        if !has_unit {
            break;
        }
    }
    (of(hour, small[0], small[1]), used)
}

fn is_zone_sign(token: &Token<'_>) -> bool {
    !matches!(
        token.kind,
        Kind::Word | Kind::Number | Kind::Sign('/' | '.')
    )
}

/// The pieces of a fraction: behind seconds a point, a comma or a colon, behind minutes a point.
fn fraction(rest: &[Token<'_>], of_seconds: bool) -> usize {
    let is_one = match rest {
        [point, digits, ..] if point.glued && digits.glued && digits.kind == Kind::Number => {
            match point.kind {
                Kind::Sign('.') => true,
                Kind::Sign(',') => of_seconds,
                Kind::Sign(':') => of_seconds && digits.text.len() <= 3,
                _ => false,
            }
        }
        _ => false,
    };
    if is_one { 2 } else { 0 }
}

/// `155407`, `1554` or `15` at the start of a text, with a fraction, and what follows; the inner none is a clock that
/// cannot be. A clock with colons is none of these.
pub fn packed(text: &str) -> Option<(Option<Clock>, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    let clock = match length {
        6 => of(&digits[..2], &digits[2..4], &digits[4..]),
        4 => of(&digits[..2], &digits[2..], "0"),
        2 if !rest.starts_with([':', '.', ' ', '/']) && !rest.starts_with(char::is_alphabetic) => {
            of(digits, "0", "0")
        }
        2 if rest.starts_with(['Z', 'z']) => of(digits, "0", "0"),
        _ => return None,
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) if length > 2 => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        _ => rest,
    };
    Some((clock, rest))
}

fn of(hour: &str, minute: &str, second: &str) -> Option<Clock> {
    Clock::new(
        hour.parse().ok()?,
        minute.parse().ok()?,
        second.parse().ok()?,
    )
}

/// Before or after noon at the start of the pieces, `folded` being the first: `pm`, `p.m.`, `p. m.`, and `p` where a
/// digit stands before it; with the pieces it took.
pub fn noon(folded: &str, rest: &[Token<'_>]) -> Option<(Word, usize)> {
    let noon = match folded {
        "a" => Word::Am,
        "p" => Word::Pm,
        _ => {
            return match names::word(folded)? {
                noon @ (Word::Am | Word::Pm) => Some((noon, 1)),
                _ => None,
            };
        }
    };
    let is = |at: usize, text: &str| {
        rest.get(at)
            .is_some_and(|token| token.text.eq_ignore_ascii_case(text))
    };
    match (is(1, "."), is(2, "m"), is(1, "m")) {
        (true, true, _) => Some((noon, 3)),
        (_, _, true) => Some((noon, 2)),
        _ if rest[0].glued && rest[0].text == folded => Some((noon, 1)),
        _ => None,
    }
}

/// The hour of the day of a clock of twelve hours.
pub fn at_noon(clock: Clock, noon: Option<Word>) -> Clock {
    let hour = match (clock.hour, noon) {
        (12, Some(Word::Am)) => 0,
        (hour @ 0..=11, Some(Word::Pm)) => hour + 12,
        (hour, _) => hour,
    };
    Clock { hour, ..clock }
}

/// An offset at the start of the pieces, a sign first: seconds (none where it makes no sense), and the pieces it
/// took; none where the sign is a dash. Digits stand right behind the sign, unless they are four, have a colon, or
/// `after_name` (`UTC + 2`).
pub fn offset(
    rest: &[Token<'_>],
    after_name: bool,
    has_date: bool,
) -> Option<(Option<i32>, usize)> {
    let signs = rest
        .iter()
        .take_while(|token| matches!(token.kind, Kind::Sign('+' | '-')))
        .count();
    let sign = rest.get(signs.checked_sub(1)?)?;
    let digits = number_at(rest, signs)?;
    let colon = rest.get(signs + 1).is_some_and(|token| {
        matches!(token.kind, Kind::Sign(':' | '.')) || token.text.eq_ignore_ascii_case("h")
    });
    let minutes = number_at(rest, signs + 2).filter(|digits| colon && digits.len() <= 2);
    if !(rest[signs].glued || after_name || (has_date && (digits.len() == 4 || minutes.is_some())))
    {
        return None;
    }
    let (seconds, mut used) = match minutes {
        Some(minutes) if digits.len() <= 2 => (
            offset_digits(&format!("{digits:0>2}{minutes:0>2}")),
            signs + 3,
        ),
        _ => (offset_digits(digits), signs + 1),
    };
    // `15:54 -17 mars 2021`, `-2021`, `-17/03/2021` are dates behind a dash.
    let goes_on = rest
        .get(used)
        .is_some_and(|token| matches!(token.kind, Kind::Sign('/' | '-')));
    if !has_date && (goes_on || seconds.is_none_or(|seconds| seconds > 50_400)) {
        return None;
    }
    // `+01:00:00`.
    if minutes.is_some() && fraction(&rest[used..], true) == 2 {
        used += 2;
    }
    let east = sign.kind == Kind::Sign('+');
    Some((
        seconds.map(|seconds| if east { seconds } else { -seconds }),
        used,
    ))
}

/// `1`, `01`, `100`, `0100`, `010000`: seconds; none from 24 hours or 60 minutes on.
pub fn offset_digits(digits: &str) -> Option<i32> {
    let value: i32 = digits.parse().ok()?;
    let (hours, minutes) = match digits.len() {
        1 | 2 => (value, 0),
        // `010` is a cut `0100`.
        3 if digits.starts_with('0') => (value / 10, value % 10 * 10),
        3 | 4 => (value / 100, value % 100),
        6 => (value / 10_000, value / 100 % 100),
        _ => return None,
    };
    (hours <= 23 && minutes <= 59).then_some(hours * 3_600 + minutes * 60)
}

fn number_at<'t>(rest: &[Token<'t>], at: usize) -> Option<&'t str> {
    let token = rest.get(at)?;
    (token.kind == Kind::Number).then_some(token.text)
}

fn word_at(rest: &[Token<'_>], at: usize) -> Option<Word> {
    let token = rest.get(at).filter(|token| token.kind == Kind::Word)?;
    names::word(&fold(token.text))
}
