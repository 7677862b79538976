//! Tables: columns as wide as their texts where the page has room, narrowed to their longest words where it has
//! less, and records ("header : value") where even those do not fit. Words are never cut inside a cell.

use super::flow::{Flow, flows};
use super::page::{Page, ornament};
use super::prose::strong;
use super::wrap::{longest_piece, wrap};
use super::{Role, Span};
use crate::article::{Cell, Inline, Style, grid};
use crate::text::width;

/// Columns a table may have; one with more is told as records.
const MAX_COLUMNS: usize = 32;
/// Columns between two cells: a blank, a line, a blank.
const GAP: usize = 3;

/// A cell in its place.
struct Placed {
    column: usize,
    columns: usize,
    /// Begun in a row above: drawn empty, told again in a record.
    from_above: bool,
    flows: Vec<Flow>,
}

/// A cell broken into lines: its column, the columns it spans, its lines.
type SetCell = (usize, usize, Vec<Vec<Span>>);

struct Grid {
    rows: Vec<Vec<Placed>>,
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
        let room = self.width();
        let french = self.document.french;
        let lead = self.take_lead();
        if !lead.is_empty() {
            self.push(vec![ornament(lead)]);
        }
        match grid.widths(room, french) {
            Some(widths) => self.columns(&grid, &widths),
            None => self.records(&grid),
        }
    }

    fn grid(&self, header: &[Vec<Cell>], rows: &[Vec<Cell>]) -> Grid {
        let placed = grid::place(header.iter().chain(rows));
        let columns = grid::columns(&placed);
        let set = |(place, row): (usize, Vec<grid::Placed<'_>>)| {
            let cell = |cell: grid::Placed<'_>| Placed {
                column: cell.column,
                columns: cell.columns,
                from_above: cell.from_above,
                flows: self.cell(cell.cell, place < header.len()),
            };
            row.into_iter().map(cell).collect()
        };
        Grid {
            rows: placed.into_iter().enumerate().map(set).collect(),
            heads: header.len(),
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

    fn columns(&mut self, grid: &Grid, widths: &[usize]) {
        let french = self.document.french;
        let set: Vec<Vec<SetCell>> = grid
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| set_cell(cell, widths, french))
                    .collect()
            })
            .collect();
        let height = |row: &[SetCell]| row.iter().map(|cell| cell.2.len()).max().unwrap_or(0);
        let airy = set.iter().skip(grid.heads).any(|row| height(row) > 1);
        let right = right_aligned(grid);
        for (place, row) in set.iter().enumerate() {
            if place > 0 && (place == grid.heads || (airy && place > grid.heads)) {
                self.rule_between(widths);
            }
            for line in 0..height(row) {
                let spans = self.row_line(row, line, widths, place >= grid.heads, &right);
                self.push(spans);
            }
        }
        if grid.heads > 0 && set.len() == grid.heads {
            self.rule_between(widths);
        }
    }

    /// One line of a row: each cell's line, filled up to its column's width.
    fn row_line(
        &self,
        row: &[SetCell],
        line: usize,
        widths: &[usize],
        body: bool,
        right: &[bool],
    ) -> Vec<Span> {
        let bar = if self.options.ascii { " | " } else { " │ " };
        let mut spans = Vec::new();
        let mut column = 0;
        let mut cells = row.iter().peekable();
        while column < widths.len() {
            if column > 0 {
                spans.push(ornament(bar));
            }
            let cell = cells.next_if(|cell| cell.0 == column);
            let (columns, text) = cell.map_or((1, None), |cell| (cell.1, cell.2.get(line)));
            let room = spanned(widths, column, columns);
            let text = text.map_or(&[][..], Vec::as_slice);
            let used: usize = text.iter().map(|span| width::width(&span.text)).sum();
            let free = ornament(" ".repeat(room.saturating_sub(used)));
            if body && columns == 1 && right.get(column) == Some(&true) {
                spans.push(free);
                spans.extend(text.iter().cloned());
            } else {
                spans.extend(text.iter().cloned());
                spans.push(free);
            }
            column += columns;
        }
        spans
    }

    fn rule_between(&mut self, widths: &[usize]) {
        let (line, cross) = if self.options.ascii {
            ("-", "-+-")
        } else {
            ("─", "─┼─")
        };
        let parts: Vec<String> = widths.iter().map(|width| line.repeat(*width)).collect();
        self.push(vec![ornament(parts.join(cross))]);
    }

    /// One cell a line, after the header of its column; a blank line between two rows.
    fn records(&mut self, grid: &Grid) {
        let colon = if self.document.french {
            "\u{a0}: "
        } else {
            ": "
        };
        let (heads, body) = grid.rows.split_at(grid.heads);
        if body.is_empty() {
            for flow in heads.iter().flatten().flat_map(|cell| &cell.flows) {
                self.flow(flow);
            }
        }
        for (place, row) in body.iter().enumerate() {
            let lay = |page: &mut Self| {
                for cell in row {
                    let head = heads.iter().rev().flatten().find(|head| {
                        head.column <= cell.column
                            && cell.column < head.column + head.columns
                            && !head.flows.is_empty()
                    });
                    page.record(head, cell, colon);
                }
            };
            if place > 0 {
                self.apart(lay);
            } else {
                lay(self);
            }
        }
    }

    fn record(&mut self, head: Option<&Placed>, cell: &Placed, colon: &str) {
        for (place, value) in cell.flows.iter().enumerate() {
            let mut flow = Flow::default();
            if place == 0
                && let Some(head) = head
            {
                for (place, part) in head.flows.iter().enumerate() {
                    if place > 0 {
                        flow.push(" ", Style::default(), self.role, None);
                    }
                    append(&mut flow, part);
                }
                flow.push(colon, Style::default(), self.role, None);
            }
            append(&mut flow, value);
            self.flow(&flow);
        }
    }
}

impl Grid {
    /// The width of each column; none where the page has no room for the longest words.
    fn widths(&self, room: usize, french: bool) -> Option<Vec<usize>> {
        if self.columns > MAX_COLUMNS {
            return None;
        }
        let mut least = vec![1; self.columns];
        let mut most = vec![1; self.columns];
        let single = self.rows.iter().flatten().filter(|cell| cell.columns == 1);
        let spanning = self.rows.iter().flatten().filter(|cell| cell.columns > 1);
        for cell in single.chain(spanning) {
            let min = cell
                .flows
                .iter()
                .map(|flow| {
                    if is_number(&flow.text) {
                        flow.width()
                    } else {
                        longest_piece(flow, french)
                    }
                })
                .max()
                .unwrap_or(0);
            let max = cell.flows.iter().map(Flow::width).max().unwrap_or(0);
            widen(&mut least, cell, min);
            widen(&mut most, cell, max);
        }
        let gaps = GAP * (self.columns - 1);
        let sum = |widths: &[usize]| widths.iter().sum::<usize>() + gaps;
        if sum(&most) <= room {
            return Some(most);
        }
        let mut free = room.checked_sub(sum(&least))?;
        // Columns that lack little get it all, the widest share what is left.
        let mut poorest: Vec<usize> = (0..self.columns).collect();
        poorest.sort_by_key(|column| most[*column].saturating_sub(least[*column]));
        for (served, column) in poorest.into_iter().enumerate() {
            let share = free / (self.columns - served);
            let more = most[column].saturating_sub(least[column]).min(share);
            least[column] += more;
            free -= more;
        }
        Some(least)
    }
}

/// Makes the column or columns of a cell wide enough together; what is missing goes to the last.
fn widen(widths: &mut [usize], cell: &Placed, needed: usize) {
    if cell.columns == 1 {
        widths[cell.column] = widths[cell.column].max(needed);
        return;
    }
    let have = spanned(widths, cell.column, cell.columns);
    let last = (cell.column + cell.columns).min(widths.len()) - 1;
    widths[last] += needed.saturating_sub(have);
}

/// The width of columns taken together, the gaps between them included.
fn spanned(widths: &[usize], column: usize, columns: usize) -> usize {
    let end = (column + columns).min(widths.len());
    widths[column..end].iter().sum::<usize>() + GAP * (end - column).saturating_sub(1)
}

fn set_cell(cell: &Placed, widths: &[usize], french: bool) -> SetCell {
    let room = spanned(widths, cell.column, cell.columns);
    let lines = if cell.from_above {
        Vec::new()
    } else {
        cell.flows
            .iter()
            .flat_map(|flow| wrap(flow, room, french))
            .collect()
    };
    (cell.column, cell.columns, lines)
}

/// The columns whose cells below the header are all numbers.
fn right_aligned(grid: &Grid) -> Vec<bool> {
    let mut right = vec![true; grid.columns];
    let mut filled = vec![false; grid.columns];
    for cell in grid
        .rows
        .iter()
        .skip(grid.heads)
        .flatten()
        .filter(|cell| cell.columns == 1)
    {
        for flow in &cell.flows {
            filled[cell.column] = true;
            right[cell.column] &= is_number(&flow.text);
        }
    }
    right
        .iter()
        .zip(&filled)
        .map(|(right, filled)| *right && *filled)
        .collect()
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-−–,.%€$£×/:".contains(c))
}

fn append(flow: &mut Flow, more: &Flow) {
    let shift = flow.text.len();
    let mut from = 0;
    for stretch in &more.stretches {
        flow.push(
            &more.text[from..stretch.end],
            stretch.style,
            stretch.role,
            stretch.link,
        );
        from = stretch.end;
    }
    flow.glued
        .extend(more.glued.iter().map(|place| place + shift));
}
