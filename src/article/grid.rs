//! The cells of a table in their columns, spans resolved: what the layout and Markdown both need.

use super::Cell;

/// Columns in which a cell may span rows; beyond them it stands in its own row alone.
const MAX_SPANNING: usize = 100;

/// A cell in its place.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// Its first column, from 0.
    pub column: usize,
    /// Columns it spans.
    pub columns: usize,
    /// True where it began in a row above and spans into this one.
    pub from_above: bool,
    /// The cell.
    pub cell: &'a Cell,
}

/// The rows with each cell in its column, in the order of columns.
pub fn place<'a>(rows: impl Iterator<Item = &'a Vec<Cell>>) -> Vec<Vec<Placed<'a>>> {
    let mut grid = Vec::new();
    // Cells that still span into rows below, with how many of them, by column.
    let mut spanning: Vec<(Placed<'a>, usize)> = Vec::new();
    for row in rows {
        let mut placed: Vec<Placed<'a>> = Vec::with_capacity(row.len() + spanning.len());
        let mut column = 0;
        let mut above = spanning.iter().map(|(cell, _)| *cell).peekable();
        for cell in row {
            while let Some(taken) = above.next_if(|taken| taken.column <= column) {
                column = column.max(taken.column + taken.columns);
            }
            let free = above.peek().map_or(usize::MAX, |next| next.column - column);
            let columns = cell.columns.max(1).min(free);
            placed.push(Placed {
                column,
                columns,
                from_above: false,
                cell,
            });
            column += columns;
        }
        let begun = placed.len();
        placed.extend(spanning.iter().map(|(cell, _)| *cell));
        spanning.iter_mut().for_each(|(_, left)| *left -= 1);
        spanning.retain(|(_, left)| *left > 0);
        let goes_on = |new: &&Placed<'_>| new.cell.rows > 1 && new.column < MAX_SPANNING;
        for new in placed[..begun].iter().filter(goes_on) {
            let below = Placed {
                from_above: true,
                ..*new
            };
            spanning.push((below, new.cell.rows - 1));
        }
        spanning.sort_by_key(|(cell, _)| cell.column);
        placed.sort_by_key(|cell| cell.column);
        grid.push(placed);
    }
    grid
}

/// The number of columns of a grid.
pub fn columns(grid: &[Vec<Placed<'_>>]) -> usize {
    let ends = grid.iter().flatten().map(|cell| cell.column + cell.columns);
    ends.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(columns: usize, rows: usize) -> Cell {
        Cell {
            inlines: Vec::new(),
            columns,
            rows,
            align: None,
        }
    }

    #[test]
    fn spans_take_their_places() {
        let rows = [
            vec![cell(1, 2), cell(2, 1), cell(1, 1)],
            vec![cell(1, 1), cell(1, 3), cell(9, 1)],
            vec![cell(5, 1), cell(1, 1)],
        ];
        let grid = place(rows.iter());
        let found: Vec<Vec<(usize, usize, bool)>> = grid
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| (cell.column, cell.columns, cell.from_above))
                    .collect()
            })
            .collect();
        assert_eq!(
            found,
            [
                vec![(0, 1, false), (1, 2, false), (3, 1, false)],
                vec![(0, 1, true), (1, 1, false), (2, 1, false), (3, 9, false)],
                vec![(0, 2, false), (2, 1, true), (3, 1, false)],
            ]
        );
        assert_eq!(columns(&grid), 12);
    }
}
