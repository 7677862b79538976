//! The net for commands: a small runtime, the client, a visitor with the config's settings.

use tokio::runtime::{Builder, Runtime};

use super::Session;
use super::stop::{End, Stop};
use crate::engine::Writer;
use crate::engine::refresh::Visitor;
use crate::net::Client;
use crate::text::messages::cli::Notice;

/// A runtime of two threads: parsing and the disk have their own.
pub(super) fn runtime() -> Result<Runtime, Stop> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| {
            let reason = error.to_string();
            Stop::Notice(Notice::Runtime { reason }, End::Failed)
        })
}

/// The client of `[network]`.
pub(super) fn client(session: &Session) -> Result<Client, Stop> {
    Ok(Client::new(&session.config().network)?)
}

/// A visitor that stores by `writer`.
pub(super) fn visitor(session: &Session, writer: Writer) -> Result<Visitor, Stop> {
    let (client, path) = (client(session)?, &session.paths.config);
    Ok(Visitor::new(client, writer, session.config(), path))
}
