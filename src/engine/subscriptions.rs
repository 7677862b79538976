//! Subscribing, removing, renaming, undoing: the config file is written first, then the database, then the change log.
//! Each gesture has its turn ([`super::turn`]) and reads the config within it, so that none goes by an old list.

use std::path::Path;

use super::refresh::Visitor;
use super::{Trouble, Writer, clock, turn};
use crate::config::{Config, FeedSettings, file};
use crate::fetch::Visited;
use crate::store::{Feed, Gesture, GestureKind, Store, StoreError, Subscription, Undone};

/// The subscriptions of a config, as the store wants them.
pub fn of(config: &Config) -> Vec<Subscription> {
    config.feeds.iter().map(subscription).collect()
}

fn subscription(feed: &FeedSettings) -> Subscription {
    Subscription {
        url: feed.url.clone(),
        title: feed.title.clone(),
        tags: feed.tags.clone(),
        hidden: feed.hidden,
        keep: feed.keep,
    }
}

/// Brings the database in line with the config file, or with `config` where the file cannot be read any more.
pub fn reconcile(path: &Path, writer: &Writer, config: &Config) -> Result<(), StoreError> {
    let _turn = turn::take(writer);
    let list = file::load(path).map_or_else(|_| of(config), |loaded| of(&loaded.config));
    writer.call(move |store| store.set_subscriptions(&list, clock::now()))
}

/// Subscribes to feeds: the config, the database, the log. Returns those that were not there yet.
pub fn subscribe(
    path: &Path,
    writer: &Writer,
    feeds: &[FeedSettings],
) -> Result<Vec<FeedSettings>, Trouble> {
    write(path, writer, feeds, true)
}

fn write(
    path: &Path,
    writer: &Writer,
    feeds: &[FeedSettings],
    logged: bool,
) -> Result<Vec<FeedSettings>, Trouble> {
    let _turn = turn::take(writer);
    let added = file::add_feeds(path, feeds)?;
    let config = file::load(path)?.config;
    let list = of(&config);
    let urls: Vec<String> = added.iter().map(|feed| feed.url.clone()).collect();
    writer.call(move |store| {
        let now = clock::now();
        store.set_subscriptions(&list, now)?;
        if logged && !urls.is_empty() {
            store.log(&GestureKind::AddFeeds(urls), now)?;
        }
        Ok(())
    })?;
    Ok(added)
}

/// Puts the adding of these feeds into the log, as one gesture; nothing where there are none.
pub async fn log_added(writer: &Writer, urls: Vec<String>) -> Result<(), StoreError> {
    if urls.is_empty() {
        return Ok(());
    }
    let log = move |store: &mut Store| {
        store.log(&GestureKind::AddFeeds(urls), clock::now())?;
        Ok(())
    };
    writer.call_async(log).await
}

/// The stored feed of this address.
pub fn stored(writer: &Writer, url: &str) -> Result<Feed, StoreError> {
    let url = url.to_owned();
    writer.call(move |store| store.find_feed(&url))
}

/// [`stored`] without holding up the runtime.
pub async fn stored_async(writer: &Writer, url: &str) -> Result<Feed, StoreError> {
    let url = url.to_owned();
    writer.call_async(move |store| store.find_feed(&url)).await
}

/// Subscribes to a feed that was just visited and stores what the visit brought. Returns the feed and how many of its
/// articles are new; none where it was there already.
pub async fn subscribe_found(
    path: &Path,
    visitor: &Visitor,
    settings: FeedSettings,
    visited: Visited,
) -> Result<(Feed, Option<usize>), Trouble> {
    keep_found(path, visitor, settings, visited, true).await
}

/// [`subscribe_found`], put into the log or not: for one gesture of several feeds there is [`log_added`].
pub async fn keep_found(
    path: &Path,
    visitor: &Visitor,
    settings: FeedSettings,
    visited: Visited,
    logged: bool,
) -> Result<(Feed, Option<usize>), Trouble> {
    let url = settings.url.clone();
    let added = write(path, visitor.writer(), &[settings], logged)?;
    let feed = stored(visitor.writer(), &url)?;
    if added.is_empty() {
        return Ok((feed, None));
    }
    let outcome = visitor.keep(&feed, visited, clock::now()).await;
    if let Some(failure) = outcome.failure {
        return Err(failure);
    }
    Ok((stored(visitor.writer(), &url)?, Some(outcome.new)))
}

/// Removes a feed: its piece of the config goes into the change log.
pub fn remove(path: &Path, writer: &Writer, feed: &Feed) -> Result<Gesture, Trouble> {
    let _turn = turn::take(writer);
    let piece = file::remove_feed(path, &feed.url)?;
    let list = of(&file::load(path)?.config);
    let kind = GestureKind::RemoveFeed {
        url: feed.url.clone(),
        title: feed.title.clone(),
        piece: serde_json::to_string(&piece).unwrap_or_default(),
    };
    let gesture = writer.call(move |store| {
        let now = clock::now();
        store.set_subscriptions(&list, now)?;
        store.log(&kind, now)
    })?;
    Ok(gesture)
}

/// Renames and tags a feed; no title means the feed's own.
pub fn edit(
    path: &Path,
    writer: &Writer,
    feed: &Feed,
    title: Option<&str>,
    tags: &[String],
) -> Result<Gesture, Trouble> {
    let _turn = turn::take(writer);
    let before = file::edit_feed(path, &feed.url, title, tags)?;
    let list = of(&file::load(path)?.config);
    let kind = GestureKind::EditFeed {
        url: feed.url.clone(),
        title: before.title,
        tags: before.tags,
    };
    let gesture = writer.call(move |store| {
        let now = clock::now();
        store.set_subscriptions(&list, now)?;
        store.log(&kind, now)
    })?;
    Ok(gesture)
}

/// Where a feed that was subscribed at this address is now.
fn current(writer: &Writer, url: &str) -> Result<String, StoreError> {
    let url = url.to_owned();
    writer.call(move |store| store.current_address(&url))
}

/// Takes back the last gesture, in the config too where it was one on feeds.
pub fn undo(path: &Path, writer: &Writer) -> Result<Option<Undone>, Trouble> {
    let _turn = turn::take(writer);
    let Some(gesture) = writer.call(|store| store.last_gesture())? else {
        return Ok(None);
    };
    match &gesture.kind {
        GestureKind::Mark(_) => {}
        GestureKind::AddFeeds(urls) => {
            for url in urls {
                match file::remove_feed(path, &current(writer, url)?) {
                    Ok(_) | Err(crate::config::ConfigError::NoSuchFeed { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        GestureKind::RemoveFeed { piece, .. } => {
            if let Ok(piece) = serde_json::from_str(piece) {
                file::restore_feed(path, &piece)?;
            }
        }
        GestureKind::EditFeed { url, title, tags } => {
            file::edit_feed(path, &current(writer, url)?, title.as_deref(), tags)?;
        }
    }
    let list = of(&file::load(path)?.config);
    let on_feeds = !matches!(gesture.kind, GestureKind::Mark(_));
    let undone = writer.call(move |store| {
        let now = clock::now();
        if on_feeds {
            store.set_subscriptions(&list, now)?;
        }
        store.undo(now)
    })?;
    Ok(undone)
}
