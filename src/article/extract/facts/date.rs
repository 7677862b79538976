//! Dates of a page: as machines write them, inside a sentence that people read, in the page's address.

use jiff::civil::date;
use jiff::tz::TimeZone;
use url::Url;

use crate::text::UnixTime;
use crate::text::dates::{self, Hints};

/// A date by itself, as an attribute holds it.
pub fn read(text: &str, hints: &Hints) -> Option<UnixTime> {
    parse(text, hints).or_else(|| in_text(text, hints))
}

/// A date; where it has no hour, noon of that day in UTC: it is the same day in Paris and nearly everywhere.
fn parse(text: &str, hints: &Hints) -> Option<UnixTime> {
    const HALF: UnixTime = 12 * 3600;
    let read = dates::parse(text, hints)?;
    match has_clock(text) {
        true => Some(read),
        // Midnight in UTC or in Paris, which is the evening before in UTC; what is noon already stays.
        false => Some((read + HALF - 1).div_euclid(2 * HALF) * 2 * HALF + HALF),
    }
}

/// True where a text says an hour: `10:15`, « 10 h », `10am`, `20260312101500`, seconds since 1970.
fn has_clock(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let after_number = |unit: &str| {
        lower.match_indices(unit).any(|(at, _)| {
            let before = lower[..at].trim_end();
            let after = lower[at + unit.len()..].chars().next();
            before.ends_with(|c: char| c.is_ascii_digit())
                && after.is_none_or(|c| !c.is_alphabetic())
        })
    };
    let long_number = lower
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() >= 9);
    lower.contains(':') || long_number || ["h", "am", "pm"].into_iter().any(after_number)
}

/// The date of publication in a text that may say first when it was changed: « Mis à jour le 5 juin | Créé le 4 juin ».
pub fn of_publication(text: &str, hints: &Hints) -> Option<UnixTime> {
    const CHANGED: &[&str] = &[
        "mis à jour",
        "mise à jour",
        "modifié",
        "updated",
        "modified",
    ];
    const MADE: &[&str] = &[
        "publié",
        "créé",
        "mis en ligne",
        "paru",
        "published",
        "created",
        "posted",
    ];
    let lower = text.to_lowercase();
    let changed = CHANGED.iter().filter_map(|word| lower.find(word)).min();
    let made = MADE.iter().filter_map(|word| lower.find(word)).min();
    match (changed, made) {
        (Some(changed), Some(made)) if changed < made => {
            in_text(&lower[made..], hints).or_else(|| in_text(text, hints))
        }
        _ => in_text(text, hints),
    }
}

/// The first date with a year inside a short text: « Publié le 12 mars 2024 à 14 h 05 par Ana Roc ».
pub fn in_text(text: &str, hints: &Hints) -> Option<UnixTime> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '(' | ')' | '[' | ']'))
        .filter(|word| !word.is_empty())
        .take(60)
        .collect();
    (0..words.len())
        .filter(|&start| begins_date(words[start]))
        .find_map(|start| {
            let longest = words.len().min(start + 9);
            (start + 1..=longest).rev().find_map(|end| {
                let part = &words[start..end];
                // A year alone is a copyright's.
                let is_more = part.len() >= 2
                    || part[0].matches(['-', '/', '.']).count() >= 2
                    || part[0].len() == 8;
                // Two years are two dates: the day of a change follows that of publication.
                let years = part.iter().filter(|word| has_year(word)).count();
                if !is_more || years != 1 {
                    return None;
                }
                let joined = part.join(" ");
                parse(joined.trim_matches(|c: char| !c.is_alphanumeric()), hints)
            })
        })
}

/// A digit, or the name of a month where it stands before the day, as in English.
fn begins_date(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let begins_with_month = || {
        let head: String = word
            .chars()
            .take(3)
            .collect::<String>()
            .to_ascii_lowercase();
        word.len() <= 10 && MONTHS.contains(&head.as_str())
    };
    (word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 30) || begins_with_month()
}

/// Four digits of a year of ours.
fn has_year(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_digit()).any(|run| {
        (run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
            || (run.len() == 8 && run.starts_with("20"))
    })
}

/// The day a page's address holds: `/2024/03/12/`, `/2024-03-12-titre`, `_20240312`.
pub fn in_address(url: &Url) -> Option<UnixTime> {
    let path = url.path();
    let runs: Vec<&str> = path
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let day = |year: &str, month: &str, day: &str| {
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        if !(1995..=2100).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day)
        {
            return None;
        }
        let start = date(year, 1, 1).with().month(month).day(day).build().ok()?;
        Some(
            TimeZone::UTC
                .to_timestamp(start.at(12, 0, 0, 0))
                .ok()?
                .as_second(),
        )
    };
    let packed = runs
        .iter()
        .filter(|run| run.len() == 8 && run.starts_with("20"));
    runs.windows(3)
        .filter(|run| run[0].len() == 4 && run[1].len() <= 2 && run[2].len() <= 2)
        .filter(|run| {
            let joined = |mark: &str| path.contains(&[run[0], run[1], run[2]].join(mark));
            joined("/") || joined("-") || joined("_")
        })
        .find_map(|run| day(run[0], run[1], run[2]))
        .or_else(|| {
            packed
                .into_iter()
                .find_map(|run| day(&run[..4], &run[4..6], &run[6..]))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(found: Option<UnixTime>) -> String {
        found.map_or_else(String::new, |found| {
            jiff::Timestamp::from_second(found).unwrap().to_string()
        })
    }

    #[test]
    fn a_date_is_found_in_what_people_read() {
        let french = Hints::of(std::iter::empty(), true);
        for (text, expected) in [
            ("Publié le 12 mars 2024 à 14 h 05", "2024-03-12T13:05:00Z"),
            (
                "Par Ana Roc | Le 03/04/2021 à 09h30",
                "2021-04-03T07:30:00Z",
            ),
            (
                "Mis en ligne le mardi 5 janvier 2021 par Ana",
                "2021-01-05T12:00:00Z",
            ),
            ("Posted on March 5, 2019 by Ann", "2019-03-05T12:00:00Z"),
            ("le 1er mai 2020", "2020-05-01T12:00:00Z"),
            ("12 personnes en 3 heures", ""),
            ("Paris", ""),
            ("© Copyright 2024, les meuniers", ""),
        ] {
            assert_eq!(day(in_text(text, &french)), expected, "{text}");
        }
    }

    #[test]
    fn an_address_may_hold_the_day() {
        for (url, expected) in [
            ("https://a.test/2024/03/12/titre", "2024-03-12T12:00:00Z"),
            ("https://a.test/2024-3-2-titre", "2024-03-02T12:00:00Z"),
            ("https://a.test/titre_20240312.html", "2024-03-12T12:00:00Z"),
            ("https://a.test/2024/13/12/", ""),
            ("https://a.test/article-123456", ""),
        ] {
            assert_eq!(
                day(in_address(&Url::parse(url).unwrap())),
                expected,
                "{url}"
            );
        }
    }
}
