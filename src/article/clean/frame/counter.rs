//! Ordered lists counting on: where an `ol` begins, which way it goes, and the number an item takes for itself.
//! What the numbers look like is [`marker`]'s.

use html2text::Handle;

use crate::article::Marker;
use crate::article::clean::{dom, marker, style};

/// How an ordered list counts on.
#[derive(Debug, Clone, Copy)]
pub struct Counter {
    /// Figures, letters or Roman numerals.
    kind: marker::Kind,
    /// The number of the next item.
    next: i64,
    /// 1, or -1 in a reversed list.
    step: i64,
}

impl Counter {
    /// Reads the `start`, `reversed`, `type` and `list-style-type` of a list; a reversed list without a start counts
    /// down to 1. None for a list that has bullets or nothing before its items.
    pub fn of(name: &str, list: &Handle) -> Option<Counter> {
        let styled = style::value(list, "list-style-type")
            .or_else(|| style::value(list, "list-style"))
            .and_then(|value| value.split_whitespace().find_map(marker::Style::named));
        let kind = match styled {
            Some(marker::Style::Counted(kind)) => kind,
            Some(marker::Style::Bullet) => return None,
            None if name == "ol" => {
                dom::with_attribute(list, "type", marker::Kind::from_type).unwrap_or_default()
            }
            None => return None,
        };
        let reversed = dom::attribute(list, "reversed").is_some();
        let start =
            dom::with_attribute(list, "start", |start| start.trim().parse::<i64>().ok()).flatten();
        let items = || {
            let children = list.children.borrow();
            children
                .iter()
                .filter(|child| dom::name(child) == Some("li"))
                .count()
        };
        let first = if reversed {
            i64::try_from(items()).unwrap_or(i64::MAX)
        } else {
            1
        };
        Some(Counter {
            kind,
            next: start.unwrap_or(first),
            step: if reversed { -1 } else { 1 },
        })
    }

    /// The marker of the next item; an item may bring a number of its own, from which the list counts on.
    pub fn mark(&mut self, own: Option<i64>) -> Marker {
        let number = own.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        Marker::Ordinal(marker::marker(self.kind, number))
    }
}
