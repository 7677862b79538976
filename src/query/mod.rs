//! The query language of the search box, `list`, `mark --query`, views and rules: text → [`Query`]. Pure; knows no
//! database (the store alone turns a `Query` into SQL) and reads no clock (relative dates stay relative).

mod names;
mod parse;
mod scan;
mod show;
#[cfg(test)]
mod tests;
mod value;
mod word;

pub use crate::text::messages::query::{QueryError, QueryFault};
pub use parse::{MAX_DEPTH, MAX_LENGTH, parse};

/// A whole query: what to show and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Which articles.
    pub filter: Expr,
    /// In which order; the default is newest first.
    pub sort: Sort,
}

/// Orders a list can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// `sort:-date`, newest first.
    #[default]
    Newest,
    /// `sort:date`, oldest first.
    Oldest,
    /// By the feed's title, then newest first.
    Feed,
    /// By title.
    Title,
}

/// A condition on articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Expr {
    /// Every article (that is not hidden).
    #[default]
    All,
    /// All of them hold.
    And(Vec<Expr>),
    /// One of them holds.
    Or(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
    /// A single condition.
    Term(Term),
}

impl Expr {
    /// All of these conditions, in normal form: no `And` in an `And`, no `All` in it, never a list of one. None at
    /// all are every article.
    pub fn all_of(conditions: impl IntoIterator<Item = Expr>) -> Expr {
        let mut list = Vec::new();
        for condition in conditions {
            match condition {
                Expr::All => {}
                Expr::And(inner) => list.extend(inner),
                other => list.push(other),
            }
        }
        match list.len() {
            0 => Expr::All,
            1 => list.remove(0),
            _ => Expr::And(list),
        }
    }

    /// One of these conditions, in normal form: no `Or` in an `Or`, never a list of one; `All` swallows the others.
    /// None at all are no article (an empty `Or`, which cannot be written).
    pub fn any_of(conditions: impl IntoIterator<Item = Expr>) -> Expr {
        let mut list = Vec::new();
        for condition in conditions {
            match condition {
                Expr::All => return Expr::All,
                Expr::Or(inner) => list.extend(inner),
                other => list.push(other),
            }
        }
        if list.len() == 1 {
            list.remove(0)
        } else {
            Expr::Or(list)
        }
    }
}

/// A single condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A text in title, body or author; or in one field alone.
    Text {
        field: Option<TextField>,
        pattern: Pattern,
    },
    /// `tag:`: one of the article's tags or its feed's, as [`crate::text::fold::label`] gives it; a nested tag's
    /// parents count (`a` finds `a/b`).
    Tag(String),
    /// `is:`.
    Is(State),
    /// `has:`.
    Has(Part),
    /// `since:`, inclusive.
    Since(When),
    /// `until:`, inclusive (a day: to its end).
    Until(When),
    /// `time:<5`: reading time in minutes.
    Time(Comparison, u32),
    /// `lang:`: the article's language, a BCP 47 prefix in lower case.
    Lang(String),
    /// The feed with this number: how the panel filters (written `feed:#12`).
    FeedId(i64),
}

/// Fields that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// `title:` `titre:`
    Title,
    /// `author:` `auteur:`
    Author,
    /// `feed:` `flux:`: the feed's title or address.
    Feed,
    /// `link:` `lien:`
    Link,
}

/// How a text is looked for. The words are folded ([`crate::text::fold`]); a word with inner punctuation that
/// separates (`aujourd’hui`) is a phrase of its pieces. Quoted words are a phrase even when there is one alone: it is
/// looked for as it is, not by its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A plain word.
    Word(String),
    /// `word*`.
    Prefix(String),
    /// `"several words"` in this order.
    Phrase(Vec<String>),
}

/// What `is:` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// `unread` `nonlu`
    Unread,
    /// `read` `lu`
    Read,
    /// `starred` `favori`
    Starred,
    /// `hidden` `masque`
    Hidden,
    /// `updated` `misajour`
    Updated,
}

/// What `has:` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `enclosure` `piece`
    Enclosure,
    /// `fulltext` `texte`
    FullText,
}

/// A moment, absolute or relative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// So many seconds before now (`7d`, `12h`): 0 to 100,000,000,000.
    Ago(i64),
    /// The local day that is now (`today`).
    Today,
    /// The local day before (`yesterday`).
    Yesterday,
    /// A local day, of the years 1 to 9999.
    Day { year: i16, month: i8, day: i8 },
}

/// A comparison with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// none or `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}
