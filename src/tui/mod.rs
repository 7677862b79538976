//! The screen. One way for data: a terminal event or an engine report becomes a [`Message`]; [`update()`] changes the
//! [`Model`] and returns [`Effect`]s; [`view`] only reads the model; [`terminal`] is the loop and alone does input and
//! output.

pub mod geometry;
pub mod heading;
pub mod help;
mod links;
mod message;
pub mod model;
pub mod pictures;
pub mod sheets;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod update;
pub mod view;

pub use message::{Effect, Message};
pub use model::Model;
pub use terminal::{Start, run};
pub use update::update;
