//! Link hints: letters over the numbers of the links that are on the screen (over the first letters of a link whose
//! number is not).

use std::collections::BTreeSet;

use ratatui::style::Modifier;

use super::pen::Pen;
use crate::tui::links;
use crate::tui::model::Model;
use crate::tui::model::overlay::Hints;

/// Draws the letters that can still be typed.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, hints: &Hints) {
    let spots = links::spots(model);
    let style = model
        .theme
        .accent
        .add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let mut done = BTreeSet::new();
    let numbers_first = spots
        .iter()
        .filter(|spot| spot.number)
        .chain(spots.iter().filter(|spot| !spot.number));
    for spot in numbers_first {
        let Some((label, _)) = hints.labels.iter().find(|(_, link)| *link == spot.link) else {
            continue;
        };
        let fits = label.starts_with(&hints.typed);
        // A link in several stretches has its letters at each of its numbers, else once.
        if !fits || (!spot.number && done.contains(&spot.link)) {
            continue;
        }
        done.insert(spot.link);
        let left = &label[hints.typed.len()..];
        let text = match spot.number {
            true => format!("{left:^0$}", usize::from(spot.place.width)),
            false => left.to_owned(),
        };
        pen.text(spot.place, &text, style);
    }
}
