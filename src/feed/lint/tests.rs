use super::*;

const NOW: i64 = 1_795_510_800; // 2026-11-24T09:00:00Z

fn checked(text: &str) -> Checked {
    let source = Source {
        url: Some("https://vigie.test/flux"),
        charset: None,
        now: NOW,
    };
    check(text.as_bytes(), &source, None)
}

fn hints(text: &str) -> Vec<(&'static str, Option<(usize, usize)>)> {
    let place = |hint: &Hint| hint.line.zip(hint.column);
    let checked = checked(text);
    let of = |hint: &Hint| (hint.code.as_str(), place(hint));
    checked.hints.iter().map(of).collect()
}

/// A sound feed of two entries, with something in place of the first.
fn rss(first: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n\
         <channel><title>Vigie</title><link>https://vigie.test/</link><language>fr</language>\n\
         <atom:link rel=\"self\" href=\"https://vigie.test/flux\"/>\n\
         {first}\n<item><title>Deux</title><link>https://vigie.test/2</link><guid>https://vigie.test/2</guid>\
         <pubDate>Mon, 16 Nov 2026 09:30:00 +0100</pubDate><description>Texte.</description></item>\
         </channel></rss>"
    )
}

const SOUND: &str = "<item><title>Un</title><link>https://vigie.test/1</link>\
    <guid isPermaLink=\"false\">vigie-1</guid><pubDate>Tue, 17 Nov 2026 09:30:00 +0100</pubDate>\
    <description>&lt;p&gt;A &lt; B, R&amp;amp;D&lt;/p&gt;</description></item>";

const SOUND_ATOM: &str = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\
    <title>Noyau</title><id>urn:x</id><link href=\"https://noyau.test/\"/><link rel=\"self\" href=\"https://noyau.test/a\"/>\
    <updated>2026-11-17T09:30:00Z</updated><author><name>Anne</name></author>\
    <entry><title type=\"html\">A &lt;b&gt;B&lt;/b&gt;</title><id>urn:1</id><link href=\"https://noyau.test/1\"/>\
    <updated>2026-11-17T09:30:00Z</updated><content type=\"html\">Texte</content></entry></feed>";

const SOUND_JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Octet","language":"fr",
    "home_page_url":"https://octet.test/","feed_url":"https://octet.test/f.json","items":[
    {"id":"1","url":"https://octet.test/1","title":"Un","content_html":"<p>Texte</p>",
     "date_published":"2026-11-17T09:30:00+01:00"}]}"#;

#[test]
fn a_sound_feed_gets_no_advice_and_has_no_problem() {
    for text in [&rss(SOUND), SOUND_ATOM, SOUND_JSON] {
        let checked = checked(text);
        assert_eq!(checked.hints, [], "{text}");
        assert_eq!(checked.feed.expect("a feed").problems, [], "{text}");
    }
}

#[test]
fn each_want_of_an_entry_is_told_at_its_place() {
    let sound = "<title>Un</title><link>https://vigie.test/1</link><guid>https://vigie.test/1</guid>\
                 <pubDate>Tue, 17 Nov 2026 09:30:00 +0100</pubDate><description>Texte.</description>";
    // What is replaced, by what, the code, and what stands where it is told.
    for (old, new, code, at) in [
        ("<title>Un</title>", "", "no-title", "<item><link>"),
        ("<guid>https://vigie.test/1</guid>", "", "no-guid", "<item>"),
        (
            ">https://vigie.test/1</guid>",
            ">un</guid>",
            "guid-not-a-link",
            "un</guid>",
        ),
        ("<description>Texte.</description>", "", "no-text", "<item>"),
        (
            "<pubDate>Tue, 17 Nov 2026 09:30:00 +0100</pubDate>",
            "",
            "no-date",
            "<item>",
        ),
        ("Tue, 17", "mar. 17", "date-form", "mar. 17 Nov"),
        ("Tue, 17", "Wed, 17", "date-form", "Wed, 17 Nov"),
        ("Tue, 17 Nov", "Sat, 31 Feb", "no-such-day", "Sat, 31 Feb"),
        (
            "17 Nov 2026",
            "17 Nov 2037",
            "implausible-date",
            "<pubDate>",
        ),
        (
            "Un",
            "<![CDATA[Un <em>vrai</em>]]>",
            "title-markup",
            "<em>vrai",
        ),
        ("Un", "L&amp;eacute;o", "title-markup", "&amp;eacute;o"),
        ("<link>https:", "<link>http:", "insecure-link", "http:"),
        (
            "<link>https://vigie.test",
            "<link>",
            "relative-link",
            "/1</link>",
        ),
        (
            "Texte.",
            "&lt;img src=\"/a.png\"&gt;",
            "relative-link",
            "/a.png",
        ),
        (
            "Texte.",
            "<![CDATA[<a href='b'>b</a>]]>",
            "relative-link",
            "b'>",
        ),
        (
            "Texte.",
            "<![CDATA[<script>1</script>]]>",
            "unsafe-markup",
            "<script",
        ),
        (
            "<description>",
            "<enclosure url=\"https://vigie.test/a.mp3\"/><description>",
            "enclosure",
            "https://vigie.test/a.mp3",
        ),
    ] {
        let entry = sound.replacen(old, new, 1);
        assert_ne!(entry, sound, "{old}");
        let text = rss(&format!("<item>{entry}</item>"));
        let found = hints(&text);
        let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [code], "{new}");
        let (line, column) = found[0].1.expect("a place");
        let line = text.lines().nth(line - 1).expect("a line");
        let there: String = line.chars().skip(column - 1).collect();
        assert!(there.starts_with(at), "{code}: {there}");
    }
    let bare = sound
        .replacen("<guid>https://vigie.test/1</guid>", "", 1)
        .replacen("<link>https://vigie.test/1</link>", "", 1);
    let found = hints(&rss(&format!("<item>{bare}</item>")));
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["no-guid", "no-link"]);
    let shared = sound.replacen("/1</link>", "/2</link>", 1);
    let found = hints(&rss(&format!("<item>{shared}</item>")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].0, found[0].1.map(|(line, _)| line)),
        ("shared-link", Some(6))
    );
}

#[test]
fn each_want_of_a_feed_is_told_once() {
    let whole = rss(SOUND);
    for (old, new, code) in [
        ("<title>Vigie</title>", "", "no-feed-title"),
        ("<link>https://vigie.test/</link>", "", "no-site-link"),
        ("<language>fr</language>", "", "no-language"),
        ("<language>fr<", "<language>français<", "no-language"),
        ("rel=\"self\"", "rel=\"via\"", "no-self-link"),
        ("<language>", "<ttl>beaucoup</ttl><language>", "ttl"),
    ] {
        let text = whole.replacen(old, new, 1);
        let codes: Vec<_> = hints(&text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [code]);
    }
    let empty = &whole[..whole.find("<item>").expect("an item")];
    let codes = hints(&format!("{empty}</channel></rss>"));
    assert_eq!(codes, [("no-entries", None)]);
}

#[test]
fn what_entries_have_in_common_is_told_once() {
    let several = |entry: &dyn Fn(usize) -> String| rss(&(1..=4).map(entry).collect::<String>());
    let dated = |day: usize, guid: String, text: &str| {
        format!(
            "<item><title>T</title><link>https://vigie.test/a{guid}</link><guid isPermaLink='false'>{guid}</guid>\
             <pubDate>{day} Nov 2026 09:30:00 +0100</pubDate><description>{text}</description></item>"
        )
    };
    let codes =
        |text: String| -> Vec<&str> { hints(&text).into_iter().map(|(code, _)| code).collect() };
    let same = several(&|at| dated(16, format!("x{at}x"), "T"));
    assert_eq!(codes(same), ["same-dates"]);
    let unsorted = several(&|at| dated(10 + at, format!("x{at}x"), "T"));
    assert_eq!(codes(unsorted), ["order"]);
    let cut = several(&|at| dated(22 - at, format!("x{at}x"), "&lt;p&gt;T […]&lt;/p&gt;"));
    assert_eq!(codes(cut.replace("Texte.", "Texte…")), ["cut-texts"]);
    let numbered = several(&|at| dated(22 - at, format!("n-{at}"), "T"));
    let numbered = numbered.replace(
        "<guid>https://vigie.test/2</guid>",
        "<guid isPermaLink='false'>n-5</guid>",
    );
    assert_eq!(codes(numbered), ["guid-numbered"]);
    let undated = rss(SOUND)
        .replace("<pubDate>Tue, 17 Nov 2026 09:30:00 +0100</pubDate>", "")
        .replace("<pubDate>Mon, 16 Nov 2026 09:30:00 +0100</pubDate>", "");
    assert_eq!(codes(undated), ["no-date"]);
}

#[test]
fn how_it_is_served_is_told() {
    let text = rss(SOUND).replace("Texte.", "Été.");
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let latin_named = text.replace("encoding=\"utf-8\"", "encoding=\"iso-8859-1\"");
    let (latin_named, _, _) = encoding_rs::WINDOWS_1252.encode(&latin_named);
    let source = |charset| Source {
        url: Some("https://vigie.test/flux"),
        charset,
        now: NOW,
    };
    let codes = |bytes: &[u8], charset, kind| -> Vec<&str> {
        let checked = check(bytes, &source(charset), kind);
        checked
            .hints
            .iter()
            .map(|hint| hint.code.as_str())
            .collect()
    };
    let utf8 = text.as_bytes();
    assert_eq!(
        codes(utf8, Some("utf-8"), Some("application/rss+xml")),
        [""; 0]
    );
    assert_eq!(
        codes(utf8, Some("utf-8"), Some("text/html")),
        ["content-type"]
    );
    assert!(codes(&latin, None, None).contains(&"not-utf8"));
    let both = codes(&latin_named, Some("utf-8"), Some("text/xml"));
    assert!(both.contains(&"not-utf8"), "{both:?}");
    let heavy = rss(SOUND).replace("Texte.", &"Texte. ".repeat(200_000));
    assert_eq!(codes(heavy.as_bytes(), None, None), ["large"]);
}

#[test]
fn problems_without_a_place_get_one() {
    let places = |text: &str| -> Vec<(&'static str, Option<(usize, usize)>)> {
        let feed = checked(text).feed.expect("a feed");
        let of = |problem: &Problem| (problem.code.as_str(), problem.line.zip(problem.column));
        feed.problems.iter().map(of).collect()
    };
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[\n\
                {\"id\":\"a\",\"date_published\":\"hier\"},\n  {\"id\":\"a\"}]}";
    assert_eq!(
        places(json),
        [("date", Some((2, 29))), ("identity", Some((3, 4)))]
    );
    let cut =
        "{\"version\":\"1\",\"items\":[\n{\"id\":\"a\",\"url\":\"https://o.test/a\"},{\"id\":\"b";
    assert_eq!(places(cut), [("cut", Some((2, 45)))]);
    let twice = rss("<item><guid>https://vigie.test/2</guid></item>");
    let found = places(&twice);
    assert_eq!(found, [("identity", Some((6, 59)))]);
    // A link's problem is shown at the link.
    let source = Source::default();
    let text = "<feed xmlns='http://www.w3.org/2005/Atom'>\n<entry><id>urn:1</id>\n<link href='/un'/></entry></feed>";
    let feed = check(text.as_bytes(), &source, None).feed.expect("a feed");
    let link = feed
        .problems
        .iter()
        .find(|problem| problem.code == ProblemCode::Link);
    assert_eq!(
        link.map(|link| (link.line, link.column)),
        Some((Some(3), Some(13)))
    );
}

#[test]
fn json_that_breaks_off_says_where() {
    for (text, place) in [
        ("{\"version\": \"1\",\n \"items\": [}", Some((2, 12))),
        ("{\"é\": é}", Some((1, 7))),
        ("{\"a\": 1}", None),
        ("<html>", None),
    ] {
        let checked = checked(text);
        assert!(checked.feed.is_err());
        assert_eq!(checked.broken_at, place, "{text}");
    }
}

#[test]
fn entries_that_are_too_many_are_told_once() {
    const MOST: usize = crate::feed::MOST_ENTRIES;
    // Each on a line of its own from the fifth on, and one behind them.
    let xml = |count| rss(&"<item/>\n".repeat(count - 1));
    let json = |count| {
        let items = vec!["{}"; count].join(",");
        format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{items}]}}")
    };
    let told = |text: String| -> Vec<(String, Option<usize>)> {
        let feed = parse(text.as_bytes(), &Source::default()).expect("a feed");
        let problems = feed.problems.into_iter();
        problems
            .filter(|problem| problem.code == ProblemCode::TooMany)
            .map(|problem| (problem.detail, problem.line))
            .collect()
    };
    assert_eq!(told(xml(MOST)), []);
    assert_eq!(told(xml(MOST + 5)), [(MOST.to_string(), Some(MOST + 5))]);
    assert_eq!(told(json(MOST)), []);
    assert_eq!(told(json(MOST + 5)), [(MOST.to_string(), None)]);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_checked(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        check(&bytes, &Source::default(), None);
    }

    #[test]
    fn any_entry_is_checked(entry in "(<item>|<title>|</item>|<link>|</link>|&amp;|<!\\[CDATA\\[|src=\"|é|http:|1|\\]\\]>|<guid>){0,30}") {
        check(rss(&entry).as_bytes(), &Source::default(), None);
    }
}
