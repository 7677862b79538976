//! What the sheets say (`!`, the failing feeds, the history): titles and keys, an article's place, gestures. A feed's
//! visits are told in [`super::visits`]. Moments and titles come in as they are to be shown.

use super::Say;
use super::ui::Deed;
use crate::text::Lang;
use crate::text::number::{integer, plural};

/// Titles of sheets, and what stands before a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Title of `!`.
    Why,
    /// Title of the failing feeds.
    Failures,
    /// Title of the history.
    History,
    /// The date the feed sent.
    Sent,
    /// The date the article is sorted by.
    Kept,
    /// Whether it was changed.
    Changed,
    /// Which text is read.
    Text,
}

impl Say for Label {
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Label::Why => ("Pourquoi", "Why"),
            Label::Failures => ("Flux en panne", "Failing feeds"),
            Label::History => ("Historique", "History"),
            Label::Sent => ("date envoyée", "date sent"),
            Label::Kept => ("date retenue", "date kept"),
            Label::Changed => ("mise à jour", "update"),
            Label::Text => ("texte", "text"),
        };
        lang.pick(fr, en).to_owned()
    }
}

/// A sentence or a value of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The feed sent no date.
    NoDate,
    /// Sorted by the date that was sent.
    ByItsDate { when: String },
    /// Without a date: sorted by when it came.
    ByComing { when: String },
    /// The date sent is later than its coming: sorted by that.
    NotLaterThanComing { when: String },
    /// Its text or title changed after it came; the date sent for that, where there is one.
    Changed { when: Option<String> },
    /// It is as it came.
    AsItCame,
    /// The feed's text; that of the page is not here.
    FeedText,
    /// The feed's text, though that of the page is here.
    FeedTextChosen,
    /// The text of its page.
    PageText,
    /// The feed is not among the subscriptions any more, or not read yet.
    NoSuchFeed,
    /// No feed fails: so many are well.
    AllWell { feeds: usize },
    /// Nothing was done yet.
    NothingDone,
    /// How a feed is.
    State(State),
}

/// How a feed that is not well is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its last visit failed.
    Failing,
    /// It is left alone for a while.
    Resting,
    /// It is visited no more.
    Gone,
}

impl Say for Line {
    fn say(&self, lang: Lang) -> String {
        let pick = |fr: &str, en: &str| lang.pick(fr, en).to_owned();
        match self {
            Line::NoDate => pick("aucune", "none"),
            Line::ByItsDate { when } => lang.pick(
                format!("{when}\u{202f}; c’est celle qui le range"),
                format!("{when}; it is what it is sorted by"),
            ),
            Line::ByComing { when } => lang.pick(
                format!("{when}\u{202f}; sans date envoyée, il est rangé à son arrivée"),
                format!("{when}; without a date sent, it is sorted by when it came"),
            ),
            Line::NotLaterThanComing { when } => lang.pick(
                format!(
                    "{when}\u{202f}; la date envoyée est plus tardive que son arrivée, qui le range"
                ),
                format!("{when}; the date sent is later than its coming, which it is sorted by"),
            ),
            Line::Changed { when: Some(when) } => lang.pick(
                format!("son texte ou son titre a changé depuis son arrivée ({when})"),
                format!("its text or title changed after it came ({when})"),
            ),
            Line::Changed { when: None } => pick(
                "son texte ou son titre a changé depuis son arrivée",
                "its text or title changed after it came",
            ),
            Line::AsItCame => pick("aucune depuis son arrivée", "none since it came"),
            Line::FeedText => pick("celui du flux", "the feed’s"),
            Line::FeedTextChosen => pick(
                "celui du flux\u{202f}; celui de la page est gardé aussi",
                "the feed’s; the page’s is kept too",
            ),
            Line::PageText => pick(
                "texte intégral, venu de la page",
                "full text, from the page",
            ),
            Line::NoSuchFeed => pick(
                "Ce flux n’est pas dans vos abonnements.",
                "This feed is not among your subscriptions.",
            ),
            Line::AllWell { feeds } => {
                let count = i64::try_from(*feeds).unwrap_or(i64::MAX);
                let number = integer(count, lang);
                match lang {
                    Lang::Fr => format!("Aucun\u{a0}: {number} flux sans souci."),
                    Lang::En => {
                        let noun = plural(count, lang, "feed", "feeds");
                        format!("None: {number} {noun} without trouble.")
                    }
                }
            }
            Line::NothingDone => pick("Rien encore.", "Nothing yet."),
            Line::State(State::Failing) => pick("en panne", "failing"),
            Line::State(State::Resting) => pick("au repos", "at rest"),
            Line::State(State::Gone) => pick("disparu", "gone"),
        }
    }
}

/// What a key of a sheet does, told at its foot behind the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foot {
    /// Close it.
    Close,
    /// Scroll.
    Scroll,
    /// Show the feed under the cursor.
    Why,
    /// Visit the feed.
    Refresh,
    /// Take back the last gesture.
    Undo,
}

impl Say for Foot {
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Foot::Close => ("fermer", "close"),
            Foot::Scroll => ("défiler", "scroll"),
            Foot::Why => ("pourquoi", "why"),
            Foot::Refresh => ("actualiser", "refresh"),
            Foot::Undo => ("annuler le dernier", "undo the last"),
        };
        lang.pick(fr, en).to_owned()
    }
}

/// What a gesture was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// A mark on articles; the tag where it is one.
    Marked {
        deed: Deed,
        count: usize,
        tag: Option<String>,
    },
    /// Feeds were added: the titles of the first, and how many more.
    Added { titles: Vec<String>, more: usize },
    /// A feed was removed.
    Removed { title: String },
    /// A feed was renamed or tagged.
    Edited { title: String },
}

impl Say for Done {
    fn say(&self, lang: Lang) -> String {
        let colon = lang.pick("\u{a0}: ", ": ");
        match self {
            Done::Marked { deed, count, tag } => {
                let articles = deed.of_articles(*count, lang);
                match tag {
                    Some(tag) => format!("{articles}{colon}{tag}"),
                    None => articles,
                }
            }
            Done::Added { titles, more } => {
                let all = titles.len().saturating_add(*more);
                let (one, many) = lang.pick(
                    ("flux ajouté", "flux ajoutés"),
                    ("feed added", "feeds added"),
                );
                let noun = if all > 1 { many } else { one };
                let more = match more {
                    0 => String::new(),
                    more => format!(" +{more}"),
                };
                format!("{noun}{colon}{}{more}", titles.join(", "))
            }
            Done::Removed { title } => {
                format!("{}{colon}{title}", lang.pick("flux retiré", "feed removed"))
            }
            Done::Edited { title } => {
                let noun = lang.pick("flux renommé ou étiqueté", "feed renamed or tagged");
                format!("{noun}{colon}{title}")
            }
        }
    }
}

/// A gesture that was taken back is told so.
pub fn undone(gesture: &str, lang: Lang) -> String {
    format!("{gesture} ({})", lang.pick("annulé", "undone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gestures_are_told_in_both_languages() {
        let feeds = |titles: &[&str], more| Done::Added {
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
            more,
        };
        for (done, fr, en) in [
            (
                Done::Marked {
                    deed: Deed::Read,
                    count: 12,
                    tag: None,
                },
                "12 articles lus",
                "12 articles read",
            ),
            (
                Done::Marked {
                    deed: Deed::Tagged,
                    count: 1,
                    tag: Some("veille".to_owned()),
                },
                "1 article étiqueté : veille",
                "1 article tagged: veille",
            ),
            (
                feeds(&["Noyau"], 0),
                "flux ajouté : Noyau",
                "feed added: Noyau",
            ),
            (
                feeds(&["Noyau", "Vigie"], 3),
                "flux ajoutés : Noyau, Vigie +3",
                "feeds added: Noyau, Vigie +3",
            ),
        ] {
            assert_eq!(done.say(Lang::Fr).replace('\u{a0}', " "), fr);
            assert_eq!(done.say(Lang::En), en);
        }
        assert_eq!(undone("flux retiré", Lang::Fr), "flux retiré (annulé)");
    }
}
