//! Tables that hold data, told from tables that only place things on a page.

use html2text::Handle;

use super::dom;
use crate::article::Align;

/// Columns and rows a cell may span (HTML 10.3.3 allows 1,000; more than this draws nothing readable).
const MAX_SPAN: usize = 20;

/// True where a table holds data: it says so by headers or a caption, or is a grid of short texts. One-celled and
/// single-column tables, those that say they are for presentation, and those that hold tables or blocks do not.
pub fn is_data(table: &Handle) -> bool {
    if ["presentation", "none"]
        .iter()
        .any(|role| dom::attribute_is(table, "role", role))
    {
        return false;
    }
    let mut rows = 0usize;
    let mut cells = 0usize;
    let mut widest = 0usize;
    let mut says_so = false;
    let mut lists = false;
    let mut left: Vec<Handle> = table.children.borrow().iter().rev().cloned().collect();
    while let Some(node) = left.pop() {
        match dom::name(&node) {
            Some(
                "table" | "pre" | "blockquote" | "figure" | "hr" | "h1" | "h2" | "h3" | "h4" | "h5"
                | "h6" | "article" | "section" | "video" | "iframe",
            ) => return false,
            Some("tr") => {
                rows += 1;
                cells = 0;
            }
            Some(cell @ ("td" | "th")) => {
                cells += 1;
                widest = widest.max(cells);
                says_so |= cell == "th";
            }
            Some("caption" | "thead") => says_so = true,
            Some("ul" | "ol" | "dl" | "form") => lists = true,
            _ => {}
        }
        left.extend(node.children.borrow().iter().rev().cloned());
    }
    widest > 1 && (says_so || (rows > 1 && !lists))
}

/// How a cell says that its text is set: by `align`, else by `text-align` in its style.
pub fn align(cell: &Handle) -> Option<Align> {
    let named = |value: &str| match value.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Some(Align::Left),
        "center" | "middle" => Some(Align::Center),
        "right" | "end" => Some(Align::Right),
        _ => None,
    };
    let by_style = |style: &str| {
        style
            .split(';')
            .filter_map(|rule| rule.split_once(':'))
            .filter(|(property, _)| property.trim().eq_ignore_ascii_case("text-align"))
            .find_map(|(_, value)| named(value))
    };
    dom::with_attribute(cell, "align", named)
        .flatten()
        .or_else(|| dom::with_attribute(cell, "style", by_style).flatten())
}

/// A `colspan` or `rowspan`, 1 to 20.
pub fn span(cell: &Handle, attribute: &str) -> usize {
    dom::with_attribute(cell, attribute, |value| {
        let digits = value.trim().trim_start_matches('+');
        match digits.parse::<usize>() {
            Ok(span) => span.clamp(1, MAX_SPAN),
            Err(_) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                MAX_SPAN
            }
            Err(_) => 1,
        }
    })
    .unwrap_or(1)
}
