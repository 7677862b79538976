//! When a feed is visited next. Pure: time comes in as a value.

use crate::feed::Schedule;
use crate::text::UnixTime;

/// The longest time between two visits that anything but `Retry-After` may ask for, in seconds: a day.
pub const LONGEST: i64 = 24 * 3600;

/// What decides on the next visit.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// The moment of this visit.
    pub now: UnixTime,
    /// The feed's own interval, else the reader's, in seconds.
    pub interval: i64,
    /// How long the answer stays fresh, in seconds.
    pub fresh_for: Option<i64>,
    /// What the feed itself asks for.
    pub schedule: Option<&'a Schedule>,
    /// Failures in a row, this visit included.
    pub failures: u32,
    /// When the site may be asked again.
    pub retry_after: Option<UnixTime>,
}

/// The next visit: the latest of interval, lifetime, the feed's wishes and back-off, a day at the most, then moved
/// out of the hours and days the feed asks to be left alone; a longer `Retry-After` is kept (NET.md, rules 3 and 4).
pub fn next_visit(facts: &Facts<'_>) -> UnixTime {
    let interval = facts.interval.clamp(1, i64::MAX);
    let back_off = match facts.failures {
        0 => 0,
        n => interval.saturating_mul(1 << (n - 1).min(10)),
    };
    let wish = facts
        .schedule
        .and_then(|schedule| schedule.period)
        .unwrap_or(0);
    let pause = wish
        .max(facts.fresh_for.unwrap_or(0))
        .max(back_off)
        .min(LONGEST)
        .max(interval);
    let mut next = facts.now.saturating_add(pause);
    if let Some(schedule) = facts.schedule {
        next = after_skips(next, schedule);
    }
    next.max(facts.retry_after.unwrap_or(next))
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
            assert_eq!(next_visit(&facts) - NOW, pause, "{facts:?}");
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
        assert_eq!(next, NOW + 3 * 3600);
        let all = Schedule {
            skip_hours: (0..24).collect(),
            ..Schedule::default()
        };
        assert_eq!(
            next_visit(&Facts {
                schedule: Some(&all),
                ..facts()
            }),
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
        assert_eq!(next, i64::MAX);
    }
}
