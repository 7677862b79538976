//! What `read` prints, wherever it comes from: a stored article, its page, any page; and its JSON, as DESIGN.md fixes it.

use std::thread::{self, Builder};

use serde::Serialize;
use url::Url;

use super::source;
use crate::article::extract::Facts;
use crate::article::{self, Block, Document, Inline, Style, render};
use crate::cli::args::Read;
use crate::cli::json::{address, block, lines, time};
use crate::cli::stop::{End, Stop, complain_of_page};
use crate::cli::{Session, input, library, net};
use crate::engine::full_text::{self, Gathered, Wanted};
use crate::engine::{Trouble, Writer, blocks, clock};
use crate::fetch::{Accept, FetchError};
use crate::store::{Article, StoreError};
use crate::text::messages::cli::Notice;
use crate::text::messages::full_text::NoPage;
use crate::text::{UnixTime, sanitise};

/// What is printed.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) title: Option<String>,
    /// The feed's title, or the site's name.
    pub(super) source: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<UnixTime>,
    link: Option<String>,
    site: Option<String>,
    language: Option<String>,
    pub(super) document: Document,
    /// A header stands before it: a bare piece of HTML has nothing to be introduced by.
    pub(super) introduced: bool,
}

impl Piece {
    /// The title as it stands before the text, once: a heading of the text that says the same is taken out of it, with
    /// its links. Nothing where nothing is introduced.
    pub(super) fn take_title(&mut self) -> Option<Vec<Inline>> {
        let title = self.title.clone().filter(|_| self.introduced)?;
        let blocks = &mut self.document.blocks;
        let heading = blocks.iter().enumerate().position(|(place, block)| {
            matches!(block, Block::Heading(level, inlines)
                if (*level == 1 || place == 0) && same_words(&words_of(inlines), &title))
        });
        if let Some(place) = heading
            && let Block::Heading(_, inlines) = blocks.remove(place)
        {
            return Some(inlines);
        }
        Some(vec![Inline::Text {
            text: title,
            style: Style::default(),
            link: None,
        }])
    }
}

fn words_of(inlines: &[Inline]) -> String {
    render::plain(&Document {
        blocks: vec![Block::Paragraph(inlines.to_vec())],
        ..Document::default()
    })
}

fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| crate::text::fold::joined_words(text);
    words(one) == words(other)
}

/// A stored article, with the text of its page where it is kept, or asked for.
pub(super) fn stored(session: &Session, id: i64, args: &Read) -> Result<Piece, Stop> {
    let Some(reader) = library::reader(session)? else {
        return Err(StoreError::NoSuchArticle { id }.into());
    };
    let mut article = reader.article(id)?;
    let kept = article.full.as_ref().is_some_and(|full| !full.stale);
    let mut fetched = None;
    if args.full && !kept {
        match fetch(session, &article)? {
            Ok(gathered) => fetched = Some(gathered),
            // The feed's text, or an older one of the page's, is what there is to read.
            Err(why) if article.full.is_some() || matches!(why, NoPage::Walled | NoPage::Less) => {
                complain_of_page(&session.output, &why);
            }
            Err(why) => return Err(Trouble::from(why).into()),
        }
        // What the page says of itself stands where the feed says nothing.
        if fetched.is_some()
            && let Ok(again) = reader.article(id)
        {
            article = again;
        }
    }
    let row = &article.row;
    let language = article.language.as_deref();
    let base = args.base.as_deref();
    let document = match (&fetched, base) {
        (Some(page), _) => {
            let base = base.or(page.url.as_deref()).or(row.link.as_deref());
            article::read(&page.html, base, language)
        }
        (None, Some(base)) => {
            let full = article.full.as_ref().map(|full| full.html.as_str());
            article::read(full.unwrap_or(&article.html), Some(base), language)
        }
        (None, None) => blocks(&article, false),
    };
    if fetched.is_some_and(|page| page.walled) {
        session.output.complain(&Notice::Walled);
    }
    Ok(Piece {
        title: some_line(&row.title),
        source: Some(sanitise::line(&row.feed_title)),
        authors: lines(&row.authors),
        published: row.published,
        link: row.link.as_deref().map(sanitise::line),
        site: article.site.as_deref().map(sanitise::line),
        language: language.map(sanitise::line),
        document,
        introduced: true,
    })
}

/// Fetches the text of an article's page, and keeps it where the database can be written.
fn fetch(session: &Session, article: &Article) -> Result<Result<Gathered, NoPage>, Stop> {
    let (id, now) = (article.row.id, clock::now());
    let feeds = &session.config().feeds;
    let feed = feeds.iter().find(|feed| feed.url == article.row.feed_url);
    let wanted = match full_text::wanted(article, feed, now) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(Err(why)),
    };
    let visitor = net::visitor(session, Writer::start(session.paths.database.clone()))?;
    let (client, writer) = (visitor.client(), visitor.writer());
    let runtime = net::runtime()?;
    let came = runtime.block_on(async {
        visitor.recall_rests().await;
        let came = match full_text::gather(client, &wanted).await {
            Ok(gathered) => full_text::worth(gathered, article),
            Err(why) => Err(why),
        };
        let kept = async {
            visitor.remember_rests().await;
            full_text::keep(writer, id, &came, now).await
        };
        if let Err(error) = kept.await {
            tracing::warn!(%error, "the text of a page is printed and cannot be kept");
        }
        came
    });
    runtime.shutdown_background();
    Ok(came)
}

/// A page from elsewhere: all of it, or its article.
pub(super) fn page(session: &Session, args: &Read) -> Result<Piece, Stop> {
    if args.full {
        return article_of(session, args);
    }
    let input = input::read(session, &args.target, Accept::Article)?;
    let html = source::html(&input, &args.target.to_string_lossy())?;
    let base = args.base.as_deref().or(input.url.as_deref());
    // The two read the page each in its own tree, at the same time.
    let (facts, document) = thread::scope(|scope| {
        let describe = || full_text::describe(&html, base);
        let describing = Builder::new().spawn_scoped(scope, describe);
        let mut facts = Facts::default();
        let document = article::read_in(&html, base, || {
            facts = match describing {
                Ok(thread) => thread.join().unwrap_or_default(),
                Err(_) => describe(),
            };
            facts.language.clone()
        });
        (facts, document)
    });
    let own_title = page_title(&html);
    let introduced = own_title.is_some();
    let facts = Facts {
        title: facts.title.or(own_title),
        ..facts
    };
    Ok(of_page(&facts, base, document, introduced))
}

/// The article of a page from elsewhere; of an address, on all its pages.
fn article_of(session: &Session, args: &Read) -> Result<Piece, Stop> {
    let gathered = match input::address_of(&args.target)? {
        Some(url) => {
            let wanted = Wanted {
                url: url.clone(),
                now: clock::now(),
                ..Wanted::default()
            };
            let client = net::client(session)?;
            let runtime = net::runtime()?;
            let gathered = runtime.block_on(full_text::gather(&client, &wanted));
            runtime.shutdown_background();
            gathered
        }
        None => {
            let input = input::read(session, &args.target, Accept::Article)?;
            let html = source::html(&input, &args.target.to_string_lossy())?;
            let page = full_text::take_out(&html, args.base.as_deref(), None);
            page.map(|page| Gathered::of(page, None))
                .filter(|gathered| gathered.words > 0)
                .ok_or(NoPage::NoArticle)
        }
    };
    let gathered = match gathered {
        Ok(gathered) => gathered,
        Err(NoPage::NoArticle) => return Err(Stop::Notice(Notice::NoArticle, End::Failed)),
        Err(NoPage::Fetch(error @ FetchError::BadAddress { .. })) => return Err(error.into()),
        Err(why) => return Err(Trouble::from(why).into()),
    };
    if gathered.walled {
        session.output.complain(&Notice::Walled);
    }
    let base = args.base.as_deref().or(gathered.url.as_deref());
    let document = article::read(&gathered.html, base, gathered.facts.language.as_deref());
    Ok(of_page(&gathered.facts, base, document, true))
}

/// A page as a piece; `url` is its address, or the one given for it.
fn of_page(facts: &Facts, url: Option<&str>, document: Document, introduced: bool) -> Piece {
    let site = url.or(facts.link.as_deref()).and_then(home_of);
    Piece {
        title: facts.title.as_deref().and_then(some_line),
        source: facts.site.as_deref().map(sanitise::line),
        authors: lines(&facts.authors),
        published: facts.published,
        link: match &facts.link {
            Some(link) => Some(sanitise::line(link)),
            None => url.map(address),
        },
        site,
        language: facts.language.as_deref().map(sanitise::line),
        document,
        introduced,
    }
}

/// The address of the site that a page stands on: as a feed's `site`, never its name.
fn home_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(Url::has_host)?;
    Some(format!("{}/", url.origin().ascii_serialization()))
}

fn some_line(text: &str) -> Option<String> {
    Some(sanitise::line(text)).filter(|line| !line.is_empty())
}

/// The text of the page's `title`.
fn page_title(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    some_line(&article::plain_text(&html[start..end]).text)
}

/// A piece as JSON shows it.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    title: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    link: Option<&'a str>,
    site: Option<&'a str>,
    language: Option<&'a str>,
    words: usize,
    text: String,
    markdown: String,
    links: Vec<LinkReport>,
    images: Vec<ImageReport>,
}

#[derive(Debug, Serialize)]
struct LinkReport {
    n: usize,
    url: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct ImageReport {
    url: String,
    alt: String,
}

impl Piece {
    /// The JSON.
    pub(super) fn report(&self) -> Report<'_> {
        let links = self.document.links.iter().enumerate();
        Report {
            title: self.title.as_deref(),
            authors: &self.authors,
            published: time(self.published),
            link: self.link.as_deref(),
            site: self.site.as_deref(),
            language: self.language.as_deref(),
            words: self.document.words,
            text: block(&render::prose(&self.document)),
            markdown: block(&render::markdown(&self.document)),
            links: links
                .map(|(index, link)| LinkReport {
                    n: index + 1,
                    url: sanitise::line(&link.url),
                    text: sanitise::line(&link.text),
                })
                .collect(),
            images: self
                .document
                .images
                .iter()
                .map(|image| ImageReport {
                    url: sanitise::line(&image.url),
                    alt: sanitise::line(&image.alt),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_title() {
        assert_eq!(
            page_title("<html><TITLE lang=fr>Le &amp; nuage</TITLE>"),
            Some("Le & nuage".to_owned())
        );
        assert_eq!(page_title("<title>"), None);
    }

    #[test]
    fn a_site_is_an_address() {
        for (url, expected) in [
            (
                "https://octet-libre.test/a/b?c#d",
                Some("https://octet-libre.test/"),
            ),
            (
                "http://octet-libre.test:8080",
                Some("http://octet-libre.test:8080/"),
            ),
            ("file:///tmp/page.html", None),
            ("rien", None),
        ] {
            assert_eq!(home_of(url).as_deref(), expected);
        }
    }

    #[test]
    fn a_title_the_text_begins_with_is_not_said_twice() {
        let piece = |html: &str| {
            let mut piece = Piece {
                title: Some("Le nuage\u{a0}souverain".to_owned()),
                document: article::read(html, None, None),
                introduced: true,
                ..Piece::default()
            };
            let title = piece.take_title();
            (title.is_some(), piece.document.blocks.len())
        };
        assert!(matches!(
            piece("<h1>Le nuage souverain</h1><p>Texte"),
            (true, 1)
        ));
        assert_eq!(piece("<h2>Le nuage souverain</h2><p>Texte"), (true, 1));
        assert_eq!(
            piece("<p>Menu<h1>Le nuage souverain</h1><p>Texte"),
            (true, 2)
        );
        assert_eq!(
            piece("<p>Menu<h2>Le nuage souverain</h2><p>Texte"),
            (true, 3)
        );
        assert_eq!(piece("<h2>Autre</h2><p>Texte"), (true, 2));
        assert_eq!(piece("<p>Le nuage souverain"), (true, 1));
        let mut bare = Piece {
            title: Some("Un titre".to_owned()),
            ..Piece::default()
        };
        assert!(bare.take_title().is_none());
    }
}
