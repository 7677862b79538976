//! What was done to articles and feeds, as `mark` and `undo` say it.

use super::{counted, quoted_fr};
use crate::text::Lang;

/// A gesture, as answers name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Articles were marked read.
    Read(usize),
    /// Articles were marked unread.
    Unread(usize),
    /// Articles were starred.
    Star(usize),
    /// Articles lost their star.
    Unstar(usize),
    /// Articles got a tag.
    Tag(usize, String),
    /// Articles lost a tag.
    Untag(usize, String),
    /// Feeds were added.
    AddFeeds(usize),
    /// The feed of this title was removed.
    RemoveFeed(String),
    /// The feed of this title or address was renamed or tagged.
    EditFeed(String),
}

impl Deed {
    pub(super) fn french(&self) -> String {
        let of = |n: &usize, one, many| counted(*n, Lang::Fr, one, many);
        match self {
            Deed::Read(n) => of(n, "article marqué comme lu", "articles marqués comme lus"),
            Deed::Unread(n) => of(
                n,
                "article marqué comme non lu",
                "articles marqués comme non lus",
            ),
            Deed::Star(n) => of(n, "article mis en favori", "articles mis en favoris"),
            Deed::Unstar(n) => of(n, "article ôté des favoris", "articles ôtés des favoris"),
            Deed::Tag(n, tag) => format!(
                "{} {}",
                of(n, "article étiqueté", "articles étiquetés"),
                quoted_fr(tag)
            ),
            Deed::Untag(n, tag) => format!(
                "{} l’étiquette {}",
                of(n, "article a perdu", "articles ont perdu"),
                quoted_fr(tag)
            ),
            Deed::AddFeeds(n) => of(n, "flux ajouté", "flux ajoutés"),
            Deed::RemoveFeed(title) => format!("retrait de {}", quoted_fr(title)),
            Deed::EditFeed(title) => format!("changement de {}", quoted_fr(title)),
        }
    }

    pub(super) fn english(&self) -> String {
        let of = |n: &usize, one, many| counted(*n, Lang::En, one, many);
        match self {
            Deed::Read(n) => of(n, "article marked read", "articles marked read"),
            Deed::Unread(n) => of(n, "article marked unread", "articles marked unread"),
            Deed::Star(n) => of(n, "article starred", "articles starred"),
            Deed::Unstar(n) => of(n, "article unstarred", "articles unstarred"),
            Deed::Tag(n, tag) => {
                format!("{} “{tag}”", of(n, "article tagged", "articles tagged"))
            }
            Deed::Untag(n, tag) => {
                format!("{} tag “{tag}”", of(n, "article lost", "articles lost"))
            }
            Deed::AddFeeds(n) => of(n, "feed added", "feeds added"),
            Deed::RemoveFeed(title) => format!("removal of “{title}”"),
            Deed::EditFeed(title) => format!("change of “{title}”"),
        }
    }
}
