//! Under `fetch`: the one HTTP client of the process, the limits of a visit, and the politeness owed to sites. Never
//! looks into an answer.

mod client;
mod limits;
mod memory;
mod opening;
mod passwords;
mod site;

pub use client::{Client, user_agent};
pub use limits::Limits;
pub use memory::{Memory, Share};
pub use opening::Opening;
pub use passwords::{Known, Passwords, Slot};
pub use site::{Permit, Place, Site, Sites};

#[cfg(test)]
pub(crate) mod tests {
    use crate::config::NetworkSettings;

    /// `[network]` with DESIGN's defaults.
    pub(crate) fn network() -> NetworkSettings {
        NetworkSettings {
            interval: 3600,
            on_start: true,
            connections: 32,
            per_site: 2,
            timeout: 60,
            connect_timeout: 10,
            idle_timeout: 20,
            max_size: 20_000_000,
            proxy: String::new(),
            contact: String::new(),
            user_agent: String::new(),
        }
    }
}
