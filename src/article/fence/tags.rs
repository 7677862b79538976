//! Tags in a text: where they end, which are tags at all. `a<b && b>c` and `Vec<u8>` are text to a person, and to an
//! HTML parser elements that swallow words.

use std::collections::HashSet;

/// Elements of HTML, those of old among them, in the order of the alphabet.
const ELEMENTS: [&str; 144] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "command",
    "content",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];
/// Attributes that stand without a value.
const BARE: [&str; 22] = [
    "hidden",
    "download",
    "inert",
    "itemscope",
    "disabled",
    "autofocus",
    "contenteditable",
    "nowrap",
    "noshade",
    "reversed",
    "compact",
    "async",
    "defer",
    "nomodule",
    "checked",
    "selected",
    "controls",
    "muted",
    "loop",
    "autoplay",
    "open",
    "href",
];

/// Whether what follows a `<` is a tag to a person; asks for the end tags of the whole text only where it must.
#[derive(Debug, Default)]
pub struct Judge {
    /// Names in end tags, in lower case, once they were looked for.
    closed: Option<HashSet<String>>,
}

impl Judge {
    /// True where the tag that begins at `tag` (its `<`) and ends before `end` is one; `foreign` inside a drawing or a
    /// formula, where other elements stand.
    pub fn is_tag(&mut self, html: &str, tag: usize, end: usize, foreign: bool) -> bool {
        let name = name_at(html, tag + 1);
        let attributes = html[tag + 1 + name.len()..end].trim_end_matches('>').trim();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
        if !name.chars().all(plain) || name.ends_with(':') {
            return false;
        }
        let is_odd = |c: char| "&|=,;<.?!+)%".contains(c) || c.is_ascii_digit();
        if attributes.starts_with(is_odd) {
            return false;
        }
        // `a<b et b>c`: a lone letter, and words that are no attributes.
        if name.len() == 1 && !attributes.contains('=') {
            let words = attributes.split_ascii_whitespace();
            let is_attribute =
                |word: &str| word == "/" || word.contains('-') || is_one_of(word, &BARE);
            if !words.clone().all(is_attribute) {
                return false;
            }
        }
        foreign || is_html(name) || name.contains([':', '-']) || self.is_closed(html, name)
    }

    fn is_closed(&mut self, html: &str, name: &str) -> bool {
        let closed = self.closed.get_or_insert_with(|| {
            html.match_indices("</")
                .map(|(at, _)| name_at(html, at + 2).to_ascii_lowercase())
                .collect()
        });
        closed.contains(&name.to_ascii_lowercase())
    }
}

/// True for a tag that its writer closed at once (`<p/>`, `<a name="x" />`); the slash of `<a href=/x/>` is the address's.
pub fn closes_at_once(tag: &str) -> bool {
    tag.strip_suffix("/>").is_some_and(|rest| {
        let name_ends = !rest.contains(|c: char| c.is_ascii_whitespace());
        name_ends || rest.ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\''))
    })
}

/// True for an element of HTML, in contrast to those of drawings and formulas.
pub fn is_html(name: &str) -> bool {
    let mut lower = [0u8; 10];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return false;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    ELEMENTS
        .binary_search_by(|element| element.as_bytes().cmp(lower))
        .is_ok()
}

/// The place after the next `mark`, or the end.
pub fn after(html: &str, from: usize, mark: &str) -> usize {
    html[from..]
        .find(mark)
        .map_or(html.len(), |at| from + at + mark.len())
}

/// The tag name that begins at a place.
pub fn name_at(html: &str, from: usize) -> &str {
    let rest = &html[from..];
    let end = rest
        .find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')
        .unwrap_or(rest.len());
    &rest[..end]
}

/// The place after a tag's `>` (quoted values skipped) and how many attributes it may have at most.
pub fn tag_end(html: &str, from: usize) -> (usize, usize) {
    let mut attributes = 0;
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in html.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return (at + 1, attributes),
            (None, b'/') => attributes += 1,
            (None, _) if byte.is_ascii_whitespace() => {
                attributes += usize::from(!before.is_ascii_whitespace());
            }
            _ => {}
        }
        if !(byte.is_ascii_whitespace() && before == b'=') {
            before = byte;
        }
    }
    // Its quotes never close: it ends at the first `>`, its attributes cannot be trusted.
    (after(html, from, ">"), usize::MAX)
}

/// Where `</name` stands next.
pub fn find_end_tag(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let tag = at + found;
        if name_at(html, tag + 2).eq_ignore_ascii_case(name) {
            return Some(tag);
        }
        at = tag + 2;
    }
    None
}

/// True where a name is among some, whatever its case.
pub fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| name.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_tag_to_a_person() {
        let cases = [
            ("<b && b>", false),
            ("<b, c>", false),
            ("<b et b>", false),
            ("<i = 0; i>", false),
            ("<b>", true),
            ("<p hidden>", true),
            ("<a href=x>", true),
            ("<a data-x>", true),
            ("<String>", false),
            ("<u8>", false),
            ("<T>", false),
            ("<https://octet.test/>", false),
            ("<jean@octet.test>", false),
            ("<truc>x</TRUC>", true),
            ("<o:p>", true),
            ("<x-carte>", true),
            ("<p/>", true),
            ("<br />", true),
            ("<div itemscope>", true),
        ];
        for (html, is_tag) in cases {
            let end = html.find('>').map_or(html.len(), |at| at + 1);
            assert_eq!(
                Judge::default().is_tag(html, 0, end, false),
                is_tag,
                "{html}"
            );
        }
    }

    #[test]
    fn elements_can_be_searched() {
        assert!(ELEMENTS.is_sorted());
        assert!(
            ELEMENTS
                .into_iter()
                .all(|name| is_html(&name.to_uppercase()))
        );
        assert!(!is_html("string") && !is_html("") && !is_html("blockquotes"));
    }

    #[test]
    fn a_slash_closes_where_it_is_the_tags_own() {
        for (tag, closes) in [
            ("<p/>", true),
            ("<a name=\"x\"/>", true),
            ("<a name=x />", true),
            ("<a href=/x/>", false),
            ("<p>", false),
        ] {
            assert_eq!(closes_at_once(tag), closes, "{tag}");
        }
    }
}
