//! From a page's bytes to the feeds it announces, from what a person typed to an address. Pure: it proposes, and
//! others ask the net. The page is only tokenised, never built: linear in its length.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use url::Url;

use super::{decode, plain};

/// A feed a page announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its address, absolute.
    pub url: String,
    /// Its title as the page gives it, plain text; empty where it gives none.
    pub title: String,
}

/// The most candidates of one page.
const MOST: usize = 50;

/// The feeds a page announces (`<link rel=alternate>`, then `<a>` that look like feeds), the likeliest first,
/// comments feeds last, no doubles.
pub fn candidates(bytes: &[u8], charset: Option<&str>, base: &Url) -> Vec<Candidate> {
    let page = decode::to_text(bytes, charset).text;
    let tokenizer = Tokenizer::new(Page::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page.as_str()));
    while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    let page = tokenizer.sink.found.into_inner();

    let base = page
        .base
        .and_then(|href| base.join(href.trim()).ok())
        .unwrap_or_else(|| base.clone());
    let mut all: Vec<(bool, Candidate)> = Vec::new();
    for (href, title) in page.links.into_iter().chain(page.anchors) {
        let Ok(url) = base.join(&href) else { continue };
        if !matches!(url.scheme(), "http" | "https" | "file") {
            continue;
        }
        let candidate = Candidate {
            url: url.into(),
            title: plain::line_from_text(&title),
        };
        if all.len() < MOST && !all.iter().any(|(_, known)| known.url == candidate.url) {
            all.push((is_comments(&candidate), candidate));
        }
    }
    all.sort_by_key(|(comments, _)| *comments);
    all.into_iter().map(|(_, candidate)| candidate).collect()
}

/// What a page says of feeds.
#[derive(Default)]
struct Found {
    base: Option<String>,
    links: Vec<(String, String)>,
    anchors: Vec<(String, String)>,
    /// True inside an `<a>` whose text is its title.
    in_anchor: bool,
}

#[derive(Default)]
struct Page {
    found: RefCell<Found>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut found = self.found.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                found.start(&tag);
                return raw_text(&tag);
            }
            Token::TagToken(tag) if &*tag.name == "a" => found.in_anchor = false,
            Token::CharacterTokens(text) if found.in_anchor => {
                if let Some((_, title)) = found.anchors.last_mut()
                    && title.len() < 200
                {
                    title.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose inside is no markup.
fn raw_text(tag: &Tag) -> TokenSinkResult<()> {
    use html5ever::tokenizer::states::RawKind::{Rawtext, Rcdata, ScriptData};
    match &*tag.name {
        "script" => TokenSinkResult::RawData(ScriptData),
        "style" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

impl Found {
    fn start(&mut self, tag: &Tag) {
        let attribute = |name: &str| {
            tag.attrs
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| attribute.value.trim().to_owned())
        };
        match &*tag.name {
            "base" if self.base.is_none() => self.base = attribute("href"),
            "link" => {
                let rel = attribute("rel").unwrap_or_default().to_ascii_lowercase();
                let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
                let mut rels = rel.split_ascii_whitespace();
                let fits = rels.any(|rel| rel == "feed")
                    || (rel.split_ascii_whitespace().any(|rel| rel == "alternate")
                        && is_feed_type(&kind));
                if let (true, Some(href)) =
                    (fits, attribute("href").filter(|href| !href.is_empty()))
                {
                    self.links
                        .push((href, attribute("title").unwrap_or_default()));
                }
            }
            "a" => {
                self.in_anchor = false;
                let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
                let href =
                    attribute("href").filter(|href| looks_like_feed(href) || is_feed_type(&kind));
                if let Some(href) = href.filter(|_| self.anchors.len() < MOST) {
                    self.anchors.push((href, String::new()));
                    self.in_anchor = true;
                }
            }
            _ => {}
        }
    }
}

fn is_feed_type(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    matches!(
        kind,
        "application/rss+xml"
            | "application/atom+xml"
            | "application/feed+json"
            | "application/rdf+xml"
            | "application/x.atom+xml"
            | "application/x-atom+xml"
            | "text/rss+xml"
            | "text/atom+xml"
            | "text/rdf+xml"
    )
}

/// True for an anchor's address that ends as feeds' do.
fn looks_like_feed(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    if lower.starts_with("feed:") {
        return true;
    }
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = [".rss", ".atom", ".rdf"]
        .iter()
        .any(|end| last.ends_with(end));
    let name = matches!(
        last,
        "feed"
            | "rss"
            | "atom"
            | "rss.xml"
            | "atom.xml"
            | "feed.xml"
            | "index.xml"
            | "rss2"
            | "rss.php"
            | "feed.json"
            | "backend.php"
            | "feeds"
    );
    (path.contains('/') || !lower.contains(':')) && (ending || name)
}

fn is_comments(candidate: &Candidate) -> bool {
    let url = candidate.url.to_ascii_lowercase();
    let title = candidate.title.to_lowercase();
    ["comments", "commentaires", "comment-feed"]
        .iter()
        .any(|word| url.contains(word) || title.contains(word))
}

/// Usual addresses of a site's feed, to be tried politely when its page announces none.
pub fn well_known(site: &Url) -> Vec<Url> {
    const BELOW: [&str; 4] = ["feed/", "rss.xml", "atom.xml", "feed.xml"];
    const ROOT: [&str; 6] = [
        "/feed/",
        "/rss.xml",
        "/atom.xml",
        "/feed.xml",
        "/index.xml",
        "/rss",
    ];
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
    let below = BELOW.iter().filter(|_| folder.path() != "/");
    for path in below.chain(&ROOT) {
        if let Ok(url) = folder.join(path)
            && !all.contains(&url)
        {
            all.push(url);
        }
    }
    all
}

/// What a person typed → the address to visit: `feed://` and a missing scheme are mended (`http` for this machine and
/// for bare IP addresses, else `https`), a path from the root is a file; none where it is no address. A fragment is
/// dropped: no server is ever told it (RFC 9110 §7.1), so with and without it is one feed.
pub fn address(typed: &str) -> Option<Url> {
    let typed = typed
        .trim()
        .trim_matches(['<', '>', '"', '«', '»', '\u{a0}', '\u{202f}'])
        .trim();
    if typed.is_empty()
        || typed
            .chars()
            .any(|c| c.is_control() || (c.is_whitespace() && !typed.starts_with('/')))
    {
        return None;
    }
    if typed.starts_with('/') && !typed.starts_with("//") {
        return Url::from_file_path(typed).ok();
    }
    let lower = typed.to_ascii_lowercase();
    for scheme in ["feed://", "rss://", "pcast://"] {
        if lower.starts_with(scheme) {
            return address(&format!("https://{}", &typed[scheme.len()..]));
        }
    }
    for scheme in ["feed:", "rss:"] {
        if lower.starts_with(scheme) {
            return address(&typed[scheme.len()..]);
        }
    }
    let mut url = if lower.starts_with("http://") || lower.starts_with("https://") {
        Url::parse(typed).ok()?
    } else if lower.starts_with("file:") {
        return Url::parse(typed).ok().filter(|url| url.path().len() > 1);
    } else if lower.contains("://") || other_scheme(&lower) {
        return None;
    } else {
        without_scheme(typed.trim_start_matches('/'))?
    };
    url.set_fragment(None);
    let local = matches!(url.host(), Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)));
    let host = url.host_str()?;
    let named = host == "localhost" || host.trim_matches('.').contains('.');
    (local || named).then_some(url)
}

/// `mailto:x`, `javascript:x`: a scheme, not a host and its port.
fn other_scheme(lower: &str) -> bool {
    lower.split_once(':').is_some_and(|(scheme, rest)| {
        let port = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let numeric = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        !numeric && !scheme.contains(['/', '[', '?', '#'])
    })
}

fn without_scheme(typed: &str) -> Option<Url> {
    let secure = Url::parse(&format!("https://{typed}")).ok()?;
    let near = match secure.host()? {
        url::Host::Domain(host) => host == "localhost" || host.ends_with(".localhost"),
        url::Host::Ipv4(_) | url::Host::Ipv6(_) => true,
    };
    match near {
        true => Url::parse(&format!("http://{typed}")).ok(),
        false => Some(secure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(page: &str) -> Vec<(String, String)> {
        let base = Url::parse("https://octet-libre.test/blog/").expect("good");
        candidates(page.as_bytes(), None, &base)
            .into_iter()
            .map(|found| (found.url, found.title))
            .collect()
    }

    fn pair(url: &str, title: &str) -> (String, String) {
        (url.to_owned(), title.to_owned())
    }

    #[test]
    fn links_of_the_head_come_first_and_comments_last() {
        let found = of(
            "<html><head><title>x <link rel=alternate type='application/rss+xml' href=/non></title>
            <link rel='alternate' type='application/rss+xml' title='Commentaires' href='/comments/feed/'>
            <LINK REL='Alternate Home' TYPE='application/atom+xml; charset=utf-8' title='Octet &amp; Libre' href='flux.atom'>
            <link rel='stylesheet' href='/feed.css'><link rel=alternate hreflang=en href=/en>
            <link rel=alternate type=application/json href=/wp-json/1>
            <script>'<link rel=alternate type=\"application/rss+xml\" href=/faux>'</script></head>
            <body><a href='/rss.xml'>Le <b>flux</b></a><a href='/a-propos'>x</a><a href='/blog/flux.atom'>encore</a>",
        );
        assert_eq!(
            found,
            [
                pair("https://octet-libre.test/blog/flux.atom", "Octet & Libre"),
                pair("https://octet-libre.test/rss.xml", "Le flux"),
                pair("https://octet-libre.test/comments/feed/", "Commentaires"),
            ]
        );
    }

    #[test]
    fn the_base_of_the_page_is_respected() {
        let found = of(
            "<base href='https://cdn.test/x/'><link rel=alternate type=application/feed+json href=f.json>",
        );
        assert_eq!(found, [pair("https://cdn.test/x/f.json", "")]);
    }

    #[test]
    fn what_people_type() {
        for (typed, url) in [
            ("octet-libre.test", Some("https://octet-libre.test/")),
            (
                " https://octet-libre.test/flux ",
                Some("https://octet-libre.test/flux"),
            ),
            ("http://octet-libre.test/", Some("http://octet-libre.test/")),
            ("localhost:8080", Some("http://localhost:8080/")),
            ("127.0.0.1:8080/x", Some("http://127.0.0.1:8080/x")),
            ("[::1]:8080/x", Some("http://[::1]:8080/x")),
            (
                "feed://octet-libre.test/x",
                Some("https://octet-libre.test/x"),
            ),
            (
                "feed:https://octet-libre.test/x",
                Some("https://octet-libre.test/x"),
            ),
            ("file:///tmp/a.xml", Some("file:///tmp/a.xml")),
            ("/tmp/a b.xml", Some("file:///tmp/a%20b.xml")),
            ("//octet-libre.test/x", Some("https://octet-libre.test/x")),
            (
                "octet-libre.test:8080",
                Some("https://octet-libre.test:8080/"),
            ),
            (
                "https://octet-libre.test/x?a=1#suite",
                Some("https://octet-libre.test/x?a=1"),
            ),
            ("bonjour", None),
            ("http://bonjour", None),
            ("le monde.test", None),
            ("", None),
            ("javascript:alert(1)", None),
            ("mailto:a@b.test", None),
            ("ftp://octet.test/", None),
            ("a\u{1b}.test", None),
        ] {
            assert_eq!(address(typed).as_ref().map(Url::as_str), url, "{typed}");
        }
    }

    #[test]
    fn usual_places_are_tried_near_first() {
        let site = Url::parse("https://octet-libre.test/blog").expect("good");
        let all = well_known(&site);
        assert_eq!(all[0].as_str(), "https://octet-libre.test/blog/feed/");
        assert!(
            all.iter()
                .any(|url| url.as_str() == "https://octet-libre.test/rss.xml")
        );
        assert!(all.len() <= 10);
    }

    proptest! {
        #[test]
        fn any_page_is_read(bytes: Vec<u8>) {
            let base = Url::parse("https://octet-libre.test/").expect("good");
            let _ = candidates(&bytes, Some("utf-16"), &base);
        }

        #[test]
        fn anything_typed_is_an_address_or_not(typed in ".{0,40}") {
            let _ = address(&typed);
        }
    }
}
