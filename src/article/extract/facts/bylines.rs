//! Lines and links that name an author: « Par Jeanne Marchal », « Le 3 avril, par … », `Von Jule Petersen`, a link to an
//! author's page. Whether such a line is the article's is asked elsewhere.

use crate::article::extract::tree::Tree;

/// Of several blocks the first names the author, and those after it tell what he is; of a list, the first of each item.
pub fn first_blocks(tree: &Tree<'_>, place: usize) -> Option<String> {
    let blocks = tree.leaves(place);
    if blocks.len() < 2 || blocks.contains(&place) {
        return None;
    }
    let item_of = |block: usize| {
        tree.upwards(block)
            .take_while(|&above| tree.holds(place, above))
            .find(|&above| &*tree.items[above].name == "li")
            .unwrap_or(place)
    };
    let mut names: Vec<String> = Vec::new();
    let mut before = None;
    for block in blocks {
        let text = tree.own_text(block);
        let item = item_of(block);
        if before != Some(item) && is_signature(&text) {
            names.push(text);
            before = Some(item);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// A name of two words at least, each with a capital but for « de », « van » and their like.
pub fn is_signature(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "de", "du", "des", "la", "le", "van", "von", "der", "den", "di", "da", "do", "dos", "el",
        "al", "et", "and", "y", "e", "en", "und", "par", "by", "por", "d'", "zu",
    ];
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    (2..=9).contains(&words.len())
        && capitals >= 2
        && !text.contains(|c: char| c.is_ascii_digit())
        && !text.ends_with(['.', '!', '?', ':', '…'])
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || SMALL.contains(word))
}

/// A link to the page of an author, as its address says.
pub fn leads_to_author(tree: &Tree<'_>, place: usize) -> bool {
    const PARTS: &[&str] = &[
        "author",
        "authors",
        "auteur",
        "auteurs",
        "autor",
        "autores",
        "autore",
        "autori",
        "autoren",
        "redacteur",
        "journaliste",
        "journalistes",
        "reporter",
        "reporters",
        "profile",
        "people",
        "signataire",
        "signatures",
        "staff",
    ];
    let href = tree.attribute(place, "href").unwrap_or_default();
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').rev().filter(|part| !part.is_empty());
    parts.next().is_some_and(|last| last.starts_with('@'))
        || parts.next().is_some_and(|part| PARTS.contains(&part))
}

/// « Le 3 avril 2026 à 10 h 15, par Jeanne Marchal »: what stands from « par » on.
pub fn after_date(text: &str) -> Option<&str> {
    let at = [" par ", " by "]
        .iter()
        .filter_map(|by| text.find(by))
        .min()?;
    let (date, rest) = text.split_at(at);
    let rest = rest.trim_start();
    let name = rest.split_once(' ').map_or("", |(_, name)| name);
    let lower = date.to_lowercase();
    let is_date = date.contains(|c: char| c.is_ascii_digit())
        && date.split_whitespace().count() <= 10
        && (date.starts_with(|c: char| c.is_ascii_digit())
            || [
                "le ",
                "publié",
                "posté",
                "mis en ligne",
                "published",
                "posted",
                "on ",
                "lundi",
                "mardi",
                "mercredi",
                "jeudi",
                "vendredi",
                "samedi",
                "dimanche",
            ]
            .iter()
            .any(|begin| lower.starts_with(begin)));
    (is_date && name.starts_with(char::is_uppercase)).then_some(rest)
}

/// Bylines of other languages: `Von Jule Petersen`, `di Chiara Bonfanti`. Only before a name of two words.
const ABROAD: &[&str] = &["von ", "di ", "por ", "door ", "av "];

/// The name after them.
pub fn without_by(text: &str) -> &str {
    let lower = text.to_lowercase();
    ABROAD
        .iter()
        .find(|before| lower.starts_with(**before))
        .and_then(|before| text.get(before.len()..))
        .filter(|name| name.starts_with(char::is_uppercase) && is_signature(name))
        .unwrap_or(text)
}

/// « Par Jeanne Marchal », `By Ann Lee`: a short line that begins so, a capital behind it.
pub fn is_byline(text: &str) -> bool {
    const BEFORE: &[&str] = &[
        "par ",
        "by ",
        "written by ",
        "posted by ",
        "publié par ",
        "écrit par ",
        "propos recueillis par ",
        "rédigé par ",
        "soumis par ",
        "submitted by ",
        "récit de ",
        "reportage de ",
        "texte de ",
        "texte : ",
        "auteur : ",
        "photos et texte : ",
        "texte et photos : ",
    ];
    // A non-breaking blank before a colon is as long in lower case, and shorter as a plain one.
    let text = &text.replace(['\u{a0}', '\u{202f}'], " ");
    let text = after_date(text).unwrap_or(text);
    if without_by(text).len() < text.len() {
        return true;
    }
    let lower = text.to_lowercase();
    let rest = BEFORE
        .iter()
        .find(|before| lower.starts_with(**before))
        .and_then(|before| text.get(before.len()..));
    rest.is_some_and(|rest| {
        let words = rest.split_whitespace().count();
        rest.trim_start().starts_with(char::is_uppercase)
            && words <= 16
            && !rest.trim_end().ends_with(['?', '!', ':'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_told_from_sentences() {
        for line in [
            "Par Jeanne Marchal",
            "Le 03/04/2026 à 10:15, par Jeanne Marchal",
            "3 avril 2026 - par Jeanne Marchal",
            "Von Jule Petersen",
            "Photos et texte\u{a0}: Hugo Marec",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for text in [
            "Par Toutatis, lisez le manuel !",
            "Von der Leyen",
            "Le 3 avril, le pont fut fermé par décret",
            "Di notte",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
