//! The blocks that are open while the tree is walked: each closes into the one around it.

use super::marker;
use super::run::Run;
use crate::article::{Block, Cell, Inline, ListItem, Marker, Style};

/// Blocks open in one another; deeper ones give what they hold to the block around them. At 24 a line of 100 columns
/// would be all indentation.
const MAX_NESTING: usize = 24;

/// What an open block is going to be.
#[derive(Debug)]
pub enum Kind {
    /// The article.
    Root,
    /// `blockquote`.
    Quote,
    /// `ul`, `ol` and the like, with the next number of an ordered one.
    List {
        items: Vec<ListItem>,
        ordered: Option<Counter>,
    },
    /// `li`.
    Item(Marker),
    /// `dl`.
    Definitions(Vec<(Vec<Inline>, Vec<Block>)>),
    /// `dt`.
    Term,
    /// `dd`.
    Definition,
    /// `details`, with its summary.
    Details(Vec<Inline>),
    /// `summary`.
    Summary,
    /// `figure`, with its caption.
    Figure(Vec<Inline>),
    /// `figcaption`.
    Caption,
    /// `h1` to `h6`.
    Heading(u8),
    /// `pre`.
    Code {
        text: String,
        language: Option<String>,
    },
    /// A data table.
    Table {
        rows: Vec<Row>,
        caption: Vec<Inline>,
    },
    /// A table's `caption`.
    TableCaption,
    /// A cell of a data table.
    Cell {
        columns: usize,
        rows: usize,
        head: bool,
    },
}

/// How an ordered list counts on.
#[derive(Debug, Clone, Copy)]
pub struct Counter {
    /// Figures, letters or Roman numerals.
    pub kind: marker::Kind,
    /// The number of the next item.
    pub next: i64,
    /// 1, or -1 in a reversed list.
    pub step: i64,
}

/// A row of an open table.
#[derive(Debug, Default)]
pub struct Row {
    cells: Vec<Cell>,
    in_head: bool,
    all_head: bool,
}

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

    fn holds_blocks(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Term
                | Kind::Summary
                | Kind::Caption
                | Kind::Heading(_)
                | Kind::Code { .. }
                | Kind::TableCaption
                | Kind::Cell { .. }
        )
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
        self.top.holds_blocks() && self.below.len() < MAX_NESTING
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
        } else if self.top.holds_blocks() {
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
            Inline::Text { text, .. } => text.trim().is_empty(),
            Inline::Media { .. } => false,
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
    pub fn open_row(&mut self, in_head: bool) {
        if let Kind::Table { rows, .. } = &mut self.top.kind {
            rows.push(Row {
                cells: Vec::new(),
                in_head,
                all_head: true,
            });
        }
    }

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
                if !items.is_empty() {
                    self.push_block(Block::List(items));
                }
            }
            Kind::Item(marker) => self.close_item(marker, frame.blocks),
            Kind::Definitions(pairs) => {
                if !pairs.is_empty() {
                    self.push_block(Block::Definitions(pairs));
                }
            }
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
            Kind::Figure(caption) => self.close_figure(frame.blocks, caption),
            Kind::Caption => match &mut self.top.kind {
                Kind::Figure(caption) => {
                    if !caption.is_empty() {
                        caption.push(Inline::Break);
                    }
                    caption.extend(inlines);
                }
                _ => self.push_text_block(inlines, Block::Paragraph),
            },
            Kind::Heading(level) => {
                self.push_text_block(inlines, |inlines| Block::Heading(level, inlines));
            }
            Kind::Code { text, language } => {
                let text = text.trim_matches('\n').trim_end();
                if !text.trim().is_empty() {
                    let text = text.to_owned();
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
            } => {
                if let Kind::Table { rows: open, .. } = &mut self.top.kind {
                    if open.is_empty() {
                        open.push(Row::default());
                    }
                    if let Some(row) = open.last_mut() {
                        row.all_head &= head;
                        row.cells.push(Cell {
                            inlines,
                            columns,
                            rows,
                        });
                    }
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
        if !inlines.is_empty() {
            self.push_block(make(inlines));
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

    /// The caption goes to the last picture or table that has none, else it stands below as a paragraph.
    fn close_figure(&mut self, mut blocks: Vec<Block>, figure_caption: Vec<Inline>) {
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
                None => blocks.push(Block::Paragraph(figure_caption)),
            }
        }
        for block in blocks {
            self.push_block(block);
        }
    }

    fn close_table(&mut self, strays: Vec<Block>, rows: Vec<Row>, caption: Vec<Inline>) {
        for block in strays {
            self.push_block(block);
        }
        let mut rows: Vec<Row> = rows
            .into_iter()
            .filter(|row| !row.cells.is_empty())
            .collect();
        let heads = rows.iter().take_while(|row| row.in_head).count();
        let heads = match heads {
            0 if rows.len() > 1 && rows.first().is_some_and(|row| row.all_head) => 1,
            heads => heads,
        };
        let body = rows.split_off(heads);
        let cells = |rows: Vec<Row>| rows.into_iter().map(|row| row.cells).collect::<Vec<_>>();
        let mut header = cells(rows);
        for cell in header.iter_mut().flatten() {
            unbold(&mut cell.inlines);
        }
        let body = cells(body);
        if !(header.is_empty() && body.is_empty() && caption.is_empty()) {
            self.push_block(Block::Table {
                header,
                rows: body,
                caption,
            });
        }
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

/// A header is set apart by its place; its cells' own weight is dropped.
fn unbold(inlines: &mut [Inline]) {
    for inline in inlines {
        if let Inline::Text { style, .. } = inline {
            *style = Style {
                strong: false,
                ..*style
            };
        }
    }
}
