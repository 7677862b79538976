//! The reader's place, kept over restarts: one opaque text.

use super::{Reader, Result, Store};

impl Store {
    /// Keeps the place; replaces the one before.
    pub fn keep_place(&mut self, place: &str) -> Result<()> {
        let _ = place;
        unimplemented!()
    }
}

impl Reader {
    /// The place kept last.
    pub fn place(&self) -> Result<Option<String>> {
        unimplemented!()
    }
}
