//! The same map for a JSON Feed: its keys, its items and their keys, found without building a value.

use super::outline::{Mark, Outline, Part};

/// The map of a JSON Feed. Items that are no objects are none. Linear; broken JSON is mapped as far as it goes.
pub fn of_json(text: &str) -> Outline<'_> {
    let mut outline = Outline::default();
    // What is open: `{` or `[`, and for an object the key at hand.
    let mut open: Vec<(u8, Mark<'_>)> = Vec::new();
    let mut wants_key = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                if wants_key && let Some((b'{', key)) = open.last_mut() {
                    *key = Mark {
                        name: text.get(at + 1..end).unwrap_or_default(),
                        offset: at,
                        ..Mark::default()
                    };
                    wants_key = false;
                }
                at = end;
            }
            b':' => {
                if let Some((b'{', key)) = open.last_mut().filter(|_| !wants_key) {
                    key.inside = at + 1;
                }
            }
            b',' | b'}' | b']' => {
                let depth = open.len();
                if let Some((b'{', key)) = open.last_mut()
                    && key.inside > 0
                {
                    let mut mark = std::mem::take(key);
                    mark.inner = text.get(mark.inside..at).unwrap_or_default().trim();
                    match depth {
                        1 => outline.feed.push(mark),
                        3 if is_item(&open) => {
                            if let Some(part) = outline.entries.last_mut() {
                                part.marks.push(mark);
                            }
                        }
                        _ => {}
                    }
                }
                if byte == b',' {
                    wants_key = matches!(open.last(), Some((b'{', _)));
                } else {
                    if depth == 3
                        && is_item(&open)
                        && let Some(part) = outline.entries.last_mut()
                    {
                        part.end = at + 1;
                    }
                    open.pop();
                    wants_key = false;
                }
            }
            b'{' | b'[' => {
                open.push((byte, Mark::default()));
                wants_key = byte == b'{';
                if is_item(&open) && open.len() == 3 {
                    outline.entries.push(Part {
                        offset: at,
                        end: text.len(),
                        marks: Vec::new(),
                    });
                }
            }
            _ => {}
        }
        at += 1;
    }
    outline
}

/// True within an object of the list `items`.
fn is_item(open: &[(u8, Mark<'_>)]) -> bool {
    matches!(open, [(b'{', key), (b'[', _), (b'{', _), ..] if key.name == "items")
}

/// The closing quote of a string that opens at `from`, or the end.
fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'"' => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_and_items_have_places() {
        let text = r#"{"version":"1.1","authors":[{"name":"A"}],"items":["x",{"id":"a","tags":["t","u"]},
 {"id":"b\"","attachments":[{"url":"u"}],"date_published":"hier"}],"title":"T"}"#;
        let outline = of_json(text);
        let names: Vec<&str> = outline.feed.iter().map(|mark| mark.name).collect();
        assert_eq!(names, ["version", "authors", "items", "title"]);
        assert_eq!(outline.feed[3].text(), "T");
        assert_eq!(outline.entries.len(), 2);
        let second = &outline.entries[1];
        let names: Vec<&str> = second.marks.iter().map(|mark| mark.name).collect();
        assert_eq!(names, ["id", "attachments", "date_published"]);
        assert_eq!(second.marks[2].text(), "hier");
        assert!(text[second.offset..second.end].ends_with("\"hier\"}"));
        assert!(text[second.marks[2].offset..].starts_with("\"date_published\""));
    }

    proptest! {
        #[test]
        fn any_text_has_a_map(text in "[{}\\[\\]\",:\\\\aé]{0,200}|\\{\"items\":\\[[{}\",:é]{0,60}") {
            for part in of_json(&text).entries {
                prop_assert!(text.is_char_boundary(part.offset) && part.end <= text.len());
            }
        }
    }
}
