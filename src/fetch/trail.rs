//! The way from the address asked to the one that answers: redirects by hand, hop by hop (RFC 9110 §15.4). Only http
//! and https; never from https back to http; never in a circle; what belongs to an origin stays there.

use std::collections::HashSet;

use reqwest::header::HeaderValue;
use url::Url;

use super::FetchError;
use crate::text::{mask, sanitise};

/// Where a visit is, and how it came there.
#[derive(Debug)]
pub(super) struct Trail {
    start: Url,
    url: Url,
    seen: HashSet<String>,
    limit: usize,
    permanent: bool,
    at_home: bool,
}

impl Trail {
    /// A visit that begins at an `http` or `https` address and may be sent on `limit` times.
    pub(super) fn new(mut start: Url, limit: usize) -> Trail {
        start.set_fragment(None);
        Trail {
            url: start.clone(),
            seen: HashSet::from([start.as_str().to_owned()]),
            start,
            limit,
            permanent: true,
            at_home: true,
        }
    }

    /// The secrets were given for this address: where it is of another origin, or none of the net, they are not at home
    /// even at the start.
    pub(super) fn with_home(mut self, home: Option<&Url>) -> Trail {
        self.at_home = home.is_some_and(|home| same_home(home, &self.start));
        self
    }

    /// The address to ask now.
    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// Whether the visit never left the origin of the address asked: only then may its secrets be sent.
    pub(super) fn at_home(&self) -> bool {
        self.at_home
    }

    /// Goes where an answer sends on to. `permanent` is for 301 and 308 alone.
    pub(super) fn follow(
        &mut self,
        location: Option<&HeaderValue>,
        permanent: bool,
    ) -> Result<(), FetchError> {
        let location = location.map(HeaderValue::as_bytes).unwrap_or_default();
        let location = String::from_utf8_lossy(location);
        let refused = || FetchError::BadRedirect {
            location: mask::url(&sanitise::line(&location)),
        };
        if location.trim().is_empty() {
            return Err(refused());
        }
        let mut next = self.url.join(location.trim()).map_err(|_| refused())?;
        let may_go = match (self.url.scheme(), next.scheme()) {
            (_, "https") => true,
            (from, "http") => from == "http",
            _ => false,
        };
        if !may_go || !next.has_host() {
            return Err(refused());
        }
        next.set_fragment(None);
        self.at_home = self.at_home && same_home(&self.url, &next);
        if self.at_home && next.username().is_empty() && next.password().is_none() {
            keep_credentials(&self.url, &mut next);
        }
        let circle = !self.seen.insert(next.as_str().to_owned());
        if circle || self.seen.len() > self.limit + 1 {
            return Err(FetchError::Redirects { limit: self.limit });
        }
        self.permanent = self.permanent && permanent;
        self.url = next;
        Ok(())
    }

    /// Whether permanent redirects alone, or none, led here.
    pub(super) fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Where permanent redirects alone led.
    pub(super) fn moved_to(&self) -> Option<String> {
        (self.permanent && self.url != self.start).then(|| self.url.as_str().to_owned())
    }
}

/// One origin (scheme, host, port), or the same host's step from http to https, both on their usual ports: what belongs
/// to the one may be sent to the other.
pub fn same_home(from: &Url, to: &Url) -> bool {
    let usual = |url: &Url| url.port().is_none();
    let secured = from.scheme() == "http" && to.scheme() == "https" && usual(from) && usual(to);
    from.origin() == to.origin() || (secured && from.host() == to.host())
}

fn keep_credentials(from: &Url, to: &mut Url) {
    // Neither can fail: the address has a host.
    let _ = to.set_username(from.username());
    let _ = to.set_password(from.password());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(start: &str, hops: &[(&str, bool)]) -> Result<Trail, FetchError> {
        let mut trail = Trail::new(Url::parse(start).unwrap(), 10);
        for (location, permanent) in hops {
            let location = HeaderValue::from_bytes(location.as_bytes()).unwrap();
            trail.follow(Some(&location), *permanent)?;
        }
        Ok(trail)
    }

    #[test]
    fn only_permanent_hops_all_the_way_are_a_move() {
        let start = "http://a.test/flux";
        type Case<'a> = (&'a [(&'a str, bool)], Option<&'a str>);
        let cases: &[Case] = &[
            (&[], None),
            (&[("/nouveau", true)], Some("http://a.test/nouveau")),
            (&[("/nouveau", false)], None),
            (&[("/b", true), ("/c", true)], Some("http://a.test/c")),
            (&[("/b", true), ("/c", false)], None),
            (&[("/b", false), ("/c", true)], None),
            (
                &[("https://b.test/x#ancre", true)],
                Some("https://b.test/x"),
            ),
            (&[("//b.test/x", true)], Some("http://b.test/x")),
            (&[("?page=2", true)], Some("http://a.test/flux?page=2")),
        ];
        for (hops, expected) in cases {
            assert_eq!(
                walk(start, hops).unwrap().moved_to().as_deref(),
                *expected,
                "{hops:?}"
            );
        }
    }

    #[test]
    fn secrets_stay_at_home() {
        for (start, hops, at_home) in [
            ("http://a.test/", &["/b"][..], true),
            ("http://a.test/", &["https://a.test/"], true),
            ("http://a.test:8080/", &["https://a.test/"], false),
            ("http://a.test/", &["https://a.test:8443/"], false),
            ("http://a.test/", &["http://b.test/"], false),
            ("http://a.test/", &["http://www.a.test/"], false),
            (
                "http://a.test/",
                &["http://b.test/", "http://a.test/c"],
                false,
            ),
            ("http://a.test:81/", &["http://a.test:82/"], false),
        ] {
            let hops: Vec<_> = hops.iter().map(|hop| (*hop, false)).collect();
            assert_eq!(
                walk(start, &hops).unwrap().at_home(),
                at_home,
                "{start} {hops:?}"
            );
        }
    }

    #[test]
    fn secrets_of_another_address_are_not_at_home_at_all() {
        for (home, start, at_home) in [
            ("http://a.test/vieux", "http://a.test/flux", true),
            ("http://a.test/", "https://a.test/", true),
            ("https://a.test/", "http://a.test/", false),
            ("http://a.test/", "http://b.test/", false),
        ] {
            let home = Url::parse(home).unwrap();
            let trail = Trail::new(Url::parse(start).unwrap(), 10).with_home(Some(&home));
            assert_eq!(trail.at_home(), at_home, "{home} {start}");
        }
    }

    #[test]
    fn credentials_of_an_address_follow_it_home_and_nowhere_else() {
        let url = |hop: &str| {
            walk("http://moi:secret@a.test/", &[(hop, true)])
                .unwrap()
                .url()
                .to_string()
        };
        assert_eq!(url("/b"), "http://moi:secret@a.test/b");
        assert_eq!(url("http://a.test/b"), "http://moi:secret@a.test/b");
        assert_eq!(url("https://a.test/b"), "https://moi:secret@a.test/b");
        assert_eq!(url("http://b.test/"), "http://b.test/");
    }

    #[test]
    fn circles_and_long_ways_end() {
        let limit = Err(FetchError::Redirects { limit: 10 });
        assert_eq!(walk("http://a.test/", &[("/", true)]).map(|_| ()), limit);
        assert_eq!(
            walk("http://a.test/", &[("/b", true), ("/", true)]).map(|_| ()),
            limit
        );
        let names: Vec<String> = (0..11).map(|n| format!("/{n}")).collect();
        let hops: Vec<(&str, bool)> = names.iter().map(|name| (name.as_str(), true)).collect();
        assert!(walk("http://a.test/", &hops[..10]).is_ok());
        assert_eq!(walk("http://a.test/", &hops).map(|_| ()), limit);
    }

    #[test]
    fn what_may_not_be_followed_is_not() {
        for (start, location) in [
            ("https://a.test/", "http://a.test/"),
            ("http://a.test/", "file:///etc/passwd"),
            ("http://a.test/", "ftp://a.test/"),
            ("http://a.test/", "exec:rm"),
            ("http://a.test/", "javascript:alert(1)"),
            ("http://a.test/", "http://"),
            ("http://a.test/", "http://[::1"),
            ("http://a.test/", "http://a.test:99999/"),
        ] {
            let error = walk(start, &[(location, true)]).map(|_| ()).unwrap_err();
            assert!(
                matches!(error, FetchError::BadRedirect { .. }),
                "{location}: {error:?}"
            );
        }
        let mut trail = Trail::new(Url::parse("http://a.test/").unwrap(), 10);
        assert!(trail.follow(None, true).is_err());
    }
}
