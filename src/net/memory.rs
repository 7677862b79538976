//! A bound on the decoded bodies in flight, all together: a limit for each body alone is no limit, since as many
//! bodies as there are connections may reach it at once.
//!
//! A body takes a small share first and, where it turns out larger, the rest of its limit in one piece. The pool
//! holds a small share for every connection and one whole body at least, so that visits never wait for one another
//! in a circle. Who holds a finished body must not wait for another visit before letting it go.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Limits;

/// The unit of counting, in bytes.
const UNIT: u64 = 1024;

/// What every body takes at first, in bytes.
const SMALL: u64 = 512 * UNIT;

/// The pool of bytes that bodies in flight share. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Memory {
    pool: Arc<Semaphore>,
    whole: u32,
}

/// A body's part of the pool; given back when dropped.
#[derive(Debug, Default)]
pub struct Share {
    permit: Option<OwnedSemaphorePermit>,
}

impl Memory {
    /// A pool for these limits: `in_flight` bytes, or more where one body and the connections' first shares need it.
    pub fn new(limits: &Limits) -> Memory {
        let whole = units(limits.body);
        let small = units(SMALL) as usize;
        let least = whole as usize + limits.connections.saturating_mul(small);
        let size = (units(limits.in_flight) as usize).max(least);
        Memory {
            pool: Arc::new(Semaphore::new(size.min(Semaphore::MAX_PERMITS))),
            whole,
        }
    }

    /// Waits for a body's first share: enough for [`Share::fits`] up to 512 KiB, or the whole limit where it is less.
    pub async fn share(&self) -> Share {
        let mut share = Share::default();
        self.add(&mut share, units(SMALL).min(self.whole)).await;
        share
    }

    /// Makes room for one whole body; waits while others are as large.
    pub async fn grow(&self, share: &mut Share) {
        let missing = self.whole.saturating_sub(share.units());
        self.add(share, missing).await;
    }

    async fn add(&self, share: &mut Share, count: u32) {
        let more = Arc::clone(&self.pool)
            .acquire_many_owned(count)
            .await
            .expect("the pool is never closed");
        match &mut share.permit {
            Some(permit) => permit.merge(more),
            none => *none = Some(more),
        }
    }

    #[cfg(test)]
    fn free(&self) -> usize {
        self.pool.available_permits()
    }
}

impl Share {
    /// Whether a body of so many bytes fits.
    pub fn fits(&self, bytes: usize) -> bool {
        units(bytes as u64) <= self.units()
    }

    /// Gives back what a finished body of so many bytes does not need.
    pub fn shrink(&mut self, bytes: usize) {
        let surplus = self.units().saturating_sub(units(bytes as u64));
        if let Some(permit) = &mut self.permit {
            drop(permit.split(surplus as usize));
        }
    }

    fn units(&self) -> u32 {
        self.permit.as_ref().map_or(0, |permit| {
            u32::try_from(permit.num_permits()).unwrap_or(u32::MAX)
        })
    }
}

/// Bytes in units, rounded up, at least one.
fn units(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT).max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::tests::network;

    fn limits() -> Limits {
        Limits::from(&network())
    }

    fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
        use std::task::{Context, Poll, Waker};
        let mut future = Box::pin(future);
        match future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn a_share_grows_shrinks_and_goes_back() {
        let memory = Memory::new(&limits());
        let all = memory.free();
        let mut share = ready(memory.share()).unwrap();
        assert!(share.fits(512 * 1024) && !share.fits(512 * 1024 + 1));
        ready(memory.grow(&mut share)).unwrap();
        assert!(share.fits(20_000_000));
        share.shrink(3_000);
        assert_eq!(memory.free(), all - 3);
        drop(share);
        assert_eq!(memory.free(), all);
    }

    #[test]
    fn whole_bodies_wait_for_one_another_and_small_ones_leave_room_for_one() {
        let memory = Memory::new(&Limits {
            in_flight: 0,
            connections: 3,
            ..limits()
        });
        let mut first = ready(memory.share()).unwrap();
        let mut second = ready(memory.share()).unwrap();
        let _third = ready(memory.share()).unwrap();
        ready(memory.grow(&mut first)).unwrap();
        assert!(ready(memory.grow(&mut second)).is_none());
        drop(first);
        assert!(ready(memory.grow(&mut second)).is_some());
    }

    #[test]
    fn a_tiny_limit_is_a_tiny_share() {
        let memory = Memory::new(&Limits {
            body: 10,
            ..limits()
        });
        let share = ready(memory.share()).unwrap();
        assert!(share.fits(10) && !share.fits(2_000));
    }
}
