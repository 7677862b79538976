//! What `feed` and `article` made becomes what `store` keeps. Pure.

use url::Url;

use crate::article;
use crate::feed::{Entry, Feed, identity};
use crate::store::NewArticle;
use crate::text::sanitise;

/// The articles of a parsed feed, in its order, each with its identity and its words.
pub fn articles(feed: &Feed) -> Vec<NewArticle> {
    let plains: Vec<_> = (feed.entries.iter())
        .map(|entry| article::plain_text(entry.html()))
        .collect();
    let texts: Vec<&str> = plains.iter().map(|plain| plain.text.as_str()).collect();
    identity::identities(feed, &texts)
        .into_iter()
        .zip(feed.entries.iter().zip(plains))
        .map(|(identity, (entry, plain))| {
            NewArticle {
                key: identity.primary,
                link_and_title: identity.link_and_title,
                by_content: identity.by_content,
                shared_link: identity.link,
                guid: entry.guid.clone(),
                title: title(entry, &plain.text),
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

/// The longest title made of a text, in characters.
const LONGEST_TITLE: usize = 100;

/// What an article goes by: its title; where it has none, as in a stream of short messages, how its text begins, else
/// the last part of its address, else the name of its file.
fn title(entry: &Entry, text: &str) -> String {
    if !entry.title.is_empty() {
        return entry.title.clone();
    }
    let begins = beginning(text);
    let file = entry.enclosures.first().map(|file| file.url.as_str());
    let addresses = [entry.link.as_deref(), file].into_iter().flatten();
    std::iter::once(begins)
        .chain(addresses.map(last_part))
        .find(|title| !title.is_empty())
        .unwrap_or_default()
}

/// The first words of a text, on one line; an ellipsis where more follow.
fn beginning(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() && out.chars().count() + word.chars().count() >= LONGEST_TITLE {
            return out + "…";
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(LONGEST_TITLE));
    }
    out
}

/// The last part of an address that says something.
fn last_part(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return String::new();
    };
    let mut parts = url.path_segments().into_iter().flatten();
    let last = parts.rfind(|part| !part.is_empty()).unwrap_or_default();
    let readable = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
    sanitise::line(&readable.replace(['-', '_'], " "))
}

fn enclosures(entry: &Entry) -> Option<String> {
    if entry.enclosures.is_empty() {
        return None;
    }
    serde_json::to_string(&entry.enclosures).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Enclosure;

    #[test]
    fn an_article_without_a_title_goes_by_what_it_has() {
        let entry = |link: &str, file: &str| Entry {
            link: Some(link.to_owned()).filter(|link| !link.is_empty()),
            enclosures: vec![Enclosure {
                url: file.to_owned(),
                ..Enclosure::default()
            }],
            ..Entry::default()
        };
        let file = "https://octet-libre.test/son/une-%C3%A9mission.mp3";
        let long = "mot ".repeat(60);
        for (found, expected) in [
            (title(&entry("", ""), "Bonjour\nà tous"), "Bonjour à tous"),
            (
                title(&entry("https://octet-libre.test/a/le-mot-juste/", file), ""),
                "le mot juste",
            ),
            (
                title(&entry("https://octet-libre.test/", file), ""),
                "une émission.mp3",
            ),
            (title(&entry("", "x"), ""), ""),
        ] {
            assert_eq!(found, expected);
        }
        let cut = title(&entry("", ""), &long);
        assert!(
            cut.ends_with(" mot…") && cut.chars().count() <= 100,
            "{cut}"
        );
        let named = Entry {
            title: "Titre".to_owned(),
            ..entry("", "")
        };
        assert_eq!(title(&named, "texte"), "Titre");
    }
}
