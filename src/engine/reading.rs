//! Reading: loads an article, makes blocks of it, lays it out. Blocks are cached, so that a new width only lays them
//! out again.

use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, mpsc};

use lru::LruCache;

use super::command::{Failure, Page, PageRequest, Report};
use crate::article::{self, Document};
use crate::store::{Article, Reader, StoreError};

/// Articles whose blocks are kept, and the longest HTML (bytes) that is.
const CACHED: NonZero<usize> = NonZero::new(24).expect("24 is not zero");
const CACHED_BYTES: usize = 300_000;

/// Makes a page of an article.
pub fn open_page(article: Article, request: &PageRequest) -> Page {
    let document = Arc::new(blocks(&article, request.feed_text));
    laid_out(article, document, request)
}

/// The text to read as blocks: that of the article's page where it is kept, unless the feed's is asked for.
pub fn blocks(article: &Article, feed_text: bool) -> Document {
    let link = article.row.link.as_deref();
    let language = article.language.as_deref();
    match article.full.as_ref().filter(|_| !feed_text) {
        Some(full) => article::read(&full.html, full.url.as_deref().or(link), language),
        None => article::read(&article.html, link.or(article.site.as_deref()), language),
    }
}

fn laid_out(mut article: Article, document: Arc<Document>, request: &PageRequest) -> Page {
    let layout = Arc::new(article::lay_out_with(
        &document,
        request.options,
        &request.rooms,
    ));
    article.html = String::new();
    if let Some(full) = &mut article.full {
        full.html = String::new();
    }
    Page {
        article,
        document,
        layout,
        options: request.options,
        feed_text: request.feed_text,
        rooms: Arc::clone(&request.rooms),
    }
}

/// The thread that reads: answers requests until its queue ends. Of several that wait, the newest is the one under the
/// eye, so it goes first.
pub(super) fn run(
    database: &Path,
    requests: &mpsc::Receiver<PageRequest>,
    reports: &mpsc::Sender<Report>,
) {
    let mut reader = None;
    let mut cache: LruCache<i64, (Vec<u8>, Arc<Document>)> = LruCache::new(CACHED);
    while let Ok(first) = requests.recv() {
        let mut waiting = vec![first];
        waiting.extend(requests.try_iter());
        while let Some(request) = waiting.pop() {
            let report = match page(database, &mut reader, &mut cache, &request) {
                Ok(page) => Report::Page(Arc::new(page)),
                Err(StoreError::NoSuchArticle { .. }) => continue,
                Err(error) => Report::Failed {
                    what: Failure::Other,
                    trouble: error.into(),
                },
            };
            if reports.send(report).is_err() {
                return;
            }
            let newer: Vec<_> = requests.try_iter().collect();
            waiting.extend(newer);
        }
    }
}

fn page(
    database: &Path,
    reader: &mut Option<Reader>,
    cache: &mut LruCache<i64, (Vec<u8>, Arc<Document>)>,
    request: &PageRequest,
) -> Result<Page, StoreError> {
    if reader.is_none() {
        *reader = Reader::open(database)?;
    }
    let Some(reader) = reader else {
        return Err(StoreError::NoSuchArticle { id: request.id });
    };
    let article = reader.article(request.id)?;
    let print = fingerprint(shown(&article, request.feed_text));
    let document = match cache.get(&request.id) {
        Some((known, document)) if *known == print => Arc::clone(document),
        _ => {
            let document = Arc::new(blocks(&article, request.feed_text));
            if shown(&article, request.feed_text).len() <= CACHED_BYTES {
                cache.put(request.id, (print, Arc::clone(&document)));
            }
            document
        }
    };
    Ok(laid_out(article, document, request))
}

/// The HTML that [`blocks`] reads.
fn shown(article: &Article, feed_text: bool) -> &str {
    match article.full.as_ref().filter(|_| !feed_text) {
        Some(full) => &full.html,
        None => &article.html,
    }
}

fn fingerprint(html: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(html.as_bytes()).to_vec()
}
