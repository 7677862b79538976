//! A site is a registrable domain by the public suffix list, private suffixes counted; an IP address with its port is
//! a site of its own. At most so many requests at once to one site and in all, and with a pause between those that
//! follow one another; a site that asked for a rest gets it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use url::{Host, Url};

use crate::text::UnixTime;

/// Requests to one site begin at least so far apart, once [`BURST`] of them went at once: a hundred feeds of one site
/// are asked for in ten seconds, not in one.
const PAUSE: Duration = Duration::from_millis(100);

/// So many requests may begin without a pause: a page and its feed, a redirect, a few pictures.
const BURST: u32 = 4;

/// When more sites than these have a pace, those that are over it are forgotten.
const PACES: usize = 256;

/// A site's name: `exemple.fr`, `127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site(String);

impl Site {
    /// The site an address belongs to; none for addresses without a host. `localhost` and names under it count their
    /// port, as IP addresses do (RFC 6761 §6.3: they are this machine).
    pub fn of(url: &Url) -> Option<Site> {
        let name = match url.host()? {
            Host::Domain(host) => {
                let host = host.trim_end_matches('.');
                if host == "localhost" || host.ends_with(".localhost") {
                    with_port(host, url)
                } else {
                    psl::domain_str(host).unwrap_or(host).to_owned()
                }
            }
            Host::Ipv4(address) => with_port(&address.to_string(), url),
            Host::Ipv6(address) => with_port(&format!("[{address}]"), url),
        };
        (!name.is_empty()).then_some(Site(name))
    }

    /// An address of it, which [`Site::of`] turns into it again.
    pub fn address(&self) -> String {
        format!("http://{}/", self.0)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

fn with_port(host: &str, url: &Url) -> String {
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Shared by all visits: who is being asked, who asked for a rest. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sites {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    per_site: usize,
    all: Arc<Semaphore>,
    /// Sites that are being asked or waited for; the others have no entry.
    turns: Mutex<HashMap<Site, Turns>>,
    rests: Mutex<HashMap<Site, UnixTime>>,
    /// When each site's requests so far would be over, were they [`PAUSE`] apart.
    paces: Mutex<HashMap<Site, Instant>>,
}

/// A site's turns while it is asked or waited for.
#[derive(Debug)]
struct Turns {
    free: Arc<Semaphore>,
    /// Whether more than one visit asked for a turn since the first of them.
    shared: bool,
}

/// The right to send one request to one site; given back when dropped.
#[derive(Debug)]
pub struct Permit {
    // The order matters: the turn is given back before the entry is looked at.
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
    leave: Leave,
}

/// A place among all that are being visited; given back when dropped.
#[derive(Debug)]
pub struct Place {
    _place: OwnedSemaphorePermit,
}

/// Takes a site's entry away once nobody asks it and nobody waits for it.
#[derive(Debug)]
struct Leave {
    shared: Arc<Shared>,
    site: Site,
}

impl Drop for Leave {
    fn drop(&mut self) {
        let mut turns = lock(&self.shared.turns);
        let idle = turns
            .get(&self.site)
            .is_some_and(|known| Arc::strong_count(&known.free) == 1);
        if idle {
            turns.remove(&self.site);
        }
    }
}

impl Permit {
    /// Whether other visits to the same site are under way or waiting: then a kept connection serves them too.
    pub fn in_company(&self) -> bool {
        lock(&self.leave.shared.turns)
            .get(&self.leave.site)
            .is_some_and(|known| known.shared)
    }
}

impl Sites {
    /// Bounds: `per_site` at once to a site, `connections` in all; each at least one.
    pub fn new(per_site: usize, connections: usize) -> Sites {
        let bound = |n: usize| n.clamp(1, Semaphore::MAX_PERMITS);
        Sites {
            shared: Arc::new(Shared {
                per_site: bound(per_site),
                all: Arc::new(Semaphore::new(bound(connections))),
                turns: Mutex::default(),
                rests: Mutex::default(),
                paces: Mutex::default(),
            }),
        }
    }

    /// Waits for the right to ask this site, and for its pace. The site's own turn is waited for before a place among
    /// all, so that one slow site holds up no other.
    pub async fn admit(&self, site: &Site) -> Permit {
        let leave = Leave {
            shared: Arc::clone(&self.shared),
            site: site.clone(),
        };
        let turn = self.turn_of(site);
        let turn = turn
            .acquire_owned()
            .await
            .expect("a site's turns are never closed");
        let now = Instant::now();
        let start = self.start(site, now);
        // Even a sleep of nothing takes a tick of the timer.
        if start > now {
            tokio::time::sleep_until(start).await;
        }
        let place = Arc::clone(&self.shared.all)
            .acquire_owned()
            .await
            .expect("the places are never closed");
        Permit {
            _place: place,
            _turn: turn,
            leave,
        }
    }

    /// When the next request to a site may begin; it counts as begun then (the generic cell rate algorithm, ITU-T
    /// I.371).
    fn start(&self, site: &Site, now: Instant) -> Instant {
        let mut paces = lock(&self.shared.paces);
        if paces.len() >= PACES {
            paces.retain(|_, over| *over > now);
        }
        let over = paces.entry(site.clone()).or_insert(now);
        *over = (*over).max(now) + PAUSE;
        (*over - PAUSE * BURST).max(now)
    }

    /// Waits for a place among all, for what belongs to no site: a program.
    pub async fn place(&self) -> Place {
        let place = Arc::clone(&self.shared.all).acquire_owned().await;
        Place {
            _place: place.expect("the places are never closed"),
        }
    }

    fn turn_of(&self, site: &Site) -> Arc<Semaphore> {
        let mut turns = lock(&self.shared.turns);
        if let Some(known) = turns.get_mut(site) {
            known.shared = true;
            return Arc::clone(&known.free);
        }
        let free = Arc::new(Semaphore::new(self.shared.per_site));
        let first = Turns {
            free: Arc::clone(&free),
            shared: false,
        };
        turns.insert(site.clone(), first);
        free
    }

    /// The site asked for a rest until then; a later moment that is known already stays.
    pub fn rest(&self, site: &Site, until: UnixTime) {
        let mut rests = lock(&self.shared.rests);
        let known = rests.entry(site.clone()).or_insert(until);
        *known = (*known).max(until);
    }

    /// Until when the site rests, if it does at `now`.
    pub fn resting(&self, site: &Site, now: UnixTime) -> Option<UnixTime> {
        let mut rests = lock(&self.shared.rests);
        let until = *rests.get(site)?;
        if until > now {
            return Some(until);
        }
        rests.remove(site);
        None
    }

    /// The sites that rest at `now`, and until when.
    pub fn at_rest(&self, now: UnixTime) -> Vec<(Site, UnixTime)> {
        let rests = lock(&self.shared.rests);
        let resting = rests.iter().filter(|(_, until)| **until > now);
        resting
            .map(|(site, until)| (site.clone(), *until))
            .collect()
    }

    #[cfg(test)]
    fn entries(&self) -> usize {
        lock(&self.shared.turns).len()
    }
}

/// No code panics while it holds these locks, and the maps would be whole even so.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> Option<String> {
        Site::of(&Url::parse(url).unwrap()).map(|site| site.name().to_owned())
    }

    #[test]
    fn a_site_is_a_registrable_domain_or_an_address_with_its_port() {
        for (url, expected) in [
            ("https://exemple.fr/flux", "exemple.fr"),
            ("https://a.exemple.fr/", "exemple.fr"),
            ("https://B.a.Exemple.FR:8443/", "exemple.fr"),
            ("http://exemple.fr./", "exemple.fr"),
            ("https://www.exemple.co.uk/", "exemple.co.uk"),
            ("https://moi.github.io/flux", "moi.github.io"),
            ("https://toi.github.io/flux", "toi.github.io"),
            ("https://www.cafe.asso.fr/", "cafe.asso.fr"),
            ("https://asso.fr/", "asso.fr"),
            ("https://le-cable.test/", "le-cable.test"),
            ("https://flux.le-cable.test/", "le-cable.test"),
            ("https://élysée.fr/", "xn--lyse-9oad.fr"),
            ("http://nas/", "nas"),
            ("http://localhost/", "localhost:80"),
            ("http://localhost:8080/", "localhost:8080"),
            ("http://a.localhost:8080/", "a.localhost:8080"),
            ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
            ("https://127.0.0.1/", "127.0.0.1:443"),
            ("http://127.1:99/", "127.0.0.1:99"),
            ("http://[::1]:8080/", "[::1]:8080"),
        ] {
            assert_eq!(site(url).as_deref(), Some(expected), "{url}");
            let again = Site::of(&Url::parse(url).unwrap()).unwrap().address();
            assert_eq!(site(&again).as_deref(), Some(expected), "{again}");
        }
        assert_eq!(site("file:///tmp/flux.xml"), None);
        assert_eq!(site("data:text/plain,x"), None);
    }

    #[test]
    fn a_rest_lasts_until_its_end_and_never_gets_shorter() {
        let sites = Sites::new(2, 32);
        let site = Site("exemple.fr".to_owned());
        assert_eq!(sites.resting(&site, 100), None);
        sites.rest(&site, 500);
        sites.rest(&site, 300);
        assert_eq!(sites.resting(&site, 100), Some(500));
        assert_eq!(sites.resting(&site, 499), Some(500));
        assert_eq!(sites.at_rest(499), [(site.clone(), 500)]);
        assert_eq!(sites.at_rest(500), []);
        assert_eq!(sites.resting(&site, 500), None);
        assert_eq!(sites.resting(&site, 100), None, "over is over");
    }

    #[tokio::test]
    async fn a_site_gets_its_turns_and_no_more() {
        let sites = Sites::new(2, 32);
        let site = Site("exemple.fr".to_owned());
        let first = sites.admit(&site).await;
        assert!(!first.in_company());
        let second = sites.admit(&site).await;
        assert!(first.in_company() && second.in_company());
        let mut third = Box::pin(sites.admit(&site));
        assert!(futures_ready(&mut third).await.is_none());
        drop(first);
        let third = third.await;
        assert_eq!(sites.entries(), 1);
        drop(second);
        assert!(
            third.in_company(),
            "the last one finds the connections of the others"
        );
        drop(third);
        assert_eq!(sites.entries(), 0, "an idle site leaves no entry");
    }

    #[tokio::test]
    async fn a_slow_site_holds_up_no_other() {
        let sites = Sites::new(1, 2);
        let (slow, quick) = (Site("lent.test".to_owned()), Site("vif.test".to_owned()));
        let _held = sites.admit(&slow).await;
        let mut waiting = Box::pin(sites.admit(&slow));
        assert!(futures_ready(&mut waiting).await.is_none());
        let mut other = Box::pin(sites.admit(&quick));
        assert!(futures_ready(&mut other).await.is_some());
    }

    #[test]
    fn requests_to_one_site_are_spaced_after_the_first_few() {
        let sites = Sites::new(2, 32);
        let (one, other) = (Site("un.test".to_owned()), Site("deux.test".to_owned()));
        let now = Instant::now();
        let waits = |site: &Site, at: Instant, count: usize| -> Vec<u128> {
            (0..count)
                .map(|_| (sites.start(site, at) - at).as_millis())
                .collect()
        };
        assert_eq!(waits(&one, now, 6), [0, 0, 0, 0, 100, 200]);
        assert_eq!(waits(&other, now, 1), [0]);
        let later = now + PAUSE * 6;
        assert_eq!(waits(&one, later, 5), [0, 0, 0, 0, 100], "after a while");
    }

    #[tokio::test]
    async fn who_stops_waiting_leaves_nothing_behind() {
        let sites = Sites::new(1, 1);
        let (one, two) = (Site("un.test".to_owned()), Site("deux.test".to_owned()));
        let held = sites.admit(&one).await;
        let mut waiting = Box::pin(sites.admit(&two));
        assert!(futures_ready(&mut waiting).await.is_none());
        assert_eq!(sites.entries(), 2);
        drop(waiting);
        assert_eq!(sites.entries(), 1);
        drop(held);
        assert_eq!(sites.entries(), 0);
    }

    /// One poll: the value if it is there at once.
    async fn futures_ready<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|context| {
            std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
                std::task::Poll::Ready(value) => Some(value),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }
}
