//! All that is known of a feed's visits, as facts: the last answer, validators, what it asks for, the next visit and
//! why it is that one.

use super::{LONG, Look, Part, Parts, cut, when};
use crate::feed::Schedule;
use crate::store::Feed;
use crate::text::mask;
use crate::text::messages::manners::Why;
use crate::text::messages::visits::{Fact, Label, stored_failure};
use crate::tui::model::Model;

/// Columns that a validator is cut at.
const VALIDATOR: usize = 60;

/// The facts about a feed.
pub(super) fn facts(model: &Model, feed: &Feed, parts: &mut Parts) {
    let mut say = |label: Label, fact: Fact| parts.fact(model, label, &fact);
    say(Label::Address, Fact::Plain(address(&feed.url)));
    if let Some(alias) = &feed.alias {
        say(Label::Alias, Fact::Plain(address(alias)));
    }
    match feed.fetched {
        Some(fetched) => {
            let answer = Fact::Answer {
                http: feed.http,
                when: when(model, fetched),
                failed: feed.code.is_some(),
            };
            say(Label::Answer, answer);
        }
        None => say(Label::Answer, Fact::NotVisited),
    }
    if let Some(failure) = failure(model, feed) {
        parts.push(Part::Text(failure, Look::Error));
    }
    failing(model, feed, parts);
    next(model, feed, parts);
    let mut say = |label: Label, fact: Fact| parts.fact(model, label, &fact);
    if let Some(until) = feed.rest_until.filter(|until| *until > model.now) {
        let until = when(model, until);
        say(Label::Rest, Fact::Rest { until });
    }
    let own = model.config.feeds.iter().find(|own| own.url == feed.url);
    let own = own.and_then(|own| own.interval);
    let interval = Fact::Interval {
        seconds: own.unwrap_or(model.config.network.interval),
        own: own.is_some(),
    };
    say(Label::Interval, interval);
    if feed.fetched.is_some() {
        say(Label::Lifetime, Fact::Lifetime(feed.fresh_for));
        say(Label::Wishes, wishes(feed));
        say(Label::Validators, validators(feed));
    }
    if let Some(to) = &feed.moving_to {
        let to = address(to);
        say(Label::Moving, Fact::Moving { to });
    }
    if let Some((from, moved)) = &feed.moved_from {
        let (from, when) = (address(from), when(model, *moved));
        say(Label::Moved, Fact::Moved { from, when });
    }
    if feed.visits > 0 {
        let visits = Fact::Visits {
            all: feed.visits,
            unchanged: feed.unchanged,
            received: feed.received,
        };
        say(Label::Visits, visits);
    }
}

/// Since when it fails, and when it last did not.
pub(super) fn failing(model: &Model, feed: &Feed, parts: &mut Parts) {
    let Some(since) = feed.failing_since else {
        return;
    };
    let (since, times) = (when(model, since), feed.failures);
    parts.fact(model, Label::Failing, &Fact::Failing { since, times });
    if let Some(succeeded) = feed.succeeded {
        parts.fact(
            model,
            Label::Succeeded,
            &Fact::Plain(when(model, succeeded)),
        );
    }
}

/// The next visit, and why it is then.
pub(super) fn next(model: &Model, feed: &Feed, parts: &mut Parts) {
    let why = feed.why.as_deref().map(|word| Why::told(word, model.lang));
    let fact = match feed.next.max(feed.rest_until) {
        _ if feed.gone => Fact::Never { why },
        Some(next) => {
            let when = when(model, next);
            Fact::Next { when, why }
        }
        None => return,
    };
    parts.fact(model, Label::Next, &fact);
}

/// The sentence of the last failure.
pub(super) fn failure(model: &Model, feed: &Feed) -> Option<String> {
    let data = feed.error.as_deref()?;
    Some(stored_failure(data, feed.code.as_deref(), model.lang))
}

/// An address, its secrets masked.
fn address(url: &str) -> String {
    cut(&mask::url(url), LONG)
}

fn wishes(feed: &Feed) -> Fact {
    let schedule = feed.schedule.as_deref();
    let asked: Schedule = schedule
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    Fact::Wishes {
        period: asked.period,
        hours: asked.skip_hours,
        days: asked.skip_days,
    }
}

fn validators(feed: &Feed) -> Fact {
    let shown = |bytes: &Option<Vec<u8>>| {
        let bytes = bytes.as_deref()?;
        Some(cut(&String::from_utf8_lossy(bytes), VALIDATOR))
    };
    match &feed.validators {
        Some((_, etag, modified)) => Fact::Validators {
            etag: shown(etag),
            modified: shown(modified),
        },
        None => Fact::Validators {
            etag: None,
            modified: None,
        },
    }
}
