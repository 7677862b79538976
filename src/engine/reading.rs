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
    let document = Arc::new(blocks(&article));
    laid_out(article, document, request)
}

fn blocks(article: &Article) -> Document {
    let base = article.row.link.as_deref().or(article.site.as_deref());
    article::read(&article.html, base, article.language.as_deref())
}

fn laid_out(mut article: Article, document: Arc<Document>, request: &PageRequest) -> Page {
    let layout = Arc::new(article::lay_out(&document, request.options));
    article.html = String::new();
    Page {
        article,
        document,
        layout,
        options: request.options,
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
    let print = fingerprint(&article);
    let document = match cache.get(&request.id) {
        Some((known, document)) if *known == print => Arc::clone(document),
        _ => {
            let document = Arc::new(blocks(&article));
            if article.html.len() <= CACHED_BYTES {
                cache.put(request.id, (print, Arc::clone(&document)));
            }
            document
        }
    };
    Ok(laid_out(article, document, request))
}

fn fingerprint(article: &Article) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(article.html.as_bytes()).to_vec()
}
