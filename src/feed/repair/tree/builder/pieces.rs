//! What stands between tags: texts, references, CDATA sections and instructions, with what is wrong in them.

use std::borrow::Cow;

use super::super::Sink;
use super::super::tag::Tag;
use super::Builder;
use crate::feed::ProblemCode;
use crate::feed::repair::entities::{self, Reference, resolve_all};
use crate::feed::repair::node::Child;

impl<'a, S: Sink<'a>> Builder<'a, '_, S> {
    /// A processing instruction: what is wrong with an XML declaration, a second one included, is told; before a feed
    /// that is told as junk already.
    pub fn instruction(&mut self, tag: Tag<'a>, offset: usize) {
        let name = tag.qname();
        if !name.eq_ignore_ascii_case("xml") && !name.is_empty() {
            return;
        }
        let first = !self.declared;
        self.declared = true;
        let flawed = name != "xml" || tag.flaw(&self.entities).is_some();
        if flawed || !(first && self.first.is_none()) {
            self.sink.problem(ProblemCode::Tags, "<?xml", offset);
        }
    }

    /// A text without references.
    pub fn text(&mut self, piece: Cow<'a, str>, offset: usize) {
        if self.family.is_none() {
            if !piece.trim().is_empty() {
                self.junk(offset);
            }
            return;
        }
        self.settle(None);
        if self.ended && !piece.trim().is_empty() {
            self.after_root(offset);
        }
        if self.open.is_empty() {
            return;
        }
        let mut piece = piece;
        if piece.starts_with('&') {
            self.sink.problem(ProblemCode::Entity, "&", offset);
            if let Cow::Owned(resolved) = resolve_all(&piece, entities::standard) {
                piece = Cow::Owned(resolved);
            }
        }
        if let Some(at) = first_control(&piece) {
            self.sink
                .problem(ProblemCode::ControlCharacter, "", offset + at);
        }
        if let Some((at, _)) = piece
            .match_indices(']')
            .find(|(at, _)| piece[*at..].starts_with("]]>"))
        {
            self.sink.problem(ProblemCode::Tags, "]]>", offset + at);
        }
        self.push(Child::Text(piece));
    }

    /// What stands in a CDATA section.
    pub fn cdata(&mut self, piece: Cow<'a, str>, offset: usize) {
        self.settle(None);
        if self.open.is_empty() {
            return;
        }
        if let Some(at) = first_control(&piece) {
            let at = offset + "<![CDATA[".len() + at;
            self.sink.problem(ProblemCode::ControlCharacter, "", at);
        }
        self.push(Child::Cdata(piece));
    }

    /// A reference, by its name without `&` and `;`.
    pub fn reference(&mut self, name: &str, offset: usize) {
        self.settle(None);
        if self.open.is_empty() {
            return;
        }
        if let Some(half) = entities::half_of_pair(name) {
            self.sink
                .problem(ProblemCode::ControlCharacter, name, offset);
            let high = self.half.take().filter(|(_, end)| *end == offset);
            match high.and_then(|(high, _)| entities::whole_of_pair(high, half)) {
                Some(whole) => self.push(Child::Text(Cow::Owned(whole.to_string()))),
                None => self.half = Some((half, offset + name.len() + "&;".len())),
            }
            return;
        }
        match self.entities.resolve(name) {
            Reference::Text(text) => {
                if self.entities.is_undeclared(name) || name.starts_with("#X") {
                    self.sink.problem(ProblemCode::Entity, name, offset);
                }
                if text.bytes().any(is_control) {
                    self.sink
                        .problem(ProblemCode::ControlCharacter, name, offset);
                }
                self.push(Child::Text(text));
            }
            Reference::Nothing => self
                .sink
                .problem(ProblemCode::ControlCharacter, name, offset),
            Reference::Unknown => {
                self.sink.problem(ProblemCode::Entity, name, offset);
                self.push(Child::Text(Cow::Owned(format!("&{name};"))));
            }
        }
    }

    /// Adds to what is open; pieces of one text are joined.
    fn push(&mut self, child: Child<'a>) {
        let Some(top) = self.open.last_mut() else {
            return;
        };
        match (top.children.last_mut(), &child) {
            (Some(Child::Text(before)), Child::Text(after)) => before.to_mut().push_str(after),
            _ => top.add(child),
        }
    }
}

/// Where the first control character that XML forbids is. Without branches at first, so that bytes are looked at many at
/// a time: most texts have none.
fn first_control(text: &str) -> Option<usize> {
    let any = text.bytes().fold(false, |found, byte| {
        found | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
    });
    any.then(|| text.bytes().position(is_control)).flatten()
}

/// True for a control character that XML forbids.
pub fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}
