//! The report in English.

use super::{Report, at_lines, count, counted, day_name, every, integer_of, listed, spans};
use crate::text::Lang;
use crate::text::number::plural;

/// The sentence.
pub(super) fn english(report: &Report) -> String {
    let of = |n: usize, one, many| counted(n, Lang::En, one, many);
    match report {
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
            at_least,
            lines,
            others,
        } => {
            let more = integer_of(*more, Lang::En);
            let mut text = format!("and {}{more} more", least(*at_least));
            if !lines.is_empty() {
                text.push_str(&format!(": {}", at_lines(lines, *others, "line", "lines")));
            }
            text
        }
        Report::Verdict {
            lost,
            mended,
            hints,
            most,
        } => {
            let points = lost + mended;
            let mut text = match points {
                0 => "Readable, nothing to correct".to_owned(),
                _ => format!(
                    "Readable, {}{} to correct",
                    least(points >= *most),
                    of(points, "point", "points")
                ),
            };
            let costs = plural(count(*lost), Lang::En, "costs", "cost");
            if *lost > 0 && *lost == points {
                text.push_str(&format!(", which {costs} readers something"));
            } else if *lost > 0 {
                let lost = format!("{}{}", least(*lost >= *most), integer_of(*lost, Lang::En));
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
        Report::Gone => {
            "the address answered 410: the feed is gone for good; look on its site for \
                         the one that replaces it"
                .to_owned()
        }
        Report::NothingRead => "nothing was read: the document is empty".to_owned(),
    }
}

/// What stands before a number that is no more than was counted.
fn least(at_least: bool) -> &'static str {
    if at_least { "at least " } else { "" }
}
