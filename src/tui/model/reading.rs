//! The article beside the list: the page under the eye, how far it is scrolled, and pages kept for the neighbours.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::article::Options;
use crate::engine::Page;

/// Pages kept.
const KEPT: usize = 12;

/// The article pane.
#[derive(Debug, Default)]
pub struct Reading {
    /// The article that is to be shown.
    pub id: Option<i64>,
    /// First line shown, heading included.
    pub scroll: usize,
    /// The block and the line within it at which the text was left, to come back to at a new width.
    anchor: Option<(usize, usize)>,
    pages: VecDeque<Arc<Page>>,
    asked: Vec<(i64, Options)>,
}

impl Reading {
    /// The page of the article to be shown, where it is there (perhaps laid out at an older width).
    pub fn page(&self) -> Option<&Arc<Page>> {
        self.kept(self.id?)
    }

    fn kept(&self, id: i64) -> Option<&Arc<Page>> {
        self.pages.iter().find(|page| page.article.row.id == id)
    }

    /// Turns to an article; true where it is another one.
    pub fn turn(&mut self, id: Option<i64>) -> bool {
        let other = self.id != id;
        if other {
            self.id = id;
            self.scroll = 0;
            self.anchor = None;
        }
        other
    }

    /// True where this article's page, laid out so, is to be asked for; it counts as asked from now on.
    pub fn wants(&mut self, id: i64, options: Options) -> bool {
        if self.kept(id).is_some_and(|page| page.options == options)
            || self.asked.contains(&(id, options))
        {
            return false;
        }
        self.asked.push((id, options));
        true
    }

    /// Takes a page in. `heading` is the height of the heading above its text.
    pub fn take(&mut self, page: Arc<Page>, heading: usize) {
        let id = page.article.row.id;
        self.asked
            .retain(|(asked, options)| *asked != id || *options != page.options);
        self.pages.retain(|kept| kept.article.row.id != id);
        if self.id == Some(id)
            && let Some((block, within)) = self.anchor
        {
            let first = page
                .layout
                .lines
                .iter()
                .position(|line| line.block >= block);
            if let Some(first) = first {
                self.scroll = heading + first + within;
            }
        }
        self.pages.push_back(page);
        while self.pages.len() > KEPT {
            // The page under the eye is never let go.
            let spare = self
                .pages
                .iter()
                .position(|page| Some(page.article.row.id) != self.id);
            match spare {
                Some(spare) => drop(self.pages.remove(spare)),
                None => break,
            }
        }
    }

    /// Forgets pages whose text may have changed; the one under the eye stays until its new one comes.
    pub fn forget_neighbours(&mut self) {
        let id = self.id;
        self.pages.retain(|page| Some(page.article.row.id) == id);
        self.asked.clear();
    }

    /// Scrolls to a line, at most to `last`, and remembers what is at the top.
    pub fn scroll_to(&mut self, line: usize, last: usize, heading: usize) {
        self.scroll = line.min(last);
        self.anchor = self.top_block(heading);
    }

    fn top_block(&self, heading: usize) -> Option<(usize, usize)> {
        let line = self.scroll.checked_sub(heading)?;
        let lines = &self.page()?.layout.lines;
        let block = lines.get(line)?.block;
        let first = lines.iter().position(|line| line.block == block)?;
        Some((block, line - first))
    }

    /// The place in the text to keep over a restart: block and line within.
    pub fn anchor(&self) -> Option<(usize, usize)> {
        self.anchor
    }

    /// Comes back to a place kept; takes effect when the page comes.
    pub fn come_back(&mut self, id: i64, anchor: Option<(usize, usize)>) {
        self.id = Some(id);
        self.anchor = anchor;
    }
}
