//! What can be wrong with a query.

use super::{Say, error_in_english};
use crate::text::{Lang, sanitise};

/// A query that cannot be understood, with the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in characters from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: QueryFault,
}

/// The kinds of faults a query can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryFault {
    /// A quote that is never closed.
    OpenQuote,
    /// A parenthesis without its other half.
    Unbalanced,
    /// Something was expected here: a word, an operand.
    MissingOperand,
    /// `name:` is no field; the nearest one where one is near.
    UnknownField {
        name: String,
        nearest: Option<String>,
    },
    /// A value the field cannot take, and examples of what it takes, in the language of the field's name.
    BadValue {
        field: String,
        value: String,
        expected: String,
    },
    /// Nested too deep or too long.
    TooComplex,
}

impl Say for QueryError {
    fn say(&self, lang: Lang) -> String {
        let place = self.at + 1;
        let fault = self.fault.say(lang);
        match lang {
            Lang::Fr => format!("Requête, caractère {place}\u{a0}: {fault}"),
            Lang::En => format!("Query, character {place}: {fault}"),
        }
    }
}

impl Say for QueryFault {
    fn say(&self, lang: Lang) -> String {
        match self {
            QueryFault::OpenQuote => lang
                .pick(
                    "ce guillemet n’est pas refermé. Fermez-le après les mots à trouver ensemble.",
                    "this quote is never closed. Close it after the words to find together.",
                )
                .to_owned(),
            QueryFault::Unbalanced => lang
                .pick(
                    "il manque l’autre moitié de cette parenthèse. Ajoutez-la, ou retirez celle-ci.",
                    "this parenthesis lacks its other half. Add it, or remove this one.",
                )
                .to_owned(),
            QueryFault::MissingOperand => lang
                .pick(
                    "un mot ou une condition est attendu ici, par exemple noyau ou est:nonlu.",
                    "a word or a condition is expected here, for example kernel or is:unread.",
                )
                .to_owned(),
            QueryFault::UnknownField { name, nearest } => {
                unknown_field(name, nearest.as_deref(), lang)
            }
            QueryFault::BadValue {
                field,
                value,
                expected,
            } => {
                let (field, value) = (sanitise::line(field), sanitise::line(value));
                match lang {
                    Lang::Fr => format!(
                        "{field}: n’accepte pas «\u{a0}{value}\u{a0}». Essayez par exemple\u{a0}: {expected}."
                    ),
                    Lang::En => {
                        format!("{field}: does not take “{value}”. Try for example: {expected}.")
                    }
                }
            }
            QueryFault::TooComplex => lang
                .pick(
                    "la requête est trop longue ou trop imbriquée (4\u{202f}000 caractères et 64 niveaux au plus). \
                     Raccourcissez-la.",
                    "the query is too long or nested too deep (4,000 characters and 64 levels at most). Shorten it.",
                )
                .to_owned(),
        }
    }
}

fn unknown_field(name: &str, nearest: Option<&str>, lang: Lang) -> String {
    let name = sanitise::line(name);
    match (lang, nearest) {
        (Lang::Fr, Some(nearest)) => format!(
            "il n’y a pas de champ {name}:, vouliez-vous dire {nearest}:\u{202f}? Pour chercher ce texte lui-même, \
             mettez-le entre guillemets."
        ),
        (Lang::Fr, None) => format!(
            "il n’y a pas de champ {name}:. Pour chercher ce texte lui-même, mettez-le entre guillemets."
        ),
        (Lang::En, Some(nearest)) => format!(
            "there is no field {name}:, did you mean {nearest}:? To look for this text itself, put it in quotes."
        ),
        (Lang::En, None) => {
            format!("there is no field {name}:. To look for this text itself, put it in quotes.")
        }
    }
}

error_in_english!(QueryError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_and_what_was_expected() {
        let error = QueryError {
            at: 2,
            fault: QueryFault::BadValue {
                field: "est".to_owned(),
                value: "v\x1b[31mu".to_owned(),
                expected: "nonlu, lu".to_owned(),
            },
        };
        assert_eq!(
            error.say(Lang::Fr),
            "Requête, caractère 3\u{a0}: est: n’accepte pas «\u{a0}vu\u{a0}». Essayez par exemple\u{a0}: nonlu, lu."
        );
        let error = QueryError {
            at: 0,
            fault: QueryFault::UnknownField {
                name: "titel".to_owned(),
                nearest: Some("title".to_owned()),
            },
        };
        assert_eq!(
            error.to_string(),
            "Query, character 1: there is no field titel:, did you mean title:? To look for this text itself, put it \
             in quotes."
        );
    }
}
