//! `mark`: marks articles, as one gesture.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};

use super::args::MarkArgs;
use super::stop::{End, Stop};
use super::{Session, library, output};
use crate::engine::{Writer, clock};
use crate::query::Query;
use crate::store::{Mark, StoreError};
use crate::text::messages::cli::{Deed, Notice, Usage};

/// Rows read at once.
const PIECE: usize = 500;

/// Marks the articles named, or all of a query.
pub(super) fn run(session: &Session, args: MarkArgs) -> Result<End, Stop> {
    let query = match &args.query {
        Some(typed) => Some(asked(typed)?),
        None => None,
    };
    let writer = library::writer(session)?;
    let (ids, missing) = match query {
        Some(query) => (matches(&writer, query)?, Vec::new()),
        None => known(&writer, args.ids)?,
    };
    for &id in &missing {
        session.output.complain(&StoreError::NoSuchArticle { id });
    }
    let mark = args.mark.clone();
    let marked = writer.call(move |store| store.mark(&ids, &mark, clock::now()))?;
    let count = marked.map_or(0, |(_, changed)| changed.len());
    if count > 0 {
        session.output.tell(&Notice::Done(deed(&args.mark, count)));
    } else if missing.is_empty() {
        session.output.tell(&Notice::NothingToMark);
    }
    number(count)?;
    Ok(if missing.is_empty() {
        End::Well
    } else {
        End::Failed
    })
}

/// The query typed. An empty one would mark everything, most often by a variable that was not set in a script.
fn asked(typed: &str) -> Result<Query, Stop> {
    let query = library::query(Some(typed), "")?;
    if query == Query::default() {
        return Err(Usage::EmptyQuery.into());
    }
    Ok(query)
}

/// How many articles changed, for a pipe; on a terminal the sentence has said it.
pub(super) fn number(count: usize) -> Result<(), Stop> {
    if io::stdout().is_terminal() {
        return Ok(());
    }
    let mut out = output::data();
    writeln!(out, "{count}")?;
    Ok(output::finish(out)?)
}

/// A mark as answers name it.
pub(super) fn deed(mark: &Mark, count: usize) -> Deed {
    match mark {
        Mark::Read => Deed::Read(count),
        Mark::Unread => Deed::Unread(count),
        Mark::Star => Deed::Star(count),
        Mark::Unstar => Deed::Unstar(count),
        Mark::Tag(tag) => Deed::Tag(count, tag.clone()),
        Mark::Untag(tag) => Deed::Untag(count, tag.clone()),
    }
}

/// The ids of a query's articles.
fn matches(writer: &Writer, query: Query) -> Result<Vec<i64>, StoreError> {
    writer.call(move |store| {
        let mut ids = Vec::new();
        for keys in store
            .keys(&query, &clock::local(), None, None)?
            .chunks(PIECE)
        {
            ids.extend(store.rows(keys)?.iter().map(|row| row.id));
        }
        Ok(ids)
    })
}

/// Which of the ids are articles, and which are not.
fn known(writer: &Writer, ids: Vec<i64>) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
    writer.call(move |store| {
        let rows = store.rows_by_id(&ids)?;
        let there: HashSet<i64> = rows.iter().map(|row| row.id).collect();
        Ok(ids.into_iter().partition(|id| there.contains(id)))
    })
}
