//! Link hints: `f` puts letters beside the links that are on the screen, typing one opens its link. A capital copies the
//! address instead.

use crossterm::event::KeyCode;

use super::moving;
use crate::article::links::may_open;
use crate::config::Key;
use crate::engine::Command;
use crate::text::messages::ui::Notice;
use crate::tui::links;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::{Hints, Overlay};

/// Puts the letters beside the links.
pub(super) fn show(model: &mut Model) -> Vec<Effect> {
    let labels = links::labelled(model);
    if labels.is_empty() {
        model.status.tell(Notice::NoLinkShown);
        return Vec::new();
    }
    model.overlays.push(Overlay::Hints(Hints {
        labels,
        typed: String::new(),
    }));
    Vec::new()
}

/// A key while letters are shown.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(Overlay::Hints(hints)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    match key.code {
        KeyCode::Backspace => drop(hints.typed.pop()),
        KeyCode::Char(typed) if typed.is_alphabetic() && typed != 'q' => {
            hints.typed.extend(typed.to_lowercase());
            let fitting = |(label, _): &&(String, usize)| label.starts_with(&hints.typed);
            let left: Vec<_> = hints.labels.iter().filter(fitting).cloned().collect();
            match left.as_slice() {
                [] => drop(model.overlays.pop()),
                [(label, link)] if *label == hints.typed => {
                    model.overlays.pop();
                    return match typed.is_uppercase() {
                        true => copy(model, *link),
                        false => follow(model, *link),
                    };
                }
                _ => {}
            }
        }
        _ => drop(model.overlays.pop()),
    }
    Vec::new()
}

/// Opens a link of the article under the eye.
pub(super) fn follow(model: &mut Model, link: usize) -> Vec<Effect> {
    let Some(url) = links::address(model, link).map(str::to_owned) else {
        return Vec::new();
    };
    if let Some(block) = links::target(model, link) {
        moving::to_block(model, block);
        return Vec::new();
    }
    if !may_open(&url) {
        model.status.tell(Notice::NotOpened { address: url });
        return Vec::new();
    }
    model.status.tell(Notice::Opening {
        address: url.clone(),
    });
    vec![Effect::Engine(Command::Browse { url })]
}

fn copy(model: &mut Model, link: usize) -> Vec<Effect> {
    let Some(url) = links::address(model, link).map(str::to_owned) else {
        return Vec::new();
    };
    model.status.tell(Notice::Copied);
    vec![Effect::Copy(url)]
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

    use super::*;
    use crate::text::Lang;
    use crate::tui::message::Message;
    use crate::tui::model::Focus;
    use crate::tui::tests::*;
    use crate::tui::update::update;

    const LINKED: &str = "<p>Le <a href=/a>câble</a> et le <a href=https://octet.test/b>noyau</a>, puis <a href=/a>encore</a> \
                      et <a href=gopher://vieux.test/>ailleurs</a>.";

    fn linked() -> Model {
        let mut model = screen((120, 40), Lang::Fr, 30);
        let (row, options) = (model.list.row().unwrap().clone(), model.page_options());
        told(&mut model, page_of(&row, options, LINKED));
        press(&mut model, &["Enter"]);
        model
    }

    fn browsed(effects: &[Effect]) -> Vec<&str> {
        commands(effects)
            .into_iter()
            .filter_map(|command| match command {
                Command::Browse { url } => Some(url.as_str()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn letters_choose_a_link_of_the_article() {
        let mut model = linked();
        press(&mut model, &["f"]);
        assert!(
            drawn(&model).contains("câble [f]") || drawn(&model).contains("câble  f "),
            "{}",
            drawn(&model)
        );
        let effects = press(&mut model, &["j"]);
        assert_eq!(browsed(&effects), ["https://octet.test/b"]);
        assert!(model.overlays.is_empty());
        // A capital copies; what is not to be opened has no letter; another key gives up.
        press(&mut model, &["f"]);
        let effects = press(&mut model, &["F"]);
        assert!(matches!(effects.as_slice(), [Effect::Copy(url)] if url == "https://cable.test/a"));
        press(&mut model, &["f"]);
        assert!(
            drawn(&model).contains("lettre\u{a0}: ouvrir")
                || drawn(&model).contains("lettre : ouvrir")
        );
        assert!(browsed(&press(&mut model, &["d"])).is_empty());
        assert!(model.overlays.is_empty());
        assert!(drawn(&model).contains("ailleurs [3]"));
        press(&mut model, &["f", "z"]);
        assert!(model.overlays.is_empty());
        press(&mut model, &["f", "Esc"]);
        assert!(model.overlays.is_empty());
    }

    #[test]
    fn a_link_to_a_note_goes_there_and_back_returns() {
        let mut model = screen((120, 20), Lang::Fr, 30);
        let (row, options) = (model.list.row().unwrap().clone(), model.page_options());
        let html = format!(
            "<p>Un fait<sup><a href=#n1>1</a></sup>.</p>{}<ol><li id=n1>La note.</ol>",
            "<p>Encore.</p>".repeat(20)
        );
        told(&mut model, page_of(&row, options, &html));
        press(&mut model, &["Enter"]);
        assert!(!drawn(&model).contains("La note."));
        assert!(browsed(&press(&mut model, &["f", "f"])).is_empty());
        assert!(drawn(&model).contains("La note."), "{}", drawn(&model));
        press(&mut model, &["h"]);
        assert_eq!((model.reading.scroll, model.focus), (0, Focus::Article));
        press(&mut model, &["h"]);
        assert_eq!(model.focus, Focus::List);
    }

    #[test]
    fn without_a_link_on_the_screen_no_letters_appear() {
        let mut model = screen((120, 40), Lang::Fr, 30);
        let (row, options) = (model.list.row().unwrap().clone(), model.page_options());
        told(&mut model, page(&row, options, 5));
        press(&mut model, &["f"]);
        assert!(model.overlays.is_empty());
        assert!(drawn(&model).contains("Aucun lien"));
    }

    #[test]
    fn a_click_follows_a_link_where_the_article_is_read() {
        let mut model = linked();
        let text = drawn(&model);
        let (y, line) = text
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains("noyau"))
            .unwrap();
        let x = crate::text::width::width(line.split("noyau").next().unwrap());
        let click = |model: &mut Model| {
            let event = Event::Mouse(MouseEvent {
                kind: MouseEventKind::Down(MouseButton::Left),
                column: u16::try_from(x).unwrap(),
                row: u16::try_from(y).unwrap(),
                modifiers: KeyModifiers::NONE,
            });
            update(model, Message::Terminal(event))
        };
        assert_eq!(browsed(&click(&mut model)), ["https://octet.test/b"]);
        model.focus = Focus::List;
        assert!(browsed(&click(&mut model)).is_empty());
    }
}
