//! The lines of the help, made from the one table of actions and the key map in force.

use super::heading::wrap;
use super::model::Model;
use super::model::overlay::Overlay;
use crate::config::Action;
use crate::config::action::ActionGroup;
use crate::text::fold::fold;
use crate::text::messages::ui::Label;
use crate::text::width;

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// The heading of a group.
    Group(String),
    /// An action: its keys, what it does.
    Action { keys: String, text: String },
    /// A sentence.
    Text(String),
    /// Nothing.
    Blank,
}

/// The help's lines, those that fit the search alone.
pub fn lines(model: &Model) -> Vec<HelpLine> {
    let search = match model.overlays.last() {
        Some(Overlay::Help(help)) => fold(help.search.value()),
        _ => String::new(),
    };
    let mut lines = Vec::new();
    for group in ActionGroup::ALL {
        let actions: Vec<HelpLine> = Action::ALL
            .iter()
            .filter(|action| action.group() == *group)
            .map(|action| HelpLine::Action {
                keys: model.config.keys.keys_of(*action).join(" "),
                text: format!("{} ({})", action.help(model.lang), action.name()),
            })
            .filter(|line| fits(line, &search))
            .collect();
        if actions.is_empty() {
            continue;
        }
        lines.push(HelpLine::Group(group.label(model.lang).to_owned()));
        lines.extend(actions);
        lines.push(HelpLine::Blank);
    }
    if search.is_empty() {
        lines.push(HelpLine::Text(Label::MouseHelp.text(model.lang).to_owned()));
    } else if lines.is_empty() {
        lines.push(HelpLine::Text(
            Label::NothingFound.text(model.lang).to_owned(),
        ));
    }
    lines
}

/// The columns of the keys, and of the window around all.
pub fn columns(model: &Model, lines: &[HelpLine]) -> (usize, usize) {
    let inside = usize::from(model.size.0.min(WIDEST)).saturating_sub(2);
    let keys = lines.iter().map(|line| match line {
        HelpLine::Action { keys, .. } => width::width(keys),
        _ => 0,
    });
    (keys.max().unwrap_or(0).min(inside / 3), inside)
}

/// The widest the help is.
pub const WIDEST: u16 = 92;

/// The lines as they stand in the window: what is too long goes on below, under its text.
pub fn rows(model: &Model) -> Vec<HelpLine> {
    let lines = lines(model);
    let (keys_columns, inside) = columns(model, &lines);
    let room = inside.saturating_sub(keys_columns + 6).max(8);
    let mut rows = Vec::new();
    for line in lines {
        match line {
            HelpLine::Action { mut keys, text } => {
                for text in wrap(&text, room) {
                    rows.push(HelpLine::Action {
                        keys: std::mem::take(&mut keys),
                        text,
                    });
                }
            }
            HelpLine::Text(text) => {
                rows.extend(
                    wrap(&text, inside.saturating_sub(2).max(8))
                        .into_iter()
                        .map(HelpLine::Text),
                );
            }
            other => rows.push(other),
        }
    }
    rows
}

fn fits(line: &HelpLine, search: &str) -> bool {
    match line {
        HelpLine::Action { keys, text } => {
            search.is_empty() || keys.contains(search) || fold(text).contains(search)
        }
        _ => true,
    }
}
