//! Where CDATA sections and comments end, also those whose own end is missing or misspelt: such a one ends with the
//! element it stands in, and does not swallow the entries behind it. Linear: no end is searched for twice.

/// The next place of a string, remembered until a search starts behind it.
#[derive(Debug)]
pub struct Next {
    wanted: &'static str,
    /// Where the last search started and what it found.
    last: Option<(usize, Option<usize>)>,
}

impl Next {
    /// Nothing is searched for yet.
    pub fn of(wanted: &'static str) -> Next {
        Next { wanted, last: None }
    }

    /// The first place at or after an offset.
    pub fn after(&mut self, text: &str, at: usize) -> Option<usize> {
        match self.last {
            Some((from, None)) if from <= at => None,
            Some((from, Some(found))) if from <= at && at <= found => Some(found),
            _ => {
                let rest = &text.as_bytes()[at..];
                let found = memchr::memmem::find(rest, self.wanted.as_bytes());
                let found = found.map(|found| at + found);
                self.last = Some((at, found));
                found
            }
        }
    }
}

/// How a section ends.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// As it should; the offset is behind its end.
    Sound(usize),
    /// Its end is missing or misspelt: what it holds goes to `held`, the document goes on at `after`.
    Missing { held: usize, after: usize },
    /// The document ends in it.
    Never,
}

/// The end of a CDATA section that holds what starts at `inside`; `element` is the one it stands in, `ends` finds `]]>`.
pub fn cdata(text: &str, inside: usize, element: Option<&str>, ends: &mut Next) -> End {
    let end = ends.after(text, inside);
    let region = &text[inside..end.unwrap_or(text.len())];
    // Another start before the end: the end is that other's, where this one's element or entry is closed between.
    let nested = nested_cdata(region);
    if let (Some(end), None) = (end, nested) {
        return End::Sound(end + 3);
    }
    let mut region = &region[..nested.unwrap_or(region.len())];
    let mut closed = None;
    for name in element.into_iter().chain(["item", "entry"]) {
        if let Some(at) = end_tag(region, name) {
            region = &region[..at];
            closed = Some(at);
        }
    }
    match (closed, end) {
        (Some(at), _) => End::Missing {
            held: inside + without_half_end(&region[..at]).len(),
            after: inside + at,
        },
        (None, Some(end)) => End::Sound(end + 3),
        (None, None) => End::Never,
    }
}

/// The place of the last CDATA start, by its rare last sign.
fn nested_cdata(text: &str) -> Option<usize> {
    let start = |(at, _): (usize, &str)| {
        let before = &text.as_bytes()[..at];
        before.ends_with(b"<![CDATA").then(|| at - 8)
    };
    text.rmatch_indices('[').find_map(start)
}

/// The place of an end tag of that name, in any case.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let rest = &text.as_bytes()[at + 2..];
        rest.len() >= name.len()
            && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && rest
                .get(name.len())
                .is_none_or(|byte| matches!(byte, b'>' | b' ' | b'\n' | b'\r' | b'\t'))
    })
}

/// What a section holds, without the `]]`, `]>` or `]] >` that was meant to end it.
fn without_half_end(held: &str) -> &str {
    let whole = held.trim_end();
    let inner = whole.strip_suffix('>').unwrap_or(whole).trim_end();
    match inner.ends_with(']') {
        true => inner.trim_end_matches(']'),
        false => held,
    }
}

/// The length of a start of CDATA that is misspelt: `<![cdata[`, `<!CDATA[`, `<! [CDATA [`, `<[CDATA[`.
pub fn misspelt_cdata(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let lead = bytes
        .iter()
        .skip(1)
        .take(6)
        .take_while(|byte| matches!(byte, b'!' | b'[' | b' '))
        .count();
    let name = bytes.get(1 + lead..lead + 6)?;
    if lead == 0 || !name.eq_ignore_ascii_case(b"cdata") {
        return None;
    }
    let blanks = bytes[lead + 6..]
        .iter()
        .take(3)
        .take_while(|byte| **byte == b' ')
        .count();
    let open = lead + 6 + blanks;
    (bytes.get(open) == Some(&b'[')).then_some(open + 1)
}

/// What finds the ends of comments.
#[derive(Debug)]
pub struct Comments {
    ends: Next,
    odd_ends: Next,
}

impl Default for Comments {
    fn default() -> Self {
        Comments {
            ends: Next::of("-->"),
            odd_ends: Next::of("--!>"),
        }
    }
}

impl Comments {
    /// The end of a comment that holds what starts at `inside`; `held` and `after` are around what should be `-->`.
    pub fn end(&mut self, text: &str, inside: usize) -> End {
        let end = self.ends.after(text, inside);
        if let Some(odd) = self
            .odd_ends
            .after(text, inside)
            .filter(|odd| end.is_none_or(|end| *odd < end))
        {
            return End::Missing {
                held: odd,
                after: odd + 4,
            };
        }
        let Some(end) = end else { return End::Never };
        let nested = text[inside..end].find("<!--");
        match nested.is_some_and(|nested| leaves_entry(&text[inside..inside + nested])) {
            // HTML's empty comment.
            true if text[inside..].starts_with('>') => End::Missing {
                held: inside,
                after: inside + 1,
            },
            true => End::Never,
            false => End::Sound(end + 3),
        }
    }
}

/// True where an entry ends that does not start in the text.
fn leaves_entry(text: &str) -> bool {
    ["item", "entry"].iter().any(|name| {
        let starts = |at: usize| text[..at].contains(&format!("<{name}"));
        end_tag(text, name).is_some_and(|at| !starts(at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_without_its_end_ends_with_its_element() {
        let end = |text: &str| cdata(text, 0, Some("d"), &mut Next::of("]]>"));
        let missing = |held, after| End::Missing { held, after };
        for (text, found) in [
            ("x]]></d>", End::Sound(4)),
            ("x</d> y]]></d>", End::Sound(10)),
            ("x</d>", missing(1, 1)),
            ("x]></d><d><![CDATA[y]]></d>", missing(1, 3)),
            ("x]] ></D><d><![CDATA[y]]></d>", missing(1, 5)),
            ("x]</d>", missing(1, 2)),
            ("x</item><d><![CDATA[y]]></d>", missing(1, 1)),
            ("x <![CDATA[y]]></d>", End::Sound(15)),
            ("x", End::Never),
        ] {
            assert_eq!(end(text), found, "{text}");
        }
    }

    #[test]
    fn misspelt_starts() {
        for (text, length) in [
            ("<![cdata[x", Some(9)),
            ("<!CDATA[x", Some(8)),
            ("<! [CDATA[x", Some(10)),
            ("<![CDATA [x", Some(10)),
            ("<[CDATA[x", Some(8)),
            ("<CDATA[x", None),
            ("<![if IE]>", None),
            ("<!", None),
        ] {
            assert_eq!(misspelt_cdata(text), length, "{text}");
        }
    }

    #[test]
    fn comments_end_where_they_were_meant_to() {
        let end = |text: &str| Comments::default().end(text, 0);
        for (text, found) in [
            (" a -->", End::Sound(6)),
            (" a <!-- b -->", End::Sound(13)),
            (" <item/><item></item> <!-- b -->", End::Sound(32)),
            (" a --!> b -->", End::Missing { held: 3, after: 7 }),
            (" a </item><item><!-- b -->", End::Never),
            (
                "></item><item><!-- b -->",
                End::Missing { held: 0, after: 1 },
            ),
            (" a ", End::Never),
        ] {
            assert_eq!(end(text), found, "{text}");
        }
    }
}
