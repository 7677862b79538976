//! The text of an article's page: asked for politely, taken out, compared with the feed's, stored beside it. By a key
//! (`F`, `read --full`) or ahead of reading (`full_text = true`); never twice at once.

mod gather;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinSet;
use url::Url;

use super::refresh::{Outcome, Status, Visitor};
use super::{Trouble, Writer, clock};
use crate::config::FeedSettings;
use crate::fetch::Request;
use crate::store::{Article, NewFullText, NoText, StoreError};
use crate::text::UnixTime;
use crate::text::messages::full_text::NoPage;

pub use gather::{Gathered, Wanted, describe, gather, take_out};

/// At most so many pages of a feed are fetched ahead of reading after one refresh; the rest waits for the next.
const A_REFRESH: usize = 50;

/// What a page that was kept gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// Its words.
    pub words: u32,
    /// The page says that the rest is for subscribers.
    pub walled: bool,
}

/// What is to be gathered for an article; `feed` are its feed's settings, whose secrets are for the feed's origin alone.
pub fn wanted(
    article: &Article,
    feed: Option<&FeedSettings>,
    now: UnixTime,
) -> Result<Wanted, NoPage> {
    let url = article.row.link.clone().ok_or(NoPage::NoLink)?;
    let origin = |url: &str| Url::parse(url).ok().map(|url| url.origin());
    let home = origin(&url).is_some_and(|page| Some(page) == origin(&article.row.feed_url));
    Ok(Wanted {
        own: match feed.map(Request::of) {
            // A link of an article names no program.
            Some(own) if home => Request {
                programs: false,
                ..own
            },
            Some(own) => Request {
                proxy: own.proxy,
                ..Request::default()
            },
            None => Request::default(),
        },
        url,
        language: article.language.clone(),
        now,
    })
}

/// Whether what came is worth more than what the feed gave.
pub fn worth(gathered: Gathered, article: &Article) -> Result<Gathered, NoPage> {
    if gathered.walled && gathered.words <= article.words {
        return Err(NoPage::Walled);
    }
    match gathered.words < article.words {
        true => Err(NoPage::Less),
        false => Ok(gathered),
    }
}

/// Stores what came of an attempt. One that asked nothing leaves no trace.
pub async fn keep(
    writer: &Writer,
    id: i64,
    came: &Result<Gathered, NoPage>,
    now: UnixTime,
) -> Result<(), StoreError> {
    let none = match came {
        Ok(gathered) => {
            let text = stored(gathered.clone());
            return writer
                .call_async(move |store| store.save_full_text(id, &text, now))
                .await;
        }
        Err(NoPage::NoLink) => return Ok(()),
        Err(NoPage::Fetch(crate::fetch::FetchError::Resting { .. })) => return Ok(()),
        Err(NoPage::Walled) => NoText::Walled,
        Err(NoPage::Less) => NoText::Less,
        Err(NoPage::NotAPage { .. } | NoPage::Missing { status: 410 }) => NoText::Never,
        Err(NoPage::NoArticle | NoPage::Missing { .. }) => NoText::Failed(None),
        Err(NoPage::Fetch(error)) => NoText::Failed(error.rest_until()),
    };
    writer
        .call_async(move |store| store.save_no_full_text(id, none, now))
        .await
}

fn stored(gathered: Gathered) -> NewFullText {
    NewFullText {
        html: gathered.html,
        text: gathered.text,
        words: gathered.words,
        url: gathered.url.unwrap_or_default(),
        title: gathered.facts.title,
        authors: gathered.facts.authors,
        published: gathered.facts.published,
        walled: gathered.walled,
    }
}

/// Articles whose page is being asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Busy(Arc<Mutex<HashSet<i64>>>);

/// One of them, until it is dropped.
struct Entered<'a>(&'a Busy, i64);

impl Busy {
    fn enter(&self, id: i64) -> Option<Entered<'_>> {
        // Made only where it is new: dropping one takes the article out again.
        let new = self.lock().insert(id);
        new.then(|| Entered(self, id))
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.lock().remove(&self.1);
    }
}

impl Visitor {
    /// Fetches the text of an article's page and stores it. None where that is under way already: who began it tells.
    pub async fn full_text(&self, id: i64) -> Option<Result<Came, Trouble>> {
        let _entered = self.busy.enter(id)?;
        let came = self.fetch_full_text(id).await;
        match &came {
            Ok(came) => tracing::info!(article = id, words = came.words, "a page's text came"),
            Err(trouble) => tracing::info!(article = id, %trouble, "no full text"),
        }
        Some(came)
    }

    /// [`Visitor::full_text`] ahead of reading: where it was never tried, or is due again.
    pub async fn full_text_ahead(&self, id: i64) -> Option<Result<Came, Trouble>> {
        let due = self
            .writer()
            .call_async(move |store| store.full_text_due(id, clock::now()))
            .await;
        match due {
            Ok(true) => self.full_text(id).await,
            _ => None,
        }
    }

    async fn fetch_full_text(&self, id: i64) -> Result<Came, Trouble> {
        let now = clock::now();
        let article = self
            .writer()
            .call_async(move |store| store.article(id))
            .await?;
        let wanted = wanted(&article, self.settings(&article.row.feed_url), now)?;
        let came = match gather(self.client(), &wanted).await {
            Ok(gathered) => worth(gathered, &article),
            Err(why) => Err(why),
        };
        self.remember_rests().await;
        keep(self.writer(), id, &came, now).await?;
        let gathered = came?;
        Ok(Came {
            words: gathered.words,
            walled: gathered.walled,
        })
    }

    /// Fetches ahead of reading what feeds with `full_text = true` lack, newest first, a bounded number a feed; `tell`
    /// is called as each ends. Dropping it loses nothing: what is missing is fetched next time.
    pub async fn full_texts(&self, feeds: Vec<i64>, tell: impl Fn(i64, Result<Came, Trouble>)) {
        let (report, mut ends) = tokio::sync::mpsc::unbounded_channel();
        let mut workers = JoinSet::new();
        for feed in feeds {
            let due = self
                .writer()
                .call_async(move |store| store.full_texts_due(feed, clock::now(), A_REFRESH))
                .await;
            let due = due.unwrap_or_default();
            let hands = self.client().limits.per_site.min(due.len());
            let queue = Arc::new(Mutex::new(due.into_iter()));
            for _ in 0..hands {
                let (visitor, queue, report) = (self.clone(), Arc::clone(&queue), report.clone());
                workers.spawn(async move {
                    loop {
                        let next = queue.lock().ok().and_then(|mut queue| queue.next());
                        let Some(id) = next else { break };
                        let Some(end) = visitor.full_text(id).await else {
                            continue;
                        };
                        let rests = matches!(&end, Err(Trouble::Page(NoPage::Fetch(error))) if error.rest_until().is_some());
                        if report.send((id, end)).is_err() || rests {
                            break;
                        }
                    }
                });
            }
        }
        drop(report);
        while let Some((id, end)) = ends.recv().await {
            tell(id, end);
        }
    }

    /// True for a feed just visited whose articles' pages are wanted.
    pub fn wants_full_texts(&self, outcome: &Outcome) -> bool {
        matches!(outcome.status, Status::Ok | Status::Unchanged)
            && self
                .settings(&outcome.url)
                .is_some_and(|feed| feed.full_text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_worth_what_it_gives_more_than_the_feed() {
        let article = |words| Article {
            words,
            ..Article::default()
        };
        let page = |words, walled| Gathered {
            words,
            walled,
            ..Gathered::default()
        };
        for (came, feed, expected) in [
            (page(300, false), 40, Ok(300)),
            (page(40, false), 40, Ok(40)),
            (page(39, false), 40, Err(NoPage::Less)),
            (page(39, true), 40, Err(NoPage::Walled)),
            (page(40, true), 40, Err(NoPage::Walled)),
            (page(80, true), 40, Ok(80)),
        ] {
            let worth = worth(came, &article(feed)).map(|gathered| gathered.words);
            assert_eq!(worth, expected);
        }
    }

    #[test]
    fn headers_of_the_feed_are_for_its_origin_alone() {
        let feed = FeedSettings {
            headers: [("Authorization".to_owned(), "x".to_owned())].into(),
            ..FeedSettings::default()
        };
        let mut article = Article::default();
        assert_eq!(
            wanted(&article, Some(&feed), 0).unwrap_err(),
            NoPage::NoLink
        );
        article.row.feed_url = "https://octet.test/flux".to_owned();
        for (link, sent) in [
            ("https://octet.test/a", 1),
            ("http://octet.test/a", 0),
            ("https://autre.test/a", 0),
        ] {
            article.row.link = Some(link.to_owned());
            assert_eq!(
                wanted(&article, Some(&feed), 0).unwrap().own.headers.len(),
                sent
            );
        }
    }
}
