//! The visit itself.

use super::{Request, Visited};
use crate::net::Client;

/// Visits an address once. Never fails as a call: what failed is in [`Visited::answer`].
pub async fn visit(client: &Client, request: &Request) -> Visited {
    let _ = (client, request);
    unimplemented!()
}
