//! A prompt on the bottom line, with a real cursor; what is wrong with it stands behind what is typed.

use ratatui::layout::{Position, Rect};

use super::pen::{Pen, after};
use crate::text::messages::ui::Label;
use crate::text::width;
use crate::tui::model::Model;
use crate::tui::model::overlay::{Prompt, Purpose};

/// Draws a prompt; returns where the real cursor goes.
pub(super) fn draw(
    pen: &mut Pen<'_>,
    place: Rect,
    model: &Model,
    prompt: &Prompt,
) -> Option<Position> {
    pen.clear(place);
    let label = match prompt.purpose {
        Purpose::Search => Label::SearchPrompt,
        Purpose::Add => Label::AddPrompt,
        Purpose::Title { .. } => Label::TitlePrompt,
        Purpose::Tags { .. } => Label::TagsPrompt,
    };
    // On a narrow screen the field matters more than its name.
    let name = width::truncate(
        label.text(model.lang),
        usize::from(place.width / 2),
        model.glyphs.ellipsis,
    );
    let took = pen.text(after(place, 1), &name, model.theme.accent);
    let field = after(place, 1 + took);
    let typed = prompt.input.value();
    let before: String = typed.chars().take(prompt.input.cursor()).collect();
    let (skip, cursor) = window(&before, usize::from(field.width).saturating_sub(1));
    let visible: String = typed.chars().skip(skip).collect();
    let wrote = pen.text(field, &visible, ratatui::style::Style::new());
    let rest = after(field, wrote + 2);
    if let Some(error) = &prompt.error {
        if width::width(error) <= usize::from(rest.width) {
            pen.text(rest, error, model.theme.error);
        } else {
            // An error is read whole: above the line that is typed in.
            let above = Rect {
                y: place.y.saturating_sub(1),
                ..place
            };
            pen.spread(above, error, model.theme.error);
        }
    } else if prompt.busy {
        pen.cut(
            rest,
            Label::Looking.text(model.lang),
            model.glyphs.ellipsis,
            model.theme.quiet,
        );
    }
    Some(Position::new(
        field.x + u16::try_from(cursor).unwrap_or(0),
        field.y,
    ))
}

/// How many characters to leave out on the left so that the cursor is in the field, and the cursor's column then.
fn window(before: &str, columns: usize) -> (usize, usize) {
    let characters: Vec<char> = before.chars().collect();
    for skip in 0..=characters.len() {
        let shown: String = characters[skip..].iter().collect();
        let column = width::width(&shown);
        if column <= columns {
            return (skip, column);
        }
    }
    (characters.len(), 0)
}
