//! Titles and bodies: whose they are, in which form, and what never overrides them.

use super::*;

fn with_modules(inside: &str) -> Entry {
    read(&format!(
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:x='urn:x' xmlns:i='http://www.itunes.com/DTDs/PodCast-1.0.dtd' \
         xmlns:c='http://purl.org/rss/1.0/modules/content/' xmlns:d='http://purl.org/dc/elements/1.1' xmlns:a='http://www.w3.org/2005/Atom'>\
         <channel><item>{inside}</item></channel></rss>"
    ))
    .entries
    .remove(0)
}

#[test]
fn modules_fill_what_is_missing_under_any_prefix() {
    for (inside, title, summary, content) in [
        (
            "<d:title>T</d:title><d:description>S</d:description>",
            "T",
            Some("S"),
            None,
        ),
        (
            "<media:title>T</media:title><media:description>S</media:description>",
            "T",
            Some("S"),
            None,
        ),
        (
            "<media:group><media:title>T</media:title><media:description>S</media:description></media:group>",
            "T",
            Some("S"),
            None,
        ),
        (
            "<i:summary>S</i:summary><c:encoded>C</c:encoded>",
            "",
            Some("S"),
            Some("C"),
        ),
        (
            "<a:title>T</a:title><a:summary>S</a:summary><a:content type='html'>&lt;i&gt;</a:content>",
            "T",
            Some("S"),
            Some("<i>"),
        ),
        (
            "<c:encoded></c:encoded><c:encoded>C</c:encoded>",
            "",
            None,
            Some("C"),
        ),
    ] {
        let entry = with_modules(inside);
        assert_eq!(entry.title, title, "{inside}");
        assert_eq!(entry.summary.as_deref(), summary, "{inside}");
        assert_eq!(entry.content.as_deref(), content, "{inside}");
    }
}

#[test]
fn modules_never_override() {
    for other in [
        "<media:title>M</media:title><media:description>M</media:description>",
        "<i:title>M</i:title><i:summary>M</i:summary><i:subtitle>M</i:subtitle>",
        "<d:title>M</d:title><d:description>M</d:description>",
        "<x:title>M</x:title><x:description>M</x:description><x:link>https://x.test/</x:link>",
        "<y:title>M</y:title><y:description>M</y:description>",
    ] {
        let own =
            "<title>T</title><description>S</description><link>https://octet-libre.test/1</link>";
        for inside in [format!("{own}{other}"), format!("{other}{own}")] {
            let entry = with_modules(&inside);
            assert_eq!(entry.title, "T", "{inside}");
            assert_eq!(entry.summary.as_deref(), Some("S"), "{inside}");
            assert_eq!(
                entry.link.as_deref(),
                Some("https://octet-libre.test/1"),
                "{inside}"
            );
        }
    }
    let alone = with_modules(
        "<x:title>M</x:title><x:link>https://x.test/</x:link><x:pubDate>2026-01-02</x:pubDate>",
    );
    assert_eq!(
        (alone.title.as_str(), alone.link, alone.published),
        ("", None, None)
    );
}

#[test]
fn halves_of_a_pair_make_one_character() {
    for inside in [
        "<title>Fun &#55357;&#56832; !</title>",
        "<title><![CDATA[Fun &#xD83D;&#xDE00; !]]></title>",
    ] {
        assert_eq!(with_modules(inside).title, "Fun 😀 !", "{inside}");
    }
}

#[test]
fn a_run_of_brackets_is_read_once() {
    let run = "<".repeat(400_000);
    let entry = with_modules(&format!("<description><![CDATA[{run}]]></description>"));
    assert_eq!(entry.summary.map(|summary| summary.len()), Some(400_000));
}

#[test]
fn forms_of_atom_0_3() {
    for (inside, content) in [
        (
            "<content type='text/html' mode='base64'>PHA+w6k8L3A+</content>",
            "<p>é</p>",
        ),
        (
            "<content type='text/html' mode='xml'><p>é</p></content>",
            "<p>é</p>",
        ),
        (
            "<content type='text/plain' mode='escaped'>1 &lt; 2</content>",
            "1 &lt; 2",
        ),
        (
            "<content type='multipart/alternative'><content type='text/plain'>t</content><content type='text/html' mode='escaped'>&lt;p&gt;é</content></content>",
            "<p>é",
        ),
    ] {
        let feed = read(&format!(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>{inside}</entry></feed>"
        ));
        assert_eq!(
            feed.entries[0].content.as_deref(),
            Some(content),
            "{inside}"
        );
    }
}

#[test]
fn channels_of_cdf() {
    let feed = read_at(
        "<CHANNEL HREF='https://octet-libre.test/'><TITLE>Octet</TITLE><ITEM HREF='https://octet-libre.test/1' LASTMOD='2026-01-02T03:04:05Z'>\
         <TITLE>Un</TITLE><ABSTRACT>Court</ABSTRACT></ITEM></CHANNEL>",
        "",
    );
    assert_eq!(feed.link.as_deref(), Some("https://octet-libre.test/"));
    let entry = &feed.entries[0];
    assert_eq!(entry.link.as_deref(), Some("https://octet-libre.test/1"));
    assert_eq!(entry.updated, Some(1_767_323_045));
    assert_eq!(
        (entry.title.as_str(), entry.summary.as_deref()),
        ("Un", Some("Court"))
    );
}

#[test]
fn a_body_of_nothing_but_controls_is_none() {
    let entry = item("<title>Un</title><description>&#1;\u{1}</description><guid>1</guid>");
    assert_eq!((entry.summary, entry.content), (None, None));
}

#[test]
fn long_bodies_come_out_as_short_ones_do() {
    for length in [10, 5_000] {
        let body = format!("<p>{} &amp; co ]]</p>", "été ".repeat(length));
        let escaped = body
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let entry = item(&format!(
            "<description> {escaped}\n</description><content:encoded> {escaped} </content:encoded>"
        ));
        assert_eq!(entry.summary.as_deref(), Some(body.as_str()));
        assert_eq!(entry.content.map(|html| html.trim().to_owned()), Some(body));
    }
}
