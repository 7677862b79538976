//! What is wrong with the arguments of the command line, said in both languages (clap's own words are English alone).

use crate::text::{Lang, Say};

/// A wrong argument. Texts are what was typed, as one clean line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// No such option, or an argument too many, with the nearest option where one is near.
    Unknown {
        argument: String,
        nearest: Option<String>,
    },
    /// No such command, with the nearest one where one is near.
    Command {
        name: String,
        nearest: Option<String>,
    },
    /// A value the argument cannot take, with those it takes where they are few.
    Value {
        argument: String,
        value: String,
        possible: Vec<String>,
    },
    /// A number out of its range, or no number.
    Range {
        argument: String,
        value: String,
        from: i64,
        to: i64,
    },
    /// A value that is to be an address, with its scheme, and is none.
    Address {
        argument: &'static str,
        value: String,
    },
    /// `--query` with nothing in it, where it would take every article.
    EmptyQuery,
    /// An option without its value.
    NoValue { argument: String },
    /// Arguments that are required.
    Missing { arguments: Vec<String> },
    /// Two arguments that exclude each other.
    Conflict { one: String, other: String },
    /// An argument that is given twice.
    Twice { argument: String },
    /// Something else; the parser's own words.
    Other { reason: String },
}

/// Where to read more: the help of this command (`manchette`, `manchette list`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeeHelp(pub String);

impl Say for Usage {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }
}

impl Usage {
    fn french(&self) -> String {
        match self {
            Usage::Unknown { argument, nearest } => with_nearest_fr(
                format!("Argument inattendu\u{a0}: «\u{a0}{argument}\u{a0}»."),
                nearest.as_deref(),
            ),
            Usage::Command { name, nearest } => with_nearest_fr(
                format!("Commande inconnue\u{a0}: «\u{a0}{name}\u{a0}»."),
                nearest.as_deref(),
            ),
            Usage::Value {
                argument,
                value,
                possible,
            } => {
                let start = format!("«\u{a0}{value}\u{a0}» ne convient pas pour {argument}");
                match possible.is_empty() {
                    true => format!("{start}."),
                    false => format!("{start}\u{a0}: choisissez parmi {}.", possible.join(", ")),
                }
            }
            Usage::Range {
                argument,
                value,
                from,
                to,
            } => format!(
                "«\u{a0}{value}\u{a0}» ne convient pas pour {argument}\u{a0}: donnez un nombre de {from} à {to}."
            ),
            Usage::Address { argument, value } => format!(
                "«\u{a0}{value}\u{a0}» ne convient pas pour {argument}\u{a0}: donnez une adresse entière, qui commence \
                 par https:// ou http://."
            ),
            Usage::EmptyQuery => "La requête est vide\u{a0}: elle prendrait tous les articles. \
                 Dites lesquels, par exemple avec «\u{a0}is:unread\u{a0}»."
                .to_owned(),
            Usage::NoValue { argument } => format!("Il manque une valeur à {argument}."),
            Usage::Missing { arguments } => format!("Il manque {}.", arguments.join(", ")),
            Usage::Conflict { one, other } => {
                format!("{one} et {other} ne vont pas ensemble\u{a0}: gardez l’un des deux.")
            }
            Usage::Twice { argument } => format!("{argument} ne se donne qu’une fois."),
            Usage::Other { reason } => format!("Arguments incompris\u{a0}: {reason}."),
        }
    }

    fn english(&self) -> String {
        match self {
            Usage::Unknown { argument, nearest } => with_nearest_en(
                format!("Unexpected argument “{argument}”."),
                nearest.as_deref(),
            ),
            Usage::Command { name, nearest } => {
                with_nearest_en(format!("Unknown command “{name}”."), nearest.as_deref())
            }
            Usage::Value {
                argument,
                value,
                possible,
            } => {
                let start = format!("“{value}” is no value for {argument}");
                match possible.is_empty() {
                    true => format!("{start}."),
                    false => format!("{start}: choose one of {}.", possible.join(", ")),
                }
            }
            Usage::Range {
                argument,
                value,
                from,
                to,
            } => {
                format!("“{value}” is no value for {argument}: give a number from {from} to {to}.")
            }
            Usage::Address { argument, value } => format!(
                "“{value}” is no value for {argument}: give a whole address, which begins with https:// or http://."
            ),
            Usage::EmptyQuery => "The query is empty: it would take every article. Say which, \
                 for example with “is:unread”."
                .to_owned(),
            Usage::NoValue { argument } => format!("{argument} needs a value."),
            Usage::Missing { arguments } => format!("Missing: {}.", arguments.join(", ")),
            Usage::Conflict { one, other } => {
                format!("{one} and {other} do not go together: keep one of them.")
            }
            Usage::Twice { argument } => format!("{argument} is given once only."),
            Usage::Other { reason } => format!("Arguments not understood: {reason}."),
        }
    }
}

impl Say for SeeHelp {
    fn say(&self, lang: Lang) -> String {
        let SeeHelp(command) = self;
        match lang {
            Lang::Fr => format!("Voyez «\u{a0}{command} --help\u{a0}»."),
            Lang::En => format!("See “{command} --help”."),
        }
    }
}

fn with_nearest_fr(sentence: String, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => {
            format!("{sentence} Vouliez-vous dire «\u{a0}{nearest}\u{a0}»\u{202f}?")
        }
        None => sentence,
    }
}

fn with_nearest_en(sentence: String, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("{sentence} Did you mean “{nearest}”?"),
        None => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_offered() {
        let wrong = Usage::Unknown {
            argument: "--jso".to_owned(),
            nearest: Some("--json".to_owned()),
        };
        assert_eq!(
            wrong.say(Lang::Fr),
            "Argument inattendu\u{a0}: «\u{a0}--jso\u{a0}». Vouliez-vous dire «\u{a0}--json\u{a0}»\u{202f}?"
        );
        assert_eq!(
            wrong.say(Lang::En),
            "Unexpected argument “--jso”. Did you mean “--json”?"
        );
    }

    #[test]
    fn few_values_are_listed() {
        let wrong = Usage::Value {
            argument: "--color".to_owned(),
            value: "red".to_owned(),
            possible: vec!["auto".to_owned(), "never".to_owned()],
        };
        assert_eq!(
            wrong.say(Lang::En),
            "“red” is no value for --color: choose one of auto, never."
        );
    }
}
