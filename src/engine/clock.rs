//! The only place that asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;

use crate::store::Clock;
use crate::text::UnixTime;

/// Now, in Unix seconds (0 where the system's clock stands before 1970).
pub fn now() -> UnixTime {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .unwrap_or_default()
}

/// Now and the system's time zone, to measure a query's dates by.
pub fn local() -> Clock {
    Clock {
        now: now(),
        zone: TimeZone::system(),
    }
}
