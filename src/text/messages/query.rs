//! What can be wrong with a query.

use super::{Say, error_in_english};
use crate::text::Lang;

/// A query that cannot be understood, with the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in characters from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: QueryFault,
}

/// The kinds of faults a query can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryFault {
    /// A quote that is never closed.
    OpenQuote,
    /// A parenthesis without its other half.
    Unbalanced,
    /// Something was expected here: a word, an operand.
    MissingOperand,
    /// `name:` is no field; the nearest one where one is near.
    UnknownField {
        name: String,
        nearest: Option<String>,
    },
    /// A value the field cannot take, and what it takes.
    BadValue {
        field: String,
        value: String,
        expected: String,
    },
    /// Nested too deep or too long.
    TooComplex,
}

impl Say for QueryError {
    fn say(&self, lang: Lang) -> String {
        let _ = lang;
        unimplemented!()
    }
}

error_in_english!(QueryError);
