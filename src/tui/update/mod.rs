//! Model and message → effects. Pure: no disk, no net, no clock (the loop sets [`Model::now`]); the whole reader is
//! tested by feeding messages and looking at the model.

mod actions;
mod feeds;
mod full_text;
mod hints;
mod marking;
mod mouse;
mod moving;
mod overlays;
mod pictures;
mod reports;
mod searching;
mod sheets;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};

use super::message::{Effect, Message};
use super::model::Model;
use super::model::overlay::{Overlay, Prompt, Purpose};
use crate::config::Key;
use crate::engine::{Command, ListRequest, PageRequest};
use crate::feed::discover::pasted;
use crate::text::Say;
use crate::text::messages::ui::Notice;

/// Rows that come with a list's keys: a screen and some.
const FIRST_ROWS: usize = 200;

/// Takes a message in and says what is to be done.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let before = (model.reading.id, model.reading.scroll);
    let by_hand = matches!(message, Message::Terminal(_));
    let mut effects = match message {
        Message::Terminal(event) => terminal(model, event),
        Message::Engine(report) => {
            if sheets::is_told(&report) {
                sheets::outdate(model);
            }
            reports::take(model, report)
        }
        Message::Rested => {
            model.pictures.release();
            Vec::new()
        }
        Message::End(code) => vec![Effect::Engine(keep_place(model)), Effect::Quit(code)],
        Message::Stopped => vec![Effect::Suspend],
        Message::Continued => vec![Effect::Redraw],
    };
    effects.extend(settle(model));
    let moved = (model.reading.id, model.reading.scroll) != before;
    if by_hand && moved && !super::pictures::seen(model).is_empty() {
        model.pictures.hold();
    }
    effects
}

/// What the screen needs at its start: the whole list, the panel, the article.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Engine(Command::Panel)];
    effects.extend(arrivals(model));
    effects.extend(settle(model));
    effects
}

fn terminal(model: &mut Model, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(
            model,
            Key::new(event.code, event.modifiers),
            &Event::Key(event),
        ),
        Event::Paste(text) => paste(model, &text),
        Event::Mouse(event) => mouse::take(model, event),
        Event::Resize(width, height) => {
            resize(model, (width, height));
            Vec::new()
        }
        Event::Key(_) | Event::FocusGained | Event::FocusLost => Vec::new(),
    }
}

fn key(model: &mut Model, key: Key, event: &Event) -> Vec<Effect> {
    if key == Key::new(KeyCode::Char('c'), KeyModifiers::CONTROL) {
        return vec![Effect::Engine(keep_place(model)), Effect::Quit(130)];
    }
    model.status.age(model.now);
    if !model.overlays.is_empty() {
        return overlays::key(model, key, event);
    }
    let Some(actions) = model.config.keys.actions(key).map(<[_]>::to_vec) else {
        let help = model
            .config
            .keys
            .keys_of(crate::config::Action::Help)
            .into_iter()
            .next()
            .unwrap_or_default();
        model.status.tell(Notice::UnknownKey {
            key: key.name(),
            help,
        });
        return Vec::new();
    };
    if !model.list.is_empty() {
        model.list.untouched = false;
    }
    actions
        .into_iter()
        .flat_map(|action| actions::run(model, action))
        .collect()
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let line = crate::text::sanitise::line(text);
    let parts = pasted(text);
    let several = parts.len() > 1 || text.trim().contains(['\n', '\r']);
    let found = parts.iter().filter(|part| part.is_address);
    let addresses: Vec<&str> = found.map(|part| part.text.as_str()).collect();
    let listed = match several && !addresses.is_empty() {
        true => crate::text::sanitise::line(&addresses.join(" ")),
        false => line,
    };
    if let Some(Overlay::Prompt(prompt)) = model.overlays.last_mut() {
        if prompt.busy {
            return Vec::new();
        }
        let adding = prompt.purpose == Purpose::Add;
        let inserted = match adding {
            true => listed,
            false => crate::text::sanitise::line(text),
        };
        for character in inserted.chars() {
            prompt
                .input
                .handle(tui_input::InputRequest::InsertChar(character));
        }
        return overlays::changed(model);
    }
    // A paste of addresses opens the prompt that adds feeds, filled in.
    let free = matches!(model.overlays.last(), None | Some(Overlay::Sources(_)));
    if !free || text.trim().is_empty() {
        return Vec::new();
    }
    if several && addresses.is_empty() {
        model.status.tell(Notice::NoAddress);
        return Vec::new();
    }
    let mut prompt = Prompt::new(Purpose::Add, &listed);
    // One word may be a file's name.
    if addresses.is_empty() && listed.contains(' ') {
        prompt.error = Some(Notice::NoAddress.say(model.lang));
    }
    model.overlays.push(Overlay::Prompt(prompt));
    Vec::new()
}

fn resize(model: &mut Model, size: (u16, u16)) {
    model.size = size;
    if !model.panel_chosen {
        model.panel_open = size.0 >= super::geometry::PANEL_AT_START;
    }
    let height = model.list_height();
    model.list.follow(height);
}

/// What follows from whatever happened: the article under the cursor, rows near the screen, pages of the neighbours.
pub(super) fn settle(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    let height = model.list_height();
    model.list.admit(height);
    let wanted = model.list.wanted(height);
    if !wanted.is_empty() {
        effects.push(Effect::Engine(Command::Rows(wanted)));
    }
    // The article under the cursor shows at once; an article come back to stays until the list is there.
    let under = model.list.row().map(|row| row.id);
    if (under.is_some() || (model.list.loaded && model.list.is_empty()))
        && model.reading.turn(under)
    {
        let (heading, last) = super::heading::extent(model);
        model.reading.resume(heading, last);
        effects.extend(marking::shown(model));
    }
    effects.extend(pictures::follow(model));
    effects.extend(pages(model));
    effects.extend(sheets::follow(model));
    effects
}

/// Asks for the page under the eye first, then for its neighbours'.
fn pages(model: &mut Model) -> Vec<Effect> {
    let options = model.page_options();
    let cursor = model.list.cursor();
    let neighbours = [cursor + 1, cursor.wrapping_sub(1), cursor + 2];
    let near = neighbours
        .into_iter()
        .filter_map(|place| model.list.at(place))
        .map(|row| row.id);
    // The engine answers the newest first: the one under the eye is asked for last.
    let ids: Vec<i64> = near
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .chain(model.reading.id)
        .collect();
    let mut effects = Vec::new();
    for id in ids {
        let rooms = pictures::rooms(model, id);
        if model.reading.wants(id, options, &rooms) {
            effects.push(Effect::Engine(Command::Page(PageRequest {
                id,
                options,
                rooms,
                feed_text: model.reading.wants_feed_text(id),
            })));
        }
    }
    effects
}

/// Asks for the list of the present scope anew.
fn reload(model: &mut Model) -> Vec<Effect> {
    match model.scope.query() {
        Ok(query) => {
            model.generation += 1;
            vec![Effect::Engine(Command::List(ListRequest {
                generation: model.generation,
                query,
                rows: FIRST_ROWS,
            }))]
        }
        Err(error) => {
            model.status.tell(Notice::Trouble(error.say(model.lang)));
            Vec::new()
        }
    }
}

/// Asks what has arrived in the present scope.
fn arrivals(model: &Model) -> Vec<Effect> {
    let Ok(query) = model.scope.query() else {
        return Vec::new();
    };
    let request = ListRequest {
        generation: model.generation,
        query,
        rows: 0,
    };
    vec![Effect::Engine(Command::Arrivals(request))]
}

fn keep_place(model: &Model) -> Command {
    Command::KeepPlace(super::model::place::Place::of(model).to_json())
}

#[cfg(test)]
mod tests;
