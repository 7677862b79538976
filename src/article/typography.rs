//! Typography in running text: which language it is in, raised and lowered figures, and the quotes of `q`.

/// The language of a text, as far as its typography goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// French: its spacing, its quotes, its hyphens.
    French,
    /// English: its hyphens.
    English,
    /// Any other, or none that could be told: never hyphenated.
    #[default]
    Other,
}

/// Short words that are French and not English, Spanish, Italian or German in such number.
const FRENCH: [&str; 30] = [
    "le", "les", "des", "du", "une", "et", "est", "pour", "dans", "qui", "que", "sur", "avec",
    "pas", "par", "plus", "au", "aux", "ce", "cette", "ses", "sont", "nous", "vous", "ont", "été",
    "être", "où", "mais", "leur",
];
/// Short words of English.
const ENGLISH: [&str; 13] = [
    "the", "of", "and", "to", "is", "that", "for", "with", "was", "are", "this", "you", "it",
];
/// Short words of their neighbours.
const OTHER: [&str; 17] = [
    "el", "los", "y", "una", "del", "por", "il", "di", "che", "gli", "der", "die", "das", "und",
    "ist", "het", "een",
];
/// Words looked at.
const SAMPLE: usize = 600;

impl Tongue {
    /// True for French.
    pub fn is_french(self) -> bool {
        self == Tongue::French
    }

    /// The language of a text: the declared one (BCP 47), else as its small words and accents say.
    pub fn of(language: Option<&str>, html: &str) -> Tongue {
        match language.map(str::trim).filter(|tag| !tag.is_empty()) {
            Some(tag) => Tongue::declared(tag),
            None => judged(html),
        }
    }

    /// The language a tag (BCP 47) names.
    pub fn declared(tag: &str) -> Tongue {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "fr" | "fra" | "fre" => Tongue::French,
            "en" | "eng" => Tongue::English,
            _ => Tongue::Other,
        }
    }
}

/// Judges by small words (elided ones count: `l’`, `d’`, `qu’`), markup left out.
fn judged(html: &str) -> Tongue {
    let (mut french, mut english, mut other) = (0usize, 0usize, 0usize);
    for word in words(html).take(SAMPLE) {
        let lower = word.to_lowercase();
        if FRENCH.contains(&lower.as_str()) || is_elided(&lower) {
            french += 2;
        } else if ENGLISH.contains(&lower.as_str()) {
            english += 2;
        } else if OTHER.contains(&lower.as_str()) {
            other += 2;
        } else if lower.contains(['é', 'è', 'ê', 'à', 'ç', 'ù', 'œ']) || lower.contains("&eacute;")
        {
            french += 1;
        }
    }
    if french > english + other {
        Tongue::French
    } else if english > french + other {
        Tongue::English
    } else {
        Tongue::Other
    }
}

fn is_elided(word: &str) -> bool {
    word.split_once(['\'', '’']).is_some_and(|(before, after)| {
        matches!(before, "l" | "d" | "qu" | "n" | "j" | "c") && !after.is_empty()
    })
}

/// The words outside tags.
fn words(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .enumerate()
        .map(|(place, part)| match part.split_once('>') {
            Some((_, text)) if place > 0 => text,
            _ => part,
        })
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || ".,;:!?()«»\"".contains(c)))
        .filter(|word| !word.is_empty())
}

/// The raised form of a character, where Unicode has one that fonts carry.
pub fn raised(c: char) -> Option<char> {
    const PLAIN: &str = "0123456789+-−=()abcdefghijklmnoprstuvwxyz";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
    counterpart(c, PLAIN, RAISED)
}

/// The lowered form of a character, where Unicode has one that fonts carry.
pub fn lowered(c: char) -> Option<char> {
    const PLAIN: &str = "0123456789+-−=()aehijklmnoprstuvx";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    counterpart(c, PLAIN, LOWERED)
}

fn counterpart(c: char, plain: &str, other: &str) -> Option<char> {
    plain
        .chars()
        .zip(other.chars())
        .find(|(from, _)| *from == c)
        .map(|(_, to)| to)
}

/// The marks around a `q` at a depth from 0: guillemets with no-break spaces in French, curly quotes elsewhere and
/// for a quote within a quote (Lexique des règles typographiques en usage à l’Imprimerie nationale).
pub fn quotes(tongue: Tongue, depth: usize) -> (&'static str, &'static str) {
    match (tongue.is_french(), depth % 2) {
        (true, 0) => ("«\u{a0}", "\u{a0}»"),
        (true, _) | (false, 0) => ("“", "”"),
        (false, _) => ("‘", "’"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_declared_or_judged() {
        let cases = [
            (Some("fr-CA"), "The cat", Tongue::French),
            (Some("en"), "Le chat et la souris", Tongue::English),
            (Some("EN_us"), "", Tongue::English),
            (Some("de"), "The cat and the mouse", Tongue::Other),
            (
                None,
                "<p class=\"the of and\">L’été, les réseaux sont à la peine dans le nord.</p>",
                Tongue::French,
            ),
            (
                Some(" "),
                "<p>Il n'a pas été dit que le noyau est lent</p>",
                Tongue::French,
            ),
            (
                None,
                "<p class=\"le les des\">The kernel is out, and this release is for you.</p>",
                Tongue::English,
            ),
            (None, "<p>El núcleo y los controladores</p>", Tongue::Other),
            (None, "", Tongue::Other),
        ];
        for (language, html, expected) in cases {
            assert_eq!(Tongue::of(language, html), expected, "{language:?} {html}");
        }
    }

    #[test]
    fn figures_are_raised_and_lowered() {
        let up: String = "10-er".chars().filter_map(raised).collect();
        assert_eq!(up, "¹⁰⁻ᵉʳ");
        let down: String = "2n".chars().filter_map(lowered).collect();
        assert_eq!(down, "₂ₙ");
        assert_eq!(raised('q'), None);
        assert_eq!(lowered('b'), None);
    }
}
