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

    fn picture(&mut self, node: &Handle) {
        match image::read(node, self.base) {
            Picture::Nothing => {}
            Picture::Sign(text) => self.text(&text),
            Picture::Shown(image) => self.show(image),
        }
    }

    /// Shows a picture. In `noscript` it is the double of the one before, or the only one there is.
    fn show(&mut self, image: Image) {
        let image = match self.state.noscript {
            true => self.pictures.unless_double(image),
            false => Some(image),
        };
        let Some(image) = image else {
            return;
        };
        if let Kind::Code { text, .. } = self.frames.kind() {
            text.push_str(&image.alt);
            return;
        }
        let link = self.link(&image.alt);
        let image = self.pictures.push(image);
        self.frames.run().push(Inline::Image { image, link });
    }

    fn medium(&mut self, node: &Handle) {
        let Some(medium) = media::read(node, self.base) else {
            return;
        };
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
            self.show(Image {
                url: String::new(),
                alt,
            });
        }
    }

    fn formula(&mut self, node: &Handle) {
        let said = spoken::formula(node);
        let is_block = dom::attribute_is(node, "display", "block");
        if is_block {
            self.frames.boundary();
        }
        self.text(&said);
        if is_block {
            self.frames.boundary();
        }
    }
}
