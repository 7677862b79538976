//! JSON Feed 1.1.

use serde_json::{Map, Value, json};

use super::{Issue, Item, rfc3339, sound};

/// The feed's text.
pub(super) fn render(issue: &Issue) -> String {
    let items: Vec<Value> = issue.items.iter().map(|item| entry(issue, item)).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": issue.site.title,
        "description": issue.site.description,
        "home_page_url": issue.home,
        "feed_url": issue.feed,
        "language": "fr",
        "items": items,
    });
    format!("{feed:#}\n")
}

fn entry(issue: &Issue, item: &Item) -> Value {
    let authors: Vec<Value> = item
        .article
        .authors
        .iter()
        .map(|name| json!({ "name": name }))
        .collect();
    let mut entry = Map::new();
    entry.insert(
        "id".into(),
        json!(item.guid.as_deref().unwrap_or(&item.link)),
    );
    entry.insert("url".into(), json!(item.link));
    entry.insert("title".into(), json!(item.article.title));
    entry.insert("summary".into(), json!(item.lead()));
    entry.insert("content_html".into(), json!(item.carried(issue.site.body)));
    if let Some(time) = item.published {
        entry.insert("date_published".into(), json!(rfc3339(time)));
    }
    if !authors.is_empty() {
        entry.insert("authors".into(), json!(authors));
    }
    if !item.article.categories.is_empty() {
        entry.insert("tags".into(), json!(item.article.categories));
    }
    if let Some(address) = &item.sound {
        let attachment = json!({
            "url": address,
            "mime_type": "audio/mpeg",
            "size_in_bytes": sound::silence().len(),
        });
        entry.insert("attachments".into(), json!([attachment]));
    }
    Value::Object(entry)
}
