//! The heading above an article's text: title, source and authors, date, reading time. Its height depends on the
//! width, so scrolling (`update`) and drawing (`view`) both ask here.

use ratatui::layout::Rect;

use super::model::Model;
use crate::store::Row;
use crate::text::messages::ui::{self, Label};
use crate::text::{breaks, date, reading, width};

/// A line of the heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadingLine {
    /// Part of the title.
    Title(String),
    /// Source, authors, date, reading time.
    About(String),
    /// Nothing.
    Blank,
}

/// The heading's lines at a width.
pub fn lines(model: &Model, row: &Row, columns: usize) -> Vec<HeadingLine> {
    let title = if row.title.is_empty() {
        Label::Untitled.text(model.lang)
    } else {
        &row.title
    };
    let mut lines: Vec<_> = wrap(title, columns)
        .into_iter()
        .map(HeadingLine::Title)
        .collect();
    lines.extend(
        about(model, row, columns)
            .into_iter()
            .map(HeadingLine::About),
    );
    lines.push(HeadingLine::Blank);
    lines
}

/// Source, authors, date, reading time and the like, in lines that end between two of them.
fn about(model: &Model, row: &Row, columns: usize) -> Vec<String> {
    let mut parts = vec![row.feed_title.clone()];
    parts.extend(
        row.authors
            .iter()
            .filter(|author| **author != row.feed_title)
            .cloned(),
    );
    // A date in the future is shown as it is; one that is missing is the day it came.
    let when = row.published.unwrap_or(row.date);
    parts.push(date::spoken(when, model.now, &model.zone, model.lang));
    // What is shown counts: the feed's text, or its page's.
    let page = model.reading.page();
    let page = page.filter(|page| page.article.row.id == row.id);
    let words = page.map_or(row.words, |page| page.words());
    if words > 0 {
        parts.push(ui::minutes(reading::minutes(words as usize)));
    }
    if page.is_some_and(|page| page.is_full()) {
        parts.push(Label::FullText.text(model.lang).to_owned());
    }
    if row.edited {
        parts.push(Label::Edited.text(model.lang).to_owned());
    }
    let between = format!(" {} ", model.glyphs.dot);
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if width::width(line) + 3 + width::width(&part) <= columns => {
                line.push_str(&between);
                line.push_str(&part);
            }
            _ => lines.extend(wrap(&part, columns)),
        }
    }
    lines
}

/// The height of the heading and the last line the article may be scrolled to.
pub fn extent(model: &Model) -> (usize, usize) {
    let Some(page) = model.reading.page() else {
        return (0, 0);
    };
    let geometry = model.geometry();
    let heading = lines(model, &page.article.row, column(model)).len();
    let height = usize::from(geometry.article.map_or(1, |place| place.height)).max(1);
    let total = heading + page.layout.lines.len();
    (heading, total.saturating_sub(height))
}

/// Where the text column stands in its pane, a column of air on its left; in the middle where the pane is much wider.
pub fn column_place(model: &Model) -> Option<Rect> {
    let place = model.geometry().article?;
    let columns = u16::try_from(column(model)).unwrap_or(u16::MAX);
    let columns = columns.min(place.width);
    let spare = place.width - columns;
    let left = if spare > 16 { spare / 2 } else { spare.min(1) };
    let x = place.x + left;
    let width = columns.min(place.width - left);
    Some(Rect { x, width, ..place })
}

/// The width of the text column.
pub fn column(model: &Model) -> usize {
    model.page_options().width
}

/// Words in lines of at most so many columns; what is longer than a line is cut.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut from = 0;
    let ends = breaks::opportunities(text, true)
        .into_iter()
        .chain([text.len()]);
    for end in ends {
        let piece = &text[from..end];
        from = end;
        if width::width(line.trim_end()) > 0
            && width::width(&line) + width::width(piece.trim_end()) > columns
        {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(piece);
        // Only a line's worth is measured at a time: a word may be an address of megabytes.
        let mut rest = line.as_str();
        loop {
            let head = width::truncate(rest.trim_end(), columns, "");
            if head.is_empty() || head.len() == rest.trim_end().len() {
                break;
            }
            rest = &rest[head.len()..];
            lines.push(head.into_owned());
        }
        line = rest.to_owned();
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_megabytes_is_cut_into_lines() {
        let lines = wrap(&"a".repeat(400_000), 80);
        assert_eq!(lines.len(), 5_000);
        assert_eq!(wrap("un deux trois", 7), ["un deux", "trois"]);
        assert_eq!(wrap("日本語", 1), ["日", "本", "語"]);
    }
}
