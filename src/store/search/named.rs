//! The subscribed feeds as conditions see them: which of them a term means is worked out before SQLite is asked.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::query::{Expr, Pattern, Query, Sort, Term, TextField};
use crate::store::feeds::{shown_title, strings};
use crate::text::fold;

/// What conditions on feeds ask of a feed.
#[derive(Debug)]
struct NamedFeed {
    id: i64,
    url: String,
    title: String,
    /// The folded tags.
    tags: Vec<String>,
    language: String,
    hidden: bool,
}

/// The subscribed feeds, where a query needs them.
#[derive(Debug)]
pub(super) struct Named {
    feeds: Vec<NamedFeed>,
}

impl Named {
    /// Reads the subscribed feeds where a condition or the order of the query asks for them.
    pub(super) fn for_query(conn: &Connection, query: &Query) -> rusqlite::Result<Named> {
        let mut named = Named { feeds: Vec::new() };
        if query.sort != Sort::Feed && !asks_for_feeds(&query.filter) {
            return Ok(named);
        }
        named.feeds = conn
            .prepare_cached(
                "SELECT id, url, title, own_title, tags, language, hidden FROM feeds WHERE subscribed = 1",
            )?
            .query_map([], |row| {
                let url: String = row.get(1)?;
                let tags = strings(&row.get::<_, String>(4)?);
                let language: Option<String> = row.get(5)?;
                Ok(NamedFeed {
                    id: row.get(0)?,
                    title: shown_title(row.get(2)?, row.get(3)?, &url),
                    url,
                    tags: tags.iter().map(|tag| fold::label(tag)).collect(),
                    language: language.unwrap_or_default().to_lowercase(),
                    hidden: row.get(6)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(named)
    }

    /// Each feed's rank by its title.
    pub(super) fn ranks(&self) -> HashMap<i64, usize> {
        let mut order: Vec<_> = self
            .feeds
            .iter()
            .map(|feed| (fold::sort_key(&feed.title), feed.id))
            .collect();
        order.sort();
        let ids = order.into_iter().map(|(_, id)| id);
        ids.enumerate().map(|(rank, id)| (id, rank)).collect()
    }

    fn ids(&self, fits: impl Fn(&NamedFeed) -> bool) -> Vec<i64> {
        let fitting = self.feeds.iter().filter(|feed| fits(feed));
        fitting.map(|feed| feed.id).collect()
    }

    /// The feeds with this folded tag, or one nested in it.
    pub(super) fn tagged(&self, tag: &str) -> Vec<i64> {
        let below = format!("{tag}/");
        self.ids(|feed| {
            let mut tags = feed.tags.iter();
            tags.any(|other| other == tag || other.starts_with(&below))
        })
    }

    /// The feeds in this language or a kind of it.
    pub(super) fn in_language(&self, prefix: &str) -> Vec<i64> {
        let longer = format!("{prefix}-");
        self.ids(|feed| feed.language == prefix || feed.language.starts_with(&longer))
    }

    /// The feeds that a term names as such: `feed:` and the panel's filter.
    pub(super) fn named_by(&self, term: &Term) -> Option<Vec<i64>> {
        match term {
            Term::FeedId(id) => Some(self.ids(|feed| feed.id == *id)),
            Term::Text {
                field: Some(TextField::Feed),
                pattern,
            } => {
                let wanted = plain(pattern);
                let holds = |text: &str| fold::joined_words(text).contains(&wanted);
                let fits = |feed: &NamedFeed| holds(&feed.title) || holds(&feed.url);
                Some(self.ids(|feed| !wanted.is_empty() && fits(feed)))
            }
            _ => None,
        }
    }

    /// The hidden feeds that a condition names outside of a negation.
    pub(super) fn hidden_named(&self, expr: &Expr) -> Vec<i64> {
        match expr {
            Expr::And(list) | Expr::Or(list) => list
                .iter()
                .flat_map(|part| self.hidden_named(part))
                .collect(),
            Expr::Term(term) => {
                let mut ids = self.named_by(term).unwrap_or_default();
                ids.retain(|id| self.feeds.iter().any(|feed| feed.id == *id && feed.hidden));
                ids
            }
            Expr::All | Expr::Not(_) => Vec::new(),
        }
    }
}

fn asks_for_feeds(expr: &Expr) -> bool {
    match expr {
        Expr::And(list) | Expr::Or(list) => list.iter().any(asks_for_feeds),
        Expr::Not(inner) => asks_for_feeds(inner),
        Expr::All => false,
        Expr::Term(term) => matches!(
            term,
            Term::FeedId(_)
                | Term::Tag(_)
                | Term::Lang(_)
                | Term::Text {
                    field: Some(TextField::Feed),
                    ..
                }
        ),
    }
}

/// The words that a pattern looks for, joined as [`fold::joined_words`] joins them.
pub(super) fn plain(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Word(word) | Pattern::Prefix(word) => word.clone(),
        Pattern::Phrase(words) => words.join(" "),
    }
}
