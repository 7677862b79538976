//! What an open block is going to be, and which element of HTML begins which: the one table to look in when an element
//! is to become a block.

use html2text::Handle;

use super::counter::Counter;
use super::rows::Rows;
use crate::article::clean::{code, dom, table};
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
    /// `figure`.
    Figure {
        /// Its caption, empty where it has none.
        caption: Vec<Inline>,
        /// True where the caption came before anything else.
        first: bool,
    },
    /// `figcaption`.
    Caption,
    /// `h1` to `h6`.
    Heading(u8),
    /// `pre`, or a table or list of lines of code.
    Code {
        /// True for lines in a table or a list: white space between them is not the code's.
        lines: bool,
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
            "table" | "div" | "ol" | "ul" if code::is_container(name, node) => Kind::Code {
                lines: true,
                text: String::new(),
                language: code::language(node),
            },
            "h1" => Kind::Heading(1),
            "h2" => Kind::Heading(2),
            "h3" => Kind::Heading(3),
            "h4" => Kind::Heading(4),
            "h5" => Kind::Heading(5),
            "h6" => Kind::Heading(6),
            "blockquote" => Kind::Quote,
            "ul" | "ol" | "menu" | "dir" => Kind::List {
                items: Vec::new(),
                ordered: Counter::of(name, node),
            },
            "dl" => Kind::Definitions(Vec::new()),
            "dt" => Kind::Term,
            "dd" => Kind::Definition,
            "details" => Kind::Details(Vec::new()),
            "summary" => Kind::Summary,
            "figure" => Kind::figure(),
            "figcaption" => Kind::Caption,
            "pre" | "listing" => Kind::Code {
                lines: false,
                text: String::new(),
                language: code::language(node),
            },
            "table" if table::is_data(node) => Kind::Table {
                rows: Rows::with_columns(table::columns(node)),
                caption: Vec::new(),
            },
            "caption" => Kind::TableCaption,
            _ => return Kind::by_role(name, node),
        })
    }

    fn figure() -> Kind {
        Kind::Figure {
            caption: Vec::new(),
            first: false,
        }
    }

    /// The block an element begins that only its role or its class tells of.
    fn by_role(name: &str, node: &Handle) -> Option<Kind> {
        if !matches!(name, "p" | "div" | "span" | "section" | "dl") {
            return None;
        }
        if dom::has_class(node, |class| matches!(class, "wp-caption" | "gallery-item")) {
            return Some(Kind::figure());
        }
        if dom::has_class(node, |class| {
            matches!(
                class,
                "wp-caption-text" | "wp-caption-dd" | "gallery-caption"
            )
        }) {
            return Some(Kind::Caption);
        }
        let role = dom::attribute(node, "role")?;
        match role.trim() {
            "heading" => {
                let level = dom::attribute(node, "aria-level")
                    .and_then(|level| level.trim().parse::<u8>().ok());
                Some(Kind::Heading(level.unwrap_or(2).clamp(1, 6)))
            }
            "list" => Some(Kind::List {
                items: Vec::new(),
                ordered: None,
            }),
            _ => None,
        }
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
