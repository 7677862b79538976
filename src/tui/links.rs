//! Where the links of the article under the eye stand on the screen, and the letters that choose among them. Asked by
//! `view` (hint letters), `update` (keys, clicks) and `terminal` (hyperlinks). Reads the model, draws nothing.

use ratatui::layout::Rect;

use super::heading;
use super::model::Model;
use super::model::overlay::Overlay;
use crate::article::Role;
use crate::article::links::may_open;
use crate::text::width;

/// Letters of hints, those under strong fingers of QWERTY, AZERTY and BÉPO first; `q` closes.
const LETTERS: &[u8; 25] = b"fjdkslghaeirutonvcmpbyzwx";

/// A stretch of a link on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// One row of the screen.
    pub place: Rect,
    /// The link's index in the document.
    pub link: usize,
    /// True for its number, false for its text.
    pub number: bool,
}

/// The stretches of links that are on the screen, from the top; none while something covers the article.
pub fn spots(model: &Model) -> Vec<Spot> {
    let covered = model
        .overlays
        .iter()
        .any(|overlay| !matches!(overlay, Overlay::Prompt(_) | Overlay::Hints(_)));
    match covered {
        true => Vec::new(),
        false => visible(model).unwrap_or_default(),
    }
}

fn visible(model: &Model) -> Option<Vec<Spot>> {
    let page = model.reading.page()?;
    let text = heading::column_place(model)?;
    let head = heading::extent(model).0;
    let mut spots = Vec::new();
    for row in 0..text.height {
        let Some(at) = (model.reading.scroll + usize::from(row)).checked_sub(head) else {
            continue;
        };
        let Some(line) = page.layout.lines.get(at) else {
            break;
        };
        let mut x = text.x;
        for span in &line.spans {
            let columns = u16::try_from(width::width(&span.text)).unwrap_or(u16::MAX);
            let place = Rect::new(x, text.y + row, columns, 1).intersection(text);
            x = x.saturating_add(columns);
            if let Some(link) = span.link.filter(|_| !place.is_empty()) {
                // A note's call in brackets is its number.
                let number = span.role == Role::Ornament || is_bracketed(&span.text);
                spots.push(Spot {
                    place,
                    link,
                    number,
                });
            }
        }
    }
    Some(spots)
}

/// True for `[1]`, what stands in the brackets being short.
fn is_bracketed(text: &str) -> bool {
    let inside = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    inside.is_some_and(|inside| (1..=4).contains(&inside.len()))
}

/// The link under a cell of the screen.
pub fn at(model: &Model, x: u16, y: u16) -> Option<usize> {
    let spots = spots(model);
    let spot = spots
        .iter()
        .find(|spot| spot.place.y == y && (spot.place.left()..spot.place.right()).contains(&x))?;
    Some(spot.link)
}

/// The address of a link of the article under the eye.
pub fn address(model: &Model, link: usize) -> Option<&str> {
    let page = model.reading.page()?;
    Some(page.document.links.get(link)?.url.as_str())
}

/// The block that a link within the article leads to.
pub fn target(model: &Model, link: usize) -> Option<usize> {
    let page = model.reading.page()?;
    page.document.links.get(link)?.target
}

/// The links that are on the screen, each with the letters that choose it: one letter where they suffice, else two.
pub fn labelled(model: &Model) -> Vec<(String, usize)> {
    let mut links: Vec<usize> = Vec::new();
    for spot in spots(model) {
        // An address that no program is asked to open has no letter; its number stays.
        let follows =
            target(model, spot.link).is_some() || address(model, spot.link).is_some_and(may_open);
        if follows && !links.contains(&spot.link) {
            links.push(spot.link);
        }
    }
    labels(links.len()).into_iter().zip(links).collect()
}

fn labels(count: usize) -> Vec<String> {
    let letters = || LETTERS.iter().map(|letter| char::from(*letter));
    if count <= LETTERS.len() {
        return letters().take(count).map(String::from).collect();
    }
    letters()
        .flat_map(|second| letters().map(move |first| String::from_iter([first, second])))
        .take(count)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_in_brackets_is_a_number() {
        for (text, is_number) in [
            ("[1]", true),
            ("[12]", true),
            ("1", false),
            ("[]", false),
            ("[voir]", true),
            ("[la note]", false),
        ] {
            assert_eq!(is_bracketed(text), is_number, "{text}");
        }
    }

    #[test]
    fn labels_are_short_and_their_own() {
        assert_eq!(labels(0), [""; 0]);
        assert_eq!(labels(2), ["f", "j"]);
        let many = labels(700);
        assert_eq!(many.len(), 625);
        assert!(many.iter().all(|label| label.len() == 2));
        let unique: std::collections::BTreeSet<&String> = many.iter().collect();
        assert_eq!(unique.len(), many.len());
    }
}
