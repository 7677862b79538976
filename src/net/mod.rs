//! Under `fetch`: the one HTTP client of the process, the limits of a visit, and the politeness owed to sites. Never
//! looks into an answer.

mod client;
mod limits;
mod memory;
mod opening;
mod site;

pub use client::{Client, user_agent};
pub use limits::Limits;
pub use memory::{Memory, Share};
pub use opening::Opening;
pub use site::{Permit, Site, Sites};
