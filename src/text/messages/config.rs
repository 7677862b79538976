//! What can be wrong with the configuration.

use std::path::{Path, PathBuf};

use super::{Say, error_in_english};
use crate::text::{Lang, mask, sanitise};

mod expected;

pub use expected::Expected;

/// What is wrong with a configuration file, where, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// The file cannot be read.
    Unreadable { path: PathBuf, reason: String },
    /// The file cannot be written; it stays as it was.
    Unwritable { path: PathBuf, reason: String },
    /// Not TOML: the parser's own reason, at a line and a column (both from 1).
    Syntax {
        path: PathBuf,
        line: usize,
        column: usize,
        reason: String,
    },
    /// A key nobody knows, with the nearest valid one where one is near.
    UnknownKey {
        path: PathBuf,
        line: usize,
        key: String,
        nearest: Option<String>,
    },
    /// A known key with a value it cannot take; an empty value is a key that lacks.
    BadValue {
        path: PathBuf,
        line: usize,
        key: String,
        value: String,
        expected: Expected,
    },
    /// A feed's address is given twice.
    DuplicateFeed {
        path: PathBuf,
        line: usize,
        url: String,
    },
    /// The file holds no such feed.
    NoSuchFeed { path: PathBuf, url: String },
    /// The feed is written in a way that cannot be edited without touching the rest; the file stays as it was.
    NotEditable { path: PathBuf, url: String },
    /// No home directory: neither `--config`/`--data` nor the environment says where files go.
    NoHome,
}

impl Say for ConfigError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => french(self),
            Lang::En => english(self),
        }
    }
}

error_in_english!(ConfigError);

fn french(error: &ConfigError) -> String {
    match error {
        ConfigError::Unreadable { path, reason } => format!(
            "{} ne peut pas être lu\u{a0}: {}. Vérifiez que c’est un fichier et que vous avez le droit de le lire.",
            file(path),
            shown(reason_in_french(reason))
        ),
        ConfigError::Unwritable { path, reason } => format!(
            "{} ne peut pas être écrit\u{a0}: {}. Rien n’a été changé\u{202f}; donnez-vous le droit d’écrire le fichier \
             et son dossier, ou choisissez-en un autre avec --config.",
            file(path),
            shown(reason_in_french(reason))
        ),
        ConfigError::Syntax {
            path,
            line,
            column,
            reason,
        } => format!(
            "{}, ligne {line}, colonne {column}\u{a0}: ce n’est pas du TOML ({}). Corrigez cette ligne\u{202f}; \
             rien n’a été changé.",
            file(path),
            shown(reason_in_french(reason))
        ),
        ConfigError::UnknownKey {
            path,
            line,
            key,
            nearest,
        } => match nearest {
            Some(nearest) => format!(
                "{}, ligne {line}\u{a0}: la clé «\u{a0}{}\u{a0}» n’existe pas. Vouliez-vous dire «\u{a0}{nearest}\u{a0}»\u{202f}?",
                file(path),
                shown(key)
            ),
            None => format!(
                "{}, ligne {line}\u{a0}: la clé «\u{a0}{}\u{a0}» n’existe pas. Retirez-la\u{202f}; config.example.toml \
                 montre toutes les clés.",
                file(path),
                shown(key)
            ),
        },
        ConfigError::BadValue {
            path,
            line,
            key,
            expected: Expected::Query(error),
            ..
        } => format!(
            "{}, ligne {line}, «\u{a0}{}\u{a0}»\u{a0}: {}",
            file(path),
            shown(key),
            error.say(Lang::Fr)
        ),
        ConfigError::BadValue {
            path,
            line,
            key,
            value,
            expected,
        } if value.is_empty() => format!(
            "{}, ligne {line}\u{a0}: «\u{a0}{}\u{a0}» manque ou est vide. Il faut {}.",
            file(path),
            shown(key),
            expected.say(Lang::Fr)
        ),
        ConfigError::BadValue {
            path,
            line,
            key,
            value,
            expected,
        } => format!(
            "{}, ligne {line}\u{a0}: «\u{a0}{}\u{a0}» ne peut pas être «\u{a0}{}\u{a0}». Il faut {}.",
            file(path),
            shown(key),
            masked(value),
            expected.say(Lang::Fr)
        ),
        ConfigError::DuplicateFeed { path, line, url } => format!(
            "{}, ligne {line}\u{a0}: le flux {} est déjà dans le fichier. Retirez l’un des deux.",
            file(path),
            masked(url)
        ),
        ConfigError::NoSuchFeed { path, url } => format!(
            "{} n’a pas de flux {}. «\u{a0}manchette feeds\u{a0}» montre ceux qu’il a.",
            file(path),
            masked(url)
        ),
        ConfigError::NotEditable { path, url } => format!(
            "{}\u{a0}: le flux {} est écrit d’une façon que le lecteur ne peut pas modifier sans toucher au reste. Rien \
             n’a été changé\u{202f}; modifiez le fichier à la main.",
            file(path),
            masked(url)
        ),
        ConfigError::NoHome => {
            "Aucun dossier personnel\u{a0}: donnez la configuration avec --config et les données avec --data, ou par \
             MANCHETTE_CONFIG et MANCHETTE_DATA."
                .to_owned()
        }
    }
}

fn english(error: &ConfigError) -> String {
    match error {
        ConfigError::Unreadable { path, reason } => format!(
            "{} cannot be read: {}. Check that it is a file and that you may read it.",
            file(path),
            shown(reason)
        ),
        ConfigError::Unwritable { path, reason } => format!(
            "{} cannot be written: {}. Nothing was changed; make the file and its directory writable, or choose another \
             one with --config.",
            file(path),
            shown(reason)
        ),
        ConfigError::Syntax {
            path,
            line,
            column,
            reason,
        } => format!(
            "{}, line {line}, column {column}: this is not TOML ({}). Mend that line; nothing was changed.",
            file(path),
            shown(reason)
        ),
        ConfigError::UnknownKey {
            path,
            line,
            key,
            nearest,
        } => match nearest {
            Some(nearest) => format!(
                "{}, line {line}: there is no key “{}”. Did you mean “{nearest}”?",
                file(path),
                shown(key)
            ),
            None => format!(
                "{}, line {line}: there is no key “{}”. Take it out; config.example.toml shows every key.",
                file(path),
                shown(key)
            ),
        },
        ConfigError::BadValue {
            path,
            line,
            key,
            expected: Expected::Query(error),
            ..
        } => format!(
            "{}, line {line}, “{}”: {}",
            file(path),
            shown(key),
            error.say(Lang::En)
        ),
        ConfigError::BadValue {
            path,
            line,
            key,
            value,
            expected,
        } if value.is_empty() => format!(
            "{}, line {line}: “{}” is missing or empty. It takes {}.",
            file(path),
            shown(key),
            expected.say(Lang::En)
        ),
        ConfigError::BadValue {
            path,
            line,
            key,
            value,
            expected,
        } => format!(
            "{}, line {line}: “{}” cannot be “{}”. It takes {}.",
            file(path),
            shown(key),
            masked(value),
            expected.say(Lang::En)
        ),
        ConfigError::DuplicateFeed { path, line, url } => format!(
            "{}, line {line}: the feed {} is in the file already. Take one of the two out.",
            file(path),
            masked(url)
        ),
        ConfigError::NoSuchFeed { path, url } => format!(
            "{} has no feed {}. “manchette feeds” shows those it has.",
            file(path),
            masked(url)
        ),
        ConfigError::NotEditable { path, url } => format!(
            "{}: the feed {} is written in a way that cannot be changed without touching the rest. Nothing was changed; \
             edit the file by hand.",
            file(path),
            masked(url)
        ),
        ConfigError::NoHome => {
            "No home directory: give the configuration with --config and the data with --data, or by MANCHETTE_CONFIG \
             and MANCHETTE_DATA."
                .to_owned()
        }
    }
}

/// Longest piece of a file that a message quotes, in characters.
const QUOTED: usize = 80;

fn file(path: &Path) -> String {
    sanitise::line(&path.display().to_string())
}

/// A piece of the file as a message quotes it: one line, no control character, not long.
fn shown(text: &str) -> String {
    let line = sanitise::line(text);
    if line.chars().count() > QUOTED {
        return line.chars().take(QUOTED).collect::<String>() + "…";
    }
    line
}

/// As [`shown`], without the secrets an address may hold.
fn masked(text: &str) -> String {
    shown(&mask::url(&sanitise::line(text)))
}

/// The usual reasons of the system and of the TOML parser in French; the rare ones stay as they are.
fn reason_in_french(reason: &str) -> &str {
    const REASONS: &[(&str, &str)] = &[
        ("duplicate key", "cette clé est déjà écrite plus haut"),
        (
            "string values must be quoted",
            "un texte se met entre guillemets",
        ),
        ("invalid basic string", "il manque un guillemet fermant"),
        (
            "invalid literal string",
            "il manque une apostrophe fermante",
        ),
        ("missing opening quote", "il manque un guillemet ouvrant"),
        ("missing assignment", "il manque le signe ="),
        ("missing comma", "il manque une virgule"),
        ("missing value", "il manque la valeur"),
        ("missing key", "il manque la clé"),
        ("key with no value", "cette clé n’a pas de valeur"),
        ("unclosed inline table", "il manque une accolade fermante"),
        ("unclosed", "il manque un crochet fermant"),
        ("extra", "il y a un signe de trop"),
        ("unexpected", "il y a un signe ou un mot de trop"),
        ("invalid boolean", "un texte se met entre guillemets"),
        ("invalid float", "un texte se met entre guillemets"),
        ("invalid unquoted key", "cette clé se met entre guillemets"),
        ("invalid", "cette valeur n’en est pas une"),
        ("cannot recurse", "les valeurs sont trop imbriquées"),
        ("Permission denied", "la permission est refusée"),
        ("permission denied", "la permission est refusée"),
        (
            "Read-only file system",
            "le disque n’accepte que la lecture",
        ),
        ("No space left", "le disque est plein"),
        ("Is a directory", "c’est un dossier"),
        ("Not a directory", "un fichier tient la place d’un dossier"),
        (
            "Too many levels of symbolic links",
            "les liens symboliques tournent en rond",
        ),
        ("not UTF-8", "le fichier n’est pas en UTF-8"),
    ];
    REASONS
        .iter()
        .find(|(english, _)| reason.starts_with(english))
        .map_or(reason, |(_, french)| french)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_error() -> Vec<ConfigError> {
        let path = PathBuf::from("/home/lea/config.toml");
        let mut errors = vec![
            ConfigError::Unreadable {
                path: path.clone(),
                reason: "Permission denied".into(),
            },
            ConfigError::Unwritable {
                path: path.clone(),
                reason: "Read-only file system".into(),
            },
            ConfigError::Syntax {
                path: path.clone(),
                line: 3,
                column: 7,
                reason: "duplicate key".into(),
            },
            ConfigError::UnknownKey {
                path: path.clone(),
                line: 12,
                key: "reader.widht".into(),
                nearest: Some("width".into()),
            },
            ConfigError::UnknownKey {
                path: path.clone(),
                line: 12,
                key: "zz\u{1b}[2J".into(),
                nearest: None,
            },
            ConfigError::DuplicateFeed {
                path: path.clone(),
                line: 40,
                url: "https://lea:secret@vigie.test/flux?key=secret".into(),
            },
            ConfigError::NoSuchFeed {
                path: path.clone(),
                url: "https://vigie.test/flux".into(),
            },
            ConfigError::NotEditable {
                path: path.clone(),
                url: "https://vigie.test/flux".into(),
            },
            ConfigError::NoHome,
        ];
        for expected in [
            Expected::OneOf(vec!["auto", "fr", "en"]),
            Expected::OneOf(vec!["terminal"]),
            Expected::Between(20, 200),
            Expected::Duration,
            Expected::Size,
            Expected::Text,
            Expected::Texts,
            Expected::Flag,
            Expected::Table,
            Expected::Tables,
            Expected::KeyName,
            Expected::Action { nearest: None },
            Expected::Action {
                nearest: Some("down".into()),
            },
            Expected::Colour,
            Expected::Address,
            Expected::Program,
            Expected::Proxy,
            Expected::User,
            Expected::Command,
            Expected::HeaderText,
            Expected::Header,
        ] {
            for value in [
                "5\n\u{7}",
                "https://lea:secret@vigie.test/?token=secret",
                "",
            ] {
                errors.push(ConfigError::BadValue {
                    path: path.clone(),
                    line: 5,
                    key: "reader.width".into(),
                    value: value.into(),
                    expected: expected.clone(),
                });
            }
        }
        errors
    }

    #[test]
    fn sentences_are_clean_and_keep_secrets() {
        for error in every_error() {
            for lang in [Lang::Fr, Lang::En] {
                let text = error.say(lang);
                assert!(!text.contains(char::is_control), "{text:?}");
                assert!(!text.contains("secret"), "{text}");
                assert!(!text.contains("  "), "{text}");
                assert!(text.ends_with(['.', '?']), "{text}");
            }
        }
    }

    #[test]
    fn french_has_its_spaces_and_apostrophes() {
        for error in every_error() {
            let text = error.say(Lang::Fr);
            assert!(!text.contains('\''), "{text}");
            for mark in [" ;", " :", " !", " ?", "« ", " »"] {
                assert!(!text.contains(mark), "{text}");
            }
        }
    }

    #[test]
    fn the_reasons_are_told_in_the_language_of_the_sentence() {
        let error = ConfigError::Unwritable {
            path: PathBuf::from("c.toml"),
            reason: "Permission denied (os error 13)".into(),
        };
        assert!(error.say(Lang::Fr).contains("la permission est refusée. "));
        assert!(error.say(Lang::En).contains("Permission denied"));
    }

    #[test]
    fn a_sentence_says_what_where_and_what_next() {
        let error = ConfigError::BadValue {
            path: PathBuf::from("c.toml"),
            line: 5,
            key: "reader.width".into(),
            value: "5".into(),
            expected: Expected::Between(20, 200),
        };
        assert_eq!(
            error.say(Lang::Fr),
            "c.toml, ligne 5\u{a0}: «\u{a0}reader.width\u{a0}» ne peut pas être «\u{a0}5\u{a0}». \
             Il faut un nombre entier de 20 à 200."
        );
        assert_eq!(
            error.to_string(),
            "c.toml, line 5: “reader.width” cannot be “5”. It takes a whole number from 20 to 200."
        );
    }
}
