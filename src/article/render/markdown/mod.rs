//! CommonMark (with GitHub's tables and `~~`) that reads back to the same blocks. What CommonMark has no word for is said
//! in other blocks: captions, terms, definitions and summaries as paragraphs, films as links, labels other than rising
//! numbers at the head of a bullet's text, spans of cells as empty cells.

mod escape;
mod inline;
mod list;
#[cfg(test)]
mod tests;

use crate::article::{Align, Block, Cell, Document, Inline, grid};
use escape::longest_run;
use inline::Ends;

/// CommonMark.
pub fn markdown(document: &Document) -> String {
    let mut lines = Writer { document }.blocks(&document.blocks);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let mut out = lines.join("\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

struct Writer<'a> {
    document: &'a Document,
}

impl Writer<'_> {
    /// The lines of blocks, an empty one between two.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut lists = list::Neighbours::default();
        for block in blocks {
            let block_lines = match block {
                Block::List(items) => self.list(items, lists.next(items)),
                _ => self.block(block),
            };
            if block_lines.is_empty() {
                continue;
            }
            if !matches!(block, Block::List(_)) {
                lists = list::Neighbours::default();
            }
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(block_lines);
        }
        lines
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Paragraph(inlines) => self.lines(inlines),
            Block::Heading(level, inlines) => {
                let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
                let text = escape::heading(&self.line(inlines));
                vec![format!("{marks} {text}")]
            }
            Block::List(items) => self.list(items, false),
            Block::Quote(blocks) => behind(self.blocks(blocks), "> ", "> "),
            Block::Code { text, language } => code(text, language.as_deref()),
            Block::Table {
                header,
                rows,
                caption,
            } => self.table(header, rows, caption),
            Block::Figure {
                image,
                caption,
                link,
            } => {
                let picture = Inline::Image {
                    image: *image,
                    link: *link,
                };
                let mut lines = self.lines(&[picture]);
                if !caption.is_empty() {
                    lines.push(String::new());
                    lines.extend(self.lines(caption));
                }
                lines
            }
            Block::Definitions(pairs) => {
                let mut lines = Vec::new();
                for (term, definition) in pairs {
                    self.under_term(&mut lines, term, definition);
                }
                lines
            }
            Block::Details { summary, blocks } => {
                let mut lines = Vec::new();
                self.under_term(&mut lines, summary, blocks);
                lines
            }
            Block::Rule => vec!["---".to_owned()],
        }
    }

    /// A term or a summary, strong, and the blocks under it.
    fn under_term(&self, lines: &mut Vec<String>, term: &[Inline], blocks: &[Block]) {
        let term = self.lines(&all_strong(term));
        for part in [term, self.blocks(blocks)] {
            if !lines.is_empty() && !part.is_empty() {
                lines.push(String::new());
            }
            lines.extend(part);
        }
    }

    fn table(&self, header: &[Vec<Cell>], rows: &[Vec<Cell>], caption: &[Inline]) -> Vec<String> {
        let grid = grid::place(header.iter().chain(rows));
        let columns = grid::columns(&grid);
        let mut lines = self.lines(caption);
        if columns == 0 {
            return lines;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        // GitHub's tables have one line of headers, empty where the table has none.
        let (head, body) = grid.split_at(header.len().min(1));
        lines.push(self.row(head.first().map_or(&[], Vec::as_slice), columns));
        let aligns: String = (0..columns)
            .map(|column| match column_align(&grid, column) {
                None => " --- |",
                Some(Align::Left) => " :-- |",
                Some(Align::Center) => " :-: |",
                Some(Align::Right) => " --: |",
            })
            .collect();
        lines.push(format!("|{aligns}"));
        lines.extend(body.iter().map(|row| self.row(row, columns)));
        lines
    }

    fn row(&self, cells: &[grid::Placed<'_>], columns: usize) -> String {
        let mut texts = vec![String::new(); columns];
        for placed in cells.iter().filter(|placed| !placed.from_above) {
            if let Some(text) = texts.get_mut(placed.column) {
                *text = self.line(&placed.cell.inlines).replace('|', "\\|");
            }
        }
        let cells: String = texts.iter().map(|text| format!(" {text} |")).collect();
        format!("|{cells}")
    }

    /// Inlines as lines; a forced line end is a backslash.
    fn lines(&self, inlines: &[Inline]) -> Vec<String> {
        let text = inline::write(self.document, inlines, Ends::Lines);
        if text.is_empty() {
            return Vec::new();
        }
        text.split('\n').map(escape::line_start).collect()
    }

    /// Inlines in one line, for where a line cannot end: a forced end is `<br>`.
    fn line(&self, inlines: &[Inline]) -> String {
        inline::write(self.document, inlines, Ends::Tags)
    }
}

/// How a column is set: as more than half of its cells are that hold something.
fn column_align(grid: &[Vec<grid::Placed<'_>>], column: usize) -> Option<Align> {
    let aligns: Vec<Option<Align>> = grid
        .iter()
        .flatten()
        .filter(|placed| placed.column == column && !placed.from_above)
        .filter(|placed| !placed.cell.inlines.is_empty())
        .map(|placed| placed.cell.align)
        .collect();
    let sides = [Align::Left, Align::Center, Align::Right];
    sides.into_iter().find(|side| {
        let alike = aligns.iter().filter(|align| **align == Some(*side));
        alike.count() * 2 > aligns.len()
    })
}

fn all_strong(inlines: &[Inline]) -> Vec<Inline> {
    let mut inlines = inlines.to_vec();
    for inline in &mut inlines {
        if let Inline::Text { style, .. } = inline {
            style.strong = true;
        }
    }
    inlines
}

/// The lines with a marker before the first and an indentation before the others; empty lines stay empty.
fn behind(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let put = |(place, line): (usize, String)| {
        let prefix = if place == 0 { first } else { rest };
        match line.is_empty() {
            true => prefix.trim_end().to_owned(),
            false => format!("{prefix}{line}"),
        }
    };
    lines.into_iter().enumerate().map(put).collect()
}

/// A fenced block whose fence is longer than any in it.
fn code(text: &str, language: Option<&str>) -> Vec<String> {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let mut lines = vec![format!("{fence}{}", language.unwrap_or_default())];
    lines.extend(text.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}
