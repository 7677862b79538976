//! Films, recordings and frames: a title and a link to where they can be seen.

use html2text::Handle;
use url::Url;

use super::dom;
use crate::article::{Media, links};
use crate::text::sanitise;

/// A medium, with its title (may be empty) and its address.
pub struct Medium {
    /// What it is.
    pub kind: Media,
    /// Its title, else for a frame the host it comes from.
    pub title: String,
    /// Where it can be seen, cleaned.
    pub url: Option<String>,
}

/// Hosts whose frames are films.
const FILMS: [&str; 8] = [
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "twitch.tv",
    "peertube",
    "arte.tv",
];
/// Hosts whose frames are recordings.
const RECORDINGS: [&str; 5] = [
    "soundcloud.com",
    "spotify.com",
    "deezer.com",
    "ausha.co",
    "acast.com",
];

/// Reads a `video`, `audio`, `iframe`, `embed` or `object`; none where it leads nowhere and has no title.
pub fn read(node: &Handle, base: Option<&Url>) -> Option<Medium> {
    let name = dom::name(node)?;
    if super::image::is_pixel(node) {
        return None;
    }
    let sources = ["data-src", "data-lazy-src", "src", "data"];
    let url = sources
        .into_iter()
        .filter_map(|attribute| dom::attribute(node, attribute))
        .chain(child_source(node))
        .find_map(|address| links::clean_against(&address, base))
        .map(|address| watch_page(&address));
    let host = url
        .as_deref()
        .and_then(|url| Url::parse(url).ok())
        .and_then(|url| url.host_str().map(str::to_owned));
    let host = host
        .map(|host| host.strip_prefix("www.").unwrap_or(&host).to_owned())
        .unwrap_or_default();
    let kind = match name {
        "video" => Media::Video,
        "audio" => Media::Audio,
        _ if FILMS.iter().any(|film| host.contains(film)) => Media::Video,
        _ if RECORDINGS.iter().any(|recording| host.contains(recording)) => Media::Audio,
        _ => Media::Frame,
    };
    let title = ["title", "aria-label"]
        .into_iter()
        .filter_map(|attribute| dom::attribute(node, attribute))
        .map(|title| sanitise::line(&title))
        .find(|title| !title.is_empty());
    let title = match title {
        Some(title) => title,
        None if matches!(name, "video" | "audio") => String::new(),
        None => sanitise::line(&host),
    };
    (url.is_some() || !title.is_empty()).then_some(Medium { kind, title, url })
}

fn child_source(node: &Handle) -> Option<String> {
    let children = node.children.borrow();
    children
        .iter()
        .filter(|child| dom::name(child) == Some("source"))
        .find_map(|child| dom::attribute(child, "src"))
}

/// The page where a person sees what a player shows in a frame.
fn watch_page(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return address.to_owned();
    };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let last = url
        .path_segments()
        .and_then(|mut parts| parts.next_back())
        .unwrap_or_default();
    match host {
        "youtube.com" | "youtube-nocookie.com"
            if url.path().starts_with("/embed/") && last != "videoseries" =>
        {
            format!("https://www.youtube.com/watch?v={last}")
        }
        "player.vimeo.com" if url.path().starts_with("/video/") => {
            format!("https://vimeo.com/{last}")
        }
        "dailymotion.com" if url.path().starts_with("/embed/video/") => {
            format!("https://www.dailymotion.com/video/{last}")
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
            ("https://player.vimeo.com/video/12", "https://vimeo.com/12"),
            (
                "https://www.dailymotion.com/embed/video/x1",
                "https://www.dailymotion.com/video/x1",
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
}
