//! Usual addresses of a site's feed, to be tried one after the other when nothing announces one. Few: each is a
//! request to somebody's server.

use url::Url;

/// Paths at the root of a site, the most frequent first: WordPress and its like, then generators of static sites.
const ROOT: [&str; 6] = [
    "/feed/",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/index.xml",
    "/rss",
];

/// Paths below the address that was given, where that is not the root.
const BELOW: [&str; 2] = ["feed/", "index.xml"];

/// Usual addresses of a site's feed, to be tried politely when its page announces none: at most eight, those below the
/// page's own folder first, never the page itself.
pub fn well_known(site: &Url) -> Vec<Url> {
    let mut all: Vec<Url> = Vec::new();
    if !matches!(site.scheme(), "http" | "https") {
        return all;
    }
    let mut folder = site.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    let file = folder
        .path()
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if !folder.path().ends_with('/') && !file {
        folder.set_path(&format!("{}/", folder.path()));
    }
    let alone = folder.join(".").map_or(true, |folder| folder.path() == "/");
    let below = BELOW.iter().filter(|_| !alone);
    for path in below.chain(&ROOT) {
        if let Ok(url) = folder.join(path)
            && url != *site
            && !all.contains(&url)
        {
            all.push(url);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_places_are_few_and_tried_near_first() {
        let of = |site: &str| -> Vec<String> {
            let site = Url::parse(site).unwrap();
            well_known(&site).into_iter().map(String::from).collect()
        };
        let root = [
            "https://octet.test/feed/",
            "https://octet.test/rss.xml",
            "https://octet.test/atom.xml",
            "https://octet.test/feed.xml",
            "https://octet.test/index.xml",
            "https://octet.test/rss",
        ];
        assert_eq!(of("https://octet.test/"), root);
        assert_eq!(of("https://octet.test/index.html?x=1"), root);
        let blog = of("https://octet.test/blog");
        assert_eq!(
            blog[..2],
            [
                "https://octet.test/blog/feed/",
                "https://octet.test/blog/index.xml"
            ]
        );
        assert_eq!(blog[2..], root);
        assert!(
            !of("https://octet.test/rss.xml").contains(&"https://octet.test/rss.xml".to_owned())
        );
        assert_eq!(of("file:///tmp/x.html"), [""; 0]);
    }
}
