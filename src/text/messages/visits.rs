//! What decides on a feed's visits, and what came of them: the words that `doctor` and the screen's sheets share.
//! Moments, addresses and validators come in as they are to be shown.

use super::Say;
use super::fetch::FetchError;
use crate::text::number::{bytes, integer, plural};
use crate::text::{Lang, date, sanitise};

/// What stands before a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The address.
    Address,
    /// The address it is really fetched from.
    Alias,
    /// The last answer.
    Answer,
    /// The last visit that went well.
    Succeeded,
    /// Since when it fails.
    Failing,
    /// Validators.
    Validators,
    /// Lifetime of the last answer.
    Lifetime,
    /// What the feed asks for.
    Wishes,
    /// The interval in force.
    Interval,
    /// The next visit.
    Next,
    /// Until when it is left alone.
    Rest,
    /// A move that is not confirmed yet.
    Moving,
    /// Where it was before.
    Moved,
    /// All visits.
    Visits,
}

impl Say for Label {
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Label::Address => ("adresse", "address"),
            Label::Alias => ("visité à", "fetched from"),
            Label::Answer => ("dernière réponse", "last answer"),
            Label::Succeeded => ("dernier succès", "last success"),
            Label::Failing => ("en panne depuis", "failing since"),
            Label::Validators => ("validateurs", "validators"),
            Label::Lifetime => ("durée de vie", "lifetime"),
            Label::Wishes => ("le flux demande", "the feed asks for"),
            Label::Interval => ("intervalle", "interval"),
            Label::Next => ("prochaine visite", "next visit"),
            Label::Rest => ("au repos", "at rest"),
            Label::Moving => ("déménagement", "moving"),
            Label::Moved => ("ancienne adresse", "old address"),
            Label::Visits => ("visites", "visits"),
        };
        lang.pick(fr, en).to_owned()
    }
}

/// A fact about a feed's visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// What is said as it is: an address, a moment.
    Plain(String),
    /// No visit yet.
    NotVisited,
    /// A status (none from a file or a program, or where no answer came), when it came, and whether the visit failed.
    Answer {
        http: Option<u16>,
        when: String,
        failed: bool,
    },
    /// Since when, and so many times in a row.
    Failing { since: String, times: u32 },
    /// A moment, and why it is that one.
    Next { when: String, why: Option<String> },
    /// It is visited no more.
    Never { why: Option<String> },
    /// How long the last answer stays fresh, in seconds, where the site says so.
    Lifetime(Option<i64>),
    /// Seconds between two visits, and whether that is the feed's own setting.
    Interval { seconds: i64, own: bool },
    /// The shortest time between two visits in seconds, hours (0–23, GMT) and days (1 = Monday … 7) without one.
    Wishes {
        period: Option<i64>,
        hours: Vec<u8>,
        days: Vec<u8>,
    },
    /// `ETag` and `Last-Modified`.
    Validators {
        etag: Option<String>,
        modified: Option<String>,
    },
    /// Not asked before that moment, not even by hand.
    Rest { until: String },
    /// Seen moved once, to there.
    Moving { to: String },
    /// It was there, until then.
    Moved { from: String, when: String },
    /// All visits, those that brought nothing new, decoded bytes.
    Visits {
        all: i64,
        unchanged: i64,
        received: i64,
    },
}

impl Say for Fact {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }
}

impl Fact {
    fn french(&self) -> String {
        let lang = Lang::Fr;
        match self {
            Fact::Plain(text) => text.clone(),
            Fact::NotVisited => "pas encore visité".to_owned(),
            Fact::Answer { http, when, failed } => match (http, failed) {
                (Some(304), false) => format!("304, inchangé, {when}"),
                (Some(http), _) => format!("{http}, {when}"),
                (None, false) => format!("bien lu, {when}"),
                (None, true) => format!("aucune, {when}"),
            },
            Fact::Failing { since, times } => {
                let times = i64::from(*times);
                let tries = plural(times, lang, "essai", "essais");
                format!("{since} ({}\u{a0}{tries})", integer(times, lang))
            }
            Fact::Next { when, why } => with_why(when, why.as_deref(), lang),
            Fact::Never { why } => with_why("jamais", why.as_deref(), lang),
            Fact::Lifetime(Some(seconds)) => date::span(*seconds, lang),
            Fact::Lifetime(None) => "le site n’en donne pas".to_owned(),
            Fact::Interval { seconds, own } => {
                let whose = if *own {
                    "réglage de ce flux"
                } else {
                    "réglage général"
                };
                format!("{} ({whose})", date::span(*seconds, lang))
            }
            Fact::Wishes {
                period,
                hours,
                days,
            } => {
                let mut asked = Vec::new();
                if let Some(period) = period {
                    asked.push(format!(
                        "au moins {} entre deux visites",
                        date::span(*period, lang)
                    ));
                }
                if let Some(hours) = hours_without(hours, lang) {
                    asked.push(format!("pas de visite {hours} (GMT)"));
                }
                if let Some(days) = days_without(days, lang) {
                    asked.push(format!("pas de visite le {days} (GMT)"));
                }
                joined(&asked, "\u{202f}; ", "rien de particulier")
            }
            Fact::Validators { etag, modified } => {
                validators(etag.as_deref(), modified.as_deref(), "aucun")
            }
            Fact::Rest { until } => format!("{until} au plus tôt, même à la main"),
            Fact::Moving { to } => format!("vers {to}, à confirmer à la prochaine visite"),
            Fact::Moved { from, when } => format!("{from} (déménagement\u{a0}: {when})"),
            Fact::Visits {
                all,
                unchanged,
                received,
            } => format!(
                "{}, dont {} sans rien de neuf ({}\u{a0}%), {} reçus",
                integer(*all, lang),
                integer(*unchanged, lang),
                share(*unchanged, *all),
                size(*received, lang)
            ),
        }
    }

    fn english(&self) -> String {
        let lang = Lang::En;
        match self {
            Fact::Plain(text) => text.clone(),
            Fact::NotVisited => "not visited yet".to_owned(),
            Fact::Answer { http, when, failed } => match (http, failed) {
                (Some(304), false) => format!("304, unchanged, {when}"),
                (Some(http), _) => format!("{http}, {when}"),
                (None, false) => format!("read well, {when}"),
                (None, true) => format!("none, {when}"),
            },
            Fact::Failing { since, times } => {
                let times = i64::from(*times);
                let tries = plural(times, lang, "try", "tries");
                format!("{since} ({} {tries})", integer(times, lang))
            }
            Fact::Next { when, why } => with_why(when, why.as_deref(), lang),
            Fact::Never { why } => with_why("never", why.as_deref(), lang),
            Fact::Lifetime(Some(seconds)) => date::span(*seconds, lang),
            Fact::Lifetime(None) => "the site gives none".to_owned(),
            Fact::Interval { seconds, own } => {
                let whose = if *own {
                    "this feed’s setting"
                } else {
                    "the general setting"
                };
                format!("{} ({whose})", date::span(*seconds, lang))
            }
            Fact::Wishes {
                period,
                hours,
                days,
            } => {
                let mut asked = Vec::new();
                if let Some(period) = period {
                    asked.push(format!(
                        "at least {} between two visits",
                        date::span(*period, lang)
                    ));
                }
                if let Some(hours) = hours_without(hours, lang) {
                    asked.push(format!("no visit {hours} (GMT)"));
                }
                if let Some(days) = days_without(days, lang) {
                    asked.push(format!("no visit on {days} (GMT)"));
                }
                joined(&asked, "; ", "nothing in particular")
            }
            Fact::Validators { etag, modified } => {
                validators(etag.as_deref(), modified.as_deref(), "none")
            }
            Fact::Rest { until } => format!("{until} at the earliest, even by hand"),
            Fact::Moving { to } => format!("to {to}, to be confirmed at the next visit"),
            Fact::Moved { from, when } => format!("{from} (moved: {when})"),
            Fact::Visits {
                all,
                unchanged,
                received,
            } => format!(
                "{}, {} of them without anything new ({}%), {} received",
                integer(*all, lang),
                integer(*unchanged, lang),
                share(*unchanged, *all),
                size(*received, lang)
            ),
        }
    }
}

/// The sentence of a failure that the database keeps as data: a [`FetchError`] as JSON, beside its code. What another
/// version wrote is told by its code.
pub fn stored_failure(data: &str, code: Option<&str>, lang: Lang) -> String {
    let sentence = match serde_json::from_str::<FetchError>(data) {
        Ok(error) => error.say(lang),
        Err(_) => code.unwrap_or_default().to_owned(),
    };
    sanitise::line(&sentence)
}

fn with_why(when: &str, why: Option<&str>, lang: Lang) -> String {
    match why {
        Some(why) => format!("{when}{}{why}", lang.pick("\u{202f}; ", "; ")),
        None => when.to_owned(),
    }
}

fn joined(parts: &[String], between: &str, nothing: &str) -> String {
    match parts {
        [] => nothing.to_owned(),
        parts => parts.join(between),
    }
}

fn validators(etag: Option<&str>, modified: Option<&str>, none: &str) -> String {
    let named = [("ETag", etag), ("Last-Modified", modified)];
    let sent: Vec<String> = named
        .iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name} {value}")))
        .collect();
    joined(&sent, ", ", none)
}

/// Hundredths, rounded down: only all is a hundred.
fn share(part: i64, all: i64) -> i64 {
    part.clamp(0, all.max(0)).saturating_mul(100) / all.max(1)
}

fn size(received: i64, lang: Lang) -> String {
    bytes(u64::try_from(received).unwrap_or(0), lang)
}

/// `de 22 h à 6 h, de 12 h à 14 h`; none where no hour is named.
fn hours_without(hours: &[u8], lang: Lang) -> Option<String> {
    let skipped: Vec<bool> = (0..24).map(|hour| hours.contains(&hour)).collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (hour, _) in skipped.iter().enumerate().filter(|(_, skipped)| **skipped) {
        match spans.last_mut() {
            Some((_, end)) if *end == hour => *end = hour + 1,
            _ => spans.push((hour, hour + 1)),
        }
    }
    // A night is one span, though midnight parts it.
    if let (Some((0, morning)), Some((_, 24)), 2..) =
        (spans.first().copied(), spans.last().copied(), spans.len())
    {
        spans.remove(0);
        if let Some((_, end)) = spans.last_mut() {
            *end = morning;
        }
    }
    let said = spans.iter().map(|(from, to)| match lang {
        Lang::Fr => format!("de {from}\u{a0}h à {to}\u{a0}h"),
        Lang::En => format!("from {from}:00 to {to}:00"),
    });
    Some(said.collect::<Vec<_>>().join(", ")).filter(|said| !said.is_empty())
}

/// `samedi et le dimanche`; none where no day is named.
fn days_without(days: &[u8], lang: Lang) -> Option<String> {
    let named: Vec<&str> = (1..=7)
        .filter(|day| days.contains(day))
        .filter_map(|day| date::week_day(day, lang))
        .collect();
    let (last, others) = named.split_last()?;
    let (comma, and) = lang.pick((", le ", " ni le "), (", ", " or "));
    Some(match others {
        [] => (*last).to_owned(),
        others => format!("{}{and}{last}", others.join(comma)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(hours: &[u8], days: &[u8], lang: Lang) -> String {
        let fact = Fact::Wishes {
            period: None,
            hours: hours.to_vec(),
            days: days.to_vec(),
        };
        fact.say(lang).replace('\u{a0}', " ")
    }

    #[test]
    fn hours_and_days_are_told_as_people_do() {
        for (hours, fr, en) in [
            (
                &[0, 1, 2][..],
                "pas de visite de 0 h à 3 h (GMT)",
                "no visit from 0:00 to 3:00 (GMT)",
            ),
            (
                &[23, 0, 22, 12],
                "pas de visite de 12 h à 13 h, de 22 h à 1 h (GMT)",
                "no visit from 12:00 to 13:00, from 22:00 to 1:00 (GMT)",
            ),
            (&[77], "rien de particulier", "nothing in particular"),
        ] {
            assert_eq!(wishes(hours, &[], Lang::Fr), fr);
            assert_eq!(wishes(hours, &[], Lang::En), en);
        }
        let all: Vec<u8> = (0..24).collect();
        assert_eq!(
            wishes(&all, &[], Lang::Fr),
            "pas de visite de 0 h à 24 h (GMT)"
        );
        assert_eq!(
            wishes(&[], &[7, 6], Lang::Fr),
            "pas de visite le samedi ni le dimanche (GMT)"
        );
        assert_eq!(
            wishes(&[], &[1, 2, 3], Lang::En),
            "no visit on Monday, Tuesday or Wednesday (GMT)"
        );
    }

    #[test]
    fn an_answer_says_what_it_was() {
        let answer = |http, failed| {
            let when = "hier 18:20".to_owned();
            Fact::Answer { http, when, failed }.say(Lang::Fr)
        };
        assert_eq!(answer(Some(304), false), "304, inchangé, hier 18:20");
        assert_eq!(answer(Some(304), true), "304, hier 18:20");
        assert_eq!(answer(None, true), "aucune, hier 18:20");
        assert_eq!(answer(None, false), "bien lu, hier 18:20");
    }

    #[test]
    fn shares_are_never_more_than_all() {
        assert_eq!((share(0, 0), share(3, 4), share(9, 4)), (0, 75, 100));
        assert_eq!((share(999, 1000), share(-1, 5)), (99, 0));
        share(i64::MAX, i64::MAX);
    }

    #[test]
    fn a_failure_of_another_version_is_told_by_its_code() {
        assert_eq!(stored_failure("{", Some("dns"), Lang::Fr), "dns");
        let data = serde_json::to_string(&FetchError::Empty).unwrap();
        assert_eq!(
            stored_failure(&data, Some("not-a-feed"), Lang::Fr),
            FetchError::Empty.say(Lang::Fr)
        );
    }
}
