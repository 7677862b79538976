//! Elements that stand alone: they are read as a whole and the walk does not go into them. Line ends and rules, pictures,
//! films and recordings, drawings, formulas.

use html2text::Handle;

use super::{Walk, spoken};
use crate::article::clean::frame::Kind;
use crate::article::clean::image::{self, Picture};
use crate::article::clean::{dom, media};
use crate::article::{Block, Image, Inline};

impl Walk<'_> {
    /// Elements whose children are not walked. True where this was one.
    pub fn stands_alone(&mut self, name: &str, node: &Handle) -> bool {
        match name {
            "br" => self.line_end(),
            "wbr" => self.verbatim("\u{200b}"),
            "hr" => {
                self.frames.boundary();
                if self.frames.may_open() {
                    self.frames.push_block(Block::Rule);
                }
            }
            "img" | "amp-img" => self.picture(node),
            "object" if self.is_opened(node) => {
                if self.says_nothing_of_itself(node) {
                    self.medium(node);
                }
                return false;
            }
            _ if media::is_medium(name) => self.medium(node),
            "input" => self.task(node),
            "svg" => self.drawing(node),
            "math" => self.formula(node, node),
            _ => return self.formula_of_a_program(node),
        }
        true
    }

    /// The box of a task in a list, ticked or not; any other control is gone.
    fn task(&mut self, node: &Handle) {
        if matches!(self.frames.kind(), Kind::Item(_))
            && dom::attribute_is(node, "type", "checkbox")
        {
            let ticked = dom::attribute(node, "checked").is_some();
            self.text(if ticked { "☑ " } else { "☐ " });
        }
    }

    fn picture(&mut self, node: &Handle) {
        match image::read(node, self.base) {
            Picture::Nothing => {}
            Picture::Sign(text) => self.text(&text),
            Picture::Shown { image, lazy } => self.show(image, lazy),
        }
    }

    /// Shows a picture, unless it is the double of the one before.
    fn show(&mut self, image: Image, lazy: bool) {
        if let Kind::Code { text, .. } = self.frames.kind() {
            text.push_str(&image.alt);
            return;
        }
        let alt = image.alt.clone();
        let Some(image) = self.pictures.push(image, lazy, self.state.noscript) else {
            return;
        };
        let link = self.link(&alt);
        self.frames.run().push(Inline::Image { image, link });
    }

    /// True for an `object` of which what it holds is read, not its own address.
    fn is_opened(&self, node: &Handle) -> bool {
        let inner = |wanted: fn(&str) -> bool| {
            dom::find(node, |inner| dom::name(inner).is_some_and(wanted)).is_some()
        };
        let is_picture =
            dom::with_attribute(node, "type", |kind| kind.trim().starts_with("image/"));
        let leads = media::read(node, self.base).is_some_and(|medium| medium.url.is_some());
        is_picture.unwrap_or(false)
            || inner(|name| name == "embed")
            || ((media::is_dead(node) || !leads) && inner(|name| matches!(name, "img" | "p")))
            || media::holds_text_for_reading(node)
    }

    /// True for an opened `object` that leads somewhere what it holds does not lead to.
    fn says_nothing_of_itself(&self, object: &Handle) -> bool {
        let leads = |inner: &Handle| {
            dom::name(inner)
                .is_some_and(|name| matches!(name, "a" | "img") || media::is_medium(name))
        };
        let is_picture =
            dom::with_attribute(object, "type", |kind| kind.trim().starts_with("image/"));
        !is_picture.unwrap_or(false)
            && !media::is_dead(object)
            && dom::find(object, leads).is_none()
    }

    fn medium(&mut self, node: &Handle) {
        let Some(medium) = media::read(node, self.base) else {
            return;
        };
        // A frame that a program fills has its double in `noscript`.
        let known = |url: &String| self.media.contains(url);
        if self.state.noscript && medium.url.as_ref().is_some_and(known) {
            return;
        }
        self.media.extend(medium.url.clone());
        let link = medium
            .url
            .map(|url| self.anchors.alone(&url, &medium.title));
        self.frames.boundary();
        self.frames.run().push(Inline::Media {
            kind: medium.kind,
            title: medium.title,
            link,
        });
        self.frames.boundary();
    }

    fn drawing(&mut self, node: &Handle) {
        let alt = spoken::drawing(node);
        if !alt.is_empty() && !self.state.noscript {
            let image = Image {
                alt,
                ..Image::default()
            };
            self.show(image, false);
        }
    }

    /// A formula, as its `math` says it; `around` is the element that sets it on a line of its own, or in the text.
    fn formula(&mut self, math: &Handle, around: &Handle) {
        let said = spoken::formula(math);
        let is_block = dom::attribute_is(math, "display", "block")
            || dom::attribute_is(around, "display", "true")
            || dom::has_class(around, |class| {
                class.ends_with("isplay") || class == "mwe-math-element-block"
            });
        self.say_formula(&said, is_block);
    }

    /// Formulas as MathJax and MediaWiki draw them: the signs of the drawing, its double as a picture and the formula
    /// itself. Said once. True where this was one.
    fn formula_of_a_program(&mut self, node: &Handle) -> bool {
        let is = |wanted: fn(&str) -> bool| dom::has_class(node, wanted);
        if is(|class| class == "MathJax_Preview") {
            return true;
        }
        if is(|class| class == "tex-source") {
            // The source of a formula that a program has drawn just before it.
            if !std::mem::take(&mut self.drawn) {
                let is_block = dom::attribute_is(node, "data-mode", "display");
                let said = spoken::tex(&dom::inner_text(node, |_| false));
                self.say_formula(&said, is_block);
            }
            return true;
        }
        let drawn = is(|class| class == "mwe-math-element" || class.starts_with("MathJax"));
        if !drawn {
            return false;
        }
        let Some(math) = dom::find(node, |inner| dom::name(inner) == Some("math")) else {
            return false;
        };
        self.formula(&math, node);
        self.drawn = true;
        true
    }

    fn say_formula(&mut self, said: &str, is_block: bool) {
        if is_block {
            self.frames.boundary();
        }
        self.text(said);
        if is_block {
            self.frames.boundary();
        }
    }
}
