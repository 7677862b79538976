//! A site is a registrable domain by the public suffix list, private suffixes counted; an IP address with its port is
//! a site of its own. At most so many requests at once to one site and in all; a site that asked for a rest gets it.

use url::Url;

use crate::text::UnixTime;

/// A site's name: `exemple.fr`, `127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site(String);

impl Site {
    /// The site an address belongs to; none for addresses without a host.
    pub fn of(url: &Url) -> Option<Site> {
        let _ = url;
        unimplemented!()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// Shared by all visits: who is being asked, who asked for a rest. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sites {}

/// The right to send one request to one site; given back when dropped.
#[derive(Debug)]
pub struct Permit {}

impl Sites {
    /// Bounds: `per_site` at once to a site, `connections` in all.
    pub fn new(per_site: usize, connections: usize) -> Sites {
        let _ = (per_site, connections);
        unimplemented!()
    }

    /// Waits for the right to ask this site. The site's own turn is waited for before a place among all, so that one
    /// slow site holds up no other.
    pub async fn admit(&self, site: &Site) -> Permit {
        let _ = site;
        unimplemented!()
    }

    /// The site asked for a rest until then; a later moment that is known already stays.
    pub fn rest(&self, site: &Site, until: UnixTime) {
        let _ = (site, until);
        unimplemented!()
    }

    /// Until when the site rests, if it does at `now`.
    pub fn resting(&self, site: &Site, now: UnixTime) -> Option<UnixTime> {
        let _ = (site, now);
        unimplemented!()
    }
}
