//! The article beside the list: the page under the eye, how far it is scrolled, and pages kept for the neighbours.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::article::{Layout, Options, Rooms};
use crate::engine::Page;

/// Pages kept.
const KEPT: usize = 12;

/// Articles whose place is remembered while another one is read.
const PLACES: usize = 64;

/// A place in a text: the block and the line of its text at which it was left.
pub type Anchor = (usize, usize);

/// The article pane.
#[derive(Debug, Default)]
pub struct Reading {
    /// The article that is to be shown.
    pub id: Option<i64>,
    /// First line shown, heading included.
    pub scroll: usize,
    /// The block and the line of its text at which the text was left, to come back to at a new width. Rows kept for
    /// pictures do not count.
    anchor: Option<Anchor>,
    /// The places at which articles were left, the last one last.
    places: VecDeque<(i64, Anchor)>,
    /// Where links within the article were followed from, the last one last.
    pub jumps: Vec<usize>,
    /// The articles whose full text somebody waits for, and their titles.
    pub awaited: HashMap<i64, String>,
    /// Rows of a picture between that line and the top of the pane.
    into_picture: usize,
    pages: VecDeque<Arc<Page>>,
    asked: Vec<(i64, Options)>,
    /// Articles whose feed's text is wanted though their page's is kept.
    feed_text: HashSet<i64>,
    /// Articles whose page came in after it was laid out.
    outdated: HashSet<i64>,
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
            self.leave();
            self.id = id;
            self.scroll = 0;
            self.anchor = id.and_then(|id| self.place_in(id));
            self.jumps.clear();
            self.into_picture = 0;
        }
        other
    }

    /// Remembers the place in the article under the eye; none where it is at its beginning.
    fn leave(&mut self) {
        let Some(id) = self.id else { return };
        self.places.retain(|(known, _)| *known != id);
        if let Some(anchor) = self.anchor {
            self.places.push_back((id, anchor));
        }
        while self.places.len() > PLACES {
            self.places.pop_front();
        }
    }

    fn place_in(&self, id: i64) -> Option<Anchor> {
        let found = self.places.iter().find(|(known, _)| *known == id);
        found.map(|(_, anchor)| *anchor)
    }

    /// Scrolls to where the article just turned to was left, where its page is there already. `heading` is the height
    /// of the heading above its text, `last` the last line it may be scrolled to.
    pub fn resume(&mut self, heading: usize, last: usize) {
        let line = match (self.page(), self.anchor) {
            (Some(page), Some((block, within))) => line_of(&page.layout, block, within, 0),
            _ => None,
        };
        if let Some(line) = line {
            self.scroll = (heading + line).min(last);
        }
    }

    /// The places in texts to keep over a restart, that of the article under the eye last.
    pub fn places(&self) -> Vec<(i64, Anchor)> {
        let others = self.places.iter().filter(|(id, _)| Some(*id) != self.id);
        let here = self.id.zip(self.anchor);
        others.copied().chain(here).collect()
    }

    /// Takes over the places that were kept.
    pub fn recall(&mut self, places: &[(i64, Anchor)]) {
        let newest = places.len().saturating_sub(PLACES);
        self.places = places[newest..].iter().copied().collect();
    }

    /// True where this article's page, laid out so, is to be asked for; it counts as asked from now on. One with other
    /// rooms for its pictures waits until the one that was asked for has come: sizes come one by one.
    pub fn wants(&mut self, id: i64, options: Options, rooms: &Rooms) -> bool {
        let current = |page: &Arc<Page>| {
            page.options == options
                && *page.rooms == *rooms
                && page.feed_text == self.wants_feed_text(id)
                && !self.outdated.contains(&id)
        };
        if self.kept(id).is_some_and(current) || self.asked.contains(&(id, options)) {
            return false;
        }
        self.asked.push((id, options));
        true
    }

    /// True where an article's feed's text is wanted though its page's is kept.
    pub fn wants_feed_text(&self, id: i64) -> bool {
        self.feed_text.contains(&id)
    }

    /// Turns from an article's full text to its feed's, or back. It is read from its beginning.
    pub fn toggle_text(&mut self, id: i64) {
        if !self.feed_text.remove(&id) {
            self.feed_text.insert(id);
        }
        self.read_anew(id);
    }

    /// An article's full text came: its page is laid out anew and read from its beginning.
    pub fn full_text_came(&mut self, id: i64) {
        self.feed_text.remove(&id);
        self.outdated.insert(id);
        self.read_anew(id);
    }

    fn read_anew(&mut self, id: i64) {
        self.asked.retain(|(asked, _)| *asked != id);
        self.places.retain(|(known, _)| *known != id);
        if self.id == Some(id) {
            self.scroll = 0;
            self.anchor = None;
        }
    }

    /// Takes a page in. `heading` is the height of the heading above its text.
    pub fn take(&mut self, page: Arc<Page>, heading: usize) {
        let id = page.article.row.id;
        self.asked
            .retain(|(asked, options)| *asked != id || *options != page.options);
        self.outdated.remove(&id);
        self.pages.retain(|kept| kept.article.row.id != id);
        if self.id == Some(id)
            && let Some((block, within)) = self.anchor
            && let Some(line) = line_of(&page.layout, block, within, self.into_picture)
        {
            self.scroll = heading + line;
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
        let top = self.top_block(heading);
        self.anchor = top.map(|(block, within, _)| (block, within));
        self.into_picture = top.map_or(0, |(_, _, into_picture)| into_picture);
    }

    /// The block at the top, the line of its text, and the rows of a picture under that line.
    fn top_block(&self, heading: usize) -> Option<(usize, usize, usize)> {
        let top = self.scroll.checked_sub(heading)?;
        let layout = &self.page()?.layout;
        let block = layout.lines.get(top)?.block;
        let first = layout.lines.iter().position(|line| line.block == block)?;
        let text = |line: &usize| !is_picture(layout, *line);
        let within = (first..=top).filter(text).count().saturating_sub(1);
        let last = (first..=top).rfind(text)?;
        Some((block, within, top - last))
    }

    /// The place in the text to keep over a restart: block and line within.
    pub fn anchor(&self) -> Option<(usize, usize)> {
        self.anchor
    }

    /// Comes back to a place kept; takes effect when the page comes.
    pub fn come_back(&mut self, id: i64, anchor: Option<(usize, usize)>) {
        self.id = Some(id);
        self.anchor = anchor;
        self.into_picture = 0;
    }
}

/// The line of a layout at which a line of a block's text stands, or so many rows into the picture under it.
fn line_of(layout: &Layout, block: usize, within: usize, into_picture: usize) -> Option<usize> {
    let lines = &layout.lines;
    let first = lines.iter().position(|line| line.block >= block)?;
    if layout.pictures.is_empty() {
        return Some(first + within);
    }
    let mut text = (first..lines.len()).filter(|line| !is_picture(layout, *line));
    let line = text.nth(within).unwrap_or(lines.len());
    let rows = (line + 1..lines.len()).take_while(|line| is_picture(layout, *line));
    Some(line + rows.count().min(into_picture))
}

/// True for a row that is kept for a picture and holds no text.
fn is_picture(layout: &Layout, line: usize) -> bool {
    let mut rooms = layout.pictures.iter();
    rooms.any(|room| room.blank().contains(&line))
}
