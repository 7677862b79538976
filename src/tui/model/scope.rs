//! What the list shows, as the person chose it, and the query that follows from it.

use crate::query::{self, Expr, Pattern, Query, QueryError, Sort, State, Term};

/// What the list is about.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Base {
    /// All feeds: the query of the first screen.
    River(String),
    /// One feed.
    Feed { id: i64, title: String },
    /// A folder and what nests in it.
    Folder(String),
    /// A saved search.
    View { name: String, query: String },
    /// Starred articles.
    Starred,
}

/// Which of its articles (`v`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Filter {
    /// Unread ones (for the river: what its query says).
    #[default]
    Unread,
    /// Starred ones.
    Starred,
    /// All.
    All,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Scope {
    /// What it is about.
    pub base: Base,
    /// Which of its articles.
    pub filter: Filter,
    /// In which order: an index into [`Scope::SORTS`].
    sort: usize,
    /// What is searched, over all articles, whatever base and filter say.
    pub search: Option<Search>,
}

/// A search.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// Typing goes on: the last word stands for all words that begin so.
    pub typing: bool,
}

impl Scope {
    /// The orders that `S` goes through.
    pub const SORTS: [Sort; 4] = [Sort::Newest, Sort::Oldest, Sort::Feed, Sort::Title];

    /// The river, by the query of the first screen.
    pub fn river(view: &str) -> Scope {
        Scope::of(Base::River(view.to_owned()))
    }

    /// The unread articles of a base, newest first; all of them for starred ones and views.
    pub fn of(base: Base) -> Scope {
        let filter = match base {
            Base::Starred | Base::View { .. } => Filter::All,
            _ => Filter::Unread,
        };
        Scope {
            base,
            filter,
            sort: 0,
            search: None,
        }
    }

    /// Its order.
    pub fn sort(&self) -> Sort {
        Scope::SORTS[self.sort % Scope::SORTS.len()]
    }

    /// The next order.
    pub fn cycle_sort(&mut self) {
        self.sort = (self.sort + 1) % Scope::SORTS.len();
    }

    /// Unread → starred → all.
    pub fn cycle_filter(&mut self) {
        self.filter = match self.filter {
            Filter::Unread => Filter::Starred,
            Filter::Starred => Filter::All,
            Filter::All => Filter::Unread,
        };
    }

    /// The query of this scope.
    pub fn query(&self) -> Result<Query, QueryError> {
        if let Some(search) = &self.search {
            let mut query = query::parse(&search.text)?;
            if search.typing && search.text.ends_with(char::is_alphanumeric) {
                open_last_word(&mut query.filter);
            }
            return Ok(query);
        }
        let mut parts = Vec::new();
        let mut sort = self.sort();
        match &self.base {
            Base::River(view) => {
                if self.filter == Filter::Unread {
                    let view = query::parse(view)?;
                    parts.push(view.filter);
                    if self.sort == 0 {
                        sort = view.sort;
                    }
                }
            }
            Base::Feed { id, .. } => parts.push(Expr::Term(Term::FeedId(*id))),
            Base::Folder(tag) => parts.push(Expr::Term(Term::Tag(crate::text::fold::label(tag)))),
            Base::View { query, .. } => {
                let view = query::parse(query)?;
                parts.push(view.filter);
                if self.sort == 0 {
                    sort = view.sort;
                }
            }
            Base::Starred => parts.push(Expr::Term(Term::Is(State::Starred))),
        }
        match self.filter {
            Filter::Unread if !matches!(self.base, Base::River(_)) => {
                parts.push(Expr::Term(Term::Is(State::Unread)));
            }
            Filter::Starred => parts.push(Expr::Term(Term::Is(State::Starred))),
            _ => {}
        }
        let filter = Expr::all_of(parts);
        Ok(Query { filter, sort })
    }
}

/// Makes the last plain word of a query stand for all words that begin so.
fn open_last_word(expr: &mut Expr) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => {
            if let Some(last) = parts.last_mut() {
                open_last_word(last);
            }
        }
        Expr::Not(inner) => open_last_word(inner),
        Expr::Term(Term::Text { pattern, .. }) => {
            if let Pattern::Word(word) = pattern {
                *pattern = Pattern::Prefix(std::mem::take(word));
            }
        }
        Expr::All | Expr::Term(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_become_queries() {
        let unread = Expr::Term(Term::Is(State::Unread));
        let starred = Expr::Term(Term::Is(State::Starred));
        let mut river = Scope::river("is:unread");
        assert_eq!(river.query().unwrap().filter, unread);
        river.cycle_filter();
        assert_eq!(river.query().unwrap().filter, starred);
        river.cycle_filter();
        assert_eq!(river.query().unwrap().filter, Expr::All);
        let feed = Scope::of(Base::Feed {
            id: 7,
            title: "Vigie".into(),
        });
        assert_eq!(
            feed.query().unwrap().filter,
            Expr::And(vec![Expr::Term(Term::FeedId(7)), unread])
        );
        assert_eq!(Scope::of(Base::Starred).query().unwrap().filter, starred);
    }

    #[test]
    fn a_word_being_typed_stands_for_its_beginnings() {
        let mut scope = Scope::river("");
        let text = |pattern| {
            Expr::Term(Term::Text {
                field: None,
                pattern,
            })
        };
        scope.search = Some(Search {
            text: "noya".into(),
            typing: true,
        });
        assert_eq!(
            scope.query().unwrap().filter,
            text(Pattern::Prefix("noya".into()))
        );
        scope.search = Some(Search {
            text: "noyau".into(),
            typing: false,
        });
        assert_eq!(
            scope.query().unwrap().filter,
            text(Pattern::Word("noyau".into()))
        );
        scope.search = Some(Search {
            text: "\"le".into(),
            typing: true,
        });
        assert!(scope.query().is_err());
    }
}
