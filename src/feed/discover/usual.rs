//! Usual addresses of a site's feed, to be tried one after the other when nothing announces one. Few: each is a
//! request to somebody's server.

use url::Url;

/// Paths at the root of a site, the most frequent first: WordPress and its like, then generators of static sites.
const ROOT: [&str; 7] = [
    "/feed/",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/index.xml",
    "/feed",
    "/rss",
];

/// The most addresses proposed.
const MOST: usize = 8;

/// Usual addresses of a site's feed, to be tried politely when its page announces none: at most eight, those below the
/// page's own folder and the site's first folder first, never the page itself.
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
    let own = folder.join(".").unwrap_or_else(|_| folder.clone());
    let below = below(own.path());
    for path in below.iter().map(String::as_str).chain(ROOT) {
        if all.len() < MOST
            && let Ok(url) = folder.join(path)
            && url != *site
            && !all.contains(&url)
        {
            all.push(url);
        }
    }
    all
}

/// Paths below a folder: its own; deeper down, its own and the first one's. What lies under a year is an article, and
/// the feed under that its comments.
fn below(folder: &str) -> Vec<String> {
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let year = |part: &&str| {
        part.len() == 4
            && (part.starts_with("19") || part.starts_with("20"))
            && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let dated = parts.iter().any(year);
    match parts.as_slice() {
        [] => Vec::new(),
        [first, ..] if dated && year(first) => Vec::new(),
        [first, _, ..] if dated => vec![format!("/{first}/feed/")],
        [first, _, ..] => vec!["feed/".to_owned(), format!("/{first}/feed/")],
        [_] => vec!["feed/".to_owned(), "index.xml".to_owned()],
    }
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
            "https://octet.test/feed",
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
        assert_eq!(blog[2..], root[..6]);
        for (page, first) in [
            ("https://octet.test/blog/2026/billet", &["/blog/feed/"][..]),
            ("https://octet.test/2026/11/billet/", &[]),
            (
                "https://octet.test/fr/actus/",
                &["/fr/actus/feed/", "/fr/feed/"],
            ),
        ] {
            let all = of(page);
            let (near, far) = all.split_at(first.len());
            let near: Vec<&str> = near
                .iter()
                .map(|url| &url["https://octet.test".len()..])
                .collect();
            assert_eq!(near, first);
            assert_eq!(far, &root[..far.len()]);
            assert!(all.len() <= MOST && far.len() >= 6);
        }
        assert!(
            !of("https://octet.test/rss.xml").contains(&"https://octet.test/rss.xml".to_owned())
        );
        assert_eq!(of("file:///tmp/x.html"), [""; 0]);
    }
}
