//! Moments of a query → places in time.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Clock;
use crate::query::When;
use crate::store::UnixTime;
use crate::store::schema::SEQUENCE_BITS;

/// The first place in time that `since:` lets through; none for a day that no calendar has.
pub(super) fn since(when: When, clock: &Clock) -> Option<i64> {
    match when {
        When::Ago(seconds) => Some(place(clock.now.saturating_sub(seconds))),
        _ => Some(place(day_start(day(when, clock)?, clock)?)),
    }
}

/// The first place in time that `until:` no longer lets through: a moment and a day are inclusive.
pub(super) fn until(when: When, clock: &Clock) -> Option<i64> {
    match when {
        When::Ago(seconds) => Some(place(clock.now.saturating_sub(seconds).saturating_add(1))),
        _ => Some(place(day_start(day(when, clock)?.tomorrow().ok()?, clock)?)),
    }
}

/// The local day of a moment.
fn day(when: When, clock: &Clock) -> Option<Date> {
    let local = |time: UnixTime| {
        let moment = Timestamp::from_second(time).ok()?;
        Some(moment.to_zoned_datetime(clock.zone.clone()).date())
    };
    match when {
        When::Ago(seconds) => local(clock.now.saturating_sub(seconds)),
        When::Today => local(clock.now),
        When::Yesterday => local(clock.now)?.yesterday().ok(),
        When::Day { year, month, day } => Date::new(year, month, day).ok(),
    }
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
    fn today_and_yesterday_are_local_too() {
        let clock = Clock {
            now: 1_774_743_000,
            zone: TimeZone::get("Europe/Paris").unwrap(),
        };
        let seconds = |place: Option<i64>| place.unwrap() >> SEQUENCE_BITS;
        assert_eq!(seconds(since(When::Today, &clock)), 1_774_738_800);
        assert_eq!(seconds(until(When::Yesterday, &clock)), 1_774_738_800);
        assert_eq!(seconds(since(When::Yesterday, &clock)), 1_774_652_400);
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
