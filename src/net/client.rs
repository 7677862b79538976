//! The HTTP client: built once, after the first paint (reading the system's certificates costs tens of
//! milliseconds). rustls with ring; the platform's verifier, the bundled roots where it finds none; no cookies; no
//! redirects of its own; every encoding.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::HeaderValue;

use super::opening::WatchLayer;
use super::{Limits, Memory, Sites};
use crate::config::NetworkSettings;
use crate::text::mask;
use crate::text::messages::fetch::FetchError;

/// A kept connection nobody used for so long is closed: the next visit is an hour away.
const KEEP_ALIVE: Duration = Duration::from_secs(5);

/// More header lines than this are no answer (hyper's own 100 is too few for some content networks).
const MAX_HEADERS: usize = 400;

/// The client with its limits and the sites it deals with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    /// Opens a connection for each request and keeps none. Most sites have one feed, and a refresh of two thousand
    /// feeds must not hold two thousand sockets.
    pub http: reqwest::Client,
    /// What a visit may take.
    pub limits: Limits,
    /// Who is being visited, and who asked for a rest.
    pub sites: Sites,
    /// What the bodies in flight may take together.
    pub memory: Memory,
    settings: Arc<NetworkSettings>,
    keeping: Arc<OnceLock<reqwest::Client>>,
}

impl Client {
    /// Builds the client from `[network]`. Fails on a proxy that is no address, and where TLS cannot be set up.
    pub fn new(settings: &NetworkSettings) -> Result<Client, FetchError> {
        // Fails only where a provider is installed already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let limits = Limits::from(settings);
        Ok(Client {
            http: build(settings, 0)?,
            sites: Sites::new(limits.per_site, limits.connections),
            memory: Memory::new(&limits),
            limits,
            settings: Arc::new(settings.clone()),
            keeping: Arc::default(),
        })
    }

    /// A client that keeps its connections, for visits to one site that follow one another. Made at its first use.
    pub fn keeping(&self) -> &reqwest::Client {
        self.keeping.get_or_init(|| {
            build(&self.settings, self.limits.per_site).unwrap_or_else(|_| self.http.clone())
        })
    }
}

fn build(settings: &NetworkSettings, kept: usize) -> Result<reqwest::Client, FetchError> {
    match builder(settings, kept)?.build() {
        Ok(client) => Ok(client),
        Err(error) => {
            tracing::warn!(?error, "no system certificates, the bundled roots are used");
            let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS
                .iter()
                .filter_map(|root| reqwest::Certificate::from_der(root).ok());
            builder(settings, kept)?
                .tls_certs_only(roots)
                .build()
                .map_err(|error| FetchError::Setup {
                    reason: error.to_string(),
                })
        }
    }
}

fn builder(settings: &NetworkSettings, kept: usize) -> Result<reqwest::ClientBuilder, FetchError> {
    let agent = HeaderValue::from_str(&user_agent(settings)).unwrap_or_else(|_| {
        HeaderValue::from_static(concat!("Manchette/", env!("CARGO_PKG_VERSION")))
    });
    let builder = reqwest::Client::builder()
        .user_agent(agent)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .gzip(true)
        .brotli(true)
        .zstd(true)
        .deflate(true)
        .connect_timeout(Duration::from_secs(settings.connect_timeout))
        .pool_idle_timeout(KEEP_ALIVE)
        .pool_max_idle_per_host(kept)
        .http1_max_headers(MAX_HEADERS)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .connector_layer(WatchLayer);
    if settings.proxy.is_empty() {
        return Ok(builder);
    }
    let proxy = reqwest::Proxy::all(&settings.proxy).map_err(|_| FetchError::BadAddress {
        url: mask::url(&settings.proxy),
    })?;
    Ok(builder.proxy(proxy))
}

/// `Manchette/x.y (+page; contact)`: the page where the package names one, the contact where one is set; the user's
/// own name where given.
pub fn user_agent(settings: &NetworkSettings) -> String {
    if !settings.user_agent.is_empty() {
        return settings.user_agent.clone();
    }
    agent(env!("CARGO_PKG_HOMEPAGE"), &settings.contact)
}

fn agent(page: &str, contact: &str) -> String {
    let name = concat!(
        "Manchette/",
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR")
    );
    match (page, contact) {
        ("", "") => name.to_owned(),
        ("", contact) => format!("{name} ({contact})"),
        (page, "") => format!("{name} (+{page})"),
        (page, contact) => format!("{name} (+{page}; {contact})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::tests::network;

    #[test]
    fn the_users_own_agent_goes_before_ours() {
        let settings = |user_agent: &str, contact: &str| NetworkSettings {
            user_agent: user_agent.to_owned(),
            contact: contact.to_owned(),
            ..network()
        };
        assert_eq!(user_agent(&settings("Mien/1", "moi")), "Mien/1");
        assert!(user_agent(&settings("", "moi")).ends_with("moi)"));
        for odd in ["à\u{7f}", "a\nb"] {
            assert!(Client::new(&settings(odd, "")).is_ok(), "{odd:?}");
        }
    }

    #[test]
    fn a_proxy_that_is_no_address_is_said_without_its_password() {
        let settings = NetworkSettings {
            proxy: "http://moi:secret@:::".to_owned(),
            ..network()
        };
        let error = Client::new(&settings).unwrap_err();
        assert!(
            matches!(&error, FetchError::BadAddress { url } if !url.contains("secret")),
            "{error:?}"
        );
    }

    #[test]
    fn the_agent_names_itself_its_page_and_its_contact() {
        let name = agent("", "");
        assert!(
            name.starts_with("Manchette/") && name.matches('.').count() == 1,
            "{name}"
        );
        for (page, contact, rest) in [
            ("", "moi@exemple.test", " (moi@exemple.test)"),
            ("https://manchette.test/", "", " (+https://manchette.test/)"),
            (
                "https://manchette.test/",
                "moi",
                " (+https://manchette.test/; moi)",
            ),
        ] {
            assert_eq!(agent(page, contact), format!("{name}{rest}"));
        }
    }
}
