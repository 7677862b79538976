//! What help and the palette say of each action, in both languages side by side: the compiler asks for both. Data
//! alone; the names that the config uses are in [`super::action`].

use super::Action;
use super::action::ActionGroup;
use crate::text::Lang;

/// The words of one action: a short label and a sentence, each in French and in English.
struct Words {
    label: (&'static str, &'static str),
    help: (&'static str, &'static str),
}

fn words(action: Action) -> Words {
    let (label, help) = match action {
        Action::Down => (
            ("Descendre", "Down"),
            ("Va à la ligne suivante.", "Goes to the next line."),
        ),
        Action::Up => (
            ("Monter", "Up"),
            ("Va à la ligne précédente.", "Goes to the previous line."),
        ),
        Action::Top => (
            ("Début", "Top"),
            (
                "Va au début et montre les nouveaux articles annoncés.",
                "Goes to the top and shows the new articles that were announced.",
            ),
        ),
        Action::Bottom => (
            ("Fin", "Bottom"),
            ("Va à la dernière ligne.", "Goes to the last line."),
        ),
        Action::HalfPageDown => (
            ("Demi-page plus bas", "Half a page down"),
            ("Descend d’une demi-page.", "Moves down by half a page."),
        ),
        Action::HalfPageUp => (
            ("Demi-page plus haut", "Half a page up"),
            ("Monte d’une demi-page.", "Moves up by half a page."),
        ),
        Action::PageDown => (
            ("Page plus bas", "Page down"),
            ("Descend d’une page.", "Moves down by a page."),
        ),
        Action::PageUp => (
            ("Page plus haut", "Page up"),
            ("Monte d’une page.", "Moves up by a page."),
        ),
        Action::Open => (
            ("Ouvrir", "Open"),
            (
                "Ouvre l’article et le marque lu\u{202f}; dans le panneau, montre le flux ou le dossier.",
                "Opens the article and marks it read; in the panel, shows the feed or the folder.",
            ),
        ),
        Action::Back => (
            ("Revenir", "Back"),
            (
                "Revient d’un pas\u{a0}: de l’article à la liste, de la recherche à la vue d’avant.",
                "Goes one step back: from the article to the list, from a search to the view before.",
            ),
        ),
        Action::NextPane => (
            ("Volet suivant", "Next pane"),
            (
                "Passe au volet suivant\u{a0}: flux, liste, article.",
                "Goes to the next pane: feeds, list, article.",
            ),
        ),
        Action::PageArticle => (
            ("Page suivante de l’article", "Page through the article"),
            (
                "Avance d’une page dans l’article\u{202f}; à sa fin, passe au non-lu suivant.",
                "Pages down the article; at its end, goes to the next unread one.",
            ),
        ),
        Action::NextUnread => (
            ("Non-lu suivant", "Next unread"),
            (
                "Va à l’article non lu suivant.",
                "Goes to the next unread article.",
            ),
        ),
        Action::PreviousUnread => (
            ("Non-lu précédent", "Previous unread"),
            (
                "Va à l’article non lu précédent.",
                "Goes to the previous unread article.",
            ),
        ),
        Action::ToggleRead => (
            ("Marquer lu / non lu", "Mark read / unread"),
            (
                "Marque l’article lu, ou de nouveau non lu.",
                "Marks the article read, or unread again.",
            ),
        ),
        Action::MarkAllRead => (
            ("Tout marquer lu", "Mark all read"),
            (
                "Marque lus tous les articles de la liste.",
                "Marks every article of the list read.",
            ),
        ),
        Action::SelectRange => (
            ("Sélectionner une plage", "Select a range"),
            (
                "Commence une sélection, sur laquelle agit la touche suivante (m, s…).",
                "Starts a selection that the next key (m, s…) acts on.",
            ),
        ),
        Action::Star => (
            ("Mettre en favori", "Star"),
            (
                "Ajoute l’article aux favoris, ou l’en retire.",
                "Stars the article, or takes the star away.",
            ),
        ),
        Action::Undo => (
            ("Annuler", "Undo"),
            (
                "Annule le dernier geste, même d’hier.",
                "Takes the last gesture back, even yesterday’s.",
            ),
        ),
        Action::History => (
            ("Historique des gestes", "History of gestures"),
            (
                "Montre ce qui a été fait, le plus récent d’abord.",
                "Shows what was done, the latest first.",
            ),
        ),
        Action::AddFeed => (
            ("Ajouter un flux", "Add a feed"),
            (
                "Ajoute un flux par son adresse ou par celle de son site.",
                "Adds a feed by its address or by its site’s address.",
            ),
        ),
        Action::RemoveFeed => (
            ("Retirer le flux", "Remove the feed"),
            (
                "Retire le flux de vos abonnements\u{202f}; cela s’annule.",
                "Removes the feed from your subscriptions; it can be undone.",
            ),
        ),
        Action::EditFeed => (
            ("Renommer, étiqueter le flux", "Rename or tag the feed"),
            (
                "Change le titre et les étiquettes du flux.",
                "Changes the feed’s title and tags.",
            ),
        ),
        Action::Refresh => (
            ("Actualiser ce flux", "Refresh this feed"),
            (
                "Va chercher les nouveaux articles de ce flux.",
                "Fetches this feed’s new articles.",
            ),
        ),
        Action::RefreshAll => (
            ("Tout actualiser", "Refresh all"),
            (
                "Va chercher les nouveaux articles de tous les flux.",
                "Fetches the new articles of all feeds.",
            ),
        ),
        Action::Failures => (
            ("Flux en panne", "Failing feeds"),
            (
                "Montre les flux en panne, au repos ou disparus, et pourquoi.",
                "Shows the feeds that fail, rest or are gone, and why.",
            ),
        ),
        Action::OpenBrowser => (
            ("Ouvrir dans le navigateur", "Open in the browser"),
            (
                "Ouvre le lien de l’article dans le navigateur.",
                "Opens the article’s link in the browser.",
            ),
        ),
        Action::CopyLink => (
            ("Copier le lien", "Copy the link"),
            ("Copie le lien de l’article.", "Copies the article’s link."),
        ),
        Action::LinkHints => (
            ("Suivre un lien", "Follow a link"),
            (
                "Met des lettres sur les liens de l’article à l’écran\u{202f}; une lettre ouvre, une capitale copie.",
                "Puts letters on the article’s links on the screen; a letter opens one, a capital copies it.",
            ),
        ),
        Action::FullText => (
            ("Texte intégral", "Full text"),
            (
                "Va chercher le texte entier sur la page de l’article\u{202f}; ensuite, passe de ce texte à celui du flux.",
                "Fetches the whole text from the article’s page; then, switches between it and the feed’s.",
            ),
        ),
        Action::Why => (
            ("Pourquoi", "Why"),
            (
                "Dit pourquoi l’article est à sa place, et où en est son flux\u{a0}: réponse, prochaine visite.",
                "Says why the article has its place, and how its feed is: last answer, next visit.",
            ),
        ),
        Action::TogglePanel => (
            ("Panneau des flux", "Feed panel"),
            (
                "Montre le panneau des flux et y va, ou le ferme.",
                "Shows the feed panel and goes there, or closes it.",
            ),
        ),
        Action::Zen => (
            ("Plein écran", "Zen"),
            (
                "Montre l’article seul, ou rend l’écran entier.",
                "Shows the article alone, or the whole screen again.",
            ),
        ),
        Action::CycleFilter => (
            ("Non lus, favoris, tous", "Unread, starred, all"),
            (
                "Passe des non-lus aux favoris, puis à tous les articles.",
                "Goes from unread to starred, then to all articles.",
            ),
        ),
        Action::CycleSort => (
            ("Changer l’ordre", "Change the order"),
            (
                "Change l’ordre de la liste.",
                "Changes the order of the list.",
            ),
        ),
        Action::Search => (
            ("Chercher", "Search"),
            (
                "Cherche dans tous les articles, à mesure que vous tapez.",
                "Searches all articles as you type.",
            ),
        ),
        Action::Palette => (
            ("Palette de commandes", "Command palette"),
            (
                "Montre toutes les actions par leur nom.",
                "Shows every action by its name.",
            ),
        ),
        Action::Help => (
            ("Aide", "Help"),
            (
                "Montre les touches et ce qu’elles font.",
                "Shows the keys and what they do.",
            ),
        ),
        Action::Redraw => (
            ("Redessiner l’écran", "Redraw the screen"),
            ("Redessine tout l’écran.", "Draws the whole screen anew."),
        ),
        Action::Suspend => (
            ("Suspendre", "Suspend"),
            (
                "Rend la main au terminal\u{202f}; `fg` ramène le lecteur.",
                "Gives the terminal back; `fg` brings the reader back.",
            ),
        ),
        Action::Quit => (
            ("Quitter", "Quit"),
            (
                "Ferme ce qui est par-dessus, sinon quitte le lecteur.",
                "Closes what lies on top, else leaves the reader.",
            ),
        ),
    };
    Words { label, help }
}

impl Action {
    /// Its short name for the palette and the status line: `Marquer lu / non lu`.
    pub fn label(self, lang: Lang) -> &'static str {
        let (fr, en) = words(self).label;
        lang.pick(fr, en)
    }

    /// What it does, in one sentence, for help.
    pub fn help(self, lang: Lang) -> &'static str {
        let (fr, en) = words(self).help;
        lang.pick(fr, en)
    }
}

impl ActionGroup {
    /// The heading of this section of help.
    pub fn label(self, lang: Lang) -> &'static str {
        let (fr, en) = match self {
            ActionGroup::Move => ("Se déplacer", "Moving"),
            ActionGroup::Read => ("Lire et marquer", "Reading and marking"),
            ActionGroup::Feeds => ("Flux", "Feeds"),
            ActionGroup::View => ("Affichage et recherche", "View and search"),
            ActionGroup::Application => ("Lecteur", "The reader"),
        };
        lang.pick(fr, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_action_is_told_apart_in_both_languages() {
        for lang in [Lang::Fr, Lang::En] {
            let labels: HashSet<_> = Action::ALL.iter().map(|a| a.label(lang)).collect();
            let helps: HashSet<_> = Action::ALL.iter().map(|a| a.help(lang)).collect();
            assert_eq!(labels.len(), Action::ALL.len());
            assert_eq!(helps.len(), Action::ALL.len());
            for help in helps {
                assert!(help.ends_with('.'), "{help}");
            }
        }
    }

    #[test]
    fn french_punctuation_is_spaced_and_apostrophes_are_curly() {
        for action in Action::ALL {
            for text in [action.label(Lang::Fr), action.help(Lang::Fr)] {
                assert!(!text.contains('\''), "{text}");
                for mark in [" ;", " :", " !", " ?"] {
                    assert!(!text.contains(mark), "plain space before a mark: {text}");
                }
            }
        }
    }
}
