//! Cells and terms: a date, a name or the title in one is what its row says, no byline and no day of publication.

use super::tree::Tree;

/// Characters of the longest cell that holds a datum where an article is trimmed; longer ones place parts of a page, as
/// old sites do.
pub const MAX_CELL: usize = 200;
/// The same where a date is looked for: a date stands in a shorter one.
pub const MAX_DATE: usize = 120;

/// A term, or a cell beside others, all of them of `most` characters without blanks or fewer: their row would lose its
/// sense without it.
pub fn is_datum(tree: &Tree<'_>, place: usize, most: usize) -> bool {
    tree.upwards(place)
        .take(4)
        .any(|above| match &*tree.items[above].name {
            "dt" => true,
            "td" | "th" => is_cell_beside(tree, above, most),
            _ => false,
        })
}

fn is_cell_beside(tree: &Tree<'_>, cell: usize, most: usize) -> bool {
    let cells = || {
        tree.children(tree.items[cell].parent)
            .filter(|&other| matches!(&*tree.items[other].name, "td" | "th"))
    };
    cells().take(2).count() == 2 && cells().all(|other| tree.items[other].chars <= most)
}
