//! What can go wrong with the database.

use std::path::PathBuf;

use super::fetch::causes::cause;
use super::{Say, error_in_english};
use crate::text::Lang;

/// What went wrong with the database, on which file, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Made by a newer program: refused, untouched.
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    /// Not a database, or a damaged one.
    Damaged { path: PathBuf, reason: String },
    /// The disk is full.
    Full { path: PathBuf },
    /// The file or its directory cannot be written.
    ReadOnly { path: PathBuf },
    /// The directory or file cannot be opened or made.
    CannotOpen { path: PathBuf, reason: String },
    /// Another process held the lock for longer than the busy timeout.
    Busy { path: PathBuf },
    /// No such feed.
    NoSuchFeed { feed: String },
    /// Several feeds fit what was typed.
    AmbiguousFeed { feed: String, titles: Vec<String> },
    /// No such article.
    NoSuchArticle { id: i64 },
    /// Anything else SQLite says.
    Other { path: PathBuf, reason: String },
}

impl Say for StoreError {
    fn say(&self, lang: Lang) -> String {
        match self {
            StoreError::Newer { path, found, known } => {
                let path = path.display();
                lang.pick(
                    format!("La base {path} vient d’un Manchette plus récent (version {found}, celui-ci connaît jusqu’à la {known}) ; elle n’a pas été touchée. Mettez Manchette à jour ou indiquez un autre dossier avec --data."),
                    format!("The database {path} was made by a newer Manchette (version {found}, this one knows up to {known}); it was not touched. Update Manchette or give another directory with --data."),
                )
            }
            StoreError::Damaged { path, reason } => {
                let path = path.display();
                lang.pick(
                    format!("{path} n’est pas une base de Manchette ou elle est abîmée ({reason}) ; rien n’y a été changé. Remettez une copie à sa place ou indiquez un autre dossier avec --data."),
                    format!("{path} is not a database of Manchette’s, or it is damaged ({reason}); nothing in it was changed. Put a copy back in its place or give another directory with --data."),
                )
            }
            StoreError::Full { path } => {
                let path = path.display();
                lang.pick(
                    format!("Plus de place sur le disque pour écrire {path} ; ce qui y était est intact. Libérez de la place et recommencez."),
                    format!("No space left on the disk to write {path}; what it held is intact. Free some space and try again."),
                )
            }
            StoreError::ReadOnly { path } => {
                let path = path.display();
                lang.pick(
                    format!("Impossible d’écrire dans {path} : le fichier ou son dossier est en lecture seule. Rendez-le modifiable ou indiquez un autre dossier avec --data."),
                    format!("{path} cannot be written: the file or its directory is read-only. Make it writable or give another directory with --data."),
                )
            }
            StoreError::CannotOpen { path, reason } => {
                let (path, reason) = (path.display(), cause(reason, lang));
                lang.pick(
                    format!("Impossible d’ouvrir ou de créer {path} ({reason}). Vérifiez ses droits et ceux de son dossier, ou indiquez un autre dossier avec --data."),
                    format!("{path} cannot be opened or made ({reason}). Check its permissions and its directory’s, or give another directory with --data."),
                )
            }
            StoreError::Busy { path } => {
                let path = path.display();
                lang.pick(
                    format!("Un autre programme occupe {path} depuis plus de cinq secondes. Attendez qu’il ait fini et recommencez."),
                    format!("Another program has kept {path} busy for more than five seconds. Wait until it is done and try again."),
                )
            }
            StoreError::NoSuchFeed { feed } => lang.pick(
                format!("Aucun flux ne correspond à « {feed} ». La commande « manchette feeds » donne leurs numéros, adresses et titres."),
                format!("No feed fits “{feed}”. “manchette feeds” lists their numbers, addresses and titles."),
            ),
            StoreError::AmbiguousFeed { feed, titles } => lang.pick(
                format!("Plusieurs flux correspondent à « {feed} » : {}. Donnez l’adresse ou le numéro.", titles.join(", ")),
                format!("Several feeds fit “{feed}”: {}. Give the address or the number.", titles.join(", ")),
            ),
            StoreError::NoSuchArticle { id } => lang.pick(
                format!("Aucun article n’a le numéro {id}. La commande « manchette list --json » donne les numéros."),
                format!("No article has the number {id}. “manchette list --json” lists the numbers."),
            ),
            StoreError::Other { path, reason } => {
                let path = path.display();
                lang.pick(
                    format!("La base {path} a répondu par une erreur ({reason}). Recommencez ; si cela dure, fermez les autres Manchette et vérifiez le disque."),
                    format!("The database {path} answered with an error ({reason}). Try again; if it goes on, close other Manchettes and check the disk."),
                )
            }
        }
    }
}

error_in_english!(StoreError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_said_in_both_languages_with_its_place() {
        let path = || PathBuf::from("/donnees/manchette.db");
        let reason = || "raison".to_owned();
        let cases = [
            (
                StoreError::Newer {
                    path: path(),
                    found: 7,
                    known: 1,
                },
                "7",
            ),
            (
                StoreError::Damaged {
                    path: path(),
                    reason: reason(),
                },
                "raison",
            ),
            (StoreError::Full { path: path() }, "manchette.db"),
            (StoreError::ReadOnly { path: path() }, "--data"),
            (
                StoreError::CannotOpen {
                    path: path(),
                    reason: reason(),
                },
                "raison",
            ),
            (StoreError::Busy { path: path() }, "manchette.db"),
            (
                StoreError::NoSuchFeed {
                    feed: "noyau".into(),
                },
                "noyau",
            ),
            (
                StoreError::AmbiguousFeed {
                    feed: "n".into(),
                    titles: vec!["Noyau".into(), "Nuage".into()],
                },
                "Noyau, Nuage",
            ),
            (StoreError::NoSuchArticle { id: 12 }, "12"),
            (
                StoreError::Other {
                    path: path(),
                    reason: reason(),
                },
                "raison",
            ),
        ];
        for (error, part) in cases {
            let (french, english) = (error.say(Lang::Fr), error.say(Lang::En));
            assert!(french.contains(part) && english.contains(part), "{error:?}");
            assert_ne!(french, english);
            assert!(!french.contains(" ;") && !french.contains(" :"), "{french}");
            assert_eq!(error.to_string(), english);
        }
    }
}
