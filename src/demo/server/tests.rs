use std::io::{Read, Write};

use super::*;

const NOW: UnixTime = 1_795_500_000;

/// The head and the body of the answer to a GET with these header lines, each ended.
fn get(url: &str, headers: &str) -> (String, Vec<u8>) {
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    (head, answer[end + 4..].to_vec())
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head
        .lines()
        .find(|line| line.starts_with(&format!("{name}: ")))
        .unwrap();
    &line[name.len() + 2..]
}

/// The served feed of a path.
fn feed(server: &Server, path: &str) -> String {
    let feeds = server.feeds();
    let address = feeds
        .iter()
        .find(|address| address.url.ends_with(path))
        .unwrap();
    address.url.clone()
}

#[test]
fn a_feed_is_served_then_not_modified() {
    let server = Server::start(NOW).unwrap();
    let url = feed(&server, "/atom.xml");
    let (head, body) = get(&url, "");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert_eq!(
        header(&head, "Content-Type"),
        "application/atom+xml; charset=utf-8"
    );
    assert_eq!(header(&head, "Content-Length"), body.len().to_string());
    let validators = [
        format!("If-None-Match: {}\r\n", header(&head, "ETag")),
        format!("If-Modified-Since: {}\r\n", header(&head, "Last-Modified")),
    ];
    for validator in validators {
        let (head, body) = get(&url, &validator);
        assert!(head.starts_with("HTTP/1.1 304 "), "{validator}{head}");
        assert!(body.is_empty());
    }
    let (head, _) = get(&url, "If-None-Match: \"another\"\r\n");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
}

#[test]
fn every_feed_has_its_port_and_its_folder() {
    let server = Server::start(NOW).unwrap();
    let feeds = server.feeds();
    let mut hosts: Vec<&str> = feeds
        .iter()
        .map(|feed| feed.url.split('/').nth(2).unwrap())
        .collect();
    hosts.sort_unstable();
    hosts.dedup();
    assert_eq!(hosts.len(), feeds.len());
    assert!(feeds.iter().all(|feed| !feed.tags.is_empty()));
}

#[test]
fn the_updating_feed_brings_news_until_all_is_told() {
    let server = Server::start(NOW).unwrap();
    let url = feed(&server, "/rss.xml");
    let count = || {
        let (_, body) = get(&url, "");
        String::from_utf8(body).unwrap().matches("<item>").count()
    };
    let first = count();
    let counts: Vec<usize> = (0..7).map(|_| count() - first).collect();
    assert_eq!(counts, [1, 3, 4, 6, 7, 8, 8]);
    let (head, _) = get(&url, "");
    let same = get(
        &url,
        &format!("If-None-Match: {}\r\n", header(&head, "ETag")),
    );
    assert!(same.0.starts_with("HTTP/1.1 304 "), "{}", same.0);
}

#[test]
fn what_was_told_keeps_its_date_and_its_guid() {
    let server = Server::start(NOW).unwrap();
    let url = feed(&server, "/rss.xml");
    let items = || -> Vec<String> {
        let (_, body) = get(&url, "");
        let text = String::from_utf8(body).unwrap();
        text.split("<item>").skip(1).map(str::to_owned).collect()
    };
    let (mut before, mut after) = (items(), items());
    for _ in 0..4 {
        let new = after.len() - before.len();
        assert!(new > 0);
        let told = after[new..].iter().map(|item| item.trim_end());
        assert!(told.eq(before.iter().map(|item| item.trim_end())));
        (before, after) = (after, items());
    }
}

#[test]
fn the_failing_feed_says_when_to_come_back() {
    let server = Server::start(NOW).unwrap();
    let failing = server
        .feeds()
        .into_iter()
        .filter(|feed| feed.url.ends_with("/feed"));
    let heads: Vec<String> = failing.map(|feed| get(&feed.url, "").0).collect();
    assert_eq!(heads.len(), 1);
    assert!(heads[0].starts_with("HTTP/1.1 503 "), "{}", heads[0]);
    assert_eq!(header(&heads[0], "Retry-After"), "1800");
}

#[test]
fn the_extra_site_is_announced_by_its_page_alone() {
    let server = Server::start(NOW).unwrap();
    let home = server.extra_site().unwrap();
    assert!(
        server
            .feeds()
            .iter()
            .all(|feed| !feed.url.starts_with(&home))
    );
    let (head, body) = get(&home, "");
    assert_eq!(header(&head, "Content-Type"), "text/html; charset=utf-8");
    let page = String::from_utf8(body).unwrap();
    let feed = page.split("rel=\"alternate\"").nth(1).unwrap();
    let feed = feed
        .split("href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(get(feed, "").0.starts_with("HTTP/1.1 200 "));
}

#[test]
fn images_sounds_and_nothing_else() {
    let server = Server::start(NOW).unwrap();
    let home = server.extra_site().unwrap();
    let cases = [
        ("image/photo.png?suivi=1", "200", b"\x89PNG".as_slice()),
        ("son/a.mp3", "200", b"\xff\xfb".as_slice()),
        ("image/none.png", "404", b"".as_slice()),
        ("article/none", "404", b"".as_slice()),
        ("../etc/passwd", "404", b"".as_slice()),
    ];
    for (path, status, start) in cases {
        let (head, body) = get(&format!("{home}{path}"), "");
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status} ")),
            "{path}: {head}"
        );
        assert!(body.starts_with(start), "{path}");
    }
}

#[test]
fn a_drop_ends_the_servers_and_those_who_wait() {
    let server = Server::start(NOW).unwrap();
    let url = feed(&server, "/backend");
    let host = url.split('/').nth(2).unwrap().to_owned();
    let silent = TcpStream::connect(&host).unwrap();
    let mut slow = TcpStream::connect(&host).unwrap();
    slow.write_all(b"GET /spip.php/backend HTTP/1.1\r\n\r\n")
        .unwrap();
    drop(server);
    assert!(TcpStream::connect(&host).is_err());
    drop(silent);
    let mut answer = Vec::new();
    let _ = slow.read_to_end(&mut answer);
    assert!(!answer.ends_with(b"</rss>\n"));
}
