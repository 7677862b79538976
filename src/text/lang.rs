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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_a_language() {
        for (locale, lang) in [
            ("fr_FR.UTF-8", Lang::Fr),
            ("fr", Lang::Fr),
            ("FR_be@euro", Lang::Fr),
            ("en_GB.UTF-8", Lang::En),
            ("de_DE", Lang::En),
            ("pt_BR", Lang::En),
            ("po_XX", Lang::En),
            ("", Lang::Fr),
            ("C", Lang::Fr),
            ("C.UTF-8", Lang::Fr),
            ("POSIX", Lang::Fr),
            ("é", Lang::En),
        ] {
            assert_eq!(Lang::from_locale(locale), lang, "{locale:?}");
        }
    }

    #[test]
    fn picks_by_language() {
        assert_eq!(Lang::Fr.pick("oui", "yes"), "oui");
        assert_eq!(Lang::En.pick("oui", "yes"), "yes");
    }
}
