//! The blocks that are open while the tree is walked, one in another; each closes into the one around it. Here they are
//! opened and filled; [`kind`] says what there is to open, [`close`] what becomes of it.

mod close;
mod counter;
mod kind;
mod rows;

pub use kind::Kind;
pub use rows::Part;

use super::run::Run;
use crate::article::{Align, Block, Inline, ListItem, Marker};

/// Blocks open in one another; deeper ones give what they hold to the block around them. At 24 a line of 100 columns
/// would be all indentation.
const MAX_NESTING: usize = 24;

#[derive(Debug)]
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    run: Run,
}

impl Frame {
    fn new(kind: Kind) -> Frame {
        Frame {
            kind,
            blocks: Vec::new(),
            run: Run::default(),
        }
    }
}

/// The open blocks, the innermost last. The first is the article and is never closed before the end.
#[derive(Debug)]
pub struct Frames {
    below: Vec<Frame>,
    top: Frame,
}

impl Frames {
    /// An empty article.
    pub fn new() -> Frames {
        Frames {
            below: Vec::new(),
            top: Frame::new(Kind::Root),
        }
    }

    /// What the innermost open block is.
    pub fn kind(&mut self) -> &mut Kind {
        &mut self.top.kind
    }

    /// The run of inlines that is being gathered.
    pub fn run(&mut self) -> &mut Run {
        &mut self.top.run
    }

    /// True where a block can stand here.
    pub fn may_open(&self) -> bool {
        self.top.kind.holds_blocks() && self.below.len() < MAX_NESTING
    }

    /// Opens a block; the caller has asked [`Frames::may_open`].
    pub fn open(&mut self, kind: Kind) {
        self.boundary();
        let around = std::mem::replace(&mut self.top, Frame::new(kind));
        self.below.push(around);
    }

    /// Ends the line or paragraph that is being gathered.
    pub fn boundary(&mut self) {
        if let Kind::Code { text, .. } = &mut self.top.kind {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        } else if self.top.kind.holds_blocks() {
            for paragraph in self.top.run.take_paragraphs() {
                self.push_paragraph(paragraph);
            }
        } else {
            self.top.run.push_boundary();
        }
    }

    /// Adds a finished block to the innermost open one.
    pub fn push_block(&mut self, block: Block) {
        match &mut self.top.kind {
            Kind::List { items, .. } => match items.last_mut() {
                Some(item) => item.blocks.push(block),
                None => items.push(ListItem {
                    marker: Marker::Bullet,
                    blocks: vec![block],
                }),
            },
            Kind::Definitions(pairs) => match pairs.last_mut() {
                Some((_, definition)) => definition.push(block),
                None => pairs.push((Vec::new(), vec![block])),
            },
            _ => self.top.blocks.push(block),
        }
    }

    /// A paragraph of pictures alone becomes figures.
    fn push_paragraph(&mut self, inlines: Vec<Inline>) {
        let only_images = inlines.iter().all(|inline| match inline {
            Inline::Image { .. } | Inline::Break => true,
            inline => !close::is_seen(inline),
        });
        if !only_images {
            return self.push_block(Block::Paragraph(inlines));
        }
        for inline in inlines {
            if let Inline::Image { image, link } = inline {
                self.push_block(Block::Figure {
                    image,
                    caption: Vec::new(),
                    link,
                });
            }
        }
    }

    /// Begins a row of the open table.
    pub fn open_row(&mut self, part: Part, align: Option<Align>) {
        if let Kind::Table { rows, .. } = &mut self.top.kind {
            rows.open(part, align);
        }
    }

    /// Ends a line of code that began when the code was `length` bytes long; an empty one is a line too.
    pub fn end_code_line(&mut self, length: usize) {
        if let Kind::Code { text, .. } = &mut self.top.kind
            && text.len() == length
        {
            text.push('\n');
        } else {
            self.boundary();
        }
    }

    /// The number of the top-level block that what comes next will stand in, or follow.
    pub fn place(&self) -> usize {
        self.below
            .first()
            .map_or(self.top.blocks.len(), |root| root.blocks.len())
    }

    /// The article's blocks.
    pub fn finish(mut self) -> Vec<Block> {
        while !self.below.is_empty() {
            self.close();
        }
        self.boundary();
        self.top.blocks
    }
}
