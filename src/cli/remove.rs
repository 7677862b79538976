//! `remove`: a subscription out of the config; its articles are kept for 90 days.

use super::args::Remove;
use super::stop::{End, Stop};
use super::{Session, find, library};
use crate::engine::subscriptions;
use crate::text::messages::cli::Notice;

/// Removes a feed.
pub(super) fn run(session: &Session, args: &Remove) -> Result<End, Stop> {
    let writer = library::writer(session)?;
    let feed = find::feed(session, &writer, &args.feed)?;
    subscriptions::remove(&session.paths.config, &writer, &feed)?;
    session.output.tell(&Notice::Removed { title: feed.title });
    Ok(End::Well)
}
