//! Names of months, days and zones, folded (lower case, no accents, no dot).

/// What a word of a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A month, from 1.
    Month(i8),
    /// A day of the week: it adds nothing and is passed over.
    Weekday,
    /// `mar.`: Tuesday in first place, March elsewhere (French).
    TuesdayOrMarch,
    /// A zone, seconds east of Greenwich.
    Zone(i32),
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// A word that adds nothing: `le`, `à`, `at`, `of`.
    Filler,
}

/// The meaning of a word, folded; none for one that is not known.
pub fn word(folded: &str) -> Option<Word> {
    if folded == "mar" {
        return Some(Word::TuesdayOrMarch);
    }
    let month = MONTHS
        .iter()
        .position(|names| names.split(' ').any(|name| name == folded));
    if let Some(month) = month {
        return i8::try_from(month + 1).ok().map(Word::Month);
    }
    if WEEKDAYS.split(' ').any(|name| name == folded) {
        return Some(Word::Weekday);
    }
    if let Some((_, quarters)) = ZONES.iter().find(|(name, _)| *name == folded) {
        return Some(Word::Zone(quarters * 900));
    }
    match folded {
        "am" => Some(Word::Am),
        "pm" => Some(Word::Pm),
        "le" | "a" | "at" | "of" | "the" | "de" | "du" | "um" | "on" | "er" | "st" | "nd"
        | "rd" | "th" | "eme" | "e" => Some(Word::Filler),
        _ => None,
    }
}

/// English, French, German, Spanish, Italian, Portuguese and Dutch, in that order of trust.
const MONTHS: [&str; 12] = [
    "jan january janv janvier januar jänner enero ene gennaio gen janeiro januari",
    "feb february fev fevr fevrier februar febrero febbraio fevereiro februari",
    "march mars marz maerz marzo marco maart mrz mrt",
    "apr april avr avril abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "jun june juin juni junio giugno giu junho",
    "jul july juil juillet juli julio luglio lug julho",
    "aug august aout aou agosto ago augustus",
    "sep sept september septembre septiembre settembre set setembro",
    "oct october octobre oktober okt octubre ottobre ott outubro out",
    "nov november novembre noviembre novembro",
    "dec december decembre dezember dez diciembre dic dicembre dezembro",
];

const WEEKDAYS: &str = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun \
    sunday lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche montag dienstag mittwoch \
    donnerstag freitag samstag sonntag di mi do fr sa so mo lunes martes miercoles jueves viernes sabado domingo \
    martedi mercoledi giovedi venerdi sabato domenica segunda terca quarta quinta sexta";

/// Names and quarters of an hour east of Greenwich. The one-letter zones of RFC 822 were printed with the wrong sign;
/// RFC 2822, 4.3, reads all but `Z` as UTC.
const ZONES: [(&str, i32); 56] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 4),
    ("bst", 4),
    ("ist", 22),
    ("cet", 4),
    ("cest", 8),
    ("met", 4),
    ("mest", 8),
    ("mez", 4),
    ("mesz", 8),
    ("hnec", 4),
    ("heec", 8),
    ("eet", 8),
    ("eest", 12),
    ("msk", 12),
    ("msd", 16),
    ("ast", -16),
    ("adt", -12),
    ("at", -16),
    ("est", -20),
    ("edt", -16),
    ("et", -20),
    ("hne", -20),
    ("hae", -16),
    ("cst", -24),
    ("cdt", -20),
    ("ct", -24),
    ("mst", -28),
    ("mdt", -24),
    ("mt", -28),
    ("pst", -32),
    ("pdt", -28),
    ("pt", -32),
    ("akst", -36),
    ("akdt", -32),
    ("hst", -40),
    ("nst", -14),
    ("ndt", -10),
    ("brt", -12),
    ("art", -12),
    ("jst", 36),
    ("kst", 36),
    ("hkt", 32),
    ("sgt", 32),
    ("pkt", 20),
    ("awst", 32),
    ("acst", 38),
    ("acdt", 42),
    ("aest", 40),
    ("aedt", 44),
    ("nzst", 48),
    ("nzdt", 52),
];
