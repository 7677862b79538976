//! The HTTP client: built once, after the first paint (reading the system's certificates costs tens of
//! milliseconds). rustls with ring; the platform's verifier, the bundled roots where it finds none; no cookies; no
//! redirects of its own; every encoding.

use super::{Limits, Sites};
use crate::config::NetworkSettings;
use crate::text::messages::fetch::FetchError;

/// The client with its limits and the sites it deals with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    /// The connection pool.
    pub http: reqwest::Client,
    /// What a visit may take.
    pub limits: Limits,
    /// Who is being visited, and who asked for a rest.
    pub sites: Sites,
}

impl Client {
    /// Builds the client from `[network]`.
    pub fn new(settings: &NetworkSettings) -> Result<Client, FetchError> {
        let _ = settings;
        unimplemented!()
    }
}

/// `Manchette/x.y (+page)`, with the contact where one is set; the user's own where given.
pub fn user_agent(settings: &NetworkSettings) -> String {
    let _ = settings;
    unimplemented!()
}
