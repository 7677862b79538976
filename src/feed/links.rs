//! Addresses: relative → absolute against the right base, alone and inside HTML, where values alone are rewritten and
//! all else stays as sent.

use std::borrow::Cow;

use url::Url;

use super::repair::{resolve_all, standard};

/// Schemes an article's link may have; `javascript:`, `data:` and their like are none.
const SCHEMES: [&str; 9] = [
    "http", "https", "ftp", "gemini", "gopher", "mailto", "magnet", "news", "tel",
];

/// The longest base that addresses are resolved against, in bytes: each of them becomes as long.
pub const LONGEST_BASE: usize = 2_048;

/// How much longer HTML may become by its addresses: so many times, and so many bytes more.
const GROWTH: (usize, usize) = (16, 4_096);

fn short(base: Option<&Url>) -> Option<&Url> {
    base.filter(|base| base.as_str().len() <= LONGEST_BASE)
}

/// The absolute address of a link: as sent where it is absolute and sound (no `/` added, no dots resolved), else
/// resolved and percent-encoded as the URL standard says. None where it is no address one may follow.
pub fn absolute(href: &str, base: Option<&Url>) -> Option<String> {
    let href = without_line_ends(href.trim());
    if href.is_empty() {
        return None;
    }
    let parsed = Url::parse(&href);
    let sound =
        parsed.as_ref().is_ok_and(|url| has_its_slashes(&href, url)) && href.bytes().all(is_sound);
    let url = match parsed {
        Ok(url) => url,
        Err(_) => short(base)?.join(&href).ok()?,
    };
    if !SCHEMES.contains(&url.scheme()) {
        return None;
    }
    Some(match sound {
        true => href.into_owned(),
        false => url.into(),
    })
}

/// True for an identity that is an address of the web.
pub fn is_web(identity: &str) -> bool {
    (identity.starts_with("http://") || identity.starts_with("https://"))
        && absolute(identity, None).is_some()
}

/// False for `https:/x.test/` and `https:x.test`, which only the URL standard reads as addresses with a host.
fn has_its_slashes(href: &str, url: &Url) -> bool {
    !url.has_host() || href[url.scheme().len()..].starts_with("://")
}

/// What an address may hold as it is (RFC 3986).
fn is_sound(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte)
}

/// Line ends and tabs inside an address are breaks of the sender's editor.
fn without_line_ends(href: &str) -> Cow<'_, str> {
    match href.contains(['\n', '\r', '\t']) {
        true => Cow::Owned(href.split(['\n', '\r', '\t']).map(str::trim).collect()),
        false => Cow::Borrowed(href),
    }
}

/// Attributes of HTML that hold an address (HTML, "attributes", type URL; the `data-…` are those of lazy images).
const ADDRESSES: [&str; 15] = [
    "href",
    "src",
    "poster",
    "cite",
    "action",
    "formaction",
    "background",
    "longdesc",
    "codebase",
    "data",
    "usemap",
    "xlink:href",
    "data-src",
    "data-original",
    "data-lazy-src",
];

/// Attributes that hold a list of them.
const LISTS: [&str; 3] = ["srcset", "data-srcset", "data-lazy-srcset"];

/// HTML with its relative addresses made absolute. Linear; what is no tag is copied as it is.
pub fn absolute_html<'h>(html: &'h str, base: Option<&Url>) -> Cow<'h, str> {
    let Some(base) = short(base) else {
        return Cow::Borrowed(html);
    };
    let most = html.len() * GROWTH.0 + GROWTH.1;
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let tag = at + found;
        if html[tag..].starts_with("<!--") {
            at = html[tag..]
                .find("-->")
                .map_or(html.len(), |end| tag + end + 3);
            continue;
        }
        let mut scanner = Scanner { html, at: tag + 1 };
        if !scanner.name() {
            at = tag + 1;
            continue;
        }
        while let Some((name, start, end)) = scanner.attribute() {
            if out.len() > most {
                continue;
            }
            if let Some(value) = mended(name, &html[start..end], base) {
                out.push_str(&html[copied..start]);
                out.push_str(&value);
                copied = end;
            }
        }
        at = scanner.at;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// The new value of an attribute, both as HTML writes it; none where it stays.
fn mended(name: &str, value: &str, base: &Url) -> Option<String> {
    if !is_one_of(name, &ADDRESSES) && !is_one_of(name, &LISTS) {
        return None;
    }
    if !is_one_of(name, &LISTS) && is_of_the_web(value.trim_start()) {
        return None;
    }
    absolute_value(name, &resolve_all(value, standard), base).map(|value| for_attribute(&value))
}

/// The absolute form of an HTML attribute's value, references resolved; none where the attribute holds no address or
/// nothing in it is relative.
pub fn absolute_value(name: &str, value: &str, base: &Url) -> Option<String> {
    if is_one_of(name, &LISTS) {
        return absolute_list(value, base);
    }
    is_one_of(name, &ADDRESSES)
        .then(|| joined(value, base))
        .flatten()
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A list of addresses and descriptors; as in HTML, an address ends with a blank, for it may hold commas (`data:`).
fn absolute_list(value: &str, base: &Url) -> Option<String> {
    let mut changed = false;
    let mut out = String::new();
    for piece in value.split_inclusive([' ', '\n', '\t']) {
        let descriptor = match piece.split_once(',') {
            Some((first, _)) if is_descriptor(first) => first.len() + 1,
            None if is_descriptor(piece.trim_end()) => piece.len(),
            _ => 0,
        };
        let (before, rest) = piece.split_at(descriptor);
        let address = rest.trim_end_matches([' ', '\n', '\t', ',']);
        out.push_str(before);
        match joined(address, base) {
            Some(absolute) => {
                changed = true;
                out.push_str(&absolute);
            }
            None => out.push_str(address),
        }
        out.push_str(&rest[address.len()..]);
    }
    changed.then_some(out)
}

/// `2x`, `640w`, `480h`.
fn is_descriptor(text: &str) -> bool {
    let number = text.strip_suffix(['w', 'x', 'h']);
    number.is_some_and(|number| number.parse::<f64>().is_ok())
}

/// A relative reference made absolute; none for what is absolute, empty or a place in the same text.
fn joined(reference: &str, base: &Url) -> Option<String> {
    let reference = reference.trim();
    if reference.is_empty()
        || reference.starts_with('#')
        || is_of_the_web(reference)
        || Url::parse(reference).is_ok()
    {
        return None;
    }
    base.join(reference).ok().map(Into::into)
}

/// True for most of what is absolute, without a closer look: with two slashes after it, a scheme of the web makes an
/// address absolute, or none at all.
fn is_of_the_web(reference: &str) -> bool {
    reference.starts_with("https://") || reference.starts_with("http://")
}

fn for_attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// Walks the attributes of one tag.
struct Scanner<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Scanner<'h> {
    fn peek(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, fits: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&fits) {
            self.at += 1;
        }
    }

    /// Passes a start tag's name; false where there is none.
    fn name(&mut self) -> bool {
        // What is no name is not passed: a run of `<` would be walked again from each.
        let starts = self.peek().is_some_and(|byte| byte.is_ascii_alphabetic());
        if !starts {
            return false;
        }
        self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>' && byte != b'/');
        starts
    }

    /// The next attribute's name and the range of its value; none at the tag's end.
    fn attribute(&mut self) -> Option<(&'h str, usize, usize)> {
        loop {
            self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
            let start = self.at;
            self.skip(|byte| !byte.is_ascii_whitespace() && !b"=>/".contains(&byte));
            let name = &self.html[start..self.at];
            self.skip(|byte| byte.is_ascii_whitespace());
            match self.peek()? {
                b'=' => {}
                b'>' => {
                    self.at += 1;
                    return None;
                }
                _ => continue,
            }
            self.at += 1;
            self.skip(|byte| byte.is_ascii_whitespace());
            let quote = self.peek()?;
            if quote == b'"' || quote == b'\'' {
                self.at += 1;
                let start = self.at;
                self.skip(|byte| byte != quote);
                let end = self.at;
                self.peek()?;
                self.at += 1;
                return Some((name, start, end));
            }
            let start = self.at;
            self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
            return Some((name, start, self.at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn base() -> Url {
        Url::parse("https://octet-libre.test/2026/une.html").expect("a good address")
    }

    #[test]
    fn links_of_articles() {
        for (href, link) in [
            ("/a?b=1&c=2", Some("https://octet-libre.test/a?b=1&c=2")),
            ("deux.html", Some("https://octet-libre.test/2026/deux.html")),
            ("//cdn.test/x", Some("https://cdn.test/x")),
            (" https://x.test/a\n b ", Some("https://x.test/ab")),
            ("https:/x.test/a", Some("https://x.test/a")),
            ("HTTPS:x.test/a", Some("https://x.test/a")),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("", None),
        ] {
            assert_eq!(absolute(href, Some(&base())).as_deref(), link, "{href}");
        }
        assert_eq!(absolute("/a", None), None);
    }

    #[test]
    fn html_keeps_all_but_relative_addresses() {
        for (html, mended) in [
            (
                "<a HREF='/x?a=1&amp;b=2'>x</a>",
                "<a HREF='https://octet-libre.test/x?a=1&amp;b=2'>x</a>",
            ),
            (
                "<img src=i.png alt=\"href='/n'\">",
                "<img src=https://octet-libre.test/2026/i.png alt=\"href='/n'\">",
            ),
            (
                "<img srcset=\"a.png 1x, /b.png 2x\">",
                "<img srcset=\"https://octet-libre.test/2026/a.png 1x, https://octet-libre.test/b.png 2x\">",
            ),
            (
                "<img srcset='data:image/png;base64,AA== 1x,/b.png 2x'>",
                "<img srcset='data:image/png;base64,AA== 1x,https://octet-libre.test/b.png 2x'>",
            ),
            ("<<<!<a href=\"#note\">1</a>", "<<<!<a href=\"#note\">1</a>"),
            ("<a href=\"http://y.test/\">", "<a href=\"http://y.test/\">"),
            ("3 < 4 href='/x'", "3 < 4 href='/x'"),
            ("<!-- <a href='/x'> -->", "<!-- <a href='/x'> -->"),
            ("<a href='/x", "<a href='/x"),
        ] {
            assert_eq!(absolute_html(html, Some(&base())), mended, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_html_is_read(html in "[<>&=/a-z'\" #éhrefsrcset!-]{0,60}") {
            let _ = absolute_html(&html, Some(&base()));
        }
    }
}
