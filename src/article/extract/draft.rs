//! An article in the making: the element it stands in and the blocks that are kept, in reading order. The steps that
//! trim it only take blocks away; [`Draft::write`] then makes the HTML.

use std::collections::HashSet;

use super::tree::Tree;
use crate::text::fold::words;

/// A block that is kept.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Its place in the tree.
    pub place: usize,
    /// Its own text.
    pub text: String,
    /// How many words it has.
    pub words: usize,
}

/// The article so far.
pub struct Draft<'t, 'a> {
    pub tree: &'t Tree<'a>,
    /// The element that holds it.
    pub root: usize,
    pub leaves: Vec<Leaf>,
    /// Places of the lead, where it stands outside the root: they are written first.
    pub lead: Vec<usize>,
    /// Places of the notes, where they stand outside the root: they are written last.
    pub notes: Vec<usize>,
}

impl Leaf {
    /// The block at a place of the tree, with its own text.
    pub fn of(tree: &Tree<'_>, place: usize) -> Leaf {
        let text = tree.own_text(place);
        Leaf {
            place,
            words: words(&text).len(),
            text,
        }
    }
}

impl<'t, 'a> Draft<'t, 'a> {
    /// The element's name of a block.
    pub fn name(&self, leaf: &Leaf) -> &str {
        &self.tree.items[leaf.place].name
    }

    /// How much of a block's text stands in links, 0 to 1.
    pub fn linked(&self, leaf: &Leaf) -> f64 {
        let item = &self.tree.items[leaf.place];
        item.own_linked as f64 / item.own.max(1) as f64
    }

    /// True for a block that reads like a sentence or more.
    pub fn is_prose(&self, leaf: &Leaf) -> bool {
        let ends = leaf
            .text
            .trim_end_matches(['"', '”', '’', '»', ')', ' ', '\u{a0}', '\u{202f}']);
        self.linked(leaf) < 0.6
            && (leaf.words >= 25
                || (leaf.words >= 9
                    && ends.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟'])))
    }

    /// True inside an element of one of these names, up to the root.
    pub fn inside(&self, leaf: &Leaf, names: &[&str]) -> bool {
        self.tree
            .upwards(leaf.place)
            .take_while(|&above| above != self.root)
            .any(|above| names.contains(&&*self.tree.items[above].name))
    }

    /// How many words are kept.
    pub fn words(&self) -> usize {
        self.leaves.iter().map(|leaf| leaf.words).sum()
    }

    /// The article's HTML. What is not kept is taken out of the page.
    pub fn write(&self) -> String {
        let kept: HashSet<usize> = self.leaves.iter().map(|leaf| leaf.place).collect();
        let mut out = String::new();
        for &place in &self.lead {
            let html = self.tree.items[place].node.html();
            match &*self.tree.items[place].name {
                "p" | "h2" | "h3" | "h4" | "blockquote" | "ul" | "figure" => out.push_str(&html),
                _ => {
                    out.push_str("<p>");
                    out.push_str(&self.tree.items[place].node.inner_html());
                    out.push_str("</p>");
                }
            }
        }
        // How many kept blocks and how many blocks stand before each place.
        let items = &self.tree.items;
        let mut kept_before = vec![0_usize; items.len() + 1];
        let mut blocks_before = vec![0_usize; items.len() + 1];
        for (place, item) in items.iter().enumerate() {
            kept_before[place + 1] = kept_before[place] + usize::from(kept.contains(&place));
            let is_leaf = item.own > 0 && super::super::clean::is_boundary(&item.name);
            blocks_before[place + 1] = blocks_before[place] + usize::from(is_leaf);
        }
        let last = self.leaves.last().map_or(self.root, |leaf| leaf.place);
        let last_end = items[last].end;
        let mut gone = Vec::new();
        let mut place = self.root + 1;
        while place < items[self.root].end {
            let item = &items[place];
            let holds_kept = kept_before[item.end] > kept_before[place];
            let holds_blocks = blocks_before[item.end] > blocks_before[place];
            let in_kept_block = || kept.contains(&self.block_of(place));
            let goes = match (holds_kept, holds_blocks) {
                (true, _) => false,
                (false, true) => true,
                // A text, an image, a line: as its block, and not after the article's end.
                (false, false) if !in_kept_block() => {
                    item.chars > 0 || (place >= last_end && !self.is_picture_beside(place, last))
                }
                (false, false) => false,
            };
            if goes {
                gone.push(place);
            }
            place = match goes {
                true => item.end,
                false => place + 1,
            };
        }
        for place in gone {
            items[place].node.remove_from_parent();
        }
        // What was kept is to be seen, whatever the page did with it until a click.
        for leaf in &self.leaves {
            for above in self
                .tree
                .upwards(leaf.place)
                .take_while(|&above| above != self.root)
            {
                items[above]
                    .node
                    .remove_attrs(&["hidden", "aria-hidden", "style"]);
            }
        }
        out.push_str(&self.root_html());
        for &notes in &self.notes {
            out.push_str(&items[notes].node.html());
        }
        out
    }

    fn root_html(&self) -> String {
        let node = &self.tree.items[self.root].node;
        match &*self.tree.items[self.root].name {
            "p" | "table" | "ul" | "ol" | "dl" | "pre" | "blockquote" | "figure" => {
                node.html().to_string()
            }
            "tbody" | "tr" => format!("<table>{}</table>", node.html()),
            _ => node.inner_html().to_string(),
        }
    }

    /// The block a node stands in directly.
    fn block_of(&self, place: usize) -> usize {
        self.tree
            .upwards(self.tree.items[place].parent)
            .find(|&above| super::super::clean::is_boundary(&self.tree.items[above].name))
            .unwrap_or(self.root)
    }

    /// A figure or an image after the last block, at its side.
    fn is_picture_beside(&self, place: usize, last: usize) -> bool {
        let item = &self.tree.items[place];
        let is_picture = matches!(&*item.name, "iframe" | "video" | "audio")
            || matches!(&*item.name, "figure" | "img" | "picture" | "p")
                && super::tree::has_image(self.tree, place);
        is_picture && item.parent == self.tree.items[last].parent
    }
}
