//! Moments of a query → places in time.

use jiff::civil::Date;

use super::Clock;
use crate::query::When;
use crate::store::UnixTime;
use crate::store::schema::SEQUENCE_BITS;

/// The first place in time that `since:` lets through; none for a day that no calendar has.
pub(super) fn since(when: When, clock: &Clock) -> Option<i64> {
    match when {
        When::Ago(seconds) => Some(place(clock.now.saturating_sub(seconds))),
        When::Today => Some(place(day_start(today(clock)?, clock)?)),
        When::Yesterday => Some(place(day_start(today(clock)?.yesterday().ok()?, clock)?)),
        When::Day { year, month, day } => {
            Some(place(day_start(Date::new(year, month, day).ok()?, clock)?))
        }
    }
}

/// The first place in time that `until:` no longer lets through: a moment and a day are inclusive.
pub(super) fn until(when: When, clock: &Clock) -> Option<i64> {
    match when {
        When::Ago(seconds) => Some(place(clock.now.saturating_sub(seconds).saturating_add(1))),
        When::Today => Some(place(day_start(today(clock)?.tomorrow().ok()?, clock)?)),
        When::Yesterday => Some(place(day_start(today(clock)?, clock)?)),
        When::Day { year, month, day } => {
            let next = Date::new(year, month, day).ok()?.tomorrow().ok()?;
            Some(place(day_start(next, clock)?))
        }
    }
}

/// The local day of now.
fn today(clock: &Clock) -> Option<Date> {
    let now = jiff::Timestamp::from_second(clock.now).ok()?;
    Some(now.to_zoned_datetime(clock.zone.clone()).date())
}

fn day_start(day: Date, clock: &Clock) -> Option<UnixTime> {
    let start = day.to_zoned_datetime(clock.zone.clone()).ok()?;
    Some(start.timestamp().as_second())
}

/// The first place in time of a second.
fn place(second: UnixTime) -> i64 {
    second.clamp(0, i64::MAX >> SEQUENCE_BITS) << SEQUENCE_BITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn days_are_local_and_inclusive() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let clock = Clock {
            now: 1_000_000,
            zone: paris,
        };
        let day = When::Day {
            year: 2026,
            month: 3,
            day: 29,
        };
        let start = since(day, &clock).unwrap() >> SEQUENCE_BITS;
        let end = until(day, &clock).unwrap() >> SEQUENCE_BITS;
        assert_eq!(start, 1_774_738_800);
        assert_eq!(end - start, 23 * 3600, "a day of 23 hours in spring");
    }

    #[test]
    fn moments_never_leave_time() {
        let clock = Clock {
            now: 1_000,
            zone: TimeZone::UTC,
        };
        assert_eq!(since(When::Ago(i64::MAX), &clock), Some(0));
        assert_eq!(since(When::Ago(400), &clock), Some(600 << SEQUENCE_BITS));
        assert_eq!(until(When::Ago(400), &clock), Some(601 << SEQUENCE_BITS));
        let no_day = When::Day {
            year: 2026,
            month: 2,
            day: 30,
        };
        assert_eq!(since(no_day, &clock), None);
        assert_eq!(until(no_day, &clock), None);
    }
}
