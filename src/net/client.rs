//! The HTTP client: built once, after the first paint (reading the system's certificates costs tens of
//! milliseconds). rustls with ring; the platform's verifier, the bundled roots where it finds none; no cookies; no
//! redirects of its own. Built again for a feed with a proxy of its own, and kept by it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;

use super::opening::WatchLayer;
use super::{Limits, Memory, Passwords, Sites};
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
    /// What a visit may take.
    pub limits: Limits,
    /// Who is being visited, and who asked for a rest.
    pub sites: Sites,
    /// What the bodies in flight may take together.
    pub memory: Memory,
    /// What programs printed for those who ask for a password.
    pub passwords: Passwords,
    settings: Arc<NetworkSettings>,
    built: Arc<Mutex<HashMap<Way, reqwest::Client>>>,
}

/// How a request travels.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Way {
    /// The feed's own proxy.
    proxy: Option<String>,
    /// Whether the connection is kept.
    keeping: bool,
}

/// The word for no proxy at all.
const NO_PROXY: &str = "none";

impl Client {
    /// Builds the client from `[network]`. Fails on a proxy that is no address, and where TLS cannot be set up.
    pub fn new(settings: &NetworkSettings) -> Result<Client, FetchError> {
        // Fails only where a provider is installed already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let limits = Limits::from(settings);
        let usual = Way::default();
        let first = build(settings, &usual)?;
        Ok(Client {
            sites: Sites::new(limits.per_site, limits.connections),
            memory: Memory::new(&limits),
            limits,
            passwords: Passwords::default(),
            settings: Arc::new(settings.clone()),
            built: Arc::new(Mutex::new(HashMap::from([(usual, first)]))),
        })
    }

    /// The client for a request. With `keeping` it keeps its connections, for visits to one site that follow one
    /// another; without, it opens one for each request and keeps none: most sites have one feed, and a refresh of two
    /// thousand feeds must not hold two thousand sockets. `proxy` is the feed's own, in place of `[network]`'s; empty or
    /// `"none"` is none. Made at its first use; fails on a proxy that is no address.
    pub fn http(&self, proxy: Option<&str>, keeping: bool) -> Result<reqwest::Client, FetchError> {
        let proxy = proxy.map(|proxy| match proxy {
            "" => NO_PROXY.to_owned(),
            proxy => proxy.to_owned(),
        });
        let way = Way { proxy, keeping };
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = built.get(&way) {
            return Ok(known.clone());
        }
        let client = build(&self.settings, &way)?;
        built.insert(way, client.clone());
        Ok(client)
    }

    /// The host of the proxy that a visit with this setting goes through, where the configuration names one.
    pub fn proxy_host(&self, proxy: Option<&str>) -> Option<String> {
        let named = proxy.unwrap_or(&self.settings.proxy);
        let url = url::Url::parse(named).ok()?;
        url.host_str().map(str::to_owned)
    }
}

fn build(settings: &NetworkSettings, way: &Way) -> Result<reqwest::Client, FetchError> {
    match builder(settings, way)?.build() {
        Ok(client) => Ok(client),
        Err(error) => {
            tracing::warn!(?error, "no system certificates, the bundled roots are used");
            let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS
                .iter()
                .filter_map(|root| reqwest::Certificate::from_der(root).ok());
            builder(settings, way)?
                .tls_certs_only(roots)
                .build()
                .map_err(|error| FetchError::Setup {
                    reason: error.to_string(),
                })
        }
    }
}

fn builder(settings: &NetworkSettings, way: &Way) -> Result<reqwest::ClientBuilder, FetchError> {
    let kept = match way.keeping {
        true => settings.per_site,
        false => 0,
    };
    let agent = HeaderValue::from_str(&user_agent(settings)).unwrap_or_else(|_| {
        HeaderValue::from_static(concat!("Manchette/", env!("CARGO_PKG_VERSION")))
    });
    let builder = reqwest::Client::builder()
        .user_agent(agent)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .brotli(true)
        .zstd(true)
        .connect_timeout(Duration::from_secs(settings.connect_timeout))
        .pool_idle_timeout(KEEP_ALIVE)
        .pool_max_idle_per_host(kept)
        .http1_max_headers(MAX_HEADERS)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .connector_layer(WatchLayer);
    match way.proxy.as_ref().unwrap_or(&settings.proxy).as_str() {
        "" => Ok(builder),
        NO_PROXY => Ok(builder.no_proxy()),
        proxy => match reqwest::Proxy::all(proxy) {
            Ok(proxy) => Ok(builder.proxy(proxy)),
            Err(_) => Err(FetchError::BadAddress {
                url: mask::url(proxy),
            }),
        },
    }
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

    /// Knows every name, by an address of each family.
    struct Both;

    impl reqwest::dns::Resolve for Both {
        fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
            let dead = (std::net::Ipv6Addr::LOCALHOST, 0).into();
            let alive = (std::net::Ipv4Addr::LOCALHOST, 0).into();
            let addresses: reqwest::dns::Addrs = Box::new([dead, alive].into_iter());
            Box::pin(async { Ok(addresses) })
        }
    }

    #[tokio::test]
    async fn a_name_whose_first_address_is_dead_is_reached_by_the_other() {
        use std::io::{Read, Write};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4_096]).unwrap();
            let answer = b"HTTP/1.1 204 Rien\r\nConnection: close\r\n\r\n";
            stream.write_all(answer).unwrap();
        });
        let way = Way {
            proxy: Some(NO_PROXY.to_owned()),
            keeping: false,
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = builder(&network(), &way)
            .unwrap()
            .tls_certs_only([])
            .dns_resolver(Arc::new(Both))
            .build()
            .unwrap();
        let url = format!("http://le-cable.test:{port}/");
        let answer = client.get(url).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 204);
        serving.join().unwrap();
    }
}
