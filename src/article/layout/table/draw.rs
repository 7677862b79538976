//! A table drawn in columns: cells set at the top, lines between columns, a rule under the header, and rules between
//! rows where one of them takes several lines. A cell that spans rows goes on through them.

use super::super::Span;
use super::super::page::{Page, ornament};
use super::super::wrap::{Rules, wrap};
use super::widths::spanned;
use super::{Grid, Placed, is_number};
use crate::article::{Align, Tongue};
use crate::text::width;

/// A cell broken into the lines it has in a row.
struct SetCell {
    column: usize,
    columns: usize,
    align: Align,
    lines: Vec<Vec<Span>>,
    /// Begun in a row above.
    from_above: bool,
}

/// A row's cells and how many lines it takes.
struct SetRow {
    cells: Vec<SetCell>,
    height: usize,
}

impl Page<'_> {
    /// Draws a table in columns of these widths.
    pub(super) fn draw(&mut self, grid: &Grid, widths: &[usize]) {
        let rows = set_rows(grid, widths, self.document.tongue);
        let body = &rows[grid.heads..];
        // Where every row begins with one line in its first column, the eye needs no rules.
        let airy = body.iter().any(|row| row.height > 1)
            && !body.iter().all(|row| row.begins_plainly(grid.columns));
        for (place, row) in rows.iter().enumerate() {
            if place > 0 && (place == grid.heads || (airy && place > grid.heads)) {
                self.rule_between(Some(&rows[place - 1]), Some(row), widths);
            }
            for line in 0..row.height {
                let spans = self.row_line(row, line, widths);
                self.push(spans);
            }
        }
        if grid.heads > 0 && rows.len() == grid.heads {
            self.rule_between(rows.last(), None, widths);
        }
    }

    /// One line of a row: each cell's line, filled up to its column's width.
    fn row_line(&self, row: &SetRow, line: usize, widths: &[usize]) -> Vec<Span> {
        let bar = if self.options.ascii { " | " } else { " │ " };
        let mut spans = Vec::new();
        let mut column = 0;
        let mut cells = row.cells.iter().peekable();
        while column < widths.len() {
            if column > 0 {
                spans.push(ornament(bar));
            }
            let cell = cells.next_if(|cell| cell.column == column);
            let columns = cell.map_or(1, |cell| cell.columns);
            let text = cell.and_then(|cell| cell.lines.get(line));
            let text = text.map_or(&[][..], Vec::as_slice);
            let used: usize = text.iter().map(|span| width::width(&span.text)).sum();
            let free = spanned(widths, column, columns).saturating_sub(used);
            let before = match cell.map_or(Align::Left, |cell| cell.align) {
                Align::Left => 0,
                Align::Center => free / 2,
                Align::Right => free,
            };
            let blanks = |columns: usize| (columns > 0).then(|| ornament(" ".repeat(columns)));
            spans.extend(blanks(before));
            spans.extend(text.iter().cloned());
            spans.extend(blanks(free - before));
            column += columns;
        }
        spans
    }

    /// A rule; open where a cell goes on from the row above to the one below.
    fn rule_between(&mut self, above: Option<&SetRow>, below: Option<&SetRow>, widths: &[usize]) {
        let ascii = self.options.ascii;
        let is_open = |column: usize| {
            below
                .and_then(|row| row.cell_at(column))
                .is_some_and(|cell| cell.from_above)
        };
        let parts_columns =
            |row: Option<&SetRow>, column: usize| row.is_none_or(|row| row.begins_cell(column));
        let mut rule = String::new();
        for (column, columns) in widths.iter().enumerate() {
            let dash = |open: bool| match (open, ascii) {
                (true, _) => " ",
                (false, true) => "-",
                (false, false) => "─",
            };
            let right = dash(is_open(column));
            if column > 0 {
                let left = dash(is_open(column - 1));
                rule.push_str(left);
                rule.push_str(crossing(
                    parts_columns(above, column),
                    below.is_some() && parts_columns(below, column),
                    (!is_open(column - 1), !is_open(column)),
                    ascii,
                ));
                rule.push_str(right);
            }
            rule.push_str(&right.repeat(*columns));
        }
        self.push(vec![ornament(rule)]);
    }
}

impl SetRow {
    /// True where its first column tells it from the row above: one line of its own, or a cell over all columns.
    fn begins_plainly(&self, columns: usize) -> bool {
        self.cells.first().is_some_and(|cell| {
            let is_plain = cell.lines.len() == 1 || cell.columns == columns;
            cell.column == 0 && !cell.from_above && is_plain
        })
    }

    fn cell_at(&self, column: usize) -> Option<&SetCell> {
        let covers = |cell: &&SetCell| (cell.column..cell.column + cell.columns).contains(&column);
        self.cells.iter().find(covers)
    }

    /// True where a cell (or the lack of one) begins in a column.
    fn begins_cell(&self, column: usize) -> bool {
        self.cell_at(column)
            .is_none_or(|cell| cell.column == column)
    }
}

/// The sign where a rule meets the line between two columns: lines above and below, rules at the left and the right.
fn crossing(up: bool, down: bool, (left, right): (bool, bool), ascii: bool) -> &'static str {
    if ascii {
        return match (up || down, left || right) {
            (true, true) => "+",
            (true, false) => "|",
            (false, true) => "-",
            (false, false) => " ",
        };
    }
    match (up, down, left, right) {
        (true, true, true, true) => "┼",
        (true, true, true, false) => "┤",
        (true, true, false, true) => "├",
        (true, true, false, false) => "│",
        (true, false, true, true) => "┴",
        (false, true, true, true) => "┬",
        (true, false, true, false) => "┘",
        (true, false, false, true) => "└",
        (false, true, true, false) => "┐",
        (false, true, false, true) => "┌",
        (false, false, false, false) => " ",
        _ => "─",
    }
}

/// The rows broken into lines.
fn set_rows(grid: &Grid, widths: &[usize], tongue: Tongue) -> Vec<SetRow> {
    let mut rows = Vec::with_capacity(grid.rows.len());
    // What is left of cells that go on in the row below, by column.
    let mut carried: Vec<(usize, Vec<Vec<Span>>)> = Vec::new();
    for (place, row) in grid.rows.iter().enumerate() {
        let below = grid.rows.get(place + 1).map_or(&[][..], Vec::as_slice);
        let goes_on = |column: usize| {
            below
                .iter()
                .any(|cell| cell.from_above && cell.column == column)
        };
        let mut cells: Vec<SetCell> = row
            .iter()
            .map(|cell| SetCell {
                column: cell.column,
                columns: cell.columns,
                align: cell.align,
                from_above: cell.from_above,
                lines: match carried
                    .iter()
                    .position(|(column, _)| *column == cell.column)
                {
                    Some(left) if cell.from_above => carried.swap_remove(left).1,
                    _ if cell.from_above => Vec::new(),
                    _ => cell_lines(cell, widths, tongue),
                },
            })
            .collect();
        let ending = cells.iter().filter(|cell| !goes_on(cell.column));
        let height = ending.map(|cell| cell.lines.len()).max().unwrap_or(0);
        carried.clear();
        for cell in cells.iter_mut().filter(|cell| goes_on(cell.column)) {
            let left = cell.lines.split_off(height.min(cell.lines.len()));
            carried.push((cell.column, left));
        }
        rows.push(SetRow { cells, height });
    }
    rows
}

/// A cell's lines. Words stay whole where its columns have room for them.
fn cell_lines(cell: &Placed, widths: &[usize], tongue: Tongue) -> Vec<Vec<Span>> {
    let room = spanned(widths, cell.column, cell.columns);
    let rules = Rules {
        tongue,
        whole_words: true,
        hyphenate: false,
        hang: 0,
    };
    cell.flows
        .iter()
        .flat_map(|flow| {
            // A number fits its column whole, by how the widths were found.
            if is_number(&flow.text) && flow.width() <= room {
                return wrap(flow, usize::MAX, rules);
            }
            wrap(flow, room, rules)
        })
        .collect()
}
