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

impl Say for FetchError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => french(self),
            Lang::En => english(self),
        }
    }
}

fn french(error: &FetchError) -> String {
    match error {
        FetchError::Setup { reason } => {
            format!(
                "Le réseau ne peut pas être préparé\u{a0}: {reason}. Vérifiez les certificats du système."
            )
        }
        FetchError::Dns { host } => {
            format!("Le nom {host} est introuvable. Vérifiez l’adresse et votre connexion.")
        }
        FetchError::Connect { host, reason } => {
            format!("{host} n’accepte pas la connexion\u{a0}: {reason}. Nouvel essai plus tard.")
        }
        FetchError::Tls { host, reason } => format!(
            "La connexion à {host} n’est pas sûre\u{a0}: {reason}. Le certificat du site est à vérifier, ou l’heure de cette machine."
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "Le serveur n’a pas répondu à l’appel",
                Clock::Idle => "Le serveur s’est tu",
                Clock::Total => "La visite n’était pas finie",
            };
            format!("{what} au bout de {seconds}\u{a0}s. Nouvel essai plus tard.")
        }
        FetchError::Status { status, .. } => {
            let (meaning, next) = french_status(*status);
            format!("Le serveur a répondu {status}\u{a0}: {meaning}. {next}")
        }
        FetchError::Resting { site, .. } => format!(
            "{site} a demandé une pause\u{a0}: il n’est pas visité avant qu’elle soit finie."
        ),
        FetchError::Redirects { limit } => format!(
            "L’adresse renvoie en boucle, ou plus de {limit} fois. Vérifiez l’adresse du flux."
        ),
        FetchError::BadRedirect { location } if location.is_empty() => {
            "Le serveur renvoie ailleurs sans dire où. Vérifiez l’adresse du flux.".to_owned()
        }
        FetchError::BadRedirect { location } => format!(
            "Le serveur renvoie vers une adresse qui ne peut pas être suivie\u{a0}: {location}. Si elle vous paraît sûre, donnez-la vous-même."
        ),
        FetchError::TooLarge { limit } => format!(
            "Le document dépasse {}. La limite est max_size, dans [network].",
            number::bytes(*limit, Lang::Fr)
        ),
        FetchError::Truncated { reason } => format!(
            "La transmission a été coupée\u{a0}: {reason}. Rien n’en est gardé\u{202f}; nouvel essai plus tard."
        ),
        FetchError::Protocol { reason } => {
            format!("La réponse n’est pas du HTTP\u{a0}: {reason}. Vérifiez l’adresse et son port.")
        }
        FetchError::Empty => {
            "La réponse est vide. Les articles déjà reçus restent\u{202f}; nouvel essai plus tard."
                .to_owned()
        }
        FetchError::NotAFeed { looks_like } => format!(
            "Ce n’est pas un flux mais ceci\u{a0}: {looks_like}. Vérifiez l’adresse\u{202f}; les articles déjà reçus restent."
        ),
        FetchError::Parse { reason } => format!(
            "Le flux ne peut pas être lu\u{a0}: {reason}. La commande «\u{a0}manchette check\u{a0}» dit ce qui ne va pas."
        ),
        FetchError::File { path, reason } => {
            format!(
                "Le fichier {path} ne peut pas être lu\u{a0}: {reason}. Vérifiez son chemin et ses droits."
            )
        }
        FetchError::BadAddress { url } => format!(
            "{url} n’est pas une adresse à visiter. Une adresse commence par https://, http:// ou file://."
        ),
        FetchError::Browser { program, reason } => format!(
            "Le navigateur {program} ne s’ouvre pas\u{a0}: {reason}. Vérifiez browser, dans [reader], ou $BROWSER."
        ),
        FetchError::NoFeedFound { url } => format!(
            "Aucun flux n’a été trouvé sur {url}. Cherchez un lien «\u{a0}RSS\u{a0}» ou «\u{a0}Atom\u{a0}» sur le site et donnez son adresse."
        ),
    }
}

fn english(error: &FetchError) -> String {
    match error {
        FetchError::Setup { reason } => {
            format!("The network cannot be set up: {reason}. Check the system's certificates.")
        }
        FetchError::Dns { host } => {
            format!("The name {host} cannot be found. Check the address and your connection.")
        }
        FetchError::Connect { host, reason } => {
            format!("{host} accepts no connection: {reason}. It will be tried again later.")
        }
        FetchError::Tls { host, reason } => format!(
            "The connection to {host} is not secure: {reason}. Check the site's certificate, or this machine's clock."
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "The server did not pick up",
                Clock::Idle => "The server fell silent",
                Clock::Total => "The visit was not over",
            };
            format!("{what} after {seconds} s. It will be tried again later.")
        }
        FetchError::Status { status, .. } => {
            let (meaning, next) = english_status(*status);
            format!("The server answered {status}: {meaning}. {next}")
        }
        FetchError::Resting { site, .. } => {
            format!("{site} asked for a rest: it is not visited before that is over.")
        }
        FetchError::Redirects { limit } => format!(
            "The address redirects in a circle, or more than {limit} times. Check the feed's address."
        ),
        FetchError::BadRedirect { location } if location.is_empty() => {
            "The server redirects without saying where. Check the feed's address.".to_owned()
        }
        FetchError::BadRedirect { location } => format!(
            "The server redirects to an address that cannot be followed: {location}. If you trust it, give it yourself."
        ),
        FetchError::TooLarge { limit } => format!(
            "The document is larger than {}. The limit is max_size in [network].",
            number::bytes(*limit, Lang::En)
        ),
        FetchError::Truncated { reason } => format!(
            "The transfer broke off: {reason}. Nothing of it is kept; it will be tried again later."
        ),
        FetchError::Protocol { reason } => {
            format!("The answer is not HTTP: {reason}. Check the address and its port.")
        }
        FetchError::Empty => {
            "The answer is empty. The articles already here stay; it will be tried again later."
                .to_owned()
        }
        FetchError::NotAFeed { looks_like } => format!(
            "This is not a feed but something else: {looks_like}. Check the address; the articles already here stay."
        ),
        FetchError::Parse { reason } => format!(
            "The feed cannot be read: {reason}. `manchette check` tells what is wrong with it."
        ),
        FetchError::File { path, reason } => {
            format!("The file {path} cannot be read: {reason}. Check its path and its permissions.")
        }
        FetchError::BadAddress { url } => format!(
            "{url} is not an address to visit. An address begins with https://, http:// or file://."
        ),
        FetchError::Browser { program, reason } => format!(
            "The browser {program} does not open: {reason}. Check browser, in [reader], or $BROWSER."
        ),
        FetchError::NoFeedFound { url } => format!(
            "No feed was found at {url}. Look for an “RSS” or “Atom” link on the site and give its address."
        ),
    }
}

/// What a status means, and what comes next (RFC 9110 §15).
fn french_status(status: u16) -> (&'static str, &'static str) {
    match status {
        304 => (
            "rien de neuf, mais rien ne lui avait été dit de l’ancien",
            "Nouvel essai plus tard.",
        ),
        204 | 205 => ("pas de contenu", "Nouvel essai plus tard."),
        206 | 226 => (
            "une partie seulement du document",
            "Nouvel essai plus tard.",
        ),
        401 | 407 => (
            "il demande un mot de passe",
            "Vérifiez l’adresse et vos identifiants.",
        ),
        403 => (
            "l’accès est refusé",
            "Le site est laissé en paix un moment.",
        ),
        404 => (
            "il n’y a rien à cette adresse",
            "Vérifiez l’adresse du flux.",
        ),
        410 => ("le flux a été retiré", "Il n’est plus visité."),
        429 => ("trop de visites", "Le site est laissé en paix un moment."),
        451 => ("retiré pour raison légale", "Nouvel essai plus tard."),
        503 => (
            "service indisponible",
            "Le site est laissé en paix un moment.",
        ),
        500..=599 => ("une panne chez lui", "Nouvel essai plus tard."),
        400..=499 => ("la demande est refusée", "Vérifiez l’adresse du flux."),
        300..=399 => (
            "un renvoi qui ne mène nulle part",
            "Vérifiez l’adresse du flux.",
        ),
        _ => ("une réponse sans document", "Nouvel essai plus tard."),
    }
}

fn english_status(status: u16) -> (&'static str, &'static str) {
    match status {
        304 => (
            "nothing new, though it was told nothing of the old",
            "It will be tried again later.",
        ),
        204 | 205 => ("no content", "It will be tried again later."),
        206 | 226 => (
            "only a part of the document",
            "It will be tried again later.",
        ),
        401 | 407 => (
            "it asks for a password",
            "Check the address and your credentials.",
        ),
        403 => ("access denied", "The site is left alone for a while."),
        404 => ("nothing is at this address", "Check the feed's address."),
        410 => ("the feed was taken away", "It is not visited any more."),
        429 => ("too many visits", "The site is left alone for a while."),
        451 => (
            "taken away for legal reasons",
            "It will be tried again later.",
        ),
        503 => ("service unavailable", "The site is left alone for a while."),
        500..=599 => ("a failure on its side", "It will be tried again later."),
        400..=499 => ("the request is refused", "Check the feed's address."),
        300..=399 => ("a redirect that leads nowhere", "Check the feed's address."),
        _ => (
            "an answer without a document",
            "It will be tried again later.",
        ),
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
