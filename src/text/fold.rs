//! Folding for search and sorting: case, accents, ligatures, apostrophes, dashes and spaces made equal.
//! Both sides of every comparison go through here, before SQLite sees them.
//!
//! The index holds [`joined_words`], and FTS5's tokenizer `unicode61` splits that text into the same words
//! again. It would drop the signs of `c++ c# f# .net`; these four are therefore spelled out, in the index and in
//! queries alike: `cplusplus csharp fsharp dotnet`.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Folds text for search: œ→oe, æ→ae, ß→ss, ligatures, accents and case gone, all apostrophes `'`, all quotes `"`,
/// all dashes `-`, all spaces plain; invisible characters and controls gone. Word structure is kept. Folding twice
/// changes nothing.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => push_plain(&mut out, c.to_ascii_lowercase()),
            '´' => out.push('\''),
            c if is_invisible(c) => {}
            c => decompose_compatible(c, |part| {
                part.to_lowercase().for_each(|c| push_plain(&mut out, c));
            }),
        }
    }
    out
}

/// The words of a text, folded, as the index holds them. `c++ c# f# .net` stay words, spelled out (see the module);
/// other punctuation separates: `CVE-2026-1234` is three words. An elided article (`l’`, `d’`, `qu’` …) is a word of
/// its own, so `article` finds `l’article`.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(&fold(text), |word| words.push(word.to_owned()));
    words
}

/// The [`words`] of a text with one space between them: what the search index is given.
pub fn joined_words(text: &str) -> String {
    let folded = fold(text);
    let mut joined = String::with_capacity(folded.len());
    each_word(&folded, |word| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    });
    joined
}

fn each_word(folded: &str, mut take: impl FnMut(&str)) {
    let mut rest = folded;
    let mut inside_word = false;
    while let Some(first) = rest.chars().next() {
        if let Some((spelled, len)) = signed_word(rest, inside_word) {
            take(spelled);
            rest = &rest[len..];
            inside_word = false;
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            take(&rest[..end]);
            rest = &rest[end..];
            inside_word = true;
        } else {
            rest = &rest[first.len_utf8()..];
            inside_word = false;
        }
    }
}

/// A name made comparable, as tags and feeds' names are looked for: folded, quotes gone, one space between words.
pub fn label(text: &str) -> String {
    let folded = fold(text).replace('"', " ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key to sort names by: folded first (É with E), then the raw text to break ties.
pub fn sort_key(text: &str) -> (String, String) {
    (fold(text), text.to_owned())
}

/// The word with signs that starts here, spelled out, and its length in bytes.
fn signed_word(rest: &str, inside_word: bool) -> Option<(&'static str, usize)> {
    const SIGNED: [(&str, &str); 4] = [
        ("c++", "cplusplus"),
        ("c#", "csharp"),
        ("f#", "fsharp"),
        (".net", "dotnet"),
    ];
    if inside_word {
        return None;
    }
    SIGNED.into_iter().find_map(|(signed, spelled)| {
        let after = rest.strip_prefix(signed)?.chars().next();
        let ends = after.is_none_or(|c| match signed {
            ".net" => !is_word(c),
            _ => !c.is_alphabetic() && c != '+' && c != '#',
        });
        ends.then_some((spelled, signed.len()))
    })
}

/// What FTS5's `unicode61` takes for part of a word: letters and numbers. Unicode counts some symbols (letters in black
/// circles and squares) and vowel signs of rare scripts among the letters; `unicode61` does not.
fn is_word(c: char) -> bool {
    let is_a_sign_to_fts5 = matches!(
        c,
        '\u{1f130}'..='\u{1f189}'
            | '\u{19b0}'..='\u{19c0}'
            | '\u{19c8}'..='\u{19c9}'
            | '\u{1cf2}'..='\u{1cf3}'
    );
    c.is_alphanumeric() && !is_a_sign_to_fts5
}

/// Letters that have no decomposition in Unicode, and the kinds of signs made one.
fn push_plain(out: &mut String, c: char) {
    match c {
        ' '..='~' => out.push(c),
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        'þ' => out.push_str("th"),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ł' => out.push('l'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        '♯' => out.push('#'),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{2b9}' | '\u{2bb}'
        | '\u{2bc}' | '\u{a78c}' => out.push('\''),
        '«' | '»' | '\u{201c}'..='\u{201f}' => out.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        c if c.is_whitespace() => out.push(' '),
        c if c.is_control() || is_combining_mark(c) => {}
        c => out.push(c),
    }
}

/// Characters nobody sees and nobody types: soft hyphens, joiners, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_french() {
        for (text, folded) in [
            ("Élève", "eleve"),
            ("e\u{301}le\u{300}ve", "eleve"),
            ("Cœur ŒUVRE œil", "coeur oeuvre oeil"),
            ("Lætitia Æ", "laetitia ae"),
            ("Straße ẞ", "strasse ss"),
            ("ﬁn ﬂux", "fin flux"),
            ("l’été l'été l´été", "l'ete l'ete l'ete"),
            ("a–b—c‑d−e", "a-b-c-d-e"),
            ("a\u{a0}b\u{202f}c\td", "a b c d"),
            ("« oui »", "\" oui \""),
            ("Ça ÇA ñ ü ø Łódź", "ca ca n u o lodz"),
            ("co\u{ad}opé\u{200b}ration", "cooperation"),
            ("İstanbul", "istanbul"),
            ("A\tb\x07c", "a bc"),
            ("É\tb\x07c", "e bc"),
            ("ＡＢＣ m² №5", "abc m2 no5"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn splits_into_words() {
        for (text, expected) in [
            ("L’article d’aujourd’hui", "l article d aujourd hui"),
            ("CVE-2026-1234", "cve 2026 1234"),
            (
                "C++ et C# et F#, puis .NET.",
                "cplusplus et csharp et fsharp puis dotnet",
            ),
            ("C++20, C#12", "cplusplus 20 csharp 12"),
            ("Objective-C++ (C++)", "objective cplusplus cplusplus"),
            ("C♯ Ｃ＋＋", "csharp cplusplus"),
            (
                "ASP.NET exemple.net a.network .network",
                "asp net exemple net a network network",
            ),
            ("langage C", "langage c"),
            ("c+++ abc++ doc#f c#ancre", "c abc doc f c ancre"),
            ("std::vec 14:02 1 234,5", "std vec 14 02 1 234 5"),
            ("snake_case", "snake case"),
            ("½ m²", "1 2 m2"),
            ("… — !", ""),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text:?}");
            assert_eq!(joined_words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn labels_are_one_line_of_words() {
        assert_eq!(label("  Vie  privée "), "vie privee");
        assert_eq!(label("Sécurité/Noyau"), "securite/noyau");
        assert_eq!(label("dit « oui »"), "dit oui");
    }

    #[test]
    fn accents_sort_with_their_letter() {
        let mut names = ["Zoé", "Été", "Ete", "Eta", "été"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Eta", "Ete", "Été", "été", "Zoé"]);
    }

    /// The tokens FTS5 itself finds in a text, in order.
    fn fts5_tokens(connection: &rusqlite::Connection, text: &str) -> Vec<String> {
        connection.execute("DELETE FROM t", []).unwrap();
        connection
            .execute("INSERT INTO t(body) VALUES (?1)", [text])
            .unwrap();
        let mut query = connection
            .prepare_cached("SELECT term FROM v ORDER BY offset")
            .unwrap();
        let rows = query.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn fts5() -> rusqlite::Connection {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE VIRTUAL TABLE t USING fts5(body, tokenize=\"unicode61 remove_diacritics 2\");
                 CREATE VIRTUAL TABLE v USING fts5vocab(t, instance);",
            )
            .unwrap();
        connection
    }

    #[test]
    fn fts5_splits_into_the_same_words() {
        let connection = fts5();
        for text in [
            "L’œuvre d’aujourd’hui : C++, C#, F# et .NET — CVE-2026-1234 à 14:02",
            "Straße Łódź İstanbul ΣΊΣΥΦΟΣ 日本語 한국어 हिन्दी עברית العربية",
            "m² ½ № ﬁn 🅰 🄰 Ⓐ ª",
        ] {
            let words = words(text);
            assert_eq!(fts5_tokens(&connection, &words.join(" ")), words);
        }
    }

    #[test]
    fn fts5_agrees_on_every_character() {
        let all: Vec<String> = (0..=0x0010_ffff)
            .filter_map(char::from_u32)
            .flat_map(|c| words(&c.to_string()))
            .collect();
        assert_eq!(fts5_tokens(&fts5(), &all.join(" ")), all);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
        }

        #[test]
        fn words_are_their_own_words(text in any::<String>()) {
            let once = words(&text);
            prop_assert_eq!(words(&once.join(" ")), once);
        }

        #[test]
        fn fts5_agrees_on_latin_text(text in "[ -~À-ſ’«»…\u{a0}\u{202f}—œ]{0,60}") {
            let words = words(&text);
            prop_assert_eq!(fts5_tokens(&fts5(), &words.join(" ")), words);
        }
    }
}
