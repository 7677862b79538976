//! What can go wrong behind the screen: the errors of the rooms that meet here, as one type.

use crate::config::ConfigError;
use crate::store::StoreError;
use crate::text::messages::fetch::FetchError;
use crate::text::messages::full_text::NoPage;
use crate::text::{Lang, Say};

/// An error of one of the rooms below.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The net.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// An article's page that gives no text to read.
    #[error(transparent)]
    Page(#[from] NoPage),
}

impl Say for Trouble {
    fn say(&self, lang: Lang) -> String {
        match self {
            Trouble::Config(error) => error.say(lang),
            Trouble::Store(error) => error.say(lang),
            Trouble::Fetch(error) => error.say(lang),
            Trouble::Page(error) => error.say(lang),
        }
    }
}
