//! What happens to the screen, and what it asks for.

use crossterm::event::Event;

use crate::engine::{Command, Report};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key, a paste, the mouse, a new size.
    Terminal(Event),
    /// The engine tells.
    Engine(Report),
    /// A signal asks to end with this exit code.
    End(u8),
    /// The text has not moved for a moment ([`crate::tui::model::pictures::Pictures::hold`]).
    Rested,
    /// The process was stopped from outside, or continued.
    Stopped,
    /// See `Stopped`.
    Continued,
}

/// What [`super::update()`] asks for; carried out by the loop.
#[derive(Debug, Clone)]
pub enum Effect {
    /// A command to the engine.
    Engine(Command),
    /// Text for the terminal's clipboard (OSC 52).
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back and stop, until continued.
    Suspend,
    /// The settings changed: the engine and the terminal take them over.
    Configure(Box<crate::config::Config>),
    /// Leave with this exit code.
    Quit(u8),
}
