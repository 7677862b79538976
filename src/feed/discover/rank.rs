//! Which of a page's feeds comes first: the one a person who gave that page most likely means. Orders and never drops.

use url::Url;

use super::Candidate;

/// What a feed is of, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The very section whose page was given.
    ThisSection,
    /// The site.
    Site,
    /// Its sounds.
    Podcast,
    /// A category, a tag, a topic.
    Category,
    /// One author.
    Author,
    /// What a search finds.
    Search,
    /// Comments, of all articles or of one.
    Comments,
}

/// The place of a feed among others; the least comes first. Feeds of one place stay in the page's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// A link in the text to another site's feed: it speaks of somebody else, most times.
    pub(super) elsewhere: bool,
    part: Part,
    /// In another language than the page.
    foreign: bool,
    host: Distance,
    /// In the text, not announced.
    anchor: bool,
}

/// How far a feed's host is from the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    Near,
    /// A service that serves other sites' feeds.
    Service,
    Far,
}

/// Services that serve other sites' feeds.
const SERVICES: [&str; 8] = [
    "feedburner.com",
    "feedburner.google.com",
    "feedproxy.google.com",
    "feedpress.me",
    "feedpress.it",
    "feedblitz.com",
    "feedcat.net",
    "rss.app",
];

/// What is known of the page that orders its feeds.
#[derive(Debug)]
pub(super) struct Around<'a> {
    /// Its address.
    pub(super) page: &'a Url,
    /// Its language.
    pub(super) language: Option<&'a str>,
    /// It is one article's.
    pub(super) article: bool,
}

/// Where a feed of that page comes.
pub(super) fn place(
    around: &Around<'_>,
    candidate: &Candidate,
    url: &Url,
    language: Option<&str>,
    anchor: bool,
) -> Place {
    let host = distance(around.page, url);
    Place {
        elsewhere: anchor && host == Distance::Far,
        part: part(around, candidate, url),
        foreign: is_foreign(around.language, language),
        host,
        anchor,
    }
}

fn part(around: &Around<'_>, candidate: &Candidate, url: &Url) -> Part {
    let path = url.path().to_lowercase();
    let parts: Vec<&str> = path.split(['/', '.']).collect();
    let query: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| (name.to_lowercase(), value.to_lowercase()))
        .collect();
    let title = candidate.title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
    let any = |of: &[&str], names: &[&str]| of.iter().any(|part| names.contains(part));
    let asks = |names: &[&str]| query.iter().any(|(name, _)| names.contains(&name.as_str()));
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| title.contains(phrase));
    let below = is_below(around.page, url);
    let comments = any(&parts, COMMENTS)
        || any(&words, COMMENT_WORDS)
        || query
            .iter()
            .any(|(_, value)| COMMENTS.contains(&value.as_str()));
    if comments || (below && around.article) {
        Part::Comments
    } else if asks(SEARCH) || any(&parts, SEARCH) || says(SEARCH_PHRASES) {
        Part::Search
    } else if below {
        Part::ThisSection
    } else if asks(AUTHOR) || any(&parts, AUTHOR) || any(&words, AUTHOR) {
        Part::Author
    } else if asks(CATEGORY) || any(&parts, CATEGORY) || any(&words, CATEGORY_WORDS) {
        Part::Category
    } else if any(&parts, PODCAST) || any(&words, PODCAST) {
        Part::Podcast
    } else {
        Part::Site
    }
}

// Parts of addresses and words of titles, lower case. The French « comment » is *how*, « mot » a word and
// « recherche » also science: never by themselves.
const COMMENTS: &[&str] = &[
    "comments",
    "commentaires",
    "comments-rss2",
    "comments-atom",
    "kommentare",
    "comentarios",
    "replies",
];
const COMMENT_WORDS: &[&str] = &[
    "comments",
    "commentaires",
    "commentaire",
    "kommentare",
    "comentarios",
    "commenti",
];
const SEARCH: &[&str] = &["search", "s", "q"];
const SEARCH_PHRASES: &[&str] = &[
    "search results",
    "results for",
    "résultats de",
    "résultats pour",
    "recherche :",
    "recherche\u{a0}:",
    "recherche pour",
    "search:",
];
const AUTHOR: &[&str] = &["author", "auteur", "authors", "auteurs"];
const CATEGORY: &[&str] = &[
    "category",
    "categories",
    "categorie",
    "tag",
    "tags",
    "label",
    "rubrique",
    "rubriques",
    "theme",
    "themes",
    "topic",
    "topics",
    "taxonomy",
    "id_rubrique",
    "id_mot",
    "id_article",
    "cat",
];
const CATEGORY_WORDS: &[&str] = &["category", "catégorie", "étiquette", "rubrique", "tag"];
const PODCAST: &[&str] = &["podcast", "podcasts"];

/// True where a feed lies under the page's own path: its section's, or its comments.
fn is_below(page: &Url, feed: &Url) -> bool {
    let path = page.path().trim_end_matches('/');
    let inside = feed
        .path()
        .strip_prefix(path)
        .is_some_and(|rest| rest.starts_with('/') && rest.len() > 1);
    !path.is_empty() && inside && distance(page, feed) == Distance::Near
}

fn is_foreign(page: Option<&str>, feed: Option<&str>) -> bool {
    let primary = |tag: &str| {
        tag.trim()
            .split(['-', '_', ','])
            .next()
            .map(str::to_lowercase)
    };
    match (page.and_then(primary), feed.and_then(primary)) {
        (Some(page), Some(feed)) => page != feed && !page.is_empty() && feed != "x",
        _ => false,
    }
}

fn distance(page: &Url, feed: &Url) -> Distance {
    let (Some(here), Some(there)) = (page.host_str(), feed.host_str()) else {
        return Distance::Near;
    };
    if page.port_or_known_default() == feed.port_or_known_default() && here == there
        || kin(here, there)
    {
        Distance::Near
    } else if SERVICES.iter().any(|service| is_under(there, service)) {
        Distance::Service
    } else {
        Distance::Far
    }
}

/// One host under the other, or both under one domain of their own. Told by the names alone: this orders, and guards
/// nothing.
fn kin(one: &str, other: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (one, other) = (bare(one), bare(other));
    if is_under(&one, &other) || is_under(&other, &one) {
        return one.parse::<std::net::IpAddr>().is_err();
    }
    let domain = |host: &str| {
        let mut labels = host.rsplit('.');
        let (last, name) = (labels.next()?.to_owned(), labels.next()?.to_owned());
        // `co.uk` and its like are nobody's domain.
        (name.len() > 3).then(|| format!("{name}.{last}"))
    };
    domain(&one).is_some() && domain(&one) == domain(&other)
}

fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_site() {
        for (one, other, expected) in [
            (
                "https://octet.test/",
                "https://www.octet.test/f",
                Distance::Near,
            ),
            (
                "https://blog.octet.test/",
                "https://octet.test/f",
                Distance::Near,
            ),
            (
                "https://www.octet.test/",
                "https://flux.octet.test/f",
                Distance::Near,
            ),
            ("https://octet.co.uk/", "https://bit.co.uk/f", Distance::Far),
            (
                "https://octet.test/",
                "https://feeds.feedburner.com/octet",
                Distance::Service,
            ),
            (
                "https://octet.test/",
                "https://monoctet.test/f",
                Distance::Far,
            ),
            (
                "http://127.0.0.1:80/",
                "http://127.0.0.1:81/f",
                Distance::Far,
            ),
        ] {
            let (one, other) = (Url::parse(one).unwrap(), Url::parse(other).unwrap());
            assert_eq!(distance(&one, &other), expected, "{one} {other}");
        }
    }

    #[test]
    fn languages_that_differ_are_foreign() {
        for (page, feed, foreign) in [
            (Some("fr"), Some("en"), true),
            (Some("fr-FR"), Some("FR"), false),
            (Some("fr"), None, false),
            (None, Some("en"), false),
            (Some("fr"), Some("x-default"), false),
            (Some(""), Some("en"), false),
        ] {
            assert_eq!(is_foreign(page, feed), foreign, "{page:?} {feed:?}");
        }
    }
}
