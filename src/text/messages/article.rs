//! What stands in an article's text for what a terminal does not show.

use super::Say;
use crate::text::Lang;

/// A stand-in for a picture or a medium, with its title or alternative text (empty where it has none).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandIn<'a> {
    /// A picture.
    Image(&'a str),
    /// A film.
    Video(&'a str),
    /// A recording.
    Audio(&'a str),
    /// Another page shown inside this one.
    Frame(&'a str),
}

impl Say for StandIn<'_> {
    fn say(&self, lang: Lang) -> String {
        let (name, title) = match self {
            StandIn::Image(alt) => ("image", alt),
            StandIn::Video(title) => (lang.pick("vidéo", "video"), title),
            StandIn::Audio(title) => ("audio", title),
            StandIn::Frame(title) => (lang.pick("contenu intégré", "embedded content"), title),
        };
        let colon = lang.pick(" : ", ": ");
        match (self, title.is_empty()) {
            (StandIn::Image(_), true) => format!("[{name}]"),
            (StandIn::Image(_), false) => format!("[{name}{colon}{title}]"),
            (_, true) => name.to_owned(),
            (_, false) => format!("{name}{colon}{title}"),
        }
    }
}

/// The last words of an article whose HTML is longer than what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOff;

impl Say for CutOff {
    fn say(&self, lang: Lang) -> String {
        let text = lang.pick(
            "[…] texte coupé\u{a0}: plus de 10\u{a0}Mo",
            "[…] text cut: more than 10 MB",
        );
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_said_in_both_languages() {
        let cases = [
            (StandIn::Image(""), "[image]", "[image]"),
            (
                StandIn::Image("Un chat"),
                "[image : Un chat]",
                "[image: Un chat]",
            ),
            (StandIn::Video("Essai"), "vidéo : Essai", "video: Essai"),
            (StandIn::Audio(""), "audio", "audio"),
            (
                StandIn::Frame("Carte"),
                "contenu intégré : Carte",
                "embedded content: Carte",
            ),
        ];
        for (what, fr, en) in cases {
            assert_eq!(what.say(Lang::Fr), fr);
            assert_eq!(what.say(Lang::En), en);
        }
    }
}
