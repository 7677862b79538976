//! Addresses: which one is the article's, and what it stands against.

use super::*;

/// The link of an item and of an entry around the same inside.
fn link_of(feed: &Feed) -> Option<&str> {
    feed.entries[0].link.as_deref()
}

fn rss_of(channel: &str, item: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel>{channel}<item>{item}</item></channel></rss>"
    )
}

#[test]
fn the_address_of_an_item() {
    for (item, link) in [
        (
            "<link>http://octet-libre.test</link>",
            Some("http://octet-libre.test"),
        ),
        (
            "<link>\n https://octet-libre.test/1?a=1&amp;b=2 \n</link>",
            Some("https://octet-libre.test/1?a=1&b=2"),
        ),
        (
            "<link>https://octet-libre.test/a b</link>",
            Some("https://octet-libre.test/a%20b"),
        ),
        (
            "<link>https://octet-libre.test/été</link>",
            Some("https://octet-libre.test/%C3%A9t%C3%A9"),
        ),
        (
            "<link href='https://octet-libre.test/h'/>",
            Some("https://octet-libre.test/h"),
        ),
        (
            "<a:link href='https://octet-libre.test/a'/><link>https://octet-libre.test/l</link>",
            Some("https://octet-libre.test/l"),
        ),
        (
            "<a:link rel='self' href='https://octet-libre.test/s'/>",
            None,
        ),
        (
            "<link></link><guid>https://octet-libre.test/g</guid>",
            Some("https://octet-libre.test/g"),
        ),
        (
            "<guid isPermaLink='false'>https://octet-libre.test/g</guid>",
            None,
        ),
        (
            "<link xml:base='https://autre.test/x/'>a</link>",
            Some("https://autre.test/x/a"),
        ),
        ("<link>javascript:alert(1)</link>", None),
        ("<comments>https://octet-libre.test/c</comments>", None),
        (
            "<link>//octet-libre.test/a</link>",
            Some("https://octet-libre.test/a"),
        ),
    ] {
        let feed = read(&rss_of("", item));
        assert_eq!(link_of(&feed), link, "{item}");
    }
}

#[test]
fn the_address_of_an_entry() {
    for (inside, link) in [
        (
            "<link href='https://octet-libre.test/1'/>",
            Some("https://octet-libre.test/1"),
        ),
        (
            "<link rel='self' href='/s'/><link rel='alternate' href='/1'/>",
            Some("https://octet-libre.test/1"),
        ),
        (
            "<link rel='http://www.iana.org/assignments/relation/alternate' href='/1'/>",
            Some("https://octet-libre.test/1"),
        ),
        (
            "<link type='application/json' href='/j'/><link type='text/html' href='/h'/>",
            Some("https://octet-libre.test/h"),
        ),
        (
            "<link href='a' xml:base='https://autre.test/x/'/>",
            Some("https://autre.test/x/a"),
        ),
        (
            "<link>https://octet-libre.test/texte</link>",
            Some("https://octet-libre.test/texte"),
        ),
        (
            "<link rel='related' href='/r'/><link rel='via' href='/v'/>",
            None,
        ),
        ("<source><link href='https://autre.test/'/></source>", None),
    ] {
        assert_eq!(atom(inside).link.as_deref(), link, "{inside}");
    }
}

#[test]
fn relative_addresses_of_rss_are_the_sites_and_those_of_atom_the_documents() {
    let proxied = "https://relais.test/octet/flux.xml";
    let rss = rss_of(
        "<link>https://octet-libre.test/blog/</link>",
        "<link>a</link>",
    );
    assert_eq!(
        link_of(&read_at(&rss, proxied)),
        Some("https://octet-libre.test/blog/a")
    );
    let atom = |site: &str| {
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><link href='{site}'/><entry><link href='a'/></entry></feed>"
        )
    };
    let own = read_at(&atom("https://relais.test/"), proxied);
    assert_eq!(link_of(&own), Some("https://relais.test/octet/a"));
    let handed_on = read_at(&atom("https://octet-libre.test/"), proxied);
    assert_eq!(link_of(&handed_on), Some("https://octet-libre.test/a"));
}

#[test]
fn every_base_counts_inside_contents() {
    let atom = |root: &str, entry: &str, content: &str| {
        let feed = read_at(
            &format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'{root}><entry{entry}>{content}</entry></feed>"
            ),
            "",
        );
        feed.entries[0].content.clone().expect("a content")
    };
    let html = |base: &str| format!("<content type='html'{base}>&lt;a href='x'&gt;</content>");
    let fbase = " xml:base='https://octet-libre.test/f/'";
    for (found, base) in [
        (atom(fbase, "", &html("")), "https://octet-libre.test/f/x"),
        (
            atom(fbase, " xml:base='e/'", &html("")),
            "https://octet-libre.test/f/e/x",
        ),
        (
            atom(fbase, " xml:base='e/'", &html(" xml:base='c/'")),
            "https://octet-libre.test/f/e/c/x",
        ),
    ] {
        assert_eq!(found, format!("<a href='{base}'>"));
    }
    let xhtml = "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='https://autre.test/d/'>\
        <p xml:base='p/'><a href='x'>y</a></p></div></content>";
    assert_eq!(
        atom("", "", xhtml),
        "<p><a href=\"https://autre.test/d/p/x\">y</a></p>"
    );
}

#[test]
fn enclosures_of_every_kind() {
    for (inside, found) in [
        (
            "<enclosure url='/a.mp3' type='audio/mpeg' length=' 12 '/>",
            vec![("https://octet-libre.test/a.mp3", Some(12))],
        ),
        (
            "<enclosure url='/a.mp3' length='-1'/><enclosure url='/b.mp3' length='x'/>",
            vec![
                ("https://octet-libre.test/a.mp3", None),
                ("https://octet-libre.test/b.mp3", None),
            ],
        ),
        (
            "<enclosure url='https://relais.test/a.mp3'/><feedburner:origEnclosureLink xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>https://octet-libre.test/a.mp3</feedburner:origEnclosureLink>",
            vec![("https://octet-libre.test/a.mp3", None)],
        ),
        (
            "<a:link rel='enclosure' href='/a.mp3' length='5'/>",
            vec![("https://octet-libre.test/a.mp3", Some(5))],
        ),
        ("<enclosure type='audio/mpeg'/>", vec![]),
        (
            "<enclosure href='https://octet-libre.test/a.mp3' length='1,234'/><enclosure>https://octet-libre.test/b.mp3</enclosure>",
            vec![
                ("https://octet-libre.test/a.mp3", Some(1234)),
                ("https://octet-libre.test/b.mp3", None),
            ],
        ),
    ] {
        let feed = read(&rss_of("<link>https://octet-libre.test/</link>", inside));
        let all: Vec<(&str, Option<u64>)> = feed.entries[0]
            .enclosures
            .iter()
            .map(|file| (file.url.as_str(), file.length))
            .collect();
        assert_eq!(all, found, "{inside}");
    }
}

#[test]
fn a_relative_enclosure_stands_against_the_site() {
    let feed = read_at(
        &rss_of(
            "<link>https://octet-libre.test/</link>",
            "<enclosure url='/a.mp3'/>",
        ),
        "",
    );
    assert_eq!(
        feed.entries[0].enclosures[0].url,
        "https://octet-libre.test/a.mp3"
    );
}

#[test]
fn a_document_of_no_known_address_may_say_its_own() {
    let feed = read_at(
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='https://octet-libre.test/blog/flux.atom'/>\
         <link href='/blog/'/><entry><link href='un'/></entry></feed>",
        "",
    );
    assert_eq!(feed.link.as_deref(), Some("https://octet-libre.test/blog/"));
    assert_eq!(
        feed.entries[0].link.as_deref(),
        Some("https://octet-libre.test/blog/un")
    );
    let json = "{\"feed_url\":\"https://octet-libre.test/f.json\",\"home_page_url\":\"/\",\"items\":[{\"url\":\"/un\"}]}";
    let feed = read_at(json, "");
    assert_eq!(feed.link.as_deref(), Some("https://octet-libre.test/"));
    assert_eq!(
        feed.entries[0].link.as_deref(),
        Some("https://octet-libre.test/un")
    );
}

#[test]
fn an_identity_that_is_an_address_is_the_last_resort() {
    let feed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>https://octet-libre.test/</id><entry><id>https://octet-libre.test/1</id></entry>\
         <entry><id>urn:x:2</id></entry><entry><id>https://octet-libre.test/3</id><link href='/trois'/></entry></feed>",
    );
    assert_eq!(feed.link.as_deref(), Some("https://octet-libre.test/"));
    let links: Vec<Option<&str>> = feed
        .entries
        .iter()
        .map(|entry| entry.link.as_deref())
        .collect();
    assert_eq!(
        links,
        [
            Some("https://octet-libre.test/1"),
            None,
            Some("https://octet-libre.test/trois")
        ]
    );
}
