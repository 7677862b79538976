//! How wide each column of a table is.

use super::super::flow::Flow;
use super::super::wrap::{Rules, longest_piece};
use super::{GAP, Grid, MAX_COLUMNS, Placed, is_number};
use crate::article::Tongue;

impl Grid {
    /// The width of each column; none where the page has no room for the longest words.
    pub fn widths(&self, room: usize, tongue: Tongue) -> Option<Vec<usize>> {
        if self.columns > MAX_COLUMNS {
            return None;
        }
        let most = self.widest(Flow::width);
        if sum(&most) <= room {
            return Some(most);
        }
        let rules = Rules {
            tongue,
            whole_words: true,
            hyphenate: false,
            hang: 0,
        };
        let least = self.widest(|flow| {
            if is_number(&flow.text) {
                flow.width()
            } else {
                longest_piece(flow, rules)
            }
        });
        (sum(&least) <= room).then(|| shared(least, &most, room))
    }

    /// What each column needs where each line of a cell needs so much.
    fn widest(&self, needs: impl Fn(&Flow) -> usize) -> Vec<usize> {
        let mut widths = vec![1; self.columns];
        let cells = || self.rows.iter().flatten().filter(|cell| !cell.from_above);
        let single = cells().filter(|cell| cell.columns == 1);
        for cell in single.chain(cells().filter(|cell| cell.columns > 1)) {
            let needed = cell.flows.iter().map(&needs).max().unwrap_or(0);
            widen(&mut widths, cell, needed);
        }
        widths
    }
}

/// The room above the least widths given out: columns that lack little get it all, the others share what is left.
fn shared(mut widths: Vec<usize>, most: &[usize], room: usize) -> Vec<usize> {
    let mut free = room.saturating_sub(sum(&widths));
    let lacks = |widths: &[usize], column: usize| most[column].saturating_sub(widths[column]);
    let mut poorest: Vec<usize> = (0..widths.len()).collect();
    poorest.sort_by_key(|column| lacks(&widths, *column));
    for (served, column) in poorest.iter().enumerate() {
        let share = free / (poorest.len() - served);
        let more = lacks(&widths, *column).min(share);
        widths[*column] += more;
        free -= more;
    }
    widths
}

/// The width of all columns with the gaps between them.
fn sum(widths: &[usize]) -> usize {
    spanned(widths, 0, widths.len())
}

/// Makes the column or columns of a cell wide enough together; what is missing is shared, the last takes the rest.
fn widen(widths: &mut [usize], cell: &Placed, needed: usize) {
    let end = (cell.column + cell.columns).min(widths.len());
    let missing = needed.saturating_sub(spanned(widths, cell.column, cell.columns));
    let columns = end - cell.column;
    for width in &mut widths[cell.column..end] {
        *width += missing / columns;
    }
    widths[end - 1] += missing % columns;
}

/// The width of columns taken together, the gaps between them included.
pub fn spanned(widths: &[usize], column: usize, columns: usize) -> usize {
    let end = (column + columns).min(widths.len());
    widths[column..end].iter().sum::<usize>() + GAP * (end - column).saturating_sub(1)
}
