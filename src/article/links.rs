//! Links: resolved, cleaned of tracking parameters, judged by their scheme. Addresses that come out are ASCII
//! (the `url` crate percent-encodes controls, blanks and accents), so no escape sequence can hide in one.

use url::Url;

/// The longest address that is kept or opened, in bytes.
const MAX_LENGTH: usize = 8_192;
/// Schemes a link may have; every other (`javascript:`, `data:`, `file:`, `vbscript:` …) loses its link.
const SHOWN: [&str; 6] = ["http", "https", "mailto", "gemini", "gopher", "ftp"];
/// Beginnings of parameter names that only track.
const TRACKING_PREFIXES: [&str; 9] = [
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "hsa_",
    "at_custom",
    "at_link",
    "at_recipient",
    "at_ptr_",
];
/// Parameter names that only track, in lower case.
const TRACKING: [&str; 52] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "vero_id",
    "vero_conv",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "wickedid",
    "ml_subscriber",
    "ml_subscriber_hash",
    "xtor",
    "xtref",
    "xts_ref",
    "_ga",
    "_gl",
    "_openstat",
    "echobox",
    "srsltid",
    "sfnsn",
    "wt_mc",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "ns_linkname",
    "ns_fee",
    "at_medium",
    "at_campaign",
    "at_format",
    "at_creation",
    "at_variant",
    "at_network",
    "at_platform",
    "at_send_date",
];
/// Parameters that sign an address: such an address breaks when anything of it changes.
const SIGNING: [&str; 4] = ["signature", "x-amz-signature", "x-goog-signature", "sig"];

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
        remove_tracking(&mut url);
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

/// Takes the tracking parameters out of the query and the fragment (`#xtor=RSS-1`), the others left as they are.
fn remove_tracking(url: &mut Url) {
    if let Some(query) = url.query() {
        let signed = query
            .split('&')
            .any(|pair| SIGNING.contains(&name_of(pair).as_str()));
        if signed {
            return;
        }
        if let Some(kept) = without_tracking(query) {
            url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
        }
    }
    if let Some(kept) = url
        .fragment()
        .filter(|fragment| fragment.contains('='))
        .and_then(without_tracking)
    {
        url.set_fragment(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
}

/// The pairs that do not track; none where all of them stay.
fn without_tracking(pairs: &str) -> Option<String> {
    let kept: Vec<&str> = pairs
        .split('&')
        .filter(|pair| !tracks(&name_of(pair)))
        .collect();
    (kept.len() < pairs.split('&').count()).then(|| kept.join("&"))
}

fn name_of(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or_default();
    name.strip_prefix("amp;")
        .unwrap_or(name)
        .to_ascii_lowercase()
}

fn tracks(name: &str) -> bool {
    TRACKING.contains(&name)
        || TRACKING_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
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
            ("", None),
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
