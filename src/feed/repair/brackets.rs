//! The first pass of repair: angle brackets. After it every `<` opens a tag, an end tag, a comment, an instruction
//! or a CDATA section that also ends, so that the tokenizer behind it cannot lose its way. Linear: what has no end
//! is searched for once.

use std::borrow::Cow;

use super::sections::{self, Comments, End, Next};

/// How many places of broken brackets are kept: as many as problems are told.
const MOST_BROKEN: usize = 256;
/// How many changes of a text are kept to find places again; between the last two, places are near ones.
const MOST_SHIFTS: usize = 65_536;

/// What starts a section of text, and stands for what is wrong with one.
const CDATA: &str = "<![CDATA[";

/// A text whose brackets are sound, and how to find a place in it again in the text as sent.
pub struct Brackets<'a> {
    /// The mended text.
    pub text: Cow<'a, str>,
    /// What was mended, by the sign that stands for its kind, and its offset in the text as sent; the first ones.
    pub broken: Vec<(&'static str, usize)>,
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
        cdata_ends: Next::of("]]>"),
        comments: Comments::default(),
        instruction_ends: Next::of("?>"),
        tag_ends: Next::of(">"),
        element: None,
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
    cdata_ends: Next,
    comments: Comments,
    instruction_ends: Next,
    tag_ends: Next,
    /// The name of the last tag, where it is a start tag.
    element: Option<&'a str>,
}

impl<'a> Pass<'a> {
    /// Looks at the `<` at `at`; answers where to look on.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with(CDATA) {
            return self.cdata(at, at + 9);
        }
        if rest.starts_with("<!--") {
            return match self.comments.end(self.text, at + 4) {
                End::Sound(after) => {
                    let held = self.text.get(at + 4..after - 3).unwrap_or_default();
                    if held.contains("--") || held.ends_with('-') {
                        self.broken("<!--", at);
                    }
                    after
                }
                End::Missing { held, after } => {
                    self.broken("<!--", at);
                    self.replace(held, after, "-->")
                }
                End::Never => self.literal("<!--", at),
            };
        }
        if rest.starts_with("<?") {
            return match self.instruction_ends.after(self.text, at) {
                Some(end) => end + 2,
                None => self.literal("<?", at),
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
            _ => match sections::misspelt_cdata(rest) {
                Some(length) => {
                    self.broken(CDATA, at);
                    let inside = self.replace(at, at + length, "<![CDATA[");
                    self.cdata(at, inside)
                }
                None => self.literal("<", at),
            },
        }
    }

    /// The CDATA section that starts at `at` and holds what starts at `inside`.
    fn cdata(&mut self, at: usize, inside: usize) -> usize {
        match sections::cdata(self.text, inside, self.element, &mut self.cdata_ends) {
            End::Sound(after) => after,
            End::Missing { held, after } => {
                self.broken(CDATA, at);
                self.replace(held, after, "]]>")
            }
            End::Never => self.end_with(at, "]]>"),
        }
    }

    /// Takes the first `DOCTYPE` out of the text; a document has one.
    fn doctype(&mut self, at: usize) -> usize {
        let text = self.text;
        if self.out.doctype.is_some() || self.element.is_some() {
            self.broken("<!DOCTYPE", at);
            return match self.tag_ends.after(text, at) {
                Some(end) => self.replace(at, end + 1, ""),
                None => self.literal("<!DOCTYPE", at),
            };
        }
        let end = at + doctype_length(&text[at..]);
        self.out.doctype = Some(&text[at..end]);
        self.mended.push_str(&text[self.copied..at]);
        self.copied = end;
        self.shift(0, end - at);
        end
    }

    fn end_tag(&mut self, at: usize) -> usize {
        self.element = None;
        let rest = &self.text[at + 2..];
        let name = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let name_starts = |first: u8| first.is_ascii_alphabetic() || first == b'_' || first >= 0x80;
        let named = name.bytes().next().is_some_and(name_starts);
        match rest.find(['<', '>']) {
            _ if !named && !rest.is_empty() => self.literal("</", at),
            Some(end) if rest.as_bytes()[end] == b'>' => {
                let after = at + 2 + end + 1;
                let blanks = rest.len() - name.len();
                if blanks > 0 || rest[..end].contains(['"', '\'']) {
                    // The tokenizer would look for the end of a quote.
                    let clean = rest[blanks..end].replace(['"', '\''], "");
                    self.broken("</", at);
                    self.replace(at + 2, after - 1, &clean);
                }
                after
            }
            // `</ b` of a sentence, not of a tag.
            _ if name.len() < rest.len() => self.literal("<", at),
            Some(end) => {
                let clean = rest[..end].replace(['"', '\''], "") + ">";
                self.broken("</", at);
                self.replace(at + 2, at + 2 + end, &clean)
            }
            None if rest.is_empty() => self.literal("</", at),
            None => {
                self.insert(self.text.len(), ">");
                self.text.len()
            }
        }
    }

    fn start_tag(&mut self, at: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut quote: Option<(u8, usize)> = None;
        // Quotes that open no value, and the last byte that is no blank.
        let (mut strays, mut last) = (Vec::new(), b'<');
        for (offset, &byte) in bytes.iter().enumerate().skip(at + 1) {
            match (quote, byte) {
                (Some((open, from)), _) if open == byte => {
                    // `="a>b"` is a value; `="a>…<c d="` is one whose end is missing.
                    let wrong_end = offset > from + 1 && bytes[offset - 1] == b'=';
                    if wrong_end && let Some(end) = missing_quote(bytes, from, offset) {
                        self.without(&strays);
                        return self.close_quote(at, end, open);
                    }
                    quote = None;
                }
                (Some(_), _) => {}
                (None, b'>') => {
                    if !strays.is_empty() {
                        self.broken("=", at);
                        self.without(&strays);
                    }
                    let empty = bytes[offset - 1] == b'/';
                    let name = &text[at + 1..offset];
                    let end = name
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(name.len());
                    self.element = Some(&name[..end]).filter(|_| !empty);
                    return offset + 1;
                }
                (None, b'<') => return self.literal("<", at),
                (None, b'"' | b'\'') if last == b'=' => quote = Some((byte, offset)),
                (None, b'"' | b'\'') => strays.push(offset),
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
        }
        match quote {
            Some((open, from)) => {
                if let Some(end) = missing_quote(bytes, from, bytes.len()) {
                    self.without(&strays);
                    return self.close_quote(at, end, open);
                }
            }
            None => self.out.cut = true,
        }
        self.literal("<", at)
    }

    /// Takes quotes that belong to no value out of a tag: the tokenizer would look for their ends.
    fn without(&mut self, strays: &[usize]) {
        for &stray in strays {
            self.replace(stray, stray + 1, "");
        }
    }

    /// Ends an attribute's value before the `>` or the `<` at `end`, and with it the tag; answers where to look on.
    fn close_quote(&mut self, at: usize, end: usize, quote: u8) -> usize {
        let bytes = self.text.as_bytes();
        self.broken("=", at);
        self.element = None;
        let slash = usize::from(bytes[end - 1] == b'/');
        let quote = if quote == b'"' { "\"" } else { "'" };
        self.insert(end - slash, quote);
        if bytes[end] == b'>' {
            return end + 1;
        }
        self.insert(end, ">");
        end
    }

    /// Makes the `<` at `at` text.
    fn literal(&mut self, kind: &'static str, at: usize) -> usize {
        self.broken(kind, at);
        self.mended.push_str(&self.text[self.copied..at]);
        self.mended.push_str("&lt;");
        self.copied = at + 1;
        self.shift(3, 0);
        at + 1
    }

    /// Ends a section that the document leaves open.
    fn end_with(&mut self, at: usize, end: &str) -> usize {
        self.broken(CDATA, at);
        self.out.cut = true;
        self.insert(self.text.len(), end);
        self.text.len()
    }

    /// Puts something else in the place of what stands between two offsets; answers the second.
    fn replace(&mut self, from: usize, to: usize, with: &str) -> usize {
        self.mended.push_str(&self.text[self.copied..from]);
        self.mended.push_str(with);
        self.copied = to;
        self.shift(with.len(), to - from);
        to
    }

    fn insert(&mut self, at: usize, added: &str) {
        self.mended.push_str(&self.text[self.copied..at]);
        self.mended.push_str(added);
        self.copied = at;
        self.shift(added.len(), 0);
    }

    fn broken(&mut self, kind: &'static str, at: usize) {
        if self.out.broken.len() < MOST_BROKEN {
            self.out.broken.push((kind, at));
        }
    }

    fn shift(&mut self, added: usize, removed: usize) {
        let before = self.out.shifts.last();
        let (_, added_before, removed_before) = before.copied().unwrap_or_default();
        if self.out.shifts.len() == MOST_SHIFTS {
            self.out.shifts.pop();
        }
        self.out.shifts.push((
            self.mended.len(),
            added_before + added,
            removed_before + removed,
        ));
    }
}

/// Where a value whose quote is missing ends: at its first `>`, with a tag behind it, or at the tag itself. The value
/// starts at the quote at `from`.
fn missing_quote(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let value = &bytes[from + 1..to];
    let end = value.iter().position(|byte| matches!(byte, b'<' | b'>'))?;
    let tag = end + value[end..].iter().position(|byte| *byte == b'<')?;
    let is_tag = value
        .get(tag + 1)
        .is_some_and(|byte| matches!(byte, b'/' | b'!' | b'a'..=b'z' | b'A'..=b'Z'));
    is_tag.then_some(from + 1 + end)
}

/// The length of a `<!DOCTYPE …>`, its internal subset included; to its first `>` where it has no sound end.
fn doctype_length(text: &str) -> usize {
    let (mut quote, mut in_subset, mut at) = (None, false, 0);
    let (mut instructions, mut comments) = (Next::of("?>"), Next::of("-->"));
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
            (None, b'?') if text[..at].ends_with("<?") => {
                at = instructions.after(text, at).map_or(at, |end| end + 2);
            }
            (None, b'-') if text[..at].ends_with("<!--") => {
                at = comments.after(text, at).map_or(at, |end| end + 3);
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
            ("<a>x</ a >", "<a>x</a >"),
            ("<a>x</ b y", "<a>x&lt;/ b y"),
            ("<a><![cdata[x]]></a>", "<a><![CDATA[x]]></a>"),
            (
                "<a><![CDATA[x]></a><a><![CDATA[y]]></a>",
                "<a><![CDATA[x]]></a><a><![CDATA[y]]></a>",
            ),
            ("<a><!-- x --!></a>", "<a><!-- x --></a>"),
            ("<a b=\"c>x</a><d e=\"f\"/>", "<a b=\"c\">x</a><d e=\"f\"/>"),
            ("<a>x</a\">y<b c=\"d\"/>", "<a>x</a>y<b c=\"d\"/>"),
            ("<a' b=\"c\">x</a>", "<a b=\"c\">x</a>"),
            ("<a b=\"c\"\">x</a>", "<a b=\"c\">x</a>"),
            ("<a b=\"c<d e=\"f\">x</d>", "<a b=\"c\"><d e=\"f\">x</d>"),
            ("<a>x</a'<b c='d'>", "<a>x</a><b c='d'>"),
            ("<a b='c/>x<d/>", "<a b='c'/>x<d/>"),
            ("<!DOCTYPE r [<?x ]> '?><!ENTITY a ']>'>]><r/>", "<r/>"),
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
