//! `check`: reads one feed without storing it, and says what is wrong with it: to people as a report, to machines as
//! JSON. Where there is no feed, it says what there is and the way on.

mod excerpt;
mod report;
mod shape;

use std::path::Path;

use url::Url;

use super::args::Check;
use super::input::Input;
use super::stop::{End, Stop};
use super::{Session, input, output};
use crate::engine::{Trouble, clock};
use crate::feed::lint::{self, Checked};
use crate::feed::{FeedError, Source, discover};
use crate::fetch::{Accept, Code};
use crate::text::messages::check::Report;
use crate::text::messages::cli::Notice;
use crate::text::{Lang, Say, mask, sanitise};

/// The status of what was taken away for good (RFC 9110, 15.5.11).
const GONE: u16 = 410;

/// Reads a feed and reports on it.
pub(super) fn run(session: &Session, args: &Check) -> Result<End, Stop> {
    let input = match input::read(session, &args.target, Accept::Feed) {
        Ok(input) => input,
        Err(stop) => return no_input(session, args, stop),
    };
    let source = Source {
        url: args.base.as_deref().or(input.url.as_deref()),
        charset: input.charset.as_deref(),
        now: clock::now(),
    };
    let checked = lint::check(&input.bytes, &source, input.media_type.as_deref());
    let lang = session.lang();
    let mut out = output::data();
    match &checked.feed {
        Ok(feed) if args.json => {
            let hints = args.hints.then_some(checked.hints.as_slice());
            output::json(&mut out, &shape::of_feed(feed, hints, lang))?;
        }
        Ok(feed) => report::print(&mut out, feed, &checked, input.url.as_deref(), session)?,
        Err(error) if args.json => {
            let reason = reason(error, &checked, &input).say(lang);
            let shape = shape::of_failure(shape::code(error), &reason, checked.broken_at);
            output::json(&mut out, &shape)?;
        }
        Err(_) => {}
    }
    output::finish(out)?;
    let Err(error) = &checked.feed else {
        return Ok(End::Well);
    };
    no_feed(session, &checked, error, &input, args);
    Ok(End::Failed)
}

/// What could not be visited or opened has its code in JSON too; what looks like an address is offered as one.
fn no_input(session: &Session, args: &Check, stop: Stop) -> Result<End, Stop> {
    if let Some((code, reason)) = failure(&stop, session.lang())
        && args.json
    {
        let mut out = output::data();
        output::json(&mut out, &shape::of_failure(code, &reason, None))?;
        output::finish(out)?;
    }
    if let Stop::Notice(Notice::NoPage { status: GONE }, end) = &stop {
        session.output.complain(&Report::Gone);
        return Ok(*end);
    }
    let named = args.target.to_string_lossy();
    if matches!(&stop, Stop::Notice(Notice::Input { .. }, _))
        && !Path::new(&args.target).exists()
        && let Some(url) = maybe_address(&named)
    {
        let end = stop.say(&session.output);
        session.output.complain(&Report::MaybeAddress { url });
        return Ok(end);
    }
    Err(stop)
}

/// The code and the sentence of what could not be visited or opened: nothing is stored here or tried again, so that is
/// not spoken of. None where the program itself cannot work.
fn failure(stop: &Stop, lang: Lang) -> Option<(Code, String)> {
    match stop {
        Stop::Trouble(Trouble::Fetch(error)) => Some((error.code(), error.say_of_add(lang))),
        Stop::Notice(Notice::NoPage { status: GONE }, _) => {
            Some((Code::Http, Report::Gone.say(lang)))
        }
        Stop::Notice(notice @ Notice::NoPage { .. }, _) => Some((Code::Http, notice.say(lang))),
        Stop::Notice(notice @ Notice::Input { .. }, _) => Some((Code::Denied, notice.say(lang))),
        Stop::Notice(notice @ Notice::Runtime { .. }, _) => Some((Code::Connect, notice.say(lang))),
        _ => None,
    }
}

/// The address that a name without a scheme may be: a host with a known ending of none of a file's.
fn maybe_address(named: &str) -> Option<String> {
    const FILES: [&str; 9] = [
        "xml", "rss", "atom", "rdf", "json", "html", "htm", "txt", "feed",
    ];
    let host = named.split('/').next()?;
    let (before, ending) = host.rsplit_once('.')?;
    let is_file = FILES.iter().any(|file| ending.eq_ignore_ascii_case(file));
    let is_host = !before.is_empty()
        && !host.starts_with('.')
        && ending.len() >= 2
        && ending.chars().all(|c| c.is_ascii_alphabetic());
    let url = discover::address(named).filter(|_| is_host && !is_file)?;
    Some(mask::url(url.as_str()))
}

/// Why there is no feed, said to its author.
fn reason(error: &FeedError, checked: &Checked, input: &Input) -> Box<dyn Say> {
    match (error, checked.broken_at) {
        (FeedError::Empty, _) if input.url.is_none() => Box::new(Report::NothingRead),
        (_, Some((line, column))) => Box::new(Report::BrokenJson { line, column }),
        (error, None) => Box::new(error.clone()),
    }
}

/// Says why there is no feed, where, and the feeds that a page announces.
fn no_feed(session: &Session, checked: &Checked, error: &FeedError, input: &Input, args: &Check) {
    let output = &session.output;
    output.complain(reason(error, checked, input).as_ref());
    if let Some(place) = checked.broken_at {
        for line in report::on_stderr(session, &checked.text, place) {
            output::set_on_stderr(&line);
        }
    }
    if !matches!(error, FeedError::NotAFeed { looks_like } if looks_like == "html") {
        return;
    }
    let base = args.base.as_deref().or(input.url.as_deref());
    let base = base.and_then(|base| Url::parse(base).ok());
    let known = base.is_some();
    // Addresses below it are relative ones of a page whose address is not known.
    let nowhere = Url::parse("http://page.invalid/").ok();
    let Some(base) = base.or(nowhere) else {
        return;
    };
    let charset = input.charset.as_deref();
    let pointers = discover::pointers(&input.bytes, charset, &input.links, &base);
    let found: Vec<_> = pointers
        .feeds
        .into_iter()
        .filter(|feed| !feed.url.starts_with("http://page.invalid"))
        .collect();
    if found.is_empty() {
        output.complain(&Report::NoAnnounced { base: known });
        let url = input.url.as_deref().filter(|url| mask::url(url) == **url);
        if let Some(url) = url {
            output.complain(&Report::LookFurther {
                url: url.to_owned(),
            });
        }
        return;
    }
    output.complain(&Report::Announces { feeds: found.len() });
    for feed in found {
        let title = sanitise::line(&feed.title);
        let title = match title.is_empty() {
            true => String::new(),
            false => format!("  # {title}"),
        };
        let url = sanitise::line(&feed.url);
        output::set_on_stderr(&format!("  manchette check {url}{title}"));
    }
}
