//! Trees → the canonical document the strict parser sees: RSS 2.0 or Atom 1.0 with the elements it reads well, each
//! once, each holding text alone. Everything else is read beside it. Every entry's identity is its number, so that
//! what the strict parser gives back is matched without doubt. Long bodies, which it would give back as they are, wait
//! beside the document: written out and read again they were half of all the time.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::super::constructs::atom_text;
use super::markup::html_as_held;
use super::names::Ns;
use super::node::Node;
use super::tree::Family;

/// The whole document around a head and entries.
pub fn document(family: Family, head: &str, entries: &[&str]) -> String {
    let (start, end) = match family {
        Family::Rss => (
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel",
            "</channel></rss>",
        ),
        Family::Atom => ("<feed xmlns=\"http://www.w3.org/2005/Atom\"", "</feed>"),
    };
    let length = entries.iter().map(|entry| entry.len()).sum::<usize>();
    let mut out = String::with_capacity(start.len() + head.len() + length + end.len());
    out.push_str(start);
    out.push_str(">\n");
    out.push_str(head);
    for entry in entries {
        out.push_str(entry);
    }
    out.push_str(end);
    out
}

/// A child of the feed that is no entry.
pub fn feed_child(family: Family, node: &Node<'_>, out: &mut String) {
    if node.ns != Ns::Own {
        return;
    }
    // Only entries have bodies.
    let mut none = Bodies::default();
    match (family, node.name.to_ascii_lowercase().as_str()) {
        (Family::Rss, "title" | "description" | "language") => {
            text_element(
                &node.name.to_ascii_lowercase(),
                &html_as_held(node),
                &[],
                out,
            );
        }
        (Family::Atom, "title") => atom_element("title", node, &mut none, out),
        (Family::Atom, "subtitle" | "tagline") => atom_element("subtitle", node, &mut none, out),
        _ => {}
    }
}

/// An entry's long bodies as the strict parser would give them back; in the document stands [`HELD`] in their place.
#[derive(Debug, Default)]
pub struct Bodies {
    pub summary: Option<String>,
    pub content: Option<String>,
}

/// What stands for a long body.
const HELD: &str = "…";
/// The shortest body that waits beside the document, in bytes.
const LONG: usize = 256;

impl Bodies {
    /// What to write of an element's text; a long body is kept here.
    fn hold<'t>(&mut self, name: &str, text: Cow<'t, str>) -> Cow<'t, str> {
        let slot = match name {
            _ if text.len() < LONG => return text,
            "description" | "summary" => &mut self.summary,
            "content:encoded" | "content" => &mut self.content,
            _ => return text,
        };
        // The strict parser trims all but RSS's content.
        let trimmed = text.trim();
        *slot = Some(
            match trimmed.len() == text.len() || name == "content:encoded" {
                true => text.into_owned(),
                false => trimmed.to_owned(),
            },
        );
        Cow::Borrowed(HELD)
    }
}

/// An entry with its number as identity, and its long bodies.
pub fn entry(family: Family, node: &Node<'_>, number: usize) -> (String, Bodies) {
    let mut bodies = Bodies::default();
    let mut out = String::new();
    out.push_str(if family == Family::Rss {
        "<item"
    } else {
        "<entry"
    });
    out.push('>');
    match family {
        Family::Rss => rss_item(node, number, &mut bodies, &mut out),
        Family::Atom => atom_entry(node, number, &mut bodies, &mut out),
    }
    (out, bodies)
}

fn rss_item(item: &Node<'_>, number: usize, bodies: &mut Bodies, out: &mut String) {
    let _ = write!(out, "<guid>{number}</guid>");
    let mut written = Vec::new();
    for node in item.nodes() {
        let name = match node.ns {
            Ns::Own => node.name.to_ascii_lowercase(),
            Ns::Content if node.name.eq_ignore_ascii_case("encoded") => {
                "content:encoded".to_owned()
            }
            _ => continue,
        };
        match name.as_str() {
            "title" | "description" | "content:encoded" => {
                let text = html_as_held(node);
                if !text.trim().is_empty() && !written.contains(&name) {
                    text_element(&name, &bodies.hold(&name, text), &[], out);
                    written.push(name);
                }
            }
            "category" => {
                let domain = node.attribute("domain").unwrap_or_default();
                text_element("category", &node.text_as_held(), &[("domain", domain)], out);
            }
            _ => {}
        }
    }
    out.push_str("</item>\n");
}

fn atom_entry(entry: &Node<'_>, number: usize, bodies: &mut Bodies, out: &mut String) {
    let _ = write!(out, "<id>{number}</id>");
    let mut written = Vec::new();
    for node in entry.nodes().filter(|node| node.ns == Ns::Own) {
        let name = node.name.to_ascii_lowercase();
        match name.as_str() {
            "title" | "summary" | "content" if !written.contains(&name) => {
                let before = out.len();
                atom_element(&name, node, bodies, out);
                if out.len() > before {
                    written.push(name);
                }
            }
            "category" => {
                let kept = ["term", "label", "scheme"]
                    .map(|name| (name, node.attribute(name).unwrap_or_default()));
                text_element("category", "", &kept, out);
            }
            _ => {}
        }
    }
    out.push_str("</entry>\n");
}

/// A text construct of Atom, as `text` or `html`; nothing where it is empty.
fn atom_element(name: &str, node: &Node<'_>, bodies: &mut Bodies, out: &mut String) {
    let text = atom_text(node);
    if !text.value.trim().is_empty() {
        let kind = if text.html { "html" } else { "text" };
        let value = bodies.hold(name, Cow::Owned(text.value));
        text_element(name, &value, &[("type", kind)], out);
    }
}

fn text_element(name: &str, text: &str, attributes: &[(&str, &str)], out: &mut String) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(out, " {key}=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
    match is_fit_for_cdata(text) {
        true => {
            out.push_str("<![CDATA[");
            out.push_str(text);
            out.push_str("]]>");
        }
        false => escape(text, out),
    }
    let _ = write!(out, "</{name}>");
}

/// True for a text with markup that a CDATA section can hold: read at once, not reference by reference.
fn is_fit_for_cdata(text: &str) -> bool {
    let (mut markup, mut unfit) = (false, false);
    for byte in text.bytes() {
        markup |= matches!(byte, b'<' | b'&');
        unfit |= matches!(byte, b'\r' | 0);
    }
    markup && !unfit && !text.contains("]]>")
}

/// Escapes for XML. Control characters pass, so that escape sequences are removed whole later on.
fn escape(text: &str, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let written = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\r' => "&#13;",
            0 => "",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(written);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}
