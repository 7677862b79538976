//! Tables that hold data, told from tables that only place things on a page.

use html2text::Handle;

use super::{dom, style};
use crate::article::Align;

/// Columns and rows a cell may span (HTML 10.3.3 allows 1,000; more than this draws nothing readable).
const MAX_SPAN: usize = 20;

/// The longest text of a cell in a table that does not say what it is, in bytes: past it, it is prose set in a grid.
const LONG_CELL: usize = 400;

/// What was seen of a table.
#[derive(Debug, Default)]
struct Seen {
    rows: usize,
    widest: usize,
    /// Headers, a caption, a border: it holds data.
    says_so: bool,
    /// Blocks that stand in cells now and then.
    blocks: bool,
    pictures: usize,
    /// The longest cell.
    longest: usize,
    /// A paragraph or a picture stands in a cell.
    set: bool,
}

/// True where a table holds data: it says so by headers, a caption or a border, or is a grid of short texts. One-celled
/// tables, those that say they are for presentation, and those that hold tables, headings or prose do not.
pub fn is_data(table: &Handle) -> bool {
    let says_not = ["presentation", "none"]
        .iter()
        .any(|role| dom::attribute_is(table, "role", role));
    if says_not {
        return false;
    }
    let Some(seen) = look_at(table) else {
        return false;
    };
    match seen.widest {
        0 => false,
        1 => seen.says_so && seen.rows > 1 && !seen.blocks,
        _ if seen.says_so => true,
        // Letters by mail place their pictures and paragraphs so.
        _ if seen.set && is_bare(table) => false,
        _ => {
            seen.rows > 1 && !seen.blocks && seen.pictures < seen.rows && seen.longest <= LONG_CELL
        }
    }
}

/// True where a table takes away the lines and the room that cells of data have.
fn is_bare(table: &Handle) -> bool {
    let none = |name: &str| dom::attribute_is(table, name, "0");
    none("cellspacing")
        && none("cellpadding")
        && dom::attribute(table, "border").is_none_or(|border| border.trim() == "0")
}

/// Looks through a table; none where it holds what no table of data holds.
fn look_at(table: &Handle) -> Option<Seen> {
    let bordered = dom::with_attribute(table, "border", |border| border.trim() != "0");
    let mut seen = Seen {
        says_so: bordered.unwrap_or(false)
            || dom::has_class(table, |class| matches!(class, "wikitable" | "spip"))
            || dom::attribute_is(table, "role", "table")
            || dom::attribute_is(table, "role", "grid"),
        ..Seen::default()
    };
    let (mut cells, mut length) = (0, 0);
    let mut left: Vec<Handle> = table.children.borrow().iter().rev().cloned().collect();
    while let Some(node) = left.pop() {
        match dom::name(&node) {
            Some("table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "article" | "section") => {
                return None;
            }
            Some(
                "pre" | "blockquote" | "figure" | "hr" | "video" | "iframe" | "ul" | "ol" | "dl"
                | "form",
            ) => {
                seen.blocks = true;
            }
            Some("tr") => {
                seen.rows += 1;
                cells = 0;
            }
            Some(cell @ ("td" | "th")) => {
                cells += 1;
                length = 0;
                seen.widest = seen.widest.max(cells);
                seen.says_so |= cell == "th";
            }
            Some("caption" | "thead") => seen.says_so = true,
            Some("img") => {
                seen.pictures += 1;
                seen.set = true;
            }
            Some("p" | "div") => seen.set = true,
            None if !seen.says_so => {
                length += dom::text(&node).map_or(0, |text| text.trim().len());
                seen.longest = seen.longest.max(length);
            }
            _ => {}
        }
        left.extend(node.children.borrow().iter().rev().cloned());
    }
    Some(seen)
}

/// How the columns say that their cells are set: by the `col` and `colgroup` of a table, from the left.
pub fn columns(table: &Handle) -> Vec<Option<Align>> {
    let mut aligns = Vec::new();
    for group in table.children.borrow().iter() {
        if dom::name(group) != Some("colgroup") {
            continue;
        }
        let children = group.children.borrow();
        let mut columns = children
            .iter()
            .filter(|child| dom::name(child) == Some("col"))
            .peekable();
        if columns.peek().is_none() {
            aligns.extend(std::iter::repeat_n(align(group), span(group, "span")));
        }
        for column in columns {
            let how = align(column).or_else(|| align(group));
            aligns.extend(std::iter::repeat_n(how, span(column, "span")));
        }
    }
    aligns
}

/// How a cell, a row or a column says that its text is set: by `align`, else by `text-align` in its style, else by a
/// class that the usual editors give it.
pub fn align(node: &Handle) -> Option<Align> {
    let named = |value: &str| match value.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Some(Align::Left),
        "center" | "middle" => Some(Align::Center),
        "right" | "end" => Some(Align::Right),
        _ => None,
    };
    let by_class = |classes: &str| {
        classes
            .split_ascii_whitespace()
            .find_map(|class| match class {
                "has-text-align-left" | "text-left" | "text-start" => Some(Align::Left),
                "has-text-align-center" | "text-center" => Some(Align::Center),
                "has-text-align-right" | "text-right" | "text-end" => Some(Align::Right),
                _ => None,
            })
    };
    dom::with_attribute(node, "align", named)
        .flatten()
        .or_else(|| style::value(node, "text-align").as_deref().and_then(named))
        .or_else(|| dom::with_attribute(node, "class", by_class).flatten())
}

/// A `colspan` or `rowspan`, 1 to 20.
pub fn span(cell: &Handle, attribute: &str) -> usize {
    dom::with_attribute(cell, attribute, |value| {
        let digits = value.trim().trim_start_matches('+');
        match digits.parse::<usize>() {
            // All rows that are left.
            Ok(0) if attribute == "rowspan" => MAX_SPAN,
            Ok(span) => span.clamp(1, MAX_SPAN),
            Err(_) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                MAX_SPAN
            }
            Err(_) => 1,
        }
    })
    .unwrap_or(1)
}
