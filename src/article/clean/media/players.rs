//! What is known of the players that sites show in frames: films or recordings, and the page where a person sees what a
//! player shows.

use html2text::Handle;
use url::Url;

use crate::article::Media;
use crate::article::clean::dom;

/// Hosts whose frames are films.
const FILMS: [&str; 15] = [
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "twitch.tv",
    "arte.tv",
    "ina.fr",
    "francetv.fr",
    "digiteka.com",
    "ultimedia.com",
    "brightcove.net",
    "jwplatform.com",
    "tiktok.com",
];
/// Hosts whose frames are recordings.
const RECORDINGS: [&str; 13] = [
    "soundcloud.com",
    "spotify.com",
    "deezer.com",
    "ausha.co",
    "acast.com",
    "podcasts.apple.com",
    "bandcamp.com",
    "audiomeans.fr",
    "podbean.com",
    "buzzsprout.com",
    "radiofrance.fr",
    "spreaker.com",
    "podcloud.fr",
];
/// Parts of addresses that show buttons and count readers, nothing to read.
const WIDGETS: [&str; 11] = [
    "googletagmanager.com/",
    "facebook.com/plugins/like",
    "facebook.com/plugins/share",
    "facebook.com/plugins/page",
    "platform.twitter.com/widgets/tweet_button",
    "platform.twitter.com/widgets/follow_button",
    "google.com/recaptcha",
    "doubleclick.net/",
    "googlesyndication.com/",
    "amazon-adsystem.com/",
    "//disqus.com/",
];

/// Whether what an address shows is a film, a recording or a page; `host` is its host without `www.`.
pub fn kind(url: &str, host: &str) -> Media {
    let of = |hosts: &[&str]| {
        hosts.iter().any(|known| {
            host == *known
                || host
                    .strip_suffix(known)
                    .is_some_and(|sub| sub.ends_with('.'))
        })
    };
    let path = url
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    if of(&FILMS)
        || host.contains("peertube")
        || path.contains("/videos/embed/")
        || ends(&[".mp4", ".webm", ".ogv", ".m3u8", ".mov", ".m4v"])
    {
        Media::Video
    } else if of(&RECORDINGS) || ends(&[".mp3", ".ogg", ".oga", ".m4a", ".opus", ".wav", ".flac"]) {
        Media::Audio
    } else {
        Media::Frame
    }
}

/// True for the address of a button, an advertisement or a counter.
pub fn is_widget(url: &str) -> bool {
    WIDGETS.iter().any(|part| url.contains(part))
}

/// The address of a film that its element names by a number alone.
pub fn by_id(name: &str, node: &Handle) -> Option<String> {
    let id = dom::attribute(node, "data-videoid").or_else(|| dom::attribute(node, "videoid"))?;
    let id = id.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if id.is_empty() || !id.chars().all(plain) {
        return None;
    }
    match name {
        "amp-youtube" | "lite-youtube" | "youtube-video" => {
            Some(format!("https://www.youtube.com/watch?v={id}"))
        }
        "amp-vimeo" | "lite-vimeo" => Some(format!("https://vimeo.com/{id}")),
        "amp-dailymotion" => Some(format!("https://www.dailymotion.com/video/{id}")),
        _ => None,
    }
}

/// The page where a person sees what a player shows in a frame.
pub fn watch_page(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return address.to_owned();
    };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path();
    let last = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let asked = |wanted: &str| {
        url.query_pairs()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
            .filter(|value| value.chars().all(|c| c.is_ascii_alphanumeric()))
    };
    match host {
        "youtube.com" | "youtube-nocookie.com"
            if (path.starts_with("/embed/") || path.starts_with("/v/"))
                && last != "videoseries" =>
        {
            format!("https://www.youtube.com/watch?v={last}")
        }
        "player.vimeo.com" if path.starts_with("/video/") => format!("https://vimeo.com/{last}"),
        "dailymotion.com" if path.starts_with("/embed/video/") => {
            format!("https://www.dailymotion.com/video/{last}")
        }
        "geo.dailymotion.com" => match asked("video") {
            Some(id) => format!("https://www.dailymotion.com/video/{id}"),
            None => address.to_owned(),
        },
        "open.spotify.com" if path.starts_with("/embed/") => {
            format!("https://open.spotify.com{}", &path["/embed".len()..])
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_lead_to_pages() {
        let cases = [
            (
                "https://www.youtube-nocookie.com/embed/abc?rel=0",
                "https://www.youtube.com/watch?v=abc",
            ),
            (
                "https://www.youtube.com/v/abc&hl=fr",
                "https://www.youtube.com/watch?v=abc&hl=fr",
            ),
            ("https://player.vimeo.com/video/12", "https://vimeo.com/12"),
            (
                "https://www.dailymotion.com/embed/video/x1",
                "https://www.dailymotion.com/video/x1",
            ),
            (
                "https://geo.dailymotion.com/player.html?video=x2",
                "https://www.dailymotion.com/video/x2",
            ),
            (
                "https://open.spotify.com/embed/episode/1?t=0",
                "https://open.spotify.com/episode/1",
            ),
            (
                "https://films.test/videos/embed/9",
                "https://films.test/videos/embed/9",
            ),
        ];
        for (player, page) in cases {
            assert_eq!(watch_page(player), page);
        }
    }

    #[test]
    fn players_are_films_or_recordings() {
        let cases = [
            (
                "https://films.test/videos/embed/9",
                "films.test",
                Media::Video,
            ),
            ("https://clips.twitch.tv/x", "clips.twitch.tv", Media::Video),
            ("https://nottwitch.tv/x", "nottwitch.tv", Media::Frame),
            ("https://a.test/e.mp3?x=1", "a.test", Media::Audio),
            (
                "https://podcast.ausha.co/x",
                "podcast.ausha.co",
                Media::Audio,
            ),
            ("https://carte.test/", "carte.test", Media::Frame),
        ];
        for (url, host, expected) in cases {
            assert_eq!(kind(url, host), expected, "{url}");
        }
    }
}
