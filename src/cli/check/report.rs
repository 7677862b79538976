//! The report of `check` for people: what readers see of the feed, each problem with its place and the line it stands
//! on, and a verdict. As wide as the terminal; to a pipe sentences are not broken.

use std::io::Write;

use super::excerpt::{Lines, excerpt};
use crate::cli::output::{self, Look};
use crate::cli::stop::Stop;
use crate::cli::table::{Align, fit};
use crate::cli::{Session, check::shape};
use crate::config::Glyphs;
use crate::engine::clock;
use crate::feed::lint::Checked;
use crate::feed::{Entry, Feed, MOST_PROBLEMS};
use crate::store::Clock;
use crate::text::messages::check::{self, Report};
use crate::text::messages::feed::Level;
use crate::text::{Lang, Say, breaks, date, mask, number, sanitise, width};

/// How wide an excerpt is where no terminal says.
const PIPED: usize = 80;

/// The widest report.
const WIDEST: usize = 120;

/// How many problems of one kind are shown whole.
const OF_A_CODE: usize = 3;

/// How many further lines are named.
const LINES: usize = 8;

/// How many entries an author sees.
const ENTRIES: usize = 5;

/// A problem or a piece of advice, as the report shows it.
struct Point {
    level: Level,
    code: &'static str,
    /// What those have in common that are shown together.
    kind: &'static str,
    sentence: String,
    detail: String,
    place: Option<(usize, Option<usize>)>,
}

/// Prints the report; `url` is the address that answered, where one did.
pub(super) fn print(
    out: &mut impl Write,
    feed: &Feed,
    checked: &Checked,
    url: Option<&str>,
    session: &Session,
) -> Result<(), Stop> {
    let quiet = session.output.quiet;
    let page = Page::new(session);
    let points = points(feed, checked, page.lang, quiet);
    if !quiet {
        head(out, &page, feed, checked)?;
        entries(out, &page, feed)?;
    }
    let lines = Lines::of(&checked.text);
    let mut rest = points.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|point| point.kind == first.kind);
        let (group, others) = rest.split_at(same.count());
        rest = others;
        let not_all = feed.problems.len() >= MOST_PROBLEMS && first.level != Level::Hint;
        problems(out, &page, group, not_all, &lines)?;
    }
    if !quiet {
        verdict(out, &page, &points, url)?;
    }
    Ok(())
}

/// What a report is set with.
struct Page<'s> {
    session: &'s Session,
    lang: Lang,
    clock: Clock,
    /// Columns to break sentences at; none to a pipe.
    columns: Option<usize>,
    bar: &'static str,
    colors: bool,
}

impl<'s> Page<'s> {
    fn new(session: &'s Session) -> Page<'s> {
        Page {
            session,
            lang: session.lang(),
            clock: clock::local(),
            columns: output::columns().map(|columns| columns.min(WIDEST)),
            colors: true,
            bar: match session.config().reader.glyphs {
                Glyphs::Ascii => "|",
                _ => "│",
            },
        }
    }

    fn paint(&self, text: &str, look: Look) -> String {
        match self.colors {
            true => self.session.output.paint(text, look),
            false => text.to_owned(),
        }
    }

    fn spoken(&self, time: i64) -> String {
        date::spoken(time, self.clock.now, &self.clock.zone, self.lang)
    }

    /// A sentence on lines that fit, those after the first indented.
    fn set(&self, text: &str, indent: usize) -> Vec<String> {
        let Some(columns) = self.columns else {
            return vec![format!("{}{text}", " ".repeat(indent))];
        };
        let room = columns.saturating_sub(indent).max(16);
        let mut lines = Vec::new();
        let (mut start, mut end) = (0, 0);
        let places = breaks::opportunities(text, self.lang == Lang::Fr);
        for place in places.into_iter().chain([text.len()]) {
            if width::width(text[start..place].trim_end()) > room && end > start {
                lines.push(text[start..end].trim_end().to_owned());
                start = end;
            }
            end = place;
        }
        lines.push(text[start..].to_owned());
        lines
            .into_iter()
            .map(|line| format!("{}{line}", " ".repeat(indent)))
            .collect()
    }
}

/// Title, site, what it is made of, how much there is, and what it asks of visits.
fn head(out: &mut impl Write, page: &Page<'_>, feed: &Feed, checked: &Checked) -> Result<(), Stop> {
    let line = |text: &Option<String>| text.as_deref().map(sanitise::line);
    if let Some(title) = line(&feed.title) {
        for line in page.set(&title, 0) {
            writeln!(out, "{}", page.paint(&line, Look::Bold))?;
        }
    }
    if let Some(link) = line(&feed.link) {
        writeln!(out, "{link}")?;
    }
    let mut parts = vec![feed.format.as_str().to_owned()];
    parts.extend(line(&feed.language));
    parts.push(checked.encoding.to_owned());
    parts.push(number::bytes(checked.bytes as u64, page.lang));
    writeln!(out, "{}", parts.join(" · "))?;

    let dates = || feed.entries.iter().filter_map(Entry::date);
    let is = |wanted: fn(&&Entry) -> bool| feed.entries.iter().filter(wanted).count();
    let has_content = |entry: &&Entry| entry.content.is_some();
    let counts = Report::Entries {
        all: feed.entries.len(),
        dated: dates().count(),
        newest: dates().max().map(|date| page.spoken(date)),
        oldest: dates().min().map(|date| page.spoken(date)),
    };
    let texts = Report::Texts {
        whole: is(has_content),
        summary: is(|entry| entry.content.is_none() && entry.summary.is_some()),
        none: is(|entry| entry.html().is_empty()),
        files: is(|entry| !entry.enclosures.is_empty()),
    };
    let schedule = &feed.schedule;
    let visits = Report::Visits {
        period: schedule.period,
        hours: schedule.skip_hours.clone(),
        days: schedule.skip_days.clone(),
    };
    let asks = *schedule != crate::feed::Schedule::default();
    let said = [counts, texts].into_iter().chain(asks.then_some(visits));
    for said in said.map(|what| what.say(page.lang)) {
        for line in page.set(&said, 0).iter().filter(|line| !line.is_empty()) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// The first entries as a list shows them.
fn entries(out: &mut impl Write, page: &Page<'_>, feed: &Feed) -> Result<(), Stop> {
    if !feed.entries.is_empty() {
        writeln!(out)?;
    }
    for entry in feed.entries.iter().take(ENTRIES) {
        let clock = &page.clock;
        let date = entry.date().map_or_else(
            || "–".to_owned(),
            |date| date::column(date, clock.now, &clock.zone, page.lang),
        );
        let date = fit(&date, date::COLUMN, Align::Left);
        let title = match sanitise::line(&entry.title) {
            title if title.is_empty() => Report::Untitled.say(page.lang),
            title => title,
        };
        let room = page.columns.unwrap_or(usize::MAX);
        let title = width::truncate(&title, room.saturating_sub(date::COLUMN + 4), "…");
        writeln!(out, "  {}  {title}", page.paint(&date, Look::Dim))?;
    }
    if feed.entries.len() > ENTRIES {
        let more = feed.entries.len() - ENTRIES;
        let more = Report::MoreEntries { more }.say(page.lang);
        writeln!(out, "  {}", page.paint(&more, Look::Dim))?;
    }
    Ok(())
}

/// Everything to say, the worst first, of one code and of one kind together, in the document's order.
fn points(feed: &Feed, checked: &Checked, lang: Lang, quiet: bool) -> Vec<Point> {
    let problems = feed.problems.iter().map(|problem| Point {
        level: problem.code.level(),
        code: problem.code.as_str(),
        kind: problem.code.kind(&problem.detail),
        sentence: shape::said(problem, lang),
        detail: problem.detail.clone(),
        place: problem.line.map(|line| (line, problem.column)),
    });
    let hints = checked.hints.iter().filter(|_| !quiet).map(|hint| Point {
        level: Level::Hint,
        code: hint.code.as_str(),
        kind: hint.code.as_str(),
        sentence: sanitise::line(&hint.code.say(&hint.detail, lang)),
        detail: hint.detail.clone(),
        place: hint.line.map(|line| (line, hint.column)),
    });
    let mut points: Vec<Point> = problems.chain(hints).collect();
    let mut order: Vec<(&'static str, &'static str)> = Vec::new();
    for point in &points {
        if !order.contains(&(point.code, point.kind)) {
            order.push((point.code, point.kind));
        }
    }
    let order = order.as_slice();
    points.sort_by_key(|point| {
        let of_code = order.iter().position(|(code, _)| *code == point.code);
        let of_kind = order.iter().position(|(_, kind)| *kind == point.kind);
        (point.level, of_code, of_kind)
    });
    points
}

/// The problems of one kind: the first ones whole, of the rest how many (or still more) and where.
fn problems(
    out: &mut impl Write,
    page: &Page<'_>,
    group: &[Point],
    at_least: bool,
    lines: &Lines<'_>,
) -> Result<(), Stop> {
    let mut said: Option<&str> = None;
    for point in group.iter().take(OF_A_CODE) {
        let look = look(point.level);
        let level = check::level(point.level, page.lang);
        let title = page.paint(&format!("{level} [{}]", point.code), look);
        match point.place {
            Some((line, column)) => {
                let place = Report::Place { line, column }.say(page.lang);
                let together = level.len() + point.code.len() + place.len() + 4;
                let narrow = page.columns.is_some_and(|columns| together > columns);
                let gap = if narrow { "\n  " } else { " " };
                writeln!(out, "\n{title}{gap}{}", page.paint(&place, Look::Bold))?;
            }
            None => writeln!(out, "\n{title}")?,
        }
        if said != Some(&point.sentence) {
            for line in page.set(&point.sentence, 2) {
                writeln!(out, "{line}")?;
            }
        }
        said = Some(&point.sentence);
        if let Some((line, column)) = point.place {
            let shown = in_frame(
                page,
                lines,
                (line, column.unwrap_or(1)),
                &point.detail,
                look,
            );
            for line in shown {
                writeln!(out, "{line}")?;
            }
        }
    }
    let more = group.len().saturating_sub(OF_A_CODE);
    if more > 0 {
        let rest = group.iter().skip(OF_A_CODE);
        let mut lines: Vec<usize> = rest
            .filter_map(|point| point.place)
            .map(|(line, _)| line)
            .collect();
        lines.dedup();
        let others = lines.len() > LINES;
        lines.truncate(LINES);
        let more = Report::More {
            more,
            at_least,
            lines,
            others,
        }
        .say(page.lang);
        writeln!(out)?;
        for line in page.set(&more, 2) {
            writeln!(out, "{}", page.paint(&line, Look::Dim))?;
        }
    }
    Ok(())
}

fn look(level: Level) -> Look {
    match level {
        Level::Lost => Look::Red,
        Level::Mended => Look::Yellow,
        Level::Hint => Look::Cyan,
    }
}

/// The excerpt with its line number and bar, and the carets below.
fn in_frame(
    page: &Page<'_>,
    lines: &Lines<'_>,
    (number, column): (usize, usize),
    detail: &str,
    look: Look,
) -> Vec<String> {
    let Some(line) = lines.line(number) else {
        return Vec::new();
    };
    let number = format!("{number:>6}");
    let room = page
        .columns
        .unwrap_or(PIPED)
        .saturating_sub(number.len() + 4);
    let found = excerpt(line, column, detail, room);
    if found.text.is_empty() {
        return Vec::new();
    }
    let bar = page.bar;
    let blank = " ".repeat(number.len());
    vec![
        format!(
            "{} {}",
            page.paint(&format!("{number} {bar}"), Look::Dim),
            found.text
        ),
        format!(
            "{} {}",
            page.paint(&format!("{blank} {bar}"), Look::Dim),
            paint_end(page, &found.marks, look)
        ),
    ]
}

/// The marks, the blanks before them unpainted.
fn paint_end(page: &Page<'_>, marks: &str, look: Look) -> String {
    let carets = marks.trim_start();
    let (blanks, carets) = marks.split_at(marks.len() - carets.len());
    format!("{blanks}{}", page.paint(carets, look))
}

/// The excerpt of a place, as it is said on standard error: without colours.
pub(super) fn on_stderr(session: &Session, text: &str, place: (usize, usize)) -> Vec<String> {
    let page = Page {
        colors: false,
        ..Page::new(session)
    };
    in_frame(&page, &Lines::of(text), place, "", Look::Red)
}

/// How many of each, and the way on.
fn verdict(
    out: &mut impl Write,
    page: &Page<'_>,
    points: &[Point],
    url: Option<&str>,
) -> Result<(), Stop> {
    let count = |level| points.iter().filter(|point| point.level == level).count();
    let verdict = Report::Verdict {
        lost: count(Level::Lost),
        mended: count(Level::Mended),
        hints: count(Level::Hint),
        most: MOST_PROBLEMS,
    };
    writeln!(out)?;
    for line in page.set(&verdict.say(page.lang), 0) {
        writeln!(out, "{}", page.paint(&line, Look::Bold))?;
    }
    // A secret in an address is not shown, and without it the line to type would be wrong.
    let url = url.filter(|url| mask::url(url) == *url).map(str::to_owned);
    let on = match (points.is_empty(), url) {
        (false, _) => Report::Codes,
        (true, Some(url)) => Report::Subscribe { url },
        (true, None) => return Ok(()),
    };
    for line in page.set(&on.say(page.lang), 0) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
