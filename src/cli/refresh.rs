//! `refresh`: visits feeds; tells each failure and, at the end, what came of it.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::Notify;

use super::args::Refresh;
use super::json::VisitLine;
use super::stop::{End, Stop};
use super::{Session, find, json, library, net, output};
use crate::engine::refresh::{Outcome, Status, Visitor};
use crate::engine::{Trouble, Writer, clock};
use crate::fetch::FetchError;
use crate::store::Feed;
use crate::text::messages::cli::Notice;
use crate::text::messages::ui;
use crate::text::{Say, sanitise};

/// Visits the feeds asked for.
pub(super) fn run(session: &Session, args: &Refresh) -> Result<End, Stop> {
    let writer = library::writer(session)?;
    let feeds = chosen(session, &writer, &args.feeds)?;
    if feeds.is_empty() && !args.json {
        session.output.tell(&Notice::NoFeeds);
        return Ok(End::Well);
    }
    let forced = args.all || !args.feeds.is_empty();
    let runtime = net::runtime()?;
    let visitor = net::visitor(session, writer)?;
    let teller = Teller::new(session, args.json, feeds.len());
    runtime.block_on(async {
        tokio::select! {
            () = visit(&visitor, feeds, forced, &teller) => {}
            () = teller.unheard.notified() => {}
        }
    });
    runtime.shutdown_background();
    teller.end()
}

/// Visits the feeds, then fetches the pages of those that want it ahead of reading.
async fn visit(visitor: &Visitor, feeds: Vec<Feed>, forced: bool, teller: &Teller<'_>) {
    let with_pages = RefCell::new(Vec::new());
    let tell = |outcome: Outcome| {
        if visitor.wants_full_texts(&outcome) {
            with_pages.borrow_mut().push(outcome.feed);
        }
        teller.tell(&outcome);
    };
    visitor.refresh(feeds, forced, tell).await;
    // Why a page gave nothing is in the log: it is no failure of the feed.
    visitor.full_texts(with_pages.into_inner(), |_, _| {}).await;
}

/// The feeds named, each once; all where none is.
fn chosen(session: &Session, writer: &Writer, named: &[String]) -> Result<Vec<Feed>, Stop> {
    if named.is_empty() {
        return Ok(writer.call(|store| store.feeds())?);
    }
    let mut feeds: Vec<Feed> = Vec::new();
    for name in named {
        let feed = find::feed(session, writer, name)?;
        if feeds.iter().all(|other| other.id != feed.id) {
            feeds.push(feed);
        }
    }
    Ok(feeds)
}

/// Tells outcomes as they come, and counts them.
struct Teller<'a> {
    session: &'a Session,
    json: bool,
    bar: ProgressBar,
    sums: RefCell<Sums>,
    /// Standard output failed.
    broken: Cell<Option<io::Error>>,
    /// Nobody reads standard output any more.
    unheard: Notify,
}

#[derive(Default)]
struct Sums {
    feeds: usize,
    new: usize,
    updated: usize,
    skipped: usize,
    failed: usize,
}

impl<'a> Teller<'a> {
    fn new(session: &'a Session, json: bool, feeds: usize) -> Teller<'a> {
        let visible =
            !json && !session.output.quiet && io::stderr().is_terminal() && !output::dumb();
        let bar = if visible {
            ProgressBar::new(feeds as u64).with_style(style())
        } else {
            ProgressBar::hidden()
        };
        bar.tick();
        Teller {
            session,
            json,
            bar,
            sums: RefCell::default(),
            broken: Cell::new(None),
            unheard: Notify::new(),
        }
    }

    fn tell(&self, outcome: &Outcome) {
        self.count(outcome);
        if self.json {
            if let Err(error) = self.print(outcome) {
                self.broken.set(Some(error));
                self.unheard.notify_one();
            }
        } else if let Some(failure) = &outcome.failure {
            let line = about(outcome, &self.reason(outcome, failure));
            self.bar.suspend(|| self.session.output.complain(&line));
        } else if outcome.status == Status::Moved {
            let to = json::address(&outcome.url);
            let line = about(outcome, &Notice::Moved { to }.say(self.session.lang()));
            self.bar.suspend(|| self.session.output.tell(&line));
        } else if self.session.output.verbose {
            let line = Notice::Visited {
                status: name(outcome.status),
                new: outcome.new,
            };
            let line = about(outcome, &line.say(self.session.lang()));
            self.bar.suspend(|| self.session.output.tell(&line));
        }
        self.bar.set_message(sanitise::line(&outcome.title));
        self.bar.inc(1);
    }

    fn count(&self, outcome: &Outcome) {
        let mut sums = self.sums.borrow_mut();
        sums.feeds += 1;
        sums.new += outcome.new;
        sums.updated += outcome.updated;
        sums.skipped += usize::from(outcome.status == Status::Skipped);
        sums.failed += usize::from(outcome.status == Status::Failed);
    }

    /// One object, out at once: who reads it knows that the feed's articles are on the disk.
    fn print(&self, outcome: &Outcome) -> io::Result<()> {
        let mut out = output::data();
        output::json(&mut out, &VisitLine::new(outcome, self.session.lang()))?;
        out.flush()
    }

    /// Why it failed; a busy site in few words, with the moment of the next visit.
    fn reason(&self, outcome: &Outcome, failure: &Trouble) -> String {
        let lang = self.session.lang();
        let busy = match failure {
            Trouble::Fetch(FetchError::Status { status, .. })
                if matches!(status, 403 | 429 | 500..) =>
            {
                Some(*status)
            }
            _ => None,
        };
        let (Some(status), Some(next)) = (busy, outcome.next) else {
            return failure.say(lang);
        };
        let clock = clock::local();
        let when = ui::next_try(next, clock.now, &clock.zone, lang);
        Notice::TriedAgain { status, when }.say(lang)
    }

    fn end(self) -> Result<End, Stop> {
        self.bar.finish_and_clear();
        if let Some(error) = self.broken.take() {
            return Err(error.into());
        }
        let sums = self.sums.into_inner();
        if !self.json {
            self.session.output.tell(&Notice::Refreshed {
                feeds: sums.feeds,
                new: sums.new,
                updated: sums.updated,
                skipped: sums.skipped,
                failed: sums.failed,
            });
        }
        Ok(if sums.failed > 0 {
            End::Failed
        } else {
            End::Well
        })
    }
}

fn about(outcome: &Outcome, sentence: &str) -> Notice {
    Notice::About {
        what: sanitise::line(&outcome.title),
        sentence: sentence.to_owned(),
    }
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Unchanged => "unchanged",
        Status::Skipped => "skipped",
        Status::Moved => "moved",
        Status::Gone => "gone",
        Status::Failed => "failed",
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
