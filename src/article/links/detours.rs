//! Addresses that only pass a reader on and note it: search engines, networks, mail gates. Where it is known how they
//! write their destination, and it is an address of the web in clear, it takes their place.

use url::Url;

/// Hosts (and what is under them), the path they pass readers on at, the parameters with the destination.
const DETOURS: [(&str, &str, &[&str]); 14] = [
    ("l.facebook.com", "/l.php", &["u"]),
    ("lm.facebook.com", "/l.php", &["u"]),
    ("l.instagram.com", "/", &["u"]),
    ("l.messenger.com", "/l.php", &["u"]),
    ("out.reddit.com", "", &["url"]),
    ("youtube.com", "/redirect", &["q"]),
    ("t.umblr.com", "/redirect", &["z"]),
    ("vk.com", "/away.php", &["to"]),
    ("steamcommunity.com", "/linkfilter/", &["u", "url"]),
    ("slack-redir.net", "/link", &["url"]),
    ("duckduckgo.com", "/l/", &["uddg"]),
    ("linkedin.com", "/redir/redirect", &["url"]),
    ("safelinks.protection.outlook.com", "/", &["url"]),
    ("getpocket.com", "/redirect", &["url"]),
];

/// Where an address of the web passes its reader on to; none for any other.
pub fn destination(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let under = |known: &str| {
        host == known
            || host
                .strip_suffix(known)
                .is_some_and(|sub| sub.ends_with('.'))
    };
    let asked = |names: &[&str]| {
        let (_, value) = url
            .query_pairs()
            .find(|(name, _)| names.contains(&name.as_ref()))?;
        web(&value)
    };
    let is_google = host
        .strip_prefix("www.")
        .unwrap_or(host)
        .strip_prefix("google.")
        .is_some_and(|rest| rest.split('.').count() <= 2);
    if is_google {
        return match url.path() {
            "/url" => asked(&["q", "url"]),
            path => path
                .strip_prefix("/amp/s/")
                .and_then(|rest| web(&format!("https://{rest}"))),
        };
    }
    if under("cdn.ampproject.org") {
        let rest = ["/c/s/", "/v/s/"]
            .iter()
            .find_map(|start| url.path().strip_prefix(start))?;
        return web(&format!("https://{rest}"));
    }
    DETOURS
        .iter()
        .find(|(known, path, _)| under(known) && url.path().starts_with(path))
        .and_then(|(_, _, names)| asked(names))
}

/// An address of the web with a host.
fn web(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| host.contains('.')))
    .then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_are_cut_short() {
        let cases = [
            (
                "https://www.google.com/url?sa=t&q=https://octet.test/a%3Fb%3D1&usg=x",
                Some("https://octet.test/a?b=1"),
            ),
            (
                "https://www.google.fr/url?url=https%3A%2F%2Foctet.test%2F",
                Some("https://octet.test/"),
            ),
            (
                "https://www.google.com/amp/s/octet.test/a/amp",
                Some("https://octet.test/a/amp"),
            ),
            (
                "https://octet-test.cdn.ampproject.org/c/s/octet.test/a",
                Some("https://octet.test/a"),
            ),
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Foctet.test%2Fa&h=x",
                Some("https://octet.test/a"),
            ),
            (
                "https://out.reddit.com/t3_x?url=https%3A%2F%2Foctet.test%2F",
                Some("https://octet.test/"),
            ),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Foctet.test%2F&data=x",
                Some("https://octet.test/"),
            ),
            ("https://www.google.com/url?q=javascript:alert(1)", None),
            ("https://www.google.com/url?q=/intern", None),
            ("https://www.google.com/search?q=https://octet.test/", None),
            (
                "https://google.octet.example.test/url?q=https://octet.test/",
                None,
            ),
            ("https://octet.test/l.php?u=https://vigie.test/", None),
        ];
        for (address, there) in cases {
            let found = destination(&Url::parse(address).unwrap());
            assert_eq!(found.as_ref().map(Url::as_str), there, "{address}");
        }
    }
}
