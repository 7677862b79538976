//! What French typesetting keeps on one line where a plain space or a hyphen stands (Lexique des règles
//! typographiques en usage à l’Imprimerie nationale). Never asks for a break: it only forbids some.

/// Titles that stay with the name after them.
const TITLES: [&str; 10] = [
    "M.", "MM.", "Mme", "Mmes", "Mlle", "Mgr", "Me", "Dr", "Pr", "St",
];
/// What stays with the figure after it.
const BEFORE_FIGURES: [&str; 9] = ["n°", "N°", "nº", "no", "§", "p.", "pp.", "art.", "fig."];
/// Units that stay with the figure before them.
const UNITS: [&str; 39] = [
    "%", "‰", "€", "$", "£", "k€", "M€", "°C", "km", "m", "cm", "mm", "kg", "g", "t", "l", "L",
    "Ko", "Mo", "Go", "To", "h", "min", "s", "ms", "Hz", "MHz", "GHz", "V", "W", "kW", "MW", "GW",
    "kWh", "km/h", "dB", "dB(A)", "p", "×",
];

/// True where French forbids a line to end between the two; either may hold the whole text on its side.
pub fn forbids(before: &str, after: &str) -> bool {
    let spaced = before.trim_end_matches(' ');
    if spaced.len() < before.len() {
        // Two words, as most are: neither a figure nor a name is there to be kept.
        if after.starts_with(|c: char| c.is_ascii_lowercase())
            && spaced.ends_with(|c: char| c.is_ascii_lowercase())
        {
            return false;
        }
        return spaced.ends_with(['«', '‹'])
            || after.starts_with([';', ':', '!', '?', '»', '›', '%', '‰', '€'])
            || belongs_together(last_word(spaced), first_word(after));
    }
    match before.chars().next_back() {
        Some('-' | '\u{2010}') => is_bound_by_hyphen(before, after),
        Some('/') => {
            is_short(letters_before(&before[..before.len() - 1])) || is_short(letters_after(after))
        }
        _ => false,
    }
}

/// Two words with a plain space between that a reader takes as one: a number in groups, a measure, a title or an initial
/// and a name.
fn belongs_together(left: &str, right: &str) -> bool {
    let left = left.trim_start_matches(['(', '[', '«', '“', '"', '’', '\'', '\u{a0}', '\u{202f}']);
    let figures = right.len() - right.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ends_in_figure = left.ends_with(|c: char| c.is_ascii_digit());
    if figures > 0 {
        let is_group = !right[figures..].starts_with(char::is_alphabetic)
            && ((figures == 3 && is_group_head(left)) || (figures == 2 && is_pair(left)));
        return is_group || BEFORE_FIGURES.contains(&left) || is_initial(left) || left == "×";
    }
    if ends_in_figure {
        return UNITS.contains(&right.trim_end_matches([',', '.', ';', ')', ':', '!', '?']))
            || right.starts_with("dB(A)");
    }
    left == "×"
        || right.starts_with(char::is_uppercase) && (TITLES.contains(&left) || is_initial(left))
}

/// True for one capital and a full stop (`J. Abgrall`, `art. L. 231-1`).
fn is_initial(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(char::is_uppercase) && signs.as_str() == "."
}

/// True for two figures alone, as in a telephone number.
fn is_pair(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for the one to three figures that may stand before a group of three.
fn is_group_head(word: &str) -> bool {
    let kept = word.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(word.len() - kept.len())) && !kept.ends_with([',', '.', ':', '/'])
}

/// Hyphens that bind: around the t of `viendra-t-il`, before a short pronoun (`dit-il`), after one letter (`e-mail`).
fn is_bound_by_hyphen(before: &str, after: &str) -> bool {
    let part = letters_before(&before[..before.trim_end_matches(['-', '\u{2010}']).len()]);
    part < 2 || letters_after(after) < 3 || after.starts_with("t-")
}

/// Letters and figures at the end of a text, three at most counted.
fn letters_before(text: &str) -> usize {
    let letters = text.chars().rev().take(3);
    letters.take_while(|c| c.is_alphanumeric()).count()
}

/// Letters and figures a text begins with, three at most counted.
fn letters_after(text: &str) -> usize {
    let letters = text.chars().take(3);
    letters.take_while(|c| c.is_alphanumeric()).count()
}

fn is_short(letters: usize) -> bool {
    letters < 3
}

/// The word a text ends with, cut to what the rules look at.
fn last_word(text: &str) -> &str {
    let mut tail = text.char_indices().rev().take(8);
    let start = tail.find(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    let start = start.or_else(|| text.char_indices().rev().nth(7).map(|(at, _)| at));
    &text[start.unwrap_or(0)..]
}

/// The word a text begins with, cut to what the rules look at.
fn first_word(text: &str) -> &str {
    let end = text.char_indices().take(9).find(|(_, c)| *c == ' ');
    let end = end.or_else(|| text.char_indices().nth(9));
    &text[..end.map_or(text.len(), |(at, _)| at)]
}
