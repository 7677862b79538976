//! The names of fields and of their values, in English and French. What is typed is compared folded, so accents are
//! free; the language of a field's name decides in which language its values are proposed.

use super::{Part, Sort, State};
use crate::text::{Lang, fold};

/// The fields of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Author,
    Feed,
    Tag,
    Link,
    Lang,
    Is,
    Has,
    Since,
    Until,
    Time,
    Sort,
}

const FIELDS: [(&str, Field, Lang); 26] = [
    ("title", Field::Title, Lang::En),
    ("titre", Field::Title, Lang::Fr),
    ("author", Field::Author, Lang::En),
    ("auteur", Field::Author, Lang::Fr),
    ("feed", Field::Feed, Lang::En),
    ("flux", Field::Feed, Lang::Fr),
    ("tag", Field::Tag, Lang::En),
    ("étiquette", Field::Tag, Lang::Fr),
    ("link", Field::Link, Lang::En),
    ("lien", Field::Link, Lang::Fr),
    ("lang", Field::Lang, Lang::En),
    ("langue", Field::Lang, Lang::Fr),
    ("is", Field::Is, Lang::En),
    ("est", Field::Is, Lang::Fr),
    ("has", Field::Has, Lang::En),
    ("a", Field::Has, Lang::Fr),
    ("since", Field::Since, Lang::En),
    ("depuis", Field::Since, Lang::Fr),
    ("until", Field::Until, Lang::En),
    ("jusque", Field::Until, Lang::Fr),
    ("jusqu", Field::Until, Lang::Fr),
    ("jusqu’à", Field::Until, Lang::Fr),
    ("time", Field::Time, Lang::En),
    ("temps", Field::Time, Lang::Fr),
    ("sort", Field::Sort, Lang::En),
    ("tri", Field::Sort, Lang::Fr),
];

/// The field with this name and the language it was named in.
pub fn field(name: &str) -> Option<(Field, Lang)> {
    let name = fold::fold(name);
    let known = FIELDS.iter().find(|known| fold::fold(known.0) == name)?;
    Some((known.1, known.2))
}

/// The known name nearest to a mistyped one, if one is near: two slips at most, and in no more than half
/// its letters.
pub fn nearest_field(name: &str) -> Option<&'static str> {
    let name = fold::fold(name);
    let slips = |known: &str| strsim::damerau_levenshtein(&fold::fold(known), &name);
    let nearest = FIELDS
        .iter()
        .map(|known| known.0)
        .min_by_key(|known| slips(known))?;
    let allowed = nearest.chars().count() / 2;
    (slips(nearest) <= allowed.min(2)).then_some(nearest)
}

/// What `is:` takes; the first name is the English one, the second the French one.
const STATES: [(State, &[&str]); 5] = [
    (
        State::Unread,
        &["unread", "nonlu", "nonlus", "nonlue", "nonlues"],
    ),
    (State::Read, &["read", "lu", "lus", "lue", "lues"]),
    (State::Starred, &["starred", "favori", "favoris"]),
    (State::Hidden, &["hidden", "masqué", "masqués"]),
    (State::Updated, &["updated", "misàjour", "maj"]),
];

const PARTS: [(Part, &[&str]); 2] = [
    (Part::Enclosure, &["enclosure", "pièce", "piècejointe"]),
    (Part::FullText, &["fulltext", "texte", "texteintégral"]),
];

const SORTS: [(Sort, &[&str]); 4] = [
    (Sort::Oldest, &["date", "date"]),
    (Sort::Newest, &["-date", "-date"]),
    (Sort::Feed, &["feed", "flux"]),
    (Sort::Title, &["title", "titre"]),
];

/// The state a value of `is:` names.
pub fn state(value: &str) -> Option<State> {
    named(&STATES, &solid(value))
}

/// The part a value of `has:` names.
pub fn part(value: &str) -> Option<Part> {
    named(&PARTS, &solid(value))
}

/// The order a value of `sort:` names.
pub fn sort(value: &str) -> Option<Sort> {
    named(&SORTS, fold::fold(value).trim())
}

/// The canonical, English name of a state.
pub fn state_name(state: State) -> &'static str {
    english(&STATES, state)
}

/// The canonical, English name of a part.
pub fn part_name(part: Part) -> &'static str {
    english(&PARTS, part)
}

/// The canonical, English name of an order.
pub fn sort_name(sort: Sort) -> &'static str {
    english(&SORTS, sort)
}

/// Values a field takes, as they are proposed after one it does not take.
pub fn expected(field: Field, lang: Lang) -> String {
    let list = |names: Vec<&str>| names.join(", ");
    match field {
        Field::Is => list(
            STATES
                .iter()
                .map(|known| lang_name(known.1, lang))
                .collect(),
        ),
        Field::Has => list(PARTS.iter().map(|known| lang_name(known.1, lang)).collect()),
        Field::Sort => list(SORTS.iter().map(|known| lang_name(known.1, lang)).collect()),
        Field::Since | Field::Until => lang
            .pick(
                "7j, 2026-11-01, aujourd’hui, hier",
                "7d, 2026-11-01, today, yesterday",
            )
            .to_owned(),
        Field::Time => "<5, <=5, 5, >=5, >5".to_owned(),
        Field::Lang => "fr, en, fr-ca".to_owned(),
        Field::Feed => lang.pick("noyau, #12", "kernel, #12").to_owned(),
        Field::Title | Field::Author | Field::Tag | Field::Link => {
            lang.pick("noyau", "kernel").to_owned()
        }
    }
}

fn lang_name(names: &'static [&'static str], lang: Lang) -> &'static str {
    match lang {
        Lang::En => names[0],
        Lang::Fr => names[1],
    }
}

fn named<T: Copy>(table: &[(T, &[&str])], value: &str) -> Option<T> {
    let known = |names: &[&str]| names.iter().any(|name| fold::fold(name) == value);
    table.iter().find(|row| known(row.1)).map(|row| row.0)
}

fn english<T: Copy + PartialEq>(table: &[(T, &[&'static str])], value: T) -> &'static str {
    let row = table.iter().find(|row| row.0 == value);
    row.map_or("", |row| row.1[0])
}

/// A value folded and without its inner signs: `non-lu`, `mis à jour` and `nonlu`, `misajour` are the same.
fn solid(value: &str) -> String {
    let mut folded = fold::fold(value);
    folded.retain(char::is_alphanumeric);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_both_languages() {
        for (name, known) in [
            ("title", Some((Field::Title, Lang::En))),
            ("TITRE", Some((Field::Title, Lang::Fr))),
            ("etiquette", Some((Field::Tag, Lang::Fr))),
            ("Étiquette", Some((Field::Tag, Lang::Fr))),
            ("jusqu'à", Some((Field::Until, Lang::Fr))),
            ("à", Some((Field::Has, Lang::Fr))),
            ("note", None),
        ] {
            assert_eq!(field(name), known, "{name}");
        }
    }

    #[test]
    fn near_names_are_proposed() {
        for (name, near) in [
            ("titel", Some("title")),
            ("titer", Some("titre")),
            ("auteurs", Some("auteur")),
            ("fluks", Some("flux")),
            ("dépuis", Some("depuis")),
            ("note", None),
            ("x", None),
            ("é", None),
        ] {
            assert_eq!(nearest_field(name), near, "{name}");
        }
    }

    #[test]
    fn values_are_known_in_both_languages() {
        for value in ["unread", "nonlu", "non-lu", "NonLus"] {
            assert_eq!(state(value), Some(State::Unread), "{value}");
        }
        for value in ["updated", "misàjour", "mis-à-jour", "maj"] {
            assert_eq!(state(value), Some(State::Updated), "{value}");
        }
        assert_eq!(state("masqué"), Some(State::Hidden));
        assert_eq!(state("favoris"), Some(State::Starred));
        assert_eq!(state("vu"), None);
        assert_eq!(part("pièce"), Some(Part::Enclosure));
        assert_eq!(part("texte"), Some(Part::FullText));
        assert_eq!(sort("-date"), Some(Sort::Newest));
        assert_eq!(sort("date"), Some(Sort::Oldest));
        assert_eq!(sort("-titre"), None);
    }
}
