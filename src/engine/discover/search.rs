//! The search itself, step by step. Each step asks at most one address; a site that refuses is asked no further.

use url::Url;

use super::further::{Further, Usual, follow};
use super::{Found, begins_as_page, body, found, is_feed, looks_like_page, of_this_address, visit};
use crate::feed::discover::{Candidate, Pointers, Typed, is_known, pointers, well_known};
use crate::fetch::{Accept, Answer, Body, Clock, FetchError, Visited};
use crate::net::Client;
use crate::text::mask;

/// A search under way.
pub(super) struct Search<'a> {
    client: &'a Client,
    /// What was typed.
    text: &'a str,
    /// Addresses asked after the one typed, as they may be shown.
    tried: Vec<String>,
}

/// A site that answers as many guesses with its home page answers all of them so.
const HOMES: usize = 2;

/// What a visit to a page came to.
pub(super) enum Step {
    /// The search is over.
    Done(Found),
    /// It was a page, and this is what it says.
    Page {
        url: Url,
        says: Box<Pointers>,
        /// Why it is no feed itself.
        unread: FetchError,
    },
}

impl<'a> Search<'a> {
    pub(super) fn new(client: &'a Client, text: &'a str) -> Search<'a> {
        Search {
            client,
            text,
            tried: Vec::new(),
        }
    }

    /// A search that goes on where announced feeds were none.
    pub(super) fn resumed(client: &'a Client, usual: &'a Usual) -> Search<'a> {
        Search {
            client,
            text: &usual.text,
            tried: usual.tried.clone(),
        }
    }

    /// From the address, and what the rules say of it, to what is found.
    pub(super) async fn run(
        mut self,
        typed: &Typed,
        ruled: Vec<Candidate>,
    ) -> Result<Found, FetchError> {
        if let Some(found) = self.by_rule(ruled).await? {
            return Ok(found);
        }
        let (url, visited) = self.open(typed).await;
        let (mut page, mut says) = match read(&url, visited)? {
            Step::Done(found) => return Ok(found),
            Step::Page { url, says, .. } => (url, says),
        };
        if let Some(found) = self.announced(&page, &mut says).await? {
            return Ok(found);
        }
        // One page further, and no more.
        if let Some(next) = says.elsewhere.take() {
            self.tried.push(shown(&next, &page));
            let visited = visit(self.client, next.as_str(), Accept::Page).await;
            match read(&next, visited) {
                Ok(Step::Done(found)) => return Ok(found),
                Ok(Step::Page {
                    url, says: more, ..
                }) => {
                    let guess = says.guess.take();
                    (page, says) = (url, more);
                    says.guess = says.guess.or(guess);
                    if let Some(found) = self.announced(&page, &mut says).await? {
                        return Ok(found);
                    }
                }
                Err(error) if of_this_address(&error) => {}
                Err(error) => return Err(error.at(next.as_str())),
            }
        }
        match says.guess.take() {
            // A profile's feed is there or it is nowhere: the host's other addresses are others'.
            Some(guess) => {
                let further = Further::default();
                let found = self.only(&page, guess, &further).await?;
                found.ok_or_else(|| self.nothing())
            }
            None => {
                let usual = self.further(&page, &mut says).usual;
                match &usual {
                    Some(usual) => self.usual(usual).await,
                    None => Err(self.nothing()),
                }
            }
        }
    }

    /// The first feed that a site's rules give, where it is there; the others are offered beside it.
    async fn by_rule(&mut self, ruled: Vec<Candidate>) -> Result<Option<Found>, FetchError> {
        let Some(first) = ruled.first().cloned() else {
            return Ok(None);
        };
        let visited = visit(self.client, &first.url, Accept::Feed).await;
        match is_feed(&visited) {
            Ok(()) if ruled.len() > 1 => Ok(Some(Found::Several {
                candidates: ruled,
                first: Some(Box::new(visited)),
                further: Further::default(),
            })),
            Ok(()) => Ok(Some(found(&first.url, visited))),
            Err(error) if of_this_address(&error) => {
                self.tried.push(mask::url(&first.url));
                Ok(None)
            }
            Err(error) => Err(error.at(&first.url)),
        }
    }

    /// Visits the address typed; over `http` where nobody said `https` and nothing speaks it there.
    async fn open(&mut self, typed: &Typed) -> (Url, Visited) {
        let url = typed.url.clone();
        let visited = visit(self.client, url.as_str(), Accept::Page).await;
        let mut plain = url.clone();
        if typed.scheme_left_out
            && url.scheme() == "https"
            && speaks_no_tls(&visited)
            && plain.set_scheme("http").is_ok()
        {
            let again = visit(self.client, plain.as_str(), Accept::Page).await;
            if again.http.is_some() {
                return (plain, again);
            }
        }
        (url, visited)
    }

    /// What a page announces: one feed is visited, several are offered. None where there is no feed.
    async fn announced(
        &mut self,
        page: &Url,
        says: &mut Pointers,
    ) -> Result<Option<Found>, FetchError> {
        let mut feeds = std::mem::take(&mut says.feeds);
        if feeds.is_empty() {
            return Ok(None);
        }
        let further = self.further(page, says);
        if feeds.len() == 1 {
            let found = self.only(page, feeds.remove(0), &further).await;
            says.others = further.usual.map(|usual| usual.others).unwrap_or_default();
            return found;
        }
        Ok(Some(Found::Several {
            candidates: feeds,
            first: None,
            further,
        }))
    }

    /// What is left to be done for a page whose feeds turn out to be none.
    fn further(&self, page: &Url, says: &mut Pointers) -> Further {
        Further {
            follow: true,
            usual: Some(Usual {
                text: self.text.to_owned(),
                page: page.clone(),
                others: std::mem::take(&mut says.others),
                tried: self.tried.clone(),
            }),
        }
    }

    /// Visits the one candidate there is. None where it is no feed and its page's site may be asked for another.
    async fn only(
        &mut self,
        page: &Url,
        candidate: Candidate,
        further: &Further,
    ) -> Result<Option<Found>, FetchError> {
        let url = Url::parse(&candidate.url).unwrap_or_else(|_| page.clone());
        self.tried.push(shown(&url, page));
        match follow(self.client, &candidate.url, further).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if further.excuses(&candidate.url, &error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The usual addresses; where they give nothing, what the page links to is all there is.
    pub(super) async fn usual(&mut self, usual: &Usual) -> Result<Found, FetchError> {
        let missing = match self.guesses(&usual.page).await {
            Ok(found) => return Ok(found),
            Err(error) => error,
        };
        match usual.others.as_slice() {
            [] => Err(missing),
            [other] => {
                let further = Further::default();
                let found = self.only(&usual.page, other.clone(), &further).await;
                // Another site's failure says nothing of this one's.
                found.ok().flatten().ok_or_else(|| match missing {
                    FetchError::NoFeedFound { .. } => self.nothing(),
                    refused => refused,
                })
            }
            others => Ok(Found::Several {
                candidates: others.to_vec(),
                first: None,
                further: Further::default(),
            }),
        }
    }

    /// The usual addresses, one after the other until one is a feed or the site has had enough.
    async fn guesses(&mut self, page: &Url) -> Result<Found, FetchError> {
        let usual = match is_known(page) {
            true => Vec::new(),
            false => well_known(page),
        };
        let mut homes = 0;
        for url in usual {
            let path = shown(&url, page);
            if self.tried.contains(&path) {
                continue;
            }
            self.tried.push(path);
            let visited = visit(self.client, url.as_str(), Accept::Feed).await;
            match is_feed(&visited) {
                Ok(()) => return Ok(found(url.as_str(), visited)),
                Err(error) if !of_this_address(&error) => return Err(error.at(url.as_str())),
                Err(_) if visited.retry_after.is_some() => break,
                Err(_) => homes += usize::from(came_home(page, &url, &visited)),
            }
            if homes == HOMES {
                break;
            }
        }
        Err(self.nothing())
    }

    fn nothing(&self) -> FetchError {
        FetchError::NoFeedFound {
            url: mask::url(self.text),
            tried: self.tried.clone(),
        }
    }
}

/// What came of a visit: a feed, what a page says, or why it is neither. The body is let go of.
pub(super) fn read(url: &Url, visited: Visited) -> Result<Step, FetchError> {
    let body = body(&visited)?;
    // A page that shows a feed in its text and announces its own means its own.
    let page = begins_as_page(body).then(|| page(url, body));
    if let Some(named) = page.as_ref().filter(|(_, says)| !says.feeds.is_empty()) {
        let (url, says) = named.clone();
        let unread = FetchError::NotAFeed {
            looks_like: "html".to_owned(),
        };
        return Ok(Step::Page { url, says, unread });
    }
    let unread = match is_feed(&visited) {
        Ok(()) => return Ok(Step::Done(found(url.as_str(), visited))),
        Err(error) => error,
    };
    let page = page.or_else(|| looks_like_page(body).then(|| self::page(url, body)));
    match page {
        Some((url, says)) => Ok(Step::Page { url, says, unread }),
        None => Err(unread),
    }
}

/// What a page says, and the address that answered with it.
fn page(url: &Url, body: &Body) -> (Url, Box<Pointers>) {
    let url = Url::parse(&body.url).unwrap_or_else(|_| url.clone());
    let says = pointers(&body.bytes, body.charset.as_deref(), &body.links, &url);
    (url, Box::new(says))
}

/// True for a guess that was answered with the page itself, or with the home page of its site, by a redirect.
fn came_home(page: &Url, asked: &Url, visited: &Visited) -> bool {
    let Ok(Answer::Body(body)) = &visited.answer else {
        return false;
    };
    Url::parse(&body.url).is_ok_and(|answered| {
        let home = answered.path() == "/" && answered.query().is_none();
        answered != *asked && (answered == *page || home)
    })
}

/// An address as it is told: its path where it is on the page's own host.
pub(super) fn shown(url: &Url, page: &Url) -> String {
    match url.origin() == page.origin() {
        true => mask::url(&url[url::Position::BeforePath..]),
        false => mask::url(url.as_str()),
    }
}

/// Nobody listens there, or what listens does not speak TLS. A bad certificate is no reason to do without one.
fn speaks_no_tls(visited: &Visited) -> bool {
    match &visited.answer {
        Err(FetchError::Connect { .. } | FetchError::Proxy { .. }) => true,
        Err(FetchError::Timeout { what, .. }) => *what == Clock::Connect,
        // A first record that is none, or a peer that hangs up on the greeting.
        Err(FetchError::Tls { reason, .. }) => {
            reason.contains("InvalidContentType") || reason.contains("handshake eof")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_short_and_masked() {
        let page = Url::parse("https://octet.test/blog/").unwrap();
        for (url, expected) in [
            ("https://octet.test/feed/", "/feed/"),
            ("https://octet.test/f?token=abc123", "/f?token=…"),
            ("https://flux.test/f", "https://flux.test/f"),
            ("http://octet.test/f", "http://octet.test/f"),
        ] {
            assert_eq!(shown(&Url::parse(url).unwrap(), &page), expected);
        }
    }
}
