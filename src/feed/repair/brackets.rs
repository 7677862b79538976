//! The first pass of repair: angle brackets. After it every `<` opens a tag, an end tag, a comment, an instruction
//! or a CDATA section that also ends, so that the tokenizer behind it cannot lose its way. Linear: what has no end
//! is searched for once.

use std::borrow::Cow;

/// A text whose brackets are sound, and how to find a place in it again in the text as sent.
pub struct Brackets<'a> {
    /// The mended text.
    pub text: Cow<'a, str>,
    /// Offsets, in the text as sent, of each `<` that was made `&lt;` or dropped.
    pub broken: Vec<usize>,
    /// True where the text ends inside a comment, a CDATA section or a tag.
    pub cut: bool,
    /// The `DOCTYPE`, which the mended text does not have.
    pub doctype: Option<&'a str>,
    /// `(offset in the mended text, bytes added before it, bytes removed before it)`, ascending.
    shifts: Vec<(usize, usize, usize)>,
}

impl Brackets<'_> {
    /// The offset in the text as sent of an offset in the mended text.
    pub fn as_sent(&self, offset: usize) -> usize {
        let after = self.shifts.partition_point(|&(at, _, _)| at <= offset);
        let (_, added, removed) = after
            .checked_sub(1)
            .map_or((0, 0, 0), |last| self.shifts[last]);
        (offset + removed).saturating_sub(added)
    }
}

/// Mends the angle brackets of a document.
pub fn mend(text: &str) -> Brackets<'_> {
    let mut pass = Pass {
        text,
        mended: String::new(),
        copied: 0,
        out: Brackets {
            text: Cow::Borrowed(text),
            broken: Vec::new(),
            cut: false,
            doctype: None,
            shifts: Vec::new(),
        },
        no_comment_end: false,
        no_instruction_end: false,
    };
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at = pass.bracket(at + found);
    }
    if pass.copied > 0 || !pass.mended.is_empty() {
        pass.mended.push_str(&text[pass.copied..]);
        pass.out.text = Cow::Owned(pass.mended);
    }
    pass.out
}

struct Pass<'a> {
    text: &'a str,
    mended: String,
    copied: usize,
    out: Brackets<'a>,
    no_comment_end: bool,
    no_instruction_end: bool,
}

impl<'a> Pass<'a> {
    /// Looks at the `<` at `at`; answers where to look on.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<![CDATA[") {
            return match rest.find("]]>") {
                Some(end) => at + end + 3,
                None => self.end_with(at, "]]>"),
            };
        }
        if let Some(inside) = rest.strip_prefix("<!--") {
            let end = if self.no_comment_end {
                None
            } else {
                inside.find("-->")
            };
            return match end {
                Some(end) => at + 4 + end + 3,
                None => {
                    self.no_comment_end = true;
                    self.literal(at)
                }
            };
        }
        if rest.starts_with("<?") {
            let end = if self.no_instruction_end {
                None
            } else {
                rest.find("?>")
            };
            return match end {
                Some(end) => at + end + 2,
                None => {
                    self.no_instruction_end = true;
                    self.literal(at)
                }
            };
        }
        let bytes = rest.as_bytes();
        if bytes.len() > 9 && bytes[..9].eq_ignore_ascii_case(b"<!DOCTYPE") {
            return self.doctype(at);
        }
        match bytes.get(1) {
            Some(b'/') => self.end_tag(at),
            Some(&first) if first.is_ascii_alphabetic() || first == b'_' || first >= 0x80 => {
                self.start_tag(at)
            }
            _ => self.literal(at),
        }
    }

    /// Takes the first `DOCTYPE` out of the text; a document has one.
    fn doctype(&mut self, at: usize) -> usize {
        if self.out.doctype.is_some() {
            return self.literal(at);
        }
        let text = self.text;
        let end = at + doctype_length(&text[at..]);
        self.out.doctype = Some(&text[at..end]);
        self.mended.push_str(&text[self.copied..at]);
        self.copied = end;
        self.shift(0, end - at);
        end
    }

    fn end_tag(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 2..];
        let name_starts = rest
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_' || first >= 0x80);
        match rest.find(['<', '>']) {
            _ if !name_starts && !rest.is_empty() => self.literal(at),
            Some(end) if rest.as_bytes()[end] == b'>' => at + 2 + end + 1,
            Some(end) => {
                self.out.broken.push(at);
                self.insert(at + 2 + end, ">");
                at + 2 + end
            }
            None if rest.is_empty() => self.literal(at),
            None => {
                self.insert(self.text.len(), ">");
                self.text.len()
            }
        }
    }

    fn start_tag(&mut self, at: usize) -> usize {
        let mut quote = None;
        for (offset, byte) in self.text[at + 1..].bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'>') => return at + 1 + offset + 1,
                (None, b'<') => return self.literal(at),
                (None, b'"' | b'\'') => quote = Some(byte),
                _ => {}
            }
        }
        if quote.is_none() {
            self.out.cut = true;
        }
        self.literal(at)
    }

    /// Makes the `<` at `at` text.
    fn literal(&mut self, at: usize) -> usize {
        self.out.broken.push(at);
        self.mended.push_str(&self.text[self.copied..at]);
        self.mended.push_str("&lt;");
        self.copied = at + 1;
        self.shift(3, 0);
        at + 1
    }

    /// Ends a section that the document leaves open.
    fn end_with(&mut self, at: usize, end: &str) -> usize {
        self.out.broken.push(at);
        self.out.cut = true;
        self.insert(self.text.len(), end);
        self.text.len()
    }

    fn insert(&mut self, at: usize, added: &str) {
        self.mended.push_str(&self.text[self.copied..at]);
        self.mended.push_str(added);
        self.copied = at;
        self.shift(added.len(), 0);
    }

    fn shift(&mut self, added: usize, removed: usize) {
        let before = self.out.shifts.last();
        let (_, added_before, removed_before) = before.copied().unwrap_or_default();
        self.out.shifts.push((
            self.mended.len(),
            added_before + added,
            removed_before + removed,
        ));
    }
}

/// The length of a `<!DOCTYPE …>`, its internal subset included; to its first `>` where it has no sound end.
fn doctype_length(text: &str) -> usize {
    let (mut quote, mut in_subset, mut at) = (None, false, 0);
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => in_subset = true,
            (None, b']') => in_subset = false,
            (None, b'>') if !in_subset => return at,
            (None, b'-') if text[..at].ends_with("<!--") => {
                at += text[at..].find("-->").map_or(0, |end| end + 3);
            }
            _ => {}
        }
    }
    text.find('>').map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn brackets_that_open_nothing_become_text() {
        for (sent, mended) in [
            ("<a>3 < 4</a>", "<a>3 &lt; 4</a>"),
            ("<a>x <b and y</a>", "<a>x &lt;b and y</a>"),
            ("<a>i <3 u</a>", "<a>i &lt;3 u</a>"),
            ("<a t='1<2'>x</a>", "<a t='1<2'>x</a>"),
            ("<a><![CDATA[x <b", "<a><![CDATA[x <b]]>"),
            ("<a>x</a", "<a>x</a>"),
            ("<a>x</a <b>", "<a>x</a ><b>"),
            ("<a><!-- x</a>", "<a>&lt;!-- x</a>"),
            ("<", "&lt;"),
            ("</", "&lt;/"),
            ("</>", "&lt;/>"),
            ("<a", "&lt;a"),
            ("<!DOCTYPE r [<!-- l'un --><!ENTITY a ']>'>]><r/>", "<r/>"),
        ] {
            assert_eq!(mend(sent).text, mended, "{sent}");
        }
    }

    #[test]
    fn places_are_found_again() {
        let mended = mend("<a>< <b/></a>");
        let place = mended.text.find("<b/>").expect("the tag is kept");
        assert_eq!(mended.as_sent(place), 5);
        assert_eq!(mended.as_sent(0), 0);
        let mended = mend("<!DOCTYPE r><a/>");
        assert_eq!(mended.as_sent(0), 12);
    }

    proptest! {
        #[test]
        fn any_text_is_mended(text in "[<>/!?a\"'= \\[\\]-]{0,60}") {
            let mended = mend(&text);
            let _ = mended.as_sent(mended.text.len());
        }
    }
}
