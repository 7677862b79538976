//! As much of HTTP/1.1 as a site of the demo speaks: one GET a connection, answered and closed (RFC 9112). Never
//! used for anything but loopback.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The longest head of a request that is read, in bytes.
const HEAD: usize = 16 * 1024;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Request {
    pub method: String,
    /// The path without its query.
    pub path: String,
    pub if_none_match: Option<String>,
    pub if_modified_since: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    /// Code and reason.
    pub status: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// True where the answer comes late and in drips.
    pub slow: bool,
}

impl Response {
    /// A 200 with its media type.
    pub fn ok(media_type: &str, body: Vec<u8>) -> Response {
        Response {
            status: "200 OK",
            headers: vec![("Content-Type", media_type.to_owned())],
            body,
            slow: false,
        }
    }

    /// An answer without a body.
    pub fn empty(status: &'static str) -> Response {
        Response {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            slow: false,
        }
    }
}

/// Tells every thread of the servers to end, and wakes those that wait.
#[derive(Debug, Default)]
pub(super) struct Stop {
    told: Mutex<bool>,
    bell: Condvar,
}

impl Stop {
    /// Tells.
    pub fn tell(&self) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    /// True once told.
    pub fn is_told(&self) -> bool {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long, or until told; true where told.
    pub fn wait(&self, time: Duration) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match self.bell.wait_timeout_while(told, time, |told| !*told) {
            Ok((told, _)) => *told,
            Err(_) => true,
        }
    }
}

/// Reads a request's head; none where the other side went away or spoke something else.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = stream.read(&mut piece)?;
        if count == 0 || head.len() > HEAD {
            return Ok(None);
        }
        head.extend_from_slice(&piece[..count]);
    }
    Ok(parse(&String::from_utf8_lossy(&head)))
}

fn parse(head: &str) -> Option<Request> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request = Request {
        method: first.next()?.to_owned(),
        path: first.next()?.split('?').next()?.to_owned(),
        ..Request::default()
    };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = Some(value.trim().to_owned());
        if name.eq_ignore_ascii_case("if-none-match") {
            request.if_none_match = value;
        } else if name.eq_ignore_ascii_case("if-modified-since") {
            request.if_modified_since = value;
        }
    }
    Some(request)
}

/// Writes an answer; a slow one a quarter of a second after each of its eight pieces, given up where told to stop.
pub(super) fn write(stream: &mut TcpStream, response: &Response, stop: &Stop) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\n", response.status);
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !response.status.starts_with("304") {
        head.push_str(&format!("Content-Length: {}\r\n", response.body.len()));
    }
    head.push_str("\r\n");
    if !response.slow {
        stream.write_all(head.as_bytes())?;
        return stream.write_all(&response.body);
    }
    if stop.wait(Duration::from_millis(500)) {
        return Ok(());
    }
    stream.write_all(head.as_bytes())?;
    for piece in response.body.chunks(response.body.len() / 8 + 1) {
        if stop.wait(Duration::from_millis(200)) {
            return Ok(());
        }
        stream.write_all(piece)?;
        stream.flush()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_head_is_read() {
        let head = "GET /feed?utm_source=x HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"1:2\"\r\n\r\n";
        let request = parse(head).unwrap();
        assert_eq!(request.method, "GET");
        assert_eq!(request.path, "/feed");
        assert_eq!(request.if_none_match.as_deref(), Some("\"1:2\""));
        assert_eq!(request.if_modified_since, None);
    }

    #[test]
    fn a_head_without_a_path_is_none() {
        assert_eq!(parse("GET\r\n\r\n"), None);
        assert_eq!(parse(""), None);
    }

    proptest! {
        #[test]
        fn any_head_is_survived(head in "\\PC{0,200}") {
            let _ = parse(&head);
        }
    }
}
