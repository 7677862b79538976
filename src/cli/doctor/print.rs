//! `doctor`'s report for people: what asks for a hand stands out, feeds without trouble are counted.

use std::io::{self, Write};

use super::report::{FeedLine, FileLine, Report};
use crate::cli::output::Look;
use crate::cli::table::{Align, fit};
use crate::cli::{Session, json};
use crate::engine::clock;
use crate::store::{Clock, Rebuilt, Repair};
use crate::text::messages::cli::Notice;
use crate::text::messages::doctor::{Finding, Label, Part};
use crate::text::messages::manners::Why;
use crate::text::messages::visits::{self, Fact};
use crate::text::{Lang, Say, UnixTime, date, number, width};

/// Columns of the labels.
const LABEL: usize = 16;

/// Prints the report.
pub(super) fn print(
    out: &mut impl Write,
    report: &Report,
    repair: Option<&Repair>,
    session: &Session,
) -> io::Result<()> {
    let page = Page {
        session,
        lang: session.lang(),
        clock: clock::local(),
    };
    if let Some(repair) = repair {
        for sentence in page.repaired(repair) {
            writeln!(out, "{}", sentence.say(page.lang))?;
        }
        writeln!(out)?;
    }
    page.heading(out, Part::Files)?;
    let paths = &report.paths;
    for (label, file) in [
        (Label::Config, &paths.config),
        (Label::Database, &paths.database),
        (Label::Log, &paths.log),
    ] {
        page.line(out, label, &page.file(file).say(page.lang))?;
    }
    writeln!(out)?;
    page.heading(out, Part::Terminal)?;
    let terminal = &report.terminal;
    page.line(out, Label::Term, terminal.term.as_deref().unwrap_or("–"))?;
    for (label, yes) in [
        (Label::Colours, terminal.colors),
        (Label::Unicode, terminal.utf8),
    ] {
        page.line(out, label, &Finding::Yes(yes).say(page.lang))?;
    }
    let no = Finding::Yes(false).say(page.lang);
    page.line(out, Label::Images, terminal.images.as_ref().unwrap_or(&no))?;
    writeln!(out)?;
    page.heading(out, Part::Database)?;
    page.database(out, report)?;
    writeln!(out)?;
    page.heading(out, Part::Feeds)?;
    page.feeds(out, report)
}

struct Page<'a> {
    session: &'a Session,
    lang: Lang,
    clock: Clock,
}

impl Page<'_> {
    fn heading(&self, out: &mut impl Write, part: Part) -> io::Result<()> {
        let heading = self.session.output.paint(&part.say(self.lang), Look::Bold);
        writeln!(out, "{heading}")
    }

    fn line(&self, out: &mut impl Write, label: impl Say + Copy, value: &str) -> io::Result<()> {
        let label = label.say(self.lang);
        let columns = LABEL.max(width::width(&label));
        writeln!(out, "  {}  {value}", fit(&label, columns, Align::Left))
    }

    fn file(&self, file: &FileLine) -> Finding {
        Finding::File {
            path: file.path.clone(),
            size: file.size.map(|size| number::bytes(size, self.lang)),
            read_only: !file.writable,
        }
    }

    fn when(&self, time: UnixTime) -> String {
        date::spoken(time, self.clock.now, &self.clock.zone, self.lang)
    }

    fn database(&self, out: &mut impl Write, report: &Report) -> io::Result<()> {
        let database = &report.database;
        let state = match (database.state, &database.error) {
            (_, Some(error)) => error.clone(),
            ("missing", _) => Finding::NoDatabase.say(self.lang),
            ("sound", _) => Finding::Sound.say(self.lang),
            ("index", _) => Finding::IndexBroken.say(self.lang),
            _ => Finding::Damaged.say(self.lang),
        };
        let look = if report.ok { Look::Dim } else { Look::Red };
        let painted = match report.ok {
            true => state,
            false => self.session.output.paint(&state, look),
        };
        self.line(out, Label::State, &painted)?;
        for fault in &database.faults {
            writeln!(out, "  {}  {fault}", " ".repeat(LABEL))?;
        }
        if matches!(database.state, "damaged" | "index") {
            let advice = Finding::RunRepair.say(self.lang);
            writeln!(out, "  {}  {advice}", " ".repeat(LABEL))?;
        }
        if let (Some(found), None) = (database.version, &database.error) {
            let known = database.known;
            let version = Finding::Version { found, known };
            self.line(out, Label::Version, &version.say(self.lang))?;
        }
        if let (Some(feeds), Some(articles), Some(statuses), Some(starred)) = (
            database.feeds,
            database.articles,
            database.statuses,
            database.starred,
        ) {
            let held = Finding::Held {
                feeds,
                articles,
                statuses,
                starred,
            };
            self.line(out, Label::Holds, &held.say(self.lang))?;
        }
        let snapshot = match &database.snapshot {
            Some(snapshot) => Finding::Snapshot {
                when: self.when(snapshot.moment),
                statuses: snapshot.statuses,
            },
            None => Finding::NoSnapshot,
        };
        self.line(out, Label::Snapshot, &snapshot.say(self.lang))
    }

    /// The feeds that do not do as they should; all of them where more is asked for.
    fn feeds(&self, out: &mut impl Write, report: &Report) -> io::Result<()> {
        let all = self.session.output.verbose;
        let shown = |line: &&FeedLine| all || line.state != "ok";
        let mut shown = report.feeds.iter().filter(shown).peekable();
        if shown.peek().is_none() {
            let feeds = i64::try_from(report.feeds.len()).unwrap_or(i64::MAX);
            let well = Finding::AllWell { feeds }.say(self.lang);
            return writeln!(out, "  {well}");
        }
        for line in shown {
            self.feed(out, line)?;
        }
        Ok(())
    }

    fn feed(&self, out: &mut impl Write, line: &FeedLine) -> io::Result<()> {
        let feed = &line.feed;
        match &line.error {
            Some(error) => {
                let about = Notice::About {
                    what: format!("#{} {}", feed.id, line.title),
                    sentence: self.session.output.paint(error, Look::Red),
                };
                writeln!(out, "  {}", about.say(self.lang))?;
            }
            None => writeln!(out, "  #{} {}", feed.id, line.title)?,
        }
        let mut say =
            |label: visits::Label, fact: Fact| self.line(out, label, &fact.say(self.lang));
        if let Some(fetched) = feed.fetched {
            let answer = Fact::Answer {
                http: feed.http,
                when: self.when(fetched),
                failed: feed.code.is_some(),
            };
            say(visits::Label::Answer, answer)?;
        }
        if let Some(since) = feed.failing_since {
            let (since, times) = (self.when(since), feed.failures);
            say(visits::Label::Failing, Fact::Failing { since, times })?;
        }
        if feed.fresh_for.is_some() {
            say(visits::Label::Lifetime, Fact::Lifetime(feed.fresh_for))?;
        }
        let why = feed.why.as_deref().map(|word| Why::told(word, self.lang));
        match feed.next.max(feed.rest_until) {
            _ if feed.gone => say(visits::Label::Next, Fact::Never { why })?,
            Some(next) => {
                let when = date::moment(next, self.clock.now, &self.clock.zone, self.lang);
                say(visits::Label::Next, Fact::Next { when, why })?;
            }
            None => {}
        }
        if line.etag.is_some() || line.last_modified.is_some() {
            let validators = Fact::Validators {
                etag: line.etag.clone(),
                modified: line.last_modified.clone(),
            };
            say(visits::Label::Validators, validators)?;
        }
        if let Some((url, when)) = &feed.moved_from {
            let moved = Fact::Moved {
                from: json::address(url),
                when: self.when(*when),
            };
            say(visits::Label::Moved, moved)?;
        }
        Ok(())
    }

    fn repaired(&self, repair: &Repair) -> Vec<Finding> {
        match repair {
            Repair::Sound => vec![Finding::NothingToRepair],
            Repair::Missing => vec![Finding::NothingThere],
            Repair::Index(articles) => vec![Finding::IndexMade {
                articles: count(*articles),
            }],
            Repair::Rebuilt(rebuilt) => self.rebuilt(rebuilt),
        }
    }

    fn rebuilt(&self, rebuilt: &Rebuilt) -> Vec<Finding> {
        let held = rebuilt.held;
        let mut said = vec![Finding::Rebuilt {
            feeds: held.feeds,
            articles: held.articles,
            statuses: held.statuses,
            starred: held.starred,
        }];
        if rebuilt.lost > 0 || rebuilt.without_text > 0 {
            said.push(Finding::Lost {
                pieces: count(rebuilt.lost),
                without_text: rebuilt.without_text,
            });
        }
        if let Some(restored) = &rebuilt.from_snapshot {
            said.push(Finding::FromSnapshot {
                when: self.when(restored.snapshot.at),
                feeds: count(restored.feeds),
                statuses: count(restored.statuses),
            });
        }
        if let Some(kept) = &rebuilt.damaged {
            let path = crate::text::sanitise::line(&kept.display().to_string());
            said.push(Finding::KeptBeside { path });
        }
        said
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
