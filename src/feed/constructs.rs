//! Texts as feeds mark them: plain or HTML, escaped, inline or in base64.

use base64::Engine as _;

use super::repair::{Node, html_from_text, html_of, is_html};

/// A text and whether it is HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    pub html: bool,
}

impl Text {
    /// The text as HTML. The paragraphs of plain text stay apart; its line ends are blanks (RFC 4287, 3.1.1.1).
    pub fn into_html(self) -> String {
        match self.html {
            true => self.value,
            false => paragraphs(&self.value),
        }
    }

    /// The same text as HTML, its line ends kept where it is plain: what people wrote line by line.
    pub fn with_lines(self) -> Text {
        if self.html || !self.value.trim().contains('\n') {
            return self;
        }
        let lines: Vec<String> = self.value.trim().lines().map(html_from_text).collect();
        Text {
            value: lines.join("<br>\n"),
            html: true,
        }
    }
}

fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let mut paragraphs = vec![String::new()];
    for line in lines.skip_while(|line| line.is_empty()) {
        match (line.is_empty(), paragraphs.last_mut()) {
            (true, Some(last)) if !last.is_empty() => paragraphs.push(String::new()),
            (false, Some(last)) => {
                last.push_str(line);
                last.push('\n');
            }
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    if paragraphs.len() < 2 {
        return html_from_text(text);
    }
    let marked = paragraphs
        .iter()
        .map(|text| format!("<p>{}</p>\n", html_from_text(text.trim_end())));
    marked.collect()
}

/// A text construct of Atom 1.0 or 0.3, in any of its types and modes.
pub fn atom_text(node: &Node<'_>) -> Text {
    let kind = node
        .attribute("type")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let mode = node
        .attribute("mode")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if mode == "base64" {
        return match from_base64(&node.text()) {
            Some(value) => Text { value, html: true },
            None => Text::default(),
        };
    }
    if let Some(best) = alternative(node) {
        return atom_text(best);
    }
    if node.has_nodes() {
        let value = html_of(node);
        return Text { value, html: true };
    }
    let value = node.text();
    let html = match kind.as_str() {
        "" | "text" | "plain" | "text/plain" => false,
        "html" | "text/html" => true,
        "xhtml" => holds_markup(&value),
        other if other.ends_with("+xml") || other.ends_with("/xml") => holds_markup(&value),
        other if other.contains('/') && !other.starts_with("text/") => {
            let value = from_base64(&value).unwrap_or_default();
            return Text { html: true, value };
        }
        _ => true,
    };
    Text { value, html }
}

/// The HTML among the forms of one content (Atom 0.3, `multipart/alternative`), else the last of them.
fn alternative<'n, 'a>(node: &'n Node<'a>) -> Option<&'n Node<'a>> {
    let kind = node.attribute("type").unwrap_or_default();
    if !kind.trim().to_ascii_lowercase().starts_with("multipart/") {
        return None;
    }
    let html = |form: &&Node<'_>| {
        let kind = form.attribute("type");
        kind.is_some_and(|kind| kind.contains("html"))
    };
    node.nodes().find(html).or_else(|| node.nodes().last())
}

/// A text that says nothing of its type: HTML where it looks like it.
pub fn either_text(node: &Node<'_>) -> Text {
    let mut text = atom_text(node);
    text.html |= holds_markup(&text.value);
    text
}

fn holds_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let name = text[at + 1..].trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric());
        is_html(&name[..end.unwrap_or(name.len())])
    })
}

fn from_base64(text: &str) -> Option<String> {
    let packed: String = text.split_ascii_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD_NO_PAD
        .decode(packed.trim_end_matches('='))
        .ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: &str) -> Text {
        Text {
            value: value.to_owned(),
            html: false,
        }
    }

    #[test]
    fn plain_text_keeps_its_paragraphs() {
        for (text, html) in [
            ("1 < 2\net 3", "1 &lt; 2\net 3"),
            ("un\n\n  deux\ntrois\n", "<p>un</p>\n<p>deux\ntrois</p>\n"),
            ("  \n un ", "  \n un "),
            ("", ""),
        ] {
            assert_eq!(plain(text).into_html(), html);
        }
    }

    #[test]
    fn text_written_line_by_line_keeps_its_lines() {
        for (text, html) in [
            ("un\n\n2 < 3\r\nfin\n", "un<br>\n<br>\n2 &lt; 3<br>\nfin"),
            ("un < deux", "un &lt; deux"),
        ] {
            assert_eq!(plain(text).with_lines().into_html(), html);
        }
    }
}
