//! What can go wrong with a visit to a feed.

pub(super) mod causes;
mod english;
mod french;
mod program;
mod status;

use super::{Say, error_in_english};
use crate::text::{Lang, UnixTime, mask};
use english::english;
use french::french;
pub use program::ProgramFault;

/// The stable code of a failure, as JSON shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The host's name does not resolve.
    Dns,
    /// No connection.
    Connect,
    /// The certificate or the handshake failed.
    Tls,
    /// One of the four clocks ran out.
    Timeout,
    /// The server answered with an error status or something that is not HTTP.
    Http,
    /// The decoded body passes the limit.
    TooLarge,
    /// The transfer broke off or an encoding ended early.
    Truncated,
    /// The answer is no feed (empty, a page, JSON of another kind).
    NotAFeed,
    /// It is a feed and cannot be read.
    Parse,
    /// A program failed.
    Exec,
    /// Not allowed: scheme, permission, policy.
    Denied,
}

impl Code {
    /// The code as JSON, the database and the log write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Dns => "dns",
            Code::Connect => "connect",
            Code::Tls => "tls",
            Code::Timeout => "timeout",
            Code::Http => "http",
            Code::TooLarge => "too-large",
            Code::Truncated => "truncated",
            Code::NotAFeed => "not-a-feed",
            Code::Parse => "parse",
            Code::Exec => "exec",
            Code::Denied => "denied",
        }
    }
}

/// Why a visit failed. Addresses in it are masked already. Kept as JSON in the database, so that it can be said in
/// either language later.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FetchError {
    /// The client itself cannot be made: no certificates, no TLS.
    Setup { reason: String },
    /// The host's name does not resolve.
    Dns { host: String },
    /// No connection: the system's reason.
    Connect { host: String, reason: String },
    /// TLS failed: the library's reason.
    Tls { host: String, reason: String },
    /// A clock ran out after so many seconds; `what` tells which.
    Timeout { what: Clock, seconds: u64 },
    /// An error status, with the moment the site may be asked again, where it is known.
    Status {
        status: u16,
        retry: Option<UnixTime>,
    },
    /// The site asked for a rest (403, 429, 503) that is not over.
    Resting { site: String, until: UnixTime },
    /// More redirects than the limit, or a loop.
    Redirects { limit: usize },
    /// A redirect to an address that may not be followed, or without one.
    BadRedirect { location: String },
    /// The decoded body passes the limit, in bytes.
    TooLarge { limit: u64 },
    /// The transfer broke off.
    Truncated { reason: String },
    /// The answer is not understood as HTTP.
    Protocol { reason: String },
    /// The answer's body is empty.
    Empty,
    /// The answer is a page or other text where a feed was expected: what it looks like.
    NotAFeed { looks_like: String },
    /// It is a feed, and cannot be read: the reason.
    Parse { reason: String },
    /// A local file cannot be read.
    File { path: String, reason: String },
    /// The address cannot be visited: scheme or form.
    BadAddress { url: String },
    /// No way through a proxy; its host is empty where the environment names it.
    Proxy { proxy: String, reason: String },
    /// The body is packed in a way nobody here can unpack: the name of the coding.
    Encoding { coding: String },
    /// A program of the configuration (`exec:`, `filter:`) failed.
    Program {
        program: String,
        fault: ProgramFault,
    },
    /// The program that was to print a password failed.
    Password {
        program: String,
        fault: ProgramFault,
    },
    /// The browser cannot be started.
    Browser { program: String, reason: String },
    /// The page holds no feed, and these addresses that were asked after it are none: paths, where they are its host's.
    NoFeedFound {
        url: String,
        #[serde(default)]
        tried: Vec<String>,
    },
    /// What went wrong at another address than the one that was given.
    At { url: String, error: Box<FetchError> },
}

/// The clocks of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Until the connection stands.
    Connect,
    /// Between two pieces of the answer.
    Idle,
    /// The whole visit.
    Total,
}

/// What a network's login page looks like, as [`FetchError::NotAFeed`] has it.
pub const PORTAL: &str = "portal";

impl FetchError {
    /// The stable code of this failure.
    pub fn code(&self) -> Code {
        match self {
            FetchError::Dns { .. } => Code::Dns,
            FetchError::Connect { .. } | FetchError::Proxy { .. } => Code::Connect,
            FetchError::Setup { .. } | FetchError::Tls { .. } => Code::Tls,
            FetchError::Timeout { .. } => Code::Timeout,
            FetchError::Status { .. }
            | FetchError::Resting { .. }
            | FetchError::Redirects { .. }
            | FetchError::BadRedirect { .. }
            | FetchError::Protocol { .. }
            | FetchError::Encoding { .. } => Code::Http,
            FetchError::TooLarge { .. } => Code::TooLarge,
            FetchError::Truncated { .. } => Code::Truncated,
            FetchError::Empty | FetchError::NotAFeed { .. } | FetchError::NoFeedFound { .. } => {
                Code::NotAFeed
            }
            FetchError::Parse { .. } => Code::Parse,
            FetchError::File { .. } | FetchError::BadAddress { .. } => Code::Denied,
            FetchError::Browser { .. }
            | FetchError::Program { .. }
            | FetchError::Password { .. } => Code::Exec,
            FetchError::At { error, .. } => error.code(),
        }
    }
}

impl FetchError {
    /// This failure, said of that address, which is masked here. One that names its address stays as it is.
    pub fn at(self, url: &str) -> FetchError {
        match self {
            FetchError::At { .. }
            | FetchError::NoFeedFound { .. }
            | FetchError::BadAddress { .. } => self,
            error => FetchError::At {
                url: mask::url(url),
                error: Box::new(error),
            },
        }
    }

    /// This failure of a program, said of the password it was to print. What it complained of is left out: it may hold
    /// the secret.
    pub fn about_a_password(self) -> FetchError {
        match self {
            FetchError::Program { program, fault } => FetchError::Password {
                program,
                fault: match fault {
                    ProgramFault::Ended { status, .. } => ProgramFault::Ended {
                        status,
                        last: String::new(),
                    },
                    fault => fault,
                },
            },
            error => error,
        }
    }

    /// What went wrong, without the address where it did.
    pub fn at_its_address(&self) -> &FetchError {
        match self {
            FetchError::At { error, .. } => error.at_its_address(),
            error => error,
        }
    }
}

impl FetchError {
    /// Until when the site is left alone, where it asked for that or its answer calls for it.
    pub fn rest_until(&self) -> Option<UnixTime> {
        match self {
            FetchError::Status { retry, .. } => *retry,
            FetchError::Resting { until, .. } => Some(*until),
            FetchError::At { error, .. } => error.rest_until(),
            _ => None,
        }
    }
}

impl FetchError {
    /// What happened, alone: the first sentence, without what to do and what happens next.
    pub fn reason(&self, lang: Lang) -> String {
        self.parts(lang).reason
    }

    /// What an attempt to subscribe says: what happened and what to do. Nothing is tried again by itself and no article
    /// is there yet, so that is not spoken of.
    pub fn say_of_add(&self, lang: Lang) -> String {
        let parts = self.parts(lang);
        joined(&[&parts.reason, &parts.advice])
    }

    fn parts(&self, lang: Lang) -> Parts {
        match lang {
            Lang::Fr => french(self),
            Lang::En => english(self),
        }
    }
}

impl Say for FetchError {
    fn say(&self, lang: Lang) -> String {
        let parts = self.parts(lang);
        joined(&[&parts.reason, &parts.advice, &parts.fate])
    }
}

/// What a site that refuses asks for: to come back at that moment, as a clock or a calendar shows it.
pub fn asks_to_wait(when: &str, lang: Lang) -> String {
    lang.pick(
        format!("Le site demande de revenir plus tard\u{a0}: {when}."),
        format!("The site asks to come back later: {when}."),
    )
}

/// The sentences of a failure; the last two may be empty.
struct Parts {
    /// What happened.
    reason: String,
    /// What to do.
    advice: String,
    /// What becomes of the subscription.
    fate: String,
}

/// True for an address that names a program: it may stand in the configuration, and is taken from nowhere else.
fn names_a_program(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    lower.starts_with("exec:") || lower.starts_with("filter:")
}

fn parts(reason: impl Into<String>, advice: impl Into<String>, fate: impl Into<String>) -> Parts {
    Parts {
        reason: reason.into(),
        advice: advice.into(),
        fate: fate.into(),
    }
}

fn joined(sentences: &[&str]) -> String {
    let some: Vec<&str> = sentences
        .iter()
        .copied()
        .filter(|sentence| !sentence.is_empty())
        .collect();
    some.join(" ")
}

error_in_english!(FetchError);

#[cfg(test)]
mod tests {
    use super::causes::cause;
    use super::*;

    fn all() -> Vec<FetchError> {
        let text = || "x.test".to_owned();
        let mut errors = vec![
            FetchError::Setup { reason: text() },
            FetchError::Dns { host: text() },
            FetchError::Connect {
                host: text(),
                reason: text(),
            },
            FetchError::Tls {
                host: text(),
                reason: text(),
            },
            FetchError::Resting {
                site: text(),
                until: 5,
            },
            FetchError::Redirects { limit: 10 },
            FetchError::BadRedirect { location: text() },
            FetchError::BadRedirect {
                location: String::new(),
            },
            FetchError::TooLarge { limit: 20_000_000 },
            FetchError::TooLarge { limit: 900 },
            FetchError::Truncated { reason: text() },
            FetchError::Protocol { reason: text() },
            FetchError::Empty,
            FetchError::NotAFeed { looks_like: text() },
            FetchError::NotAFeed {
                looks_like: PORTAL.to_owned(),
            },
            FetchError::Proxy {
                proxy: text(),
                reason: text(),
            },
            FetchError::Proxy {
                proxy: String::new(),
                reason: text(),
            },
            FetchError::Encoding { coding: text() },
            FetchError::Parse { reason: text() },
            FetchError::File {
                path: text(),
                reason: text(),
            },
            FetchError::BadAddress { url: text() },
            FetchError::BadAddress {
                url: "exec:flux".to_owned(),
            },
            FetchError::Empty.at("https://x.test/flux"),
            FetchError::Browser {
                program: text(),
                reason: text(),
            },
            FetchError::Browser {
                program: String::new(),
                reason: text(),
            },
            FetchError::NoFeedFound {
                url: text(),
                tried: Vec::new(),
            },
            FetchError::NoFeedFound {
                url: text(),
                tried: vec!["/feed/".to_owned(), "https://y.test/f".to_owned()],
            },
        ];
        for fault in program::tests::all() {
            let program = text();
            errors.push(FetchError::Program { program, fault });
        }
        errors.push(FetchError::Password {
            program: text(),
            fault: ProgramFault::Silent,
        });
        errors.push(FetchError::Status {
            status: 302,
            retry: Some(5),
        });
        for what in [Clock::Connect, Clock::Idle, Clock::Total] {
            errors.push(FetchError::Timeout { what, seconds: 20 });
        }
        for status in (100..600).chain([700]) {
            errors.push(FetchError::Status {
                status,
                retry: None,
            });
        }
        errors
    }

    #[test]
    fn each_failure_is_a_sentence_in_both_languages() {
        for error in all() {
            let (french, english) = (error.say(Lang::Fr), error.say(Lang::En));
            assert_ne!(french, english);
            for said in [&french, &english] {
                assert!(
                    said.ends_with('.') && !said.contains(char::is_control),
                    "{said}"
                );
            }
            assert!(!french.contains('\''), "{french}");
            for (sign, space) in [
                (':', '\u{a0}'),
                (';', '\u{202f}'),
                ('!', '\u{202f}'),
                ('?', '\u{202f}'),
            ] {
                for (at, _) in french.match_indices(sign) {
                    let in_an_address =
                        french[at..].starts_with("://") || french[..at].ends_with("exec");
                    assert!(in_an_address || french[..at].ends_with(space), "{french}");
                }
            }
        }
    }

    #[test]
    fn each_visit_that_failed_says_what_happens_next() {
        for error in all() {
            // These are no visits, or say it already.
            let alone = matches!(
                error,
                FetchError::Setup { .. }
                    | FetchError::BadAddress { .. }
                    | FetchError::Browser { .. }
                    | FetchError::NoFeedFound { .. }
                    | FetchError::Resting { .. }
            );
            for lang in [Lang::Fr, Lang::En] {
                assert_eq!(error.parts(lang).fate.is_empty(), alone, "{error:?}");
            }
        }
    }

    #[test]
    fn an_attempt_to_subscribe_is_told_no_more_than_holds_for_it() {
        for error in all() {
            for lang in [Lang::Fr, Lang::En] {
                let (whole, add, reason) =
                    (error.say(lang), error.say_of_add(lang), error.reason(lang));
                assert!(whole.starts_with(&add) && add.starts_with(&reason), "{add}");
                assert!(reason.ends_with('.'), "{reason}");
                for promise in ["plus tard", "déjà reçus", "later", "already here"] {
                    assert!(!add.contains(promise), "{add}");
                }
            }
        }
    }

    #[test]
    fn common_causes_are_said_in_the_readers_language() {
        for (raw, french, english) in [
            (
                "Connection refused (os error 111)",
                "connexion refusée",
                "connection refused",
            ),
            (
                "No such file or directory (os error 2)",
                "fichier introuvable",
                "no such file",
            ),
            (
                "end of file before message length reached",
                "la réponse s’est arrêtée avant la fin",
                "the answer ended early",
            ),
            ("Bad thing (os error 7)", "Bad thing", "Bad thing"),
            ("bad record", "bad record", "bad record"),
        ] {
            assert_eq!(cause(raw, Lang::Fr), french);
            assert_eq!(cause(raw, Lang::En), english);
        }
    }

    #[test]
    fn the_database_gets_back_what_it_was_given() {
        for error in all() {
            let json = serde_json::to_string(&error).unwrap();
            assert_eq!(
                serde_json::from_str::<FetchError>(&json).unwrap(),
                error,
                "{json}"
            );
        }
    }
}
