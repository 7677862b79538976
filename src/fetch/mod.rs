//! One visit to one feed (or page): a conditional request, redirects followed by hand, the body read under its limits.
//! Knows no database: what to echo comes in, what to keep goes out.

mod body;
mod clocks;
mod credentials;
mod faults;
mod file;
mod freshness;
mod head;
mod portal;
mod program;
mod rest;
mod trail;
mod unpack;
mod visit;

use std::collections::BTreeMap;

use url::Url;

use crate::config::{FeedSettings, program::program as named_program};
use crate::net::Share;
use crate::text::UnixTime;
pub use crate::text::messages::fetch::{Clock, Code, FetchError, PORTAL, ProgramFault};
pub use credentials::Credentials;
pub use rest::rest_after;
pub use trail::same_home;
pub use unpack::unpack;
pub use visit::visit;

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The address: `http`, `https` or `file`; with [`Request::programs`], `exec` and `filter` too.
    pub url: String,
    /// Whether the address may name a program: for feeds that the configuration file holds, and no others.
    pub programs: bool,
    /// The validators to echo, where there are some.
    pub validators: Option<Validators>,
    /// The address that the user wrote, where it is not this one any more (the feed moved): headers and credentials are
    /// for its origin alone.
    pub home: Option<String>,
    /// Headers of the user's for the address's own origin (scheme, host, port); they stop at the first other one.
    pub headers: BTreeMap<String, String>,
    /// A name and the program that prints its password, for the same origin.
    pub credentials: Option<Credentials>,
    /// A proxy in place of `[network]`'s; empty or `"none"` is none.
    pub proxy: Option<String>,
    /// How often in a row this feed was refused (403, 429, 503) before: the rest that a refusal calls for grows with it,
    /// see [`rest_after`].
    pub refusals: u32,
    /// Whether a rest that the last visit brought is over: a redirect that asks again to be followed only later is
    /// followed then, for it would never be otherwise.
    pub rested: bool,
    /// What is accepted: a feed, or a page that may announce one.
    pub accept: Accept,
    /// The lifetime in seconds of the answer that is known: a 304 that says nothing of lifetimes confirms it.
    pub fresh_for: Option<i64>,
    /// The time of the visit: rests and lifetimes are told by it. It runs on while the visit waits.
    pub now: UnixTime,
}

impl Request {
    /// What the configuration says of a feed: headers, credentials, proxy, and whether its address may name a program.
    pub fn of(settings: &FeedSettings) -> Request {
        let known = settings.user.is_some() || !settings.password_command.is_empty();
        Request {
            url: settings.url.clone(),
            home: Some(settings.url.clone()),
            programs: true,
            headers: settings.headers.clone(),
            credentials: known.then(|| Credentials {
                user: settings.user.clone(),
                command: settings.password_command.clone(),
            }),
            proxy: settings.proxy.clone(),
            ..Request::default()
        }
    }
}

/// The address on the net that a feed's address asks, where it asks one: itself, or a filter's own. For what is to be
/// known of its site.
pub fn asked(address: &str) -> Option<Url> {
    let url = match named_program(address) {
        Some(program) => Url::parse(program.url?),
        None => Url::parse(address.trim()),
    };
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Accept {
    /// A feed.
    #[default]
    Feed,
    /// A feed or a page.
    Page,
    /// An article's page. One that is forbidden (for subscribers, or to all readers but browsers) says nothing about the
    /// site's feeds nor its other pages.
    Article,
    /// A picture. One that is forbidden (to who comes from no page of the site's) says nothing about the site's feeds.
    Image,
}

/// Validators, opaque: bytes exactly as received, for the address that sent them and no other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// The address that answered with them.
    pub url: String,
    /// `ETag`.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified`.
    pub last_modified: Option<Vec<u8>>,
}

/// What came of a visit, failed or not.
#[derive(Debug)]
pub struct Visited {
    /// The status of the last answer; none where no answer came or none was asked (`file:`).
    pub http: Option<u16>,
    /// Decoded bytes read.
    pub bytes: u64,
    /// What the visit took in milliseconds, redirects included, its waiting for the site's turn not.
    pub millis: u64,
    /// When the site may be asked again, by its `Retry-After` (both forms); absurd ones are none.
    pub retry_after: Option<UnixTime>,
    /// How long the answer stays fresh, in seconds, by `Cache-Control: max-age` or `Expires`.
    pub fresh_for: Option<i64>,
    /// Where permanent redirects alone (301, 308) led, other than the address asked.
    pub moved_to: Option<String>,
    /// The answer.
    pub answer: Result<Answer, FetchError>,
}

/// A good answer.
#[derive(Debug)]
pub enum Answer {
    /// 304 to validators that were sent. New ones it brought replace the old.
    NotModified { validators: Option<Validators> },
    /// 410: the feed is gone for good.
    Gone,
    /// A body.
    Body(Body),
}

/// A body, whole. It holds its part of the memory for bodies in flight until it is dropped, and so has no copies: who
/// holds one must not wait for another visit.
#[derive(Default)]
pub struct Body {
    /// Decoded bytes.
    pub bytes: Vec<u8>,
    /// `charset` of the final answer.
    pub charset: Option<String>,
    /// The media type of the final answer, in lower case, without parameters.
    pub media_type: Option<String>,
    /// The address that answered.
    pub url: String,
    /// Whether a page came that looks like a network's login page.
    pub portal: bool,
    /// `Link` fields of the final answer (RFC 8288), as sent.
    pub links: Vec<String>,
    /// What to echo next time; none where the server sent none.
    pub validators: Option<Validators>,
    /// Its part of [`crate::net::Memory`].
    pub share: Share,
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body")
            .field("length", &self.bytes.len())
            .field("charset", &self.charset)
            .field("media_type", &self.media_type)
            .field("validators", &self.validators)
            .finish_non_exhaustive()
    }
}
