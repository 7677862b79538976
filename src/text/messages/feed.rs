//! What can be wrong inside a feed, for `check` and for the reader.

mod tags;

use super::{Say, error_in_english};
use crate::text::Lang;
use crate::text::number::integer;
use crate::text::sanitise::line;

/// Why bytes give no feed at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedError {
    /// Nothing in it.
    Empty,
    /// Something else: an HTML page, JSON of another kind, a picture.
    NotAFeed { looks_like: String },
    /// A feed beyond repair: the parser's reason.
    Parse { reason: String },
}

impl Say for FeedError {
    fn say(&self, lang: Lang) -> String {
        match self {
            FeedError::Empty => lang
                .pick(
                    "la réponse est vide ; vérifiez l’adresse dans un navigateur",
                    "the answer is empty; check the address in a browser",
                )
                .to_owned(),
            FeedError::NotAFeed { looks_like } => {
                let what = looks_like_words(looks_like, lang);
                lang.pick(
                    format!("{what}, pas un flux ; donnez l’adresse du flux RSS, Atom ou JSON"),
                    format!("{what}, not a feed; give the address of the RSS, Atom or JSON feed"),
                )
            }
            FeedError::Parse { reason } => {
                let reason = line(reason);
                lang.pick(
                    format!("le flux est illisible ({reason}) ; prévenez le site"),
                    format!("the feed cannot be read ({reason}); tell its site"),
                )
            }
        }
    }
}

/// What something that is no feed looks like, in words. `looks_like` is `html`, `json`, `text`, `pdf`, `binary` or
/// `xml:` and the name of a first element; other words are shown as they are.
pub fn looks_like_words(looks_like: &str, lang: Lang) -> String {
    if let Some(root) = looks_like.strip_prefix("xml:") {
        let root = line(root);
        return lang.pick(
            format!("c’est un document XML « {root} »"),
            format!("this is an XML document “{root}”"),
        );
    }
    match looks_like {
        "html" => lang.pick("c’est une page web", "this is a web page"),
        "json" => lang.pick(
            "c’est du JSON d’une autre sorte",
            "this is JSON of another kind",
        ),
        "text" => lang.pick("c’est du texte", "this is plain text"),
        "pdf" => lang.pick("c’est un PDF", "this is a PDF"),
        "binary" => lang.pick("c’est un fichier binaire", "this is a binary file"),
        other => return line(other),
    }
    .to_owned()
}

error_in_english!(FeedError);

/// A kind of problem inside a feed that can be read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// The declared encoding is not the real one.
    Encoding,
    /// Text or blanks before the document.
    JunkBefore,
    /// A bare `&` or an unknown entity.
    Entity,
    /// A control character or a character reference to one.
    ControlCharacter,
    /// A prefix used and not declared.
    UndeclaredPrefix,
    /// Markup that is no XML; the detail tells its kind, see [`tags::sentence`].
    Tags,
    /// Elements nested deeper than anybody reads.
    TooDeep,
    /// The document ends too early.
    Cut,
    /// A date that cannot be read.
    Date,
    /// Entries without any identity of their own, or with one that is shared.
    Identity,
    /// A relative link with no base, or one that is no address.
    Link,
    /// More entries than are read of one document; the detail is how many are.
    TooMany,
    /// The strict parser failed on its own account and the rest was read without it.
    Parser,
}

impl ProblemCode {
    /// The code as JSON has it.
    pub fn as_str(self) -> &'static str {
        match self {
            ProblemCode::Encoding => "encoding",
            ProblemCode::JunkBefore => "junk-before",
            ProblemCode::Entity => "entity",
            ProblemCode::ControlCharacter => "control-character",
            ProblemCode::UndeclaredPrefix => "undeclared-prefix",
            ProblemCode::Tags => "tags",
            ProblemCode::TooDeep => "too-deep",
            ProblemCode::Cut => "cut",
            ProblemCode::Date => "date",
            ProblemCode::Identity => "identity",
            ProblemCode::Link => "link",
            ProblemCode::TooMany => "too-many",
            ProblemCode::Parser => "parser",
        }
    }

    /// What is wrong and what the feed's author can do about it; `detail` is the tag, date or value in question, and
    /// may be empty.
    pub fn say(self, detail: &str, lang: Lang) -> String {
        let (fr, en) = match self {
            ProblemCode::Encoding => (
                "le codage annoncé%% n’est pas celui du document ; annoncez utf-8 et envoyez de l’UTF-8",
                "the declared encoding%% is not the document’s; declare utf-8 and send UTF-8",
            ),
            ProblemCode::JunkBefore => (
                "quelque chose précède le document XML ; la déclaration <?xml doit venir en premier",
                "something stands before the XML document; the <?xml declaration must come first",
            ),
            ProblemCode::Entity => (
                "une esperluette est nue ou l’entité est inconnue%% ; écrivez &amp; ou le caractère lui-même",
                "a bare ampersand or an unknown entity%%; write &amp; or the character itself",
            ),
            ProblemCode::ControlCharacter => (
                "un caractère de contrôle, interdit en XML, a été ôté%% ; supprimez-le",
                "a control character, forbidden in XML, was removed%%; take it out",
            ),
            ProblemCode::UndeclaredPrefix => (
                "un préfixe n’est pas déclaré%% ; ajoutez xmlns: et son adresse à la racine",
                "a prefix is not declared%%; add xmlns: and its address to the root",
            ),
            ProblemCode::Tags => tags::sentence(detail),
            ProblemCode::TooDeep => (
                "les balises sont imbriquées trop profond : au-delà de 256, elles sont passées et leur texte reste ; aplatissez-les",
                "elements are nested too deep: beyond 256 their tags are passed over, and their text stays; flatten them",
            ),
            ProblemCode::Cut => (
                "le document s’arrête trop tôt ; seules les entrées entières ont été lues",
                "the document ends too early; only whole entries were read",
            ),
            ProblemCode::Date => (
                "une date est illisible%% ; écrivez-la selon la RFC 822 (RSS) ou la RFC 3339 (Atom, JSON)",
                "a date cannot be read%%; write it as RFC 822 (RSS) or RFC 3339 (Atom, JSON) says",
            ),
            ProblemCode::Identity => (
                "des entrées n’ont pas d’identité propre%% ; donnez à chacune un guid (id) unique et stable",
                "entries have no identity of their own%%; give each a unique, stable guid (id)",
            ),
            ProblemCode::Link => (
                "un lien n’est pas une adresse que l’on puisse suivre%% ; écrivez-la en entier",
                "a link is no address one can follow%%; write it in full",
            ),
            ProblemCode::TooMany => (
                "le flux a plus de %% articles, et les suivants ne sont pas lus ; gardez les articles récents seuls",
                "the feed has over %% entries, and those after them are not read; keep the recent entries alone",
            ),
            ProblemCode::Parser => (
                "l’analyseur bute%% ; ce qu’il n’a pas pu lire manque, corrigez le document à cet endroit",
                "the parser stumbles%%; what it could not read is missing, correct the document there",
            ),
        };
        let sentence = lang.pick(fr, en);
        match (self, detail.parse()) {
            (ProblemCode::TooMany, Ok(most)) => sentence.replace("%%", &integer(most, lang)),
            _ => with_detail(sentence, &line(detail), lang),
        }
    }

    /// What tells problems apart that one sentence is said of: the code, and with [`ProblemCode::Tags`] what is wrong.
    pub fn kind(self, detail: &str) -> &'static str {
        match self {
            ProblemCode::Tags => tags::sentence(detail).1,
            _ => self.as_str(),
        }
    }

    /// Every kind, in the order of the help.
    pub const ALL: [ProblemCode; 13] = [
        ProblemCode::Cut,
        ProblemCode::TooMany,
        ProblemCode::Parser,
        ProblemCode::Date,
        ProblemCode::Link,
        ProblemCode::Encoding,
        ProblemCode::JunkBefore,
        ProblemCode::Entity,
        ProblemCode::ControlCharacter,
        ProblemCode::UndeclaredPrefix,
        ProblemCode::Tags,
        ProblemCode::TooDeep,
        ProblemCode::Identity,
    ];

    /// How bad it is. A new kind has its place in [`ProblemCode::ALL`] too, and its line in [`ProblemCode::about`].
    pub fn level(self) -> Level {
        match self {
            ProblemCode::Cut
            | ProblemCode::TooMany
            | ProblemCode::Parser
            | ProblemCode::Date
            | ProblemCode::Link => Level::Lost,
            ProblemCode::Encoding
            | ProblemCode::JunkBefore
            | ProblemCode::Entity
            | ProblemCode::ControlCharacter
            | ProblemCode::UndeclaredPrefix
            | ProblemCode::Tags
            | ProblemCode::TooDeep
            | ProblemCode::Identity => Level::Mended,
        }
    }

    /// What it is, in a few words, for the help.
    pub fn about(self, lang: Lang) -> &'static str {
        let (fr, en) = match self {
            ProblemCode::Cut => (
                "le document s’arrête trop tôt",
                "the document ends too early",
            ),
            ProblemCode::TooMany => (
                "plus d’articles qu’on n’en lit",
                "more entries than are read",
            ),
            ProblemCode::Parser => (
                "l’analyseur a échoué sur une partie du flux",
                "the parser failed on a part of the feed",
            ),
            ProblemCode::Date => ("une date illisible", "a date that cannot be read"),
            ProblemCode::Link => (
                "un lien qui n’est pas une adresse",
                "a link that is no address",
            ),
            ProblemCode::Encoding => (
                "le codage annoncé n’est pas le vrai",
                "the declared encoding is not the real one",
            ),
            ProblemCode::JunkBefore => (
                "quelque chose précède le document",
                "something stands before the document",
            ),
            ProblemCode::Entity => (
                "une esperluette nue ou une entité inconnue",
                "a bare ampersand or an unknown entity",
            ),
            ProblemCode::ControlCharacter => ("un caractère de contrôle", "a control character"),
            ProblemCode::UndeclaredPrefix => (
                "un préfixe que rien ne déclare",
                "a prefix that nothing declares",
            ),
            ProblemCode::Tags => (
                "un balisage fautif : balises, attributs, CDATA, commentaires",
                "faulty markup: tags, attributes, CDATA, comments",
            ),
            ProblemCode::TooDeep => (
                "des balises imbriquées trop profond",
                "tags that are nested too deep",
            ),
            ProblemCode::Identity => (
                "des articles que rien ne distingue",
                "entries that nothing tells apart",
            ),
        };
        lang.pick(fr, en)
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something of the feed is not shown to its readers.
    Lost,
    /// It was read as it was meant; other readers may fail on it.
    Mended,
    /// All is read; it could be better.
    Hint,
}

/// A sentence with its detail in quotes where `%%` stands; nothing there where the detail is empty.
pub(super) fn with_detail(sentence: &str, detail: &str, lang: Lang) -> String {
    let detail = match detail.is_empty() {
        true => String::new(),
        false => lang.pick(format!(" (« {detail} »)"), format!(" (“{detail}”)")),
    };
    sentence.replace("%%", &detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once_and_speaks_both_languages() {
        for code in ProblemCode::ALL {
            let same = |other: &&ProblemCode| other.as_str() == code.as_str();
            assert_eq!(ProblemCode::ALL.iter().filter(same).count(), 1, "{code:?}");
            assert_ne!(code.about(Lang::Fr), code.about(Lang::En));
            assert!(!code.say("", Lang::Fr).contains("%%"));
        }
    }

    #[test]
    fn sentences_hold_the_detail_and_no_control_character() {
        let said = ProblemCode::Date.say("hi\u{1b}[31mer", Lang::Fr);
        assert_eq!(
            said,
            "une date est illisible (« hier ») ; écrivez-la selon la RFC 822 (RSS) ou la RFC 3339 (Atom, JSON)"
        );
        for (lang, number) in [
            (Lang::Fr, "100\u{202f}000 articles"),
            (Lang::En, "100,000 entries"),
        ] {
            let said = ProblemCode::TooMany.say("100000", lang);
            assert!(said.contains(number), "{said}");
        }
        let error = FeedError::NotAFeed {
            looks_like: "html".to_owned(),
        };
        assert!(
            error
                .say(Lang::Fr)
                .starts_with("c’est une page web, pas un flux")
        );
        assert!(error.to_string().starts_with("this is a web page"));
    }
}
