//! Feeds of many articles and of many bytes beside small ones; files; addresses that lead nowhere.

use super::*;

fn many(count: usize) -> String {
    let titles: Vec<String> = (0..count).map(|n| format!("Brève {n}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    rss("breves.test", &titles)
}

/// A feed of one article of so many bytes.
fn heavy(bytes: usize) -> String {
    let paragraph = "&lt;p&gt;Le nuage souverain se fait attendre.&lt;/p&gt;\n";
    feed(1).replace(
        "&lt;p&gt;Texte",
        &format!(
            "{}&lt;p&gt;Texte",
            paragraph.repeat(bytes / paragraph.len())
        ),
    )
}

/// The clocks are not what is looked at here.
fn unhurried(feeds: &[(&str, String)]) -> Reader {
    let network = "timeout = \"10m\"\nidle_timeout = \"5m\"\n";
    Reader::with(network, feeds.iter().cloned())
}

#[test]
fn a_feed_of_twenty_thousand_articles_is_read_beside_small_ones() {
    let crowd = many(20_000);
    let crowd = Server::start(move |_| Reply::status(200).body(crowd.clone()));
    let small = Server::start(|_| good(2));
    let reader = unhurried(&[("Petit", small.url("/")), ("Foule", crowd.url("/"))]);
    let round = reader.refresh(&[]);
    round.says("Petit", "ok 200 +2");
    round.says("Foule", "ok 200 +20000");
    assert_eq!(reader.total("Foule"), 20_000);
    reader.refresh(&["Foule"]).says("Foule", "unchanged 200");
}

#[test]
fn a_feed_of_eighteen_megabytes_is_read_and_one_beyond_the_limit_is_not() {
    let weight = heavy(18_500_000);
    let weight = Server::start(move |_| Reply::status(200).body(weight.clone()));
    let too_much = heavy(20_500_000);
    let too_much = Server::start(move |_| Reply::status(200).body(too_much.clone()).chunked());
    let small: Vec<Server> = (0..6).map(|_| Server::start(|_| good(1))).collect();
    let titles: Vec<String> = (0..small.len()).map(|n| format!("Petit {n}")).collect();
    let mut feeds = vec![("Poids", weight.url("/")), ("Trop", too_much.url("/"))];
    feeds.extend(
        titles
            .iter()
            .zip(&small)
            .map(|(title, server)| (title.as_str(), server.url("/"))),
    );
    let reader = unhurried(&feeds);
    let round = reader.refresh(&[]);
    round.says("Poids", "ok 200 +1");
    round.says("Trop", "failed 200 too-large");
    for title in &titles {
        round.says(title, "ok 200 +1");
    }
    assert_eq!(round.all().len(), feeds.len());
    assert_eq!(reader.total("Trop"), 0);
    reader.refresh(&["Poids"]).says("Poids", "unchanged 200");
}

#[test]
fn a_limit_of_ones_own_holds() {
    let text = feed(40);
    let length = text.len();
    let server = Server::start(move |_| Reply::status(200).body(text.clone()));
    let reader = Reader::with("max_size = \"10kB\"\n", [("Vigie", server.url("/"))]);
    assert!(length > 10_000);
    reader.refresh(&[]).says("Vigie", "failed 200 too-large");
    reader.set_config(&reader.config().replace("10kB", "1MB"));
    reader.refresh(&["--all"]).says("Vigie", "ok 200 +40");
    assert_eq!(reader.refresh(&["--all"]).line("Vigie")["bytes"], length);
}

#[test]
fn files_are_feeds() {
    let reader = Reader::of([]);
    let path = |name: &str| format!("file://{}", reader.path(name).display());
    std::fs::write(reader.path("bon.xml"), feed(1)).unwrap();
    std::fs::write(reader.path("un nom à part.xml"), feed(1)).unwrap();
    std::fs::write(reader.path("vide.xml"), "").unwrap();
    std::fs::write(reader.path("page.xml"), "<html><body>Non</body></html>").unwrap();
    std::fs::create_dir(reader.path("dossier")).unwrap();
    let feeds = [
        ("bon", path("bon.xml"), "ok +1"),
        ("nom", path("un%20nom%20%C3%A0%20part.xml"), "ok +1"),
        ("vide", path("vide.xml"), "failed not-a-feed"),
        ("page", path("page.xml"), "failed not-a-feed"),
        ("absent", path("absent.xml"), "failed denied"),
        ("dossier", path("dossier"), "failed denied"),
        ("tube", "file:///dev/zero".to_owned(), "failed denied"),
        (
            "ailleurs",
            "file://autre-machine.test/flux.xml".to_owned(),
            "failed denied",
        ),
    ];
    let list: String = feeds
        .iter()
        .map(|(title, url, _)| format!("[[feeds]]\nurl = \"{url}\"\ntitle = \"{title}\"\n"))
        .collect();
    reader.set_config(&list);
    let round = reader.refresh(&[]);
    for (title, _, words) in &feeds {
        round.says(title, words);
    }
    std::fs::write(reader.path("bon.xml"), feed(2)).unwrap();
    std::fs::write(reader.path("absent.xml"), feed(3)).unwrap();
    reader.later(2 * HOUR);
    let round = reader.refresh(&[]);
    round.says("bon", "ok +1");
    round.says("nom", "unchanged");
    round.says("absent", "ok +3");
}

#[test]
fn many_failures_at_once_are_each_named_and_the_rest_is_read() {
    let nobody: Vec<(String, String)> = (0..20)
        .map(|n| match n % 4 {
            0 => (format!("Panne {n}"), nobody_there()),
            1 => (format!("Panne {n}"), format!("http://flux-{n}.invalid/")),
            2 => (
                format!("Panne {n}"),
                "file:///nulle/part.xml".to_owned() + &n.to_string(),
            ),
            _ => (format!("Panne {n}"), format!("http://127.0.0.1:1/{n}")),
        })
        .collect();
    let good = Server::start(|_| good(2));
    let mut feeds: Vec<(&str, String)> = nobody
        .iter()
        .map(|(title, url)| (title.as_str(), url.clone()))
        .collect();
    feeds.push(("Bon", good.url("/")));
    let reader = Reader::of(feeds);
    let said = reader.run(&["refresh"]);
    assert_eq!(said.code, 1);
    for (title, _) in &nobody {
        let lines = said
            .err
            .lines()
            .filter(|line| line.starts_with(&format!("{title}\u{a0}:")))
            .count();
        assert_eq!(lines, 1, "{title}: {}", said.err);
    }
    assert_eq!(reader.total("Bon"), 2);
}
