//! The values of fields that are no text: moments, reading times, languages.

use super::{Comparison, When};
use crate::text::fold;

/// The longest time that can be asked back, in seconds: more than 3,000 years, and far from any overflow.
const MAX_AGO: i64 = 100_000_000_000;

const DAY: i64 = 24 * 60 * 60;

/// `7d`, `12h`, `3 semaines`, `today`, `hier`, `2026-11-01`.
pub fn when(value: &str) -> Option<When> {
    let value = fold::fold(value);
    let value = value.trim();
    match value {
        "today" | "aujourd'hui" | "aujourdhui" => Some(When::Today),
        "yesterday" | "hier" => Some(When::Yesterday),
        _ => day(value).or_else(|| ago(value)),
    }
}

fn ago(value: &str) -> Option<When> {
    let (number, unit) = number_and_rest(value)?;
    let seconds = match unit {
        "s" | "sec" => 1,
        "m" | "mn" | "min" => 60,
        "h" => 60 * 60,
        "d" | "day" | "days" | "j" | "jour" | "jours" => DAY,
        "w" | "week" | "weeks" | "sem" | "semaine" | "semaines" => 7 * DAY,
        _ => return None,
    };
    let ago = number.checked_mul(seconds)?;
    (ago <= MAX_AGO).then_some(When::Ago(ago))
}

fn day(value: &str) -> Option<When> {
    let mut parts = value.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = i8::try_from(digits(parts.next()?, 2)?).ok()?;
    let day = i8::try_from(digits(parts.next()?, 2)?).ok()?;
    let exists = jiff::civil::Date::new(year, month, day).is_ok();
    (parts.next().is_none() && year > 0 && exists).then_some(When::Day { year, month, day })
}

/// A number of exactly so many digits, 4 at most.
fn digits(text: &str, count: usize) -> Option<i16> {
    let all_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

/// `<5`, `<=5`, `5`, `=5`, `>=5`, `>5`, in minutes; `min` may follow.
pub fn time(value: &str) -> Option<(Comparison, u32)> {
    let value = fold::fold(value);
    let value = value.trim();
    let (comparison, rest) = COMPARISONS
        .iter()
        .find_map(|(sign, comparison)| Some((*comparison, value.strip_prefix(sign)?)))
        .unwrap_or((Comparison::Equal, value));
    let (minutes, unit) = number_and_rest(rest.trim_start())?;
    let known = matches!(unit, "" | "m" | "mn" | "min" | "minute" | "minutes");
    let minutes = u32::try_from(minutes).ok()?;
    known.then_some((comparison, minutes))
}

/// The signs of comparison, longer ones before those they begin with.
const COMPARISONS: [(&str, Comparison); 7] = [
    ("<=", Comparison::AtMost),
    ("≤", Comparison::AtMost),
    ("<", Comparison::Less),
    (">=", Comparison::AtLeast),
    ("≥", Comparison::AtLeast),
    (">", Comparison::More),
    ("=", Comparison::Equal),
];

/// The sign a comparison is written with; equality needs none.
pub fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Equal => "",
        Comparison::AtLeast => ">=",
        Comparison::More => ">",
    }
}

/// A BCP 47 prefix in lower case: two or three letters, then subtags of one to eight letters and digits.
pub fn lang(value: &str) -> Option<String> {
    let value = fold::fold(value).trim().replace('_', "-");
    let mut subtags = value.split('-');
    let language = subtags.next()?;
    let good = (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    good.then_some(value)
}

/// `#12` → 12: a feed by its number.
pub fn feed_number(value: &str) -> Option<&str> {
    let digits = value.strip_prefix('#')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(digits)
}

/// The digits in front, as a number, and what follows them and blanks.
fn number_and_rest(text: &str) -> Option<(i64, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, text[end..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let day = |year, month, day| Some(When::Day { year, month, day });
        for (value, moment) in [
            ("7d", Some(When::Ago(7 * DAY))),
            ("7j", Some(When::Ago(7 * DAY))),
            ("7 jours", Some(When::Ago(7 * DAY))),
            ("2sem", Some(When::Ago(14 * DAY))),
            ("2w", Some(When::Ago(14 * DAY))),
            ("12H", Some(When::Ago(43_200))),
            ("30m", Some(When::Ago(1_800))),
            ("5s", Some(When::Ago(5))),
            ("0d", Some(When::Ago(0))),
            ("today", Some(When::Today)),
            ("Aujourd’hui", Some(When::Today)),
            ("hier", Some(When::Yesterday)),
            ("2026-11-01", day(2026, 11, 1)),
            ("2024-02-29", day(2024, 2, 29)),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("0000-01-01", None),
            ("26-11-01", None),
            ("2026-11", None),
            ("2026-11-01-02", None),
            ("7", None),
            ("d", None),
            ("-7d", None),
            ("7x", None),
            ("99999999999999999999d", None),
            ("9223372036854775807d", None),
            ("", None),
        ] {
            assert_eq!(when(value), moment, "{value}");
        }
    }

    #[test]
    fn reading_times() {
        for (value, expected) in [
            ("<5", Some((Comparison::Less, 5))),
            ("<=5", Some((Comparison::AtMost, 5))),
            ("≤5", Some((Comparison::AtMost, 5))),
            ("5", Some((Comparison::Equal, 5))),
            ("=5min", Some((Comparison::Equal, 5))),
            (">= 5", Some((Comparison::AtLeast, 5))),
            (">5", Some((Comparison::More, 5))),
            ("<", None),
            ("<5h", None),
            ("99999999999", None),
            ("-1", None),
        ] {
            assert_eq!(time(value), expected, "{value}");
        }
    }

    #[test]
    fn languages() {
        for (value, expected) in [
            ("fr", Some("fr")),
            ("FR_ca", Some("fr-ca")),
            ("français", None),
            ("f", None),
            ("fr-", None),
            ("", None),
        ] {
            assert_eq!(lang(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn feed_numbers() {
        assert_eq!(feed_number("#12"), Some("12"));
        assert_eq!(feed_number("12"), None);
        assert_eq!(feed_number("#"), None);
        assert_eq!(feed_number("#a"), None);
    }
}
