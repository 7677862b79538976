//! Texts that are parted by `<br><br>` and not by paragraphs, as old pages write them: each becomes a paragraph, so that
//! title, text and links at the foot can be told apart.

use dom_query::{Document, NodeRef};

use super::super::clean::is_boundary;

/// Elements whose texts may be parted.
const HOLDERS: &[&str] = &[
    "div", "td", "section", "article", "body", "center", "font", "main",
];

/// Parts the texts of a page.
pub fn part(document: &Document) {
    let holders: Vec<NodeRef<'_>> = document.root().descendants_it().filter(is_holder).collect();
    for holder in holders {
        let children = holder.children();
        if has_double_break(&children) {
            wrap(document, &children);
        }
    }
}

fn is_holder(node: &NodeRef<'_>) -> bool {
    node.qual_name_ref()
        .is_some_and(|name| HOLDERS.contains(&&*name.local))
}

fn is_named(node: &NodeRef<'_>, fits: impl Fn(&str) -> bool) -> bool {
    node.qual_name_ref().is_some_and(|name| fits(&name.local))
}

fn is_blank(node: &NodeRef<'_>) -> bool {
    node.is_comment() || (node.is_text() && node.text().chars().all(char::is_whitespace))
}

fn has_double_break(children: &[NodeRef<'_>]) -> bool {
    let mut breaks = 0;
    for child in children.iter().filter(|child| !is_blank(child)) {
        breaks = if is_named(child, |name| name == "br") {
            breaks + 1
        } else {
            0
        };
        if breaks == 2 {
            return true;
        }
    }
    false
}

/// Puts each run of inline nodes between double breaks, blocks and rules in a paragraph.
fn wrap(document: &Document, children: &[NodeRef<'_>]) {
    let mut run: Vec<NodeRef<'_>> = Vec::new();
    let mut breaks: Vec<NodeRef<'_>> = Vec::new();
    for child in children {
        if is_named(child, |name| name == "br") {
            breaks.push(*child);
        } else if is_named(child, |name| is_boundary(name) || name == "hr") {
            close(document, &mut run);
            breaks.clear();
        } else if !is_blank(child) || breaks.is_empty() {
            if breaks.len() >= 2 {
                close(document, &mut run);
                breaks.drain(..).for_each(|line| line.remove_from_parent());
            }
            run.append(&mut breaks);
            run.push(*child);
        }
    }
    close(document, &mut run);
}

fn close(document: &Document, run: &mut Vec<NodeRef<'_>>) {
    if let Some(first) = run.iter().find(|node| !is_blank(node)) {
        let paragraph = document.tree.new_element("p");
        first.insert_before(&paragraph);
        for node in run.iter() {
            paragraph.append_child(node);
        }
    }
    run.clear();
}
