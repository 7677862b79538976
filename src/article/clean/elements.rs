//! What each element of HTML means for reading.

use crate::article::Style;

/// True for elements that stand on lines of their own but are no block of ours by themselves.
pub fn is_boundary(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dialog"
            | "div"
            | "fieldset"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "search"
            | "section"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "optgroup"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "ul"
            | "ol"
            | "menu"
            | "dir"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "pre"
            | "listing"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// The style inside an element, from the one around it.
pub fn style(name: &str, around: Style) -> Style {
    let mut style = around;
    match name {
        "em" | "i" | "cite" | "var" | "dfn" => style.emphasis = true,
        "strong" | "b" | "th" => style.strong = true,
        "code" | "kbd" | "samp" | "tt" => style.code = true,
        "del" | "s" | "strike" => style.struck = true,
        "mark" | "ins" => style.marked = true,
        _ => {}
    }
    style
}
