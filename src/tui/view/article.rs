//! The article pane: the heading, then the text as it was laid out, from the scroll on.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::pen::{Pen, after, row};
use super::pictures;
use crate::article::layout::Token;
use crate::article::{Line, Role, Span};
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
                    Some(line) => styled(pen, line_place, model, line),
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
