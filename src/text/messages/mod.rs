//! Every sentence of the reader, in French and English side by side. Errors and notices are data (an enum a room);
//! their words are here, so that the compiler asks for both languages.

pub mod article;
pub mod check;
pub mod cli;
pub mod config;
pub mod doctor;
pub mod feed;
pub mod fetch;
pub mod full_text;
pub mod hints;
pub mod manners;
pub mod query;
pub mod sheet;
pub mod store;
pub mod ui;
pub mod visits;

use super::Lang;

/// Something that can be said to a person in either language.
pub trait Say {
    /// The sentence, in the language asked for. Holds no control character.
    fn say(&self, lang: Lang) -> String;
}

/// Gives an error enum its `Display` (in English, for the log) and `Error` from its [`Say`].
macro_rules! error_in_english {
    ($name:ty) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::text::Say::say(self, $crate::text::Lang::En))
            }
        }
        impl std::error::Error for $name {}
    };
}
pub(crate) use error_in_english;
