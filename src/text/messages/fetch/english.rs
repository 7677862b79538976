//! A failed visit in English.

use super::super::feed::looks_like_words;
use super::causes::cause;
use super::status::{Fate, check, log_in, meaning};
use super::{Clock, FetchError, PORTAL, Parts, names_a_program, parts};
use crate::text::{Lang, number};

/// The sentences of a failure.
pub(super) fn english(error: &FetchError) -> Parts {
    let why = |reason: &str| cause(reason, Lang::En);
    let later = Fate::Later.say(Lang::En);
    let kept = Fate::Kept.say(Lang::En);
    match error {
        FetchError::Setup { reason } => parts(
            format!("The network cannot be set up: {}.", why(reason)),
            "Check the system's certificates.",
            "",
        ),
        FetchError::Dns { host } => parts(
            format!("The name {host} cannot be found."),
            "Check the address and your connection.",
            later,
        ),
        FetchError::Connect { host, reason } => parts(
            format!("{host} accepts no connection: {}.", why(reason)),
            "",
            later,
        ),
        FetchError::Tls { host, reason } => parts(
            format!("The connection to {host} is not secure: {}.", why(reason)),
            "Check the site's certificate, or this machine's clock.",
            later,
        ),
        FetchError::Timeout { what, seconds } => {
            let what = match what {
                Clock::Connect => "The server did not pick up",
                Clock::Idle => "The server fell silent",
                Clock::Total => "The visit was not over",
            };
            parts(format!("{what} after {seconds} s."), "", later)
        }
        FetchError::Status { status, retry } => {
            let (meaning, advice, fate) = meaning(*status, *retry, Lang::En);
            parts(
                format!("The server answered {status}: {meaning}."),
                advice,
                fate.say(Lang::En),
            )
        }
        FetchError::Resting { site, .. } => parts(
            format!("{site} asked for a rest: it is not visited before that is over."),
            "",
            "",
        ),
        FetchError::Redirects { limit } => parts(
            format!("The address redirects in a circle, or more than {limit} times."),
            check(Lang::En),
            later,
        ),
        FetchError::BadRedirect { location } if location.is_empty() => parts(
            "The server redirects without saying where.",
            check(Lang::En),
            later,
        ),
        FetchError::BadRedirect { location } => parts(
            format!("The server redirects to an address that cannot be followed: {location}."),
            "If you trust it, give it yourself.",
            later,
        ),
        FetchError::TooLarge { limit } => parts(
            format!(
                "The document is larger than {}.",
                number::bytes(*limit, Lang::En)
            ),
            "The limit is max_size in [network].",
            later,
        ),
        FetchError::Truncated { reason } => parts(
            format!("The transfer broke off: {}.", why(reason)),
            "",
            "Nothing of it is kept; it will be tried again later.",
        ),
        FetchError::Protocol { reason } => parts(
            format!("The answer is not HTTP: {}.", why(reason)),
            "Check the address and its port.",
            later,
        ),
        FetchError::Empty => parts("The answer is empty.", "", kept),
        FetchError::NotAFeed { looks_like } if looks_like == PORTAL => parts(
            "This is not the feed: a login page of the network, most likely.",
            log_in(Lang::En),
            kept,
        ),
        FetchError::NotAFeed { looks_like } => parts(
            format!(
                "This is not a feed: {}.",
                looks_like_words(looks_like, Lang::En)
            ),
            "Check the address.",
            kept,
        ),
        FetchError::Parse { reason } => parts(
            format!("The feed cannot be read: {}.", why(reason)),
            "`manchette check` tells what is wrong with it.",
            kept,
        ),
        FetchError::File { path, reason } => parts(
            format!("The file {path} cannot be read: {}.", why(reason)),
            "Check its path and its permissions.",
            later,
        ),
        FetchError::BadAddress { url } if names_a_program(url) => parts(
            format!("{url} starts a program: it cannot be added from here."),
            "Write it into the configuration yourself, under [[feeds]], behind url =.",
            "",
        ),
        FetchError::BadAddress { url } => parts(
            format!("{url} is not an address to visit."),
            "An address begins with https://, http:// or file://.",
            "",
        ),
        FetchError::Proxy { proxy, reason } => {
            let which = match proxy.is_empty() {
                true => "The environment's proxy".to_owned(),
                false => format!("The proxy {proxy}"),
            };
            parts(
                format!("{which} does not lead to the site: {}.", why(reason)),
                "Check proxy, in the configuration or the environment.",
                later,
            )
        }
        FetchError::Encoding { coding } => parts(
            format!("The answer is packed in an unknown way: {coding}."),
            "",
            kept,
        ),
        FetchError::Program { program, fault } => parts(
            format!("The program {program} failed: {}.", fault.words(Lang::En)),
            "Try it in a terminal.",
            kept,
        ),
        FetchError::Password { program, fault } => parts(
            format!(
                "The program {program} gave no password: {}.",
                fault.words(Lang::En)
            ),
            "Check password_command, in the configuration.",
            later,
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
