//! Hyperlinks of the article (OSC 8) between the frame and the terminal: ratatui's cells know no links, so the cells of a
//! frame that stand on one are told apart here and sent inside its sequence. Writes no address that may not be opened.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Size};

use super::clusters::is_unsure;
use super::outbox::Outbox;
use crate::article::links::may_open;
use crate::tui::links;
use crate::tui::model::Model;

/// Column and row of a cell → the address it leads to.
type Cells = HashMap<(u16, u16), Rc<str>>;

/// The links of a frame by the cells they stand on. Cheap to clone, all clones are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Hyperlinks(Rc<RefCell<Cells>>);

impl Hyperlinks {
    /// Takes the links of a frame. A cell whose link is another than it was is sent though it looks the same.
    pub(super) fn take(&self, model: &Model, frame: &mut Buffer) {
        let mut now = Cells::new();
        let mut addresses: HashMap<usize, Option<Rc<str>>> = HashMap::new();
        for spot in links::spots(model) {
            let address = addresses
                .entry(spot.link)
                .or_insert_with(|| links::address(model, spot.link).and_then(sendable));
            let Some(address) = address else {
                continue;
            };
            for x in spot.place.left()..spot.place.right() {
                now.insert((x, spot.place.y), Rc::clone(address));
            }
        }
        let mut known = self.0.borrow_mut();
        let moved = |(cell, address): &(&(u16, u16), &Rc<str>), other: &Cells| {
            other.get(*cell) != Some(*address)
        };
        let gone = known.iter().filter(|link| moved(link, &now));
        let new = now.iter().filter(|link| moved(link, &known));
        for (cell, _) in gone.chain(new) {
            if let Some(cell) = frame.cell_mut(*cell)
                && cell.diff_option == CellDiffOption::None
            {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
        *known = now;
    }

    fn at(&self, x: u16, y: u16) -> Option<Rc<str>> {
        self.0.borrow().get(&(x, y)).cloned()
    }
}

/// The address where it may stand in an escape sequence: one that may be opened, plain ASCII.
fn sendable(address: &str) -> Option<Rc<str>> {
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic());
    (plain && may_open(address)).then(|| address.into())
}

/// Crossterm's backend, with hyperlinks.
pub(super) struct Linked {
    inner: CrosstermBackend<Outbox>,
    outbox: Outbox,
    links: Hyperlinks,
}

impl Linked {
    /// A backend that writes into an outbox and looks at these links.
    pub(super) fn new(outbox: Outbox, links: Hyperlinks) -> Linked {
        Linked {
            inner: CrosstermBackend::new(outbox.clone()),
            outbox,
            links,
        }
    }

    /// Sends cells that stand on one link, or on none.
    fn send(&mut self, cells: &[(u16, u16, &Cell)], link: Option<&str>) -> io::Result<()> {
        if let Some(address) = link {
            // One id an address: a link over two lines is one to the terminal.
            let id = address.bytes().fold(0_u32, |id, byte| {
                id.wrapping_mul(31).wrapping_add(u32::from(byte))
            });
            write!(self.outbox, "\x1b]8;id={id:x};{address}\x1b\\")?;
        }
        self.inner.draw(cells.iter().copied())?;
        if link.is_some() {
            self.outbox.write_all(b"\x1b]8;;\x1b\\")?;
        }
        Ok(())
    }

    /// Sends a cluster that terminals measure differently: its columns are blanked before, and what follows is put where
    /// it stands, for each run of cells begins with its place.
    fn send_alone(
        &mut self,
        columns: Range<u16>,
        y: u16,
        cell: &Cell,
        link: Option<&str>,
    ) -> io::Result<()> {
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        let blanks: Vec<_> = columns.clone().map(|x| (x, y, &blank)).collect();
        self.send(&blanks, link)?;
        self.send(&[(columns.start, y, cell)], link)
    }
}

impl Backend for Linked {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run: Vec<(u16, u16, &Cell)> = Vec::new();
        let mut link = None;
        // The row and the columns of the last cluster that terminals measure differently.
        let mut covered = (0, 0..0);
        for (x, y, cell) in content {
            if covered.0 == y && covered.1.contains(&x) {
                continue;
            }
            let here = self.links.at(x, y);
            let is_unsure = is_unsure(cell);
            if here != link || is_unsure {
                if !run.is_empty() {
                    self.send(&run, link.as_deref())?;
                }
                run.clear();
                link = here;
            }
            if is_unsure {
                let columns = x..x.saturating_add(cell.cell_width());
                self.send_alone(columns.clone(), y, cell, link.as_deref())?;
                covered = (y, columns);
            } else {
                run.push((x, y, cell));
            }
        }
        // Crossterm's backend puts the colours back at the end of what it draws, of nothing too.
        self.send(&run, link.as_deref())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

/// True where the terminal does no harm with a hyperlink it does not know: all but old consoles.
pub(super) fn are_known(term: &str) -> bool {
    let old = [
        "linux", "vt", "cons", "dumb", "eterm", "ansi", "sun", "wsvt",
    ];
    !old.iter().any(|name| term.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_sent_inside_their_link() {
        let (outbox, links) = (Outbox::default(), Hyperlinks::default());
        links.0.borrow_mut().extend([
            ((1, 0), "https://cable.test/".into()),
            ((2, 0), "https://cable.test/".into()),
        ]);
        let mut backend = Linked::new(outbox.clone(), links);
        let cells: Vec<Cell> = ["a", "b", "c", "d"].map(Cell::new).into();
        let content = cells.iter().zip(0..).map(|(cell, x)| (x, 0, cell));
        backend.draw(content).unwrap();
        let sent = String::from_utf8(outbox.take().unwrap()).unwrap();
        let shown: String = sent
            .split("\x1b]8;")
            .map(|part| part.replace("id=", "").replace("\x1b\\", "|"))
            .collect::<Vec<_>>()
            .join("⟦");
        let plain = strip_styles(&shown);
        let (before, rest) = plain.split_once('⟦').unwrap();
        let (inside, after) = rest.split_once('⟦').unwrap();
        assert_eq!(before, "a");
        assert!(inside.ends_with(";https://cable.test/|bc"), "{inside}");
        assert_eq!(after, ";|d");
    }

    /// Without CSI sequences.
    fn strip_styles(text: &str) -> String {
        let mut parts = text.split("\x1b[");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part
                .find(|c: char| c.is_ascii_alphabetic())
                .map_or(0, |at| at + 1);
            out.push_str(&part[end..]);
        }
        out
    }

    #[test]
    fn no_address_brings_its_own_sequence() {
        assert!(sendable("https://cable.test/a").is_some());
        for bad in [
            "javascript:x",
            "https://a.test/\u{1b}\\",
            "https://é.test/",
            "gopher://a.test/",
        ] {
            assert!(sendable(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn old_consoles_get_none() {
        assert!(are_known("xterm-256color") && are_known("tmux-256color") && are_known("foot"));
        assert!(!are_known("linux") && !are_known("vt220"));
    }
}
