//! Text that has no tag at all, as people write it in feeds: its paragraphs and lists are marked up.

use std::borrow::Cow;

/// A text longer than this is parted, in bytes.
pub const LONG: usize = 8 * 1024;

/// Adds a text, a long one parted by empty comments between words: html5ever's serialiser, by which the texts of the tree
/// are read, is quadratic in the signs it escapes (`&`, `>`, U+00A0).
pub fn push_parted(out: &mut String, text: &str) {
    let mut rest = text;
    while rest.len() > LONG {
        let between = |(at, c): &(usize, char)| {
            *at >= LONG && matches!(c, ' ' | '\n' | '\t' | '&' | '>' | '\u{a0}')
        };
        let start = floor(rest, LONG);
        let Some((at, _)) = rest[start..]
            .char_indices()
            .map(|(at, c)| (start + at, c))
            .find(between)
        else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str("<!---->");
        rest = &rest[at..];
    }
    out.push_str(rest);
}

/// The last place between two characters that is not after `at`.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Text without any tag, as people write it: a blank line ends a paragraph, an item of a list stands on its own line.
pub fn with_lines(text: &str) -> Cow<'_, str> {
    let is_item = |line: &str| {
        let mark = line.split(' ').next().unwrap_or_default();
        let number = mark.trim_end_matches(['.', ')']);
        matches!(mark, "*" | "-" | "–" | "—" | "•" | "·")
            || (number.len() < mark.len()
                && (1..=3).contains(&number.len())
                && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut out = String::new();
    let (mut marked, mut apart) = (false, false);
    for line in text.trim().lines().map(str::trim) {
        if line.is_empty() {
            apart = true;
            continue;
        }
        match (apart, is_item(line)) {
            _ if out.is_empty() => {}
            (true, _) => out.push_str("\n<p>"),
            (false, true) => out.push_str("<br>\n"),
            (false, false) => out.push('\n'),
        }
        marked |= apart || is_item(line);
        apart = false;
        out.push_str(line);
    }
    match marked {
        true => Cow::Owned(out),
        false => Cow::Borrowed(text),
    }
}
