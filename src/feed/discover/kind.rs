//! What kind of feed a link promises, by its media type and by the look of its address and its words.

/// A kind of feed, as a page announces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// RSS of any version, RDF included.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

impl Kind {
    /// Its name, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Rss => "RSS",
            Kind::Atom => "Atom",
            Kind::Json => "JSON",
        }
    }
}

/// What a `type` attribute says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// A feed of this kind.
    Feed(Kind),
    /// Something that feeds are served as too: XML, JSON.
    Perhaps,
    /// There is no type.
    Absent,
    /// Something else.
    Other,
}

/// Reads a `type`, parameters left out; an Atom entry (RFC 5023 §12) is no feed.
pub(super) fn media(text: &str) -> Media {
    let lower = text.to_ascii_lowercase();
    let mut parts = lower.split([';', ',']);
    // A `+` that was decoded as if it were in a form is a space.
    let name = parts.next().unwrap_or_default().trim().replace(' ', "+");
    let entry = parts.any(|part| part.trim().replace('"', "") == "type=entry");
    match name.as_str() {
        "" => Media::Absent,
        "application/atom+xml" if entry => Media::Other,
        "application/rss+xml"
        | "application/rdf+xml"
        | "application/x-rss+xml"
        | "application/rss"
        | "application/x-rss"
        | "text/rss+xml"
        | "text/rdf+xml"
        | "text/rss"
        | "text/x-rss"
        | "application/vnd.rss+xml" => Media::Feed(Kind::Rss),
        "application/atom+xml"
        | "application/x.atom+xml"
        | "application/x-atom+xml"
        | "application/atom"
        | "text/atom+xml"
        | "text/atom" => Media::Feed(Kind::Atom),
        "application/feed+json" | "text/feed+json" => Media::Feed(Kind::Json),
        "application/xml"
        | "text/xml"
        | "application/json"
        | "text/json"
        | "text/plain"
        | "application/x-xml"
        | "application/octet-stream" => Media::Perhaps,
        _ => Media::Other,
    }
}

/// The kind an address promises.
pub(super) fn of_address(address: &str) -> Option<Kind> {
    let lower = address.to_ascii_lowercase();
    let (path, query) = split(&lower);
    let last = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    [
        (Kind::Atom, "atom"),
        (Kind::Json, "json"),
        (Kind::Rss, "rss"),
        (Kind::Rss, "rdf"),
    ]
    .into_iter()
    .find(|(_, word)| last.contains(word) || query.contains(word))
    .map(|(kind, _)| kind)
}

/// Last parts of a path that are feeds' by custom.
const NAMES: [&str; 30] = [
    "feed",
    "feeds",
    "rss",
    "rss1",
    "rss2",
    "rss10",
    "rss20",
    "atom",
    "atom1",
    "atom10",
    "rdf",
    "flux",
    "flux-rss",
    "fluxrss",
    "rss-feed",
    "rssfeed",
    "syndication",
    "index.xml",
    "rss.php",
    "rss2.php",
    "feed.php",
    "atom.php",
    "rdf.php",
    "backend.php",
    "backend.php3",
    "xmlrss.php",
    "rss.aspx",
    "feed.aspx",
    "rss.ashx",
    "syndication.axd",
];

/// Words of a path under which an `.xml` or `.json` is a feed.
const WORDS: [&str; 9] = [
    "rss",
    "atom",
    "feed",
    "feeds",
    "flux",
    "rdf",
    "syndication",
    "backend",
    "podcast",
];

/// Queries that ask for a feed: WordPress, SPIP, Joomla, Blogger, MediaWiki and others.
const QUERIES: [&str; 18] = [
    "feed=rss",
    "feed=rss2",
    "feed=atom",
    "feed=rdf",
    "feed=feed",
    "feed=json",
    "page=backend",
    "format=rss",
    "format=atom",
    "format=feed",
    "output=rss",
    "output=atom",
    "type=rss",
    "type=atom",
    "alt=rss",
    "alt=atom",
    "mode=rss",
    "fmt=rss",
];

/// What is XML or JSON and no feed.
const NEVER: [&str; 14] = [
    "/wp-json/",
    "oembed",
    "opensearch",
    "sitemap",
    "wlwmanifest",
    "xmlrpc",
    "/rsd",
    "rsd.xml",
    "manifest.json",
    "browserconfig",
    "osd.xml",
    ".xsl",
    "foaf",
    "crossdomain",
];

/// True for an address, relative or absolute, that looks like feeds' do.
pub(super) fn looks_like_feed(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    if lower.starts_with("feed:") {
        return true;
    }
    if is_never(&lower) || other_scheme(&lower) {
        return false;
    }
    let (path, query) = split(&lower);
    if query.split('&').any(|one| QUERIES.contains(&one)) {
        return true;
    }
    if path.len() > 1 && is_feed_host(&lower) && !path.ends_with(".html") {
        return true;
    }
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let last = parts.next().unwrap_or_default();
    if NAMES.contains(&last)
        || [".rss", ".atom", ".rdf"]
            .iter()
            .any(|end| last.ends_with(end))
    {
        return true;
    }
    let document = last.ends_with(".xml") || last.ends_with(".json");
    let hinted = |part: &str| {
        part.split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| WORDS.contains(&word))
    };
    // `/rss/une.xml`, `/rss_full.xml`; `/rss/actualites/` may be a page about them.
    document && (hinted(last) || parts.next().is_some_and(hinted)) || path.contains("/feeds/posts/")
}

/// True for an address on a host that serves feeds: `feeds.…`, `rss.…`, FeedBurner, FeedPress.
fn is_feed_host(lower: &str) -> bool {
    let after = |scheme| lower.strip_prefix(scheme);
    let Some(rest) = ["https://", "http://", "//"].into_iter().find_map(after) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let first = host.split('.').next().unwrap_or_default();
    matches!(first, "feeds" | "feed" | "rss" | "flux")
        || ["feedburner.com", "feedpress.me"]
            .iter()
            .any(|service| host.ends_with(service))
}

/// True for what other XML or JSON of a site is called.
pub(super) fn is_never(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    NEVER.iter().any(|part| lower.contains(part))
}

/// True for the words of a link to feeds: *RSS*, *Atom*, *Flux*, *S’abonner au flux*, *Syndication*.
pub(super) fn words_speak_of_feeds(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    if words.clone().count() > 8 {
        return false;
    }
    let few = words.clone().count() <= 4;
    words.any(|word| match word {
        "rss" | "rss2" | "atom" | "webfeed" | "jsonfeed" => true,
        "flux" | "feed" | "feeds" | "syndication" | "xml" => few,
        _ => false,
    })
}

/// Path and query of an address, without its host.
fn split(address: &str) -> (&str, &str) {
    let address = address.split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let path = match place.split_once("//") {
        Some((before, rest)) if before.is_empty() || before.ends_with(':') => {
            rest.find('/').map_or("", |at| &rest[at..])
        }
        _ => place,
    };
    (path, query)
}

/// `mailto:`, `javascript:`: no address of the web.
fn other_scheme(lower: &str) -> bool {
    let start = lower.split(['/', '?', '#']).next().unwrap_or_default();
    start
        .split_once(':')
        .is_some_and(|(scheme, _)| !matches!(scheme, "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_with_their_parameters_and_typos() {
        for (text, expected) in [
            ("application/rss+xml", Media::Feed(Kind::Rss)),
            (
                " Application/RSS+XML; charset=utf-8",
                Media::Feed(Kind::Rss),
            ),
            ("application/rss xml", Media::Feed(Kind::Rss)),
            ("application/atom+xml;type=feed", Media::Feed(Kind::Atom)),
            ("application/atom+xml; type=\"entry\"", Media::Other),
            ("application/feed+json", Media::Feed(Kind::Json)),
            ("application/json", Media::Perhaps),
            ("text/xml;charset=iso-8859-15", Media::Perhaps),
            ("", Media::Absent),
            ("text/html", Media::Other),
            ("application/json+oembed", Media::Other),
            ("application/opensearchdescription+xml", Media::Other),
        ] {
            assert_eq!(media(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_of_feeds_are_told_by_their_look() {
        for address in [
            "/feed",
            "/feed/",
            "feed",
            "/blog/feed/",
            "flux.atom",
            "/index.xml",
            "rss.xml",
            "/rss/une.xml",
            "/rss_full.xml",
            "/?feed=rss2",
            "spip.php?page=backend",
            "/spip.php?page=backend&id_rubrique=3",
            "https://octet.test/rss",
            "//octet.test/atom.xml",
            "/export/rss.xml",
            "/news.rss?x=1",
            "feed:octet.test",
            "/feeds/posts/default",
            "/feed.json",
            "/podcast.xml",
            "/index.php?format=feed&type=rss",
            "/flux-rss",
            "/syndication.axd",
            "/rss.php?id=3",
            "/une-rss.xml#haut",
            "https://feeds.feedburner.com/octet",
            "//rss.octet.test/une",
        ] {
            assert!(looks_like_feed(address), "{address}");
        }
        for address in [
            "/",
            "",
            "/rss.html",
            "/feedback",
            "/rss-expliqué",
            "/sitemap.xml",
            "/wp-json/wp/v2/posts/feed.json",
            "/feed.css",
            "/rss.png",
            "/opensearch.xml",
            "/data.xml",
            "mailto:rss@octet.test",
            "javascript:rss",
            "https://feed",
            "https://rss.octet.test/",
            "https://rss.octet.test/aide.html",
            "/aide?u=//feeds.octet.test/x",
            "/oembed?format=json",
            "/manifest.json",
            "/atomium",
        ] {
            assert!(!looks_like_feed(address), "{address}");
        }
    }

    #[test]
    fn words_of_links_to_feeds() {
        for text in [
            "RSS",
            "Flux RSS",
            "Atom 1.0",
            "S’abonner au flux",
            "Syndication",
            "XML",
            "Nos flux RSS de toutes les rubriques",
        ] {
            assert!(words_speak_of_feeds(text), "{text}");
        }
        for text in [
            "",
            "Atome",
            "Un centre de calcul ouvre à Brest et son flux de données inquiète",
            "Le flux des réfugiés à la frontière",
            "Feedback",
        ] {
            assert!(!words_speak_of_feeds(text), "{text}");
        }
    }

    #[test]
    fn kinds_of_addresses() {
        assert_eq!(of_address("/feed/atom/"), Some(Kind::Atom));
        assert_eq!(of_address("https://atom.test/index.rdf"), Some(Kind::Rss));
        assert_eq!(of_address("/?feed=rss2"), Some(Kind::Rss));
        assert_eq!(of_address("/feed/"), None);
    }
}
