//! Addresses as they tell pages apart: what only says where a reader came from is left out. For comparing, never for
//! visiting.

use url::Url;

/// Parameters that say where a reader came from, not what is read; a trailing `*` stands for any ending.
const TRACKING: [&str; 26] = [
    "utm_*", "at_*", "mc_*", "pk_*", "mtm_*", "matomo_*", "hsa_*", "fbclid", "gclid", "dclid",
    "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh", "xtor", "xts", "xtref",
    "mkt_tok", "_hsenc", "_hsmi", "vero_id", "cmpid", "ns_*",
];

/// A link without what does not tell articles apart: scheme, `www.`, fragment (but `#!`), tracking parameters,
/// trailing slash. What is no address is only trimmed.
pub fn normalise_link(link: &str) -> String {
    let link = link.trim();
    let Ok(url) = Url::parse(link) else {
        return link.to_owned();
    };
    let Some(host) = url
        .host_str()
        .filter(|_| matches!(url.scheme(), "http" | "https"))
    else {
        return link.to_owned();
    };
    let mut out = host.strip_prefix("www.").unwrap_or(host).to_owned();
    if let Some(port) = url.port() {
        out.push_str(&format!(":{port}"));
    }
    out.push_str(url.path().trim_end_matches('/'));
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
        .collect();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    if let Some(fragment) = url.fragment().filter(|fragment| fragment.starts_with('!')) {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// True for a query's `name=value` that only tracks.
fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_without_what_does_not_count() {
        for (link, normal) in [
            ("https://www.octet.test/a/", "octet.test/a"),
            ("http://octet.test/a#suite", "octet.test/a"),
            ("https://octet.test/#!/a", "octet.test#!/a"),
            (
                "https://octet.test/a?utm_source=x&id=3&xtor=RSS-1",
                "octet.test/a?id=3",
            ),
            ("https://octet.test/a?b=2&a=1", "octet.test/a?b=2&a=1"),
            ("https://octet.test:8443/A", "octet.test:8443/A"),
            ("https://octet.test/a?fbclid=1", "octet.test/a"),
            (" urn:x ", "urn:x"),
        ] {
            assert_eq!(normalise_link(link), normal, "{link}");
        }
    }

    proptest! {
        #[test]
        fn any_link_is_normalised_once(link in ".{0,60}") {
            let _ = normalise_link(&link);
        }
    }
}
