//! The blocks an article is made of.

/// A piece of an article that stands by itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A list; each item holds blocks.
    List(Vec<ListItem>),
    /// A quotation; holds blocks.
    Quote(Vec<Block>),
    /// Text kept verbatim, with the language of the code where it is named.
    Code {
        text: String,
        language: Option<String>,
    },
    /// A data table, rows of cells.
    Table {
        header: Vec<Vec<Cell>>,
        rows: Vec<Vec<Cell>>,
        caption: Vec<Inline>,
    },
    /// A picture by its number in [`super::Document::images`], with its caption and the link it stands on.
    Figure {
        image: usize,
        caption: Vec<Inline>,
        link: Option<usize>,
    },
    /// Terms and their definitions.
    Definitions(Vec<(Vec<Inline>, Vec<Block>)>),
    /// `details`: its summary and what it holds.
    Details {
        summary: Vec<Inline>,
        blocks: Vec<Block>,
    },
    /// A horizontal rule.
    Rule,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// What stands before it.
    pub marker: Marker,
    /// What it holds.
    pub blocks: Vec<Block>,
}

impl ListItem {
    /// True where it needs no blank line around it: one paragraph, and at most a list of such items under it.
    pub fn is_tight(&self) -> bool {
        match self.blocks.as_slice() {
            [] | [Block::Paragraph(_)] => true,
            [Block::List(items)] | [Block::Paragraph(_), Block::List(items)] => {
                items.iter().all(ListItem::is_tight)
            }
            _ => false,
        }
    }
}

/// What stands before a list's item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// A bullet.
    Bullet,
    /// A number or letter, as it is shown (`3.`, `b.`, `iv.`).
    Ordinal(String),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub inlines: Vec<Inline>,
    /// Columns it spans, 1 to 20.
    pub columns: usize,
    /// Rows it spans, 1 to 20.
    pub rows: usize,
    /// How its text is set, where the page says so.
    pub align: Option<Align>,
}

/// How a cell's text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A run of text in one style, or what stands in a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text; white space folded, except in code.
    Text {
        text: String,
        style: Style,
        link: Option<usize>,
    },
    /// A picture in the line, by its number.
    Image { image: usize, link: Option<usize> },
    /// A film, a recording or another page shown inside this one, with its title (may be empty).
    Media {
        kind: Media,
        title: String,
        link: Option<usize>,
    },
    /// A forced line end (`br`).
    Break,
}

impl Inline {
    /// The same, strong.
    pub fn strong(self) -> Inline {
        match self {
            Inline::Text { text, style, link } => Inline::Text {
                text,
                style: Style {
                    strong: true,
                    ..style
                },
                link,
            },
            other => other,
        }
    }
}

/// What a medium is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// A film.
    Video,
    /// A recording.
    Audio,
    /// Another page, shown in a frame.
    Frame,
}

/// How a run of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Emphasis.
    pub emphasis: bool,
    /// Strong.
    pub strong: bool,
    /// Code, kbd, samp.
    pub code: bool,
    /// Struck out (`del`, `s`).
    pub struck: bool,
    /// Marked (`mark`, `ins`).
    pub marked: bool,
}

/// An image of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// Its address, absolute where a base is known; empty where the picture came inside the HTML (`data:`).
    pub url: String,
    /// Its alternative text, plain.
    pub alt: String,
    /// What its `title` says beyond the alternative text (the last word of a comic); empty where it says nothing new.
    pub title: String,
    /// True where the page says that it says nothing (`alt=""`): no stand-in takes its place in the text.
    pub silent: bool,
}
