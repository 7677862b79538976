//! Where a frame's bytes gather until it is whole.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A writer that keeps all it is given; flushing sends nothing. Cheap to clone, all clones are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Outbox(Rc<RefCell<Vec<u8>>>);

impl Outbox {
    /// Takes out what has gathered.
    pub(super) fn take(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
