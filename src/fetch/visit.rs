//! The visit itself.

mod programs;

use std::sync::Arc;
use std::time::Instant;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Response, StatusCode};
use url::Url;

use super::clocks::Clocks;
use super::trail::Trail;
use super::{
    Accept, Answer, Body, FetchError, Request, Validators, Visited, asked, body, credentials,
    faults, file, freshness, head, named_program, portal, rest,
};
use crate::config::program::is_program;
use crate::net::{Client, Opening, Permit, Site};
use crate::text::{UnixTime, mask, sanitise};

/// Visits an address once. Never fails as a call: what failed is in [`Visited::answer`].
///
/// Waits for the site's turn first; the clocks run only while something is asked of the other side. A site that sends a
/// `Retry-After` is put to rest in [`Client::sites`] whatever its answer (RFC 9110 §10.2.3), and one that answers 403, 429
/// or 503 without it too. Dropping the future ends the visit at once: its connection is closed, a program under way is
/// killed, its turn and its memory are given back.
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
        if is_program(&self.request.url) {
            let named = named_program(&self.request.url).filter(|_| self.request.programs);
            let named = named.ok_or_else(|| self.bad_address())?;
            return match named.url {
                None => self.print(&named.words).await,
                Some(url) => self.filter(url, &named).await,
            };
        }
        self.of(&self.request.url).await
    }

    /// What comes from an address that names no program.
    async fn of(&mut self, address: &str) -> Result<Answer, FetchError> {
        let url = Url::parse(address.trim()).map_err(|_| self.bad_address())?;
        match url.scheme() {
            "http" | "https" => self.ask_around(url).await,
            "file" => self.read_file(&url).await,
            _ => Err(self.bad_address()),
        }
    }

    /// Asks the address, and the next one where it is sent on.
    async fn ask_around(&mut self, url: Url) -> Result<Answer, FetchError> {
        let from = url.clone();
        let mut trail = Trail::new(url, self.client.limits.redirects);
        if let Some(home) = &self.request.home {
            trail = trail.with_home(asked(home).as_ref());
        }
        loop {
            let site = Site::of(trail.url()).ok_or_else(|| self.bad_address())?;
            let authorization = self.authorization(&trail, &site).await?;
            let permit = self.turn(&site).await?;
            let echoed = self.validators_for(trail.url());
            let mut headers = head::request(self.request, trail.at_home(), echoed);
            if let Some(value) = &authorization {
                headers.insert(AUTHORIZATION, value.clone());
            }
            let response = self.ask(&trail, headers, &permit).await?;
            self.learn(&site, &response);
            match response.status().as_u16() {
                status @ (301 | 302 | 303 | 307 | 308) => {
                    if let Some(until) = self.retry_after.filter(|_| !self.request.rested) {
                        let retry = Some(until);
                        return Err(FetchError::Status { status, retry });
                    }
                    let permanent = matches!(status, 301 | 308);
                    trail.follow(response.headers().get(LOCATION), permanent)?;
                }
                status @ (200 | 203) => {
                    let mut body = self.read_body(&trail, response, permit).await?;
                    // 203: somebody on the way changed it, so that it is not what the validators speak of.
                    body.validators = body.validators.filter(|_| status == 200);
                    body.portal = portal::is_portal(&body.bytes, &from, trail.url());
                    if body.portal {
                        self.fresh_for = None;
                    }
                    self.moved_to = trail.moved_to();
                    return Ok(Answer::Body(body));
                }
                304 if echoed.is_some() => {
                    if freshness::is_silent(response.headers()) {
                        self.fresh_for = self.request.fresh_for;
                    }
                    self.moved_to = trail.moved_to();
                    let brought = head::validators(response.headers(), trail.url().as_str());
                    return Ok(Answer::NotModified {
                        validators: brought
                            .filter(|new| echoed.is_some_and(|old| head::differ(new, old))),
                    });
                }
                // What a detour of today comes to says nothing of the address that was asked.
                410 if trail.is_permanent() => return Ok(Answer::Gone),
                status => {
                    if let (401, Some(credentials)) = (status, &self.request.credentials)
                        && authorization.is_some()
                    {
                        credentials::refused(self.client, credentials, self.now()).await;
                    }
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

    /// The user's name and password, at home alone; a site at rest needs none.
    async fn authorization(
        &self,
        trail: &Trail,
        site: &Site,
    ) -> Result<Option<HeaderValue>, FetchError> {
        let known = self.request.credentials.as_ref();
        match known.filter(|_| trail.at_home() && !head::brings_credentials(self.request)) {
            None => Ok(None),
            Some(known) => {
                self.awake(site)?;
                credentials::authorization(self.client, known, trail.url(), self.now()).await
            }
        }
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
        headers: HeaderMap,
        permit: &Permit,
    ) -> Result<Response, FetchError> {
        let proxy = self.request.proxy.as_deref();
        let client = self.client.http(proxy, permit.in_company())?;
        let (answer, reused) = self.send(&client, trail, headers.clone()).await?;
        let answer = match answer {
            Err(error) if reused && faults::broke_off(&error) => {
                let client = self.client.http(proxy, false)?;
                self.send(&client, trail, headers).await?.0
            }
            answer => answer,
        };
        let host = trail.url().host_str().unwrap_or_default();
        answer.map_err(|error| {
            let proxy = self.client.proxy_host(proxy);
            faults::no_answer(&error, host, proxy, &self.client.limits)
        })
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
        let of_the_site = !matches!(self.request.accept, Accept::Image | Accept::Article);
        let rest = rest::rest_of(status.as_u16(), self.request.refusals.saturating_add(1))
            .filter(|_| of_the_site || status != StatusCode::FORBIDDEN)
            .map(|rest| now.saturating_add(rest));
        // A redirect whose time has come is followed now.
        let followed = self.request.rested && status.is_redirection();
        if let Some(until) = self.retry_after.filter(|_| !followed).or(rest) {
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
            portal: false,
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
        let bytes = body::unpacked(&mut self.clocks, bytes, Vec::new(), limits.body).await?;
        self.bytes = bytes.len() as u64;
        if bytes.is_empty() {
            return Err(FetchError::Empty);
        }
        share.shrink(bytes.len());
        Ok(Answer::Body(Body {
            bytes,
            url: url.as_str().to_owned(),
            share,
            ..Body::default()
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
