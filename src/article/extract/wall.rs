//! Whether a page keeps the rest of its article for subscribers, by what it says.

use super::facts::Known;
use super::tree::Tree;
use crate::text::fold::label;

/// What pages say at the wall.
const SAID: &[&str] = &[
    "article reserve aux abonnes",
    "article est reserve aux abonnes",
    "contenu reserve aux abonnes",
    "reserve a nos abonnes",
    "reservee aux abonnes",
    "cet article est reserve",
    "la suite est reservee",
    "de cet article a lire",
    "de l'article a lire",
    "article a decouvrir",
    "abonnez-vous pour lire la suite",
    "abonnez-vous pour continuer",
    "pour lire la suite",
    "pour lire l'integralite",
    "la lecture de cet article est reservee",
    "vous devez etre abonne",
    "article abonne",
    "lisez cet article en illimite",
    "poursuivez votre lecture",
    "deja abonne ?",
    "la suite de cet article est",
    "for subscribers only",
    "subscribers only",
    "subscriber-only",
    "this article is for subscribers",
    "subscribe to read",
    "subscribe to continue",
    "to continue reading",
    "to read the full",
    "already a subscriber",
    "this post is for paid subscribers",
    "this post is for paying subscribers",
    "keep reading with a",
    "create a free account to continue",
];

/// An article of fewer words may be cut short.
pub const SHORT: usize = 450;

/// True where the page says so, for an article that is short and for one that is not.
pub fn is_walled(tree: &Tree<'_>, known: &Known) -> (bool, bool) {
    let said = says_so(tree);
    match known.free {
        // Pages that say so for machines and give the whole text to everybody are not rare.
        Some(false) => (true, said),
        Some(true) => (false, false),
        None => (said, false),
    }
}

fn says_so(tree: &Tree<'_>) -> bool {
    let body = tree.body();
    tree.leaves(body)
        .into_iter()
        .filter(|&leaf| tree.items[leaf].own <= 260)
        .any(|leaf| {
            let text = label(&tree.own_text(leaf));
            SAID.iter().any(|said| text.contains(said))
        })
}
