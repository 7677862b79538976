//! A site's pages: its home, which announces its feed, and one page an article, with the whole text.

use super::{Format, Issue, Item};
use crate::demo::html::escape;

/// The home page.
pub(in crate::demo) fn home(issue: &Issue) -> String {
    let mut main = format!(
        "<h1>{}</h1>\n<p>{}</p>\n<ul>\n",
        escape(issue.site.title),
        escape(issue.site.description)
    );
    for item in &issue.items {
        main.push_str(&format!(
            "<li><a href=\"{}\">{}</a></li>\n",
            escape(&item.link),
            escape(item.article.title)
        ));
    }
    main.push_str("</ul>\n");
    frame(issue, issue.site.title, &main)
}

/// An article's page.
pub(in crate::demo) fn article(issue: &Issue, item: &Item) -> String {
    let authors = item.article.authors.join(", ");
    let main = format!(
        "<article>\n<h1>{}</h1>\n<p class=\"byline\">{}</p>\n{}</article>\n",
        escape(item.article.title),
        escape(&authors),
        item.html
    );
    frame(issue, item.article.title, &main)
}

fn frame(issue: &Issue, title: &str, main: &str) -> String {
    let media_type = match issue.site.format {
        Format::Rss => "application/rss+xml",
        Format::Rdf => "application/rdf+xml",
        Format::Atom => "application/atom+xml",
        Format::Json => "application/feed+json",
    };
    let name = escape(issue.site.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <link rel=\"alternate\" type=\"{media_type}\" title=\"{name}\" href=\"{}\">\n</head>\n<body>\n\
         <header><a href=\"{}\">{name}</a></header>\n<main>\n{main}</main>\n\
         <footer><p>{name} · {}</p></footer>\n</body>\n</html>\n",
        escape(title),
        escape(&issue.feed),
        escape(&issue.home),
        escape(issue.site.domain)
    )
}
