//! The trees being built: a stack of what is open, which closes what a tag forgot to close and passes over ends that
//! close nothing. The children of the feed's containers go to the sink one by one.

mod pieces;

use std::borrow::Cow;

pub use pieces::is_control;

use super::scopes::{Resolved, Scopes};
use super::tag::{self, Tag};
use super::{End, Family, Sink, nesting};
use crate::feed::ProblemCode;
use crate::feed::repair::entities::Entities;
use crate::feed::repair::markup;
use crate::feed::repair::names::{self, Ns};
use crate::feed::repair::node::{Child, Container, Node};

/// The deepest nesting kept (DESIGN.md, limits); deeper tags are passed over, their text is kept.
const DEPTH: usize = 256;

/// What is open while a document is read. Depth counts containers and what is open in them.
pub struct Builder<'a, 's, S: Sink<'a>> {
    sink: &'s mut S,
    entities: Entities,
    containers: Vec<Container<'a>>,
    open: Vec<Node<'a>>,
    /// How many of the open ones hold the markup of a text.
    long_texts: usize,
    scopes: Scopes<'a>,
    /// The names of the elements open beyond [`DEPTH`].
    overflow: Vec<&'a str>,
    /// True where that was told.
    deep: bool,
    /// The first half of a pair of references to UTF-16, and where it ends.
    half: Option<(u16, usize)>,
    family: Option<Family>,
    first: Option<String>,
    done: bool,
    junk: bool,
    /// True inside a web page, which may hold a feed.
    page: bool,
    /// True after the root's end.
    ended: bool,
    /// How many roots there were: entries of a second one are read, what it says of the feed is not.
    roots: usize,
    entries: usize,
    /// True after an XML declaration.
    declared: bool,
    /// An element of HTML that has no end tag, and its place, until what follows tells whether it has one here.
    void: Option<(&'a str, usize)>,
}

impl<'a, 's, S: Sink<'a>> Builder<'a, 's, S> {
    /// Nothing is open; the entities are those of the `DOCTYPE`.
    pub fn new(sink: &'s mut S, doctype: &str) -> Self {
        let mut entities = Entities::default();
        entities.declare(doctype);
        Builder {
            sink,
            entities,
            containers: Vec::new(),
            open: Vec::new(),
            long_texts: 0,
            scopes: Scopes::default(),
            overflow: Vec::new(),
            deep: false,
            half: None,
            family: None,
            first: None,
            done: false,
            junk: false,
            page: false,
            ended: false,
            roots: 0,
            entries: 0,
            declared: false,
            void: None,
        }
    }

    /// True where nothing that follows is read: the root is none of a feed.
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// True inside a web page, before any feed in it.
    pub fn is_page(&self) -> bool {
        self.page && self.family.is_none()
    }

    /// Something was wrong at an offset.
    pub fn problem(&mut self, code: ProblemCode, detail: &str, offset: usize) {
        self.sink.problem(code, detail, offset);
    }

    fn depth(&self) -> usize {
        self.containers.len() + self.open.len()
    }

    /// A start tag, or an empty element.
    pub fn start(&mut self, tag: Tag<'a>, offset: usize, empty: bool) {
        let qname = tag.qname();
        let local = tag::local(qname);
        let Some(family) = self.family.or_else(|| self.find_root(local, offset)) else {
            return;
        };
        self.settle(None);
        if self.ended {
            self.after_root(offset);
            if Family::of_root(&local.to_ascii_lowercase()) != Some(family) {
                return;
            }
            self.ended = false;
        }
        if self.depth() >= DEPTH {
            let is_entry = ["item", "entry"]
                .iter()
                .any(|name| local.eq_ignore_ascii_case(name));
            if !is_entry || self.holds_content() {
                self.too_deep(offset);
                match names::is_void(local) {
                    _ if empty => {}
                    true => self.void = Some((qname, offset)),
                    false => self.overflow.push(qname),
                }
                return;
            }
            self.overflow.clear();
        }
        if let Some((code, detail, place)) = tag.flaw(&self.entities) {
            self.sink.problem(code, &detail, offset + place);
        }
        let attributes = tag.attributes(&mut self.entities);
        if let Some(name) = twin(&attributes) {
            let detail = format!("{name}=");
            self.sink.problem(ProblemCode::Tags, &detail, offset);
        }
        self.scopes.declare(self.depth(), local, &attributes);
        if self.depth() == 0 {
            if !self.scopes.is_declared(qname) {
                let prefix = qname.split(':').next().unwrap_or_default();
                self.sink
                    .problem(ProblemCode::UndeclaredPrefix, prefix, offset);
            }
            self.scopes.declare_own(qname);
        }
        let Resolved { ns, undeclared } = self.scopes.resolve(qname, family);
        if let Some(prefix) = undeclared {
            self.sink
                .problem(ProblemCode::UndeclaredPrefix, prefix, offset);
        }
        let node = Node {
            ns,
            name: local,
            qname,
            attributes,
            children: Vec::new(),
            offset,
            unclosed: false,
        };
        if self.depth() == 0 {
            if self.roots == 0 {
                self.sink.root(family, &node);
            }
            self.roots += 1;
        }
        let depth = self.depth();
        self.make_room(&node, family);
        if self.depth() < depth {
            self.scopes.declare(self.depth(), local, &node.attributes);
        }
        let void = names::is_void(local) && self.inside_text();
        let around = self.containers.len();
        if !empty && self.open.is_empty() && nesting::is_container(&node, family, around) {
            self.containers.push(Container { node });
        } else {
            self.long_texts += usize::from(nesting::is_long_text(&node));
            self.open.push(node);
            if empty || void {
                self.void = (!empty).then_some((qname, offset));
                self.close_top();
            }
        }
    }

    /// Tells of an element without its end tag, unless this end tag, the next thing in the document, is its own.
    fn settle(&mut self, end: Option<&str>) -> bool {
        let Some((name, offset)) = self.void.take() else {
            return false;
        };
        if end == Some(name) {
            return true;
        }
        self.sink.problem(ProblemCode::Tags, name, offset);
        false
    }

    /// Tells, once, that elements are passed over.
    fn too_deep(&mut self, offset: usize) {
        if !self.deep {
            self.deep = true;
            self.sink.problem(ProblemCode::TooDeep, "", offset);
        }
    }

    /// Tells, once and without a name, that something follows the root; around a feed in something else it must.
    fn after_root(&mut self, offset: usize) {
        if !self.junk {
            self.junk = true;
            self.sink.problem(ProblemCode::Tags, "", offset);
        }
    }

    /// The family, where this element is the root of a feed; else it is junk before one.
    fn find_root(&mut self, local: &str, offset: usize) -> Option<Family> {
        let name = local.to_ascii_lowercase();
        let page_has = |name: &str| matches!(name, "rss" | "rdf" | "feed");
        self.family = Family::of_root(&name).filter(|_| !self.page || page_has(&name));
        if self.family.is_none() {
            match name.as_str() {
                "opml" | "urlset" | "sitemapindex" => self.done = true,
                _ => self.junk(offset),
            }
            self.page |= name == "html";
        }
        self.first.get_or_insert(name);
        self.family
    }

    fn junk(&mut self, offset: usize) {
        if !self.junk {
            self.junk = true;
            self.sink.problem(ProblemCode::JunkBefore, "", offset);
        }
    }

    /// True inside Atom's `content` of a type of XML, which may hold entries.
    fn holds_content(&self) -> bool {
        self.open.iter().any(|open| {
            let kind = open.attribute("type").unwrap_or_default();
            open.is(Ns::Own, "content") && (kind.ends_with("/xml") || kind.ends_with("+xml"))
        })
    }

    /// Closes what a new element cannot stand in: an entry in an entry, a field of an entry in a text.
    fn make_room(&mut self, node: &Node<'a>, family: Family) {
        if node.is_entry() && !self.open.is_empty() {
            if !self.holds_content() {
                self.sink
                    .problem(ProblemCode::Tags, self.open[0].qname, node.offset);
                self.close_down_to(0);
            }
            return;
        }
        if nesting::is_field(node) && self.open.last().is_some_and(nesting::is_short_text) {
            let name = self.open.last().map_or("", |open| open.qname);
            self.sink.problem(ProblemCode::Tags, name, node.offset);
            self.close_unclosed();
        }
        let field = usize::from(self.open.first().is_some_and(Node::is_entry));
        let in_markup =
            |text: &Node<'_>| nesting::is_long_text(text) && !text.is(Ns::Own, "content");
        if self.open.get(field).is_some_and(in_markup) && nesting::ends_markup(node, family) {
            let name = self.open[field].qname;
            self.sink.problem(ProblemCode::Tags, name, node.offset);
            self.close_down_to(field);
        }
    }

    fn close_down_to(&mut self, length: usize) {
        while self.open.len() > length {
            self.close_unclosed();
        }
    }

    /// True inside an element that holds the markup of a text.
    fn inside_text(&self) -> bool {
        self.long_texts > 0
    }

    /// An end tag.
    pub fn end(&mut self, tag: Tag<'a>, offset: usize) {
        let qname = tag.qname();
        if self.family.is_none() || self.ended || self.settle(Some(qname)) {
            return;
        }
        let same = |open: &Node| open.qname.eq_ignore_ascii_case(qname);
        if let Some(inner) = self.overflow.last() {
            let around = self.containers.iter().map(|around| &around.node);
            let own = inner.eq_ignore_ascii_case(qname);
            if own || !around.chain(self.open.iter().take(2)).any(same) {
                self.overflow.pop();
                return;
            }
            self.overflow.clear();
        }
        if let Some(found) = self.open.iter().rposition(same) {
            if found + 1 < self.open.len() {
                let inner = self.open[found + 1].qname;
                self.sink.problem(ProblemCode::Tags, inner, offset);
            }
            if self.open[found].qname != qname {
                self.sink.problem(ProblemCode::Tags, qname, offset);
            }
            self.close_down_to(found + 1);
            self.close_top();
        } else if let Some(found) = self
            .containers
            .iter()
            .rposition(|around| same(&around.node))
        {
            let inner = self.containers.get(found + 1).map(|around| &around.node);
            if let Some(unclosed) = self.open.first().or(inner) {
                self.sink.problem(ProblemCode::Tags, unclosed.qname, offset);
            } else if self.containers[found].node.qname != qname {
                self.sink.problem(ProblemCode::Tags, qname, offset);
            }
            self.close_down_to(0);
            self.containers.truncate(found);
            self.scopes.leave(self.depth());
            self.ended = self.containers.is_empty();
        } else {
            self.sink.problem(ProblemCode::Tags, qname, offset);
            let html = names::is_html(tag::local(qname));
            if !html && self.open.last().is_some_and(nesting::is_short_text) {
                self.close_unclosed();
            }
        }
    }

    fn close_unclosed(&mut self) {
        if let Some(top) = self.open.last_mut() {
            top.unclosed = true;
        }
        self.close_top();
    }

    fn close_top(&mut self) {
        let Some(mut node) = self.open.pop() else {
            return;
        };
        self.long_texts -= usize::from(nesting::is_long_text(&node));
        self.scopes.leave(self.depth());
        markup::strip_cdata_marks(&mut node.children);
        match self.open.last_mut() {
            Some(parent) => parent.add(Child::Node(Box::new(node))),
            None => {
                let is_entry = node.is_entry();
                self.entries += usize::from(is_entry);
                if is_entry || self.roots == 1 {
                    self.sink.node(&self.containers, node);
                }
                self.ended = self.containers.is_empty();
            }
        }
    }

    /// The document is read.
    pub fn finish(mut self) -> End {
        if self.page && self.entries == 0 {
            return End::NoFeed(Some("html".to_owned()));
        }
        if self.family.is_none() {
            return End::NoFeed(self.first);
        }
        if self.ended {
            return End::Whole;
        }
        // What is open was cut off: a field of the feed is kept, an entry is not whole.
        if self.open.first().is_some_and(|node| !node.is_entry()) {
            self.close_down_to(0);
        }
        End::Cut
    }
}

/// The name of an attribute that comes twice.
fn twin<'a>(attributes: &[(&'a str, Cow<'_, str>)]) -> Option<&'a str> {
    let before = |at: usize| attributes[..at].iter();
    let twice = |at: &usize| before(*at).any(|(key, _)| *key == attributes[*at].0);
    (1..attributes.len()).find(twice).map(|at| attributes[at].0)
}
