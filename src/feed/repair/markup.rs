//! Elements of the document that are a text's markup → HTML: what stands unescaped in `<description>`, what XHTML
//! content is. Written so that an HTML parser reads what the author meant.

use url::Url;

use super::super::links;
use std::borrow::Cow;

use super::names::{self, Ns};
use super::node::{Child, Node};

/// The HTML an element holds. Without child elements it is its text, which is HTML by convention; with them, the
/// markup is written out and its text escaped, unless the text itself already holds escaped markup.
pub fn html_of(node: &Node<'_>) -> String {
    if !node.has_nodes() {
        return node.text();
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
    out
}

/// The base an element's own `xml:base` gives, where it is absolute or stands in another one: the base of the whole
/// text is applied to it later.
fn inner_base(node: &Node<'_>, around: Option<&Url>) -> Option<Url> {
    let own = node.attribute("xml:base")?.trim();
    match Url::parse(own) {
        Ok(url) => Some(url),
        Err(_) => around?.join(own).ok(),
    }
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
    text.match_indices('<').any(|(at, _)| {
        let name = text[at + 1..].trim_start_matches('/');
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        names::is_html(&name[..end]) && text[at..].contains('>')
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
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
