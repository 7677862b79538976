//! Text → [`Query`].

use super::{Query, QueryError};

/// Parses a query; an empty one is every article, newest first. `a b` needs both, `OR` binds weaker, `-` negates.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let _ = text;
    unimplemented!()
}
