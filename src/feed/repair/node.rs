//! The small trees repair builds: an element with what it holds, and the containers around a feed's entries.

use std::borrow::Cow;

use super::names::Ns;

/// An element with all it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    pub ns: Ns,
    /// The local name as sent.
    pub name: &'a str,
    /// The name as sent, prefix included.
    pub qname: &'a str,
    /// Names as sent, values with references resolved.
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub children: Vec<Child<'a>>,
    /// Where it starts, in the mended text.
    pub offset: usize,
    /// True where its end tag is missing.
    pub unclosed: bool,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Child<'a> {
    /// Text with references resolved.
    Text(Cow<'a, str>),
    /// A CDATA section.
    Cdata(Cow<'a, str>),
    /// Apart, so that a text takes little room.
    Node(Box<Node<'a>>),
}

impl<'a> Node<'a> {
    /// Takes one more child. Most elements of a text hold one: room is made for no more at first.
    pub fn add(&mut self, child: Child<'a>) {
        if self.children.is_empty() {
            self.children.reserve_exact(1);
        }
        self.children.push(child);
    }

    /// True for the element of that vocabulary and name, in any case.
    pub fn is(&self, ns: Ns, name: &str) -> bool {
        self.ns == ns && self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, by its name as sent or its local name, in any case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let exact = |(key, _): &&(&str, Cow<str>)| key.eq_ignore_ascii_case(name);
        let local = |(key, _): &&(&str, Cow<str>)| {
            key.rsplit_once(':').is_some_and(|(prefix, local)| {
                prefix != "xmlns" && local.eq_ignore_ascii_case(name)
            })
        };
        let found = self.attributes.iter().find(exact);
        found
            .or_else(|| self.attributes.iter().find(local))
            .map(|(_, value)| value.as_ref())
    }

    /// Its child elements.
    pub fn nodes(&self) -> impl Iterator<Item = &Node<'a>> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node.as_ref()),
            Child::Text(_) | Child::Cdata(_) => None,
        })
    }

    /// True where it holds elements.
    pub fn has_nodes(&self) -> bool {
        self.nodes().next().is_some()
    }

    /// Its text and that of all it holds, as is.
    pub fn text(&self) -> String {
        self.text_as_held().into_owned()
    }

    /// Its text and that of all it holds, as is; not copied where it is one piece.
    pub fn text_as_held(&self) -> Cow<'_, str> {
        match &self.children[..] {
            [] => Cow::Borrowed(""),
            [Child::Text(text) | Child::Cdata(text)] => Cow::Borrowed(text),
            _ => {
                let mut out = String::new();
                self.push_text(&mut out);
                Cow::Owned(out)
            }
        }
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) | Child::Cdata(text) => out.push_str(text),
                Child::Node(node) => node.push_text(out),
            }
        }
    }

    /// True for an entry of the document's own vocabulary.
    pub fn is_entry(&self) -> bool {
        self.is(Ns::Own, "item") || self.is(Ns::Own, "entry")
    }
}

/// The containers of a feed: what stands around its entries.
#[derive(Debug, Clone)]
pub struct Container<'a> {
    /// The element with its attributes and no children.
    pub node: Node<'a>,
}
