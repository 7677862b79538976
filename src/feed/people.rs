//! Names in authors' elements, in all their forms.

use super::repair::Node;

/// How much of a feed's authors each of its entries inherits, in bytes.
const INHERITED: usize = 1_000;

/// The first of a feed's authors, as many as its entries inherit: each entry holds them.
pub fn to_inherit(authors: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut length = 0;
    for author in authors {
        length += author.len();
        if length > INHERITED {
            break;
        }
        if !kept.contains(&author) {
            kept.push(author);
        }
    }
    kept
}

/// The names in an author's element, where it holds several addresses: those apart; else the one.
pub fn people(node: &Node<'_>) -> Vec<String> {
    let text = node.text();
    if node.has_nodes() || text.matches('@').count() < 2 {
        return person(node).into_iter().collect();
    }
    let parts = text.split([',', ';']).take(100);
    let names = parts.filter_map(|part| some(person_name(part.trim())));
    names.collect()
}

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

/// The name of `mail (Nom)`, `Nom (mail)`, `Nom <mail>`, `Nom - mail`, without the quotes or brackets around it; the
/// text itself where it holds no address.
fn person_name(text: &str) -> &str {
    let text = text.strip_prefix("mailto:").unwrap_or(text).trim();
    let (name, mail) = name_and_mail(text);
    let name = name.trim_matches(|c: char| c.is_whitespace() || "-–—,;:|".contains(c));
    let name = without_around(name);
    match name.is_empty() {
        true => mail.trim(),
        false => name,
    }
}

/// What is around an address, and the address; the whole is a name where there is none.
fn name_and_mail(text: &str) -> (&str, &str) {
    for (open, close) in [('(', ')'), ('<', '>'), ('[', ']')] {
        let Some((before, after)) = text.split_once(open) else {
            continue;
        };
        let (inner, rest) = after.rsplit_once(close).unwrap_or((after, ""));
        match (before.contains('@'), inner.contains('@')) {
            (true, false) => return (inner, before),
            (false, true) if before.trim().is_empty() => return (rest, inner),
            (false, true) => return (before, inner),
            (true, true) => return ("", before),
            (false, false) => {}
        }
    }
    let is_mail = |word: &&str| word.contains('@') && word.contains('.');
    let first = text.split_whitespace().next().filter(is_mail);
    let last = text.split_whitespace().next_back().filter(is_mail);
    match (first, last) {
        (Some(mail), _) => (text.strip_prefix(mail).unwrap_or(text), mail),
        (None, Some(mail)) => (text.strip_suffix(mail).unwrap_or(text), mail),
        (None, None) => (text, ""),
    }
}

/// A name without quotes, or the brackets around all of it.
fn without_around(name: &str) -> &str {
    for (open, close) in [('"', '"'), ('(', ')'), ('“', '”'), ('«', '»'), ('<', '>')] {
        let inner = name
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return inner.trim();
        }
    }
    name
}

/// A text that is not empty.
pub fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_all_their_forms() {
        for (sent, name) in [
            ("Anne Martin", "Anne Martin"),
            ("anne@octet-libre.test (Anne Martin)", "Anne Martin"),
            ("Anne Martin (anne@octet-libre.test)", "Anne Martin"),
            ("Anne Martin <anne@octet-libre.test>", "Anne Martin"),
            ("\"Anne Martin\" <anne@octet-libre.test>", "Anne Martin"),
            ("<anne@octet-libre.test> Anne Martin", "Anne Martin"),
            ("mailto:anne@octet-libre.test (Anne)", "Anne"),
            ("anne@octet-libre.test, Anne Martin", "Anne Martin"),
            ("Anne Martin - anne@octet-libre.test", "Anne Martin"),
            (
                "Anne\u{a0}Martin\u{a0}anne@octet-libre.test",
                "Anne\u{a0}Martin",
            ),
            ("anne@octet-libre.test", "anne@octet-libre.test"),
            ("<anne@octet-libre.test>", "anne@octet-libre.test"),
            ("anne@octet-libre.test ()", "anne@octet-libre.test"),
            ("(Anne Martin)", "Anne Martin"),
            ("Anne Martin (rédaction)", "Anne Martin (rédaction)"),
            ("Anne \"Nan\" Martin", "Anne \"Nan\" Martin"),
            ("@anne", "@anne"),
            ("", ""),
        ] {
            assert_eq!(person_name(sent), name, "{sent}");
        }
    }
}
