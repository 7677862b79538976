//! The article pane: the heading, then the text as it was laid out, from the scroll on.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::pen::{Pen, after, row};
use super::pictures;
use crate::article::layout::Token;
use crate::article::{Layout, Line, Role, Span};
use crate::store::Row;
use crate::text::messages::ui::Label;
use crate::tui::heading::{self, HeadingLine};
use crate::tui::model::{Focus, Model};

/// Draws the article; returns where the real cursor goes.
pub(super) fn draw(pen: &mut Pen<'_>, place: Rect, model: &Model) -> Option<Position> {
    let columns = heading::column(model);
    let text = heading::column_place(model).unwrap_or(place);
    let page = model.reading.page();
    // While the page is on its way the row in the list gives the heading.
    let waiting = model
        .list
        .row()
        .filter(|row| Some(row.id) == model.reading.id);
    let article: &Row = match (page, waiting) {
        (_, Some(row)) => row,
        (Some(page), None) => &page.article.row,
        (None, None) => return None,
    };
    let head = heading::lines(model, article, columns);
    let scroll = if page.is_some() {
        model.reading.scroll
    } else {
        0
    };
    let pictures = pictures::draw(pen.buffer(), model);
    let is_picture = |line: usize| pictures.iter().any(|lines| lines.contains(&line));
    for index in 0..usize::from(text.height) {
        let Some(line_place) = row(text, index) else {
            break;
        };
        let line = scroll + index;
        match head.get(line) {
            Some(HeadingLine::Title(title)) => {
                // The pane that keys go to wears the accent, as the others do in their titles.
                let style = match model.focus {
                    Focus::Article => model.theme.heading.patch(model.theme.accent),
                    _ => model.theme.heading,
                };
                pen.text(line_place, title, style);
            }
            Some(HeadingLine::About(about)) => {
                pen.text(line_place, about, model.theme.quiet);
            }
            Some(HeadingLine::Blank) => {}
            None => match page {
                Some(page) => match page.layout.lines.get(line - head.len()) {
                    Some(shown) if is_picture(line - head.len()) => {
                        beside_picture(pen, line_place, model, shown);
                    }
                    Some(_) => {
                        let top = scroll.saturating_sub(head.len());
                        if let Some(line) = unless_drawn(&page.layout, line - head.len(), top) {
                            styled(pen, line_place, model, line);
                        }
                    }
                    None if page.layout.lines.is_empty() && line == head.len() => {
                        no_text(pen, line_place, model);
                    }
                    None => break,
                },
                None => {
                    pen.text(
                        line_place,
                        Label::Loading.text(model.lang),
                        model.theme.quiet,
                    );
                    break;
                }
            },
        }
    }
    Some(text.as_position())
}

fn styled(pen: &mut Pen<'_>, place: Rect, model: &Model, line: &Line) {
    let mut x = 0;
    for span in &line.spans {
        x += pen.text(after(place, x), &span.text, look(model, span));
    }
}

/// The line that shows where no picture is drawn: the stand-in of one that begins above the pane comes down to its
/// first row that is seen. Its rows would be blank without a word. `top` is the first line in the pane.
fn unless_drawn(layout: &Layout, line: usize, top: usize) -> Option<&Line> {
    let room = layout
        .pictures
        .iter()
        .find(|room| room.lines().contains(&line));
    let above = room.map_or(0, |room| top.saturating_sub(room.line));
    layout.lines.get(line - above)
}

/// What stands before a picture: bars and indentation.
fn beside_picture(pen: &mut Pen<'_>, place: Rect, model: &Model, line: &Line) {
    let first = line.spans.first();
    if let Some(before) = first.filter(|span| span.role == Role::Ornament && span.link.is_none()) {
        pen.text(place, &before.text, look(model, before));
    }
}

fn no_text(pen: &mut Pen<'_>, place: Rect, model: &Model) {
    let columns = usize::from(place.width).max(1);
    for (index, line) in heading::wrap(Label::NoText.text(model.lang), columns)
        .iter()
        .enumerate()
    {
        let below = Rect {
            y: place.y + u16::try_from(index).unwrap_or(0),
            ..place
        };
        pen.text(below, line, model.theme.quiet);
    }
}

/// The look of a run of text.
fn look(model: &Model, span: &Span) -> Style {
    let theme = &model.theme;
    let mut style = match span.role {
        Role::Text => Style::new(),
        Role::Heading(level) => theme.heading.add_modifier(match level {
            0..=2 => Modifier::UNDERLINED,
            3 => Modifier::empty(),
            _ => Modifier::ITALIC,
        }),
        Role::Quote => theme.quote,
        Role::Code => theme.code,
        Role::Caption | Role::Ornament => theme.quiet,
    };
    if span.style.strong {
        style = style.add_modifier(Modifier::BOLD);
    }
    if span.style.emphasis {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if span.style.struck {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    if span.style.marked {
        style = style.add_modifier(Modifier::REVERSED);
    }
    if span.style.code {
        style = style.patch(theme.code);
    }
    style = match span.token {
        Some(Token::Comment) => style.patch(theme.quiet),
        Some(Token::Keyword) => style.add_modifier(Modifier::BOLD),
        Some(Token::Added) => style.patch(theme.accent),
        Some(Token::Removed) => style.patch(theme.error),
        Some(Token::String | Token::Number) | None => style,
    };
    if span.link.is_some() && span.role != Role::Ornament {
        style = style.patch(theme.link);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{self, Options, Rooms, lay_out_with};
    use crate::text::Lang;

    /// What the rows of the pane read from this line on, where no picture is drawn.
    fn rows(layout: &Layout, top: usize) -> Vec<String> {
        (top..layout.lines.len())
            .filter_map(|line| unless_drawn(layout, line, top))
            .map(Line::text)
            .collect()
    }

    #[test]
    fn the_words_of_a_picture_that_begins_above_stand_in_its_first_row_seen() {
        let html = "<p>Avant.<figure><img src=a.jpg alt='Un pont'></figure><p>Après.";
        let document = article::read(html, Some("https://cable.test/"), None);
        let options = Options {
            width: 40,
            ascii: false,
            numbers: false,
            hyphenate: false,
            lang: Lang::Fr,
        };
        let rooms = Rooms {
            cell: (10, 20),
            rows: 12,
            sizes: vec![Some((400, 120))],
        };
        let layout = lay_out_with(&document, options, &rooms);
        let room = layout.pictures[0];
        let said = layout.lines[room.line].text();
        assert!(said.contains("Un pont"));
        for top in room.lines() {
            let seen = rows(&layout, top);
            assert_eq!(seen[0], said, "from line {top}");
            let left = room.lines().end - top;
            assert!(seen[1..left].iter().all(String::is_empty), "{seen:?}");
            assert_eq!(seen.last().map(String::as_str), Some("Après."));
        }
        // Where it begins in the pane nothing moves.
        assert_eq!(rows(&layout, 0)[room.line], said);
    }
}
