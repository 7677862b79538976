//! What JSON-LD says of the article: the node that is an article of this page, found through arrays, `@graph` and
//! references by `@id`. What stands in a list of other articles is passed over.

use std::collections::HashMap;

use serde_json::{Map, Value};
use url::Url;

use crate::text::link::normalise_link;

/// What was said, as sent.
#[derive(Debug, Default)]
pub struct Said {
    pub titles: Vec<String>,
    pub authors: Vec<Author>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub site: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub summary: Option<String>,
    pub body: Option<String>,
    pub free: Option<bool>,
    pub words: Option<usize>,
}

/// Who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    /// True for an organisation.
    pub organisation: bool,
}

/// Objects looked at in a page.
const MAX_OBJECTS: usize = 5_000;
/// Members that hold other articles than the page's.
const ELSEWHERE: &[&str] = &[
    "itemListElement",
    "mentions",
    "hasPart",
    "isPartOf",
    "citation",
    "comment",
    "isBasedOn",
    "review",
    "publisher",
    "author",
    "creator",
    "image",
    "breadcrumb",
    "isRelatedTo",
];

type Object = Map<String, Value>;

/// Reads what the scripts of a page say; `url` is its address.
pub fn read(data: &[Value], url: Option<&Url>) -> Said {
    let objects = objects(data);
    let by_id: HashMap<&str, &Object> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let here = url.map(|url| normalise_link(url.as_str()));
    let article = objects
        .iter()
        .filter_map(|object| Some((rank(object, here.as_deref())?, *object)))
        .reduce(|best, one| if one.0 > best.0 { one } else { best });
    let page = objects
        .iter()
        .find(|object| kinds(object).any(|kind| kind == "WebPage"))
        .copied();
    let site = objects
        .iter()
        .find(|object| kinds(object).any(|kind| kind == "WebSite"))
        .copied();
    let mut said = Said::default();
    if let Some((_, article)) = article {
        said = of_article(article, &by_id);
    }
    if let Some(page) = page {
        said.published = said.published.or_else(|| text(page, "datePublished"));
        said.modified = said.modified.or_else(|| text(page, "dateModified"));
        said.language = said.language.or_else(|| text(page, "inLanguage"));
        if said.authors.is_empty() {
            said.authors = page
                .get("author")
                .map(|value| authors(value, &by_id))
                .unwrap_or_default();
        }
        said.free = said.free.or_else(|| free(page));
    }
    said.site = said
        .site
        .or_else(|| site.and_then(|site| text(site, "name")));
    said
}

/// Every object that may speak of this page, outer ones first.
fn objects(data: &[Value]) -> Vec<&Object> {
    let mut found = Vec::new();
    let mut left: Vec<(&Value, usize)> = data.iter().rev().map(|value| (value, 0)).collect();
    while let Some((value, depth)) = left.pop() {
        if found.len() >= MAX_OBJECTS || depth > 12 {
            continue;
        }
        match value {
            Value::Array(values) => {
                left.extend(values.iter().rev().map(|value| (value, depth + 1)));
            }
            Value::Object(object) => {
                found.push(object);
                let inner = object.iter().filter(|(name, value)| {
                    !ELSEWHERE.contains(&name.as_str()) && (value.is_array() || value.is_object())
                });
                left.extend(inner.map(|(_, value)| (value, depth + 1)));
            }
            _ => {}
        }
    }
    found
}

/// The object's types, without their namespace.
fn kinds(object: &Object) -> impl Iterator<Item = &str> {
    let value = object.get("@type");
    let one = value.and_then(Value::as_str);
    let many = value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    one.into_iter()
        .chain(many)
        .map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

/// How likely an object is the page's article; none where it is none.
fn rank(object: &Object, here: Option<&str>) -> Option<u32> {
    let kind = kinds(object)
        .filter_map(|kind| match kind {
            "BlogPosting" | "Report" | "LiveBlogPosting" | "SocialMediaPosting" => Some(4),
            kind if kind.ends_with("Article") => Some(4),
            "DiscussionForumPosting" | "Question" | "QAPage" | "Recipe" | "HowTo" | "Review" => {
                Some(3)
            }
            "CreativeWork" | "VideoObject" | "PodcastEpisode" | "Product" | "Event" => Some(1),
            _ => None,
        })
        .max()?;
    let address = |name: &str| match object.get(name)? {
        Value::Object(inner) => text(inner, "@id").or_else(|| text(inner, "url")),
        _ => text(object, name),
    };
    let is_here = here.is_some_and(|here| {
        ["url", "mainEntityOfPage", "@id"]
            .into_iter()
            .filter_map(address)
            .any(|url| normalise_link(url.split('#').next().unwrap_or_default()) == here)
    });
    let is_full = ["headline", "author", "datePublished"]
        .into_iter()
        .filter(|name| object.contains_key(*name))
        .count();
    Some(kind * 10 + u32::from(is_here) * 20 + u32::try_from(is_full).unwrap_or(0))
}

fn of_article(article: &Object, by_id: &HashMap<&str, &Object>) -> Said {
    let people = ["author", "creator", "contributor"]
        .into_iter()
        .filter_map(|name| article.get(name))
        .map(|value| authors(value, by_id))
        .find(|authors| !authors.is_empty());
    let publisher = article
        .get("publisher")
        .map(|value| authors(value, by_id))
        .unwrap_or_default();
    Said {
        titles: ["headline", "name", "alternativeHeadline"]
            .into_iter()
            .filter_map(|name| text(article, name))
            .collect(),
        authors: people.unwrap_or_default(),
        published: ["datePublished", "dateCreated", "uploadDate"]
            .into_iter()
            .find_map(|name| text(article, name)),
        modified: text(article, "dateModified"),
        site: publisher.into_iter().next().map(|author| author.name),
        language: text(article, "inLanguage"),
        url: text(article, "url"),
        summary: text(article, "description"),
        body: text(article, "articleBody").or_else(|| text(article, "text")),
        free: free(article),
        words: article.get("wordCount").and_then(|count| match count {
            Value::Number(number) => usize::try_from(number.as_u64()?).ok(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }),
    }
}

/// A member that is a text, a list that begins with one, or an object with a name.
fn text(object: &Object, name: &str) -> Option<String> {
    let mut value = object.get(name)?;
    for _ in 0..3 {
        match value {
            Value::String(text) => {
                return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            }
            Value::Array(values) => {
                value = values.first()?;
            }
            Value::Object(inner) => {
                value = inner
                    .get("@value")
                    .or_else(|| inner.get("name"))
                    .or_else(|| inner.get("url"))?;
            }
            _ => return None,
        }
    }
    None
}

/// The people of a value: names, objects, lists of them, references.
fn authors(value: &Value, by_id: &HashMap<&str, &Object>) -> Vec<Author> {
    let values = match value {
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    };
    values
        .into_iter()
        .take(50)
        .flat_map(|value| one_author(value, by_id))
        .collect()
}

fn one_author(value: &Value, by_id: &HashMap<&str, &Object>) -> Vec<Author> {
    let object = match value {
        Value::String(name) => match by_id.get(name.as_str()) {
            Some(object) => *object,
            None => {
                return vec![Author {
                    name: name.clone(),
                    organisation: false,
                }];
            }
        },
        Value::Object(object)
            if object.contains_key("name") || object.contains_key("givenName") =>
        {
            object
        }
        Value::Object(object) => match object
            .get("@id")
            .and_then(Value::as_str)
            .and_then(|id| by_id.get(id))
        {
            Some(object) => *object,
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let organisation = kinds(object)
        .any(|kind| kind.ends_with("Organization") || kind == "Corporation" || kind == "Brand");
    let names = match object.get("name") {
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(_) => text(object, "name").into_iter().collect(),
        None => {
            let part = |name| text(object, name).unwrap_or_default();
            vec![
                format!("{} {}", part("givenName"), part("familyName"))
                    .trim()
                    .to_owned(),
            ]
        }
    };
    names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| Author { name, organisation })
        .collect()
}

/// `isAccessibleForFree`, of the article or of one of its parts.
fn free(object: &Object) -> Option<bool> {
    let of = |object: &Object| match object.get("isAccessibleForFree")? {
        Value::Bool(free) => Some(*free),
        Value::String(text) => match text.trim().to_ascii_lowercase().rsplit('/').next()? {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    };
    let parts = match object.get("hasPart") {
        Some(Value::Array(parts)) => parts.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(part)) => vec![part],
        _ => Vec::new(),
    };
    of(object).or_else(|| {
        parts
            .into_iter()
            .find_map(|part| of(part).filter(|free| !free))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str) -> Said {
        read(
            &[serde_json::from_str(json).unwrap()],
            Url::parse("https://vigie.test/a/1").ok().as_ref(),
        )
    }

    #[test]
    fn people_are_found_in_every_form() {
        let cases = [
            (r#"{"@type":"NewsArticle","author":"Ana Roc"}"#, "Ana Roc"),
            (
                r#"{"@type":["Article","NewsArticle"],"author":[{"name":"A"},{"name":"B"}]}"#,
                "A+B",
            ),
            (
                r##"{"@graph":[{"@type":"BlogPosting","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"C"}]}"##,
                "C",
            ),
            (
                r#"[{"@type":"WebSite","name":"S"},{"@type":"https://schema.org/Article","creator":["D"]}]"#,
                "D",
            ),
            (
                r#"{"@type":"WebPage","mainEntity":{"@type":"Article","author":{"name":["E","F"]}}}"#,
                "E+F",
            ),
            (
                r#"{"@type":"ItemList","itemListElement":[{"@type":"Article","author":"Z"}]}"#,
                "",
            ),
            (
                r#"{"@type":"Article","author":{"givenName":"G","familyName":"H"}}"#,
                "G H",
            ),
            (
                r#"[{"@type":"Article","url":"https://vigie.test/b","author":"Z"},{"@type":"Article","url":"https://www.vigie.test/a/1/","author":"I"}]"#,
                "I",
            ),
        ];
        for (json, expected) in cases {
            let names: Vec<String> = said(json)
                .authors
                .into_iter()
                .map(|author| author.name)
                .collect();
            assert_eq!(names.join("+"), expected, "{json}");
        }
    }

    #[test]
    fn what_is_not_free_is_told() {
        for (json, expected) in [
            (
                r#"{"@type":"Article","isAccessibleForFree":"False"}"#,
                Some(false),
            ),
            (
                r#"{"@type":"Article","isAccessibleForFree":true}"#,
                Some(true),
            ),
            (
                r#"{"@type":"Article","hasPart":{"isAccessibleForFree":false}}"#,
                Some(false),
            ),
            (r#"{"@type":"Article"}"#, None),
        ] {
            assert_eq!(said(json).free, expected, "{json}");
        }
    }
}
