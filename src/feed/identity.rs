//! The identity of an entry within its feed: guid (trimmed); else the link, normalised; else title and date; else a
//! hash of the text. The pure half: comparing with what is known is the store's.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use url::Url;

use super::{Entry, Feed};
use crate::text::UnixTime;
use crate::text::link::normalise_link;

/// What an entry is known by, each key a text that the store compares for equality.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The key it is stored under.
    pub primary: String,
    /// The key of its link and title, or without a link of its title and date where no other entry of the feed has
    /// both: an unknown guid with a known key of these is the same article.
    pub link_and_title: Option<String>,
    /// True where no other entry of the feed has its title, date and text: an unknown guid and link with known ones of
    /// these is the same article. Never by its title alone; without a date only where it has no link either.
    pub by_content: bool,
    /// Its normalised link, where no other entry of the feed has it and it is no home page: shared across feeds.
    pub link: Option<String>,
}

/// The identities of a feed's entries, in their order; `texts` are the entries' plain texts. Guids given to several
/// entries are not trusted; entries that are the same in everything share one identity.
pub fn identities(feed: &Feed, texts: &[&str]) -> Vec<Identity> {
    let guids = shared(feed.entries.iter().map(|entry| entry.guid.clone()));
    let links: Vec<Option<String>> = feed.entries.iter().map(article_link).collect();
    let times = shared(links.iter().cloned());
    let dated: Vec<Option<String>> = feed.entries.iter().map(title_and_date).collect();
    let dates = shared(dated.iter().cloned());
    let contents = contents(feed, &links, texts);
    let mut times_of_content = HashMap::new();
    for content in contents.iter().flatten() {
        *times_of_content.entry(*content).or_insert(0) += 1;
    }
    feed.entries
        .iter()
        .zip(contents)
        .zip(links.into_iter().zip(dated))
        .map(|((entry, content), (link, dated))| {
            let alone = |link: &String| times.get(link) == Some(&1);
            let own_link = link.clone().filter(alone);
            let guid = entry
                .guid
                .as_ref()
                .filter(|guid| guids.get(*guid) == Some(&1));
            let primary = match (guid, &own_link) {
                (Some(guid), _) => format!("guid:{guid}"),
                (None, Some(link)) => format!("link:{link}"),
                (None, None) => without_address(entry, link.as_deref()),
            };
            let title = entry.title.trim();
            let link_and_title = match link {
                Some(link) => {
                    Some(hashed("link-title", &[&link, title])).filter(|_| !title.is_empty())
                }
                None => dated.filter(|key| dates.get(key) == Some(&1)),
            };
            Identity {
                primary,
                link_and_title,
                by_content: content.is_some_and(|content| times_of_content[&content] == 1),
                link: own_link,
            }
        })
        .collect()
}

/// The guid that several entries share, or an empty text where nothing at all tells two entries apart; none where all
/// have an identity of their own, be it only their title and date.
pub fn untrusted(entries: &[Entry]) -> Option<String> {
    let guids = shared(entries.iter().map(|entry| entry.guid.clone()));
    let of_a_guid = |entry: &Entry| entry.guid.clone().filter(|guid| guids[guid] > 1);
    let without = |entry: &Entry| {
        let has_none = entry.guid.is_none() && entry.link.is_none();
        has_none.then(|| without_address(entry, None))
    };
    let same = || {
        shared(entries.iter().map(without))
            .into_values()
            .any(|times| times > 1)
    };
    let guid = entries.iter().find_map(of_a_guid);
    guid.or_else(|| same().then(String::new))
}

/// How many entries have each key.
fn shared(keys: impl Iterator<Item = Option<String>>) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for key in keys.flatten() {
        *times.entry(key).or_insert(0) += 1;
    }
    times
}

/// Title, date and text of an entry.
type Content<'a> = (&'a str, Option<UnixTime>, &'a str);

/// What may tell each entry where neither guid nor link stays: its title with its date, or with a text of its own
/// where it has neither date nor link.
fn contents<'a>(
    feed: &'a Feed,
    links: &[Option<String>],
    texts: &[&'a str],
) -> Vec<Option<Content<'a>>> {
    let texts = texts.iter().copied().chain(std::iter::repeat(""));
    (feed.entries.iter().zip(links).zip(texts))
        .map(|((entry, link), text)| {
            let (title, date, text) = (entry.title.trim(), entry.date(), text.trim());
            let enough = date.is_some() || (link.is_none() && !text.is_empty());
            (enough && !title.is_empty()).then_some((title, date, text))
        })
        .collect()
}

/// The key of an entry's title and date, where it has both.
fn title_and_date(entry: &Entry) -> Option<String> {
    let title = entry.title.trim();
    let date = entry.published.or(entry.updated)?.to_string();
    (!title.is_empty()).then(|| hashed("title-date", &[title, &date]))
}

/// The key of an entry that neither guid nor link tells from the others.
fn without_address(entry: &Entry, link: Option<&str>) -> String {
    let guid = entry.guid.as_deref().unwrap_or_default();
    let link = link.unwrap_or_default();
    let date = entry
        .published
        .or(entry.updated)
        .map(|date| date.to_string());
    match (entry.title.trim(), date) {
        (title, Some(date)) if !title.is_empty() => hashed("title", &[guid, link, title, &date]),
        (title, date) => hashed(
            "text",
            &[guid, link, title, &date.unwrap_or_default(), entry.html()],
        ),
    }
}

fn hashed(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let hex: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{kind}:{hex}")
}

/// The normalised link of an entry, where it may tell articles apart: a home page does not.
fn article_link(entry: &Entry) -> Option<String> {
    let url = Url::parse(entry.link.as_deref()?).ok()?;
    let home = matches!(url.path(), "" | "/")
        && url.query().is_none_or(str::is_empty)
        && !url
            .fragment()
            .is_some_and(|fragment| fragment.starts_with('!'));
    (!home).then(|| normalise_link(url.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(guid: &str, link: &str, title: &str) -> Entry {
        Entry {
            guid: Some(guid.to_owned()).filter(|guid| !guid.is_empty()),
            link: Some(link.to_owned()).filter(|link| !link.is_empty()),
            title: title.to_owned(),
            ..Entry::default()
        }
    }

    fn of(entries: Vec<Entry>) -> Vec<Identity> {
        let feed = Feed {
            entries,
            ..Feed::default()
        };
        let texts: Vec<&str> = feed.entries.iter().map(Entry::html).collect();
        identities(&feed, &texts)
    }

    #[test]
    fn guid_then_link_then_title_then_text() {
        let all = of(vec![
            entry("g1", "https://o.test/1", "Un"),
            entry("", "https://o.test/2", "Deux"),
            entry("", "", "Trois"),
        ]);
        assert_eq!(all[0].primary, "guid:g1");
        assert_eq!(all[1].primary, "link:o.test/2");
        assert!(all[2].primary.starts_with("text:"));
        assert_eq!(all[0].link.as_deref(), Some("o.test/1"));
    }

    #[test]
    fn a_corrected_title_keeps_the_identity_where_there_is_a_link() {
        let before = of(vec![entry("", "https://o.test/2", "Deu")]);
        let after = of(vec![entry("", "https://o.test/2?utm_medium=rss", "Deux")]);
        assert_eq!(before[0].primary, after[0].primary);
        assert_ne!(before[0].link_and_title, after[0].link_and_title);
    }

    #[test]
    fn what_entries_share_is_not_trusted() {
        let all = of(vec![
            entry("même", "https://o.test/1", "Un"),
            entry("même", "https://o.test/2", "Deux"),
            entry("a", "https://o.test/", "Accueil"),
            entry("b", "https://o.test/3", "Trois"),
            entry("c", "https://o.test/3", "Quatre"),
        ]);
        assert_eq!(all[0].primary, "link:o.test/1");
        assert_ne!(all[0].primary, all[1].primary);
        assert_eq!(all[2].link, None);
        assert_eq!(all[2].link_and_title, None);
        assert_eq!(all[3].link, None);
        assert_ne!(all[3].link_and_title, all[4].link_and_title);
    }

    #[test]
    fn entries_that_nothing_tells_apart_are_told() {
        for (entries, told) in [
            (vec![entry("", "", "Un")], None),
            (vec![entry("", "", "Un"), entry("", "", "Deux")], None),
            (vec![entry("", "", "Un"), entry("", "", "Un")], Some("")),
            (
                vec![entry("a", "", "Un"), entry("a", "", "Deux")],
                Some("a"),
            ),
        ] {
            assert_eq!(untrusted(&entries).as_deref(), told);
        }
    }

    #[test]
    fn without_a_link_title_and_date_are_the_second_key() {
        let dated = |guid, title, published| Entry {
            published,
            ..entry(guid, "", title)
        };
        let before = of(vec![
            dated("a1", "Un", Some(10)),
            dated("b1", "Deux", Some(10)),
            dated("c1", "Deux", Some(10)),
            dated("d1", "Trois", None),
        ]);
        let after = of(vec![dated("a2", "Un", Some(10))]);
        assert_ne!(before[0].primary, after[0].primary);
        assert!(before[0].link_and_title.is_some());
        assert_eq!(before[0].link_and_title, after[0].link_and_title);
        for not_alone in &before[1..] {
            assert_eq!(not_alone.link_and_title, None);
        }
    }

    #[test]
    fn title_date_and_text_tell_only_what_is_alone_and_more_than_a_title() {
        let sent = |link: &str, title: &str, published, text: &str| Entry {
            published,
            content: Some(text.to_owned()).filter(|text| !text.is_empty()),
            ..entry("", link, title)
        };
        let link = "https://o.test/p?t=81";
        for (what, sent, tells) in [
            ("all", sent(link, "Un", Some(10), "Texte"), true),
            ("no text", sent(link, "Un", Some(10), ""), true),
            ("no date, a link", sent(link, "Un", None, "Texte"), false),
            (
                "no date, a home page",
                sent("https://o.test/", "Un", None, "Texte"),
                true,
            ),
            ("title and text", sent("", "Un", None, "Texte"), true),
            ("a title alone", sent("", "Un", None, ""), false),
            ("no title", sent(link, " ", Some(10), "Texte"), false),
        ] {
            let other = entry("autre", "", "Autre");
            assert_eq!(of(vec![sent.clone(), other])[0].by_content, tells, "{what}");
            let twins = of(vec![sent.clone(), sent]);
            assert!(twins.iter().all(|twin| !twin.by_content), "{what}, twice");
        }
        let avis = |n: i64, text| {
            sent(
                &format!("https://o.test/avis/{n}"),
                "Multiples vulnérabilités dans les produits Octet",
                Some(n),
                text,
            )
        };
        let alike = of(vec![avis(10, "Avis"), avis(20, "Avis"), avis(10, "Suite")]);
        assert!(alike.iter().all(|one| one.by_content));
    }
}
