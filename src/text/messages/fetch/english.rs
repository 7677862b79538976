//! A failed visit in English.

use super::super::feed::looks_like_words;
use super::causes::cause;
use super::{Clock, FetchError, Parts, parts};
use crate::text::{Lang, number};

/// The sentences of a failure.
pub(super) fn english(error: &FetchError) -> Parts {
    let why = |reason: &str| cause(reason, Lang::En);
    match error {
        FetchError::Setup { reason } => parts(
            format!("The network cannot be set up: {}.", why(reason)),
            "Check the system's certificates.",
            "",
        ),
        FetchError::Dns { host } => parts(
            format!("The name {host} cannot be found."),
            "Check the address and your connection.",
            "",
        ),
        FetchError::Connect { host, reason } => parts(
            format!("{host} accepts no connection: {}.", why(reason)),
            "",
            LATER_EN,
        ),
        FetchError::Tls { host, reason } => parts(
            format!("The connection to {host} is not secure: {}.", why(reason)),
            "Check the site's certificate, or this machine's clock.",
            "",
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "The server did not pick up",
                Clock::Idle => "The server fell silent",
                Clock::Total => "The visit was not over",
            };
            parts(format!("{what} after {seconds} s."), "", LATER_EN)
        }
        FetchError::Status { status, .. } => {
            let (meaning, advice, fate) = english_status(*status);
            parts(
                format!("The server answered {status}: {meaning}."),
                advice,
                fate,
            )
        }
        FetchError::Resting { site, .. } => parts(
            format!("{site} asked for a rest: it is not visited before that is over."),
            "",
            "",
        ),
        FetchError::Redirects { limit } => parts(
            format!("The address redirects in a circle, or more than {limit} times."),
            CHECK_EN,
            "",
        ),
        FetchError::BadRedirect { location } if location.is_empty() => {
            parts("The server redirects without saying where.", CHECK_EN, "")
        }
        FetchError::BadRedirect { location } => parts(
            format!("The server redirects to an address that cannot be followed: {location}."),
            "If you trust it, give it yourself.",
            "",
        ),
        FetchError::TooLarge { limit } => parts(
            format!(
                "The document is larger than {}.",
                number::bytes(*limit, Lang::En)
            ),
            "The limit is max_size in [network].",
            "",
        ),
        FetchError::Truncated { reason } => parts(
            format!("The transfer broke off: {}.", why(reason)),
            "",
            "Nothing of it is kept; it will be tried again later.",
        ),
        FetchError::Protocol { reason } => parts(
            format!("The answer is not HTTP: {}.", why(reason)),
            "Check the address and its port.",
            "",
        ),
        FetchError::Empty => parts(
            "The answer is empty.",
            "",
            "The articles already here stay; it will be tried again later.",
        ),
        FetchError::NotAFeed { looks_like } => parts(
            format!(
                "This is not a feed: {}.",
                looks_like_words(looks_like, Lang::En)
            ),
            "Check the address.",
            "The articles already here stay.",
        ),
        FetchError::Parse { reason } => parts(
            format!("The feed cannot be read: {}.", why(reason)),
            "`manchette check` tells what is wrong with it.",
            "",
        ),
        FetchError::File { path, reason } => parts(
            format!("The file {path} cannot be read: {}.", why(reason)),
            "Check its path and its permissions.",
            "",
        ),
        FetchError::BadAddress { url } => parts(
            format!("{url} is not an address to visit."),
            "An address begins with https://, http:// or file://.",
            "",
        ),
        FetchError::Browser { program, reason } => {
            let which = match program.is_empty() {
                true => "The system's browser".to_owned(),
                false => format!("The browser {program}"),
            };
            parts(
                format!("{which} does not open: {}.", why(reason)),
                "Check browser, in [reader], or $BROWSER.",
                "",
            )
        }
        FetchError::At { url, error } => {
            let inner = english(error);
            parts(format!("{url}: {}", inner.reason), inner.advice, inner.fate)
        }
        FetchError::NoFeedFound { url, .. } => parts(
            format!("No feed was found at {url}."),
            "Look for an “RSS” or “Atom” link on the site and give its address.",
            "",
        ),
    }
}

const LATER_EN: &str = "It will be tried again later.";
const PEACE_EN: &str = "The site is left alone for a while.";
const CHECK_EN: &str = "Check the feed's address.";

/// What a status means (RFC 9110 §15), what to do, and what becomes of the subscription.
fn english_status(status: u16) -> (&'static str, &'static str, &'static str) {
    match status {
        304 => (
            "nothing new, though it was told nothing of the old",
            "",
            LATER_EN,
        ),
        204 | 205 => ("no content", "", LATER_EN),
        206 | 226 => ("only a part of the document", "", LATER_EN),
        401 | 407 => (
            "it asks for a password",
            "Check the address and your credentials.",
            "",
        ),
        403 => ("access denied", "", PEACE_EN),
        404 => ("nothing is at this address", CHECK_EN, ""),
        410 => ("the feed was taken away", "", "It is not visited any more."),
        429 => ("too many visits", "", PEACE_EN),
        451 => ("taken away for legal reasons", "", LATER_EN),
        503 => ("service unavailable", "", PEACE_EN),
        500..=599 => ("a failure on its side", "", LATER_EN),
        400..=499 => ("the request is refused", CHECK_EN, ""),
        300..=399 => ("a redirect that leads nowhere", CHECK_EN, ""),
        _ => ("an answer without a document", "", LATER_EN),
    }
}
