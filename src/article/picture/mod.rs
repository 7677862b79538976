//! Pictures: a body's bytes → its size → cells of a terminal that draws it. Everything a header says may be a lie and
//! every body a bomb, so sizes are checked before anything is decoded. Pure: what the terminal is comes in as values,
//! what it is to be sent goes out as text. Never asks the terminal anything: crossterm would take the answer for keys.

#[cfg(feature = "images")]
mod decode;
#[cfg(feature = "images")]
mod drawn;
mod means;
#[cfg(not(feature = "images"))]
mod without;

#[cfg(feature = "images")]
pub use decode::{Refused, measure};
#[cfg(feature = "images")]
pub use drawn::{Drawn, draw};
pub use means::{Means, Surroundings, means};
#[cfg(not(feature = "images"))]
pub use without::{Drawn, Refused, draw, measure};

/// The largest body taken for a picture, in bytes, decoded from its transfer.
pub const MAX_BYTES: u64 = 10_000_000;

/// The most pixels of a picture that is decoded. A progressive JPEG of so many takes some 200 MB while it is decoded.
pub const MAX_PIXELS: u64 = 25_000_000;

/// A size in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pixels {
    /// Columns of pixels.
    pub width: u32,
    /// Rows of pixels.
    pub height: u32,
}

/// A size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cells {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// What a picture is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Canvas {
    /// How.
    pub means: Means,
    /// A cell's size in pixels, at least one each.
    pub cell: (u16, u16),
}

/// A cell's size where the terminal does not tell it. Smaller than most: a picture then takes less room than was kept
/// for it, never more.
pub const USUAL_CELL: (u16, u16) = (8, 16);

impl Canvas {
    /// A canvas of this means; a cell of no size is a usual one.
    pub fn new(means: Means, cell: (u16, u16)) -> Canvas {
        let cell = match cell {
            (0, _) | (_, 0) => USUAL_CELL,
            known => known,
        };
        Canvas { means, cell }
    }
}
