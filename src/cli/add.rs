//! `add`: subscribes to feeds by their address or by their site's. Each address stands or fails alone; one that fails
//! leaves nothing behind.

use super::args::Add;
use super::stop::{End, Stop};
use super::{Session, json, library, net};
use crate::config::{FeedSettings, file};
use crate::engine::discover::{self, Found};
use crate::engine::refresh::Visitor;
use crate::engine::{Trouble, subscriptions};
use crate::feed::discover::{Candidate, address};
use crate::fetch::FetchError;
use crate::text::messages::cli::{Notice, Usage};
use crate::text::{Say, sanitise};

/// Subscribes to what the arguments name.
pub(super) fn run(session: &Session, args: &Add) -> Result<End, Stop> {
    if args.title.is_some() && args.addresses.len() > 1 {
        return Err(Usage::Conflict {
            one: "--title".to_owned(),
            other: sanitise::line(&args.addresses.join(" ")),
        }
        .into());
    }
    let writer = library::writer(session)?;
    let visitor = net::visitor(session, writer)?;
    let runtime = net::runtime()?;
    let mut end = End::Well;
    for typed in &args.addresses {
        let added = runtime.block_on(add(session, args, &visitor, typed));
        end = end.max(match added {
            Ok(()) => End::Well,
            Err(stop) => failed(session, typed, &stop),
        });
    }
    runtime.shutdown_background();
    Ok(end)
}

async fn add(session: &Session, args: &Add, visitor: &Visitor, typed: &str) -> Result<(), Stop> {
    if let Some(title) = known(session, visitor, typed)? {
        session.output.tell(&Notice::AlreadyThere { title });
        return Ok(());
    }
    let found = match discover::find(visitor.client(), typed).await? {
        Found::Several(candidates) => {
            let candidate = pick(session, args, typed, candidates)?;
            discover::one(visitor.client(), candidate).await?
        }
        found @ Found::Feed { .. } => found,
    };
    let Found::Feed { url, visited, .. } = found else {
        return Ok(());
    };
    let settings = FeedSettings {
        url,
        title: args.title.clone(),
        tags: args.tags.clone(),
        ..FeedSettings::default()
    };
    let config = &session.paths.config;
    let (feed, new) = subscriptions::subscribe_found(config, visitor, settings, *visited).await?;
    let title = sanitise::line(&feed.title);
    session.output.tell(&match new {
        Some(articles) => Notice::Added { title, articles },
        None => Notice::AlreadyThere { title },
    });
    Ok(())
}

/// The title of the subscription with this very address: nothing needs to be asked for it. The config is read anew,
/// for the address before this one, or another process, may have brought it.
fn known(session: &Session, visitor: &Visitor, typed: &str) -> Result<Option<String>, Stop> {
    let mended = address(typed).map(|url| url.to_string());
    let subscribed = file::load(&session.paths.config)?.config.feeds;
    let same = |feed: &&FeedSettings| feed.url == typed || Some(&feed.url) == mended.as_ref();
    let Some(feed) = subscribed.iter().find(same) else {
        return Ok(None);
    };
    // Whoever wrote the config has yet to bring the database in line with it: waits for that.
    subscriptions::reconcile(&session.paths.config, visitor.writer(), session.config())?;
    let stored = subscriptions::stored(visitor.writer(), &feed.url)?;
    Ok(Some(sanitise::line(&stored.title)))
}

/// Lists the feeds a page announces and takes the first, or the one that `--pick` names.
fn pick(
    session: &Session,
    args: &Add,
    typed: &str,
    mut candidates: Vec<Candidate>,
) -> Result<Candidate, Stop> {
    let feeds = candidates.len();
    let taken = args.pick.map_or(1, usize::from);
    session.output.tell(&Notice::Several {
        page: json::address(typed),
        feeds,
        taken: taken.min(feeds),
    });
    for (index, candidate) in candidates.iter().enumerate() {
        session.output.tell(&Line(format!(
            "{}. {} {}",
            index + 1,
            candidate.title,
            json::address(&candidate.url)
        )));
    }
    if taken > feeds {
        return Err(Stop::Notice(
            Notice::NoSuchPick { pick: taken, feeds },
            End::Unusable,
        ));
    }
    Ok(candidates.swap_remove(taken - 1))
}

/// Says why an address could not be added.
fn failed(session: &Session, typed: &str, stop: &Stop) -> End {
    // What is no address is named by its sentence already.
    if let Stop::Trouble(Trouble::Fetch(error)) = stop
        && !matches!(error, FetchError::BadAddress { .. })
    {
        session.output.complain(&Notice::About {
            what: json::address(typed),
            sentence: error.say_of_add(session.lang()),
        });
        return End::Failed;
    }
    stop.say(&session.output)
}

/// Data that is listed amid talk: the same in every language.
struct Line(String);

impl Say for Line {
    fn say(&self, _: crate::text::Lang) -> String {
        self.0.clone()
    }
}
