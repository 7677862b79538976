//! The config's list of subscriptions → the feeds' rows. The config says which feeds there are; here is their state.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::feeds::json;
use super::keep;
use super::{Durable, Result, Store, StoreError, Subscription, UnixTime};

/// What a feed's row holds of the config.
struct Known {
    id: i64,
    url: String,
    title: Option<String>,
    tags: String,
    hidden: bool,
    keep: Option<String>,
    subscribed: bool,
    moving_to: Option<String>,
    alias: Option<String>,
}

/// One thing to do to bring the rows in line.
#[derive(Debug, PartialEq, Eq)]
enum Step<'a> {
    Add(&'a Subscription),
    /// The row of this number takes what the config says, its address too.
    Take(i64, &'a Subscription),
    Remove(i64),
}

impl Store {
    /// Brings the feeds' rows in line with the config's list: new ones are added, known ones take title, tags and
    /// `hidden` from it, those not listed are hidden with their articles (kept 90 days), those back come back, and are
    /// visited again even if they were gone. A listed address that an unlisted feed was seen moving to is that feed. Writes nothing where nothing changed.
    pub fn set_subscriptions(&mut self, list: &[Subscription], now: UnixTime) -> Result<()> {
        let nothing_to_do = self.read(|conn| Ok(steps(&known(conn)?, list).is_empty()))?;
        if nothing_to_do {
            return Ok(());
        }
        self.write(Durable::Process, |transaction| {
            for step in steps(&known(transaction)?, list) {
                carry_out(transaction, &step, now)?;
            }
            Ok(())
        })
    }

    /// The feed's address moved for good (the config says so now, or the alias must): its number stays. An address
    /// that another subscribed feed has is refused; one that a removed feed had is taken over.
    pub fn move_feed(
        &mut self,
        feed: i64,
        url: &str,
        alias: Option<&str>,
        now: UnixTime,
    ) -> Result<()> {
        let holder = self.read(|conn| {
            conn.query_row(
                "SELECT id, subscribed FROM feeds WHERE url = ?1 AND id <> ?2",
                params![url, feed],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)),
            )
            .optional()
        })?;
        if let Some((_, true)) = holder {
            return Err(StoreError::AmbiguousFeed {
                feed: url.to_owned(),
                titles: vec![url.to_owned()],
            });
        }
        let moved = self.write(Durable::Process, |transaction| {
            if let Some((removed, _)) = holder {
                transaction.execute(
                    "UPDATE feeds SET url = 'moved:' || id || ':' || url WHERE id = ?1",
                    [removed],
                )?;
            }
            transaction.execute(
                "UPDATE feeds SET url = ?2, alias = ?3, moving_to = NULL, moved_from = coalesce(alias, url),
                 moved_at = ?4 WHERE id = ?1",
                params![feed, url, alias, now],
            )
        })?;
        match moved {
            0 => Err(StoreError::NoSuchFeed {
                feed: feed.to_string(),
            }),
            _ => Ok(()),
        }
    }
}

fn known(conn: &Connection) -> rusqlite::Result<Vec<Known>> {
    conn.prepare_cached(
        "SELECT id, url, title, tags, hidden, subscribed, moving_to, alias, keep FROM feeds ORDER BY id",
    )?
    .query_map([], |row| {
        Ok(Known {
            id: row.get(0)?,
            url: row.get(1)?,
            title: row.get(2)?,
            tags: row.get(3)?,
            hidden: row.get(4)?,
            subscribed: row.get(5)?,
            moving_to: row.get(6)?,
            alias: row.get(7)?,
            keep: row.get(8)?,
        })
    })?
    .collect()
}

/// What differs between the rows and the list. Removals come last; of an address listed twice, the first counts.
fn steps<'a>(known: &[Known], list: &'a [Subscription]) -> Vec<Step<'a>> {
    let listed: HashSet<&str> = list.iter().map(|wanted| wanted.url.as_str()).collect();
    let mut taken: HashSet<i64> = HashSet::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut steps = Vec::new();
    let by_url: std::collections::HashMap<&str, &Known> =
        known.iter().map(|feed| (feed.url.as_str(), feed)).collect();
    for wanted in list {
        if !seen.insert(&wanted.url) {
            continue;
        }
        let address = Some(wanted.url.as_str());
        let moved_here = |feed: &&Known| {
            feed.subscribed
                && !listed.contains(feed.url.as_str())
                && !taken.contains(&feed.id)
                && (feed.moving_to.as_deref() == address || feed.alias.as_deref() == address)
        };
        let feed = by_url
            .get(wanted.url.as_str())
            .copied()
            .or_else(|| known.iter().find(moved_here));
        let Some(feed) = feed else {
            steps.push(Step::Add(wanted));
            continue;
        };
        taken.insert(feed.id);
        let same = feed.subscribed
            && feed.url == wanted.url
            && feed.title == wanted.title
            && feed.hidden == wanted.hidden
            && feed.keep == keep::stored(wanted.keep)
            && feed.tags == json(&wanted.tags);
        if !same {
            steps.push(Step::Take(feed.id, wanted));
        }
    }
    let gone = known
        .iter()
        .filter(|feed| feed.subscribed && !taken.contains(&feed.id));
    steps.extend(gone.map(|feed| Step::Remove(feed.id)));
    steps
}

fn carry_out(
    transaction: &Transaction<'_>,
    step: &Step<'_>,
    now: UnixTime,
) -> rusqlite::Result<()> {
    match step {
        Step::Add(wanted) => {
            transaction.execute(
                "INSERT INTO feeds (url, title, tags, hidden, keep) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    wanted.url,
                    wanted.title,
                    json(&wanted.tags),
                    wanted.hidden,
                    keep::stored(wanted.keep)
                ],
            )?;
        }
        Step::Take(id, wanted) => {
            transaction.execute(
                "UPDATE feeds SET url = ?2, title = ?3, tags = ?4, hidden = ?5, keep = ?6, subscribed = 1, removed_at = NULL,
                 alias = iif(url = ?2, alias, NULL), moving_to = iif(url = ?2, moving_to, NULL),
                 gone = iif(subscribed AND url = ?2, gone, 0), next = iif(subscribed AND url = ?2, next, NULL)
                 WHERE id = ?1",
                params![
                    id,
                    wanted.url,
                    wanted.title,
                    json(&wanted.tags),
                    wanted.hidden,
                    keep::stored(wanted.keep)
                ],
            )?;
            show_articles(transaction, *id, !wanted.hidden)?;
        }
        Step::Remove(id) => {
            transaction.execute(
                "UPDATE feeds SET subscribed = 0, removed_at = ?2 WHERE id = ?1",
                params![id, now],
            )?;
            show_articles(transaction, *id, false)?;
        }
    }
    Ok(())
}

/// Writes into a feed's articles whether the river shows them.
fn show_articles(transaction: &Transaction<'_>, feed: i64, shown: bool) -> rusqlite::Result<()> {
    transaction.execute(
        "UPDATE articles SET shown = ?2 WHERE feed = ?1 AND shown <> ?2",
        params![feed, shown],
    )?;
    Ok(())
}
