//! The place kept over restarts: what the list showed, the cursor, the place in the text, the panes.

use super::reading::Anchor;
use super::scope::{Base, Scope};
use super::{Focus, Model};

/// A query given for this time alone, on the command line: a plain start does not come back to it, but to the place
/// kept before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What it shows.
    pub base: Base,
    /// The place kept before.
    pub before: Option<Place>,
}

impl Asked {
    /// The place to keep where only this query was looked at: the one before, with the places in texts.
    fn place(&self, model: &Model) -> Place {
        let texts = model.reading.places();
        match &self.before {
            Some(before) => Place {
                texts,
                ..before.clone()
            },
            None => Place {
                scope: Scope::river(&model.config.reader.view),
                key: None,
                above: 0,
                article: None,
                reading: false,
                panel: None,
                divider: None,
                closed: Vec::new(),
                texts,
            },
        }
    }
}

/// The place, as it is stored (JSON).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// What the list showed, searches left out.
    pub scope: Scope,
    /// The key under the cursor.
    pub key: Option<i64>,
    /// How far it stood below the top of the screen.
    pub above: usize,
    /// The article's id and the place in its text.
    pub article: Option<(i64, Option<(usize, usize)>)>,
    /// The article had the focus.
    pub reading: bool,
    /// The panel was on the screen; none where the person never asked for it or against it.
    pub panel: Option<bool>,
    /// The divider.
    pub divider: Option<u16>,
    /// Closed folders.
    pub closed: Vec<String>,
    /// The places in the texts of other articles.
    #[serde(default)]
    pub texts: Vec<(i64, Anchor)>,
}

impl Place {
    /// The place of a screen.
    pub fn of(model: &Model) -> Place {
        let (scope, list) = match &model.covered {
            Some(covered) => (&covered.0, &covered.1),
            None => (&model.scope, &model.list),
        };
        let asked = model.asked.as_deref();
        if let Some(asked) = asked.filter(|asked| asked.base == scope.base) {
            return asked.place(model);
        }
        let mut closed: Vec<String> = model.panel.closed.iter().cloned().collect();
        closed.sort();
        Place {
            scope: scope.clone(),
            key: list.key(),
            above: list.above(),
            article: model.reading.id.map(|id| (id, model.reading.anchor())),
            reading: model.focus == Focus::Article,
            panel: model.panel_chosen.then_some(model.panel_open),
            divider: model.divider,
            closed,
            texts: model.reading.places(),
        }
    }

    /// As it is stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a stored place; none where it is of another making.
    pub fn from_json(text: &str) -> Option<Place> {
        serde_json::from_str(text).ok()
    }

    /// Puts a screen back to this place; the list itself comes with its keys.
    pub fn restore(&self, model: &mut Model) {
        model.divider = self.divider;
        model.reading.recall(&self.texts);
        model.panel.closed = self.closed.iter().cloned().collect();
        if let Some(open) = self.panel {
            model.panel_open = open;
            model.panel_chosen = true;
        }
        if let Some((id, anchor)) = self.article {
            model.reading.come_back(id, anchor);
            if self.reading {
                model.focus = Focus::Article;
            }
        }
    }
}
