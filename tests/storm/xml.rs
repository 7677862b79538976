//! Feeds written as XML, well formed, in the ways feeds are: RSS 2.0, RSS 1.0, Atom 1.0 and 0.3.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::feeds::{True, Truth, escaped};
use crate::random::Random;

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Rss,
    Rdf,
    Atom,
    Atom03,
}

/// The document, and where each of its entries ends in it.
pub fn write(truth: &Truth, random: &mut Random) -> (String, Vec<usize>) {
    let format = random.one(&[
        Format::Rss,
        Format::Rss,
        Format::Rdf,
        Format::Atom,
        Format::Atom,
        Format::Atom03,
    ]);
    let mut out = String::new();
    if !random.once_in(4) {
        out.push_str(random.one(&[
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0' encoding='utf-8' ?>\n",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<!-- généré -->\n",
        ]));
    }
    let title = text(&truth.title, random);
    out.push_str(&match format {
        Format::Rss => format!(
            "<rss version=\"{}\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <channel><title>{title}</title><link>https://octet-libre.test/</link>",
            random.one(&["2.0", "2.00", "0.94", ""])
        ),
        Format::Rdf => format!(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
             xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:c=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel rdf:about=\"https://octet-libre.test/\"><title>{title}</title><link>https://octet-libre.test/</link></channel>"
        ),
        Format::Atom => format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type='text'>{title}</title><link href=\"https://octet-libre.test/\"/>"
        ),
        Format::Atom03 => format!(
            "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>{title}</title>\
             <link rel=\"alternate\" type=\"text/html\" href=\"https://octet-libre.test/\"/>"
        ),
    });
    let mut ends = Vec::new();
    for entry in &truth.entries {
        out.push_str(random.one(&["", "\n", "\n  ", "<!-- <item> -->"]));
        out.push_str(&match format {
            Format::Rss => rss(entry, random),
            Format::Rdf => rdf(entry, random),
            Format::Atom | Format::Atom03 => atom(format, entry, random),
        });
        ends.push(out.len());
    }
    out.push_str(match format {
        Format::Rss => "</channel></rss>\n",
        Format::Rdf => "</rdf:RDF>",
        Format::Atom | Format::Atom03 => "</feed>",
    });
    (out, ends)
}

fn rss(entry: &True, random: &mut Random) -> String {
    let mut fields = vec![
        format!("<title>{}</title>", text(&entry.title, random)),
        format!("<link>{}</link>", text(&entry.link, random)),
        format!(
            "<guid isPermaLink=\"false\">{}</guid>",
            text(&entry.guid, random)
        ),
        format!("<pubDate>{}</pubDate>", mail_date(entry.published, random)),
        format!(
            "<content:encoded>{}</content:encoded>",
            text(&entry.content, random)
        ),
    ];
    if random.once_in(2) {
        fields.push(format!(
            "<description>{}</description>",
            text(&entry.summary, random)
        ));
    }
    let creators = entry
        .authors
        .iter()
        .map(|name| format!("<dc:creator>{}</dc:creator>", text(name, random)));
    let creators: String = creators.collect();
    fields.push(creators);
    fields.push(categories(entry, random, |name| {
        format!("<category>{name}</category>")
    }));
    format!("<item>{}</item>", shuffled(fields, random))
}

fn rdf(entry: &True, random: &mut Random) -> String {
    let creators = entry
        .authors
        .iter()
        .map(|name| format!("<d:creator>{}</d:creator>", text(name, random)));
    let creators: String = creators.collect();
    let fields = vec![
        format!("<title>{}</title>", text(&entry.title, random)),
        format!("<link>{}</link>", text(&entry.link, random)),
        format!(
            "<d:date>{}</d:date>",
            internet_date(entry.published, random)
        ),
        format!("<c:encoded>{}</c:encoded>", text(&entry.content, random)),
        creators,
        categories(entry, random, |name| {
            format!("<d:subject>{name}</d:subject>")
        }),
    ];
    format!(
        "<item rdf:about=\"{}\">{}</item>",
        escaped(&entry.guid),
        shuffled(fields, random)
    )
}

fn atom(format: Format, entry: &True, random: &mut Random) -> String {
    let old = format == Format::Atom03;
    let date = internet_date(entry.published, random);
    let authors = entry
        .authors
        .iter()
        .map(|name| format!("<author><name>{}</name></author>", text(name, random)));
    let authors: String = authors.collect();
    let mut fields = vec![
        match random.below(3) {
            0 => format!(
                "<title type=\"html\">{}</title>",
                text(&escaped(&entry.title), random)
            ),
            1 if !old => format!(
                "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></title>",
                escaped(&entry.title)
            ),
            _ => format!("<title>{}</title>", text(&entry.title, random)),
        },
        format!(
            "<link rel=\"alternate\" type='text/html' href=\"{}\"/>",
            escaped(&entry.link)
        ),
        format!("<id>{}</id>", text(&entry.guid, random)),
        if old {
            format!("<issued>{date}</issued>")
        } else {
            format!("<published>{date}</published>")
        },
        match (old, random.below(3)) {
            (false, 0) => format!(
                "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content>",
                entry.content
            ),
            (false, _) => format!(
                "<content type=\"html\">{}</content>",
                text(&entry.content, random)
            ),
            (true, 0) => format!(
                "<content type=\"application/xhtml+xml\" mode=\"xml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content>",
                entry.content
            ),
            (true, _) => format!(
                "<content type=\"text/html\" mode=\"escaped\">{}</content>",
                text(&entry.content, random)
            ),
        },
        authors,
        match old {
            true => categories(entry, random, |name| {
                format!("<subject xmlns=\"http://purl.org/dc/elements/1.1/\">{name}</subject>")
            }),
            false => entry
                .categories
                .iter()
                .map(|name| format!("<category term=\"{}\"/>", escaped(name)))
                .collect(),
        },
    ];
    if random.once_in(2) {
        fields.push(format!(
            "<summary type=\"{}\">{}</summary>",
            if old { "text/html" } else { "html" },
            text(&entry.summary, random)
        ));
    }
    format!("<entry>{}</entry>", shuffled(fields, random))
}

fn categories(entry: &True, random: &mut Random, element: fn(&str) -> String) -> String {
    entry
        .categories
        .iter()
        .map(|name| element(&text(name, random)))
        .collect()
}

fn shuffled(mut fields: Vec<String>, random: &mut Random) -> String {
    let mut out = String::new();
    while !fields.is_empty() {
        let at = random.below(fields.len());
        out.push_str(&fields.swap_remove(at));
        out.push_str(random.one(&["", "\n", "\t "]));
    }
    out
}

/// Text as character data, written in one of the ways there are.
fn text(plain: &str, random: &mut Random) -> String {
    match random.below(5) {
        0 => format!("<![CDATA[{}]]>", plain.replace("]]>", "]]]]><![CDATA[>")),
        1 => plain
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_string()
                } else {
                    format!("&#{};", u32::from(c))
                }
            })
            .collect(),
        2 => plain
            .chars()
            .map(|c| match c {
                '&' | '<' | '>' | '"' | '\'' => format!("&#x{:X};", u32::from(c)),
                c => c.to_string(),
            })
            .collect(),
        _ => escaped(plain),
    }
}

fn written(seconds: i64, format: &str, random: &mut Random) -> String {
    let hours = random.one(&[0, 0, 1, 2, -5, 9]);
    let offset = Offset::from_hours(hours).expect("a small offset");
    let moment = Timestamp::from_second(seconds).expect("a year we know");
    moment
        .to_zoned_datetime(TimeZone::fixed(offset))
        .strftime(format)
        .to_string()
}

fn mail_date(seconds: i64, random: &mut Random) -> String {
    let format = random.one(&["%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z"]);
    written(seconds, format, random)
}

/// As RFC 3339 and ISO 8601 write it.
pub fn internet_date(seconds: i64, random: &mut Random) -> String {
    match random.below(2) {
        0 => Timestamp::from_second(seconds)
            .expect("a year we know")
            .to_string(),
        _ => written(seconds, "%Y-%m-%dT%H:%M:%S%:z", random),
    }
}
