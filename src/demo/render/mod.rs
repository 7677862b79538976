//! A site as it stands → the bytes of its feed and of its pages. One file a format; no format knows another.

mod atom;
mod json;
pub(super) mod page;
mod rdf;
mod rss;
pub(super) mod sound;

use super::edition::{Article, Body, Format, Site};
use super::html;
use crate::text::UnixTime;

/// A site as it stands.
#[derive(Debug)]
pub(super) struct Issue<'a> {
    pub site: &'a Site,
    /// Its home page's address.
    pub home: String,
    /// Its feed's address.
    pub feed: String,
    /// Its articles, in the feed's order.
    pub items: Vec<Item<'a>>,
}

/// An article as it is published.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub article: &'a Article,
    /// None in a feed that has none.
    pub guid: Option<String>,
    /// Its page's address, as the feed gives it.
    pub link: String,
    /// The whole text.
    pub html: String,
    /// None in a feed that dates nothing.
    pub published: Option<UnixTime>,
    /// Its sound's address.
    pub sound: Option<String>,
}

impl Item<'_> {
    /// The HTML the feed carries.
    fn carried(&self, body: Body) -> String {
        match body {
            Body::Full | Body::Escaped => self.html.clone(),
            Body::Teaser => format!("<p>{}</p>", html::lead(&self.html)),
        }
    }

    /// The first paragraph as plain text.
    fn lead(&self) -> String {
        html::plain(html::lead(&self.html))
    }
}

/// The feed's media type and bytes.
pub(super) fn feed(issue: &Issue) -> (&'static str, Vec<u8>) {
    let (media_type, text) = match issue.site.format {
        Format::Rss => ("application/rss+xml; charset=utf-8", rss::render(issue)),
        Format::Rdf => ("application/rdf+xml; charset=utf-8", rdf::render(issue)),
        Format::Atom => ("application/atom+xml; charset=utf-8", atom::render(issue)),
        Format::Json => ("application/feed+json", json::render(issue)),
    };
    if issue.site.latin {
        ("text/xml", latin(&text))
    } else {
        (media_type, text.into_bytes())
    }
}

/// A text as such sites send it: U+202F, which windows-1252 does not have, as a plain unbreakable space.
fn latin(text: &str) -> Vec<u8> {
    let text = text.replace('\u{202f}', "\u{a0}");
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

/// The XML declaration of a site's feed.
fn declaration(site: &Site) -> &'static str {
    if site.latin {
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
    } else {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    }
}

/// An element with text.
fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>{}</{name}>\n", html::escape(text)));
}

/// An element whose text stands in a CDATA section.
fn cdata(xml: &mut String, name: &str, text: &str) {
    let text = text.replace("]]>", "]]]]><![CDATA[>");
    xml.push_str(&format!("<{name}><![CDATA[{text}]]></{name}>\n"));
}

/// A time as RFC 3339 writes it, in UTC.
fn rfc3339(time: UnixTime) -> String {
    jiff::Timestamp::from_second(time)
        .map(|time| time.to_string())
        .unwrap_or_default()
}

/// A time as RFC 2822 writes it, in UTC.
fn rfc2822(time: UnixTime) -> String {
    jiff::Timestamp::from_second(time)
        .map(|time| time.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
