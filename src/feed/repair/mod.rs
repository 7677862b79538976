//! Broken XML → a document the strict parser reads as it was meant, and the facts that parser drops. One path for all
//! feeds, sound ones too, since some losses of the strict parser are silent: brackets are mended, tags balanced,
//! references resolved, vocabularies recognised under any name; then each child of the feed is written anew in its
//! canonical form (RSS 2.0 or Atom 1.0, UTF-8, no markup inside texts). What was wrong is kept as problems.

mod brackets;
mod entities;
mod markup;
mod names;
mod node;
mod sections;
mod tree;
mod write;

pub use entities::{resolve_all, standard};
pub use markup::{html_from_text, html_of};
pub use names::{Ns, is_html};
pub use node::{Container, Node};
pub use tree::Family;
pub use write::Bodies;

use super::beside::{self, Beside};
use super::{Format, MOST_ENTRIES, MOST_PROBLEMS, Problem, ProblemCode};

/// A repaired document, in pieces so that one bad entry can be left out.
pub struct Repaired {
    pub family: Family,
    pub format: Format,
    /// The children of the feed that are no entries, canonical.
    pub head: String,
    /// The entries, canonical, in the document's order; each carries its number as identity.
    pub entries: Vec<String>,
    /// The entries' long bodies, which wait beside the document.
    pub bodies: Vec<Bodies>,
    /// What the strict parser drops.
    pub beside: Beside,
    pub problems: Vec<Problem>,
    /// True where the document ends too early.
    pub cut: bool,
}

impl Repaired {
    /// The whole document.
    pub fn document(&self) -> String {
        let entries: Vec<&str> = self.entries.iter().map(String::as_str).collect();
        write::document(self.family, &self.head, &entries)
    }

    /// A document without entries.
    pub fn head_alone(&self) -> String {
        write::document(self.family, &self.head, &[])
    }

    /// A document of one entry and nothing else.
    pub fn alone(&self, entry: usize) -> String {
        let entry = self.entries.get(entry).map_or("", String::as_str);
        write::document(self.family, "", &[entry])
    }
}

/// Repairs a document; `base` is its address. The error is the name of the first element of what is no feed, in lower
/// case, where there is one.
pub fn repair(text: &str, base: Option<&url::Url>) -> Result<Repaired, Option<String>> {
    let sound = brackets::mend(text);
    let mut collector = Collector {
        family: Family::Rss,
        format: Format::Rss20,
        head: String::new(),
        entries: Vec::new(),
        bodies: Vec::new(),
        beside: Beside::new(base.cloned()),
        problems: Vec::new(),
        too_many: None,
    };
    let declaration = start(text, 2_048).find("<?xml").unwrap_or(0);
    if declaration > 0 {
        tree::Sink::problem(&mut collector, ProblemCode::JunkBefore, "", 0);
    }
    let end = tree::read(&sound.text, sound.doctype, &mut collector);
    if let tree::End::NoFeed(first) = end {
        return Err(first);
    }
    for facts in &mut collector.beside.entries {
        facts.offset = sound.as_sent(facts.offset);
        for date in &mut facts.dates {
            date.offset = sound.as_sent(date.offset);
        }
    }
    let most = MOST_ENTRIES.to_string();
    let too_many = collector
        .too_many
        .map(|at| (ProblemCode::TooMany, most, at));
    collector.problems.extend(too_many);
    let cut = sound.cut || end == tree::End::Cut;
    for (_, _, offset) in &mut collector.problems {
        *offset = sound.as_sent(*offset);
    }
    let broken = sound.broken.iter().take(MOST_PROBLEMS);
    collector
        .problems
        .extend(broken.map(|&(kind, at)| (ProblemCode::Tags, kind.to_owned(), at)));
    if cut {
        collector
            .problems
            .push((ProblemCode::Cut, String::new(), text.len()));
    }
    Ok(Repaired {
        family: collector.family,
        format: collector.format,
        head: collector.head,
        entries: collector.entries,
        bodies: collector.bodies,
        beside: collector.beside,
        problems: with_places(text, collector.problems),
        cut,
    })
}

struct Collector {
    family: Family,
    format: Format,
    head: String,
    entries: Vec<String>,
    bodies: Vec<Bodies>,
    beside: Beside,
    problems: Vec<(ProblemCode, String, usize)>,
    /// Where the first entry is that is too many.
    too_many: Option<usize>,
}

impl<'a> tree::Sink<'a> for Collector {
    fn root(&mut self, family: Family, root: &Node<'a>) {
        self.family = family;
        self.format = format_of(family, root);
    }

    fn node(&mut self, around: &[Container<'a>], node: Node<'a>) {
        beside::around(&mut self.beside, around);
        let entry = match self.family {
            Family::Rss => node.is(Ns::Own, "item"),
            Family::Atom => node.is(Ns::Own, "entry"),
        };
        if entry {
            let number = self.entries.len();
            if number >= MOST_ENTRIES {
                self.too_many.get_or_insert(node.offset);
                return;
            }
            let facts = beside::entry(&self.beside, self.family, around, &node);
            let (entry, bodies) = write::entry(self.family, &node, number);
            self.entries.push(entry);
            self.bodies.push(bodies);
            self.beside.entries.push(facts);
        } else {
            beside::feed_child(&mut self.beside, self.family, &node);
            write::feed_child(self.family, &node, &mut self.head);
        }
    }

    fn problem(&mut self, code: ProblemCode, detail: &str, offset: usize) {
        if self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let detail: String = detail.chars().take(80).collect();
        // Each wound has its place; a prefix is declared once, so it is told once.
        let told = self.problems.last().is_some_and(|before| {
            let same_place = offset == before.2 || code == ProblemCode::UndeclaredPrefix;
            code == before.0 && detail == before.1 && same_place
        });
        if !told {
            self.problems.push((code, detail, offset));
        }
    }
}

/// The start of a text, at most so many bytes.
pub fn start(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn format_of(family: Family, root: &Node<'_>) -> Format {
    let version = root.attribute("version").unwrap_or_default().trim();
    let names = |wanted: &str| {
        root.attributes
            .iter()
            .any(|(key, value)| key.starts_with("xmlns") && value.contains(wanted))
    };
    match family {
        Family::Atom if version.starts_with("0.") || names("purl.org/atom/ns") => Format::Atom03,
        Family::Atom => Format::Atom10,
        Family::Rss if root.name.eq_ignore_ascii_case("rdf") => {
            match names("netscape.com/rdf/simple/0.9") {
                true => Format::Rss090,
                false => Format::Rss10,
            }
        }
        Family::Rss => match version {
            "0.90" | "0.9" => Format::Rss090,
            "0.91" => Format::Rss091,
            "0.92" | "0.93" | "0.94" => Format::Rss092,
            _ => Format::Rss20,
        },
    }
}

/// Offsets in the text → lines and columns, in one walk.
pub fn with_places(text: &str, mut found: Vec<(ProblemCode, String, usize)>) -> Vec<Problem> {
    found.sort_by_key(|&(_, _, offset)| offset);
    let (mut line, mut column, mut at) = (1, 1, 0);
    let mut problems = Vec::with_capacity(found.len());
    for (code, detail, offset) in found {
        let offset = (0..=offset.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        let passed = &text[at..offset];
        line += passed.bytes().filter(|byte| *byte == b'\n').count();
        column = match passed.rsplit_once('\n') {
            Some((_, since)) => since.chars().count() + 1,
            None => column + passed.chars().count(),
        };
        at = offset;
        problems.push(Problem {
            code,
            detail,
            line: Some(line),
            column: Some(column),
        });
    }
    problems
}

#[cfg(test)]
mod tests;
