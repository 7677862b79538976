//! Widths in terminal columns, by grapheme cluster: one truth for the layout and the screen. Never a sum of
//! characters' widths: a family of emoji is one cluster of two columns. Text comes in sanitised.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::sanitise::is_plain;

/// The width of a text in columns: the sum of its clusters' widths. Control characters count nothing.
pub fn width(text: &str) -> usize {
    let mut plain = 0;
    for c in text.chars() {
        if !is_plain(c) {
            return clusters(text).map(|(_, columns)| columns).sum();
        }
        plain += 1;
    }
    plain
}

/// The grapheme clusters of a text with their widths in columns (0, 1 or 2; rarely more).
pub fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true)
        .map(|cluster| (cluster, cluster_width(cluster)))
}

/// The text cut to at most `columns`, with `ellipsis` at its end where something was cut. A cluster is never split;
/// an ellipsis too wide for the columns is left out.
pub fn truncate<'a>(text: &'a str, columns: usize, ellipsis: &str) -> Cow<'a, str> {
    let ellipsis = if width(ellipsis) <= columns {
        ellipsis
    } else {
        ""
    };
    let room = columns - width(ellipsis);
    let (mut used, mut end, mut kept) = (0, 0, 0);
    for (cluster, cluster_columns) in clusters(text) {
        used += cluster_columns;
        if used > columns {
            return Cow::Owned(format!("{}{ellipsis}", &text[..kept]));
        }
        end += cluster.len();
        if used <= room {
            kept = end;
        }
    }
    Cow::Borrowed(text)
}

/// One cluster's width.
fn cluster_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    cluster.width()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measures_clusters() {
        for (text, columns) in [
            ("", 0),
            ("abc", 3),
            ("été", 3),
            ("e\u{301}te\u{301}", 3),
            ("À la une\u{202f}!", 10),
            ("日本", 4),
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("🇫🇷", 2),
            ("❤\u{fe0f}", 2),
            ("☺\u{fe0e}", 1),
            ("1\u{fe0f}\u{20e3}", 2),
            ("👍🏽", 2),
            ("\u{1100}\u{1161}\u{11a8}", 2),
            ("a\u{2060}\u{2067}ש\u{2069}", 2),
            ("a\tb", 2),
            ("ｶﾞ", 2),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn plain_characters_are_one_column_each() {
        let plain: Vec<char> = (' '..='\u{ffff}').filter(|c| is_plain(*c)).collect();
        for c in &plain {
            assert_eq!(cluster_width(&c.to_string()), 1, "{c:?}");
        }
        let text: String = plain.iter().collect();
        assert_eq!(clusters(&text).count(), plain.len());
    }

    #[test]
    fn cuts_between_clusters() {
        for (text, columns, cut) in [
            ("court", 5, "court"),
            ("Le nuage souverain", 8, "Le nuag…"),
            ("日本語", 4, "日…"),
            ("日本語", 3, "日…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            (
                "👨\u{200d}👩\u{200d}👧 famille",
                3,
                "👨\u{200d}👩\u{200d}👧…",
            ),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(truncate(text, columns, "…"), cut, "{text:?} in {columns}");
        }
        assert_eq!(truncate("abcdef", 2, "..."), "ab");
    }

    proptest! {
        #[test]
        fn a_cut_text_fits(text in any::<String>(), columns in 0usize..40) {
            let cut = truncate(&text, columns, "…");
            prop_assert!(width(&cut) <= columns);
            if width(&text) <= columns {
                prop_assert_eq!(cut.as_ref(), &text);
            }
        }
    }
}
