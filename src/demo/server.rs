//! The demo's HTTP server: one listener a site on 127.0.0.1, plain threads, ended when dropped.

use super::Address;

/// The running servers.
#[derive(Debug)]
pub struct Server {}

impl Server {
    /// Starts one server a site on a free port of loopback. `now` dates the edition's articles.
    pub fn start(now: crate::text::UnixTime) -> std::io::Result<Server> {
        let _ = now;
        unimplemented!()
    }

    /// The feeds to subscribe to, in the order of the panel.
    pub fn feeds(&self) -> Vec<Address> {
        unimplemented!()
    }
}
