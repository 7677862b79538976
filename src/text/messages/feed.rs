//! What can be wrong inside a feed, for `check` and for the reader.

use super::{Say, error_in_english};
use crate::text::Lang;

/// Why bytes give no feed at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedError {
    /// Nothing in it.
    Empty,
    /// Something else: an HTML page, JSON of another kind, a picture.
    NotAFeed { looks_like: String },
    /// A feed beyond repair: the parser's reason.
    Parse { reason: String },
}

impl Say for FeedError {
    fn say(&self, lang: Lang) -> String {
        let _ = lang;
        unimplemented!()
    }
}

error_in_english!(FeedError);

/// A kind of problem inside a feed that can be read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// The declared encoding is not the real one.
    Encoding,
    /// Text or blanks before the document.
    JunkBefore,
    /// A bare `&` or an unknown entity.
    Entity,
    /// A control character or a character reference to one.
    ControlCharacter,
    /// A prefix used and not declared.
    UndeclaredPrefix,
    /// Tags that do not match.
    Tags,
    /// The document ends too early.
    Cut,
    /// A date that cannot be read.
    Date,
    /// Entries without any identity of their own, or with one that is shared.
    Identity,
    /// A relative link with no base, or one that is no address.
    Link,
    /// The strict parser failed on its own account and the rest was read without it.
    Parser,
}
