//! RSS 2.0, with `content:encoded` and `dc:creator`.

use super::super::edition::{Body, Guids};
use super::{Issue, Item, cdata, declaration, element, rfc2822, sound};
use crate::demo::html::escape;

/// The feed's text.
pub(super) fn render(issue: &Issue) -> String {
    let site = issue.site;
    let mut xml = declaration(site).to_owned();
    xml.push_str(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n",
    );
    element(&mut xml, "title", site.title);
    element(&mut xml, "link", &issue.home);
    element(&mut xml, "description", site.description);
    element(&mut xml, "language", "fr");
    xml.push_str(&format!(
        "<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        escape(&issue.feed)
    ));
    for item in &issue.items {
        push_item(&mut xml, issue, item);
    }
    xml.push_str("</channel>\n</rss>\n");
    xml
}

fn push_item(xml: &mut String, issue: &Issue, item: &Item) {
    let site = issue.site;
    xml.push_str("<item>\n");
    element(xml, "title", item.article.title);
    element(xml, "link", &item.link);
    if let Some(guid) = &item.guid {
        let permanent = site.guids == Guids::Link;
        xml.push_str(&format!(
            "<guid isPermaLink=\"{permanent}\">{}</guid>\n",
            escape(guid)
        ));
    }
    if let Some(time) = item.published {
        element(xml, "pubDate", &rfc2822(time));
    }
    for author in &item.article.authors {
        element(xml, "dc:creator", author);
    }
    for category in &item.article.categories {
        cdata(xml, "category", category);
    }
    match site.body {
        Body::Full => {
            element(xml, "description", &item.lead());
            cdata(xml, "content:encoded", &item.html);
        }
        Body::Escaped => element(xml, "description", &item.html),
        Body::Teaser => element(xml, "description", &item.carried(Body::Teaser)),
    }
    if let Some(address) = &item.sound {
        xml.push_str(&format!(
            "<enclosure url=\"{}\" type=\"audio/mpeg\" length=\"{}\"/>\n",
            escape(address),
            sound::silence().len()
        ));
    }
    xml.push_str("</item>\n");
}
