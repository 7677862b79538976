//! Folding for search and sorting: case, accents, ligatures, apostrophes, dashes and spaces made equal.
//! Both sides of every comparison go through here, before SQLite sees them.

/// Folds text for search: œ→oe, æ→ae, ß→ss, ligatures, accents and case gone, all apostrophes `'`, all dashes `-`,
/// all spaces plain. Word structure is kept.
pub fn fold(text: &str) -> String {
    let _ = text;
    unimplemented!()
}

/// The words of a text, folded, as the index holds them. `c++ c# f# .net` stay words; other punctuation separates.
/// An elided article (`l’`, `d’`, `qu’` …) is a word of its own, so `article` finds `l’article`.
pub fn words(text: &str) -> Vec<String> {
    let _ = text;
    unimplemented!()
}

/// A key to sort names by: folded first (É with E), then the raw text to break ties.
pub fn sort_key(text: &str) -> (String, String) {
    let _ = text;
    unimplemented!()
}
