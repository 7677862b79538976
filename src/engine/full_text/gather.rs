//! An article's page, or pages where it comes in several parts: asked for one after the other, each taken apart off
//! the runtime's threads. Knows no database.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use url::Url;

use crate::article::extract::{self, Extract, Facts};
use crate::article::plain_text;
use crate::feed::decode;
use crate::fetch::{self, Accept, Answer, Body, FetchError, Request};
use crate::net::{Client, Site};
use crate::text::UnixTime;
use crate::text::messages::full_text::NoPage;

/// An article in more parts than this is cut: no reader wants more, and a page may lead on for ever.
const PARTS: usize = 8;

/// What a page, or several, gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gathered {
    /// What the first page says of itself.
    pub facts: Facts,
    /// The article's HTML, its parts one after the other.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// Its words.
    pub words: u32,
    /// The address that answered first: what addresses in the HTML are relative to.
    pub url: Option<String>,
    /// How many pages it stood on.
    pub parts: usize,
    /// A page says that the rest is for subscribers.
    pub walled: bool,
}

impl Gathered {
    /// What one page gave.
    pub fn of(page: Extract, url: Option<String>) -> Gathered {
        let mut gathered = Gathered {
            url,
            ..Gathered::default()
        };
        gathered.add(&page);
        gathered.facts = page.facts;
        gathered
    }

    /// Adds a part; false where it says what was said before.
    fn add(&mut self, page: &Extract) -> bool {
        let plain = plain_text(&page.html);
        if plain.words == 0 || self.text.contains(&plain.text) {
            return self.parts == 0;
        }
        if self.parts > 0 {
            self.html.push('\n');
            self.text.push('\n');
        }
        self.html.push_str(&page.html);
        self.text.push_str(&plain.text);
        self.words = self.words.saturating_add(plain.words);
        self.walled |= page.walled;
        self.parts += 1;
        true
    }
}

/// What to gather.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The article's link.
    pub url: String,
    /// How it is asked for: the feed's proxy, and at the feed's own origin its headers and credentials.
    pub own: Request,
    /// The language of its feed.
    pub language: Option<String>,
    /// Now.
    pub now: UnixTime,
}

/// Asks for the article's pages and takes the article out of them. A later part that is not there ends it; one that
/// fails otherwise fails the whole, so that no half of an article is taken for it.
pub async fn gather(client: &Client, wanted: &Wanted) -> Result<Gathered, NoPage> {
    let (page, url) = one(client, wanted, &wanted.url).await?;
    let mut next = page.next.clone();
    let mut seen: HashSet<String> = [&wanted.url, &url]
        .into_iter()
        .map(|url| plain(url))
        .collect();
    let mut gathered = Gathered::of(page, Some(url.clone()));
    while let Some(address) = next.take()
        && gathered.parts < PARTS
        && same_site(&url, &address)
        && seen.insert(plain(&address))
    {
        let (page, answered) = match one(client, wanted, &address).await {
            Ok(part) => part,
            Err(NoPage::Fetch(error)) => return Err(NoPage::Fetch(error)),
            Err(_) => break,
        };
        // The first page may have answered, under its own name.
        if answered != address && !seen.insert(plain(&answered)) {
            break;
        }
        next.clone_from(&page.next);
        if !gathered.add(&page) {
            break;
        }
    }
    match gathered.words {
        0 if gathered.walled => Err(NoPage::Walled),
        0 => Err(NoPage::NoArticle),
        _ => Ok(gathered),
    }
}

/// One page and the address that answered with it.
async fn one(client: &Client, wanted: &Wanted, url: &str) -> Result<(Extract, String), NoPage> {
    let request = Request {
        url: url.to_owned(),
        accept: Accept::Article,
        now: wanted.now,
        ..wanted.own.clone()
    };
    let body = match fetch::visit(client, &request).await.answer {
        Ok(Answer::Body(body)) => body,
        Ok(Answer::Gone) => return Err(NoPage::Missing { status: 410 }),
        Ok(Answer::NotModified { .. }) => {
            let (status, retry) = (304, None);
            return Err(NoPage::Fetch(FetchError::Status { status, retry }));
        }
        Err(FetchError::Status {
            status: status @ (404 | 410),
            ..
        }) => {
            return Err(NoPage::Missing { status });
        }
        Err(error) => return Err(NoPage::Fetch(error)),
    };
    let language = wanted.language.clone();
    let taken = tokio::task::spawn_blocking(move || read(body, language.as_deref())).await;
    taken.unwrap_or_else(|error| {
        tracing::error!(%error, "reading a page broke");
        Err(NoPage::NoArticle)
    })
}

/// A page's bytes → its article. The body's part of the memory is given back before the next one is asked for.
fn read(body: Body, language: Option<&str>) -> Result<(Extract, String), NoPage> {
    if !is_page(&body) {
        return Err(NoPage::NotAPage {
            media_type: crate::text::sanitise::line(&body.media_type.unwrap_or_default()),
        });
    }
    let html = decode::page(&body.bytes, body.charset.as_deref());
    let url = body.url.clone();
    drop(body);
    match take_out(&html, Some(&url), language) {
        Some(page) => Ok((page, url)),
        None => Err(NoPage::NoArticle),
    }
}

/// [`extract::extract`] behind a fence: a page that breaks it has no article.
pub fn take_out(html: &str, url: Option<&str>, language: Option<&str>) -> Option<Extract> {
    fenced(|| extract::extract(html, url, language))
}

/// [`extract::describe`] behind the same fence.
pub fn describe(html: &str, url: Option<&str>) -> Facts {
    fenced(|| Some(extract::describe(html, url))).unwrap_or_default()
}

fn fenced<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        tracing::error!("the extraction broke on a page");
        None
    })
}

/// Whether an answer is a page: as its type says; where it says nothing sure, as it begins.
fn is_page(body: &Body) -> bool {
    match body.media_type.as_deref() {
        Some("text/html" | "application/xhtml+xml") => true,
        None
        | Some("" | "text/plain" | "text/xml" | "application/xml" | "application/octet-stream") => {
            let start = &body.bytes[..body.bytes.len().min(1024)];
            let start = decode::page(start, None).to_ascii_lowercase();
            let start = start.trim_start();
            start.starts_with('<') && (start.contains("<!doctype html") || start.contains("<html"))
        }
        Some(_) => false,
    }
}

fn same_site(one: &str, other: &str) -> bool {
    let site = |url: &str| Site::of(&Url::parse(url).ok()?);
    site(one).is_some() && site(one) == site(other)
}

/// An address without its fragment.
fn plain(url: &str) -> String {
    url.split('#').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(media_type: Option<&str>, bytes: &str) -> Body {
        Body {
            media_type: media_type.map(str::to_owned),
            bytes: bytes.as_bytes().to_vec(),
            ..Body::default()
        }
    }

    #[test]
    fn a_page_is_told_by_its_type_or_its_beginning() {
        for (media_type, bytes, expected) in [
            (Some("text/html"), "bonjour", true),
            (Some("application/xhtml+xml"), "<html>", true),
            (None, "\n<!DOCTYPE html><p>oui", true),
            (Some("text/plain"), "<html>", true),
            (Some("text/plain"), "des mots", false),
            (Some("application/xml"), "<?xml version='1.0'?><html>", true),
            (Some("application/xml"), "<?xml version='1.0'?><rss>", false),
            (Some("application/pdf"), "<html>", false),
            (Some("image/png"), "\u{89}PNG", false),
            (None, "", false),
        ] {
            assert_eq!(
                is_page(&body(media_type, bytes)),
                expected,
                "{media_type:?} {bytes}"
            );
        }
    }

    #[test]
    fn a_part_that_says_the_same_again_is_none() {
        let part = |text: &str, walled| Extract {
            html: format!("<p>{text}</p>"),
            walled,
            ..Extract::default()
        };
        let mut gathered = Gathered::of(part("un deux trois", false), None);
        assert!(!gathered.add(&part("un deux trois", true)));
        assert!(!gathered.add(&part("", false)));
        assert!(gathered.add(&part("quatre", true)));
        assert_eq!(
            (gathered.words, gathered.parts, gathered.walled),
            (4, 2, true)
        );
        assert_eq!(gathered.html, "<p>un deux trois</p>\n<p>quatre</p>");
    }

    #[test]
    fn parts_stay_on_their_site() {
        assert!(same_site(
            "https://www.octet.test/a",
            "https://octet.test/a/2"
        ));
        assert!(!same_site("https://octet.test/a", "https://autre.test/a/2"));
        assert!(!same_site("https://octet.test/a", "data:,2"));
    }
}
