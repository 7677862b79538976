//! Reading what can be read of a damaged database, page by page, past whatever is broken. Trees are followed from the
//! schema first, for what they hold is sure to be the newest; then pages that no tree led to are taken by the shape of
//! their rows, free ones left out. Writes nothing.

mod pages;
mod rows;
mod shape;

use std::collections::HashSet;
use std::io;
use std::path::Path;

use rusqlite::types::Value;

use pages::{PageNumber, Pages};
use rows::{Kind, Node, Row, long, node};
use shape::Table;

/// A row that was saved.
#[derive(Debug)]
pub(super) struct Found {
    /// Its table's name; `sqlite_autoindex_feeds_1` for an address and its feed's number.
    pub(super) table: &'static str,
    /// Its columns, the number of the row in its place. Columns added since the row was written are missing.
    pub(super) values: Vec<Value>,
}

/// What lies in a file, before it is read whole.
pub(super) struct Wreck {
    pages: Pages,
    seen: HashSet<PageNumber>,
    lost: usize,
}

impl Wreck {
    /// Opens a file that may be anything.
    pub(super) fn open(path: &Path) -> io::Result<Wreck> {
        Ok(Wreck {
            pages: Pages::open(path)?,
            seen: HashSet::new(),
            lost: 0,
        })
    }

    /// The first page, as its newest commit has it: what its header says.
    pub(super) fn first_page(&mut self) -> Vec<u8> {
        self.pages.page(1).unwrap_or_default()
    }

    /// Hands out every row that can be read, each at most once a place, the surest first. Returns how many pages and rows
    /// were found to be broken.
    pub(super) fn read<E>(
        &mut self,
        mut take: impl FnMut(Found) -> Result<(), E>,
    ) -> Result<usize, E> {
        let free = self.free_pages();
        let mut roots: Vec<(Option<Table>, PageNumber)> = (self.roots().iter())
            .map(|(name, root)| (Table::named(name), *root))
            .collect();
        // A broken page of the search index may lead anywhere: what is worth saving is saved before.
        roots.sort_by_key(|(table, _)| table.is_none());
        for (table, root) in roots {
            self.tree(root, table, &mut take)?;
        }
        for number in 1..=self.pages.count {
            if !self.seen.contains(&number) && !free.contains(&number) {
                self.orphan(number, &mut take)?;
            }
        }
        Ok(self.lost)
    }

    /// The trees that the schema knows: name and first page.
    fn roots(&mut self) -> Vec<(String, PageNumber)> {
        let mut roots = Vec::new();
        let mut waiting = vec![1];
        while let Some(number) = waiting.pop() {
            if !self.seen.insert(number) {
                continue;
            }
            let Some(node) = node(&mut self.pages, number) else {
                self.lost += 1;
                continue;
            };
            waiting.extend(node.children.iter());
            for (row, overflow) in node.rows {
                self.seen.extend(overflow);
                if let [_, Value::Text(name), _, Value::Integer(root), ..] = row.values.as_slice()
                    && let Ok(root) = PageNumber::try_from(*root)
                    && root > 1
                {
                    roots.push((name.clone(), root));
                }
            }
        }
        roots
    }

    /// Goes through a tree, of a table that is worth saving or of another, whose pages need not be looked at again.
    fn tree<E>(
        &mut self,
        root: PageNumber,
        table: Option<Table>,
        take: &mut impl FnMut(Found) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut waiting = vec![root];
        while let Some(number) = waiting.pop() {
            if !self.seen.insert(number) {
                continue;
            }
            let Some(node) = node(&mut self.pages, number) else {
                self.lost += 1;
                continue;
            };
            self.lost += node.lost;
            waiting.extend(node.children.iter().rev());
            for (row, overflow) in node.rows {
                self.seen.extend(overflow);
                let Some(expected) = table else { continue };
                let in_table = in_table(node.kind);
                let fits = expected.has_rowid() == in_table && shape::fits(expected, &row);
                self.lost += usize::from(!fits);
                // A broken page above may have led into another tree.
                let table = match fits {
                    true => Some(expected),
                    false => shape::table_of(&row, in_table),
                };
                if let Some(table) = table {
                    take(found(table, row))?;
                }
            }
        }
        Ok(())
    }

    /// Takes the rows of a page that no tree led to.
    fn orphan<E>(
        &mut self,
        number: PageNumber,
        take: &mut impl FnMut(Found) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(Node { kind, rows, .. }) = node(&mut self.pages, number) else {
            return Ok(());
        };
        for (row, _) in rows {
            if let Some(table) = shape::table_of(&row, in_table(kind)) {
                take(found(table, row))?;
            }
        }
        Ok(())
    }

    /// The pages that are on the list of free ones: what they hold was thrown away.
    fn free_pages(&mut self) -> HashSet<PageNumber> {
        let mut free = HashSet::new();
        let first = self.first_page();
        let mut trunk = long(&first, 32).unwrap_or_default();
        while trunk > 1 && free.insert(trunk) {
            let Some(page) = self.pages.page(trunk) else {
                break;
            };
            let count = long(&page, 4).unwrap_or_default() as usize;
            if count > self.pages.usable / 4 {
                // No page of that list: whatever made us come here is broken.
                free.remove(&trunk);
                break;
            }
            free.extend((0..count).filter_map(|n| long(&page, 8 + 4 * n)));
            trunk = long(&page, 0).unwrap_or_default();
        }
        free
    }
}

fn in_table(kind: Kind) -> bool {
    matches!(kind, Kind::TableLeaf | Kind::TableInterior)
}

fn found(table: Table, row: Row) -> Found {
    let mut values = row.values;
    if table.has_rowid()
        && let Some(first) = values.first_mut()
    {
        *first = Value::Integer(row.rowid);
    }
    Found {
        table: table.name(),
        values,
    }
}

/// The tables that rows are found of, without the index.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    shape::TABLES.into_iter().map(Table::name)
}
