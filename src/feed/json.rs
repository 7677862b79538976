//! JSON Feed 1.0 and 1.1, by the field and with tolerance: numbers for texts, texts for lists, one broken item costs
//! no other. Nothing of the strict XML parser's.

use serde_json::{Map, Value};
use url::Url;

use super::constructs::Text;
use super::dates::{self, Hints};
use super::entry::{html, without_controls};
use super::parse::{is_french, tag};
use super::{
    Enclosure, Entry, Feed, FeedError, Format, MOST_ENTRIES, Problem, ProblemCode, links, people,
    plain,
};

/// Reads a JSON Feed. A document that ends early gives the items it has.
pub fn parse(text: &str, base: Option<&Url>) -> Result<Feed, FeedError> {
    let (value, cut) = match serde_json::from_str::<Value>(text) {
        Ok(value) => (value, false),
        Err(error) => lenient(text, &error)?,
    };
    let (Value::Object(root), Some(items)) = (&value, items(&value)) else {
        return Err(FeedError::NotAFeed {
            looks_like: "json".to_owned(),
        });
    };
    let version = string(root, "version").unwrap_or_default();
    let home = string(root, "home_page_url").and_then(|link| links::absolute(&link, base));
    let site = home.as_deref().and_then(|link| Url::parse(link).ok());
    let language = string(root, "language").as_deref().map(tag);
    let french = is_french(language.as_deref(), site.as_ref(), base);
    let items: Vec<&Map<String, Value>> = items
        .iter()
        .filter_map(Value::as_object)
        .take(MOST_ENTRIES)
        .collect();
    let sent = items.iter().flat_map(|item| {
        let dates = ["date_published", "date_modified"].iter();
        dates.filter_map(|key| item.get(*key)?.as_str())
    });
    let shared = Shared {
        authors: people::to_inherit(authors(root)),
        base: base.or(site.as_ref()),
        hints: Hints::of(sent, french),
    };
    let mut problems = Vec::new();
    let entries = items
        .iter()
        .map(|item| entry(item, &shared, &mut problems))
        .collect();
    if cut {
        problems.push(problem(ProblemCode::Cut, String::new()));
    }
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

/// What the strict reading refused, read all the same; true where the document ends early. The first value counts,
/// whatever follows it.
fn lenient(text: &str, error: &serde_json::Error) -> Result<(Value, bool), FeedError> {
    let first = |text: &str| match serde_json::Deserializer::from_str(text).into_iter().next() {
        Some(Ok(value)) => Some(value),
        _ => None,
    };
    let mended = mended(text);
    if let Some(value) = first(text).or_else(|| first(&mended)) {
        return Ok((value, false));
    }
    let whole = whole_items(&mended).ok_or_else(|| reason(error))?;
    Ok((whole, true))
}

/// JSON without its commas before a closing bracket, the control characters in its texts escaped. Linear.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match (in_string, c) {
            (true, c) if c.is_ascii_control() => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
                escaped = false;
                continue;
            }
            (true, _) if escaped => escaped = false,
            (true, '\\') => escaped = true,
            (_, '"') => in_string = !in_string,
            (false, '}' | ']') => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
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

fn items(value: &Value) -> Option<&Vec<Value>> {
    value.get("items")?.as_array()
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
        if read.is_none() && problems.len() < 200 {
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
                    .and_then(|size| size.as_u64().or_else(|| size.as_f64().map(whole)))
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

/// The document up to its last whole item, closed: for one that ends early. Linear.
fn whole_items(text: &str) -> Option<Value> {
    let items = text.find("\"items\"")?;
    let start = items + text[items..].find('[')? + 1;
    let (mut depth, mut in_string, mut escaped, mut last) = (0_usize, false, false, start);
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'{' | b'[') => depth += 1,
            (false, b'}' | b']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    last = at + 1;
                }
            }
            _ => {}
        }
    }
    serde_json::from_str(&format!("{}]}}", &text[..last])).ok()
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
