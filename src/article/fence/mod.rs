//! What the tree builder must not see. One scan over the bytes, before html5ever: nesting past [`MAX_DEPTH`] (the
//! tree builder is quadratic in depth), tags with thousands of attributes, scripts, styles and comments, and `CDATA`
//! marks that a feed left in its HTML. Text is never lost here, only markup.

mod lines;
mod tags;

use std::borrow::Cow;

use lines::with_lines;
use tags::{Judge, after, closes_at_once, find_end_tag, is_html, is_one_of, name_at, tag_end};

/// Elements open at once; start tags deeper than this are dropped, their text stays.
pub const MAX_DEPTH: usize = 256;
/// Bytes of HTML that are read; the rest is cut off.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Attributes of a tag; a tag with more of them loses them all.
const MAX_ATTRIBUTES: usize = 128;
/// Formatting elements left open by the blocks around them; each would be opened again in every later block.
const MAX_LEAKED: usize = 8;
/// Elements inside a table, outside its cells: the tree builder puts each before the table, in linear time.
const MAX_FOSTERED: usize = 200;

/// Elements that never hold anything.
const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "keygen",
];
/// Elements dropped here with all they hold.
const DROPPED: [&str; 4] = ["script", "style", "noembed", "noframes"];
/// Elements of old whose content is text kept as it is.
const LITERAL: [&str; 2] = ["xmp", "plaintext"];
/// Elements whose content is text, whatever it looks like.
const RAW: [&str; 3] = ["title", "textarea", "iframe"];
/// Elements inside which others stand than those of HTML.
const FOREIGN: [&str; 2] = ["svg", "math"];
/// A table and its parts that hold no text themselves.
const TABLE: [&str; 5] = ["table", "thead", "tbody", "tfoot", "tr"];
/// Elements a whole page begins with.
const PAGE: [&str; 7] = ["html", "head", "body", "title", "meta", "link", "base"];
/// Formatting elements, which html5ever opens again after the block that closed them.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// The HTML without what would hurt the tree builder.
pub fn fence(html: &str) -> Cow<'_, str> {
    let html = head_of(html);
    if !html.contains('<') {
        return match with_lines(html) {
            text if text.len() <= lines::LONG => text,
            text => {
                let mut out = String::with_capacity(text.len() + 1024);
                lines::push_parted(&mut out, &text);
                Cow::Owned(out)
            }
        };
    }
    let mut scan = Scan {
        html,
        out: String::with_capacity(html.len()),
        open: Vec::new(),
        leaked: 0,
        fostered: 0,
        foreign: 0,
        judge: Judge::default(),
        refused: 0,
        begun: false,
        comments_open: false,
        cdata: false,
        raw_open: Vec::new(),
    };
    scan.run();
    Cow::Owned(scan.out)
}

/// The first [`MAX_BYTES`], cut between two characters.
fn head_of(html: &str) -> &str {
    let mut end = html.len().min(MAX_BYTES);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    &html[..end]
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    /// Its [`key`]: most comparisons end there.
    key: u64,
    dropped: bool,
}

/// A number that is the same for names that differ only in case; different ones seldom share it.
fn key(name: &str) -> u64 {
    let bytes = name
        .bytes()
        .take(7)
        .map(|byte| u64::from(byte.to_ascii_lowercase()));
    bytes.fold(name.len() as u64, |key, byte| (key << 8) | byte)
}

struct Scan<'a> {
    html: &'a str,
    out: String,
    open: Vec<Open<'a>>,
    leaked: usize,
    /// Elements met inside a table where none can stand.
    fostered: usize,
    /// Drawings and formulas that are open.
    foreign: usize,
    judge: Judge,
    /// Bytes looked at in tags that were none.
    refused: usize,
    /// A start tag has been met.
    begun: bool,
    /// No comment is closed from here on.
    comments_open: bool,
    /// A `CDATA` section is open: the mark of its end is no text.
    cdata: bool,
    /// Raw elements that are not closed from here on.
    raw_open: Vec<&'static str>,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let bytes = self.html.as_bytes();
        let mut at = 0;
        while let Some(found) = self.html[at..].find('<') {
            let tag = at + found;
            self.text(at, tag);
            at = match bytes.get(tag + 1) {
                Some(b'!') => self.declaration(tag),
                Some(b'?') => after(self.html, tag, ">"),
                Some(b'/') if bytes.get(tag + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    self.end_tag(tag)
                }
                Some(b'/') => after(self.html, tag, ">"),
                Some(next) if next.is_ascii_alphabetic() => self.start_tag(tag),
                _ => {
                    self.out.push_str("&lt;");
                    tag + 1
                }
            };
        }
        self.text(at, self.html.len());
    }

    /// Copies text. The tree builder puts what stands in a table outside its cells before it, in linear time.
    fn text(&mut self, from: usize, to: usize) {
        let text = &self.html[from..to];
        let in_table = self
            .open
            .last()
            .is_some_and(|open| is_one_of(open.name, &TABLE));
        if in_table && !text.trim().is_empty() {
            self.foster();
        }
        let ended = self.cdata.then(|| text.find("]]>")).flatten();
        let text = match ended {
            Some(at) => {
                self.cdata = false;
                lines::push_parted(&mut self.out, &text[..at]);
                &text[at + "]]>".len()..]
            }
            None => text,
        };
        lines::push_parted(&mut self.out, text);
    }

    /// Comments and doctypes go; what stands in a `CDATA` section stays.
    fn declaration(&mut self, tag: usize) -> usize {
        let rest = &self.html[tag..];
        if rest.starts_with("<![CDATA[") {
            self.cdata = true;
            return tag + "<![CDATA[".len();
        }
        if !rest.starts_with("<!--") {
            return after(self.html, tag, ">");
        }
        if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            return after(self.html, tag, ">");
        }
        if !self.comments_open {
            if let Some(end) = rest.find("-->") {
                return tag + end + 3;
            }
            self.comments_open = true;
        }
        // A comment that is never closed would swallow the article: only its first tag goes, and what follows is
        // another word.
        self.out.push(' ');
        after(self.html, tag, ">")
    }

    fn end_tag(&mut self, tag: usize) -> usize {
        let name = name_at(self.html, tag + 2);
        let (end, _) = tag_end(self.html, tag + 2 + name.len());
        let within = self.open.len().saturating_sub(MAX_DEPTH * 2);
        let wanted = key(name);
        let place = self.open[within..]
            .iter()
            .rposition(|open| open.key == wanted && open.name.eq_ignore_ascii_case(name));
        match place {
            Some(place) => {
                let closed = self.open.drain(within + place..).collect::<Vec<_>>();
                let foreign = closed.iter().filter(|open| is_one_of(open.name, &FOREIGN));
                self.foreign = self.foreign.saturating_sub(foreign.count());
                self.close_leaking(&closed[1..]);
                if !closed[0].dropped {
                    self.write_end(name);
                }
            }
            None => {
                if is_one_of(name, &FORMATTING) {
                    self.leaked = self.leaked.saturating_sub(1);
                }
                if !is_one_of(name, &DROPPED) {
                    self.write_end(name);
                }
            }
        }
        end
    }

    fn start_tag(&mut self, tag: usize) -> usize {
        let name = name_at(self.html, tag + 1);
        let (end, attributes) = tag_end(self.html, tag + 1 + name.len());
        let whole = &self.html[tag..end];
        // What is no tag is looked at again behind its `<`: so much of it and no more, lest time be quadratic.
        let judged = self.refused <= self.html.len().saturating_mul(4);
        if judged && !self.judge.is_tag(self.html, tag, end, self.foreign > 0) {
            self.refused += end - tag;
            self.out.push_str("&lt;");
            return tag + 1;
        }
        if !whole.ends_with('>') {
            return end;
        }
        let at_once = closes_at_once(whole);
        if is_one_of(name, &DROPPED) {
            return match at_once {
                true => end,
                false => self.skip_to_end_of(name, whole, end),
            };
        }
        if is_one_of(name, &LITERAL) {
            return self.copy_literal(name, end);
        }
        if !self.begun && !is_one_of(name, &PAGE) {
            // A fragment's first element is read as the body's, not as the head's.
            self.out.insert_str(0, "<body>");
        }
        self.begun = true;
        let closes_itself = is_one_of(name, &VOID);
        if !closes_itself {
            self.close_implied(name);
        }
        self.close_table_around_stray(name);
        let dropped = self.open.len() >= MAX_DEPTH;
        if !dropped || closes_itself {
            if attributes > MAX_ATTRIBUTES {
                self.out.push('<');
                self.out.push_str(name);
                self.out.push('>');
            } else {
                self.out.push_str(whole);
            }
        }
        if at_once && !closes_itself {
            // What its writer closed at once is empty; drawings and formulas know that themselves.
            if !dropped && is_html(name) {
                self.write_end(name);
            }
            return end;
        }
        if is_one_of(name, &RAW) && !(self.foreign > 0 && name.eq_ignore_ascii_case("title")) {
            return self.copy_raw(name, end, dropped);
        }
        if !closes_itself {
            self.foreign += usize::from(is_one_of(name, &FOREIGN));
            self.open.push(Open {
                name,
                key: key(name),
                dropped,
            });
        }
        end
    }

    /// A `<p>`, `<li>`, `<td>` … closes the one before it, as the tree builder does.
    fn close_implied(&mut self, name: &str) {
        let (same, walls): (&[&str], &[&str]) = match name.to_ascii_lowercase().as_str() {
            "li" => (&["li"], &["ul", "ol", "menu", "table", "div", "blockquote"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "table", "div", "blockquote"]),
            "tr" => (&["tr", "td", "th"], &["table", "thead", "tbody", "tfoot"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "thead" | "tbody" | "tfoot" => {
                (&["thead", "tbody", "tfoot", "tr", "td", "th"], &["table"])
            }
            "option" => (&["option"], &["select"]),
            "p" => (
                &["p"],
                &[
                    "div",
                    "li",
                    "td",
                    "th",
                    "blockquote",
                    "table",
                    "section",
                    "article",
                ],
            ),
            _ => return,
        };
        let within = self.open.len().saturating_sub(16);
        let mut first = None;
        for (place, open) in self.open.iter().enumerate().skip(within).rev() {
            if is_one_of(open.name, walls) {
                break;
            }
            if is_one_of(open.name, same) {
                first = Some(place);
            }
        }
        if let Some(place) = first {
            let closed = self.open.drain(place..).collect::<Vec<_>>();
            self.close_leaking(&closed);
        }
    }

    /// Ends a table that is full of elements outside its cells, and one in which another begins.
    fn close_table_around_stray(&mut self, name: &str) {
        const IN_TABLE: [&str; 10] = [
            "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col", "template",
        ];
        let in_table = self
            .open
            .last()
            .is_some_and(|open| is_one_of(open.name, &TABLE));
        if !in_table || is_one_of(name, &IN_TABLE) {
            return;
        }
        if name.eq_ignore_ascii_case("table") {
            self.close_table();
        } else {
            self.foster();
        }
    }

    /// Counts what stands in a table where nothing can; ends the table where it is too much.
    fn foster(&mut self) {
        self.fostered += 1;
        if self.fostered > MAX_FOSTERED {
            self.close_table();
        }
    }

    fn close_table(&mut self) {
        if let Some(table) = self
            .open
            .iter()
            .rposition(|open| is_one_of(open.name, &["table"]))
        {
            let is_dropped = self.open[table].dropped;
            self.open.truncate(table);
            if !is_dropped {
                self.write_end("table");
            }
        }
    }

    /// Counts the formatting elements that were left open; past a number of them, closes them.
    fn close_leaking(&mut self, closed: &[Open<'_>]) {
        for open in closed.iter().rev() {
            if !open.dropped && is_one_of(open.name, &FORMATTING) {
                if self.leaked >= MAX_LEAKED {
                    self.write_end(open.name);
                } else {
                    self.leaked += 1;
                }
            }
        }
    }

    fn write_end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Drops all up to the end tag; a script that is never closed takes the rest, as in a browser. The source of a
    /// formula, which a program would draw, stays.
    fn skip_to_end_of(&mut self, name: &str, whole: &str, from: usize) -> usize {
        let found = find_end_tag(self.html, from, name);
        let text_end = found.unwrap_or(self.html.len());
        let lower = whole.to_ascii_lowercase();
        if lower.contains("math/tex") && found.is_some() {
            let mode = if lower.contains("mode=display") {
                " data-mode=display"
            } else {
                ""
            };
            self.out.push_str(&format!("<span class=tex-source{mode}>"));
            self.push_escaped(from, text_end);
            self.out.push_str("</span>");
        }
        found.map_or(self.html.len(), |at| {
            tag_end(self.html, at + 2 + name.len()).0
        })
    }

    /// Text kept as it is by elements of old is text in `pre`.
    fn copy_literal(&mut self, name: &str, from: usize) -> usize {
        let found = find_end_tag(self.html, from, name);
        self.out.push_str("<pre>");
        self.push_escaped(from, found.unwrap_or(self.html.len()));
        self.out.push_str("</pre>");
        self.begun = true;
        found.map_or(self.html.len(), |at| {
            tag_end(self.html, at + 2 + name.len()).0
        })
    }

    fn push_escaped(&mut self, from: usize, to: usize) {
        let text = self.html[from..to].replace('&', "&amp;");
        self.out.push_str(&text.replace('<', "&lt;"));
    }

    /// Copies text that must not be read as tags, up to and with its end tag.
    fn copy_raw(&mut self, name: &str, from: usize, dropped: bool) -> usize {
        let raw = RAW
            .into_iter()
            .find(|raw| raw.eq_ignore_ascii_case(name))
            .unwrap_or_default();
        let found = if self.raw_open.contains(&raw) {
            None
        } else {
            find_end_tag(self.html, from, name)
        };
        let (text_end, end) = match found {
            Some(at) => (at, tag_end(self.html, at + 2 + name.len()).0),
            None => {
                self.raw_open.push(raw);
                (from, from)
            }
        };
        if !dropped {
            self.out.push_str(&self.html[from..text_end]);
            self.write_end(name);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deepest(html: &str) -> usize {
        let mut depth = 0usize;
        let mut deepest = 0;
        for part in html.split('<').skip(1) {
            if part.starts_with('/') {
                depth = depth.saturating_sub(1);
            } else {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
        deepest
    }

    #[test]
    fn text_without_tags_keeps_its_paragraphs_and_lists() {
        for (text, html) in [
            (
                "Un.\n\nDeux,\nsuite.\n\n* un\n* deux",
                "Un.\n<p>Deux,\nsuite.\n<p>* un<br>\n* deux",
            ),
            ("Liste :\n1. un\n2) deux", "Liste :<br>\n1. un<br>\n2) deux"),
            ("  une seule\n  phrase ", "  une seule\n  phrase "),
            ("2026 fut\n1984 aussi", "2026 fut\n1984 aussi"),
            ("", ""),
        ] {
            assert_eq!(fence(text), html);
        }
    }

    #[test]
    fn depth_is_bounded_and_text_stays() {
        let html = format!(
            "{}fond{}après",
            "<div>".repeat(5_000),
            "</div>".repeat(5_000)
        );
        let fenced = fence(&html);
        assert!(deepest(&fenced) <= MAX_DEPTH + 1);
        assert!(fenced.contains("fond") && fenced.ends_with("après"));
    }

    #[test]
    fn elements_that_close_themselves_are_not_depth() {
        for html in [
            "<p>a".repeat(1_000),
            "<ul><li>a".to_owned() + &"<li>b".repeat(1_000),
            "<br>".repeat(1_000),
        ] {
            let fenced = fence(&html);
            assert_eq!(
                fenced.matches('<').count(),
                html.matches('<').count() + 1,
                "{}",
                &html[..12]
            );
        }
    }

    #[test]
    fn markup_that_hurts_is_taken_out() {
        let cases = [
            ("a <!-- b --> c", "a  c"),
            ("a<!-->b", "ab"),
            ("a<!-- <i>b</i>", "a b</i>"),
            ("<script>if (a<b) \"</p>\"</SCRIPT >x", "x"),
            ("<style>a", ""),
            ("1 < 2", "1 &lt; 2"),
            ("a <", "a &lt;"),
            ("<p title='a>b'>c", "<body><p title='a>b'>c"),
            ("<p title='a>b", "<body><p>b"),
            ("<a href=", ""),
            ("a<b && b>c", "a&lt;b && b>c"),
            ("<p>Vec<u8> <u>x</u>", "<body><p>Vec&lt;u8> <u>x</u>"),
            ("a<b et c", "a&lt;b et c"),
            ("un<p/>deux", "<body>un<p/></p>deux"),
            ("<a href=/x/>y</a>", "<body><a href=/x/>y</a>"),
            ("<script src=x />y", "y"),
            ("<svg><path d=x /></svg>", "<body><svg><path d=x /></svg>"),
            ("<xmp>a<b></xmp>c", "<pre>a&lt;b></pre>c"),
            ("<title>a<b></title>c", "<title>a<b></title>c"),
            ("<![CDATA[a]]>", "a"),
            ("<![CDATA[<i>a</i>]]>b]]>", "<body><i>a</i>b]]>"),
            ("<?php x ?>y", "y"),
            ("sans rien", "sans rien"),
        ];
        for (html, expected) in cases {
            assert_eq!(fence(html), expected, "{html}");
        }
    }

    #[test]
    fn tables_in_tables_without_cells_end_where_others_begin() {
        let fenced = fence("<table>a<table>b</table>c");
        assert_eq!(fenced, "<body><table>a</table><table>b</table>c");
        let many = "<table>x".repeat(1_000);
        assert!(fence(&many).matches("</table>x").count() > 700);
    }

    #[test]
    fn long_texts_are_parted_between_words() {
        let text = format!("<p>{}", "R&amp;D > x ".repeat(2_000));
        let fenced = fence(&text);
        assert!(
            fenced
                .split("<!---->")
                .all(|part| part.len() < 2 * lines::LONG)
        );
        assert_eq!(fenced.replace("<!---->", ""), format!("<body>{text}"));
    }

    #[test]
    fn what_is_no_tag_costs_no_more_than_its_length() {
        let html = format!("{}>", "<b & ".repeat(300_000));
        assert!(fence(&html).contains("&lt;b & &lt;b"));
    }

    #[test]
    fn a_table_full_of_strays_is_closed() {
        let html = format!("<table>{}", "<b>x</b>".repeat(1_000));
        assert_eq!(fence(&html).matches("</table>").count(), 1);
        let good = format!("<table>{}</table>", "<tr><td><b>x</b>".repeat(1_000));
        assert_eq!(fence(&good).matches("</table>").count(), 1);
    }

    #[test]
    fn what_is_past_the_limit_is_cut_between_characters() {
        let html = "é".repeat(MAX_BYTES / 2 + 10);
        assert_eq!(fence(&html).len(), MAX_BYTES);
    }

    #[test]
    fn formatting_left_open_does_not_pile_up() {
        let html: String = (0..2_000).map(|n| format!("<p><b id={n}>x</p>")).collect();
        assert!(fence(&html).matches("</b>").count() > 1_900);
    }
}
