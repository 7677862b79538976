//! Invented French feeds of any size in every format, and documents of the worst shapes. The same arguments always
//! give the same document.

use std::fmt::Write as _;

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// RSS 2.0, bodies in CDATA sections.
    RssCdata,
    /// RSS 2.0, bodies escaped.
    RssEscaped,
    /// Atom 1.0, bodies escaped.
    AtomHtml,
    /// Atom 1.0, bodies inline as XHTML.
    AtomXhtml,
    /// RSS 1.0 with Dublin Core, bodies in CDATA sections.
    Rdf,
    /// RSS 2.0 with iTunes and Media RSS, short bodies.
    Podcast,
}

/// Every kind, with the name the table has for it.
pub const KINDS: [(Kind, &str); 6] = [
    (Kind::RssCdata, "RSS, CDATA"),
    (Kind::RssEscaped, "RSS, escaped"),
    (Kind::AtomHtml, "Atom, html"),
    (Kind::AtomXhtml, "Atom, xhtml"),
    (Kind::Rdf, "RDF"),
    (Kind::Podcast, "podcast"),
];

const WORDS: [&str; 24] = [
    "le",
    "noyau",
    "libre",
    "été",
    "d’une",
    "fédération",
    "qu’il",
    "serveur",
    "à",
    "l’Élysée",
    "coûte",
    "logiciel",
    "« ouvert »",
    "naïf",
    "déjà",
    "où",
    "cœur",
    "presse",
    "journal",
    "lecteur",
    "grève",
    "budget",
    "hôpital",
    "vélo",
];

/// Words without end, the same ones each time.
struct Words(usize);

impl Words {
    fn next(&mut self) -> &'static str {
        self.0 = self.0.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        WORDS[(self.0 >> 16) % WORDS.len()]
    }

    fn sentence(&mut self, count: usize, out: &mut String) {
        for number in 0..count {
            out.push_str(if number == 0 { "" } else { " " });
            out.push_str(self.next());
        }
    }

    /// XHTML of about so many bytes.
    fn body(&mut self, bytes: usize) -> String {
        let mut out = String::with_capacity(bytes + 400);
        let mut number = 0;
        while out.len() < bytes {
            number += 1;
            out.push_str("<p>");
            self.sentence(18, &mut out);
            let _ = write!(
                out,
                " <a href=\"https://octet-libre.test/suite/{number}?a=1&amp;b=2\">"
            );
            self.sentence(3, &mut out);
            out.push_str("</a> <em>");
            self.sentence(2, &mut out);
            out.push_str("</em>, ");
            self.sentence(24, &mut out);
            out.push_str(".</p>\n");
            if number % 4 == 0 {
                let _ = writeln!(
                    out,
                    "<p><img src=\"/images/{number}.png\" alt=\"Une image\" /></p>"
                );
            }
        }
        out
    }
}

/// A feed of about `bytes` bytes whose bodies have about `body` bytes each.
pub fn feed(kind: Kind, bytes: usize, body: usize) -> String {
    let mut words = Words(7);
    let mut out = String::with_capacity(bytes + body * 2 + 4_096);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(match kind {
        Kind::RssCdata | Kind::RssEscaped | Kind::Podcast => {
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
             xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>Octet libre</title>\
             <link>https://octet-libre.test/</link><description>Des nouvelles</description><language>fr</language>\n"
        }
        Kind::AtomHtml | Kind::AtomXhtml => {
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"><title>Octet libre</title>\
             <id>urn:octet</id><updated>2026-11-17T08:00:00Z</updated><link href=\"https://octet-libre.test/\"/>\n"
        }
        Kind::Rdf => {
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel rdf:about=\"https://octet-libre.test/\"><title>Octet libre</title>\
             <link>https://octet-libre.test/</link><description>Des nouvelles</description></channel>\n"
        }
    });
    let mut number = 0;
    while number == 0 || out.len() < bytes {
        number += 1;
        entry(kind, number, body, &mut words, &mut out);
    }
    out.push_str(match kind {
        Kind::AtomHtml | Kind::AtomXhtml => "</feed>\n",
        Kind::Rdf => "</rdf:RDF>\n",
        _ => "</channel></rss>\n",
    });
    out
}

fn entry(kind: Kind, number: usize, length: usize, words: &mut Words, out: &mut String) {
    let mut title = String::new();
    words.sentence(8, &mut title);
    let body = words.body(length);
    let link = format!("https://octet-libre.test/2026/{number}");
    let (minute, hour) = (number % 60, number / 60 % 24);
    let _ = match kind {
        Kind::RssCdata | Kind::RssEscaped => {
            let _ = write!(
                out,
                "<item><title>{title}</title><link>{link}</link><guid>{link}</guid><dc:creator>Anne Dupré</dc:creator>\
                 <pubDate>Tue, 17 Nov 2026 {hour:02}:{minute:02}:00 +0100</pubDate><category>Logiciel</category>\
                 <category>Société</category><description>"
            );
            let teaser = words.body(length.min(200));
            section(kind == Kind::RssCdata, &teaser, out);
            out.push_str("</description><content:encoded>");
            section(kind == Kind::RssCdata, &body, out);
            writeln!(out, "</content:encoded></item>")
        }
        Kind::AtomHtml | Kind::AtomXhtml => {
            let _ = write!(
                out,
                "<entry><title>{title}</title><id>{link}</id><link href=\"{link}\"/><author><name>Anne Dupré</name>\
                 </author><published>2026-11-17T{hour:02}:{minute:02}:00+01:00</published>\
                 <updated>2026-11-17T{hour:02}:{minute:02}:30+01:00</updated><category term=\"Logiciel\"/>"
            );
            match kind {
                Kind::AtomHtml => {
                    out.push_str("<content type=\"html\">");
                    section(false, &body, out);
                    writeln!(out, "</content></entry>")
                }
                _ => writeln!(
                    out,
                    "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{body}</div></content></entry>"
                ),
            }
        }
        Kind::Rdf => {
            let _ = write!(
                out,
                "<item rdf:about=\"{link}\"><title>{title}</title><link>{link}</link><dc:creator>Anne Dupré</dc:creator>\
                 <dc:date>2026-11-17T{hour:02}:{minute:02}:00+01:00</dc:date><dc:subject>Logiciel</dc:subject><content:encoded>"
            );
            section(true, &body, out);
            writeln!(out, "</content:encoded></item>")
        }
        Kind::Podcast => {
            let _ = write!(
                out,
                "<item><title>{title}</title><link>{link}</link><guid isPermaLink=\"false\">{number}</guid>\
                 <pubDate>Tue, 17 Nov 2026 {hour:02}:{minute:02}:00 +0100</pubDate><itunes:author>Anne Dupré</itunes:author>\
                 <itunes:duration>00:42:17</itunes:duration><itunes:explicit>no</itunes:explicit><itunes:episode>{number}</itunes:episode>\
                 <itunes:image href=\"https://octet-libre.test/{number}.jpg\"/><itunes:summary>{title}</itunes:summary>\
                 <media:content url=\"https://octet-libre.test/{number}.mp3\" type=\"audio/mpeg\" fileSize=\"123456\"/>\
                 <media:thumbnail url=\"https://octet-libre.test/{number}-petite.jpg\"/>\
                 <enclosure url=\"https://octet-libre.test/{number}.mp3\" length=\"123456\" type=\"audio/mpeg\"/><description>"
            );
            section(
                true,
                &body[..body.find("</p>").map_or(0, |end| end + 4)],
                out,
            );
            writeln!(out, "</description></item>")
        }
    };
}

fn section(cdata: bool, html: &str, out: &mut String) {
    if cdata {
        let _ = write!(out, "<![CDATA[{html}]]>");
        return;
    }
    for c in html.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

/// RSS of entries that hold next to nothing.
pub fn tiny(entries: usize) -> String {
    let mut out = String::from(
        "<rss version=\"2.0\"><channel><title>Octet libre</title><link>https://octet-libre.test/</link>\n",
    );
    for number in 0..entries {
        let _ = writeln!(
            out,
            "<item><title>Brève {number}</title><link>https://octet-libre.test/{number}</link></item>"
        );
    }
    out.push_str("</channel></rss>\n");
    out
}

/// What is repeated inside a description, or in its place, by the names of the shapes.
const SHAPES: [(&str, &str, &str, &str); 34] = [
    ("nothing but `<`", "<description>", "<", "</description>"),
    ("`< ` and text", "<description>", "3 < 4 ", "</description>"),
    (
        "tags never closed",
        "<description>",
        "<b>",
        "</description>",
    ),
    (
        "tags closed at once",
        "<description>",
        "<b></b>",
        "</description>",
    ),
    ("lone end tags", "<description>", "</b>", "</description>"),
    (
        "end tags cut by `<`",
        "<description>",
        "</b",
        "</description>",
    ),
    (
        "elements a depth of 200",
        "<description>DEEP",
        "<i></i>",
        "</description>",
    ),
    ("CDATA never closed", "<description>", "<![CDATA[x", ""),
    ("comments never closed", "<description>", "<!--x", ""),
    ("instructions never closed", "<description>", "<?x", ""),
    ("DOCTYPE with comments never closed", "DOCTYPE", "<!--", ""),
    (
        "DOCTYPE with entities",
        "DOCTYPE",
        "<!ENTITY a \"bbbbbbbb\">",
        "]>",
    ),
    (
        "attributes without their quote",
        "<description>",
        "<a b=\"c><a b='d>",
        "</description>",
    ),
    (
        "one tag, many attributes",
        "<description><a",
        " a=\"b\"",
        "/></description>",
    ),
    (
        "one tag, bare attributes",
        "<description><a",
        " a",
        "/></description>",
    ),
    (
        "many xmlns",
        "<description><a",
        " xmlns:a=\"urn:b\"",
        "/></description>",
    ),
    ("undeclared prefixes", "<x>", "<dc:a/><media:b/>", "</x>"),
    (
        "named entities",
        "<description>",
        "&eacute;",
        "</description>",
    ),
    (
        "unknown entities",
        "<description>",
        "&inconnue;",
        "</description>",
    ),
    (
        "numbers of no character",
        "<description>",
        "&#0;",
        "</description>",
    ),
    ("bare `&`", "<description>", "&", "</description>"),
    ("`& ` and text", "<description>", "a & b ", "</description>"),
    (
        "runs of `]]`",
        "<description><![CDATA[",
        "]]",
        "]]></description>",
    ),
    (
        "escaped tags never closed, beside markup",
        "<description><i/>",
        "&lt;b ",
        "</description>",
    ),
    (
        "titles of comments never closed",
        "",
        "<item><title>x <![CDATA[COMMENTS]]></title></item>",
        "",
    ),
    (
        "titles of scripts never closed",
        "",
        "<item><title><![CDATA[SCRIPTS]]></title></item>",
        "",
    ),
    (
        "one title of C1 openers",
        "<item><title>",
        "\u{90}",
        "</title></item>",
    ),
    (
        "categories",
        "<item>",
        "<category>Économie</category>",
        "</item>",
    ),
    (
        "authors of the feed and entries",
        "",
        "<managingEditor>Anne</managingEditor><item/>",
        "",
    ),
    (
        "enclosures",
        "<item>",
        "<enclosure url=\"/NUMBER\"/>",
        "</item>",
    ),
    (
        "a base a megabyte long, and entries",
        "BASE",
        "<item><link>a</link></item>",
        "",
    ),
    (
        "dates of no day",
        "<item>",
        "<pubDate>le 32 mai</pubDate>",
        "</item>",
    ),
    (
        "control characters",
        "<description>",
        "\u{1}\n",
        "</description>",
    ),
    (
        "relative links",
        "<item><description><![CDATA[",
        "<a href=b>",
        "]]></description></item>",
    ),
];

/// Documents of about so many bytes that are slow to read for who is careless, by their names.
pub fn worst(bytes: usize) -> impl Iterator<Item = (&'static str, String)> {
    let of_xml = SHAPES.into_iter().map(move |(name, before, piece, after)| {
        let mut out = String::with_capacity(bytes + 1_100_000);
        if before == "DOCTYPE" {
            out.push_str("<!DOCTYPE rss [");
        }
        match before {
            "BASE" => {
                let _ = write!(
                    out,
                    "<rss xml:base=\"https://x.test/{}/\"><channel>",
                    "a/".repeat(500_000)
                );
            }
            _ => out
                .push_str("<rss version=\"2.0\" xml:base=\"https://octet-libre.test/\"><channel>"),
        }
        if let Some(element) = before.strip_suffix("DEEP") {
            out.push_str(element);
            out.push_str(&"<b>".repeat(200));
        } else if before.starts_with('<') {
            out.push_str(before);
        }
        let piece = piece
            .replace("COMMENTS", &"<!--".repeat(15_000))
            .replace("SCRIPTS", &"<script>".repeat(8_000));
        let mut number = 0;
        while out.len() < bytes {
            number += 1;
            match piece.contains("NUMBER") {
                true => out.push_str(&piece.replace("NUMBER", &number.to_string())),
                false => out.push_str(&piece),
            }
        }
        out.push_str(after);
        out.push_str("</channel></rss>");
        if before == "DOCTYPE" {
            // The channel stands inside what should be the DOCTYPE's subset: no feed, but it has to be said soon.
            out.push_str("<rss><channel><item><title>x</title></item></channel></rss>");
        }
        (name, out)
    });
    let json = |piece: &str, before: &str, after: &str| {
        format!("{before}{}{after}", piece.repeat(bytes / piece.len()))
    };
    of_xml.chain([
        ("JSON deep", json("[", "{\"version\":\"1\",\"items\":", "")),
        (
            "JSON deep objects",
            json("{\"a\":", "{\"version\":\"1\",\"items\":[", ""),
        ),
        (
            "JSON of empty items",
            json("{},", "{\"version\":\"1\",\"items\":[", "{}]}"),
        ),
        (
            "JSON title of C1 openers",
            json(
                "\u{90}",
                "{\"version\":\"1\",\"items\":[{\"title\":\"",
                "\"}]}",
            ),
        ),
        (
            "JSON cut",
            json("{\"id\":\"a\"},", "{\"version\":\"1\",\"items\":[", "{"),
        ),
    ])
}
