//! Styled lines for a terminal: SGR styles and OSC 8 hyperlinks. The only place of the room that writes escape
//! sequences; every text in them is sanitised, every address is one that may be opened and plain ASCII.

use crate::article::layout::Token;
use crate::article::{Document, Layout, Role, Span, links};

/// The lines with ANSI styles and OSC 8 hyperlinks.
pub fn ansi(document: &Document, layout: &Layout) -> String {
    let mut out = String::with_capacity(layout.lines.len() * 120);
    for line in &layout.lines {
        let mut open = None;
        for span in &line.spans {
            let link = span.link.filter(|link| target(document, *link).is_some());
            if link != open {
                close_link(&mut out, open);
                open_link(&mut out, document, link);
                open = link;
            }
            let codes = codes(span, link.is_some());
            if codes.is_empty() {
                out.push_str(&span.text);
            } else {
                out.push_str(&format!("\u{1b}[{codes}m{}\u{1b}[0m", span.text));
            }
        }
        close_link(&mut out, open);
        out.push('\n');
    }
    out
}

/// The address of a link that may be put into an escape sequence.
fn target(document: &Document, link: usize) -> Option<&str> {
    let url = document.links.get(link)?.url.as_str();
    (links::may_open(url) && url.bytes().all(|byte| byte.is_ascii_graphic())).then_some(url)
}

/// OSC 8 with an id, so that a link broken over two lines is one.
fn open_link(out: &mut String, document: &Document, link: Option<usize>) {
    if let Some(link) = link
        && let Some(url) = target(document, link)
    {
        out.push_str(&format!("\u{1b}]8;id=l{};{url}\u{1b}\\", link + 1));
    }
}

fn close_link(out: &mut String, link: Option<usize>) {
    if link.is_some() {
        out.push_str("\u{1b}]8;;\u{1b}\\");
    }
}

/// The SGR parameters of a span: weight, slant and lines rather than colours.
fn codes(span: &Span, linked: bool) -> String {
    let mut codes: Vec<&str> = Vec::new();
    match span.role {
        Role::Heading(level) => {
            codes.push("1");
            match level {
                0..=2 => codes.push("4"),
                3 => {}
                _ => codes.push("3"),
            }
        }
        Role::Ornament | Role::Caption => codes.push("2"),
        Role::Text | Role::Quote | Role::Code => {}
    }
    let style = span.style;
    let wanted = [
        (style.strong, "1"),
        (style.emphasis, "3"),
        (linked && span.role != Role::Ornament, "4"),
        (style.marked, "7"),
        (style.struck, "9"),
        (style.code && span.role != Role::Code, "36"),
    ];
    for (is_set, code) in wanted {
        if is_set && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.extend(match span.token {
        Some(Token::Comment) => Some("2"),
        Some(Token::Keyword) => Some("1"),
        Some(Token::String | Token::Added) => Some("32"),
        Some(Token::Number) => Some("36"),
        Some(Token::Removed) => Some("31"),
        None => None,
    });
    codes.join(";")
}
