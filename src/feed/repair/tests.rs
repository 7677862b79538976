//! Tables of wounds, by class, through the whole way from bytes to entries: what is kept, and that it is told.

use proptest::prelude::*;

use crate::feed::{Feed, ProblemCode, Source, parse};

const NEXT: &str = "<item><title>Deux</title><link>https://octet-libre.test/2</link></item>";
const LINK: &str = "<link>https://octet-libre.test/1</link>";

fn read(text: &str) -> Feed {
    let source = Source {
        url: Some("https://octet-libre.test/flux.xml"),
        ..Source::default()
    };
    parse(text.as_bytes(), &source).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn channel(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Octet</title>\n{items}{NEXT}</channel></rss>")
}

fn codes(feed: &Feed) -> Vec<ProblemCode> {
    feed.problems
        .iter()
        .map(|problem| problem.code)
        .filter(|code| *code != ProblemCode::Identity)
        .collect()
}

/// Reads an item before another, which nothing in the first may cost.
fn item(inside: &str) -> Feed {
    let feed = read(&channel(&format!("<item>{inside}</item>")));
    let last = feed.entries.last().expect("an entry");
    assert_eq!(last.title, "Deux", "{inside}");
    assert_eq!(
        last.link.as_deref(),
        Some("https://octet-libre.test/2"),
        "{inside}"
    );
    feed
}

#[test]
fn end_tags_that_are_missing_or_wrong() {
    for inside in [
        "<title>Été<link>https://octet-libre.test/1</link>",
        "<title>Été<description>D</description><link>https://octet-libre.test/1</link>",
        "<title>Été<dc:creator>Zoé</dc:creator><link>https://octet-libre.test/1</link>",
        "<title>Été</titre><link>https://octet-libre.test/1</link>",
        "<title>Été</link><link>https://octet-libre.test/1</link>",
        "<title>Été<title><link>https://octet-libre.test/1</link>",
        "<title>Été</TITLE><link>https://octet-libre.test/1</link>",
        "<title>Été</ title><link>https://octet-libre.test/1</link>",
        "<title>Été</title<link>https://octet-libre.test/1</link>",
        "<title>Été</title><description>D<link>https://octet-libre.test/1</link>",
        "<title>Été</title><description><p>D<guid>g</guid><link>https://octet-libre.test/1</link>",
        "<title>Été</title><description>D<description><link>https://octet-libre.test/1</link>",
        "<title>Été</title><link>https://octet-libre.test/1<link><guid>g</guid>",
        "<title>Été</title></b></p><link>https://octet-libre.test/1</link>",
        "<title>Été</title><description>a</br>b</description><link>https://octet-libre.test/1</link>",
    ] {
        let feed = item(inside);
        assert_eq!(feed.entries[0].title, "Été", "{inside}");
        let link = feed.entries[0].link.as_deref();
        assert_eq!(link, Some("https://octet-libre.test/1"), "{inside}");
        assert_ne!(codes(&feed), [], "{inside}");
    }
    let depths = "<div>".repeat(300);
    let feed = item(&format!(
        "<title>Été</title><description>{depths}x</description>{LINK}"
    ));
    assert_eq!(feed.entries[0].title, "Été");
    let feed = read(&channel(
        "<item><title>Été</title><link>https://octet-libre.test/1</link>",
    ));
    assert_eq!(feed.entries.len(), 2);
}

#[test]
fn sections_without_their_end_swallow_nothing() {
    for (section, html) in [
        ("<![CDATA[<p>x</p>", "<p>x</p>"),
        ("<![CDATA[<p>x</p>]", "<p>x</p>"),
        ("<![CDATA[<p>x</p>]]", "<p>x</p>"),
        ("<![CDATA[<p>x</p>]>", "<p>x</p>"),
        ("<![CDATA[<p>x</p>]] >", "<p>x</p>"),
        ("<![CDATA[<p>x</p>]]>]]>", "<p>x</p>"),
        ("<![cdata[<p>x</p>]]>", "<p>x</p>"),
        ("<!CDATA[<p>x</p>]]>", "<p>x</p>"),
        ("<! [CDATA [<p>x</p>]]>", "<p>x</p>"),
        ("&lt;![CDATA[&lt;p>x&lt;/p>]]&gt;", "<p>x</p>"),
        ("<![CDATA[a <![CDATA[b]]> c]]>", "a <![CDATA[b c"),
        ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
        (
            "<![CDATA[<pre></description></pre>]]>",
            "<pre></description></pre>",
        ),
    ] {
        let other = "<item><title>Bis</title><description><![CDATA[y]]></description></item>";
        let text = format!(
            "<item><title>Été</title><description>{section}</description>{LINK}</item>{other}"
        );
        let feed = read(&channel(&text));
        assert_eq!(feed.entries.len(), 3, "{section}");
        assert_eq!(feed.entries[0].summary.as_deref(), Some(html), "{section}");
        assert!(feed.entries[0].link.is_some(), "{section}");
        assert_eq!(feed.entries[1].summary.as_deref(), Some("y"), "{section}");
    }
    for comment in [
        "<!-- a ",
        "<!-- a --!>",
        "<!-->",
        "<!>",
        "<!- a ->",
        "<?php echo ",
    ] {
        let text = format!(
            "<item>{comment}<title>Été</title></item><item><title>Bis</title></item><!-- b -->"
        );
        let feed = read(&channel(&text));
        assert_eq!(feed.entries.len(), 3, "{comment}");
        assert_eq!(feed.entries[0].title, "Été", "{comment}");
        assert_ne!(codes(&feed), [], "{comment}");
    }
}

#[test]
fn attributes_of_every_making() {
    for attributes in [
        "url=https://octet-libre.test/s.mp3 type=audio/mpeg ",
        "url=”https://octet-libre.test/s.mp3” ",
        "url=\"https://octet-libre.test/s.mp3\"type=\"audio/mpeg\"",
        "url=\"https://octet-libre.test/s.mp3\" url=\"https://autre.test/\"",
        "absent url=\"https://octet-libre.test/s.mp3\"",
        "title=\"a<b\" url=\"https://octet-libre.test/s.mp3\"",
        "title=\"a & b\" url=\"https://octet-libre.test/s.mp3\"",
        "title=\"a\u{8}b\" url=\"https://octet-libre.test/s.mp3\"",
        "url=\"https://octet-libre.test/s.mp3",
    ] {
        let feed = item(&format!(
            "<title>Été</title><enclosure {attributes}/>{LINK}"
        ));
        let files = &feed.entries[0].enclosures;
        assert_eq!(files.len(), 1, "{attributes}");
        assert_eq!(
            files[0].url, "https://octet-libre.test/s.mp3",
            "{attributes}"
        );
        assert!(feed.entries[0].link.is_some(), "{attributes}");
        assert_ne!(codes(&feed), [], "{attributes}");
    }
}

#[test]
fn references_are_read_and_told() {
    use ProblemCode::{ControlCharacter, Entity};
    for (sent, title, code) in [
        ("a & b", "a & b", Some(Entity)),
        ("a &amp b", "a & b", Some(Entity)),
        ("&copy 2020", "© 2020", Some(Entity)),
        ("caf&eacute", "café", Some(Entity)),
        ("&#233t&#XE9;", "été", Some(Entity)),
        ("&eacute;t&eacute;", "été", Some(Entity)),
        ("&Iacute;&Omega;&OElig;", "ÍΩŒ", Some(Entity)),
        ("&nosuch;", "&nosuch;", Some(Entity)),
        ("x&#xD800;&#99999999;", "x", Some(ControlCharacter)),
        ("x&#8;", "x", Some(ControlCharacter)),
        ("<![CDATA[x\u{8}]]>", "x", Some(ControlCharacter)),
        ("&#146;&#x80;", "’€", None),
        ("&amp;eacute;", "é", None),
    ] {
        let feed = item(&format!("<title>{sent}</title>"));
        assert_eq!(feed.entries[0].title, title, "{sent}");
        assert_eq!(codes(&feed).first().copied(), code, "{sent}");
    }
    let declared = format!(
        "<!DOCTYPE rss [<!ENTITY eacute \"&#233;\"><?x ]> '?><!ENTITY b \"B&eacute;\">]>{}",
        channel("<item><title>&b; &eacute;</title></item>")
    );
    let feed = read(&declared);
    assert_eq!(feed.entries[0].title, "Bé é");
    assert_eq!(codes(&feed), []);
}

#[test]
fn roots_that_are_several_or_inside_something_else() {
    let one = "<item><title>Été</title></item>";
    let body = format!("<channel><title>Octet</title>{one}{NEXT}</channel>");
    let rss = format!("<rss version='2.0'>{body}</rss>");
    for text in [
        format!("<html><body>{rss}</body></html>"),
        format!("<!DOCTYPE html><html><head><title>X</title></head>{rss}</html>"),
        format!("<xml>{rss}</xml>"),
        format!("<s:Envelope xmlns:s='x'><s:Body>{rss}</s:Body></s:Envelope>"),
        format!(
            "<rss version='2.0'><channel>{one}</channel></rss><rss><channel>{NEXT}</channel></rss>"
        ),
        format!("<rss version='2.0'><channel>{one}</channel></rss>{NEXT}"),
        format!("<rss version='2.0'><channel><title>Octet</title></channel>{one}{NEXT}</rss>"),
        format!("<channel><title>Octet</title></channel>{one}{NEXT}"),
        format!("{one}{NEXT}"),
        format!(
            "<r:rss><r:channel>{}{}</r:channel></r:rss>",
            prefixed(one),
            prefixed(NEXT)
        ),
        format!(
            "<rss><channel>{}{NEXT}</channel></rss>",
            one.replace("<item", "<item xmlns='http://x.test/'")
        ),
    ] {
        let feed = read(&text);
        let titles: Vec<&str> = feed
            .entries
            .iter()
            .map(|entry| entry.title.as_str())
            .collect();
        assert_eq!(titles, ["Été", "Deux"], "{text}");
        assert!(!feed.cut, "{text}");
    }
    let page = "<html><body><rdf:RDF><Work/></rdf:RDF><p>x</p></body></html>";
    assert!(parse(page.as_bytes(), &Source::default()).is_err());
}

fn prefixed(text: &str) -> String {
    text.replace("</", "\u{1}")
        .replace('<', "<r:")
        .replace('\u{1}', "</r:")
}

#[test]
fn places_are_those_of_the_document_as_sent() {
    for (start, end) in [("", "\n"), ("", "\r\n"), ("<!-- é -->\n", "\n")] {
        let parts = [
            "é🦊 ¤& b",
            "a ¤&nosuch; b",
            "x¤\u{8}y",
            "3 ¤< 4",
            "¤<![cdata[x]]>",
            "a¤</b>",
            "a<b c=\"¤&x\"/>",
            "fin ¤& a",
            "<![CDATA[zé¤\u{1}]]>",
        ];
        let items: String = parts
            .iter()
            .map(|part| format!("<item><title>{part}</title></item>{end}"))
            .collect();
        let marked = format!("{start}<rss><channel>{end}{items}</channel></rss>");
        let feed = read(&marked.replace('¤', ""));
        let told: Vec<(usize, usize)> = feed
            .problems
            .iter()
            .filter_map(|problem| Some((problem.line?, problem.column?)))
            .collect();
        for (number, line) in marked.split('\n').enumerate() {
            if let Some(at) = line.find('¤') {
                let place = (number + 1, line[..at].chars().count() + 1);
                assert!(told.contains(&place), "{line}: {place:?} {told:?}");
            }
        }
    }
}

#[test]
fn a_document_cut_anywhere_keeps_its_whole_entries() {
    let items = format!(
        "<item><title>Été</title><description><![CDATA[<p>x</p>]]></description><!-- c --><enclosure url=\"https://octet-libre.test/a>b.mp3\"/>{LINK}</item>"
    );
    let whole = channel(&items);
    let first = whole.find("</item>").expect("it is there") + 6;
    let second = whole.rfind("</item>").expect("it is there") + 6;
    let root = whole.find('>').expect("it is there");
    for end in root + 1..whole.len() {
        let Ok(feed) = parse(&whole.as_bytes()[..end], &Source::default()) else {
            panic!("{end}");
        };
        let entries = usize::from(end >= first) + usize::from(end >= second);
        assert_eq!(
            feed.entries.len(),
            entries,
            "{}",
            whole.get(..end).unwrap_or_default()
        );
    }
}

proptest! {
    #[test]
    fn sound_documents_are_told_nothing(
        title in "[a-zé🦊 ]{0,9}",
        text in "(<b>é</b>|<br/>|<br></br>|<img alt='a>b'/>|&amp;|&#233;|<!\\[CDATA\\[<p>&x]]>|<!-- é -->|\\]|x| ){0,8}",
    ) {
        let text = format!("<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY x 'y'>]>\n{}", channel(&format!(
            "<item xmlns:q='urn:q'><title>{title}</title><q:a q:b=\"1\"/><description>{text}</description><link>/1</link></item>"
        )));
        let feed = read(&text);
        prop_assert_eq!(codes(&feed), []);
        prop_assert_eq!(feed.entries.len(), 2);
    }

    #[test]
    fn wounds_in_an_item_cost_no_other(pieces in proptest::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<b>", "</b>", "<br>", "&", "&amp", "&#", "< ", "é", "</br>", "<a href=x>", "<a href='y'>", "]]>",
        "<img src=\"a>b\">", "<o:p>", "</o:p>", "\u{8}", "<![if x]>", "<! x>", "<li>", "</ul>", "<script>if (a < b) {}</script>",
    ]), 0..20)) {
        let text = channel(&format!("<item><title>Été</title><description>{}</description></item>", pieces.concat()));
        let feed = read(&text);
        prop_assert_eq!(feed.entries.len(), 2);
        prop_assert_eq!(&feed.entries[0].title, "Été");
        prop_assert_eq!(&feed.entries[1].title, "Deux");
    }
}

#[test]
fn what_is_nested_too_deep_is_told_once_and_costs_nothing_around_it() {
    let deep = |open: &str, close: &str| open.repeat(300) + "x" + &close.repeat(300);
    for inside in [
        deep("<x>", "</x>"),
        deep("<x>", "</x>").repeat(2),
        deep("<x><y/><br></br>", "</x>"),
        format!("<description>{}</description>", deep("<x>", "</x>")),
        deep("<b><x>", "</x></b>"),
    ] {
        assert_eq!(codes(&item(&inside)), [ProblemCode::TooDeep], "{inside}");
    }
    assert_eq!(codes(&item(&(deep("<x>", "</x>") + "</y>"))).len(), 2);
    let shallow = "<x>".repeat(200) + &"</x>".repeat(200);
    assert_eq!(codes(&item(&shallow)), []);
}

#[test]
fn the_detail_tells_what_is_wrong_with_the_markup() {
    for (inside, details) in [
        ("<title>3 < 4</title>", &["<"][..]),
        ("<title>a ]]> b</title>", &["]]>"]),
        ("<description><![cdata[x]]></description>", &["<![CDATA["]),
        ("<description><![CDATA[x</description>", &["<![CDATA["]),
        ("<description><![CDATA[x]></description>", &["<![CDATA["]),
        (
            "<description><![CDATA[a <![CDATA[x]]> b]]></description>",
            &["]]>"],
        ),
        ("<!-- a -- b -->", &["<!--"]),
        ("<!-- a --!>", &["<!--"]),
        ("<?xml version='1.0'?>", &["<?xml"]),
        ("<!DOCTYPE x>", &["<!DOCTYPE"]),
        ("<link href=x/>", &["href="]),
        ("<link href/>", &["href="]),
        ("<link href='x'rel='y'/>", &["rel="]),
        ("<link href='x' href='y'/>", &["href="]),
        ("<link\" href='x'/>", &["="]),
        ("<a href='x<y'></a>", &["<"]),
        ("<a>x</ a>", &["</"]),
        ("<title>x</titre>", &["titre"]),
        ("<description><p>x</description>", &["p"]),
        ("<Title>x</title>", &["title"]),
    ] {
        let problems = item(inside).problems.into_iter();
        let told: Vec<String> = problems
            .filter(|problem| problem.code == ProblemCode::Tags)
            .map(|problem| problem.detail)
            .collect();
        assert_eq!(told, details, "{inside}");
    }
    for after in ["x", "<p>x</p>", "<rss></rss>"] {
        let problems = read(&(channel("<item/>") + after)).problems;
        let told = problems
            .iter()
            .filter(|problem| problem.code == ProblemCode::Tags)
            .map(|problem| problem.detail.as_str());
        assert_eq!(told.collect::<Vec<_>>(), [""], "{after}");
    }
}
