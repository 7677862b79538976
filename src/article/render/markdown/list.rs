//! Lists: markers, indentation, and what must be done so that lists do not read back as something else.

use super::{Writer, behind, escape};
use crate::article::{Block, ListItem, Marker};

/// What the list just before was: two of a kind in a row would read back as one, so the second has another marker.
#[derive(Debug, Default)]
pub struct Neighbours {
    last: Option<(bool, bool)>,
}

impl Neighbours {
    /// Whether the next list takes the other marker.
    pub fn next(&mut self, items: &[ListItem]) -> bool {
        let numbered = first_number(counted(items)[0]).is_some();
        let other = matches!(self.last, Some((kind, other)) if kind == numbered && !other);
        self.last = Some((numbered, other));
        other
    }
}

impl Writer<'_> {
    /// A list; `other` takes `*` for `-` and `)` for `.`.
    pub fn list(&self, items: &[ListItem], other: bool) -> Vec<String> {
        let parts = counted(items);
        if parts.len() > 1 {
            let mut lines = Vec::new();
            for part in parts {
                if !lines.is_empty() {
                    lines.extend([String::new(), "<!-- -->".to_owned(), String::new()]);
                }
                lines.extend(self.list(part, other));
            }
            return lines;
        }
        let tight = items.iter().all(ListItem::is_tight);
        let first = first_number(items);
        let mut lines = Vec::new();
        for (place, item) in items.iter().enumerate() {
            if !lines.is_empty() && !tight {
                lines.push(String::new());
            }
            let bullet = if other { "* " } else { "- " };
            let mut item_lines = self.item(&item.blocks, tight);
            let (marker, indent) = match (first, &item.marker) {
                (Some(first), _) => {
                    let sign = if other { ')' } else { '.' };
                    let marker = format!("{}{sign} ", first.saturating_add(place));
                    (marker.clone(), marker.len())
                }
                (None, Marker::Bullet) => (bullet.to_owned(), 2),
                (None, Marker::Ordinal(label)) => {
                    let label = escape::line_start(&escape::text(label));
                    match item.blocks.first() {
                        Some(
                            Block::Paragraph(_)
                            | Block::Figure { .. }
                            | Block::Definitions(_)
                            | Block::Details { .. },
                        ) => (format!("{bullet}{label} "), 2),
                        _ => {
                            item_lines.splice(..0, [label, String::new()]);
                            (bullet.to_owned(), 2)
                        }
                    }
                }
            };
            lines.extend(behind(item_lines, &marker, &" ".repeat(indent)));
        }
        lines
    }

    fn item(&self, blocks: &[Block], tight: bool) -> Vec<String> {
        let mut lines = if tight {
            self.tight(blocks)
        } else {
            self.blocks(blocks)
        };
        match lines.first_mut() {
            // `- ---` would be a rule itself.
            Some(first) if first == "---" => "___".clone_into(first),
            Some(_) => {}
            None => lines.push(String::new()),
        }
        lines
    }

    /// A paragraph and the list under it, without a blank line, unless the list could not begin so.
    fn tight(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for block in blocks {
            let interrupts = match block {
                Block::List(items) => matches!(first_number(counted(items)[0]), None | Some(1)),
                _ => false,
            };
            if !lines.is_empty() && !interrupts {
                lines.push(String::new());
            }
            lines.extend(self.block(block));
        }
        lines
    }
}

/// The items in parts that each count on by one, where all have a number and it only rises; else all of them.
fn counted(items: &[ListItem]) -> Vec<&[ListItem]> {
    let numbers: Option<Vec<usize>> = items
        .iter()
        .map(|item| first_number(std::slice::from_ref(item)))
        .collect();
    let rises = numbers.is_some_and(|numbers| numbers.is_sorted_by(|before, next| before < next));
    if !rises || items.is_empty() {
        return vec![items];
    }
    items
        .chunk_by(|before, next| {
            let number = |item| first_number(std::slice::from_ref(item));
            number(before).map(|number| number + 1) == number(next)
        })
        .collect()
}

/// The number of the first item where the items count on from it in figures, nine at most, as CommonMark can.
fn first_number(items: &[ListItem]) -> Option<usize> {
    let number = |item: &ListItem| match &item.marker {
        Marker::Ordinal(label) => label
            .strip_suffix('.')
            .filter(|number| number.len() <= 9 && (*number == "0" || !number.starts_with('0')))
            .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|number| number.parse::<usize>().ok()),
        Marker::Bullet => None,
    };
    let first = number(items.first()?)?;
    items
        .iter()
        .enumerate()
        .all(|(place, item)| number(item) == Some(first + place))
        .then_some(first)
}
