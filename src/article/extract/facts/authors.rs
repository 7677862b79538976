//! The people who wrote the article: names alone. No « Par », no address, no role, no date, nobody twice.

use super::json_ld::Said;
use super::line;
use super::meta::Metas;
use super::roles::{AFTER, BEFORE, NOBODY};
use super::visible;
use crate::article::extract::tree::Tree;
use crate::article::extract::words::CALENDAR;
use crate::text::fold::label;

/// Authors kept.
const MAX_AUTHORS: usize = 20;

/// The authors, likeliest source first.
pub fn choose(tree: &Tree<'_>, metas: &Metas, said: &Said, site: Option<&str>) -> Vec<String> {
    let people: Vec<String> = said
        .authors
        .iter()
        .filter(|author| !author.organisation)
        .map(|author| author.name.clone())
        .collect();
    let organisations: Vec<String> = said
        .authors
        .iter()
        .filter(|author| author.organisation)
        .map(|author| author.name.clone())
        .collect();
    let ends_title = |name: &str| {
        metas.head_title.as_deref().is_some_and(|title| {
            let (title, name) = (label(title), label(name));
            title.len() > name.len() + 3
                && (title.ends_with(&format!("- {name}")) || title.ends_with(&format!("| {name}")))
        })
    };
    let is_site =
        |name: &str| site.is_some_and(|site| label(site) == label(name)) || ends_title(name);
    let seen = visible::authors(tree);
    let mut sources = vec![people];
    sources.extend(metas.authors());
    sources.extend([seen, organisations.clone()]);
    let mut only_site = None;
    for source in &sources {
        let authors = match source.as_slice() {
            [one] if is_site(&line(one)) => vec![line(one)],
            _ => clean(source),
        };
        if authors.is_empty() {
            continue;
        }
        if authors.iter().all(|name| {
            is_site(name)
                || NOBODY.contains(&label(name).as_str())
                || is_organisation(name, &organisations)
        }) {
            only_site = only_site.or(Some(authors));
            continue;
        }
        return authors.into_iter().filter(|name| !is_site(name)).collect();
    }
    only_site
        .unwrap_or_default()
        .into_iter()
        .filter(|name| !NOBODY[..17].contains(&label(name).as_str()))
        .collect()
}

fn is_organisation(name: &str, organisations: &[String]) -> bool {
    organisations
        .iter()
        .any(|organisation| label(organisation) == label(name))
}

/// The names in texts that may hold several.
pub fn clean(texts: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        for part in split(&bare(&line(text))) {
            let name = bare(&part);
            let known = |other: &String| label(other) == label(&name);
            if is_name(&name) && !names.iter().any(known) && names.len() < MAX_AUTHORS {
                names.push(tidy_case(&name));
            }
        }
    }
    names
}

/// `JEANNE MARCHAL` as `Jeanne Marchal`; two words at least, for an acronym stays.
fn tidy_case(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let shouts = words.len() >= 2
        && words.iter().all(|word| word.chars().count() >= 2)
        && !name.chars().any(char::is_lowercase);
    if !shouts {
        return name.to_owned();
    }
    let mut out = String::new();
    let mut at_start = true;
    for c in name.chars() {
        match at_start {
            true => out.push(c),
            false => out.extend(c.to_lowercase()),
        }
        at_start = matches!(c, ' ' | '-' | '\'' | '’');
    }
    out
}

/// Several names in one text.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![text.to_owned()];
    for mark in [" et ", " and ", " & ", ";", " with ", " avec ", "\n"] {
        parts = parts
            .iter()
            .flat_map(|part| part.split(mark))
            .map(str::to_owned)
            .collect();
    }
    parts
        .iter()
        .flat_map(|part| {
            let names: Vec<&str> = part.split(',').map(str::trim).collect();
            // « Marchal, Jeanne » is one name.
            let one_name = names.len() == 2 && names.iter().all(|name| !name.contains(' '));
            match one_name {
                true => vec![format!("{} {}", names[1], names[0])],
                false => names.into_iter().map(str::to_owned).collect::<Vec<_>>(),
            }
        })
        .collect()
}

/// A text without what stands before and after a name.
fn bare(text: &str) -> String {
    let mut text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';'
                    | ':'
                    | '|'
                    | '·'
                    | '•'
                    | '-'
                    | '–'
                    | '—'
                    | '/'
                    | '.'
                    | '"'
                    | '»'
                    | '«'
                    | '→'
            )
    });
    for _ in 0..2 {
        let cut = BEFORE
            .iter()
            .filter_map(|before| prefix(text, before))
            .max();
        match cut {
            Some(length) => text = text[length..].trim(),
            None => break,
        }
    }
    let text = before_date(text);
    let end = AFTER
        .iter()
        .filter_map(|after| find(text, after))
        .filter(|at| *at > 2)
        .min()
        .unwrap_or(text.len());
    text[..end]
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '.' | '-' | '»' | '«'))
        .to_owned()
}

/// What stands before a date: `Ann Lee January 15` is `Ann Lee`.
fn before_date(text: &str) -> &str {
    const WORDS: &[&str] = &[
        "publié",
        "publie",
        "published",
        "posted",
        "updated",
        "le",
        "on",
        "the",
        "du",
        "lun",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "|",
        "-",
        "·",
    ];
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            while let Some((start, last)) = words.last().copied() {
                let bare = last.trim_matches([',', '.']).to_lowercase();
                let of_date = WORDS.contains(&&*bare) || CALENDAR.contains(&&*bare);
                if !of_date || start == 0 {
                    return text[..start + last.len()].trim_end_matches([',', ' ']);
                }
                words.pop();
            }
            return text;
        }
        words.push((at, word));
        at += word.len() + 1;
    }
    text
}

/// The length of a beginning that equals another but for case and accents.
fn prefix(text: &str, wanted: &str) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for want in wanted.chars() {
        let c = chars.next()?;
        if plain(c) != want {
            return None;
        }
        length += c.len_utf8();
    }
    Some(length)
}

/// Where a part stands that equals another but for case and accents.
fn find(text: &str, wanted: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .find(|&at| prefix(&text[at..], wanted).is_some())
}

fn plain(c: char) -> char {
    match c {
        'é' | 'è' | 'ê' | 'É' | 'È' => 'e',
        'à' | 'â' | 'À' => 'a',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// A name is short, has letters, is no address and no sentence.
fn is_name(name: &str) -> bool {
    let folded = label(name);
    let count = name.split_whitespace().count();
    let mostly_letters =
        name.chars().filter(char::is_ascii_digit).count() * 3 <= name.chars().count();
    (1..=6).contains(&count)
        && (2..=60).contains(&name.chars().count())
        && name.chars().any(char::is_alphabetic)
        && mostly_letters
        && !["://", "@", "www.", ".com", ".html", "?", "!"]
            .iter()
            .any(|mark| name.contains(mark))
        && ![
            "voir ",
            "view ",
            "see ",
            "all posts",
            "tous les articles",
            "more ",
            "plus ",
            "read ",
            "lire ",
            "follow",
            "suivre",
            "contact",
            "share",
            "partager",
            "abonnez",
            "subscribe",
            "comment",
            "minutes",
            "temps de lecture",
            "mis a jour",
            "updated",
        ]
        .iter()
        .any(|word| folded.starts_with(word))
        && ![
            "journaliste",
            "correspondant",
            "envoye special",
            "staff writer",
            "senior writer",
            "reporter",
            "editor in chief",
            "redacteur en chef",
        ]
        .contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone_are_kept() {
        let cases: [(&[&str], &[&str]); 18] = [
            (&["Par Jeanne Marchal"], &["Jeanne Marchal"]),
            (
                &["Jeanne Marchal et Luc Ferrand"],
                &["Jeanne Marchal", "Luc Ferrand"],
            ),
            (
                &["By Ann Lee, Bob Ray and Cy Poe"],
                &["Ann Lee", "Bob Ray", "Cy Poe"],
            ),
            (
                &["Par Jeanne Marchal, journaliste à Vigie"],
                &["Jeanne Marchal"],
            ),
            (&["Jeanne Marchal", "JEANNE MARCHAL"], &["Jeanne Marchal"]),
            (&["https://www.facebook.com/vigie"], &[]),
            (&["redaction@vigie.test"], &[]),
            (&["Marchal, Jeanne"], &["Jeanne Marchal"]),
            (&["AFP"], &["AFP"]),
            (&["JEANNE DE LA TOUR"], &["Jeanne De La Tour"]),
            (&["Par Luc Ferrand Publié le 3 mars 2024"], &["Luc Ferrand"]),
            (&["Propos recueillis par Ana Roc"], &["Ana Roc"]),
            (&["Luc Ferrand (avec AFP)"], &["Luc Ferrand"]),
            (&["By Ann Lee | Staff Writer"], &["Ann Lee"]),
            (&["Ann Lee in London"], &["Ann Lee"]),
            (
                &["Par Fabrice Roc le dimanche 4 février 2024, 19:12"],
                &["Fabrice Roc"],
            ),
            (&["Petra January 15"], &["Petra"]),
            (&["&Eacute;lise Roc"], &["Élise Roc"]),
        ];
        for (texts, expected) in cases {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(clean(&texts), expected, "{texts:?}");
        }
    }
}
