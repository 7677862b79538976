//! The configuration: one TOML file that people edit, the paths of the reader's files, the one enum of actions and
//! the key map. Everything here is data but [`file`], which reads and writes.

pub mod action;
pub mod duration;
mod edit;
pub mod file;
pub mod keys;
mod nearest;
mod parse;
pub mod paths;
pub mod program;
pub mod settings;
pub mod sources;
mod words;

pub use crate::text::messages::config::{ConfigError, Expected};
pub use action::{Action, ActionGroup};
pub use keys::{Key, KeyMap};
pub use paths::Paths;
pub use settings::{
    Config, FeedSettings, Glyphs, Hyphenate, Images, Keep, Language, MarkRead, NetworkSettings,
    ReaderSettings, ThemeSettings, View,
};
