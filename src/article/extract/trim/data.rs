//! Cells and definitions: a date, a name or the title in one is what the row says, no byline.

use super::super::draft::{Draft, Leaf};
use super::super::tree::Tree;

/// A cell beside others, a term or what is said of it: its row would lose its sense without it.
pub fn is_datum(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    let tree = draft.tree;
    tree.upwards(leaf.place)
        .take(4)
        .any(|above| match &*tree.items[above].name {
            "dt" | "dd" => true,
            "td" | "th" => is_cell_beside(tree, above),
            _ => false,
        })
}

/// Characters of the longest cell that holds a datum; longer ones place parts of a page.
const MAX_DATUM: usize = 200;

/// True for a cell of a row that has others, all of them short.
fn is_cell_beside(tree: &Tree<'_>, cell: usize) -> bool {
    let cells = || {
        tree.children(tree.items[cell].parent)
            .filter(|&other| matches!(&*tree.items[other].name, "td" | "th"))
    };
    cells().take(2).count() == 2 && cells().all(|other| tree.items[other].chars <= MAX_DATUM)
}
