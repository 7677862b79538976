//! What pages say around articles, in English and French and a little in other languages.
//! Texts are compared folded (`text::fold::label`), without
//! signs at their ends.

use super::abroad;
use super::said::{ELSEWHERE, ENDINGS, LINES};
use crate::text::fold::label;

/// A text made comparable.
pub fn bare(text: &str) -> String {
    let text = label(text);
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .trim()
        .to_owned()
}

/// A line that stands alone around an article: a button's word, a notice of advertising.
pub fn is_line(text: &str) -> bool {
    if is_price(&label(text)) {
        return true;
    }
    let text = bare(text);
    LINES.contains(&text.as_str())
        || abroad::LINES.contains(&text.as_str())
        || is_count(&text)
        || is_reading_time(&text)
        || is_place_in_row(&text)
        || is_notice(&text)
}

/// `12 comments`, « 3 réactions », `5 shares`.
fn is_count(text: &str) -> bool {
    let mut words = text.split(' ');
    let is_number = words.next().is_some_and(|word| {
        word.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'm'))
            && word.starts_with(|c: char| c.is_ascii_digit())
    });
    let what = words.next().unwrap_or_default();
    is_number
        && words.next().is_none()
        && [
            "comment",
            "comments",
            "commentaire",
            "commentaires",
            "share",
            "shares",
            "partage",
            "partages",
            "likes",
            "like",
            "reaction",
            "reactions",
            "views",
            "vues",
            "votes",
            "vote",
            "replies",
            "reponses",
            "claps",
        ]
        .contains(&what)
}

/// « S'abonner pour 1 € », « À partir de 1 € le premier mois, sans engagement ».
fn is_price(text: &str) -> bool {
    let asks = [
        "s'abonner",
        "je m'abonne",
        "abonnez-vous",
        "profitez de",
        "a partir de",
        "subscribe for",
        "subscribe from",
    ];
    let of_offers = ["abonn", "offre", "mois", "engagement", "subscribe"];
    text.split(' ').count() <= 12
        && text.contains(['€', '$', '£'])
        && asks.iter().any(|begin| text.starts_with(begin))
        && of_offers.iter().any(|word| text.contains(word))
}

/// `3 / 12`, « 3 sur 12 »: a picture's place in a gallery.
fn is_place_in_row(text: &str) -> bool {
    let numbers: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '/')
        .filter(|part| !part.is_empty())
        .collect();
    let is_number = |part: &&str| part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit());
    match numbers.as_slice() {
        [first, last] => text.contains('/') && is_number(first) && is_number(last),
        [first, "sur" | "of", last] => is_number(first) && is_number(last),
        _ => false,
    }
}

/// What players, shops and legal departments put between paragraphs.
fn is_notice(text: &str) -> bool {
    const SAYS: &[&str] = &[
        "votre navigateur ne",
        "veuillez activer javascript",
        "activer javascript",
        "your browser does not support",
        "please enable javascript",
        "enable javascript",
        "javascript is disabled",
        "video suivante dans",
        "may earn a commission",
        "earn an affiliate commission",
        "earn a small commission",
        "contient des liens affilies",
        "liens d'affiliation",
        "lien affilie",
        "touchons une commission",
        "percevoir une commission",
        "purchase licensing rights",
        "opens new tab",
        "a version of this article appears in print",
        "appears in print on",
        "contributed reporting",
        "contributed to this report",
        "contenu bloque",
        "accepter les cookies",
        "accept cookies",
        "ce contenu est bloque",
        "you can unsubscribe at any time",
        "vous pouvez vous desinscrire",
        "suivez-nous sur google",
        "suivez-nous sur whatsapp",
        "de cet article a lire",
        "la suite est reservee aux abonnes",
        "deja abonne ?",
        "sur google news",
        "telechargez notre application",
        "download our app",
        "on google news",
        "sur google actualites",
        "utilisateurs parcourant ce forum",
        "users browsing this forum",
        "this site is protected by recaptcha",
        "invalid email",
        "adresse e-mail invalide",
        "thank you for signing up",
        "i would like to be emailed",
        "i agree to the privacy policy",
        "i agree to the terms",
        "by signing up, you",
        "by signing up you",
        "by entering your email",
        "by submitting your email",
        "reblogged this from",
        "fullscreen mode",
        "required fields are marked",
    ];
    let words = text.split(' ').count();
    words <= 40
        && SAYS
            .iter()
            .chain(abroad::NOTICES)
            .any(|says| text.contains(says))
        || words <= 4 && text.ends_with(" liked this")
}

/// « Temps de lecture : 3 min », `5 min read`.
pub fn is_reading_time(text: &str) -> bool {
    let words = text.split(' ').count();
    words <= 8
        && (text.contains("min read")
            || text.contains("minute read")
            || text.contains("minutes read")
            || text.contains("reading time")
            || text.contains("temps de lecture")
            || text.contains("min de lecture")
            || text.contains("minutes de lecture")
            || text.starts_with("lecture "))
}

/// A line that sends to another article or asks for a subscription.
pub fn sends_elsewhere(text: &str, words: usize) -> bool {
    if words > 45 {
        return false;
    }
    let folded = label(text);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    ELSEWHERE.iter().chain(abroad::ELSEWHERE).any(|begin| {
        folded
            .strip_prefix(begin)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// True for beginnings that are also those of sentences (« Recevez … », « À lire … »): the line must hold a link.
pub fn needs_link(text: &str) -> bool {
    let folded = label(text);
    let asks = [
        "inscrivez-vous",
        "abonnez-vous",
        "recevez",
        "sign up",
        "subscribe",
        "get the latest",
        "join",
        "rejoignez",
        "telechargez",
        "download",
    ];
    let what = [
        "newsletter",
        "lettre d'information",
        "infolettre",
        "inbox",
        "boite mail",
        "par mail",
        "par e-mail",
        "by email",
        "whatsapp",
        "google actualites",
        "google news",
        "chaine",
        "channel",
        "gratuitement",
        "podcast",
        "notre application",
        "our app",
        "flux rss",
    ];
    let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    if asks.iter().any(|ask| start.starts_with(ask))
        && what.iter().any(|what| folded.contains(what))
    {
        return false;
    }
    let strong = [
        "lire aussi",
        "a lire aussi",
        "a lire egalement",
        "lire egalement",
        "voir aussi",
        "read also",
        "also read",
        "read more",
        "related:",
        "read:",
        "see also:",
        "also:",
    ];
    !strong.iter().chain(abroad::ELSEWHERE).any(|begin| {
        folded
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(begin)
    })
}

/// A heading after which other things come.
pub fn is_ending(text: &str) -> bool {
    let text = bare(text);
    let text = text
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' '))
        .trim();
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    ENDINGS.contains(&text)
        || abroad::ENDINGS.contains(&text)
        || (text.split(' ').count() <= 8
            && [
                "more from ",
                "more in ",
                "plus d'articles ",
                "sur le meme ",
                "dans la meme ",
                "a lire aussi",
                "vous aimerez",
                "ces articles pourraient",
                "you may also",
                "you might also",
                "leave a ",
                "laisser un comm",
                "laissez un comm",
                "commentaires sur",
                "thoughts on",
                "comments on",
                "responses to",
                "reponses a",
            ]
            .iter()
            .any(|begin| text.starts_with(begin)))
}

/// The foot of a page or a file card: copyright, tags, where it was filed.
pub fn is_foot(text: &str) -> bool {
    let folded = label(text);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let begins = [
        "©",
        "copyright",
        "(c) ",
        "all rights reserved",
        "tous droits reserves",
        "tags:",
        "tags :",
        "tag:",
        "tagged",
        "filed under",
        "posted in",
        "categories:",
        "categories :",
        "category:",
        "mots-cles",
        "mots cles",
        "etiquettes",
        "classe dans",
        "publie dans",
        "keywords",
        "topics:",
        "sujets",
        "this entry was posted",
        "this article was originally published",
        "this post was originally published",
        "this story was originally published",
        "cet article a ete publie",
        "cet article a ete initialement",
        "article publie initialement",
        "article initialement publie",
        "republished from",
        "this article originally appeared",
        "this story originally appeared",
        "originally published",
        "last updated",
        "last modified",
        "page last",
        "derniere mise a jour",
        "derniere modification",
        "mis a jour le",
        "mis en ligne",
        "permalink",
        "permalien",
        "source image",
        "photo credit",
        "credit photo",
        "credits photo",
        "lead image",
        "header image",
        "reporting by",
        "additional reporting",
        "editing by",
        "writing by",
        "our standards:",
        "page optimisee",
        "site optimise",
        "page generee",
        "like this",
        "loading",
        "follow @",
        "contact the author",
        "got a tip",
        "signaler une erreur",
        "report an error",
        "have a story",
        "un avis ? une reaction",
        "to comment on",
        "reproduction interdite",
        "follow ",
        "more on:",
        "more about:",
    ];
    begins
        .iter()
        .chain(abroad::FEET)
        .any(|begin| folded.starts_with(begin))
        || folded.contains("all rights reserved")
        || folded.contains("tous droits reserves")
        || folded.contains("derniere mise a jour")
        || folded.contains(" reported from ") && folded.split(' ').count() <= 25
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_written_as_texts_are_folded() {
        let lists = [
            LINES,
            ELSEWHERE,
            ENDINGS,
            abroad::LINES,
            abroad::ELSEWHERE,
            abroad::ENDINGS,
            abroad::FEET,
            abroad::NOTICES,
            abroad::DATELINES,
            abroad::ASKING,
        ];
        for phrase in lists.into_iter().flatten() {
            assert_eq!(label(phrase), phrase.trim(), "{phrase}");
        }
    }

    #[test]
    fn lines_are_told_from_sentences() {
        for line in [
            "Partager",
            "Article copié !",
            "Suivez-nous sur WhatsApp ici",
            "Il vous reste 85 % de cet article à lire. La suite est réservée aux abonnés.",
            "Share this:",
            "12 commentaires",
            "5 min read",
            "Publicité",
            "Temps de lecture : 3 min",
            "Lire la suite »",
            "S’abonner pour 1 €",
            "À partir de 1 € le premier mois, sans engagement",
        ] {
            assert!(is_line(line), "{line}");
        }
        for text in [
            "Partager est un art.",
            "Comments matter",
            "À partir de 12 € le kilo, on hésite",
            "12 commentaires ont suivi",
        ] {
            assert!(!is_line(text), "{text}");
        }
        assert!(sends_elsewhere("Lire aussi : Le pont est fermé", 7));
        assert!(sends_elsewhere("À lire aussi Le pont est fermé", 7));
        assert!(!sends_elsewhere("Lire aussitôt après", 3));
        assert!(is_ending("Commentaires (3)"));
        assert!(is_ending("3 Comments"));
        assert!(!is_ending("Related work in the field"));
        assert!(is_ending("Mehr zum Thema"));
        assert!(is_ending("Материалы по теме"));
        assert!(sends_elsewhere("Leggi anche: Il ponte resta chiuso", 6));
        assert!(!needs_link("Czytaj też: Remont bez końca"));
        assert!(is_line("Compartir en Facebook"));
        assert!(is_foot("责任编辑：王明"));
        assert!(is_foot("Mots-clés : pont, fleuve"));
    }
}
