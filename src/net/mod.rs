//! Under `fetch`: the one HTTP client of the process, the limits of a visit, and the politeness owed to sites.

mod client;
mod limits;
mod site;

pub use client::Client;
pub use limits::Limits;
pub use site::{Permit, Site, Sites};
