//! What cannot be drawn in a terminal and has words of its own: formulas (`math`) and drawings (`svg`). Says them, and
//! draws neither.

use html2text::Handle;

use crate::article::clean::dom;
use crate::article::typography;
use crate::text::sanitise;

/// Elements of a formula in one another; deeper ones are said by their signs alone.
const MAX_DEPTH: usize = 48;

/// A formula in one line: its signs, else its alternative text or its TeX source.
pub fn formula(math: &Handle) -> String {
    let signs = sanitise::line(&row(math, 0));
    if !signs.is_empty() {
        return signs;
    }
    let source = || {
        let source = dom::find(math, |inner| {
            dom::name(inner) == Some("annotation")
                && dom::with_attribute(inner, "encoding", |encoding| {
                    let encoding = encoding.to_ascii_lowercase();
                    encoding.contains("tex") && !encoding.contains("text/")
                })
                .unwrap_or(false)
        })?;
        Some(dom::inner_text(&source, |_| false))
    };
    let said = dom::attribute(math, "alttext")
        .or_else(source)
        .filter(|text| !text.trim().is_empty());
    said.map(|said| tex(&said)).unwrap_or_default()
}

/// TeX in one line, without the wrapping that MediaWiki puts around all of it.
pub fn tex(source: &str) -> String {
    let source = source.trim();
    let inner = ["{\\displaystyle", "{\\textstyle"]
        .iter()
        .find_map(|start| {
            let inner = source.strip_prefix(start)?.strip_suffix('}')?;
            is_balanced(inner).then_some(inner)
        });
    sanitise::line(inner.unwrap_or(source))
}

/// True where no brace closes what was opened before.
fn is_balanced(tex: &str) -> bool {
    let mut depth = 0i32;
    for c in tex.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The signs of what an element holds, one after the other.
fn row(node: &Handle, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return dom::inner_text(node, is_note);
    }
    let children = node.children.borrow();
    children.iter().map(|child| sign(child, depth)).collect()
}

fn sign(node: &Handle, depth: usize) -> String {
    let Some(name) = dom::name(node) else {
        let text = dom::text(node).unwrap_or_default();
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    };
    if is_note(node) {
        return String::new();
    }
    let part = |place: usize| {
        let children = node.children.borrow();
        let child = children
            .iter()
            .filter(|child| dom::name(child).is_some())
            .nth(place);
        child
            .map(|child| sign(child, depth + 1))
            .unwrap_or_default()
    };
    match name {
        "mfrac" => format!("{}/{}", one(&part(0)), one(&part(1))),
        "msqrt" => format!("√{}", under_root(&row(node, depth + 1))),
        "mroot" => match part(1).as_str() {
            "3" => format!("∛{}", under_root(&part(0))),
            "4" => format!("∜{}", under_root(&part(0))),
            index => format!("{}√{}", one(index), under_root(&part(0))),
        },
        // `sin x`: a name of more than a letter stands apart from what follows.
        "mi" => match row(node, depth + 1) {
            name if name.chars().count() > 1 && name.chars().all(char::is_alphabetic) => {
                format!("{name} ")
            }
            name => name,
        },
        "msup" => raised(&part(0), &part(1)),
        "mover" => format!("{}^{}", part(0), one(&part(1))),
        "msub" | "munder" => format!("{}_{}", part(0), one(&part(1))),
        "msubsup" => format!("{}_{}^{}", part(0), one(&part(1)), one(&part(2))),
        "munderover" => format!("{}_{}^{} ", part(0), one(&part(1)), one(&part(2))),
        "mtd" => format!("{} ", row(node, depth + 1)),
        "mtr" | "mlabeledtr" => format!("{}; ", row(node, depth + 1).trim_end()),
        "mtable" => row(node, depth + 1).trim_end_matches([' ', ';']).to_owned(),
        "mfenced" => fenced(node, depth),
        "mspace" => " ".to_owned(),
        "mo" => match row(node, depth + 1) {
            sign if ["=", "<", ">", "≤", "≥", "≠", "≈", "→", "⇒", "∈", "+", "×"]
                .contains(&sign.as_str()) =>
            {
                format!(" {sign} ")
            }
            sign => sign,
        },
        _ => row(node, depth + 1),
    }
}

/// What stands between fences, round ones where it does not say which, its parts set apart by its separators.
fn fenced(node: &Handle, depth: usize) -> String {
    let fence = |name: &str, usual: &str| {
        dom::attribute(node, name).map_or_else(|| usual.to_owned(), |sign| sign.trim().to_owned())
    };
    let separators: Vec<char> = fence("separators", ",").chars().collect();
    let children = node.children.borrow();
    let parts = children.iter().filter(|child| dom::name(child).is_some());
    let mut out = fence("open", "(");
    for (place, part) in parts.enumerate() {
        // The last separator goes on.
        let separator = separators.get(place.wrapping_sub(1)).or(separators.last());
        if let Some(separator) = separator.filter(|_| place > 0) {
            out.push(*separator);
            out.push(' ');
        }
        out.push_str(sign(part, depth + 1).trim());
    }
    out + &fence("close", ")")
}

/// A power: in small figures where it is one or two of them.
fn raised(base: &str, power: &str) -> String {
    let power = power.trim();
    let small: Option<String> = power.chars().map(typography::raised).collect();
    match small {
        Some(small) if power.len() <= 2 && power.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{base}{small}")
        }
        _ => format!("{base}^{}", one(power)),
    }
}

/// In brackets, where it is more than one sign.
fn one(text: &str) -> String {
    let text = text.trim();
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || "²³¹".contains(c));
    if text.chars().count() <= 1 || plain || text.starts_with('(') && text.ends_with(')') {
        text.to_owned()
    } else {
        format!("({text})")
    }
}

/// As [`one`]; of two letters side by side the second would seem to stand behind the root.
fn under_root(text: &str) -> String {
    let text = text.trim();
    let is_number = text.chars().all(|c| c.is_numeric() || c == ',');
    let is_letter = text.chars().count() == 1;
    let is_fenced = text.starts_with('(') && text.ends_with(')');
    match is_number || is_letter || is_fenced {
        true => one(text),
        false => format!("({text})"),
    }
}

fn is_note(node: &Handle) -> bool {
    matches!(dom::name(node), Some("annotation" | "annotation-xml"))
}

/// The title of a drawing in one line, else what is written in it; empty where it has neither.
pub fn drawing(svg: &Handle) -> String {
    let inner = |wanted: &str| {
        dom::find(svg, |inner| dom::name(inner) == Some(wanted))
            .map(|found| dom::inner_text(&found, |_| false))
    };
    [dom::attribute(svg, "aria-label"), inner("title")]
        .into_iter()
        .flatten()
        .map(|title| sanitise::line(&title))
        .find(|title| !title.is_empty())
        .unwrap_or_else(|| sanitise::line(&written(svg)))
}

/// The texts written in a drawing.
fn written(svg: &Handle) -> String {
    let mut texts = Vec::new();
    let mut left = vec![svg.clone()];
    while let Some(node) = left.pop() {
        if matches!(dom::name(&node), Some("defs" | "symbol" | "metadata")) {
            continue;
        }
        if dom::name(&node) == Some("text") {
            texts.push(dom::inner_text(&node, |_| false).trim().to_owned());
        } else {
            left.extend(node.children.borrow().iter().rev().cloned());
        }
    }
    texts.join(" ")
}
