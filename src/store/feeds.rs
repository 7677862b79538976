//! Feeds' rows: the state of the subscriptions that the config lists.

use rusqlite::{OptionalExtension, params};

use super::{Durable, Reader, Result, Store, StoreError, UnixTime};
use crate::config::Keep;
use crate::text::{fold, mask};

/// A subscription as the config has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subscription {
    /// Its address as written in the config.
    pub url: String,
    /// The reader's own title.
    pub title: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Not in the river, only in its own list.
    pub hidden: bool,
    /// How long its read articles are kept; none means for ever.
    pub keep: Option<Keep>,
}

/// The address that sent validators, its `ETag` and its `Last-Modified`, byte for byte.
pub type SentValidators = (String, Option<Vec<u8>>, Option<Vec<u8>>);

/// A feed as stored.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feed {
    /// Its number, never reused.
    pub id: i64,
    /// Its address in the config.
    pub url: String,
    /// Its title: the reader's own, else the feed's, else its address without the scheme (masked).
    pub title: String,
    /// The reader's own title, from the config.
    pub own_title: Option<String>,
    /// Its site's address.
    pub site: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Not in the river.
    pub hidden: bool,
    /// Unread articles, kept, not counted.
    pub unread: i64,
    /// All articles, kept, not counted.
    pub total: i64,
    /// When it was last visited (an answer or a failure).
    pub fetched: Option<UnixTime>,
    /// When it is next due.
    pub next: Option<UnixTime>,
    /// The last status.
    pub http: Option<u16>,
    /// The last failure: its stable code.
    pub code: Option<String>,
    /// The last failure as data (JSON, opaque here), to be said in either language.
    pub error: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// Its address may not be asked before, by `Retry-After` or a site's back-off: binds the user's key too.
    pub rest_until: Option<UnixTime>,
    /// It answered 410.
    pub gone: bool,
    /// Validators: the address that sent them, `ETag`, `Last-Modified`.
    pub validators: Option<SentValidators>,
    /// Hash of the last body that was read.
    pub body_hash: Option<Vec<u8>>,
    /// A permanent move seen once: its target.
    pub moving_to: Option<String>,
    /// The address it is really fetched from where a confirmed move could not be written into the config.
    pub alias: Option<String>,
    /// What the feed itself asks for, as last read (JSON, opaque here).
    pub schedule: Option<String>,
    /// The lifetime of the last answer, in seconds.
    pub fresh_for: Option<i64>,
    /// The word for what decided on the next visit.
    pub why: Option<String>,
    /// The last visit that did not fail.
    pub succeeded: Option<UnixTime>,
    /// The first of the failures in a row.
    pub failing_since: Option<UnixTime>,
    /// Where it was before it moved, and when it did.
    pub moved_from: Option<(String, UnixTime)>,
    /// All visits there ever were.
    pub visits: i64,
    /// Those of them that brought nothing new: a 304, or the bytes of last time.
    pub unchanged: i64,
    /// Decoded bytes of all visits.
    pub received: i64,
}

/// What one visit changes in a feed's row. Stored in one transaction with its articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VisitRecord {
    /// When.
    pub fetched: UnixTime,
    /// The status, where an answer came.
    pub http: Option<u16>,
    /// The next visit.
    pub next: UnixTime,
    /// The failure: stable code and data (JSON, opaque here); none clears both.
    pub failure: Option<(String, String)>,
    /// Rest until then.
    pub rest_until: Option<UnixTime>,
    /// 410.
    pub gone: bool,
    /// What to do with the validators.
    pub validators: Validators,
    /// The new body's hash, where a body was read.
    pub body_hash: Option<Vec<u8>>,
    /// The feed's own title, site and language, where a body was read.
    pub title: Option<String>,
    /// See `title`.
    pub site: Option<String>,
    /// See `title`.
    pub language: Option<String>,
    /// A permanent move seen at this visit (none forgets an earlier sighting).
    pub moving_to: Option<String>,
    /// What the feed asks for (JSON), where a body was read; none keeps what is known.
    pub schedule: Option<String>,
    /// The lifetime of this answer, in seconds.
    pub fresh_for: Option<i64>,
    /// The word for what decided on `next`.
    pub why: Option<String>,
    /// A 304, or the bytes of last time.
    pub unchanged: bool,
    /// Decoded bytes.
    pub received: u64,
}

/// What a visit does to the stored validators.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Validators {
    /// They stay (a failure; a 304 that brought none).
    #[default]
    Keep,
    /// Replaced by these, both at once: address, `ETag`, `Last-Modified`; a missing one is forgotten.
    Replace(String, Option<Vec<u8>>, Option<Vec<u8>>),
    /// Both forgotten.
    Drop,
}

/// What came of asking for a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lease {
    /// It is the owner's.
    Taken,
    /// Another owner visits the feed.
    FeedBusy,
    /// As many feeds of the site as may be are being visited.
    SiteBusy,
}

impl Store {
    /// Takes the lease on a feed for `owner` until `until`; refused while another owner's runs, and while as many feeds
    /// of `site` as `per_site` are under lease (by whomever).
    pub fn lease(
        &mut self,
        feed: i64,
        owner: &str,
        until: UnixTime,
        site: Option<(&str, usize)>,
        now: UnixTime,
    ) -> Result<Lease> {
        self.write(Durable::Process, |transaction| {
            if let Some((site, per_site)) = site {
                let asked: i64 = transaction
                    .prepare_cached(
                        "SELECT count(*) FROM feeds WHERE lease_site = ?1 AND lease_until > ?2 AND id <> ?3",
                    )?
                    .query_row(params![site, now, feed], |row| row.get(0))?;
                if usize::try_from(asked).is_ok_and(|asked| asked >= per_site) {
                    return Ok(Lease::SiteBusy);
                }
            }
            let taken = transaction
                .prepare_cached(
                    "UPDATE feeds SET lease_owner = ?2, lease_until = ?3, lease_site = ?5 WHERE id = ?1
                     AND (lease_owner IS NULL OR lease_owner = ?2 OR lease_until <= ?4)",
                )?
                .execute(params![feed, owner, until, now, site.map(|(site, _)| site)])?;
            Ok(match taken {
                1 => Lease::Taken,
                _ => Lease::FeedBusy,
            })
        })
    }

    /// Puts off a visit that was not made, and ends the lease: the feed's site rests until then. Nothing is counted.
    pub fn postpone(&mut self, feed: i64, until: UnixTime, why: &str) -> Result<()> {
        self.write(Durable::Process, |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE feeds SET next = max(?2, coalesce(next, 0)), why = ?3, lease_owner = NULL,
                     lease_until = NULL, lease_site = NULL WHERE id = ?1",
                )?
                .execute(params![feed, until, why])?;
            Ok(())
        })
    }

    /// Ends the lease that `owner` has on a feed, if it has it: it visited nothing, or it is dead.
    pub fn end_lease(&mut self, feed: i64, owner: &str) -> Result<()> {
        self.write(Durable::Process, |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE feeds SET lease_owner = NULL, lease_until = NULL, lease_site = NULL
                     WHERE id = ?1 AND lease_owner = ?2",
                )?
                .execute(params![feed, owner])?;
            Ok(())
        })
    }
}

impl Reader {
    /// The subscribed feeds, in the order of their titles (É with E).
    pub fn feeds(&self) -> Result<Vec<Feed>> {
        let mut feeds = self.read(|conn| {
            conn.prepare_cached(&format!("{SELECT} WHERE subscribed = 1"))?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<Vec<Feed>>>()
        })?;
        feeds.sort_by_cached_key(|feed| (fold::sort_key(&feed.title), feed.id));
        Ok(feeds)
    }

    /// The leases on a feed and on others of a site: the feeds' numbers and their owners.
    pub fn leases(&self, feed: i64, site: Option<&str>) -> Result<Vec<(i64, String)>> {
        self.read(|conn| {
            conn.prepare_cached(
                "SELECT id, lease_owner FROM feeds WHERE id = ?1 AND lease_owner IS NOT NULL
                 UNION SELECT id, lease_owner FROM feeds WHERE lease_site = ?2 AND lease_owner IS NOT NULL",
            )?
            .query_map(params![feed, site], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })
    }

    /// The address that the subscription at this address goes by now, if it moved since.
    pub fn current_address(&self, url: &str) -> Result<String> {
        let found = self.read(|conn| {
            conn.prepare_cached(
                "SELECT url FROM feeds WHERE subscribed = 1 AND (url = ?1 OR moved_from = ?1)
                 ORDER BY url = ?1 DESC, moved_at DESC LIMIT 1",
            )?
            .query_row([url], |row| row.get(0))
            .optional()
        })?;
        Ok(found.unwrap_or_else(|| url.to_owned()))
    }

    /// A feed by its number, subscribed or not.
    pub fn feed(&self, id: i64) -> Result<Feed> {
        let found = self.read(|conn| {
            conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
                .query_row([id], from_row)
                .optional()
        })?;
        found.ok_or_else(|| StoreError::NoSuchFeed {
            feed: id.to_string(),
        })
    }

    /// The subscribed feed that an address, a number or a unique part of a title names. Case and accents make no
    /// difference in a title, and a whole title wins over a part.
    pub fn find_feed(&self, name: &str) -> Result<Feed> {
        let name = name.trim();
        let no_such_feed = || StoreError::NoSuchFeed {
            feed: name.to_owned(),
        };
        if name.is_empty() {
            return Err(no_such_feed());
        }
        let mut feeds = self.feeds()?;
        if let Ok(number) = name.trim_start_matches('#').parse::<i64>()
            && let Some(at) = feeds.iter().position(|feed| feed.id == number)
        {
            return Ok(feeds.swap_remove(at));
        }
        let is_address = |feed: &Feed| feed.url == name || feed.alias.as_deref() == Some(name);
        if let Some(at) = feeds.iter().position(is_address) {
            return Ok(feeds.swap_remove(at));
        }
        let wanted = fold::label(name);
        let titles: Vec<String> = feeds.iter().map(|feed| fold::label(&feed.title)).collect();
        let fitting = |fits: &dyn Fn(&String) -> bool| -> Vec<usize> {
            (0..titles.len()).filter(|at| fits(&titles[*at])).collect()
        };
        let mut found = fitting(&|title| *title == wanted);
        if found.is_empty() {
            found = fitting(&|title| title.contains(&wanted));
        }
        match found.as_slice() {
            [] => Err(no_such_feed()),
            [at] => Ok(feeds.swap_remove(*at)),
            several => Err(StoreError::AmbiguousFeed {
                feed: name.to_owned(),
                titles: several.iter().map(|at| feeds[*at].title.clone()).collect(),
            }),
        }
    }
}

const SELECT: &str = "SELECT id, url, title, own_title, site, language, tags, hidden, unread, total, fetched, next,
    http, code, error, failures, rest_until, gone, validators_url, etag, last_modified, body_hash, moving_to, alias,
    schedule, fresh_for, why, succeeded, failing_since, moved_from, moved_at, visits, unchanged, received
    FROM feeds";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Feed> {
    let url: String = row.get("url")?;
    let validators = match row.get("validators_url")? {
        Some(address) => Some((address, row.get("etag")?, row.get("last_modified")?)),
        None => None,
    };
    Ok(Feed {
        id: row.get("id")?,
        own_title: row.get("title")?,
        title: shown_title(row.get("title")?, row.get("own_title")?, &url),
        site: row.get("site")?,
        language: row.get("language")?,
        tags: strings(&row.get::<_, String>("tags")?),
        hidden: row.get("hidden")?,
        unread: row.get("unread")?,
        total: row.get("total")?,
        fetched: row.get("fetched")?,
        next: row.get("next")?,
        http: row.get("http")?,
        code: row.get("code")?,
        error: row.get("error")?,
        failures: row.get("failures")?,
        rest_until: row.get("rest_until")?,
        gone: row.get("gone")?,
        validators,
        body_hash: row.get("body_hash")?,
        moving_to: row.get("moving_to")?,
        alias: row.get("alias")?,
        schedule: row.get("schedule")?,
        fresh_for: row.get("fresh_for")?,
        why: row.get("why")?,
        succeeded: row.get("succeeded")?,
        failing_since: row.get("failing_since")?,
        moved_from: row
            .get::<_, Option<String>>("moved_from")?
            .zip(row.get("moved_at")?),
        visits: row.get("visits")?,
        unchanged: row.get("unchanged")?,
        received: row.get("received")?,
        url,
    })
}

/// The title a feed goes by: the reader's own, else the feed's, else its address without what may be secret in it.
pub(super) fn shown_title(title: Option<String>, own: Option<String>, url: &str) -> String {
    title
        .or(own)
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| shortened(&mask::url(bare_address(url))))
}

/// The longest name made of an address, in characters.
const LONGEST_NAME: usize = 200;

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// An address without scheme, user, password, query and fragment.
fn bare_address(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let host_ends = rest.find('/').unwrap_or(rest.len());
    let host_starts = rest[..host_ends].rfind('@').map_or(0, |at| at + 1);
    rest[host_starts..].trim_end_matches('/')
}

/// A list of texts from the JSON that it is stored as.
pub(super) fn strings(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// A list of texts as the JSON to store.
pub(super) fn json(list: &[String]) -> String {
    serde_json::Value::from(list).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_without_a_title_goes_by_its_address_without_secrets() {
        let cases = [
            ("https://noyau.test/flux.xml", "noyau.test/flux.xml"),
            ("https://noyau.test/", "noyau.test"),
            (
                "https://lea:s3cret@noyau.test/flux?key=abc",
                "noyau.test/flux",
            ),
            ("https://noyau.test/@lea/flux", "noyau.test/@lea/flux"),
            ("file:/tmp/flux.xml", "file:/tmp/flux.xml"),
            (
                "https://noyau.test/s/0123456789abcdef0123456789abcdef/rss.xml",
                "noyau.test/s/…/rss.xml",
            ),
        ];
        for (url, expected) in cases {
            assert_eq!(shown_title(None, None, url), expected, "{url}");
        }
        let own = || Some("Noyau".to_owned());
        assert_eq!(shown_title(None, own(), "https://noyau.test/"), "Noyau");
        let mine = Some("Le noyau".to_owned());
        assert_eq!(shown_title(mine, own(), "https://noyau.test/"), "Le noyau");
    }
}
