//! Answers that lie: about what they are, how long they are, whether they are HTTP at all.

use manchette::fetch::PORTAL;

use super::*;

const PAGE: &str = "<!DOCTYPE html><html><title>Hôtel du Port</title><p>Bienvenue";

#[tokio::test]
async fn a_networks_login_page_is_told_from_other_pages() {
    let hotel = Server::start(|_| Reply::status(200).body(PAGE));
    let away = hotel.url("/connexion");
    let refresh = format!("{PAGE}<meta http-equiv=\"refresh\" content=\"0; url={away}\">");
    let site = Server::start(move |asked| match asked.target.as_str() {
        "/renvoi" => Reply::status(302).header("Location", &away),
        "/refresh" => Reply::status(200).body(refresh.clone()),
        "/form" => Reply::status(200).body(format!("{PAGE}<form><input type=password></form>")),
        _ => Reply::status(200)
            .header("Cache-Control", "max-age=600")
            .body(PAGE),
    });
    for (path, portal) in [
        ("/renvoi", true),
        ("/refresh", true),
        ("/form", true),
        ("/", false),
    ] {
        let visited = ask(&site.url(path)).await;
        assert_eq!(body(&visited).portal, portal, "{path}");
        assert_eq!(visited.fresh_for.is_some(), !portal, "{path}");
    }
    let said = manchette::engine::digest::read(body(&ask(&site.url("/form")).await), NOW);
    let looks_like = PORTAL.to_owned();
    assert_eq!(said.unwrap_err(), FetchError::NotAFeed { looks_like });
}

#[tokio::test]
async fn a_203_is_a_document_of_somebody_elses() {
    let site = Server::start(|_| Reply::status(203).header("ETag", "\"1\"").body(feed()));
    let visited = ask(&site.url("/")).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    assert_eq!(
        (visited.http, &body(&visited).validators),
        (Some(203), &None)
    );
}

#[tokio::test]
async fn statuses_of_every_family_fail_with_one_request() {
    let statuses = [
        201, 202, 204, 205, 206, 207, 208, 226, 299, 300, 304, 305, 306, 400, 402, 405, 406, 407,
        408, 409, 411, 417, 418, 421, 422, 423, 425, 426, 431, 451, 499, 500, 501, 502, 504, 505,
        506, 507, 508, 510, 511, 520, 526, 530, 599, 700, 999,
    ];
    for status in statuses {
        let site = Server::start(move |_| {
            let empty = matches!(status, 204 | 304);
            let body = if empty { String::new() } else { feed() };
            Reply::status(status).header("ETag", "\"1\"").body(body)
        });
        let visited = ask(&site.url("/")).await;
        let retry = None;
        assert_eq!(failure(&visited), &FetchError::Status { status, retry });
        assert_eq!(
            (visited.http, site.asked().len()),
            (Some(status), 1),
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_before_its_time() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/flux" => Reply::status(200).body(feed()),
        _ => Reply::status(302)
            .header("Location", "/flux")
            .header("Retry-After", "120"),
    });
    let client = client();
    let visited = visit(&client, &request(&site.url("/"))).await;
    let FetchError::Status {
        status: 302,
        retry: Some(until),
    } = *failure(&visited)
    else {
        panic!("{visited:?}");
    };
    assert!((120..150).contains(&(until - NOW)), "{until}");
    assert_eq!(site.asked().len(), 1);
    let later = Request {
        now: until,
        rested: true,
        ..request(&site.url("/"))
    };
    let visited = visit(&client, &later).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    assert_eq!((visited.retry_after, site.asked().len()), (None, 3));
}

#[tokio::test]
async fn a_retry_after_of_a_good_answer_binds_the_site_too() {
    let site = Server::start(|_| {
        Reply::status(200)
            .header("Retry-After", "3600")
            .body(feed())
    });
    let client = client();
    let visited = visit(&client, &request(&site.url("/a"))).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    assert!(visited.retry_after.is_some());
    let visited = visit(&client, &request(&site.url("/b"))).await;
    assert!(
        matches!(failure(&visited), FetchError::Resting { .. }),
        "{visited:?}"
    );
    assert_eq!(site.asked().len(), 1);
}

#[tokio::test]
async fn refusals_in_a_row_rest_longer() {
    for (status, refusals, pause) in [
        (503, 0, 900),
        (503, 1, 1800),
        (429, 3, 7200),
        (429, 40, 86_400),
        (403, 0, 3600),
        (403, 3, 7200),
    ] {
        let site = Server::start(move |_| Reply::status(status));
        let asked = Request {
            refusals,
            ..request(&site.url("/"))
        };
        let visited = visit(&client(), &asked).await;
        let FetchError::Status {
            retry: Some(until), ..
        } = *failure(&visited)
        else {
            panic!("{visited:?}");
        };
        assert!(
            (0..30).contains(&(until - NOW - pause)),
            "{status} {refusals}: {until}"
        );
    }
}

#[tokio::test]
async fn a_length_that_is_too_short_ends_the_document_and_the_connection() {
    let text = feed();
    let half = text.len() / 2;
    let (whole, declared) = (text.clone(), half);
    let site = Server::start(move |_| Reply::status(200).body(whole.clone()).declared(declared));
    let visited = ask(&site.url("/")).await;
    assert_eq!(body(&visited).bytes, &text.as_bytes()[..half]);
}

/// Lets one client in, hears the first byte of its request where `hear` says so, sends these bytes, and leaves with the
/// rest of the request unread: that resets the connection.
fn resetting(hear: bool, bytes: &'static [u8]) -> String {
    use std::io::Read;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        if hear {
            stream.read_exact(&mut [0]).unwrap();
        }
        stream.write_all(bytes).unwrap();
    });
    url
}

#[tokio::test]
async fn connections_that_are_reset_at_any_stage_are_told() {
    for (hear, bytes) in [
        (false, &b""[..]),
        (true, b""),
        (true, b"HTTP/1"),
        (true, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
        (
            true,
            b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>",
        ),
    ] {
        let visited = ask(&resetting(hear, bytes)).await;
        assert!(
            matches!(
                failure(&visited),
                FetchError::Truncated { .. } | FetchError::Connect { .. }
            ),
            "{hear} {bytes:?}: {visited:?}"
        );
    }
}

#[tokio::test]
async fn heads_that_never_end_end_at_a_limit() {
    let flood: String = (0..2_000).map(|n| format!("X-{n}: {n}\r\n")).collect();
    let line = format!("X-Long: {}\r\n", "a".repeat(1_000_000));
    let begin = "HTTP/1.1 200 OK\r\n";
    for (what, steps) in [
        (
            "a flood",
            vec![Step::Send(format!("{begin}{flood}\r\n").into_bytes())],
        ),
        (
            "a line of 1 MB",
            vec![Step::Send(format!("{begin}{line}\r\n").into_bytes())],
        ),
        (
            "a head without an end",
            vec![
                Step::Send(begin.as_bytes().to_vec()),
                Step::Repeat(b"X-Encore: et encore\r\n".to_vec()),
            ],
        ),
        (
            "a line without an end",
            vec![
                Step::Send(format!("{begin}X-Long: ").into_bytes()),
                Step::Repeat(vec![b'a'; 1_000]),
            ],
        ),
        (
            "provisional answers without an end",
            vec![Step::Repeat(b"HTTP/1.1 102 Patience\r\n\r\n".to_vec())],
        ),
    ] {
        let site = Server::script([Reply::steps(steps)]);
        let impatient = Client::new(&NetworkSettings {
            timeout: 5,
            ..settings()
        })
        .unwrap();
        let visited = visit(&impatient, &request(&site.url("/"))).await;
        let error = failure(&visited);
        assert!(
            matches!(
                error,
                FetchError::Protocol { .. }
                    | FetchError::Truncated { .. }
                    | FetchError::Timeout { .. }
            ),
            "{what}: {error:?}"
        );
        assert_eq!(site.asked().len(), 1, "{what}");
    }
}

#[tokio::test]
async fn odd_heads_are_read_or_told() {
    let text = feed();
    for (head, readable) in [
        ("HTTP/1.1 200 \u{e9}t\u{e9}\r\n", true),
        ("HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\n", false),
        ("HTTP/1.1 200 OK\r\nETag: \"a\0b\"\r\n", false),
        (
            "HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n",
            true,
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n",
            false,
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n", false),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n",
            false,
        ),
        ("ICY 200 OK\r\n", false),
        ("HTTP/3.0 200 OK\r\n", false),
        ("HTTP/1.1 20 OK\r\n", false),
    ] {
        let head: Vec<u8> = head.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let bytes = [&head[..], b"Connection: close\r\n\r\n", text.as_bytes()].concat();
        let site = Server::script([Reply::raw(bytes)]);
        let visited = ask(&site.url("/")).await;
        let head = String::from_utf8_lossy(&head);
        match &visited.answer {
            Ok(Answer::Body(body)) => {
                assert!(readable, "{head:?}");
                assert_eq!(body.bytes, text.as_bytes(), "{head:?}");
                let etag = body
                    .validators
                    .as_ref()
                    .and_then(|known| known.etag.as_ref());
                assert_eq!(etag, None, "{head:?}");
            }
            Ok(other) => panic!("{head:?}: {other:?}"),
            Err(error) => {
                assert!(!readable, "{head:?}: {error:?}");
                assert_eq!(error.code(), Code::Http, "{head:?}: {error:?}");
            }
        }
    }
    let old = Server::script([Reply::raw(text.clone())]);
    let visited = ask(&old.url("/")).await;
    assert!(
        matches!(failure(&visited), FetchError::Protocol { .. }),
        "{visited:?}"
    );
}

#[tokio::test]
async fn chunks_whose_sizes_lie_are_told() {
    for chunks in [
        "zz\r\n<rss>\r\n0\r\n\r\n",
        "-5\r\n<rss>\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\n<rss>\r\n",
        "ffffffffffffffff\r\n<rss>\r\n",
        "5\r\n<rss>extra\r\n0\r\n\r\n",
        "5\r\n<rss>\r\n",
        "500\r\n<rss>\r\n",
        "",
    ] {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let site = Server::script([Reply::raw(format!("{head}{chunks}"))]);
        let visited = ask(&site.url("/")).await;
        let error = failure(&visited);
        assert!(
            matches!(error, FetchError::Truncated { .. }),
            "{chunks:?}: {error:?}"
        );
    }
    let extended = "5;nom=valeur\r\n<rss>\r\n0\r\nX-Fin: oui\r\n\r\n";
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let site = Server::script([Reply::raw(format!("{head}{extended}"))]);
    assert_eq!(body(&ask(&site.url("/")).await).bytes, b"<rss>");
}

#[test]
fn a_login_page_costs_no_article_and_the_feed_heals_by_itself() {
    let page = format!("{PAGE}<form><input type=password></form>");
    let replies = [
        Reply::status(200).header("ETag", "\"1\"").body(feed()),
        Reply::status(200).header("ETag", "\"hôtel\"").body(page),
        Reply::status(200).header("ETag", "\"1\"").body(feed()),
    ];
    let site = Server::script(replies);
    let reader = reader::Reader::new(&format!("[[feeds]]\nurl = \"{}\"\n", site.url("/flux")));
    assert_eq!(reader.refresh(&[])[0]["new"], 2);
    let told = &reader.refresh(&[])[0];
    assert_eq!(
        (&told["status"], &told["code"]),
        (&"failed".into(), &"not-a-feed".into())
    );
    let said = told["error"].as_str().unwrap();
    assert!(said.contains("page de connexion au réseau"), "{said}");
    let count = reader.run(&["count"], &[]);
    assert_eq!(String::from_utf8_lossy(&count.stdout).trim(), "2");
    let healed = &reader.refresh(&[])[0];
    assert_eq!(healed["status"], "unchanged", "{healed}");
    let sent = site.asked()[2].text("if-none-match");
    assert_eq!(sent.as_deref(), Some("\"1\""), "the feed's own validators");
}
