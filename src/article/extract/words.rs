//! The words in `class` and `id`, and those of dates: `"entry-Meta postFooter"` is `[entry, meta], [post, footer]`.

use super::tree::Tree;

/// Class names that say how an article is filed or how the page is made, not what the element is.
const NOT_ABOUT_IT: &[&str] = &[
    "tag", "category", "cat", "has", "no", "not", "with", "without", "js", "is", "type", "format",
    "status", "single", "wp", "hentry",
];

/// Days of the week and months as dates and bylines both have them, in lower case.
pub const CALENDAR: &[&str] = &[
    "mar",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Names of an element that are looked at.
const MAX_NAMES: usize = 24;

/// The words of an element's id.
pub fn id_words(tree: &Tree<'_>, place: usize) -> Vec<String> {
    tree.attribute(place, "id")
        .map(|id| split(id.trim()))
        .unwrap_or_default()
}

/// The words of each name of an element, folded to lower case.
pub fn class_words(tree: &Tree<'_>, place: usize) -> Vec<Vec<String>> {
    if tree.items[place].name.is_empty() {
        return Vec::new();
    }
    let mut names = Vec::new();
    for attribute in ["class", "id"] {
        if let Some(value) = tree.attribute(place, attribute) {
            names.extend(value.split_whitespace().take(MAX_NAMES).map(split));
        }
    }
    for attribute in [
        "data-component",
        "data-testid",
        "data-type",
        "data-module",
        "data-block",
        "role",
    ] {
        if let Some(value) = tree.attribute(place, attribute)
            && value.len() <= 60
        {
            names.extend(value.split_whitespace().take(2).map(split));
        }
    }
    names
}

/// True for a name that says how the article is filed, such as `tag-newsletter`.
pub fn is_filing(words: &[String]) -> bool {
    words.len() > 1 && NOT_ABOUT_IT.contains(&words[0].as_str())
}

/// A name's words: at signs, and where a capital follows a small letter.
fn split(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in name.chars().take(80) {
        let begins = c.is_uppercase() && before.is_lowercase();
        if (!c.is_alphanumeric() || begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(split("entry-Meta"), ["entry", "meta"]);
        assert_eq!(split("postFooter__inner"), ["post", "footer", "inner"]);
        assert_eq!(split("jp-relatedposts"), ["jp", "relatedposts"]);
        assert_eq!(split("ABTest"), ["abtest"]);
        assert!(is_filing(&split("tag-newsletter")));
        assert!(!is_filing(&split("newsletter-tag")));
    }
}
