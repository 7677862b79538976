//! The only place that asks what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
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

/// A clock that a refresh goes by: the system's, or one that is set, so that a month passes in a minute. Cheap to
/// clone; all clones of a set clock show one time.
#[derive(Debug, Clone, Default)]
pub struct RefreshClock(Option<Arc<AtomicI64>>);

impl RefreshClock {
    /// A clock that stands until it is set again.
    pub fn standing(at: UnixTime) -> RefreshClock {
        RefreshClock(Some(Arc::new(AtomicI64::new(at))))
    }

    /// Sets a standing clock; the system's stays as it is.
    pub fn set(&self, at: UnixTime) {
        if let Some(time) = &self.0 {
            time.store(at, Ordering::Relaxed);
        }
    }

    /// What it shows.
    pub fn now(&self) -> UnixTime {
        match &self.0 {
            Some(time) => time.load(Ordering::Relaxed),
            None => now(),
        }
    }
}

/// Now and the system's time zone, to measure a query's dates by.
pub fn local() -> Clock {
    Clock {
        now: now(),
        zone: TimeZone::system(),
    }
}
