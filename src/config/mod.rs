//! The configuration: one TOML file that people edit, the paths of the reader's files, the one enum of actions and
//! the key map. Everything here is data but [`file`], which reads and writes.

pub mod action;
pub mod duration;
pub mod file;
pub mod keys;
pub mod paths;
pub mod settings;
pub mod sources;

pub use crate::text::messages::config::ConfigError;
pub use action::Action;
pub use keys::{Key, KeyMap};
pub use paths::Paths;
pub use settings::{
    Config, FeedSettings, Glyphs, Language, MarkRead, NetworkSettings, ReaderSettings,
    ThemeSettings, View,
};
