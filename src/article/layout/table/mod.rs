//! Tables: columns as wide as their texts where the page has room, narrowed to their longest words where it has
//! less, and records ("header : value") where even those do not fit. Words are never cut inside a cell.

mod draw;
mod records;
mod widths;

use super::Role;
use super::flow::{Flow, flows};
use super::page::{Page, ornament};
use super::prose::strong;
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
        match grid.widths(self.width(), self.document.french) {
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
            let inlines: Vec<Inline> = cell.inlines.iter().cloned().map(strong).collect();
            return flows(self.document, self.options, &inlines, self.role);
        }
        flows(self.document, self.options, &cell.inlines, self.role)
    }
}

/// How each column is set: as all its cells below the header say, else at the right where they are numbers alone.
fn column_aligns(rows: &[Vec<grid::Placed<'_>>], heads: usize, columns: usize) -> Vec<Align> {
    let mut said: Vec<Option<Option<Align>>> = vec![None; columns];
    let mut numbers = vec![None; columns];
    let cells = rows.iter().skip(heads).flatten();
    for cell in cells.filter(|cell| cell.columns == 1) {
        let text = plain(&cell.cell.inlines);
        if text.trim().is_empty() {
            continue;
        }
        let said = said[cell.column].get_or_insert(cell.cell.align);
        if *said != cell.cell.align {
            *said = None;
        }
        *numbers[cell.column].get_or_insert(true) &= is_number(&text);
    }
    said.into_iter()
        .zip(numbers)
        .map(|(said, numbers)| match (said.flatten(), numbers) {
            (Some(align), _) => align,
            (None, Some(true)) => Align::Right,
            (None, _) => Align::Left,
        })
        .collect()
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

#[cfg(test)]
mod tests;
