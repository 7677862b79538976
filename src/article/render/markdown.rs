//! CommonMark (with GitHub's tables and `~~`). Text is escaped so that it reads back as text.

use crate::article::{Block, Cell, Document, Inline, ListItem, Marker, Media, Style, grid};
use crate::text::messages::article::StandIn;
use crate::text::{Lang, Say};

/// CommonMark.
pub fn markdown(document: &Document) -> String {
    let mut lines = Writer { document }.blocks(&document.blocks);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let mut out = lines.join("\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

struct Writer<'a> {
    document: &'a Document,
}

impl Writer<'_> {
    /// The lines of blocks, an empty one between two.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut after_list = false;
        for block in blocks {
            let block_lines = self.block(block);
            if block_lines.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let is_list = matches!(block, Block::List(_));
            if after_list && is_list {
                // Two lists in a row would read back as one.
                lines.extend(["<!-- -->".to_owned(), String::new()]);
            }
            after_list = is_list;
            lines.extend(block_lines);
        }
        lines
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Paragraph(inlines) => self.lines(inlines),
            Block::Heading(level, inlines) => {
                let text = self.lines(inlines).join(" ").replace("\\ ", " ");
                vec![format!(
                    "{} {text}",
                    "#".repeat(usize::from((*level).clamp(1, 6)))
                )]
            }
            Block::List(items) => self.list(items),
            Block::Quote(blocks) => behind(self.blocks(blocks), "> ", "> "),
            Block::Code { text, language } => code(text, language.as_deref()),
            Block::Table {
                header,
                rows,
                caption,
            } => self.table(header, rows, caption),
            Block::Figure {
                image,
                caption,
                link,
            } => {
                let picture = Inline::Image {
                    image: *image,
                    link: *link,
                };
                let mut lines = self.lines(&[picture]);
                if !caption.is_empty() {
                    lines.push(String::new());
                    lines.extend(self.lines(caption));
                }
                lines
            }
            Block::Definitions(pairs) => {
                let mut lines = Vec::new();
                for (term, definition) in pairs {
                    if !lines.is_empty() {
                        lines.push(String::new());
                    }
                    lines.extend(self.lines(&all_strong(term)));
                    if !definition.is_empty() {
                        lines.push(String::new());
                        lines.extend(self.blocks(definition));
                    }
                }
                lines
            }
            Block::Details { summary, blocks } => {
                let mut lines = Vec::new();
                if !summary.is_empty() {
                    lines.extend(self.lines(&all_strong(summary)));
                    lines.push(String::new());
                }
                lines.extend(self.blocks(blocks));
                lines
            }
            Block::Rule => vec!["---".to_owned()],
        }
    }

    fn list(&self, items: &[ListItem]) -> Vec<String> {
        let tight = items.iter().all(ListItem::is_tight);
        let mut lines = Vec::new();
        for item in items {
            if !lines.is_empty() && !tight {
                lines.push(String::new());
            }
            let marker = match &item.marker {
                Marker::Bullet => "- ".to_owned(),
                // CommonMark counts in figures alone, nine at most: other labels go into the text of a bullet.
                Marker::Ordinal(label) => match label.strip_suffix('.') {
                    Some(number)
                        if number.len() <= 9
                            && number.bytes().all(|byte| byte.is_ascii_digit()) =>
                    {
                        format!("{label} ")
                    }
                    _ => format!("- {} ", escape(label, true)),
                },
            };
            let indent = match &item.marker {
                Marker::Ordinal(_) if !marker.starts_with('-') => marker.len(),
                _ => 2,
            };
            let item_lines = if tight {
                item.blocks
                    .iter()
                    .flat_map(|block| self.block(block))
                    .collect()
            } else {
                self.blocks(&item.blocks)
            };
            let item_lines = if item_lines.is_empty() {
                vec![String::new()]
            } else {
                item_lines
            };
            lines.extend(behind(item_lines, &marker, &" ".repeat(indent)));
        }
        lines
    }

    fn table(&self, header: &[Vec<Cell>], rows: &[Vec<Cell>], caption: &[Inline]) -> Vec<String> {
        let grid = grid::place(header.iter().chain(rows));
        let columns = grid::columns(&grid);
        let mut lines = self.lines(caption);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        // GitHub's tables have one line of headers, empty where the table has none.
        let (head, body) = grid.split_at(header.len().min(1));
        lines.push(self.row(head.first().map_or(&[], Vec::as_slice), columns));
        lines.push(format!("|{}", " --- |".repeat(columns)));
        lines.extend(body.iter().map(|row| self.row(row, columns)));
        lines
    }

    fn row(&self, cells: &[grid::Placed<'_>], columns: usize) -> String {
        let mut texts = vec![String::new(); columns];
        for placed in cells.iter().filter(|placed| !placed.from_above) {
            let text = self
                .lines(&placed.cell.inlines)
                .join(" ")
                .replace("\\ ", " ");
            texts[placed.column] = text.replace('|', "\\|");
        }
        let cells: String = texts.iter().map(|text| format!(" {text} |")).collect();
        format!("|{cells}")
    }

    /// Inlines as lines; a forced line end is a backslash.
    fn lines(&self, inlines: &[Inline]) -> Vec<String> {
        let mut text = String::new();
        let mut open: Vec<&'static str> = Vec::new();
        let mut link = None;
        for inline in inlines {
            let (style, next_link) = match inline {
                Inline::Text { style, link, .. } => (*style, *link),
                Inline::Image { link, .. } | Inline::Media { link, .. } => {
                    (Style::default(), *link)
                }
                Inline::Break => (Style::default(), None),
            };
            if next_link != link {
                close_all(&mut text, &mut open);
                self.close_link(&mut text, link);
                if next_link.is_some() {
                    text.push('[');
                }
                link = next_link;
            }
            set_marks(&mut text, &mut open, style);
            self.inline(&mut text, inline);
        }
        close_all(&mut text, &mut open);
        self.close_link(&mut text, link);
        if text.is_empty() {
            return Vec::new();
        }
        text.split('\n').map(str::to_owned).collect()
    }

    fn inline(&self, out: &mut String, inline: &Inline) {
        match inline {
            Inline::Text { text, style, .. } if style.code => out.push_str(&code_span(text)),
            Inline::Text { text, .. } => {
                let at_start = out.is_empty() || out.ends_with('\n');
                out.push_str(&escape(text, at_start));
            }
            Inline::Image { image, .. } => {
                if let Some(image) = self.document.images.get(*image) {
                    let alt = escape(&image.alt, false);
                    match image.url.is_empty() {
                        true => out
                            .push_str(&escape(&StandIn::Image(&image.alt).say(self.lang()), false)),
                        false => out.push_str(&format!("![{alt}](<{}>)", image.url)),
                    }
                }
            }
            Inline::Media { kind, title, .. } => {
                let said = match kind {
                    Media::Video => StandIn::Video(title),
                    Media::Audio => StandIn::Audio(title),
                    Media::Frame => StandIn::Frame(title),
                };
                out.push_str(&escape(&said.say(self.lang()), false));
            }
            Inline::Break => out.push_str("\\\n"),
        }
    }

    fn close_link(&self, out: &mut String, link: Option<usize>) {
        if let Some(link) = link.and_then(|link| self.document.links.get(link)) {
            out.push_str(&format!(
                "](<{}>)",
                link.url.replace('<', "%3C").replace('>', "%3E")
            ));
        }
    }

    fn lang(&self) -> Lang {
        if self.document.french {
            Lang::Fr
        } else {
            Lang::En
        }
    }
}

fn all_strong(inlines: &[Inline]) -> Vec<Inline> {
    let mut inlines = inlines.to_vec();
    for inline in &mut inlines {
        if let Inline::Text { style, .. } = inline {
            style.strong = true;
        }
    }
    inlines
}

/// Closes the marks that no longer hold and opens those that begin.
fn set_marks(out: &mut String, open: &mut Vec<&'static str>, style: Style) {
    let wanted: Vec<&'static str> = [
        (style.strong, "**"),
        (style.emphasis, "*"),
        (style.struck, "~~"),
    ]
    .into_iter()
    .filter_map(|(is_set, mark)| is_set.then_some(mark))
    .collect();
    while open.iter().any(|mark| !wanted.contains(mark)) {
        if let Some(mark) = open.pop() {
            out.push_str(mark);
        }
    }
    for mark in wanted {
        if !open.contains(&mark) {
            out.push_str(mark);
            open.push(mark);
        }
    }
}

fn close_all(out: &mut String, open: &mut Vec<&'static str>) {
    while let Some(mark) = open.pop() {
        out.push_str(mark);
    }
}

/// The lines with a marker before the first and an indentation before the others; empty lines stay empty.
fn behind(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let put = |(place, line): (usize, String)| {
        let prefix = if place == 0 { first } else { rest };
        format!("{prefix}{line}").trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(put).collect()
}

/// A fenced block whose fence is longer than any in it.
fn code(text: &str, language: Option<&str>) -> Vec<String> {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let mut lines = vec![format!("{fence}{}", language.unwrap_or_default())];
    lines.extend(text.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

fn code_span(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or(0)
}

/// Text with what Markdown would read as marks escaped; at the start of a line also what would begin a block.
fn escape(text: &str, at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let follows = &text[at + c.len_utf8()..];
        let next = follows.chars().next().unwrap_or(' ');
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Inside a word an underscore is no emphasis.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '~' => next == '~' || before == '~',
            '&' => next == '#' || next.is_ascii_alphabetic(),
            '!' => next == '[' || follows.is_empty(),
            '#' | '+' | '-' | '>' | '=' | '|' => at_start && at == 0,
            '.' | ')' => {
                at_start
                    && at > 0
                    && at <= 9
                    && text[..at].bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out.replace(['\u{ad}', '\u{200b}'], "")
}
