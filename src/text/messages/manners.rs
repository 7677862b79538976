//! What decided on a feed's next visit, and how that is told.

use super::Say;
use crate::text::{Lang, sanitise};

/// What decided on the moment of a feed's next visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The interval of the config.
    #[default]
    Interval,
    /// The lifetime of the last answer: `Cache-Control: max-age`, `Expires`.
    Lifetime,
    /// The feed's own wish: `ttl`, `sy:updatePeriod`.
    Wish,
    /// The hours or days the feed asks to be left alone: `skipHours`, `skipDays`.
    Skip,
    /// Failures in a row: each doubles the pause, up to a day.
    BackOff,
    /// It has failed for a month: one visit a week.
    Dead,
    /// The site asked for a rest: `Retry-After`, or 403, 429, 503.
    Rest,
    /// It moved away for good (410): no visit at all.
    Gone,
}

impl Why {
    /// All of them.
    pub const ALL: [Why; 8] = [
        Why::Interval,
        Why::Lifetime,
        Why::Wish,
        Why::Skip,
        Why::BackOff,
        Why::Dead,
        Why::Rest,
        Why::Gone,
    ];

    /// The stable word, as JSON and the database write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Interval => "interval",
            Why::Lifetime => "lifetime",
            Why::Wish => "wish",
            Why::Skip => "skip",
            Why::BackOff => "back-off",
            Why::Dead => "dead",
            Why::Rest => "rest",
            Why::Gone => "gone",
        }
    }

    /// The sentence of a stored word. A word of another version is better than nothing.
    pub fn told(word: &str, lang: Lang) -> String {
        match Why::from_word(word) {
            Some(why) => why.say(lang),
            None => sanitise::line(word),
        }
    }

    /// The one of this word; none for a word of another version.
    pub fn from_word(word: &str) -> Option<Why> {
        Why::ALL.into_iter().find(|why| why.as_str() == word)
    }
}

impl Say for Why {
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Why::Interval => (
                "c’est l’intervalle de la configuration (interval)",
                "this is the config’s interval",
            ),
            Why::Lifetime => (
                "le site dit sa réponse valable jusque-là (Cache-Control, Expires)",
                "the site calls its answer fresh until then (Cache-Control, Expires)",
            ),
            Why::Wish => (
                "le flux demande de ne pas revenir plus tôt (ttl, sy:updatePeriod)",
                "the feed asks not to be visited earlier (ttl, sy:updatePeriod)",
            ),
            Why::Skip => (
                "le flux demande à ne pas être visité avant (skipHours, skipDays)",
                "the feed asks to be left alone until then (skipHours, skipDays)",
            ),
            Why::BackOff => (
                "les essais s’espacent après chaque échec, jusqu’à un par jour",
                "visits get rarer after each failure, down to one a day",
            ),
            Why::Dead => (
                "ce flux échoue depuis plus d’un mois\u{a0}: un essai par semaine",
                "this feed has failed for more than a month: one visit a week",
            ),
            Why::Rest => (
                "le site a demandé qu’on le laisse au repos jusque-là",
                "the site asked to be left alone until then",
            ),
            Why::Gone => (
                "le site a retiré ce flux pour de bon (410)\u{a0}: il n’est plus visité",
                "the site took this feed away for good (410): it is visited no more",
            ),
        };
        match lang {
            Lang::Fr => fr.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_word_and_its_sentences() {
        for why in Why::ALL {
            assert_eq!(Why::from_word(why.as_str()), Some(why));
            assert_eq!(
                serde_json::to_value(why).unwrap(),
                serde_json::Value::from(why.as_str())
            );
            assert_ne!(why.say(Lang::Fr), why.say(Lang::En));
        }
        assert_eq!(Why::from_word("autre"), None);
        assert_eq!(Why::told("au\u{7}tre", Lang::Fr), "autre");
    }
}
