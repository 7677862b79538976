//! The limits of the net, all in one place.

use std::time::Duration;

use crate::config::NetworkSettings;

/// What a visit may take at the most.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Decoded body of one answer, bytes.
    pub body: u64,
    /// Decoded bodies in flight, together, bytes.
    pub in_flight: u64,
    /// Redirects in one visit.
    pub redirects: usize,
    /// Until a connection stands.
    pub connect: Duration,
    /// Silence between two pieces of an answer.
    pub idle: Duration,
    /// The whole visit, redirects included.
    pub total: Duration,
    /// Requests at once, in all.
    pub connections: usize,
    /// Requests at once to one site.
    pub per_site: usize,
}

impl From<&NetworkSettings> for Limits {
    fn from(settings: &NetworkSettings) -> Limits {
        Limits {
            body: settings.max_size,
            in_flight: 64_000_000,
            redirects: 10,
            connect: Duration::from_secs(settings.connect_timeout),
            idle: Duration::from_secs(settings.idle_timeout),
            total: Duration::from_secs(settings.timeout),
            connections: settings.connections,
            per_site: settings.per_site,
        }
    }
}
