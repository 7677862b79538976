//! A document as text, ANSI or Markdown, for standard output.

use super::{Document, Layout};

/// The lines as plain text, one a line.
pub fn text(layout: &Layout) -> String {
    let _ = layout;
    unimplemented!()
}

/// The lines with ANSI styles and OSC 8 hyperlinks.
pub fn ansi(document: &Document, layout: &Layout) -> String {
    let _ = (document, layout);
    unimplemented!()
}

/// CommonMark.
pub fn markdown(document: &Document) -> String {
    let _ = document;
    unimplemented!()
}

/// All its words as running text, blocks apart by line ends: what the search index reads.
pub fn plain(document: &Document) -> String {
    let _ = document;
    unimplemented!()
}
