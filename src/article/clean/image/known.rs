//! Addresses and classes of pictures that are none: stand-ins of lazy loaders, pixels that count readers, faces beside
//! names, emoji set as pictures.

use url::Url;

/// Names of files that stand in for a picture until it is loaded.
const STAND_INS: [&str; 17] = [
    "blank",
    "spacer",
    "placeholder",
    "lazy",
    "lazyload",
    "transparent",
    "1x1",
    "pixel",
    "loading",
    "loader",
    "grey",
    "gray",
    "empty",
    "clear",
    "trans",
    "dot",
    "lazy_placeholder",
];
/// Hosts of which every picture counts readers.
const COUNTERS: [&str; 17] = [
    "pixel.wp.com",
    "stats.wordpress.com",
    "doubleclick.net",
    "google-analytics.com",
    "googletagmanager.com",
    "scorecardresearch.com",
    "quantserve.com",
    "xiti.com",
    "smartadserver.com",
    "feedsportal.com",
    "mf.gd",
    "weborama.fr",
    "pixel.facebook.com",
    "bat.bing.com",
    "pixel.mathtag.com",
    "analytics.twitter.com",
    "list-manage.com",
];
/// Parts of addresses that count readers.
const COUNTING: [&str; 13] = [
    "feedburner.com/~r/",
    "feedburner.com/~ff/",
    "feedburner.com/~4/",
    "facebook.com/tr?",
    "/piwik.php",
    "/matomo.php",
    "/__utm.gif",
    "/open.php?",
    "/track/open",
    "/o.gif?",
    "/pixel.gif",
    "t.co/i/adsct",
    "/collect?v=",
];

/// True for the address of a stand-in.
pub fn is_stand_in(address: &str) -> bool {
    let address = address.trim();
    if address.starts_with("data:") || address.starts_with("about:") || address == "#" {
        return true;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _)) = file.rsplit_once('.') else {
        return false;
    };
    let stem = stem.to_ascii_lowercase();
    STAND_INS.contains(&stem.as_str())
        || stem
            .strip_suffix(|c: char| c.is_ascii_digit())
            .is_some_and(|stem| STAND_INS.contains(&stem.trim_end_matches(['-', '_'])))
}

/// True for an absolute address that counts readers.
pub fn counts_readers(address: &str) -> bool {
    let host = host(address);
    COUNTERS.iter().any(|known| {
        host == *known
            || host
                .strip_suffix(known)
                .is_some_and(|sub| sub.ends_with('.'))
    }) || COUNTING.iter().any(|part| address.contains(part))
        || is_beacon(address)
        || (host.starts_with("pixel.") && !address.contains(".jpg"))
}

/// A file or a program named `beacon`; a picture of Beacon Hill is none.
fn is_beacon(address: &str) -> bool {
    address.match_indices("/beacon").any(|(at, name)| {
        let rest = &address[at + name.len()..];
        let ends = [".gif", ".png", ".php", ".js", "?"];
        rest.is_empty() || rest == "/" || ends.iter().any(|end| rest.starts_with(end))
    })
}

/// True for a word of `class` that says a picture is a face beside a name.
pub fn is_face_class(class: &str) -> bool {
    matches!(
        class,
        "avatar" | "author-avatar" | "user-avatar" | "photo-avatar" | "gravatar" | "avatar-img"
    )
}

/// True for the address of a face.
pub fn is_face(address: &str) -> bool {
    host(address).ends_with("gravatar.com")
}

/// True for the address of an emoji set as a picture.
pub fn is_emoji(address: &str) -> bool {
    [
        "/twemoji",
        "twemoji.",
        "/emoji/",
        "/emojione",
        "/smileys/",
        "/smilies/",
        "/smiley/",
    ]
    .iter()
    .any(|part| address.contains(part))
}

fn host(address: &str) -> String {
    Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}

/// What tells a picture whatever its size: the name of its file without `-800x600`, `@2x`, a scale; none where the
/// address names no file.
pub fn stem(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let file = path.rsplit('/').next().filter(|file| !file.is_empty())?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = stem.strip_suffix("-scaled").unwrap_or(stem);
    let stem = stem.strip_suffix("@2x").unwrap_or(stem);
    let size = |tail: &str| {
        tail.len() >= 2
            && tail
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'x')
            && tail.bytes().any(|byte| byte.is_ascii_digit())
    };
    Some(match stem.rsplit_once(['-', '_']) {
        Some((rest, tail)) if size(tail) => rest.to_owned(),
        _ => stem.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_no_picture() {
        for (address, stand_in) in [
            ("data:image/gif;base64,AA", true),
            ("/assets/blank.gif", true),
            ("https://a.test/img/lazy.svg?v=2", true),
            ("/placeholder-1.png", true),
            ("/1x1.png", true),
            ("/gray.png", true),
            ("/blanche.jpg", false),
            ("/pixel-art.png", false),
            ("/a/lazy/photo.jpg", false),
            ("/blank", false),
        ] {
            assert_eq!(is_stand_in(address), stand_in, "{address}");
        }
        for (address, counts) in [
            ("https://pixel.wp.com/b.gif?x=1", true),
            ("https://feeds.feedburner.com/~r/x/~4/abc", true),
            ("https://ad.doubleclick.net/ddm/x", true),
            ("https://www.facebook.com/tr?id=1", true),
            ("https://vigie.test/piwik.php?idsite=1", true),
            ("https://notdoubleclick.net/a.jpg", false),
            ("https://vigie.test/photo.jpg", false),
            ("https://vigie.test/beacon?x=1", true),
            ("https://vigie.test/beacon-hill.jpg", false),
        ] {
            assert_eq!(counts_readers(address), counts, "{address}");
        }
    }

    #[test]
    fn a_picture_of_another_size_has_the_same_stem() {
        for (address, expected) in [
            ("https://a.test/u/phare-800x600.jpg?w=1", Some("phare")),
            ("https://a.test/phare.webp", Some("phare")),
            ("https://a.test/phare_1200.jpg", Some("phare")),
            ("https://a.test/phare-scaled.jpg", Some("phare")),
            ("https://a.test/", None),
        ] {
            assert_eq!(stem(address).as_deref(), expected, "{address}");
        }
    }
}
