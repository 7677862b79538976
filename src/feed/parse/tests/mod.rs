mod bodies;
mod fields;
mod links;

use super::*;
use crate::feed::{Entry, Format};
use proptest::prelude::*;

fn read_at(text: &str, url: &str) -> Feed {
    let source = Source {
        url: Some(url).filter(|url| !url.is_empty()),
        ..Source::default()
    };
    parse(text.as_bytes(), &source).expect("a feed")
}

fn read(text: &str) -> Feed {
    read_at(text, "https://octet-libre.test/flux.xml")
}

/// An RSS feed around the inside of its items.
fn rss(items: &[&str]) -> Feed {
    let items: String = items
        .iter()
        .map(|item| format!("<item>{item}</item>\n"))
        .collect();
    read(&format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Octet</title><link>https://octet-libre.test/</link>{items}</channel></rss>"
    ))
}

fn item(inside: &str) -> Entry {
    rss(&[inside]).entries.remove(0)
}

fn atom(inside: &str) -> Entry {
    read(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>{inside}</entry></feed>"
    ))
    .entries
    .remove(0)
}

fn codes(feed: &Feed) -> Vec<ProblemCode> {
    feed.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn a_sound_rss_feed_is_read_whole() {
    let feed = read(
        "<?xml version='1.0' encoding='utf-8'?>
<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'
 xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>
<title>Octet &amp; Libre</title><link>https://octet-libre.test/</link><description>Le calme</description>
<language>fr-FR</language><ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<skipHours><hour>1</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<item><title>L’été &lt;em&gt;à&lt;/em&gt; Brest</title><link>https://octet-libre.test/a</link>
<guid isPermaLink='false'> 42 </guid><pubDate>mar., 01 déc. 2020 16:11:02</pubDate><dc:creator>A. Le Gall</dc:creator>
<category>Réseau</category><category><![CDATA[Énergie & eau]]></category><dc:subject>Brest</dc:subject>
<description>Court</description><content:encoded><![CDATA[<p><a href='/b'>Long</a></p>]]></content:encoded>
<enclosure url='/son.mp3' length='12' type='audio/mpeg'/></item></channel></rss>",
    );
    assert_eq!(feed.problems, []);
    assert_eq!(feed.format, Format::Rss20);
    assert_eq!(feed.title.as_deref(), Some("Octet & Libre"));
    assert_eq!(feed.link.as_deref(), Some("https://octet-libre.test/"));
    assert_eq!(feed.description.as_deref(), Some("Le calme"));
    assert_eq!(feed.language.as_deref(), Some("fr-fr"));
    assert_eq!(feed.schedule.period, Some(5_400));
    assert_eq!(feed.schedule.skip_hours, [0, 1]);
    assert_eq!(feed.schedule.skip_days, [7]);
    assert!(!feed.cut);
    let entry = &feed.entries[0];
    assert_eq!(entry.guid.as_deref(), Some("42"));
    assert_eq!(entry.title, "L’été à Brest");
    assert_eq!(entry.link.as_deref(), Some("https://octet-libre.test/a"));
    assert_eq!(entry.published, Some(1_606_835_462));
    assert_eq!(entry.authors, ["A. Le Gall"]);
    assert_eq!(entry.categories, ["Réseau", "Énergie & eau", "Brest"]);
    assert_eq!(entry.summary.as_deref(), Some("Court"));
    assert_eq!(
        entry.content.as_deref(),
        Some("<p><a href='https://octet-libre.test/b'>Long</a></p>")
    );
    assert_eq!(entry.enclosures[0].url, "https://octet-libre.test/son.mp3");
    assert_eq!(entry.enclosures[0].length, Some(12));
}

#[test]
fn a_sound_atom_feed_is_read_whole() {
    let feed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr' xml:base='https://base.test/x/'>
<title type='html'>Octet &amp;amp; Libre</title><subtitle>Sous</subtitle><author><name>Anne</name></author>
<link rel='self' href='/f'/><link href='/'/>
<entry><id> urn:1 </id><title>A &lt; B</title><link rel='alternate' href='a'/><link rel='enclosure' href='s.ogg' type='audio/ogg' length='9'/>
<published>2026-01-02T03:04:05Z</published><updated>2026-01-03T03:04:05Z</updated><category term='t' label='Thème'/>
<summary>1 &lt; 2</summary>
<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p title='a&amp;b'>x<br/><a href='y'>é &amp; è</a></p></div></content></entry>
<entry><id>urn:2</id><author><name>Luc</name><email>l@x.test</email></author></entry></feed>",
    );
    assert_eq!(feed.problems, []);
    assert_eq!(feed.format, Format::Atom10);
    assert_eq!(feed.title.as_deref(), Some("Octet & Libre"));
    assert_eq!(feed.description.as_deref(), Some("Sous"));
    assert_eq!(feed.language.as_deref(), Some("fr"));
    assert_eq!(feed.link.as_deref(), Some("https://base.test/"));
    let entry = &feed.entries[0];
    assert_eq!(entry.guid.as_deref(), Some("urn:1"));
    assert_eq!(entry.title, "A < B");
    assert_eq!(entry.link.as_deref(), Some("https://base.test/x/a"));
    assert_eq!(entry.enclosures[0].url, "https://base.test/x/s.ogg");
    assert_eq!(entry.enclosures[0].length, Some(9));
    assert_eq!(
        (entry.published, entry.updated),
        (Some(1_767_323_045), Some(1_767_409_445))
    );
    assert_eq!(entry.categories, ["Thème"]);
    assert_eq!(entry.authors, ["Anne"]);
    assert_eq!(entry.summary.as_deref(), Some("1 &lt; 2"));
    assert_eq!(
        entry.content.as_deref(),
        Some("<p title=\"a&amp;b\">x<br><a href=\"https://base.test/x/y\">é &amp; è</a></p>")
    );
    assert_eq!(feed.entries[1].authors, ["Luc"]);
}

#[test]
fn titles_are_plain_and_keep_what_only_looks_like_markup() {
    for (sent, title) in [
        ("A &lt; B", "A < B"),
        ("AT&T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("L&eacute;o", "Léo"),
        ("L&amp;eacute;o", "Léo"),
        ("<![CDATA[<b>Gras</b> & co]]>", "Gras & co"),
        ("Un <em>deux</em> trois", "Un deux trois"),
        ("Vec&lt;String&gt;", "Vec<String>"),
        ("3 < 4", "3 < 4"),
        ("\u{1b}[31mRouge", "Rouge"),
        ("&#27;[31mRouge&#x1b;[0m", "Rouge"),
        ("Ã‰tÃ©", "Été"),
        ("a\n   b", "a b"),
        ("a <!-- c -->b", "a b"),
        ("&#146;", "’"),
    ] {
        assert_eq!(
            item(&format!("<title>{sent}</title>")).title,
            title,
            "{sent}"
        );
    }
}

#[test]
fn wounds_that_the_strict_parser_refuses() {
    use ProblemCode::{ControlCharacter, Entity, Tags, UndeclaredPrefix};
    for (inside, html, code) in [
        ("<description>a & b</description>", "a & b", Entity),
        (
            "<description>a &nosuch; b</description>",
            "a &nosuch; b",
            Entity,
        ),
        ("<description>a&#0;b</description>", "ab", ControlCharacter),
        ("<description>a<br>b</description>", "a<br>b", Tags),
        ("<description><p>a</description>", "<p>a", Tags),
        ("<description>a</p></description>", "a", Tags),
        (
            "<content:encoded>x</content:encoded>",
            "x",
            UndeclaredPrefix,
        ),
    ] {
        let feed = rss(&[inside, "<title>suite</title>"]);
        assert_eq!(feed.entries.len(), 2, "{inside}");
        assert_eq!(feed.entries[0].html(), html, "{inside}");
        assert_eq!(feed.entries[1].title, "suite", "{inside}");
        if inside != "<description>a<br>b</description>" {
            assert!(
                codes(&feed).contains(&code),
                "{inside}: {:?}",
                feed.problems
            );
        }
    }
}

#[test]
fn problems_have_their_place() {
    let feed = rss(&["<title>é & b</title>"]);
    let problem = &feed.problems[0];
    assert_eq!(problem.code, ProblemCode::Entity);
    assert_eq!(problem.line, Some(2));
    let line = "<rss version=\"2.0\"><channel><title>Octet</title><link>https://octet-libre.test/</link><item><title>é ";
    assert_eq!(problem.column, Some(line.chars().count() + 1));
}

#[test]
fn extension_modules_never_override_the_feeds_own() {
    let entry = item(
        "<media:title>M</media:title><title>T</title><media:description>MD</media:description><description>D</description>",
    );
    assert_eq!(entry.title, "T");
    assert_eq!(entry.summary.as_deref(), Some("D"));
    let entry = item("<media:title>M</media:title><media:description>MD</media:description>");
    assert_eq!(entry.title, "M");
    assert_eq!(entry.summary.as_deref(), Some("MD"));
}

#[test]
fn links_from_where_they_hide() {
    for (inside, link) in [
        ("<link>/a</link>", Some("https://octet-libre.test/a")),
        (
            "<link><![CDATA[\n https://x.test/a ]]></link>",
            Some("https://x.test/a"),
        ),
        ("<guid>https://x.test/g</guid>", Some("https://x.test/g")),
        (
            "<guid isPermaLink='true'>https://x.test/g</guid>",
            Some("https://x.test/g"),
        ),
        ("<guid isPermaLink='false'>https://x.test/g</guid>", None),
        ("<guid>42</guid>", None),
        (
            "<atom:link href='https://x.test/at'/>",
            Some("https://x.test/at"),
        ),
        ("<atom:link rel='self' href='https://x.test/at'/>", None),
        ("<link href='https://x.test/h'/>", Some("https://x.test/h")),
        (
            "<link>https://p.test/</link><feedburner:origLink>https://x.test/o</feedburner:origLink>",
            Some("https://x.test/o"),
        ),
        ("<link>javascript:alert(1)</link>", None),
        (
            "<link>https://x.test/?a=1&b=2</link>",
            Some("https://x.test/?a=1&b=2"),
        ),
    ] {
        assert_eq!(item(inside).link.as_deref(), link, "{inside}");
    }
}

#[test]
fn authors_in_all_their_forms() {
    for (inside, author) in [
        ("<author>red@x.test (Anne Le Gall)</author>", "Anne Le Gall"),
        ("<author>Anne Le Gall (red@x.test)</author>", "Anne Le Gall"),
        ("<author>Anne &lt;red@x.test&gt;</author>", "Anne"),
        ("<author>Prénom Nom\u{a0}nom@x.test</author>", "Prénom Nom"),
        ("<author>a@b.test\u{a0}(Nom)</author>", "Nom"),
        ("<author>«red@x.test</author>", "«red@x.test"),
        ("<author><name>Anne</name></author>", "Anne"),
        ("<itunes:author>Anne</itunes:author>", "Anne"),
        ("<dc:creator>Anne</dc:creator>", "Anne"),
        ("<author>red@x.test</author>", "red@x.test"),
    ] {
        assert_eq!(item(inside).authors, [author], "{inside}");
    }
}

#[test]
fn other_roots_and_vocabularies() {
    for (document, format, title) in [
        (
            "<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>x</TITLE></ITEM></CHANNEL></RSS>",
            Format::Rss20,
            "x",
        ),
        (
            "<rss><channel><item><title>x</title></item></channel></rss>",
            Format::Rss20,
            "x",
        ),
        (
            "<rss version='0.91'><channel><item><title>x</title></item></channel></rss>",
            Format::Rss091,
            "x",
        ),
        (
            "<rss version='0.93'><channel><item><title>x</title></item></channel></rss>",
            Format::Rss092,
            "x",
        ),
        (
            "<rss xmlns='http://backend.userland.com/rss2' version='2.0'><channel><item><title>x</title></item></channel></rss>",
            Format::Rss20,
            "x",
        ),
        (
            "<rss xmlns='http://www.w3.org/2005/Atom' version='2.0'><channel><item><title>x</title></item></channel></rss>",
            Format::Rss20,
            "x",
        ),
        (
            "<rss version='2.0'><channel></channel><item><title>x</title></item></rss>",
            Format::Rss20,
            "x",
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>c</title></channel><item><title>x</title></item></rdf:RDF>",
            Format::Rss090,
            "x",
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://x.test/1'><title>x</title></item></rdf:RDF>",
            Format::Rss10,
            "x",
        ),
        (
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:s='http://purl.org/rss/1.0/'><s:item><s:title>x</s:title></s:item></r:RDF>",
            Format::Rss10,
            "x",
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title mode='escaped' type='text/html'>&lt;b&gt;x&lt;/b&gt;</title></entry></feed>",
            Format::Atom03,
            "x",
        ),
        (
            "<feed xmlns='https://www.w3.org/2005/Atom'><entry><title>x</title></entry></feed>",
            Format::Atom10,
            "x",
        ),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>x</a:title></a:entry></a:feed>",
            Format::Atom10,
            "x",
        ),
        (
            "<feed><entry><title>x</title></entry></feed>",
            Format::Atom10,
            "x",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='HTML'>&lt;i&gt;x</title></entry></feed>",
            Format::Atom10,
            "x",
        ),
        (
            "<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title></entry>",
            Format::Atom10,
            "x",
        ),
    ] {
        let feed = read(document);
        assert_eq!(feed.format, format, "{document}");
        assert_eq!(feed.entries.len(), 1, "{document}");
        assert_eq!(feed.entries[0].title, title, "{document}");
        assert!(!feed.cut, "{document}");
    }
}

#[test]
fn rdf_items_are_known_by_their_subject() {
    let feed = read(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
        <channel rdf:about='https://x.test/'><title>c</title><link>https://x.test/</link></channel>
        <item rdf:about='https://x.test/1'><dc:title>un</dc:title><dc:date>2026-01-02T03:04Z</dc:date></item></rdf:RDF>",
    );
    let entry = &feed.entries[0];
    assert_eq!(entry.guid.as_deref(), Some("https://x.test/1"));
    assert_eq!(entry.link.as_deref(), Some("https://x.test/1"));
    assert_eq!(entry.title, "un");
    assert_eq!(entry.published, Some(1_767_323_040));
}

#[test]
fn atom_texts_of_every_type() {
    for (content, html) in [
        ("<content type='text/plain'>a &lt; b</content>", "a &lt; b"),
        ("<content type='html'>&lt;p&gt;x</content>", "<p>x"),
        ("<content type='TEXT/HTML'>&lt;p&gt;x</content>", "<p>x"),
        ("<content type='bizarre'>&lt;p&gt;x</content>", "<p>x"),
        ("<content mode='base64'>PHA+eDwvcD4=</content>", "<p>x</p>"),
        ("<content type='xhtml'>a &lt; b</content>", "a &lt; b"),
        (
            "<content type='application/xhtml+xml'><p>x</p><hr/></content>",
            "<p>x</p><hr>",
        ),
        (
            "<content src='https://x.test/c' type='text/html'> </content>",
            "",
        ),
    ] {
        assert_eq!(atom(content).html(), html, "{content}");
    }
    let away = atom("<content src='https://x.test/c' type='text/html'/>");
    assert_eq!(away.link.as_deref(), Some("https://x.test/c"));
}

#[test]
fn media_and_enclosures_stand_together() {
    let entry = item(
        "<enclosure url='https://x.test/a.mp3' type='audio/mpeg' length='beaucoup'/>
        <media:group><media:content url='https://x.test/v.mp4' type='video/mp4' fileSize='7' duration='999999999999999999999'/>
        <media:content url='https://x.test/a.mp3'/><media:title>t</media:title></media:group><itunes:duration>１２</itunes:duration>",
    );
    let urls: Vec<&str> = entry
        .enclosures
        .iter()
        .map(|file| file.url.as_str())
        .collect();
    assert_eq!(urls, ["https://x.test/a.mp3", "https://x.test/v.mp4"]);
    assert_eq!(entry.enclosures[1].length, Some(7));
    assert_eq!(entry.title, "t");
}

#[test]
fn a_cut_document_gives_its_whole_entries() {
    let whole = "<rss version='2.0'><channel><title>Octet</title><item><title>un</title></item>\n<item><title>deux</title></item></channel></rss>";
    let second = whole.find("</item></channel>").expect("it is there");
    for end in 0..whole.len() {
        let source = Source::default();
        match parse(&whole.as_bytes()[..end], &source) {
            Ok(feed) => {
                let root_ends = whole[..end].contains("</rss");
                assert_eq!(feed.cut, !root_ends, "{}", &whole[..end]);
                if end >= second + 6 {
                    assert_eq!(feed.entries.len(), 2, "{}", &whole[..end]);
                } else {
                    assert!(feed.entries.len() < 2, "{}", &whole[..end]);
                }
            }
            Err(error) => assert!(end < "<rss version='2.0'>".len(), "{end}: {error:?}"),
        }
    }
    let cdata = &rss_text("<item><title>un</title></item><item><description><![CDATA[coupé");
    let feed = read(cdata);
    assert!(feed.cut);
    assert_eq!(feed.entries.len(), 1);
}

fn rss_text(items: &str) -> String {
    format!("<rss version='2.0'><channel><title>Octet</title>{items}")
}

#[test]
fn junk_around_the_document_costs_nothing() {
    for junk in [
        "\n \n",
        "Bonjour\n",
        "<br />\n<b>Warning</b>: x in <b>y</b><br />\n",
        "\u{feff}\u{feff}",
        "<!-- c -->",
    ] {
        let feed = read(&format!(
            "{junk}<?xml version='1.0'?><rss version='2.0'><channel><item><title>x</title></item></channel></rss>\n<p>pub</p>"
        ));
        assert_eq!(feed.entries[0].title, "x", "{junk:?}");
    }
}

#[test]
fn what_is_no_feed_says_what_it_is() {
    for (bytes, error) in [
        (b"".as_slice(), FeedError::Empty),
        (b" \n ", FeedError::Empty),
        (b"<!DOCTYPE html><html><body>x</body></html>", not("html")),
        (b"<html><head><title>rss</title></head></html>", not("html")),
        (b"<opml version='2.0'/>", not("xml:opml")),
        (b"bonjour", not("text")),
        (b"\x89PNG\r\n\x1a\n\0\0\0", not("binary")),
        (b"%PDF-1.4", not("pdf")),
        (
            b"\x7fELF\x02\x01\x01\0\0\0<rdf:RDF\0<rss>\0\0\x01<channel/>\0\0",
            not("binary"),
        ),
        (
            b"<rdf:RDF>\0\0\0\0\0\0<item/>\0\0\0</rdf:RDF>",
            not("binary"),
        ),
        (b"{\"a\":1}", not("json")),
    ] {
        let read = parse(bytes, &Source::default());
        assert_eq!(read.map(|feed| feed.format), Err(error));
    }
}

#[test]
fn one_stray_zero_byte_spoils_no_feed() {
    let text = format!(
        "<rss version='2.0'><channel><title>Vi\0gie</title><item><title>Un</title><description>{}</description></item></channel></rss>",
        "mot ".repeat(30)
    );
    assert_eq!(read(&text).entries.len(), 1);
}

fn not(looks_like: &str) -> FeedError {
    FeedError::NotAFeed {
        looks_like: looks_like.to_owned(),
    }
}

#[test]
fn own_entities_stay_inside_and_small() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>
        <rss version='2.0'><channel><item><title>&a; &b; &f;</title></item></channel></rss>";
    assert_eq!(
        read(bomb).entries[0].title,
        format!("{} {} &f;", "a".repeat(10), "a".repeat(30))
    );
}

#[test]
fn depth_is_bounded_and_text_is_kept() {
    let deep = format!(
        "<description>{}fond{}</description><title>t</title>",
        "<div>".repeat(50_000),
        "</div>".repeat(50_000)
    );
    let entry = item(&deep);
    assert!(entry.html().contains("fond"));
    assert_eq!(entry.title, "t");
}

#[test]
fn a_date_that_cannot_be_read_is_told_and_never_today() {
    let feed = rss(&["<title>x</title><pubDate>hier</pubDate><guid>1</guid>"]);
    assert_eq!(feed.entries[0].published, None);
    assert_eq!(feed.problems.len(), 1);
    assert_eq!(feed.problems[0].code, ProblemCode::Date);
    assert_eq!(feed.problems[0].detail, "hier");
    assert_eq!(feed.problems[0].line, Some(2));
}

#[test]
fn day_or_month_first_is_decided_by_the_feed() {
    let feed = rss(&[
        "<pubDate>03/04/2021</pubDate>",
        "<pubDate>17/03/2021</pubDate>",
    ]);
    assert_eq!(feed.entries[0].published, Some(1_617_408_000));
    let french = read_at(
        "<rss version='2.0'><channel><item><pubDate>03/04/2021 12:00</pubDate></item></channel></rss>",
        "https://octet-libre.fr/flux",
    );
    assert_eq!(french.entries[0].published, Some(1_617_444_000));
}

#[test]
fn rss_in_json_goes_the_way_of_rss() {
    let feed = read(
        "{\"rss\":{\"channel\":{\"title\":\"Octet\",\"item\":[{\"title\":\"été\",\"guid\":\"1\",\"itunes:author\":\"Anne\",\"pubDate\":\"hier\"}]}}}",
    );
    assert_eq!(codes(&feed), [ProblemCode::Date]);
    assert_eq!(feed.problems[0].line, None);
    assert_eq!(feed.entries[0].authors, ["Anne"]);
    assert_eq!(feed.entries[0].title, "été");
    assert_eq!(feed.entries[0].guid.as_deref(), Some("1"));
}

/// Prints what every real feed gives; writes the same to `FEEDS_REPORT` where that names a file.
#[test]
fn real_feeds_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/feeds");
    if !folder.is_dir() {
        println!("skipped: no ../shared/feeds");
        return;
    }
    let mut files: Vec<std::path::PathBuf> = [folder.clone(), folder.join("nasty")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("a folder"))
        .map(|file| file.expect("a file").path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|end| end != "md"))
        .collect();
    files.sort();
    let mut report = String::new();
    for path in files {
        let bytes = std::fs::read(&path).expect("a readable file");
        let name = path
            .strip_prefix(&folder)
            .expect("inside")
            .display()
            .to_string();
        let source = Source {
            url: Some("https://example.org/feed.xml"),
            ..Source::default()
        };
        report.push_str(&match parse(&bytes, &source) {
            Ok(feed) => {
                let dated = feed
                    .entries
                    .iter()
                    .filter(|entry| entry.date().is_some())
                    .count();
                let mut codes: Vec<String> = feed
                    .problems
                    .iter()
                    .map(|problem| {
                        format!("{}@{}", problem.code.as_str(), problem.line.unwrap_or(0))
                    })
                    .collect();
                codes.dedup();
                codes.truncate(6);
                format!(
                    "{name} | {} | {} entries, {dated} dated | {}{}\n",
                    feed.format.as_str(),
                    feed.entries.len(),
                    if feed.cut { "CUT " } else { "" },
                    codes.join(" ")
                )
            }
            Err(error) => format!("{name} | FAILED | {error}\n"),
        });
    }
    println!("{report}");
    let shown = std::env::var("FEEDS_SHOW").unwrap_or_default();
    if !shown.is_empty() {
        let bytes = std::fs::read(folder.join(&shown)).expect("the file");
        println!("{:#?}", parse(&bytes, &Source::default()));
    }
    if let Some(file) = std::env::var_os("FEEDS_REPORT") {
        std::fs::write(file, &report).expect("the report is written");
    }
    assert!(!report.contains("FAILED"), "{report}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = parse(&bytes, &Source::default());
    }

    #[test]
    fn broken_feeds_are_read_or_refused(pieces in proptest::collection::vec(prop::sample::select(vec![
        "<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&", "&amp;", "<", ">",
        "é", "<link href='", "'", "\"", "</channel>", "<!--", "-->", "<feed>", "<entry>", "<content type='xhtml'>",
        "<div>", "</div>", "<?xml", "?>", "<br>", "xml:base='", "http://x.test/", "<media:group>", "<a:b", "/>", "\u{1b}",
    ]), 0..40)) {
        let text = format!("<rss>{}", pieces.concat());
        let _ = parse(text.as_bytes(), &Source::default());
    }

    #[test]
    fn sound_titles_come_out_as_they_went_in(title in "[a-zA-Zéèœ ’«»&<]{1,30}") {
        let escaped = title.replace('&', "&amp;amp;").replace('<', "&amp;lt;");
        let entry = item(&format!("<title>{escaped}</title>"));
        prop_assert_eq!(entry.title, sanitise::line(&title));
    }
}
