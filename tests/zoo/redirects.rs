//! Redirects are followed hop by hop; a feed moves when two visits say so, for good, and where a feed is read.

use super::*;

fn to(status: u16, location: &str) -> Reply {
    Reply::status(status)
        .header("Location", location)
        .header("ETag", "\"renvoi\"")
        .body("<html>ailleurs</html>")
}

/// A site whose `/flux.xml` is answered so; every other path is a feed with validators.
fn site(first: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.target.as_str() {
        "/flux.xml" => first(asked),
        _ => conditional(asked),
    })
}

fn conditional(asked: &Asked) -> Reply {
    match asked.header("If-None-Match") {
        Some(b"\"un\"") => Reply::status(304),
        Some(other) => panic!("{} was sent {other:?}", asked.target),
        None => good(1).header("ETag", "\"un\""),
    }
}

/// A site whose `/flux.xml` sends on to these, one after the other; each may name its status.
fn chain(hops: &'static [(u16, &'static str)]) -> Server {
    Server::start(move |asked| {
        let at = hops
            .iter()
            .position(|(_, path)| *path == asked.target)
            .map_or(0, |at| at + 1);
        match hops.get(at) {
            Some((status, path)) => to(*status, path),
            None => conditional(asked),
        }
    })
}

fn targets(server: &Server) -> Vec<String> {
    server
        .asked()
        .into_iter()
        .map(|asked| asked.target)
        .collect()
}

#[test]
fn a_permanent_way_seen_twice_moves_the_feed() {
    let far = Server::on("127.0.0.3", conditional);
    let elsewhere = far.url("/flux.xml?a=1");
    let cages = [
        ("301", chain(&[(301, "/nouveau.xml")]), "/nouveau.xml"),
        ("308", chain(&[(308, "/nouveau.xml")]), "/nouveau.xml"),
        (
            "three hops",
            chain(&[(301, "/a"), (308, "/b"), (301, "/c")]),
            "/c",
        ),
        (
            "a relative address",
            chain(&[(301, "/x/y.xml")]),
            "/x/y.xml",
        ),
        (
            "letters beyond ASCII",
            site(|_| to(301, "/été à Brest.xml")),
            "/%C3%A9t%C3%A9%20%C3%A0%20Brest.xml",
        ),
        (
            "a fragment",
            site(|_| to(301, "nouveau.xml#ancre")),
            "/nouveau.xml",
        ),
        ("another query", site(|_| to(301, "?a=1")), "/flux.xml?a=1"),
        (
            "another host",
            Server::start(move |_| to(301, &elsewhere)),
            "",
        ),
    ];
    let ends: Vec<String> = cages
        .iter()
        .map(|(_, server, path)| match *path {
            "" => far.url("/flux.xml?a=1"),
            path => server.url(path),
        })
        .collect();
    let cages = cages.map(|(name, server, _)| {
        Cage::of(name, server, ["ok 200 +1", "moved 304", "unchanged 304"])
    });
    let reader = tour(&cages, 2 * HOUR, &[]);
    let config = reader.config();
    assert_eq!(config.matches("# gardé").count(), cages.len(), "{config}");
    assert!(config.starts_with("# Mes flux.\n"), "{config}");
    for (cage, end) in cages.iter().zip(&ends) {
        assert!(config.contains(&format!("url = \"{end}\"")), "{config}");
        assert!(!config.contains(&format!("\"{}\"", cage.url())), "{config}");
        let feed = reader.feed(&cage.name);
        assert_eq!(feed["url"].as_str(), Some(end.as_str()));
        assert_eq!(
            (feed["total"].as_i64(), feed["code"].as_str()),
            (Some(1), None)
        );
    }
    for (cage, hops) in cages.iter().zip([1, 1, 3, 1, 1, 1, 1, 1]) {
        let old = targets(&cage.server)
            .iter()
            .filter(|target| *target == "/flux.xml")
            .count();
        assert_eq!(old, 2, "{}: the old address is asked twice", cage.name);
        let own = cage.server.asked().len();
        let all = if cage.name == "another host" {
            2
        } else {
            2 * (hops + 1) + 1
        };
        assert_eq!(own, all, "{}: {:?}", cage.name, targets(&cage.server));
    }
    assert_eq!(far.asked().len(), 3);
}

#[test]
fn what_is_not_permanent_all_the_way_moves_nothing() {
    let cages = [
        ("302", chain(&[(302, "/b")])),
        ("303", chain(&[(303, "/b")])),
        ("307", chain(&[(307, "/b")])),
        (
            "permanent then temporary",
            chain(&[(301, "/b"), (302, "/c")]),
        ),
        (
            "temporary then permanent",
            chain(&[(307, "/b"), (308, "/c")]),
        ),
        (
            "ten hops, one of them temporary",
            chain(&[
                (301, "/1"),
                (301, "/2"),
                (301, "/3"),
                (301, "/4"),
                (301, "/5"),
                (301, "/6"),
                (301, "/7"),
                (301, "/8"),
                (302, "/9"),
                (301, "/10"),
            ]),
        ),
    ]
    .map(|(name, server)| {
        Cage::of(
            name,
            server,
            ["ok 200 +1", "unchanged 304", "unchanged 304"],
        )
    });
    let reader = tour(&cages, 2 * HOUR, &[]);
    for cage in &cages {
        assert!(reader.config().contains(&cage.url()), "{}", cage.name);
    }
}

#[test]
fn a_way_that_changes_is_not_confirmed() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let next = move || count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let other_target = site(move |_| match next() {
        0 => to(301, "/a.xml"),
        _ => to(301, "/b.xml"),
    });
    let count = std::sync::atomic::AtomicUsize::new(0);
    let next = move || count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let came_back = site(move |_| match next() {
        0 | 2 => to(301, "/a.xml"),
        1 => good(2),
        _ => to(302, "/a.xml"),
    });
    let cages = [
        Cage::of(
            "another target",
            other_target,
            ["ok 200 +1", "unchanged 200", "moved 304", "unchanged 304"],
        ),
        Cage::of(
            "back home between",
            came_back,
            ["ok 200 +1", "ok 200 +1", "ok 200", "unchanged 304"],
        ),
    ];
    let reader = tour(&cages, 2 * HOUR, &[]);
    assert_eq!(
        reader.feed("another target")["url"],
        cages[0].server.url("/b.xml")
    );
    assert_eq!(reader.feed("back home between")["url"], cages[1].url());
}

#[test]
fn a_way_to_no_feed_moves_nothing_and_costs_no_article() {
    let parked = |target: Reply| {
        let visits = std::sync::atomic::AtomicUsize::new(0);
        Server::start(move |asked| match asked.target.as_str() {
            "/parc" => target.clone(),
            _ => match visits.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 => good(1).header("ETag", "\"un\""),
                _ => to(301, "/parc"),
            },
        })
    };
    let page = "<!doctype html><html><title>Domaine à vendre</title></html>";
    let cages = [
        (
            "to a page",
            Reply::status(200).body(page),
            "failed 200 not-a-feed",
        ),
        ("to nothing", Reply::status(200), "failed 200 not-a-feed"),
        ("to a 404", Reply::status(404), "failed 404 http"),
        ("to a 500", Reply::status(500), "failed 500 http"),
        (
            "to JSON",
            Reply::status(200).body("{\"error\":\"gone\"}"),
            "failed 200 not-a-feed",
        ),
        (
            "to a broken feed",
            Reply::status(200).body(feed(2)).declared(90_000),
            "failed 200 truncated",
        ),
        (
            "to where it came from",
            to(301, "/flux.xml"),
            "failed 301 http",
        ),
    ]
    .map(|(name, target, says)| Cage::of(name, parked(target), ["ok 200 +1", says, says, says]));
    let reader = tour(&cages, DAY, &[]);
    for cage in &cages {
        let feed = reader.feed(&cage.name);
        assert_eq!(feed["url"], cage.url());
        assert_eq!(feed["total"], 1, "{}", cage.name);
        let last = cage
            .server
            .asked()
            .into_iter()
            .rfind(|asked| asked.target == "/flux.xml");
        let kept = last.unwrap().text("If-None-Match");
        assert_eq!(kept.as_deref(), Some("\"un\""), "{}", cage.name);
    }
}

#[test]
fn ways_that_may_not_be_gone_end_at_once() {
    let secret = tempfile::tempdir().unwrap();
    let file = secret.path().join("flux.xml");
    std::fs::write(&file, feed(1)).unwrap();
    let file = format!("file://{}", file.display());
    let locations = [
        ("a file", file.as_str()),
        ("a program", "exec:cat /etc/passwd"),
        ("a filter", "filter:cat:http://127.0.0.1/"),
        ("FTP", "ftp://127.0.0.1/flux.xml"),
        ("data", "data:text/xml,<rss/>"),
        ("a script", "javascript:alert(1)"),
        ("no port", "http://127.0.0.1:99999/"),
        ("no host", "http://"),
        ("nothing", ""),
        ("itself", "/flux.xml"),
        ("itself with a fragment", "/flux.xml#a"),
    ];
    let mut cages: Vec<Cage> = locations
        .iter()
        .map(|(name, location)| Cage::new(name, [(to(301, location), "failed 301 http")]))
        .collect();
    cages.push(Cage::new(
        "no address",
        [(Reply::status(302), "failed 302 http")],
    ));
    cages.push(Cage::new(
        "a choice (300)",
        [(to(300, "/b"), "failed 300 http")],
    ));
    cages.push(Cage::new(
        "a proxy's word (305)",
        [(to(305, "/b"), "failed 305 http")],
    ));
    let endless = Server::start(|asked| to(301, &format!("{}x", asked.target)));
    let circle = Server::start(|asked| match asked.target.as_str() {
        "/flux.xml" => to(301, "/b"),
        _ => to(301, "/flux.xml"),
    });
    tour(&cages, DAY, &[]);
    for cage in &cages {
        assert_eq!(cage.server.asked().len(), 1, "{}", cage.name);
    }
    let ways = [
        Cage::of("without an end", endless, ["failed 301 http"]),
        Cage::of("in a circle", circle, ["failed 301 http"]),
    ];
    tour(&ways, DAY, &[]);
    assert_eq!(ways[0].server.asked().len(), 11, "ten redirects");
    assert_eq!(ways[1].server.asked().len(), 2);
}

#[test]
fn ten_hops_are_gone() {
    let hops: Vec<String> = (1..=10).map(|n| format!("/{n}")).collect();
    let server = Server::start(move |asked| {
        let at = hops.iter().position(|hop| *hop == asked.target);
        match hops.get(at.map_or(0, |at| at + 1)) {
            Some(next) => to(302, next),
            None => good(1),
        }
    });
    let reader = Reader::of([("Vigie", server.url("/flux.xml"))]);
    reader.refresh(&[]).says("Vigie", "ok 200 +1");
    assert_eq!(server.asked().len(), 11);
}

#[test]
fn https_never_falls_to_http() {
    let plain = Server::start(|_| good(1));
    let target = plain.url("/flux.xml");
    let safe = Server::tls(move |asked| match asked.target.as_str() {
        "/bas.xml" => to(301, &target),
        "/suite.xml" => to(302, "/bon.xml"),
        _ => good(1),
    });
    let reader = Reader::of([
        ("falls", safe.url("/bas.xml")),
        ("stays", safe.url("/suite.xml")),
    ]);
    let mut command = reader.command(&["refresh", "--json"]);
    command.env("SSL_CERT_FILE", support::server::tls_authority());
    let round = Round::of(command.output().unwrap());
    round.says("falls", "failed 301 http");
    round.says("stays", "ok 200 +1");
    assert_eq!(plain.asked().len(), 0);
}

#[test]
fn two_feeds_that_come_to_one_address_stay_two() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/ancien.xml" => to(301, "/flux.xml"),
        _ => conditional(asked),
    });
    let reader = Reader::of([
        ("Ancien", site.url("/ancien.xml")),
        ("Nouveau", site.url("/flux.xml")),
    ]);
    let before = reader.config();
    for _ in 0..3 {
        let round = reader.refresh(&[]);
        assert_eq!((round.code, round.len()), (0, 2), "{round:?}");
        assert_ne!(round.line("Ancien")["status"], "moved");
        reader.later(2 * HOUR);
    }
    assert_eq!(reader.config(), before);
    assert_eq!(reader.json(&["feeds", "--json"]).len(), 2);
}

#[test]
fn two_feeds_that_move_to_one_address_are_one_move() {
    let site = Server::start(|asked| match asked.target.as_str() {
        "/un.xml" | "/deux.xml" => to(301, "/flux.xml"),
        _ => conditional(asked),
    });
    let reader = Reader::of([("Un", site.url("/un.xml")), ("Deux", site.url("/deux.xml"))]);
    reader.refresh(&[]);
    reader.later(2 * HOUR);
    let round = reader.refresh(&[]);
    let mut all = round.all();
    all.sort();
    assert_eq!(all, ["moved 304", "unchanged 304"]);
    assert_eq!(reader.config().matches("/flux.xml\"").count(), 1);
    reader.later(2 * HOUR);
    assert_eq!(
        reader.refresh(&[]).all(),
        ["unchanged 304", "unchanged 304"]
    );
}

#[test]
fn where_the_config_cannot_be_written_the_database_keeps_the_address() {
    let site = chain(&[(301, "/nouveau.xml")]);
    let reader = Reader::of([("Vigie", site.url("/flux.xml"))]);
    let before = reader.config();
    let mut permissions = std::fs::metadata(reader.config_path())
        .unwrap()
        .permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(reader.config_path(), permissions).unwrap();
    for says in ["ok 200 +1", "moved 304", "unchanged 304", "unchanged 304"] {
        reader.refresh(&[]).says("Vigie", says);
        reader.later(2 * HOUR);
    }
    let expected = [
        "/flux.xml",
        "/nouveau.xml",
        "/flux.xml",
        "/nouveau.xml",
        "/nouveau.xml",
        "/nouveau.xml",
    ];
    assert_eq!(targets(&site), expected);
    assert_eq!(reader.config(), before);
    assert_eq!(
        reader.feed("Vigie")["url"],
        site.url("/flux.xml"),
        "as the config says"
    );
    assert_eq!(reader.total("Vigie"), 1);
}

#[test]
fn secrets_stay_at_home_and_keep_the_feed_there() {
    let far = Server::on("127.0.0.4", |_| good(1));
    let target = far.url("/flux.xml");
    let near = Server::start(move |asked| match asked.target.as_str() {
        "/la" => good(1),
        "/ici.xml" => to(301, "/la"),
        _ => to(301, &target),
    });
    let reader = Reader::of([]);
    let with_password = near.url("/code.xml").replace("://", "://moi:secret@");
    reader.set_config(&format!(
        "[[feeds]]\nurl = \"{}\"\ntitle = \"Clé\"\nheaders = {{ \"X-Cle\" = \"secret\", Cookie = \"a=secret\" }}\n\
         [[feeds]]\nurl = \"{with_password}\"\ntitle = \"Code\"\n\
         [[feeds]]\nurl = \"{}\"\ntitle = \"Ici\"\nheaders = {{ \"X-Cle\" = \"secret\" }}\n",
        near.url("/flux.xml"),
        near.url("/ici.xml"),
    ));
    let mut rounds = Vec::new();
    for _ in 0..3 {
        rounds.push(reader.refresh(&[]));
        reader.later(2 * HOUR);
    }
    for round in &rounds {
        assert_eq!(round.code, 0);
        assert_ne!(round.line("Clé")["status"], "moved");
        assert_ne!(round.line("Code")["status"], "moved");
        assert!(!format!("{round:?}").contains("secret"), "{round:?}");
    }
    assert_eq!(
        rounds[1].line("Ici")["status"],
        "moved",
        "within one origin"
    );
    for asked in far.asked() {
        for name in ["X-Cle", "Cookie", "Authorization", "Referer"] {
            assert_eq!(asked.text(name), None, "{name}");
        }
    }
    assert_eq!(far.asked().len(), 6);
    for asked in near.asked() {
        let sent = asked.text("X-Cle").or(asked.text("Authorization"));
        assert!(sent.is_some(), "{asked:?}");
    }
    let config = reader.config();
    assert!(config.contains(&near.url("/la")), "{config}");
    assert!(config.contains(&with_password), "{config}");
}
