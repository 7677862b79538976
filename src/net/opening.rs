//! Watches the connections that are opened for one request. reqwest tells neither when a connection stood nor
//! whether it was a kept-alive one, and two rules need it: silence is counted from the moment the connection stands,
//! and only a kept-alive connection that was closed under us is worth a second try (RFC 9112 §9.3.1).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::sync::Notify;
use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    static OPENING: Arc<Opening>;
}

/// The connections opened for one request.
#[derive(Debug, Default)]
pub struct Opening {
    started: AtomicBool,
    ended: AtomicBool,
    change: Notify,
}

impl Opening {
    /// Runs a request so that what it opens is seen in the [`Opening`].
    pub async fn watch<F: Future>(self: Arc<Self>, request: F) -> F::Output {
        OPENING.scope(self, request).await
    }

    /// Whether the request began to open a connection of its own: false once it was sent over a kept-alive one.
    pub fn started(&self) -> bool {
        self.started.load(Ordering::Acquire)
    }

    /// Waits while a connection is being opened; returns at once where none is.
    pub async fn over(&self) {
        while self.started() && !self.ended.load(Ordering::Acquire) {
            self.change.notified().await;
        }
    }

    fn start(&self) {
        self.started.store(true, Ordering::Release);
    }

    fn end(&self) {
        self.ended.store(true, Ordering::Release);
        self.change.notify_one();
    }
}

/// The layer over reqwest's connector that does the watching.
#[derive(Debug, Clone, Copy)]
pub(super) struct WatchLayer;

impl<S> Layer<S> for WatchLayer {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched { inner }
    }
}

/// A connector that is watched.
#[derive(Debug, Clone)]
pub(super) struct Watched<S> {
    inner: S,
}

impl<S, R> Service<R> for Watched<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let opening = OPENING.try_with(Arc::clone).ok();
        if let Some(opening) = &opening {
            opening.start();
        }
        let connect = self.inner.call(request);
        Box::pin(async move {
            let connection = connect.await;
            if let Some(opening) = opening {
                opening.end();
            }
            connection
        })
    }
}
