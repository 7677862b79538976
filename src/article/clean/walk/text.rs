//! Texts on the walk: those from outside pass the gate of `text::sanitise`, and each goes where it belongs, into code as
//! it is, else into the line, with the style and the link around.

use std::borrow::Cow;

use super::Walk;
use crate::article::clean::frame::Kind;
use crate::article::{Inline, links};
use crate::text::sanitise;

impl Walk<'_> {
    /// Text from outside: sanitised, its white space folded unless it is code.
    pub fn text(&mut self, text: &str) {
        if self.state.noscript {
            return;
        }
        let text = sanitised(text);
        self.drawn &= text.trim().is_empty();
        let between = self.state.between_lines;
        if let Kind::Code {
            text: code, lines, ..
        } = self.frames.kind()
        {
            if between && text.trim().is_empty() {
                return;
            }
            // Where a line may end means nothing in code, and copied it would be in the way.
            let text = match text.contains(['\u{ad}', '\u{200b}']) {
                true => Cow::Owned(text.replace(['\u{ad}', '\u{200b}'], "")),
                false => text,
            };
            match *lines {
                true => code.push_str(&text.replace('\u{a0}', " ")),
                false => code.push_str(&text),
            }
            // Code has no numbers in it; the link is collected all the same.
            if !text.trim().is_empty() {
                self.link(&text);
            }
            return;
        }
        if text.trim().is_empty() {
            let style = self.state.style;
            return self.frames.run().push_text(&text, style, None);
        }
        if !self.state.verbatim {
            return self.words(&text);
        }
        let link = self.link(&text);
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.frames.run().push(Inline::Break);
            }
            if !line.is_empty() {
                let style = self.state.style;
                // A tab is as wide as in code set apart.
                let line = line.replace('\t', "    ");
                self.frames.run().push_verbatim(&line, style, link);
            }
        }
    }

    /// Words of the text; the addresses among them become links, unless they stand in one or in code.
    fn words(&mut self, text: &str) {
        let style = self.state.style;
        let bare = text.contains("://") && self.state.anchor.is_none() && !style.code;
        let mut from = 0;
        for (start, end) in if bare {
            links::addresses(text)
        } else {
            Vec::new()
        } {
            let address = &text[start..end];
            let Some(url) = links::clean_against(address, None) else {
                continue;
            };
            self.frames.run().push_text(&text[from..start], style, None);
            let link = self.anchors.alone(&url, address);
            self.frames.run().push_text(address, style, Some(link));
            from = end;
        }
        let rest = &text[from..];
        if !rest.is_empty() {
            let link = self.link(rest);
            self.frames.run().push_text(rest, style, link);
        }
    }

    /// Text of our own, as it is.
    pub fn verbatim(&mut self, text: &str) {
        if self.state.noscript {
            return;
        }
        if let Kind::Code { text: code, .. } = self.frames.kind() {
            if text != "\u{200b}" {
                code.push_str(text);
            }
            return;
        }
        let (style, link) = (self.state.style, self.link(""));
        self.frames.run().push_verbatim(text, style, link);
    }

    /// A line end (`br`).
    pub fn line_end(&mut self) {
        if let Kind::Code { text, .. } = self.frames.kind() {
            text.push('\n');
            return;
        }
        self.frames.run().push(Inline::Break);
    }

    /// The number of the link around; `text` is added to the words it stands on.
    pub fn link(&mut self, text: &str) -> Option<usize> {
        self.anchors.read_on(self.state.anchor?, text)
    }
}

/// Through the gate of `text`, the blanks at both ends kept (they part words).
fn sanitised(text: &str) -> Cow<'_, str> {
    if sanitise::is_plain_block(text) {
        return Cow::Borrowed(text);
    }
    let mut clean = sanitise::block(text);
    let blank = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
    if text.starts_with(blank) && !clean.starts_with(blank) {
        clean.insert(0, ' ');
    }
    if text.ends_with(blank) && !clean.ends_with(blank) {
        clean.push(' ');
    }
    Cow::Owned(clean)
}
