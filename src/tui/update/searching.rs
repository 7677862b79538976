//! Searching as one types, over all articles, whatever the list shows. Esc brings back the same lines and the cursor:
//! a search covers the list, it does not leave it.

use super::reload;
use crate::text::Say;
use crate::tui::message::Effect;
use crate::tui::model::overlay::{Overlay, Prompt, Purpose};
use crate::tui::model::scope::Search;
use crate::tui::model::{Focus, Model};

/// `/`: opens the prompt; an earlier search is there to go on with.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let text = model
        .scope
        .search
        .as_ref()
        .map(|search| search.text.clone())
        .unwrap_or_default();
    if !model.zen {
        model.focus = Focus::List;
    }
    model
        .overlays
        .push(Overlay::Prompt(Prompt::new(Purpose::Search, &text)));
    Vec::new()
}

/// Something was typed.
pub(super) fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return leave(model);
    }
    let search = Some(Search {
        text: text.to_owned(),
        typing: true,
    });
    let before = std::mem::replace(&mut model.scope.search, search);
    if let Err(error) = model.scope.query() {
        // Half a query (`"le`): the results of the last whole one stay.
        let sentence = error.say(model.lang);
        model.scope.search = before;
        if let Some(Overlay::Prompt(prompt)) = model.overlays.last_mut() {
            prompt.error = Some(sentence);
        }
        return Vec::new();
    }
    if before.is_none() {
        let mut scope = model.scope.clone();
        scope.search = None;
        model.covered = Some(Box::new((scope, std::mem::take(&mut model.list))));
    }
    reload(model)
}

/// Esc: back to what the search covered.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    model.scope.search = None;
    if let Some(covered) = model.covered.take() {
        let (scope, list) = *covered;
        model.scope = scope;
        model.list = list;
        // Late answers to the search are not this list's.
        model.generation += 1;
        // What was marked among the results shows in the list too.
        let mut effects = super::marking::reread(model);
        effects.extend(super::arrivals(model));
        return effects;
    }
    Vec::new()
}
