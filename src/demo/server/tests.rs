use std::io::{Read, Write};

use super::*;

const NOW: UnixTime = 1_795_500_000;

fn get(url: &str, header: &str) -> (String, Vec<u8>) {
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n{header}\r\n");
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

#[test]
fn a_feed_is_served_then_not_modified() {
    let server = Server::start(NOW).unwrap();
    let url = &server.feeds()[0].url;
    let (head, body) = get(url, "");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert!(!body.is_empty());
    let etag = head
        .lines()
        .find_map(|line| line.strip_prefix("ETag: "))
        .unwrap();
    let (head, body) = get(url, &format!("If-None-Match: {etag}\r\n"));
    assert!(head.starts_with("HTTP/1.1 304 "), "{head}");
    assert!(body.is_empty());
}
