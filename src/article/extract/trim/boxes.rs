//! Small boxes between the paragraphs, known by where they stand: what asks for an address or for money, and a few words
//! that are a link to another article. A box is an element of its own that holds no paragraph of the text.

use std::collections::HashMap;

use super::super::draft::{Draft, Leaf};
use super::super::prune::is_note;
use super::super::words::class_words;
use super::{abroad, is_of_links, is_source_list, phrases};
use crate::text::fold::label;

/// Words of a box that asks, at most.
const MAX_ASKING: usize = 60;
/// Words of a box of links.
const MAX_LINKS: usize = 40;
/// Words of a paragraph that is the text's, wherever it stands.
const GROUND: usize = 25;

/// What boxes say that ask for an address or for money, folded.
const ASKING: &[&str] = &[
    "newsletter",
    "infolettre",
    "boite mail",
    "boite de reception",
    "your inbox",
    "unsubscribe",
    "no spam",
    "no credit card",
    "free trial",
    "essai gratuit",
    "touchons une commission",
    "une commission si",
    "earn a commission",
    "readers like you",
    "support our journalism",
    "support our work",
    "support local journalism",
    "support independent journalism",
    "reader-supported",
    "faire un don",
    "je fais un don",
    "faites un don",
    "soutenez-nous",
    "soutenez notre",
    "abonnez-vous",
    "s'abonner pour",
    "subscribe now",
    "sur notre chaine",
    "notre application",
];

/// Takes them away.
pub fn drop(draft: &mut Draft<'_, '_>) {
    let mut beside: HashMap<usize, usize> = HashMap::new();
    for leaf in draft.leaves.iter().filter(|leaf| draft.is_prose(leaf)) {
        *beside.entry(parent(draft, leaf)).or_default() += 1;
    }
    let is_ground: Vec<bool> = draft
        .leaves
        .iter()
        .map(|leaf| {
            draft.is_prose(leaf)
                && (leaf.words >= GROUND
                    || beside
                        .get(&parent(draft, leaf))
                        .is_some_and(|&count| count >= 2))
        })
        .collect();
    let mut ground = vec![0_usize; draft.tree.items.len() + 1];
    for (leaf, _) in draft.leaves.iter().zip(&is_ground).filter(|(_, is)| **is) {
        ground[leaf.place + 1] = 1;
    }
    for place in 0..draft.tree.items.len() {
        ground[place + 1] += ground[place];
    }
    let all = ground[draft.tree.items.len()];
    if all < 2 {
        return;
    }
    let of_links = is_of_links(draft);
    let mut gone = vec![false; draft.leaves.len()];
    let mut place = 0;
    while place < draft.leaves.len() {
        let found = (!is_ground[place])
            .then(|| around(draft, &draft.leaves[place], &ground))
            .flatten();
        let Some(around) = found else {
            place += 1;
            continue;
        };
        let length = draft.leaves[place..]
            .iter()
            .take_while(|leaf| draft.tree.holds(around, leaf.place))
            .count()
            .max(1);
        let leaves = &draft.leaves[place..place + length];
        let is_between = (1..all).contains(&ground[around]);
        if asks(leaves) || is_between && !of_links && leads_away(draft, around, leaves) {
            gone[place..place + length].fill(true);
        }
        place += length;
    }
    super::retain(draft, |place| !gone[place]);
}

fn parent(draft: &Draft<'_, '_>, leaf: &Leaf) -> usize {
    draft.tree.items[leaf.place].parent
}

/// The widest element around a block that holds no paragraph of the text; none where it is no box.
fn around(draft: &Draft<'_, '_>, leaf: &Leaf, ground: &[usize]) -> Option<usize> {
    let tree = draft.tree;
    if draft.inside(
        leaf,
        &["pre", "table", "dl", "figure", "blockquote", "details"],
    ) {
        return None;
    }
    tree.upwards(leaf.place)
        .take_while(|&above| above != draft.root)
        .take_while(|&above| ground[tree.items[above].end] == ground[above])
        .filter(|&above| matches!(&*tree.items[above].name, "div" | "section" | "aside" | "a"))
        .last()
}

fn asks(leaves: &[Leaf]) -> bool {
    let words: usize = leaves.iter().map(|leaf| leaf.words).sum();
    words <= MAX_ASKING && leaves.iter().any(|leaf| says_so(&leaf.text))
}

/// True where a text has words that ask.
pub fn says_so(text: &str) -> bool {
    let text = label(text);
    ASKING
        .iter()
        .chain(abroad::ASKING)
        .any(|says| text.contains(says))
}

/// A few words that are a link to another page, and a word or two over them.
fn leads_away(draft: &Draft<'_, '_>, around: usize, leaves: &[Leaf]) -> bool {
    const OF_THE_TEXT: &[&str] = &[
        "source",
        "via",
        "telecharger",
        "download",
        "lien ",
        "document",
    ];
    const FILES: &[&str] = &[".pdf", ".zip", ".odt", ".xls", ".doc", ".csv", ".epub"];
    let tree = draft.tree;
    let words: usize = leaves.iter().map(|leaf| leaf.words).sum();
    let (linked, own) = leaves.iter().fold((0, 0), |(linked, own), leaf| {
        let item = &tree.items[leaf.place];
        let in_link = tree
            .upwards(leaf.place)
            .take_while(|&above| above != tree.items[around].parent)
            .any(|above| &*tree.items[above].name == "a");
        let of_leaf = if in_link { item.own } else { item.own_linked };
        (linked + of_leaf, own + item.own)
    });
    let is_files = || {
        (around..tree.items[around].end)
            .filter_map(|place| tree.attribute(place, "href"))
            .any(|href| {
                let href = href.to_ascii_lowercase();
                href.starts_with('#') || FILES.iter().any(|file| href.ends_with(file))
            })
    };
    let is_named_note = || {
        class_words(tree, around)
            .iter()
            .flatten()
            .any(|word| is_note(word))
    };
    (3..=MAX_LINKS).contains(&words)
        && linked * 10 >= own * 6
        && leaves.first().is_some_and(|first| {
            let text = label(&first.text);
            !OF_THE_TEXT.iter().any(|begin| text.starts_with(begin))
                && !is_source_list(draft, first)
        })
        && !is_named_note()
        && !is_files()
        && leaves
            .iter()
            .all(|leaf| leaf.words <= 5 || !draft.is_prose(leaf) || phrases::is_line(&leaf.text))
}
