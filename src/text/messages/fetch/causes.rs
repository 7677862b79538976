//! Causes that the system and the libraries give, in the reader's language.

use crate::text::Lang;

/// What the system and the libraries say most often, in English and in French. Whatever is not here is shown as it came.
const CAUSES: [(&str, &str, &str); 31] = [
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
    (
        "no space left on device",
        "no space left on the device",
        "plus de place sur le disque",
    ),
    (
        "read-only file system",
        "the file system is read-only",
        "le disque est en lecture seule",
    ),
    (
        "file name too long",
        "the name is too long",
        "le nom est trop long",
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
        "invalid http header parsed",
        "a header in it is none",
        "un de ses en-têtes n’en est pas un",
    ),
    (
        "invalid content-length parsed",
        "it contradicts itself about its length",
        "elle se contredit sur sa longueur",
    ),
    (
        "invalid http status-code parsed",
        "no status in it",
        "aucun code de réponse n’y est dit",
    ),
    (
        "received unexpected message from connection",
        "it came before it was asked for",
        "elle est venue avant la demande",
    ),
    (
        "not valid yet",
        "its certificate is not valid yet",
        "son certificat n’est pas encore valable",
    ),
    (
        "certificate expired",
        "its certificate has expired",
        "son certificat a expiré",
    ),
    (
        "unknownissuer",
        "its certificate is signed by nobody that this system trusts",
        "son certificat n’est signé par personne que ce système connaisse",
    ),
    (
        "causedasendentity",
        "its certificate is signed by itself",
        "son certificat est signé par lui-même",
    ),
    (
        "not valid for name",
        "its certificate is for another name",
        "son certificat est celui d’un autre nom",
    ),
    (
        "certificate revoked",
        "its certificate was revoked",
        "son certificat a été révoqué",
    ),
    (
        "tls handshake eof",
        "it left in the middle of the greeting",
        "il est parti au milieu des présentations",
    ),
    (
        "proxy authorization required",
        "it asks for a password",
        "il demande un mot de passe",
    ),
    ("unsuccessful", "it refuses the way", "il refuse le passage"),
    (
        "message head is too large",
        "the head of the answer is too long",
        "l’en-tête de la réponse est trop long",
    ),
    (
        "invalid gzip header",
        "it is not packed as it says",
        "elle n’est pas compressée comme elle le dit",
    ),
    (
        "no valid browsers detected",
        "no browser was found",
        "aucun navigateur trouvé",
    ),
];

/// A cause in the reader's language where it is a common one, without the system's number for it.
pub(in crate::text::messages) fn cause(raw: &str, lang: Lang) -> String {
    let lower = raw.to_ascii_lowercase();
    match CAUSES.iter().find(|(known, _, _)| lower.contains(known)) {
        Some((_, english, french)) => lang.pick(*french, *english).to_owned(),
        None => match raw.rfind(" (os error ") {
            Some(at) if raw.ends_with(')') => raw[..at].to_owned(),
            _ => raw.trim_end_matches('.').to_owned(),
        },
    }
}
