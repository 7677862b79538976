//! The walk through the tree: once, in reading order, with its own stack instead of recursion.

use std::borrow::Cow;
use std::collections::HashMap;

use html2text::{Handle, RcDom};
use url::Url;

use super::elements;
use super::frame::{Frames, Kind};
use super::image::{self, Picture};
use super::{dom, media, table};
use crate::article::{Document, Image, Inline, Link, Marker, Style, links, typography};
use crate::text::sanitise;

/// Characters of a link's text that are kept with it.
const LINK_TEXT: usize = 300;

/// What holds inside an element and is put back when it is left.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    style: Style,
    /// The `a` around, an index into [`Walk::anchors`].
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
    /// `sup` or `sub`, with the place and generation of the run where it began.
    Script {
        up: bool,
        place: usize,
        generation: usize,
    },
    Text(&'static str),
}

/// A link that was met; it gets a number when there is something to read on it.
struct Anchor {
    url: String,
    number: Option<usize>,
    /// The first to lead to its target: gives the link its text.
    first: bool,
}

struct Walk<'a> {
    base: Option<&'a Url>,
    french: bool,
    state: State,
    frames: Frames,
    anchors: Vec<Anchor>,
    numbers: HashMap<String, usize>,
    links: Vec<Link>,
    images: Vec<Image>,
}

/// Walks the tree into a document; its words are not counted yet.
pub fn walk(dom: &RcDom, base: Option<&Url>, french: bool) -> Document {
    let mut walk = Walk {
        base,
        french,
        state: State::default(),
        frames: Frames::new(),
        anchors: Vec::new(),
        numbers: HashMap::new(),
        links: Vec::new(),
        images: Vec::new(),
    };
    let mut steps = vec![Step::Enter(dom.document.clone())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) => walk.enter(&node, &mut steps),
            Step::Leave(state, close) => walk.leave(state, close),
        }
    }
    let mut links = walk.links;
    for link in &mut links {
        link.text = sanitise::line(&link.text);
    }
    Document {
        blocks: walk.frames.finish(),
        links,
        images: walk.images,
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

    /// Elements whose children are not walked. True where this was one.
    fn stands_alone(&mut self, name: &str, node: &Handle) -> bool {
        match name {
            "br" => self.line_end(),
            "wbr" => self.verbatim("\u{200b}"),
            "hr" => {
                self.frames.boundary();
                if self.frames.may_open() {
                    self.frames.push_block(crate::article::Block::Rule);
                }
            }
            "img" => self.picture(node),
            "video" | "audio" | "iframe" | "embed" => self.medium(node),
            "object" => {
                let before = node.children.borrow().len();
                if before > 0
                    && dom::find(node, |inner| {
                        matches!(dom::name(inner), Some("img" | "embed" | "p"))
                    })
                    .is_some()
                {
                    return false;
                }
                self.medium(node);
            }
            "svg" => self.drawing(node),
            "math" => self.formula(node),
            _ => return false,
        }
        true
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
            "sup" | "sub" => {
                let run = self.frames.run();
                Close::Script {
                    up: name == "sup",
                    place: run.seal(),
                    generation: run.generation(),
                }
            }
            "noscript" => {
                self.state.noscript = true;
                Close::Nothing
            }
            "td" | "th" if matches!(self.frames.kind(), Kind::Table { .. }) => {
                self.open_frame(Kind::Cell {
                    columns: table::span(node, "colspan"),
                    rows: table::span(node, "rowspan"),
                    head: name == "th",
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
            Close::Script {
                up,
                place,
                generation,
            } => self.script(up, place, generation),
        }
        self.state = around;
    }

    /// Text from outside: sanitised, its white space folded unless it is code.
    fn text(&mut self, text: &str) {
        if self.state.noscript {
            return;
        }
        let text = sanitised(text);
        if let Kind::Code { text: code, .. } = self.frames.kind() {
            code.push_str(&text);
            return;
        }
        if text.trim().is_empty() {
            let style = self.state.style;
            return self.frames.run().push_text(&text, style, None);
        }
        let link = self.link(&text);
        if !self.state.verbatim {
            let style = self.state.style;
            return self.frames.run().push_text(&text, style, link);
        }
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.frames.run().push(Inline::Break);
            }
            if !line.is_empty() {
                let style = self.state.style;
                // A tab is as wide as in code set apart.
                let line = line.replace('\t', "    ");
                self.frames.run().push_verbatim(&line, style, link);
            }
        }
    }

    /// Text of our own.
    fn verbatim(&mut self, text: &str) {
        if self.state.noscript {
            return;
        }
        if let Kind::Code { text: code, .. } = self.frames.kind() {
            code.push_str(text);
            return;
        }
        let (style, link) = (self.state.style, self.link(""));
        self.frames.run().push_verbatim(text, style, link);
    }

    fn line_end(&mut self) {
        if let Kind::Code { text, .. } = self.frames.kind() {
            text.push('\n');
            return;
        }
        self.frames.run().push(Inline::Break);
    }

    fn anchor(&mut self, node: &Handle) {
        let address =
            dom::attribute(node, "href").and_then(|href| links::clean_against(&href, self.base));
        self.state.anchor = address.map(|url| {
            self.anchors.push(Anchor {
                url,
                number: None,
                first: false,
            });
            self.anchors.len() - 1
        });
    }

    /// The number of the link around; `text` is added to the words it stands on.
    fn link(&mut self, text: &str) -> Option<usize> {
        let anchor = self.anchors.get_mut(self.state.anchor?)?;
        let number = match anchor.number {
            Some(number) => number,
            None => {
                let (number, first) = number_of(&mut self.numbers, &mut self.links, &anchor.url);
                anchor.number = Some(number);
                anchor.first = first;
                number
            }
        };
        let link = self.links.get_mut(number)?;
        if anchor.first && link.text.len() < LINK_TEXT {
            link.text.push_str(text);
        }
        Some(number)
    }

    fn picture(&mut self, node: &Handle) {
        match image::read(node, self.base) {
            Picture::Nothing => {}
            Picture::Sign(text) => self.text(&text),
            Picture::Shown(image) => self.show(image),
        }
    }

    /// Shows a picture. In `noscript` it is the double of the one before, or the only one there is.
    fn show(&mut self, image: Image) {
        if self.state.noscript {
            if self.images.iter().any(|known| known.url == image.url) {
                return;
            }
            if let Some(last) = self.images.last_mut().filter(|last| last.url.is_empty()) {
                last.url = image.url;
                return;
            }
        }
        if let Kind::Code { text, .. } = self.frames.kind() {
            text.push_str(&image.alt);
            return;
        }
        let link = self.link(&image.alt);
        self.images.push(image);
        let image = self.images.len() - 1;
        self.frames.run().push(Inline::Image { image, link });
    }

    fn medium(&mut self, node: &Handle) {
        let Some(medium) = media::read(node, self.base) else {
            return;
        };
        let link = medium.url.map(|url| {
            let (number, first) = number_of(&mut self.numbers, &mut self.links, &url);
            if first && let Some(link) = self.links.get_mut(number) {
                link.text.push_str(&medium.title);
            }
            number
        });
        self.frames.boundary();
        self.frames.run().push(Inline::Media {
            kind: medium.kind,
            title: medium.title,
            link,
        });
        self.frames.boundary();
    }

    /// A drawing is said by its title.
    fn drawing(&mut self, node: &Handle) {
        let title = dom::attribute(node, "aria-label").or_else(|| {
            let children = node.children.borrow();
            let title = children
                .iter()
                .find(|child| dom::name(child) == Some("title"))?;
            Some(dom::inner_text(title, |_| false))
        });
        let alt = title
            .map(|title| sanitise::line(&title))
            .unwrap_or_default();
        if !alt.is_empty() && !self.state.noscript {
            self.show(Image {
                url: String::new(),
                alt,
            });
        }
    }

    /// A formula is said by its alternative text or its TeX source, else by its signs.
    fn formula(&mut self, node: &Handle) {
        let tex = || {
            let source = dom::find(node, |inner| {
                dom::name(inner) == Some("annotation")
                    && dom::attribute_is(inner, "encoding", "application/x-tex")
            })?;
            Some(dom::inner_text(&source, |_| false))
        };
        let said = dom::attribute(node, "alttext")
            .or_else(tex)
            .filter(|text| !text.trim().is_empty());
        let said = said.unwrap_or_else(|| {
            dom::inner_text(node, |inner| {
                matches!(dom::name(inner), Some("annotation" | "annotation-xml"))
            })
        });
        let is_block = dom::attribute_is(node, "display", "block");
        if is_block {
            self.frames.boundary();
        }
        self.text(&sanitise::line(&said));
        if is_block {
            self.frames.boundary();
        }
    }

    /// Raises or lowers what stands since `place`: in Unicode where every character can be, else in `^(…)`, `_(…)`.
    fn script(&mut self, up: bool, place: usize, generation: usize) {
        let style = self.state.style;
        let run = self.frames.run();
        if run.generation() != generation {
            return;
        }
        let inlines = run.since(place);
        let mut whole = String::new();
        for inline in inlines.iter() {
            match inline {
                Inline::Text { text, .. } => whole.push_str(text),
                _ => return,
            }
        }
        let whole = whole.trim();
        if whole.is_empty() || whole.starts_with(['[', '(']) {
            return;
        }
        let other: fn(char) -> Option<char> = if up {
            typography::raised
        } else {
            typography::lowered
        };
        if whole.chars().all(|c| other(c).is_some()) {
            for inline in inlines {
                if let Inline::Text { text, .. } = inline {
                    *text = text.chars().map(|c| other(c).unwrap_or(c)).collect();
                }
            }
        } else {
            run.insert(place, if up { "^(" } else { "_(" }, style, None);
            run.push_verbatim(")", style, None);
        }
    }
}

/// The number of a target, and whether it is new.
fn number_of(
    numbers: &mut HashMap<String, usize>,
    links: &mut Vec<Link>,
    url: &str,
) -> (usize, bool) {
    if let Some(number) = numbers.get(url) {
        return (*number, false);
    }
    links.push(Link {
        url: url.to_owned(),
        text: String::new(),
    });
    numbers.insert(url.to_owned(), links.len() - 1);
    (links.len() - 1, true)
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

/// Through the gate of `text`, the blanks at both ends kept (they part words).
fn sanitised(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut clean = sanitise::block(text);
    let blank = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
    if text.starts_with(blank) && !clean.starts_with(blank) {
        clean.insert(0, ' ');
    }
    if text.ends_with(blank) && !clean.ends_with(blank) {
        clean.push(' ');
    }
    Cow::Owned(clean)
}
