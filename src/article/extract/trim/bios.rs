//! A few words on who wrote the article, in English and French. Texts are compared folded (`text::fold::label`).

use super::super::draft::{Draft, Leaf};
use super::super::facts::Known;
use crate::text::fold::label;

/// Blocks at an article's end among which a bio stands, and words of it.
const LAST: usize = 4;
const MAX_BIO: usize = 90;

/// The author's name alone near the end, and the few words after it that tell who it is.
pub fn cut(draft: &mut Draft<'_, '_>, known: &Known) {
    let length = draft.leaves.len();
    let begin = (length.saturating_sub(LAST)..length.saturating_sub(1)).find(|&place| {
        let (name, rest) = (&draft.leaves[place], &draft.leaves[place + 1..]);
        let words: usize = rest.iter().map(|leaf| leaf.words).sum();
        is_author(&name.text, known)
            && !draft.inside(name, &["table", "dl", "ul", "ol", "pre"])
            && words <= MAX_BIO
            && words * 4 <= draft.words()
            && rest.iter().all(|leaf| is_about(draft, leaf))
    });
    if let Some(begin) = begin {
        draft.leaves.truncate(begin);
    }
}

fn is_author(text: &str, known: &Known) -> bool {
    let text = label(text);
    known
        .facts
        .authors
        .iter()
        .map(|author| label(author))
        .any(|author| author.contains(' ') && text == author)
}

/// A paragraph that is no note, no postscript.
fn is_about(draft: &Draft<'_, '_>, leaf: &Leaf) -> bool {
    let text = label(&leaf.text);
    leaf.text.starts_with(char::is_uppercase)
        && ![
            "ps",
            "p.-s",
            "p.s",
            "post-scriptum",
            "note",
            "nb",
            "n.b",
            "source",
        ]
        .iter()
        .any(|begin| text.starts_with(begin))
        && !draft.inside(
            leaf,
            &["table", "dl", "ul", "ol", "pre", "blockquote", "figure"],
        )
}

/// A heading over a few words on who wrote it, or whom to ask.
pub fn is_heading(text: &str) -> bool {
    let text = super::phrases::bare(text);
    ["about", "author", "l'auteur", "a propos", "leave", "laisse"]
        .iter()
        .any(|begin| text.starts_with(begin))
        || text.contains("contact")
}

/// A few words on who wrote it.
pub fn is_bio(text: &str) -> bool {
    let folded = label(text);
    let words = folded.split(' ').count();
    let early: String = folded.split(' ').take(12).collect::<Vec<_>>().join(" ");
    let who = [
        " is a ",
        " is an ",
        " is the ",
        " est journaliste",
        " est redact",
        " est un journaliste",
        " est une journaliste",
        " est l'auteur",
        " est un auteur",
        " est developpe",
        " est chercheu",
        " est docteur",
        " writes about ",
        " writes for ",
        " covers ",
        " has been writing",
        " ecrit sur ",
        " couvre ",
    ];
    let what = [
        "writer",
        "reporter",
        "editor",
        "journalist",
        "columnist",
        "author of",
        "correspondent",
        "contributor",
        "freelance",
        "founder",
        "follow him",
        "follow her",
        "follow them",
        "on twitter",
        "@",
        "journaliste",
        "redacteur",
        "redactrice",
        "auteur",
        "autrice",
        "correspondant",
        "chroniqueu",
        "developpeu",
        "professor",
        "engineer",
        "consultant",
        "blogger",
        "blogueu",
        "based in",
        "lives in",
        "vit a",
        "covers",
        "writes",
        "couvre",
    ];
    // A bio begins with a name: « The programme began in 2016 and covers … » does not.
    let of_a_thing = [
        "the ", "this ", "that ", "these ", "a ", "an ", "our ", "it ", "le ", "la ", "les ", "l'",
        "ce ", "cet ", "cette ", "ces ", "un ", "une ", "c'est ",
    ]
    .iter()
    .any(|begin| folded.starts_with(begin));
    (4..=90).contains(&words)
        && (!of_a_thing || folded.contains("author") || folded.contains("l'aut"))
        && who.iter().any(|who| early.contains(who.trim_end()))
        && what.iter().any(|what| folded.contains(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bios_are_told_from_sentences() {
        assert!(is_bio("Ann Lee is a freelance writer based in Leeds."));
        assert!(!is_bio("The bridge is a fine thing."));
        assert!(!is_bio(
            "The programme began in 2016 and covers eleven districts."
        ));
        assert!(is_bio("The author is a writer and lives in Leeds."));
        assert!(is_heading("About the author"));
        assert!(!is_heading("Discussion"));
    }
}
