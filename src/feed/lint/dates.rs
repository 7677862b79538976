//! Whether a date is written as its format wants it. A date that only a lenient reader understands is one that others
//! lose.

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// How a date is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// RSS's `pubDate`: RFC 822 with the years of RFC 2822.
    Rfc822,
    /// Atom's and JSON Feed's: RFC 3339.
    Rfc3339,
    /// Dublin Core's and Atom 0.3's: the W3C's note, where what is finer than a year may be left out.
    W3c,
}

/// True where the date has the form, a right weekday included.
pub fn has_form(date: &str, form: Form) -> bool {
    static RFC822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new();
    let date = date.trim();
    match form {
        // `UTC` is no zone of RFC 822, and is read by everybody.
        Form::Rfc822 => match date.strip_suffix("UTC") {
            Some(rest) => RFC822.parse_timestamp(format!("{rest}GMT")).is_ok(),
            None => RFC822.parse_timestamp(date).is_ok(),
        },
        Form::Rfc3339 => is_rfc3339(date),
        Form::W3c => is_w3c(date),
    }
}

/// With a `T`, seconds and a zone; jiff takes more than that.
fn is_rfc3339(date: &str) -> bool {
    let bytes = date.as_bytes();
    let at =
        |place: usize, wanted: &[u8]| bytes.get(place).is_some_and(|byte| wanted.contains(byte));
    let shaped = at(4, b"-") && at(7, b"-") && at(10, b"Tt") && at(13, b":") && at(16, b":");
    let ends = bytes
        .last()
        .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'Z' | b'z'));
    shaped && ends && date.parse::<Timestamp>().is_ok()
}

/// A year, a month, a day, or a moment whose seconds may be left out.
fn is_w3c(date: &str) -> bool {
    if is_rfc3339(date) {
        return true;
    }
    let shape: String = date
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    matches!(
        shape.as_str(),
        "0000"
            | "0000-00"
            | "0000-00-00"
            | "0000-00-00T00:00Z"
            | "0000-00-00T00:00+00:00"
            | "0000-00-00T00:00-00:00"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        use Form::{Rfc822, Rfc3339, W3c};
        for (date, form, expected) in [
            ("Tue, 24 Nov 2026 09:30:00 +0100", Rfc822, true),
            ("24 Nov 2026 09:30 GMT", Rfc822, true),
            ("Tue, 24 Nov 26 09:30:00 EST", Rfc822, true),
            ("Tue, 24 Nov 2026 09:30:00 UTC", Rfc822, true),
            ("Mon, 24 Nov 2026 09:30:00 GMT", Rfc822, false),
            ("mar., 24 nov. 2026 09:30:00 +0100", Rfc822, false),
            ("2026-11-24T09:30:00+01:00", Rfc822, false),
            ("Tue, 24 Nov 2026 25:30:00 +0100", Rfc822, false),
            ("Tue, 24 Nov 2026", Rfc822, false),
            ("2026-11-24T09:30:00+01:00", Rfc3339, true),
            ("2026-11-24T09:30:00.123Z", Rfc3339, true),
            ("2026-11-24 09:30:00Z", Rfc3339, false),
            ("2026-11-24T09:30:00", Rfc3339, false),
            ("2026-11-24T09:30Z", Rfc3339, false),
            ("2026-11-24", Rfc3339, false),
            ("2026-11-24T09:30:00+01:00[Europe/Paris]", Rfc3339, false),
            ("2026-11-24", W3c, true),
            ("2026", W3c, true),
            ("2026-11-24T09:30Z", W3c, true),
            ("24/11/2026", W3c, false),
        ] {
            assert_eq!(has_form(date, form), expected, "{date} {form:?}");
        }
    }
}
