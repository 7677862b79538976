//! Leases: who visits a feed has it alone, in this process and among all. A lease runs out by itself; one whose owner was
//! killed is ended at once, so that a crash keeps no feed waiting.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::store::{Lease, Store, StoreError};
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

/// Takes the lease on a feed, from a dead owner too, within the bound of its site: name and how many at once.
pub(super) fn take(
    store: &mut Store,
    feed: i64,
    owner: &str,
    until: UnixTime,
    site: Option<(&str, usize)>,
    now: UnixTime,
) -> Result<Lease, StoreError> {
    let answer = store.lease(feed, owner, until, site, now)?;
    if answer == Lease::Taken {
        return Ok(answer);
    }
    let mut ended = false;
    for (feed, other) in store.leases(feed, site.map(|(name, _)| name))? {
        if is_dead(&other) {
            store.end_lease(feed, &other)?;
            ended = true;
        }
    }
    match ended {
        true => store.lease(feed, owner, until, site, now),
        false => Ok(answer),
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
        let mut ask =
            |owner: &str, until, now| take(&mut store, feed, owner, until, None, now).unwrap();
        assert_eq!(ask(&one, 100, 0), Lease::Taken);
        assert_eq!(ask(&other, 100, 0), Lease::FeedBusy);
        assert_eq!(ask(&other, 300, 200), Lease::Taken, "it ran out");
        store.end_lease(feed, &other).unwrap();
        if boot().is_empty() {
            println!("skipped: this system does not tell its starts apart");
            return;
        }
        // No process has this number: they end well below.
        let dead = format!("{}/4194999999/0", boot());
        let mut ask =
            |owner: &str, until, now| take(&mut store, feed, owner, until, None, now).unwrap();
        assert_eq!(ask(&dead, 100, 0), Lease::Taken);
        assert_eq!(ask(&one, 100, 0), Lease::Taken);
    }

    #[test]
    fn all_processes_together_keep_to_a_sites_bound() {
        let mut store = Store::in_memory().unwrap();
        let list: Vec<Subscription> = (0..4)
            .map(|n| Subscription {
                url: format!("https://vigie.test/{n}"),
                ..Subscription::default()
            })
            .collect();
        store.set_subscriptions(&list, 0).unwrap();
        let feeds: Vec<i64> = store.feeds().unwrap().iter().map(|feed| feed.id).collect();
        let (one, other) = (owner(), owner());
        let site = Some(("vigie.test", 2));
        let mut ask = |feed: usize, owner: &str, site, now| {
            take(&mut store, feeds[feed], owner, now + 100, site, now).unwrap()
        };
        assert_eq!(ask(0, &one, site, 0), Lease::Taken);
        assert_eq!(ask(1, &other, site, 0), Lease::Taken);
        assert_eq!(ask(2, &one, site, 0), Lease::SiteBusy);
        assert_eq!(ask(2, &one, Some(("cable.test", 2)), 0), Lease::Taken);
        assert_eq!(ask(3, &one, site, 100), Lease::Taken, "they ran out");
        if !boot().is_empty() {
            store.end_lease(feeds[3], &one).unwrap();
            let dead = format!("{}/4194999999/0", boot());
            let mut ask = |feed: usize, owner: &str| {
                take(&mut store, feeds[feed], owner, 300, site, 200).unwrap()
            };
            assert_eq!([ask(0, &dead), ask(1, &dead)], [Lease::Taken; 2]);
            assert_eq!(ask(2, &one), Lease::Taken, "of the dead");
        }
    }
}
