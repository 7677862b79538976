//! Films, recordings and frames: a title and a link to where they can be seen.

mod players;

use html2text::Handle;
use url::Url;

use super::dom;
use crate::article::{Media, links};
use crate::text::sanitise;

/// A medium, with its title (may be empty) and its address.
#[derive(Debug)]
pub struct Medium {
    /// What it is.
    pub kind: Media,
    /// Its title, else for a frame the host it comes from.
    pub title: String,
    /// Where it can be seen, cleaned.
    pub url: Option<String>,
}

/// Attributes that hold the address, the lazy loaders' first.
const SOURCES: [&str; 6] = [
    "data-src",
    "data-lazy-src",
    "data-litespeed-src",
    "src",
    "data",
    "data-url",
];
/// Bytes that the text in a titled `object` must have to say more than its title.
const TITLED: usize = 40;
/// Attributes that hold the title.
const TITLES: [&str; 5] = ["title", "aria-label", "data-title", "playlabel", "name"];

/// True for the elements that are a medium.
pub fn is_medium(name: &str) -> bool {
    matches!(
        name,
        "video"
            | "audio"
            | "iframe"
            | "embed"
            | "object"
            | "amp-video"
            | "amp-audio"
            | "amp-iframe"
            | "amp-youtube"
            | "amp-vimeo"
            | "amp-dailymotion"
            | "lite-youtube"
            | "lite-vimeo"
            | "youtube-video"
    )
}

/// Reads such an element; none where it leads nowhere and has no title, and for a widget or a pixel.
pub fn read(node: &Handle, base: Option<&Url>) -> Option<Medium> {
    let name = dom::name(node)?;
    if super::image::is_pixel(node) {
        return None;
    }
    // What stands in it is for programs that cannot show it; a link there tells where it is, and often what.
    let said = dom::find(node, |inner| dom::name(inner) == Some("a"));
    let url = players::by_id(name, node)
        .into_iter()
        .chain(
            SOURCES
                .iter()
                .filter_map(|attribute| dom::attribute(node, attribute)),
        )
        .chain(child_source(node))
        .chain(said.as_ref().and_then(|link| dom::attribute(link, "href")))
        .find_map(|address| links::clean_against(&address, base))
        .filter(|url| url.starts_with("http"))
        .map(|address| players::watch_page(&address));
    if url.as_deref().is_some_and(players::is_widget) {
        return None;
    }
    let host = url
        .as_deref()
        .and_then(|url| Url::parse(url).ok())
        .and_then(|url| url.host_str().map(str::to_owned));
    let host = host
        .map(|host| host.strip_prefix("www.").unwrap_or(&host).to_owned())
        .unwrap_or_default();
    let kind = match name {
        "video" | "amp-video" => Media::Video,
        "audio" | "amp-audio" => Media::Audio,
        _ => players::kind(url.as_deref().unwrap_or_default(), &host),
    };
    let title = TITLES
        .into_iter()
        .filter(|attribute| *attribute != "name" || name == "lite-youtube")
        .filter_map(|attribute| dom::attribute(node, attribute))
        .map(|title| sanitise::line(&title))
        .find(|title| !title.is_empty());
    let title = match title {
        Some(title) => title,
        None if name == "object" && said.is_some() => said
            .and_then(|link| dom::short_text(&link, 200))
            .map(|text| sanitise::line(&text))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| sanitise::line(&host)),
        None if matches!(name, "video" | "audio" | "amp-video" | "amp-audio") => String::new(),
        None => sanitise::line(&host),
    };
    (url.is_some() || !title.is_empty()).then_some(Medium { kind, title, url })
}

/// True for an `object` that holds words for who cannot see it, not the advice to use another program, nor a short word
/// where its title says what it is.
pub fn holds_text_for_reading(object: &Handle) -> bool {
    const ADVICE: [&str; 5] = ["navigateur", "browser", "plugin", "flash", "javascript"];
    let text = dom::inner_text(object, |_| false).to_lowercase();
    let is_titled = dom::attribute(object, "title").is_some();
    let least = if is_titled { TITLED } else { 1 };
    text.trim().len() >= least && !ADVICE.iter().any(|word| text.contains(word))
}

/// True for an `object` whose own address shows nothing any more (Flash): what it holds instead is read.
pub fn is_dead(node: &Handle) -> bool {
    let flash = |value: &str| {
        let path = value.split(['?', '#']).next().unwrap_or_default();
        path.to_ascii_lowercase().ends_with(".swf") || value.contains("shockwave-flash")
    };
    ["data", "type"]
        .iter()
        .any(|name| dom::with_attribute(node, name, flash).unwrap_or(false))
}

/// The address a child gives: `source`, `param`, `embed`.
fn child_source(node: &Handle) -> Option<String> {
    let children = node.children.borrow();
    children.iter().find_map(|child| match dom::name(child)? {
        "source" | "embed" | "video" => {
            dom::attribute(child, "src").or_else(|| dom::attribute(child, "data-src"))
        }
        "param" => {
            let name = dom::attribute(child, "name")?.to_ascii_lowercase();
            matches!(name.as_str(), "movie" | "src" | "url")
                .then(|| dom::attribute(child, "value"))
                .flatten()
        }
        _ => None,
    })
}
