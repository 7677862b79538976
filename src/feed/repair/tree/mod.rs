//! The second pass of repair: tags. quick-xml reads leniently; a stack of our own closes what is left open and passes
//! over ends that close nothing. The children of the feed's containers come out one by one as small trees, so that
//! memory is bounded by the longest entry. Depth is bounded; namespaces, bases and languages are resolved.

mod builder;
mod nesting;
mod scopes;
mod tag;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::builder::Builder;
use self::tag::Tag;
use super::super::ProblemCode;
use super::node::{Container, Node};

/// What the document is, told by its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `<rss>`, `<rdf:RDF>`, or a `<channel>` without either.
    Rss,
    /// `<feed>` or a lone `<entry>`.
    Atom,
}

impl Family {
    /// The family of a feed whose root has this name, in lower case and without its prefix.
    fn of_root(name: &str) -> Option<Family> {
        match name {
            "rss" | "rdf" | "channel" | "item" => Some(Family::Rss),
            "feed" | "entry" => Some(Family::Atom),
            _ => None,
        }
    }
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
    let mut builder = Builder::new(sink, doctype.unwrap_or_default());
    let mut page = false;
    while !builder.is_done() {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let after = reader.buffer_position();
        match event {
            Ok(Event::Start(_)) => {
                builder.start(Tag::start(text, offset, after, false), offset, false);
                if builder.is_page() && !page {
                    page = true;
                    if !holds_root(&text[offset..]) {
                        break;
                    }
                }
            }
            Ok(Event::Empty(_)) => {
                builder.start(Tag::start(text, offset, after, true), offset, true);
            }
            Ok(Event::End(_)) => builder.end(Tag::end(text, offset, after), offset),
            Ok(Event::Text(piece)) => builder.text(piece.into_inner(), offset),
            Ok(Event::CData(piece)) => builder.cdata(piece.into_inner(), offset),
            Ok(Event::GeneralRef(reference)) => builder.reference(&reference.into_inner(), offset),
            Ok(Event::Eof) => break,
            Ok(Event::Decl(_) | Event::PI(_)) => {
                builder.instruction(Tag::instruction(text, offset, after), offset);
            }
            Ok(_) => {}
            Err(error) => {
                builder.problem(ProblemCode::Tags, &error.to_string(), offset);
                break;
            }
        }
    }
    builder.finish()
}

/// True where a web page may hold a feed.
fn holds_root(page: &str) -> bool {
    page.match_indices('<').any(|(at, _)| {
        let rest = &page.as_bytes()[at + 1..];
        ["rss", "rdf:rdf", "feed"].iter().any(|root| {
            rest.len() > root.len()
                && rest[..root.len()].eq_ignore_ascii_case(root.as_bytes())
                && matches!(rest[root.len()], b'>' | b' ' | b'\n' | b'\r' | b'\t')
        })
    })
}
