//! `Link` fields of an answer's head (RFC 8288), which announce as a page's own `<link>`s do.

use super::kind::{self, Media};
use super::page::Link;

/// The most links of one head.
const MOST: usize = 50;

/// The feeds that `Link` fields announce, their addresses as sent: they are the answer's, not the page's `<base>`'s.
pub(super) fn links(fields: &[String]) -> Vec<Link> {
    let all = fields.iter().flat_map(|field| values(field));
    all.take(MOST).filter_map(announcement).collect()
}

/// The values of a field: commas part them, but not those within `<…>` or quotes.
fn values(field: &str) -> impl Iterator<Item = &str> {
    let mut rest = field;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let value;
        (value, rest) = cut(rest, ',');
        Some(value)
    })
}

/// The text before the first such sign outside `<…>` and quotes, and the text after it.
fn cut(text: &str, sign: char) -> (&str, &str) {
    let (mut quoted, mut escaped, mut address) = (false, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if !address => quoted = !quoted,
            '<' if !quoted => address = true,
            '>' if !quoted => address = false,
            _ if c == sign && !quoted && !address => {
                return (&text[..at], &text[at + c.len_utf8()..]);
            }
            _ => {}
        }
    }
    (text, "")
}

fn announcement(value: &str) -> Option<Link> {
    let (href, mut rest) = value.trim().strip_prefix('<')?.split_once('>')?;
    let (mut rel, mut media, mut title, mut language) = (None, None, None, None);
    while !rest.is_empty() {
        let parameter;
        (parameter, rest) = cut(rest, ';');
        let Some((name, value)) = parameter.split_once('=') else {
            continue;
        };
        let value = || value.trim().trim_matches('"').replace('\\', "");
        // Of the same parameter the first one counts (§3.3).
        let slot = match name.trim().to_ascii_lowercase().as_str() {
            "rel" => &mut rel,
            "type" => &mut media,
            "title" => &mut title,
            "hreflang" => &mut language,
            _ => continue,
        };
        slot.get_or_insert_with(value);
    }
    let rel = rel?.to_ascii_lowercase();
    let has = |name: &str| rel.split_ascii_whitespace().any(|rel| rel == name);
    let kind = match kind::media(media.as_deref().unwrap_or_default()) {
        Media::Feed(kind) if has("alternate") || has("feed") => Some(kind),
        Media::Absent if has("feed") => kind::of_address(href),
        _ => return None,
    };
    Some(Link {
        href: href.trim().to_owned(),
        title: title.unwrap_or_default(),
        kind,
        language,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn link_fields_announce_feeds() {
        for (field, expected) in [
            (
                "</flux>; rel=\"alternate\"; type=\"application/rss+xml\"; title=\"Octet, Libre\"",
                vec![("/flux", "Octet, Libre", Some(Kind::Rss))],
            ),
            (
                "</a,b>;rel=preload;as=style, </flux> ; REL=Alternate ; TYPE=application/atom+xml",
                vec![("/flux", "", Some(Kind::Atom))],
            ),
            ("</flux>; rel=feed", vec![("/flux", "", None)]),
            ("</wp-json/>; rel=\"https://api.w.org/\"", vec![]),
            (
                "</x>; rel=alternate; type=text/html, </y>; rel=alternate",
                vec![],
            ),
            (
                "</x>; rel=alternate; rel=feed; type=\"application/json\"",
                vec![],
            ),
            ("/flux; rel=feed", vec![]),
            ("</flux", vec![]),
            (",,;<>;rel", vec![]),
            (
                "</un>; rel=feed; title=\"a\\\"b;c\", </deux>; rel=feed",
                vec![("/un", "a\"b;c", None), ("/deux", "", None)],
            ),
        ] {
            let found = links(&[field.to_owned()]);
            let found: Vec<_> = found
                .iter()
                .map(|link| (link.href.as_str(), link.title.as_str(), link.kind))
                .collect();
            assert_eq!(found, expected, "{field}");
        }
    }

    proptest! {
        #[test]
        fn any_field_is_read(field in "[<>\";,=a-z\\\\ é]{0,60}") {
            let _ = links(&[field]);
        }
    }
}
