//! JSON Feed 1.0 and 1.1, by the field and with tolerance: numbers for texts, texts for lists, one broken item costs
//! no other. Nothing of the strict XML parser's.

mod document;

use serde_json::{Map, Value};
use url::Url;

use self::document::Document;
use super::constructs::Text;
use super::dates::{self, Hints};
use super::entry::{html, without_controls};
use super::parse::{is_french, tag};
use super::{
    Enclosure, Entry, Feed, FeedError, Format, MOST_ENTRIES, MOST_PROBLEMS, Problem, ProblemCode,
    links, people, plain,
};

/// How many items' dates tell whether day or month comes first.
const DATED: usize = 500;

/// Reads a JSON Feed. A document that ends early, or breaks off, gives the items it has.
pub fn parse(text: &str, base: Option<&Url>) -> Result<Feed, FeedError> {
    let mended;
    let mut read = document::read(text);
    let mut as_sent = true;
    if read.error.is_some() {
        mended = document::mended(text);
        if mended != text {
            read = document::read(&mended);
            as_sent = false;
        }
    }
    let Document {
        fields: root,
        items,
        more,
        error,
    } = read;
    let Some(items) = items else {
        return Err(match error {
            Some(error) if !error.is_data() => reason(&error),
            _ => FeedError::NotAFeed {
                looks_like: "json".to_owned(),
            },
        });
    };
    if let Some(error) = error
        .as_ref()
        .filter(|error| items.is_empty() && !error.is_eof())
    {
        return Err(reason(error));
    }
    let root = &root;
    let version = string(root, "version").unwrap_or_default();
    // Where the document's address is not known, it may say it itself.
    let own = string(root, "feed_url").and_then(|url| Url::parse(&url).ok());
    let base = base.or(own.as_ref().filter(|own| !own.cannot_be_a_base()));
    let home = string(root, "home_page_url").and_then(|link| links::absolute(&link, base));
    let site = home.as_deref().and_then(|link| Url::parse(link).ok());
    let language = string(root, "language").as_deref().map(tag);
    let french = is_french(language.as_deref(), site.as_ref(), base);
    let sent: Vec<String> = items
        .iter()
        .take(DATED)
        .filter_map(document::item)
        .flat_map(|item| ["date_published", "date_modified"].map(|key| string(&item, key)))
        .flatten()
        .collect();
    let shared = Shared {
        authors: people::to_inherit(authors(root)),
        base: base.or(site.as_ref()),
        hints: Hints::of(sent.iter().map(String::as_str), french).in_language(language.as_deref()),
    };
    let mut problems = Vec::new();
    let entries = items
        .iter()
        .filter_map(document::item)
        .map(|item| entry(&item, &shared, &mut problems))
        .collect();
    if more {
        problems.push(problem(ProblemCode::TooMany, MOST_ENTRIES.to_string()));
    }
    let cut = error.as_ref().is_some_and(serde_json::Error::is_eof);
    problems.extend(error.map(|error| match error.is_eof() {
        true => problem(ProblemCode::Cut, String::new()),
        false => Problem {
            line: Some(error.line()).filter(|_| as_sent),
            column: Some(error.column()).filter(|_| as_sent),
            ..problem(ProblemCode::Parser, error.to_string())
        },
    }));
    Ok(Feed {
        format: match version.contains("version/1.1") {
            true => Format::Json11,
            false => Format::Json10,
        },
        title: text_line(root, "title"),
        link: home,
        description: text_line(root, "description"),
        language,
        entries,
        problems,
        cut,
        ..Feed::default()
    })
}

fn reason(error: &serde_json::Error) -> FeedError {
    FeedError::Parse {
        reason: error.to_string(),
    }
}

fn problem(code: ProblemCode, detail: String) -> Problem {
    Problem {
        code,
        detail,
        line: None,
        column: None,
    }
}

/// What a feed says that its items need.
struct Shared<'f> {
    authors: Vec<String>,
    base: Option<&'f Url>,
    hints: Hints,
}

fn entry(item: &Map<String, Value>, feed: &Shared<'_>, problems: &mut Vec<Problem>) -> Entry {
    let base = feed.base;
    let link = ["url", "external_url"]
        .iter()
        .find_map(|key| string(item, key).and_then(|link| links::absolute(&link, base)))
        .or_else(|| string(item, "id").filter(|id| links::is_web(id)));
    let page = link.as_deref().and_then(|link| Url::parse(link).ok());
    let base = page.as_ref().or(base);
    let mut date = |key: &str| {
        let sent = string(item, key)?;
        let read = dates::parse(&sent, &feed.hints);
        if read.is_none() && problems.len() < MOST_PROBLEMS {
            problems.push(problem(ProblemCode::Date, sent.chars().take(80).collect()));
        }
        read
    };
    let own_authors = authors(item);
    Entry {
        guid: string(item, "id")
            .filter(|id| !id.is_empty())
            .map(without_controls),
        title: text_line(item, "title").unwrap_or_default(),
        published: date("date_published"),
        updated: date("date_modified"),
        authors: match own_authors.is_empty() {
            true => feed.authors.clone(),
            false => own_authors,
        },
        categories: strings(item.get("tags"))
            .iter()
            .map(|tag| plain::line_from_text(tag))
            .filter(|tag| !tag.is_empty())
            .collect(),
        summary: body(item, "summary", false, base),
        content: body(item, "content_html", true, base)
            .or_else(|| body(item, "content_text", false, base)),
        enclosures: attachments(item, base),
        language: string(item, "language").as_deref().map(tag),
        link,
    }
}

fn body(item: &Map<String, Value>, key: &str, is_html: bool, base: Option<&Url>) -> Option<String> {
    let value = string(item, key)?;
    let text = Text {
        value,
        html: is_html,
    };
    html(text.with_lines(), base)
}

fn attachments(item: &Map<String, Value>, base: Option<&Url>) -> Vec<Enclosure> {
    let all = item.get("attachments").and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .take(100)
        .filter_map(|attachment| {
            Some(Enclosure {
                url: links::absolute(&string(attachment, "url")?, base)?,
                media_type: text_line(attachment, "mime_type"),
                length: attachment
                    .get("size_in_bytes")
                    .and_then(|size| {
                        let number = size.as_u64().or_else(|| size.as_f64().map(whole));
                        number.or_else(|| size.as_str()?.trim().parse().ok())
                    })
                    .filter(|length| *length > 0),
            })
        })
        .collect()
}

/// A length sent with a fraction; below zero is zero.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(size: f64) -> u64 {
    size.max(0.0) as u64
}

/// `authors` of 1.1, `author` of 1.0, objects or plain names.
fn authors(object: &Map<String, Value>) -> Vec<String> {
    let of = |key: &str| -> Vec<String> {
        let all = match object.get(key) {
            Some(Value::Array(all)) => all.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        all.iter()
            .filter_map(|author| match author {
                Value::Object(author) => {
                    text_line(author, "name").or_else(|| text_line(author, "url"))
                }
                Value::String(name) => Some(plain::line_from_text(name)),
                _ => None,
            })
            .filter(|name| !name.is_empty())
            .collect()
    };
    let all = of("authors");
    if all.is_empty() { of("author") } else { all }
}

/// A text, or a number or truth value where a text is meant.
fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The texts of a list; a lone text is a list of one.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(all)) => all
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn text_line(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = string(object, key)?;
    Some(plain::line_from_text(&text)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Feed {
        parse(
            text,
            Some(&Url::parse("https://octet-libre.test/f.json").expect("good")),
        )
        .expect("a feed")
    }

    #[test]
    fn types_are_taken_as_they_come() {
        let feed = read(
            r##"{"version":"https://jsonfeed.org/version/1.1","title":"Octet & Libre","language":"FR",
            "home_page_url":"https://octet-libre.test/","authors":[{"name":"Anne"}],
            "items":[{"id":42,"url":"/a","title":null,"content_html":"<a href='/x'>é</a>","tags":["a",null,"b"],
            "date_published":"2026-01-02T03:04:05+01:00","attachments":[{"url":"a.mp3","mime_type":"audio/mpeg","size_in_bytes":12.0}]},
            "junk",{"id":"b","content_text":"1 < 2","author":{"name":"Luc"}}]}"##,
        );
        assert_eq!(feed.format, Format::Json11);
        assert_eq!(feed.title.as_deref(), Some("Octet & Libre"));
        assert_eq!(feed.language.as_deref(), Some("fr"));
        let first = &feed.entries[0];
        assert_eq!(first.guid.as_deref(), Some("42"));
        assert_eq!(first.link.as_deref(), Some("https://octet-libre.test/a"));
        assert_eq!(first.html(), "<a href='https://octet-libre.test/x'>é</a>");
        assert_eq!(first.categories, ["a", "b"]);
        assert_eq!(first.authors, ["Anne"]);
        assert_eq!(first.enclosures[0].length, Some(12));
        assert_eq!(first.published, Some(1_767_319_445));
        assert_eq!(feed.entries[1].html(), "1 &lt; 2");
        assert_eq!(feed.entries[1].authors, ["Luc"]);
    }

    #[test]
    fn cut_documents_give_their_whole_items() {
        let feed =
            read(r#"{"version":"1","items":[{"id":"a","title":"[é"},{"id":"b"},{"id":"c","ti"#);
        assert!(feed.cut);
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(feed.problems[0].code, ProblemCode::Cut);
    }

    #[test]
    fn items_before_a_fault_of_syntax_survive_it() {
        let feed = read(
            "{\"title\":\"Octet\",\"items\":[{\"id\":\"a\"},{\"id\":\"b\"},{id:'c'},{\"id\":\"d\"}]}",
        );
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(feed.problems[0].code, ProblemCode::Parser);
        assert!(!feed.cut);
        let feed = read("{\"items\":[{\"id\":\"a\"},{\"id\":\"b\",\"title\":\"un\n");
        assert!(feed.cut);
        assert_eq!(feed.entries.len(), 1);
    }

    #[test]
    fn one_item_too_deep_costs_no_other() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        let feed = read(&format!(
            "{{\"x\":{deep},\"items\":[{{\"id\":\"a\"}},{{\"id\":\"b\",\"y\":{deep}}},{{\"id\":\"c\"}}]}}"
        ));
        let ids: Vec<Option<&str>> = feed
            .entries
            .iter()
            .map(|entry| entry.guid.as_deref())
            .collect();
        assert_eq!(ids, [Some("a"), Some("c")]);
    }

    #[test]
    fn slips_of_the_pen_are_forgiven() {
        let feed =
            read("{\"items\":[{\"id\":\"https://octet-libre.test/a\",\"title\":\"un\ndeux\",},],}");
        assert_eq!(feed.entries[0].title, "un deux");
        assert_eq!(
            feed.entries[0].link.as_deref(),
            Some("https://octet-libre.test/a")
        );
        assert!(!feed.cut);
    }

    #[test]
    fn dates_are_read_as_the_feeds_language_has_them() {
        let feed = read(
            "{\"language\":\"fr\",\"items\":[{\"id\":\"1\",\"date_published\":\"02/01/2026 03:04\"}]}",
        );
        assert_eq!(feed.entries[0].published, Some(1_767_319_440));
    }

    #[test]
    fn other_json_is_no_feed() {
        assert!(matches!(
            parse("[1]", None),
            Err(FeedError::NotAFeed { .. })
        ));
        assert!(matches!(
            parse("{\"a\":1}", None),
            Err(FeedError::NotAFeed { .. })
        ));
        assert!(matches!(
            parse("{\"a\":", None),
            Err(FeedError::Parse { .. })
        ));
        assert!(matches!(parse("{a}", None), Err(FeedError::Parse { .. })));
    }
}
