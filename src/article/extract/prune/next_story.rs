//! The next stories that some pages load under the first one: elements of the first one's kind after it, each with a
//! main heading and a byline or a date of its own.

use crate::article::extract::facts::is_byline;
use crate::article::extract::tree::{Tree, kind};

/// Blocks after a heading among which its byline stands.
const NEAR: usize = 4;
/// How far up from its heading a story is looked for.
const HEIGHT: usize = 8;

/// The places of the stories after the first.
pub fn find(tree: &Tree<'_>) -> Vec<usize> {
    let headings: Vec<usize> = tree.named("h1").take(50).collect();
    let (Some(&first), true) = (headings.first(), headings.len() >= 2) else {
        return Vec::new();
    };
    let body = tree.body();
    for story in tree.upwards(first).take(HEIGHT) {
        if story == body {
            break;
        }
        let others: Vec<usize> = headings[1..]
            .iter()
            .filter_map(|&heading| {
                tree.upwards(heading)
                    .find(|&above| tree.items[above].parent == tree.items[story].parent)
                    .filter(|&other| other != story && kind(tree, other) == kind(tree, story))
                    .filter(|&other| is_signed(tree, heading, other))
            })
            .collect();
        let is_story = tree.items[story].prose >= 300
            && matches!(&*tree.items[story].name, "div" | "section" | "article");
        if is_story && !others.is_empty() {
            return others;
        }
    }
    Vec::new()
}

/// True where a byline or a date stands right after a heading.
fn is_signed(tree: &Tree<'_>, heading: usize, story: usize) -> bool {
    let mut blocks = 0;
    for place in tree.items[heading].end..tree.items[story].end {
        if &*tree.items[place].name == "time" {
            return true;
        }
        if tree.items[place].own > 0 {
            blocks += 1;
            if tree.items[place].own <= 80 && is_byline(&tree.own_text(place)) {
                return true;
            }
        }
        if blocks > NEAR {
            break;
        }
    }
    false
}
