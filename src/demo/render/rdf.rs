//! RSS 1.0, the RDF one: the channel lists its items by address, the items stand beside it.

use super::{Issue, cdata, declaration, element, rfc3339};
use crate::demo::html::escape;

/// The feed's text.
pub(super) fn render(issue: &Issue) -> String {
    let site = issue.site;
    let mut xml = declaration(site).to_owned();
    xml.push_str(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n",
    );
    xml.push_str(&format!(
        "<channel rdf:about=\"{}\">\n",
        escape(&issue.feed)
    ));
    element(&mut xml, "title", site.title);
    element(&mut xml, "link", &issue.home);
    element(&mut xml, "description", site.description);
    element(&mut xml, "dc:language", "fr");
    xml.push_str("<items>\n<rdf:Seq>\n");
    for item in &issue.items {
        xml.push_str(&format!(
            "<rdf:li rdf:resource=\"{}\"/>\n",
            escape(&item.link)
        ));
    }
    xml.push_str("</rdf:Seq>\n</items>\n</channel>\n");
    for item in &issue.items {
        xml.push_str(&format!("<item rdf:about=\"{}\">\n", escape(&item.link)));
        element(&mut xml, "title", item.article.title);
        element(&mut xml, "link", &item.link);
        if let Some(time) = item.published {
            element(&mut xml, "dc:date", &rfc3339(time));
        }
        for author in &item.article.authors {
            element(&mut xml, "dc:creator", author);
        }
        for category in &item.article.categories {
            element(&mut xml, "dc:subject", category);
        }
        element(&mut xml, "description", &item.lead());
        cdata(&mut xml, "content:encoded", &item.carried(site.body));
        xml.push_str("</item>\n");
    }
    xml.push_str("</rdf:RDF>\n");
    xml
}
