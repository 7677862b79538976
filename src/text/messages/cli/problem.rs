//! A problem inside a feed, as `check` names and says it.

use crate::text::messages::feed::ProblemCode;
use crate::text::{Lang, Say};

/// A problem with what exactly it is about (a tag, a date, a value; may be empty), as one clean line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedProblem {
    /// Its kind.
    pub code: ProblemCode,
    /// What exactly.
    pub detail: String,
}

impl FeedProblem {
    /// Its stable name, as JSON shows it.
    pub fn name(&self) -> &'static str {
        match self.code {
            ProblemCode::Encoding => "encoding",
            ProblemCode::JunkBefore => "junk-before",
            ProblemCode::Entity => "entity",
            ProblemCode::ControlCharacter => "control-character",
            ProblemCode::UndeclaredPrefix => "undeclared-prefix",
            ProblemCode::Tags => "tags",
            ProblemCode::Cut => "cut",
            ProblemCode::Date => "date",
            ProblemCode::Identity => "identity",
            ProblemCode::Link => "link",
            ProblemCode::Parser => "parser",
        }
    }

    fn words(&self, lang: Lang) -> &'static str {
        let (fr, en) = match self.code {
            ProblemCode::Encoding => (
                "l’encodage annoncé n’est pas le vrai",
                "the declared encoding is not the real one",
            ),
            ProblemCode::JunkBefore => (
                "du texte précède le document",
                "there is text before the document",
            ),
            ProblemCode::Entity => (
                "esperluette seule ou entité inconnue",
                "a bare ampersand or an unknown entity",
            ),
            ProblemCode::ControlCharacter => (
                "caractère de commande, interdit en XML",
                "a control character, which XML forbids",
            ),
            ProblemCode::UndeclaredPrefix => (
                "préfixe employé sans être déclaré",
                "a prefix is used without being declared",
            ),
            ProblemCode::Tags => (
                "balises mal fermées ou mal emboîtées",
                "tags are not closed or not nested well",
            ),
            ProblemCode::Cut => (
                "le document s’arrête avant sa fin",
                "the document ends too early",
            ),
            ProblemCode::Date => ("date illisible", "a date that cannot be read"),
            ProblemCode::Identity => (
                "articles sans identité propre",
                "articles without an identity of their own",
            ),
            ProblemCode::Link => ("lien inutilisable", "a link that leads nowhere"),
            ProblemCode::Parser => (
                "l’analyse stricte a échoué, le reste est lu sans elle",
                "the strict parser failed, the rest was read without it",
            ),
        };
        lang.pick(fr, en)
    }
}

impl Say for FeedProblem {
    fn say(&self, lang: Lang) -> String {
        let words = self.words(lang);
        match (self.detail.is_empty(), lang) {
            (true, _) => words.to_owned(),
            (false, Lang::Fr) => format!("{words}\u{a0}: {}", self.detail),
            (false, Lang::En) => format!("{words}: {}", self.detail),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_detail_follows_the_words() {
        let problem = FeedProblem {
            code: ProblemCode::Date,
            detail: "hier".to_owned(),
        };
        assert_eq!(problem.name(), "date");
        assert_eq!(problem.say(Lang::Fr), "date illisible\u{a0}: hier");
        let bare = FeedProblem {
            detail: String::new(),
            ..problem
        };
        assert_eq!(bare.say(Lang::En), "a date that cannot be read");
    }
}
