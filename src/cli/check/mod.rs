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
use crate::fetch::Accept;
use crate::text::messages::check::Report;
use crate::text::messages::cli::Notice;
use crate::text::{Say, mask, sanitise};

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
            let reason = reason(error, &checked, &input);
            let place = checked.broken_at;
            let shape = shape::of_failure(shape::code(error), reason.as_ref(), place, lang);
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

/// What could not be visited has its code in JSON too; what looks like an address is offered as one.
fn no_input(session: &Session, args: &Check, stop: Stop) -> Result<End, Stop> {
    if let Stop::Trouble(Trouble::Fetch(error)) = &stop
        && args.json
    {
        let mut out = output::data();
        let shape = shape::of_failure(error.code(), error, None, session.lang());
        output::json(&mut out, &shape)?;
        output::finish(out)?;
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
