//! Which picture an `img` means: lazy loading, `srcset`, placeholders, tracking pixels.

use html2text::Handle;
use url::Url;

use super::dom;
use crate::article::{Image, links};
use crate::text::sanitise;

/// Attributes in which lazy loaders keep the real address, the likeliest first.
const LAZY: [&str; 6] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-full-url",
    "data-url",
];
/// Attributes with a list of addresses.
const SETS: [&str; 3] = ["srcset", "data-srcset", "data-lazy-srcset"];
/// The widest picture asked for where there is a choice, in pixels.
const WIDEST: f64 = 1_600.0;

/// What an `img` stands for.
pub enum Picture {
    /// A picture to show or to stand in for.
    Shown(Image),
    /// A little sign that means its text (emoji set as pictures).
    Sign(String),
    /// A tracking pixel, or nothing at all.
    Nothing,
}

/// Reads an `img` element.
pub fn read(node: &Handle, base: Option<&Url>) -> Picture {
    if is_pixel(node) {
        return Picture::Nothing;
    }
    let alt = ["alt", "title", "aria-label"]
        .into_iter()
        .filter_map(|name| dom::attribute(node, name))
        .map(|alt| sanitise::line(&alt))
        .find(|alt| !alt.is_empty())
        .unwrap_or_default();
    let is_sign = dom::has_class(node, |class| {
        class.contains("emoji") || class.contains("smiley")
    });
    if is_sign && !alt.is_empty() {
        return Picture::Sign(alt);
    }
    let url = address(node, base).unwrap_or_default();
    if url.is_empty() && alt.is_empty() {
        return Picture::Nothing;
    }
    Picture::Shown(Image { url, alt })
}

/// One pixel by one, or less: it counts readers.
pub fn is_pixel(node: &Handle) -> bool {
    let tiny = |value: &str| {
        let value = value.trim();
        value
            .strip_suffix("px")
            .unwrap_or(value)
            .trim()
            .parse::<f32>()
            .is_ok_and(|size| size <= 1.0)
    };
    let by_attribute = ["width", "height"]
        .into_iter()
        .any(|name| dom::with_attribute(node, name, tiny).unwrap_or(false));
    by_attribute
        || dom::with_attribute(node, "style", |style| {
            style
                .split(';')
                .filter_map(|rule| rule.split_once(':'))
                .any(|(property, value)| {
                    let property = property.trim();
                    (property.eq_ignore_ascii_case("width")
                        || property.eq_ignore_ascii_case("height"))
                        && tiny(value)
                })
        })
        .unwrap_or(false)
}

/// The address: the lazy loader's, else the `src`, else the best of a set, the sources of a `picture` last.
fn address(node: &Handle, base: Option<&Url>) -> Option<String> {
    let single = |name: &str| dom::attribute(node, name).and_then(|value| usable(&value, base));
    let set = |node: &Handle| {
        SETS.into_iter()
            .filter_map(|name| dom::attribute(node, name))
            .find_map(|value| usable(best_of(&value)?, base))
    };
    LAZY.into_iter()
        .find_map(single)
        .or_else(|| single("src"))
        .or_else(|| set(node))
        .or_else(|| {
            let parent = node
                .get_parent()
                .filter(|parent| dom::name(parent) == Some("picture"))?;
            let children = parent.children.borrow();
            children
                .iter()
                .filter(|child| dom::name(child) == Some("source"))
                .find_map(set)
        })
}

fn usable(value: &str, base: Option<&Url>) -> Option<String> {
    links::clean_against(value, base).filter(|url| url.starts_with("http"))
}

/// The widest candidate of a `srcset` that is not wider than [`WIDEST`], else the first.
fn best_of(set: &str) -> Option<&str> {
    let mut best: Option<(&str, f64)> = None;
    for (url, size) in candidates(set) {
        let better = best.is_none_or(|(_, found)| {
            if found > WIDEST {
                size < found
            } else {
                size > found && size <= WIDEST
            }
        });
        if better {
            best = Some((url, size));
        }
    }
    best.map(|(url, _)| url)
}

/// The addresses of a `srcset` with their widths (`2x` counts as 1,600 pixels, no descriptor as 800). An address may
/// hold commas, not end with one (HTML § 4.8.4.2.1).
fn candidates(set: &str) -> Vec<(&str, f64)> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        let url = token.trim_end_matches(',');
        let descriptor = if url.len() < token.len() {
            rest = after;
            ""
        } else {
            let end = after.find(',').unwrap_or(after.len());
            rest = &after[end..];
            after[..end].trim()
        };
        let number = |unit: char| {
            descriptor
                .strip_suffix(unit)
                .and_then(|value| value.trim().parse::<f64>().ok())
        };
        let size = number('w')
            .or_else(|| number('x').map(|times| times * 800.0))
            .unwrap_or(800.0);
        found.push((url, size));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_reasonable_candidate_wins() {
        let cases = [
            ("a.jpg 300w, b.jpg 1200w, c.jpg 4000w", Some("b.jpg")),
            ("a.jpg, b.jpg 2x", Some("b.jpg")),
            ("c.jpg 4000w,\n d.jpg 2500w", Some("d.jpg")),
            (
                "w_300,h_200/a.jpg 300w, w_900,h_600/a.jpg 900w",
                Some("w_900,h_600/a.jpg"),
            ),
            (" , ", None),
        ];
        for (set, expected) in cases {
            assert_eq!(best_of(set), expected, "{set}");
        }
    }
}
