//! The reader's place, kept over restarts: one opaque text.

use rusqlite::OptionalExtension;

use super::{Durable, Reader, Result, Store};

impl Store {
    /// Keeps the place; replaces the one before.
    pub fn keep_place(&mut self, place: &str) -> Result<()> {
        self.write(Durable::Process, |transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO place (only, text) VALUES (1, ?1)",
                [place],
            )?;
            Ok(())
        })
    }
}

impl Reader {
    /// The place kept last.
    pub fn place(&self) -> Result<Option<String>> {
        self.read(|conn| {
            conn.query_row("SELECT text FROM place", [], |row| row.get(0))
                .optional()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_kept_last_comes_back() {
        let mut store = Store::in_memory().unwrap();
        assert_eq!(store.place().unwrap(), None);
        store.keep_place("un").unwrap();
        store.keep_place("deux").unwrap();
        assert_eq!(store.place().unwrap().as_deref(), Some("deux"));
    }
}
