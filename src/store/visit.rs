//! Storing a visit: its articles, and with the last of them the feed's state, so that no validator is ever kept for
//! articles that were not (NET.md, rule 2).

use std::collections::HashSet;
use std::time::Duration;

use rusqlite::{Connection, params};

use super::feeds::json;
use super::full_text;
use super::identities;
use super::keep;
use super::recognise::{self, Known, Recognised, Stored};
use super::schema::SEQUENCE_BITS;
use super::{
    Durable, NewArticle, Result, Saved, Store, StoreError, UnixTime, Validators, VisitRecord,
};
use crate::config::Keep;

/// The latest second that has a place in time; what lies beyond sorts there.
const LAST_SECOND: i64 = i64::MAX >> SEQUENCE_BITS;

/// What one transaction stores of a visit: so many articles, or so many bytes of them. A feed with more is stored in
/// several, so that no mark waits for it.
const BITE: usize = 100;
const BITE_BYTES: usize = 400_000;

/// What others who want to write have between two bites.
const GAP: Duration = Duration::from_millis(10);

impl Store {
    /// Stores what a visit brought: the articles, in bites where there are many, and in the transaction of the last bite
    /// the feed's state with its validators, and the end of the lease. So no validator is ever kept for articles that
    /// were not. Articles that left the feed stay; one that is as it was stored costs no write.
    pub fn save_visit(
        &mut self,
        feed: i64,
        record: &VisitRecord,
        articles: &[NewArticle],
    ) -> Result<Saved> {
        let no_such_feed = || StoreError::NoSuchFeed {
            feed: feed.to_string(),
        };
        let now = record.fetched;
        if is_one_bite(articles) {
            let saved = self.write(Durable::Process, |transaction| {
                if !save_state(transaction, feed, record)? {
                    return Ok(None);
                }
                let found = recognise::recognise(transaction, feed, articles)?;
                let claimed = claimed(&found);
                let all = found.iter().rev();
                save_articles(transaction, feed, now, all, &claimed).map(Some)
            })?;
            return saved.ok_or_else(no_such_feed);
        }
        // Looked up in one reading transaction, without a lock; each bite looks again at what it changes.
        self.feed(feed)?;
        let found = self.read(|conn| {
            let reading = conn.unchecked_transaction()?;
            recognise::recognise(&reading, feed, articles)
        })?;
        let claimed = claimed(&found);
        let mut saved = Saved::default();
        let mut rest = found.as_slice();
        loop {
            let (before, some) = rest.split_at(rest.len() - last_bite(rest));
            rest = before;
            let stored = self.write(Durable::Process, |transaction| {
                if rest.is_empty() && !save_state(transaction, feed, record)? {
                    return Ok(None);
                }
                let mut valid = Vec::with_capacity(some.len());
                for entry in some.iter().rev() {
                    if recognise::still(transaction, feed, entry)? {
                        valid.push(entry);
                    }
                }
                save_articles(transaction, feed, now, valid.into_iter(), &claimed).map(Some)
            })?;
            let stored = stored.ok_or_else(no_such_feed)?;
            saved.new += stored.new;
            saved.updated += stored.updated;
            if rest.is_empty() {
                return Ok(saved);
            }
            // SQLite's waiters look again every now and then: without a gap they would never find the lock free.
            std::thread::sleep(GAP);
        }
    }
}

/// True where a visit's articles are stored in one transaction; else storing them takes a while.
pub fn is_one_bite(articles: &[NewArticle]) -> bool {
    let bytes: usize = articles.iter().map(|article| article.html.len()).sum();
    articles.len() <= BITE && bytes <= BITE_BYTES
}

/// How many entries from the end on make one bite; at least one where there are any.
fn last_bite(entries: &[Recognised<'_>]) -> usize {
    let mut bytes = 0;
    let fitting = entries.iter().rev().take(BITE).take_while(|entry| {
        let first = bytes == 0;
        bytes += entry.article.html.len() + 1;
        first || bytes <= BITE_BYTES
    });
    fitting.count()
}

/// The statuses that the entries of a visit have by their own keys.
fn claimed(found: &[Recognised<'_>]) -> HashSet<i64> {
    let known = found.iter().filter_map(|entry| entry.known.as_ref());
    known.map(|known| known.status).collect()
}

/// Writes what a visit changes in the feed's row; false where there is no such feed.
fn save_state(conn: &Connection, feed: i64, record: &VisitRecord) -> rusqlite::Result<bool> {
    let (code, error) = record
        .failure
        .as_ref()
        .map(|(code, error)| (code, error))
        .unzip();
    let known = conn
        .prepare_cached(
            "UPDATE feeds SET fetched = ?2, http = ?3, next = ?4, code = ?5, error = ?6,
             failures = iif(?5 IS NULL, 0, failures + 1), rest_until = ?7, gone = ?8,
             body_hash = coalesce(?9, body_hash), own_title = coalesce(?10, own_title),
             site = coalesce(?11, site), language = coalesce(?12, language), moving_to = ?13,
             schedule = coalesce(?14, schedule), fresh_for = ?15, why = ?16,
             succeeded = iif(?5 IS NULL, ?2, succeeded),
             failing_since = iif(?5 IS NULL, NULL, coalesce(failing_since, ?2)),
             visits = visits + 1, unchanged = unchanged + ?17, received = received + ?18,
             lease_owner = NULL, lease_until = NULL, lease_site = NULL WHERE id = ?1",
        )?
        .execute(params![
            feed,
            record.fetched,
            record.http,
            record.next,
            code,
            error,
            record.rest_until,
            record.gone,
            record.body_hash,
            record.title,
            record.site,
            record.language,
            record.moving_to,
            record.schedule,
            record.fresh_for,
            record.why,
            record.unchanged,
            i64::try_from(record.received).unwrap_or(i64::MAX),
        ])?;
    let (url, etag, last_modified) = match &record.validators {
        Validators::Keep => return Ok(known == 1),
        Validators::Drop => (None, None, None),
        Validators::Replace(url, etag, last_modified) => {
            (Some(url), etag.as_deref(), last_modified.as_deref())
        }
    };
    conn.prepare_cached(
        "UPDATE feeds SET validators_url = ?2, etag = ?3, last_modified = ?4 WHERE id = ?1",
    )?
    .execute(params![feed, url, etag, last_modified])?;
    Ok(known == 1)
}

/// What storing an entry needs to know besides it.
struct Context<'a> {
    feed: i64,
    now: UnixTime,
    shown: bool,
    keep: Option<Keep>,
    claimed: &'a HashSet<i64>,
}

/// Stores entries. They come from the last to the first, so that of those with no date, or one date, the feed's first is
/// the newest.
fn save_articles<'a>(
    conn: &Connection,
    feed: i64,
    now: UnixTime,
    entries: impl Iterator<Item = &'a Recognised<'a>>,
    claimed: &HashSet<i64>,
) -> rusqlite::Result<Saved> {
    let mut saved = Saved::default();
    let mut entries = entries.peekable();
    if entries.peek().is_none() {
        return Ok(saved);
    }
    let (shown, keep): (bool, Option<String>) = conn.query_row(
        "SELECT subscribed = 1 AND hidden = 0, keep FROM feeds WHERE id = ?1",
        [feed],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let context = Context {
        feed,
        now,
        shown,
        keep: keep::read(keep.as_deref()),
        claimed,
    };
    let mut counts = NewCounts::default();
    for entry in entries {
        if let Some(Known {
            status,
            stored: Some(stored),
        }) = &entry.known
        {
            if update(conn, feed, entry, *status, stored)? {
                saved.updated += 1;
            }
            continue;
        }
        if entry.known.is_none() {
            saved.new += 1;
        }
        insert(conn, &context, entry, &mut counts)?;
    }
    conn.prepare_cached(
        "UPDATE feeds SET unread = unread + ?2, starred = starred + ?3, total = total + ?4 WHERE id = ?1
         AND (?2 <> 0 OR ?3 <> 0 OR ?4 <> 0)",
    )?
    .execute(params![feed, counts.unread, counts.starred, counts.total])?;
    Ok(saved)
}

/// What new articles add to their feed's counts.
#[derive(Debug, Default)]
struct NewCounts {
    unread: i64,
    starred: i64,
    total: i64,
}

/// Brings a known article up to date where it changed; true where its title or text did. Its place and its marks stay.
fn update(
    conn: &Connection,
    feed: i64,
    entry: &Recognised<'_>,
    status: i64,
    stored: &Stored,
) -> rusqlite::Result<bool> {
    let article = entry.article;
    let (text_hash, whole_hash) = (entry.hashes.text, entry.hashes.whole);
    let other_key = stored.key != entry.keys.entry;
    if whole_hash == stored.whole_hash && !other_key {
        return Ok(false);
    }
    if other_key {
        identities::forget(conn, feed, &stored.key, status)?;
    }
    let edited = text_hash != stored.text_hash;
    if edited || article.published != stored.published {
        let content = identities::content(stored.published, stored.text_hash);
        identities::forget(conn, feed, &content, status)?;
    }
    identities::remember(conn, feed, &entry.keys, status)?;
    conn.prepare_cached(
        "UPDATE articles SET title = ?2, link = ?3, authors = ?4, published = ?5, updated = ?6, words = ?7,
         language = ?8, has_enclosure = ?9, key = ?10, text_hash = ?11, whole_hash = ?12, edited = edited OR ?13
         WHERE sort = ?1",
    )?
    .execute(params![
        stored.sort,
        article.title,
        article.link,
        json(&article.authors),
        article.published,
        article.updated,
        article.words,
        article.language,
        article.enclosures.is_some(),
        entry.keys.entry,
        text_hash,
        whole_hash,
        edited,
    ])?;
    if whole_hash == stored.whole_hash {
        return Ok(false);
    }
    conn.prepare_cached(
        "UPDATE bodies SET html = ?2, guid = ?3, categories = ?4, enclosures = ?5 WHERE id = ?1",
    )?
    .execute(params![
        stored.id,
        article.html,
        article.guid,
        json(&article.categories),
        article.enclosures,
    ])?;
    if edited || article.link != stored.link {
        full_text::outdate(conn, stored.id)?;
    }
    if !full_text::index(conn, stored.id)? {
        index(conn, stored.sort, article)?;
    }
    Ok(edited)
}

/// Stores an article that is not there: a new one, or one that was cleaned away and finds its status again.
fn insert(
    conn: &Connection,
    context: &Context<'_>,
    entry: &Recognised<'_>,
    counts: &mut NewCounts,
) -> rusqlite::Result<()> {
    let Context {
        feed, now, shown, ..
    } = *context;
    let article = entry.article;
    let known = match &entry.known {
        Some(known) => Some(known.status),
        // One of this very visit's has the first right to its own status.
        None => identities::shared_status(conn, feed, entry.keys.shared_link.as_ref())?
            .filter(|status| !context.claimed.contains(status)),
    };
    let status = match known {
        Some(status) => status,
        None => conn
            .prepare_cached("INSERT INTO statuses (first_seen) VALUES (?1)")?
            .insert([now])?,
    };
    let (read, starred, hidden, first_seen): (bool, bool, bool, UnixTime) = conn
        .prepare_cached("SELECT read, starred, hidden, first_seen FROM statuses WHERE id = ?1")?
        .query_row([status], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let seen = if entry.known.is_some() {
        first_seen
    } else {
        now
    };
    let date = article.published.unwrap_or(seen).min(seen);
    identities::remember(conn, feed, &entry.keys, status)?;
    if entry.known.is_some() && read && !starred && keep::stays_away(context.keep, date, now) {
        return Ok(());
    }
    let sort = free_place(conn, date)?;

    let id = conn
        .prepare_cached(
            "INSERT INTO bodies (html, guid, categories, enclosures) VALUES (?1, ?2, ?3, ?4)",
        )?
        .insert(params![
            article.html,
            article.guid,
            json(&article.categories),
            article.enclosures,
        ])?;
    conn.prepare_cached(
        "INSERT INTO articles (sort, id, feed, status, read, starred, hidden, shown, has_enclosure, words, published,
         updated, title, link, authors, language, key, text_hash, whole_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?
    .execute(params![
        sort,
        id,
        feed,
        status,
        read,
        starred,
        hidden,
        shown,
        article.enclosures.is_some(),
        article.words,
        article.published,
        article.updated,
        article.title,
        article.link,
        json(&article.authors),
        article.language,
        entry.keys.entry,
        entry.hashes.text,
        entry.hashes.whole,
    ])?;
    index(conn, sort, article)?;
    if !hidden {
        counts.total += 1;
        counts.unread += i64::from(!read);
        counts.starred += i64::from(starred);
    }
    Ok(())
}

/// The first free place in time at or after a second: its seconds, then how many came before it in that second.
fn free_place(conn: &Connection, second: UnixTime) -> rusqlite::Result<i64> {
    let mut second = second.clamp(0, LAST_SECOND);
    loop {
        let start = second << SEQUENCE_BITS;
        let end = start | ((1 << SEQUENCE_BITS) - 1);
        let last: Option<i64> = conn
            .prepare_cached("SELECT max(sort) FROM articles WHERE sort BETWEEN ?1 AND ?2")?
            .query_row([start, end], |row| row.get(0))?;
        match last {
            None => return Ok(start),
            Some(last) if last < end => return Ok(last + 1),
            Some(_) if second < LAST_SECOND => second += 1,
            Some(_) => return Err(rusqlite::Error::IntegralValueOutOfRange(0, second)),
        }
    }
}

/// Puts the words of the feed's article into the search index.
fn index(conn: &Connection, sort: i64, article: &NewArticle) -> rusqlite::Result<()> {
    full_text::put(conn, sort, &article.title, &article.authors, &article.text)
}
