//! Secrets in addresses: what the screen, the log, errors and exports show of an address is what this lets through.
//! Works on any text, also on one that is no address; never fails.

/// What stands for a secret.
const MASK: &str = "…";

/// Parameters whose value is a secret, alone or as a word of a longer name (`feed_token`, `x-api-key`).
const SECRET_NAMES: [&str; 16] = [
    "key",
    "apikey",
    "token",
    "auth",
    "authorization",
    "secret",
    "password",
    "passwd",
    "pass",
    "pwd",
    "sig",
    "signature",
    "hmac",
    "jwt",
    "session",
    "credential",
];

/// Parameters whose value is public though it looks like a secret: the numbers of channels and lists.
const PUBLIC_NAMES: [&str; 5] = ["channel_id", "playlist_id", "user_id", "list", "v"];

/// Parts of a path behind which a public number stands: a channel's, a commit's.
const PUBLIC_PLACES: [&str; 8] = [
    "channel", "channels", "commit", "commits", "tree", "blob", "playlist", "video",
];

/// The beginnings of addresses that name a program.
const PROGRAMS: [&str; 2] = ["exec:", "filter:"];

/// The beginnings of addresses among a command's words.
const ADDRESSES: [&str; 2] = ["https://", "http://"];

/// A run of letters and digits this long, with both in it, was made by a machine to be hard to guess.
const RANDOM_LENGTH: usize = 24;

/// An address as it may be shown: `user:password@`, the values of telling parameters (`key`, `token`, `auth`…) and
/// long random-looking parts of the path become `…`. Of an address that names a program (`exec:`, `filter:`), each word.
pub fn url(address: &str) -> String {
    match PROGRAMS.iter().any(|scheme| address.starts_with(scheme)) {
        true => command(address),
        false => place(address),
    }
}

/// A command's words: what follows a telling option (`--token x`), the values of telling names and addresses.
fn command(text: &str) -> String {
    let mut told = false;
    let words = text.split(' ').map(|word| {
        let secret = std::mem::replace(&mut told, word.starts_with('-') && is_secret(word));
        let address = ADDRESSES.iter().filter_map(|start| word.find(start)).min();
        match address {
            _ if word.is_empty() => String::new(),
            _ if secret => MASK.to_owned(),
            Some(at) => format!("{}{}", &word[..at], place(&word[at..])),
            None => parameter(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// An address on the net or the disk.
fn place(address: &str) -> String {
    let (body, fragment) = split(address, '#');
    let (path, query) = split(body, '?');
    let (scheme, rest) = match path.find("://") {
        Some(at) => path.split_at(at + 3),
        None => ("", path),
    };
    let (authority, path) = match rest.find('/') {
        Some(at) if !scheme.is_empty() => rest.split_at(at),
        None if !scheme.is_empty() => (rest, ""),
        _ => ("", rest),
    };

    let mut shown = String::with_capacity(address.len());
    shown.push_str(scheme);
    match authority.rfind('@') {
        Some(at) => {
            shown.push_str(MASK);
            shown.push_str(&authority[at..]);
        }
        None => shown.push_str(authority),
    }
    let mut before = "";
    let parts = path.split('/').map(|part| {
        let place = std::mem::replace(&mut before, part);
        match PUBLIC_PLACES.contains(&place) {
            true => part.to_owned(),
            false => segment(part),
        }
    });
    shown.push_str(&parts.collect::<Vec<_>>().join("/"));
    for (sign, parameters) in [('?', query), ('#', fragment)] {
        if let Some(parameters) = parameters {
            shown.push(sign);
            shown.push_str(
                &parameters
                    .split('&')
                    .map(parameter)
                    .collect::<Vec<_>>()
                    .join("&"),
            );
        }
    }
    shown
}

fn split(text: &str, sign: char) -> (&str, Option<&str>) {
    match text.split_once(sign) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// A part of a path; an extension (`.xml`) is kept.
fn segment(text: &str) -> String {
    let (stem, extension) = match text.rfind('.') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    if is_random(stem) {
        format!("{MASK}{extension}")
    } else if is_random(text) {
        MASK.to_owned()
    } else {
        text.to_owned()
    }
}

fn parameter(text: &str) -> String {
    match text.split_once('=') {
        Some((name, _)) if PUBLIC_NAMES.contains(&name) => text.to_owned(),
        Some((name, value)) if !value.is_empty() && (is_secret(name) || is_random(value)) => {
            format!("{name}={MASK}")
        }
        Some(_) => text.to_owned(),
        None => segment(text),
    }
}

fn is_secret(name: &str) -> bool {
    name.to_ascii_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| SECRET_NAMES.contains(&word))
}

/// Letters and digits mixed, long; or the same in hexadecimal with hyphens (a UUID).
fn is_random(text: &str) -> bool {
    let hexadecimal = text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let one_piece = text.bytes().all(|b| b.is_ascii_alphanumeric());
    let count = |test: fn(&u8) -> bool| text.as_bytes().iter().filter(|b| test(b)).count();
    let (letters, digits) = (count(u8::is_ascii_alphabetic), count(u8::is_ascii_digit));
    (hexadecimal || one_piece) && letters + digits >= RANDOM_LENGTH && letters > 0 && digits > 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn secrets_are_masked_and_the_rest_is_kept() {
        for (address, shown) in [
            (
                "https://le-cable.test/flux.xml",
                "https://le-cable.test/flux.xml",
            ),
            (
                "https://moi:secret@le-cable.test/flux",
                "https://…@le-cable.test/flux",
            ),
            ("https://moi@le-cable.test", "https://…@le-cable.test"),
            (
                "https://moi:p@ss@le-cable.test/@moi",
                "https://…@le-cable.test/@moi",
            ),
            (
                "https://x.test/f?key=abc&page=2",
                "https://x.test/f?key=…&page=2",
            ),
            ("https://x.test/f?TOKEN=abc", "https://x.test/f?TOKEN=…"),
            (
                "https://x.test/feeds/videos.xml?channel_id=UC0123456789abcdefABCDEF",
                "https://x.test/feeds/videos.xml?channel_id=UC0123456789abcdefABCDEF",
            ),
            (
                "https://x.test/a/commits/0123456789abcdef0123456789abcdef01234567.atom",
                "https://x.test/a/commits/0123456789abcdef0123456789abcdef01234567.atom",
            ),
            (
                "https://x.test/f?access_token=a&api_key=b&apikey=c",
                "https://x.test/f?access_token=…&api_key=…&apikey=…",
            ),
            (
                "https://x.test/f?auth=1&secret=2&password=3&pass=4",
                "https://x.test/f?auth=…&secret=…&password=…&pass=…",
            ),
            (
                "https://x.test/f?sig=1&signature=2#access_token=z",
                "https://x.test/f?sig=…&signature=…#access_token=…",
            ),
            (
                "https://x.test/f?monkey=banane&token=",
                "https://x.test/f?monkey=banane&token=",
            ),
            (
                "https://x.test/p/a1b2c3d4e5f6a7b8c9d0e1f2/rss",
                "https://x.test/p/…/rss",
            ),
            (
                "https://x.test/p/a1b2c3d4e5f6a7b8c9d0e1f2.xml",
                "https://x.test/p/….xml",
            ),
            (
                "https://x.test/p/123e4567-e89b-12d3-a456-426614174000",
                "https://x.test/p/…",
            ),
            (
                "https://x.test/f?u=a1b2c3d4e5f6a7b8c9d0e1f2",
                "https://x.test/f?u=…",
            ),
            (
                "https://x.test/un-centre-de-calcul-rouvre-a-brest-en-2026",
                "https://x.test/un-centre-de-calcul-rouvre-a-brest-en-2026",
            ),
            (
                "https://x.test/anticonstitutionnellement",
                "https://x.test/anticonstitutionnellement",
            ),
            (
                "https://x.test/20261124063000202611240630",
                "https://x.test/20261124063000202611240630",
            ),
            ("file:///home/moi/flux.xml", "file:///home/moi/flux.xml"),
            ("exec:printf bonjour", "exec:printf bonjour"),
            (
                "exec:/bin/flux --token abc  --depuis 2026 api_key=x",
                "exec:/bin/flux --token …  --depuis 2026 api_key=…",
            ),
            (
                "filter:trier -s:https://lea:secret@x.test/f?key=1",
                "filter:trier -s:https://…@x.test/f?key=…",
            ),
            ("", ""),
        ] {
            assert_eq!(url(address), shown);
        }
    }

    proptest! {
        #[test]
        fn no_password_and_no_token_gets_through(
            user in "[a-z]{1,8}", password in "[a-z0-9:@]{4,12}", token in "[A-Za-z0-9%+]{6,40}", rest in "\\PC{0,20}",
        ) {
            let address = format!("https://{user}:Z{password}@x.test/{}?token=Z{token}", rest.replace(['?', '#'], ""));
            let shown = url(&address);
            prop_assert!(!shown.contains(&format!("Z{password}")), "{}", shown);
            prop_assert!(!shown.contains(&format!("Z{token}")), "{}", shown);
        }

        #[test]
        fn any_text_can_be_masked_twice(text in "\\PC*") {
            let once = url(&text);
            prop_assert_eq!(url(&once), once);
        }
    }
}
