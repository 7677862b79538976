//! The feed panel: everything, starred, views, and the tree of folders with their feeds.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::config::View;
use crate::store::{Counts, Feed};
use crate::text::fold;

/// The panel.
#[derive(Debug, Default)]
pub struct Panel {
    /// The subscribed feeds, in the order of their titles.
    pub feeds: Vec<Feed>,
    /// The counts beside them.
    pub counts: Counts,
    /// Feeds and counts came at least once.
    pub ready: bool,
    /// The lines, top to bottom.
    pub items: Vec<Item>,
    /// The line under the cursor.
    pub cursor: usize,
    /// The first line shown.
    pub offset: usize,
    /// Folders that are closed.
    pub closed: HashSet<String>,
}

/// A line of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// The river.
    Everything,
    /// Starred articles.
    Starred,
    /// A saved search, by its place in the config.
    View { name: String, query: String },
    /// A folder: its whole path, its depth, its unread articles.
    Folder {
        path: String,
        depth: usize,
        unread: i64,
        open: bool,
    },
    /// A feed: its place in [`Panel::feeds`], its depth.
    Feed { index: usize, depth: usize },
}

impl Panel {
    /// Takes in feeds and counts; the cursor stays on its line. Returns how many articles are new in the feeds that were
    /// known before: one that came back brings no news.
    pub fn take(&mut self, feeds: Vec<Feed>, counts: Counts, views: &[View]) -> usize {
        let known: HashMap<i64, i64> = self
            .feeds
            .iter()
            .map(|feed| (feed.id, feed.total))
            .collect();
        let grown = |feed: &Feed| {
            known
                .get(&feed.id)
                .map_or(0, |total| (feed.total - total).max(0))
        };
        let fresh: i64 = feeds.iter().map(grown).sum();
        let at = self.items.get(self.cursor).map(|item| self.name(item));
        self.feeds = feeds;
        self.counts = counts;
        self.ready = true;
        self.lay(views);
        let found = at.and_then(|at| self.items.iter().position(|item| self.name(item) == at));
        self.cursor = found
            .unwrap_or(self.cursor)
            .min(self.items.len().saturating_sub(1));
        usize::try_from(fresh).unwrap_or(0)
    }

    /// Lays the lines anew.
    pub fn lay(&mut self, views: &[View]) {
        let mut items = vec![Item::Everything, Item::Starred];
        items.extend(views.iter().map(|view| Item::View {
            name: view.name.clone(),
            query: view.query.clone(),
        }));
        let mut root = Folder::default();
        for (index, feed) in self.feeds.iter().enumerate() {
            if feed.tags.is_empty() {
                root.feeds.push(index);
            }
            for tag in &feed.tags {
                let folder = root.at(tag);
                if !folder.feeds.contains(&index) {
                    folder.feeds.push(index);
                }
            }
        }
        self.lay_folder(&root, "", 0, &mut items);
        self.items = items;
    }

    fn lay_folder(&self, folder: &Folder, path: &str, depth: usize, items: &mut Vec<Item>) {
        for (name, inner) in folder.folders.values() {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}/{name}")
            };
            let open = !self.closed.contains(&path);
            let mut within = HashSet::new();
            inner.collect(&mut within);
            let unread = within.iter().map(|index| self.feeds[*index].unread).sum();
            items.push(Item::Folder {
                path: path.clone(),
                depth,
                unread,
                open,
            });
            if open {
                self.lay_folder(inner, &path, depth + 1, items);
            }
        }
        items.extend(folder.feeds.iter().map(|index| Item::Feed {
            index: *index,
            depth,
        }));
    }

    /// What tells a line from the others, whatever its counts.
    fn name(&self, item: &Item) -> String {
        match item {
            Item::Everything => "*".to_owned(),
            Item::Starred => "**".to_owned(),
            Item::View { name, .. } => format!("v{name}"),
            Item::Folder { path, .. } => format!("t{path}"),
            Item::Feed { index, depth } => format!(
                "f{}-{depth}",
                self.feeds.get(*index).map_or(0, |feed| feed.id)
            ),
        }
    }

    /// The line under the cursor.
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }

    /// The feed under the cursor.
    pub fn selected_feed(&self) -> Option<i64> {
        match self.selected() {
            Some(Item::Feed { index, .. }) => self.feeds.get(*index).map(|feed| feed.id),
            _ => None,
        }
    }

    /// A feed by its number.
    pub fn feed(&self, id: i64) -> Option<&Feed> {
        self.feeds.iter().find(|feed| feed.id == id)
    }

    /// Moves the cursor.
    pub fn go(&mut self, place: usize, height: usize) {
        self.cursor = place.min(self.items.len().saturating_sub(1));
        let height = height.max(1);
        self.offset = self
            .offset
            .min(self.cursor)
            .max((self.cursor + 1).saturating_sub(height));
    }

    /// Opens or closes the folder under the cursor; true where there is one.
    pub fn toggle(&mut self, views: &[View]) -> bool {
        let Some(Item::Folder { path, open, .. }) = self.selected().cloned() else {
            return false;
        };
        if open {
            self.closed.insert(path);
        } else {
            self.closed.remove(&path);
        }
        self.lay(views);
        true
    }
}

/// A folder while the tree is laid: inner folders sorted by their folded names.
#[derive(Default)]
struct Folder {
    folders: BTreeMap<(String, String), (String, Folder)>,
    feeds: Vec<usize>,
}

impl Folder {
    fn at(&mut self, path: &str) -> &mut Folder {
        let mut folder = self;
        for name in path
            .split('/')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            folder = &mut folder
                .folders
                .entry(fold::sort_key(name))
                .or_insert_with(|| (name.to_owned(), Folder::default()))
                .1;
        }
        folder
    }

    fn collect(&self, feeds: &mut HashSet<usize>) {
        feeds.extend(&self.feeds);
        for (_, inner) in self.folders.values() {
            inner.collect(feeds);
        }
    }
}
