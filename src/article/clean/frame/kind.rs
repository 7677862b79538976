//! What an open block is going to be, and which element of HTML begins which: the one table to look in when an element
//! is to become a block.

use html2text::Handle;

use super::counter::Counter;
use super::rows::Rows;
use crate::article::clean::{elements, table};
use crate::article::{Align, Block, Inline, ListItem, Marker};

/// What an open block is going to be.
#[derive(Debug)]
pub enum Kind {
    /// The article.
    Root,
    /// `blockquote`.
    Quote,
    /// `ul`, `ol` and the like.
    List {
        /// The items that are closed.
        items: Vec<ListItem>,
        /// How an ordered one counts on.
        ordered: Option<Counter>,
    },
    /// `li`.
    Item(Marker),
    /// `dl`: its terms, each with its definition.
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
        /// The code so far, as it is.
        text: String,
        /// Its language, in lower case, where it is declared.
        language: Option<String>,
    },
    /// A data table.
    Table {
        /// The rows so far.
        rows: Rows,
        /// Its caption, empty where it has none.
        caption: Vec<Inline>,
    },
    /// A table's `caption`.
    TableCaption,
    /// A cell of a data table.
    Cell {
        /// Columns it spans, from 1.
        columns: usize,
        /// Rows it spans, from 1.
        rows: usize,
        /// True for a `th`.
        head: bool,
        /// How its text is set, where it says so.
        align: Option<Align>,
    },
}

impl Kind {
    /// The block an element begins wherever it stands. Items, rows and cells depend on what is around them: the walk
    /// opens those.
    pub fn of(name: &str, node: &Handle) -> Option<Kind> {
        Some(match name {
            "h1" => Kind::Heading(1),
            "h2" => Kind::Heading(2),
            "h3" => Kind::Heading(3),
            "h4" => Kind::Heading(4),
            "h5" => Kind::Heading(5),
            "h6" => Kind::Heading(6),
            "blockquote" => Kind::Quote,
            "ul" | "menu" | "dir" => Kind::List {
                items: Vec::new(),
                ordered: None,
            },
            "ol" => Kind::List {
                items: Vec::new(),
                ordered: Some(Counter::of(node)),
            },
            "dl" => Kind::Definitions(Vec::new()),
            "dt" => Kind::Term,
            "dd" => Kind::Definition,
            "details" => Kind::Details(Vec::new()),
            "summary" => Kind::Summary,
            "figure" => Kind::Figure(Vec::new()),
            "figcaption" => Kind::Caption,
            "pre" | "listing" => Kind::Code {
                text: String::new(),
                language: elements::code_language(node),
            },
            "table" if table::is_data(node) => Kind::Table {
                rows: Rows::default(),
                caption: Vec::new(),
            },
            "caption" => Kind::TableCaption,
            _ => return None,
        })
    }

    /// True where blocks can stand in it, false where only inlines can.
    pub fn holds_blocks(&self) -> bool {
        !matches!(
            self,
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
