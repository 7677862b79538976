//! What a visit owes to the site it visits.

use super::*;

#[tokio::test]
async fn a_visit_says_who_it_is_and_takes_what_it_gets() {
    let site = Server::start(|_| {
        Reply::status(200)
            .header("Content-Type", "Application/RSS+XML; charset=\"utf-8\"")
            .header("Cache-Control", "max-age=1800")
            .header("ETag", b"W/\"\xe9t\xe9, 1\"")
            .header("Last-Modified", "hier")
            .body(feed())
    });
    let url = site.url("/flux.xml?a=1#ancre");
    let visited = ask(&url).await;
    assert_eq!(
        (visited.http, visited.bytes),
        (Some(200), feed().len() as u64)
    );
    assert_eq!(
        (visited.fresh_for, visited.retry_after, &visited.moved_to),
        (Some(1800), None, &None)
    );
    let body = body(&visited);
    assert_eq!(body.bytes, feed().as_bytes());
    assert_eq!(body.media_type.as_deref(), Some("application/rss+xml"));
    assert_eq!(body.charset.as_deref(), Some("utf-8"));
    assert_eq!(body.url, site.url("/flux.xml?a=1"));
    let validators = body.validators.as_ref().unwrap();
    assert_eq!(validators.etag.as_deref(), Some(&b"W/\"\xe9t\xe9, 1\""[..]));
    assert_eq!(validators.last_modified.as_deref(), Some(&b"hier"[..]));
    assert_eq!(validators.url, body.url);

    let asked = &site.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.target.as_str()),
        ("GET", "/flux.xml?a=1")
    );
    assert!(asked.text("user-agent").unwrap().starts_with("Manchette/"));
    assert!(
        asked
            .text("accept")
            .unwrap()
            .contains("application/rss+xml")
    );
    let encodings = asked.text("accept-encoding").unwrap();
    for encoding in ["gzip", "br", "zstd", "deflate"] {
        assert!(encodings.contains(encoding), "{encodings}");
    }
    for name in [
        "cookie",
        "referer",
        "if-none-match",
        "if-modified-since",
        "authorization",
    ] {
        assert_eq!(asked.text(name), None, "{name}");
    }
}

#[tokio::test]
async fn validators_go_back_byte_for_byte_to_the_address_that_sent_them() {
    let site = Server::start(|_| Reply::status(304).header("Cache-Control", "max-age=60"));
    let (etag, date) = (b"\"\xff a,b\"c".to_vec(), b"Mardi, 24 nov".to_vec());
    let known = |url: String| Validators {
        url,
        etag: Some(etag.clone()),
        last_modified: Some(date.clone()),
    };
    let here = Request {
        validators: Some(known(site.url("/flux"))),
        ..request(&site.url("/flux"))
    };
    let visited = visit(&client(), &here).await;
    assert!(
        matches!(visited.answer, Ok(Answer::NotModified { validators: None })),
        "{visited:?}"
    );
    assert_eq!(
        (visited.http, visited.fresh_for, visited.bytes),
        (Some(304), Some(60), 0)
    );
    let asked = &site.asked()[0];
    assert_eq!(asked.header("if-none-match"), Some(&etag[..]));
    assert_eq!(asked.header("if-modified-since"), Some(&date[..]));

    let elsewhere = Request {
        validators: Some(known(site.url("/ancien"))),
        ..request(&site.url("/flux"))
    };
    let visited = visit(&client(), &elsewhere).await;
    assert_eq!(site.asked()[1].header("if-none-match"), None);
    assert_eq!(site.asked()[1].header("if-modified-since"), None);
    let unasked = FetchError::Status {
        status: 304,
        retry: None,
    };
    assert_eq!(failure(&visited), &unasked, "a 304 nobody asked for");
}

#[tokio::test]
async fn a_304_may_bring_new_validators() {
    for (brought, replaced) in [("\"2\"", true), ("\"1\"", false)] {
        let site = Server::start(move |_| Reply::status(304).header("ETag", brought));
        let known = Validators {
            url: site.url("/"),
            etag: Some(b"\"1\"".to_vec()),
            last_modified: Some(b"lundi".to_vec()),
        };
        let asked = Request {
            validators: Some(known),
            ..request(&site.url("/"))
        };
        let visited = visit(&client(), &asked).await;
        let Ok(Answer::NotModified { validators }) = visited.answer else {
            panic!("{visited:?}");
        };
        let new = replaced.then(|| Validators {
            url: site.url("/"),
            etag: Some(brought.into()),
            last_modified: None,
        });
        assert_eq!(validators, new);
    }
}

#[tokio::test]
async fn redirects_are_followed_and_only_permanent_ones_move() {
    for (first, second, moves) in [
        (301, 308, true),
        (308, 301, true),
        (301, 302, false),
        (307, 301, false),
        (303, 303, false),
    ] {
        let site = Server::start(move |asked| match asked.target.as_str() {
            "/a" => Reply::status(first)
                .header("Location", "/b")
                .body("ailleurs"),
            "/b" => Reply::status(second).header("Location", "c?x=1#y"),
            _ => Reply::status(200).header("ETag", "\"c\"").body(feed()),
        });
        let visited = ask(&site.url("/a")).await;
        let end = site.url("/c?x=1");
        assert_eq!(body(&visited).url, end);
        assert_eq!(body(&visited).validators.as_ref().unwrap().url, end);
        assert_eq!(
            visited.moved_to,
            moves.then(|| end.clone()),
            "{first} {second}"
        );
        assert_eq!(visited.http, Some(200));
    }
}

#[tokio::test]
async fn validators_of_the_end_of_the_way_are_sent_there_alone() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/a" => Reply::status(301).header("Location", "/b"),
        _ => Reply::status(304),
    });
    let asked = Request {
        validators: Some(Validators {
            url: site.url("/b"),
            etag: Some(b"\"b\"".to_vec()),
            last_modified: None,
        }),
        ..request(&site.url("/a"))
    };
    let visited = visit(&client(), &asked).await;
    assert!(
        matches!(visited.answer, Ok(Answer::NotModified { .. })),
        "{visited:?}"
    );
    assert_eq!(visited.moved_to, Some(site.url("/b")));
    assert_eq!(site.asked()[0].header("if-none-match"), None);
    assert_eq!(
        site.asked()[1].text("if-none-match").as_deref(),
        Some("\"b\"")
    );
}

#[tokio::test]
async fn circles_long_ways_and_bad_targets_fail() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/soi" => Reply::status(301).header("Location", "/soi"),
        "/fichier" => Reply::status(302).header("Location", "file:///etc/passwd"),
        "/muet" => Reply::status(302),
        "/nouveau-mais-perdu" => Reply::status(301).header("Location", "/perdu"),
        "/perdu" => Reply::status(404),
        path => {
            let n: u32 = path.trim_start_matches('/').parse().unwrap_or(0);
            Reply::status(302).header("Location", format!("/{}", n + 1))
        }
    });
    let limit = FetchError::Redirects { limit: 10 };
    assert_eq!(failure(&ask(&site.url("/soi")).await), &limit);
    assert_eq!(site.asked().len(), 1);
    assert_eq!(failure(&ask(&site.url("/0")).await), &limit);
    assert_eq!(site.asked().len(), 1 + 11);
    for (path, location) in [("/fichier", "file:///etc/passwd"), ("/muet", "")] {
        let location = location.to_owned();
        assert_eq!(
            failure(&ask(&site.url(path)).await),
            &FetchError::BadRedirect { location }
        );
    }
    let visited = ask(&site.url("/nouveau-mais-perdu")).await;
    assert_eq!(
        (visited.http, &visited.moved_to),
        (Some(404), &None),
        "nothing moves to a 404"
    );
}

#[tokio::test]
async fn own_headers_and_passwords_stop_at_another_origin() {
    let other = Server::start(|_| Reply::status(200).body(feed()));
    let away = other.url("/b");
    let site = Server::start(move |asked| match asked.target.as_str() {
        "/a" => Reply::status(302).header("Location", "/ici"),
        _ => Reply::status(302).header("Location", &away),
    });
    let url = site.url("/a").replace("http://", "http://moi:secret@");
    let asked = Request {
        headers: BTreeMap::from([("X-Cle".to_owned(), "sésame".to_owned())]),
        ..request(&url)
    };
    let visited = visit(&client(), &asked).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    for asked in &site.asked() {
        assert_eq!(asked.text("x-cle").as_deref(), Some("sésame"), "{asked:?}");
        assert_eq!(
            asked.text("authorization").as_deref(),
            Some("Basic bW9pOnNlY3JldA==")
        );
    }
    assert_eq!(site.asked().len(), 2);
    assert_eq!(other.asked()[0].text("x-cle"), None);
    assert_eq!(other.asked()[0].text("authorization"), None);
}

#[tokio::test]
async fn a_site_that_asks_for_a_rest_gets_it() {
    let date = "Tue, 24 Nov 2026 07:30:00 GMT";
    for (status, header, pause) in [
        (429, Some("120"), 120),
        (429, Some(date), 3600),
        (503, Some("172800"), 172_800),
        (503, None, 15 * 60),
        (429, Some("hier"), 15 * 60),
        (403, None, 3600),
        (500, Some("60"), 60),
    ] {
        let site = Server::start(move |_| match header {
            Some(value) => Reply::status(status).header("Retry-After", value),
            None => Reply::status(status),
        });
        let client = client();
        let visited = visit(&client, &request(&site.url("/a"))).await;
        let Err(FetchError::Status {
            status: found,
            retry: Some(until),
        }) = visited.answer
        else {
            panic!("{visited:?}");
        };
        assert_eq!(found, status);
        assert!(
            (0..30).contains(&(until - NOW - pause)),
            "{status} {header:?}: {until}"
        );
        assert_eq!(
            visited.retry_after.is_some(),
            header.is_some_and(|value| value != "hier")
        );

        let visited = visit(&client, &request(&site.url("/b"))).await;
        let site_name = Site::of(&Url::parse(&site.url("/")).unwrap()).unwrap();
        let resting = FetchError::Resting {
            site: site_name.name().to_owned(),
            until,
        };
        assert_eq!(failure(&visited), &resting);
        assert_eq!((visited.http, site.asked().len()), (None, 1));

        let later = Request {
            now: until,
            ..request(&site.url("/c"))
        };
        let _ = visit(&client, &later).await;
        assert_eq!(site.asked().len(), 2, "a rest ends");
    }
}

#[tokio::test]
async fn statuses_that_are_no_document_fail_and_gone_is_gone() {
    for status in [201, 202, 204, 206, 226, 300, 400, 401, 404, 451, 500, 502] {
        let site = Server::start(move |_| {
            Reply::status(status).body(if status == 204 { String::new() } else { feed() })
        });
        let visited = ask(&site.url("/")).await;
        assert_eq!(
            failure(&visited),
            &FetchError::Status {
                status,
                retry: None
            }
        );
        assert_eq!((visited.http, visited.bytes), (Some(status), 0));
        assert_eq!(site.asked().len(), 1, "no second try");
    }
    let site = Server::start(|_| Reply::status(410).body("parti"));
    assert!(matches!(ask(&site.url("/")).await.answer, Ok(Answer::Gone)));
}

#[tokio::test]
async fn a_site_is_never_asked_more_than_twice_at_once() {
    let pair = Barrier::new(2);
    let site = Server::start(move |_| {
        pair.wait();
        Reply::status(200).body(feed())
    });
    let client = client();
    let visits: Vec<_> = (0..8)
        .map(|n| {
            let (client, request) = (client.clone(), request(&site.url(&format!("/{n}"))));
            tokio::spawn(async move { visit(&client, &request).await })
        })
        .collect();
    for visited in visits {
        assert_eq!(body(&visited.await.unwrap()).bytes, feed().as_bytes());
    }
    assert_eq!((site.asked().len(), site.most_at_once()), (8, 2));
}

#[tokio::test]
async fn who_waits_for_a_site_that_then_rests_does_not_ask_it() {
    let gate = Arc::new(Barrier::new(3));
    let site = {
        let gate = Arc::clone(&gate);
        Server::start(move |_| {
            gate.wait();
            Reply::status(429).header("Retry-After", "600")
        })
    };
    let client = client();
    let visits: Vec<_> = (0..5)
        .map(|n| {
            let (client, request) = (client.clone(), request(&site.url(&format!("/{n}"))));
            tokio::spawn(async move { visit(&client, &request).await })
        })
        .collect();
    tokio::task::spawn_blocking(move || gate.wait())
        .await
        .unwrap();
    let mut resting = 0;
    for visited in visits {
        resting += usize::from(matches!(
            visited.await.unwrap().answer,
            Err(FetchError::Resting { .. })
        ));
    }
    assert_eq!((site.asked().len(), resting), (2, 3));
}

#[tokio::test]
async fn a_site_with_several_visits_keeps_its_connection() {
    let site = Server::start(|_| Reply::status(200).body(feed()));
    let connections = three_visits(&site).await;
    assert_eq!(connections, [0, 1, 1], "the first one came alone");
}

#[tokio::test]
async fn a_kept_connection_closed_under_us_is_tried_again_once() {
    let site = Server::start(|asked| match asked.nth {
        0 => Reply::status(200).body(feed()),
        _ => Reply::slam(),
    });
    let connections = three_visits(&site).await;
    assert_eq!(connections, [0, 1, 1, 2]);

    let rude = Server::start(|_| Reply::slam());
    let visited = ask(&rude.url("/")).await;
    assert!(
        matches!(failure(&visited), FetchError::Truncated { .. }),
        "{visited:?}"
    );
    assert_eq!(
        rude.asked().len(),
        1,
        "a new connection that is closed is not tried again"
    );
}

/// Three visits one after the other, each of which finds a feed; which connections they came over.
async fn three_visits(site: &Server) -> Vec<usize> {
    let client = Client::new(&NetworkSettings {
        per_site: 1,
        ..settings()
    })
    .unwrap();
    let requests = ["/1", "/2", "/3"].map(|path| request(&site.url(path)));
    let visits = tokio::join!(
        visit(&client, &requests[0]),
        visit(&client, &requests[1]),
        visit(&client, &requests[2]),
    );
    for visited in [&visits.0, &visits.1, &visits.2] {
        assert_eq!(body(visited).bytes, feed().as_bytes());
    }
    site.asked().iter().map(|asked| asked.connection).collect()
}

#[tokio::test]
async fn a_visit_that_is_dropped_leaves_nothing_behind() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/muet" => Reply::silence(),
        _ => Reply::status(200).body(feed()),
    });
    let client = Client::new(&NetworkSettings {
        per_site: 1,
        ..settings()
    })
    .unwrap();
    let silent = {
        let (client, request) = (client.clone(), request(&site.url("/muet")));
        tokio::spawn(async move { visit(&client, &request).await })
    };
    let site = tokio::task::spawn_blocking(move || {
        site.wait_for(1);
        site
    })
    .await
    .unwrap();
    silent.abort();
    assert!(silent.await.unwrap_err().is_cancelled());
    let visited = visit(&client, &request(&site.url("/flux"))).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
}

#[tokio::test]
async fn a_proxy_of_the_configuration_is_gone_through() {
    let proxy = Server::start(|_| Reply::status(200).body(feed()));
    let settings = NetworkSettings {
        proxy: proxy.url(""),
        ..settings()
    };
    let client = Client::new(&settings).unwrap();
    let visited = visit(&client, &request("http://le-cable.test/flux.xml")).await;
    assert_eq!(body(&visited).url, "http://le-cable.test/flux.xml");
    let asked = &proxy.asked()[0];
    assert_eq!(asked.target, "http://le-cable.test/flux.xml");
    assert_eq!(asked.text("host").as_deref(), Some("le-cable.test"));
}
