//! What cannot be drawn in a terminal and has words of its own: formulas (`math`) and drawings (`svg`). Says them, and
//! draws neither.

use html2text::Handle;

use crate::article::clean::dom;
use crate::text::sanitise;

/// A formula in one line: its alternative text or its TeX source, else its signs.
pub fn formula(math: &Handle) -> String {
    let tex = || {
        let source = dom::find(math, |inner| {
            dom::name(inner) == Some("annotation")
                && dom::attribute_is(inner, "encoding", "application/x-tex")
        })?;
        Some(dom::inner_text(&source, |_| false))
    };
    let said = dom::attribute(math, "alttext")
        .or_else(tex)
        .filter(|text| !text.trim().is_empty());
    let said = said.unwrap_or_else(|| {
        dom::inner_text(math, |inner| {
            matches!(dom::name(inner), Some("annotation" | "annotation-xml"))
        })
    });
    sanitise::line(&said)
}

/// The title of a drawing in one line, empty where it has none.
pub fn drawing(svg: &Handle) -> String {
    let title = dom::attribute(svg, "aria-label").or_else(|| {
        let children = svg.children.borrow();
        let title = children
            .iter()
            .find(|child| dom::name(child) == Some("title"))?;
        Some(dom::inner_text(title, |_| false))
    });
    title
        .map(|title| sanitise::line(&title))
        .unwrap_or_default()
}
