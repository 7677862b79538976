//! Where a French or English word may be hyphenated, by the patterns of TeX (`hypher`), as printers do: three letters before
//! at least and three after, never a name, code, an address, a word with figures or with a hyphen of its own.

use std::ops::Range;

use super::super::Role;
use super::super::flow::Flow;
use super::ends::is_address;
use crate::article::Tongue;
use crate::text::width;

/// Letters a word needs.
const MIN_WORD: usize = 6;
/// Bytes of the longest word looked at.
const MAX_WORD: usize = 120;
/// Letters before a hyphen and after it.
const BOUNDS: (usize, usize) = (3, 3);

/// The patterns of a language; none for one whose words stay whole.
pub fn patterns(tongue: Tongue) -> Option<hypher::Lang> {
    match tongue {
        Tongue::French => Some(hypher::Lang::French),
        Tongue::English => Some(hypher::Lang::English),
        Tongue::Other => None,
    }
}

/// The last place in a piece of the flow, from byte to byte, where a word may be hyphenated and what stands before it
/// takes `room` columns at most. A word that fits on no line is hyphenated even where it has a capital.
pub fn place(
    flow: &Flow,
    range: Range<usize>,
    room: usize,
    too_long: bool,
    patterns: hypher::Lang,
) -> Option<usize> {
    let from = range.start;
    let whole = whole_words(&flow.text, &range);
    let piece = &flow.text[range];
    if joins_words(piece) || whole.split_whitespace().any(is_verbatim_word) {
        return None;
    }
    let mut found = None;
    for (start, word) in words(piece) {
        let before = width::width(&piece[..start]);
        if before >= room {
            break;
        }
        if !is_plain(piece, start, word, too_long) || !is_running(flow, from + start, too_long) {
            continue;
        }
        let mut at = start;
        for syllable in hypher::hyphenate_bounded(word, patterns, BOUNDS.0, BOUNDS.1) {
            at += syllable.len();
            if at >= start + word.len() || before + width::width(&piece[start..at]) > room {
                break;
            }
            found = Some(from + at);
        }
    }
    found
}

/// What stands between the blanks around a piece: a line may end within a name, after a `/` or a hyphen.
fn whole_words<'a>(text: &'a str, piece: &Range<usize>) -> &'a str {
    let near = |c: &(usize, char)| !c.1.is_whitespace();
    let before = text[..piece.start].char_indices().rev().take(MAX_WORD);
    let start = before
        .take_while(near)
        .last()
        .map_or(piece.start, |(at, _)| at);
    let after = text[piece.end..].char_indices().take(MAX_WORD);
    // A blank at the piece's end ends its last word.
    let is_open = !text[..piece.end].ends_with(char::is_whitespace);
    let end = after
        .take_while(|c| is_open && near(c))
        .last()
        .map_or(piece.end, |(at, c)| piece.end + at + c.len_utf8());
    &text[start..end]
}

/// True where a no-break space joins two words: what was joined is not torn.
fn joins_words(piece: &str) -> bool {
    let is_joint = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2060}' | '\u{2011}' | ' ');
    piece.match_indices(is_joint).any(|(at, joint)| {
        piece[..at].ends_with(char::is_alphanumeric)
            && piece[at + joint.len()..].starts_with(char::is_alphanumeric)
    })
}

/// True for an address, a path, an identifier: a sign of theirs stands inside, or a figure beside a letter or a hyphen.
fn is_verbatim_word(word: &str) -> bool {
    let inside = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    // A note's figure behind a word makes no name of it.
    let bare = inside.trim_end_matches(|c: char| c.is_numeric());
    let is_named = bare.contains(|c: char| c.is_ascii_digit()) && bare.contains('-');
    is_named
        || is_address(inside)
        || inside.contains(['/', '_', '@', '=', '.', '&', '#', '\\', '~', ':'])
}

/// The runs of letters of a piece with their places.
fn words(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    piece
        .split_inclusive(|c: char| !c.is_alphabetic())
        .map(move |part| {
            let start = at;
            at += part.len();
            (start, part.trim_end_matches(|c: char| !c.is_alphabetic()))
        })
        .filter(|(_, word)| word.len() >= MIN_WORD && word.len() <= MAX_WORD)
}

/// True for a word of lower-case letters that stands alone, long enough. A word that fits on no line may have one capital
/// and hyphens of its own.
fn is_plain(piece: &str, start: usize, word: &str, too_long: bool) -> bool {
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}');
    let before = &piece[..start];
    let after = &piece[start + word.len()..];
    let is_bound = before.ends_with(char::is_numeric) || after.starts_with(char::is_numeric);
    let is_compound = before.ends_with(is_hyphen) || after.starts_with(is_hyphen);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let is_name = capitals > usize::from(too_long);
    word.chars().count() >= MIN_WORD && !is_bound && !is_name && (too_long || !is_compound)
}

/// True for running text; headings and captions are hyphenated only where a word fits on no line.
fn is_running(flow: &Flow, place: usize, too_long: bool) -> bool {
    let stretch = flow
        .stretches
        .partition_point(|stretch| stretch.end <= place);
    flow.stretches
        .get(stretch)
        .is_none_or(|stretch| match stretch.role {
            _ if stretch.style.code => false,
            Role::Text | Role::Quote => true,
            Role::Heading(_) | Role::Caption => too_long,
            Role::Ornament | Role::Code => false,
        })
}
