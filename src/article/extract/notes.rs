//! Footnotes that stand after the article's body: they belong to it.

use super::draft::Draft;
use super::words::class_words;

/// Puts the notes back, where the article does not hold them.
pub fn put_back(draft: &mut Draft<'_, '_>) {
    let tree = draft.tree;
    let after = tree.items[draft.root].end;
    let end = tree.items[tree.body()].end;
    let found = (after..end).find(|&place| {
        matches!(
            &*tree.items[place].name,
            "div" | "section" | "ol" | "aside" | "footer"
        ) && class_words(tree, place).iter().flatten().any(|word| {
            matches!(
                word.as_str(),
                "notes" | "footnotes" | "footnote" | "endnotes"
            )
        }) && (place..tree.items[place].end)
            .any(|inner| is_note(tree.attribute(inner, "id").as_deref()))
    });
    draft.notes = found.filter(|&place| {
        tree.items[place].chars > 0 && tree.items[place].linked * 2 < tree.items[place].chars
    });
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
