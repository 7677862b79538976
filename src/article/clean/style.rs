//! The few rules of an element's own `style` attribute that matter for reading. Style sheets are not read.

use html2text::Handle;

use super::dom;

/// The value of a property in a `style` attribute, lower case, `!important` left out; the last one wins.
pub fn value(node: &Handle, property: &str) -> Option<String> {
    dom::with_attribute(node, "style", |style| {
        rules(style)
            .filter(|(name, _)| name.eq_ignore_ascii_case(property))
            .last()
            .map(|(_, value)| value.to_ascii_lowercase())
    })
    .flatten()
}

/// True where the style takes an element off the page: not drawn, drawn outside, or cut to nothing.
pub fn hides(node: &Handle) -> bool {
    dom::with_attribute(node, "style", |style| {
        let (mut clips, mut tiny, mut apart, mut outside) = (false, false, false, false);
        for (name, value) in rules(style) {
            let is = |wanted: &str| value.eq_ignore_ascii_case(wanted);
            match name.to_ascii_lowercase().as_str() {
                "display" if is("none") => return true,
                "visibility" if is("hidden") || is("collapse") => return true,
                "mso-hide" if is("all") => return true,
                "overflow" => clips |= is("hidden") || is("clip"),
                "height" | "max-height" | "width" | "max-width" => {
                    tiny |= pixels(value).is_some_and(|size| size <= 1.0);
                }
                "position" => apart |= is("absolute") || is("fixed"),
                "text-indent" if is_far(value) => return true,
                "left" | "top" | "right" | "margin-left" => outside |= is_far(value),
                "clip-path" => outside |= is("inset(50%)") || is("inset(100%)"),
                "transform" if is("scale(0)") => return true,
                "clip" => outside |= value.starts_with("rect(0") || value.starts_with("rect(1px"),
                _ => {}
            }
        }
        (clips && tiny) || (apart && outside)
    })
    .unwrap_or(false)
}

/// True where the style draws a text so that it is not seen: no size, no colour.
pub fn is_faint(node: &Handle) -> bool {
    dom::with_attribute(node, "style", |style| {
        rules(style).any(|(name, value)| {
            (name.eq_ignore_ascii_case("opacity") || name.eq_ignore_ascii_case("font-size"))
                && pixels(value) == Some(0.0)
        })
    })
    .unwrap_or(false)
}

/// True for a place far outside the page.
fn is_far(value: &str) -> bool {
    let bare = value.trim_end_matches("em").trim_end_matches('r');
    pixels(bare).is_some_and(|place| place <= -900.0) || value.starts_with("-9999")
}

/// A length in pixels, or a bare number; none for any other unit unless it is nought.
pub fn pixels(value: &str) -> Option<f32> {
    let value = value.trim();
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(value.len());
    let number: f32 = value[..end].parse().ok()?;
    let unit = value[end..].trim();
    (number == 0.0 || unit.is_empty() || unit.eq_ignore_ascii_case("px")).then_some(number)
}

fn rules(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .map(|(name, value)| {
            let value = value.split('!').next().unwrap_or_default();
            (name.trim(), value.trim())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read() {
        for (text, found) in [
            ("1px", Some(1.0)),
            (" 0.5 PX ", Some(0.5)),
            ("-9999px", Some(-9999.0)),
            ("0em", Some(0.0)),
            ("100%", None),
            ("auto", None),
            ("1", Some(1.0)),
        ] {
            assert_eq!(pixels(text), found, "{text}");
        }
    }
}
