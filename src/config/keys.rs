//! Keys, their names in the config, and the map from keys to actions.

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyModifiers};

use super::Action;

/// A key with its modifiers, normalised: Shift is not kept on characters (`A`, not Shift-a).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Control, Alt, and Shift on keys that are no characters.
    pub modifiers: KeyModifiers,
}

impl Key {
    /// Normalises a terminal's key.
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Key {
        let _ = (code, modifiers);
        unimplemented!()
    }

    /// Reads a key's name: `j`, `A`, `Ctrl-d`, `Alt-x`, `Space`, `Enter`, `Esc`, `Tab`, `PgDn`, `↓` or `Down`, `F5`.
    pub fn parse(name: &str) -> Option<Key> {
        let _ = name;
        unimplemented!()
    }

    /// Its name, as help shows it and [`Key::parse`] reads it.
    pub fn name(&self) -> String {
        unimplemented!()
    }
}

/// Which key runs which actions.
#[derive(Debug, Clone, Default)]
pub struct KeyMap {
    bindings: BTreeMap<String, (Key, Vec<Action>)>,
}

impl KeyMap {
    /// The preset `manchette`.
    pub fn manchette() -> KeyMap {
        unimplemented!()
    }

    /// The actions of a key, in their order; none where it is not bound.
    pub fn actions(&self, key: Key) -> Option<&[Action]> {
        let _ = key;
        unimplemented!()
    }

    /// Binds a key (an empty list unbinds it).
    pub fn bind(&mut self, key: Key, actions: Vec<Action>) {
        let _ = (key, actions);
        unimplemented!()
    }

    /// The names of the keys that run this action alone, the default's order.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        let _ = action;
        unimplemented!()
    }
}
