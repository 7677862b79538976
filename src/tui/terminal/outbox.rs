//! Where a frame's bytes gather until it is whole.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A writer that keeps all it is given; flushing sends nothing. Cheap to clone, all clones are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Outbox(Rc<RefCell<Gathered>>);

#[derive(Debug, Default)]
struct Gathered {
    frame: Vec<u8>,
    last: Vec<u8>,
}

impl Outbox {
    /// Forgets the last frame: the terminal no longer shows it.
    pub(super) fn forget(&self) {
        self.0.borrow_mut().last.clear();
    }

    /// Takes out the frame that has gathered; none where it is the last one's bytes again. A frame holds what changed,
    /// so the same bytes twice are a frame without changes: only the cursor put where it is.
    pub(super) fn take(&self) -> Option<Vec<u8>> {
        let mut gathered = self.0.borrow_mut();
        let frame = std::mem::take(&mut gathered.frame);
        if frame == gathered.last {
            return None;
        }
        gathered.last.clone_from(&frame);
        Some(frame)
    }
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
