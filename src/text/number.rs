//! Numbers as people write them in French and English.

use super::Lang;

/// An integer with its groups of three: `1 234` with U+202F in French, `1,234` in English.
pub fn integer(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = lang.pick('\u{202f}', ',');
    let mut out = String::new();
    if n < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Picks singular or plural: in French 0 and 1 are singular, in English 1 alone is.
pub fn plural<'a>(n: i64, lang: Lang, one: &'a str, many: &'a str) -> &'a str {
    let singular = match lang {
        Lang::Fr => n.unsigned_abs() < 2,
        Lang::En => n.unsigned_abs() == 1,
    };
    if singular { one } else { many }
}

/// A size in bytes, rounded for people: `3 Ko`, `1,2 Mo`, `3 kB`. Units are powers of 1,000; a decimal shows below
/// ten, from millions on. The space before the unit is U+00A0.
pub fn bytes(n: u64, lang: Lang) -> String {
    let units = lang.pick(
        ["o", "Ko", "Mo", "Go", "To", "Po", "Eo"],
        ["B", "kB", "MB", "GB", "TB", "PB", "EB"],
    );
    let mut size = 1u128;
    let mut power = 0;
    while power + 1 < units.len() && rounded(n, size) >= 1_000 {
        size *= 1_000;
        power += 1;
    }
    let tenths = (u128::from(n) * 10 + size / 2) / size;
    let number = if power >= 2 && tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}{}{}", tenths / 10, lang.pick(',', '.'), tenths % 10)
    } else {
        rounded(n, size).to_string()
    };
    format!("{number}\u{a0}{}", units[power])
}

/// `n` in units of `size`, to the nearest integer.
fn rounded(n: u64, size: u128) -> u128 {
    (u128::from(n) + size / 2) / size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three() {
        for (n, fr, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_234, "1\u{202f}234", "1,234"),
            (-12_400, "-12\u{202f}400", "-12,400"),
            (1_000_000, "1\u{202f}000\u{202f}000", "1,000,000"),
            (
                i64::MIN,
                "-9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808",
                "-9,223,372,036,854,775,808",
            ),
        ] {
            assert_eq!(integer(n, Lang::Fr), fr);
            assert_eq!(integer(n, Lang::En), en);
        }
    }

    #[test]
    fn zero_is_singular_in_french_alone() {
        for (n, fr, en) in [
            (0, "un", "many"),
            (1, "un", "one"),
            (2, "des", "many"),
            (-1, "un", "one"),
            (i64::MIN, "des", "many"),
        ] {
            assert_eq!(plural(n, Lang::Fr, "un", "des"), fr);
            assert_eq!(plural(n, Lang::En, "one", "many"), en);
        }
    }

    #[test]
    fn sizes_are_rounded() {
        for (n, fr, en) in [
            (0, "0 o", "0 B"),
            (999, "999 o", "999 B"),
            (3_100, "3 Ko", "3 kB"),
            (999_499, "999 Ko", "999 kB"),
            (999_999, "1 Mo", "1 MB"),
            (1_234_567, "1,2 Mo", "1.2 MB"),
            (9_960_000, "10 Mo", "10 MB"),
            (20_000_000, "20 Mo", "20 MB"),
            (u64::MAX, "18 Eo", "18 EB"),
        ] {
            assert_eq!(bytes(n, Lang::Fr).replace('\u{a0}', " "), fr);
            assert_eq!(bytes(n, Lang::En).replace('\u{a0}', " "), en);
        }
    }
}
