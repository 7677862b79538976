//! Links: resolved, cleaned of tracking parameters, judged by their scheme. Addresses that come out are ASCII
//! (the `url` crate percent-encodes controls, blanks and accents), so no escape sequence can hide in one.

mod bare;
mod detours;
mod tracking;

use url::Url;

pub(super) use bare::addresses;

/// The longest address that is kept or opened, in bytes.
const MAX_LENGTH: usize = 8_192;
/// Detours one after the other that are followed in an address.
const MAX_DETOURS: usize = 3;
/// Schemes a link may have; every other (`javascript:`, `data:`, `file:`, `vbscript:` …) loses its link.
const SHOWN: [&str; 6] = ["http", "https", "mailto", "gemini", "gopher", "ftp"];
/// A link made absolute against `base`, its tracking parameters removed; none where it leads nowhere.
pub fn clean(href: &str, base: Option<&str>) -> Option<String> {
    clean_against(href, base.and_then(|base| Url::parse(base).ok()).as_ref())
}

/// [`clean`], the base read already.
pub(super) fn clean_against(href: &str, base: Option<&Url>) -> Option<String> {
    let mut url = resolve(href, base)?;
    if !SHOWN.contains(&url.scheme()) {
        return None;
    }
    if matches!(url.scheme(), "http" | "https") {
        for _ in 0..MAX_DETOURS {
            match detours::destination(&url) {
                Some(there) => url = there,
                None => break,
            }
        }
        // `https://banque.test@pirate.test/` leads to the second: nothing stands before a host that is not the host.
        if !url.username().is_empty() || url.password().is_some() {
            url.set_username("").ok()?;
            url.set_password(None).ok()?;
        }
        tracking::remove(&mut url);
        if url.fragment() == Some("") {
            url.set_fragment(None);
        }
    }
    Some(url.into()).filter(|url: &String| url.len() <= MAX_LENGTH)
}

/// True where a program may be asked to open it: `http`, `https`, `mailto`, and nothing that could be an option.
pub fn may_open(url: &str) -> bool {
    let plain = |c: char| {
        !c.is_control() && !c.is_whitespace() && !is_invisible(c) && !"\"<>\\`".contains(c)
    };
    if url.len() > MAX_LENGTH
        || !url.starts_with(|c: char| c.is_ascii_alphabetic())
        || !url.chars().all(plain)
    {
        return false;
    }
    let Ok(parsed) = Url::parse(url) else {
        return false;
    };
    match parsed.scheme() {
        "http" | "https" => parsed
            .host_str()
            .is_some_and(|host| !host.is_empty() && !host.starts_with('-')),
        "mailto" => {
            let attaches = parsed
                .query_pairs()
                .any(|(name, _)| name.to_ascii_lowercase().starts_with("attach"));
            parsed.path().contains('@') && !parsed.path().starts_with('-') && !attaches
        }
        _ => false,
    }
}

/// The absolute address, whatever its scheme; none where it cannot be read or leads nowhere.
pub(super) fn resolve(href: &str, base: Option<&Url>) -> Option<Url> {
    let href = href.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if href.is_empty() || href == "#" || href.len() > MAX_LENGTH {
        return None;
    }
    match Url::parse(href) {
        Ok(url) => Some(url),
        Err(_) => match base {
            Some(base) => base.join(href).ok(),
            None if href.starts_with("//") => Url::parse(&format!("https:{href}")).ok(),
            None => None,
        },
    }
}

/// Characters that change how an address reads without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Option<&str> = Some("https://cable.test/une/article?page=2");

    #[test]
    fn links_are_resolved_and_cleaned() {
        let cases = [
            ("/suite", Some("https://cable.test/suite")),
            ("suite#bas", Some("https://cable.test/une/suite#bas")),
            (
                "#note-1",
                Some("https://cable.test/une/article?page=2#note-1"),
            ),
            ("//octet.test/a", Some("https://octet.test/a")),
            (
                "https://octet.test/?utm_source=rss&id=4&fbclid=x",
                Some("https://octet.test/?id=4"),
            ),
            (
                "https://octet.test/a?xtor=RSS-1",
                Some("https://octet.test/a"),
            ),
            (
                "https://octet.test/a#xtor=RSS-1-[titre]",
                Some("https://octet.test/a"),
            ),
            (
                "https://octet.test/a?at_medium=rss&at_campaign=z&attente=1",
                Some("https://octet.test/a?attente=1"),
            ),
            (
                "https://octet.test/?q=utm_source%3Dx&UTM_Medium=a",
                Some("https://octet.test/?q=utm_source%3Dx"),
            ),
            (
                "https://octet.test/f?utm_source=a&X-Amz-Signature=b",
                Some("https://octet.test/f?utm_source=a&X-Amz-Signature=b"),
            ),
            (
                "  https://octet.test/\u{e9}t\u{e9} ",
                Some("https://octet.test/%C3%A9t%C3%A9"),
            ),
            (
                "mailto:redaction@cable.test",
                Some("mailto:redaction@cable.test"),
            ),
            ("gemini://capsule.test/", Some("gemini://capsule.test/")),
            ("javascript:alert(1)", None),
            (" java\nscript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("vbscript:x", None),
            ("#", None),
            ("https://octet.test/p#", Some("https://octet.test/p")),
            ("", None),
            ("?p=3", Some("https://cable.test/une/article?p=3")),
            (
                "&#106;avascript:x",
                Some("https://cable.test/une/&#106;avascript:x"),
            ),
            ("jAvAsCrIpT:x", None),
            ("java\tscript:x", None),
            ("\u{a0}javascript:x", None),
            ("view-source:https://a.test", None),
            (
                "https://banque.test@pirate.test/a",
                Some("https://pirate.test/a"),
            ),
            (
                "https://banque.test:80@pirate.test/",
                Some("https://pirate.test/"),
            ),
            (
                "https://b\u{e9}b\u{e9}.test/",
                Some("https://xn--bb-bjab.test/"),
            ),
            ("https:\\\\octet.test\\a", Some("https://octet.test/a")),
            ("gopher://capsule.test/1", Some("gopher://capsule.test/1")),
        ];
        for (href, expected) in cases {
            assert_eq!(clean(href, BASE).as_deref(), expected, "{href:?}");
        }
        assert_eq!(clean("/sans/base", None), None);
        assert_eq!(
            clean("//octet.test/", None).as_deref(),
            Some("https://octet.test/")
        );
    }

    #[test]
    fn an_escape_in_an_address_is_encoded() {
        let url = clean("https://x.test/\u{1b}]8;;evil\u{7}", None).unwrap();
        assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{url}");
    }

    #[test]
    fn only_plain_web_and_mail_addresses_are_opened() {
        for good in [
            "https://cable.test/a?b=c",
            "http://127.0.0.1:8080/",
            "mailto:a@cable.test",
            "https://cable.test/l'eau",
        ] {
            assert!(may_open(good), "{good}");
        }
        for bad in [
            "",
            "-version",
            "--new-window",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "gemini://capsule.test/",
            "https://",
            "https://a b.test/",
            "https://a.test/\u{1b}[2J",
            " https://a.test/",
            "https://a.test/\u{202e}",
            "mailto:",
            "mailto:-x@a.test",
            "mailto:a@a.test?attach=/etc/passwd",
            "/relative",
            "https://a.test/\"x",
        ] {
            assert!(!may_open(bad), "{bad:?}");
        }
    }
}
