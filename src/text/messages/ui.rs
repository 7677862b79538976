//! What the screen says: labels, hints and counts here, what the status line tells in [`notice`].

mod notice;

pub use notice::{Deed, Notice};

use crate::text::number::{integer, plural};
use crate::text::{Lang, date};

/// Short words that stand on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The river.
    FrontPage,
    /// The panel's title.
    Feeds,
    /// All articles.
    Everything,
    /// Starred articles.
    Starred,
    /// Search results.
    Results,
    /// The help's title.
    Help,
    /// The palette's title.
    Palette,
    /// The first screen's title.
    Welcome,
    /// What to do on the first screen.
    WelcomeHint,
    /// The choice among several feeds.
    ChooseFeed,
    /// Keys of the choice.
    ChooseHint,
    /// Prompt of the search.
    SearchPrompt,
    /// Prompt of adding.
    AddPrompt,
    /// Prompt of a feed's title.
    TitlePrompt,
    /// Prompt of a feed's tags.
    TagsPrompt,
    /// Looking for the feed.
    Looking,
    /// An article without a title.
    Untitled,
    /// It was changed after it was first read.
    Edited,
    /// What is shown is the text of the article's page.
    FullText,
    /// The article comes.
    Loading,
    /// What can be typed while letters stand on the links.
    HintKeys,
    /// The article has no text.
    NoText,
    /// Nothing unread.
    AllRead,
    /// Nothing found.
    NothingFound,
    /// Nothing starred.
    NothingStarred,
    /// No articles yet.
    NothingYet,
    /// The terminal is too small.
    TooSmall,
    /// A range is being selected.
    Selecting,
    /// Sorted by date, oldest first.
    SortOldest,
    /// Sorted by feed.
    SortFeed,
    /// Sorted by title.
    SortTitle,
    /// Where help searches.
    HelpHint,
    /// The mouse, in the help.
    MouseHelp,
}

impl Label {
    /// The words.
    pub fn text(self, lang: Lang) -> &'static str {
        let (fr, en) = match self {
            Label::FrontPage => ("À la une", "Front page"),
            Label::Feeds => ("Flux", "Feeds"),
            Label::Everything => ("Tout", "All"),
            Label::Starred => ("Favoris", "Starred"),
            Label::Results => ("Recherche", "Search"),
            Label::Help => ("Aide", "Help"),
            Label::Palette => ("Commandes", "Commands"),
            Label::Welcome => (
                "Bienvenue. Que voulez-vous lire\u{202f}?",
                "Welcome. What would you like to read?",
            ),
            Label::WelcomeHint => (
                "Espace cocher · Entrée commencer · a une autre adresse · q quitter",
                "Space tick · Enter start · a another address · q quit",
            ),
            Label::ChooseFeed => (
                "Ce site propose plusieurs flux",
                "This site has several feeds",
            ),
            Label::ChooseHint => (
                "Entrée choisir · Espace cocher · Échap annuler",
                "Enter choose · Space tick · Esc cancel",
            ),
            Label::SearchPrompt => ("Chercher\u{a0}: ", "Search: "),
            Label::AddPrompt => (
                "Adresse du flux ou du site\u{a0}: ",
                "Address of the feed or site: ",
            ),
            Label::TitlePrompt => ("Titre du flux\u{a0}: ", "Title of the feed: "),
            Label::TagsPrompt => (
                "Étiquettes, séparées par des virgules\u{a0}: ",
                "Tags, separated by commas: ",
            ),
            Label::Looking => ("recherche du flux…", "looking for the feed…"),
            Label::Untitled => ("(sans titre)", "(untitled)"),
            Label::Edited => ("mis à jour", "updated"),
            Label::FullText => ("texte intégral", "full text"),
            Label::Loading => ("…", "…"),
            Label::HintKeys => (
                "lettre\u{a0}: ouvrir · capitale\u{a0}: copier · Échap\u{a0}: laisser",
                "letter: open · capital: copy · Esc: leave",
            ),
            Label::NoText => (
                "Le flux ne donne pas le texte de cet article. F va le chercher, o l’ouvre dans le navigateur.",
                "The feed does not give this article’s text. F fetches it, o opens it in the browser.",
            ),
            Label::AllRead => (
                "Tout est lu. v montre aussi les articles lus, R va voir s’il y a du nouveau.",
                "All read. v shows read articles too, R looks for news.",
            ),
            Label::NothingFound => ("Rien trouvé.", "Nothing found."),
            Label::NothingStarred => (
                "Aucun favori. s met une étoile à un article.",
                "Nothing starred. s stars an article.",
            ),
            Label::NothingYet => (
                "Aucun article pour l’instant. a ajoute un flux, R va chercher les nouvelles.",
                "No articles yet. a adds a feed, R fetches the news.",
            ),
            Label::TooSmall => ("Terminal trop petit", "Terminal too small"),
            Label::Selecting => ("sélection", "selection"),
            Label::SortOldest => ("les plus anciens d’abord", "oldest first"),
            Label::SortFeed => ("par flux", "by feed"),
            Label::SortTitle => ("par titre", "by title"),
            Label::HelpHint => ("/ chercher · Échap fermer", "/ search · Esc close"),
            Label::MouseHelp => (
                "Souris\u{a0}: clic choisir, molette défiler, glisser la séparation",
                "Mouse: click to select, wheel to scroll, drag the divider",
            ),
        };
        lang.pick(fr, en)
    }
}

/// The three keys at the right of the status line, by what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Help.
    Help,
    /// Search.
    Search,
    /// Add a feed.
    Add,
    /// Quit.
    Quit,
    /// Undo.
    Undo,
}

impl Hint {
    /// The word beside the key.
    pub fn text(self, lang: Lang) -> &'static str {
        let (fr, en) = match self {
            Hint::Help => ("aide", "help"),
            Hint::Search => ("chercher", "search"),
            Hint::Add => ("ajouter", "add"),
            Hint::Quit => ("quitter", "quit"),
            Hint::Undo => ("annuler", "undo"),
        };
        lang.pick(fr, en)
    }
}

/// `128 non lus`, `128 unread`.
pub fn unread(count: i64, lang: Lang) -> String {
    let number = integer(count, lang);
    match lang {
        Lang::Fr => format!("{number} {}", plural(count, lang, "non lu", "non lus")),
        Lang::En => format!("{number} unread"),
    }
}

/// `12 articles`.
pub fn articles(count: i64, lang: Lang) -> String {
    format!(
        "{} {}",
        integer(count, lang),
        plural(count, lang, "article", "articles")
    )
}

/// Minutes from which hours are said.
const HOURS_FROM: u32 = 91;

/// `3 min`; over an hour and a half `1 h 35`, as reading times are told in both languages.
pub fn minutes(count: u32) -> String {
    if count < HOURS_FROM {
        return format!("{count}\u{a0}min");
    }
    match (count / 60, count % 60) {
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, rest) => format!("{hours}\u{a0}h\u{a0}{rest:02}"),
    }
}

/// When a feed that failed is tried next: the clock time today, else the date.
pub fn next_try(
    next: date::UnixTime,
    now: date::UnixTime,
    zone: &jiff::tz::TimeZone,
    lang: Lang,
) -> String {
    if next.saturating_sub(now) < 12 * 3600 {
        date::clock(next, zone)
    } else {
        date::spoken(next, now, zone, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_readings_are_told_in_hours() {
        for (count, expected) in [
            (1, "1 min"),
            (90, "90 min"),
            (91, "1 h 31"),
            (120, "2 h"),
            (572, "9 h 32"),
        ] {
            assert_eq!(minutes(count).replace('\u{a0}', " "), expected);
        }
    }
}
