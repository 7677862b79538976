//! How a program of the configuration failed.

use super::causes::cause;
use crate::text::Lang;

/// How a program failed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgramFault {
    /// It cannot be started: the system's reason.
    Start { reason: String },
    /// It ended with another status than 0 (none where a signal ended it); the last line it complained with.
    Ended { status: Option<i32>, last: String },
    /// It was to print something and printed nothing.
    Silent,
    /// It printed more than it may.
    TooMuch,
    /// It had not ended after so many seconds.
    Slow { seconds: u64 },
}

impl ProgramFault {
    /// The reason as a few words, to stand behind a colon.
    pub(super) fn words(&self, lang: Lang) -> String {
        match self {
            ProgramFault::Start { reason } => {
                let reason = cause(reason, lang);
                lang.pick(
                    format!("lancement impossible ({reason})"),
                    format!("it cannot be started ({reason})"),
                )
            }
            ProgramFault::Ended { status, last } => {
                let how = match status {
                    Some(status) => lang.pick(
                        format!("code de sortie {status}"),
                        format!("exit status {status}"),
                    ),
                    None => lang
                        .pick("arrêté par un signal", "stopped by a signal")
                        .to_owned(),
                };
                match last.trim_end_matches('.') {
                    "" => how,
                    last => format!("{how} ({last})"),
                }
            }
            ProgramFault::Silent => lang
                .pick("il n’a rien écrit", "it printed nothing")
                .to_owned(),
            ProgramFault::TooMuch => lang
                .pick("il a trop écrit", "it printed too much")
                .to_owned(),
            ProgramFault::Slow { seconds } => lang.pick(
                format!("pas fini au bout de {seconds}\u{a0}s"),
                format!("not over after {seconds} s"),
            ),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn all() -> Vec<ProgramFault> {
        let ended = |status, last: &str| ProgramFault::Ended {
            status,
            last: last.to_owned(),
        };
        vec![
            ProgramFault::Start {
                reason: "No such file or directory (os error 2)".to_owned(),
            },
            ended(Some(3), ""),
            ended(Some(3), "le site est fermé."),
            ended(None, ""),
            ProgramFault::Silent,
            ProgramFault::TooMuch,
            ProgramFault::Slow { seconds: 60 },
        ]
    }

    #[test]
    fn a_fault_is_a_few_words() {
        let said: Vec<String> = all().iter().map(|fault| fault.words(Lang::Fr)).collect();
        assert_eq!(said[0], "lancement impossible (fichier introuvable)");
        assert_eq!(said[1], "code de sortie 3");
        assert_eq!(said[2], "code de sortie 3 (le site est fermé)");
    }
}
