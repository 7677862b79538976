//! [`crate::query::Query`] → SQL: the only place. User text reaches MATCH as quoted terms alone.

use jiff::tz::TimeZone;

use super::UnixTime;

/// What relative and local dates in a query are measured by.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Now.
    pub now: UnixTime,
    /// The local time zone.
    pub zone: TimeZone,
}
