//! RSS written in JSON (`{"rss": {"channel": …}}`) → the RSS it means, so that it goes the way of any RSS.

use serde_json::{Map, Value};

use super::repair::html_from_text;

/// The deepest nesting that is written out.
const DEPTH: usize = 16;

/// The RSS of a JSON document; none where its root is no `rss` with a `channel`.
pub fn to_xml(text: &str) -> Option<String> {
    if !text.contains("\"rss\"") {
        return None;
    }
    let root: Map<String, Value> = serde_json::from_str(text).ok()?;
    let channel = root.get("rss")?.get("channel")?;
    let mut out = String::from("<rss version=\"2.0\">");
    element("channel", channel, 0, &mut out);
    out.push_str("</rss>");
    Some(out)
}

fn element(name: &str, value: &Value, depth: usize, out: &mut String) {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_');
    if depth > DEPTH || name.is_empty() || !name.chars().all(sound) {
        return;
    }
    let holds_elements = matches!(name, "channel" | "item" | "image");
    match value {
        Value::Null => {}
        Value::Array(all) => all.iter().for_each(|one| element(name, one, depth, out)),
        Value::Object(fields) if holds_elements => {
            out.push_str(&format!("<{name}>"));
            for (key, value) in fields {
                element(key, value, depth + 1, out);
            }
            out.push_str(&format!("</{name}>\n"));
        }
        Value::Object(fields) => {
            out.push_str(&format!("<{name}"));
            for (key, value) in fields.iter().filter(|(key, _)| key.chars().all(sound)) {
                if let Some(text) = scalar(value) {
                    let text = html_from_text(&text).replace('"', "&quot;");
                    out.push_str(&format!(" {key}=\"{text}\""));
                }
            }
            let text = fields.get("#value").and_then(scalar).unwrap_or_default();
            out.push_str(&format!(">{}</{name}>", html_from_text(&text)));
        }
        one => {
            let text = scalar(one).unwrap_or_default();
            out.push_str(&format!("<{name}>{}</{name}>", html_from_text(&text)));
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_items_and_values_become_elements() {
        let xml = to_xml(
            r##"{"rss":{"version":"2.0","channel":{"title":"A & B","item":[{"title":"un","guid":{"isPermaLink":false,"#value":"1"},
            "enclosure":{"url":"https://x.test/\"a","length":3}},{"title":"deux"}]}}}"##,
        )
        .expect("RSS");
        assert!(xml.starts_with("<rss version=\"2.0\"><channel>"));
        assert!(xml.contains("<title>A &amp; B</title>"));
        assert!(xml.contains("<guid isPermaLink=\"false\">1</guid>"));
        assert!(
            xml.contains("<enclosure length=\"3\" url=\"https://x.test/&quot;a\"></enclosure>")
        );
        assert_eq!(xml.matches("<item>").count(), 2);
        assert_eq!(to_xml("{\"rss\":1}"), None);
        assert_eq!(to_xml("{"), None);
    }
}
