//! Footnotes that stand after the article's body: they belong to it.

use super::draft::Draft;
use super::tree::Tree;
use super::words::class_words;

/// Parts taken, at most.
const MAX_PARTS: usize = 8;

/// Puts the notes back, where the article does not hold them.
pub fn put_back(draft: &mut Draft<'_, '_>) {
    let tree = draft.tree;
    let end = tree.items[tree.body()].end;
    let mut place = tree.items[draft.root].end;
    while place < end && draft.notes.len() < MAX_PARTS {
        let item = &tree.items[place];
        if are_notes(tree, place, draft.root) && item.chars > 0 && item.linked * 2 < item.chars {
            draft.notes.push(place);
            place = item.end;
        } else {
            place += 1;
        }
    }
}

/// True for notes by their name and what is in them; for a post-scriptum (SPIP) beside the article.
fn are_notes(tree: &Tree<'_>, place: usize, root: usize) -> bool {
    let item = &tree.items[place];
    if !matches!(&*item.name, "div" | "section" | "ol" | "aside" | "footer") {
        return false;
    }
    let classes = class_words(tree, place);
    let has = |names: &[&str]| {
        classes
            .iter()
            .flatten()
            .any(|word| names.contains(&word.as_str()))
    };
    let points = || {
        (place..item.end).any(|inner| {
            is_note(tree.attribute(inner, "id").as_deref())
                || &*tree.items[inner].name == "a"
                    && tree
                        .attribute(inner, "href")
                        .is_some_and(|href| href.len() > 1 && href.starts_with('#'))
        })
    };
    let is_postscript = || {
        classes
            .iter()
            .any(|words| matches!(words.as_slice(), [one] if one == "ps"))
            && item.parent == tree.items[root].parent
    };
    has(&["notes", "footnotes", "footnote", "endnotes"]) && points() || is_postscript()
}

/// The ids of notes: `fn1`, `nb1` (SPIP), `note-1`, `footnote-1`.
fn is_note(id: Option<&str>) -> bool {
    id.is_some_and(|id| {
        let id = id.to_ascii_lowercase();
        ["fn", "nb", "note", "footnote", "_ftn", "cite_note"]
            .iter()
            .any(|begin| id.starts_with(begin))
            && id.contains(|c: char| c.is_ascii_digit())
    })
}
