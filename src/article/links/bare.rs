//! Addresses that stand in a text without being links: `http://` and `https://` ones alone.

/// The longest address that becomes a link, in bytes.
const MAX_LENGTH: usize = 2_048;

/// Where addresses stand in a text, from byte to byte, in order. Punctuation at their end is the sentence's, a closing
/// bracket is theirs only where they opened it.
pub fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    while let Some(sign) = text[from..].find("://").map(|at| from + at) {
        from = sign + 3;
        let Some(start) = scheme(&text[..sign]) else {
            continue;
        };
        let after_word = text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let taken = found.last().is_some_and(|(_, end)| start < *end);
        if after_word || taken {
            continue;
        }
        let end = sign + 3 + length(&text[sign + 3..]);
        let host_begins =
            text[sign + 3..end].starts_with(|c: char| c.is_alphanumeric() || c == '[');
        if host_begins {
            found.push((start, end));
            from = end;
        }
    }
    found
}

/// Where a scheme of the web begins that ends a text.
fn scheme(before: &str) -> Option<usize> {
    ["https", "http"].iter().find_map(|scheme| {
        let start = before.len().checked_sub(scheme.len())?;
        before
            .get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
            .then_some(start)
    })
}

/// How much of a text belongs to an address that has begun.
fn length(text: &str) -> usize {
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"«»“”‘’`|{}\\^…".contains(c);
    let mut end = text.find(stops).unwrap_or(text.len());
    if end > MAX_LENGTH {
        return 0;
    }
    let count = |sign: char| text[..end].matches(sign).count();
    let (mut round, mut square) = (count(')'), count(']'));
    let (opened_round, opened_square) = (count('('), count('['));
    while let Some(last) = text[..end].chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => {}
            ')' if round > opened_round => round -= 1,
            ']' if square > opened_square => square -= 1,
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let cases: [(&str, &[&str]); 12] = [
            (
                "Voir https://octet.test/a_(b).",
                &["https://octet.test/a_(b)"],
            ),
            ("(https://octet.test/x), fin", &["https://octet.test/x"]),
            (
                "http://é.test/à?b=c&d ; HTTP://x.test",
                &["http://é.test/à?b=c&d", "HTTP://x.test"],
            ),
            ("« https://octet.test/ »", &["https://octet.test/"]),
            ("«https://octet.test/»", &["https://octet.test/"]),
            ("[https://octet.test/[a]]", &["https://octet.test/[a]"]),
            (
                "https://a.test/?u=https://b.test/ fin",
                &["https://a.test/?u=https://b.test/"],
            ),
            ("ftp://x.test xhttps://y.test", &[]),
            ("https:// rien, ://x", &[]),
            ("www.octet.test", &[]),
            ("https://octet.test/a\u{202f}!", &["https://octet.test/a"]),
            ("https://octet.test…", &["https://octet.test"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = addresses(text)
                .into_iter()
                .map(|(from, to)| &text[from..to])
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
