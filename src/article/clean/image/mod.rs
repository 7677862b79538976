//! Which picture an `img` means: lazy loading, `srcset`, stand-ins, tracking pixels.

mod known;
mod srcset;

use html2text::Handle;
use url::Url;

pub use known::stem;

use super::{dom, style};
use crate::article::{Image, links};
use crate::text::sanitise;

/// Attributes in which lazy loaders keep the real address, the likeliest first.
const LAZY: [&str; 14] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-ll-src",
    "data-cfsrc",
    "data-actualsrc",
    "data-echo",
    "data-lazyload",
    "nitro-lazy-src",
    "data-hi-res-src",
    "data-orig-file",
    "data-full-url",
    "data-url",
];
/// Attributes with a list of addresses.
const SETS: [&str; 4] = [
    "data-srcset",
    "data-lazy-srcset",
    "srcset",
    "nitro-lazy-srcset",
];

/// What an `img` stands for.
#[derive(Debug)]
pub enum Picture {
    /// A picture to show or to stand in for.
    Shown {
        /// The picture.
        image: Image,
        /// True where a program would have loaded it: a `noscript` often holds its double.
        lazy: bool,
    },
    /// A little sign that means its text (emoji set as pictures).
    Sign(String),
    /// A tracking pixel, a face beside a name, decoration, or nothing at all.
    Nothing,
}

/// Reads an `img` element, or what is one under another name (`amp-img`).
pub fn read(node: &Handle, base: Option<&Url>) -> Picture {
    if is_pixel(node) || dom::has_class(node, known::is_face_class) {
        return Picture::Nothing;
    }
    let alt = ["alt", "title", "aria-label"]
        .into_iter()
        .filter_map(|name| dom::attribute(node, name))
        .map(|alt| sanitise::line(&alt))
        .find(|alt| !alt.is_empty())
        .unwrap_or_default();
    let src = dom::attribute(node, "src").unwrap_or_default();
    let title = dom::attribute(node, "title")
        .map(|title| sanitise::line(&title))
        .filter(|title| says_more(title, &alt))
        .unwrap_or_default();
    let is_sign = known::is_emoji(&src)
        || dom::has_class(node, |class| {
            class.contains("emoji") || class.contains("smiley")
        });
    if is_sign && !alt.is_empty() {
        return Picture::Sign(alt);
    }
    let (url, lazy) = address(node, &src, base);
    let stands_in = !src.is_empty() && known::is_stand_in(&src);
    let decorates = alt.is_empty()
        && (["presentation", "none"]
            .iter()
            .any(|role| dom::attribute_is(node, "role", role))
            || dom::attribute_is(node, "aria-hidden", "true"));
    match url {
        Some(url) if known::counts_readers(&url) || known::is_face(&url) => Picture::Nothing,
        _ if decorates => Picture::Nothing,
        None if alt.is_empty() => Picture::Nothing,
        url => Picture::Shown {
            lazy: lazy || stands_in || url.is_none(),
            image: Image {
                url: url.unwrap_or_default(),
                silent: alt.is_empty() && dom::attribute(node, "alt").is_some(),
                alt,
                title,
            },
        },
    }
}

/// True for the title of a picture that is more than its alternative text over again, or a file's name.
fn says_more(title: &str, alt: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    !alt.is_empty() && title.trim().contains(' ') && !letters(alt).contains(&letters(title))
}

/// One pixel by one, or less: it counts readers.
pub fn is_pixel(node: &Handle) -> bool {
    ["width", "height"].into_iter().any(|side| {
        let tiny = |value: &str| style::pixels(value).is_some_and(|size| size <= 1.0);
        dom::with_attribute(node, side, tiny).unwrap_or(false)
            || style::value(node, side).as_deref().is_some_and(tiny)
    })
}

/// The address: the lazy loader's, else the `src`, else the best of a set, the sources of a `picture` last. Beside it
/// whether a program would have put it there.
fn address(node: &Handle, src: &str, base: Option<&Url>) -> (Option<String>, bool) {
    let single = |name: &str| dom::attribute(node, name).and_then(|value| usable(&value, base));
    let set = |node: &Handle| {
        SETS.into_iter()
            .filter_map(|name| dom::attribute(node, name))
            .find_map(|value| usable(srcset::best_of(&value)?, base))
    };
    if let Some(url) = LAZY.into_iter().find_map(single) {
        return (Some(url), true);
    }
    let found = usable(src, base).or_else(|| set(node)).or_else(|| {
        let parent = node
            .get_parent()
            .filter(|parent| dom::name(parent) == Some("picture"))?;
        let children = parent.children.borrow();
        children
            .iter()
            .filter(|child| dom::name(child) == Some("source"))
            .find_map(set)
    });
    // A name like a stand-in's is a picture's where it is all there is.
    let last = || {
        let value = dom::attribute(node, "data-src")?;
        let inside = value.trim().is_empty() || value.trim() == "#";
        links::clean_against(&value, base).filter(|url| !inside && url.starts_with("http"))
    };
    (
        found.or_else(last),
        dom::attribute(node, "data-srcset").is_some(),
    )
}

fn usable(value: &str, base: Option<&Url>) -> Option<String> {
    if value.trim().is_empty() || known::is_stand_in(value) {
        return None;
    }
    let is_path = || {
        base.is_none()
            && Url::parse(value.trim()) == Err(url::ParseError::RelativeUrlWithoutBase)
            && !value.trim().starts_with("//")
    };
    match links::clean_against(value, base) {
        Some(url) => Some(url).filter(|url| url.starts_with("http")),
        // Where nothing is known that it could be resolved against, it stays as it is.
        None if is_path() => Some(sanitise::line(value)),
        None => None,
    }
}
