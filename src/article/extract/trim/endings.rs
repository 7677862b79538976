//! Where an article is over: headings such as « Commentaires », and what comes after them. Never a chapter of the
//! article's own, never the text that goes on after a box of links.

use std::collections::HashSet;

use super::super::draft::{Draft, Leaf};
use super::{bios, is_heading, phrases};

/// Headings after which the article is over, and what comes after them up to the next part of the text.
pub fn cut(draft: &mut Draft<'_, '_>) {
    let total = draft.words();
    let mut before = 0;
    let mut place = 0;
    // Where the paragraphs so far stand.
    let mut grounds = HashSet::new();
    while place < draft.leaves.len() {
        let leaf = &draft.leaves[place];
        let first_line = draft.tree.first_line(leaf.place);
        let may_be_one = first_line.is_some() || is_heading(draft, leaf) || leaf.words <= 8;
        let is_item =
            draft.inside(leaf, &["table", "pre"]) || &*draft.tree.items[leaf.place].name == "li";
        let text = first_line.as_deref().unwrap_or(&leaf.text);
        let announces = is_heading(draft, leaf)
            && leaf.words <= 6
            && phrases::sends_elsewhere(text, leaf.words)
            && !is_reading(draft, place);
        if may_be_one
            && !is_item
            && (phrases::is_ending(text) || announces)
            && !is_chapter(draft, place)
        {
            let rest: usize = draft.leaves[place..].iter().map(|leaf| leaf.words).sum();
            let goes_on = draft.leaves[place + 1..]
                .iter()
                .position(|leaf| {
                    is_heading(draft, leaf)
                        && !phrases::is_ending(&leaf.text)
                        && draft.linked(leaf) < 0.5
                })
                .filter(|_| is_heading(draft, leaf));
            let resumed = resumed(draft, place, &grounds);
            let end = match goes_on {
                _ if resumed.is_some() => resumed.unwrap_or(place + 1),
                Some(next) if rest * 2 > total => place + 1 + next,
                _ if rest * 2 <= total
                    || before >= 80
                    || (is_heading(draft, leaf) && before >= 30) =>
                {
                    draft.leaves.len()
                }
                _ => (place + 1..draft.leaves.len())
                    .find(|&next| draft.linked(&draft.leaves[next]) < 0.8)
                    .unwrap_or(draft.leaves.len()),
            };
            // Links that stand in the heading's box and in no block of their own come before it in the list.
            let box_of_links = place.checked_sub(1).filter(|&over| {
                let over = &draft.leaves[over];
                draft.tree.holds(over.place, draft.leaves[place].place) && draft.linked(over) >= 0.8
            });
            let begin = box_of_links.unwrap_or(place);
            draft.leaves.drain(begin..end);
            place = begin;
            continue;
        }
        before += leaf.words;
        if draft.name(leaf) == "p" && draft.is_prose(leaf) {
            grounds.insert(draft.tree.items[leaf.place].parent);
        }
        place += 1;
    }
}

/// « À lire » over a paragraph without a link: a chapter of the article.
pub fn is_reading(draft: &Draft<'_, '_>, place: usize) -> bool {
    const READING: &[&str] = &["a lire", "a voir", "a ecouter", "a decouvrir"];
    is_heading(draft, &draft.leaves[place])
        && READING.contains(&phrases::bare(&draft.leaves[place].text).as_str())
        && draft.leaves.get(place + 1).is_some_and(|next| {
            draft.name(next) == "p" && draft.is_prose(next) && draft.linked(next) == 0.0
        })
}

/// Where the text goes on after a box of links in its midst: at the next paragraph that stands where those before the
/// box do. A box in no element of its own must begin with links.
fn resumed(draft: &Draft<'_, '_>, place: usize, grounds: &HashSet<usize>) -> Option<usize> {
    let parent = |leaf: &Leaf| draft.tree.items[leaf.place].parent;
    let has_box = !grounds.contains(&parent(&draft.leaves[place]));
    let begins_with_links = draft
        .leaves
        .get(place + 1)
        .is_some_and(|leaf| draft.linked(leaf) >= 0.8);
    (place + 1..draft.leaves.len())
        .take(60)
        .find(|&next| {
            let leaf = &draft.leaves[next];
            draft.name(leaf) == "p"
                && leaf.words >= 15
                && draft.is_prose(leaf)
                && draft.linked(leaf) < 0.3
                && grounds.contains(&parent(leaf))
                && !bios::is_bio(&leaf.text)
                && !phrases::is_foot(&leaf.text)
        })
        .filter(|_| has_box || begins_with_links)
}

/// True for a heading among the article's own with prose under it, whatever it says: papers have a « Discussion ».
fn is_chapter(draft: &Draft<'_, '_>, place: usize) -> bool {
    let items = &draft.tree.items;
    let leaf = &draft.leaves[place];
    let parent = items[leaf.place].parent;
    // Chapters stand side by side, or each in a part of its own.
    let part = &items[parent];
    let in_parts = |other: &Leaf| {
        let above = items[other.place].parent;
        parent != draft.root
            && draft.name(other) == draft.name(leaf)
            && items[above].parent == part.parent
            && items[above].name == part.name
    };
    let around = place.saturating_sub(400)..draft.leaves.len().min(place + 40);
    let (chapters, others): (Vec<&Leaf>, Vec<&Leaf>) = draft.leaves[around]
        .iter()
        .filter(|other| items[other.place].parent == parent || in_parts(other))
        .partition(|other| draft.name(other) == draft.name(leaf));
    let before = chapters
        .iter()
        .filter(|other| other.place < leaf.place && !phrases::is_ending(&other.text))
        .count();
    let mut under = others
        .iter()
        .filter(|other| other.place > leaf.place)
        .take(2);
    is_heading(draft, leaf)
        && !bios::is_heading(&leaf.text)
        && before >= 2
        && draft.leaves.get(place + 1).is_some_and(|next| {
            items[next.place].parent == parent && draft.name(next) == "p" && next.words >= 20
        })
        && under.all(|other| draft.linked(other) < 0.2 && !bios::is_bio(&other.text))
}
