//! The clocks of a visit. They run only while something is asked of the other side: waiting for one's turn at a site
//! or for memory costs a visit nothing.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::{Clock, FetchError};
use crate::net::{Limits, Opening};

/// The time a visit has taken and may still take.
#[derive(Debug)]
pub(super) struct Clocks {
    idle: Duration,
    total: Duration,
    spent: Duration,
}

impl Clocks {
    pub(super) fn new(limits: &Limits) -> Clocks {
        Clocks {
            idle: limits.idle,
            total: limits.total,
            spent: Duration::ZERO,
        }
    }

    /// The total clock alone, for work that says nothing in between.
    pub(super) fn of(total: Duration) -> Clocks {
        Clocks {
            idle: total,
            total,
            spent: Duration::ZERO,
        }
    }

    /// What was spent so far, in milliseconds.
    pub(super) fn millis(&self) -> u64 {
        u64::try_from(self.spent.as_millis()).unwrap_or(u64::MAX)
    }

    /// Work of this side (a file, an unpacking) or of the other, under the total clock alone.
    pub(super) async fn work<F: Future>(&mut self, work: F) -> Result<F::Output, FetchError> {
        let left = self.total.saturating_sub(self.spent);
        let start = Instant::now();
        let outcome = timeout(left, work).await;
        self.spent += start.elapsed();
        outcome.map_err(|_| timed_out(Clock::Total, self.total))
    }

    /// A piece of an answer: silence may last as long as the idle clock says.
    pub(super) async fn piece<F: Future>(&mut self, piece: F) -> Result<F::Output, FetchError> {
        let idle = self.idle;
        self.work(timeout(idle, piece))
            .await?
            .map_err(|_| timed_out(Clock::Idle, idle))
    }

    /// The head of an answer: silence counts from the moment a connection stands.
    pub(super) async fn head<F: Future>(
        &mut self,
        opening: &Opening,
        head: F,
    ) -> Result<F::Output, FetchError> {
        let idle = self.idle;
        let silence = async {
            opening.over().await;
            tokio::time::sleep(idle).await;
        };
        let either = async {
            tokio::select! {
                biased;
                answer = head => Ok(answer),
                () = silence => Err(timed_out(Clock::Idle, idle)),
            }
        };
        self.work(either).await?
    }
}

/// A clock that ran out, in whole seconds and at least one.
pub(super) fn timed_out(what: Clock, after: Duration) -> FetchError {
    FetchError::Timeout {
        what,
        seconds: after.as_secs().max(1),
    }
}
