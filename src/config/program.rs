//! Programs that the configuration names: `exec:PROGRAM ARG…` prints a feed, `filter:PROGRAM ARG…:URL` makes one of what
//! comes from an address. Pure: the words are taken apart as a shell's quoting has it, and no shell ever sees them.

use url::Url;

/// The scheme of feeds that a program prints.
const EXEC: &str = "exec:";

/// The scheme of feeds that a program makes of another document.
const FILTER: &str = "filter:";

/// What stands between a filter's program and its address.
const ADDRESSES: [&str; 3] = [":https://", ":http://", ":file://"];

/// A feed's address that names a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program<'a> {
    /// The program and its arguments; never empty.
    pub words: Vec<String>,
    /// What is given to it: an address (`https:`, `http:` or `file:`); none for `exec:`.
    pub url: Option<&'a str>,
    /// What stands before that address, as written: a moved address is put behind it.
    pub before: &'a str,
}

/// Whether an address names a program, well-formed or not: such feeds come from the configuration file alone.
pub fn is_program(address: &str) -> bool {
    let address = address.trim_start();
    let starts = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts(EXEC) || starts(FILTER)
}

/// Takes an `exec:` or `filter:` address apart; none for other addresses, for a quote that does not end, and where the
/// program or the address is missing.
pub fn program(address: &str) -> Option<Program<'_>> {
    let address = address.trim();
    if address.contains(|c: char| c.is_control() && c != '\t') {
        return None;
    }
    if let Some(command) = address.strip_prefix(EXEC) {
        let words = words(command)?;
        return Some(Program {
            words,
            url: None,
            before: address,
        });
    }
    let rest = address.strip_prefix(FILTER)?;
    let mut places: Vec<usize> = ADDRESSES
        .iter()
        .flat_map(|start| rest.match_indices(start))
        .map(|(at, _)| at)
        .collect();
    places.sort_unstable();
    // The first place that leaves whole quotes before it: an argument may hold an address.
    places.into_iter().find_map(|at| {
        let (words, url) = (words(&rest[..at])?, &rest[at + 1..]);
        let clean = !url.contains(char::is_whitespace) && Url::parse(url).is_ok();
        clean.then(|| Program {
            words,
            url: Some(url),
            before: &address[..FILTER.len() + at + 1],
        })
    })
}

/// A command's words, quotes and escapes taken away as a shell does; none where a quote does not end or no word is there.
pub fn words(command: &str) -> Option<Vec<String>> {
    let words = shell_words::split(command).ok()?;
    words
        .first()
        .is_some_and(|program| !program.is_empty())
        .then_some(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(address: &str) -> Option<(Vec<String>, Option<&str>)> {
        program(address).map(|program| (program.words, program.url))
    }

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn programs_and_their_addresses_are_taken_apart() {
        type Case<'a> = (&'a str, Option<(&'a [&'a str], Option<&'a str>)>);
        let cases: &[Case] = &[
            ("exec:flux", Some((&["flux"], None))),
            (
                "exec:/usr/bin/flux --de 'Le Câble' \"a b\" c\\ d",
                Some((&["/usr/bin/flux", "--de", "Le Câble", "a b", "c d"], None)),
            ),
            (
                " exec:flux; rm -r / ",
                Some((&["flux;", "rm", "-r", "/"], None)),
            ),
            (
                "exec:flux $HOME `id`",
                Some((&["flux", "$HOME", "`id`"], None)),
            ),
            ("exec:", None),
            ("exec: ", None),
            ("exec:''", None),
            ("exec:flux 'sans fin", None),
            ("exec:flux\nrm", None),
            (
                "filter:trier:https://le-cable.test/?a=1:2",
                Some((&["trier"], Some("https://le-cable.test/?a=1:2"))),
            ),
            (
                "filter:trier -x 'a:b':http://le-cable.test/",
                Some((&["trier", "-x", "a:b"], Some("http://le-cable.test/"))),
            ),
            (
                "filter:trier 'base:https://a.test/':https://b.test/",
                Some((&["trier", "base:https://a.test/"], Some("https://b.test/"))),
            ),
            (
                "filter:trier:file:///tmp/flux.xml",
                Some((&["trier"], Some("file:///tmp/flux.xml"))),
            ),
            ("filter::https://le-cable.test/", None),
            ("filter:trier", None),
            ("filter:trier:", None),
            ("filter:trier:ftp://a.test/", None),
            ("filter:trier:https://a.test/ b", None),
            ("filter:trier:exec:flux", None),
            ("https://le-cable.test/", None),
        ];
        for (address, expected) in cases {
            let expected = expected.map(|(words, url)| (owned(words), url));
            assert_eq!(parts(address), expected, "{address}");
        }
        let filter = program("filter:trier -x:https://a.test/b").unwrap();
        assert_eq!(filter.before, "filter:trier -x:");
    }

    #[test]
    fn what_names_a_program_is_known_in_any_form() {
        for address in ["exec:ls", " exec:", "EXEC:ls", "filter:x", "Filter:"] {
            assert!(is_program(address), "{address}");
        }
        for address in [
            "",
            "exe",
            "exécuter:",
            "https://a.test/exec:ls",
            "file:exec:",
        ] {
            assert!(!is_program(address), "{address}");
        }
    }

    proptest! {
        #[test]
        fn any_address_is_taken_apart_or_refused(rest in "\\PC{0,60}") {
            for scheme in [EXEC, FILTER] {
                let address = format!("{scheme}{rest}");
                if let Some(program) = program(&address) {
                    prop_assert!(!program.words[0].is_empty());
                    let url = program.url.unwrap_or_default();
                    prop_assert_eq!(format!("{}{url}", program.before), address.trim());
                }
            }
        }
    }
}
