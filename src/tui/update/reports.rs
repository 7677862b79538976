//! What the engine tells becomes what the screen shows.

use std::sync::Arc;

use super::{arrivals, full_text, marking, moving, reload, sheets};
use crate::config::Config;
use crate::engine::discover::Further;
use crate::engine::refresh::{Outcome, Status};
use crate::engine::{Command, Failure, Report, Take, Trouble};
use crate::feed::discover::Candidate;
use crate::fetch::FetchError;
use crate::query::Sort;
use crate::store::{Gesture, GestureKind, Mark};
use crate::text::Say;
use crate::text::messages::fetch;
use crate::text::messages::ui::{self, Notice};
use crate::tui::heading;
use crate::tui::message::Effect;
use crate::tui::model::Model;
use crate::tui::model::list::ArticleList;
use crate::tui::model::overlay::{Choice, Overlay, Purpose};
use crate::tui::model::scope::{Base, Scope};
use crate::tui::model::status::Progress;
use crate::tui::sheets::deed;

/// Takes a report in.
pub(super) fn take(model: &mut Model, report: Report) -> Vec<Effect> {
    match report {
        Report::List {
            generation,
            keys,
            rows,
        } if generation == model.generation => {
            let at = model.list.key().filter(|_| model.scope.search.is_none());
            model.list = ArticleList::new(keys, rows, at);
            let height = model.list_height();
            model.list.follow(height);
            Vec::new()
        }
        Report::Arrivals { generation, keys } if generation == model.generation => {
            arrived(model, &keys)
        }
        Report::List { .. } | Report::Arrivals { .. } => Vec::new(),
        Report::Rows { asked, rows } => {
            let height = model.list_height();
            model.list.take_rows(&asked, rows, height);
            marking::go_on(model)
        }
        Report::Panel { feeds, counts } => {
            let views = model.config.views.clone();
            model.fresh += model.panel.take(feeds, counts, &views);
            Vec::new()
        }
        Report::History {
            limit,
            before,
            gestures,
        } => {
            sheets::take(model, limit, before, &gestures);
            Vec::new()
        }
        Report::Page(page) => {
            let columns = page.options.width;
            let height = heading::lines(model, &page.article.row, columns).len();
            model.reading.take(Arc::clone(&page), height);
            let (_, last) = heading::extent(model);
            model.reading.scroll = model.reading.scroll.min(last);
            full_text::ahead(model, &page)
        }
        Report::FullText { id, came } => full_text::take(model, id, came),
        Report::PictureSize { url, size } => {
            model.pictures.take_size(url, size);
            Vec::new()
        }
        Report::Picture {
            url,
            canvas,
            cells,
            drawn,
        } => {
            model.pictures.take(url, canvas, cells, drawn);
            Vec::new()
        }
        Report::Marked { gesture, .. } => {
            told_gesture(model, &gesture);
            marking::reread(model)
        }
        Report::Undone { gesture } => undone(model, gesture),
        Report::RefreshStarted { feeds } => {
            let progress = model
                .status
                .refresh
                .get_or_insert(Progress { done: 0, of: 0 });
            progress.of += feeds;
            model.status.failure = None;
            Vec::new()
        }
        Report::Visited(outcome) => {
            visited(model, &outcome);
            Vec::new()
        }
        Report::RefreshEnded { new, failed } => {
            if model
                .status
                .refresh
                .is_some_and(|progress| progress.done >= progress.of)
            {
                model.status.refresh = None;
                // The demo's tip stays until something else is done.
                if !matches!(model.status.notice, Some(Notice::DemoTip { .. })) {
                    model.status.tell(Notice::Refreshed { new, failed });
                }
            }
            Vec::new()
        }
        Report::Added { feed, title, new } => {
            let told = Notice::Added {
                title: title.clone(),
                count: new,
            };
            show_added(model, feed, title, told)
        }
        Report::AlreadyThere { feed, title } => {
            let told = Notice::AlreadyThere {
                title: title.clone(),
            };
            show_added(model, feed, title, told)
        }
        Report::Choose {
            candidates,
            further,
        } => choose(model, candidates, further),
        Report::Chosen { new, failed } => chosen(model, new, &failed),
        Report::AddFailed { typed, trouble } => {
            let sentence = said(model, &trouble);
            match model.overlays.last_mut() {
                Some(Overlay::Prompt(prompt)) if prompt.purpose == Purpose::Add => {
                    prompt.busy = false;
                    prompt.error = Some(sentence);
                }
                Some(Overlay::Choice(choice)) if choice.busy => {
                    choice.fail(&typed);
                    choice.busy = false;
                    choice.error = Some(sentence);
                }
                _ => {
                    let address = crate::text::mask::url(&typed);
                    let reason = match &trouble {
                        // The address is told already.
                        Trouble::Fetch(FetchError::At { url, error }) if *url == address => {
                            said_of(model, error)
                        }
                        _ => sentence,
                    };
                    model.status.tell(Notice::NotAdded { address, reason });
                }
            }
            Vec::new()
        }
        Report::Removed { feed, title } => {
            let height = model.list_height();
            model.list.drop_feed(feed, height);
            if matches!(model.scope.base, Base::Feed { id, .. } if id == feed) {
                // Its own list is gone with it.
                let river = Scope::river(&model.config.reader.view);
                model.scope = river;
                model.status.tell(Notice::Removed { title });
                let mut effects = panel_and_rows(model);
                effects.extend(reload(model));
                return effects;
            }
            model.status.tell(Notice::Removed { title });
            panel_and_rows(model)
        }
        Report::Edited { title } => {
            model.status.tell(Notice::Edited { title });
            panel_and_rows(model)
        }
        Report::StoreChanged => {
            model.reading.forget_neighbours();
            let mut effects = panel_and_rows(model);
            effects.extend(arrivals(model));
            effects.extend(sheets::reread(model));
            effects
        }
        Report::ConfigChanged(config) => {
            // Subscriptions that changed show by themselves, and are told by who changed them.
            let same = *config
                == Config {
                    feeds: config.feeds.clone(),
                    ..model.config.clone()
                };
            model.config = (*config).clone();
            if !same {
                model.status.tell(Notice::ConfigTaken);
            }
            vec![Effect::Configure(config)]
        }
        Report::ConfigWrong(trouble) => {
            model.status.tell(Notice::Trouble(trouble.say(model.lang)));
            Vec::new()
        }
        Report::Failed { what, trouble } => failed(model, &what, &trouble),
    }
}

/// A feed was added. Where somebody waits for it, its list opens; else nothing moves.
fn show_added(model: &mut Model, feed: i64, title: String, told: Notice) -> Vec<Effect> {
    model.status.tell(told);
    if !std::mem::take(&mut model.waiting) {
        return arrivals(model);
    }
    model.overlays.clear();
    moving::show(model, Base::Feed { id: feed, title })
}

/// Several feeds behind one address: a choice where somebody waits for it; of a paste of several addresses the likeliest
/// of each is taken that is a feed.
fn choose(model: &mut Model, candidates: Vec<Candidate>, further: Box<Further>) -> Vec<Effect> {
    let awaited = match model.overlays.last() {
        Some(Overlay::Prompt(prompt)) => prompt.purpose == Purpose::Add && prompt.busy,
        Some(Overlay::Choice(choice)) => choice.busy,
        _ => false,
    };
    if awaited {
        model.overlays.pop();
        let choice = Choice::new(candidates, *further);
        model.overlays.push(Overlay::Choice(choice));
        return Vec::new();
    }
    let urls = candidates.into_iter().map(|candidate| candidate.url);
    vec![Effect::Engine(Command::Choose {
        urls: urls.collect(),
        take: Take::First,
        further,
    })]
}

/// Several were chosen: those that are none keep the choice open, with the sentence of the first.
fn chosen(model: &mut Model, new: usize, failed: &[(String, Trouble)]) -> Vec<Effect> {
    let sentence = failed.first().map(|(_, trouble)| said(model, trouble));
    match model.overlays.last_mut() {
        Some(Overlay::Choice(choice)) if choice.busy => {
            choice.busy = false;
            choice.error.clone_from(&sentence);
            choice.ticked.clear();
            for (url, _) in failed {
                choice.fail(url);
            }
            if sentence.is_none() {
                model.overlays.clear();
            }
        }
        _ => {}
    }
    let failed = failed.len();
    model.status.tell(Notice::Refreshed { new, failed });
    panel_and_rows(model)
        .into_iter()
        .chain(arrivals(model))
        .collect()
}

/// Why something could not be added.
fn said(model: &Model, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Fetch(error) => said_of(model, error),
        other => other.say(model.lang),
    }
}

fn said_of(model: &Model, error: &FetchError) -> String {
    let sentence = error.say_of_add(model.lang);
    match error.rest_until() {
        Some(until) => {
            let when = ui::next_try(until, model.now, &model.zone, model.lang);
            format!("{sentence} {}", fetch::asks_to_wait(&when, model.lang))
        }
        None => sentence,
    }
}

fn panel_and_rows(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![Effect::Engine(Command::Panel)];
    effects.extend(marking::reread(model));
    effects
}

fn arrived(model: &mut Model, keys: &[i64]) -> Vec<Effect> {
    let height = model.list_height();
    if !model.list.loaded {
        model.list = ArticleList::new(keys.to_vec(), Vec::new(), None);
        return Vec::new();
    }
    if model
        .scope
        .query()
        .is_ok_and(|query| query.sort != Sort::Newest)
    {
        // This order has no place for what is new: `g` reads the list anew.
        model.list.stale |= model.list.lacks(keys);
        return Vec::new();
    }
    let untouched = model.list.untouched;
    let new = model.list.arrive(keys, height);
    // What came back into the list by an undo, or by marks made elsewhere, is no news.
    let news = new.min(std::mem::take(&mut model.fresh));
    if news > 0 && !untouched {
        model.list.announced += news;
        model.status.tell(Notice::Arrived {
            count: model.list.announced,
        });
    }
    Vec::new()
}

fn visited(model: &mut Model, outcome: &Outcome) {
    if let Some(progress) = &mut model.status.refresh {
        progress.done += 1;
    }
    if outcome.status == Status::Moved {
        let title = outcome.title.clone();
        model.status.tell(Notice::FeedMoved { title });
    }
    if outcome.status == Status::Failed
        && let Some(trouble) = &outcome.failure
    {
        let next = outcome
            .next
            .map(|next| ui::next_try(next, model.now, &model.zone, model.lang));
        let reason = match trouble {
            // A busy site is told in few words: its status and the next try say it all.
            Trouble::Fetch(FetchError::Status { status, .. }) if next.is_some() => {
                status.to_string()
            }
            Trouble::Fetch(error) => error.reason(model.lang),
            other => other.say(model.lang),
        };
        model.status.failure = Some(Notice::Failed {
            title: outcome.title.clone(),
            reason,
            next,
        });
    }
}

fn told_gesture(model: &mut Model, gesture: &Gesture) {
    if let GestureKind::Mark(mark) = &gesture.kind {
        let told = gesture.count > 1 || !matches!(mark, Mark::Read);
        // Opening an article marks it: that needs no words, undo takes it back all the same.
        if told {
            model.status.tell(Notice::Marked {
                deed: deed(mark),
                count: gesture.count,
            });
        }
    }
}

fn undone(model: &mut Model, gesture: Option<Gesture>) -> Vec<Effect> {
    let Some(gesture) = gesture else {
        model.status.tell(Notice::NothingToUndo);
        return Vec::new();
    };
    let on_feeds = !matches!(gesture.kind, GestureKind::Mark(_));
    model.status.tell(match gesture.kind {
        GestureKind::Mark(mark) => Notice::MarkUndone {
            deed: deed(&mark),
            count: gesture.count,
        },
        GestureKind::AddFeeds(urls) => Notice::AddingUndone { count: urls.len() },
        GestureKind::RemoveFeed { title, .. } => Notice::RemovalUndone { title },
        GestureKind::EditFeed { .. } => Notice::EditUndone,
    });
    if on_feeds {
        let height = model.list_height();
        model.list.restore_dropped(height);
    }
    let mut effects = panel_and_rows(model);
    effects.extend(arrivals(model));
    effects
}

fn failed(model: &mut Model, what: &Failure, trouble: &Trouble) -> Vec<Effect> {
    let sentence = trouble.say(model.lang);
    match what {
        Failure::Store => {
            model.status.tell(Notice::ReadOnly(sentence.clone()));
            model.read_only = Some(sentence);
            Vec::new()
        }
        // What the eye saw marked is not: the rows are read anew.
        Failure::Mark => {
            model.status.tell(Notice::ReadOnly(sentence));
            marking::reread(model)
        }
        // Said once already: nothing can be written.
        Failure::Other if model.read_only.is_some() && matches!(trouble, Trouble::Store(_)) => {
            Vec::new()
        }
        Failure::Other => {
            model.status.tell(Notice::Trouble(sentence));
            Vec::new()
        }
    }
}
