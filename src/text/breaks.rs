//! Where a line may break: UAX #14 with the French rules (never before `; : ! ? » % €` nor after `«`; U+00A0 and
//! U+202F never break). Fences `unicode-linebreak`, which knows neither French nor grapheme clusters.

mod french;

use unicode_segmentation::GraphemeCursor;

/// The byte offsets at which a line may end, ascending, the end of the text left out. Never inside a cluster.
/// The rules for a plain space before `; : ! ? » % €` and after `«` hold in every language, for a French name or price
/// may stand anywhere; `french` adds numbers in groups, titles before names, units, short words after a hyphen.
pub fn opportunities(text: &str, french: bool) -> Vec<usize> {
    let mut found: Vec<usize> = unicode_linebreak::linebreaks(text)
        .map(|(offset, _)| offset)
        .filter(|&offset| offset > 0 && offset < text.len())
        .filter(|&offset| {
            let (before, after) = text.split_at(offset);
            may_break(before, after)
                && !is_set_off(before, after)
                && !(french && french::forbids(before, after))
                && between_clusters(text, offset)
        })
        .collect();
    // UAX #14 takes every `»` before a bracket for one that opens (LB15).
    let closed = text.match_indices('»').map(|(at, sign)| at + sign.len());
    let spaced = closed
        .filter(|at| text[*at..].starts_with(' '))
        .map(|at| at + 1);
    let before = found.len();
    found.extend(spaced.filter(|at| text[*at..].starts_with(['(', '[', '«', '“'])));
    if found.len() > before {
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// What every language asks beyond this version of UAX #14: no line starts with a no-break space, nor with a closing
/// sign that stands alone, nor ends after the hyphens a word begins with (`--aide`; rule LB20a of later versions), nor
/// inside `C++`.
fn may_break(before: &str, after: &str) -> bool {
    if before.ends_with('\n') {
        return true;
    }
    let hyphenless = before.trim_end_matches(['-', '\u{2010}']);
    let begins_word = |hyphenless: &str| {
        hyphenless.is_empty()
            || hyphenless.ends_with(|c: char| c.is_whitespace() || "\"'“«([".contains(c))
    };
    if hyphenless.len() < before.len() && begins_word(hyphenless) {
        return false;
    }
    if after.starts_with(|c: char| c.is_ascii_digit()) && ends_with_sign(before) {
        return false;
    }
    // `12 – 15` is one thing.
    if before.ends_with(' ')
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        && after
            .strip_prefix(['–', '−'])
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    {
        return false;
    }
    let mut following = after.chars();
    match following.next() {
        Some('+') if before.ends_with('+') => false,
        // How a sign is read stays with it: `漢(kan)`.
        Some('(') if before.ends_with(|c: char| c >= '\u{2e80}') => false,
        Some('\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2060}' | '\u{feff}') => false,
        Some('»' | '›' | '”' | '’' | '"' | '\'' | '…') => following
            .next()
            .is_some_and(|c| !c.is_whitespace() && !".,;:!?)]}»›”’\"'…".contains(c)),
        _ => true,
    }
}

/// True after a sign that stands alone before the space at the end: it is that of the number that follows.
fn ends_with_sign(before: &str) -> bool {
    before
        .strip_suffix(' ')
        .and_then(|rest| rest.strip_suffix(['+', '−', '–', '±']))
        .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(', '\u{a0}']))
}

/// These signs are set off with a space that must not break; many feeds send a plain one. A guillemet that touches a
/// word on the other side is German (`»Wort«`) and breaks as it likes.
fn is_set_off(before: &str, after: &str) -> bool {
    let spaced = before.trim_end_matches(' ');
    if spaced.len() == before.len() {
        return false;
    }
    let mut signs = after.chars();
    let closes = match signs.next() {
        Some(';' | ':' | '!' | '?') => true,
        Some('%' | '‰' | '€') => spaced.ends_with(|c: char| c.is_numeric()),
        Some('»' | '›') => !signs.next().is_some_and(char::is_alphanumeric),
        _ => false,
    };
    closes
        || spaced
            .strip_suffix(['«', '‹'])
            .is_some_and(|outside| !outside.ends_with(char::is_alphanumeric))
}

/// Whether a grapheme cluster ends at `offset`. An error of the cursor (none is possible with the whole text at
/// hand) counts as no.
fn between_clusters(text: &str, offset: usize) -> bool {
    let bytes = text.as_bytes();
    if bytes[offset - 1].is_ascii() && bytes[offset].is_ascii() {
        return &bytes[offset - 1..=offset] != b"\r\n";
    }
    GraphemeCursor::new(offset, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// The text with `|` where a line may end.
    fn marked(text: &str, french: bool) -> String {
        let mut out = String::new();
        let mut last = 0;
        for offset in opportunities(text, french) {
            out.push_str(&text[last..offset]);
            out.push('|');
            last = offset;
        }
        out + &text[last..]
    }

    #[test]
    fn breaks_as_french_does() {
        for (text, breaks) in [
            ("Un mot puis", "Un |mot |puis"),
            ("Quoi ? Rien !", "Quoi ? |Rien !"),
            ("Quoi\u{202f}? Rien\u{a0}!", "Quoi\u{202f}? |Rien\u{a0}!"),
            ("un\u{a0}mot", "un\u{a0}mot"),
            ("un \u{a0}mot", "un \u{a0}mot"),
            ("dit « oui » puis", "dit |« oui » |puis"),
            ("dit «\u{a0}oui\u{a0}» puis", "dit |«\u{a0}oui\u{a0}» |puis"),
            ("12 % de 3 € ; fin", "12 % |de |3 € ; |fin"),
            ("ainsi : voilà", "ainsi : |voilà"),
            ("( un [ mot ] )", "( un |[ mot ] )"),
            ("n° 5 de 10 000 km", "n° 5 |de |10 000 km"),
            (
                "1 234 567,8 en 2024 300 fois",
                "1 234 567,8 |en |2024 |300 |fois",
            ),
            ("M. Dupont, Mme Le Gall", "M. Dupont, |Mme Le |Gall"),
            ("§ 3 et (p. 12) ou p. ex.", "§ 3 |et |(p. 12) |ou |p. |ex."),
            ("J. Abgrall et L. 231-1", "J. Abgrall |et |L. 231-1"),
            ("au 09 72 00 00 00, 312 p.", "au |09 72 00 00 00, |312 p."),
            ("560 × 1 600 à 41 dB(A).", "560 × 1 600 |à |41 dB(A)."),
            ("2 × USB-C", "2 × USB-C"),
            ("de 40 Go à 2 h 30", "de |40 Go |à |2 h |30"),
            ("à 90 km/h, et/ou oui/non", "à |90 km/h, |et/ou |oui/|non"),
            ("dit-il, viendra-t-elle", "dit-il, |viendra-t-elle"),
            ("e-mail et porte-avion", "e-mail |et |porte-|avion"),
            ("mot\u{2011}clé a\u{2060}b", "mot\u{2011}clé |a\u{2060}b"),
            ("« (oui) » [1] ! fin", "« (oui) » |[1] ! |fin"),
            ("oui… Et […] non", "oui… |Et |[…] |non"),
            ("l’été aujourd’hui", "l’été |aujourd’hui"),
            ("peut-être", "peut-|être"),
            ("-t --aide (-v) a - b", "-t |--aide |(-v) |a |- |b"),
            ("(un mot)", "(un |mot)"),
            ("fin … ”", "fin … ”"),
            (
                "dit \"--aide\" et \"oui\".",
                "dit |\"--aide\" |et |\"oui\".",
            ),
            ("un …suite", "un |…|suite"),
            ("en C++ : std::vec, 14:02", "en |C++ : |std::vec, |14:02"),
            ("un\ndeux", "un\n|deux"),
            (
                "soit + 8,8 % ou 12 – 15 ans",
                "soit |+ 8,8 % |ou |12 – 15 |ans",
            ),
            ("👨\u{200d}👩\u{200d}👧 ici", "👨\u{200d}👩\u{200d}👧 |ici"),
            ("日本語", "日|本|語"),
            ("漢(kan)字(ji)", "漢(kan)|字(ji)"),
            ("", ""),
        ] {
            assert_eq!(marked(text, true), breaks);
        }
    }

    #[test]
    fn other_languages_break_where_french_does_not() {
        assert_eq!(marked("10 000 km", false), "10 |000 |km");
        assert_eq!(marked("3 € « a »", false), "3 € |« a »");
        assert_eq!(marked("ein »Wort« und", false), "ein |»Wort« |und");
    }

    proptest! {
        #[test]
        fn never_inside_a_cluster(text in any::<String>(), french in any::<bool>()) {
            let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let mut last = 0;
            for offset in opportunities(&text, french) {
                prop_assert!(offset > last && offset < text.len());
                prop_assert!(ends.contains(&offset));
                last = offset;
            }
        }

        #[test]
        fn never_before_a_no_break_space(text in "[a-z «»!?:;%€\u{a0}\u{202f}]{0,40}") {
            for offset in opportunities(&text, true) {
                let stuck = text[offset..].starts_with(['\u{a0}', '\u{202f}', '!', '?', ';', ':']);
                prop_assert!(!stuck);
            }
        }
    }
}
