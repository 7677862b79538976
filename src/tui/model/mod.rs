//! The screen's state: one [`Model`], read by `view`, changed by `update` alone. Holds no handle on anything outside.

pub mod list;
pub mod overlay;
pub mod panel;
pub mod pictures;
pub mod place;
pub mod reading;
pub mod scope;
pub mod sheet;
pub mod status;

use jiff::tz::TimeZone;

use super::geometry::{Frame, Geometry};
use super::theme::{Glyphs, Theme};
use crate::article;
use crate::config::Config;
use crate::text::{Lang, UnixTime};
use list::ArticleList;
use overlay::Overlay;
use panel::Panel;
use pictures::Pictures;
use place::Asked;
use reading::Reading;
use scope::{Base, Scope};
use status::Status;

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The feed panel.
    Panel,
    /// The headline list.
    #[default]
    List,
    /// The article.
    Article,
}

/// Everything the screen is.
#[derive(Debug)]
pub struct Model {
    /// The settings in force.
    pub config: Config,
    /// The interface's language.
    pub lang: Lang,
    /// The zone dates are shown in.
    pub zone: TimeZone,
    /// The moment of the last message: time comes in as a value.
    pub now: UnixTime,
    /// Colours and weights.
    pub theme: Theme,
    /// Unicode or ASCII.
    pub glyphs: Glyphs,
    /// The terminal's size in columns and rows.
    pub size: (u16, u16),
    /// Where keys go.
    pub focus: Focus,
    /// The panel is on the screen.
    pub panel_open: bool,
    /// The person asked for the panel or against it: its being there no longer follows from the width.
    pub panel_chosen: bool,
    /// The article alone.
    pub zen: bool,
    /// The list's share of the width beside the article, in columns, where the divider was dragged.
    pub divider: Option<u16>,
    /// The divider is being dragged.
    pub dragging: bool,
    /// What the list shows.
    pub scope: Scope,
    /// The headlines.
    pub list: ArticleList,
    /// The query of the command line, where one was given.
    pub asked: Option<Box<Asked>>,
    /// The list that a search covers; Esc brings it back.
    pub covered: Option<Box<(Scope, ArticleList)>>,
    /// The article beside the list.
    pub reading: Reading,
    /// Its pictures.
    pub pictures: Pictures,
    /// Feeds, folders, views.
    pub panel: Panel,
    /// The bottom line.
    pub status: Status,
    /// What lies on top, the topmost last.
    pub overlays: Vec<Overlay>,
    /// Why nothing can be marked, where that is so.
    pub read_only: Option<String>,
    /// Somebody waits for the feed that is being added: its list opens when it comes.
    pub waiting: bool,
    /// Articles that came in since arrivals were announced last.
    pub fresh: usize,
    /// Number of the last list asked for.
    pub generation: u64,
}

impl Model {
    /// An empty screen with these settings.
    pub fn new(config: Config, lang: Lang, zone: TimeZone, theme: Theme, glyphs: Glyphs) -> Model {
        let scope = Scope::river(&config.reader.view);
        Model {
            lang,
            zone,
            now: 0,
            theme,
            glyphs,
            size: (80, 24),
            focus: Focus::List,
            panel_open: false,
            panel_chosen: false,
            zen: false,
            divider: None,
            dragging: false,
            scope,
            list: ArticleList::default(),
            asked: None,
            covered: None,
            reading: Reading::default(),
            pictures: Pictures::default(),
            panel: Panel::default(),
            status: Status::default(),
            overlays: Vec::new(),
            read_only: None,
            waiting: false,
            fresh: 0,
            generation: 0,
            config,
        }
    }

    /// Where each pane is at the present size.
    pub fn geometry(&self) -> Geometry {
        Geometry::of(Frame {
            size: self.size,
            panel: self.panel_open,
            zen: self.zen,
            article: self.focus == Focus::Article,
            divider: self.divider,
        })
    }

    /// Rows of the list that are on the screen (those it would have where it is not shown now).
    pub fn list_height(&self) -> usize {
        usize::from(self.geometry().list_height)
    }

    /// How an article is laid out at the present size.
    pub fn page_options(&self) -> article::Options {
        let pane = usize::from(self.geometry().article_width);
        let width = self.config.reader.width.min(pane.saturating_sub(2)).max(20);
        article::Options {
            width,
            hyphenate: self
                .config
                .reader
                .hyphenate
                .at(width, article::layout::NARROW),
            ascii: self.glyphs.ascii,
            numbers: true,
            lang: self.lang,
        }
    }

    /// The feed that feed actions are about: the panel's under its cursor, else the article's.
    pub fn feed_under_cursor(&self) -> Option<i64> {
        match self.focus {
            Focus::Panel => self.panel.selected_feed(),
            // An empty list of a feed is about that feed all the same.
            _ => match (self.list.row(), &self.scope.base) {
                (Some(row), _) => Some(row.feed),
                (None, Base::Feed { id, .. }) => Some(*id),
                (None, _) => None,
            },
        }
    }
}
