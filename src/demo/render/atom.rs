//! Atom 1.0 (RFC 4287), its content as escaped HTML.

use super::{Issue, Item, declaration, element, rfc3339, sound};
use crate::demo::html::escape;

/// The feed's text.
pub(super) fn render(issue: &Issue) -> String {
    let site = issue.site;
    let mut xml = declaration(site).to_owned();
    xml.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n");
    element(&mut xml, "id", &format!("tag:{},2026:feed", site.domain));
    element(&mut xml, "title", site.title);
    element(&mut xml, "subtitle", site.description);
    xml.push_str(&format!(
        "<link rel=\"alternate\" href=\"{}\"/>\n",
        escape(&issue.home)
    ));
    xml.push_str(&format!(
        "<link rel=\"self\" href=\"{}\"/>\n",
        escape(&issue.feed)
    ));
    let newest = issue.items.iter().filter_map(|item| item.published).max();
    element(&mut xml, "updated", &rfc3339(newest.unwrap_or_default()));
    for item in &issue.items {
        push_entry(&mut xml, issue, item);
    }
    xml.push_str("</feed>\n");
    xml
}

fn push_entry(xml: &mut String, issue: &Issue, item: &Item) {
    xml.push_str("<entry>\n");
    element(xml, "id", item.guid.as_deref().unwrap_or(&item.link));
    element(xml, "title", item.article.title);
    xml.push_str(&format!(
        "<link rel=\"alternate\" href=\"{}\"/>\n",
        escape(&item.link)
    ));
    if let Some(address) = &item.sound {
        xml.push_str(&format!(
            "<link rel=\"enclosure\" href=\"{}\" type=\"audio/mpeg\" length=\"{}\"/>\n",
            escape(address),
            sound::silence().len()
        ));
    }
    if let Some(time) = item.published {
        element(xml, "published", &rfc3339(time));
        element(xml, "updated", &rfc3339(time));
    }
    for author in &item.article.authors {
        xml.push_str(&format!(
            "<author><name>{}</name></author>\n",
            escape(author)
        ));
    }
    for category in &item.article.categories {
        xml.push_str(&format!("<category term=\"{}\"/>\n", escape(category)));
    }
    element(xml, "summary", &item.lead());
    xml.push_str(&format!(
        "<content type=\"html\">{}</content>\n</entry>\n",
        escape(&item.carried(issue.site.body))
    ));
}
