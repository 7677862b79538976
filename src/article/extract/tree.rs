//! A page's tree as one list in reading order, with what each element weighs: how many characters, how many of them
//! in links, how many in prose. Everything is decided on this list; the page itself is changed only at the end.

use dom_query::{Document, NodeRef};
use html5ever::{LocalName, local_name};

use super::super::clean::is_boundary;

/// A node: an element, or a text (then its name is empty).
pub struct Item<'a> {
    pub node: NodeRef<'a>,
    /// The element it stands in; its own place for the first one.
    pub parent: usize,
    /// The place after its last descendant.
    pub end: usize,
    /// The element's name in lower case, empty for a text.
    pub name: LocalName,
    /// It has no attributes: most have none, and need not be looked at for one.
    bare: bool,
    /// Characters inside that are no blanks.
    pub chars: usize,
    /// Those of them that stand in links.
    pub linked: usize,
    /// Characters that stand in it directly, in no block inside it. None for what is no block.
    pub own: usize,
    /// Those of them that stand in links.
    pub own_linked: usize,
    /// Characters in its paragraphs: blocks of some length that are not made of links.
    pub prose: usize,
}

/// The list.
pub struct Tree<'a> {
    pub items: Vec<Item<'a>>,
    /// The places of its main headings.
    headings: Vec<usize>,
}

/// The shortest block that counts as prose, in characters without blanks.
const SHORTEST_PROSE: usize = 60;

impl<'a> Tree<'a> {
    /// Lists a document, comments left out.
    pub fn of(document: &'a Document) -> Tree<'a> {
        Tree::below(document.root())
    }

    fn below(root: NodeRef<'a>) -> Tree<'a> {
        let mut items: Vec<Item<'a>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut silent_until = None;
        for node in std::iter::once(root).chain(root.descendants_it()) {
            let name = node.qual_name_ref().map(|name| name.local.clone());
            let is_text = node.is_text();
            if name.is_none() && !is_text && !items.is_empty() {
                continue;
            }
            let above = node.parent().map(|parent| parent.id);
            while let Some(&last) = open.last() {
                if Some(items[last].node.id) == above {
                    break;
                }
                items[last].end = items.len();
                if silent_until == Some(last) {
                    silent_until = None;
                }
                open.pop();
            }
            let place = items.len();
            let parent = open.last().copied().unwrap_or(0);
            let chars = match is_text && silent_until.is_none() {
                true => node.query_or(0, |node| match &node.data {
                    dom_query::NodeData::Text { contents } => visible(contents),
                    _ => 0,
                }),
                false => 0,
            };
            let name = name.unwrap_or(local_name!(""));
            let bare = node
                .element_ref()
                .is_none_or(|element| element.attrs.is_empty());
            if silent_until.is_none() && is_silent(&name) {
                silent_until = Some(place);
            }
            items.push(Item {
                node,
                parent,
                end: place + 1,
                name,
                bare,
                chars,
                linked: 0,
                own: 0,
                own_linked: 0,
                prose: 0,
            });
            if !is_text {
                open.push(place);
            }
        }
        let length = items.len();
        for place in open {
            items[place].end = length;
        }
        let headings = (0..length)
            .filter(|&place| items[place].name == local_name!("h1"))
            .collect();
        let mut tree = Tree { items, headings };
        tree.weigh();
        tree
    }

    /// Adds up what the texts weigh, from the leaves to the root.
    fn weigh(&mut self) {
        for place in (0..self.items.len()).rev() {
            if self.items[place].name == local_name!("a") {
                self.items[place].linked = self.items[place].chars;
            } else if is_boundary(&self.items[place].name) {
                let (own, linked) = (self.items[place].own, self.items[place].own_linked);
                if own >= SHORTEST_PROSE && linked * 5 < own * 2 {
                    self.items[place].prose += own;
                }
            }
            let parent = self.items[place].parent;
            if parent == place {
                continue;
            }
            let (chars, linked, prose) = (
                self.items[place].chars,
                self.items[place].linked,
                self.items[place].prose,
            );
            // A text is its block's own as long as no block stands between them.
            let is_block = is_boundary(&self.items[place].name);
            let (own, own_linked) = match (is_block, self.items[place].name == local_name!("")) {
                (true, _) => (0, 0),
                (false, true) => (chars, 0),
                (false, false) if self.items[place].name == local_name!("a") => {
                    (self.items[place].own, self.items[place].own)
                }
                (false, false) => (self.items[place].own, self.items[place].own_linked),
            };
            let above = &mut self.items[parent];
            above.chars += chars;
            above.linked += linked;
            above.prose += prose;
            above.own += own;
            above.own_linked += own_linked;
        }
    }

    /// An attribute's value; none where it is absent.
    pub fn attribute(&self, place: usize, name: &str) -> Option<String> {
        let item = &self.items[place];
        match item.bare {
            true => None,
            false => attribute(&item.node, name),
        }
    }

    /// True where a node stands inside another, or is it.
    pub fn holds(&self, outer: usize, inner: usize) -> bool {
        (outer..self.items[outer].end).contains(&inner)
    }

    /// True where a main heading stands inside.
    pub fn has_heading(&self, place: usize) -> bool {
        let next = self.headings.partition_point(|heading| *heading < place);
        self.headings
            .get(next)
            .is_some_and(|heading| *heading < self.items[place].end)
    }

    /// The element and those around it, inside out.
    pub fn upwards(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = Some(place);
        std::iter::from_fn(move || {
            let place = next?;
            let parent = self.items[place].parent;
            next = (parent != place).then_some(parent);
            Some(place)
        })
    }

    /// The elements right inside another, texts too.
    pub fn children(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.items[place].end;
        let mut next = place + 1;
        std::iter::from_fn(move || {
            let place = (next < end).then_some(next)?;
            next = self.items[place].end;
            Some(place)
        })
    }

    /// The nodes right inside another, from a place on where one of them begins.
    pub fn children_from(&self, place: usize, from: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.items[place].end;
        let mut next = from;
        std::iter::from_fn(move || {
            let place = (next < end).then_some(next)?;
            next = self.items[place].end;
            Some(place)
        })
    }

    /// The element right before another, in the same one; none where there is none close by.
    pub fn before(&self, place: usize) -> Option<usize> {
        let parent = self.items[place].parent;
        // Inside out from the node before, up to the parent.
        let mut last = place;
        loop {
            let inner = last.checked_sub(1).filter(|&inner| inner > parent)?;
            let sibling = self
                .upwards(inner)
                .find(|&above| self.items[above].parent == parent)?;
            if !self.items[sibling].name.is_empty() {
                return Some(sibling);
            }
            last = sibling;
        }
    }

    /// Elements of a name, in reading order.
    pub fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = usize> + 's {
        (0..self.items.len()).filter(move |&place| &*self.items[place].name == name)
    }

    /// The text inside, blanks folded, blocks apart by a blank.
    pub fn text(&self, place: usize) -> String {
        let mut out = String::new();
        for item in &self.items[place..self.items[place].end] {
            if item.name != local_name!("") {
                if (is_boundary(&item.name) || item.name == local_name!("br"))
                    && !out.ends_with(' ')
                {
                    out.push(' ');
                }
            } else if item.chars > 0 {
                push_text(&mut out, &item.node);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        fold_blanks(&out)
    }

    /// The text of a block that stands in no block inside it.
    pub fn own_text(&self, block: usize) -> String {
        let mut out = String::new();
        let mut place = block + 1;
        while place < self.items[block].end {
            let item = &self.items[place];
            if is_boundary(&item.name) {
                out.push(' ');
                place = item.end;
                continue;
            }
            if item.chars > 0 && item.name == local_name!("") {
                push_text(&mut out, &item.node);
            } else if item.chars == 0 {
                out.push(' ');
            }
            place += 1;
        }
        fold_blanks(&out)
    }

    /// The first line of a block whose lines end with `<br>`; none where it has one line.
    pub fn first_line(&self, block: usize) -> Option<String> {
        let mut out = String::new();
        for item in &self.items[block + 1..self.items[block].end] {
            if is_boundary(&item.name) {
                return None;
            }
            if item.name == local_name!("br") && !out.trim().is_empty() {
                return Some(fold_blanks(&out)).filter(|line| line.len() <= 100);
            }
            if item.chars > 0 && item.name == local_name!("") {
                push_text(&mut out, &item.node);
            }
        }
        None
    }

    /// The blocks that hold text of their own, in reading order.
    pub fn leaves(&self, within: usize) -> Vec<usize> {
        (within..self.items[within].end)
            .filter(|&place| self.items[place].own > 0 && is_boundary(&self.items[place].name))
            .collect()
    }

    /// The body, or the root where there is none.
    pub fn body(&self) -> usize {
        self.named("body").next().unwrap_or(0)
    }
}

/// An element's name and first class.
pub fn kind(tree: &Tree<'_>, place: usize) -> (String, String) {
    let class = tree.attribute(place, "class").unwrap_or_default();
    let first = class.split_whitespace().next().unwrap_or_default();
    (tree.items[place].name.to_string(), first.to_owned())
}

/// An attribute's value; none where it is absent.
pub fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let element = node.element_ref()?;
    let found = element
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string())
}

/// Blanks of all kinds folded to one space each, ends trimmed.
pub fn fold_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{200b}') {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

fn push_text(out: &mut String, node: &NodeRef<'_>) {
    let _ = node.query(|node| {
        if let dom_query::NodeData::Text { contents } = &node.data {
            out.push_str(contents);
        }
    });
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Elements whose text is not read.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "textarea"
            | "select"
            | "button"
            | "svg"
            | "canvas"
            | "iframe"
            | "object"
            | "audio"
            | "video"
    )
}

/// True where an element of that name stands inside.
pub fn has(tree: &Tree<'_>, place: usize, name: &str) -> bool {
    tree.items[place..tree.items[place].end]
        .iter()
        .any(|item| &*item.name == name)
}

/// True where it holds an image.
pub fn has_image(tree: &Tree<'_>, place: usize) -> bool {
    has(tree, place, "img") || has(tree, place, "picture")
}

/// True where it has links, and all of them lead to places of the same page.
pub fn jumps(tree: &Tree<'_>, place: usize) -> bool {
    let mut links = (place + 1..tree.items[place].end)
        .filter(|&inner| &*tree.items[inner].name == "a" && tree.items[inner].chars > 0)
        .peekable();
    links.peek().is_some()
        && links.all(|link| {
            tree.attribute(link, "href")
                .is_none_or(|href| href.starts_with('#'))
        })
}
