//! `list`: articles, one a line.

use std::io::{self, Write};

use super::args::List;
use super::json::ArticleLine;
use super::output::{Look, Output};
use super::stop::{End, Stop};
use super::table::{self, Align};
use super::{Session, library, output};
use crate::engine::clock;
use crate::store::{Clock, Reader, Row};
use crate::text::{date, sanitise, width};

/// Rows read at once.
const PIECE: usize = 500;

/// The widest column of feeds' titles.
const FEED: usize = 20;

/// Prints the articles of a query, newest first.
pub(super) fn run(session: &Session, args: &List) -> Result<End, Stop> {
    let query = library::query(args.query.as_deref(), "")?;
    let Some(reader) = library::reader(session)? else {
        return Ok(End::Well);
    };
    let clock = clock::local();
    let keys = reader.keys(&query, &clock, args.limit, None)?;
    let mut out = output::data();
    let table = Table::new(&reader, &session.output, &clock)?;
    for piece in keys.chunks(PIECE) {
        for row in reader.rows(piece)? {
            if args.json {
                output::json(&mut out, &ArticleLine::from(&row))?;
            } else {
                table.print(&mut out, &row)?;
            }
        }
    }
    output::finish(out)?;
    Ok(End::Well)
}

/// How rows are set for people: id, date, `*` for starred, feed, title; unread ones bold.
struct Table<'a> {
    output: &'a Output,
    clock: &'a Clock,
    feed: usize,
    columns: Option<usize>,
}

impl<'a> Table<'a> {
    fn new(reader: &Reader, output: &'a Output, clock: &'a Clock) -> Result<Table<'a>, Stop> {
        let widest = reader
            .feeds()?
            .iter()
            .map(|feed| width::width(&feed.title))
            .max();
        Ok(Table {
            output,
            clock,
            feed: widest.unwrap_or(0).min(FEED),
            columns: output::columns(),
        })
    }

    fn print(&self, out: &mut impl Write, row: &Row) -> io::Result<()> {
        let date = date::column(row.date, self.clock.now, &self.clock.zone, self.output.lang);
        let start = format!(
            "{}  {}  {} {}  ",
            table::fit(&row.id.to_string(), 6, Align::Right),
            table::fit(&date, date::COLUMN, Align::Left),
            if row.starred { '*' } else { ' ' },
            table::fit(&sanitise::line(&row.feed_title), self.feed, Align::Left),
        );
        let title = sanitise::line(&row.title);
        let title = match self.columns {
            Some(columns) => {
                let left = columns.saturating_sub(width::width(&start)).max(10);
                width::truncate(&title, left, "…").into_owned()
            }
            None => title,
        };
        if row.read {
            writeln!(out, "{}", format!("{start}{title}").trim_end())
        } else {
            writeln!(out, "{start}{}", self.output.paint(&title, Look::Bold))
        }
    }
}
