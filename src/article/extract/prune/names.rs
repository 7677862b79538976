//! Names that pages give to what is no article, in English and French. Judged word by word, so that `share` is in
//! `share-bar` and not in `shareholders`.

use super::lists::{GOES, NOTES, PAIRS, SELLS, SMALL, WALLS, WHOLE};

/// What a name says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Keeps,
    /// It goes where it has little prose.
    GoesIfSmall,
    /// It goes where it does not hold the most of the page's prose.
    Goes,
    /// It goes whatever it holds, as comments longer than the article do.
    GoesWhole,
}

/// True where a name's word says that it is a part of the text after all.
pub fn is_note(word: &str) -> bool {
    NOTES.contains(&word)
}

/// True where a name's word says that an element asks for something, a note as it may look.
pub fn asks(word: &str) -> bool {
    matches!(
        word,
        "newsletter" | "newsletters" | "infolettre" | "signup" | "subscribe" | "related" | "promo"
    )
}

/// True where a name's word says that a table is a shop's.
pub fn is_offer(word: &str) -> bool {
    matches!(word, "offers" | "offres" | "deals" | "navbox" | "affiliate")
}

/// True for a word that condemns an element, by itself or where it is small.
pub fn is_known(word: &str) -> bool {
    GOES.contains(&word) || SMALL.contains(&word)
}

/// True where two words of a name next to each other condemn an element.
pub fn has_pair(words: &[String]) -> bool {
    PAIRS
        .iter()
        .chain(WALLS)
        .any(|pair| words.windows(2).any(|two| two == pair))
}

/// True where a name says that its element sells something or tells who wrote it.
pub fn sells(words: &[String]) -> bool {
    has_pair(words) || words.iter().any(|word| SELLS.contains(&word.as_str()))
}

/// Judges a name by its words.
pub fn judge(words: &[String]) -> Verdict {
    let pair = |pair: &[&str; 2]| {
        words
            .windows(2)
            .any(|two| two[0] == pair[0] && two[1] == pair[1])
    };
    if WALLS.iter().any(pair) {
        return Verdict::GoesWhole;
    }
    // Elementor calls every element of a page a widget.
    let is_element = words.first().is_some_and(|word| word == "elementor");
    let has = |wanted: &[&str]| {
        words
            .iter()
            .any(|word| wanted.contains(&word.as_str()) && !(is_element && word == "widget"))
    };
    // Who is quoted is told with the quote.
    let is_quote = words.iter().any(|word| word == "quote" || word == "quotes");
    if is_quote
        && words
            .iter()
            .any(|word| matches!(word.as_str(), "author" | "auteur"))
    {
        return Verdict::Keeps;
    }
    // `share-wrapper-for-body`: a container of the text says so.
    if words.iter().any(|word| word == "teaser") && words.iter().any(|word| word == "text") {
        return Verdict::Keeps;
    }
    let is_container = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "body" | "wrapper" | "page" | "layout" | "container" | "content"
        )
    });
    let is_beside = matches!(words, [word] if word == "side" || word == "aside" || word == "rail");
    if is_beside || PAIRS.iter().any(pair) || has(GOES) {
        match (is_container, has(WHOLE)) {
            (true, _) => Verdict::GoesIfSmall,
            (false, true) => Verdict::GoesWhole,
            (false, false) => Verdict::Goes,
        }
    } else if has(SMALL)
        && !words.iter().any(|word| {
            matches!(
                word.as_str(),
                "body"
                    | "content"
                    | "text"
                    | "texte"
                    | "main"
                    | "title"
                    | "titre"
                    | "lead"
                    | "chapo"
                    | "image"
                    | "photo"
            )
        })
    {
        Verdict::GoesIfSmall
    } else {
        Verdict::Keeps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_word_by_word() {
        let cases = [
            ("share bar", Verdict::Goes),
            ("bandeau rgpd", Verdict::GoesWhole),
            ("axeptio overlay", Verdict::GoesWhole),
            ("cmp root container", Verdict::GoesWhole),
            ("sp message container 1", Verdict::GoesWhole),
            ("shareholders", Verdict::Keeps),
            ("comments area", Verdict::GoesWhole),
            ("a lire aussi", Verdict::Goes),
            ("entry content", Verdict::Keeps),
            ("article body", Verdict::Keeps),
            ("post tags", Verdict::Goes),
            ("byline", Verdict::GoesIfSmall),
            ("sidebar wrapper", Verdict::GoesIfSmall),
            ("side", Verdict::Goes),
            ("side story", Verdict::Keeps),
        ];
        for (name, expected) in cases {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            assert_eq!(judge(&words), expected, "{name}");
        }
    }
}
