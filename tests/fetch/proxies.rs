//! Proxies: the configuration's, a feed's own, the environment's, and none.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use super::reader::Reader;
use super::*;

fn by(proxy: &str, url: &str) -> Request {
    Request {
        proxy: Some(proxy.to_owned()),
        ..request(url)
    }
}

fn proxy() -> Server {
    Server::start(|_| Reply::status(200).body(feed()))
}

/// A client whose `[network] proxy` nobody answers at.
fn lost() -> Client {
    Client::new(&NetworkSettings {
        proxy: nobody_there(),
        ..settings()
    })
    .unwrap()
}

#[tokio::test]
async fn a_feeds_own_proxy_goes_before_and_none_is_none() {
    let (own, site) = (proxy(), proxy());
    let client = lost();
    let visited = visit(&client, &by(&own.url("/"), "http://le-cable.test/flux")).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    assert_eq!(own.asked()[0].target, "http://le-cable.test/flux");
    for none in ["", "none"] {
        let visited = visit(&client, &by(none, &site.url("/flux"))).await;
        assert_eq!(body(&visited).bytes, feed().as_bytes());
        assert_eq!(site.asked().last().unwrap().target, "/flux");
    }
    let visited = visit(&client, &request(&site.url("/flux"))).await;
    assert!(
        matches!(failure(&visited), FetchError::Proxy { proxy, .. } if proxy == "127.0.0.1"),
        "{visited:?}"
    );
    assert_eq!(failure(&visited).code(), Code::Connect);
    let visited = visit(&client, &by("http://", &site.url("/flux"))).await;
    assert!(
        matches!(failure(&visited), FetchError::BadAddress { .. }),
        "{visited:?}"
    );
}

#[tokio::test]
async fn a_proxy_that_asks_for_a_password_or_refuses_is_told_apart_from_the_site() {
    let asks = Server::start(|_| Reply::status(407));
    let visited = visit(&client(), &by(&asks.url("/"), "http://le-cable.test/")).await;
    assert!(matches!(
        failure(&visited),
        FetchError::Status { status: 407, .. }
    ));
    for status in [407, 403] {
        let refuses = Server::start(move |_| Reply::status(status).close());
        let visited = visit(&client(), &by(&refuses.url("/"), "https://le-cable.test/")).await;
        assert!(
            matches!(failure(&visited), FetchError::Proxy { reason, .. } if !reason.is_empty()),
            "{visited:?}"
        );
        assert_eq!(refuses.asked()[0].method, "CONNECT");
        assert_eq!(refuses.asked()[0].target, "le-cable.test:443");
    }
    let keyed = proxy();
    let address = keyed.url("/").replace("http://", "http://lea:secret@");
    let _ = visit(&client(), &by(&address, "http://le-cable.test/")).await;
    let sent = keyed.asked()[0].text("proxy-authorization");
    assert_eq!(sent.as_deref(), Some("Basic bGVhOnNlY3JldA=="));
}

/// Speaks SOCKS5 (RFC 1928) with one client, then answers as the site; gives back what was asked for.
fn socks() -> (u16, std::thread::JoinHandle<(String, String)>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut writer: TcpStream = stream;
        let mut take = |count: usize| {
            let mut bytes = vec![0; count];
            reader.read_exact(&mut bytes).unwrap();
            bytes
        };
        let methods = take(2)[1];
        take(methods.into());
        writer.write_all(&[5, 0]).unwrap();
        let kind = take(4)[3];
        assert_eq!(kind, 3, "a name, which the proxy is to resolve");
        let length = take(1)[0];
        let host = String::from_utf8(take(length.into())).unwrap();
        take(2);
        writer
            .write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80])
            .unwrap();
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let mut head = line.clone();
        while head.trim() != "" {
            head.clear();
            reader.read_line(&mut head).unwrap();
        }
        let text = feed();
        let length = text.len();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{text}");
        writer.write_all(answer.as_bytes()).unwrap();
        (host, line.trim().to_owned())
    });
    (port, serving)
}

#[tokio::test]
async fn socks_proxies_serve_too() {
    let (port, serving) = socks();
    let asked = by(
        &format!("socks5h://127.0.0.1:{port}"),
        "http://le-cable.test/flux",
    );
    let visited = visit(&client(), &asked).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    let (host, line) = serving.join().unwrap();
    assert_eq!(
        (host.as_str(), line.as_str()),
        ("le-cable.test", "GET /flux HTTP/1.1")
    );
}

#[test]
fn the_environments_proxies_are_gone_through() {
    let url = "http://le-cable.test/flux";
    let config = format!("[[feeds]]\nurl = \"{url}\"\n");
    for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
        let proxy = proxy();
        let told = Reader::new(&config).refresh(&[(name, &proxy.url(""))]);
        assert_eq!(told[0]["status"], "ok", "{name}: {told:?}");
        assert_eq!(proxy.asked()[0].target, url, "{name}");
    }
    for name in ["https_proxy", "HTTPS_PROXY"] {
        let proxy = Server::start(|_| Reply::status(403).close());
        let config = "[[feeds]]\nurl = \"https://le-cable.test/flux\"\n";
        let told = Reader::new(config).refresh(&[(name, &proxy.url(""))]);
        assert_eq!(told[0]["code"], "connect", "{name}: {told:?}");
        assert_eq!(proxy.asked()[0].target, "le-cable.test:443", "{name}");
    }
}

#[test]
fn what_no_proxy_names_is_visited_straight_away() {
    let (proxy, site) = (proxy(), proxy());
    let address = proxy.url("");
    let config = format!("[[feeds]]\nurl = \"{}\"\n", site.url("/flux"));
    let told = Reader::new(&config).refresh(&[("http_proxy", &address), ("NO_PROXY", "127.0.0.1")]);
    assert_eq!(told[0]["status"], "ok", "{told:?}");
    let told = Reader::new(&format!("{config}proxy = \"none\"\n"))
        .refresh(&[("http_proxy", &address), ("all_proxy", &address)]);
    assert_eq!(told[0]["status"], "ok", "{told:?}");
    let none = format!("[network]\nproxy = \"none\"\n{config}");
    let told = Reader::new(&none).refresh(&[("http_proxy", &address)]);
    assert_eq!(told[0]["status"], "ok", "{told:?}");
    assert_eq!((proxy.asked().len(), site.asked().len()), (0, 3));
}
