//! The forms in which rules describe addresses. A path's form is its parts: a word stands for itself, `{name}` for one
//! part, `{name!}` for one that is no number, `@{name}` for one after an `@`, `{name...}` for all that follow (at least
//! one), `{*}` for whatever follows, or nothing; `{name=a|b}` for one of these words, `{name~a|b}` for any but these.

use url::Url;

/// What was found under its names.
#[derive(Debug, Default, Clone)]
pub(super) struct Captures(Vec<(&'static str, String)>);

impl Captures {
    /// Keeps a value under a name.
    pub(super) fn keep(&mut self, name: &'static str, value: &str) {
        self.0.push((name, value.to_owned()));
    }

    /// A template with its `{name}`s filled in. Values come from an address's path: encoded as it was.
    pub(super) fn filled(&self, template: &str) -> String {
        self.0
            .iter()
            .fold(template.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }
}

/// Holds an address's host against a rule's: `octet.test` is itself and its `www.`, `*.octet.test` a name under it,
/// kept as `sub`. Keeps `host` too.
pub(super) fn host(form: &'static str, url: &Url) -> Option<Captures> {
    let host = url.host_str()?.trim_end_matches('.');
    let mut captured = Captures::default();
    match form.strip_prefix("*.") {
        Some(domain) => {
            let sub = host.strip_suffix(domain)?.strip_suffix('.')?;
            if sub.is_empty() || sub == "www" {
                return None;
            }
            captured.keep("sub", sub);
        }
        None if host == form || host.strip_prefix("www.") == Some(form) => {}
        None => return None,
    }
    captured.keep("host", host);
    Some(captured)
}

/// Holds a path against a rule's form.
pub(super) fn path(form: &'static str, path: &str, captured: &mut Captures) -> Option<()> {
    let mut parts = path
        .trim_matches('/')
        .split('/')
        .filter(|part| !part.is_empty());
    for expected in form
        .trim_matches('/')
        .split('/')
        .filter(|part| !part.is_empty())
    {
        if expected == "{*}" {
            return Some(());
        }
        let part = parts.next()?;
        let Some((before, inside)) = expected
            .strip_suffix('}')
            .and_then(|expected| expected.split_once('{'))
        else {
            (part == expected).then_some(())?;
            continue;
        };
        let value = part.strip_prefix(before)?;
        let value = value.strip_suffix(".git").unwrap_or(value);
        if value.is_empty() {
            return None;
        }
        if let Some(name) = inside.strip_suffix("...") {
            let rest = std::iter::once(value).chain(parts.by_ref());
            captured.keep(name, &rest.collect::<Vec<_>>().join("/"));
        } else if let Some(name) = inside.strip_suffix('!') {
            let number = value.bytes().all(|byte| byte.is_ascii_digit());
            (!number).then(|| captured.keep(name, value))?;
        } else if let Some((name, words)) = inside.split_once('~') {
            let is_one = words.split('|').any(|word| word == value);
            (!is_one).then(|| captured.keep(name, value))?;
        } else if let Some((name, words)) = inside.split_once('=') {
            let is_one = words.split('|').any(|word| word == value);
            is_one.then(|| captured.keep(name, value))?;
        } else {
            captured.keep(inside, value);
        }
    }
    parts.next().is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_paths() {
        let filled = |form: &'static str, text: &str, template: &str| {
            let mut captured = Captures::default();
            path(form, text, &mut captured).map(|()| captured.filled(template))
        };
        for (form, text, template, expected) in [
            ("/a/{b}", "/a/x", "{b}", Some("x")),
            ("/a/{b}", "/a/x/", "{b}", Some("x")),
            ("/a/{b}", "/a", "{b}", None),
            ("/a/{b}", "/a/x/y", "{b}", None),
            ("/a/{b}/{*}", "/a/x/y/z", "{b}", Some("x")),
            ("/a/{b}/{*}", "/a/x", "{b}", Some("x")),
            ("/a/{b...}", "/a/x/y", "{b}", Some("x/y")),
            ("/a/{b...}", "/a", "{b}", None),
            ("/@{b}", "/@x", "{b}", Some("x")),
            ("/@{b}", "/x", "{b}", None),
            ("/@{b}", "/@", "{b}", None),
            ("/{b!}", "/12", "{b}", None),
            ("/{b!}", "/12a", "{b}", Some("12a")),
            ("/{b~x|y}", "/x", "{b}", None),
            ("/{b~x|y}", "/z", "{b}", Some("z")),
            ("/{b=x|y}", "/z", "{b}", None),
            ("/{b=x|y}", "/y", "{b}", Some("y")),
            ("/", "/", "oui", Some("oui")),
            ("/", "/x", "oui", None),
            ("/{*}", "/x", "oui", Some("oui")),
        ] {
            assert_eq!(
                filled(form, text, template).as_deref(),
                expected,
                "{form} {text}"
            );
        }
    }
}
