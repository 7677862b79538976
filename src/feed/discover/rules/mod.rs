//! Sites whose feeds' addresses follow from their pages' (a table of data), and software that puts a feed beside each
//! profile. Pure text work: whether the feed is there is for who asks.

mod pattern;
mod software;
mod table;

use url::Url;

use super::Candidate;
use super::kind::{self, of_address};
use pattern::Captures;
pub(super) use software::by_software;

/// A rule: addresses of this form have these feeds.
#[derive(Debug)]
struct Rule {
    /// `octet.test` (also under `www.`), or `*.octet.test` for any name under it.
    hosts: &'static [&'static str],
    /// The path's form: see [`pattern`].
    path: &'static str,
    /// A parameter that must be there, captured under its name; none where empty.
    query: &'static str,
    /// The feeds, the likeliest first: address and title, with what was captured filled in.
    feeds: &'static [(&'static str, &'static str)],
}

/// The feeds an address has by the rules of its site, the likeliest first; none where no rule knows it, or where it
/// looks like a feed itself.
pub fn by_address(url: &Url) -> Vec<Candidate> {
    let usual = matches!(url.scheme(), "http" | "https") && url.port().is_none();
    if !usual || kind::looks_like_feed(url.as_str()) {
        return Vec::new();
    }
    let rules = table::RULES.iter();
    let mut found = rules.filter_map(|rule| Some((rule, captures(rule, url)?)));
    let Some((rule, captured)) = found.next() else {
        return Vec::new();
    };
    rule.feeds
        .iter()
        .map(|(address, title)| candidate(captured.filled(address), captured.filled(title)))
        .collect()
}

/// True for a host the rules speak of: its usual addresses are known, and others are not worth a request.
pub fn is_known(url: &Url) -> bool {
    let hosts = table::RULES.iter().flat_map(|rule| rule.hosts.iter());
    let hosts = hosts.chain(table::PAGES.iter().flat_map(|rule| rule.hosts.iter()));
    let mut hosts = hosts.copied();
    hosts.any(|host| pattern::host(host, url).is_some())
}

/// The feeds of a page by what stands in it, on sites of which that is known.
pub(super) fn in_page(url: &Url, text: &str) -> Vec<Candidate> {
    let mut found = table::PAGES
        .iter()
        .filter(|rule| {
            rule.hosts
                .iter()
                .any(|host| pattern::host(host, url).is_some())
        })
        .flat_map(|rule| rule.marks.iter().map(move |mark| (rule, mark)))
        .filter_map(|(rule, mark)| {
            let mut places = text.match_indices(mark).take(20);
            places.find_map(|(at, mark)| {
                let rest = &text[at + mark.len()..];
                let end =
                    rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))?;
                let id = &rest[..end];
                let fits = id.starts_with(rule.start)
                    && rule.length.is_none_or(|length| id.len() == length);
                (fits && !id.is_empty()).then(|| rule.feed.replace("{id}", id))
            })
        });
    let first = found.next().map(|url| candidate(url, String::new()));
    first.into_iter().collect()
}

fn captures(rule: &Rule, url: &Url) -> Option<Captures> {
    let mut captured = rule
        .hosts
        .iter()
        .find_map(|host| pattern::host(host, url))?;
    pattern::path(rule.path, url.path(), &mut captured)?;
    if !rule.query.is_empty() {
        let (_, value) = url.query_pairs().find(|(name, _)| name == rule.query)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if value.is_empty() || !value.chars().all(plain) {
            return None;
        }
        captured.keep(rule.query, &value);
    }
    Some(captured)
}

fn candidate(url: String, title: String) -> Candidate {
    Candidate {
        kind: of_address(&url),
        url,
        title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(address: &str) -> Option<String> {
        let url = Url::parse(address).unwrap();
        by_address(&url).into_iter().next().map(|found| found.url)
    }

    #[test]
    fn addresses_whose_feed_is_known() {
        for (address, feed) in [
            (
                "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
                "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
            ),
            (
                "https://m.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos",
                "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
            ),
            (
                "https://www.youtube.com/playlist?list=PLabc_1-2&si=x",
                "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc_1-2",
            ),
            (
                "https://github.com/octet/libre",
                "https://github.com/octet/libre/releases.atom",
            ),
            (
                "https://github.com/octet/libre.git",
                "https://github.com/octet/libre/releases.atom",
            ),
            (
                "https://www.github.com/octet/libre/",
                "https://github.com/octet/libre/releases.atom",
            ),
            (
                "https://github.com/octet/libre/releases/tag/v1",
                "https://github.com/octet/libre/releases.atom",
            ),
            (
                "https://github.com/octet/libre/tags",
                "https://github.com/octet/libre/tags.atom",
            ),
            (
                "https://github.com/octet/libre/commits",
                "https://github.com/octet/libre/commits.atom",
            ),
            (
                "https://github.com/octet/libre/commits/travaux/neufs",
                "https://github.com/octet/libre/commits/travaux/neufs.atom",
            ),
            (
                "https://github.com/octet/libre/tree/main",
                "https://github.com/octet/libre/commits/main.atom",
            ),
            (
                "https://github.com/octet/libre/discussions",
                "https://github.com/octet/libre/discussions.atom",
            ),
            ("https://github.com/octet", "https://github.com/octet.atom"),
            (
                "https://gitlab.com/octet/libre",
                "https://gitlab.com/octet/libre/-/releases.atom",
            ),
            (
                "https://framagit.org/octet/equipe/libre/-/releases",
                "https://framagit.org/octet/equipe/libre/-/releases.atom",
            ),
            ("https://gitlab.com/octet", "https://gitlab.com/octet.atom"),
            (
                "https://codeberg.org/octet/libre",
                "https://codeberg.org/octet/libre/releases.rss",
            ),
            (
                "https://codeberg.org/octet",
                "https://codeberg.org/octet.rss",
            ),
            (
                "https://codeberg.org/octet/libre/src/branch/main",
                "https://codeberg.org/octet/libre/rss/branch/main",
            ),
            (
                "https://www.reddit.com/r/noyau",
                "https://www.reddit.com/r/noyau/.rss",
            ),
            (
                "https://old.reddit.com/r/noyau/new/",
                "https://www.reddit.com/r/noyau/new/.rss",
            ),
            (
                "https://www.reddit.com/r/noyau/comments/abc1/titre/",
                "https://www.reddit.com/r/noyau/comments/abc1/.rss",
            ),
            (
                "https://www.reddit.com/user/octet",
                "https://www.reddit.com/user/octet/.rss",
            ),
            (
                "https://www.reddit.com/u/octet/",
                "https://www.reddit.com/user/octet/.rss",
            ),
            (
                "https://stackoverflow.com/questions/tagged/rust",
                "https://stackoverflow.com/feeds/tag/rust",
            ),
            (
                "https://unix.stackexchange.com/questions/12/titre",
                "https://unix.stackexchange.com/feeds/question/12",
            ),
            (
                "https://stackoverflow.com/users/22/octet",
                "https://stackoverflow.com/feeds/user/22",
            ),
            ("https://superuser.com/", "https://superuser.com/feeds"),
            (
                "https://news.ycombinator.com/",
                "https://news.ycombinator.com/rss",
            ),
            (
                "https://www.journalduhacker.net/t/noyau",
                "https://www.journalduhacker.net/t/noyau.rss",
            ),
            (
                "https://medium.com/@octet",
                "https://medium.com/feed/@octet",
            ),
            (
                "https://medium.com/@octet/un-titre-1234",
                "https://medium.com/feed/@octet",
            ),
            (
                "https://medium.com/octet-libre",
                "https://medium.com/feed/octet-libre",
            ),
            (
                "https://medium.com/tag/noyau",
                "https://medium.com/feed/tag/noyau",
            ),
            ("https://octet.medium.com/", "https://octet.medium.com/feed"),
            (
                "https://octet.substack.com/p/un-titre",
                "https://octet.substack.com/feed",
            ),
            ("https://octet.tumblr.com/", "https://octet.tumblr.com/rss"),
            (
                "https://octet.tumblr.com/tagged/noyau",
                "https://octet.tumblr.com/tagged/noyau/rss",
            ),
            (
                "https://www.tumblr.com/octet",
                "https://octet.tumblr.com/rss",
            ),
            (
                "https://octet.blogspot.com/2026/11/titre.html",
                "https://octet.blogspot.com/feeds/posts/default",
            ),
            (
                "https://octet.blogspot.fr/search/label/noyau",
                "https://octet.blogspot.fr/feeds/posts/default/-/noyau",
            ),
            (
                "https://octet.wordpress.com/",
                "https://octet.wordpress.com/feed/",
            ),
            (
                "https://octet.wordpress.com/category/noyau/",
                "https://octet.wordpress.com/category/noyau/feed/",
            ),
            (
                "https://vimeo.com/octet",
                "https://vimeo.com/octet/videos/rss",
            ),
            (
                "https://vimeo.com/channels/noyau",
                "https://vimeo.com/channels/noyau/videos/rss",
            ),
            (
                "https://www.dailymotion.com/octet",
                "https://www.dailymotion.com/rss/user/octet/1",
            ),
            (
                "https://fr.wikipedia.org/wiki/Unix",
                "https://fr.wikipedia.org/w/index.php?title=Unix&action=history&feed=atom",
            ),
            (
                "https://fr.wikipedia.org/wiki/%C3%89t%C3%A9",
                "https://fr.wikipedia.org/w/index.php?title=%C3%89t%C3%A9&action=history&feed=atom",
            ),
            (
                "https://arxiv.org/list/cs.CR/recent",
                "https://rss.arxiv.org/rss/cs.CR",
            ),
            (
                "https://pypi.org/project/octet/",
                "https://pypi.org/rss/project/octet/releases.xml",
            ),
            (
                "https://crates.io/crates/octet/1.0.0",
                "https://static.crates.io/rss/crates/octet.xml",
            ),
            (
                "https://rubygems.org/gems/octet",
                "https://rubygems.org/gems/octet/versions.atom",
            ),
            (
                "https://packagist.org/packages/octet/libre",
                "https://packagist.org/feeds/package.octet/libre.rss",
            ),
            (
                "https://sourceforge.net/projects/octet/",
                "https://sourceforge.net/projects/octet/rss?path=/",
            ),
            (
                "https://bsky.app/profile/octet.test",
                "https://bsky.app/profile/octet.test/rss",
            ),
            (
                "https://tracker.debian.org/pkg/octet",
                "https://tracker.debian.org/pkg/octet/rss",
            ),
            ("https://dev.to/octet", "https://dev.to/feed/octet"),
        ] {
            assert_eq!(first(address).as_deref(), Some(feed), "{address}");
            assert!(is_known(&Url::parse(address).unwrap()), "{address}");
        }
    }

    #[test]
    fn addresses_that_say_nothing_of_a_feed() {
        for address in [
            "https://octet.test/octet/libre",
            "https://github.com/",
            "https://github.com/login",
            "https://github.com/octet/libre/issues",
            "https://github.com/octet/libre/releases.atom",
            "https://github.com/octet.atom",
            "https://www.youtube.com/@octet",
            "https://www.youtube.com/watch?v=abc",
            "https://www.youtube.com/playlist",
            "https://www.youtube.com/playlist?list=",
            "https://www.youtube.com/playlist?list=a%26b",
            "https://vimeo.com/12345",
            "https://www.reddit.com/",
            "https://www.reddit.com/r/noyau/.rss",
            "https://www.substack.com/",
            "https://blogspot.com/",
            "https://notgithub.com/octet/libre",
            "https://github.com.octet.test/octet/libre",
            "https://medium.com/m/signin",
            "https://octet.wordpress.com/feed/",
            "file:///github.com/octet/libre",
            "https://github.com:8443/octet/libre",
        ] {
            assert_eq!(first(address), None, "{address}");
        }
    }

    #[test]
    fn a_repository_has_several_feeds_with_titles() {
        let url = Url::parse("https://github.com/octet/libre").unwrap();
        let all = by_address(&url);
        let titles: Vec<&str> = all.iter().map(|found| found.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "octet/libre: releases",
                "octet/libre: tags",
                "octet/libre: commits"
            ]
        );
    }

    #[test]
    fn a_page_names_its_channel() {
        let of = |url: &str, text: &str| {
            let found = in_page(&Url::parse(url).unwrap(), text);
            found.into_iter().next().map(|found| found.url)
        };
        let feed = "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv";
        let watch = r#"{"videoDetails":{"channelId":"UCabcdefghijklmnopqrstuv"},"x":{"channelId":"UCzzzzzzzzzzzzzzzzzzzzzz"}}"#;
        assert_eq!(
            of("https://www.youtube.com/watch?v=abc", watch).as_deref(),
            Some(feed)
        );
        let handle = r#"<meta itemprop="identifier" content="UCabcdefghijklmnopqrstuv">"#;
        assert_eq!(
            of("https://www.youtube.com/@octet", handle).as_deref(),
            Some(feed)
        );
        let video = r#"<meta itemprop="identifier" content="dQw4w9"> "externalId":"UCabcdefghijklmnopqrstuv""#;
        assert_eq!(
            of("https://www.youtube.com/c/octet", video).as_deref(),
            Some(feed)
        );
        assert_eq!(of("https://octet.test/", watch), None);
        assert_eq!(of("https://www.youtube.com/", r#""channelId":"UC"#), None);
        let sounds = r#"<meta property="al:ios:url" content="soundcloud://users:12345">"#;
        assert_eq!(
            of("https://soundcloud.com/octet", sounds).as_deref(),
            Some("https://feeds.soundcloud.com/users/soundcloud:users:12345/sounds.rss")
        );
    }

    #[test]
    fn every_rule_gives_addresses() {
        for rule in table::RULES {
            for (address, _) in rule.feeds {
                let plain = address.replace("{host}", "octet.test");
                assert!(
                    plain.starts_with("https://") || plain.starts_with("{scheme}"),
                    "{address}"
                );
            }
        }
    }
}
