//! French typography in running text: which texts are French, raised and lowered figures, and the quotes of `q`.

/// Short words that are French and not English, Spanish, Italian or German in such number.
const FRENCH: [&str; 30] = [
    "le", "les", "des", "du", "une", "et", "est", "pour", "dans", "qui", "que", "sur", "avec",
    "pas", "par", "plus", "au", "aux", "ce", "cette", "ses", "sont", "nous", "vous", "ont", "été",
    "être", "où", "mais", "leur",
];
/// Short words of its neighbours.
const FOREIGN: [&str; 30] = [
    "the", "of", "and", "to", "is", "that", "for", "with", "was", "are", "this", "you", "it", "el",
    "los", "y", "una", "del", "por", "il", "di", "che", "gli", "der", "die", "das", "und", "ist",
    "het", "een",
];
/// Words looked at.
const SAMPLE: usize = 600;

/// True where the text is French: by the declared language, else by its small words and accents.
pub fn is_french(language: Option<&str>, html: &str) -> bool {
    match language.map(str::trim).filter(|tag| !tag.is_empty()) {
        Some(tag) => tag
            .split(['-', '_'])
            .next()
            .is_some_and(|primary| primary.eq_ignore_ascii_case("fr")),
        None => looks_french(html),
    }
}

/// Judges by small words (elided ones count: `l’`, `d’`, `qu’`), markup left out.
fn looks_french(html: &str) -> bool {
    let mut french = 0usize;
    let mut foreign = 0usize;
    for word in words(html).take(SAMPLE) {
        let lower = word.to_lowercase();
        if FRENCH.contains(&lower.as_str()) || is_elided(&lower) {
            french += 2;
        } else if FOREIGN.contains(&lower.as_str()) {
            foreign += 2;
        } else if lower.contains(['é', 'è', 'ê', 'à', 'ç', 'ù', 'œ']) || lower.contains("&eacute;")
        {
            french += 1;
        }
    }
    french > foreign
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
pub fn quotes(french: bool, depth: usize) -> (&'static str, &'static str) {
    match (french, depth % 2) {
        (true, 0) => ("«\u{a0}", "\u{a0}»"),
        (true, _) | (false, 0) => ("“", "”"),
        (false, _) => ("‘", "’"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_declared_or_judged() {
        assert!(is_french(Some("fr-CA"), "The cat"));
        assert!(!is_french(Some("en"), "Le chat et la souris"));
        assert!(is_french(
            None,
            "<p class=\"the of and\">L’été, les réseaux sont à la peine dans le nord.</p>"
        ));
        assert!(is_french(
            Some(" "),
            "<p>Il n'a pas été dit que le noyau est lent</p>"
        ));
        assert!(!is_french(
            None,
            "<p>The kernel is out, and this release is for you.</p>"
        ));
        assert!(!is_french(None, "<p>El núcleo y los controladores</p>"));
        assert!(!is_french(None, ""));
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
