//! What reqwest's errors mean. Their own text is useless alone ("error sending request"): the kind is read from the
//! chain of causes, and the last cause is the reason.

use std::error::Error;
use std::io::{self, ErrorKind};

use super::clocks::timed_out;
use super::{Clock, FetchError};
use crate::net::Limits;
use crate::text::sanitise;

/// Why no answer came from this host.
pub(super) fn no_answer(error: &reqwest::Error, host: &str, limits: &Limits) -> FetchError {
    let host = host.to_owned();
    let reason = reason(error);
    if error.is_dns() {
        FetchError::Dns { host }
    } else if is_tls(error) {
        FetchError::Tls { host, reason }
    } else if error.is_connect() && error.is_timeout() {
        timed_out(Clock::Connect, limits.connect)
    } else if error.is_connect() {
        FetchError::Connect { host, reason }
    } else if error.is_timeout() {
        timed_out(Clock::Idle, limits.idle)
    } else if is_builder(error) {
        FetchError::BadAddress { url: host }
    } else if broke_off(error) {
        FetchError::Truncated { reason }
    } else {
        FetchError::Protocol { reason }
    }
}

/// Why a body is not whole: whatever broke, the transfer did not come to its end.
pub(super) fn broken_body(error: &reqwest::Error) -> FetchError {
    FetchError::Truncated {
        reason: reason(error),
    }
}

/// Whether the connection was closed or reset before an answer was read.
pub(super) fn broke_off(error: &reqwest::Error) -> bool {
    !error.is_connect()
        && causes(error).any(|cause| {
            let closed = cause
                .downcast_ref::<hyper::Error>()
                .is_some_and(|e| e.is_incomplete_message() || e.is_closed() || e.is_canceled());
            let reset = cause.downcast_ref::<io::Error>().is_some_and(|e| {
                matches!(
                    e.kind(),
                    ErrorKind::ConnectionReset
                        | ErrorKind::ConnectionAborted
                        | ErrorKind::BrokenPipe
                        | ErrorKind::NotConnected
                        | ErrorKind::UnexpectedEof
                )
            });
            closed || reset
        })
}

/// A certificate or a handshake. A peer that leaves in the middle of the handshake shows as an early end.
fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause.is::<rustls::Error>()
            || cause.downcast_ref::<io::Error>().is_some_and(|e| {
                let inner = e.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
                inner || (error.is_connect() && e.kind() == ErrorKind::UnexpectedEof)
            })
    })
}

fn is_builder(error: &reqwest::Error) -> bool {
    error.is_builder()
}

/// The last cause's own words, safe to show.
fn reason(error: &reqwest::Error) -> String {
    let last = causes(error).last().map_or_else(
        || "?".to_owned(),
        |cause| match cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => inner.to_string(),
            None => cause.to_string(),
        },
    );
    sanitise::line(&last)
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause| (**cause).source())
}
