//! HTML → blocks → styled lines at a width. The DOM is html2text's (html5ever); blocks, layout and typography are
//! ours. Blocks are kept: a new width only lays them out again. Pure.

mod block;
mod clean;
pub mod extract;
mod fence;
mod grid;
pub mod layout;
pub mod links;
pub mod picture;
mod plain;
pub mod render;
mod typography;

pub use block::{Align, Block, Cell, Image, Inline, ListItem, Marker, Media, Style};
pub use clean::{read, read_in};
pub use layout::{Layout, Line, Options, Role, Room, Rooms, Span, lay_out, lay_out_with};
pub use plain::{PlainText, plain_text};
pub use typography::Tongue;

/// An article as blocks, with its links and images collected. Owned data: may cross threads.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
    /// The targets of its links, absolute and cleaned, one number a target (index + 1 is the number shown).
    pub links: Vec<Link>,
    /// Its images, in reading order.
    pub images: Vec<Image>,
    /// How many words it has.
    pub words: usize,
    /// The places in it that its own links lead to: an `id`, and the top-level block it stands in.
    pub anchors: Vec<(String, usize)>,
    /// True where the HTML was longer than what is read; its last block says so.
    pub cut: bool,
    /// The language it is in (declared, else judged): its rules of spacing and its hyphens apply.
    pub tongue: Tongue,
}

/// A link's target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address, absolute, tracking parameters removed.
    pub url: String,
    /// The text it stands on, where it was met first.
    pub text: String,
    /// For a link within the article (a note's call): the top-level block it leads to.
    pub target: Option<usize>,
}

impl Document {
    /// Reading time in minutes, at least 1 for a text that is not empty.
    pub fn minutes(&self) -> u32 {
        crate::text::reading::minutes(self.words)
    }
}
