//! Pages that announce feeds.

use manchette::feed::discover;
use url::Url;

use crate::feeds::{escaped, words};
use crate::promises::is_line;
use crate::random::Random;

/// A page, and the addresses of the feeds its head announces, in order.
pub fn page(random: &mut Random) -> (String, Vec<String>) {
    let mut page =
        String::from("<!DOCTYPE html>\n<html lang=fr><head><meta charset=\"utf-8\"><title>");
    page.push_str(&escaped(&words(4, random)));
    page.push_str("</title>\n");
    let mut feeds = Vec::new();
    for number in 0..random.below(5) {
        page.push_str(random.one(&[
            "",
            "<!-- <link rel=alternate> -->",
            "<script>if (a < b) {}</script>",
            "<link rel=stylesheet href=/s.css>\n",
        ]));
        let kind = random.one(&[
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ]);
        let title = escaped(&words(2, random)).replace('"', "&quot;");
        let (href, address) = match random.below(3) {
            0 => (
                format!("/flux/{number}"),
                format!("https://octet-libre.test/flux/{number}"),
            ),
            1 => (
                format!("flux{number}"),
                format!("https://octet-libre.test/blog/flux{number}"),
            ),
            _ => (
                format!("https://cdn.test/{number}?a=1&amp;b=2"),
                format!("https://cdn.test/{number}?a=1&b=2"),
            ),
        };
        page.push_str(&match random.below(3) {
            0 => format!(
                "<link rel=\"alternate\" type=\"{kind}\" title=\"{title}\" href=\"{href}\">\n"
            ),
            1 => format!("<LINK HREF='{href}' TYPE={kind} REL=Alternate />"),
            _ => {
                format!("<link\n href=\"{href}\"\n rel='alternate'\n type='{kind}; charset=utf-8'>")
            }
        });
        feeds.push(address);
    }
    page.push_str("</head>\n<body>");
    for _ in 0..random.below(6) {
        page.push_str(&format!(
            "<p>{} <a href=\"/{}\">suite</a></p>",
            escaped(&words(8, random)),
            random.below(99)
        ));
    }
    page.push_str("</body></html>");
    (page, feeds)
}

fn candidates(bytes: &[u8], charset: Option<&str>) -> Vec<(String, String)> {
    let base = Url::parse("https://octet-libre.test/blog/").expect("a good address");
    let found = discover::pointers(bytes, charset, &[], &base);
    let all = found
        .feeds
        .into_iter()
        .chain(found.others)
        .chain(found.guess);
    all.map(|found| (found.url, found.title)).collect()
}

/// Fails where a feed of the head is not found.
pub fn must_announce(page: &str, feeds: &[String]) {
    let found = candidates(page.as_bytes(), None);
    for feed in feeds {
        assert!(found.iter().any(|(url, _)| url == feed), "{feed} of {page}");
    }
}

/// Fails where what is found breaks a promise.
pub fn promises(bytes: &[u8], charset: Option<&str>) {
    let found = candidates(bytes, charset);
    assert!(found.len() <= 100);
    for (url, title) in &found {
        let good =
            Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "file"));
        assert!(
            good && (title.is_empty() || is_line(title)),
            "{url} {title:?} of {}",
            String::from_utf8_lossy(bytes)
        );
    }
}
