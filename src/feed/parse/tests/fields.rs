//! Authors, categories and languages in all the elements that hold them.

use super::*;

const MODULES: &str = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' \
    xmlns:media='http://search.yahoo.com/mrss/' xmlns:a='http://www.w3.org/2005/Atom' xmlns:g='http://www.google.com/schemas/play-podcasts/1.0'";

fn first(channel: &str, item: &str) -> Entry {
    read(&format!(
        "<rss version='2.0' {MODULES}><channel>{channel}<item>{item}</item></channel></rss>"
    ))
    .entries
    .remove(0)
}

#[test]
fn authors_of_an_item() {
    for (item, names) in [
        (
            "<dc:creator>Anne</dc:creator><dc:creator>Luc</dc:creator>",
            vec!["Anne", "Luc"],
        ),
        (
            "<author>a@octet-libre.test (Anne)</author><dc:creator>Anne</dc:creator>",
            vec!["Anne"],
        ),
        ("<itunes:author>Anne</itunes:author>", vec!["Anne"]),
        (
            "<author>a@octet-libre.test (Anne), l@octet-libre.test (Luc)</author>",
            vec!["Anne", "Luc"],
        ),
        ("<g:author>Anne</g:author>", vec!["Anne"]),
        ("<a:author><a:name>Anne</a:name></a:author>", vec!["Anne"]),
        (
            "<author><name>Anne</name><email>a@octet-libre.test</email></author>",
            vec!["Anne"],
        ),
        (
            "<author>L&amp;eacute;a &amp;amp; &lt;b&gt;Luc&lt;/b&gt;</author>",
            vec!["Léa & Luc"],
        ),
        (
            "<dc:contributor>Luc</dc:contributor><dc:publisher>P</dc:publisher>",
            vec![],
        ),
    ] {
        assert_eq!(first("", item).authors, names, "{item}");
    }
}

#[test]
fn authors_of_the_feed_stand_for_those_of_an_entry_without() {
    for (channel, names) in [
        (
            "<managingEditor>ed@octet-libre.test (Anne)</managingEditor><webMaster>Luc</webMaster>",
            vec!["Anne"],
        ),
        (
            "<webMaster>w@octet-libre.test (Luc)</webMaster>",
            vec!["Luc"],
        ),
        (
            "<itunes:owner><itunes:name>Luc</itunes:name></itunes:owner><itunes:author>Anne</itunes:author>",
            vec!["Anne"],
        ),
        (
            "<itunes:owner><itunes:name>Luc</itunes:name><itunes:email>l@octet-libre.test</itunes:email></itunes:owner>",
            vec!["Luc"],
        ),
        ("<dc:creator>Anne</dc:creator>", vec!["Anne"]),
    ] {
        assert_eq!(
            first(channel, "<title>t</title>").authors,
            names,
            "{channel}"
        );
    }
    let own = first(
        "<managingEditor>Anne</managingEditor>",
        "<author>Luc</author>",
    );
    assert_eq!(own.authors, ["Luc"]);
    let source = "<source><author><name>Nadia</name></author></source>";
    assert_eq!(atom(source).authors, ["Nadia"]);
}

#[test]
fn categories_in_all_their_forms() {
    for (item, names) in [
        (
            "<category>A</category><category domain='d'>B</category><dc:subject>C</dc:subject>",
            vec!["A", "B", "C"],
        ),
        (
            "<itunes:keywords>un, deux</itunes:keywords>",
            vec!["un", "deux"],
        ),
        (
            "<media:group><media:category label='L'>M</media:category><media:keywords>k</media:keywords></media:group>",
            vec!["L", "k"],
        ),
        (
            "<a:category term='t' label='L'/><a:category term='u' label=''/>",
            vec!["L", "u"],
        ),
        ("<category term='t'/><category/>", vec!["t"]),
        (
            "<category>A</category><category>\n A\n</category>",
            vec!["A"],
        ),
    ] {
        assert_eq!(first("", item).categories, names, "{item}");
    }
    assert_eq!(
        atom("<category term='t' scheme='s'/><category>x</category>").categories,
        ["t", "x"]
    );
}

#[test]
fn a_day_stands_first_as_the_feeds_language_has_it() {
    let of = |language: &str| {
        let text = format!(
            "<rss version='2.0'><channel><language>{language}</language><item><pubDate>03/07/2020 00:00 GMT</pubDate></item></channel></rss>"
        );
        read(&text).entries[0].published
    };
    let (july, march) = (Some(1_593_734_400), Some(1_583_539_200));
    for (language, date) in [
        ("de", july),
        ("en-GB", july),
        ("en-us", march),
        ("en", march),
    ] {
        assert_eq!(of(language), date, "{language}");
    }
}

#[test]
fn the_language_of_a_feed() {
    let of = |root: &str, channel: &str| {
        read(&format!(
            "<rss version='2.0'{root}><channel>{channel}<item/></channel></rss>"
        ))
        .language
    };
    assert_eq!(of(" xml:lang='fr_CA'", "").as_deref(), Some("fr-ca"));
    assert_eq!(
        of(" xml:lang='en'", "<language>fr</language>").as_deref(),
        Some("fr")
    );
    assert_eq!(of("", ""), None);
}
