//! Where a flow's lines may end: what `text::breaks` allows, but not inside an address or code, nor where the flow is
//! glued.

use super::super::flow::Flow;
use super::Rules;
use crate::text::{breaks, width};

/// Where lines may end, ascending, the end of the text included.
pub fn ends(flow: &Flow, rules: Rules) -> Vec<usize> {
    let text = flow.text.as_str();
    let mut ends = breaks::opportunities(text, rules.tongue.is_french());
    if !flow.glued.is_empty() {
        ends.retain(|end| flow.glued.binary_search(end).is_err());
    }
    let addresses = addresses(text);
    drop_inside(&mut ends, &addresses);
    let code = code(flow);
    if !code.is_empty() {
        ends.retain(|end| text[..*end].ends_with(' ') || !is_inside(&code, *end));
    }
    if rules.whole_words {
        ends.retain(|end| parts_words(text, *end));
    }
    ends.retain(|end| !opens_dialogue(text, *end));
    let asides = asides(text);
    if !asides.is_empty() {
        ends.retain(|end| asides.binary_search(end).is_err());
    }
    ends.push(text.len());
    ends
}

/// The width of the longest stretch that cannot be broken, in columns.
pub fn longest_piece(flow: &Flow, rules: Rules) -> usize {
    let mut from = 0;
    let mut longest = 0;
    for end in ends(flow, rules) {
        longest = longest.max(width::width(flow.text[from..end].trim_end()));
        from = end;
    }
    longest
}

/// The addresses and paths in a text, from byte to byte: words of narrow characters.
fn addresses(text: &str) -> Vec<(usize, usize)> {
    if !text.contains(['/', '@', '.']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c >= '\u{2e80}') {
        let bare = word.trim_end_matches(|c: char| c.is_whitespace() || c >= '\u{2e80}');
        if is_address(bare) {
            found.push((from, from + bare.len()));
        }
        from += word.len();
    }
    found
}

/// True for an address or a path.
pub fn is_address(word: &str) -> bool {
    let bare = word.trim_start_matches(['(', '[', '<', '«', '“', '"']);
    // Most words have neither: nothing is searched in them.
    if !word.bytes().any(|byte| matches!(byte, b'/' | b'@')) {
        return bare.starts_with("www.");
    }
    word.contains("://")
        || bare.starts_with("www.")
        || bare.starts_with("~/")
        || bare.starts_with("./")
        || (bare.starts_with('/') && bare[1..].contains('/'))
        || bare
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// The stretches of code, from byte to byte, neighbours joined.
fn code(flow: &Flow) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for stretch in &flow.stretches {
        if stretch.style.code {
            match found.last_mut() {
                Some(last) if last.1 == from => last.1 = stretch.end,
                _ => found.push((from, stretch.end)),
            }
        }
        from = stretch.end;
    }
    found
}

fn drop_inside(ends: &mut Vec<usize>, ranges: &[(usize, usize)]) {
    if !ranges.is_empty() {
        ends.retain(|end| !is_inside(ranges, *end));
    }
}

/// True where a place lies within one of the ranges, its borders left out.
fn is_inside(ranges: &[(usize, usize)], place: usize) -> bool {
    let next = ranges.partition_point(|(_, to)| *to <= place);
    ranges.get(next).is_some_and(|(from, _)| *from < place)
}

/// True for a place between two words: after a blank, or beside a wide character (their words have no blanks).
fn parts_words(text: &str, place: usize) -> bool {
    let (before, after) = text.split_at(place);
    let is_wide = |c: char| c >= '\u{2e80}';
    before.ends_with(|c: char| c.is_whitespace() || is_wide(c)) || after.starts_with(is_wide)
}

/// True after the dash that opens a reply (`— Oui`): it stays with the first word.
fn opens_dialogue(text: &str, place: usize) -> bool {
    place <= "— ".len() && matches!(text[..place].trim(), "—" | "–" | "-")
}

/// Where the dashes around an aside (`il vient — dit-elle — ce soir`) stay with it: behind the first of each pair and
/// before the second. None where a dash has no fellow.
fn asides(text: &str) -> Vec<usize> {
    const DASHES: [(char, &str); 2] = [('—', " — "), ('–', " – ")];
    let mut places = Vec::new();
    for (sign, dash) in DASHES {
        if !text.contains(sign) {
            continue;
        }
        let found: Vec<usize> = text.match_indices(dash).map(|(at, _)| at).collect();
        if found.len().is_multiple_of(2) {
            let pairs = found.chunks_exact(2);
            places.extend(pairs.flat_map(|pair| [pair[0] + dash.len(), pair[1] + 1]));
        }
    }
    places.sort_unstable();
    places
}
