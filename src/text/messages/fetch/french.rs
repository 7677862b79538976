//! A failed visit in French.

use super::super::feed::looks_like_words;
use super::causes::cause;
use super::{Clock, FetchError, Parts, parts};
use crate::text::{Lang, number};

const LATER_FR: &str = "Nouvel essai plus tard.";
const PEACE_FR: &str = "Le site est laissé en paix un moment.";
const CHECK_FR: &str = "Vérifiez l’adresse du flux.";

/// The sentences of a failure.
pub(super) fn french(error: &FetchError) -> Parts {
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
            format!(
                "Ce n’est pas un flux\u{a0}: {}.",
                looks_like_words(looks_like, Lang::Fr)
            ),
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
        FetchError::At { url, error } => {
            let inner = french(error);
            parts(
                format!("{url}\u{a0}: {}", inner.reason),
                inner.advice,
                inner.fate,
            )
        }
        FetchError::NoFeedFound { url, .. } => parts(
            format!("Aucun flux n’a été trouvé sur {url}."),
            "Cherchez un lien «\u{a0}RSS\u{a0}» ou «\u{a0}Atom\u{a0}» sur le site et donnez son adresse.",
            "",
        ),
    }
}

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
