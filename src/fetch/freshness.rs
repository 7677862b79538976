//! Lifetimes: `Cache-Control`, `Expires` (RFC 9111 §4.2), `Retry-After` (RFC 9110 §10.2.3). Values that make no sense
//! are none: negative ones, more than a year, more than a number holds.

use reqwest::header::{AGE, CACHE_CONTROL, DATE, EXPIRES, HeaderMap, HeaderName, RETRY_AFTER};

use crate::text::UnixTime;

/// More seconds than this are no lifetime and no pause but a mistake.
const YEAR: i64 = 366 * 86_400;

/// How long an answer stays fresh, in seconds: `max-age` less the answer's `Age`, else `Expires` less `Date`. None
/// where the server says nothing, nothing sensible, or that it must be asked each time. `s-maxage` is for shared
/// caches and does not count here.
pub(super) fn fresh_for(headers: &HeaderMap, now: UnixTime) -> Option<i64> {
    let directives = directives(headers);
    let has = |name: &str| directives.iter().any(|(known, _)| known == name);
    if has("no-cache") || has("no-store") {
        return None;
    }
    let lifetime = match directives.iter().find(|(name, _)| name == "max-age") {
        Some((_, value)) => seconds(value)?,
        None => {
            let sent = date(headers, &DATE).unwrap_or(now);
            date(headers, &EXPIRES)?.checked_sub(sent)?
        }
    };
    let age = text(headers, &AGE).and_then(seconds).unwrap_or(0);
    sensible(lifetime).and_then(|lifetime| sensible(lifetime - age))
}

/// Whether a head says nothing of lifetimes. A 304 that does not leaves those of the answer it confirms as they were
/// (RFC 9111 §4.3.4).
pub(super) fn is_silent(headers: &HeaderMap) -> bool {
    !headers.contains_key(CACHE_CONTROL) && !headers.contains_key(EXPIRES)
}

/// When the site may be asked again, by `Retry-After` in either form. One that is past or absurd is none; one that is
/// long is kept as it is.
pub(super) fn retry_after(headers: &HeaderMap, now: UnixTime) -> Option<UnixTime> {
    let value = text(headers, &RETRY_AFTER)?;
    let pause = match seconds(value) {
        Some(pause) => pause,
        None => http_date(value)?.checked_sub(now)?,
    };
    Some(now.saturating_add(sensible(pause)?))
}

fn sensible(seconds: i64) -> Option<i64> {
    (1..=YEAR).contains(&seconds).then_some(seconds)
}

/// Digits only: neither a sign nor a fraction is a number of seconds here.
fn seconds(value: &str) -> Option<i64> {
    let digits = value.trim().trim_matches('"');
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// The directives of all `Cache-Control` lines, names in lower case.
fn directives(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .get_all(CACHE_CONTROL)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|directive| {
            let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
            (name.trim().to_ascii_lowercase(), value.trim().to_owned())
        })
        .collect()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<UnixTime> {
    http_date(text(headers, name)?)
}

/// An HTTP date in any of its three forms (RFC 9110 §5.6.7).
fn http_date(value: &str) -> Option<UnixTime> {
    let time = httpdate::parse_http_date(value).ok()?;
    let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    use super::*;

    /// Tue, 24 Nov 2026 06:30:00 GMT.
    const NOW: UnixTime = 1_795_501_800;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn lifetimes() {
        let date = ("date", "Tue, 24 Nov 2026 06:30:00 GMT");
        let later = ("expires", "Tue, 24 Nov 2026 07:30:00 GMT");
        type Case<'a> = (&'a [(&'static str, &'a str)], Option<i64>);
        let cases: &[Case] = &[
            (&[], None),
            (&[("cache-control", "max-age=3600")], Some(3600)),
            (
                &[("cache-control", "public, Max-Age=3600, must-revalidate")],
                Some(3600),
            ),
            (
                &[("cache-control", "public"), ("cache-control", "max-age=60")],
                Some(60),
            ),
            (&[("cache-control", "max-age=\"90\"")], Some(90)),
            (&[("cache-control", "s-maxage=3600")], None),
            (
                &[("cache-control", "s-maxage=10, max-age=3600")],
                Some(3600),
            ),
            (&[("cache-control", "max-age=0")], None),
            (&[("cache-control", "max-age=-1")], None),
            (&[("cache-control", "max-age=")], None),
            (&[("cache-control", "max-age=beaucoup"), later, date], None),
            (&[("cache-control", "max-age=100000000000000000000")], None),
            (&[("cache-control", "max-age=99999999")], None),
            (&[("cache-control", "max-age=31536000")], Some(31_536_000)),
            (&[("cache-control", "no-cache, max-age=3600")], None),
            (&[("cache-control", "no-store")], None),
            (
                &[("cache-control", "max-age=3600"), ("age", "600")],
                Some(3000),
            ),
            (&[("cache-control", "max-age=3600"), ("age", "7200")], None),
            (
                &[("cache-control", "max-age=3600"), ("age", "vieux")],
                Some(3600),
            ),
            (&[date, later], Some(3600)),
            (&[later], Some(3600)),
            (&[later, ("cache-control", "max-age=60")], Some(60)),
            (&[date, ("expires", "Tue, 24 Nov 2026 05:30:00 GMT")], None),
            (&[date, ("expires", "0")], None),
            (&[date, ("expires", "Thu, 31 Dec 2099 23:59:59 GMT")], None),
        ];
        for (lines, expected) in cases {
            assert_eq!(fresh_for(&headers(lines), NOW), *expected, "{lines:?}");
        }
    }

    #[test]
    fn pauses() {
        for (value, expected) in [
            ("120", Some(120)),
            (" 120 ", Some(120)),
            ("172800", Some(172_800)),
            ("0", None),
            ("-5", None),
            ("1.5", None),
            ("", None),
            ("bientôt", None),
            ("100000000000000000000", None),
            ("99999999", None),
            ("Tue, 24 Nov 2026 07:00:00 GMT", Some(1800)),
            ("Tuesday, 24-Nov-26 07:00:00 GMT", Some(1800)),
            ("Tue Nov 24 07:00:00 2026", Some(1800)),
            ("Tue, 24 Nov 2026 06:00:00 GMT", None),
        ] {
            let mut map = HeaderMap::new();
            map.insert(
                RETRY_AFTER,
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
            assert_eq!(
                retry_after(&map, NOW),
                expected.map(|pause: i64| NOW + pause),
                "{value}"
            );
        }
        assert_eq!(retry_after(&HeaderMap::new(), NOW), None);
    }

    proptest! {
        #[test]
        fn any_header_gives_a_sensible_lifetime_or_none(value in "[ -~]{0,40}", age in "[ -~]{0,12}", now in any::<i64>()) {
            for name in ["cache-control", "expires", "retry-after"] {
                let map = headers(&[(name, &value), ("age", &age)]);
                if let Some(fresh) = fresh_for(&map, now) {
                    prop_assert!((1..=YEAR).contains(&fresh));
                }
                if let Some(retry) = retry_after(&map, now) {
                    prop_assert!(retry > now || now > i64::MAX - YEAR);
                }
            }
        }
    }
}
