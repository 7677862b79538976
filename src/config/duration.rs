//! Durations and sizes as the config writes them. Pure; a value that is not understood is none, never a guess.

/// Seconds of `90`, `"20s"`, `"30m"`, `"6h"`, `"90d"`; none for anything else, negatives and overflow.
pub fn seconds(text: &str) -> Option<i64> {
    let (number, unit) = split(text)?;
    let number = i64::try_from(number).ok()?;
    let factor = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.checked_mul(factor)
}

/// Seconds as the config writes them, in the largest unit that divides them: `5400` is `90m`, `7200` is `2h`.
pub fn written(seconds: i64) -> String {
    for (unit, factor) in [("d", 86_400), ("h", 3_600), ("m", 60)] {
        if seconds != 0 && seconds % factor == 0 {
            return format!("{}{unit}", seconds / factor);
        }
    }
    format!("{seconds}s")
}

/// Bytes of `"20MB"`, `"512kB"`, `"1GB"`, `"2048"` (decimal units; `MiB` and the like are binary). French units
/// (`Mo`, `Kio`) are understood; case and a blank before the unit do not matter.
pub fn bytes(text: &str) -> Option<u64> {
    let (number, unit) = split(text)?;
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "b" | "o" => 1,
        "kb" | "ko" => 1_000,
        "mb" | "mo" => 1_000_000,
        "gb" | "go" => 1_000_000_000,
        "kib" | "kio" => 1 << 10,
        "mib" | "mio" => 1 << 20,
        "gib" | "gio" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(factor)
}

/// The number and the unit behind it.
fn split(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    Some((number.parse().ok()?, unit.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("90", Some(90)),
            ("0", Some(0)),
            ("20s", Some(20)),
            ("30m", Some(1_800)),
            ("6h", Some(21_600)),
            ("90d", Some(7_776_000)),
            (" 1h ", Some(3_600)),
            ("1 h", Some(3_600)),
            ("", None),
            ("h", None),
            ("-1h", None),
            ("1.5h", None),
            ("1w", None),
            ("1H", None),
            ("1hh", None),
            ("99999999999999999999", None),
            ("9223372036854775807d", None),
            ("١s", None),
        ] {
            assert_eq!(seconds(text), expected, "{text:?}");
        }
    }

    #[test]
    fn durations_are_written_as_they_are_read() {
        for (value, expected) in [
            (0, "0s"),
            (1, "1s"),
            (90, "90s"),
            (5_400, "90m"),
            (7_200, "2h"),
            (86_400, "1d"),
        ] {
            assert_eq!(written(value), expected);
            assert_eq!(seconds(expected), Some(value));
        }
    }

    #[test]
    fn sizes() {
        for (text, expected) in [
            ("2048", Some(2_048)),
            ("512kB", Some(512_000)),
            ("20MB", Some(20_000_000)),
            ("20 Mo", Some(20_000_000)),
            ("20mb", Some(20_000_000)),
            ("1GB", Some(1_000_000_000)),
            ("1KiB", Some(1_024)),
            ("2MiB", Some(2_097_152)),
            ("1 Gio", Some(1_073_741_824)),
            ("", None),
            ("MB", None),
            ("-1", None),
            ("1TB", None),
            ("99999999999GB", None),
        ] {
            assert_eq!(bytes(text), expected, "{text:?}");
        }
    }
}
