//! What the screen asks of the engine, and what the engine tells the screen.

use std::sync::Arc;

use super::Trouble;
use super::discover::Further;
use super::full_text::Came;
use super::refresh::{Outcome, Which};
use crate::article::picture::{Canvas, Cells, Drawn, Pixels};
use crate::article::{Document, Layout, Options, Rooms};
use crate::config::{Config, FeedSettings};
use crate::feed::discover::Candidate;
use crate::query::Query;
use crate::store::{Article, Counts, Feed, Gesture, Mark, Row};

/// What the screen asks.
#[derive(Debug, Clone)]
pub enum Command {
    /// The keys of a list, all of them, with the rows of its first page.
    List(ListRequest),
    /// The keys of the list as it is now, to find arrivals.
    Arrivals(ListRequest),
    /// The rows of these keys.
    Rows(Vec<i64>),
    /// Feeds and counts for the panel.
    Panel,
    /// The gestures of the change log, the last first, at most so many; with `before`, those before that number.
    History { limit: usize, before: Option<i64> },
    /// An article laid out.
    Page(PageRequest),
    /// Fetches the pictures of the article under the eye and reports their sizes; those of another article are given up.
    /// After a moment, since the eye may only pass. At most 20 are taken.
    Measure { urls: Vec<String> },
    /// Makes pictures ready for the terminal, those near the eye first; those asked for before are given up.
    Draw {
        canvas: Canvas,
        pictures: Vec<(String, Cells)>,
    },
    /// Marks articles by their keys, as one gesture.
    Mark { keys: Vec<i64>, mark: Mark },
    /// Takes back the last gesture.
    Undo,
    /// Visits feeds.
    Refresh { which: Which, forced: bool },
    /// Finds the feed behind what was typed and subscribes to it, or reports the choice.
    Add { typed: String },
    /// Gives up looking for the feed that was to be added.
    CancelAdd,
    /// Subscribes to feeds that were offered by [`Report::Choose`], each once it was read.
    Choose {
        urls: Vec<String>,
        take: Take,
        /// What is left to be done where they are none, as it was reported.
        further: Box<Further>,
    },
    /// Subscribes to these addresses without asking them first (the first screen's sources).
    Subscribe { feeds: Vec<FeedSettings> },
    /// Removes a feed.
    Remove { feed: i64 },
    /// Renames and tags a feed; no title means the feed's own.
    Edit {
        feed: i64,
        title: Option<String>,
        tags: Vec<String>,
    },
    /// Fetches the text of an article's page. `ahead`: for one that comes under the eye, where it is due and the eye
    /// rests on it.
    FullText { id: i64, ahead: bool },
    /// Opens an address with the browser.
    Browse { url: String },
    /// Keeps the place (opaque text) for the next start.
    KeepPlace(String),
}

/// Which of the feeds that were offered are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Each of them.
    Each,
    /// The first that turns out to be a feed.
    First,
}

/// A list asked for. `generation` comes back with the answer, so that late answers are told from the current list's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRequest {
    /// The screen's number for this list.
    pub generation: u64,
    /// What it holds.
    pub query: Query,
    /// How many rows come with the keys.
    pub rows: usize,
}

/// A page asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// The article's id.
    pub id: i64,
    /// How to lay it out.
    pub options: Options,
    /// The feed's text, though that of the page is kept.
    pub feed_text: bool,
    /// What is known of its pictures.
    pub rooms: Arc<Rooms>,
}

/// An article ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The article, its HTML left out.
    pub article: Article,
    /// Its blocks, kept for a new width.
    pub document: Arc<Document>,
    /// Its lines.
    pub layout: Arc<Layout>,
    /// How it was laid out.
    pub options: Options,
    /// The feed's text was asked for, as in the request.
    pub feed_text: bool,
    /// What was known of its pictures then.
    pub rooms: Arc<Rooms>,
}

impl Page {
    /// True where this is the text of the article's page.
    pub fn is_full(&self) -> bool {
        self.article.full.is_some() && !self.feed_text
    }

    /// The words of the text that is shown.
    pub fn words(&self) -> u32 {
        match self.is_full() {
            true => self.article.row.words,
            false => self.article.words,
        }
    }
}

/// What the engine tells.
#[derive(Debug, Clone)]
pub enum Report {
    /// A list's keys and the rows of its first page.
    List {
        generation: u64,
        keys: Vec<i64>,
        rows: Vec<Row>,
    },
    /// The list's keys as they are now.
    Arrivals { generation: u64, keys: Vec<i64> },
    /// Rows asked for. Keys in `asked` without a row are gone.
    Rows { asked: Vec<i64>, rows: Vec<Row> },
    /// Feeds and counts.
    Panel { feeds: Vec<Feed>, counts: Counts },
    /// Gestures asked for, `limit` and `before` as in the request; fewer than `limit`: there are no older ones.
    History {
        limit: usize,
        before: Option<i64>,
        gestures: Vec<Gesture>,
    },
    /// A page.
    Page(Arc<Page>),
    /// The text of an article's page came and is kept, or why it did not.
    FullText {
        id: i64,
        came: Result<Came, Trouble>,
    },
    /// A picture's size; none where it cannot be had or read (the log says why).
    PictureSize { url: String, size: Option<Pixels> },
    /// A picture ready for the terminal; none as above.
    Picture {
        url: String,
        canvas: Canvas,
        cells: Cells,
        drawn: Option<Arc<Drawn>>,
    },
    /// A mark is on the disk: the gesture and the ids of all articles it changed.
    Marked { gesture: Gesture, ids: Vec<i64> },
    /// The last gesture was taken back; none where there was nothing to take back.
    Undone { gesture: Option<Gesture> },
    /// A refresh began with so many feeds.
    RefreshStarted { feeds: usize },
    /// A feed's visit ended.
    Visited(Outcome),
    /// The refresh ended.
    RefreshEnded { new: usize, failed: usize },
    /// A feed was added; `new` articles came with it.
    Added {
        feed: i64,
        title: String,
        new: usize,
    },
    /// It was there already.
    AlreadyThere { feed: i64, title: String },
    /// Several feeds were found. `further` goes back with [`Command::Choose`].
    Choose {
        candidates: Vec<Candidate>,
        further: Box<Further>,
    },
    /// Several chosen feeds were read and added, with so many new articles in all; these could not be, by their
    /// addresses.
    Chosen {
        new: usize,
        failed: Vec<(String, Trouble)>,
    },
    /// What was typed could not be added.
    AddFailed { typed: String, trouble: Trouble },
    /// A feed was removed.
    Removed { feed: i64, title: String },
    /// A feed was renamed or tagged.
    Edited { title: String },
    /// Another connection, here or in another process, wrote to the database.
    StoreChanged,
    /// The config file changed and is in force.
    ConfigChanged(Box<Config>),
    /// The config file changed and is wrong; the old one stays in force.
    ConfigWrong(Trouble),
    /// A command failed.
    Failed { what: Failure, trouble: Trouble },
}

/// Which command failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A mark.
    Mark,
    /// Opening the database for writing: nothing can be marked.
    Store,
    /// Anything else.
    Other,
}
