//! Files of this machine, as people name them. Looks at names and whether they are there; reads nothing.

use std::path::{Path, PathBuf};

/// Ends of names that no domain has and feeds do.
const ENDS: [&str; 6] = ["xml", "rss", "atom", "rdf", "json", "html"];

/// The whole path of a file that was named from here (`./flux.xml`, `../x`, `~/x`) or, where it is there and its end
/// is a document's, by its name alone; none for anything else.
pub fn on_disk(text: &str) -> Option<String> {
    let text = text.trim();
    let path = match text.strip_prefix("~/") {
        Some(rest) => PathBuf::from(std::env::var_os("HOME")?).join(rest),
        None => PathBuf::from(text),
    };
    let named = ["~/", "./", "../"]
        .iter()
        .any(|start| text.starts_with(start));
    let document = Path::new(text)
        .extension()
        .and_then(|end| end.to_str())
        .is_some_and(|end| ENDS.contains(&end.to_ascii_lowercase().as_str()));
    let alone = document && !text.contains("://") && !text.starts_with('/') && path.is_file();
    if !named && !alone {
        return None;
    }
    let whole = std::path::absolute(path).ok()?;
    whole.to_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_here() {
        let here = std::env::current_dir().unwrap();
        for (text, expected) in [
            ("./flux.xml", Some(here.join("flux.xml"))),
            (" ./a b.xml ", Some(here.join("a b.xml"))),
            ("Cargo.toml", None),
            ("nulle-part.xml", None),
            ("https://octet.test/flux.xml", None),
            ("/tmp/flux.xml", None),
            ("octet.test", None),
            ("", None),
        ] {
            let expected = expected.map(|path| path.to_str().unwrap().to_owned());
            assert_eq!(on_disk(text), expected, "{text}");
        }
        let home = on_disk("~/flux.xml");
        assert!(home.is_none_or(|path| path.starts_with('/') && path.ends_with("/flux.xml")));
    }
}
