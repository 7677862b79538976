//! A table told as records, for pages too narrow for its columns: one cell a line after the header of its column, a
//! blank line between two rows, the first cell of a row as its head (what it is called stands in the first row alone).

use super::super::flow::Flow;
use super::super::page::Page;
use super::{Grid, Placed};
use crate::article::Style;

/// Columns that the lines after a cell's first are indented by.
const HANG: usize = 2;
/// Columns whose headers are told.
const MAX_HEADS: usize = 256;

impl Page<'_> {
    /// One cell a line, after the header of its column; a blank line between two rows.
    pub(super) fn records(&mut self, grid: &Grid) {
        let (heads, body) = grid.rows.split_at(grid.heads);
        if body.is_empty() {
            for flow in heads.iter().flatten().flat_map(|cell| &cell.flows) {
                self.flow(flow);
            }
        }
        let heads: Vec<Flow> = (0..grid.columns.min(MAX_HEADS))
            .map(|column| self.head(heads, column))
            .collect();
        for (place, row) in body.iter().enumerate() {
            let lay = |page: &mut Self| {
                for (column, cell) in row.iter().enumerate() {
                    let leads = column == 0 && row.len() > 1;
                    // What the heads of the records are is said once.
                    let head = heads.get(cell.column).filter(|_| !leads || place == 0);
                    page.record(head, cell, leads);
                }
            };
            if place > 0 {
                self.apart(lay);
            } else {
                lay(self);
            }
        }
    }

    /// The headers of a column from the top, each once.
    fn head(&self, heads: &[Vec<Placed>], column: usize) -> Flow {
        let mut flow = Flow::default();
        let above = heads.iter().flatten().filter(|head| {
            let covers = head.column <= column && column < head.column + head.columns;
            covers && !head.from_above
        });
        for head in above {
            let between = if flow.text.is_empty() { "" } else { ", " };
            flow.push(between, Style::default(), self.role, None);
            for (place, part) in head.flows.iter().enumerate() {
                if place > 0 {
                    flow.push(" ", Style::default(), self.role, None);
                }
                flow.append(part);
            }
        }
        flow
    }

    fn record(&mut self, head: Option<&Flow>, cell: &Placed, leads: bool) {
        let colon = if self.document.tongue.is_french() {
            "\u{a0}: "
        } else {
            ": "
        };
        for (place, value) in cell.flows.iter().enumerate() {
            let mut flow = Flow::default();
            if let Some(head) = head.filter(|head| place == 0 && says_more(&head.text, &value.text))
            {
                flow.append(head);
                flow.push(colon, Style::default(), self.role, None);
            }
            let mut value = value.clone();
            if leads {
                value
                    .stretches
                    .iter_mut()
                    .for_each(|part| part.style.strong = true);
            }
            flow.append(&value);
            self.hanging_flow(&flow, HANG);
        }
    }
}

/// True for a header that says what its value does not: `%` over `51,2 %` does not.
fn says_more(head: &str, value: &str) -> bool {
    let head = head.trim();
    head.contains(char::is_alphanumeric) || !(head.is_empty() || value.contains(head))
}
