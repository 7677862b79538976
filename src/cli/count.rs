//! `count`: one number.

use std::io::Write;

use super::args::Count;
use super::stop::{End, Stop};
use super::{Session, library, output};
use crate::engine::clock;

/// Prints how many articles a query has; without one, how many are unread.
pub(super) fn run(session: &Session, args: &Count) -> Result<End, Stop> {
    let query = library::query(args.query.as_deref(), "is:unread")?;
    let count = match library::reader(session)? {
        Some(reader) => reader.count(&query, &clock::local())?,
        None => 0,
    };
    let mut out = output::data();
    writeln!(out, "{count}")?;
    output::finish(out)?;
    Ok(End::Well)
}
