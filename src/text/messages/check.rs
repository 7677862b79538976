//! What `check` reports to people: a feed's head, the places of its problems, and a verdict with a way on.

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
    /// More problems of one code, the lines of the first of them, and whether there are others.
    More {
        more: usize,
        lines: Vec<usize>,
        others: bool,
    },
    /// What came of it.
    Verdict {
        lost: usize,
        mended: usize,
        hints: usize,
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
    /// Nothing in a file or on standard input.
    NothingRead,
    /// What ceases to be JSON at a place; line and column from 1.
    BrokenJson { line: usize, column: usize },
}

impl Say for Report {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }
}

impl Report {
    fn french(&self) -> String {
        let of = |n: usize, one, many| counted(n, Lang::Fr, one, many);
        match self {
            Report::Entries {
                all,
                dated,
                newest,
                oldest,
            } => {
                let mut text = of(*all, "article", "articles");
                text.push_str(&match (*all, *dated) {
                    (0, _) => String::new(),
                    (_, 0) => ", aucun daté".to_owned(),
                    (1, 1) => ", daté".to_owned(),
                    (all, dated) if all == dated => ", tous datés".to_owned(),
                    (_, dated) => format!(", {}", of(dated, "daté", "datés")),
                });
                match (newest, oldest) {
                    (Some(newest), Some(oldest)) if newest != oldest => {
                        text.push_str(&format!(
                            " ; le plus récent : {newest} ; le plus ancien : {oldest}"
                        ));
                    }
                    (Some(newest), _) => text.push_str(&format!(" ({newest})")),
                    _ => {}
                }
                text
            }
            Report::Texts {
                whole,
                summary,
                none,
                files,
            } => {
                let mut parts = Vec::new();
                if *whole > 0 {
                    parts.push(format!(
                        "{} en texte intégral",
                        integer_of(*whole, Lang::Fr)
                    ));
                }
                if *summary > 0 {
                    parts.push(format!("{} en résumé seul", integer_of(*summary, Lang::Fr)));
                }
                if *none > 0 {
                    parts.push(format!("{} sans texte", integer_of(*none, Lang::Fr)));
                }
                if *files > 0 {
                    parts.push(format!(
                        "{} avec fichier joint",
                        integer_of(*files, Lang::Fr)
                    ));
                }
                parts.join(", ")
            }
            Report::Visits {
                period,
                hours,
                days,
            } => {
                let mut parts = Vec::new();
                if let Some(period) = period {
                    parts.push(format!("au plus une {}", every(*period, Lang::Fr)));
                }
                if !hours.is_empty() {
                    parts.push(format!("aucune {} (GMT)", spans(hours, Lang::Fr)));
                }
                if !days.is_empty() {
                    let days: Vec<&str> = days
                        .iter()
                        .filter_map(|day| day_name(*day, Lang::Fr))
                        .collect();
                    parts.push(format!("aucune le {}", listed(&days, " ni le ")));
                }
                format!("visites demandées : {}", parts.join(", "))
            }
            Report::Untitled => "(sans titre)".to_owned(),
            Report::MoreEntries { more } => {
                format!("et {}", of(*more, "autre article", "autres articles"))
            }
            Report::Place { line, column } => match column {
                Some(column) => format!("ligne {line}, colonne {column}"),
                None => format!("ligne {line}"),
            },
            Report::More {
                more,
                lines,
                others,
            } => {
                let mut text = format!("et {}", of(*more, "autre", "autres"));
                if !lines.is_empty() {
                    text.push_str(&format!(
                        " : {}",
                        at_lines(lines, *others, "ligne", "lignes")
                    ));
                }
                text
            }
            Report::Verdict {
                lost,
                mended,
                hints,
            } => {
                let points = lost + mended;
                let mut text = match points {
                    0 => "Lisible, rien à corriger".to_owned(),
                    _ => format!("Lisible, {} à corriger", of(points, "point", "points")),
                };
                let whose = plural(count(*lost), Lang::Fr, "fait", "font");
                if *lost > 0 && *lost == points {
                    text.push_str(&format!(", qui {whose} perdre quelque chose aux lecteurs"));
                } else if *lost > 0 {
                    let lost = integer_of(*lost, Lang::Fr);
                    text.push_str(&format!(
                        " dont {lost} {whose} perdre quelque chose aux lecteurs"
                    ));
                }
                if *hints > 0 {
                    text.push_str(&format!(", {}", of(*hints, "conseil", "conseils")));
                }
                text.push('.');
                text
            }
            Report::Codes => "« manchette check --help » explique chaque code.".to_owned(),
            Report::Subscribe { url } => format!("« manchette add {url} » vous y abonne."),
            Report::Announces { feeds } => match feeds {
                1 => "La page annonce un flux ; vérifiez-le ainsi :".to_owned(),
                _ => format!(
                    "La page annonce {} ; vérifiez-les ainsi :",
                    of(*feeds, "flux", "flux")
                ),
            },
            Report::NoAnnounced { base: true } => {
                "La page n’annonce aucun flux par un <link rel=\"alternate\">.".to_owned()
            }
            Report::NoAnnounced { base: false } => {
                "La page n’annonce aucun flux par une adresse entière ; donnez la \
                 sienne avec « --base ADRESSE »."
                    .to_owned()
            }
            Report::LookFurther { url } => {
                format!("« manchette add {url} » en cherchera un aux adresses habituelles du site.")
            }
            Report::MaybeAddress { url } => {
                format!("Si c’est une adresse, écrivez « manchette check {url} ».")
            }
            Report::BrokenJson { line, column } => format!(
                "le JSON s’interrompt ligne {line}, colonne {column} ; cherchez là une \
                 virgule, un guillemet ou une accolade de trop, ou qui manque"
            ),
            Report::NothingRead => "rien n’a été lu : le document est vide".to_owned(),
        }
    }

    fn english(&self) -> String {
        let of = |n: usize, one, many| counted(n, Lang::En, one, many);
        match self {
            Report::Entries {
                all,
                dated,
                newest,
                oldest,
            } => {
                let mut text = of(*all, "entry", "entries");
                text.push_str(&match (*all, *dated) {
                    (0, _) => String::new(),
                    (_, 0) => ", none dated".to_owned(),
                    (1, 1) => ", dated".to_owned(),
                    (all, dated) if all == dated => ", all dated".to_owned(),
                    (_, dated) => format!(", {} dated", integer_of(dated, Lang::En)),
                });
                match (newest, oldest) {
                    (Some(newest), Some(oldest)) if newest != oldest => {
                        text.push_str(&format!("; newest: {newest}; oldest: {oldest}"));
                    }
                    (Some(newest), _) => text.push_str(&format!(" ({newest})")),
                    _ => {}
                }
                text
            }
            Report::Texts {
                whole,
                summary,
                none,
                files,
            } => {
                let mut parts = Vec::new();
                if *whole > 0 {
                    parts.push(format!("{} with full text", integer_of(*whole, Lang::En)));
                }
                if *summary > 0 {
                    parts.push(format!(
                        "{} with a summary only",
                        integer_of(*summary, Lang::En)
                    ));
                }
                if *none > 0 {
                    parts.push(format!("{} without a text", integer_of(*none, Lang::En)));
                }
                if *files > 0 {
                    parts.push(format!(
                        "{} with an enclosure",
                        integer_of(*files, Lang::En)
                    ));
                }
                parts.join(", ")
            }
            Report::Visits {
                period,
                hours,
                days,
            } => {
                let mut parts = Vec::new();
                if let Some(period) = period {
                    parts.push(format!("at most one {}", every(*period, Lang::En)));
                }
                if !hours.is_empty() {
                    parts.push(format!("none {} (GMT)", spans(hours, Lang::En)));
                }
                if !days.is_empty() {
                    let days: Vec<&str> = days
                        .iter()
                        .filter_map(|day| day_name(*day, Lang::En))
                        .collect();
                    parts.push(format!("none on {}", listed(&days, " or ")));
                }
                format!("visits asked for: {}", parts.join(", "))
            }
            Report::Untitled => "(no title)".to_owned(),
            Report::MoreEntries { more } => {
                let noun = plural(count(*more), Lang::En, "entry", "entries");
                format!("and {} more {noun}", integer_of(*more, Lang::En))
            }
            Report::Place { line, column } => match column {
                Some(column) => format!("line {line}, column {column}"),
                None => format!("line {line}"),
            },
            Report::More {
                more,
                lines,
                others,
            } => {
                let mut text = format!("and {} more", integer_of(*more, Lang::En));
                if !lines.is_empty() {
                    text.push_str(&format!(": {}", at_lines(lines, *others, "line", "lines")));
                }
                text
            }
            Report::Verdict {
                lost,
                mended,
                hints,
            } => {
                let points = lost + mended;
                let mut text = match points {
                    0 => "Readable, nothing to correct".to_owned(),
                    _ => format!("Readable, {} to correct", of(points, "point", "points")),
                };
                let costs = plural(count(*lost), Lang::En, "costs", "cost");
                if *lost > 0 && *lost == points {
                    text.push_str(&format!(", which {costs} readers something"));
                } else if *lost > 0 {
                    let lost = integer_of(*lost, Lang::En);
                    text.push_str(&format!(", {lost} of which {costs} readers something"));
                }
                if *hints > 0 {
                    text.push_str(&format!(", {}", of(*hints, "hint", "hints")));
                }
                text.push('.');
                text
            }
            Report::Codes => "“manchette check --help” explains each code.".to_owned(),
            Report::Subscribe { url } => format!("“manchette add {url}” subscribes to it."),
            Report::Announces { feeds } => match feeds {
                1 => "The page announces one feed; check it so:".to_owned(),
                _ => format!(
                    "The page announces {}; check them so:",
                    of(*feeds, "feed", "feeds")
                ),
            },
            Report::NoAnnounced { base: true } => {
                "The page announces no feed by a <link rel=\"alternate\">.".to_owned()
            }
            Report::NoAnnounced { base: false } => {
                "The page announces no feed by a whole address; give its own \
                 with “--base URL”."
                    .to_owned()
            }
            Report::LookFurther { url } => {
                format!("“manchette add {url}” will look for one at the site’s usual addresses.")
            }
            Report::MaybeAddress { url } => {
                format!("If it is an address, type “manchette check {url}”.")
            }
            Report::BrokenJson { line, column } => format!(
                "the JSON breaks off at line {line}, column {column}; look there for a comma, a \
                 quote or a brace too many, or missing"
            ),
            Report::NothingRead => "nothing was read: the document is empty".to_owned(),
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
        ] {
            let verdict = Report::Verdict {
                lost,
                mended,
                hints,
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
