//! Certificates and what is spoken behind them, with an authority of the tests' own: the reader trusts it by
//! `SSL_CERT_FILE`. Its key is thrown away; the site's opens nothing but these tests.

use std::convert::Infallible;
use std::path::Path;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use support::server::tls_config_of;

use super::reader::Reader;
use super::*;

const KEY: &[u8] = include_bytes!("tls/site.key");

fn authority() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fetch/tls/ca.pem");
    path.display().to_string()
}

fn config(url: &str) -> String {
    format!("[[feeds]]\nurl = \"{url}\"\n")
}

#[test]
fn a_certificate_that_is_bad_is_told_by_what_is_bad() {
    let pem: [(&[u8], &str); 4] = [
        (include_bytes!("tls/perime.pem"), "son certificat a expiré"),
        (
            include_bytes!("tls/futur.pem"),
            "son certificat n’est pas encore valable",
        ),
        (
            include_bytes!("tls/autre.pem"),
            "son certificat est celui d’un autre nom",
        ),
        (include_bytes!("tls/seul.pem"), "son certificat"),
    ];
    for (certificate, why) in pem {
        let tls = Arc::new(tls_config_of(certificate, KEY));
        let site = Server::tls_by(tls, |_| Reply::status(200).body(feed()));
        let told = Reader::new(&config(&site.url("/"))).refresh(&[("SSL_CERT_FILE", &authority())]);
        assert_eq!(told[0]["code"], "tls", "{told:?}");
        let said = told[0]["error"].as_str().unwrap();
        assert!(said.contains(why), "{said}");
        assert!(said.contains("Nouvel essai plus tard"), "{said}");
        assert!(
            site.asked().is_empty(),
            "nothing is asked of a site that is not the one"
        );
    }
    let tls = Arc::new(tls_config_of(include_bytes!("tls/bon.pem"), KEY));
    let site = Server::tls_by(tls, |_| Reply::status(200).body(feed()));
    let reader = Reader::new(&config(&site.url("/")));
    let told = reader.refresh(&[("SSL_CERT_FILE", &authority())]);
    assert_eq!(told[0]["status"], "ok", "{told:?}");
    let stranger = Reader::new(&config(&site.url("/"))).refresh(&[]);
    let said = stranger[0]["error"].as_str().unwrap();
    assert!(
        said.contains("signé par personne que ce système connaisse"),
        "{said}"
    );
}

/// A site that speaks HTTP/2 alone; tells the version of each request.
async fn second_site() -> (String, tokio::sync::mpsc::UnboundedReceiver<hyper::Version>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/flux", listener.local_addr().unwrap());
    let mut tls = tls_config_of(include_bytes!("tls/bon.pem"), KEY);
    tls.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(tls));
    let (seen, versions) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, seen) = (acceptor.clone(), seen.clone());
            tokio::spawn(async move {
                let stream = acceptor.accept(stream).await.unwrap();
                let service = service_fn(move |asked: hyper::Request<hyper::body::Incoming>| {
                    let _ = seen.send(asked.version());
                    async { Ok::<_, Infallible>(hyper::Response::new(feed())) }
                });
                let _ = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    (url, versions)
}

#[tokio::test]
async fn http_2_is_spoken_where_it_is_offered() {
    let (url, mut versions) = second_site().await;
    let told = tokio::task::spawn_blocking(move || {
        Reader::new(&config(&url)).refresh(&[("SSL_CERT_FILE", &authority())])
    })
    .await
    .unwrap();
    assert_eq!(told[0]["status"], "ok", "{told:?}");
    assert_eq!(versions.recv().await, Some(hyper::Version::HTTP_2));
    assert!(versions.try_recv().is_err(), "one request a visit");
}
