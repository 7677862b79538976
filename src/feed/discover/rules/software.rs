//! Software that many hosts run and that has a feed beside each profile: the form of the path and what the page says of
//! itself tell, never the host. One guess a page.

use url::Url;

use super::pattern::{self, Captures};
use super::{Candidate, candidate};

/// Words of a page that tell its software, a form of path, and the feed there.
type Form = (&'static [&'static str], &'static str, &'static str);

/// The surest first. No words: the form alone is enough for the one guess.
const FORMS: &[Form] = &[
    // joinpeertube.org, REST API, "Video Feeds"; og:platform is PeerTube's own.
    (
        &["peertube"],
        "/c/{name}/{*}",
        "/feeds/videos.xml?videoChannelName={name}",
    ),
    (
        &["peertube"],
        "/video-channels/{name}/{*}",
        "/feeds/videos.xml?videoChannelName={name}",
    ),
    (
        &["peertube"],
        "/a/{name}/{*}",
        "/feeds/videos.xml?accountName={name}",
    ),
    (
        &["peertube"],
        "/accounts/{name}/{*}",
        "/feeds/videos.xml?accountName={name}",
    ),
    (&["peertube"], "/{*}", "/feeds/videos.xml"),
    // join-lemmy.org, "API": /feeds/c/…, /feeds/u/…
    (&["lemmy"], "/c/{name}", "/feeds/c/{name}.xml?sort=New"),
    (&["lemmy"], "/u/{name}", "/feeds/u/{name}.xml?sort=New"),
    (&["lemmy"], "/", "/feeds/local.xml?sort=New"),
    // misskey: ClientServerService (/@user.rss, .atom, .json).
    (&["misskey", "sharkey"], "/@{name}", "/@{name}.atom"),
    // mastodon: config/routes.rb (/@user.rss, /tags/name.rss).
    (&["mastodon"], "/tags/{name}", "/tags/{name}.rss"),
    (
        &["gitlab"],
        "/{group}/{project}",
        "/{group}/{project}/-/releases.atom",
    ),
    (
        &["forgejo", "gitea"],
        "/{owner}/{repo}",
        "/{owner}/{repo}/releases.rss",
    ),
    (&["forgejo", "gitea"], "/{owner}", "/{owner}.rss"),
    (&[], "/@{name}", "/@{name}.rss"),
    (&[], "/@{name}/with_replies", "/@{name}.rss"),
];

/// The feed that the software of a page has for its address.
pub(in crate::feed::discover) fn by_software(url: &Url, software: &str) -> Option<Candidate> {
    if let Some(home) = at_home(url) {
        return Some(candidate(home, String::new()));
    }
    FORMS.iter().find_map(|(words, form, feed)| {
        let fits = words.is_empty() || words.iter().any(|word| software.contains(word));
        let mut captured = Captures::default();
        pattern::path(form, url.path(), &mut captured).filter(|()| fits)?;
        let feed = url.join(&captured.filled(feed)).ok()?;
        Some(candidate(feed.into(), String::new()))
    })
}

/// `/@nom@serveur`, `/c/nom@serveur`: a profile shown away from home; its own server has the feed.
fn at_home(url: &Url) -> Option<String> {
    let path = url.path().trim_end_matches('/');
    let (name, host) = path.rsplit_once('@')?;
    let plain = |text: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        !text.is_empty() && text.chars().all(fits)
    };
    if !plain(host) || !host.contains('.') {
        return None;
    }
    if let Some(name) = name.strip_prefix("/@").filter(|name| plain(name)) {
        return Some(format!("https://{host}/@{name}.rss"));
    }
    let name = name.strip_prefix("/c/").filter(|name| plain(name))?;
    Some(format!("https://{host}/feeds/c/{name}.xml?sort=New"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_has_its_feeds() {
        for (url, software, feed) in [
            (
                "https://bidule.test/@noyau",
                "",
                Some("https://bidule.test/@noyau.rss"),
            ),
            (
                "https://bidule.test/@noyau",
                "mastodon 4.3",
                Some("https://bidule.test/@noyau.rss"),
            ),
            (
                "https://bidule.test/@noyau",
                "misskey",
                Some("https://bidule.test/@noyau.atom"),
            ),
            (
                "https://bidule.test/@noyau@ailleurs.test",
                "",
                Some("https://ailleurs.test/@noyau.rss"),
            ),
            (
                "https://bidule.test/tags/unix",
                "mastodon",
                Some("https://bidule.test/tags/unix.rss"),
            ),
            ("https://bidule.test/tags/unix", "", None),
            (
                "https://lemmy.test/c/noyau",
                "lemmy-site",
                Some("https://lemmy.test/feeds/c/noyau.xml?sort=New"),
            ),
            (
                "https://lemmy.test/u/octet",
                "lemmy",
                Some("https://lemmy.test/feeds/u/octet.xml?sort=New"),
            ),
            (
                "https://lemmy.test/c/noyau@ailleurs.test",
                "lemmy",
                Some("https://ailleurs.test/feeds/c/noyau.xml?sort=New"),
            ),
            ("https://lemmy.test/c/noyau", "", None),
            (
                "https://tube.test/c/noyau/videos",
                "peertube",
                Some("https://tube.test/feeds/videos.xml?videoChannelName=noyau"),
            ),
            (
                "https://tube.test/a/octet/video-channels",
                "peertube",
                Some("https://tube.test/feeds/videos.xml?accountName=octet"),
            ),
            (
                "https://tube.test/",
                "peertube",
                Some("https://tube.test/feeds/videos.xml"),
            ),
            (
                "https://forge.test/octet/libre",
                "forge,forgejo",
                Some("https://forge.test/octet/libre/releases.rss"),
            ),
            ("https://octet.test/a/propos", "wordpress 6.7", None),
            ("https://octet.test/", "", None),
        ] {
            let url = Url::parse(url).unwrap();
            let found = by_software(&url, software).map(|found| found.url);
            assert_eq!(found.as_deref(), feed, "{url} {software}");
        }
    }
}
