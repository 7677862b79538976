//! The pictures of the article under the eye: fetched politely, measured, made ready for the terminal. One article's at
//! a time, one decoded at a time, bodies kept within [`KEPT`]. Never asks for anything by itself, and tells failures to
//! the log alone: on the screen the alternative text stays.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use lru::LruCache;
use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, JoinSet};

use super::clock;
use super::command::Report;
use crate::article::picture::{self, Canvas, Cells, MAX_BYTES, Pixels, Refused};
use crate::fetch::{self, Accept, Answer, FetchError, Request};
use crate::net::Client;
use crate::text::mask;

/// How long an article is under the eye before its pictures are asked for.
const PAUSE: Duration = Duration::from_millis(300);

/// Pictures taken of one article.
const MOST: usize = 20;

/// Bytes of bodies kept, as they came. A new width or a way back in the text costs no request.
const KEPT: usize = 16_000_000;

/// The first number of a picture at the terminal, and how many follow before the first is used anew (kitty).
const FIRST_ID: u32 = 0x4d_0001;
const IDS: u32 = 0xfffe;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no body came")]
    Nothing,
    #[error("reading it broke")]
    Broke,
}

/// Where pictures are fetched and made ready. Dropping it gives up what is under way.
pub(super) struct Pictures {
    desk: Arc<Desk>,
    client: Client,
    measuring: Option<AbortHandle>,
    drawing: Option<AbortHandle>,
}

struct Desk {
    reports: mpsc::Sender<Report>,
    bodies: Mutex<Bodies>,
    /// One picture is decoded at a time, whatever waits.
    turn: Arc<Semaphore>,
    ids: AtomicU32,
}

impl Pictures {
    pub(super) fn new(client: Client, reports: mpsc::Sender<Report>) -> Pictures {
        Pictures {
            desk: Arc::new(Desk {
                reports,
                bodies: Mutex::new(Bodies::new(KEPT)),
                turn: Arc::new(Semaphore::new(1)),
                ids: AtomicU32::new(0),
            }),
            client: for_pictures(client),
            measuring: None,
            drawing: None,
        }
    }

    /// The network's settings changed.
    pub(super) fn ask_with(&mut self, client: Client) {
        self.client = for_pictures(client);
    }

    /// Fetches pictures and reports their sizes. Those of the article before are given up.
    pub(super) fn measure(&mut self, mut urls: Vec<String>) {
        give_up(&mut self.measuring);
        urls.truncate(MOST);
        if urls.is_empty() {
            return give_up(&mut self.drawing);
        }
        let (desk, client) = (Arc::clone(&self.desk), self.client.clone());
        let task = tokio::spawn(async move {
            tokio::time::sleep(PAUSE).await;
            let mut visits = JoinSet::new();
            for url in urls {
                let (desk, client) = (Arc::clone(&desk), client.clone());
                visits.spawn(async move { desk.measure(&client, url).await });
            }
            visits.join_all().await;
        });
        self.measuring = Some(task.abort_handle());
    }

    /// Makes pictures ready, one after the other. What was asked for before is given up.
    pub(super) fn draw(&mut self, canvas: Canvas, pictures: Vec<(String, Cells)>) {
        give_up(&mut self.drawing);
        let (desk, client) = (Arc::clone(&self.desk), self.client.clone());
        let task = tokio::spawn(async move {
            for (url, cells) in pictures {
                desk.draw(&client, url, canvas, cells).await;
            }
        });
        self.drawing = Some(task.abort_handle());
    }
}

impl Drop for Pictures {
    fn drop(&mut self) {
        give_up(&mut self.measuring);
        give_up(&mut self.drawing);
    }
}

fn give_up(task: &mut Option<AbortHandle>) {
    if let Some(task) = task.take() {
        task.abort();
    }
}

/// Pictures have a limit of size of their own.
fn for_pictures(mut client: Client) -> Client {
    client.limits.body = client.limits.body.min(MAX_BYTES);
    client
}

impl Desk {
    async fn measure(&self, client: &Client, url: String) {
        let size = self.size(client, &url).await;
        let size = size.map_err(|error| refuse(&url, &error)).ok();
        drop(self.reports.send(Report::PictureSize { url, size }));
    }

    async fn size(&self, client: &Client, url: &str) -> Result<Pixels, Failed> {
        let body = self.body(client, url).await?;
        let size = self.work(move || picture::measure(&body)).await?;
        Ok(size)
    }

    async fn draw(&self, client: &Client, url: String, canvas: Canvas, cells: Cells) {
        let drawn = self.drawn(client, &url, canvas, cells).await;
        let drawn = drawn.map_err(|error| refuse(&url, &error)).ok();
        let drawn = drawn.map(Arc::new);
        let report = Report::Picture {
            url,
            canvas,
            cells,
            drawn,
        };
        drop(self.reports.send(report));
    }

    async fn drawn(
        &self,
        client: &Client,
        url: &str,
        canvas: Canvas,
        cells: Cells,
    ) -> Result<picture::Drawn, Failed> {
        let body = self.body(client, url).await?;
        let id = FIRST_ID + self.ids.fetch_add(1, Ordering::Relaxed) % IDS;
        let draw = move || picture::draw(&body, canvas, cells, id);
        self.work(draw).await
    }

    /// Work on a picture, off the runtime's threads, in its turn. A decoder that panics gives no picture.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Failed> {
        let Ok(turn) = Arc::clone(&self.turn).acquire_owned().await else {
            return Err(Failed::Broke);
        };
        // The turn ends with the work, not with who waited for it: what was given up goes on to its end.
        let work = move || {
            let done = work();
            drop(turn);
            done
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => Ok(done?),
            Err(_) => Err(Failed::Broke),
        }
    }

    /// A picture's body, kept or fetched.
    async fn body(&self, client: &Client, url: &str) -> Result<Arc<[u8]>, Failed> {
        if let Some(known) = self.bodies().get(url) {
            return Ok(known);
        }
        let request = Request {
            url: url.to_owned(),
            accept: Accept::Image,
            now: clock::now(),
            ..Request::default()
        };
        match fetch::visit(client, &request).await.answer? {
            Answer::Body(body) => {
                let bytes: Arc<[u8]> = body.bytes.into();
                self.bodies().keep(url, &bytes);
                Ok(bytes)
            }
            Answer::NotModified { .. } | Answer::Gone => Err(Failed::Nothing),
        }
    }

    fn bodies(&self) -> MutexGuard<'_, Bodies> {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refuse(url: &str, error: &Failed) {
    tracing::info!(url = mask::url(url), %error, "a picture is not shown");
}

/// Bodies kept, those used last; so many bytes of them in all.
struct Bodies {
    kept: LruCache<String, Arc<[u8]>>,
    bytes: usize,
    limit: usize,
}

impl Bodies {
    fn new(limit: usize) -> Bodies {
        Bodies {
            kept: LruCache::unbounded(),
            bytes: 0,
            limit,
        }
    }

    fn get(&mut self, url: &str) -> Option<Arc<[u8]>> {
        self.kept.get(url).map(Arc::clone)
    }

    fn keep(&mut self, url: &str, body: &Arc<[u8]>) {
        if let Some(old) = self.kept.put(url.to_owned(), Arc::clone(body)) {
            self.bytes -= old.len();
        }
        self.bytes += body.len();
        while self.bytes > self.limit
            && let Some((_, oldest)) = self.kept.pop_lru()
        {
            self.bytes -= oldest.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_bounded_by_their_bytes() {
        let mut bodies = Bodies::new(100);
        let body = |length: usize| -> Arc<[u8]> { vec![0; length].into() };
        bodies.keep("a", &body(40));
        bodies.keep("b", &body(40));
        assert!(bodies.get("a").is_some());
        bodies.keep("c", &body(40));
        assert!(bodies.get("b").is_none(), "the one used longest ago went");
        bodies.keep("a", &body(10));
        assert_eq!(bodies.bytes, 50);
        bodies.keep("d", &body(1_000));
        assert_eq!((bodies.bytes, bodies.kept.len()), (0, 0));
    }
}
