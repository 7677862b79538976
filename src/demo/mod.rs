//! The edition's feeds.
//! `manchette demo`: an embedded edition of invented French feeds, served by a real HTTP server on loopback, one port
//! a feed (each its own site), read by the same path as any feed. The texts are in `edition/`, one file a site;
//! everybody and every company in them is invented. Nothing here ever reaches the internet.

mod edition;
mod html;
mod http;
mod render;
mod server;
mod site;

pub use server::Server;

/// A feed of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where it is served: `http://127.0.0.1:PORT/…`.
    pub url: String,
    /// What the site is called.
    pub title: String,
    /// The folder it belongs in.
    pub tags: Vec<String>,
}

#[cfg(test)]
mod tests;
