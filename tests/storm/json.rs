//! Feeds written as JSON Feed 1.0 and 1.1.

use serde_json::{Value, json};

use crate::feeds::{True, Truth};
use crate::random::Random;
use crate::xml::internet_date;

/// The document, and where each of its items ends in it.
pub fn write(truth: &Truth, random: &mut Random) -> (String, Vec<usize>) {
    let new = random.once_in(2);
    let mut out = format!(
        "{{\"version\":\"https://jsonfeed.org/version/{}\",\"title\":{},\"home_page_url\":\"https://octet-libre.test/\",\"items\":[",
        if new { "1.1" } else { "1" },
        written(&json!(truth.title), random)
    );
    let mut ends = Vec::new();
    for (number, entry) in truth.entries.iter().enumerate() {
        out.push_str(if number == 0 {
            ""
        } else {
            random.one(&[",", ",\n"])
        });
        out.push_str(&written(&item(entry, random), random));
        ends.push(out.len());
    }
    out.push_str("]}");
    (out, ends)
}

fn item(entry: &True, random: &mut Random) -> Value {
    let names: Vec<Value> = entry
        .authors
        .iter()
        .map(|name| json!({ "name": name }))
        .collect();
    let mut item = json!({
        "id": entry.guid, "url": entry.link, "title": entry.title, "content_html": entry.content,
        "date_published": internet_date(entry.published, random), "tags": entry.categories,
    });
    match names.len() {
        1 if random.once_in(2) => item["author"] = names[0].clone(),
        _ => item["authors"] = Value::Array(names),
    }
    item
}

/// JSON, its other letters escaped or not.
fn written(value: &Value, random: &mut Random) -> String {
    let text = value.to_string();
    match random.once_in(3) {
        false => text,
        true => text
            .chars()
            .map(|c| match c.is_ascii() {
                true => c.to_string(),
                false => c
                    .encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|unit| format!("\\u{unit:04x}"))
                    .collect(),
            })
            .collect(),
    }
}
