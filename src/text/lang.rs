//! The interface's language.

/// The languages the reader speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the first language here.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language a POSIX locale name asks for: `fr_FR.UTF-8` is French, any other named language is English;
    /// an empty name, `C` and `POSIX` name no language and give French, the reader's first.
    pub fn from_locale(locale: &str) -> Lang {
        let name = locale.split(['.', '@']).next().unwrap_or_default();
        match name.get(..2).map(str::to_ascii_lowercase).as_deref() {
            None | Some("fr") => Lang::Fr,
            Some("po") if name == "POSIX" => Lang::Fr,
            Some(_) => Lang::En,
        }
    }

    /// Picks the words of this language.
    pub fn pick<T>(self, fr: T, en: T) -> T {
        match self {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }
}
