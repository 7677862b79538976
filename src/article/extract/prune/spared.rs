//! Parts of the text whose names sound like what stands around articles: `<h2 id="comment-choisir">`, a section named
//! by its heading, a warning, a box between two paragraphs. Spared only where their content is text too: no fields,
//! hardly a link, nothing that asks.

use super::super::tree::Tree;
use super::super::trim;
use super::names::{self, Verdict};
use crate::text::fold::label;

/// Characters without blanks of a box that is read whole.
const MAX_READ: usize = 700;
/// Of a box without a name, at least.
const LEAST_READ: usize = 40;
/// Nodes of a box before its heading, at most.
const BEFORE_HEADING: usize = 12;
/// Sections side by side that make one of them a chapter.
const SECTIONS: usize = 2;

/// Words that stand in a sentence's slug and in no name of a box: `cookies-et-traceurs`.
const OF_SENTENCES: &[&str] = &[
    "et", "ou", "de", "des", "du", "le", "la", "les", "un", "une", "au", "aux", "avec", "pour",
    "sans", "par", "ses", "son", "sa", "ma", "mes", "que", "qui", "est", "sont", "sur", "faire",
    "of", "with", "the", "and", "how", "what", "why",
];

/// What is known of the page's boxes before one is judged.
pub struct Spared {
    /// Fields and buttons before each place.
    fields: Vec<usize>,
}

/// What the names of an element say.
pub struct Named<'n> {
    pub name: &'n [String],
    pub verdict: Verdict,
    pub is_id: bool,
}

impl Spared {
    /// Looks at a page.
    pub fn of(tree: &Tree<'_>) -> Spared {
        let mut fields = vec![0; tree.items.len() + 1];
        for (place, item) in tree.items.iter().enumerate() {
            let is_field = matches!(
                &*item.name,
                "form" | "input" | "textarea" | "select" | "button" | "iframe"
            );
            fields[place + 1] = fields[place] + usize::from(is_field);
        }
        Spared { fields }
    }

    /// True where a name does not condemn its element.
    pub fn by_name(&self, tree: &Tree<'_>, place: usize, named: &Named<'_>) -> bool {
        let is_slug = is_slug(named.name);
        if is_heading(&tree.items[place].name) {
            let is_plain = || {
                named.verdict == Verdict::Goes
                    && !names::sells(named.name)
                    && tree.items[place].linked == 0
                    && !trim::is_around(&tree.own_text(place))
            };
            return named.is_id || is_slug || is_plain();
        }
        if !self.is_text(tree, place) {
            return false;
        }
        let has = |word: &str| named.name.iter().any(|other| other == word);
        let heading = heading(tree, place);
        if let (Some(heading), true) = (heading, named.is_id) {
            let says = label(&tree.text(heading));
            if named
                .name
                .iter()
                .any(|word| word.len() >= 3 && names::is_known(word) && says.contains(&**word))
                || &*tree.items[place].name == "section"
                    && named.verdict < Verdict::GoesWhole
                    && is_among_sections(tree, place)
            {
                return true;
            }
        }
        let is_mild = named.verdict < Verdict::GoesWhole && !names::sells(named.name);
        is_slug && !names::sells(named.name) && is_in_text(tree, place)
            || has("alert") && is_in_text(tree, place)
            || is_mild && is_between(tree, place) && is_sentence(tree, place)
    }

    /// True for an `<aside>`, a `<footer>` or a `<form>` in the midst of the text.
    pub fn by_tag(&self, tree: &Tree<'_>, place: usize) -> bool {
        is_between(tree, place)
            && tree.items[place].chars <= MAX_READ
            && tree.items[place].chars >= LEAST_READ
            && tree.items[place].linked * 8 <= tree.items[place].chars
            && self.is_text(tree, place)
    }

    /// True where the content is a text's.
    fn is_text(&self, tree: &Tree<'_>, place: usize) -> bool {
        let item = &tree.items[place];
        if item.chars < 15
            || item.linked * 4 > item.chars
            || self.fields[item.end] > self.fields[place + 1]
        {
            return false;
        }
        let first = heading(tree, place)
            .or_else(|| (place..item.end).find(|&inner| tree.items[inner].own > 0));
        if first.is_some_and(|first| {
            tree.items[first].chars <= MAX_READ && trim::is_around(&tree.own_text(first))
        }) {
            return false;
        }
        item.chars > MAX_READ || !trim::asks(&tree.text(place))
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// True for a name made of a sentence's words; for one that says at which width of the screen it is hidden.
fn is_slug(name: &[String]) -> bool {
    let is_width = |word: &String| matches!(word.as_str(), "xs" | "sm" | "md" | "lg" | "xl");
    !names::has_pair(name)
        && name.len() >= 2
        && (name
            .iter()
            .skip(1)
            .any(|word| OF_SENTENCES.contains(&word.as_str()))
            || matches!(name, [hidden, width] if hidden == "hidden" && is_width(width))
            || matches!(name, [ad, hoc, ..] if ad == "ad" && hoc == "hoc"))
}

/// The heading a box begins with.
fn heading(tree: &Tree<'_>, place: usize) -> Option<usize> {
    (place + 1..tree.items[place].end)
        .take(BEFORE_HEADING)
        .find(|&inner| is_heading(&tree.items[inner].name))
        .filter(|&heading| tree.items[heading].chars <= MAX_READ)
}

/// True inside what the page marks as its text, or beside paragraphs.
fn is_in_text(tree: &Tree<'_>, place: usize) -> bool {
    is_between(tree, place)
        || tree
            .upwards(tree.items[place].parent)
            .any(|above| matches!(&*tree.items[above].name, "article" | "main"))
}

/// True for a section beside others that begin with a heading and hold prose.
fn is_among_sections(tree: &Tree<'_>, place: usize) -> bool {
    let parent = tree.items[place].parent;
    tree.children(parent)
        .take(200)
        .filter(|&other| {
            other != place
                && &*tree.items[other].name == "section"
                && tree.items[other].prose > 0
                && tree.items[other].linked * 4 <= tree.items[other].chars
                && heading(tree, other).is_some()
        })
        .take(SECTIONS)
        .count()
        == SECTIONS
}

/// True where the elements next to it on both sides are the text's.
fn is_between(tree: &Tree<'_>, place: usize) -> bool {
    let is_ground = |other: &usize| {
        let item = &tree.items[*other];
        item.prose > 0 && item.linked * 4 <= item.chars && matches!(&*item.name, "p" | "ul" | "ol")
            || is_heading(&item.name)
            || matches!(&*item.name, "pre" | "table" | "blockquote" | "figure")
    };
    let parent = tree.items[place].parent;
    let has_name = |other: &usize| !tree.items[*other].name.is_empty();
    let before = tree.before(place).is_some_and(|before| is_ground(&before));
    before
        && tree
            .children_from(parent, tree.items[place].end)
            .find(has_name)
            .is_some_and(|after| is_ground(&after))
}

/// True where the text ends as a sentence does.
fn is_sentence(tree: &Tree<'_>, place: usize) -> bool {
    tree.items[place].chars > MAX_READ
        || tree
            .text(place)
            .trim_end_matches(['"', '”', '’', '»', ')', ' ', '\u{a0}', '\u{202f}'])
            .ends_with(['.', '!', '?', '…', ':'])
}
