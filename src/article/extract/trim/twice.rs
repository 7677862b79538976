//! What an article says twice: a block again right after itself, a pull quote of a sentence close by. Never a refrain,
//! never a quote under the name of who said it.

use super::super::draft::{Draft, Leaf};
use super::super::words::class_words;
use super::{phrases, retain};

/// Blocks before and after a pull quote among which the words it repeats are looked for.
const NEAR: usize = 8;

/// What is said twice side by side, and pull quotes of a text close by. A refrain is said again, and stays.
pub fn drop(draft: &mut Draft<'_, '_>) {
    let texts: Vec<String> = draft
        .leaves
        .iter()
        .map(|leaf| phrases::bare(&leaf.text))
        .collect();
    let pulled: Vec<bool> = draft
        .leaves
        .iter()
        .map(|leaf| is_pulled(draft, leaf))
        .collect();
    let keeps: Vec<bool> = draft
        .leaves
        .iter()
        .enumerate()
        .map(|(place, leaf)| {
            if draft.inside(leaf, &["pre", "table", "li"]) {
                return true;
            }
            let is_twin = leaf.words >= 12 && place > 0 && texts[place] == texts[place - 1];
            let is_quote = pulled[place] && leaf.words >= 4 && !is_answered(draft, place) && {
                let near =
                    place.saturating_sub(NEAR)..texts.len().min(place.saturating_add(NEAR + 1));
                near.into_iter()
                    .any(|other| !pulled[other] && texts[other].contains(&texts[place]))
            };
            !is_twin && !is_quote
        })
        .collect();
    retain(draft, |place| keeps[place]);
}

/// A quote under the name of who said it, as forums have it: « toto a écrit : ».
fn is_answered(draft: &Draft<'_, '_>, place: usize) -> bool {
    let leaf = &draft.leaves[place];
    let tree = draft.tree;
    let by_name = tree
        .upwards(leaf.place)
        .take(4)
        .take_while(|&above| above != draft.root)
        .any(|above| {
            tree.attribute(above, "data-username").is_some()
                || class_words(tree, above)
                    .iter()
                    .flatten()
                    .any(|word| matches!(word.as_str(), "quotebox" | "bbcode" | "bbquote"))
        });
    by_name
        || place.checked_sub(1).is_some_and(|before| {
            let before = &draft.leaves[before];
            before.words <= 6 && before.text.trim_end().ends_with(':')
        })
}

/// A block set apart by its element or its name: a pull quote, a box, a lead.
fn is_pulled(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    draft.inside(leaf, &["blockquote", "aside"])
        || draft
            .tree
            .upwards(leaf.place)
            .take(3)
            .take_while(|&above| above != draft.root)
            .any(|above| {
                class_words(draft.tree, above).iter().any(|words| {
                    words.iter().any(|word| {
                        matches!(
                            word.as_str(),
                            "exergue" | "pullquote" | "pull" | "chapo" | "standfirst"
                        )
                    })
                })
            })
}
