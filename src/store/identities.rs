//! By which keys an entry is known, and to which status they lead. Keys outlive articles: what was cleaned away and
//! comes back finds its status again. Here the pure half of identity (what an entry is known by) meets what is stored.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{NewArticle, UnixTime};

/// A key as stored: the first half of a SHA-256.
pub(super) type Key = [u8; 16];

/// What kind of text a key is made of, so that a guid that looks like a link is no link.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Entry,
    LinkAndTitle,
    Content,
    SharedLink,
}

/// The keys of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    /// The one it is stored under.
    pub entry: Key,
    /// Of its link and title, or of its title and date.
    pub link_and_title: Option<Key>,
    /// Of its title, date and text.
    pub content: Option<Key>,
    /// Of the link it shares with other feeds; not within a feed but across all.
    pub shared_link: Option<Key>,
}

impl Keys {
    /// The keys of an article whose title and text have this hash.
    pub(super) fn of(article: &NewArticle, text_hash: i64) -> Keys {
        Keys {
            entry: key(Kind::Entry, &article.key),
            link_and_title: article
                .link_and_title
                .as_deref()
                .map(|text| key(Kind::LinkAndTitle, text)),
            content: article
                .by_content
                .then(|| content(article.published, text_hash)),
            shared_link: article
                .shared_link
                .as_deref()
                .map(|text| key(Kind::SharedLink, text)),
        }
    }
}

/// The key of an article's title, date and text, made of what is stored of them.
pub(super) fn content(published: Option<UnixTime>, text_hash: i64) -> Key {
    key(Kind::Content, &format!("{published:?} {text_hash}"))
}

fn key(kind: Kind, text: &str) -> Key {
    let kind = match kind {
        Kind::Entry => b'e',
        Kind::LinkAndTitle => b't',
        Kind::Content => b'c',
        Kind::SharedLink => b's',
    };
    let digest = Sha256::new()
        .chain_update([kind])
        .chain_update(text)
        .finalize();
    let mut key = Key::default();
    key.copy_from_slice(&digest[..16]);
    key
}

/// The status that articles of this link have in other feeds, where this feed has no article with it yet: two
/// articles of one feed never share a status.
pub(super) fn shared_status(
    conn: &Connection,
    feed: i64,
    link: Option<&Key>,
) -> rusqlite::Result<Option<i64>> {
    let Some(link) = link else {
        return Ok(None);
    };
    conn.prepare_cached(
        "SELECT status FROM shared_links WHERE key = ?2 AND NOT EXISTS
         (SELECT 1 FROM articles WHERE articles.status = shared_links.status AND feed = ?1)",
    )?
    .query_row(params![feed, link], |row| row.get(0))
    .optional()
}

/// Remembers the keys of an article: they lead to this status from now on. Its link is another feed's too and stays
/// with the first that had it.
pub(super) fn remember(
    conn: &Connection,
    feed: i64,
    keys: &Keys,
    status: i64,
) -> rusqlite::Result<()> {
    let mut replace = conn.prepare_cached(
        "INSERT OR REPLACE INTO identities (feed, key, status) VALUES (?1, ?2, ?3)",
    )?;
    for key in [Some(keys.entry), keys.link_and_title, keys.content]
        .iter()
        .flatten()
    {
        replace.execute(params![feed, key, status])?;
    }
    if let Some(key) = keys.shared_link {
        conn.prepare_cached("INSERT OR IGNORE INTO shared_links (key, status) VALUES (?1, ?2)")?
            .execute(params![key, status])?;
    }
    Ok(())
}

/// Forgets the key an article had before its feed gave it another: a feed that changes its guids at each visit leaves
/// no trail of them. A key that leads to another article by now stays.
pub(super) fn forget(conn: &Connection, feed: i64, key: &Key, status: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM identities WHERE feed = ?1 AND key = ?2 AND status = ?3")?
        .execute(params![feed, key, status])?;
    Ok(())
}

/// Numbers for comparing what is stored with what came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashes {
    /// Of title and text.
    pub text: i64,
    /// Of all of it.
    pub whole: i64,
}

/// The numbers of an article.
pub(super) fn hashes(article: &NewArticle) -> Hashes {
    let published = article.published.map(|time| time.to_string());
    let updated = article.updated.map(|time| time.to_string());
    let mut whole = vec![
        article.title.as_str(),
        article.html.as_str(),
        article.link.as_deref().unwrap_or_default(),
        article.language.as_deref().unwrap_or_default(),
        article.enclosures.as_deref().unwrap_or_default(),
        published.as_deref().unwrap_or_default(),
        updated.as_deref().unwrap_or_default(),
    ];
    for list in [&article.authors, &article.categories] {
        whole.push("|");
        whole.extend(list.iter().map(String::as_str));
    }
    Hashes {
        text: text_hash(&article.title, &article.text),
        whole: number(&whole),
    }
}

/// The number of an article's title and text.
pub(super) fn text_hash(title: &str, text: &str) -> i64 {
    number(&[title, text])
}

fn number(parts: &[&str]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hash.finalize()[..8]);
    i64::from_le_bytes(first)
}
