//! What the database needs in quiet moments: old articles and old entries of the change log go, the snapshot is made;
//! and what a repair needs that the store does not know. Nothing here ever fails what it was called after.

use std::path::Path;

use super::{Writer, clock};
use crate::article;
use crate::store::{self, Reader, Repair, StoreError};
use crate::text::{UnixTime, date};

/// Tidies up, after a refresh: what was visited is on the disk and told. Failures go to the log.
pub async fn tidy(writer: &Writer, now: UnixTime) {
    let cleaned = writer.call_async(move |store| store.clean_up(now)).await;
    match cleaned {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "old articles went"),
        Err(error) => tracing::warn!(%error, "cleaning up failed"),
    }
    let path = writer.path().to_owned();
    let made = tokio::task::spawn_blocking(move || snapshot(&path, now)).await;
    match made {
        Ok(Ok(false)) => {}
        Ok(Ok(true)) => tracing::info!("the snapshot of marks and feeds was made"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the snapshot could not be made; the last one stays");
        }
        Err(error) => tracing::error!(%error, "making the snapshot broke"),
    }
}

fn snapshot(path: &Path, now: UnixTime) -> Result<bool, StoreError> {
    match Reader::open(path)? {
        Some(reader) => reader.snapshot(now),
        None => Ok(false),
    }
}

/// Repairs a database where it needs it; the damaged file is kept under a name with this moment in it.
pub fn repair(path: &Path) -> Result<Repair, StoreError> {
    let now = date::rfc3339(clock::now());
    let stamp: String = now.chars().filter(char::is_ascii_digit).take(14).collect();
    store::repair(path, &stamp, &|html| article::plain_text(html).text)
}
