//! What stands around and inside a date and says nothing: blanks of all widths, marks of direction, dashes and digits of
//! other scripts. Reads no date.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The longest text that is looked at, in bytes, as sent and when cleaned.
const LONGEST_SENT: usize = 1_000;
const LONGEST: usize = 200;

/// The text of a date in plain characters, trimmed; none where there is nothing or far too much.
pub fn clean(sent: &str) -> Option<Cow<'_, str>> {
    let text = sent.trim_matches(is_around);
    if text.is_empty() || text.len() > LONGEST_SENT {
        return None;
    }
    if text.is_ascii() && !text.bytes().any(|byte| byte < b' ') {
        return (text.len() <= LONGEST).then_some(Cow::Borrowed(text));
    }
    let plain: String = text.nfkc().filter_map(plain_char).collect();
    let plain = plain.trim_matches(is_around);
    let fits = !plain.is_empty() && plain.len() <= LONGEST;
    fits.then(|| plain.to_owned().into())
}

/// Quotes, brackets, commas and blanks around a date; signs may be a year's or a zone's.
fn is_around(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '[' | ']' | '\u{feff}')
}

/// The plain character for one; none for those that are not to be seen.
fn plain_char(c: char) -> Option<char> {
    let digit = |zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10);
    match c {
        c if c.is_whitespace() => Some(' '),
        '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        c if c.is_control() => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{660}'..='\u{669}' => digit('\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit('\u{6f0}'),
        '\u{966}'..='\u{96f}' => digit('\u{966}'),
        '\u{9e6}'..='\u{9ef}' => digit('\u{9e6}'),
        '\u{e50}'..='\u{e59}' => digit('\u{e50}'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_goes() {
        for (sent, read) in [
            (" 2 mars 2021\n", "2 mars 2021"),
            (
                "2\u{a0}mars\u{202f}2021 10:00 \u{2212}0500",
                "2 mars 2021 10:00 -0500",
            ),
            ("\u{200e}17\u{200e}/\u{200e}03\u{200e}/2021", "17/03/2021"),
            ("\u{661}\u{667}/\u{6f0}\u{6f3}/２０２１", "17/03/2021"),
        ] {
            assert_eq!(clean(sent).as_deref(), Some(read), "{sent:?}");
        }
        assert_eq!(clean(" \u{a0}\u{feff}"), None);
        assert_eq!(clean(&"9".repeat(201)), None);
    }
}
