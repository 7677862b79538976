//! Lists: hanging markers, numbers aligned to the right, tight where every item is one paragraph.

use super::page::Page;
use crate::article::{ListItem, Marker};
use crate::text::width;

/// Columns a marker may take before the text; a longer one stands out.
const MAX_MARKER: usize = 12;

impl Page<'_> {
    /// Lays out a list.
    pub fn list(&mut self, items: &[ListItem]) {
        let bullet = if self.options.ascii { "*" } else { "•" };
        let columns = items
            .iter()
            .map(|item| width::width(label(&item.marker, bullet)))
            .max();
        let columns = columns.unwrap_or(1).min(MAX_MARKER);
        let tight = items.iter().all(ListItem::is_tight);
        let before = self.height();
        for item in items {
            let label = label(&item.marker, bullet);
            let padding = " ".repeat(columns.saturating_sub(width::width(label)));
            let marker = format!("{padding}{label} ");
            let lay = |page: &mut Self| {
                page.behind(Some(&marker), "", columns + 1, |page| {
                    if tight {
                        item.blocks.iter().for_each(|block| page.block(block));
                    } else {
                        page.blocks(&item.blocks);
                    }
                });
            };
            if self.height() > before && !tight {
                self.apart(lay);
            } else {
                lay(self);
            }
        }
    }
}

fn label<'a>(marker: &'a Marker, bullet: &'a str) -> &'a str {
    match marker {
        Marker::Bullet => bullet,
        Marker::Ordinal(label) => label,
    }
}
