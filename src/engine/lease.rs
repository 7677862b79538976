//! Leases: who visits a feed has it alone, in this process and among all. A lease runs out by itself; one whose owner was
//! killed is ended at once, so that a crash keeps no feed waiting.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::store::{Store, StoreError};
use crate::text::UnixTime;

/// What tells this start of this machine from all others; empty where the system does not say (then leases of the dead
/// run out by themselves).
fn boot() -> String {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    id.trim().to_owned()
}

/// A name that no other visitor has: `boot/process/number`.
pub(super) fn owner() -> String {
    static VISITORS: AtomicUsize = AtomicUsize::new(0);
    let number = VISITORS.fetch_add(1, Ordering::Relaxed);
    format!("{}/{}/{number}", boot(), std::process::id())
}

/// Takes the lease on a feed, from a dead owner too; false while a living one has it.
pub(super) fn take(
    store: &mut Store,
    feed: i64,
    owner: &str,
    until: UnixTime,
    now: UnixTime,
) -> Result<bool, StoreError> {
    if store.lease(feed, owner, until, now)? {
        return Ok(true);
    }
    match store.lease_owner(feed)? {
        Some(other) if is_dead(&other) => {
            store.end_lease(feed, &other)?;
            store.lease(feed, owner, until, now)
        }
        _ => Ok(false),
    }
}

/// True where an owner was a process of this start of this machine and is no more.
fn is_dead(owner: &str) -> bool {
    let mut parts = owner.split('/');
    let (Some(boot_id), Some(process)) = (parts.next(), parts.next()) else {
        return false;
    };
    !boot_id.is_empty() && boot_id == boot() && !Path::new("/proc").join(process).exists()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Subscription;

    #[test]
    fn the_living_keep_their_lease_and_the_dead_do_not() {
        let mut store = Store::in_memory().unwrap();
        let list = [Subscription {
            url: "https://vigie.test/flux".into(),
            ..Subscription::default()
        }];
        store.set_subscriptions(&list, 0).unwrap();
        let feed = store.feeds().unwrap()[0].id;
        let (one, other) = (owner(), owner());
        assert!(take(&mut store, feed, &one, 100, 0).unwrap());
        assert!(!take(&mut store, feed, &other, 100, 0).unwrap());
        assert!(
            take(&mut store, feed, &other, 300, 200).unwrap(),
            "it ran out"
        );
        store.end_lease(feed, &other).unwrap();
        if boot().is_empty() {
            println!("skipped: this system does not tell its starts apart");
            return;
        }
        // No process has this number: they end well below.
        let dead = format!("{}/4194999999/0", boot());
        assert!(take(&mut store, feed, &dead, 100, 0).unwrap());
        assert!(take(&mut store, feed, &one, 100, 0).unwrap());
    }
}
