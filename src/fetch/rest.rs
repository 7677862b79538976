//! How long a site is left alone that refuses without saying for how long. Pure.

/// After the first 429 or 503 without a `Retry-After`, in seconds; doubled by each further one.
const FIRST: i64 = 15 * 60;

/// A 403 shuts somebody out, and asking again soon will not help: no rest after one is shorter, in seconds.
const FORBIDDEN: i64 = 60 * 60;

/// The longest rest that no site asked for by itself, in seconds: a day.
const LONGEST: i64 = 24 * 3600;

/// The rest after so many refusals (429, 503) in a row without a `Retry-After`, this one counted, in seconds: a quarter
/// of an hour, half an hour, an hour, … a day. 0 for none.
pub fn rest_after(refusals: u32) -> i64 {
    match refusals {
        0 => 0,
        n => (FIRST << (n - 1).min(7)).min(LONGEST),
    }
}

/// The rest that this status calls for where the answer names none.
pub(super) fn rest_of(status: u16, refusals: u32) -> Option<i64> {
    let rest = rest_after(refusals);
    match status {
        403 => Some(rest.max(FORBIDDEN)),
        429 | 503 => Some(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_doubles_up_to_a_day() {
        let minutes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, u32::MAX].map(|n| rest_after(n) / 60);
        assert_eq!(
            minutes,
            [0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
        );
        assert_eq!(rest_of(403, 1), Some(3600));
        assert_eq!(rest_of(403, 5), Some(4 * 3600));
        assert_eq!(rest_of(503, 2), Some(1800));
        assert_eq!(rest_of(500, 2), None);
    }
}
