//! Names in authors' elements, in all their forms.

use super::repair::Node;

/// The name in an author's element: `Nom`, `mail (Nom)`, `Nom <mail>`, `<name>`, else the address.
pub fn person(node: &Node<'_>) -> Option<String> {
    if node.has_nodes() {
        let field = |name: &str| {
            node.nodes()
                .find(|inner| inner.name.eq_ignore_ascii_case(name))
                .and_then(|inner| some(inner.text().trim()))
        };
        if let Some(name) = field("name").or_else(|| field("email")) {
            return Some(name);
        }
    }
    let text = node.text();
    some(person_name(text.trim()))
}

/// The name of `mail (Nom)`, `Nom (mail)`, `Nom <mail>`; the text itself where it holds no address.
fn person_name(text: &str) -> &str {
    let text = text.trim_start_matches("mailto:");
    for (open, close) in [('(', ')'), ('<', '>')] {
        let Some((before, after)) = text.split_once(open) else {
            continue;
        };
        let inner = after
            .rsplit_once(close)
            .map_or(after, |(inner, _)| inner)
            .trim();
        let before = before.trim();
        match (before.contains('@'), inner.contains('@')) {
            (true, false) if !inner.is_empty() => return inner,
            (false, true) if !before.is_empty() => return before,
            (false, true) => return inner,
            (true, _) => return before,
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mail = |word: &&str| word.contains('@') && word.contains('.');
    match (words.first(), words.last()) {
        (Some(first), Some(last)) if words.len() > 1 && !first.contains('@') && mail(last) => text
            .trim_end()
            .strip_suffix(*last)
            .unwrap_or(text)
            .trim_end(),
        (Some(first), _) if words.len() > 1 && mail(first) => text
            .trim_start()
            .strip_prefix(*first)
            .unwrap_or(text)
            .trim_start(),
        _ => text,
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
