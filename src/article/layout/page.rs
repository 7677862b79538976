//! The page being filled: finished lines, and what stands before each of them (quote bars, indentation, markers).

use super::{Layout, Line, MIN_WIDTH, Options, Role, Room, Rooms, Span, bidi};
use crate::article::{Block, Document};
use crate::text::width;

/// Columns that text keeps, however deep it is nested.
const MIN_TEXT: usize = 10;

/// What stands before the lines of a nested block: once a marker, then its indentation.
#[derive(Debug)]
struct Prefix {
    first: Option<String>,
    rest: &'static str,
    columns: usize,
}

/// The page being filled.
pub struct Page<'a> {
    /// What is laid out.
    pub document: &'a Document,
    /// How.
    pub options: Options,
    /// The role of running text here: [`Role::Quote`] inside a quotation.
    pub role: Role,
    /// The text being laid out runs in both directions.
    pub mixed: bool,
    /// What is known of its pictures.
    pub rooms: &'a Rooms,
    /// Rows kept for pictures.
    pub placed: Vec<Room>,
    /// The pictures that stand alone, by their numbers.
    pub figures: Vec<usize>,
    lines: Vec<Line>,
    prefixes: Vec<Prefix>,
    /// A marker for which there was no room before the text.
    lead: String,
    block: usize,
}

impl<'a> Page<'a> {
    /// An empty page.
    pub fn new(document: &'a Document, options: Options, rooms: &'a Rooms) -> Page<'a> {
        Page {
            document,
            options: Options {
                width: options.width.max(MIN_WIDTH),
                ..options
            },
            role: Role::Text,
            mixed: false,
            rooms,
            placed: Vec::new(),
            figures: Vec::new(),
            lines: Vec::new(),
            prefixes: Vec::new(),
            lead: String::new(),
            block: 0,
        }
    }

    /// What was laid out.
    pub fn finish(self) -> Layout {
        Layout {
            width: self.options.width,
            lines: self.lines,
            figures: self.figures,
            pictures: self.placed,
        }
    }

    /// Lines so far.
    pub fn height(&self) -> usize {
        self.lines.len()
    }

    /// Columns left for text.
    pub fn width(&self) -> usize {
        let taken: usize = self.prefixes.iter().map(|prefix| prefix.columns).sum();
        self.options.width - taken
    }

    /// Lays out the article's own blocks, a blank line between two.
    pub fn top_level(&mut self, blocks: &[Block]) {
        for (number, block) in blocks.iter().enumerate() {
            self.block = number;
            self.apart(|page| page.block(block));
        }
    }

    /// Lays out blocks, a blank line between two.
    pub fn blocks(&mut self, blocks: &[Block]) {
        let before = self.lines.len();
        for block in blocks {
            if self.lines.len() == before {
                self.block(block);
            } else {
                self.apart(|page| page.block(block));
            }
        }
    }

    /// Lays something out with a blank line before it, where there is something above and it gives any lines.
    pub fn apart(&mut self, lay: impl FnOnce(&mut Self)) {
        let before = self.lines.len();
        if before > 0 {
            self.push_blank();
        }
        let with_blank = self.lines.len();
        lay(self);
        if self.lines.len() == with_blank {
            self.lines.truncate(before);
        }
    }

    /// Lays something out behind a prefix. `first` stands once, before its first line, `rest` before the others; both
    /// take as many columns. Where that would leave no room for text, the indentation around shrinks; where that is not
    /// enough, nothing is indented and `first` leads the text.
    pub fn behind(
        &mut self,
        first: Option<&str>,
        rest: &'static str,
        columns: usize,
        lay: impl FnOnce(&mut Self),
    ) {
        self.flush_lead_before(first);
        let around: Vec<usize> = self.prefixes.iter().map(|prefix| prefix.columns).collect();
        self.shrink((columns + MIN_TEXT).saturating_sub(self.width()));
        if self.width() < columns + MIN_TEXT {
            self.restore(&around);
            self.lead.push_str(first.unwrap_or_default());
            lay(self);
            self.lead.clear();
            return;
        }
        self.prefixes.push(Prefix {
            first: first.map(str::to_owned),
            rest,
            columns,
        });
        lay(self);
        self.prefixes.pop();
        self.restore(&around);
    }

    /// Takes columns away from the blank indentation around, the outermost first; none before a bar, which must not move.
    fn shrink(&mut self, mut missing: usize) {
        let is_fixed = |prefix: &Prefix| !prefix.rest.is_empty() || prefix.first.is_some();
        let fixed = self.prefixes.iter().rposition(is_fixed);
        for prefix in self
            .prefixes
            .iter_mut()
            .skip(fixed.map_or(0, |last| last + 1))
        {
            let taken = missing.min(prefix.columns);
            prefix.columns -= taken;
            missing -= taken;
        }
    }

    /// Gives the prefixes around the columns back that they had.
    fn restore(&mut self, columns: &[usize]) {
        for (prefix, columns) in self.prefixes.iter_mut().zip(columns) {
            prefix.columns = *columns;
        }
    }

    /// Takes the marker that has to stand in the text itself.
    pub fn take_lead(&mut self) -> String {
        std::mem::take(&mut self.lead)
    }

    /// Adds a line behind its prefixes; blanks at its end go.
    pub fn push(&mut self, spans: Vec<Span>) {
        if !self.lead.is_empty() {
            let lead = self.take_lead();
            self.push(vec![ornament(lead)]);
        }
        let mut line = Line {
            spans: match self.prefixes.is_empty() {
                true => spans,
                false => {
                    let mut line = self.prefix_spans(false);
                    line.extend(spans);
                    line
                }
            },
            block: self.block,
        };
        trim_end(&mut line.spans);
        bidi::isolate(&mut line.spans, self.mixed);
        self.lines.push(line);
    }

    /// Adds an empty line, quote bars kept; never two in a row.
    fn push_blank(&mut self) {
        let mut spans = self.prefix_spans(true);
        trim_end(&mut spans);
        self.lines.push(Line {
            spans,
            block: self.block,
        });
    }

    fn flush_lead_before(&mut self, first: Option<&str>) {
        let room = self.width() > self.lead.len() + first.unwrap_or_default().len() + MIN_TEXT / 2;
        if first.is_some() && !self.lead.is_empty() && !room {
            let lead = self.take_lead();
            self.push(vec![ornament(lead)]);
        }
    }

    fn prefix_spans(&mut self, blank: bool) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::with_capacity(self.prefixes.len() + 4);
        for prefix in &mut self.prefixes {
            let marker = if blank { None } else { prefix.first.take() };
            let text = match marker {
                Some(marker) => {
                    let missing = prefix.columns.saturating_sub(width::width(&marker));
                    marker + &" ".repeat(missing)
                }
                None if prefix.rest.is_empty() => " ".repeat(prefix.columns),
                None => prefix.rest.to_owned(),
            };
            match spans.last_mut() {
                Some(last) => last.text.push_str(&text),
                None => spans.push(ornament(text)),
            }
        }
        spans
    }
}

/// What the layout adds.
pub fn ornament(text: impl Into<String>) -> Span {
    Span {
        text: text.into(),
        role: Role::Ornament,
        ..Span::default()
    }
}

fn trim_end(spans: &mut Vec<Span>) {
    while let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            return;
        }
        spans.pop();
    }
}
