//! Clusters that terminals measure differently (flags, families, emoji by a selector): what a terminal draws of one may
//! reach into the cells behind it, or leave some of its own as they were. A row that holds or held one is sent whole when
//! it changes. Never asks the terminal how it measures.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::{Buffer, Cell, CellDiffOption};

use crate::text::width;

/// The rows of the last frame that hold such a cluster.
#[derive(Debug, Default)]
pub(super) struct Unsure {
    rows: BTreeMap<u16, Vec<Cell>>,
}

impl Unsure {
    /// Takes the rows of a frame. All cells are sent of those that changed and hold such a cluster now, or held one.
    pub(super) fn take(&mut self, frame: &mut Buffer) {
        let area = frame.area;
        let columns = usize::from(area.width).max(1);
        let rows = area.top()..area.bottom();
        let now: BTreeMap<u16, Vec<Cell>> = rows
            .zip(frame.content.chunks(columns))
            .filter(|(_, row)| row.iter().any(is_unsure))
            .map(|(y, row)| (y, row.to_vec()))
            .collect();
        let either: BTreeSet<u16> = self.rows.keys().chain(now.keys()).copied().collect();
        for y in either {
            if self.rows.get(&y) == now.get(&y) {
                continue;
            }
            for x in area.left()..area.right() {
                if let Some(cell) = frame.cell_mut((x, y))
                    && cell.diff_option == CellDiffOption::None
                {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
        self.rows = now;
    }

    /// The terminal no longer shows the last frame.
    pub(super) fn forget(&mut self) {
        self.rows.clear();
    }
}

/// True for a cluster of several characters that some terminals measure by its parts.
pub(super) fn is_unsure(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    // A character alone has four bytes at the most; every such cluster has more.
    if symbol.len() < 5 {
        return false;
    }
    let selects = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    let is_flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{e0020}'..='\u{e007f}');
    let mut letters = [0; 4];
    let parts = symbol
        .chars()
        .map(|c| width::width(c.encode_utf8(&mut letters)))
        .sum::<usize>();
    symbol.chars().any(|c| selects(c) || is_flag(c)) || parts != width::width(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many cells of each row are sent, from one frame to the next.
    fn sent(unsure: &mut Unsure, before: &Buffer, lines: &[&str]) -> (Buffer, Vec<usize>) {
        let mut frame = Buffer::empty(before.area);
        for (y, line) in (0..).zip(lines) {
            frame.set_string(0, y, line, ratatui::style::Style::new());
        }
        unsure.take(&mut frame);
        let mut rows = vec![0; lines.len()];
        for (_, y, _) in before.diff(&frame) {
            rows[usize::from(y)] += 1;
        }
        for cell in &mut frame.content {
            cell.set_diff_option(CellDiffOption::None);
        }
        (frame, rows)
    }

    #[test]
    fn rows_with_a_flag_are_sent_whole_when_they_change() {
        let mut unsure = Unsure::default();
        let empty = Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 2));
        let (frame, rows) = sent(&mut unsure, &empty, &["🇫🇷 oui", "non"]);
        assert_eq!(rows, [19, 3]);
        let (frame, rows) = sent(&mut unsure, &frame, &["🇫🇷 oui", "nos"]);
        assert_eq!(rows, [0, 1]);
        let (frame, rows) = sent(&mut unsure, &frame, &["nos", "🇫🇷 oui"]);
        assert_eq!(rows, [20, 19]);
        let (frame, rows) = sent(&mut unsure, &frame, &["", "🇫🇷 oui"]);
        assert_eq!(rows, [3, 0]);
        unsure.forget();
        let (_, rows) = sent(&mut unsure, &frame, &["", "🇫🇷 oui"]);
        assert_eq!(rows, [0, 19]);
    }

    #[test]
    fn clusters_that_terminals_measure_by_their_parts_are_known() {
        for (symbol, unsure) in [
            ("a", false),
            ("é", false),
            ("e\u{301}", false),
            ("日", false),
            ("👨", false),
            ("🇫🇷", true),
            ("👨\u{200d}👩\u{200d}👧", true),
            ("❤\u{fe0f}", true),
            ("1\u{fe0f}\u{20e3}", true),
            ("👍🏽", true),
        ] {
            let mut cell = Cell::EMPTY;
            cell.set_symbol(symbol);
            assert_eq!(is_unsure(&cell), unsure, "{symbol}");
        }
    }
}
