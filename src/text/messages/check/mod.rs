//! What `check` reports to people: a feed's head, the places of its problems, and a verdict with a way on.

mod english;
mod french;

use super::Say;
use super::feed::Level;
use crate::text::Lang;
use crate::text::number::{integer, plural};

/// A line of the report, but for problems themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// How many entries, how many of them with a date, and the newest and oldest date as people say them.
    Entries {
        all: usize,
        dated: usize,
        newest: Option<String>,
        oldest: Option<String>,
    },
    /// How many entries have a content, a summary alone, neither, and files.
    Texts {
        whole: usize,
        summary: usize,
        none: usize,
        files: usize,
    },
    /// What the feed asks of visits: seconds between two, hours (0–23, GMT) and days (1 = Monday) to spare.
    Visits {
        period: Option<i64>,
        hours: Vec<u8>,
        days: Vec<u8>,
    },
    /// An entry without a title.
    Untitled,
    /// More entries than are shown.
    MoreEntries { more: usize },
    /// Where a problem is; line and column from 1.
    Place { line: usize, column: Option<usize> },
    /// More problems of one code (or still more, where not all were counted), the lines of the first of them, and whether
    /// there are others.
    More {
        more: usize,
        at_least: bool,
        lines: Vec<usize>,
        others: bool,
    },
    /// What came of it; from `most` problems on they were not all counted.
    Verdict {
        lost: usize,
        mended: usize,
        hints: usize,
        most: usize,
    },
    /// Where the codes are explained.
    Codes,
    /// How to subscribe.
    Subscribe { url: String },
    /// A page announces feeds: how many.
    Announces { feeds: usize },
    /// A page announces feeds by relative addresses alone, or none.
    NoAnnounced { base: bool },
    /// A page that announces no feed was fetched from this address.
    LookFurther { url: String },
    /// What was given is no file, and may be an address.
    MaybeAddress { url: String },
    /// The answer was that the feed was taken away for good.
    Gone,
    /// Nothing in a file or on standard input.
    NothingRead,
    /// What ceases to be JSON at a place; line and column from 1.
    BrokenJson { line: usize, column: usize },
}

impl Say for Report {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => french::french(self),
            Lang::En => english::english(self),
        }
    }
}

/// How bad a problem is, in a word.
pub fn level(level: Level, lang: Lang) -> &'static str {
    let (fr, en) = match level {
        Level::Lost => ("erreur", "error"),
        Level::Mended => ("avertissement", "warning"),
        Level::Hint => ("conseil", "hint"),
    };
    lang.pick(fr, en)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn integer_of(n: usize, lang: Lang) -> String {
    integer(count(n), lang)
}

fn counted(n: usize, lang: Lang, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        integer_of(n, lang),
        plural(count(n), lang, one, many)
    )
}

/// `lignes 3, 7, 9…`.
fn at_lines(lines: &[usize], others: bool, one: &str, many: &str) -> String {
    let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
    let name = if lines.len() == 1 { one } else { many };
    let rest = if others { "…" } else { "" };
    format!("{name} {}{rest}", numbers.join(", "))
}

/// A time between visits, in the largest unit that keeps it whole: `par jour`, `toutes les 2 h`.
fn every(seconds: i64, lang: Lang) -> String {
    let (n, unit, one) = match seconds {
        _ if seconds >= 86_400 && seconds % 86_400 == 0 => (
            seconds / 86_400,
            lang.pick("jours", "days"),
            lang.pick("par jour", "a day"),
        ),
        _ if seconds >= 3_600 && seconds % 3_600 == 0 => {
            (seconds / 3_600, "h", lang.pick("par heure", "an hour"))
        }
        _ => (
            (seconds / 60).max(1),
            "min",
            lang.pick("par minute", "a minute"),
        ),
    };
    match n {
        1 => one.to_owned(),
        _ => {
            let every = lang.pick(
                if unit == "jours" {
                    "tous les"
                } else {
                    "toutes les"
                },
                "every",
            );
            format!("{every} {}\u{a0}{unit}", integer(n, lang))
        }
    }
}

/// Hours as spans: `de 0 h à 5 h`, `from 0:00 to 5:59`.
fn spans(hours: &[u8], lang: Lang) -> String {
    let mut hours: Vec<u8> = hours.iter().copied().filter(|hour| *hour < 24).collect();
    hours.sort_unstable();
    hours.dedup();
    let mut spans: Vec<(u8, u8)> = Vec::new();
    for hour in hours {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == hour => *last = hour,
            _ => spans.push((hour, hour)),
        }
    }
    let said: Vec<String> = spans
        .iter()
        .map(|(from, to)| match lang {
            Lang::Fr => format!("de {from}\u{a0}h à {}\u{a0}h", to + 1),
            Lang::En => format!("from {from}:00 to {}:00", to + 1),
        })
        .collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    listed(&said, lang.pick(" ni ", " or "))
}

fn listed(all: &[&str], last: &str) -> String {
    match all {
        [rest @ .., end] if !rest.is_empty() => format!("{}{last}{end}", rest.join(", ")),
        _ => all.concat(),
    }
}

fn day_name(day: u8, lang: Lang) -> Option<&'static str> {
    let days = lang.pick(
        [
            "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        ],
        [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ],
    );
    days.get(usize::from(day).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_counts_what_is_to_be_done() {
        for (lost, mended, hints, fr, en) in [
            (
                0,
                0,
                0,
                "Lisible, rien à corriger.",
                "Readable, nothing to correct.",
            ),
            (
                0,
                1,
                0,
                "Lisible, 1 point à corriger.",
                "Readable, 1 point to correct.",
            ),
            (
                2,
                0,
                0,
                "Lisible, 2 points à corriger, qui font perdre quelque chose aux lecteurs.",
                "Readable, 2 points to correct, which cost readers something.",
            ),
            (
                1,
                2,
                1,
                "Lisible, 3 points à corriger dont 1 fait perdre quelque chose aux lecteurs, 1 conseil.",
                "Readable, 3 points to correct, 1 of which costs readers something, 1 hint.",
            ),
            (
                1,
                199,
                300,
                "Lisible, au moins 200 points à corriger dont 1 fait perdre quelque chose aux lecteurs, 300 conseils.",
                "Readable, at least 200 points to correct, 1 of which costs readers something, 300 hints.",
            ),
            (
                200,
                1,
                0,
                "Lisible, au moins 201 points à corriger dont au moins 200 font perdre quelque chose aux lecteurs.",
                "Readable, at least 201 points to correct, at least 200 of which cost readers something.",
            ),
        ] {
            let verdict = Report::Verdict {
                lost,
                mended,
                hints,
                most: 200,
            };
            assert_eq!(verdict.say(Lang::Fr), fr);
            assert_eq!(verdict.say(Lang::En), en);
        }
    }

    #[test]
    fn what_is_asked_of_visits_is_said_in_spans() {
        let visits = Report::Visits {
            period: Some(7_200),
            hours: vec![0, 2, 1, 23],
            days: vec![6, 7],
        };
        assert_eq!(
            visits.say(Lang::Fr),
            "visites demandées : au plus une toutes les 2 h, aucune de 0 h à 3 h ni de 23 h à 24 h (GMT), aucune le samedi ni le dimanche"
        );
        assert_eq!(
            visits.say(Lang::En),
            "visits asked for: at most one every 2\u{a0}h, none from 0:00 to 3:00 or from 23:00 to 24:00 (GMT), none on Saturday or Sunday"
        );
    }
}
