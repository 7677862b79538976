//! The whole edition, as its sites answer it, without a socket.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::events::Event;

use super::edition::{self, Format, Guids, Manner};
use super::html;
use super::http::Request;
use super::site::Running;

const NOW: i64 = 1_795_500_000;

fn sites() -> Vec<Running> {
    let sites = edition::sites();
    let mut names = html::weekdays(NOW);
    for (number, site) in sites.iter().enumerate() {
        names.insert(site.key, format!("http://127.0.0.1:{}", 40_000 + number));
    }
    let names = Arc::new(names);
    let run = |site| Running::new(site, Arc::clone(&names), NOW);
    sites.into_iter().map(run).collect()
}

fn get(site: &Running, path: &str) -> Vec<u8> {
    let request = Request {
        method: "GET".to_owned(),
        path: path.to_owned(),
        ..Request::default()
    };
    site.answer(&request).body
}

fn feed(site: &Running) -> String {
    let bytes = get(site, site.site().path);
    if site.site().latin {
        return encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap()
}

/// The names of a document's elements in their order; fails where it is not well formed.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut names = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                depth += 1;
                assert!(tag.attributes().all(|attribute| attribute.is_ok()));
                names.push(tag.name().as_ref().to_owned());
            }
            Event::Empty(tag) => names.push(tag.name().as_ref().to_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    names
}

fn served(site: &Running) -> bool {
    site.site().manner != Manner::Failing
}

#[test]
fn there_are_enough_sites_and_articles() {
    let sites = sites();
    let subscribed: Vec<&Running> = sites
        .iter()
        .filter(|site| site.site().manner != Manner::Announced)
        .collect();
    assert!(subscribed.len() >= 14, "{}", subscribed.len());
    let readable = subscribed.iter().filter(|site| served(site));
    let articles: usize = readable
        .flat_map(|site| &site.site().articles)
        .filter(|article| !article.late)
        .count();
    assert!(articles >= 155, "{articles}");
    for name in ["Le Câble", "Noyau", "Vigie", "Octet Libre", "Pare-feu"] {
        assert!(
            subscribed.iter().any(|site| site.site().title == name),
            "{name}"
        );
    }
}

#[test]
fn every_format_and_manner_is_there() {
    let sites = sites();
    let formats = |format| {
        sites
            .iter()
            .filter(|site| site.site().format == format)
            .count()
    };
    assert_eq!(formats(Format::Rdf), 1);
    assert_eq!(formats(Format::Atom), 3);
    assert_eq!(formats(Format::Json), 2);
    assert!(formats(Format::Rss) > 6);
    for manner in [
        Manner::Slow,
        Manner::Failing,
        Manner::Updating,
        Manner::Announced,
    ] {
        let count = sites
            .iter()
            .filter(|site| site.site().manner == manner)
            .count();
        assert_eq!(count, 1, "{manner:?}");
    }
    assert_eq!(sites.iter().filter(|site| site.site().latin).count(), 1);
    assert_eq!(sites.iter().filter(|site| !site.site().dates).count(), 1);
    assert_eq!(
        sites
            .iter()
            .filter(|site| site.site().guids == Guids::Missing)
            .count(),
        1
    );
}

#[test]
fn every_site_has_a_name_of_its_own() {
    let sites = sites();
    let names: BTreeSet<&str> = sites.iter().map(|site| site.site().domain).collect();
    assert_eq!(names.len(), sites.len());
    for site in &sites {
        let site = site.site();
        assert!(site.domain.ends_with(".test"), "{}", site.domain);
        assert!(
            !site.title.is_empty() && !site.description.is_empty(),
            "{}",
            site.key
        );
        assert!(!site.folders.is_empty(), "{}", site.key);
        let slugs: BTreeSet<&str> = site.articles.iter().map(|article| article.slug).collect();
        assert_eq!(slugs.len(), site.articles.len(), "{}", site.key);
    }
}

#[test]
fn every_feed_is_well_formed_and_whole() {
    for site in sites().iter().filter(|site| served(site)) {
        let text = feed(site);
        let key = site.site().key;
        let first = site
            .site()
            .articles
            .iter()
            .filter(|article| !article.late)
            .count();
        let count = match site.site().format {
            Format::Json => {
                let json: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
                json["items"].as_array().unwrap().len()
            }
            format => {
                let name = if format == Format::Atom {
                    "entry"
                } else {
                    "item"
                };
                elements(&text)
                    .iter()
                    .filter(|element| *element == name)
                    .count()
            }
        };
        assert_eq!(count, first, "{key}");
        assert!(!text.contains("{@"), "{key}: a name without a meaning");
    }
}

#[test]
fn feeds_miss_what_they_promise_to_miss() {
    for site in sites().iter().filter(|site| served(site)) {
        if site.site().format != Format::Rss {
            continue;
        }
        let names = elements(&feed(site));
        let has = |name: &str| names.iter().any(|element| element == name);
        assert_eq!(
            has("guid"),
            site.site().guids != Guids::Missing,
            "{}",
            site.site().key
        );
        assert_eq!(has("pubDate"), site.site().dates, "{}", site.site().key);
    }
}

#[test]
fn windows_1252_is_sent_under_another_name_and_loses_nothing() {
    let sites = sites();
    let site = sites.iter().find(|site| site.site().latin).unwrap();
    let bytes = get(site, site.site().path);
    assert!(std::str::from_utf8(&bytes).is_err());
    for (character, byte) in [('’', 0x92), ('€', 0x80), ('œ', 0x9c)] {
        assert!(bytes.contains(&byte), "{character}");
    }
    let (text, had_errors) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    assert!(!had_errors);
    assert!(text.contains("encoding=\"iso-8859-1\""));
    assert!(text.contains("l’œil du marché sur la mémoire à 4,20\u{a0}€"));
    assert!(
        !text.contains("&#"),
        "a character that windows-1252 does not have"
    );
}

#[test]
fn articles_show_everything_an_article_can_hold() {
    let all: String = sites()
        .iter()
        .filter(|site| served(site))
        .map(feed)
        .collect();
    let all = all
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("\\\"", "\"");
    let features = [
        "<h2>",
        "<h3>",
        "<ul><li>",
        "<blockquote>",
        "<pre><code class=\"language-rust\">",
        "<pre><code class=\"language-shell\">",
        "<table>",
        "<caption>",
        "<figure><img",
        "<figcaption>",
        "<sup id=\"",
        "<sub>",
        "<dl>",
        "<details>",
        "utm_source=",
        "fbclid=",
        "width=\"1\"",
        "🍰",
        "«\u{a0}",
        "\u{202f}!",
        "\u{a0}:",
    ];
    for feature in features {
        assert!(all.contains(feature), "{feature}");
    }
    assert!(
        all.contains("Recensement: 71 %"),
        "plain spaces, as an agency sends them"
    );
    assert!(all.matches("<table>").count() >= 2);
    assert!(all.matches("audio/mpeg").count() >= 8);
}

#[test]
fn some_articles_are_long() {
    let sites = sites();
    let bodies = sites
        .iter()
        .flat_map(|site| &site.site().articles)
        .map(|article| article.body);
    let long = bodies
        .filter(|body| html::plain(body).split_whitespace().count() >= 600)
        .count();
    assert!(long >= 5, "{long}");
}

#[test]
fn every_link_between_sites_leads_to_a_page() {
    let sites = sites();
    let mut seen = 0;
    for site in &sites {
        for article in &site.site().articles {
            for piece in article.body.split("{@").skip(1) {
                let (key, rest) = piece.split_once('}').unwrap();
                if ["jour", "hier"].contains(&key) {
                    continue;
                }
                let key = if key.is_empty() { site.site().key } else { key };
                let path = rest.split(['"', '?']).next().unwrap();
                let target = sites.iter().find(|site| site.site().key == key).unwrap();
                let request = Request {
                    method: "GET".to_owned(),
                    path: path.to_owned(),
                    ..Request::default()
                };
                let answer = target.answer(&request);
                assert_eq!(answer.status, "200 OK", "{}: {key}{path}", article.slug);
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn one_event_is_told_by_several_sites() {
    for slug in [
        "vig-2026-0412",
        "nuage-souverain-appel-doffres",
        "brest-centre-de-calcul",
        "noyau-6-20",
    ] {
        let link = format!("/article/{slug}");
        let sites = sites();
        let telling = sites.iter().filter(|site| {
            site.site()
                .articles
                .iter()
                .any(|article| article.slug == slug || article.body.contains(&link))
        });
        assert!(telling.count() >= 3, "{slug}");
    }
}

#[test]
fn no_article_is_older_than_what_it_links_to() {
    // A bulletin is completed afterwards: only it may name an article that came later.
    let sites = sites();
    for site in sites.iter().filter(|site| site.site().key != "vigie") {
        for article in site.site().articles.iter().filter(|article| !article.late) {
            for target in &sites {
                for other in &target.site().articles {
                    let link = format!("{{@{}}}/article/{}", target.site().key, other.slug);
                    let links = article
                        .body
                        .split(&link)
                        .skip(1)
                        .any(|rest| rest.starts_with(['"', '?']));
                    assert!(
                        !links || article.age < other.age,
                        "{} → {}",
                        article.slug,
                        other.slug
                    );
                }
            }
        }
    }
}

#[test]
fn the_home_page_announces_the_feed() {
    for site in &sites() {
        let home = String::from_utf8(get(site, "/")).unwrap();
        assert!(home.contains("rel=\"alternate\""), "{}", site.site().key);
        assert!(
            home.contains(&format!("href=\"{}\"", site.feed())),
            "{}",
            site.site().key
        );
    }
}

#[test]
fn a_page_has_the_whole_text_of_a_teaser() {
    let sites = sites();
    let site = sites
        .iter()
        .find(|site| site.site().key == "fil-direct")
        .unwrap();
    let last = "qui saura s'en servir ?";
    assert!(!feed(site).contains(last));
    let page = String::from_utf8(get(site, "/article/nuage-souverain-appel-doffres")).unwrap();
    assert!(page.contains(last));
}

#[test]
fn articles_are_dated_before_now_and_many_are_of_the_last_day() {
    let sites = sites();
    let articles = sites
        .iter()
        .flat_map(|site| &site.site().articles)
        .filter(|article| !article.late);
    let mut today = 0;
    for article in articles {
        assert!(
            article.age > 0 && article.age <= 10 * 86_400,
            "{}",
            article.slug
        );
        today += usize::from(article.age < 86_400);
    }
    assert!(today >= 30, "{today}");
}
