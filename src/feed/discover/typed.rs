//! From what a person typed or pasted to an address: schemes of feed readers, a scheme left out or mistyped, what
//! mail, Markdown and word processors put around an address. Pure: a relative path is nobody's here.

use std::net::Ipv6Addr;

use url::{Host, Url};

/// An address a person means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The address to visit, without a fragment.
    pub url: Url,
    /// True where nobody said `http` or `https`: then `https` was put in, and `http` may be tried where it does not
    /// connect.
    pub scheme_left_out: bool,
}

/// Schemes that stand for a feed on the web, and whether they promise TLS.
const WRAPPERS: [(&str, bool); 8] = [
    ("feed", false),
    ("feeds", true),
    ("rss", false),
    ("pcast", false),
    ("podcast", false),
    ("itpc", false),
    ("itms", false),
    ("view-source", false),
];

/// `https` and `http` as fingers and careless copies write them.
const SECURE: [&str; 8] = [
    "https", "htps", "htpps", "htttps", "hhttps", "ttps", "httpss", "httsp",
];
const PLAIN: [&str; 6] = ["http", "htp", "htttp", "hhttp", "ttp", "httpp"];

/// Schemes without `//` whose rest may hold an `@`: not a user and a password before a host.
const OTHERS: [&str; 14] = [
    "mailto",
    "xmpp",
    "sip",
    "sips",
    "acct",
    "javascript",
    "data",
    "exec",
    "filter",
    "urn",
    "magnet",
    "tel",
    "sms",
    "about",
];

/// Quotes and brackets people put around an address.
const PAIRS: [(char, char); 9] = [
    ('<', '>'),
    ('"', '"'),
    ('\'', '\''),
    ('«', '»'),
    ('“', '”'),
    ('‘', '’'),
    ('`', '`'),
    ('(', ')'),
    ('[', ']'),
];

/// The longest text that may hold an address, in bytes: it comes with markup, or as a path of this machine.
const LONGEST: usize = 8_192;

/// As many layers of wrapping are taken off.
const LAYERS: usize = 8;

/// What was typed → the address meant, none where it is no address. See [`address`].
pub fn typed(text: &str) -> Option<Typed> {
    if text.len() > LONGEST {
        return None;
    }
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let bare = unwrapped(&visible);
    if bare.is_empty() || bare.chars().any(char::is_control) {
        return None;
    }
    if bare.starts_with('/') && !bare.starts_with("//") {
        let url = Url::from_file_path(bare).ok()?;
        return Some(Typed {
            url,
            scheme_left_out: false,
        });
    }
    let bare = match bare.contains(char::is_whitespace) {
        true => only_address(bare)?,
        false => bare,
    };
    // As copied from a shell.
    let unescaped = ["?", "&", "=", "#"]
        .iter()
        .fold(bare.to_owned(), |text, sign| {
            text.replace(&format!("\\{sign}"), sign)
        });
    on_the_web(&unescaped)
}

/// What a person typed → the address to visit: schemes of feed readers (`feed:`, `itpc:`…), typos and a missing scheme
/// are mended (`http` for this machine and for bare IP addresses, else `https`), a path from the root is a file; none
/// where it is no address. A fragment is dropped: no server is ever told it (RFC 9110 §7.1), so with and without it is
/// one feed.
pub fn address(text: &str) -> Option<Url> {
    typed(text).map(|typed| typed.url)
}

/// Signs that cannot be seen and come with pasted text: zero-width and no-break spaces of no width, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text without the quotes, brackets, markup and closing punctuation around it.
fn unwrapped(text: &str) -> &str {
    let mut bare = text.trim();
    for _ in 0..LAYERS {
        let before = bare;
        bare = markdown(bare).or_else(|| attribute(bare)).unwrap_or(bare);
        for (open, close) in PAIRS {
            let inner = bare
                .strip_prefix(open)
                .and_then(|rest| rest.strip_suffix(close))
                .filter(|inner| open != '[' || inner.parse::<Ipv6Addr>().is_err());
            bare = inner.unwrap_or(bare).trim();
        }
        bare = bare.trim_start_matches(['<', '"', '\'', '«', '“', '‘', '`']);
        // RFC 3986, appendix C: `<URL:http://…>`.
        if bare
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("url:"))
        {
            bare = &bare[4..];
        }
        if !bare.starts_with('/') || bare.starts_with("//") {
            bare = without_punctuation(bare);
        }
        bare = bare
            .trim_end_matches(['>', '"', '\'', '»', '”', '’', '`'])
            .trim();
        if bare == before {
            break;
        }
    }
    bare
}

/// A sentence's end is not the address's; a bracket that was never opened neither.
fn without_punctuation(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = text
            .trim_end()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '…']);
        let count = |sign: char| shorter.matches(sign).count();
        let shorter = match shorter.chars().last() {
            Some(')') if count('(') < count(')') => &shorter[..shorter.len() - 1],
            Some(']') if count('[') < count(']') => &shorter[..shorter.len() - 1],
            _ => shorter,
        };
        if shorter == text {
            return text;
        }
        text = shorter;
    }
}

/// `[text](address "title")`.
fn markdown(text: &str) -> Option<&str> {
    let text = text.strip_prefix('!').unwrap_or(text);
    let (_, rest) = text.strip_prefix('[')?.split_once("](")?;
    let inside = rest.strip_suffix(')').unwrap_or(rest);
    inside.split_whitespace().next()
}

/// `<a href="address">`, `<link … href='address'>`, `<outline … xmlUrl="address"/>`, as copied from a page's source.
fn attribute(text: &str) -> Option<&str> {
    let tag = text.strip_prefix('<')?;
    tag.chars().next().filter(char::is_ascii_alphabetic)?;
    let lower = tag.to_ascii_lowercase();
    let at = ["href=", "xmlurl="]
        .iter()
        .find_map(|name| lower.find(name).map(|at| at + name.len()))?;
    let value = &tag[at..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// The one address with a scheme in a text of several words, where it does not come first: `Le flux : https://…`.
fn only_address(text: &str) -> Option<&str> {
    let mut found = text
        .split_whitespace()
        .enumerate()
        .filter(|(_, word)| word.contains("://"));
    let (at, word) = found.next()?;
    (at > 0 && found.next().is_none()).then(|| unwrapped(word))
}

fn on_the_web(text: &str) -> Option<Typed> {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("file:") {
        let url = Url::parse(text).ok().filter(|url| url.path().len() > 1)?;
        return Some(Typed {
            url,
            scheme_left_out: false,
        });
    }
    let (mut rest, mut secure) = (text, None);
    for _ in 0..LAYERS {
        if let Some((inner, promised)) = wrapper(rest) {
            secure = secure.or(promised.then_some(true));
            rest = inner;
        } else if let Some((inner, promised)) = web_scheme(rest) {
            // The innermost one is the address's own: `http://https://…`.
            secure = Some(promised);
            rest = inner;
        } else {
            break;
        }
    }
    if let Some(profile) = handle(rest) {
        return finish(&format!("https://{profile}"), true);
    }
    rest = rest.trim_start_matches(['/', '\\']);
    match secure {
        Some(true) => finish(&format!("https://{rest}"), false),
        Some(false) => finish(&format!("http://{rest}"), false),
        None if other_scheme(rest) => None,
        None => {
            let near = is_near(&Url::parse(&format!("https://{rest}")).ok()?);
            let scheme = if near { "http" } else { "https" };
            finish(&format!("{scheme}://{rest}"), !near)
        }
    }
}

fn finish(text: &str, scheme_left_out: bool) -> Option<Typed> {
    let mut url = Url::parse(text).ok()?;
    url.set_fragment(None);
    let named = match url.host()? {
        Host::Domain(host) => host == "localhost" || host.trim_matches('.').contains('.'),
        // `2026` is a number, `127.1` an address.
        Host::Ipv4(_) => authority(text).contains('.'),
        Host::Ipv6(_) => true,
    };
    (named && url.as_str().len() <= super::LONGEST).then_some(Typed {
        url,
        scheme_left_out,
    })
}

/// What stands between `//` and the path.
fn authority(text: &str) -> &str {
    let rest = text.split_once("//").map_or(text, |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

/// This machine, and addresses in numbers: certificates are not to be had there.
fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(host)) => host == "localhost" || host.ends_with(".localhost"),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    }
}

/// What follows the scheme of a feed reader, and whether that promises TLS.
fn wrapper(text: &str) -> Option<(&str, bool)> {
    let (scheme, rest) = text.split_once(':')?;
    let known = WRAPPERS
        .iter()
        .find(|(name, _)| scheme.eq_ignore_ascii_case(name))?;
    Some((rest.trim_start_matches('/'), known.1))
}

/// What follows `https:` or `http:`, also where they are mistyped (`https:/x`, `https//x`, `htps://x`, `http;//x`).
fn web_scheme(text: &str) -> Option<(&str, bool)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, rest) = text.split_at(end);
    let name = name.to_ascii_lowercase();
    let secure = SECURE.contains(&name.as_str());
    if !secure && !PLAIN.contains(&name.as_str()) {
        return None;
    }
    let marked = rest.starts_with([':', ';']) || rest.starts_with("//");
    let after = rest.trim_start_matches([':', ';', '/', '\\']);
    (marked && !after.is_empty()).then_some((after, secure))
}

/// `@nom@serveur`, `acct:nom@serveur` (RFC 7565): the place of a profile in the fediverse.
fn handle(text: &str) -> Option<String> {
    let bare = text
        .strip_prefix("acct:")
        .or_else(|| text.strip_prefix('@'))?;
    let (name, host) = bare.split_once('@')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let fits = !name.is_empty() && name.chars().all(plain) && host.chars().all(plain);
    fits.then(|| format!("{host}/@{name}"))
}

/// `mailto:x`, `ftp://x`: a scheme, not a host and its port, nor a user and a password.
fn other_scheme(text: &str) -> bool {
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, port)) = authority.split_once(':') else {
        return false;
    };
    let user = port.contains('@') && !OTHERS.contains(&scheme.to_ascii_lowercase().as_str());
    let numeric = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    !numeric && !user && !scheme.contains(['[', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type() {
        for (typed, url) in [
            ("octet-libre.test", Some("https://octet-libre.test/")),
            (
                " https://octet-libre.test/flux ",
                Some("https://octet-libre.test/flux"),
            ),
            ("http://octet-libre.test/", Some("http://octet-libre.test/")),
            ("localhost:8080", Some("http://localhost:8080/")),
            ("127.0.0.1:8080/x", Some("http://127.0.0.1:8080/x")),
            ("[::1]:8080/x", Some("http://[::1]:8080/x")),
            ("[::1]", Some("http://[::1]/")),
            ("file:///tmp/a.xml", Some("file:///tmp/a.xml")),
            ("/tmp/a b.xml", Some("file:///tmp/a%20b.xml")),
            ("/tmp/a, b.", Some("file:///tmp/a,%20b.")),
            ("//octet-libre.test/x", Some("https://octet-libre.test/x")),
            (
                "octet-libre.test:8080",
                Some("https://octet-libre.test:8080/"),
            ),
            (
                "https://octet-libre.test/x?a=1#suite",
                Some("https://octet-libre.test/x?a=1"),
            ),
            (
                "octet.test/?u=https://b.test/",
                Some("https://octet.test/?u=https://b.test/"),
            ),
            ("www.octet.test", Some("https://www.octet.test/")),
            ("HTTPS://OCTET.TEST/Flux", Some("https://octet.test/Flux")),
            (
                "https://été.test/flux",
                Some("https://xn--t-9fab.test/flux"),
            ),
            ("été.test", Some("https://xn--t-9fab.test/")),
            ("https://octet.test:8443/", Some("https://octet.test:8443/")),
            (
                "https://moi:secret@octet.test/flux",
                Some("https://moi:secret@octet.test/flux"),
            ),
            (
                "moi:secret@octet.test/flux",
                Some("https://moi:secret@octet.test/flux"),
            ),
            ("@noyau@bidule.test", Some("https://bidule.test/@noyau")),
            ("acct:noyau@bidule.test", Some("https://bidule.test/@noyau")),
            ("bonjour", None),
            ("http://bonjour", None),
            ("2026", None),
            ("http://2026/", None),
            ("127.1", Some("http://127.0.0.1/")),
            ("le monde.test", None),
            ("", None),
            ("<>", None),
            ("…", None),
            ("javascript:alert(1)", None),
            ("mailto:a@b.test", None),
            ("ftp://octet.test/", None),
            ("exec:rm -rf", None),
            ("gemini://octet.test", None),
            ("feed:", None),
            ("https://", None),
            ("http:", None),
            ("a\u{1b}.test", None),
        ] {
            assert_eq!(address(typed).as_ref().map(Url::as_str), url, "{typed}");
        }
    }

    #[test]
    fn schemes_of_feed_readers_and_typos_are_mended() {
        for typed in [
            "feed://octet.test/flux",
            "feed:octet.test/flux",
            "feed:https://octet.test/flux",
            "feed://https://octet.test/flux",
            "feed:https//octet.test/flux",
            "FEED:HTTPS://octet.test/flux",
            "feeds://octet.test/flux",
            "rss://octet.test/flux",
            "pcast://octet.test/flux",
            "pcast:https://octet.test/flux",
            "podcast://octet.test/flux",
            "itpc://octet.test/flux",
            "view-source:https://octet.test/flux",
            "https:/octet.test/flux",
            "https:///octet.test/flux",
            "https//octet.test/flux",
            "https:octet.test/flux",
            "https;//octet.test/flux",
            "https::/octet.test/flux",
            "https:\\\\octet.test\\flux",
            "htps://octet.test/flux",
            "ttps://octet.test/flux",
            "hhttps://octet.test/flux",
            "https://https://octet.test/flux",
            "http://https://octet.test/flux",
        ] {
            assert_eq!(
                address(typed).as_ref().map(Url::as_str),
                Some("https://octet.test/flux"),
                "{typed}"
            );
        }
        for typed in [
            "feed:http://octet.test/",
            "http:/octet.test",
            "ttp://octet.test",
        ] {
            assert_eq!(
                address(typed).unwrap().as_str(),
                "http://octet.test/",
                "{typed}"
            );
        }
    }

    #[test]
    fn what_surrounds_an_address_falls_away() {
        for typed in [
            "<https://octet.test/flux>",
            "<URL:https://octet.test/flux>",
            "\"https://octet.test/flux\"",
            "'https://octet.test/flux'",
            "« https://octet.test/flux »",
            "“https://octet.test/flux”,",
            "`https://octet.test/flux`",
            "(https://octet.test/flux)",
            "(https://octet.test/flux).",
            "https://octet.test/flux.",
            "https://octet.test/flux ?",
            "https://octet.test/flux…",
            "https://octet.test/flux);",
            "[le flux](https://octet.test/flux)",
            "[le flux](https://octet.test/flux \"Octet\")",
            "[https://octet.test/flux]",
            "Le flux : https://octet.test/flux.",
            "\u{feff}https://octet.test/flux\u{200b}",
            "https://octet.\u{200b}test/flux\u{a0}",
            "<a href=\"https://octet.test/flux\">Octet</a>",
            "<link rel='alternate' href='https://octet.test/flux'>",
            "<outline text=\"Octet\" xmlUrl=\"https://octet.test/flux\"/>",
            "\thttps://octet.test/flux\r\n",
        ] {
            assert_eq!(
                address(typed).as_ref().map(Url::as_str),
                Some("https://octet.test/flux"),
                "{typed:?}"
            );
        }
        for (typed, url) in [
            ("https://octet.test/x_(y)", "https://octet.test/x_(y)"),
            (
                "https://octet.test/flux\\?a\\=1\\&b\\=2",
                "https://octet.test/flux?a=1&b=2",
            ),
        ] {
            assert_eq!(address(typed).unwrap().as_str(), url);
        }
    }

    #[test]
    fn whether_a_scheme_was_typed_is_known() {
        for (text, left_out) in [
            ("octet.test", true),
            ("//octet.test", true),
            ("feed://octet.test", true),
            ("feeds://octet.test", false),
            ("feed:https://octet.test", false),
            ("https://octet.test", false),
            ("https:/octet.test", false),
            ("http://octet.test", false),
            ("localhost", false),
            ("/tmp/x", false),
        ] {
            assert_eq!(typed(text).unwrap().scheme_left_out, left_out, "{text}");
        }
    }

    #[test]
    fn a_whole_text_is_no_address() {
        for piece in [")", "https://", "[](", "<", "feed:", "a"] {
            assert_eq!(address(&piece.repeat(LONGEST)), None, "{piece}");
        }
        let long = |length: usize| format!("https://octet.test/{}", "a".repeat(length - 19));
        assert!(address(&long(2_048)).is_some());
        assert_eq!(address(&long(2_049)), None);
    }

    proptest! {
        #[test]
        fn anything_typed_is_an_address_or_not(typed in ".{0,40}") {
            let _ = address(&typed);
        }

        #[test]
        fn an_address_is_its_own_address(typed in "[<\\[(«\"'`@a-z:/.?#)\\]> \u{a0}é0-9\\\\-]{0,30}") {
            if let Some(url) = address(&typed).filter(|url| url.scheme() != "file") {
                prop_assert_eq!(address(url.as_str()).map(|url| url.scheme().to_owned()), Some(url.scheme().to_owned()));
            }
        }
    }
}
