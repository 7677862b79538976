//! [`crate::query::Query`] → SQL: the only place. User text reaches MATCH as quoted terms alone.

mod compile;
mod dates;
mod matching;
mod named;

use std::collections::HashMap;

use jiff::tz::TimeZone;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::{Reader, Result, UnixTime};
use crate::query::{Expr, Query, Sort, State, Term};
use crate::text::fold;
use compile::Statement;
use named::Named;

/// What relative and local dates in a query are measured by.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Now.
    pub now: UnixTime,
    /// The local time zone.
    pub zone: TimeZone,
}

/// The name of our only function in SQL: [`fold::joined_words`], for texts that the search index does not hold.
const JOINED_WORDS: &str = "joined_words";

/// Makes our function known to a connection. Writes nothing.
pub(super) fn add_function(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function(JOINED_WORDS, 1, flags, |context| {
        Ok(fold::joined_words(&context.get::<String>(0)?))
    })
}

impl Reader {
    /// The keys of a query's articles in its order, at most `limit` of them. Articles of hidden feeds are left out
    /// unless the query names their feed, hidden articles unless it says `is:hidden`, those of removed feeds always.
    /// `before`: only those that come after this key in the list (for reading in pieces).
    pub fn keys(
        &self,
        query: &Query,
        clock: &Clock,
        limit: Option<usize>,
        before: Option<i64>,
    ) -> Result<Vec<i64>> {
        self.read(|conn| {
            let named = Named::for_query(conn, query)?;
            let statement = compile::compile(&query.filter, &named, clock);
            match query.sort {
                Sort::Newest | Sort::Oldest => by_date(conn, query.sort, statement, limit, before),
                Sort::Feed | Sort::Title => {
                    let keys = by_name(conn, query.sort, &named, &statement)?;
                    Ok(piece(keys, limit, before))
                }
            }
        })
    }

    /// How many articles a query has.
    pub fn count(&self, query: &Query, clock: &Clock) -> Result<i64> {
        match kept_count(&query.filter) {
            Some(Kept::Unread) => return Ok(self.counts()?.unread),
            Some(Kept::Starred) => return Ok(self.counts()?.starred),
            Some(Kept::Total) => return Ok(self.counts()?.total),
            None => {}
        }
        self.read(|conn| {
            let named = Named::for_query(conn, query)?;
            let statement = compile::compile(&query.filter, &named, clock);
            let sql = format!("SELECT count(*) {}", statement.text());
            conn.prepare_cached(&sql)?
                .query_row(statement.parameters(), |row| row.get(0))
        })
    }
}

/// Counts that are kept, so that nothing is counted.
enum Kept {
    Unread,
    Starred,
    Total,
}

fn kept_count(filter: &Expr) -> Option<Kept> {
    match filter {
        Expr::All => Some(Kept::Total),
        Expr::Term(Term::Is(State::Unread)) => Some(Kept::Unread),
        Expr::Term(Term::Is(State::Starred)) => Some(Kept::Starred),
        _ => None,
    }
}

fn by_date(
    conn: &Connection,
    sort: Sort,
    mut statement: Statement,
    limit: Option<usize>,
    before: Option<i64>,
) -> rusqlite::Result<Vec<i64>> {
    let (direction, comes_after) = match sort {
        Sort::Oldest => ("ASC", ">"),
        _ => ("DESC", "<"),
    };
    if let Some(key) = before {
        statement.narrow(comes_after, key);
    }
    let place = statement.place();
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT {place} {} ORDER BY {place} {direction} LIMIT {limit}",
        statement.text()
    );
    conn.prepare_cached(&sql)?
        .query_map(statement.parameters(), |row| row.get(0))?
        .collect()
}

/// Keys by names, folded as French sorts them; within a name, newest first. Folding is ours, so this sorts here.
fn by_name(
    conn: &Connection,
    sort: Sort,
    named: &Named,
    statement: &Statement,
) -> rusqlite::Result<Vec<i64>> {
    let place = statement.place();
    let column = if sort == Sort::Feed {
        "a.feed"
    } else {
        "a.title"
    };
    let sql = format!(
        "SELECT {place}, {column} {} ORDER BY {place} DESC",
        statement.text()
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut found = select.query(statement.parameters())?;
    if sort == Sort::Feed {
        let ranks: HashMap<i64, usize> = named.ranks();
        let mut keys: Vec<(usize, i64)> = Vec::new();
        while let Some(row) = found.next()? {
            let rank = ranks.get(&row.get(1)?).copied().unwrap_or(usize::MAX);
            keys.push((rank, row.get(0)?));
        }
        keys.sort_by_key(|(rank, _)| *rank);
        return Ok(keys.into_iter().map(|(_, key)| key).collect());
    }
    let mut keys = Vec::new();
    while let Some(row) = found.next()? {
        keys.push((fold::sort_key(&row.get::<_, String>(1)?), row.get(0)?));
    }
    keys.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(keys.into_iter().map(|(_, key)| key).collect())
}

/// A piece of a list that was sorted whole.
fn piece(keys: Vec<i64>, limit: Option<usize>, before: Option<i64>) -> Vec<i64> {
    let start = match before {
        Some(key) => keys
            .iter()
            .position(|other| *other == key)
            .map_or(keys.len(), |at| at + 1),
        None => 0,
    };
    let limit = limit.unwrap_or(usize::MAX);
    keys.into_iter().skip(start).take(limit).collect()
}

#[cfg(test)]
mod tests;
