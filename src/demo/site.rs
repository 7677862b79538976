//! A site that is being served: what it answers to a path. Knows no socket.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, UNIX_EPOCH};

use super::edition::{Article, Format, Guids, Manner, Site};
use super::html::{self, Names};
use super::http::{Request, Response};
use super::render::{self, Issue, Item};
use crate::text::UnixTime;

/// How long a failing site asks to be left alone, in seconds.
const REST: u32 = 1800;

const IMAGES: [(&str, &[u8]); 3] = [
    ("schema", include_bytes!("edition/schema.png")),
    ("courbe", include_bytes!("edition/courbe.png")),
    ("photo", include_bytes!("edition/photo.png")),
];

/// A site, where it is served, and what it has published since.
#[derive(Debug)]
pub(super) struct Running {
    site: Site,
    names: Arc<Names>,
    /// The moment of the start, by the calendar and by the clock that only goes forward.
    start: (UnixTime, Instant),
    news: Mutex<News>,
}

/// What an updating site has published since the start.
#[derive(Debug, Default)]
struct News {
    /// How often the feed was asked for.
    visits: usize,
    /// When each late article appeared, in their order.
    arrivals: Vec<UnixTime>,
}

impl Running {
    /// A site started at `now`.
    pub fn new(site: Site, names: Arc<Names>, now: UnixTime) -> Running {
        Running {
            site,
            names,
            start: (now, Instant::now()),
            news: Mutex::default(),
        }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Its home page's address.
    pub fn home(&self) -> String {
        format!("{}/", self.base())
    }

    /// Its feed's address.
    pub fn feed(&self) -> String {
        format!("{}{}", self.base(), self.site.path)
    }

    /// What it answers. Each request for the feed of an updating site but the first brings one or two articles.
    pub fn answer(&self, request: &Request) -> Response {
        if request.method != "GET" {
            return Response::empty("405 Method Not Allowed");
        }
        let path = request.path.as_str();
        if path == self.site.path {
            return self.answer_feed(request);
        }
        if path == "/" {
            return page(render::page::home(&self.issue(&self.arrivals())));
        }
        if let Some(slug) = path.strip_prefix("/article/") {
            return self.article_page(slug);
        }
        if let Some(name) = path.strip_prefix("/image/") {
            return image(name);
        }
        if path.starts_with("/son/") {
            return Response::ok("audio/mpeg", render::sound::silence());
        }
        not_found()
    }

    fn base(&self) -> &str {
        self.names.get(self.site.key).map_or("", String::as_str)
    }

    fn answer_feed(&self, request: &Request) -> Response {
        if self.site.manner == Manner::Failing {
            let mut response = Response::empty("503 Service Unavailable");
            response.headers.push(("Retry-After", REST.to_string()));
            return response;
        }
        let arrivals = self.next_arrivals();
        let (media_type, body) = render::feed(&self.issue(&arrivals));
        let etag = format!("\"{:x}\"", hash(&body));
        let changed = arrivals.last().map_or(self.start.0, |&time| time);
        let changed = u64::try_from(changed).unwrap_or_default();
        let changed = httpdate::fmt_http_date(UNIX_EPOCH + std::time::Duration::from_secs(changed));
        let same = match &request.if_none_match {
            Some(tag) => *tag == etag,
            None => request.if_modified_since.as_ref() == Some(&changed),
        };
        let mut response = if same {
            Response::empty("304 Not Modified")
        } else {
            Response::ok(media_type, body)
        };
        response.headers.push(("ETag", etag));
        response.headers.push(("Last-Modified", changed));
        response.slow = self.site.manner == Manner::Slow;
        response
    }

    /// One visit more: one late article at odd visits, two at even ones, until all are there.
    fn next_arrivals(&self) -> Vec<UnixTime> {
        if self.site.manner != Manner::Updating {
            return Vec::new();
        }
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let most = self
            .site
            .articles
            .iter()
            .filter(|article| article.late)
            .count();
        if news.visits > 0 {
            let elapsed = i64::try_from(self.start.1.elapsed().as_secs()).unwrap_or_default();
            let count = (news.arrivals.len() + 2 - news.visits % 2).min(most);
            news.arrivals.resize(count, self.start.0 + elapsed);
        }
        news.visits += 1;
        news.arrivals.clone()
    }

    fn arrivals(&self) -> Vec<UnixTime> {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.arrivals.clone()
    }

    /// The site as it stands: late articles that have appeared, newest first, then the others in their order.
    fn issue(&self, arrivals: &[UnixTime]) -> Issue<'_> {
        let articles = &self.site.articles;
        let late = articles
            .iter()
            .enumerate()
            .filter(|(_, article)| article.late);
        let mut items: Vec<Item> = late
            .zip(arrivals)
            .map(|((number, article), &time)| self.item(number, article, time))
            .collect();
        items.reverse();
        let first = articles
            .iter()
            .enumerate()
            .filter(|(_, article)| !article.late);
        items.extend(
            first.map(|(number, article)| self.item(number, article, self.start.0 - article.age)),
        );
        Issue {
            site: &self.site,
            home: self.home(),
            feed: self.feed(),
            items,
        }
    }

    fn item<'a>(&'a self, number: usize, article: &'a Article, published: UnixTime) -> Item<'a> {
        let page = format!("{}/article/{}", self.base(), article.slug);
        let guid = match self.site.guids {
            _ if self.site.format == Format::Atom => {
                Some(format!("tag:{},2026:{}", self.site.domain, article.slug))
            }
            Guids::Number => Some(format!(
                "https://{}/?p={}",
                self.site.domain,
                4200 + 7 * number
            )),
            Guids::Link => Some(page.clone()),
            Guids::Missing => None,
        };
        let link = if self.site.tracking {
            format!(
                "{page}?utm_source=rss&utm_medium=feed&utm_campaign={}",
                self.site.key
            )
        } else {
            page
        };
        Item {
            article,
            guid,
            link,
            html: html::from_source(article.body, self.site.key, &self.names),
            published: self.site.dates.then_some(published),
            sound: article
                .sound
                .map(|name| format!("{}/son/{name}", self.base())),
        }
    }

    fn article_page(&self, slug: &str) -> Response {
        let found = self
            .site
            .articles
            .iter()
            .enumerate()
            .find(|(_, article)| article.slug == slug);
        match found {
            Some((number, article)) => {
                let item = self.item(number, article, self.start.0 - article.age);
                page(render::page::article(&self.issue(&[]), &item))
            }
            None => not_found(),
        }
    }
}

fn page(html: String) -> Response {
    Response::ok("text/html; charset=utf-8", html.into_bytes())
}

fn not_found() -> Response {
    Response::empty("404 Not Found")
}

fn image(name: &str) -> Response {
    let bytes = IMAGES
        .iter()
        .find(|(stem, _)| name.strip_suffix(".png") == Some(stem));
    bytes.map_or_else(not_found, |(_, bytes)| {
        Response::ok("image/png", bytes.to_vec())
    })
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
