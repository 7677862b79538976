//! What the status line tells.

use std::borrow::Cow;

use crate::text::messages::{Say, full_text};
use crate::text::number::{integer, plural};
use crate::text::{Lang, width};

/// What was done to articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Marked read.
    Read,
    /// Marked unread.
    Unread,
    /// Starred.
    Starred,
    /// No longer starred.
    Unstarred,
    /// Tagged.
    Tagged,
    /// No longer tagged.
    Untagged,
}

impl Deed {
    /// So many articles and what was done to them: `12 articles lus`.
    pub fn of_articles(self, count: usize, lang: Lang) -> String {
        match lang {
            Lang::Fr => articles_fr(count, deed_fr(self, count)),
            Lang::En => articles_en(count, deed_en(self)),
        }
    }
}

/// What the status line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Articles were marked.
    Marked { deed: Deed, count: usize },
    /// A mark was taken back.
    MarkUndone { deed: Deed, count: usize },
    /// A feed's removal was taken back.
    RemovalUndone { title: String },
    /// Adding feeds was taken back.
    AddingUndone { count: usize },
    /// A feed's edit was taken back.
    EditUndone,
    /// There is nothing to take back.
    NothingToUndo,
    /// New articles came in.
    Arrived { count: usize },
    /// A feed's visit failed: its title, the reason, and when it is tried next (clock time).
    Failed {
        title: String,
        reason: String,
        next: Option<String>,
    },
    /// A feed moved for good: its address was changed.
    FeedMoved { title: String },
    /// A refresh ended.
    Refreshed { new: usize, failed: usize },
    /// A feed was added.
    Added { title: String, count: usize },
    /// It was there already.
    AlreadyThere { title: String },
    /// An address could not be added: the reason.
    NotAdded { address: String, reason: String },
    /// A text was pasted and holds no address.
    NoAddress,
    /// A feed was removed.
    Removed { title: String },
    /// A feed was renamed or tagged.
    Edited { title: String },
    /// A link was copied.
    Copied,
    /// The article has no link.
    NoLink,
    /// No link of the article is on the screen.
    NoLinkShown,
    /// An address is given to the browser.
    Opening { address: String },
    /// An address of a kind that no program is asked to open.
    NotOpened { address: String },
    /// The text of the article's page is being fetched.
    FetchingText,
    /// It came: its words, and whether the page says that the rest is for subscribers.
    TextCame { words: u32, walled: bool },
    /// Why it did not: the sentence.
    NoText(String),
    /// What became of another article than the one under the eye, by its title.
    OfAnother { title: String, notice: Box<Notice> },
    /// The text of the article's page is shown again.
    PageText,
    /// The feed's text is shown instead.
    FeedText,
    /// There is no feed under the cursor.
    NoFeed,
    /// No unread article further on.
    NoMoreUnread,
    /// The config changed and is in force.
    ConfigTaken,
    /// Something failed: its sentence.
    Trouble(String),
    /// Nothing can be marked: the sentence why.
    ReadOnly(String),
    /// The demo's site that waits to be added by hand.
    DemoTip { site: String },
    /// The key is bound to nothing.
    UnknownKey { key: String, help: String },
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
    /// True for what is told in the colour of errors.
    pub fn is_error(&self) -> bool {
        if let Notice::OfAnother { notice, .. } = self {
            return notice.is_error();
        }
        matches!(
            self,
            Notice::Failed { .. }
                | Notice::NotAdded { .. }
                | Notice::NoAddress
                | Notice::Trouble(_)
                | Notice::NoText(_)
                | Notice::ReadOnly(_)
        )
    }

    fn french(&self) -> String {
        match self {
            Notice::Marked { deed, count } => {
                format!("{} · u annule", articles_fr(*count, deed_fr(*deed, *count)))
            }
            Notice::MarkUndone { deed, count } => {
                format!(
                    "Annulé\u{a0}: {}",
                    articles_fr(*count, deed_fr(*deed, *count))
                )
            }
            Notice::RemovalUndone { title } => format!("{title} est de retour"),
            Notice::AddingUndone { count } => format!(
                "Annulé\u{a0}: ajout de {} flux",
                integer(signed(*count), Lang::Fr)
            ),
            Notice::EditUndone => {
                "Annulé\u{a0}: le flux a retrouvé son titre et ses étiquettes".to_owned()
            }
            Notice::NothingToUndo => "Rien à annuler".to_owned(),
            Notice::Arrived { count } => match *count {
                1 => "1 nouveau · g le montre".to_owned(),
                n => format!("{} nouveaux · g les montre", integer(signed(n), Lang::Fr)),
            },
            Notice::Failed {
                title,
                reason,
                next,
            } => match next {
                Some(time) => {
                    let reason = reason.trim_end_matches('.');
                    format!("{title}\u{a0}: {reason}, nouvel essai à {time}")
                }
                None => format!("{title}\u{a0}: {reason}"),
            },
            Notice::FeedMoved { title } => {
                format!("{title} a déménagé\u{a0}: sa nouvelle adresse est enregistrée")
            }
            Notice::Refreshed { new, failed } => {
                let news = match *new {
                    0 => "Rien de nouveau".to_owned(),
                    n => articles_fr(n, plural(signed(n), Lang::Fr, "nouveau", "nouveaux")),
                };
                match *failed {
                    0 => news,
                    1 => format!("{news} · 1 flux en échec"),
                    n => format!("{news} · {} flux en échec", integer(signed(n), Lang::Fr)),
                }
            }
            Notice::Added { title, count } => {
                let count_words = articles_fr(*count, "");
                format!("{title} ajouté, {}", count_words.trim_end())
            }
            Notice::AlreadyThere { title } => format!("{title} est déjà parmi vos flux"),
            Notice::NotAdded { address, reason } => {
                format!("«\u{a0}{address}\u{a0}» n’est pas ajouté\u{a0}: {reason}")
            }
            Notice::NoAddress => "Pas d’adresse dans le texte collé".to_owned(),
            Notice::Removed { title } => format!("{title} retiré · u annule"),
            Notice::Edited { title } => format!("{title} modifié · u annule"),
            Notice::Copied => "Lien copié".to_owned(),
            Notice::NoLink => "Cet article n’a pas de lien".to_owned(),
            Notice::NoLinkShown => "Aucun lien à l’écran".to_owned(),
            Notice::Opening { address } => format!("Ouverture de {address}"),
            Notice::NotOpened { address } => {
                format!("Seules les adresses http, https et mailto s’ouvrent\u{a0}: {address}")
            }
            Notice::FetchingText => "Texte intégral…".to_owned(),
            Notice::TextCame { words, walled } => full_text::came(*words, *walled, Lang::Fr),
            Notice::NoText(sentence) => sentence.clone(),
            Notice::OfAnother { title, notice } => {
                format!("«\u{a0}{}\u{a0}»\u{a0}: {}", short(title), notice.french())
            }
            Notice::PageText => "Texte intégral".to_owned(),
            Notice::FeedText => "Texte du flux".to_owned(),
            Notice::NoFeed => "Aucun flux sous le curseur".to_owned(),
            Notice::NoMoreUnread => "Plus d’article non lu par là".to_owned(),
            Notice::ConfigTaken => "Configuration relue".to_owned(),
            Notice::Trouble(sentence) => sentence.clone(),
            Notice::ReadOnly(sentence) => format!("Rien ne peut être marqué\u{a0}: {sentence}"),
            Notice::DemoTip { site } => {
                format!("Démonstration · a puis {site} ajoute un site par son adresse")
            }
            Notice::UnknownKey { key, help } => {
                format!("{key} ne fait rien · {help} montre les touches")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Notice::Marked { deed, count } => {
                format!("{} · u undoes", articles_en(*count, deed_en(*deed)))
            }
            Notice::MarkUndone { deed, count } => {
                format!("Undone: {}", articles_en(*count, deed_en(*deed)))
            }
            Notice::RemovalUndone { title } => format!("{title} is back"),
            Notice::AddingUndone { count } => {
                let feeds = plural(signed(*count), Lang::En, "feed", "feeds");
                format!(
                    "Undone: adding {} {feeds}",
                    integer(signed(*count), Lang::En)
                )
            }
            Notice::EditUndone => "Undone: the feed has its title and tags back".to_owned(),
            Notice::NothingToUndo => "Nothing to undo".to_owned(),
            Notice::Arrived { count } => {
                format!("{} new · g shows them", integer(signed(*count), Lang::En))
            }
            Notice::Failed {
                title,
                reason,
                next,
            } => match next {
                Some(time) => {
                    let reason = reason.trim_end_matches('.');
                    format!("{title}: {reason}, next try at {time}")
                }
                None => format!("{title}: {reason}"),
            },
            Notice::FeedMoved { title } => format!("{title} moved: its new address is kept"),
            Notice::Refreshed { new, failed } => {
                let news = match *new {
                    0 => "No news".to_owned(),
                    n => format!(
                        "{} new {}",
                        integer(signed(n), Lang::En),
                        plural(signed(n), Lang::En, "article", "articles")
                    ),
                };
                match *failed {
                    0 => news,
                    n => {
                        let feeds = plural(signed(n), Lang::En, "feed", "feeds");
                        format!("{news} · {} {feeds} failed", integer(signed(n), Lang::En))
                    }
                }
            }
            Notice::Added { title, count } => {
                format!("{title} added, {}", articles_en(*count, "").trim_end())
            }
            Notice::AlreadyThere { title } => format!("{title} is among your feeds already"),
            Notice::NotAdded { address, reason } => format!("“{address}” was not added: {reason}"),
            Notice::NoAddress => "No address in the pasted text".to_owned(),
            Notice::Removed { title } => format!("{title} removed · u undoes"),
            Notice::Edited { title } => format!("{title} changed · u undoes"),
            Notice::Copied => "Link copied".to_owned(),
            Notice::NoLink => "This article has no link".to_owned(),
            Notice::NoLinkShown => "No link on the screen".to_owned(),
            Notice::Opening { address } => format!("Opening {address}"),
            Notice::NotOpened { address } => {
                format!("Only http, https and mailto addresses are opened: {address}")
            }
            Notice::FetchingText => "Full text…".to_owned(),
            Notice::TextCame { words, walled } => full_text::came(*words, *walled, Lang::En),
            Notice::NoText(sentence) => sentence.clone(),
            Notice::OfAnother { title, notice } => {
                format!("“{}”: {}", short(title), notice.english())
            }
            Notice::PageText => "Full text".to_owned(),
            Notice::FeedText => "The feed’s text".to_owned(),
            Notice::NoFeed => "No feed under the cursor".to_owned(),
            Notice::NoMoreUnread => "No unread article that way".to_owned(),
            Notice::ConfigTaken => "Configuration read again".to_owned(),
            Notice::Trouble(sentence) => sentence.clone(),
            Notice::ReadOnly(sentence) => format!("Nothing can be marked: {sentence}"),
            Notice::DemoTip { site } => format!("Demo · a then {site} adds a site by its address"),
            Notice::UnknownKey { key, help } => {
                format!("{key} does nothing · {help} shows the keys")
            }
        }
    }
}

/// A title as it stands in a line with a sentence.
fn short(title: &str) -> Cow<'_, str> {
    width::truncate(title, 40, "…")
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn articles_fr(count: usize, deed: &str) -> String {
    let noun = plural(signed(count), Lang::Fr, "article", "articles");
    format!("{} {noun} {deed}", integer(signed(count), Lang::Fr))
}

fn articles_en(count: usize, deed: &str) -> String {
    let noun = plural(signed(count), Lang::En, "article", "articles");
    format!("{} {noun} {deed}", integer(signed(count), Lang::En))
}

fn deed_fr(deed: Deed, count: usize) -> &'static str {
    let (one, many) = match deed {
        Deed::Read => ("lu", "lus"),
        Deed::Unread => ("non lu", "non lus"),
        Deed::Starred => ("en favori", "en favoris"),
        Deed::Unstarred => ("hors des favoris", "hors des favoris"),
        Deed::Tagged => ("étiqueté", "étiquetés"),
        Deed::Untagged => ("sans étiquette", "sans étiquette"),
    };
    plural(signed(count), Lang::Fr, one, many)
}

fn deed_en(deed: Deed) -> &'static str {
    match deed {
        Deed::Read => "read",
        Deed::Unread => "unread",
        Deed::Starred => "starred",
        Deed::Unstarred => "unstarred",
        Deed::Tagged => "tagged",
        Deed::Untagged => "untagged",
    }
}
