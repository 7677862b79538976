//! Inlines in one text. Emphasis is written with `*`, `**` and `~~` where CommonMark reads it there (§ 6.2, flanking), with
//! `_` beside other stars, and with its HTML element where no sign would be read.

use super::escape::{self, longest_run};
use crate::article::{Document, Inline, Media, Style};
use crate::text::messages::article::StandIn;
use crate::text::{Lang, Say};

/// How a forced line end is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// A backslash at the line's end.
    Lines,
    /// `<br>`, where all must stand in one line.
    Tags,
}

/// A way of setting text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Strong,
    Emphasis,
    Struck,
    Marked,
}

const MARKS: [Mark; 4] = [Mark::Strong, Mark::Emphasis, Mark::Struck, Mark::Marked];

impl Mark {
    fn is_set(self, style: Style) -> bool {
        match self {
            Mark::Strong => style.strong,
            Mark::Emphasis => style.emphasis,
            Mark::Struck => style.struck,
            Mark::Marked => style.marked,
        }
    }

    /// The signs that may stand for it, the best first.
    fn signs(self) -> &'static [&'static str] {
        match self {
            Mark::Strong => &["**", "__"],
            Mark::Emphasis => &["*", "_"],
            Mark::Struck => &["~~"],
            Mark::Marked => &[],
        }
    }

    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Mark::Strong => ("<strong>", "</strong>"),
            Mark::Emphasis => ("<em>", "</em>"),
            Mark::Struck => ("<del>", "</del>"),
            Mark::Marked => ("<mark>", "</mark>"),
        }
    }
}

/// A part of the text.
#[derive(Debug)]
enum Piece {
    /// Written already.
    Text(String),
    /// Where a mark begins; the piece it ends at.
    Open(Mark, usize),
    /// Where a mark ends.
    Close,
}

/// The inlines as Markdown.
pub fn write(document: &Document, inlines: &[Inline], ends: Ends) -> String {
    let mut writer = Writer {
        document,
        ends,
        pieces: Vec::new(),
        open: Vec::new(),
    };
    let mut link = None;
    for (place, inline) in inlines.iter().enumerate() {
        let (style, next_link) = look(inline);
        // A line end between two texts that are set alike is set like them.
        let style = match (inline, place.checked_sub(1), inlines.get(place + 1)) {
            (Inline::Break, Some(before), Some(after)) => {
                let (before, after) = (look(&inlines[before]), look(after));
                match before == after {
                    true => before,
                    false => (style, next_link),
                }
            }
            _ => (style, next_link),
        };
        let (mut style, next_link) = style;
        if is_blank_text(inline)
            && let (Some(before), Some(after)) = (place.checked_sub(1), inlines.get(place + 1))
        {
            let (before, after) = (look(&inlines[before]), look(after));
            if before.0 != after.0 && [before.1, after.1] == [next_link; 2] {
                style = writer.held(before.0, after.0);
            }
        }
        if next_link != link {
            writer.set(Style::default());
            writer.close_link(link);
            if next_link.is_some() {
                writer.open_link();
            }
            link = next_link;
        }
        writer.set(style);
        writer.inline(inline);
    }
    writer.set(Style::default());
    writer.close_link(link);
    join(&writer.pieces)
}

/// How an inline is set, and its link. What stands in the line carries no style.
fn look(inline: &Inline) -> (Style, Option<usize>) {
    match inline {
        Inline::Text { style, link, .. } => (*style, *link),
        Inline::Image { link, .. } | Inline::Media { link, .. } => (Style::default(), *link),
        Inline::Break => (Style::default(), None),
    }
}

fn is_blank_text(inline: &Inline) -> bool {
    matches!(inline, Inline::Text { text, style, .. } if text == " " && *style == Style::default())
}

struct Writer<'a> {
    document: &'a Document,
    ends: Ends,
    pieces: Vec<Piece>,
    /// The marks that are open and where they began.
    open: Vec<(Mark, usize)>,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        if let Some(Piece::Text(last)) = self.pieces.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.pieces.push(Piece::Text(text.to_owned()));
        }
    }

    /// The style of a blank between two texts: the marks both have, where they can stay open over it.
    fn held(&self, before: Style, after: Style) -> Style {
        let both = Style {
            emphasis: before.emphasis && after.emphasis,
            strong: before.strong && after.strong,
            struck: before.struck && after.struck,
            marked: before.marked && after.marked,
            code: false,
        };
        let wanted = MARKS.iter().filter(|mark| mark.is_set(both)).count();
        let open = self.open.iter().take_while(|(mark, _)| mark.is_set(both));
        match open.count() == wanted {
            true => both,
            false => Style::default(),
        }
    }

    /// Ends the marks that no longer hold and begins those that do from here.
    fn set(&mut self, style: Style) {
        let keep = self
            .open
            .iter()
            .take_while(|(mark, _)| mark.is_set(style))
            .count();
        for (_, begun) in self.open.split_off(keep).into_iter().rev() {
            let end = self.pieces.len();
            if end == begun + 1 {
                // Nothing stands in it.
                self.pieces.pop();
                continue;
            }
            if let Some(Piece::Open(_, at)) = self.pieces.get_mut(begun) {
                *at = end;
            }
            self.pieces.push(Piece::Close);
        }
        for mark in MARKS {
            let is_open = self.open.iter().any(|(open, _)| *open == mark);
            if mark.is_set(style) && !is_open {
                self.open.push((mark, self.pieces.len()));
                self.pieces.push(Piece::Open(mark, 0));
            }
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, style, .. } if style.code => self.push(&code_span(text)),
            // Between two codes, which would be read as one.
            Inline::Text { text, .. } if text == "\u{200b}" => self.push("&#8203;"),
            Inline::Text { text, .. } => self.push(&escape::text(text)),
            Inline::Image { image, .. } => {
                if let Some(image) = self.document.images.get(*image) {
                    let written = match image.url.is_empty() {
                        true => escape::text(&StandIn::Image(&image.alt).say(self.lang())),
                        false => {
                            // Without a word it would read back as decoration.
                            let alt = match image.alt.is_empty() && !image.silent {
                                true => "image".to_owned(),
                                false => escape::text(&image.alt),
                            };
                            let title = title(&image.title);
                            format!("![{alt}]({}{title})", destination(&image.url))
                        }
                    };
                    self.push(&written);
                }
            }
            Inline::Media { kind, title, .. } => {
                let said = match kind {
                    Media::Video => StandIn::Video(title),
                    Media::Audio => StandIn::Audio(title),
                    Media::Frame => StandIn::Frame(title),
                };
                self.push(&escape::text(&said.say(self.lang())));
            }
            Inline::Break => self.push(match self.ends {
                Ends::Lines => "\\\n",
                Ends::Tags => "<br>",
            }),
        }
    }

    /// Begins a link; a sign before it would make it a picture.
    fn open_link(&mut self) {
        if let Some(Piece::Text(last)) = self.pieces.last_mut()
            && last.ends_with('!')
        {
            last.insert(last.len() - 1, '\\');
        }
        self.push("[");
    }

    fn close_link(&mut self, link: Option<usize>) {
        if let Some(link) = link.and_then(|link| self.document.links.get(link)) {
            self.push(&format!("]({})", destination(&link.url)));
        }
    }

    fn lang(&self) -> Lang {
        if self.document.tongue.is_french() {
            Lang::Fr
        } else {
            Lang::En
        }
    }
}

/// An address as it stands in the brackets of a link.
fn destination(url: &str) -> String {
    let url = entities(url);
    if url.contains(|c: char| "()<>\\".contains(c) || c.is_whitespace() || c.is_control()) {
        let url = url.replace('<', "%3C").replace('>', "%3E");
        format!("<{}>", url.replace('\\', "\\\\"))
    } else {
        url
    }
}

/// An address whose ampersands are none of an entity's: `?a=1&b=2` stays as it is, `&copy;` does not.
fn entities(url: &str) -> String {
    let mut parts = url.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_entity = escape::begins_entity(part);
        out.push_str(if is_entity { "&amp;" } else { "&" });
        out.push_str(part);
    }
    out
}

/// The title of a picture, behind its address; nothing where it has none.
fn title(title: &str) -> String {
    match title.is_empty() {
        true => String::new(),
        false => format!(" \"{}\"", escape::text(title).replace('"', "\\\"")),
    }
}

fn code_span(text: &str) -> String {
    let text = text.replace(['\u{ad}', '\u{200b}'], "");
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let ticks = text.starts_with('`') || text.ends_with('`');
    let blanks = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = if ticks || blanks { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The pieces in one text, each mark in the signs that will be read as it.
fn join(pieces: &[Piece]) -> String {
    let mut signs: Vec<&'static str> = vec![""; pieces.len()];
    for (place, piece) in pieces.iter().enumerate() {
        if let Piece::Open(mark, end) = piece {
            let (open, close) = choose(pieces, &signs, *mark, place, *end);
            signs[place] = open;
            if let Some(sign) = signs.get_mut(*end) {
                *sign = close;
            }
        }
    }
    let parts = pieces.iter().zip(&signs);
    parts
        .map(|(piece, sign)| match piece {
            Piece::Text(text) => text.as_str(),
            _ => sign,
        })
        .collect()
}

/// The signs for a mark between two places; its element where none is read there.
fn choose(
    pieces: &[Piece],
    signs: &[&'static str],
    mark: Mark,
    begin: usize,
    end: usize,
) -> (&'static str, &'static str) {
    let around = Around {
        before: side(pieces, signs, begin, true),
        first: side(pieces, signs, begin, false),
        last: side(pieces, signs, end, true),
        after: side(pieces, signs, end, false),
    };
    for sign in mark.signs() {
        if around.reads(sign) {
            return (sign, sign);
        }
    }
    mark.tags()
}

/// What stands beside a piece: a character, or a mark that is not written yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Edge,
    Char(char),
    Unwritten,
}

fn side(pieces: &[Piece], signs: &[&'static str], place: usize, before: bool) -> Side {
    let neighbour = match before {
        true => place.checked_sub(1),
        false => Some(place + 1),
    };
    let Some(neighbour) = neighbour.filter(|neighbour| *neighbour < pieces.len()) else {
        return Side::Edge;
    };
    let text = match &pieces[neighbour] {
        Piece::Text(text) => text.as_str(),
        _ => signs[neighbour],
    };
    let c = match before {
        true => text.chars().next_back(),
        false => text.chars().next(),
    };
    c.map_or(Side::Unwritten, Side::Char)
}

/// The sides of a mark's two signs.
struct Around {
    before: Side,
    first: Side,
    last: Side,
    after: Side,
}

impl Around {
    /// Whether a sign is read as the mark's beginning and end there.
    fn reads(&self, sign: &str) -> bool {
        let own = sign.chars().next().unwrap_or('*');
        let sides = [self.before, self.first, self.last, self.after];
        if sides.contains(&Side::Char(own)) {
            return false;
        }
        let opens = !is_blank(self.first)
            && (!is_punctuation(self.first)
                || is_blank(self.before)
                || is_punctuation(self.before));
        let closes = !is_blank(self.last)
            && (!is_punctuation(self.last) || is_blank(self.after) || is_punctuation(self.after));
        let inside_word = own == '_' && (is_word(self.before) || is_word(self.after));
        opens && closes && !inside_word
    }
}

fn is_blank(side: Side) -> bool {
    match side {
        Side::Edge => true,
        Side::Char(c) => c.is_whitespace(),
        Side::Unwritten => false,
    }
}

/// Punctuation and symbols (CommonMark § 2.1); a mark that is not written yet will be one.
fn is_punctuation(side: Side) -> bool {
    match side {
        Side::Char(c) => !c.is_alphanumeric() && !c.is_whitespace() && !is_mark(c),
        Side::Unwritten => true,
        Side::Edge => false,
    }
}

fn is_word(side: Side) -> bool {
    matches!(side, Side::Char(c) if !c.is_whitespace() && !is_punctuation(side))
}

/// Combining marks and joiners: neither blanks nor punctuation.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{2060}')
}
