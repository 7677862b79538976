//! A feed that moved for good: two visits saw the same permanent redirects (301, 308) lead to the same feed. Its address
//! is then rewritten in the config, comments and order kept; where that cannot be, the database keeps the alias. Number,
//! articles and marks stay (RFC 9110 §15.4.2; NET.md, rule 5).

use super::outcome::{Outcome, Status};
use super::refresh::Visitor;
use super::turn;
use crate::config::{ConfigError, file};
use crate::fetch;
use crate::store::{Feed, VisitRecord};
use crate::text::mask;

impl Visitor {
    /// Where a feed moved, once a second visit says the same. What belongs to an origin (headers, passwords) keeps a
    /// feed there: it is followed to the other one at each visit, without them.
    pub(super) fn confirmed_move<'a>(
        &self,
        feed: &Feed,
        record: &'a VisitRecord,
    ) -> Option<&'a str> {
        let to = record.moving_to.as_deref()?;
        let well = record.failure.is_none();
        let again = feed.moving_to.as_deref() == Some(to);
        let from = feed.alias.as_ref().unwrap_or(&feed.url);
        (well && again && (!self.has_secrets(feed) || same_place(from, to))).then_some(to)
    }

    fn has_secrets(&self, feed: &Feed) -> bool {
        let in_address = fetch::asked(&feed.url)
            .is_some_and(|url| !url.username().is_empty() || url.password().is_some());
        let own = self.settings(&feed.url);
        in_address
            || own.is_some_and(|own| {
                !own.headers.is_empty() || own.user.is_some() || !own.password_command.is_empty()
            })
    }

    /// Gives the subscription its new address; the outcome says so. Where another subscription has that address
    /// already, or nothing can be written, all stays as it is, and the redirects are followed as before.
    pub(super) async fn relocate(&self, feed: &Feed, to: String, outcome: Outcome) -> Outcome {
        let (writer, path) = (self.writer().clone(), self.config_path.clone());
        let (id, from, now) = (feed.id, feed.url.clone(), self.clock.now());
        let moved = tokio::task::spawn_blocking(move || {
            let _turn = turn::take(&writer);
            let feeds = writer.call(|store| store.feeds())?;
            let taken = feeds.iter().any(|other| {
                other.id != id && (other.url == to || other.alias.as_deref() == Some(&to))
            });
            let still = feeds.iter().any(|feed| feed.id == id && feed.url == from);
            if taken || !still {
                tracing::info!(feed = id, "a feed moved to where another one is read");
                return Ok(None);
            }
            let written = file::move_feed(&path, &from, &to);
            let url = match &written {
                Ok(()) => to.clone(),
                Err(error) => {
                    told(id, error);
                    from
                }
            };
            let (stored, alias) = (url.clone(), written.is_err().then_some(to));
            writer.call(move |store| store.move_feed(id, &stored, alias.as_deref(), now))?;
            Ok::<_, crate::store::StoreError>(Some(url))
        });
        match moved.await {
            Ok(Ok(Some(url))) => {
                tracing::info!(feed = id, to = mask::url(&url), "a feed moved");
                Outcome {
                    url,
                    status: Status::Moved,
                    ..outcome
                }
            }
            Ok(Ok(None)) => outcome,
            Ok(Err(error)) => {
                tracing::warn!(feed = id, %error, "a feed's move could not be kept");
                outcome
            }
            Err(error) => {
                tracing::error!(feed = id, %error, "moving a feed broke");
                outcome
            }
        }
    }
}

fn told(feed: i64, error: &ConfigError) {
    tracing::warn!(feed, %error, "a feed's move could not be written into the config; the database keeps it");
}

/// What belongs to the one address may be sent to the other.
fn same_place(from: &str, to: &str) -> bool {
    let (Some(from), Some(to)) = (fetch::asked(from), fetch::asked(to)) else {
        return false;
    };
    fetch::same_home(&from, &to)
}
