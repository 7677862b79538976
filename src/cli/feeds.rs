//! `feeds`: the subscriptions, one a line.

use std::io::{self, Write};

use super::args::Feeds;
use super::json::{self, FeedLine};
use super::output::{Look, Output};
use super::stop::{End, Stop};
use super::table::{Align, fit};
use super::{Session, library, output};
use crate::engine::clock;
use crate::store::{Clock, Feed};
use crate::text::messages::cli::{Notice, feed_columns};
use crate::text::{date, number, sanitise, width};

/// The widest column of titles.
const TITLE: usize = 30;

/// Prints the subscriptions.
pub(super) fn run(session: &Session, args: &Feeds) -> Result<End, Stop> {
    let feeds = match library::reader(session)? {
        Some(reader) => reader.feeds()?,
        None => Vec::new(),
    };
    let mut out = output::data();
    if args.json {
        for feed in &feeds {
            output::json(&mut out, &FeedLine::new(feed, session.lang()))?;
        }
    } else if feeds.is_empty() {
        session.output.tell(&Notice::NoFeeds);
    } else {
        print(&mut out, &feeds, &session.output)?;
    }
    output::finish(out)?;
    Ok(End::Well)
}

/// One line a feed: number, unread, all, last visit, title, address, the last failure. Heads on a terminal alone.
fn print(out: &mut impl Write, feeds: &[Feed], output: &Output) -> io::Result<()> {
    let clock = clock::local();
    let heads = feed_columns(output.lang).map(str::to_owned);
    let lines: Vec<[String; 6]> = feeds
        .iter()
        .map(|feed| cells(feed, &clock, output))
        .collect();
    let terminal = output::columns().is_some();
    let shown = || terminal.then_some(&heads).into_iter().chain(&lines);
    let widest = |column: usize| {
        let widths = shown().map(|cells| width::width(&cells[column]));
        widths.max().unwrap_or(0).min(TITLE)
    };
    let widths: [usize; 5] = std::array::from_fn(widest);
    let set = |cells: &[String; 6]| {
        let mut line = String::new();
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let align = if column < 3 {
                Align::Right
            } else {
                Align::Left
            };
            line.push_str(&fit(cell, width, align));
            line.push_str("  ");
        }
        line.push_str(&cells[5]);
        line
    };
    if terminal {
        writeln!(out, "{}", output.paint(&set(&heads), Look::Dim))?;
    }
    for (cells, feed) in lines.iter().zip(feeds) {
        match json::stored_failure(feed, output.lang) {
            None => writeln!(out, "{}", set(cells))?,
            Some(failure) => {
                let failure = output.paint(&format!("! {failure}"), Look::Red);
                writeln!(out, "{}  {failure}", set(cells))?;
            }
        }
    }
    Ok(())
}

fn cells(feed: &Feed, clock: &Clock, output: &Output) -> [String; 6] {
    let visit = feed
        .fetched
        .map(|fetched| date::column(fetched, clock.now, &clock.zone, output.lang));
    [
        feed.id.to_string(),
        number::integer(feed.unread, output.lang),
        number::integer(feed.total, output.lang),
        visit.unwrap_or_else(|| "–".to_owned()),
        sanitise::line(&feed.title),
        json::address(&feed.url),
    ]
}
