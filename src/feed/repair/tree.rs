//! The second pass of repair: tags. quick-xml reads leniently; a stack of our own closes what is left open and passes
//! over ends that close nothing. The children of the feed's containers come out one by one as small trees, so that
//! memory is bounded by the longest entry. Depth is bounded; namespaces, bases and languages are resolved.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::super::ProblemCode;
use super::entities::{Entities, Reference, resolve_all};
use super::names::{self, Ns};
use super::node::{Child, Container, Node};

/// The deepest nesting kept (DESIGN.md, limits); deeper tags are passed over, their text is kept.
const DEPTH: usize = 256;
/// The most attributes of one element, and the most namespace declarations in force at once.
const ATTRIBUTES: usize = 256;

/// What the document is, told by its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `<rss>`, `<rdf:RDF>`, or a `<channel>` without either.
    Rss,
    /// `<feed>` or a lone `<entry>`.
    Atom,
}

/// Who takes the trees.
pub trait Sink<'a> {
    /// The root is known.
    fn root(&mut self, family: Family, root: &Node<'a>);
    /// A child of a container is complete; `around` are its containers from the root inwards.
    fn node(&mut self, around: &[Container<'a>], node: Node<'a>);
    /// Something was wrong at an offset of the mended text.
    fn problem(&mut self, code: ProblemCode, detail: &str, offset: usize);
}

/// How reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The root was closed.
    Whole,
    /// The document ends before its root does.
    Cut,
    /// No root of a feed; the name of the first element, where there is one.
    NoFeed(Option<String>),
}

/// Reads a document whose brackets are sound, with the entities of its `DOCTYPE`.
pub fn read<'a>(text: &'a str, doctype: Option<&str>, sink: &mut impl Sink<'a>) -> End {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut builder = Builder {
        sink,
        entities: Entities::default(),
        containers: Vec::new(),
        open: Vec::new(),
        scopes: Vec::new(),
        overflow: 0,
        family: None,
        first: None,
        done: false,
        junk: false,
    };
    builder.entities.declare(doctype.unwrap_or_default());
    while !builder.done {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                builder.start(
                    inside(text, offset, reader.buffer_position()),
                    offset,
                    false,
                );
            }
            Ok(Event::Empty(_)) => {
                let inside = inside(text, offset, reader.buffer_position());
                builder.start(inside.strip_suffix('/').unwrap_or(inside), offset, true);
            }
            Ok(Event::End(_)) => {
                let inside = inside(text, offset, reader.buffer_position());
                builder.end(name_of(inside.strip_prefix('/').unwrap_or(inside)), offset);
            }
            Ok(Event::Text(piece)) => builder.text(piece.into_inner(), offset),
            Ok(Event::CData(piece)) => builder.cdata(piece.into_inner()),
            Ok(Event::GeneralRef(reference)) => builder.reference(&reference.into_inner(), offset),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                builder
                    .sink
                    .problem(ProblemCode::Tags, &error.to_string(), offset);
                break;
            }
        }
    }
    builder.finish()
}

/// What stands between a tag's `<` and `>`.
fn inside(text: &str, offset: usize, after: u64) -> &str {
    let after = usize::try_from(after).unwrap_or(usize::MAX);
    text.get(offset + 1..after.saturating_sub(1))
        .unwrap_or_default()
}

/// The name a tag begins with.
fn name_of(inside: &str) -> &str {
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/');
    &inside[..end.unwrap_or(inside.len())]
}

struct Builder<'a, 's, S: Sink<'a>> {
    sink: &'s mut S,
    entities: Entities,
    containers: Vec<Container<'a>>,
    open: Vec<Node<'a>>,
    /// `(depth, prefix, vocabulary)` of the declarations in force; the empty prefix is the default namespace.
    scopes: Vec<(usize, &'a str, Ns)>,
    /// Elements open beyond [`DEPTH`].
    overflow: usize,
    family: Option<Family>,
    first: Option<String>,
    done: bool,
    junk: bool,
}

impl<'a, S: Sink<'a>> Builder<'a, '_, S> {
    fn depth(&self) -> usize {
        self.containers.len() + self.open.len()
    }

    fn start(&mut self, inside: &'a str, offset: usize, empty: bool) {
        let qname = name_of(inside);
        let local = qname.rsplit_once(':').map_or(qname, |(_, local)| local);
        if self.family.is_none() && !self.find_root(local, offset) {
            return;
        }
        if self.depth() >= DEPTH {
            self.overflow += usize::from(!empty);
            return;
        }
        let attributes = self.attributes(inside, qname.len());
        self.declare(&attributes);
        let ns = self.resolve(qname, offset);
        let node = Node {
            ns,
            name: local,
            qname,
            attributes,
            children: Vec::new(),
            offset,
            unclosed: false,
        };
        if self.containers.is_empty() && self.open.is_empty() {
            let family = self.family.unwrap_or(Family::Rss);
            self.sink.root(family, &node);
        }
        self.make_room(&node);
        let void = names::is_void(local) && self.inside_text();
        if self.is_container(&node) && !empty {
            self.containers.push(Container { node });
        } else {
            self.open.push(node);
            if empty || void {
                self.close_top();
            }
        }
    }

    /// True where this element is the root of a feed; else it is junk before one.
    fn find_root(&mut self, local: &str, offset: usize) -> bool {
        self.first.get_or_insert_with(|| local.to_ascii_lowercase());
        let family = match local.to_ascii_lowercase().as_str() {
            "rss" | "rdf" | "channel" | "item" => Family::Rss,
            "feed" | "entry" => Family::Atom,
            "html" | "opml" | "urlset" | "sitemapindex" => {
                self.done = true;
                return false;
            }
            _ => {
                self.junk(offset);
                return false;
            }
        };
        self.family = Some(family);
        true
    }

    fn junk(&mut self, offset: usize) {
        if !self.junk {
            self.junk = true;
            self.sink.problem(ProblemCode::JunkBefore, "", offset);
        }
    }

    /// The attributes of a tag's inside, quoted or not.
    fn attributes(&mut self, inside: &'a str, name_end: usize) -> Vec<(&'a str, Cow<'a, str>)> {
        let mut all = Vec::new();
        for attribute in Attributes::html(inside, name_end)
            .with_checks(false)
            .take(ATTRIBUTES)
            .flatten()
        {
            let value = match attribute.value {
                Cow::Borrowed(value) => resolve_all(value, |name| self.entities.resolve(name)),
                Cow::Owned(value) => {
                    Cow::Owned(resolve_all(&value, |name| self.entities.resolve(name)).into_owned())
                }
            };
            all.push((attribute.key.into_inner(), value));
        }
        all
    }

    fn declare(&mut self, attributes: &[(&'a str, Cow<'a, str>)]) {
        let depth = self.depth();
        for (key, address) in attributes {
            let prefix = match key.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if *key == "xmlns" => "",
                _ => continue,
            };
            if self.scopes.len() < ATTRIBUTES {
                self.scopes
                    .push((depth, prefix, names::by_address(address)));
            }
        }
    }

    /// The vocabulary of a name where it stands. The root's default namespace is the document's own, whatever its
    /// address: RSS carries many.
    fn resolve(&mut self, qname: &str, offset: usize) -> Ns {
        let atom = self.family == Some(Family::Atom);
        let own = |ns: Ns| match ns {
            Ns::Atom if atom => Ns::Own,
            Ns::Rss if !atom => Ns::Own,
            other => other,
        };
        let prefix = qname.split_once(':').map_or("", |(prefix, _)| prefix);
        let declared = self
            .scopes
            .iter()
            .rev()
            .find(|(_, known, _)| *known == prefix);
        if prefix.is_empty() {
            return match declared {
                Some(&(depth, _, ns)) if depth > 0 => own(ns),
                _ => Ns::Own,
            };
        }
        if let Some(&(_, _, ns)) = declared {
            return own(ns);
        }
        match names::by_prefix(prefix) {
            Some(ns) => {
                self.sink
                    .problem(ProblemCode::UndeclaredPrefix, prefix, offset);
                own(ns)
            }
            None => Ns::Other,
        }
    }

    fn is_container(&self, node: &Node<'a>) -> bool {
        if !self.open.is_empty() {
            return false;
        }
        let name = node.name.to_ascii_lowercase();
        match self.containers.len() {
            0 => matches!(name.as_str(), "rss" | "rdf" | "channel" | "feed"),
            1 => self.family == Some(Family::Rss) && node.ns == Ns::Own && name == "channel",
            _ => false,
        }
    }

    /// Closes what a new element cannot stand in: an entry in an entry, a field of an entry in a short text.
    fn make_room(&mut self, node: &Node<'a>) {
        if node.is_entry() && !self.open.is_empty() {
            let holds_markup = self.open.iter().any(|open| open.is(Ns::Own, "content"));
            if !holds_markup {
                self.sink
                    .problem(ProblemCode::Tags, self.open[0].qname, node.offset);
                while !self.open.is_empty() {
                    self.close_unclosed();
                }
            }
            return;
        }
        let field = node.ns == Ns::Own && is_field(node.name);
        if field && self.open.last().is_some_and(is_short_text) {
            let name = self.open.last().map_or("", |open| open.qname);
            self.sink.problem(ProblemCode::Tags, name, node.offset);
            self.close_unclosed();
        }
    }

    /// True inside an element that holds the markup of a text.
    fn inside_text(&self) -> bool {
        self.open.iter().any(|open| {
            open.ns == Ns::Xhtml
                || (matches!(open.ns, Ns::Own | Ns::Content | Ns::Itunes | Ns::Dc)
                    && [
                        "title",
                        "description",
                        "encoded",
                        "summary",
                        "content",
                        "subtitle",
                        "tagline",
                    ]
                    .iter()
                    .any(|name| open.name.eq_ignore_ascii_case(name)))
        })
    }

    fn end(&mut self, qname: &str, offset: usize) {
        if self.family.is_none() {
            return;
        }
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        let same = |open: &Node| open.qname.eq_ignore_ascii_case(qname);
        if let Some(found) = self.open.iter().rposition(same) {
            if found + 1 < self.open.len() {
                let inner = self.open[found + 1].qname;
                self.sink.problem(ProblemCode::Tags, inner, offset);
            }
            while self.open.len() > found + 1 {
                self.close_unclosed();
            }
            self.close_top();
        } else if let Some(found) = self
            .containers
            .iter()
            .rposition(|around| same(&around.node))
        {
            if let Some(open) = self.open.first() {
                self.sink.problem(ProblemCode::Tags, open.qname, offset);
            }
            while !self.open.is_empty() {
                self.close_unclosed();
            }
            self.containers.truncate(found);
            self.leave();
            self.done = self.containers.is_empty();
        } else if !(names::is_void(qname) && self.inside_text()) {
            self.sink.problem(ProblemCode::Tags, qname, offset);
            let local = qname.rsplit_once(':').map_or(qname, |(_, local)| local);
            if !names::is_html(local) && self.open.last().is_some_and(is_short_text) {
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
        let Some(node) = self.open.pop() else { return };
        self.leave();
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Node(node)),
            None => {
                self.sink.node(&self.containers, node);
                self.done = self.containers.is_empty();
            }
        }
    }

    /// Forgets the declarations of what was closed.
    fn leave(&mut self) {
        let depth = self.depth();
        while self
            .scopes
            .last()
            .is_some_and(|&(declared, _, _)| declared >= depth)
        {
            self.scopes.pop();
        }
    }

    fn text(&mut self, piece: Cow<'a, str>, offset: usize) {
        if self.family.is_none() {
            if !piece.trim().is_empty() {
                self.junk(offset);
            }
            return;
        }
        if self.open.is_empty() {
            return;
        }
        if piece.starts_with('&') {
            self.sink.problem(ProblemCode::Entity, "&", offset);
        }
        if let Some(at) = piece.bytes().position(is_control) {
            self.sink
                .problem(ProblemCode::ControlCharacter, "", offset + at);
        }
        self.push(Child::Text(piece));
    }

    fn cdata(&mut self, piece: Cow<'a, str>) {
        if !self.open.is_empty() {
            self.push(Child::Cdata(piece));
        }
    }

    fn reference(&mut self, name: &str, offset: usize) {
        if self.open.is_empty() {
            return;
        }
        match self.entities.resolve(name) {
            Reference::Text(text) => {
                if text.bytes().any(is_control) {
                    self.sink
                        .problem(ProblemCode::ControlCharacter, name, offset);
                }
                self.push(Child::Text(Cow::Owned(text)));
            }
            Reference::Nothing => self
                .sink
                .problem(ProblemCode::ControlCharacter, name, offset),
            Reference::Unknown => {
                self.sink.problem(ProblemCode::Entity, name, offset);
                self.push(Child::Text(Cow::Owned(format!("&{name};"))));
            }
        }
    }

    /// Adds to what is open; pieces of one text are joined.
    fn push(&mut self, child: Child<'a>) {
        let Some(top) = self.open.last_mut() else {
            return;
        };
        match (top.children.last_mut(), &child) {
            (Some(Child::Text(before)), Child::Text(after)) => before.to_mut().push_str(after),
            _ => top.children.push(child),
        }
    }

    fn finish(mut self) -> End {
        if self.family.is_none() {
            return End::NoFeed(self.first);
        }
        if self.done {
            return End::Whole;
        }
        // What is open was cut off: a field of the feed is kept, an entry is not whole.
        if self.open.first().is_some_and(|node| !node.is_entry()) {
            while !self.open.is_empty() {
                self.close_unclosed();
            }
        }
        End::Cut
    }
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Elements whose text is short and holds no field of an entry.
fn is_short_text(node: &Node<'_>) -> bool {
    node.ns == Ns::Own
        && [
            "title", "link", "guid", "pubDate", "author", "category", "comments",
        ]
        .iter()
        .any(|name| node.name.eq_ignore_ascii_case(name))
}

/// Fields of an entry that never stand in a short text. `name`, `email` and `uri` do, in Atom's `author`.
fn is_field(name: &str) -> bool {
    [
        "title",
        "link",
        "description",
        "guid",
        "pubDate",
        "author",
        "category",
        "comments",
        "enclosure",
    ]
    .iter()
    .any(|field| name.eq_ignore_ascii_case(field))
}
