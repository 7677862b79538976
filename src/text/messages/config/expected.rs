//! What a key of the configuration takes, in words.

use super::super::query::QueryError;
use super::Say;
use crate::text::Lang;

/// What a key of the configuration takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A whole number, both bounds counted.
    Between(usize, usize),
    /// A length of time over 0.
    Duration,
    /// An age or a number of articles.
    Keep,
    /// A size, 1 kB to 1 GB.
    Size,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A table, `[name]`.
    Table,
    /// Tables, `[[name]]`.
    Tables,
    /// A key's name.
    KeyName,
    /// An action's name or a list of them, with the nearest one where one is near.
    Action { nearest: Option<String> },
    /// A colour.
    Colour,
    /// A feed's address.
    Address,
    /// A feed's address that names a program.
    Program,
    /// A proxy's address.
    Proxy,
    /// A user's name.
    User,
    /// A command: its words.
    Command,
    /// A text of printable ASCII.
    HeaderText,
    /// An HTTP header: its name and a text of printable ASCII.
    Header,
    /// A query; what is wrong with this one.
    Query(Box<QueryError>),
}

impl Say for Expected {
    /// What goes behind “It takes”, without a full stop; of a query, the whole sentence about it.
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Expected::OneOf(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                let (last, others) = words
                    .split_last()
                    .map_or((String::new(), String::new()), |(last, others)| {
                        (last.clone(), others.join(", "))
                    });
                if others.is_empty() {
                    return last;
                }
                return lang.pick(format!("{others} ou {last}"), format!("{others} or {last}"));
            }
            Expected::Between(low, high) => {
                return lang.pick(
                    format!("un nombre entier de {low} à {high}"),
                    format!("a whole number from {low} to {high}"),
                );
            }
            Expected::Action { nearest } => {
                return match nearest {
                    Some(nearest) => lang.pick(
                        format!("une action, peut-être \"{nearest}\""),
                        format!("an action, perhaps \"{nearest}\""),
                    ),
                    None => lang.pick(
                        "une action (\"toggle-read\"), une liste d’actions, ou \"none\"".to_owned(),
                        "an action (\"toggle-read\"), a list of actions, or \"none\"".to_owned(),
                    ),
                };
            }
            Expected::Query(error) => return error.say(lang),
            Expected::Duration => (
                "une durée de plus de 0\u{a0}: un nombre de secondes, ou \"20s\", \"30m\", \"6h\", \"90d\"",
                "a time over 0: a number of seconds, or \"20s\", \"30m\", \"6h\", \"90d\"",
            ),
            Expected::Keep => (
                "un âge entre guillemets, par exemple \"90d\", ou un nombre d’articles, par exemple 500",
                "an age in quotes, such as \"90d\", or a number of articles, such as 500",
            ),
            Expected::Size => (
                "une taille de \"1kB\" à \"1GB\", par exemple \"20MB\"",
                "a size from \"1kB\" to \"1GB\", such as \"20MB\"",
            ),
            Expected::Text => ("un texte entre guillemets", "a text in quotes"),
            Expected::Texts => (
                "une liste de textes, par exemple [\"sécurité\", \"libre\"]",
                "a list of texts, such as [\"security\", \"free\"]",
            ),
            Expected::Flag => ("true ou false", "true or false"),
            Expected::Table => ("une table\u{a0}: [nom]", "a table: [name]"),
            Expected::Tables => ("des tables\u{a0}: [[nom]]", "tables: [[name]]"),
            Expected::KeyName => (
                "le nom d’une touche, par exemple \"j\", \"A\", \"Ctrl-d\", \"Space\", \"F5\"",
                "a key’s name, such as \"j\", \"A\", \"Ctrl-d\", \"Space\", \"F5\"",
            ),
            Expected::Colour => (
                "une couleur\u{a0}: \"red\", \"light-blue\", \"#ff8800\" ou un numéro de \"0\" à \"255\"",
                "a colour: \"red\", \"light-blue\", \"#ff8800\" or a number from \"0\" to \"255\"",
            ),
            Expected::Address => (
                "l’adresse d’un flux, qui commence par https://, http:// ou file://",
                "a feed’s address, which begins with https://, http:// or file://",
            ),
            Expected::Program => (
                "exec:PROGRAMME et ses arguments, ou filter:PROGRAMME:ADRESSE, les guillemets fermés",
                "exec:PROGRAM and its arguments, or filter:PROGRAM:ADDRESS, with every quote closed",
            ),
            Expected::Proxy => (
                "l’adresse d’un mandataire, par exemple \"http://localhost:3128\" ou \"socks5://localhost:1080\", \
                 ou \"none\", ou \"\"",
                "a proxy’s address, such as \"http://localhost:3128\" or \"socks5://localhost:1080\", or \"none\", \
                 or \"\"",
            ),
            Expected::User => ("un nom sans deux-points", "a name without a colon"),
            Expected::Command => (
                "une commande\u{a0}: un texte comme \"pass show site\", ou la liste de ses mots",
                "a command: a text such as \"pass show site\", or the list of its words",
            ),
            Expected::HeaderText => (
                "un texte sans accents, sur une ligne",
                "a text of plain ASCII on one line",
            ),
            Expected::Header => (
                "un nom d’en-tête HTTP et un texte sans accents, sur une ligne",
                "an HTTP header’s name and a text of plain ASCII on one line",
            ),
        };
        lang.pick(fr, en).to_owned()
    }
}
