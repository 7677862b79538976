//! What dom_smoothie takes for the article: the places of its choice. It works on a copy whose elements carry their
//! place, and only those marks are read of what it gives; a panic of its ends at the fence.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::page;
use super::tree::Tree;

/// The attribute that carries a place.
const MARK: &str = "data-mx";
/// Elements of a page it is asked about.
const MAX_ELEMENTS: usize = 150_000;

/// For each place of the tree, whether it stands in the choice; none where there is no choice. `document` is what the
/// tree was made of.
pub fn choose(document: &Document, tree: &Tree<'_>) -> Option<Vec<bool>> {
    if tree.items.len() > MAX_ELEMENTS {
        return None;
    }
    let copy = document.clone();
    for (place, item) in tree.items.iter().enumerate() {
        if !item.name.is_empty() {
            let node = dom_query::NodeRef::new(item.node.id, &copy.tree);
            // What was hidden and is still here is shown by a click.
            node.remove_attrs(&["hidden", "aria-hidden", "style"]);
            node.set_attr(MARK, &place.to_string());
        }
    }
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let html = page::fenced(move || {
        let article = Readability::with_document(copy, None, Some(config))
            .ok()?
            .parse()
            .ok()?;
        Some(article.content.to_string())
    })?;
    let mut chosen = vec![false; tree.items.len()];
    let mut any = false;
    for part in html.split(concat!("data-mx", "=\"")).skip(1) {
        let digits = part.split('"').next().unwrap_or_default();
        if let Some(place) = digits
            .parse::<usize>()
            .ok()
            .filter(|place| *place < chosen.len())
        {
            chosen[place] = true;
            any = true;
        }
    }
    any.then_some(chosen)
}
