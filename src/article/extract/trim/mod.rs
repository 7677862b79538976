//! What is taken off an article once it is found: the title said twice, byline and date at its start, tags, bios and
//! lists of other articles at its end, lines between that send elsewhere. Never takes a paragraph of prose but after a
//! heading that says the article is over.

mod abroad;
mod bios;
mod boxes;
mod endings;
mod phrases;
mod said;
mod twice;

use super::data;
use super::draft::{Draft, Leaf};
use super::facts::Known;
use super::facts::{is_byline, likeness};
use super::words::CALENDAR;
use crate::text::fold::{label, words};

/// True for a text that is the page's and not the article's, wherever it stands.
pub fn is_noise(text: &str) -> bool {
    phrases::is_line(text)
}

/// True for the first line of what stands around an article: a list of others, a foot, who wrote it.
pub fn is_around(text: &str) -> bool {
    phrases::is_line(text)
        || phrases::is_ending(text)
        || phrases::is_foot(text)
        || bios::is_bio(text)
        || bios::is_heading(text)
        || phrases::sends_elsewhere(text, words(text).len())
}

/// True for a box's text that asks for an address or for money.
pub fn asks(text: &str) -> bool {
    boxes::says_so(text)
}

/// Trims.
pub fn trim(draft: &mut Draft<'_, '_>, known: &Known) {
    let titles: Vec<bool> = draft
        .leaves
        .iter()
        .map(|leaf| is_heading(draft, leaf) && is_answer(&leaf.text, known))
        .collect();
    retain(draft, |place| !titles[place]);
    contents(draft);
    boxes::drop(draft);
    between(draft);
    endings::cut(draft);
    bios::cut(draft, known);
    start(draft, known);
    end(draft, known);
    twice::drop(draft);
}

/// A table of contents: blocks in a row that are links into the page, and the line over them.
fn contents(draft: &mut Draft<'_, '_>) {
    let is_jump: Vec<bool> = draft
        .leaves
        .iter()
        .map(|leaf| {
            !is_heading(draft, leaf)
                && draft.linked(leaf) >= 0.9
                && leaf.words >= 1
                && super::tree::jumps(draft.tree, leaf.place)
                && !is_source_list(draft, leaf)
        })
        .collect();
    let mut gone = vec![false; is_jump.len()];
    let mut place = 0;
    while place < is_jump.len() {
        let length = is_jump[place..].iter().take_while(|jump| **jump).count();
        if length >= 3 {
            gone[place..place + length].fill(true);
            if let Some(before) = place.checked_sub(1) {
                let over = label(&draft.leaves[before].text);
                gone[before] |= [
                    "sommaire",
                    "plan",
                    "contents",
                    "table of contents",
                    "table des matieres",
                    "in this article",
                    "on this page",
                    "dans cet article",
                    "au sommaire",
                ]
                .iter()
                .any(|title| over.starts_with(title))
                    && draft.leaves[before].words <= 5;
            }
        }
        place += length.max(1);
    }
    retain(draft, |place| !gone[place]);
}

/// Lines anywhere that belong to the page.
fn between(draft: &mut Draft<'_, '_>) {
    let total = draft.words();
    let flags: Vec<bool> = draft
        .leaves
        .iter()
        .enumerate()
        .map(|(place, leaf)| {
            if draft.inside(leaf, &["pre", "table", "dl"]) {
                return false;
            }
            let short_for_page = leaf.words * 4 <= total.max(1);
            let elsewhere = phrases::sends_elsewhere(&leaf.text, leaf.words)
                && (!phrases::needs_link(&leaf.text) || draft.linked(leaf) > 0.25)
                && (leaf.words <= 25 || draft.linked(leaf) > 0.3);
            short_for_page
                && (phrases::is_line(&leaf.text) && !is_heading(draft, leaf)
                    || elsewhere && !endings::is_reading(draft, place))
        })
        .collect();
    let mut place = 0;
    let mut gone = vec![false; flags.len()];
    while place < flags.len() {
        if flags[place] {
            gone[place] = true;
            // « À lire aussi », then the links it announces.
            let announces = phrases::is_ending(&draft.leaves[place].text)
                || draft.linked(&draft.leaves[place]) < 0.3 && draft.leaves[place].words <= 5;
            let mut next = place + 1;
            while announces
                && next < flags.len()
                && next - place <= 6
                && draft.linked(&draft.leaves[next]) >= 0.8
            {
                gone[next] = true;
                next += 1;
            }
        }
        place += 1;
    }
    retain(draft, |place| !gone[place]);
}

/// What stands before the first paragraphs.
fn start(draft: &mut Draft<'_, '_>, known: &Known) {
    let mut prose = 0;
    // A heading that is a link, after a list, is no section's name.
    let mut kept = 0;
    let mut gone = vec![false; draft.leaves.len()];
    for (place, leaf) in draft.leaves.iter().enumerate().take(30) {
        if prose >= 2 {
            break;
        }
        // Past the first sentence a date or a name may be what a heading or an item is about.
        let is_byline = is_dateline(leaf, known)
            && (prose == 0 || !is_heading(draft, leaf) && draft.name(leaf) != "li");
        let goes = !is_datum(draft, leaf)
            && (is_title(leaf, known) && (is_heading(draft, leaf) || prose == 0) || is_byline)
            || &*draft.tree.items[leaf.place].name == "h1"
            || prose == 0
                && !is_datum(draft, leaf)
                && (is_crumbs(draft, leaf)
                    || is_label(draft, leaf) && !(is_heading(draft, leaf) && kept >= 3)
                    || is_number(leaf));
        gone[place] = goes;
        kept += usize::from(!goes);
        prose += usize::from(!goes && draft.is_prose(leaf));
    }
    if gone.iter().all(|gone| *gone) {
        return;
    }
    retain(draft, |place| !gone[place]);
}

/// What stands after the last paragraph.
fn end(draft: &mut Draft<'_, '_>, known: &Known) {
    let total = draft.words();
    let mut taken = 0;
    // A list of links may be the article: reviews of the press, advisories.
    let of_links = is_of_links(draft);
    while let Some(leaf) = draft.leaves.last() {
        let is_list = &*draft.tree.items[leaf.place].name == "li"
            && draft.linked(leaf) >= 0.9
            && !of_links
            && !is_source_list(draft, leaf);
        let is_row = draft.linked(leaf) >= 0.5
            && leaf.words <= 15
            && leaf.text.contains(['|', '«', '»', '←', '→', '‹', '›']);
        let is_link = is_row
            || draft.linked(leaf) >= 0.85
                && leaf.words <= 25
                && !of_links
                && &*draft.tree.items[leaf.place].name != "td"
                && !is_source_list(draft, leaf);
        let goes = phrases::is_line(&leaf.text)
            || phrases::is_ending(&leaf.text)
            || phrases::is_foot(&leaf.text) && leaf.words <= 40
            || bios::is_bio(&leaf.text)
            || phrases::sends_elsewhere(&leaf.text, leaf.words)
            || is_dateline(leaf, known) && !is_datum(draft, leaf)
            || is_list
            || is_link
            || is_heading(draft, leaf)
            || leaf.words == 0 && !draft.inside(leaf, &["pre"]);
        if !goes || (taken + leaf.words) * 2 > total {
            break;
        }
        taken += leaf.words;
        draft.leaves.pop();
    }
}

/// True where most of the blocks that are no headings are links.
fn is_of_links(draft: &Draft<'_, '_>) -> bool {
    let blocks = || draft.leaves.iter().filter(|leaf| !is_heading(draft, leaf));
    let links = blocks().filter(|leaf| draft.linked(leaf) >= 0.8).count();
    links >= 4 && links * 10 >= blocks().count() * 6
}

/// Notes and references are links, and belong to the text.
fn is_source_list(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    draft.tree.upwards(leaf.place).take(5).any(|above| {
        let id = draft
            .tree
            .attribute(above, "id")
            .unwrap_or_default()
            .to_ascii_lowercase();
        id.starts_with("fn")
            || id.starts_with("nb")
            || id.starts_with("note")
            || id.starts_with("ref")
            || super::words::class_words(draft.tree, above)
                .iter()
                .flatten()
                .any(|word| {
                    matches!(
                        word.as_str(),
                        "footnotes" | "footnote" | "notes" | "references" | "reflist"
                    )
                })
    })
}

fn retain(draft: &mut Draft<'_, '_>, keeps: impl Fn(usize) -> bool) {
    let mut place = 0;
    draft.leaves.retain(|_| {
        place += 1;
        keeps(place - 1)
    });
}

fn is_heading(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    draft.name(leaf).len() == 2 && draft.name(leaf).starts_with('h') && draft.name(leaf) != "hr"
}

/// The title once more.
fn is_title(leaf: &Leaf, known: &Known) -> bool {
    known.titles.iter().any(|title| {
        let length = words(title).len();
        label(title) == label(&leaf.text)
            || (length >= 3
                && leaf.words <= length + 3
                && leaf.words + 3 >= length
                && likeness(title, &leaf.text) >= 0.9)
    })
}

/// The title over an answer in a forum.
fn is_answer(text: &str, known: &Known) -> bool {
    let text = label(text);
    text.strip_prefix("re:")
        .is_some_and(|rest| known.titles.iter().any(|title| label(title) == rest.trim()))
}

/// A byline, a date, both; an author's name.
fn is_dateline(leaf: &Leaf, known: &Known) -> bool {
    if leaf.words > 24 || leaf.words == 0 {
        return false;
    }
    let folded = label(&leaf.text);
    let is_author = known.facts.authors.iter().any(|author| {
        let author = label(author);
        folded == author
            || (folded.contains(&author)
                && leaf.words <= words(&author).len() + 8
                && !leaf.text.trim_end().ends_with(['.', '!', '?']))
    });
    let begins = [
        "publie le",
        "publiee le",
        "publie par",
        "mis a jour",
        "mis en ligne",
        "modifie le",
        "poste le",
        "poste par",
        "published",
        "updated",
        "posted on",
        "posted by",
        "last updated",
        "first published",
        "par la redaction",
        "avec afp",
        "redaction",
        "verifie le",
        "cree le",
        "date de publication",
        "reviewed on",
    ]
    .iter()
    .chain(abroad::DATELINES)
    .any(|begin| folded.starts_with(begin));
    is_author
        || (begins && leaf.words <= 20)
        || (leaf.words <= 16 && is_byline(&leaf.text) && !leaf.text.trim_end().ends_with('.'))
        || is_date(&folded, leaf.words)
}

/// A line that is a date and little else.
fn is_date(folded: &str, words: usize) -> bool {
    const PARTS: &[&str] = &[
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "le",
        "a",
        "at",
        "h",
        "on",
        "am",
        "pm",
        "gmt",
        "et",
        "est",
    ];
    if words > 14 || !folded.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let others = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            !word.is_empty()
                && !word.starts_with(|c: char| c.is_ascii_digit())
                && !PARTS.contains(word)
                && !CALENDAR.contains(word)
                && !abroad::OF_DATES.contains(word)
        })
        .count();
    let has_year = folded
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")));
    others == 0 && (has_year || folded.contains('/'))
}

/// A cell, a term or what is said of it: it stays whatever it looks like.
fn is_datum(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    let is_definition = || {
        draft
            .tree
            .upwards(leaf.place)
            .take(4)
            .any(|above| &*draft.tree.items[above].name == "dd")
    };
    is_definition() || data::is_datum(draft.tree, leaf.place, data::MAX_CELL)
}

/// « Accueil > Culture > Livres ».
fn is_crumbs(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    let signs = leaf.text.matches([' ']).count();
    let separators = [" > ", " › ", " » ", " / ", " → "]
        .iter()
        .map(|sign| leaf.text.matches(sign).count())
        .sum::<usize>();
    leaf.words <= 25 && separators >= 1 && draft.linked(leaf) >= 0.4 && signs > 0
}

/// A number, or a sign, and no word: how often a page was liked.
fn is_number(leaf: &Leaf) -> bool {
    leaf.words <= 1 && !leaf.text.contains(char::is_alphabetic)
}

/// A section's name before the text: a few words, all of them a link.
fn is_label(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    leaf.words <= 6 && draft.linked(leaf) >= 0.85 && !draft.inside(leaf, &["td", "figure"])
}
