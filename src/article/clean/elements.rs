//! What each element of HTML means for reading.

use html2text::Handle;

use super::dom;
use crate::article::Style;

/// True for elements that are gone with all they hold: forms' controls, programs, metadata, and what is hidden.
pub fn is_gone(node: &Handle) -> bool {
    let Some(name) = dom::name(node) else {
        return false;
    };
    let gone = matches!(
        name,
        "head"
            | "script"
            | "style"
            | "template"
            | "input"
            | "select"
            | "option"
            | "optgroup"
            | "datalist"
            | "textarea"
            | "button"
            | "label"
            | "canvas"
            | "map"
            | "area"
            | "rp"
            | "rtc"
            | "annotation"
            | "annotation-xml"
            | "noembed"
            | "noframes"
            | "frameset"
            | "applet"
            | "param"
            | "source"
            | "track"
            | "link"
            | "meta"
            | "title"
            | "desc"
    );
    gone || is_hidden(node)
        || is_apparatus(node)
        || (name == "dialog" && dom::attribute(node, "open").is_none())
}

/// Hidden by an attribute or by its own style.
fn is_hidden(node: &Handle) -> bool {
    if dom::with_attribute(node, "hidden", |value| {
        !value.eq_ignore_ascii_case("until-found")
    })
    .unwrap_or(false)
    {
        return true;
    }
    if dom::attribute_is(node, "aria-hidden", "true") && dom::name(node) != Some("img") {
        return true;
    }
    dom::with_attribute(node, "style", |style| {
        style
            .split(';')
            .filter_map(|rule| rule.split_once(':'))
            .any(|(property, value)| {
                let property = property.trim();
                let value = value.trim();
                let value = value.split('!').next().unwrap_or_default().trim();
                (property.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none"))
                    || (property.eq_ignore_ascii_case("visibility")
                        && value.eq_ignore_ascii_case("hidden"))
            })
    })
    .unwrap_or(false)
}

/// Line numbers beside code, and the arrows from a footnote back to its call.
fn is_apparatus(node: &Handle) -> bool {
    dom::attribute_is(node, "role", "doc-backlink")
        || dom::has_class(node, |class| {
            matches!(class, "gutter" | "linenos" | "lineno" | "line-numbers-rows")
                || class.contains("footnote-back")
                || class == "reversefootnote"
        })
}

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

/// The language of code, named by a class (`language-rust`, `lang-rust`, `highlight-source-rust`, `brush: rust`) of the
/// `pre` or of the `code` in it.
pub fn code_language(pre: &Handle) -> Option<String> {
    let code = dom::find(pre, |node| dom::name(node) == Some("code"));
    [Some(pre.clone()), code, pre.get_parent()]
        .into_iter()
        .flatten()
        .find_map(|node| declared_language(&node))
}

fn declared_language(node: &Handle) -> Option<String> {
    let named = dom::with_attribute(node, "class", |classes| {
        let mut words = classes.split([' ', '\n', '\t', ';']);
        while let Some(word) = words.next() {
            for prefix in ["language-", "lang-", "highlight-source-"] {
                if let Some(language) = word.strip_prefix(prefix) {
                    return Some(language.to_owned());
                }
            }
            if word == "brush:" {
                return words.next().map(str::to_owned);
            }
        }
        None
    });
    named
        .flatten()
        .or_else(|| dom::attribute(node, "data-lang"))
        .or_else(|| dom::attribute(node, "data-language"))
        .map(|language| language.trim().to_ascii_lowercase())
        .filter(|language| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "+-#._".contains(c);
            !language.is_empty() && language.len() <= 32 && language.chars().all(plain)
        })
        .filter(|language| !matches!(language.as_str(), "none" | "plaintext" | "text" | "plain"))
}
