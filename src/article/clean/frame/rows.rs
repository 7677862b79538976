//! The rows of a data table while it is open, and which of them are its header. Knows nothing of spans: those are
//! drawn by the layout.

use crate::article::{Align, Cell, Inline, Style};

/// Columns that may say how they are set.
const MAX_COLUMN_ALIGNS: usize = 200;

/// The part of a table a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// `thead`.
    Head,
    /// `tbody`, or none.
    #[default]
    Body,
    /// `tfoot`: the last rows, wherever it stands.
    Foot,
}

/// A row of an open table.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    part: Part,
    all_head: bool,
    align: Option<Align>,
    /// The column its next cell begins in, spans from above not counted.
    column: usize,
}

/// The rows of an open table, from the top.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// How the columns say that their cells are set (`col`).
    columns: Vec<Option<Align>>,
}

impl Rows {
    /// No row yet; `columns` say how their cells are set, from the left.
    pub fn with_columns(mut columns: Vec<Option<Align>>) -> Rows {
        columns.truncate(MAX_COLUMN_ALIGNS);
        Rows {
            rows: Vec::new(),
            columns,
        }
    }

    /// Begins a row (`tr`) in a part of the table; `align` is for those of its cells that say nothing.
    pub fn open(&mut self, part: Part, align: Option<Align>) {
        self.rows.push(Row {
            part,
            align,
            all_head: true,
            ..Row::default()
        });
    }

    /// Adds a cell to the last row, a first row where none was begun; `head` is true for a `th`.
    pub fn push(&mut self, mut cell: Cell, head: bool) {
        if self.rows.is_empty() {
            self.rows.push(Row::default());
        }
        if let Some(row) = self.rows.last_mut() {
            let by_column = self.columns.get(row.column).copied().flatten();
            cell.align = cell.align.or(row.align).or(by_column);
            row.column += cell.columns;
            row.all_head &= head;
            row.cells.push(cell);
        }
    }

    /// The header and the rows below it, none of them empty. The header is what stood in the table's head, else a first
    /// row of `th` alone where others follow it.
    pub fn parted(self) -> (Vec<Vec<Cell>>, Vec<Vec<Cell>>) {
        let mut rows: Vec<Row> = self
            .rows
            .into_iter()
            .filter(|row| !row.cells.is_empty())
            .collect();
        rows.sort_by_key(|row| row.part == Part::Foot);
        let heads = rows.iter().take_while(|row| row.part == Part::Head).count();
        let heads = match heads {
            0 => {
                // A second row of `th` belongs to the header where a cell of the first spans it or columns.
                let spans = |cell: &Cell| cell.columns > 1 || cell.rows > 1;
                let most = match rows.first() {
                    Some(row) if row.cells.iter().any(spans) => 3,
                    _ => 1,
                };
                let most = most.min(rows.len().saturating_sub(1));
                rows.iter()
                    .take(most)
                    .take_while(|row| row.all_head)
                    .count()
            }
            heads => heads,
        };
        let body = rows.split_off(heads);
        // A header without a word is none: Markdown needs one where a table has none.
        let is_empty = |row: &Row| row.cells.iter().all(|cell| cell.inlines.is_empty());
        if !body.is_empty() && rows.iter().all(is_empty) {
            rows.clear();
        }
        let cells = |rows: Vec<Row>| rows.into_iter().map(|row| row.cells).collect::<Vec<_>>();
        let mut header = cells(rows);
        for cell in header.iter_mut().flatten() {
            unbold(&mut cell.inlines);
        }
        (header, cells(body))
    }
}

/// A header is set apart by its place; its cells' own weight is dropped.
fn unbold(inlines: &mut [Inline]) {
    for inline in inlines {
        if let Inline::Text { style, .. } = inline {
            *style = Style {
                strong: false,
                ..*style
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_row_of_heads_belongs_to_the_header_under_spans() {
        for (columns, heads) in [(2, 2), (1, 1)] {
            let mut rows = Rows::default();
            for head in [true, true, false] {
                rows.open(Part::Body, None);
                let cell = Cell {
                    inlines: vec![Inline::Break],
                    columns,
                    rows: 1,
                    align: None,
                };
                rows.push(cell, head);
            }
            let (header, body) = rows.parted();
            assert_eq!((header.len(), body.len()), (heads, 3 - heads), "{columns}");
        }
    }
}
