//! The markers of ordered lists: numbers, letters, Roman numerals (HTML § 4.4.5).

/// How an ordered list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// α, β, γ.
    LowerGreek,
    /// 01, 02, 03.
    LeadingZero,
}

/// What `list-style-type` puts before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A number or letter.
    Counted(Kind),
    /// A sign, or nothing: we always draw a bullet.
    Bullet,
}

impl Style {
    /// The style that a word of CSS names, lower case (CSS Counter Styles 3, § 6); none for any other word.
    pub fn named(word: &str) -> Option<Style> {
        Some(Style::Counted(match word {
            "decimal" => Kind::Decimal,
            "decimal-leading-zero" => Kind::LeadingZero,
            "lower-alpha" | "lower-latin" => Kind::LowerAlpha,
            "upper-alpha" | "upper-latin" => Kind::UpperAlpha,
            "lower-roman" => Kind::LowerRoman,
            "upper-roman" => Kind::UpperRoman,
            "lower-greek" => Kind::LowerGreek,
            "none" | "disc" | "circle" | "square" | "disclosure-open" | "disclosure-closed" => {
                return Some(Style::Bullet);
            }
            _ => return None,
        }))
    }
}

impl Kind {
    /// The kind that a `type` attribute names.
    pub fn from_type(value: &str) -> Kind {
        match value.trim() {
            "a" => Kind::LowerAlpha,
            "A" => Kind::UpperAlpha,
            "i" => Kind::LowerRoman,
            "I" => Kind::UpperRoman,
            _ => Kind::Decimal,
        }
    }
}

/// The marker of a number, with its full stop. Letters and Roman numerals fall back to figures out of their range.
pub fn marker(kind: Kind, number: i64) -> String {
    let label = match kind {
        Kind::Decimal => None,
        Kind::LowerAlpha => letters(number),
        Kind::UpperAlpha => letters(number).map(|label| label.to_ascii_uppercase()),
        Kind::LowerRoman => roman(number),
        Kind::UpperRoman => roman(number).map(|label| label.to_ascii_uppercase()),
        Kind::LowerGreek => greek(number),
        Kind::LeadingZero => Some(format!("{number:02}")),
    };
    format!("{}.", label.unwrap_or_else(|| number.to_string()))
}

/// 1 is a, 26 is z, 27 is aa.
fn letters(number: i64) -> Option<String> {
    if !(1..=18_278).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut label = Vec::new();
    while rest > 0 {
        rest -= 1;
        label.push(char::from(b'a' + u8::try_from(rest % 26).ok()?));
        rest /= 26;
    }
    Some(label.into_iter().rev().collect())
}

fn greek(number: i64) -> Option<String> {
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    "αβγδεζηθικλμνξοπρστυφχψω"
        .chars()
        .nth(place)
        .map(String::from)
}

fn roman(number: i64) -> Option<String> {
    const STEPS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut label = String::new();
    for (value, sign) in STEPS {
        while rest >= value {
            label.push_str(sign);
            rest -= value;
        }
    }
    Some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_count_as_html_says() {
        let cases = [
            (Kind::Decimal, 12, "12."),
            (Kind::Decimal, -3, "-3."),
            (Kind::LowerAlpha, 2, "b."),
            (Kind::LowerAlpha, 27, "aa."),
            (Kind::UpperAlpha, 703, "AAA."),
            (Kind::LowerAlpha, 0, "0."),
            (Kind::LowerRoman, 4, "iv."),
            (Kind::UpperRoman, 1994, "MCMXCIV."),
            (Kind::UpperRoman, 4000, "4000."),
            (Kind::LowerGreek, 2, "β."),
            (Kind::LowerGreek, 25, "25."),
            (Kind::LeadingZero, 7, "07."),
        ];
        for (kind, number, expected) in cases {
            assert_eq!(marker(kind, number), expected);
        }
        assert_eq!(Kind::from_type(" I "), Kind::UpperRoman);
        assert_eq!(Kind::from_type("disc"), Kind::Decimal);
    }
}
