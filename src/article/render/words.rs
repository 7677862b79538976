//! The words of a document without its layout.

use crate::article::{Block, Document, Inline};

/// All its words as running text, blocks apart by line ends: what the search index reads.
pub fn plain(document: &Document) -> String {
    let mut out = String::new();
    each_text(document, &document.blocks, &mut |text| out.push_str(text));
    out.truncate(out.trim_end().len());
    out.replace(['\u{ad}', '\u{200b}'], "")
}

/// How many words a document has: stretches between blanks that hold a letter or a digit.
pub(in crate::article) fn count_words(document: &Document) -> usize {
    let mut count = 0;
    let mut in_word = false;
    each_text(document, &document.blocks, &mut |text| {
        for c in text.chars() {
            if c.is_whitespace() {
                in_word = false;
            } else if !in_word && c.is_alphanumeric() {
                in_word = true;
                count += 1;
            }
        }
    });
    count
}

/// Gives every text in reading order, a line end after each block and a blank between cells.
fn each_text(document: &Document, blocks: &[Block], give: &mut impl FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(_, inlines) => {
                each_inline(document, inlines, give);
            }
            Block::List(items) => items
                .iter()
                .for_each(|item| each_text(document, &item.blocks, give)),
            Block::Quote(blocks) => each_text(document, blocks, give),
            Block::Code { text, .. } => {
                give(text);
                give("\n");
            }
            Block::Table {
                header,
                rows,
                caption,
            } => {
                each_inline(document, caption, give);
                for row in header.iter().chain(rows) {
                    for cell in row {
                        inlines_of(document, &cell.inlines, give);
                        give(" ");
                    }
                    give("\n");
                }
            }
            Block::Figure { image, caption, .. } => {
                each_inline(
                    document,
                    &[Inline::Image {
                        image: *image,
                        link: None,
                    }],
                    give,
                );
                each_inline(document, caption, give);
            }
            Block::Definitions(pairs) => {
                for (term, definition) in pairs {
                    each_inline(document, term, give);
                    each_text(document, definition, give);
                }
            }
            Block::Details { summary, blocks } => {
                each_inline(document, summary, give);
                each_text(document, blocks, give);
            }
            Block::Rule => {}
        }
    }
}

/// Gives a line of inlines and its end; nothing where there are none.
fn each_inline(document: &Document, inlines: &[Inline], give: &mut impl FnMut(&str)) {
    let mut filled = false;
    inlines_of(document, inlines, &mut |text| {
        filled |= !text.is_empty();
        give(text);
    });
    if filled {
        give("\n");
    }
}

fn inlines_of(document: &Document, inlines: &[Inline], give: &mut impl FnMut(&str)) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } => give(text),
            Inline::Image { image, .. } => give(
                document
                    .images
                    .get(*image)
                    .map_or("", |image| image.alt.as_str()),
            ),
            Inline::Media { title, .. } => give(title),
            Inline::Break => give("\n"),
        }
    }
}
