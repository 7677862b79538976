//! `manchette demo`: an embedded edition of invented French feeds, served by a real HTTP server on loopback, one port
//! a feed (each its own site), read by the same path as any feed.

mod edition;
mod server;

pub use server::Server;

/// A feed of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where it is served: `http://127.0.0.1:PORT/…`.
    pub url: String,
    /// The folder it belongs in.
    pub tags: Vec<String>,
}
