//! Columns of text, aligned by what a terminal shows.

use crate::text::width;

/// To which side a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// The text in so many columns: cut with `…` where it is wider, except numbers on the right, which stay whole.
pub(super) fn fit(text: &str, columns: usize, align: Align) -> String {
    match align {
        Align::Left => {
            let cut = width::truncate(text, columns, "…");
            let blanks = columns.saturating_sub(width::width(&cut));
            format!("{cut}{}", " ".repeat(blanks))
        }
        Align::Right => {
            let blanks = columns.saturating_sub(width::width(text));
            format!("{}{text}", " ".repeat(blanks))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_should() {
        for (text, columns, align, expected) in [
            ("Le Câble", 10, Align::Left, "Le Câble  "),
            ("Le Câble", 5, Align::Left, "Le C…"),
            ("42", 4, Align::Right, "  42"),
            ("123456", 4, Align::Right, "123456"),
            ("記事", 5, Align::Left, "記事 "),
        ] {
            assert_eq!(fit(text, columns, align), expected);
        }
    }
}
