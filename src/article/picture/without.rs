//! The reader built without pictures (`--no-default-features`): none is ever measured or drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Canvas, Cells, Pixels};

/// A drawn picture; here there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {}

/// Why a picture is not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The reader was built without them.
    #[error("the reader was built without pictures")]
    Without,
}

/// A picture's size.
pub fn measure(_bytes: &[u8]) -> Result<Pixels, Refused> {
    Err(Refused::Without)
}

/// Draws a picture.
pub fn draw(_bytes: &[u8], _canvas: Canvas, _cells: Cells, _id: u32) -> Result<Drawn, Refused> {
    Err(Refused::Without)
}

impl Drawn {
    /// Its size.
    pub fn cells(&self) -> Cells {
        match *self {}
    }

    /// Its number at the terminal.
    pub fn id(&self) -> Option<u32> {
        match *self {}
    }

    /// What the terminal is sent before the picture is first shown.
    pub fn transmission(&self) -> &str {
        match *self {}
    }

    /// Puts it into a frame.
    pub fn render(&self, _place: Rect, _skip: u16, _buffer: &mut Buffer) -> bool {
        match *self {}
    }

    /// Takes away what was drawn over.
    pub fn mend(&self, _at: Position, _rows: u16, _buffer: &mut Buffer) {
        match *self {}
    }
}
