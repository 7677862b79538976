//! Blocks → styled lines at a width. Lines are broken by `text::breaks` with the French rules, measured by
//! `text::width`. Never reads HTML: a new width only lays the blocks out again.

mod bidi;
mod code;
mod figure;
mod flow;
mod list;
mod page;
mod prose;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

use super::{Document, Style};
use crate::text::Lang;
pub use figure::{Room, Rooms};
use page::Page;
pub use syntax::Token;

/// How to lay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns, 20 at least (less is taken as 20).
    pub width: usize,
    /// Draw with ASCII alone (`|`, `-`, `*`) where the locale is not UTF-8.
    pub ascii: bool,
    /// Show links' numbers (`[3]`) after their text.
    pub numbers: bool,
    /// Hyphenate running text in French or English, for a narrow column; such a word longer than a line is hyphenated in any case.
    pub hyphenate: bool,
    /// The interface's language: how stand-ins for pictures and films are named.
    pub lang: Lang,
}

/// Columns under which running text is hyphenated where nobody says otherwise.
pub const NARROW: usize = 40;

/// The narrowest layout, in columns.
pub const MIN_WIDTH: usize = 20;

/// An article laid out at a width.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The width asked for, in columns.
    pub width: usize,
    /// The lines; none is wider than `width`, none ends with a blank.
    pub lines: Vec<Line>,
    /// The pictures that stand alone, in order, by their numbers.
    pub figures: Vec<usize>,
    /// The rows kept for pictures, in order.
    pub pictures: Vec<Room>,
}

/// A line, with the number of the top-level block it belongs to: the anchor that survives a new width.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its runs.
    pub spans: Vec<Span>,
    /// The index of the top-level block.
    pub block: usize,
}

impl Line {
    /// Its text, without styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// A run of a line in one style.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Span {
    /// The text, sanitised.
    pub text: String,
    /// Emphasis and the like.
    pub style: Style,
    /// What it is part of.
    pub role: Role,
    /// The link it belongs to, an index into [`Document::links`].
    pub link: Option<usize>,
    /// What it is in code whose language is declared.
    pub token: Option<Token>,
}

/// What a run is part of: the theme gives each its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// A heading of this level.
    Heading(u8),
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// A caption or an image's stand-in.
    Caption,
    /// Bullets, rules, frames, link numbers: what the layout adds.
    Ornament,
}

/// Lays the blocks out.
pub fn lay_out(document: &Document, options: Options) -> Layout {
    lay_out_with(document, options, &Rooms::default())
}

/// Lays the blocks out, with room for the pictures whose sizes are known.
pub fn lay_out_with(document: &Document, options: Options, rooms: &Rooms) -> Layout {
    let mut page = Page::new(document, options, rooms);
    page.top_level(&document.blocks);
    Layout {
        width: options.width,
        ..page.finish()
    }
}
