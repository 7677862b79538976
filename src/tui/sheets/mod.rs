//! The lines of the sheets, made from the model: what `update` lays and `view` draws. Both ask here for their place.

mod failures;
mod feed;
mod gestures;
mod why;

use ratatui::layout::Rect;

use super::heading::wrap;
use super::model::Model;
use super::model::sheet::{About, Sheet};
use crate::text::messages::sheet::{Label, Line};
use crate::text::{Say, date, sanitise, width};

pub use failures::unwell;
pub use gestures::deed;

/// The widest a sheet is.
pub const WIDEST: u16 = 92;

/// Fewer columns inside than these put a value below its label instead of beside it.
const BESIDE: usize = 48;

/// Columns before the lines, and before what belongs to a line.
const EDGE: usize = 1;
const INDENT: usize = 3;

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A heading.
    Heading,
    /// Text.
    Plain,
    /// What is over: steps back.
    Quiet,
    /// What went wrong.
    Error,
}

/// A line as it stands in the window: a label where it begins, a text behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Where the label stands, and the label.
    pub label: (usize, String),
    /// Where the text stands, and the text.
    pub text: (usize, String),
    /// The text's look.
    pub look: Look,
    /// The entry it belongs to.
    pub entry: Option<usize>,
}

/// A line before it is laid.
#[derive(Debug)]
enum Part {
    /// A heading, where an entry begins or a subject.
    Heading(String),
    /// A value and what stands before it.
    Fact(String, String),
    /// A sentence.
    Text(String, Look),
    /// One of many: where it goes on below, it steps in.
    Item(String, Look),
    /// Nothing.
    Blank,
}

/// Parts, with the entry each belongs to.
#[derive(Debug, Default)]
struct Parts {
    parts: Vec<(Part, Option<usize>)>,
    entry: Option<usize>,
}

impl Parts {
    fn push(&mut self, part: Part) {
        self.parts.push((part, self.entry));
    }

    /// A heading, cut before it fills a small screen.
    fn heading(&mut self, text: &str) {
        self.push(Part::Heading(cut(text, LONG)));
    }

    fn fact(&mut self, model: &Model, label: impl Say + Copy, value: &impl Say) {
        self.push(Part::Fact(label.say(model.lang), value.say(model.lang)));
    }
}

/// Columns that titles, addresses and validators are cut at.
const LONG: usize = 300;

fn cut(text: &str, columns: usize) -> String {
    width::truncate(&sanitise::line(text), columns, "…").into_owned()
}

/// The title of a sheet.
pub fn title(model: &Model, sheet: &Sheet) -> String {
    let (label, count) = match &sheet.about {
        About::Why { .. } => (Label::Why, 0),
        About::Failures { feeds } => (Label::Failures, feeds.len()),
        About::History(_) => (Label::History, 0),
    };
    let title = label.say(model.lang);
    match count {
        0 => title,
        count => format!("{title} {} {count}", model.glyphs.dot),
    }
}

/// The lines of a sheet at the present size.
pub fn lay(model: &Model, sheet: &Sheet) -> Vec<SheetRow> {
    let parts = match &sheet.about {
        About::Why { row, feed } => why::parts(model, row.as_deref(), *feed),
        About::Failures { feeds } => failures::parts(model, feeds),
        About::History(history) => gestures::parts(model, history),
    };
    rows(
        parts,
        usize::from(model.size.0.min(WIDEST)).saturating_sub(2),
    )
}

/// Where a sheet's window is: the bottom line stays free, there undo and refresh tell what came of them.
pub fn place(size: (u16, u16), rows: usize) -> Rect {
    let width = size.0.min(WIDEST);
    let free = size.1.saturating_sub(1);
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(3);
    let height = height.min(free);
    Rect::new((size.0 - width) / 2, (free - height) / 2, width, height)
}

/// How many lines of a sheet its window shows: those between its frame and its foot.
pub fn shown(size: (u16, u16), rows: usize) -> usize {
    usize::from(place(size, rows).height).saturating_sub(3)
}

/// A moment as people say it.
fn when(model: &Model, time: crate::text::UnixTime) -> String {
    date::moment(time, model.now, &model.zone, model.lang)
}

fn sentence(model: &Model, line: &Line) -> Part {
    Part::Text(line.say(model.lang), Look::Plain)
}

/// Parts as lines of so many columns: what is too long goes on below, under its text.
fn rows(parts: Parts, columns: usize) -> Vec<SheetRow> {
    let labels = parts.parts.iter().map(|(part, _)| match part {
        Part::Fact(label, _) => width::width(label),
        _ => 0,
    });
    let labels = labels.max().unwrap_or(0);
    let beside = columns >= BESIDE;
    let mut rows = Vec::new();
    for (part, entry) in parts.parts {
        let indent = if entry.is_some() { INDENT } else { EDGE };
        let hangs = if matches!(part, Part::Item(..)) { 2 } else { 0 };
        let (mut label, text, mut at, look) = match part {
            Part::Heading(text) => (String::new(), text, EDGE, Look::Heading),
            Part::Text(text, look) | Part::Item(text, look) => (String::new(), text, indent, look),
            Part::Blank => (String::new(), String::new(), EDGE, Look::Plain),
            Part::Fact(label, value) if beside => (label, value, indent + labels + 2, Look::Plain),
            Part::Fact(label, value) => {
                rows.push(SheetRow {
                    label: (indent, label),
                    text: (0, String::new()),
                    look: Look::Plain,
                    entry,
                });
                (String::new(), value, indent + 2, Look::Plain)
            }
        };
        let first = rows.len();
        let room = columns.saturating_sub(at + hangs + EDGE).max(8);
        for line in wrap(&text, room) {
            if rows.len() == first + 1 {
                at += hangs;
            }
            rows.push(SheetRow {
                label: (indent, std::mem::take(&mut label)),
                text: (at, line),
                look,
                entry,
            });
        }
    }
    rows
}
