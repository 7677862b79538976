//! HTML in a field that is plain text (titles, names, categories) → the text: tags of HTML go, references are
//! resolved once, and what only looks like markup (`A < B`, `Vec<String>`, `AT&T`) stays.

use std::collections::HashSet;

use crate::text::sanitise;

use super::constructs::Text;
use super::decode::undouble;
use super::repair::{self, is_html, resolve_all, standard};

/// How much of a field is looked at, in bytes: far more than a line keeps.
const LONGEST: usize = 65_536;

/// One line of plain text, sanitised, of a text that may be HTML.
pub fn line(text: &Text) -> String {
    match text.html {
        true => line_from_html(&text.value),
        false => line_from_text(&text.value),
    }
}

/// One line of plain text, sanitised, of HTML.
pub fn line_from_html(html: &str) -> String {
    line_from_text(&without_markup(html))
}

/// One line of plain text, sanitised, of text.
pub fn line_from_text(text: &str) -> String {
    match undouble(text) {
        Some(mended) => sanitise::line(&mended),
        None => sanitise::line(text),
    }
}

/// The text of HTML: known tags and comments gone, references resolved once. A start tag that nothing closes, though
/// its element needs it or attributes, is a tag spoken of (« la balise <title> ») and stays.
fn without_markup(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let html = repair::start(html, LONGEST);
    let closed = closed_elements(html);
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut endless = Endless::default();
    while let Some(at) = rest.find('<') {
        out.push_str(&resolve_all(&rest[..at], standard));
        rest = &rest[at..];
        match tag_length(rest, &closed, &mut endless) {
            Some((length, breaks)) => {
                if breaks {
                    out.push(' ');
                }
                rest = &rest[length..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(&resolve_all(rest, standard));
    out
}

/// The names of the end tags in a text, in lower case.
fn closed_elements(html: &str) -> HashSet<String> {
    let ends = html.match_indices("</").take(1_000);
    ends.map(|(at, _)| element_name(&html[at + 2..])).collect()
}

fn element_name(text: &str) -> String {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    text[..end.unwrap_or(text.len())].to_ascii_lowercase()
}

/// Elements whose start tag stands without an end tag or attributes in texts as people write them: those that need no
/// end (HTML, "optional tags") and what a cut title leaves open.
const ALONE: [&str; 21] = [
    "br", "hr", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "option", "b", "i", "u", "s", "em",
    "strong", "small", "sub", "sup", "tt",
];

/// What is known to have no end in the rest of a text, so that it is searched for once.
#[derive(Default)]
struct Endless {
    comment: bool,
    script: bool,
    style: bool,
}

/// The length of the tag, comment or script at the start, and whether it separates words.
fn tag_length(
    text: &str,
    closed: &HashSet<String>,
    endless: &mut Endless,
) -> Option<(usize, bool)> {
    if text.starts_with("<!--") {
        let end = if endless.comment {
            None
        } else {
            text.find("-->")
        };
        endless.comment = end.is_none();
        return end.map(|end| (end + 3, false));
    }
    let is_start = !text.starts_with("</");
    let name = element_name(&text[if is_start { 1 } else { 2 }..]);
    if !is_html(&name) {
        return None;
    }
    let end = text[1..].find(['<', '>'])? + 1;
    if text[end..].starts_with('<') {
        return None;
    }
    let is_empty = text[..end].ends_with('/');
    let has_attributes = text[..end].contains('=');
    // `a<b and c>d`: words where attributes would stand.
    let inside = text[..end].get(name.len() + 1..).unwrap_or_default();
    if is_start && !has_attributes && !inside.trim_matches(['/', ' ', '\n', '\t']).is_empty() {
        return None;
    }
    let spoken_of = is_start
        && !is_empty
        && !has_attributes
        && !closed.contains(&name)
        && !ALONE.contains(&name.as_str());
    if spoken_of {
        return None;
    }
    let known = match name.as_str() {
        "script" => Some(&mut endless.script),
        "style" => Some(&mut endless.style),
        _ => None,
    };
    if let Some(endless) = known.filter(|_| is_start) {
        let end_tag = if *endless { None } else { end_of(text, &name) };
        *endless = end_tag.is_none();
        return Some((end_tag.unwrap_or(end + 1), false));
    }
    let breaks = matches!(
        name.as_str(),
        "br" | "p" | "div" | "li" | "tr" | "td" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    );
    Some((end + 1, breaks))
}

/// Where the element that starts the text is closed: after the `>` of its end tag.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let is_end = |&(at, _): &(usize, &str)| {
        let found = text.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let (at, _) = text.match_indices("</").find(is_end)?;
    text[at..].find('>').map(|end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_goes_and_what_looks_like_it_stays() {
        for (html, text) in [
            ("Un <em>deux</em> trois", "Un deux trois"),
            ("A < B et AT&T", "A < B et AT&T"),
            ("Vec<String> en Rust", "Vec<String> en Rust"),
            ("L&eacute;o &amp; L&eacute;a", "Léo & Léa"),
            ("L&amp;eacute;o", "L&eacute;o"),
            ("a<br/>b", "a b"),
            ("x<script>y()</script>z", "xz"),
            ("x<script>y('</s')</SCRIPT >z<style>b</style>", "xz"),
            ("x<script a=b>y<script c=d>z", "xyz"),
            ("<!-- a <!-- b<b>c</b>", "<!-- a <!-- bc"),
            ("I <3 toi", "I <3 toi"),
            ("a <b", "a <b"),
            ("<!-- c -->d", "d"),
            ("La balise <title> en HTML", "La balise <title> en HTML"),
            ("<input> et <br><button>", "<input> et  <button>"),
            ("<p>Un <b>deux</b>", " Un deux"),
            ("if a<b and c>d", "if a<b and c>d"),
            ("Use <div> and <span>", "Use <div> and <span>"),
            ("fin</b>", "fin"),
        ] {
            assert_eq!(without_markup(html), text, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(html in "[<>&;/a-zé! -]{0,40}") {
            let _ = without_markup(&html);
        }
    }
}
