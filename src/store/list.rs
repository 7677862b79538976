//! Lists: keys in order, windows of rows, counts. A list is its articles' sort keys, 8 bytes each, in the order asked
//! for; rows are read for those near the screen alone.

use super::{Clock, Reader, Result, UnixTime};
use crate::query::Query;

/// What lists show of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its place in time: unique, larger is newer. What windows go by.
    pub key: i64,
    /// Its id, never reused.
    pub id: i64,
    /// Its feed's number.
    pub feed: i64,
    /// Its feed's title.
    pub feed_title: String,
    /// Its feed's address (not masked).
    pub feed_url: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// Its address.
    pub link: Option<String>,
    /// Published, as sent.
    pub published: Option<UnixTime>,
    /// Updated, as sent.
    pub updated: Option<UnixTime>,
    /// The date it is sorted by: published, never later than first seen; else first seen.
    pub date: UnixTime,
    /// Read.
    pub read: bool,
    /// Starred.
    pub starred: bool,
    /// Hidden by a rule.
    pub hidden: bool,
    /// Its text or title changed after it was first stored.
    pub edited: bool,
    /// Authors' names.
    pub authors: Vec<String>,
    /// Its own tags and its feed's.
    pub tags: Vec<String>,
    /// How many words.
    pub words: u32,
    /// It has enclosures.
    pub has_enclosure: bool,
}

/// Counts of the panel, kept, not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Unread in the river (hidden feeds left out).
    pub unread: i64,
    /// Starred.
    pub starred: i64,
    /// All.
    pub total: i64,
}

impl Reader {
    /// The keys of a query's articles in its order, at most `limit` of them, hidden feeds' left out unless the query
    /// names one. `before`: only those after this key in a newest-first list (for reading in pieces).
    pub fn keys(
        &self,
        query: &Query,
        clock: &Clock,
        limit: Option<usize>,
        before: Option<i64>,
    ) -> Result<Vec<i64>> {
        let _ = (query, clock, limit, before);
        unimplemented!()
    }

    /// The rows of these keys, in their order; those that are gone are left out.
    pub fn rows(&self, keys: &[i64]) -> Result<Vec<Row>> {
        let _ = keys;
        unimplemented!()
    }

    /// The rows of these ids, in their order; those that are gone are left out.
    pub fn rows_by_id(&self, ids: &[i64]) -> Result<Vec<Row>> {
        let _ = ids;
        unimplemented!()
    }

    /// How many articles a query has.
    pub fn count(&self, query: &Query, clock: &Clock) -> Result<i64> {
        let _ = (query, clock);
        unimplemented!()
    }

    /// The panel's counts.
    pub fn counts(&self) -> Result<Counts> {
        unimplemented!()
    }
}
