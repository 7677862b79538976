//! The one writer: a thread that owns the [`Store`] and runs jobs on it one after the other. The database is opened on
//! that thread, so that nobody waits for it; where it cannot be opened, it is tried again at each job, which answers with
//! the reason where it still cannot.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use crate::store::{Store, StoreError};

type Job = Box<dyn FnOnce(&mut Result<Store, StoreError>) + Send>;

/// A handle on the writer. Cheap to clone; the thread ends when the last handle is dropped and its queue is empty.
#[derive(Debug, Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    path: PathBuf,
}

impl Writer {
    /// Starts the thread; it opens (makes, migrates) the database first.
    pub fn start(path: PathBuf) -> Writer {
        let (jobs, queue) = mpsc::channel::<Job>();
        let file = path.clone();
        thread::spawn(move || {
            let mut store = Store::open(&file);
            if let Err(error) = &store {
                tracing::error!(%error, "the database cannot be opened for writing");
            }
            for job in queue {
                // A disk that was full, a directory that could not be written: it may do by now.
                if store.is_err() {
                    store = Store::open(&file);
                }
                job(&mut store);
            }
        });
        Writer { jobs, path }
    }

    /// The database.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs a job and waits for its answer.
    pub fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, wait) = mpsc::sync_channel(1);
        self.send(job, move |result| drop(answer.send(result)));
        wait.recv().unwrap_or_else(|_| Err(self.ended()))
    }

    /// Runs a job without holding up the runtime's threads.
    pub async fn call_async<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, wait) = tokio::sync::oneshot::channel();
        self.send(job, move |result| drop(answer.send(result)));
        wait.await.unwrap_or_else(|_| Err(self.ended()))
    }

    /// Runs a job that takes long on a thread and a connection of its own, so that no mark waits for it in the queue. It
    /// has to write in small transactions.
    pub async fn call_apart<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let path = self.path.clone();
        let apart = tokio::task::spawn_blocking(move || job(&mut Store::open(&path)?));
        apart.await.unwrap_or_else(|_| Err(self.ended()))
    }

    /// Runs a job; `done` gets its answer, on the writer's thread.
    pub fn send<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
        done: impl FnOnce(Result<T, StoreError>) + Send + 'static,
    ) {
        let job: Job = Box::new(move |store| {
            done(match store {
                Ok(store) => job(store),
                Err(error) => Err(error.clone()),
            });
        });
        if self.jobs.send(job).is_err() {
            tracing::error!("the writer's thread ended before a job");
        }
    }

    fn ended(&self) -> StoreError {
        StoreError::Other {
            path: self.path.clone(),
            reason: "the writer's thread ended".to_owned(),
        }
    }
}
