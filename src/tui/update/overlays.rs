//! Keys while something lies on top: prompts, choices, palette, help, first screen.

use std::collections::BTreeSet;

use crossterm::event::{Event, KeyCode};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::backend::crossterm::EventHandler;

use super::{actions, hints, searching, sheets};
use crate::config::sources::SOURCES;
use crate::config::{Action, FeedSettings, Key};
use crate::engine::discover::TRIES;
use crate::engine::{Command, Take};
use crate::feed::discover;
use crate::text::Lang;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::overlay::{Overlay, Palette, Prompt, Purpose};

/// A key goes to what lies on top.
pub(super) fn key(model: &mut Model, key: Key, event: &Event) -> Vec<Effect> {
    match model.overlays.last() {
        Some(Overlay::Prompt(_)) => prompt(model, key, event),
        Some(Overlay::Choice(_)) => choice(model, key),
        Some(Overlay::Palette(_)) => palette(model, key, event),
        Some(Overlay::Help(_)) => help(model, key, event),
        Some(Overlay::Sources(_)) => sources(model, key),
        Some(Overlay::Hints(_)) => hints::key(model, key),
        Some(Overlay::Sheet(_)) => sheets::key(model, key),
        None => Vec::new(),
    }
}

/// The text of the prompt on top changed by other means than a key (a paste).
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    prompt.error = None;
    if prompt.purpose != Purpose::Search {
        return Vec::new();
    }
    let text = prompt.input.value().to_owned();
    searching::typed(model, &text)
}

fn prompt(model: &mut Model, key: Key, event: &Event) -> Vec<Effect> {
    match key.code {
        KeyCode::Esc => {
            let closed = model.overlays.pop();
            match closed {
                Some(Overlay::Prompt(Prompt {
                    purpose: Purpose::Search,
                    ..
                })) => searching::leave(model),
                Some(Overlay::Prompt(prompt)) if prompt.busy => {
                    model.waiting = false;
                    vec![Effect::Engine(Command::CancelAdd)]
                }
                _ => Vec::new(),
            }
        }
        KeyCode::Enter => submit(model),
        _ => {
            let Some(Overlay::Prompt(prompt)) = model.overlays.last_mut() else {
                return Vec::new();
            };
            if prompt.busy {
                // What is typed now would be lost when the answer comes; Esc gives up.
                return Vec::new();
            }
            let before = prompt.input.value().to_owned();
            prompt.input.handle_event(event);
            if prompt.input.value() == before {
                Vec::new()
            } else {
                changed(model)
            }
        }
    }
}

fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    let text = prompt.input.value().trim().to_owned();
    match prompt.purpose.clone() {
        Purpose::Search => {
            // A query that is wrong keeps the prompt: its error stands beside it.
            if prompt.error.is_none() || text.is_empty() {
                model.overlays.pop();
            }
            Vec::new()
        }
        Purpose::Add => {
            if text.is_empty() {
                model.overlays.pop();
                return Vec::new();
            }
            if prompt.busy {
                return Vec::new();
            }
            let several: Vec<&str> = text.split_whitespace().collect();
            let addresses = several.iter().all(|word| discover::address(word).is_some());
            if several.len() > 1 && addresses {
                let adds = several.iter().map(|typed| Command::Add {
                    typed: (*typed).to_owned(),
                });
                let effects = adds.map(Effect::Engine).collect();
                model.overlays.pop();
                return effects;
            }
            prompt.busy = true;
            prompt.error = None;
            model.waiting = true;
            vec![Effect::Engine(Command::Add { typed: text })]
        }
        Purpose::Title { feed } => {
            let own = model.panel.feed(feed);
            let tags = own.map(|feed| feed.tags.join(", ")).unwrap_or_default();
            // Left as it was, the title stays what it was: the feed's own stays the feed's own.
            let unchanged = own.is_some_and(|feed| feed.title == text);
            let title = if unchanged {
                own.and_then(|feed| feed.own_title.clone())
            } else {
                Some(text)
            };
            let title = title.filter(|title| !title.is_empty());
            model.overlays.pop();
            model.overlays.push(Overlay::Prompt(Prompt::new(
                Purpose::Tags { feed, title },
                &tags,
            )));
            Vec::new()
        }
        Purpose::Tags { feed, title } => {
            model.overlays.pop();
            let tags = tags(&text);
            vec![Effect::Engine(Command::Edit { feed, title, tags })]
        }
    }
}

/// The tags of a line, once each; `/` nests, without empty levels.
fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',') {
        let levels = tag
            .split('/')
            .map(str::trim)
            .filter(|level| !level.is_empty());
        let tag = levels.collect::<Vec<_>>().join("/");
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn choice(model: &mut Model, key: Key) -> Vec<Effect> {
    let moved = vertical(model, key);
    let Some(Overlay::Choice(choice)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    let closes = matches!(key.code, KeyCode::Esc | KeyCode::Char('q'));
    if choice.busy {
        if closes {
            model.overlays.pop();
            model.waiting = false;
            return vec![Effect::Engine(Command::CancelAdd)];
        }
        return Vec::new();
    }
    if let Some(by) = moved {
        choice.cursor = choice
            .cursor
            .saturating_add_signed(by)
            .min(choice.candidates.len().saturating_sub(1));
        return Vec::new();
    }
    match key.code {
        _ if closes => {
            model.overlays.pop();
            model.waiting = false;
        }
        KeyCode::Char(' ') => {
            let at = choice.cursor;
            if !choice.ticked.remove(&at) {
                choice.ticked.insert(at);
            }
        }
        KeyCode::Enter => {
            let chosen = match choice.ticked.is_empty() {
                true => BTreeSet::from([choice.cursor]),
                false => choice.ticked.clone(),
            };
            // With the last of them the usual addresses are left to be asked.
            let last = (0..choice.candidates.len())
                .take(TRIES)
                .all(|at| choice.dead.contains(&at) || chosen.contains(&at));
            let further = match last {
                true => choice.further.clone(),
                false => choice.further.without_usual(),
            };
            let named = chosen.iter().filter_map(|at| choice.candidates.get(*at));
            let urls: Vec<String> = named.map(|candidate| candidate.url.clone()).collect();
            choice.busy = true;
            choice.error = None;
            // One feed's list opens; several are told.
            model.waiting = urls.len() == 1;
            return vec![Effect::Engine(Command::Choose {
                urls,
                take: Take::Each,
                further: Box::new(further),
            })];
        }
        _ => {}
    }
    Vec::new()
}

fn sources(model: &mut Model, key: Key) -> Vec<Effect> {
    let moved = vertical(model, key);
    let page = usize::from(model.size.1 / 2).max(1);
    let Some(Overlay::Sources(sources)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    if let Some(by) = moved {
        let by = match by.abs() {
            2..1_000 => by.signum() * isize::try_from(page).unwrap_or(1),
            _ => by,
        };
        sources.cursor = sources
            .cursor
            .saturating_add_signed(by)
            .min(SOURCES.len() - 1);
        return Vec::new();
    }
    match key.code {
        KeyCode::Char('q') => return actions::run(model, Action::Quit),
        KeyCode::Char('a') => model
            .overlays
            .push(Overlay::Prompt(Prompt::new(Purpose::Add, ""))),
        KeyCode::Char('?') => return actions::run(model, Action::Help),
        KeyCode::Char(' ') => {
            let at = sources.cursor;
            if !sources.ticked.remove(&at) {
                sources.ticked.insert(at);
            }
        }
        KeyCode::Enter => {
            if sources.ticked.is_empty() {
                sources.ticked.insert(sources.cursor);
            }
            let chosen = sources.ticked.iter().filter_map(|at| SOURCES.get(*at));
            let feeds = chosen
                .map(|source| FeedSettings {
                    url: source.url.to_owned(),
                    title: Some(source.name.to_owned()),
                    ..FeedSettings::default()
                })
                .collect();
            model.overlays.clear();
            return vec![Effect::Engine(Command::Subscribe { feeds })];
        }
        _ => {}
    }
    Vec::new()
}

/// Rows up or down that a key asks for by its action.
fn vertical(model: &Model, key: Key) -> Option<isize> {
    match model.config.keys.actions(key)?.first()? {
        Action::Down => Some(1),
        Action::Up => Some(-1),
        Action::PageDown | Action::HalfPageDown => Some(10),
        Action::PageUp | Action::HalfPageUp => Some(-10),
        Action::Top => Some(-10_000),
        Action::Bottom => Some(10_000),
        _ => None,
    }
}

/// The wheel over what lies on top.
pub(super) fn wheel(model: &mut Model, by: isize) -> Vec<Effect> {
    let last = crate::tui::help::rows(model).len().saturating_sub(1);
    match model.overlays.last_mut() {
        Some(Overlay::Help(help)) => {
            help.scroll = help.scroll.saturating_add_signed(by).min(last);
        }
        Some(Overlay::Sources(sources)) => {
            let to = sources.cursor.saturating_add_signed(by.signum());
            sources.cursor = to.min(SOURCES.len() - 1);
        }
        Some(Overlay::Palette(palette)) => {
            let last = palette.found.len().saturating_sub(1);
            palette.cursor = palette.cursor.saturating_add_signed(by.signum()).min(last);
        }
        Some(Overlay::Sheet(_)) => sheets::wheel(model, by),
        _ => {}
    }
    Vec::new()
}

/// `:` opens the palette with all actions in it.
pub(super) fn open_palette(model: &mut Model) -> Vec<Effect> {
    let palette = Palette {
        found: matching("", model.lang),
        ..Palette::default()
    };
    model.overlays.push(Overlay::Palette(palette));
    Vec::new()
}

fn palette(model: &mut Model, key: Key, event: &Event) -> Vec<Effect> {
    let lang = model.lang;
    let Some(Overlay::Palette(palette)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    let last = palette.found.len().saturating_sub(1);
    match key.code {
        KeyCode::Esc => drop(model.overlays.pop()),
        KeyCode::Down => palette.cursor = (palette.cursor + 1).min(last),
        KeyCode::Up => palette.cursor = palette.cursor.saturating_sub(1),
        KeyCode::Enter => {
            let action = palette.found.get(palette.cursor).copied();
            model.overlays.pop();
            if let Some(action) = action {
                return actions::run(model, action);
            }
        }
        _ => {
            palette.input.handle_event(event);
            palette.found = matching(palette.input.value(), lang);
            palette.cursor = 0;
        }
    }
    Vec::new()
}

/// The actions whose name or label, in either language, fits what is typed; the best first.
fn matching(typed: &str, lang: Lang) -> Vec<Action> {
    if typed.trim().is_empty() {
        return Action::ALL.to_vec();
    }
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut Vec::new()), &mut matcher);
    let other = lang.pick(Lang::En, Lang::Fr);
    let mut scored: Vec<(u32, Action)> = Action::ALL
        .iter()
        .filter_map(|action| {
            let here = score(action.label(lang)).map(|points| points + 10);
            here.into_iter()
                .chain(score(action.label(other)))
                .chain(score(action.name()))
                .max()
                .map(|points| (points, *action))
        })
        .collect();
    scored.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    scored.into_iter().map(|(_, action)| action).collect()
}

fn help(model: &mut Model, key: Key, event: &Event) -> Vec<Effect> {
    let moved = vertical(model, key);
    let Some(Overlay::Help(help)) = model.overlays.last_mut() else {
        return Vec::new();
    };
    if help.searching {
        match key.code {
            KeyCode::Esc => {
                help.searching = false;
                help.search = tui_input::Input::default();
            }
            KeyCode::Enter => help.searching = false,
            _ => {
                help.search.handle_event(event);
                help.scroll = 0;
            }
        }
        return Vec::new();
    }
    match (moved, key.code) {
        (Some(by), _) => help.scroll = help.scroll.saturating_add_signed(by),
        (_, KeyCode::Char('/')) => help.searching = true,
        (_, KeyCode::Esc | KeyCode::Char('q' | '?')) => drop(model.overlays.pop()),
        (_, KeyCode::Char(' ')) => help.scroll += 10,
        _ => {}
    }
    let last = crate::tui::help::rows(model).len().saturating_sub(1);
    if let Some(Overlay::Help(help)) = model.overlays.last_mut() {
        help.scroll = help.scroll.min(last);
    }
    Vec::new()
}
