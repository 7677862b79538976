//! When a feed is visited next, and what decided it. Pure: time comes in as a value.

use crate::feed::Schedule;
use crate::text::UnixTime;
use crate::text::messages::manners::Why;

/// The longest time between two visits that anything but `Retry-After` may ask for, in seconds: a day.
pub const LONGEST: i64 = 24 * 3600;

/// A feed that has failed for so long is taken for dead, in seconds: thirty days.
pub const DEAD_AFTER: i64 = 30 * LONGEST;

/// A feed taken for dead is tried so often, in seconds: once a week.
pub const DEAD_PAUSE: i64 = 7 * LONGEST;

/// Feeds of one interval are spread over so much of it, one part of so many, and over so many seconds at the most.
const SPREAD_PART: i64 = 20;
const SPREAD_MOST: i64 = 300;

/// What decides on the next visit.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// The moment of this visit.
    pub now: UnixTime,
    /// The feed's number: where in the spread of its interval it stands.
    pub feed: i64,
    /// The feed's own interval, else the reader's, in seconds.
    pub interval: i64,
    /// How long the answer stays fresh, in seconds.
    pub fresh_for: Option<i64>,
    /// What the feed itself asks for, at this visit or when it was last read.
    pub schedule: Option<&'a Schedule>,
    /// Failures in a row, this visit included.
    pub failures: u32,
    /// The first of them.
    pub failing_since: Option<UnixTime>,
    /// When the site may be asked again.
    pub retry_after: Option<UnixTime>,
}

/// The next visit, and what decided on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// When.
    pub at: UnixTime,
    /// Why then.
    pub why: Why,
}

/// The next visit: the latest of interval, lifetime, the feed's wishes and back-off, a day at the most, then moved
/// out of the hours and days the feed asks to be left alone; a longer `Retry-After` is kept (NET.md, rules 3 and 4).
/// What only the interval decided is spread a little, later and never earlier, so that feeds that were added together
/// do not fall due together for ever.
pub fn next_visit(facts: &Facts<'_>) -> Next {
    let interval = facts.interval.max(1);
    let dead = facts.failures > 1
        && facts
            .failing_since
            .is_some_and(|since| facts.now.saturating_sub(since) >= DEAD_AFTER);
    let back_off = match facts.failures {
        0 => 0,
        n => interval.saturating_mul(1 << (n - 1).min(10)),
    };
    let wish = facts.schedule.and_then(|schedule| schedule.period);
    let capped = [
        (wish.unwrap_or(0), Why::Wish),
        (facts.fresh_for.unwrap_or(0), Why::Lifetime),
        (back_off, Why::BackOff),
    ];
    let (mut pause, mut why) = (interval, Why::Interval);
    for (asked, reason) in capped {
        let asked = asked.min(LONGEST);
        // A first failure changes nothing but the reason.
        if asked > pause || (asked == pause && reason == Why::BackOff && asked > 0) {
            (pause, why) = (asked, reason);
        }
    }
    if dead && pause < DEAD_PAUSE {
        (pause, why) = (DEAD_PAUSE, Why::Dead);
    }
    if why == Why::Interval {
        pause = pause.saturating_add(spread(facts.feed, interval));
    }
    let mut at = facts.now.saturating_add(pause);
    if let Some(retry) = facts.retry_after.filter(|retry| *retry > at) {
        (at, why) = (retry, Why::Rest);
    }
    let allowed = facts
        .schedule
        .map_or(at, |schedule| after_skips(at, schedule));
    if allowed > at {
        (at, why) = (allowed, Why::Skip);
    }
    Next { at, why }
}

/// When a feed is visited that was left alone because its site rests until then: its own wishes hold then too.
pub fn after_rest(until: UnixTime, schedule: Option<&Schedule>) -> Next {
    let at = schedule.map_or(until, |schedule| after_skips(until, schedule));
    let why = if at > until { Why::Skip } else { Why::Rest };
    Next { at, why }
}

/// A feed's place in the spread of its interval: always the same for one feed, far apart for neighbours.
fn spread(feed: i64, interval: i64) -> i64 {
    let span = (interval / SPREAD_PART).min(SPREAD_MOST);
    // Multiples of the golden ratio fill an interval evenly, however many there are (Knuth, TAOCP 6.4).
    let share = (feed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    i64::try_from((share * u64::try_from(span).unwrap_or(0)) >> 32).unwrap_or(0)
}

/// The first full hour from `time` on that the feed does not ask to skip; `time` itself where all are skipped.
fn after_skips(time: UnixTime, schedule: &Schedule) -> UnixTime {
    let skipped = |at: UnixTime| {
        let hour = u8::try_from(at.rem_euclid(86_400) / 3600).unwrap_or(0);
        // 1970-01-01 was a Thursday, day 4 of the week.
        let day = u8::try_from((at.div_euclid(86_400) + 3).rem_euclid(7) + 1).unwrap_or(1);
        schedule.skip_hours.contains(&hour) || schedule.skip_days.contains(&day)
    };
    if !skipped(time) {
        return time;
    }
    let hour = time - time.rem_euclid(3600);
    (1..=7 * 24)
        .map(|n| hour + n * 3600)
        .find(|at| !skipped(*at))
        .unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24T06:00:00Z, a Tuesday and a full hour.
    const NOW: UnixTime = 1_795_500_000;

    fn facts() -> Facts<'static> {
        Facts {
            now: NOW,
            interval: 3600,
            ..Facts::default()
        }
    }

    #[test]
    fn the_latest_of_all_wishes_wins() {
        let hourly = Schedule {
            period: Some(7200),
            ..Schedule::default()
        };
        for (facts, pause) in [
            (facts(), 3600),
            (
                Facts {
                    fresh_for: Some(5400),
                    ..facts()
                },
                5400,
            ),
            (
                Facts {
                    fresh_for: Some(60),
                    ..facts()
                },
                3600,
            ),
            (
                Facts {
                    schedule: Some(&hourly),
                    ..facts()
                },
                7200,
            ),
            (
                Facts {
                    failures: 1,
                    ..facts()
                },
                3600,
            ),
            (
                Facts {
                    failures: 3,
                    ..facts()
                },
                4 * 3600,
            ),
            (
                Facts {
                    failures: 40,
                    ..facts()
                },
                LONGEST,
            ),
            (
                Facts {
                    fresh_for: Some(i64::MAX),
                    ..facts()
                },
                LONGEST,
            ),
            (
                Facts {
                    interval: 7 * LONGEST,
                    ..facts()
                },
                7 * LONGEST,
            ),
            (
                Facts {
                    retry_after: Some(NOW + 30 * LONGEST),
                    ..facts()
                },
                30 * LONGEST,
            ),
            (
                Facts {
                    retry_after: Some(NOW + 5),
                    ..facts()
                },
                3600,
            ),
        ] {
            assert_eq!(next_visit(&facts).at - NOW, pause, "{facts:?}");
        }
    }

    #[test]
    fn skipped_hours_and_days_are_waited_out() {
        let hour = u8::try_from(NOW.rem_euclid(86_400) / 3600).unwrap();
        let schedule = Schedule {
            skip_hours: vec![hour + 1, hour + 2],
            ..Schedule::default()
        };
        let next = next_visit(&Facts {
            schedule: Some(&schedule),
            ..facts()
        });
        let skipped = Next {
            at: NOW + 3 * 3600,
            why: Why::Skip,
        };
        assert_eq!(next, skipped);
        let all = Schedule {
            skip_hours: (0..24).collect(),
            ..Schedule::default()
        };
        assert_eq!(
            next_visit(&Facts {
                schedule: Some(&all),
                ..facts()
            })
            .at,
            NOW + 3600
        );
    }

    #[test]
    fn absurd_values_do_not_overflow() {
        let next = next_visit(&Facts {
            now: i64::MAX,
            interval: i64::MAX,
            failures: u32::MAX,
            ..facts()
        });
        assert_eq!(next.at, i64::MAX);
    }

    #[test]
    fn what_decided_is_told() {
        let hourly = Schedule {
            period: Some(2 * 3600),
            ..Schedule::default()
        };
        let day = Some(NOW - 40 * LONGEST);
        for (facts, why, pause) in [
            (facts(), Why::Interval, 3600),
            (
                Facts {
                    fresh_for: Some(3600),
                    ..facts()
                },
                Why::Interval,
                3600,
            ),
            (
                Facts {
                    fresh_for: Some(7200),
                    ..facts()
                },
                Why::Lifetime,
                7200,
            ),
            (
                Facts {
                    schedule: Some(&hourly),
                    ..facts()
                },
                Why::Wish,
                7200,
            ),
            (
                Facts {
                    failures: 1,
                    failing_since: Some(NOW),
                    ..facts()
                },
                Why::BackOff,
                3600,
            ),
            (
                Facts {
                    failures: 9,
                    failing_since: Some(NOW - 3 * LONGEST),
                    ..facts()
                },
                Why::BackOff,
                LONGEST,
            ),
            (
                Facts {
                    failures: 40,
                    failing_since: day,
                    ..facts()
                },
                Why::Dead,
                DEAD_PAUSE,
            ),
            // A reader that was not started for a month has one failure more, and no dead feed.
            (
                Facts {
                    failures: 1,
                    failing_since: day,
                    ..facts()
                },
                Why::BackOff,
                3600,
            ),
            (
                Facts {
                    retry_after: Some(NOW + 9 * LONGEST),
                    failures: 40,
                    failing_since: day,
                    ..facts()
                },
                Why::Rest,
                9 * LONGEST,
            ),
        ] {
            assert_eq!(
                next_visit(&facts),
                Next {
                    at: NOW + pause,
                    why
                },
                "{facts:?}"
            );
        }
    }

    #[test]
    fn feeds_added_together_do_not_fall_due_together() {
        let due: Vec<i64> = (1..=200)
            .map(|feed| next_visit(&Facts { feed, ..facts() }).at - NOW)
            .collect();
        assert!(due.iter().all(|pause| (3600..3600 + 180).contains(pause)));
        for minute in 0..3 {
            let early = 3600 + minute * 60;
            let within = due
                .iter()
                .filter(|pause| (early..early + 60).contains(*pause));
            assert!((55..=80).contains(&within.count()), "minute {minute}");
        }
    }
}
