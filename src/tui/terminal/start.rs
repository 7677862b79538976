//! What the reader starts with: the settings and one window of the cache, read before the terminal is touched.

use jiff::tz::TimeZone;

use super::ScreenError;
use crate::config::file::Loaded;
use crate::config::{Config, Glyphs as GlyphSetting, Paths};
use crate::engine::{Trouble, clock};
use crate::store::{Clock, Reader, StoreError};
use crate::text::Lang;
use crate::tui::geometry::PANEL_AT_START;
use crate::tui::model::Model;
use crate::tui::model::list::ArticleList;
use crate::tui::model::overlay::{Overlay, Sources};
use crate::tui::model::place::{Asked, Place};
use crate::tui::model::scope::{Base, Scope};
use crate::tui::theme::{Glyphs, Theme};

/// Keys read before the first paint; the rest follows after it.
const FIRST_KEYS: usize = 2_000;

/// What the reader is started with.
#[derive(Debug, Clone)]
pub struct Start {
    /// Its files.
    pub paths: Paths,
    /// Its settings.
    pub loaded: Loaded,
    /// A query given on the command line, checked already.
    pub query: Option<String>,
    /// The interface's language.
    pub lang: Lang,
    /// Colours may be used; weights are in any case.
    pub colour: bool,
    /// The site the demo leaves for adding by hand, told at its start.
    pub tip: Option<String>,
}

/// True where the locale's character set is UTF-8.
fn is_utf8() -> bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.contains("utf-8") || name.contains("utf8")
}

fn glyphs(config: &Config) -> Glyphs {
    match config.reader.glyphs {
        GlyphSetting::Unicode => Glyphs::UNICODE,
        GlyphSetting::Ascii => Glyphs::ASCII,
        GlyphSetting::Auto if is_utf8() => Glyphs::UNICODE,
        GlyphSetting::Auto => Glyphs::ASCII,
    }
}

/// The screen as it is first painted.
pub(super) fn model(start: &Start) -> Result<Model, ScreenError> {
    let config = start.loaded.config.clone();
    let zone = TimeZone::system();
    let theme = Theme::new(&config.theme, start.colour);
    let glyphs = glyphs(&config);
    let mut model = Model::new(config, start.lang, zone, theme, glyphs);
    model.now = clock::now();
    model.size = crossterm::terminal::size()?;
    super::set_canvas(&mut model, start.colour);
    model.panel_open = model.size.0 >= PANEL_AT_START;
    if !start.loaded.exists {
        model.overlays.push(Overlay::Sources(Sources::default()));
    }
    if let Some(reader) = Reader::open(&start.paths.database).map_err(Trouble::from)? {
        first_window(&mut model, start, &reader).map_err(Trouble::from)?;
    }
    if let Some(query) = &start.query {
        let scope = scope_of(query);
        if model.asked.is_none() {
            model.asked = Some(Box::new(Asked {
                base: scope.base.clone(),
                before: None,
            }));
        }
        model.scope = scope;
    }
    if let Some(tip) = &start.tip {
        model
            .status
            .tell(crate::text::messages::ui::Notice::DemoTip { site: tip.clone() });
    }
    Ok(model)
}

/// What a query of the command line shows.
fn scope_of(query: &str) -> Scope {
    Scope::of(Base::View {
        name: query.to_owned(),
        query: query.to_owned(),
    })
}

fn first_window(model: &mut Model, start: &Start, reader: &Reader) -> Result<(), StoreError> {
    let place = reader.place()?.and_then(|text| Place::from_json(&text));
    let mut at = None;
    let mut above = 0;
    if let Some(query) = &start.query {
        model.scope = scope_of(query);
        if let Some(place) = &place {
            model.reading.recall(&place.texts);
        }
        model.asked = Some(Box::new(Asked {
            base: model.scope.base.clone(),
            before: place,
        }));
    } else if let Some(place) = place {
        // The river's own query is the config's, which may have changed since.
        if !matches!(place.scope.base, Base::River(_)) || place.scope.filter != Default::default() {
            model.scope = place.scope.clone();
        }
        (at, above) = (place.key, place.above);
        place.restore(model);
    }
    let Ok(query) = model.scope.query() else {
        return Ok(());
    };
    let clock = Clock {
        now: model.now,
        zone: model.zone.clone(),
    };
    let mut keys = reader.keys(&query, &clock, Some(FIRST_KEYS), None)?;
    // A place further down than that needs the whole list.
    if keys.len() == FIRST_KEYS && at.is_some_and(|key| keys.last().is_some_and(|last| key < *last))
    {
        keys = reader.keys(&query, &clock, None, None)?;
    }
    // The article that was being read may have left the query by being read: its place is kept all the same.
    if let Some(key) = at.filter(|key| !keys.contains(key))
        && query.sort == crate::query::Sort::Newest
        && !reader.rows(&[key])?.is_empty()
    {
        keys.insert(keys.partition_point(|known| *known > key), key);
    }
    model.list = ArticleList::new(keys, Vec::new(), at);
    let height = model.list_height();
    model.list.put(above, height);
    let near = model.list.near(height);
    let rows = reader.rows(&near)?;
    model.list.take_rows(&near, rows, height);
    // Feeds and counts come after the first paint, unless the panel is part of it.
    if model.panel_open {
        let (feeds, counts) = (reader.feeds()?, reader.counts()?);
        let views = model.config.views.clone();
        model.panel.take(feeds, counts, &views);
    }
    Ok(())
}
