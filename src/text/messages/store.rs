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
    /// A sound database of another program.
    Foreign { path: PathBuf },
    /// The copy that is kept before a migration could not be made, so nothing was migrated.
    NoCopy {
        path: PathBuf,
        copy: PathBuf,
        reason: String,
    },
    /// The system failed to read or write: a file-size limit, a quota, a disk that fails.
    Disk { path: PathBuf, reason: String },
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
                let (path, reason) = (path.display(), fault(reason, lang));
                lang.pick(
                    format!("La base {path} est abîmée ({reason})\u{202f}; rien n’y a été changé. «\u{a0}manchette doctor --repair\u{a0}» en sauve tout ce qui se lit, et garde ce fichier à côté."),
                    format!("The database {path} is damaged ({reason}); nothing in it was changed. “manchette doctor --repair” saves all that can be read, and keeps this file beside."),
                )
            }
            StoreError::Foreign { path } => {
                let path = path.display();
                lang.pick(
                    format!("{path} est la base d’un autre programme\u{202f}; elle n’a pas été touchée. Indiquez un autre dossier avec --data."),
                    format!("{path} is a database of another program; it was not touched. Give another directory with --data."),
                )
            }
            StoreError::NoCopy { path, copy, reason } => {
                let (path, copy, reason) = (path.display(), copy.display(), cause(reason, lang));
                lang.pick(
                    format!("La base {path} doit être mise à niveau, et sa copie de sûreté {copy} n’a pu être faite ({reason})\u{202f}; rien n’a été changé. Libérez de la place, ou rendez le dossier modifiable, et recommencez."),
                    format!("The database {path} has to be upgraded, and its safety copy {copy} could not be made ({reason}); nothing was changed. Free some space, or make the directory writable, and try again."),
                )
            }
            StoreError::Disk { path, reason } => {
                let (path, reason) = (path.display(), fault(reason, lang));
                lang.pick(
                    format!("Le système n’a pu lire ou écrire {path} ({reason})\u{a0}: taille de fichier limitée, quota atteint, ou disque qui faiblit. Ce qui y était est intact\u{202f}; levez la limite et recommencez."),
                    format!("The system could not read or write {path} ({reason}): a file-size limit, a quota, or a failing disk. What it held is intact; lift the limit and try again."),
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
                    format!("Un autre programme occupe {path} depuis plus d’une demi-minute. Attendez qu’il ait fini et recommencez."),
                    format!("Another program has kept {path} busy for more than half a minute. Wait until it is done and try again."),
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

/// What SQLite says of a damage, in the reader's language; whatever is not here is shown as it came.
fn fault(reason: &str, lang: Lang) -> String {
    const FAULTS: [(&str, &str, &str); 5] = [
        (
            "malformed",
            "its pages do not fit together",
            "ses pages ne s’accordent plus",
        ),
        (
            "not a database",
            "it does not begin as a database does",
            "elle ne commence pas comme une base",
        ),
        (
            "no SQLite header",
            "it does not begin as a database does",
            "elle ne commence pas comme une base",
        ),
        (
            "emptied",
            "it is empty, and was not",
            "elle est vide, et ne l’était pas",
        ),
        (
            "disk I/O error",
            "input/output error",
            "erreur d’entrée-sortie",
        ),
    ];
    let known = FAULTS.iter().find(|(part, ..)| reason.contains(part));
    match known {
        Some((_, en, fr)) => lang.pick(*fr, *en).to_owned(),
        None => cause(reason, lang),
    }
}

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
            (StoreError::Foreign { path: path() }, "--data"),
            (
                StoreError::NoCopy {
                    path: path(),
                    copy: "/donnees/manchette.db.v1.bak".into(),
                    reason: reason(),
                },
                "manchette.db.v1.bak",
            ),
            (
                StoreError::Disk {
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
