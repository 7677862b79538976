//! Texts of a query → FTS5's MATCH language. Every word of the user stands between double quotes, where FTS5 gives no
//! character a meaning but the quote itself (sqlite.org/fts5.html §3.1).

use crate::query::{Expr, Pattern, Term, TextField};

/// The MATCH expression of a condition, where the search index alone can answer it.
pub(super) fn expression(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Term(Term::Text { field, pattern }) => text(*field, pattern),
        Expr::And(list) => {
            let (negated, wanted): (Vec<_>, Vec<_>) =
                list.iter().partition(|part| matches!(part, Expr::Not(_)));
            let wanted = joined(wanted.into_iter(), " AND ")?;
            if negated.is_empty() {
                return Some(wanted);
            }
            let unwanted = joined(
                negated.into_iter().filter_map(|part| match part {
                    Expr::Not(inner) => Some(inner.as_ref()),
                    _ => None,
                }),
                " OR ",
            )?;
            Some(format!("({wanted} NOT {unwanted})"))
        }
        Expr::Or(list) => joined(list.iter(), " OR "),
        Expr::All | Expr::Not(_) | Expr::Term(_) => None,
    }
}

/// All of the parts' expressions in parentheses; none where there is none or one cannot be answered by the index.
fn joined<'a>(parts: impl Iterator<Item = &'a Expr>, between: &str) -> Option<String> {
    let parts = parts.map(expression).collect::<Option<Vec<String>>>()?;
    match parts.is_empty() {
        true => None,
        false => Some(format!("({})", parts.join(between))),
    }
}

fn text(field: Option<TextField>, pattern: &Pattern) -> Option<String> {
    let column = match field {
        None => "",
        Some(TextField::Title) => "title : ",
        Some(TextField::Author) => "author : ",
        Some(TextField::Feed | TextField::Link) => return None,
    };
    let (words, star) = match pattern {
        Pattern::Word(word) => (quoted(word)?, ""),
        Pattern::Prefix(word) => (quoted(word)?, " *"),
        Pattern::Phrase(words) => (quoted(&words.join(" "))?, ""),
    };
    Some(format!("{column}{words}{star}"))
}

/// A string of FTS5; none for one that holds nothing to look for.
fn quoted(words: &str) -> Option<String> {
    if !words.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(format!("\"{}\"", words.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Expr {
        Expr::Term(Term::Text {
            field: None,
            pattern: Pattern::Word(word.to_owned()),
        })
    }

    #[test]
    fn words_are_quoted_whatever_they_hold() {
        let phrase = Pattern::Phrase(vec!["cve".into(), "2026".into()]);
        let cases = [
            (word("noyau"), Some("\"noyau\"")),
            (word("c++"), Some("\"c++\"")),
            (word("and"), Some("\"and\"")),
            (word("a\" OR \"b"), Some("\"a\"\" OR \"\"b\"")),
            (word("\0title : x"), Some("\"\0title : x\"")),
            (word("…"), None),
            (word(""), None),
            (
                Expr::Term(Term::Text {
                    field: Some(TextField::Title),
                    pattern: phrase,
                }),
                Some("title : \"cve 2026\""),
            ),
            (
                Expr::Term(Term::Text {
                    field: Some(TextField::Author),
                    pattern: Pattern::Prefix("lea".into()),
                }),
                Some("author : \"lea\" *"),
            ),
            (
                Expr::Term(Term::Text {
                    field: Some(TextField::Link),
                    pattern: Pattern::Word("a".into()),
                }),
                None,
            ),
        ];
        for (expr, expected) in cases {
            assert_eq!(expression(&expr).as_deref(), expected, "{expr:?}");
        }
    }

    #[test]
    fn what_the_index_cannot_answer_alone_is_left_to_sql() {
        let not = |expr| Expr::Not(Box::new(expr));
        let both = Expr::And(vec![word("a"), word("b")]);
        assert_eq!(expression(&both).as_deref(), Some("(\"a\" AND \"b\")"));
        let one = Expr::Or(vec![word("a"), both.clone()]);
        assert_eq!(
            expression(&one).as_deref(),
            Some("(\"a\" OR (\"a\" AND \"b\"))")
        );
        let without = Expr::And(vec![word("a"), not(word("b")), not(word("c"))]);
        assert_eq!(
            expression(&without).as_deref(),
            Some("((\"a\") NOT (\"b\" OR \"c\"))")
        );
        assert_eq!(expression(&not(word("a"))), None);
        assert_eq!(expression(&Expr::And(vec![not(word("a"))])), None);
        assert_eq!(expression(&Expr::Or(vec![word("a"), not(word("b"))])), None);
        assert_eq!(expression(&Expr::All), None);
        assert_eq!(
            expression(&Expr::And(vec![word("a"), Expr::Term(Term::FeedId(1))])),
            None
        );
    }
}
