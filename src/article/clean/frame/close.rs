//! The end of a block: what was gathered in it goes into the block around, in the shape that one gives it. Empty
//! blocks leave nothing, and a part without its whole (a lone `dt`, a lone caption) becomes a paragraph.

use super::rows::Rows;
use super::{Frames, Kind};
use crate::article::{Block, Cell, Inline, ListItem, Marker};
use crate::text::width;

impl Frames {
    /// Closes the innermost open block into the one around it.
    pub fn close(&mut self) {
        self.boundary();
        let Some(around) = self.below.pop() else {
            return;
        };
        let mut frame = std::mem::replace(&mut self.top, around);
        let inlines = frame.run.take();
        match frame.kind {
            Kind::Root => {}
            Kind::Quote => self.push_filled(frame.blocks, Block::Quote),
            Kind::List { items, .. } => {
                let items: Vec<ListItem> = items
                    .into_iter()
                    .filter(|item| !item.blocks.is_empty())
                    .collect();
                self.close_list(items);
            }
            Kind::Item(marker) => self.close_item(marker, frame.blocks),
            Kind::Definitions(pairs) => self.close_definitions(pairs),
            Kind::Term => self.close_term(inlines),
            Kind::Definition => {
                for block in frame.blocks {
                    self.push_block(block);
                }
            }
            Kind::Details(summary) => {
                if !(summary.is_empty() && frame.blocks.is_empty()) {
                    self.push_block(Block::Details {
                        summary,
                        blocks: frame.blocks,
                    });
                }
            }
            Kind::Summary => match &mut self.top.kind {
                Kind::Details(summary) => summary.extend(inlines),
                _ => self.push_text_block(inlines, Block::Paragraph),
            },
            Kind::Figure { caption, first } => self.close_figure(frame.blocks, caption, first),
            Kind::Caption => match &mut self.top.kind {
                Kind::Figure { caption, first } => {
                    if caption.is_empty() {
                        *first = self.top.blocks.is_empty();
                    } else {
                        caption.push(Inline::Break);
                    }
                    caption.extend(inlines);
                }
                _ => self.push_text_block(inlines, Block::Paragraph),
            },
            Kind::Heading(level) => {
                self.push_text_block(inlines, |inlines| Block::Heading(level, inlines));
            }
            Kind::Code { text, language, .. } => {
                // Lines of blanks before and after it are not the code's.
                let text = text.trim_end();
                if let Some(first) = text.find(|c: char| !c.is_whitespace()) {
                    let line = text[..first].rfind('\n').map_or(0, |end| end + 1);
                    let text = text[line..].to_owned();
                    self.push_block(Block::Code { text, language });
                }
            }
            Kind::Table { rows, caption } => self.close_table(frame.blocks, rows, caption),
            Kind::TableCaption => match &mut self.top.kind {
                Kind::Table { caption, .. } => caption.extend(inlines),
                _ => self.push_text_block(inlines, Block::Paragraph),
            },
            Kind::Cell {
                columns,
                rows,
                head,
                align,
            } => {
                if let Kind::Table { rows: open, .. } = &mut self.top.kind {
                    let cell = Cell {
                        inlines,
                        columns,
                        rows,
                        align,
                    };
                    open.push(cell, head);
                }
            }
        }
    }

    fn push_filled(&mut self, blocks: Vec<Block>, make: impl FnOnce(Vec<Block>) -> Block) {
        if !blocks.is_empty() {
            self.push_block(make(blocks));
        }
    }

    fn push_text_block(&mut self, inlines: Vec<Inline>, make: impl FnOnce(Vec<Inline>) -> Block) {
        if inlines.iter().any(is_seen) {
            self.push_block(make(inlines));
        }
    }

    /// A list of pictures alone is a gallery: the pictures stand by themselves.
    fn close_list(&mut self, items: Vec<ListItem>) {
        let is_picture = |block: &Block| matches!(block, Block::Figure { .. });
        let gallery = items
            .iter()
            .all(|item| item.marker == Marker::Bullet && item.blocks.iter().all(is_picture));
        if gallery {
            for block in items.into_iter().flat_map(|item| item.blocks) {
                self.push_block(block);
            }
        } else {
            self.push_block(Block::List(items));
        }
    }

    /// Terms that are pictures, as old galleries have them, are figures with a caption.
    fn close_definitions(&mut self, pairs: Vec<(Vec<Inline>, Vec<Block>)>) {
        let picture = |(term, definition): &(Vec<Inline>, Vec<Block>)| {
            matches!(term.as_slice(), [Inline::Image { .. }])
                && matches!(definition.as_slice(), [] | [Block::Paragraph(_)])
        };
        if pairs.is_empty() {
            return;
        }
        if !pairs.iter().all(picture) {
            return self.push_block(Block::Definitions(pairs));
        }
        for (mut term, mut definition) in pairs {
            let caption = match definition.pop() {
                Some(Block::Paragraph(caption)) => caption,
                _ => Vec::new(),
            };
            if let Some(Inline::Image { image, link }) = term.pop() {
                self.push_block(Block::Figure {
                    image,
                    caption,
                    link,
                });
            }
        }
    }

    /// An item outside any list joins the list just before it, or begins one.
    fn close_item(&mut self, marker: Marker, blocks: Vec<Block>) {
        let item = ListItem { marker, blocks };
        if let Kind::List { items, .. } = &mut self.top.kind {
            return items.push(item);
        }
        if item.blocks.is_empty() {
            return;
        }
        if let Some(Block::List(items)) = self.top.blocks.last_mut() {
            return items.push(item);
        }
        self.push_block(Block::List(vec![item]));
    }

    fn close_term(&mut self, inlines: Vec<Inline>) {
        match &mut self.top.kind {
            Kind::Definitions(pairs) => pairs.push((inlines, Vec::new())),
            _ => self.push_text_block(inlines, Block::Paragraph),
        }
    }

    /// The caption goes to the last picture or table that has none, else it stands as a paragraph where it stood, above
    /// or below.
    fn close_figure(&mut self, mut blocks: Vec<Block>, figure_caption: Vec<Inline>, first: bool) {
        if !figure_caption.is_empty() {
            let free = blocks.iter_mut().rev().find_map(|block| match block {
                Block::Figure { caption, .. } | Block::Table { caption, .. }
                    if caption.is_empty() =>
                {
                    Some(caption)
                }
                _ => None,
            });
            match free {
                Some(caption) => *caption = figure_caption,
                None => match blocks.as_mut_slice() {
                    // Who said it stands in the quotation.
                    [Block::Quote(quoted)] => quoted.push(Block::Paragraph(figure_caption)),
                    _ if first => blocks.insert(0, Block::Paragraph(figure_caption)),
                    _ => blocks.push(Block::Paragraph(figure_caption)),
                },
            }
        }
        for block in blocks {
            self.push_block(block);
        }
    }

    /// What stood in a table but in no cell goes before it.
    fn close_table(&mut self, strays: Vec<Block>, rows: Rows, caption: Vec<Inline>) {
        for block in strays {
            self.push_block(block);
        }
        let (header, rows) = rows.parted();
        let mut cells = header.iter().chain(&rows).flatten();
        let filled = cells.any(|cell| cell.inlines.iter().any(is_seen));
        if filled || !caption.is_empty() {
            self.push_block(Block::Table {
                header,
                rows,
                caption,
            });
        }
    }
}

/// False for what shows nothing by itself: line ends, and text of no width (places where a line may break).
pub(super) fn is_seen(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text, .. } => width::width(text.trim()) > 0,
        Inline::Break => false,
        _ => true,
    }
}
