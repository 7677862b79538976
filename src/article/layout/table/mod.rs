//! Tables: columns as wide as their texts where the page has room, narrowed to their longest words where it has
//! less, and records ("header : value") where even those do not fit. Words are never cut inside a cell.

mod draw;
mod records;
mod widths;

use super::Role;
use super::flow::{Flow, flows};
use super::page::{Page, ornament};
use crate::article::{Align, Cell, Inline, grid};

/// Columns a table may have; one with more is told as records.
const MAX_COLUMNS: usize = 32;
/// Columns between two cells: a blank, a line, a blank.
const GAP: usize = 3;

/// A cell in its place.
struct Placed {
    column: usize,
    columns: usize,
    /// Begun in a row above: its text goes on here, and is told again in a record.
    from_above: bool,
    flows: Vec<Flow>,
    /// How it is set, by itself or as its column is.
    align: Align,
}

/// A table's cells in their places.
struct Grid {
    rows: Vec<Vec<Placed>>,
    /// How many of the rows are its header.
    heads: usize,
    columns: usize,
}

impl Page<'_> {
    /// Lays out a data table, its caption first.
    pub fn table(&mut self, header: &[Vec<Cell>], rows: &[Vec<Cell>], caption: &[Inline]) {
        self.inlines(caption, Role::Caption);
        let grid = self.grid(header, rows);
        if grid.columns == 0 {
            return;
        }
        let lead = self.take_lead();
        if !lead.is_empty() {
            self.push(vec![ornament(lead)]);
        }
        match grid.widths(self.width(), self.document.tongue) {
            Some(widths) => self.draw(&grid, &widths),
            None => self.records(&grid),
        }
    }

    fn grid(&self, header: &[Vec<Cell>], rows: &[Vec<Cell>]) -> Grid {
        let placed = grid::place(header.iter().chain(rows));
        let columns = grid::columns(&placed);
        let heads = header.len();
        let by_column = column_aligns(&placed, heads, columns);
        let set = |(place, row): (usize, Vec<grid::Placed<'_>>)| {
            let cell = |cell: grid::Placed<'_>| {
                let column = by_column.get(cell.column).copied();
                let column = column.filter(|_| cell.columns == 1);
                Placed {
                    column: cell.column,
                    columns: cell.columns,
                    from_above: cell.from_above,
                    flows: self.cell(cell.cell, place < heads),
                    align: cell.cell.align.or(column).unwrap_or(Align::Left),
                }
            };
            row.into_iter().map(cell).collect()
        };
        Grid {
            rows: placed.into_iter().enumerate().map(set).collect(),
            heads,
            columns,
        }
    }

    fn cell(&self, cell: &Cell, head: bool) -> Vec<Flow> {
        if head {
            let inlines: Vec<Inline> = cell.inlines.iter().cloned().map(Inline::strong).collect();
            return flows(self.document, self.options, &inlines, self.role);
        }
        flows(self.document, self.options, &cell.inlines, self.role)
    }
}

/// How each column is set: as all its cells below the header say, else at the right where three in four are numbers.
fn column_aligns(rows: &[Vec<grid::Placed<'_>>], heads: usize, columns: usize) -> Vec<Align> {
    /// What the cells of a column say together.
    #[derive(Clone, Default)]
    struct Column {
        filled: usize,
        said: Option<Align>,
        numbers: usize,
        words: usize,
    }
    let mut found = vec![Column::default(); columns];
    let cells = rows.iter().skip(heads).flatten();
    for cell in cells.filter(|cell| cell.columns == 1 && !cell.from_above) {
        let text = plain(&cell.cell.inlines);
        if text.trim().is_empty() {
            continue;
        }
        let column = &mut found[cell.column];
        if column.filled == 0 {
            column.said = cell.cell.align;
        } else if column.said != cell.cell.align {
            column.said = None;
        }
        column.filled += 1;
        if is_number(&text) || is_measure(&text) {
            column.numbers += 1;
        } else if !is_no_value(&text) {
            column.words += 1;
        }
    }
    let align = |column: Column| match column.said {
        Some(align) => align,
        None if column.numbers > 0 && column.words * 3 <= column.numbers => Align::Right,
        None => Align::Left,
    };
    found.into_iter().map(align).collect()
}

/// The text of inlines, pictures and the like as a letter: they are no numbers.
fn plain(inlines: &[Inline]) -> String {
    let said = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Break => "\n".to_owned(),
        Inline::Image { .. } | Inline::Media { .. } => "x".to_owned(),
    };
    inlines.iter().map(said).collect()
}

/// True for a number, a price, a percentage, a time or a date in figures: set at the right and never broken.
fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-−–,.%‰€$£×/:~≈<>±()".contains(c))
}

/// True for a number with a short unit after it (`12 Go`, `3,5 k€`), and for hours (`11 h 20`).
fn is_measure(text: &str) -> bool {
    let text = text.trim();
    let unit = text.trim_end_matches(char::is_alphabetic);
    let is_short = text[unit.len()..].chars().count() <= 3;
    let hours = text.split_once(" h ");
    (is_short && is_number(unit))
        || hours.is_some_and(|(hours, minutes)| is_number(hours) && is_number(minutes))
}

/// True for what stands where a value is missing.
fn is_no_value(text: &str) -> bool {
    let said: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(
        said.to_lowercase().as_str(),
        "-" | "–" | "—" | "n.s." | "ns" | "n.d." | "nd" | "n.c." | "nc" | "n/a" | "na" | "?"
    )
}

#[cfg(test)]
mod tests;
