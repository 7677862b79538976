//! The report in French.

use super::{Report, at_lines, count, counted, day_name, every, integer_of, listed, spans};
use crate::text::Lang;
use crate::text::number::plural;

/// The sentence.
pub(super) fn french(report: &Report) -> String {
    let of = |n: usize, one, many| counted(n, Lang::Fr, one, many);
    match report {
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
            at_least,
            lines,
            others,
        } => {
            let least = least(*at_least);
            let mut text = format!("et {least}{}", of(*more, "autre", "autres"));
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
            most,
        } => {
            let points = lost + mended;
            let mut text = match points {
                0 => "Lisible, rien à corriger".to_owned(),
                _ => format!(
                    "Lisible, {}{} à corriger",
                    least(points >= *most),
                    of(points, "point", "points")
                ),
            };
            let whose = plural(count(*lost), Lang::Fr, "fait", "font");
            if *lost > 0 && *lost == points {
                text.push_str(&format!(", qui {whose} perdre quelque chose aux lecteurs"));
            } else if *lost > 0 {
                let lost = format!("{}{}", least(*lost >= *most), integer_of(*lost, Lang::Fr));
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
        Report::Gone => {
            "l’adresse a répondu 410 : le flux a été retiré pour de bon ; cherchez sur le \
                         site celui qui le remplace"
                .to_owned()
        }
        Report::NothingRead => "rien n’a été lu : le document est vide".to_owned(),
    }
}

/// What stands before a number that is no more than was counted.
fn least(at_least: bool) -> &'static str {
    if at_least { "au moins " } else { "" }
}
