//! The headline list as a window: the keys of all its articles, 8 bytes each, and the rows of those near the screen.
//! Cursor and scroll are anchored on articles: what arrives never moves what is being looked at.

use std::collections::{HashMap, HashSet};

use crate::store::Row;

/// Rows kept at the most; past that, those far from the screen are let go.
const KEPT_ROWS: usize = 3_000;

/// Rows asked for at once when a jump leads past those that are loaded.
const JUMP_ROWS: usize = 500;

/// Where a jump to an unread article leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    /// To this place.
    Found(usize),
    /// Past what is loaded: the keys to read next, and the place to go on from then.
    Unknown { keys: Vec<i64>, at: usize },
    /// Nowhere.
    None,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct ArticleList {
    keys: Vec<i64>,
    rows: HashMap<i64, Row>,
    asked: HashSet<i64>,
    cursor: usize,
    offset: usize,
    /// Arrived articles that would have come in where the eye is.
    waiting: Vec<i64>,
    /// Arrived since the list was opened and not looked at yet.
    pub announced: usize,
    /// The other end of a range being selected.
    pub mark: Option<i64>,
    /// A jump to the next (true) or previous unread article that waits for rows, and the place it got to.
    pub jump: Option<(bool, usize)>,
    /// Articles arrived that this order has no place for yet: `g` reads the list anew.
    pub stale: bool,
    /// Keys that left with a removed feed.
    dropped: Vec<i64>,
    /// The engine answered: an empty list is truly empty.
    pub loaded: bool,
    /// Nothing was there when it was opened and nobody has moved in it since: arrivals may come in anywhere.
    pub untouched: bool,
}

impl ArticleList {
    /// A list with these keys, its cursor on `at` where that is among them, else at the top.
    pub fn new(keys: Vec<i64>, rows: Vec<Row>, at: Option<i64>) -> ArticleList {
        let cursor = at
            .and_then(|key| keys.iter().position(|known| *known == key))
            .unwrap_or(0);
        let untouched = keys.is_empty();
        let rows = rows.into_iter().map(|row| (row.key, row)).collect();
        ArticleList {
            keys,
            rows,
            cursor,
            loaded: true,
            untouched,
            ..ArticleList::default()
        }
    }

    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// True where it holds none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys, in order.
    pub fn keys(&self) -> &[i64] {
        &self.keys
    }

    /// The cursor's place.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The place of the first row on the screen.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The key under the cursor.
    pub fn key(&self) -> Option<i64> {
        self.keys.get(self.cursor).copied()
    }

    /// The row under the cursor, where it is loaded.
    pub fn row(&self) -> Option<&Row> {
        self.at(self.cursor)
    }

    /// The row at a place, where it is loaded.
    pub fn at(&self, place: usize) -> Option<&Row> {
        self.rows.get(self.keys.get(place)?)
    }

    /// The row of a key, where it is loaded.
    pub fn row_mut(&mut self, key: i64) -> Option<&mut Row> {
        self.rows.get_mut(&key)
    }

    /// Looks for the next unread article from a place on, or the previous one before it.
    pub fn find_unread(&self, forward: bool, from: usize) -> Jump {
        let places: &mut dyn Iterator<Item = usize> = if forward {
            &mut (from..self.keys.len())
        } else {
            &mut (0..from).rev()
        };
        for place in places {
            match self.at(place) {
                Some(row) if row.read => {}
                Some(_) => return Jump::Found(place),
                None => {
                    let (from, to) = if forward {
                        (place, place + JUMP_ROWS)
                    } else {
                        ((place + 1).saturating_sub(JUMP_ROWS), place + 1)
                    };
                    let keys = self.keys[from..to.min(self.keys.len())].to_vec();
                    return Jump::Unknown {
                        keys,
                        at: if forward { place } else { place + 1 },
                    };
                }
            }
        }
        Jump::None
    }

    /// Moves the cursor to a place (clamped), the screen following with a margin of context.
    pub fn go(&mut self, place: usize, height: usize) {
        self.cursor = place.min(self.keys.len().saturating_sub(1));
        self.untouched = false;
        self.follow(height);
    }

    /// Moves the cursor by so many rows.
    pub fn step(&mut self, by: isize, height: usize) {
        self.go(self.cursor.saturating_add_signed(by), height);
    }

    /// Scrolls without moving the cursor more than needed to keep it on the screen.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.keys.len().saturating_sub(height);
        self.offset = self.offset.saturating_add_signed(by).min(last);
        self.cursor = self.cursor.clamp(
            self.offset,
            (self.offset + height.max(1) - 1)
                .min(self.keys.len().saturating_sub(1))
                .max(self.offset),
        );
        self.untouched = false;
    }

    /// Brings the cursor onto the screen.
    pub fn follow(&mut self, height: usize) {
        let height = height.max(1);
        let margin = (height / 4).min(3);
        let lowest = self.cursor.saturating_sub(margin);
        let highest = (self.cursor + margin + 1).saturating_sub(height);
        self.offset = self.offset.min(lowest).max(highest);
        self.offset = self.offset.min(self.keys.len().saturating_sub(height));
    }

    /// Puts the first row of the screen so many rows above the cursor: a place that comes back.
    pub fn put(&mut self, above: usize, height: usize) {
        self.offset = self.cursor.saturating_sub(above);
        self.follow(height);
    }

    /// The keys of the selected range in the list's order, else that under the cursor.
    pub fn selected(&self) -> Vec<i64> {
        match self.range() {
            Some((first, last)) => self.keys[first..=last].to_vec(),
            None => self.key().into_iter().collect(),
        }
    }

    /// The places of the selected range, ends included.
    pub fn range(&self) -> Option<(usize, usize)> {
        let mark = self.mark?;
        let end = self.keys.iter().position(|key| *key == mark)?;
        Some((end.min(self.cursor), end.max(self.cursor)))
    }

    /// Keys near the screen whose rows are to be asked for; they count as asked from now on.
    pub fn wanted(&mut self, height: usize) -> Vec<i64> {
        let from = self.offset.saturating_sub(height);
        let to = (self.offset + 3 * height.max(20)).min(self.keys.len());
        let missing: Vec<i64> = self
            .keys
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(|key| !self.rows.contains_key(key) && !self.asked.contains(key))
            .collect();
        self.asked.extend(&missing);
        missing
    }

    /// Keys on the screen and near it, to read their rows anew.
    pub fn near(&self, height: usize) -> Vec<i64> {
        let from = self.offset.saturating_sub(height);
        let to = (self.offset + 2 * height.max(20)).min(self.keys.len());
        self.keys.get(from..to).unwrap_or_default().to_vec()
    }

    /// Forgets rows that are not near the screen: they may have changed, and are asked for anew when they come near.
    pub fn forget_far(&mut self, height: usize) {
        let near: HashSet<i64> = self.near(height).into_iter().collect();
        self.rows.retain(|key, _| near.contains(key));
    }

    /// Takes rows in. Keys asked for that have no row are gone and leave the list.
    pub fn take_rows(&mut self, asked: &[i64], rows: Vec<Row>, height: usize) {
        let found: HashSet<i64> = rows.iter().map(|row| row.key).collect();
        for key in asked {
            self.asked.remove(key);
        }
        let gone: HashSet<i64> = asked
            .iter()
            .copied()
            .filter(|key| !found.contains(key))
            .collect();
        if !gone.is_empty() {
            self.drop_keys(&gone, height);
        }
        self.rows.extend(rows.into_iter().map(|row| (row.key, row)));
        if self.rows.len() > KEPT_ROWS {
            let near: HashSet<i64> = self.near(height * 4).into_iter().collect();
            self.rows.retain(|key, _| near.contains(key));
        }
    }

    fn drop_keys(&mut self, gone: &HashSet<i64>, height: usize) {
        let above = self
            .keys
            .iter()
            .take(self.offset)
            .filter(|key| gone.contains(key))
            .count();
        let before = self
            .keys
            .iter()
            .take(self.cursor)
            .filter(|key| gone.contains(key))
            .count();
        self.keys.retain(|key| !gone.contains(key));
        self.rows.retain(|key, _| !gone.contains(key));
        self.offset -= above;
        self.cursor = (self.cursor - before).min(self.keys.len().saturating_sub(1));
        self.follow(height);
    }

    /// Lines that left with a feed come back to their places (newest first).
    pub fn restore_dropped(&mut self, height: usize) {
        let (anchor, top) = (self.key(), self.keys.get(self.offset).copied());
        self.keys.append(&mut self.dropped);
        self.keys.sort_unstable_by(|a, b| b.cmp(a));
        self.keys.dedup();
        let place =
            |key: Option<i64>| key.map(|key| self.keys.partition_point(|known| *known > key));
        self.cursor = place(anchor).unwrap_or(0);
        self.offset = place(top).unwrap_or(0);
        self.follow(height);
    }

    /// The rows of a feed leave the list (it was removed), and are remembered for an undo.
    pub fn drop_feed(&mut self, feed: i64, height: usize) {
        let gone: HashSet<i64> = self
            .rows
            .values()
            .filter(|row| row.feed == feed)
            .map(|row| row.key)
            .collect();
        self.dropped = gone.iter().copied().collect();
        self.drop_keys(&gone, height);
    }

    /// Takes in the keys of the same query as it is now, newest first. What left the query stays; what is new comes in
    /// where it moves nothing on the screen, else waits. Returns how many are new.
    pub fn arrive(&mut self, now: &[i64], height: usize) -> usize {
        if self.untouched {
            let fresh = now.len().saturating_sub(self.keys.len());
            self.keys = now.to_vec();
            self.rows.clear();
            self.asked.clear();
            self.cursor = 0;
            self.offset = 0;
            return fresh;
        }
        let mut fresh = missing(now, &self.keys);
        if !self.waiting.is_empty() {
            fresh = missing(&fresh, &self.waiting);
        }
        let count = fresh.len();
        self.waiting.extend(fresh);
        self.waiting.sort_unstable_by(|a, b| b.cmp(a));
        self.admit(height);
        count
    }

    /// True where some of these keys (of any order) are not in the list.
    pub fn lacks(&self, keys: &[i64]) -> bool {
        let known: HashSet<i64> = self.keys.iter().copied().collect();
        keys.iter().any(|key| !known.contains(key))
    }

    /// Lets in those waiting whose place is off the screen now.
    pub fn admit(&mut self, height: usize) {
        if self.waiting.is_empty() {
            return;
        }
        let on_screen = self.offset + 1..(self.offset + height).min(self.keys.len());
        let (anchor, top) = (self.key(), self.keys.get(self.offset).copied());
        let mut waiting = Vec::new();
        let mut coming = Vec::new();
        for key in std::mem::take(&mut self.waiting) {
            let place = self.keys.partition_point(|known| *known > key);
            if on_screen.contains(&place) {
                waiting.push(key);
            } else {
                coming.push(key);
            }
        }
        self.waiting = waiting;
        if coming.is_empty() {
            return;
        }
        self.keys.extend(coming);
        self.keys.sort_unstable_by(|a, b| b.cmp(a));
        let place =
            |key: Option<i64>| key.map(|key| self.keys.partition_point(|known| *known > key));
        self.cursor = place(anchor).unwrap_or(0);
        self.offset = place(top).unwrap_or(0);
    }

    /// Lets all in: the person asked to see them (`g`).
    pub fn admit_all(&mut self, height: usize) {
        self.keys.append(&mut self.waiting);
        self.keys.sort_unstable_by(|a, b| b.cmp(a));
        self.announced = 0;
        self.go(0, height);
    }

    /// Keys that wait.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How far the cursor is below the top of the screen.
    pub fn above(&self) -> usize {
        self.cursor - self.offset.min(self.cursor)
    }
}

/// The keys of `now` that `known` lacks; both newest first. One pass: lists are long.
fn missing(now: &[i64], known: &[i64]) -> Vec<i64> {
    let mut known = known.iter().copied().peekable();
    let mut fresh = Vec::new();
    for key in now {
        while known.next_if(|other| other > key).is_some() {}
        if known.peek() != Some(key) {
            fresh.push(*key);
        }
    }
    fresh
}
