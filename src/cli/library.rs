//! The database as commands need it: brought in line with the config first, which is the list of subscriptions.

use super::Session;
use super::stop::Stop;
use crate::engine::{Writer, subscriptions};
use crate::query::{self, Query};
use crate::store::{Reader, StoreError};

/// For writing: opened (made, migrated) and in line with the config.
pub(super) fn writer(session: &Session) -> Result<Writer, Stop> {
    let writer = Writer::start(session.paths.database.clone());
    subscriptions::reconcile(&session.paths.config, &writer, &session.loaded.config)?;
    Ok(writer)
}

/// For reading. A database that is not there yet is made, so that a directory where none can be is said and not taken
/// for an empty one. Where the config is ahead and the database cannot be written, says so and reads what is there.
pub(super) fn reader(session: &Session) -> Result<Option<Reader>, Stop> {
    let reader = Reader::open(&session.paths.database)?;
    if in_line(reader.as_ref(), session)? {
        return Ok(reader);
    }
    let writer = Writer::start(session.paths.database.clone());
    match subscriptions::reconcile(&session.paths.config, &writer, &session.loaded.config) {
        Ok(()) if reader.is_some() => Ok(reader),
        Ok(()) => Ok(Reader::open(&session.paths.database)?),
        Err(error @ (StoreError::Newer { .. } | StoreError::Damaged { .. })) => Err(error.into()),
        Err(error) if reader.is_none() => Err(error.into()),
        Err(error) => {
            session.output.complain(&error);
            Ok(reader)
        }
    }
}

/// The query, or `default` where none is given.
pub(super) fn query(typed: Option<&str>, default: &str) -> Result<Query, Stop> {
    Ok(query::parse(typed.unwrap_or(default))?)
}

/// True where the database already holds the config's list. A title taken out of the config is not seen here; the
/// next command that writes sees it.
fn in_line(reader: Option<&Reader>, session: &Session) -> Result<bool, Stop> {
    let wanted = subscriptions::of(&session.loaded.config);
    let Some(reader) = reader else {
        return Ok(false);
    };
    let stored = reader.feeds()?;
    let same = wanted.len() == stored.len()
        && wanted.iter().all(|feed| {
            stored.iter().any(|other| {
                feed.url == other.url
                    && feed.hidden == other.hidden
                    && feed.tags == other.tags
                    && feed
                        .title
                        .as_ref()
                        .is_none_or(|title| *title == other.title)
            })
        });
    Ok(same)
}
