//! A 200 proves nothing: answers that are no feed, or another one, cost no article and no validator, and heal by
//! themselves.

use super::*;

/// A feed of two articles with validators, then a lie, twice, then the feed with one more.
fn lying(name: &str, lie: &Reply, says: &'static str) -> Cage {
    let lie = lie
        .clone()
        .header("ETag", "\"mensonge\"")
        .header("Last-Modified", "jamais");
    Cage::new(
        name,
        [
            (good(2).header("ETag", "\"vrai\""), "ok 200 +2"),
            (lie.clone(), says),
            (lie, says),
            (good(3).header("ETag", "\"neuf\""), "ok 200 +1"),
        ],
    )
}

fn page(body: &str) -> Reply {
    Reply::status(200)
        .header("Content-Type", "text/html; charset=utf-8")
        .body(body)
}

fn typed(media_type: &str, body: &str) -> Reply {
    Reply::status(200)
        .header("Content-Type", media_type)
        .body(body)
}

fn check(cages: &[Cage]) {
    let reader = Reader::of(cages.iter().map(|cage| (cage.name.as_str(), cage.url())));
    for visit in 0..4 {
        let round = reader.refresh(&[]);
        for cage in cages {
            round.says(&cage.name, cage.says[visit]);
            let line = round.line(&cage.name);
            let feed = reader.feed(&cage.name);
            assert_eq!(
                feed["total"],
                if visit < 3 { 2 } else { 3 },
                "{}",
                cage.name
            );
            assert_eq!(
                feed["unread"],
                if visit == 0 {
                    2
                } else {
                    feed["total"].as_i64().unwrap() - 1
                },
                "{}",
                cage.name
            );
            assert_eq!(
                (&feed["error"], &feed["code"]),
                (&line["error"], &line["code"])
            );
            assert_eq!(feed["url"], cage.url());
            assert_eq!(feed["title"], cage.name.as_str());
        }
        if visit == 0 {
            for feed in reader.json(&["feeds", "--json"]) {
                let query = format!("flux:\"{}\" sort:date", feed["title"].as_str().unwrap());
                let oldest =
                    reader.json(&["list", &query, "--json", "--limit", "1"])[0]["id"].to_string();
                reader.well(&["mark", "read", &oldest]);
            }
        }
        reader.later(DAY);
    }
    for cage in cages {
        let asked = cage.server.asked();
        let sent: Vec<Option<String>> = asked
            .iter()
            .map(|asked| asked.text("If-None-Match"))
            .collect();
        let vrai = Some("\"vrai\"".to_owned());
        assert_eq!(
            sent,
            [None, vrai.clone(), vrai.clone(), vrai],
            "{}",
            cage.name
        );
    }
}

#[test]
fn what_is_no_feed_costs_nothing_and_heals() {
    let failed = "failed 200 not-a-feed";
    let portal = "<html><head><meta http-equiv=refresh content='0;url=http://portail.test/login'></head>\
                  <body><form action=/login><input type=password></form></body></html>";
    check(&[
        lying("rien", &Reply::status(200), failed),
        lying("rien, en morceaux", &Reply::status(200).chunked(), failed),
        lying("rien, jusqu’à la fin", &Reply::status(200).close(), failed),
        lying(
            "des espaces",
            &Reply::status(200).body(" \r\n\t ".repeat(200)),
            failed,
        ),
        lying(
            "une marque d’ordre seule",
            &Reply::status(200).body("\u{feff}"),
            failed,
        ),
        lying("des zéros", &Reply::status(200).body(vec![0; 5000]), failed),
        lying(
            "une page",
            &page(
                "<!DOCTYPE html><html><head><title>Oups</title></head><body><h1>Erreur</h1></body></html>",
            ),
            failed,
        ),
        lying(
            "une page sans balise html",
            &page("<h1>Erreur de base de données</h1>"),
            failed,
        ),
        lying(
            "une page qui se dit flux",
            &typed(
                "application/rss+xml",
                "<!doctype html><html><body>Bonjour</body></html>",
            ),
            failed,
        ),
        lying(
            "une page qui annonce un flux",
            &page(
                "<html><head><link rel=alternate type=application/rss+xml href=/autre.xml></head></html>",
            ),
            failed,
        ),
        lying(
            "une page en XHTML",
            &typed(
                "application/xhtml+xml",
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>",
            ),
            failed,
        ),
        lying("un portail captif", &page(portal), failed),
        lying(
            "une erreur en JSON",
            &typed(
                "application/json",
                "{\"error\": {\"code\": 500, \"message\": \"oups\"}}",
            ),
            failed,
        ),
        lying(
            "un tableau en JSON",
            &typed("application/json", "[]"),
            failed,
        ),
        lying("null", &typed("application/json", "null"), failed),
        lying(
            "du texte",
            &typed("text/plain", "Too many connections"),
            failed,
        ),
        lying(
            "une image",
            &Reply::status(200)
                .header("Content-Type", "image/png")
                .body(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
            failed,
        ),
        lying(
            "un autre XML",
            &typed(
                "text/xml",
                "<?xml version=\"1.0\"?><sitemap><url/></sitemap>",
            ),
            failed,
        ),
        lying(
            "un OPML",
            &typed(
                "text/x-opml",
                "<opml version=\"2.0\"><body><outline text=a xmlUrl=\"http://a.test/\"/></body></opml>",
            ),
            failed,
        ),
        lying(
            "un avertissement de PHP",
            &page(
                "<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/feed.php</b> on line <b>12</b><br />",
            ),
            failed,
        ),
    ]);
}

#[test]
fn statuses_that_bring_no_document() {
    check(&[
        lying("201", &Reply::status(201).body(feed(9)), "failed 201 http"),
        lying(
            "202",
            &Reply::status(202).body("<html>Patientez</html>"),
            "failed 202 http",
        ),
        lying("204", &Reply::status(204), "failed 204 http"),
        lying("205", &Reply::status(205), "failed 205 http"),
        lying(
            "206",
            &Reply::status(206)
                .header("Content-Range", "bytes 0-9/99")
                .body(feed(9)),
            "failed 206 http",
        ),
        lying(
            "226",
            &Reply::status(226).header("IM", "feed").body(feed(9)),
            "failed 226 http",
        ),
        lying("400", &Reply::status(400).body(feed(9)), "failed 400 http"),
        lying(
            "401",
            &Reply::status(401).header("WWW-Authenticate", "Basic realm=\"x\""),
            "failed 401 http",
        ),
        lying("402", &Reply::status(402), "failed 402 http"),
        lying("404", &Reply::status(404).body(feed(9)), "failed 404 http"),
        lying("406", &Reply::status(406), "failed 406 http"),
        lying("418", &Reply::status(418), "failed 418 http"),
        lying("421", &Reply::status(421), "failed 421 http"),
        lying("451", &Reply::status(451), "failed 451 http"),
        lying("500", &Reply::status(500).body(feed(9)), "failed 500 http"),
        lying("502", &Reply::status(502), "failed 502 http"),
        lying("504", &Reply::status(504), "failed 504 http"),
        lying("520", &Reply::status(520), "failed 520 http"),
        lying("599", &Reply::status(599), "failed 599 http"),
    ]);
}

#[test]
fn another_feed_all_of_a_sudden_adds_and_takes_nothing_away() {
    let other = rss("autre.test", &["Tout autre chose"]);
    let cages = [Cage::new(
        "Vigie",
        [
            (good(2), "ok 200 +2"),
            (Reply::status(200).body(other), "ok 200 +1"),
            (good(2), "ok 200"),
            (good(3), "ok 200 +1"),
        ],
    )];
    let reader = tour(&cages, 2 * HOUR, &[]);
    assert_eq!(reader.total("Vigie"), 4);
}

#[test]
fn a_feed_without_articles_is_a_feed_and_costs_none() {
    let empty = rss("le-cable.test", &[]);
    let cages = [
        Cage::new(
            "Vide un jour",
            [
                (good(2), "ok 200 +2"),
                (Reply::status(200).body(empty.clone()), "ok 200"),
                (good(2), "ok 200"),
            ],
        ),
        Cage::new(
            "Vide depuis toujours",
            [
                (Reply::status(200).body(empty), "ok 200"),
                (good(1), "ok 200 +1"),
                (good(1), "unchanged 200"),
            ],
        ),
    ];
    let reader = tour(&cages, 2 * HOUR, &[]);
    assert_eq!(reader.total("Vide un jour"), 2);
    assert_eq!(reader.json(&["list", "est:lu", "--json"]).len(), 0);
}

#[test]
fn a_document_that_was_cut_gives_what_it_has_and_is_asked_for_whole() {
    let text = feed(3);
    let cut = text[..text.rfind("<item>").unwrap() + 10].to_owned();
    let cages = [Cage::new(
        "Coupé",
        [
            (
                Reply::status(200)
                    .header("ETag", "\"coupe\"")
                    .body(cut.clone()),
                "ok 200 +2",
            ),
            (
                Reply::status(200).header("ETag", "\"coupe\"").body(cut),
                "unchanged 200",
            ),
            (good(3).header("ETag", "\"entier\""), "ok 200 +1"),
            (Reply::status(304), "unchanged 304"),
        ],
    )];
    let reader = tour(&cages, 2 * HOUR, &[]);
    let sent: Vec<Option<String>> = cages[0]
        .server
        .asked()
        .iter()
        .map(|asked| asked.text("If-None-Match"))
        .collect();
    assert_eq!(sent, [None, None, None, Some("\"entier\"".to_owned())]);
    assert_eq!(reader.total("Coupé"), 3);
}

#[test]
fn adding_what_is_no_feed_leaves_nothing_behind() {
    let reader = Reader::of([]);
    for reply in [
        Reply::status(200),
        Reply::status(500),
        Reply::status(410),
        page("<html><body>Rien</body></html>"),
        Reply::slam(),
    ] {
        let server = Server::start(move |asked| match asked.target.as_str() {
            "/flux.xml" => reply.clone(),
            _ => Reply::status(404),
        });
        let said = reader.run(&["add", &server.url("/flux.xml")]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.trim_end().ends_with('.'), "{said:?}");
    }
    assert!(
        !reader.config().contains("[[feeds]]"),
        "{}",
        reader.config()
    );
    assert!(reader.json(&["feeds", "--json"]).is_empty());
}
