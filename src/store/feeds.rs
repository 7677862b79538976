//! Feeds' rows: the state of the subscriptions that the config lists.

use super::{NewArticle, Reader, Result, Saved, Store, UnixTime};

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
}

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
    pub validators: Option<(String, Option<Vec<u8>>, Option<Vec<u8>>)>,
    /// Hash of the last body that was stored whole.
    pub body_hash: Option<Vec<u8>>,
    /// A permanent move seen once: its target.
    pub moving_to: Option<String>,
    /// The address it is really fetched from where a confirmed move could not be written into the config.
    pub alias: Option<String>,
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
    /// The new body's hash, where a body was stored whole.
    pub body_hash: Option<Vec<u8>>,
    /// The feed's own title, site and language, where a body was read.
    pub title: Option<String>,
    /// See `title`.
    pub site: Option<String>,
    /// See `title`.
    pub language: Option<String>,
    /// A permanent move seen at this visit (none forgets an earlier sighting).
    pub moving_to: Option<String>,
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

impl Store {
    /// Brings the feeds' rows in line with the config's list: new ones are added, known ones take title, tags and
    /// `hidden` from it, those not listed are hidden with their articles (kept 90 days), those back come back.
    pub fn set_subscriptions(&mut self, list: &[Subscription], now: UnixTime) -> Result<()> {
        let _ = (list, now);
        unimplemented!()
    }

    /// Takes the lease on a feed for `owner` until `until`; false while another owner's runs.
    pub fn lease(
        &mut self,
        feed: i64,
        owner: &str,
        until: UnixTime,
        now: UnixTime,
    ) -> Result<bool> {
        let _ = (feed, owner, until, now);
        unimplemented!()
    }

    /// Stores what a visit brought, the feed's state and its articles in one transaction, and ends the lease.
    pub fn save_visit(
        &mut self,
        feed: i64,
        record: &VisitRecord,
        articles: &[NewArticle],
    ) -> Result<Saved> {
        let _ = (feed, record, articles);
        unimplemented!()
    }

    /// The feed's address moved for good (the config says so now, or the alias must): its number stays.
    pub fn move_feed(&mut self, feed: i64, url: &str, alias: Option<&str>) -> Result<()> {
        let _ = (feed, url, alias);
        unimplemented!()
    }
}

impl Reader {
    /// The subscribed feeds, in the order of their titles (É with E).
    pub fn feeds(&self) -> Result<Vec<Feed>> {
        unimplemented!()
    }

    /// The feed that an address, a number or a unique part of a title names.
    pub fn find_feed(&self, name: &str) -> Result<Feed> {
        let _ = name;
        unimplemented!()
    }
}
