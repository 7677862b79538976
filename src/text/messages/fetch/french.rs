//! A failed visit in French.

use super::super::feed::looks_like_words;
use super::causes::cause;
use super::status::{Fate, check, log_in, meaning};
use super::{Clock, FetchError, PORTAL, Parts, names_a_program, parts};
use crate::text::{Lang, number};

/// The sentences of a failure.
pub(super) fn french(error: &FetchError) -> Parts {
    let why = |reason: &str| cause(reason, Lang::Fr);
    let later = Fate::Later.say(Lang::Fr);
    let kept = Fate::Kept.say(Lang::Fr);
    match error {
        FetchError::Setup { reason } => parts(
            format!("Le réseau ne peut pas être préparé\u{a0}: {}.", why(reason)),
            "Vérifiez les certificats du système.",
            "",
        ),
        FetchError::Dns { host } => parts(
            format!("Le nom {host} est introuvable."),
            "Vérifiez l’adresse et votre connexion.",
            later,
        ),
        FetchError::Connect { host, reason } => parts(
            format!("{host} n’accepte pas la connexion\u{a0}: {}.", why(reason)),
            "",
            later,
        ),
        FetchError::Tls { host, reason } => parts(
            format!(
                "La connexion à {host} n’est pas sûre\u{a0}: {}.",
                why(reason)
            ),
            "Le certificat du site est à vérifier, ou l’heure de cette machine.",
            later,
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "Le serveur n’a pas répondu à l’appel",
                Clock::Idle => "Le serveur s’est tu",
                Clock::Total => "La visite n’était pas finie",
            };
            parts(format!("{what} au bout de {seconds}\u{a0}s."), "", later)
        }
        FetchError::Status { status, retry } => {
            let (meaning, advice, fate) = meaning(*status, *retry, Lang::Fr);
            let reason = format!("Le serveur a répondu {status}\u{a0}: {meaning}.");
            parts(reason, advice, fate.say(Lang::Fr))
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
            check(Lang::Fr),
            later,
        ),
        FetchError::BadRedirect { location } if location.is_empty() => parts(
            "Le serveur renvoie ailleurs sans dire où.",
            check(Lang::Fr),
            later,
        ),
        FetchError::BadRedirect { location } => parts(
            format!(
                "Le serveur renvoie vers une adresse qui ne peut pas être suivie\u{a0}: {location}."
            ),
            "Si elle vous paraît sûre, donnez-la vous-même.",
            later,
        ),
        FetchError::TooLarge { limit } => parts(
            format!("Le document dépasse {}.", number::bytes(*limit, Lang::Fr)),
            "La limite est max_size, dans [network].",
            later,
        ),
        FetchError::Truncated { reason } => parts(
            format!("La transmission a été coupée\u{a0}: {}.", why(reason)),
            "",
            "Rien n’en est gardé\u{202f}; nouvel essai plus tard.",
        ),
        FetchError::Protocol { reason } => parts(
            format!("La réponse n’est pas du HTTP\u{a0}: {}.", why(reason)),
            "Vérifiez l’adresse et son port.",
            later,
        ),
        FetchError::Empty => parts("La réponse est vide.", "", kept),
        FetchError::NotAFeed { looks_like } if looks_like == PORTAL => parts(
            "Ce n’est pas le flux\u{a0}: sans doute une page de connexion au réseau.",
            log_in(Lang::Fr),
            kept,
        ),
        FetchError::NotAFeed { looks_like } => parts(
            format!(
                "Ce n’est pas un flux\u{a0}: {}.",
                looks_like_words(looks_like, Lang::Fr)
            ),
            "Vérifiez l’adresse.",
            kept,
        ),
        FetchError::Parse { reason } => parts(
            format!("Le flux ne peut pas être lu\u{a0}: {}.", why(reason)),
            "La commande «\u{a0}manchette check\u{a0}» dit ce qui ne va pas.",
            kept,
        ),
        FetchError::File { path, reason } => parts(
            format!(
                "Le fichier {path} ne peut pas être lu\u{a0}: {}.",
                why(reason)
            ),
            "Vérifiez son chemin et ses droits.",
            later,
        ),
        FetchError::BadAddress { url } if names_a_program(url) => parts(
            format!("{url} lance un programme\u{a0}: cela ne s’ajoute pas d’ici."),
            "Écrivez-le vous-même dans la configuration, sous [[feeds]], après url\u{202f}=.",
            "",
        ),
        FetchError::BadAddress { url } => parts(
            format!("{url} n’est pas une adresse à visiter."),
            "Une adresse commence par https://, http:// ou file://.",
            "",
        ),
        FetchError::Proxy { proxy, reason } => {
            let which = match proxy.is_empty() {
                true => "Le mandataire de l’environnement".to_owned(),
                false => format!("Le mandataire {proxy}"),
            };
            parts(
                format!("{which} ne mène pas au site\u{a0}: {}.", why(reason)),
                "Vérifiez proxy, dans la configuration ou l’environnement.",
                later,
            )
        }
        FetchError::Encoding { coding } => parts(
            format!("La réponse est compressée d’une façon inconnue\u{a0}: {coding}."),
            "",
            kept,
        ),
        FetchError::Program { program, fault } => parts(
            format!(
                "Le programme {program} a échoué\u{a0}: {}.",
                fault.words(Lang::Fr)
            ),
            "Essayez-le dans un terminal.",
            kept,
        ),
        FetchError::Password { program, fault } => parts(
            format!(
                "Le programme {program} n’a pas donné de mot de passe\u{a0}: {}.",
                fault.words(Lang::Fr)
            ),
            "Vérifiez password_command, dans la configuration.",
            later,
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
