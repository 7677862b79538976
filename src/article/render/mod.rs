//! A document as text, ANSI or Markdown, for standard output, and as running text for the search index.

mod ansi;
mod markdown;
mod words;

pub use ansi::ansi;
pub use markdown::markdown;
pub(super) use words::count_words;
pub use words::{plain, prose};

use super::Layout;

/// The lines as plain text, one a line.
pub fn text(layout: &Layout) -> String {
    let mut out = String::with_capacity(layout.lines.len() * 80);
    for line in &layout.lines {
        for span in &line.spans {
            out.push_str(&span.text);
        }
        out.push('\n');
    }
    out
}
