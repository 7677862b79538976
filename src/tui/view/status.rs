//! The bottom line: what goes on at the left, three keys at the right.

use ratatui::layout::Rect;

use super::pen::{Pen, after};
use crate::config::Action;
use crate::text::messages::ui::{Hint, Label, Notice};
use crate::text::{Say, width};
use crate::tui::model::Model;
use crate::tui::model::overlay::Overlay;

/// Draws the status line.
pub(super) fn draw(pen: &mut Pen<'_>, place: Rect, model: &Model) {
    // The first screen names its own keys.
    let first = matches!(model.overlays.first(), Some(Overlay::Sources(_)));
    let hints = if first { String::new() } else { hints(model) };
    let hints_width = u16::try_from(width::width(&hints)).unwrap_or(u16::MAX);
    let said = said(model);
    // An error is read whole: where it does not fit it takes the lines above.
    if let [(text, true)] = said.as_slice()
        && width::width(text) + 2 > usize::from(place.width)
    {
        pen.spread(place, text, model.theme.error);
        return;
    }
    let said_width = said
        .iter()
        .map(|(text, _)| width::width(text) + 3)
        .sum::<usize>();
    // What is told comes first; the keys are there where there is room for both.
    let room = usize::from(place.width).saturating_sub(usize::from(hints_width) + 3);
    let with_hints = said_width <= room;
    let mut left = after(place, 1);
    if with_hints {
        left.width = left.width.saturating_sub(hints_width + 2);
        let x = place.right().saturating_sub(hints_width + 1);
        pen.text(
            Rect {
                x,
                width: hints_width,
                ..place
            },
            &hints,
            model.theme.quiet,
        );
    }
    for (index, (text, error)) in said.iter().enumerate() {
        if index > 0 {
            let took = pen.text(left, &format!(" {} ", model.glyphs.dot), model.theme.quiet);
            left = after(left, took);
        }
        let style = if *error {
            model.theme.error
        } else {
            ratatui::style::Style::new()
        };
        let took = pen.cut(left, text, model.glyphs.ellipsis, style);
        left = after(left, took);
    }
}

/// What is told: the refresh under way, the last notice, the last failure; each with whether it is an error.
fn said(model: &Model) -> Vec<(String, bool)> {
    if let Some(Overlay::Hints(_)) = model.overlays.last() {
        return vec![(Label::HintKeys.text(model.lang).to_owned(), false)];
    }
    let status = &model.status;
    let progress = status.refresh.map(|progress| {
        (
            format!(
                "{} {}/{}",
                model.glyphs.refresh,
                progress.done.min(progress.of),
                progress.of
            ),
            false,
        )
    });
    let told = |notice: &Notice| (notice.say(model.lang), notice.is_error());
    progress
        .into_iter()
        .chain(status.notice.as_ref().map(told))
        .chain(status.failure.as_ref().map(told))
        .collect()
}

fn hints(model: &Model) -> String {
    let shown = [
        (Action::Help, Hint::Help),
        (Action::Search, Hint::Search),
        (Action::AddFeed, Hint::Add),
        (Action::Quit, Hint::Quit),
    ];
    shown
        .into_iter()
        .filter_map(|(action, hint)| {
            let key = model.config.keys.keys_of(action).into_iter().next()?;
            Some(format!("{key} {}", hint.text(model.lang)))
        })
        .collect::<Vec<_>>()
        .join("   ")
}
