//! The map from keys to actions, and the preset it starts from.

use super::Key;
use crate::config::Action;

/// Which key runs which actions, in the order they were bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyMap {
    bindings: Vec<(Key, Vec<Action>)>,
}

/// The preset `manchette`, in the order help shows the keys of an action.
const MANCHETTE: &[(&str, Action)] = &[
    ("j", Action::Down),
    ("↓", Action::Down),
    ("k", Action::Up),
    ("↑", Action::Up),
    ("g", Action::Top),
    ("Home", Action::Top),
    ("G", Action::Bottom),
    ("End", Action::Bottom),
    ("Ctrl-d", Action::HalfPageDown),
    ("Ctrl-u", Action::HalfPageUp),
    ("PgDn", Action::PageDown),
    ("PgUp", Action::PageUp),
    ("Enter", Action::Open),
    ("l", Action::Open),
    ("→", Action::Open),
    ("h", Action::Back),
    ("←", Action::Back),
    ("Esc", Action::Back),
    ("Tab", Action::NextPane),
    ("Space", Action::PageArticle),
    ("n", Action::NextUnread),
    ("p", Action::PreviousUnread),
    ("m", Action::ToggleRead),
    ("A", Action::MarkAllRead),
    ("V", Action::SelectRange),
    ("s", Action::Star),
    ("u", Action::Undo),
    ("a", Action::AddFeed),
    ("d", Action::RemoveFeed),
    ("e", Action::EditFeed),
    ("r", Action::Refresh),
    ("R", Action::RefreshAll),
    ("o", Action::OpenBrowser),
    ("y", Action::CopyLink),
    ("f", Action::LinkHints),
    ("F", Action::FullText),
    ("!", Action::Why),
    ("t", Action::TogglePanel),
    ("z", Action::Zen),
    ("v", Action::CycleFilter),
    ("S", Action::CycleSort),
    ("/", Action::Search),
    (":", Action::Palette),
    ("?", Action::Help),
    ("Ctrl-l", Action::Redraw),
    ("Ctrl-z", Action::Suspend),
    ("q", Action::Quit),
];

impl KeyMap {
    /// The preset `manchette`.
    pub fn manchette() -> KeyMap {
        let mut map = KeyMap::default();
        for (name, action) in MANCHETTE {
            if let Some(key) = Key::parse(name) {
                map.bind(key, vec![*action]);
            }
        }
        map
    }

    /// The actions of a key, in their order; none where it is not bound.
    pub fn actions(&self, key: Key) -> Option<&[Action]> {
        self.bindings
            .iter()
            .find(|(bound, _)| *bound == key)
            .map(|(_, actions)| actions.as_slice())
    }

    /// Binds a key (an empty list unbinds it).
    pub fn bind(&mut self, key: Key, actions: Vec<Action>) {
        let place = self.bindings.iter().position(|(bound, _)| *bound == key);
        match (place, actions.is_empty()) {
            (Some(place), true) => drop(self.bindings.remove(place)),
            (Some(place), false) => self.bindings[place].1 = actions,
            (None, true) => {}
            (None, false) => self.bindings.push((key, actions)),
        }
    }

    /// The names of the keys that run this action alone, the default's order.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|(_, actions)| actions[..] == [action])
            .map(|(key, _)| key.name())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_key_is_bound_and_reads_back() {
        let map = KeyMap::manchette();
        for (name, action) in MANCHETTE {
            let key = Key::parse(name).unwrap();
            assert_eq!(key.name(), *name);
            assert_eq!(map.actions(key), Some(&[*action][..]));
        }
        // By the palette alone, where nobody binds them.
        let by_name = [Action::History, Action::Failures];
        for &action in Action::ALL {
            let without = map.keys_of(action).is_empty();
            assert_eq!(without, by_name.contains(&action), "{}", action.name());
        }
    }

    #[test]
    fn keys_are_told_in_the_order_of_the_default() {
        let mut map = KeyMap::manchette();
        assert_eq!(map.keys_of(Action::Down), ["j", "↓"]);
        assert_eq!(map.keys_of(Action::Back), ["h", "←", "Esc"]);
        map.bind(Key::parse("j").unwrap(), vec![]);
        map.bind(Key::parse("F2").unwrap(), vec![Action::Down]);
        map.bind(
            Key::parse("F3").unwrap(),
            vec![Action::ToggleRead, Action::Down],
        );
        assert_eq!(map.keys_of(Action::Down), ["↓", "F2"]);
        assert_eq!(map.actions(Key::parse("j").unwrap()), None);
        assert_eq!(
            map.actions(Key::parse("F3").unwrap()),
            Some(&[Action::ToggleRead, Action::Down][..])
        );
    }
}
