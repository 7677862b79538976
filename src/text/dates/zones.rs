//! Zones: names of offsets, offsets in digits, places of the IANA database (jiff finds them), and the zones that are
//! known by rule alone. A name that is not known is no zone, never a wrong one.

use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone};

/// Where a clock hangs.
#[derive(Debug, Clone, PartialEq)]
pub enum Zone {
    /// Seconds east of Greenwich.
    Fixed(i32),
    /// A place with summers and winters.
    Place(TimeZone),
}

impl Zone {
    /// As jiff has it; UTC where an offset is beyond all sense.
    pub fn to_time_zone(&self) -> TimeZone {
        match self {
            Zone::Fixed(seconds) => {
                Offset::from_seconds(*seconds).map_or(TimeZone::UTC, Offset::to_time_zone)
            }
            Zone::Place(zone) => zone.clone(),
        }
    }
}

/// Paris by its rule (since 1996), so that no zone database is needed.
pub fn paris() -> TimeZone {
    static PARIS: LazyLock<TimeZone> = LazyLock::new(|| rule("CET-1CEST,M3.5.0,M10.5.0/3"));
    PARIS.clone()
}

fn rule(posix: &str) -> TimeZone {
    TimeZone::posix(posix).unwrap_or(TimeZone::UTC)
}

/// The zone of a name as written: those everyone writes in any case, the others in capitals only (`WAT` is a zone,
/// `pet` is not). `ET` and its like are New York's time, summer or winter.
pub fn named(word: &str) -> Option<Zone> {
    if !word.is_ascii() || word.len() > 5 {
        return None;
    }
    let upper = word.to_ascii_uppercase();
    let find = |table: &[(&str, i32)]| {
        let found = table.iter().find(|(name, _)| *name == upper);
        found.map(|(_, minutes)| Zone::Fixed(minutes * 60))
    };
    if let Some(zone) = find(COMMON) {
        return Some(zone);
    }
    if upper != word {
        return None;
    }
    let seasonal = |posix| Some(Zone::Place(rule(posix)));
    match word {
        "AT" => seasonal("AST4ADT,M3.2.0,M11.1.0"),
        "ET" => seasonal("EST5EDT,M3.2.0,M11.1.0"),
        "CT" => seasonal("CST6CDT,M3.2.0,M11.1.0"),
        "MT" => seasonal("MST7MDT,M3.2.0,M11.1.0"),
        "PT" => seasonal("PST8PDT,M3.2.0,M11.1.0"),
        _ => find(RARE),
    }
}

/// One letter as RFC 822 (which RSS names as its rule) reads it: A to M (without J) go west, N to Y east.
pub fn military(letter: char) -> Option<Zone> {
    let west = "ABCDEFGHIKLM".find(letter).map(|hours| -1 - hours as i32);
    let east = "NOPQRSTUVWXY".find(letter).map(|hours| 1 + hours as i32);
    west.or(east).map(|hours| Zone::Fixed(hours * 3_600))
}

/// A place (`Europe/Paris`, `America/New_York`, `Etc/GMT+5`) in a text, and the text without it; the zone is none
/// where no such place is known here.
pub fn place(text: &str) -> Option<(Option<Zone>, String)> {
    if !text.contains('/') {
        return None;
    }
    let region = REGIONS.iter().find_map(|region| text.find(region))?;
    if text[..region].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let rest = &text[region..];
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+')))
        .unwrap_or(rest.len());
    let zone = match &rest[..end] {
        "Europe/Paris" => Some(paris()),
        name => TimeZone::get(name).ok(),
    };
    let without = format!("{} {}", &text[..region], &rest[end..]);
    Some((zone.map(Zone::Place), without))
}

const REGIONS: [&str; 14] = [
    "Europe/",
    "America/",
    "Africa/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Indian/",
    "Pacific/",
    "Antarctica/",
    "Arctic/",
    "Canada/",
    "Brazil/",
    "US/",
    "Etc/",
];

/// Names and minutes east of Greenwich: RFC 822's, Europe's in English, French and German.
const COMMON: &[(&str, i32)] = &[
    ("Z", 0),
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("CET", 60),
    ("CEST", 120),
    ("MET", 60),
    ("MEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("BST", 60),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("AST", -240),
    ("ADT", -180),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];

/// The same: the rest of the world (`IST` is India's), Québec's names (`HNE`, `HAE`) and France's overseas.
const RARE: &[(&str, i32)] = &[
    ("TU", 0),
    ("UCT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("WEZ", 0),
    ("WESZ", 60),
    ("OEZ", 120),
    ("OESZ", 180),
    ("HNEC", 60),
    ("HEEC", 120),
    ("IDT", 180),
    ("TRT", 180),
    ("MSD", 240),
    ("SAMT", 240),
    ("YEKT", 300),
    ("WAT", 60),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("GST", 240),
    ("IRST", 210),
    ("AFT", 270),
    ("PKT", 300),
    ("IST", 330),
    ("NPT", 345),
    ("BDT", 360),
    ("MMT", 390),
    ("ICT", 420),
    ("WIB", 420),
    ("WITA", 480),
    ("WIT", 540),
    ("HKT", 480),
    ("SGT", 480),
    ("MYT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("NST", -210),
    ("NDT", -150),
    ("HNT", -210),
    ("HAT", -150),
    ("HNA", -240),
    ("HAA", -180),
    ("HNE", -300),
    ("HAE", -240),
    ("HNC", -360),
    ("HAC", -300),
    ("HNR", -420),
    ("HAR", -360),
    ("HNP", -480),
    ("HAP", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("BRT", -180),
    ("BRST", -120),
    ("ART", -180),
    ("UYT", -180),
    ("CLT", -240),
    ("CLST", -180),
    ("BOT", -240),
    ("VET", -240),
    ("COT", -300),
    ("PET", -300),
    ("ECT", -300),
    ("GFT", -180),
    ("PMST", -180),
    ("PMDT", -120),
    ("RET", 240),
    ("NCT", 660),
    ("WFT", 720),
    ("TAHT", -600),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_by_name() {
        assert_eq!(named("cest"), Some(Zone::Fixed(7_200)));
        assert_eq!(named("HAE"), Some(Zone::Fixed(-14_400)));
        assert_eq!(named("pet"), None);
        assert_eq!(named("XYZ"), None);
        assert_eq!(military('A'), Some(Zone::Fixed(-3_600)));
        assert_eq!(military('M'), Some(Zone::Fixed(-43_200)));
        assert_eq!(military('Y'), Some(Zone::Fixed(43_200)));
        assert_eq!(military('J'), None);
    }

    #[test]
    fn places_are_taken_out_of_the_text() {
        let (zone, rest) = place("10:00 [Europe/Paris]").expect("a place");
        assert_eq!(zone, Some(Zone::Place(paris())));
        assert_eq!(rest, "10:00 [ ]");
        let (zone, _) = place("10:00 Europe/Nulle_Part").expect("a place");
        assert_eq!(zone, None);
        assert_eq!(place("17/03/2021"), None);
        assert_eq!(place("Jus/2021"), None);
    }
}
