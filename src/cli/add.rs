//! `add`: subscribes to feeds by their address or by their site's. Each address stands or fails alone; one that fails
//! leaves nothing behind.

use super::args::Add;
use super::stop::{End, Stop};
use super::{Session, json, library, net};
use crate::config::{FeedSettings, file};
use crate::engine::discover::{self, Found};
use crate::engine::refresh::Visitor;
use crate::engine::{Trouble, clock, subscriptions};
use crate::feed::discover::{Candidate, Kind, address, pasted};
use crate::fetch::{FetchError, Visited};
use crate::text::messages::cli::{Notice, Usage};
use crate::text::messages::{fetch, ui};
use crate::text::{Lang, sanitise};

/// Subscribes to what the arguments name.
pub(super) fn run(session: &Session, args: &Add) -> Result<End, Stop> {
    let addresses: Vec<String> = args
        .addresses
        .iter()
        .flat_map(|text| listed(text))
        .collect();
    if args.title.is_some() && addresses.len() > 1 {
        return Err(Usage::Conflict {
            one: "--title".to_owned(),
            other: sanitise::line(&addresses.join(" ")),
        }
        .into());
    }
    let writer = library::writer(session)?;
    let visitor = net::visitor(session, writer)?;
    let runtime = net::runtime()?;
    let mut end = End::Well;
    runtime.block_on(visitor.recall_rests());
    for typed in &addresses {
        let added = runtime.block_on(add(session, args, &visitor, typed));
        end = end.max(match added {
            Ok(()) => End::Well,
            Err(stop) => failed(session, typed, &stop),
        });
    }
    runtime.block_on(visitor.remember_rests());
    runtime.shutdown_background();
    Ok(end)
}

/// What an argument names: itself, or each address of a list.
fn listed(text: &str) -> Vec<String> {
    let mut parts = match discover::on_disk(text) {
        Some(_) => Vec::new(),
        None => pasted(text),
    };
    match parts.len() {
        1 if text.trim().contains(['\n', '\r']) => vec![parts.remove(0).text],
        0 | 1 => vec![text.to_owned()],
        _ => parts.into_iter().map(|part| part.text).collect(),
    }
}

async fn add(session: &Session, args: &Add, visitor: &Visitor, typed: &str) -> Result<(), Stop> {
    if let Some(title) = known(session, visitor, typed)? {
        session.output.tell(&Notice::AlreadyThere { title });
        return Ok(());
    }
    let (url, visited) = chosen(session, args, visitor, typed).await?;
    let settings = FeedSettings {
        url,
        title: args.title.clone(),
        tags: args.tags.clone(),
        ..FeedSettings::default()
    };
    let config = &session.paths.config;
    let (feed, new) = subscriptions::subscribe_found(config, visitor, settings, visited).await?;
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
    let disk = discover::on_disk(typed);
    let mended = address(disk.as_deref().unwrap_or(typed)).map(|url| url.to_string());
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

/// The feed behind what was typed, with the visit that read it.
async fn chosen(
    session: &Session,
    args: &Add,
    visitor: &Visitor,
    typed: &str,
) -> Result<(String, Visited), Stop> {
    let client = visitor.client();
    let mut pick = args.pick.map(usize::from);
    let mut page = typed.to_owned();
    let mut found = discover::find(client, typed).await?;
    loop {
        let (candidates, first, further) = match found {
            Found::Feed { url, visited } => match pick {
                None | Some(1) => return Ok((url, *visited)),
                Some(pick) => return Err(no_such(pick, 1)),
            },
            Found::Several {
                candidates,
                first,
                further,
            } => (candidates, first, further),
        };
        let at = list(session, pick, &page, &candidates)?;
        if let Some(visited) = first.filter(|_| at == 0) {
            return Ok((candidates[at].url.clone(), *visited));
        }
        // What was picked is not changed for another one; of a page that was picked the first feed is taken.
        found = match pick.take() {
            Some(_) => {
                page.clone_from(&candidates[at].url);
                discover::follow(client, &page, &further).await?
            }
            None => {
                let mut asked = 0;
                let in_vain = |at: usize, error: &FetchError, another: bool| {
                    asked = at + 1;
                    session.output.tell(&Notice::NotTaken {
                        number: at + 1,
                        sentence: error.at_its_address().reason(session.lang()),
                        another,
                    });
                };
                let found = discover::first_of(client, &candidates, further, in_vain).await?;
                // What comes of a page among them is that page's.
                if let Some(candidate) = candidates.get(asked) {
                    page.clone_from(&candidate.url);
                }
                found
            }
        };
    }
}

/// Lists the feeds a page announces and says where the one to take stands: the first, or the one that `--pick` names.
fn list(
    session: &Session,
    pick: Option<usize>,
    typed: &str,
    candidates: &[Candidate],
) -> Result<usize, Stop> {
    let feeds = candidates.len();
    let taken = pick.unwrap_or(1);
    session.output.tell(&Notice::Several {
        page: json::address(typed),
        feeds,
        taken: Some(taken).filter(|taken| *taken <= feeds),
    });
    for (at, candidate) in candidates.iter().enumerate() {
        session.output.tell(&Notice::Listed {
            number: at + 1,
            title: candidate.title.clone(),
            url: json::address(&candidate.url),
            kind: candidate.kind.map(Kind::as_str),
        });
    }
    match taken <= feeds {
        true => Ok(taken - 1),
        false => Err(no_such(taken, feeds)),
    }
}

fn no_such(pick: usize, feeds: usize) -> Stop {
    Stop::Notice(Notice::NoSuchPick { pick, feeds }, End::Unusable)
}

/// Why a feed could not be added, and when its site may be asked again where it said so.
fn said(error: &FetchError, lang: Lang) -> String {
    let mut sentence = error.say_of_add(lang);
    if let Some(until) = error.rest_until() {
        let clock = clock::local();
        let when = ui::next_try(until, clock.now, &clock.zone, lang);
        sentence.push(' ');
        sentence.push_str(&fetch::asks_to_wait(&when, lang));
    }
    sentence
}

/// Says why an address could not be added.
fn failed(session: &Session, typed: &str, stop: &Stop) -> End {
    // What is no address is named by its sentence already.
    if let Stop::Trouble(Trouble::Fetch(error)) = stop
        && !matches!(error, FetchError::BadAddress { .. })
    {
        let (what, plain) = match error {
            FetchError::At { url, error } => (url.clone(), &**error),
            error => (json::address(typed), error),
        };
        session.output.complain(&Notice::About {
            what,
            sentence: said(plain, session.lang()),
        });
        if let FetchError::NoFeedFound { tried, .. } = error
            && !tried.is_empty()
        {
            let addresses = tried.clone();
            session.output.complain(&Notice::Tried { addresses });
        }
        return End::Failed;
    }
    stop.say(&session.output)
}
