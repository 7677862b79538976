//! The lead (chapô) where it stands before the article's body and not in it: found by its name, or because the page
//! gives the same words as its summary.

use std::collections::HashSet;

use super::draft::{Draft, Leaf};
use super::facts::Known;
use super::tree::Tree;
use super::trim::is_noise;
use super::words::class_words;
use crate::text::fold::{label, words};

/// Words that name a lead.
const NAMES: &[&str] = &[
    "chapo",
    "chapeau",
    "chapô",
    "standfirst",
    "lead",
    "lede",
    "deck",
    "dek",
    "excerpt",
    "intro",
    "introduction",
    "accroche",
    "summary",
    "soustitre",
    "subtitle",
    "subheading",
    "subhead",
    "desc",
    "description",
    "abstract",
    "teasertext",
    "resume",
    "synopsis",
    "sommario",
    "occhiello",
    "entradilla",
    "bajada",
    "vorspann",
    "einleitung",
    "anrisstext",
    "zajawka",
];

/// Puts the lead back.
pub fn put_back(draft: &mut Draft<'_, '_>, known: &Known) {
    let tree = draft.tree;
    let body = tree.body();
    let Some(first) = draft.leaves.first().map(|leaf| leaf.place) else {
        return;
    };
    let said: String = draft
        .leaves
        .iter()
        .take(4)
        .map(|leaf| label(&leaf.text))
        .collect::<Vec<_>>()
        .join(" ");
    let summary = known.summary.as_deref().map(label).unwrap_or_default();
    let is_title = |place: &usize| {
        known
            .facts
            .title
            .as_deref()
            .is_some_and(|title| label(title) == label(&tree.text(*place)))
    };
    let before =
        || (body..first).filter(|&place| matches!(&*tree.items[place].name, "h1" | "h2" | "h3"));
    let heading = before()
        .rfind(is_title)
        .or_else(|| tree.named("h1").filter(|&place| place < first).last());
    let kept: HashSet<usize> = draft.leaves.iter().map(|leaf| leaf.place).collect();
    let mut found: Vec<Leaf> = Vec::new();
    for place in tree.leaves(body) {
        if place >= first {
            break;
        }
        if kept.contains(&place) {
            continue;
        }
        let leaf = Leaf::of(tree, place);
        // Right under the title a few words with the name of a subtitle are one.
        let is_subtitle = || {
            leaf.words >= 2
                && heading.is_some_and(|heading| is_at_side(tree, heading, place))
                && named(tree, place, 2)
        };
        if !(6..=150).contains(&leaf.words) && !is_subtitle() || draft.linked(&leaf) > 0.4 {
            continue;
        }
        let text = label(&leaf.text);
        let is_summary = summary.len() > 40
            && (summary.starts_with(&head(&text)) || text.starts_with(&head(&summary)));
        let is_near = heading.is_some_and(|heading| place > heading);
        let is_named =
            is_near && (named(tree, place, 6) || is_subtitle() || is_abstract(tree, place));
        let is_between = !is_named
            && is_near
            && heading.is_some_and(|heading| {
                is_one_part(tree, heading, draft.root) || is_next(tree, heading, place)
            })
            && draft.is_prose(&leaf);
        let is_title = known.titles.iter().any(|title| label(title) == text);
        if (is_summary || is_named || is_between)
            && !is_title
            && !said.contains(&text)
            && !is_heading(tree, place)
            && !is_noise(&leaf.text)
        {
            found.push(leaf);
        }
    }
    found.truncate(8);
    for leaf in found.into_iter().rev() {
        if let Some(points) =
            points(tree, leaf.place).filter(|&points| !tree.holds(draft.root, points))
        {
            if !draft.lead.contains(&points) {
                draft.lead.insert(0, points);
                if let Some(over) = over(tree, points) {
                    draft.lead.insert(0, over);
                }
            }
            continue;
        }
        if tree
            .upwards(leaf.place)
            .any(|above| &*tree.items[above].name == "figure")
        {
            continue;
        }
        if tree.holds(draft.root, leaf.place) {
            draft.leaves.insert(0, leaf);
        } else {
            draft.lead.insert(0, leaf.place);
        }
    }
    if let Some(heading) = heading {
        opening_picture(draft, heading, first);
    }
}

/// The list a point stands in: of « L'essentiel » all or nothing is told.
fn points(tree: &Tree<'_>, place: usize) -> Option<usize> {
    let item = tree
        .upwards(place)
        .take(2)
        .find(|&above| &*tree.items[above].name == "li")?;
    let list = tree.items[item].parent;
    let is_text = tree.items[list].linked * 4 <= tree.items[list].chars;
    (matches!(&*tree.items[list].name, "ul" | "ol") && is_text && tree.items[list].chars <= 1200)
        .then_some(list)
}

/// The few words over a list.
fn over(tree: &Tree<'_>, list: usize) -> Option<usize> {
    let before = tree
        .children(tree.items[list].parent)
        .take_while(|&child| child < list)
        .filter(|&child| tree.items[child].chars > 0)
        .last()?;
    let is_heading = matches!(&*tree.items[before].name, "h2" | "h3" | "h4" | "p");
    (is_heading && words(&tree.text(before)).len() <= 6).then_some(before)
}

/// True for a heading right after the title, at its side.
fn is_next(tree: &Tree<'_>, heading: usize, place: usize) -> bool {
    matches!(&*tree.items[place].name, "h2" | "h3") && is_at_side(tree, heading, place)
}

/// True for a block right after the title, in the same element.
fn is_at_side(tree: &Tree<'_>, heading: usize, place: usize) -> bool {
    place > heading
        && tree.items[place].parent == tree.items[heading].parent
        && !(tree.items[heading].end..place).any(|between| tree.items[between].chars > 0)
}

/// True where the heading and the article stand in an element that is less than the page.
fn is_one_part(tree: &Tree<'_>, heading: usize, root: usize) -> bool {
    tree.upwards(heading)
        .find(|&above| tree.holds(above, root))
        .is_some_and(|above| {
            matches!(
                &*tree.items[above].name,
                "article" | "main" | "section" | "div"
            ) && tree.items[above].chars * 2 <= tree.items[root].chars * 3
        })
}

/// The picture above the text, where its caption says something: it belongs to the article.
fn opening_picture(draft: &mut Draft<'_, '_>, heading: usize, first: usize) {
    let tree = draft.tree;
    let figure = tree
        .named("figure")
        .filter(|&place| place > heading && place < first && !tree.holds(draft.root, place))
        .find(|&place| {
            super::tree::has_image(tree, place)
                && super::tree::has(tree, place, "figcaption")
                && tree.items[place].linked * 3 <= tree.items[place].chars
        });
    let Some(figure) = figure.filter(|_| is_one_part(tree, heading, draft.root)) else {
        return;
    };
    if (20..=400).contains(&tree.items[figure].chars) {
        draft.lead.push(figure);
        draft.lead.sort_unstable();
    }
}

/// The first words of a text, enough to know it by.
fn head(text: &str) -> String {
    text.split(' ').take(12).collect::<Vec<_>>().join(" ")
}

fn is_heading(tree: &Tree<'_>, place: usize) -> bool {
    &*tree.items[place].name == "h1"
}

/// True for a paragraph under a heading that says it is the article in short, as papers have it.
fn is_abstract(tree: &Tree<'_>, place: usize) -> bool {
    const SAYS: &[&str] = &[
        "abstract",
        "resume",
        "summary",
        "zusammenfassung",
        "resumen",
        "riassunto",
        "resumo",
        "samenvatting",
    ];
    let parent = tree.items[place].parent;
    tree.children(parent)
        .take_while(|&child| child < place)
        .find(|&child| tree.items[child].chars > 0)
        .filter(|&first| matches!(&*tree.items[first].name, "h2" | "h3" | "h4"))
        .is_some_and(|heading| SAYS.contains(&label(&tree.text(heading)).as_str()))
}

/// True where the block or one close around it is named a lead, and has so many words.
fn named(tree: &Tree<'_>, place: usize, least: usize) -> bool {
    let size = tree.items[place].chars;
    tree.upwards(place)
        .take(3)
        .take_while(|&above| tree.items[above].chars <= size * 3 + 200)
        .any(|above| {
            let prop = tree.attribute(above, "itemprop").unwrap_or_default();
            let by_name = class_words(tree, above).iter().any(|names| {
                names.iter().any(|word| NAMES.contains(&word.as_str()))
                    || names.join(" ").contains("sous titre")
            });
            prop == "description" || prop == "alternativeHeadline" || by_name
        })
        && words(&tree.own_text(place)).len() >= least
}
