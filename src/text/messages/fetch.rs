//! What can go wrong with a visit to a feed.

use super::{Say, error_in_english};
use crate::text::{Lang, UnixTime};

/// The stable code of a failure, as JSON shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The host's name does not resolve.
    Dns,
    /// No connection.
    Connect,
    /// The certificate or the handshake failed.
    Tls,
    /// One of the four clocks ran out.
    Timeout,
    /// The server answered with an error status or something that is not HTTP.
    Http,
    /// The decoded body passes the limit.
    TooLarge,
    /// The transfer broke off or an encoding ended early.
    Truncated,
    /// The answer is no feed (empty, a page, JSON of another kind).
    NotAFeed,
    /// It is a feed and cannot be read.
    Parse,
    /// A program failed.
    Exec,
    /// Not allowed: scheme, permission, policy.
    Denied,
}

impl Code {
    /// The code as JSON, the database and the log write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Dns => "dns",
            Code::Connect => "connect",
            Code::Tls => "tls",
            Code::Timeout => "timeout",
            Code::Http => "http",
            Code::TooLarge => "too-large",
            Code::Truncated => "truncated",
            Code::NotAFeed => "not-a-feed",
            Code::Parse => "parse",
            Code::Exec => "exec",
            Code::Denied => "denied",
        }
    }
}

/// Why a visit failed. Addresses in it are masked already. Kept as JSON in the database, so that it can be said in
/// either language later.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FetchError {
    /// The host's name does not resolve.
    Dns { host: String },
    /// No connection: the system's reason.
    Connect { host: String, reason: String },
    /// TLS failed: the library's reason.
    Tls { host: String, reason: String },
    /// A clock ran out after so many seconds; `what` tells which.
    Timeout { what: Clock, seconds: u64 },
    /// An error status, with the moment the site may be asked again, where it is known.
    Status {
        status: u16,
        retry: Option<UnixTime>,
    },
    /// The site asked for a rest (403, 429, 503) that is not over.
    Resting { site: String, until: UnixTime },
    /// More redirects than the limit, or a loop.
    Redirects { limit: usize },
    /// A redirect to an address that may not be followed, or without one.
    BadRedirect { location: String },
    /// The decoded body passes the limit, in bytes.
    TooLarge { limit: u64 },
    /// The transfer broke off.
    Truncated { reason: String },
    /// The answer is not understood as HTTP.
    Protocol { reason: String },
    /// The answer's body is empty.
    Empty,
    /// The answer is a page or other text where a feed was expected: what it looks like.
    NotAFeed { looks_like: String },
    /// It is a feed, and cannot be read: the reason.
    Parse { reason: String },
    /// A local file cannot be read.
    File { path: String, reason: String },
    /// The address cannot be visited: scheme or form.
    BadAddress { url: String },
    /// The browser cannot be started.
    Browser { program: String, reason: String },
    /// The page holds no feed and no usual address of one answers.
    NoFeedFound { url: String },
}

/// The clocks of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Until the connection stands.
    Connect,
    /// Between two pieces of the answer.
    Idle,
    /// The whole visit.
    Total,
}

impl FetchError {
    /// The stable code of this failure.
    pub fn code(&self) -> Code {
        match self {
            FetchError::Dns { .. } => Code::Dns,
            FetchError::Connect { .. } => Code::Connect,
            FetchError::Tls { .. } => Code::Tls,
            FetchError::Timeout { .. } => Code::Timeout,
            FetchError::Status { .. }
            | FetchError::Resting { .. }
            | FetchError::Redirects { .. }
            | FetchError::BadRedirect { .. }
            | FetchError::Protocol { .. } => Code::Http,
            FetchError::TooLarge { .. } => Code::TooLarge,
            FetchError::Truncated { .. } => Code::Truncated,
            FetchError::Empty | FetchError::NotAFeed { .. } | FetchError::NoFeedFound { .. } => {
                Code::NotAFeed
            }
            FetchError::Parse { .. } => Code::Parse,
            FetchError::File { .. } | FetchError::BadAddress { .. } => Code::Denied,
            FetchError::Browser { .. } => Code::Exec,
        }
    }
}

impl Say for FetchError {
    fn say(&self, lang: Lang) -> String {
        let _ = lang;
        unimplemented!()
    }
}

error_in_english!(FetchError);
