//! What runs behind the screen and the command line: where `fetch`, `feed`, `article` and `store` meet. Speaks in
//! [`Command`]s and [`Report`]s with the screen; the command line calls its parts directly.
//!
//! Who runs where: one thread owns the [`crate::store::Store`] and does all writing ([`Writer`]); one reads lists, one
//! reads and lays out articles, each on a read-only connection of its own; the net lives on a small tokio runtime that
//! is started after the first paint. All end when the [`Engine`] is dropped.

mod adding;
pub mod browser;
pub mod clock;
mod command;
pub mod digest;
pub mod discover;
pub mod full_text;
mod host;
mod intake;
mod lease;
mod lists;
mod moving;
mod net_host;
mod outcome;
mod pictures;
mod reading;
pub mod refresh;
mod rests;
mod schedule;
pub mod subscriptions;
mod trouble;
mod turn;
pub mod upkeep;
mod writer;

pub use command::{Command, Failure, ListRequest, Page, PageRequest, Report, Take};
pub use host::Engine;
pub use reading::{blocks, open_page};
pub use trouble::Trouble;
pub use writer::Writer;
