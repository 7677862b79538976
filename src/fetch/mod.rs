//! One visit to one feed (or page): a conditional request, redirects followed by hand, the body read under its limits.
//! Knows no database: what to echo comes in, what to keep goes out.

mod body;
mod clocks;
mod faults;
mod file;
mod freshness;
mod head;
mod trail;
mod unpack;
mod visit;

use std::collections::BTreeMap;

use crate::net::Share;
use crate::text::UnixTime;
pub use crate::text::messages::fetch::{Clock, Code, FetchError};
pub use trail::same_home;
pub use unpack::unpack;
pub use visit::visit;

/// What to ask.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The address: `http`, `https` or `file`.
    pub url: String,
    /// The validators to echo, where there are some.
    pub validators: Option<Validators>,
    /// Headers of the user's for the address's own origin (scheme, host, port); they stop at the first other one.
    pub headers: BTreeMap<String, String>,
    /// What is accepted: a feed, or a page that may announce one.
    pub accept: Accept,
    /// The time of the visit: rests and lifetimes are told by it. It runs on while the visit waits.
    pub now: UnixTime,
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
