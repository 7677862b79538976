//! Keys and their names in the config. Pure: it never reads the terminal.

use crossterm::event::{KeyCode, KeyModifiers};
use unicode_normalization::UnicodeNormalization;

mod map;

pub use map::KeyMap;

/// A key with its modifiers, normalised: Shift is not kept on characters (`A`, not Shift-a).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Control, Alt, and Shift on keys that are no characters.
    pub modifiers: KeyModifiers,
}

/// Keys with a name, the first one being the name that is shown. Lower case, without accents.
const NAMED: &[(KeyCode, &str, &[&str])] = &[
    (KeyCode::Char(' '), "Space", &["space", "espace"]),
    (KeyCode::Enter, "Enter", &["enter", "entree", "return"]),
    (KeyCode::Esc, "Esc", &["esc", "escape", "echap"]),
    (KeyCode::Tab, "Tab", &["tab", "tabulation"]),
    (
        KeyCode::Backspace,
        "Backspace",
        &["backspace", "bs", "retour"],
    ),
    (KeyCode::Delete, "Del", &["del", "delete", "suppr"]),
    (KeyCode::Insert, "Ins", &["ins", "insert", "inser"]),
    (KeyCode::Home, "Home", &["home", "debut"]),
    (KeyCode::End, "End", &["end", "fin"]),
    (
        KeyCode::PageUp,
        "PgUp",
        &["pgup", "pageup", "pgprec", "pageprec"],
    ),
    (
        KeyCode::PageDown,
        "PgDn",
        &["pgdn", "pgdown", "pagedown", "pgsuiv", "pagesuiv"],
    ),
    (KeyCode::Up, "↑", &["up", "↑", "haut"]),
    (KeyCode::Down, "↓", &["down", "↓", "bas"]),
    (KeyCode::Left, "←", &["left", "←", "gauche"]),
    (KeyCode::Right, "→", &["right", "→", "droite"]),
];

/// Modifiers by name, those that are shown first.
const MODIFIERS: &[(KeyModifiers, &str)] = &[
    (KeyModifiers::CONTROL, "Ctrl"),
    (KeyModifiers::ALT, "Alt"),
    (KeyModifiers::SHIFT, "Shift"),
    (KeyModifiers::SUPER, "Super"),
    (KeyModifiers::HYPER, "Hyper"),
    (KeyModifiers::META, "Meta"),
    (KeyModifiers::CONTROL, "Control"),
    (KeyModifiers::CONTROL, "C"),
    (KeyModifiers::ALT, "A"),
    (KeyModifiers::ALT, "M"),
    (KeyModifiers::SHIFT, "S"),
    (KeyModifiers::SHIFT, "Maj"),
];

impl Key {
    /// Normalises a terminal's key.
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Key {
        let shift = modifiers.contains(KeyModifiers::SHIFT);
        let without_shift = modifiers.difference(KeyModifiers::SHIFT);
        match code {
            KeyCode::BackTab => Key {
                code: KeyCode::Tab,
                modifiers: modifiers | KeyModifiers::SHIFT,
            },
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::CONTROL) => Key {
                code: KeyCode::Char(one_case(c, false)),
                modifiers: without_shift,
            },
            KeyCode::Char(c) => Key {
                code: KeyCode::Char(if shift { one_case(c, true) } else { c }),
                modifiers: without_shift,
            },
            code => Key { code, modifiers },
        }
    }

    /// Reads a key's name: `j`, `A`, `Ctrl-d`, `Alt-x`, `Space`, `Enter`, `Esc`, `Tab`, `PgDn`, `↓` or `Down`, `F5`.
    /// Also French names (`Espace`, `Échap`, `Suppr`), `C-d`, `Ctrl+d` and `^D`; the case of names does not matter.
    pub fn parse(name: &str) -> Option<Key> {
        let name: String = name.nfc().collect();
        let mut rest = name.as_str();
        let mut modifiers = KeyModifiers::NONE;
        if let Some(letter) = rest.strip_prefix('^').filter(|rest| !rest.is_empty()) {
            return match single(letter)? {
                KeyCode::Char(c) => Some(Key::new(KeyCode::Char(c), KeyModifiers::CONTROL)),
                _ => None,
            };
        }
        while let Some((modifier, after)) = modifier(rest) {
            modifiers |= modifier;
            rest = after;
        }
        let code = single(rest).or_else(|| named(rest))?;
        if let KeyCode::Char(c) = code
            && modifiers == KeyModifiers::SHIFT
            && one_case(c, true) == c
            && !c.is_uppercase()
        {
            return None;
        }
        Some(Key::new(code, modifiers))
    }

    /// Its name, as help shows it and [`Key::parse`] reads it.
    pub fn name(&self) -> String {
        let mut name = String::new();
        for (modifier, word) in MODIFIERS.iter().take(6) {
            if self.modifiers.contains(*modifier) {
                name.push_str(word);
                name.push('-');
            }
        }
        match NAMED.iter().find(|(code, ..)| *code == self.code) {
            Some((_, shown, _)) => name.push_str(shown),
            None => match self.code {
                KeyCode::Char(c) => name.push(c),
                KeyCode::F(n) => name.push_str(&format!("F{n}")),
                other => name.push_str(&other.to_string()),
            },
        }
        name
    }
}

/// The character in the other case, where that is one character.
fn one_case(c: char, upper: bool) -> char {
    let changed: Vec<char> = if upper {
        c.to_uppercase().collect()
    } else {
        c.to_lowercase().collect()
    };
    match changed[..] {
        [one] => one,
        _ => c,
    }
}

/// A modifier's name, `-` or `+`, and what follows (never nothing).
fn modifier(text: &str) -> Option<(KeyModifiers, &str)> {
    let at = text.find(['-', '+'])?;
    let after = text.get(at + 1..).filter(|after| !after.is_empty())?;
    MODIFIERS
        .iter()
        .find(|(_, name)| name.eq_ignore_ascii_case(&text[..at]))
        .map(|(modifier, _)| (*modifier, after))
}

/// A key that is one printable character; the arrows are names.
fn single(text: &str) -> Option<KeyCode> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if !c.is_control() && !"↑↓←→".contains(c) => Some(KeyCode::Char(c)),
        _ => None,
    }
}

/// A key with a name of several letters.
fn named(text: &str) -> Option<KeyCode> {
    let folded: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    if let Some(number) = folded.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=24).contains(&number).then_some(KeyCode::F(number));
    }
    NAMED
        .iter()
        .find(|(_, _, names)| names.contains(&folded.as_str()))
        .map(|(code, ..)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Key {
        Key { code, modifiers }
    }

    #[test]
    fn names() {
        let none = KeyModifiers::NONE;
        let ctrl = KeyModifiers::CONTROL;
        for (name, expected) in [
            ("j", key(KeyCode::Char('j'), none)),
            ("A", key(KeyCode::Char('A'), none)),
            ("Shift-a", key(KeyCode::Char('A'), none)),
            ("é", key(KeyCode::Char('é'), none)),
            ("e\u{301}", key(KeyCode::Char('é'), none)),
            ("-", key(KeyCode::Char('-'), none)),
            ("+", key(KeyCode::Char('+'), none)),
            ("^", key(KeyCode::Char('^'), none)),
            ("Ctrl-d", key(KeyCode::Char('d'), ctrl)),
            ("ctrl-D", key(KeyCode::Char('d'), ctrl)),
            ("Ctrl+d", key(KeyCode::Char('d'), ctrl)),
            ("C-d", key(KeyCode::Char('d'), ctrl)),
            ("^D", key(KeyCode::Char('d'), ctrl)),
            ("Ctrl--", key(KeyCode::Char('-'), ctrl)),
            ("Alt-x", key(KeyCode::Char('x'), KeyModifiers::ALT)),
            ("M-X", key(KeyCode::Char('X'), KeyModifiers::ALT)),
            (
                "Ctrl-Alt-x",
                key(KeyCode::Char('x'), ctrl | KeyModifiers::ALT),
            ),
            ("Space", key(KeyCode::Char(' '), none)),
            ("espace", key(KeyCode::Char(' '), none)),
            (" ", key(KeyCode::Char(' '), none)),
            ("Entrée", key(KeyCode::Enter, none)),
            ("Enter", key(KeyCode::Enter, none)),
            ("Échap", key(KeyCode::Esc, none)),
            ("Esc", key(KeyCode::Esc, none)),
            ("Tab", key(KeyCode::Tab, none)),
            ("Shift-Tab", key(KeyCode::Tab, KeyModifiers::SHIFT)),
            ("Maj-Tab", key(KeyCode::Tab, KeyModifiers::SHIFT)),
            ("Backspace", key(KeyCode::Backspace, none)),
            ("Suppr", key(KeyCode::Delete, none)),
            ("Début", key(KeyCode::Home, none)),
            ("Fin", key(KeyCode::End, none)),
            ("PgDn", key(KeyCode::PageDown, none)),
            ("PageUp", key(KeyCode::PageUp, none)),
            ("↓", key(KeyCode::Down, none)),
            ("Down", key(KeyCode::Down, none)),
            ("Ctrl-→", key(KeyCode::Right, ctrl)),
            ("F5", key(KeyCode::F(5), none)),
            ("f12", key(KeyCode::F(12), none)),
        ] {
            assert_eq!(Key::parse(name), Some(expected), "{name}");
        }
        for name in [
            "", "jj", "Ctrl-", "Ctrl", "F0", "F99", "Hello-x", "Shift-1", "^Tab", "\u{1b}",
        ] {
            assert_eq!(Key::parse(name), None, "{name:?}");
        }
    }

    #[test]
    fn terminals_send_one_key_in_several_ways() {
        let shift = KeyModifiers::SHIFT;
        for (code, modifiers, name) in [
            (KeyCode::Char('A'), shift, "A"),
            (KeyCode::Char('a'), shift, "A"),
            (KeyCode::Char('?'), shift, "?"),
            (KeyCode::Char('ß'), shift, "ß"),
            (KeyCode::BackTab, shift, "Shift-Tab"),
            (KeyCode::BackTab, KeyModifiers::NONE, "Shift-Tab"),
            (KeyCode::Char('D'), KeyModifiers::CONTROL, "Ctrl-d"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "Space"),
        ] {
            assert_eq!(Key::new(code, modifiers).name(), name);
        }
    }

    proptest! {
        #[test]
        fn any_name_is_read_or_refused(name in "(Ctrl-|Alt-|Shift-|\\^)?\\PC{0,6}") {
            if let Some(key) = Key::parse(&name) {
                prop_assert_eq!(Key::parse(&key.name()), Some(key));
            }
        }
    }
}
