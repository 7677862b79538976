//! A page as it is read: JSON-LD taken out, the rest behind the fence, one tree. Nothing is judged here.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeData, NodeRef};
use serde_json::Value;
use url::Url;

use super::super::clean::is_unseen_class;
use super::super::{fence, links};
use super::tree::attribute;

/// Scripts that are read as data, at most.
const MAX_SCRIPTS: usize = 32;
/// Bytes of a script that are read as data.
const MAX_SCRIPT: usize = 2 * 1024 * 1024;

/// Bytes of the longest text that stays in one piece.
const LONGEST_TEXT: usize = 8 * 1024;

/// A page.
pub struct Page {
    /// Its tree.
    pub document: Document,
    /// What its `<script type="application/ld+json">` hold.
    pub data: Vec<Value>,
    /// Its address, and what its relative ones are resolved against.
    pub url: Option<Url>,
    pub base: Option<Url>,
}

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread is inside [`fenced`]: a panic hook stays silent then, for the panic is caught and the page
/// has no article.
pub fn is_fenced() -> bool {
    FENCED.get()
}

/// Runs what calls the crates that build and search trees; none where they panic.
pub fn fenced<T>(run: impl FnOnce() -> Option<T>) -> Option<T> {
    let before = FENCED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(run));
    FENCED.set(before);
    result.ok().flatten()
}

impl Page {
    /// Reads a page; `url` is its address.
    pub fn read(html: &str, url: Option<&str>) -> Page {
        let data = data(html);
        let document = Document::from(fence::fence(html).as_ref());
        let url = url.and_then(|url| Url::parse(url).ok());
        let base = document
            .select_single("base[href]")
            .nodes()
            .first()
            .and_then(|node| attribute(node, "href"))
            .and_then(|href| links::resolve(&href, url.as_ref()))
            .filter(|base| matches!(base.scheme(), "http" | "https"))
            .or_else(|| url.clone());
        part_texts(&document);
        open_headings(&document);
        show_spoken(&document);
        if base != url {
            resolve(&document, base.as_ref());
        }
        Page {
            document,
            data,
            url,
            base,
        }
    }

    /// An address of the page, absolute and cleaned, where it leads to a page of the web.
    pub fn link(&self, href: &str) -> Option<String> {
        links::clean_against(href, self.base.as_ref()).filter(|url| url.starts_with("http"))
    }
}

/// Long texts in several: the serialiser looks through all that is left of a text at each `&`, and at each sign that is
/// written like a no-break space (soft hyphens, guillemets).
fn part_texts(document: &Document) {
    let is_long = |node: &NodeRef| {
        node.query_or(false, |node| match &node.data {
            NodeData::Text { contents } => contents.len() > LONGEST_TEXT,
            _ => false,
        })
    };
    let long: Vec<NodeRef> = document.root().descendants_it().filter(is_long).collect();
    for node in long {
        let text = node.text();
        let mut rest: &str = &text;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.floor_char_boundary(LONGEST_TEXT));
            node.insert_before(&document.tree.new_text(part));
            rest = after;
        }
        node.remove_from_parent();
    }
}

/// A heading whose text is a button (`<h3><button>Qui peut en bénéficier ?</button></h3>`) shows what is under it: the
/// button goes, its text stays.
fn open_headings(document: &Document) {
    let inside =
        document.select("h1 button, h2 button, h3 button, h4 button, h5 button, h6 button");
    for button in inside.nodes() {
        for child in button.children() {
            button.insert_before(&child);
        }
        button.remove_from_parent();
    }
}

/// Words kept from screen readers because others are spoken in their stead (`12,50 €` beside unseen `12 euros 50`) are
/// seen like any other: nothing says any longer that they are hidden.
fn show_spoken(document: &Document) {
    let is_spoken = |node: &NodeRef| {
        attribute(node, "class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(is_unseen_class))
    };
    for node in document.select("[aria-hidden=true]").nodes() {
        let beside = [node.prev_element_sibling(), node.next_element_sibling()];
        let is_icon = attribute(node, "class").is_some_and(|classes| classes.contains("icon"));
        if !is_icon
            && beside.iter().flatten().any(is_spoken)
            && node.text().contains(char::is_alphanumeric)
        {
            node.remove_attr("aria-hidden");
        }
    }
}

/// Addresses relative to what the page names as its base, made absolute: who reads the article knows the page's alone.
fn resolve(document: &Document, base: Option<&Url>) {
    for node in document.select("a[href], img[src]").nodes() {
        for name in ["href", "src"] {
            let absolute = attribute(node, name)
                .filter(|value| !value.starts_with('#'))
                .and_then(|value| links::resolve(&value, base));
            if let Some(absolute) = absolute {
                node.set_attr(name, absolute.as_str());
            }
        }
    }
}

/// The values of a page's JSON-LD scripts, as far as they can be read.
fn data(html: &str) -> Vec<Value> {
    let mut values = Vec::new();
    let mut rest = html;
    while let Some(at) = find_script(rest) {
        rest = &rest[at + "<script".len()..];
        let Some(end) = rest.find('>') else { break };
        let tag = rest[..end].to_ascii_lowercase();
        let body = &rest[end + 1..];
        let close = find_close(body).unwrap_or(body.len());
        if tag.contains("ld+json") && close <= MAX_SCRIPT {
            values.extend(parse(&body[..close]));
        }
        rest = &body[close..];
        if values.len() >= MAX_SCRIPTS {
            break;
        }
    }
    values
}

fn find_script(html: &str) -> Option<usize> {
    find_ascii(html, "<script")
}

fn find_close(html: &str) -> Option<usize> {
    find_ascii(html, "</script")
}

/// Where an ASCII mark that begins with `<` stands, whatever its case.
fn find_ascii(html: &str, mark: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let place = at + found;
        let there = bytes.get(place..place + mark.len());
        if there.is_some_and(|there| there.eq_ignore_ascii_case(mark.as_bytes())) {
            return Some(place);
        }
        at = place + 1;
    }
    None
}

/// JSON as pages carry it: wrapped in a comment or `CDATA`, with raw line ends inside strings, a comma or semicolon too
/// many.
fn parse(script: &str) -> Option<Value> {
    let mut text = script.trim();
    for (open, close) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ] {
        if let Some(inner) = text.strip_prefix(open) {
            text = inner.trim().trim_end_matches(close).trim();
        }
    }
    let text = text.trim_end_matches(';').trim();
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    serde_json::from_str(&mend(text)).ok()
}

/// Raw controls inside strings become blanks, commas before a closing bracket go.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        if inside {
            out.push(if c.is_control() { ' ' } else { c });
            inside = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        inside = c == '"';
        if matches!(c, '}' | ']') {
            let length = out.trim_end().len();
            if out[..length].ends_with(',') {
                out.truncate(length - 1);
            }
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_parted_and_lose_nothing() {
        let long = "co\u{ad}opé & ".repeat(5_000);
        let page = Page::read(
            &format!("<p>{}</p><p>court</p>", long.replace('&', "&amp;")),
            None,
        );
        let first = page.document.select_single("p");
        let texts = first.nodes()[0].children();
        assert!(texts.len() > 5, "{}", texts.len());
        let longest = texts.iter().map(|text| text.text().len()).max();
        assert!(longest <= Some(LONGEST_TEXT));
        assert_eq!(&*first.text(), long);
    }

    #[test]
    fn words_that_are_spoken_otherwise_are_not_hidden() {
        let html = "<p><span aria-hidden=true>12,50 €</span><span class=sr-only>12 euros 50</span> \
                    <b aria-hidden=true>→</b><span class=sr-only>suite</span> <p><i aria-hidden=true>caché</i>";
        let page = Page::read(html, None);
        let hidden: Vec<String> = page
            .document
            .select("[aria-hidden]")
            .nodes()
            .iter()
            .map(|node| node.text().to_string())
            .collect();
        assert_eq!(hidden, ["→", "caché"]);
    }
}
