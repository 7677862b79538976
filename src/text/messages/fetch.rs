//! What can go wrong with a visit to a feed.

use super::{Say, error_in_english};
use crate::text::{Lang, UnixTime, number};

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
    /// The browser cannot be started.
    Browser { program: String, reason: String },
    /// The page holds no feed and no usual address of one answers.
    NoFeedFound { url: String },
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

impl FetchError {
    /// The stable code of this failure.
    pub fn code(&self) -> Code {
        match self {
            FetchError::Dns { .. } => Code::Dns,
            FetchError::Connect { .. } => Code::Connect,
            FetchError::Setup { .. } | FetchError::Tls { .. } => Code::Tls,
            FetchError::Timeout { .. } => Code::Timeout,
            FetchError::Status { .. }
            | FetchError::Resting { .. }
            | FetchError::Redirects { .. }
            | FetchError::BadRedirect { .. }
            | FetchError::Protocol { .. } => Code::Http,
            FetchError::TooLarge { .. } => Code::TooLarge,
            FetchError::Truncated { .. } => Code::Truncated,
            FetchError::Empty | FetchError::NotAFeed { .. } | FetchError::NoFeedFound { .. } => {
                Code::NotAFeed
            }
            FetchError::Parse { .. } => Code::Parse,
            FetchError::File { .. } | FetchError::BadAddress { .. } => Code::Denied,
            FetchError::Browser { .. } => Code::Exec,
        }
    }
}

impl FetchError {
    /// Until when the site is left alone, where it asked for that or its answer calls for it.
    pub fn rest_until(&self) -> Option<UnixTime> {
        match self {
            FetchError::Status { retry, .. } => *retry,
            FetchError::Resting { until, .. } => Some(*until),
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

/// The sentences of a failure; the last two may be empty.
struct Parts {
    /// What happened.
    reason: String,
    /// What to do.
    advice: String,
    /// What becomes of the subscription.
    fate: String,
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

/// What the system and the libraries say most often, in English and in French. Whatever is not here is shown as it came.
const CAUSES: [(&str, &str, &str); 13] = [
    (
        "connection refused",
        "connection refused",
        "connexion refusée",
    ),
    (
        "connection reset",
        "connection reset",
        "connexion interrompue par le serveur",
    ),
    (
        "connection aborted",
        "connection aborted",
        "connexion abandonnée",
    ),
    ("broken pipe", "connection closed", "connexion fermée"),
    (
        "network is unreachable",
        "network unreachable",
        "réseau inaccessible",
    ),
    (
        "no route to host",
        "no route to the server",
        "aucun chemin vers le serveur",
    ),
    (
        "no such file or directory",
        "no such file",
        "fichier introuvable",
    ),
    (
        "permission denied",
        "permission denied",
        "accès refusé par le système",
    ),
    ("is a directory", "it is a directory", "c’est un dossier"),
    (
        "end of file before message length reached",
        "the answer ended early",
        "la réponse s’est arrêtée avant la fin",
    ),
    (
        "connection closed before message completed",
        "the connection was closed before the answer",
        "la connexion s’est fermée avant la réponse",
    ),
    (
        "invalid http version parsed",
        "no HTTP version in it",
        "aucune version de HTTP n’y est dite",
    ),
    (
        "no valid browsers detected",
        "no browser was found",
        "aucun navigateur trouvé",
    ),
];

/// A cause in the reader's language where it is a common one, without the system's number for it.
fn cause(raw: &str, lang: Lang) -> String {
    let lower = raw.to_ascii_lowercase();
    match CAUSES.iter().find(|(known, _, _)| lower.contains(known)) {
        Some((_, english, french)) => lang.pick(*french, *english).to_owned(),
        None => match raw.rfind(" (os error ") {
            Some(at) if raw.ends_with(')') => raw[..at].to_owned(),
            _ => raw.trim_end_matches('.').to_owned(),
        },
    }
}

fn french(error: &FetchError) -> Parts {
    let why = |reason: &str| cause(reason, Lang::Fr);
    match error {
        FetchError::Setup { reason } => parts(
            format!("Le réseau ne peut pas être préparé\u{a0}: {}.", why(reason)),
            "Vérifiez les certificats du système.",
            "",
        ),
        FetchError::Dns { host } => parts(
            format!("Le nom {host} est introuvable."),
            "Vérifiez l’adresse et votre connexion.",
            "",
        ),
        FetchError::Connect { host, reason } => parts(
            format!("{host} n’accepte pas la connexion\u{a0}: {}.", why(reason)),
            "",
            LATER_FR,
        ),
        FetchError::Tls { host, reason } => parts(
            format!(
                "La connexion à {host} n’est pas sûre\u{a0}: {}.",
                why(reason)
            ),
            "Le certificat du site est à vérifier, ou l’heure de cette machine.",
            "",
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "Le serveur n’a pas répondu à l’appel",
                Clock::Idle => "Le serveur s’est tu",
                Clock::Total => "La visite n’était pas finie",
            };
            parts(format!("{what} au bout de {seconds}\u{a0}s."), "", LATER_FR)
        }
        FetchError::Status { status, .. } => {
            let (meaning, advice, fate) = french_status(*status);
            let reason = format!("Le serveur a répondu {status}\u{a0}: {meaning}.");
            parts(reason, advice, fate)
        }
        FetchError::Resting { site, .. } => parts(
            format!(
                "{site} a demandé une pause\u{a0}: il n’est pas visité avant qu’elle soit finie."
            ),
            "",
            "",
        ),
        FetchError::Redirects { limit } => parts(
            format!("L’adresse renvoie en boucle, ou plus de {limit} fois."),
            CHECK_FR,
            "",
        ),
        FetchError::BadRedirect { location } if location.is_empty() => {
            parts("Le serveur renvoie ailleurs sans dire où.", CHECK_FR, "")
        }
        FetchError::BadRedirect { location } => parts(
            format!(
                "Le serveur renvoie vers une adresse qui ne peut pas être suivie\u{a0}: {location}."
            ),
            "Si elle vous paraît sûre, donnez-la vous-même.",
            "",
        ),
        FetchError::TooLarge { limit } => parts(
            format!("Le document dépasse {}.", number::bytes(*limit, Lang::Fr)),
            "La limite est max_size, dans [network].",
            "",
        ),
        FetchError::Truncated { reason } => parts(
            format!("La transmission a été coupée\u{a0}: {}.", why(reason)),
            "",
            "Rien n’en est gardé\u{202f}; nouvel essai plus tard.",
        ),
        FetchError::Protocol { reason } => parts(
            format!("La réponse n’est pas du HTTP\u{a0}: {}.", why(reason)),
            "Vérifiez l’adresse et son port.",
            "",
        ),
        FetchError::Empty => parts(
            "La réponse est vide.",
            "",
            "Les articles déjà reçus restent\u{202f}; nouvel essai plus tard.",
        ),
        FetchError::NotAFeed { looks_like } => parts(
            format!("Ce n’est pas un flux mais ceci\u{a0}: {looks_like}."),
            "Vérifiez l’adresse.",
            "Les articles déjà reçus restent.",
        ),
        FetchError::Parse { reason } => parts(
            format!("Le flux ne peut pas être lu\u{a0}: {}.", why(reason)),
            "La commande «\u{a0}manchette check\u{a0}» dit ce qui ne va pas.",
            "",
        ),
        FetchError::File { path, reason } => parts(
            format!(
                "Le fichier {path} ne peut pas être lu\u{a0}: {}.",
                why(reason)
            ),
            "Vérifiez son chemin et ses droits.",
            "",
        ),
        FetchError::BadAddress { url } => parts(
            format!("{url} n’est pas une adresse à visiter."),
            "Une adresse commence par https://, http:// ou file://.",
            "",
        ),
        FetchError::Browser { program, reason } => {
            let which = match program.is_empty() {
                true => "du système".to_owned(),
                false => program.clone(),
            };
            parts(
                format!(
                    "Le navigateur {which} ne s’ouvre pas\u{a0}: {}.",
                    why(reason)
                ),
                "Vérifiez browser, dans [reader], ou $BROWSER.",
                "",
            )
        }
        FetchError::NoFeedFound { url } => parts(
            format!("Aucun flux n’a été trouvé sur {url}."),
            "Cherchez un lien «\u{a0}RSS\u{a0}» ou «\u{a0}Atom\u{a0}» sur le site et donnez son adresse.",
            "",
        ),
    }
}

fn english(error: &FetchError) -> Parts {
    let why = |reason: &str| cause(reason, Lang::En);
    match error {
        FetchError::Setup { reason } => parts(
            format!("The network cannot be set up: {}.", why(reason)),
            "Check the system's certificates.",
            "",
        ),
        FetchError::Dns { host } => parts(
            format!("The name {host} cannot be found."),
            "Check the address and your connection.",
            "",
        ),
        FetchError::Connect { host, reason } => parts(
            format!("{host} accepts no connection: {}.", why(reason)),
            "",
            LATER_EN,
        ),
        FetchError::Tls { host, reason } => parts(
            format!("The connection to {host} is not secure: {}.", why(reason)),
            "Check the site's certificate, or this machine's clock.",
            "",
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "The server did not pick up",
                Clock::Idle => "The server fell silent",
                Clock::Total => "The visit was not over",
            };
            parts(format!("{what} after {seconds} s."), "", LATER_EN)
        }
        FetchError::Status { status, .. } => {
            let (meaning, advice, fate) = english_status(*status);
            parts(
                format!("The server answered {status}: {meaning}."),
                advice,
                fate,
            )
        }
        FetchError::Resting { site, .. } => parts(
            format!("{site} asked for a rest: it is not visited before that is over."),
            "",
            "",
        ),
        FetchError::Redirects { limit } => parts(
            format!("The address redirects in a circle, or more than {limit} times."),
            CHECK_EN,
            "",
        ),
        FetchError::BadRedirect { location } if location.is_empty() => {
            parts("The server redirects without saying where.", CHECK_EN, "")
        }
        FetchError::BadRedirect { location } => parts(
            format!("The server redirects to an address that cannot be followed: {location}."),
            "If you trust it, give it yourself.",
            "",
        ),
        FetchError::TooLarge { limit } => parts(
            format!(
                "The document is larger than {}.",
                number::bytes(*limit, Lang::En)
            ),
            "The limit is max_size in [network].",
            "",
        ),
        FetchError::Truncated { reason } => parts(
            format!("The transfer broke off: {}.", why(reason)),
            "",
            "Nothing of it is kept; it will be tried again later.",
        ),
        FetchError::Protocol { reason } => parts(
            format!("The answer is not HTTP: {}.", why(reason)),
            "Check the address and its port.",
            "",
        ),
        FetchError::Empty => parts(
            "The answer is empty.",
            "",
            "The articles already here stay; it will be tried again later.",
        ),
        FetchError::NotAFeed { looks_like } => parts(
            format!("This is not a feed but something else: {looks_like}."),
            "Check the address.",
            "The articles already here stay.",
        ),
        FetchError::Parse { reason } => parts(
            format!("The feed cannot be read: {}.", why(reason)),
            "`manchette check` tells what is wrong with it.",
            "",
        ),
        FetchError::File { path, reason } => parts(
            format!("The file {path} cannot be read: {}.", why(reason)),
            "Check its path and its permissions.",
            "",
        ),
        FetchError::BadAddress { url } => parts(
            format!("{url} is not an address to visit."),
            "An address begins with https://, http:// or file://.",
            "",
        ),
        FetchError::Browser { program, reason } => {
            let which = match program.is_empty() {
                true => "The system's browser".to_owned(),
                false => format!("The browser {program}"),
            };
            parts(
                format!("{which} does not open: {}.", why(reason)),
                "Check browser, in [reader], or $BROWSER.",
                "",
            )
        }
        FetchError::NoFeedFound { url } => parts(
            format!("No feed was found at {url}."),
            "Look for an “RSS” or “Atom” link on the site and give its address.",
            "",
        ),
    }
}

const LATER_FR: &str = "Nouvel essai plus tard.";
const LATER_EN: &str = "It will be tried again later.";
const PEACE_FR: &str = "Le site est laissé en paix un moment.";
const PEACE_EN: &str = "The site is left alone for a while.";
const CHECK_FR: &str = "Vérifiez l’adresse du flux.";
const CHECK_EN: &str = "Check the feed's address.";

/// What a status means (RFC 9110 §15), what to do, and what becomes of the subscription.
fn french_status(status: u16) -> (&'static str, &'static str, &'static str) {
    match status {
        304 => (
            "rien de neuf, mais rien ne lui avait été dit de l’ancien",
            "",
            LATER_FR,
        ),
        204 | 205 => ("pas de contenu", "", LATER_FR),
        206 | 226 => ("une partie seulement du document", "", LATER_FR),
        401 | 407 => (
            "il demande un mot de passe",
            "Vérifiez l’adresse et vos identifiants.",
            "",
        ),
        403 => ("l’accès est refusé", "", PEACE_FR),
        404 => ("il n’y a rien à cette adresse", CHECK_FR, ""),
        410 => ("le flux a été retiré", "", "Il n’est plus visité."),
        429 => ("trop de visites", "", PEACE_FR),
        451 => ("retiré pour raison légale", "", LATER_FR),
        503 => ("service indisponible", "", PEACE_FR),
        500..=599 => ("une panne chez lui", "", LATER_FR),
        400..=499 => ("la demande est refusée", CHECK_FR, ""),
        300..=399 => ("un renvoi qui ne mène nulle part", CHECK_FR, ""),
        _ => ("une réponse sans document", "", LATER_FR),
    }
}

fn english_status(status: u16) -> (&'static str, &'static str, &'static str) {
    match status {
        304 => (
            "nothing new, though it was told nothing of the old",
            "",
            LATER_EN,
        ),
        204 | 205 => ("no content", "", LATER_EN),
        206 | 226 => ("only a part of the document", "", LATER_EN),
        401 | 407 => (
            "it asks for a password",
            "Check the address and your credentials.",
            "",
        ),
        403 => ("access denied", "", PEACE_EN),
        404 => ("nothing is at this address", CHECK_EN, ""),
        410 => ("the feed was taken away", "", "It is not visited any more."),
        429 => ("too many visits", "", PEACE_EN),
        451 => ("taken away for legal reasons", "", LATER_EN),
        503 => ("service unavailable", "", PEACE_EN),
        500..=599 => ("a failure on its side", "", LATER_EN),
        400..=499 => ("the request is refused", CHECK_EN, ""),
        300..=399 => ("a redirect that leads nowhere", CHECK_EN, ""),
        _ => ("an answer without a document", "", LATER_EN),
    }
}

error_in_english!(FetchError);

#[cfg(test)]
mod tests {
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
            FetchError::Parse { reason: text() },
            FetchError::File {
                path: text(),
                reason: text(),
            },
            FetchError::BadAddress { url: text() },
            FetchError::Browser {
                program: text(),
                reason: text(),
            },
            FetchError::Browser {
                program: String::new(),
                reason: text(),
            },
            FetchError::NoFeedFound { url: text() },
        ];
        for what in [Clock::Connect, Clock::Idle, Clock::Total] {
            errors.push(FetchError::Timeout { what, seconds: 20 });
        }
        for status in [
            204, 206, 226, 299, 300, 304, 401, 403, 404, 410, 418, 429, 451, 500, 503, 700,
        ] {
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
                    let in_an_address = french[at..].starts_with("://");
                    assert!(in_an_address || french[..at].ends_with(space), "{french}");
                }
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
