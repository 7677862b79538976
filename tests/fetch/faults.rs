//! What breaks is said, and ends in time.

use super::*;

#[tokio::test]
async fn what_broke_off_is_truncated() {
    let text = feed().into_bytes();
    let half_deflate = packed(
        DeflateEncoder::new(Vec::new(), Compression::best()),
        DeflateEncoder::finish,
        &text,
    )[..60]
        .to_vec();
    let half_gzip = gzip(&text)[..60].to_vec();
    let plain = text.clone();
    let bad_chunk =
        Reply::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\nzz\r\n");
    for (what, reply) in [
        (
            "a short length",
            Reply::status(200)
                .body(text.clone())
                .declared(text.len() + 10),
        ),
        (
            "no last chunk",
            Reply::status(200).body(text.clone()).no_last_chunk(),
        ),
        ("a bad chunk", bad_chunk),
        (
            "half a gzip",
            Reply::status(200)
                .header("Content-Encoding", "gzip")
                .body(half_gzip),
        ),
        (
            "half a deflate",
            Reply::status(200)
                .header("Content-Encoding", "deflate")
                .body(half_deflate),
        ),
        (
            "no gzip at all",
            Reply::status(200)
                .header("Content-Encoding", "gzip")
                .body(plain),
        ),
        ("half a head", Reply::raw("HTTP/1.1 200 OK\r\nContent-Le")),
        ("no answer", Reply::slam()),
    ] {
        let site = Server::script([reply]);
        let visited = ask(&site.url("/")).await;
        let FetchError::Truncated { reason } = failure(&visited) else {
            panic!("{what}: {visited:?}");
        };
        assert!(
            !reason.is_empty() && !reason.contains("http://"),
            "{what}: {reason}"
        );
        assert_eq!(site.asked().len(), 1, "{what}");
    }
}

#[tokio::test]
async fn what_is_not_http_is_said() {
    for bytes in [
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "\0\0\0\0\0\0\0\0\r\n\r\n",
    ] {
        let site = Server::script([Reply::raw(bytes)]);
        let visited = ask(&site.url("/")).await;
        assert!(
            matches!(failure(&visited), FetchError::Protocol { .. }),
            "{bytes:?}: {visited:?}"
        );
        assert_eq!((failure(&visited).code(), visited.http), (Code::Http, None));
    }
}

#[tokio::test]
async fn odd_but_readable_answers_are_read() {
    let many: String = (0..200).map(|n| format!("X-{n}: {n}\r\n")).collect();
    for head in [
        "HTTP/1.0 200 OK\r\n\r\n".to_owned(),
        "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n".to_owned(),
        "HTTP/1.1 200 OK\r\nX Y: z\r\nServer : ici\r\nConnection: close\r\n\r\n".to_owned(),
        "HTTP/1.1 200 \r\nX-Nom: \u{e9}t\u{e9}\r\nConnection: close\r\n\r\n".to_owned(),
        format!("HTTP/1.1 200 OK\r\n{many}Connection: close\r\n\r\n"),
    ] {
        let site = Server::script([Reply::raw(format!("{head}{}", feed()))]);
        let visited = ask(&site.url("/")).await;
        assert_eq!(body(&visited).bytes, feed().as_bytes(), "{head:?}");
    }
}

#[tokio::test]
async fn an_empty_200_is_a_failure() {
    let packed = gzip(b"");
    for reply in [
        Reply::status(200),
        Reply::status(200).body("").chunked(),
        Reply::status(200)
            .header("Content-Encoding", "gzip")
            .body(packed),
        Reply::status(200).close(),
    ] {
        let site = Server::script([reply.header("ETag", "\"vide\"")]);
        let visited = ask(&site.url("/")).await;
        assert_eq!(failure(&visited), &FetchError::Empty);
        assert_eq!(visited.http, Some(200));
    }
}

#[tokio::test]
async fn silence_runs_out_of_time() {
    let client = Client::new(&NetworkSettings {
        idle_timeout: 1,
        ..settings()
    })
    .unwrap();
    let idle = FetchError::Timeout {
        what: Clock::Idle,
        seconds: 1,
    };
    let sites = [
        Server::script([Reply::silence()]),
        Server::script([Reply::steps([
            Step::Send(b"HTTP/1.1 200 OK\r\nX".to_vec()),
            Step::Silence,
        ])]),
        Server::script([Reply::status(200).body("<rss>").then_silence()]),
    ];
    let visits = sites.each_ref().map(|site| {
        let (client, request) = (client.clone(), request(&site.url("/")));
        tokio::spawn(async move { visit(&client, &request).await })
    });
    for visited in visits {
        let visited = visited.await.unwrap();
        assert_eq!(failure(&visited), &idle);
        assert!(visited.millis >= 1000);
    }
}

#[tokio::test]
async fn drips_run_out_of_time() {
    let client = Client::new(&NetworkSettings {
        timeout: 1,
        ..settings()
    })
    .unwrap();
    let pause = Duration::from_millis(50);
    let slow_head =
        b"HTTP/1.1 200 OK\r\nX-Long: une entete qui vient lettre par lettre, sans jamais finir"
            .to_vec();
    let sites = [
        Server::script([Reply::status(200).body(feed()).drip(pause)]),
        Server::script([Reply::steps([Step::Drip(slow_head, pause)])]),
    ];
    let visits = sites.each_ref().map(|site| {
        let (client, request) = (client.clone(), request(&site.url("/")));
        tokio::spawn(async move { visit(&client, &request).await })
    });
    for visited in visits {
        let total = FetchError::Timeout {
            what: Clock::Total,
            seconds: 1,
        };
        assert_eq!(failure(&visited.await.unwrap()), &total);
    }
}

#[tokio::test]
async fn no_server_no_tls_and_no_address_are_told_apart() {
    let refused = ask(&nobody_there()).await;
    assert!(
        matches!(failure(&refused), FetchError::Connect { host, .. } if host == "127.0.0.1"),
        "{refused:?}"
    );

    let plain = Server::speaking_first([Step::Send(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())]);
    let insecure = ask(&plain.url("/").replace("http:", "https:")).await;
    assert!(
        matches!(failure(&insecure), FetchError::Tls { .. }),
        "{insecure:?}"
    );

    let untrusted = Server::tls(|_| Reply::status(200).body(feed()));
    let visited = ask(&untrusted.url("/")).await;
    assert!(
        matches!(failure(&visited), FetchError::Tls { reason, .. } if reason.contains("ertificate")),
        "{visited:?}"
    );
    assert!(untrusted.asked().is_empty());

    for url in [
        "",
        "exemple",
        "ftp://exemple.test/",
        "exec:ls",
        "http://",
        "javascript:alert(1)",
    ] {
        let visited = ask(url).await;
        assert!(
            matches!(failure(&visited), FetchError::BadAddress { .. }),
            "{url}: {visited:?}"
        );
    }
}

#[tokio::test]
async fn a_reason_never_holds_a_secret() {
    let url = nobody_there().replace("http://", "http://moi:motdepasse@") + "?token=jeton";
    let said = format!("{:?}", ask(&url).await);
    assert!(
        !said.contains("motdepasse") && !said.contains("jeton"),
        "{said}"
    );
}

#[tokio::test]
async fn files_are_visited_too() {
    let directory = tempfile::tempdir().unwrap();
    let address = |name: &str| {
        Url::from_file_path(directory.path().join(name))
            .unwrap()
            .to_string()
    };
    std::fs::write(directory.path().join("flux.xml"), feed()).unwrap();
    std::fs::write(
        directory.path().join("flux.xml.gz"),
        gzip(feed().as_bytes()),
    )
    .unwrap();
    std::fs::write(directory.path().join("vide.xml"), "").unwrap();
    for name in ["flux.xml", "flux.xml.gz"] {
        let visited = ask(&address(name)).await;
        assert_eq!(body(&visited).bytes, feed().as_bytes());
        assert_eq!((visited.http, &body(&visited).validators), (None, &None));
    }
    assert_eq!(
        failure(&ask(&address("vide.xml")).await),
        &FetchError::Empty
    );
    let small = Client::new(&NetworkSettings {
        max_size: 100,
        ..settings()
    })
    .unwrap();
    let visited = visit(&small, &request(&address("flux.xml"))).await;
    assert_eq!(failure(&visited), &FetchError::TooLarge { limit: 100 });
    for missing in [address("absent.xml"), address("")] {
        let visited = ask(&missing).await;
        assert!(
            matches!(failure(&visited), FetchError::File { .. }),
            "{visited:?}"
        );
    }
}
