//! What reqwest's errors mean. Their own text is useless alone ("error sending request"): the kind is read from the
//! chain of causes, and the last cause is the reason.

use std::error::Error;
use std::io::{self, ErrorKind};

use super::clocks::timed_out;
use super::{Clock, FetchError};
use crate::net::Limits;
use crate::text::sanitise;

/// Why no answer came from this host. `proxy` is the host of the proxy that the configuration names.
pub(super) fn no_answer(
    error: &reqwest::Error,
    host: &str,
    proxy: Option<String>,
    limits: &Limits,
) -> FetchError {
    let host = host.to_owned();
    let reason = reason(error);
    let unreached = proxy.is_some() && !is_tls(error);
    if error.is_connect() && (unreached || is_tunnel(error)) {
        let proxy = proxy.unwrap_or_default();
        FetchError::Proxy { proxy, reason }
    } else if error.is_dns() {
        FetchError::Dns { host }
    } else if is_tls(error) {
        FetchError::Tls { host, reason }
    } else if error.is_connect() && error.is_timeout() {
        timed_out(Clock::Connect, limits.connect)
    } else if error.is_connect() {
        FetchError::Connect { host, reason }
    } else if error.is_timeout() {
        timed_out(Clock::Idle, limits.idle)
    } else if error.is_builder() {
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

/// A proxy that refuses the way, of which reqwest tells in words alone.
fn is_tunnel(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        let text = cause.to_string();
        text.contains("tunnel error") || text.starts_with("SOCKS error")
    })
}

/// A certificate or a handshake. A peer that leaves in the middle of the handshake shows as an early end.
fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        let left = |e: &io::Error| e.kind() == ErrorKind::UnexpectedEof && error.is_connect();
        cause.is::<rustls::Error>() || cause.downcast_ref().is_some_and(left)
    })
}

/// The last cause's own words, safe to show.
fn reason(error: &reqwest::Error) -> String {
    let last = causes(error).last().map(ToString::to_string);
    sanitise::line(&last.unwrap_or_default())
}

/// The chain of causes. An [`io::Error`] hides the error it wraps from [`Error::source`], so it is opened.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause| {
        let wrapped = cause.downcast_ref().and_then(io::Error::get_ref);
        match wrapped {
            Some(inner) => Some(inner),
            None => (**cause).source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use reqwest::dns::{Name, Resolve, Resolving};

    use super::*;
    use crate::net::Client;
    use crate::net::tests::network;

    /// Knows no name.
    struct NoNames;

    impl Resolve for NoNames {
        fn resolve(&self, _: Name) -> Resolving {
            Box::pin(async { Err(io::Error::other("unknown \u{1b}[31mname").into()) })
        }
    }

    #[tokio::test]
    async fn a_name_that_does_not_resolve_is_no_failed_connection() {
        let client = Client::new(&network()).unwrap();
        let nameless = reqwest::Client::builder()
            .dns_resolver(Arc::new(NoNames))
            .no_proxy()
            .tls_certs_only([])
            .build()
            .unwrap();
        for url in ["http://le-cable.test/", "https://le-cable.test/"] {
            let error = nameless.get(url).send().await.unwrap_err();
            let host = "le-cable.test".to_owned();
            assert_eq!(
                no_answer(&error, &host, None, &client.limits),
                FetchError::Dns { host }
            );
            assert_eq!(reason(&error), "unknown name");
        }
    }
}
