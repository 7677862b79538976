//! What `feed` and `article` made becomes what `store` keeps. Pure.

use crate::article;
use crate::feed::{Feed, identity};
use crate::store::NewArticle;

/// The articles of a parsed feed, in its order, each with its identity and its words.
pub fn articles(feed: &Feed) -> Vec<NewArticle> {
    identity::identities(feed)
        .into_iter()
        .zip(&feed.entries)
        .map(|(identity, entry)| {
            let plain = article::plain_text(entry.html());
            NewArticle {
                key: identity.primary,
                link_and_title: identity.link_and_title,
                shared_link: identity.link,
                guid: entry.guid.clone(),
                title: entry.title.clone(),
                link: entry.link.clone(),
                // Many feeds send the date of the last change alone.
                published: entry.date(),
                updated: entry.updated,
                authors: entry.authors.clone(),
                categories: entry.categories.clone(),
                language: entry.language.clone().or_else(|| feed.language.clone()),
                html: entry.html().to_owned(),
                text: plain.text,
                words: plain.words,
                enclosures: enclosures(entry),
            }
        })
        .collect()
}

fn enclosures(entry: &crate::feed::Entry) -> Option<String> {
    if entry.enclosures.is_empty() {
        return None;
    }
    serde_json::to_string(&entry.enclosures).ok()
}
