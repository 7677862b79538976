//! Sites that asked for a rest get it across restarts and among all processes: what the net learnt is kept in the
//! database, and recalled before anything is asked (NET.md, rule 4).

use url::Url;

use super::refresh::{Visitor, site_of};
use crate::net::Site;

impl Visitor {
    /// Sites that asked for a rest in an earlier run, or another process, still get it.
    pub async fn recall_rests(&self) {
        let now = self.clock.now();
        let known = self
            .writer()
            .call_async(move |store| Ok((store.feeds()?, store.rests(now)?)))
            .await;
        let (feeds, rests) = known.unwrap_or_default();
        for feed in feeds {
            if let (Some(until), Some(site)) = (feed.rest_until, site_of(&feed)) {
                self.client().sites.rest(&site, until);
            }
        }
        for (url, until) in rests {
            if let Some(site) = Url::parse(&url).ok().and_then(|url| Site::of(&url)) {
                self.client().sites.rest(&site, until);
            }
        }
    }

    /// Keeps which sites rest now, and until when.
    pub async fn remember_rests(&self) {
        let now = self.clock.now();
        let resting = self.client().sites.at_rest(now);
        if resting.is_empty() {
            return;
        }
        let kept = self.writer().call_async(move |store| {
            for (site, until) in resting {
                store.save_rest(&site.address(), until, now)?;
            }
            Ok(())
        });
        if let Err(error) = kept.await {
            tracing::warn!(%error, "a site's rest could not be kept");
        }
    }
}
