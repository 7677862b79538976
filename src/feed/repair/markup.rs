//! Elements of the document that are a text's markup → HTML: what stands unescaped in `<description>`, what XHTML
//! content is. Written so that an HTML parser reads what the author meant.

use std::borrow::Cow;

use url::Url;

use super::super::links;
use super::names::{self, Ns};
use super::node::{Child, Node};

/// The HTML an element holds. Without child elements it is its text, which is HTML by convention; with them, the
/// markup is written out and its text escaped, unless the text itself already holds escaped markup.
pub fn html_of(node: &Node<'_>) -> String {
    html_as_held(node).into_owned()
}

/// [`html_of`], not copied where it is one text.
pub fn html_as_held<'n>(node: &'n Node<'_>) -> Cow<'n, str> {
    if !node.has_nodes() {
        return node.text_as_held();
    }
    let root = sole_div(node).unwrap_or(node);
    let escaped_markup = root.children.iter().any(|child| match child {
        Child::Text(text) => holds_tag(text),
        Child::Cdata(_) | Child::Node(_) => false,
    });
    let own = inner_base(node, None);
    let base = inner_base(root, own.as_ref()).or(own);
    let mut out = String::new();
    write_children(root, !escaped_markup, base.as_ref(), &mut out);
    Cow::Owned(out)
}

/// The longest base inside a text, in bytes: every relative address there becomes as long.
const LONGEST_INNER_BASE: usize = 256;

/// The base an element's own `xml:base` gives, where it is absolute or stands in another one: the base of the whole
/// text is applied to it later.
fn inner_base(node: &Node<'_>, around: Option<&Url>) -> Option<Url> {
    let own = node.attribute("xml:base")?.trim();
    let base = match Url::parse(own) {
        Ok(url) => url,
        Err(_) => around?.join(own).ok()?,
    };
    (base.as_str().len() <= LONGEST_INNER_BASE).then_some(base)
}

/// Takes the marks of a CDATA section out of a text that holds them as text: escaped ones, or one section in another.
pub fn strip_cdata_marks(children: &mut [Child<'_>]) {
    let marked = match children.first() {
        Some(Child::Text(text) | Child::Cdata(text)) => text.trim_start().starts_with("<![CDATA["),
        _ => false,
    };
    let after_section = matches!(children, [.., Child::Cdata(_), Child::Text(_)]);
    if marked && let Some(Child::Text(text) | Child::Cdata(text)) = children.first_mut() {
        let inner = text.trim_start().trim_start_matches("<![CDATA[").to_owned();
        *text = Cow::Owned(inner);
    }
    if let (true, Some(Child::Text(text))) = (marked || after_section, children.last_mut())
        && let Some(inner) = text.trim_end().strip_suffix("]]>")
    {
        *text = Cow::Owned(inner.to_owned());
    }
}

/// Plain text → HTML that shows it.
pub fn html_from_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, false, &mut out);
    out
}

/// The `<div>` around XHTML content, where it is all there is.
fn sole_div<'n, 'a>(node: &'n Node<'a>) -> Option<&'n Node<'a>> {
    let mut nodes = node.nodes();
    let div = nodes.next()?;
    let alone = nodes.next().is_none()
        && node.children.iter().all(|child| match child {
            Child::Text(text) | Child::Cdata(text) => text.trim().is_empty(),
            Child::Node(_) => true,
        });
    let plain = div.ns == Ns::Xhtml || node.ns == Ns::Own;
    (alone && plain && div.name.eq_ignore_ascii_case("div") && div.attribute("class").is_none())
        .then_some(div)
}

fn holds_tag(text: &str) -> bool {
    // No tag starts after the last `>`.
    let text = &text[..text.rfind('>').unwrap_or(0)];
    text.match_indices('<').any(|(at, _)| {
        let name = text[at + 1..].trim_start_matches('/');
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        names::is_html(&name[..end])
    })
}

fn write_children(node: &Node<'_>, escape: bool, base: Option<&Url>, out: &mut String) {
    for child in &node.children {
        match child {
            Child::Text(text) if escape => push_escaped(text, false, out),
            Child::Text(text) | Child::Cdata(text) => out.push_str(text),
            Child::Node(node) => write_node(node, escape, base, out),
        }
    }
}

fn write_node(node: &Node<'_>, escape: bool, base: Option<&Url>, out: &mut String) {
    let own_base = inner_base(node, base);
    let base = own_base.as_ref().or(base);

    let name = match node.ns {
        Ns::Other => node.qname,
        _ => node.name,
    };
    out.push('<');
    out.push_str(name);
    for (key, value) in &node.attributes {
        if *key == "xmlns" || key.starts_with("xmlns:") || *key == "xml:base" {
            continue;
        }
        let absolute = base.and_then(|base| links::absolute_value(key, value, base));
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        push_escaped(absolute.as_deref().unwrap_or(value), true, out);
        out.push('"');
    }
    out.push('>');
    if names::is_void(name) {
        return;
    }
    let verbatim = name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style");
    write_children(node, escape && !verbatim, base, out);
    if !node.unclosed {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

fn push_escaped(text: &str, quotes: bool, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let written = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(written);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}
