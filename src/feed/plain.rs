//! HTML in a field that is plain text (titles, names, categories) → the text: tags of HTML go, references are
//! resolved once, and what only looks like markup (`A < B`, `Vec<String>`, `AT&T`) stays.

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

/// The text of HTML: known tags and comments gone, references resolved once.
fn without_markup(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let html = repair::start(html, LONGEST);
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&resolve_all(&rest[..at], standard));
        rest = &rest[at..];
        match tag_length(rest) {
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

/// The length of the tag, comment or script at the start, and whether it separates words.
fn tag_length(text: &str) -> Option<(usize, bool)> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| (end + 3, false));
    }
    let name_start = if text.starts_with("</") { 2 } else { 1 };
    let name = &text[name_start..];
    let name_end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let name = name[..name_end].to_ascii_lowercase();
    if !is_html(&name) {
        return None;
    }
    let end = text[1..].find(['<', '>'])? + 1;
    if text[end..].starts_with('<') {
        return None;
    }
    if name_start == 1 && matches!(name.as_str(), "script" | "style") {
        let close = format!("</{name}");
        let lower = text.to_ascii_lowercase();
        let closed = lower
            .find(&close)
            .and_then(|at| text[at..].find('>').map(|end| at + end + 1));
        return Some((closed.unwrap_or(end + 1), false));
    }
    let breaks = matches!(
        name.as_str(),
        "br" | "p" | "div" | "li" | "tr" | "td" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    );
    Some((end + 1, breaks))
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
            ("I <3 toi", "I <3 toi"),
            ("a <b", "a <b"),
            ("<!-- c -->d", "d"),
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
