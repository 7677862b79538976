//! The rows of a data table while it is open, and which of them are its header. Knows nothing of spans: those are
//! drawn by the layout.

use crate::article::{Cell, Inline, Style};

/// A row of an open table.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    in_head: bool,
    all_head: bool,
}

/// The rows of an open table, from the top.
#[derive(Debug, Default)]
pub struct Rows(Vec<Row>);

impl Rows {
    /// Begins a row (`tr`), in the table's head or below it.
    pub fn open(&mut self, in_head: bool) {
        self.0.push(Row {
            cells: Vec::new(),
            in_head,
            all_head: true,
        });
    }

    /// Adds a cell to the last row, a first row where none was begun; `head` is true for a `th`.
    pub fn push(&mut self, cell: Cell, head: bool) {
        if self.0.is_empty() {
            self.0.push(Row::default());
        }
        if let Some(row) = self.0.last_mut() {
            row.all_head &= head;
            row.cells.push(cell);
        }
    }

    /// The header and the rows below it, none of them empty. The header is what stood in the table's head, else a first
    /// row of `th` alone where others follow it.
    pub fn parted(self) -> (Vec<Vec<Cell>>, Vec<Vec<Cell>>) {
        let mut rows: Vec<Row> = self
            .0
            .into_iter()
            .filter(|row| !row.cells.is_empty())
            .collect();
        let heads = rows.iter().take_while(|row| row.in_head).count();
        let heads = match heads {
            0 if rows.len() > 1 && rows.first().is_some_and(|row| row.all_head) => 1,
            heads => heads,
        };
        let body = rows.split_off(heads);
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
