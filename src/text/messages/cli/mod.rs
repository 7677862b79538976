//! What the command line says: answers, reproaches about arguments, and (in [`help`]) its help. Addresses and other
//! texts from outside come in masked and as one clean line.

mod deed;
pub mod help;
mod usage;

pub use deed::Deed;
pub use usage::{SeeHelp, Usage};

use super::Say;
use super::fetch::causes::cause;
use crate::text::Lang;
use crate::text::number::{integer, plural};

/// What the command line tells or complains of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The screen was asked for and standard input or output is no terminal.
    NoTerminal,
    /// The screen was asked for and `TERM` is `dumb`.
    DumbTerminal,
    /// Standard output or another stream of ours failed: the system's reason.
    Output { reason: String },
    /// Standard input or a file cannot be read: what, and the system's reason.
    Input { name: String, reason: String },
    /// A file or standard input holds neither a page nor a text.
    NotText { name: String },
    /// The threads for the net could not be started: the system's reason.
    Runtime { reason: String },
    /// The demo could not be set up: the system's reason.
    Demo { reason: String },
    /// The terminal failed while the screen was shown.
    Terminal { reason: String },
    /// No feed is subscribed to.
    NoFeeds,
    /// The titles nearest to a FEED that names none.
    Nearest { titles: Vec<String> },
    /// A sentence about something: a feed that failed, an address that could not be added.
    About { what: String, sentence: String },
    /// A site that wants to be left alone for now, or cannot help it: its answer's status, and the moment of the next
    /// visit as a clock shows it.
    TriedAgain { status: u16, when: String },
    /// What came of a refresh.
    Refreshed {
        feeds: usize,
        new: usize,
        updated: usize,
        skipped: usize,
        failed: usize,
    },
    /// A feed's visit, for `-v`: status in English, new articles.
    Visited { status: &'static str, new: usize },
    /// A feed's address was changed for the one it moved to.
    Moved { to: String },
    /// A feed was added with so many articles.
    Added { title: String, articles: usize },
    /// The feed was there already.
    AlreadyThere { title: String },
    /// A page announces several feeds; this one (from 1) is taken, if any.
    Several {
        page: String,
        feeds: usize,
        taken: Option<usize>,
    },
    /// One of the feeds a page announces, by its number; `kind` is *RSS*, *Atom* or *JSON* where it is known.
    Listed {
        number: usize,
        title: String,
        url: String,
        kind: Option<&'static str>,
    },
    /// The feed that was to be taken is none, for this reason: the next one is tried, or the usual addresses.
    NotTaken {
        number: usize,
        sentence: String,
        another: bool,
    },
    /// Addresses that were asked for a feed besides the one given, and are none.
    Tried { addresses: Vec<String> },
    /// `--pick` names none of the feeds found.
    NoSuchPick { pick: usize, feeds: usize },
    /// A feed was removed.
    Removed { title: String },
    /// Articles were marked.
    Done(Deed),
    /// Nothing had to be marked.
    NothingToMark,
    /// A gesture was taken back.
    Undone(Deed),
    /// There is nothing to take back.
    NothingToUndo,
    /// The answer that an address gave instead of a page, as its status.
    NoPage { status: u16 },
    /// No article was found in the page that was given.
    NoArticle,
    /// What was given holds no text: nothing is printed.
    NoText,
    /// No article has that number, as it was typed.
    NoSuchArticle { typed: String },
    /// The page says that the rest of the article is for subscribers.
    Walled,
    /// A sentence by itself, of another room.
    Sentence(String),
}

impl Say for Notice {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }
}

impl Notice {
    fn french(&self) -> String {
        let of = |n: usize, one, many| counted(n, Lang::Fr, one, many);
        match self {
            Notice::NoTerminal => {
                "L’écran a besoin d’un terminal, en entrée comme en sortie. Dans un tube ou un \
                 script, prenez «\u{a0}manchette list\u{a0}» ou «\u{a0}manchette --help\u{a0}»."
                    .to_owned()
            }
            Notice::DumbTerminal => {
                "Ce terminal ne sait pas placer le curseur (TERM=dumb)\u{a0}: l’écran ne peut \
                 s’y ouvrir. Prenez «\u{a0}manchette list\u{a0}» et «\u{a0}manchette read\u{a0}»."
                    .to_owned()
            }
            Notice::Output { reason } => {
                let reason = cause(reason, Lang::Fr);
                format!("La sortie standard ne peut être écrite\u{a0}: {reason}.")
            }
            Notice::Input { name, reason } => {
                let (name, reason) = (quoted_fr(name), cause(reason, Lang::Fr));
                format!("{name} ne peut être lu\u{a0}: {reason}. Vérifiez le nom et les droits.")
            }
            Notice::NotText { name } => {
                let name = quoted_fr(name);
                format!("{name} n’est ni une page ni un texte. Ouvrez-le avec un autre programme.")
            }
            Notice::Runtime { reason } => format!("Le réseau n’a pu être préparé\u{a0}: {reason}."),
            Notice::Terminal { reason } => {
                format!(
                    "Le terminal ne répond plus\u{a0}: {reason}. Rien n’est perdu\u{202f}; relancez le lecteur."
                )
            }
            Notice::Demo { reason } => format!(
                "La démonstration n’a pu être préparée\u{a0}: {reason}. Elle a besoin d’un dossier temporaire et de \
                 ports libres sur cette machine."
            ),
            Notice::NoFeeds => {
                "Aucun abonnement. Ajoutez un flux avec «\u{a0}manchette add ADRESSE\u{a0}»."
                    .to_owned()
            }
            Notice::Nearest { titles } => {
                let titles: Vec<String> = titles.iter().map(|title| quoted_fr(title)).collect();
                format!("Les plus proches\u{a0}: {}.", titles.join(", "))
            }
            Notice::About { what, sentence } => format!("{what}\u{a0}: {sentence}"),
            Notice::TriedAgain { status, when } => format!("{status}, nouvel essai à {when}"),
            Notice::Refreshed {
                feeds,
                new,
                updated,
                skipped,
                failed,
            } => {
                let mut parts = vec![of(*new, "nouvel article", "nouveaux articles")];
                if *updated > 0 {
                    parts.push(of(*updated, "mis à jour", "mis à jour"));
                }
                if *skipped > 0 {
                    parts.push(of(*skipped, "flux laissé en paix", "flux laissés en paix"));
                }
                if *failed > 0 {
                    parts.push(of(*failed, "échec", "échecs"));
                }
                format!(
                    "{}\u{a0}: {}.",
                    of(*feeds, "flux", "flux"),
                    parts.join(", ")
                )
            }
            Notice::Visited { status, new } => {
                format!("{status}, {}", of(*new, "nouveau", "nouveaux"))
            }
            Notice::Moved { to } => {
                format!("ce flux a déménagé, son adresse est maintenant {to}")
            }
            Notice::Added { title, articles } => {
                format!(
                    "Ajouté\u{a0}: {title} ({}).",
                    of(*articles, "article", "articles")
                )
            }
            Notice::AlreadyThere { title } => format!("Déjà parmi vos abonnements\u{a0}: {title}."),
            Notice::Several { page, feeds, taken } => {
                let count = of(*feeds, "flux", "flux");
                match taken {
                    Some(taken) => format!(
                        "{page} annonce {count}. Le nº\u{a0}{taken} est ajouté\u{202f}; «\u{a0}--pick N\u{a0}» en \
                         ajoute un autre."
                    ),
                    None => format!("{page} annonce {count}."),
                }
            }
            Notice::Listed {
                number,
                title,
                url,
                kind,
            } => listed(*number, title, "sans titre", url, *kind),
            Notice::NotTaken {
                number,
                sentence,
                another,
            } => {
                let next = match another {
                    true => " Le suivant est essayé.",
                    false => "",
                };
                format!("Le nº\u{a0}{number} ne convient pas. {sentence}{next}")
            }
            Notice::Tried { addresses } => {
                format!("Essayé aussi, sans succès\u{a0}: {}.", addresses.join(", "))
            }
            Notice::NoSuchPick { pick, feeds: 1 } => {
                format!(
                    "Pas de nº\u{a0}{pick}\u{a0}: il n’y a là qu’un flux. Ajoutez-le sans «\u{a0}--pick\u{a0}»."
                )
            }
            Notice::NoSuchPick { pick, feeds } => format!(
                "Pas de nº\u{a0}{pick}\u{a0}: la page annonce {}. Choisissez de 1 à {feeds}.",
                of(*feeds, "flux", "flux")
            ),
            Notice::Removed { title } => {
                format!(
                    "Retiré\u{a0}: {title}. «\u{a0}manchette undo\u{a0}» le rend avec ses articles."
                )
            }
            Notice::Done(deed) => format!(
                "{}. «\u{a0}manchette undo\u{a0}» revient en arrière.",
                deed.french()
            ),
            Notice::NothingToMark => "Rien à changer\u{a0}: tout est déjà ainsi.".to_owned(),
            Notice::Undone(deed) => format!("Annulé\u{a0}: {}.", deed.french()),
            Notice::NothingToUndo => "Rien à annuler.".to_owned(),
            Notice::NoArticle => {
                "Aucun article trouvé dans cette page\u{202f}; sans --full elle est donnée en entier.".to_owned()
            }
            Notice::NoText => "Il n’y a pas de texte à lire ici. Une page faite par un script n’en a que dans un \
                 navigateur."
                .to_owned(),
            Notice::NoSuchArticle { typed } => format!(
                "Aucun article n’a le numéro {typed}. La commande «\u{a0}manchette list --json\u{a0}» donne les numéros."
            ),
            Notice::Walled => {
                "La page dit que la suite est réservée aux abonnés.".to_owned()
            }
            Notice::Sentence(sentence) => sentence.clone(),
            Notice::NoPage { status } => {
                format!(
                    "L’adresse a répondu {status} au lieu d’une page. Vérifiez-la dans un navigateur."
                )
            }
        }
    }

    fn english(&self) -> String {
        let of = |n: usize, one, many| counted(n, Lang::En, one, many);
        match self {
            Notice::NoTerminal => {
                "The screen needs a terminal, for input and for output. In a pipe or a script, use \
                 “manchette list” or see “manchette --help”."
                    .to_owned()
            }
            Notice::DumbTerminal => {
                "This terminal cannot place its cursor (TERM=dumb), so the screen cannot open. \
                 Use “manchette list” and “manchette read”."
                    .to_owned()
            }
            Notice::Output { reason } => {
                let reason = cause(reason, Lang::En);
                format!("Standard output cannot be written: {reason}.")
            }
            Notice::Input { name, reason } => {
                let reason = cause(reason, Lang::En);
                format!("“{name}” cannot be read: {reason}. Check the name and its permissions.")
            }
            Notice::NotText { name } => {
                format!("“{name}” is neither a page nor a text. Open it with another program.")
            }
            Notice::Runtime { reason } => format!("The network could not be made ready: {reason}."),
            Notice::Terminal { reason } => {
                format!("The terminal failed: {reason}. Nothing is lost; start the reader again.")
            }
            Notice::Demo { reason } => format!(
                "The demo could not be set up: {reason}. It needs a temporary directory and free ports on this machine."
            ),
            Notice::NoFeeds => {
                "No subscriptions. Add a feed with “manchette add ADDRESS”.".to_owned()
            }
            Notice::Nearest { titles } => {
                let titles: Vec<String> = titles.iter().map(|title| format!("“{title}”")).collect();
                format!("The nearest: {}.", titles.join(", "))
            }
            Notice::About { what, sentence } => format!("{what}: {sentence}"),
            Notice::TriedAgain { status, when } => format!("{status}, next try at {when}"),
            Notice::Refreshed {
                feeds,
                new,
                updated,
                skipped,
                failed,
            } => {
                let mut parts = vec![of(*new, "new article", "new articles")];
                if *updated > 0 {
                    parts.push(of(*updated, "updated", "updated"));
                }
                if *skipped > 0 {
                    parts.push(of(*skipped, "feed left in peace", "feeds left in peace"));
                }
                if *failed > 0 {
                    parts.push(of(*failed, "failure", "failures"));
                }
                format!("{}: {}.", of(*feeds, "feed", "feeds"), parts.join(", "))
            }
            Notice::Visited { status, new } => format!("{status}, {}", of(*new, "new", "new")),
            Notice::Moved { to } => format!("this feed moved, its address is now {to}"),
            Notice::Added { title, articles } => {
                format!("Added: {title} ({}).", of(*articles, "article", "articles"))
            }
            Notice::AlreadyThere { title } => format!("Already subscribed: {title}."),
            Notice::Several { page, feeds, taken } => {
                let count = of(*feeds, "feed", "feeds");
                match taken {
                    Some(taken) => format!(
                        "{page} announces {count}. Number {taken} is added; “--pick N” adds another."
                    ),
                    None => format!("{page} announces {count}."),
                }
            }
            Notice::Listed {
                number,
                title,
                url,
                kind,
            } => listed(*number, title, "untitled", url, *kind),
            Notice::NotTaken {
                number,
                sentence,
                another,
            } => {
                let next = match another {
                    true => " The next one is tried.",
                    false => "",
                };
                format!("Number {number} will not do. {sentence}{next}")
            }
            Notice::Tried { addresses } => {
                format!("Also tried, without success: {}.", addresses.join(", "))
            }
            Notice::NoSuchPick { pick, feeds: 1 } => {
                format!("No number {pick}: there is one feed only. Add it without “--pick”.")
            }
            Notice::NoSuchPick { pick, feeds } => format!(
                "No number {pick}: the page announces {}. Choose from 1 to {feeds}.",
                of(*feeds, "feed", "feeds")
            ),
            Notice::Removed { title } => {
                format!("Removed: {title}. “manchette undo” brings it back with its articles.")
            }
            Notice::Done(deed) => format!("{}. “manchette undo” takes it back.", deed.english()),
            Notice::NothingToMark => "Nothing to change: all is so already.".to_owned(),
            Notice::Undone(deed) => format!("Undone: {}.", deed.english()),
            Notice::NothingToUndo => "Nothing to undo.".to_owned(),
            Notice::NoArticle => {
                "No article was found in this page; without --full all of it is given.".to_owned()
            }
            Notice::NoText => {
                "There is no text to read here. A page that a script makes has one in a browser only.".to_owned()
            }
            Notice::NoSuchArticle { typed } => {
                format!("No article has the number {typed}. “manchette list --json” lists the numbers.")
            }
            Notice::Walled => "The page says that the rest is for subscribers.".to_owned(),
            Notice::Sentence(sentence) => sentence.clone(),
            Notice::NoPage { status } => {
                format!("The address answered {status} instead of a page. Check it in a browser.")
            }
        }
    }
}

/// The heads of the columns that `feeds` prints on a terminal: number, unread, all, last visit, title, address.
pub fn feed_columns(lang: Lang) -> [&'static str; 6] {
    lang.pick(
        ["Nº", "Non lus", "Tous", "Visite", "Titre", "Adresse"],
        ["No.", "Unread", "All", "Visit", "Title", "Address"],
    )
}

/// `1. Octet Libre · RSS · https://octet-libre.test/flux`.
fn listed(number: usize, title: &str, untitled: &str, url: &str, kind: Option<&str>) -> String {
    let title = match title.is_empty() {
        true => format!("({untitled})"),
        false => title.to_owned(),
    };
    let parts: Vec<&str> = [Some(title.as_str()), kind, Some(url)]
        .into_iter()
        .flatten()
        .collect();
    format!("{number}. {}", parts.join(" · "))
}

fn counted(n: usize, lang: Lang, one: &str, many: &str) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    format!("{} {}", integer(n, lang), plural(n, lang, one, many))
}

fn quoted_fr(text: &str) -> String {
    format!("«\u{a0}{text}\u{a0}»")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        let done = |deed: Deed| {
            (
                Notice::Undone(deed.clone()).say(Lang::Fr),
                Notice::Undone(deed).say(Lang::En),
            )
        };
        assert_eq!(
            done(Deed::Read(1)),
            (
                "Annulé\u{a0}: 1 article marqué comme lu.".to_owned(),
                "Undone: 1 article marked read.".to_owned()
            )
        );
        assert_eq!(
            done(Deed::Tag(2, "à voir".to_owned())),
            (
                "Annulé\u{a0}: 2 articles étiquetés «\u{a0}à voir\u{a0}».".to_owned(),
                "Undone: 2 articles tagged “à voir”.".to_owned()
            )
        );
    }

    #[test]
    fn a_refresh_tells_only_what_happened() {
        let calm = Notice::Refreshed {
            feeds: 17,
            new: 0,
            updated: 0,
            skipped: 0,
            failed: 0,
        };
        assert_eq!(calm.say(Lang::Fr), "17 flux\u{a0}: 0 nouvel article.");
        assert_eq!(calm.say(Lang::En), "17 feeds: 0 new articles.");
        let busy = Notice::Refreshed {
            feeds: 17,
            new: 12,
            updated: 2,
            skipped: 1,
            failed: 1,
        };
        assert_eq!(
            busy.say(Lang::Fr),
            "17 flux\u{a0}: 12 nouveaux articles, 2 mis à jour, 1 flux laissé en paix, 1 échec."
        );
    }

    #[test]
    fn a_failure_and_its_next_try_are_one_line() {
        let line = Notice::About {
            what: "Le Câble".to_owned(),
            sentence: Notice::TriedAgain {
                status: 503,
                when: "14:30".to_owned(),
            }
            .say(Lang::Fr),
        };
        assert_eq!(
            line.say(Lang::Fr),
            "Le Câble\u{a0}: 503, nouvel essai à 14:30"
        );
    }
}
