//! Basic authentication (RFC 7617): a name and a password that a program prints, for the address's own origin alone. The
//! program is asked when a request is about to be made, and not again while its answer serves.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use reqwest::header::HeaderValue;
use url::Url;

use super::{FetchError, program};
use crate::net::{Client, Known};
use crate::text::UnixTime;

/// More than this is no password, in bytes.
const LONGEST: usize = 64 * 1024;

/// Who asks, and what prints the password.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The name; none means the address's own (`https://name@host/`), else an empty one.
    pub user: Option<String>,
    /// The program that prints the password as its first line, and its arguments; empty means the address's own
    /// password, else an empty one.
    pub command: Vec<String>,
}

/// The header to send; none where nothing is set, for then an address's own `user:password@` serves.
pub(super) async fn authorization(
    client: &Client,
    credentials: &Credentials,
    url: &Url,
    now: UnixTime,
) -> Result<Option<HeaderValue>, FetchError> {
    let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
    let user = match &credentials.user {
        Some(user) => user.clone().into_bytes(),
        None if credentials.command.is_empty() => return Ok(None),
        None => decoded(url.username()),
    };
    let password = match credentials.command.as_slice() {
        [] => decoded(url.password().unwrap_or_default()),
        command => asked(client, command, now).await?,
    };
    let both = STANDARD.encode([user.as_slice(), b":", &password].concat());
    // Base64 is plain ASCII.
    let mut header = HeaderValue::try_from(format!("Basic {both}")).ok();
    if let Some(header) = &mut header {
        header.set_sensitive(true);
    }
    Ok(header)
}

/// The password of a command: the one in memory where it serves.
async fn asked(client: &Client, command: &[String], now: UnixTime) -> Result<Vec<u8>, FetchError> {
    let slot = client.passwords.slot(command);
    let mut known = slot.lock().await;
    if let Some(known) = known.as_ref().filter(|known| known.serves(now)) {
        return known.outcome.clone();
    }
    let printed = program::first_line(command, client.limits.total, LONGEST).await;
    let outcome = printed.map_err(FetchError::about_a_password);
    *known = Some(Known {
        outcome: outcome.clone(),
        at: now,
        refused: false,
    });
    outcome
}

/// The site refused what the command printed: it is asked anew at a later visit.
pub(super) async fn refused(client: &Client, credentials: &Credentials, now: UnixTime) {
    if credentials.command.is_empty() {
        return;
    }
    let slot = client.passwords.slot(&credentials.command);
    if let Some(known) = slot.lock().await.as_mut() {
        known.refused = true;
        known.at = now;
    }
}
