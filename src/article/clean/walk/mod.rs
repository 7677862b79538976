//! The walk through the tree: once, in reading order, with its own stack instead of recursion. Here elements are entered
//! and left; what each begins and ends goes to the open blocks, [`text`] and [`alone`] say what stands in them.

mod alone;
mod anchors;
mod pictures;
mod places;
mod script;
mod spoken;
mod text;

use std::collections::HashSet;

use html2text::{Handle, RcDom};
use url::Url;

use self::anchors::Anchors;
use self::pictures::Pictures;
use self::places::Places;
use self::script::Script;
use super::frame::{Frames, Kind, Part};
use super::{code, dom, elements, gone, style, table};
use crate::article::{Document, Marker, Style, Tongue, links, typography};

/// What holds inside an element and is put back when it is left.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    style: Style,
    /// The language of what is said here.
    tongue: Tongue,
    /// The `a` around, as [`Anchors::meet`] gave it.
    anchor: Option<usize>,
    /// White space is kept (`pre` where no block can stand).
    verbatim: bool,
    /// Depth of `q`.
    quotes: usize,
    /// Inside `noscript`: pictures alone count.
    noscript: bool,
    /// The part of a data table around.
    part: Part,
    /// Between the lines of code that stands in a table or a list: white space is none of it.
    between_lines: bool,
    /// The element around mixes elements of its own making with text: they stand in its lines.
    mixed: bool,
}

enum Step {
    Enter(Handle),
    Leave(State, Close),
}

/// What is to be done when an element is left.
#[derive(Debug, Clone, Copy)]
enum Close {
    Nothing,
    Boundary,
    Frame,
    /// A line of code; what the code had before it.
    CodeLine(usize),
    /// What `sup` or `sub` began is raised or lowered.
    Script(Script),
    Text(&'static str),
}

struct Walk<'a> {
    base: Option<&'a Url>,
    state: State,
    frames: Frames,
    anchors: Anchors,
    pictures: Pictures,
    places: Places,
    /// Addresses of the media that were met.
    media: HashSet<String>,
    /// A program's drawing of a formula is the last thing that was met.
    drawn: bool,
}

/// Walks the tree of a text in a language into a document; its words are not counted yet.
pub fn walk(dom: &RcDom, base: Option<&Url>, tongue: Tongue) -> Document {
    let mut walk = Walk {
        base,
        state: State {
            tongue,
            ..State::default()
        },
        frames: Frames::new(),
        anchors: Anchors::default(),
        pictures: Pictures::default(),
        places: Places::default(),
        media: HashSet::new(),
        drawn: false,
    };
    let mut steps = vec![Step::Enter(dom.document.clone())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) => walk.enter(&node, &mut steps),
            Step::Leave(state, close) => walk.leave(state, close),
        }
    }
    let blocks = walk.frames.finish();
    walk.places.end_at(blocks.len());
    let (links, anchors) = walk.anchors.finish(&walk.places, base);
    Document {
        blocks,
        links,
        images: walk.pictures.finish(),
        anchors,
        tongue,
        ..Document::default()
    }
}

impl Walk<'_> {
    fn enter(&mut self, node: &Handle, steps: &mut Vec<Step>) {
        let Some(name) = dom::name(node) else {
            match dom::text(node) {
                Some(text) => self.text(&text),
                None => push_children(node, steps),
            }
            return;
        };
        if gone::is_gone(node) || self.stands_alone(name, node) {
            return;
        }
        let around = self.state;
        let own = dom::with_attribute(node, "lang", |tag| {
            (!tag.trim().is_empty()).then(|| Tongue::declared(tag))
        });
        // The page's own language is known already.
        if let Some(tongue) = own.flatten().filter(|_| name != "html") {
            self.state.tongue = tongue;
        }
        let close = self.open(name, node);
        self.note_ids(name, node);
        self.state.style = elements::style(name, self.state.style);
        self.state.mixed = is_mixed(node);
        steps.push(Step::Leave(around, close));
        push_children(node, steps);
    }

    /// Opens what an element begins and says how it is to be closed.
    fn open(&mut self, name: &str, node: &Handle) -> Close {
        if matches!(self.frames.kind(), Kind::Code { .. }) {
            return self.open_in_code(name, node);
        }
        let in_table = matches!(self.frames.kind(), Kind::Table { .. });
        match name {
            "a" => {
                self.anchor(node);
                Close::Nothing
            }
            "q" => {
                let (before, after) = typography::quotes(self.state.tongue, self.state.quotes);
                self.state.quotes += 1;
                self.verbatim(before);
                Close::Text(after)
            }
            "rt" => {
                // Beside a sign of two columns no blank is wanted.
                let run = self.frames.run();
                let place = run.seal();
                let is_wide = |c: char| c >= '\u{2e80}';
                let touches = run.before(place).ends_with(is_wide);
                self.text(if touches { "(" } else { " (" });
                Close::Text(")")
            }
            "sup" | "sub" => Close::Script(Script::begin(self.frames.run(), name == "sup")),
            // Keys and commands side by side are not one.
            "code" | "kbd" | "samp" | "tt"
                if !self.state.style.code && self.frames.run().ends_with_code() =>
            {
                self.verbatim("\u{200b}");
                Close::Nothing
            }
            "noscript" => {
                self.state.noscript = !gone::holds_text_for_reading(node);
                Close::Nothing
            }
            "td" | "th" if in_table => self.open_cell(name, node),
            "tr" if in_table => {
                self.frames.open_row(self.state.part, table::align(node));
                Close::Nothing
            }
            "thead" | "tbody" | "tfoot" if in_table => {
                self.state.part = match name {
                    "thead" => Part::Head,
                    "tfoot" => Part::Foot,
                    _ => Part::Body,
                };
                Close::Nothing
            }
            "li" => self.open_item(node),
            _ if dom::attribute_is(node, "role", "listitem") => self.open_item(node),
            _ => match Kind::of(name, node) {
                Some(kind) => self.open_frame(kind),
                None if elements::is_boundary(name) || is_set_apart(name, node) => self.boundary(),
                // Elements that a site made for itself are blocks, unless they stand among words.
                None if name.contains('-') && !self.state.mixed => self.boundary(),
                None => Close::Nothing,
            },
        }
    }

    /// In code an element can only end a line. One that is a line keeps its line where it is empty.
    fn open_in_code(&mut self, name: &str, node: &Handle) -> Close {
        if matches!(name, "td" | "th") && !code::is_line(name, node) {
            return Close::Nothing;
        }
        if code::is_line(name, node) || name == "code" {
            self.state.between_lines = false;
        }
        if name == "a" {
            self.anchor(node);
        }
        if !elements::is_boundary(name) {
            return Close::Nothing;
        }
        self.frames.boundary();
        match self.frames.kind() {
            Kind::Code { text, lines, .. }
                if code::is_line(name, node) || (*lines && matches!(name, "tr" | "p")) =>
            {
                Close::CodeLine(text.len())
            }
            _ => Close::Boundary,
        }
    }

    fn open_cell(&mut self, name: &str, node: &Handle) -> Close {
        self.open_frame(Kind::Cell {
            columns: table::span(node, "colspan"),
            rows: table::span(node, "rowspan"),
            head: name == "th",
            align: table::align(node),
        })
    }

    /// Notes where an `id` stands, or an old `a name`.
    fn note_ids(&mut self, name: &str, node: &Handle) {
        let place = self.frames.place();
        let places = &mut self.places;
        dom::with_attribute(node, "id", |id| places.note(id.trim(), place));
        if name == "a" {
            dom::with_attribute(node, "name", |id| places.note(id.trim(), place));
        }
    }

    fn boundary(&mut self) -> Close {
        self.frames.boundary();
        Close::Boundary
    }

    fn open_frame(&mut self, kind: Kind) -> Close {
        if self.frames.may_open() {
            self.state.between_lines = matches!(kind, Kind::Code { lines: true, .. });
            self.state.part = Part::Body;
            self.frames.open(kind);
            return Close::Frame;
        }
        self.state.verbatim |= matches!(kind, Kind::Code { .. });
        if matches!(kind, Kind::Code { .. }) {
            self.state.style.code = true;
        }
        self.boundary()
    }

    fn open_item(&mut self, node: &Handle) -> Close {
        let value =
            dom::with_attribute(node, "value", |value| value.trim().parse::<i64>().ok()).flatten();
        let marker = match self.frames.kind() {
            Kind::List {
                ordered: Some(counter),
                ..
            } => counter.mark(value),
            _ => Marker::Bullet,
        };
        if self.frames.may_open() {
            self.frames.open(Kind::Item(marker));
            return Close::Frame;
        }
        self.frames.boundary();
        self.verbatim("• ");
        Close::Boundary
    }

    fn leave(&mut self, around: State, close: Close) {
        match close {
            Close::Nothing => {}
            Close::Boundary => self.frames.boundary(),
            Close::Frame => self.frames.close(),
            Close::CodeLine(length) => self.frames.end_code_line(length),
            Close::Text(text) => {
                self.frames.run().trim_blank();
                self.verbatim(text);
            }
            Close::Script(script) => script.end(self.frames.run(), self.state.style),
        }
        self.state = around;
    }

    fn anchor(&mut self, node: &Handle) {
        let address = dom::attribute(node, "href")
            .filter(|href| !leads_back(href))
            .and_then(|href| links::clean_against(&href, self.base));
        self.state.anchor = address.map(|url| self.anchors.meet(url));
    }
}

/// True for the address of a note's call, which the note's own number leads back to: the number stays, it is no link.
fn leads_back(href: &str) -> bool {
    const CALLS: [&str; 9] = [
        "fnref",
        "_ftnref",
        "_ednref",
        "cite_ref",
        "footnote-ref",
        "footnoteref",
        "ftnref",
        "note-ref",
        "noteref",
    ];
    let Some((_, id)) = href.split_once('#') else {
        return false;
    };
    let spip = id.strip_prefix("nh").is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    spip || CALLS.iter().any(|call| id.starts_with(call))
}

/// True for a `span` that its own style sets on lines of its own.
fn is_set_apart(name: &str, node: &Handle) -> bool {
    name == "span"
        && style::value(node, "display").is_some_and(|display| {
            matches!(display.trim(), "block" | "flex" | "grid" | "list-item")
        })
}

/// True where an element holds both elements of a site's own making (`x-card`) and words.
fn is_mixed(node: &Handle) -> bool {
    let children = node.children.borrow();
    let own = |child: &Handle| dom::name(child).is_some_and(|name| name.contains('-'));
    children.iter().any(own)
        && children
            .iter()
            .any(|child| dom::text(child).is_some_and(|text| !text.trim().is_empty()))
}

fn push_children(node: &Handle, steps: &mut Vec<Step>) {
    steps.extend(
        node.children
            .borrow()
            .iter()
            .rev()
            .cloned()
            .map(Step::Enter),
    );
}
