//! The walk through the tree: once, in reading order, with its own stack instead of recursion. Here elements are entered
//! and left; what each begins and ends goes to the open blocks, [`text`] and [`alone`] say what stands in them.

mod alone;
mod anchors;
mod pictures;
mod script;
mod spoken;
mod text;

use html2text::{Handle, RcDom};
use url::Url;

use self::anchors::Anchors;
use self::pictures::Pictures;
use self::script::Script;
use super::frame::{Frames, Kind};
use super::{dom, elements, table};
use crate::article::{Document, Marker, Style, links, typography};

/// What holds inside an element and is put back when it is left.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    style: Style,
    /// The `a` around, as [`Anchors::meet`] gave it.
    anchor: Option<usize>,
    /// White space is kept (`pre` where no block can stand).
    verbatim: bool,
    /// Depth of `q`.
    quotes: usize,
    /// Inside `noscript`: pictures alone count.
    noscript: bool,
    /// Inside the head of a data table.
    table_head: bool,
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
    /// What `sup` or `sub` began is raised or lowered.
    Script(Script),
    Text(&'static str),
}

struct Walk<'a> {
    base: Option<&'a Url>,
    french: bool,
    state: State,
    frames: Frames,
    anchors: Anchors,
    pictures: Pictures,
}

/// Walks the tree into a document; its words are not counted yet.
pub fn walk(dom: &RcDom, base: Option<&Url>, french: bool) -> Document {
    let mut walk = Walk {
        base,
        french,
        state: State::default(),
        frames: Frames::new(),
        anchors: Anchors::default(),
        pictures: Pictures::default(),
    };
    let mut steps = vec![Step::Enter(dom.document.clone())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) => walk.enter(&node, &mut steps),
            Step::Leave(state, close) => walk.leave(state, close),
        }
    }
    Document {
        blocks: walk.frames.finish(),
        links: walk.anchors.finish(),
        images: walk.pictures.finish(),
        words: 0,
        french,
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
        if elements::is_gone(node) || self.stands_alone(name, node) {
            return;
        }
        let around = self.state;
        let close = self.open(name, node);
        self.state.style = elements::style(name, self.state.style);
        steps.push(Step::Leave(around, close));
        push_children(node, steps);
    }

    /// Opens what an element begins and says how it is to be closed.
    fn open(&mut self, name: &str, node: &Handle) -> Close {
        match name {
            "a" => {
                self.anchor(node);
                Close::Nothing
            }
            "q" => {
                let (before, after) = typography::quotes(self.french, self.state.quotes);
                self.state.quotes += 1;
                self.verbatim(before);
                Close::Text(after)
            }
            "rt" => {
                self.text(" (");
                Close::Text(")")
            }
            "sup" | "sub" => Close::Script(Script::begin(self.frames.run(), name == "sup")),
            "noscript" => {
                self.state.noscript = true;
                Close::Nothing
            }
            "td" | "th" if matches!(self.frames.kind(), Kind::Table { .. }) => {
                self.open_frame(Kind::Cell {
                    columns: table::span(node, "colspan"),
                    rows: table::span(node, "rowspan"),
                    head: name == "th",
                    align: table::align(node),
                })
            }
            "tr" | "thead" | "tbody" | "tfoot"
                if matches!(self.frames.kind(), Kind::Table { .. }) =>
            {
                match name {
                    "tr" => self.frames.open_row(self.state.table_head),
                    _ => self.state.table_head = name == "thead",
                }
                Close::Nothing
            }
            _ => match Kind::of(name, node) {
                Some(kind) => self.open_frame(kind),
                None if name == "li" => self.open_item(node),
                None if elements::is_boundary(name) => self.boundary(),
                None => Close::Nothing,
            },
        }
    }

    fn boundary(&mut self) -> Close {
        self.frames.boundary();
        Close::Boundary
    }

    fn open_frame(&mut self, kind: Kind) -> Close {
        if self.frames.may_open() {
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
            Close::Text(text) => {
                self.frames.run().trim_blank();
                self.verbatim(text);
            }
            Close::Script(script) => script.end(self.frames.run(), self.state.style),
        }
        self.state = around;
    }

    fn anchor(&mut self, node: &Handle) {
        let address =
            dom::attribute(node, "href").and_then(|href| links::clean_against(&href, self.base));
        self.state.anchor = address.map(|url| self.anchors.meet(url));
    }
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
