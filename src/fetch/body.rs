//! Reading a body under its limits: decoded bytes are counted piece by piece as they come, and reading stops at the
//! limit. Never reqwest's `bytes()` or `text()`, which know no limit.

use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::clocks::Clocks;
use super::{FetchError, faults, unpack};
use crate::net::{Client, Share};

/// The whole body, decoded. `read` counts the decoded bytes, also those of a body that failed.
pub(super) async fn read(
    client: &Client,
    clocks: &mut Clocks,
    mut response: Response,
    read: &mut u64,
) -> Result<(Vec<u8>, Share), FetchError> {
    let limit = client.limits.body;
    let too_large = FetchError::TooLarge { limit };
    if response
        .content_length()
        .is_some_and(|length| length > limit)
    {
        return Err(too_large);
    }
    let codings = codings(response.headers());
    let mut share = client.memory.share().await;
    let mut bytes = Vec::new();
    while let Some(piece) = clocks
        .piece(response.chunk())
        .await?
        .map_err(|error| faults::broken_body(&error))?
    {
        *read += piece.len() as u64;
        if *read > limit {
            return Err(too_large);
        }
        if !share.fits(bytes.len() + piece.len()) {
            client.memory.grow(&mut share).await;
        }
        bytes.extend_from_slice(&piece);
    }
    if !bytes.is_empty() && unpack::is_packed(&bytes, &codings) {
        client.memory.grow(&mut share).await;
        bytes = unpacked(clocks, bytes, codings, limit).await?;
        *read = bytes.len() as u64;
    }
    if bytes.is_empty() {
        return Err(FetchError::Empty);
    }
    share.shrink(bytes.len());
    Ok((bytes, share))
}

/// The codings the client left on, in the order they were applied, lower case; those that change nothing left out.
fn codings(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .flat_map(|line| {
            let line = String::from_utf8_lossy(line.as_bytes()).to_ascii_lowercase();
            let names = line.split(',').map(|name| name.trim().to_owned());
            names.collect::<Vec<String>>()
        })
        .filter(|name| !name.is_empty() && name != "identity")
        .collect()
}

/// [`unpack::decode`] off the runtime's threads.
pub(super) async fn unpacked(
    clocks: &mut Clocks,
    bytes: Vec<u8>,
    codings: Vec<String>,
    limit: u64,
) -> Result<Vec<u8>, FetchError> {
    let work = tokio::task::spawn_blocking(move || unpack::decode(bytes, &codings, limit));
    clocks.work(work).await?.unwrap_or_else(|error| {
        Err(FetchError::Truncated {
            reason: error.to_string(),
        })
    })
}
