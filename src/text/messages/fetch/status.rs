//! What a status means (RFC 9110 §15, RFC 6585, and the numbers that large hosts use among themselves), what to do, and
//! what becomes of the subscription.

use crate::text::{Lang, UnixTime};

/// What becomes of a subscription after a visit that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Another try, later.
    Later,
    /// The same, and what is here stays.
    Kept,
    /// The whole site is left alone for a while.
    Peace,
    /// No visit any more.
    Gone,
}

impl Fate {
    /// Its sentence.
    pub(super) fn say(self, lang: Lang) -> &'static str {
        match self {
            Fate::Later => lang.pick("Nouvel essai plus tard.", "It will be tried again later."),
            Fate::Kept => lang.pick(
                "Les articles déjà reçus restent\u{202f}; nouvel essai plus tard.",
                "The articles already here stay; it will be tried again later.",
            ),
            Fate::Peace => lang.pick(
                "Le site est laissé en paix un moment.",
                "The site is left alone for a while.",
            ),
            Fate::Gone => lang.pick("Il n’est plus visité.", "It is not visited any more."),
        }
    }
}

/// What to do about a feed's address.
pub(super) fn check(lang: Lang) -> &'static str {
    lang.pick("Vérifiez l’adresse du flux.", "Check the feed's address.")
}

/// What to do about a network's login page.
pub(super) fn log_in(lang: Lang) -> &'static str {
    lang.pick(
        "Ouvrez une page dans votre navigateur pour vous connecter au réseau.",
        "Open a page in your browser to log in to the network.",
    )
}

/// What it means, what to do (may be empty), what becomes of the subscription. `retry` is the moment the site asked for.
pub(super) fn meaning(
    status: u16,
    retry: Option<UnixTime>,
    lang: Lang,
) -> (&'static str, &'static str, Fate) {
    let say = |fr, en| lang.pick(fr, en);
    match status {
        100..=199 => (
            say(
                "une réponse provisoire, sans la suite",
                "a provisional answer, and nothing after it",
            ),
            "",
            Fate::Later,
        ),
        202 => (
            say(
                "le document n’est pas encore prêt",
                "the document is not ready yet",
            ),
            "",
            Fate::Later,
        ),
        204 | 205 => (say("pas de contenu", "no content"), "", Fate::Kept),
        206 | 226 => (
            say(
                "une partie seulement du document",
                "only a part of the document",
            ),
            "",
            Fate::Kept,
        ),
        304 => (
            say(
                "rien de neuf, mais rien ne lui avait été dit de l’ancien",
                "nothing new, though it was told nothing of the old",
            ),
            "",
            Fate::Kept,
        ),
        300 => (
            say(
                "plusieurs adresses au choix, sans dire laquelle",
                "several addresses to choose from, without saying which",
            ),
            check(lang),
            Fate::Later,
        ),
        301..=399 if retry.is_some() => (
            say(
                "un renvoi qui n’est pas encore à suivre",
                "a redirect that is not to be followed yet",
            ),
            "",
            Fate::Later,
        ),
        301..=399 => (
            say(
                "un renvoi qui ne mène nulle part",
                "a redirect that leads nowhere",
            ),
            check(lang),
            Fate::Later,
        ),
        401 => (
            say("il demande un mot de passe", "it asks for a password"),
            say(
                "Vérifiez l’adresse et vos identifiants.",
                "Check the address and your credentials.",
            ),
            Fate::Later,
        ),
        402 => (
            say("il demande un paiement", "it asks for a payment"),
            say(
                "Vérifiez votre abonnement auprès du site.",
                "Check your subscription with the site.",
            ),
            Fate::Later,
        ),
        403 => (say("l’accès est refusé", "access denied"), "", Fate::Peace),
        404 => (
            say(
                "il n’y a rien à cette adresse",
                "nothing is at this address",
            ),
            check(lang),
            Fate::Later,
        ),
        407 => (
            say(
                "le mandataire demande un mot de passe",
                "the proxy asks for a password",
            ),
            say(
                "Vérifiez proxy, dans la configuration ou l’environnement.",
                "Check proxy, in the configuration or the environment.",
            ),
            Fate::Later,
        ),
        408 => (
            say(
                "il s’est lassé d’attendre la demande",
                "it got tired of waiting for the request",
            ),
            "",
            Fate::Later,
        ),
        410 => (
            say("le flux a été retiré", "the feed was taken away"),
            "",
            Fate::Gone,
        ),
        421 => (
            say(
                "la demande est arrivée au mauvais serveur",
                "the request came to the wrong server",
            ),
            "",
            Fate::Later,
        ),
        425 => (say("c’est trop tôt", "it is too early"), "", Fate::Later),
        429 => (say("trop de visites", "too many visits"), "", Fate::Peace),
        431 => (
            say("des en-têtes trop longs", "headers that are too long"),
            say(
                "Vérifiez headers, dans la configuration.",
                "Check headers, in the configuration.",
            ),
            Fate::Later,
        ),
        451 => (
            say("retiré pour raison légale", "taken away for legal reasons"),
            "",
            Fate::Kept,
        ),
        400..=499 => (
            say("la demande est refusée", "the request is refused"),
            check(lang),
            Fate::Later,
        ),
        501 | 505 => (
            say(
                "il ne sait pas répondre à cette demande",
                "it does not know how to answer this",
            ),
            "",
            Fate::Later,
        ),
        502 | 504 | 520..=530 => (
            say(
                "le serveur qui est derrière lui ne répond pas",
                "the server behind it does not answer",
            ),
            "",
            Fate::Later,
        ),
        503 => (
            say("service indisponible", "service unavailable"),
            "",
            Fate::Peace,
        ),
        507 => (
            say("plus de place chez lui", "no space left on its side"),
            "",
            Fate::Later,
        ),
        508 => (
            say("il tourne en rond", "it runs in a circle"),
            "",
            Fate::Later,
        ),
        511 => (
            say(
                "le réseau demande d’abord une connexion",
                "the network asks for a login first",
            ),
            log_in(lang),
            Fate::Kept,
        ),
        500..=599 => (
            say("une panne chez lui", "a failure on its side"),
            "",
            Fate::Later,
        ),
        _ => (
            say("une réponse sans document", "an answer without a document"),
            "",
            Fate::Later,
        ),
    }
}
