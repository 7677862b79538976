//! The visit itself.

use std::sync::Arc;
use std::time::Instant;

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Response, StatusCode};
use url::Url;

use super::clocks::Clocks;
use super::trail::Trail;
use super::{
    Accept, Answer, Body, FetchError, Request, Validators, Visited, body, faults, file, freshness,
    head,
};
use crate::net::{Client, Opening, Permit, Site};
use crate::text::{UnixTime, mask, sanitise};

/// A site that answers 429 or 503 without a `Retry-After` rests so long, in seconds.
const REST: i64 = 15 * 60;

/// A site that answers 403 rests so long, in seconds: it shuts somebody out, and asking again soon will not help.
const REST_FORBIDDEN: i64 = 60 * 60;

/// Visits an address once. Never fails as a call: what failed is in [`Visited::answer`].
///
/// Waits for the site's turn first; the clocks run only while something is asked of the other side. A site that
/// answers 403, 429 or 503 is put to rest in [`Client::sites`], by its `Retry-After` where it sends one. Dropping the
/// future ends the visit at once: its connection is closed, its turn and its memory are given back.
pub async fn visit(client: &Client, request: &Request) -> Visited {
    let mut visit = Visit {
        client,
        request,
        started: Instant::now(),
        clocks: Clocks::new(&client.limits),
        http: None,
        bytes: 0,
        retry_after: None,
        fresh_for: None,
        moved_to: None,
    };
    let answer = visit.answer().await;
    visit.report(answer)
}

/// A visit under way, with what it learnt so far.
struct Visit<'a> {
    client: &'a Client,
    request: &'a Request,
    started: Instant,
    clocks: Clocks,
    http: Option<u16>,
    bytes: u64,
    retry_after: Option<UnixTime>,
    fresh_for: Option<i64>,
    moved_to: Option<String>,
}

impl<'a> Visit<'a> {
    fn report(self, answer: Result<Answer, FetchError>) -> Visited {
        if let Err(error) = &answer {
            tracing::debug!(url = mask::url(&self.request.url), %error, "visit failed");
        }
        Visited {
            http: self.http,
            bytes: self.bytes,
            millis: self.clocks.millis(),
            retry_after: self.retry_after,
            fresh_for: self.fresh_for,
            moved_to: self.moved_to,
            answer,
        }
    }

    async fn answer(&mut self) -> Result<Answer, FetchError> {
        let url = Url::parse(self.request.url.trim()).map_err(|_| self.bad_address())?;
        match url.scheme() {
            "http" | "https" => self.ask_around(url).await,
            "file" => self.read_file(&url).await,
            _ => Err(self.bad_address()),
        }
    }

    /// Asks the address, and the next one where it is sent on.
    async fn ask_around(&mut self, url: Url) -> Result<Answer, FetchError> {
        let mut trail = Trail::new(url, self.client.limits.redirects);
        loop {
            let site = Site::of(trail.url()).ok_or_else(|| self.bad_address())?;
            let permit = self.turn(&site).await?;
            let echoed = self.validators_for(trail.url());
            let response = self.ask(&trail, echoed, &permit).await?;
            self.learn(&site, &response);
            match response.status().as_u16() {
                status @ (301 | 302 | 303 | 307 | 308) => {
                    let permanent = matches!(status, 301 | 308);
                    trail.follow(response.headers().get(LOCATION), permanent)?;
                }
                200 => {
                    let body = self.read_body(&trail, response, permit).await?;
                    self.moved_to = trail.moved_to();
                    return Ok(Answer::Body(body));
                }
                304 if echoed.is_some() => {
                    self.moved_to = trail.moved_to();
                    let brought = head::validators(response.headers(), trail.url().as_str());
                    return Ok(Answer::NotModified {
                        validators: brought
                            .filter(|new| echoed.is_some_and(|old| head::differ(new, old))),
                    });
                }
                410 => return Ok(Answer::Gone),
                status => {
                    return Err(FetchError::Status {
                        status,
                        retry: self.client.sites.resting(&site, self.now()),
                    });
                }
            }
        }
    }

    /// Waits for the site's turn. A site at rest is not asked, also where the rest began while its turn was waited for.
    async fn turn(&self, site: &Site) -> Result<Permit, FetchError> {
        self.awake(site)?;
        let permit = self.client.sites.admit(site).await;
        self.awake(site)?;
        Ok(permit)
    }

    fn awake(&self, site: &Site) -> Result<(), FetchError> {
        match self.client.sites.resting(site, self.now()) {
            None => Ok(()),
            Some(until) => Err(FetchError::Resting {
                site: site.name().to_owned(),
                until,
            }),
        }
    }

    /// The validators this very address sent.
    fn validators_for(&self, url: &Url) -> Option<&'a Validators> {
        let known = self.request.validators.as_ref()?;
        let any = known.etag.is_some() || known.last_modified.is_some();
        (any && known.url == url.as_str()).then_some(known)
    }

    /// One request. A second one, over a new connection, only where a kept one was closed before it answered
    /// (RFC 9112 §9.3.1).
    async fn ask(
        &mut self,
        trail: &Trail,
        echoed: Option<&Validators>,
        permit: &Permit,
    ) -> Result<Response, FetchError> {
        let headers = head::request(self.request, trail.at_home(), echoed);
        let client = if permit.in_company() {
            self.client.keeping()
        } else {
            &self.client.http
        };
        let (answer, reused) = self.send(client, trail, headers.clone()).await?;
        let answer = match answer {
            Err(error) if reused && faults::broke_off(&error) => {
                self.send(&self.client.http, trail, headers).await?.0
            }
            answer => answer,
        };
        let host = trail.url().host_str().unwrap_or_default();
        answer.map_err(|error| faults::no_answer(&error, host, &self.client.limits))
    }

    /// What came of sending a request, and whether it went over a kept connection.
    async fn send(
        &mut self,
        client: &reqwest::Client,
        trail: &Trail,
        headers: HeaderMap,
    ) -> Result<(reqwest::Result<Response>, bool), FetchError> {
        let opening = Arc::new(Opening::default());
        let sending = client.get(trail.url().clone()).headers(headers).send();
        let watched = Arc::clone(&opening).watch(sending);
        let answer = self.clocks.head(&opening, watched).await?;
        Ok((answer, !opening.started()))
    }

    /// Keeps what the head of an answer says about visits to come.
    fn learn(&mut self, site: &Site, response: &Response) {
        let now = self.now();
        let (status, headers) = (response.status(), response.headers());
        self.http = Some(status.as_u16());
        self.fresh_for = freshness::fresh_for(headers, now);
        self.retry_after = freshness::retry_after(headers, now);
        let rest = match status {
            StatusCode::FORBIDDEN
                if matches!(self.request.accept, Accept::Image | Accept::Article) =>
            {
                None
            }
            StatusCode::FORBIDDEN => Some(now.saturating_add(REST_FORBIDDEN)),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Some(now.saturating_add(REST))
            }
            _ => None,
        };
        let is_error = status.is_client_error() || status.is_server_error();
        if let Some(until) = self.retry_after.filter(|_| is_error).or(rest) {
            self.client.sites.rest(site, until);
        }
    }

    /// Reads the body while the site's turn is still held.
    async fn read_body(
        &mut self,
        trail: &Trail,
        response: Response,
        permit: Permit,
    ) -> Result<Body, FetchError> {
        let url = trail.url().as_str().to_owned();
        let (media_type, charset) = head::content_type(response.headers());
        let validators = head::validators(response.headers(), &url);
        let links = head::links(response.headers());
        let (bytes, share) =
            body::read(self.client, &mut self.clocks, response, &mut self.bytes).await?;
        drop(permit);
        Ok(Body {
            bytes,
            charset,
            media_type,
            url,
            links,
            validators,
            share,
        })
    }

    async fn read_file(&mut self, url: &Url) -> Result<Answer, FetchError> {
        let path = file::path(url).ok_or_else(|| self.bad_address())?;
        let mut share = self.client.memory.share().await;
        self.client.memory.grow(&mut share).await;
        let limits = &self.client.limits;
        let bytes = self.clocks.work(file::read(path, limits)).await??;
        let bytes = body::unpacked(&mut self.clocks, bytes, limits.body).await?;
        self.bytes = bytes.len() as u64;
        if bytes.is_empty() {
            return Err(FetchError::Empty);
        }
        share.shrink(bytes.len());
        Ok(Answer::Body(Body {
            bytes,
            charset: None,
            media_type: None,
            url: url.as_str().to_owned(),
            links: Vec::new(),
            validators: None,
            share,
        }))
    }

    /// The time by the request's clock, which ran on while the site's turn was waited for.
    fn now(&self) -> UnixTime {
        let since = i64::try_from(self.started.elapsed().as_secs()).unwrap_or(i64::MAX);
        self.request.now.saturating_add(since)
    }

    fn bad_address(&self) -> FetchError {
        FetchError::BadAddress {
            url: mask::url(&sanitise::line(&self.request.url)),
        }
    }
}
