//! Rows of teasers: elements of one class side by side, each with a heading that is a link. They speak of other
//! articles, whatever their names are.

use std::collections::HashMap;

use crate::article::extract::tree::Tree;

/// Elements that make a row, at least.
const LEAST: usize = 3;

/// Prose beside a row that makes a page an article all the same.
const LEAST_LEFT: usize = 250;

/// The places of the teasers.
pub fn find(tree: &Tree<'_>) -> Vec<usize> {
    let body = tree.body();
    let teasers: Vec<usize> = (body..tree.items[body].end)
        .filter(|&place| is_teaser(tree, place))
        .collect();
    let mut rows: HashMap<(usize, &str, String), Vec<usize>> = HashMap::new();
    for place in teasers {
        let class = tree.attribute(place, "class").unwrap_or_default();
        let first = class
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned();
        let item = &tree.items[place];
        rows.entry((item.parent, &*item.name, first))
            .or_default()
            .push(place);
    }
    let mut found: Vec<usize> = rows
        .into_values()
        .filter(|row| row.len() >= LEAST)
        .filter(|row| {
            // An index is made of nothing else.
            let prose: usize = row.iter().map(|&place| tree.items[place].prose).sum();
            let page = tree.items[body].prose;
            let left = page - prose.min(page);
            prose * 2 <= page || left >= LEAST_LEFT || left > 0 && has_title(tree, row)
        })
        .flatten()
        .collect();
    found.sort_unstable();
    found
}

/// True where a title stands right before prose of its own, above the row: a brief among many teasers.
fn has_title(tree: &Tree<'_>, row: &[usize]) -> bool {
    let first = row.iter().copied().min().unwrap_or(0);
    let titles: Vec<usize> = tree.named("h1").collect();
    let &[title] = titles.as_slice() else {
        return false;
    };
    title < first
        && (tree.items[title].end..first).any(|place| {
            matches!(&*tree.items[place].name, "p" | "div")
                && tree.items[place].own > 0
                && tree.items[place].prose > 0
        })
        && tree.items[title].linked == 0
}

/// A small element with a heading that is a link.
fn is_teaser(tree: &Tree<'_>, place: usize) -> bool {
    let item = &tree.items[place];
    if !matches!(&*item.name, "div" | "li" | "article" | "section" | "a")
        || item.chars == 0
        || item.chars > 600
    {
        return false;
    }
    let mut headings = (place + 1..item.end)
        .filter(|&inner| matches!(&*tree.items[inner].name, "h2" | "h3" | "h4" | "h5" | "h6"));
    let (Some(heading), None) = (headings.next(), headings.next()) else {
        return false;
    };
    let is_linked = tree.items[heading].linked * 10 >= tree.items[heading].chars * 9
        && tree.items[heading].chars > 0;
    let in_link = tree
        .upwards(heading)
        .take_while(|&above| above + 1 > place)
        .any(|above| &*tree.items[above].name == "a");
    is_linked || in_link
}
