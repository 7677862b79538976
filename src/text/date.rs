//! Dates as people say them. Times cross the house as [`UnixTime`]; only here and in `feed` do they become calendars.

use jiff::tz::TimeZone;

use super::Lang;

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
pub type UnixTime = i64;

/// A date in running text: `à l’instant`, `il y a 12 min`, `il y a 3 h`, `hier, 18:20`, `lundi`, `17 mars`,
/// `1er mars`, `17 mars 2021`; a date in the future is written out with its time.
pub fn spoken(then: UnixTime, now: UnixTime, zone: &TimeZone, lang: Lang) -> String {
    let _ = (then, now, zone, lang);
    unimplemented!()
}

/// A date in the list's column, at most [`COLUMN`] columns wide: `14:02`, `hier`, `17 mars`, `03/2021`.
pub fn column(then: UnixTime, now: UnixTime, zone: &TimeZone, lang: Lang) -> String {
    let _ = (then, now, zone, lang);
    unimplemented!()
}

/// The widest answer of [`column`], in columns.
pub const COLUMN: usize = 8;

/// RFC 3339 in UTC with whole seconds, as every JSON output has it: `2026-11-24T06:30:00Z`.
pub fn rfc3339(time: UnixTime) -> String {
    let _ = time;
    unimplemented!()
}

/// The clock time of a day in the given zone, `14:30`.
pub fn clock(time: UnixTime, zone: &TimeZone) -> String {
    let _ = (time, zone);
    unimplemented!()
}
