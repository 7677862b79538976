//! An article in pieces: page builders put each part of the text in a row of its own, of which dom_smoothie may choose
//! one. The root is widened to what holds the rows. Never over articles, comments, columns or what has a heading of its
//! own for a title.

use super::tree::{Tree, kind};
use super::words::class_words;

/// Prose in a piece, at least, in characters without blanks.
const LEAST: usize = 150;
/// How far up the rows are looked for.
const HEIGHT: usize = 8;

/// Names of elements side by side that are no pieces of one text.
const APART: &[&str] = &[
    "col", "column", "columns", "comment", "comments", "reply", "answer", "post", "sidebar",
    "aside", "card", "teaser", "item", "author", "bio", "related", "footer", "side", "message",
    "result", "product", "event",
];

/// The root, or the element that holds it with other pieces of the same text.
pub fn around(tree: &Tree<'_>, root: usize) -> usize {
    let body = tree.body();
    let mut at = root;
    let mut widest = root;
    for _ in 0..HEIGHT {
        if at == body || tree.items[at].parent == at {
            break;
        }
        let parent = tree.items[at].parent;
        let (pieces, mass) = pieces(tree, parent, at);
        let own = tree.items[at].prose;
        // What is no piece beside them is little.
        let is_theirs = tree.items[parent].prose * 10 <= (own + mass) * 13
            && tree.items[parent].linked * 4 <= tree.items[parent].chars;
        if pieces >= 1 && mass * 5 >= own && is_theirs {
            widest = parent;
        }
        at = parent;
    }
    widest
}

/// The pieces beside an element, and how much prose they have.
fn pieces(tree: &Tree<'_>, parent: usize, at: usize) -> (usize, usize) {
    let one = kind(tree, at);
    if !matches!(&*tree.items[at].name, "div" | "section") || is_apart(tree, at) {
        return (0, 0);
    }
    tree.children(parent)
        .filter(|&child| child != at && one == kind(tree, child))
        .filter(|&child| is_piece(tree, child))
        .fold((0, 0), |(count, mass), child| {
            (count + 1, mass + tree.items[child].prose)
        })
}

/// Text of its own, hardly any links, no article and no form.
fn is_piece(tree: &Tree<'_>, place: usize) -> bool {
    let item = &tree.items[place];
    item.prose >= LEAST
        && item.linked * 5 <= item.chars
        && item.prose * 2 >= item.chars
        && !tree.has_heading(place)
        && !is_apart(tree, place)
        && !["article", "form", "time", "aside"]
            .iter()
            .any(|name| super::tree::has(tree, place, name))
}

fn is_apart(tree: &Tree<'_>, place: usize) -> bool {
    // `<div id="quotation">`: a part with a name of its own.
    let is_named =
        tree.attribute(place, "class").is_none() && tree.attribute(place, "id").is_some();
    if is_named {
        return true;
    }
    class_words(tree, place)
        .iter()
        .flatten()
        .any(|word| APART.contains(&word.as_str()))
}
