//! A condition → FROM and WHERE over `articles a`, led by the index that has the order. Dates and sets of feeds are
//! worked out before SQLite sees them; texts are bound or quoted, never pasted.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, ParamsFromIter, params_from_iter};

use super::{Clock, dates, matching};
use crate::query::{Comparison, Expr, Part, Pattern, Query, Sort, State, Term, TextField};
use crate::store::feeds::{shown_title, strings};
use crate::text::fold;

/// Words read in a minute (see [`crate::article::Document::minutes`]).
const WORDS_A_MINUTE: u32 = 230;

/// Conditions that no article and every article meets (places in time begin at 0). Not constants: where SQLite sees
/// that nothing can be found, it makes no plan, and refuses an index that was asked for by name.
const NEVER: &str = "a.sort < 0";
const ALWAYS: &str = "a.sort >= 0";

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

    /// The feeds that a term names as such: `feed:` and the panel's filter.
    fn named_by(&self, term: &Term) -> Option<Vec<i64>> {
        match term {
            Term::FeedId(id) => Some(self.ids(|feed| feed.id == *id)),
            Term::Text {
                field: Some(TextField::Feed),
                pattern,
            } => {
                let wanted = plain(pattern);
                Some(self.ids(|feed| {
                    !wanted.is_empty()
                        && (fold::words(&feed.title).join(" ").contains(&wanted)
                            || fold::fold(&feed.title).contains(&wanted)
                            || feed.url.to_lowercase().contains(&wanted))
                }))
            }
            _ => None,
        }
    }

    /// The hidden feeds that a condition names outside of a negation.
    fn hidden_named(&self, expr: &Expr) -> Vec<i64> {
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

/// FROM and WHERE of a query, with what is bound to them.
#[derive(Debug)]
pub(super) struct Statement {
    from: String,
    conditions: Vec<String>,
    values: Vec<Value>,
    place: &'static str,
}

impl Statement {
    /// FROM and WHERE as text.
    pub(super) fn text(&self) -> String {
        format!("FROM {} WHERE {}", self.from, self.conditions.join(" AND "))
    }

    /// What the statement's parameters stand for.
    pub(super) fn parameters(&self) -> ParamsFromIter<&[Value]> {
        params_from_iter(self.values.as_slice())
    }

    /// The column of an article's place in time: the leading table's, so that no sort is needed.
    pub(super) fn place(&self) -> &'static str {
        self.place
    }

    /// Lets only places through that compare so with a key.
    pub(super) fn narrow(&mut self, comparison: &str, key: i64) {
        let condition = self.compare(comparison, key);
        self.conditions.push(condition);
    }

    fn compare(&mut self, comparison: &str, place: i64) -> String {
        let parameter = self.bind(place);
        format!("{} {comparison} {parameter}", self.place)
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }
}

/// Compiles a condition.
pub(super) fn compile(filter: &Expr, named: &Named, clock: &Clock) -> Statement {
    let mut parts = Vec::new();
    flatten(filter, &mut parts);
    let (texts, others): (Vec<&Expr>, Vec<&Expr>) = parts
        .iter()
        .partition(|part| matching::expression(part).is_some());

    let mut statement = Statement {
        from: String::new(),
        conditions: Vec::new(),
        values: Vec::new(),
        place: "a.sort",
    };
    if !texts.is_empty() {
        statement.place = "search.rowid";
        let found: Vec<String> = texts
            .iter()
            .filter_map(|part| matching::expression(part))
            .collect();
        let parameter = statement.bind(found.join(" AND "));
        statement
            .conditions
            .push(format!("search MATCH {parameter}"));
    }
    let hidden_too = mentions_hidden(filter);
    if !hidden_too {
        statement.conditions.push("a.hidden = 0".to_owned());
    }
    let names_its_feeds = parts
        .iter()
        .any(|part| matches!(part, Expr::Term(term) if named.named_by(term).is_some()));
    if !names_its_feeds {
        let ids = named.hidden_named(filter);
        let shown = match ids.is_empty() {
            true => "a.shown = 1".to_owned(),
            false => format!("(a.shown = 1 OR {})", feed_in(&ids)),
        };
        statement.conditions.push(shown);
    }
    for part in &others {
        let condition = condition(&mut statement, part, named, clock);
        statement.conditions.push(condition);
    }
    statement.from = match texts.is_empty() {
        true => leading_index(&statement.conditions),
        false => "search CROSS JOIN articles a ON a.sort = search.rowid".to_owned(),
    };
    statement
}

/// `articles` by the index that holds the conditions' articles in their order. Named, so that SQLite need not guess.
fn leading_index(conditions: &[String]) -> String {
    let has = |wanted: &str| conditions.iter().any(|condition| condition == wanted);
    let one_feed = conditions
        .iter()
        .any(|condition| condition.starts_with("a.feed = "));
    let index = if has("a.starred = 1") {
        "starred"
    } else if one_feed && has("a.hidden = 0") && has("a.read = 0") {
        "feed_unread"
    } else if one_feed {
        "feed_all"
    } else if has("a.shown = 1") && has("a.hidden = 0") && has("a.read = 0") {
        "river_unread"
    } else if has("a.shown = 1") && has("a.hidden = 0") {
        "river"
    } else {
        return "articles a".to_owned();
    };
    format!("articles a INDEXED BY {index}")
}

/// The conditions that all must hold.
fn flatten<'a>(expr: &'a Expr, parts: &mut Vec<&'a Expr>) {
    match expr {
        Expr::All => {}
        Expr::And(list) => list.iter().for_each(|part| flatten(part, parts)),
        other => parts.push(other),
    }
}

fn mentions_hidden(expr: &Expr) -> bool {
    match expr {
        Expr::And(list) | Expr::Or(list) => list.iter().any(mentions_hidden),
        Expr::Not(inner) => mentions_hidden(inner),
        Expr::All => false,
        Expr::Term(term) => *term == Term::Is(State::Hidden),
    }
}

fn condition(statement: &mut Statement, expr: &Expr, named: &Named, clock: &Clock) -> String {
    if let Some(texts) = matching::expression(expr) {
        let parameter = statement.bind(texts);
        return format!("a.sort IN (SELECT rowid FROM search WHERE search MATCH {parameter})");
    }
    let mut all = |list: &[Expr], between: &str| -> String {
        let parts: Vec<String> = list
            .iter()
            .map(|part| condition(statement, part, named, clock))
            .collect();
        format!("({})", parts.join(between))
    };
    match expr {
        Expr::All => ALWAYS.to_owned(),
        Expr::And(list) if list.is_empty() => ALWAYS.to_owned(),
        Expr::Or(list) if list.is_empty() => NEVER.to_owned(),
        Expr::And(list) => all(list, " AND "),
        Expr::Or(list) => all(list, " OR "),
        Expr::Not(inner) => match inner.as_ref() {
            Expr::Term(Term::Is(state)) => is(*state, false),
            inner => format!("NOT ({})", condition(statement, inner, named, clock)),
        },
        Expr::Term(term) => of_term(statement, term, named, clock),
    }
}

fn of_term(statement: &mut Statement, term: &Term, named: &Named, clock: &Clock) -> String {
    match term {
        Term::FeedId(_)
        | Term::Text {
            field: Some(TextField::Feed),
            ..
        } => feed_in(&named.named_by(term).unwrap_or_default()),
        Term::Text {
            field: Some(TextField::Link),
            pattern,
        } => link(statement, pattern),
        Term::Text { .. } => NEVER.to_owned(),
        Term::Tag(tag) => tagged(statement, tag, named),
        Term::Is(state) => is(*state, true),
        Term::Has(Part::Enclosure) => "a.has_enclosure = 1".to_owned(),
        Term::Has(Part::FullText) => "a.full_text = 1".to_owned(),
        Term::Since(when) => match dates::since(*when, clock) {
            Some(place) => statement.compare(">=", place),
            None => NEVER.to_owned(),
        },
        Term::Until(when) => match dates::until(*when, clock) {
            Some(place) => statement.compare("<", place),
            None => NEVER.to_owned(),
        },
        Term::Time(comparison, minutes) => {
            let comparison = match comparison {
                Comparison::Less => "<",
                Comparison::AtMost => "<=",
                Comparison::Equal => "=",
                Comparison::AtLeast => ">=",
                Comparison::More => ">",
            };
            let up = WORDS_A_MINUTE - 1;
            format!("(a.words + {up}) / {WORDS_A_MINUTE} {comparison} {minutes}")
        }
        Term::Lang(prefix) => language(statement, prefix, named),
    }
}

fn is(state: State, holds: bool) -> String {
    let (column, value) = match state {
        State::Unread => ("read", !holds),
        State::Read => ("read", holds),
        State::Starred => ("starred", holds),
        State::Hidden => ("hidden", holds),
        State::Updated => ("edited", holds),
    };
    format!("a.{column} = {}", i32::from(value))
}

fn feed_in(ids: &[i64]) -> String {
    match ids {
        [] => NEVER.to_owned(),
        [id] => format!("a.feed = {id}"),
        several => {
            let several: Vec<String> = several.iter().map(i64::to_string).collect();
            format!("a.feed IN ({})", several.join(", "))
        }
    }
}

/// A tag of the article or of its feed; `a` finds `a/b`. Below `a/` in byte order comes `a0`, as `0` follows `/`.
fn tagged(statement: &mut Statement, tag: &str, named: &Named) -> String {
    let tag = fold::label(tag);
    let below = format!("{tag}/");
    let feeds = named.ids(|feed| {
        let mut tags = feed.tags.iter();
        tags.any(|other| *other == tag || other.starts_with(&below))
    });
    let after = statement.bind(format!("{tag}0"));
    let below = statement.bind(below);
    let tag = statement.bind(tag);
    format!(
        "({} OR a.status IN (SELECT status FROM status_tags WHERE folded = {tag}
          UNION ALL SELECT status FROM status_tags WHERE folded >= {below} AND folded < {after}))",
        feed_in(&feeds)
    )
}

/// The article's language, else its feed's: the prefix itself or followed by a hyphen (BCP 47).
fn language(statement: &mut Statement, prefix: &str, named: &Named) -> String {
    let prefix = prefix.to_lowercase();
    let longer = format!("{prefix}-");
    let feeds = named.ids(|feed| feed.language == prefix || feed.language.starts_with(&longer));
    let exact = statement.bind(prefix);
    let longer = statement.bind(longer);
    format!(
        "(lower(coalesce(a.language, '')) = {exact}
          OR substr(lower(coalesce(a.language, '')), 1, length({longer})) = {longer}
          OR (a.language IS NULL AND {}))",
        feed_in(&feeds)
    )
}

/// A part of the link; the pieces of a phrase in their order, whatever stands between them.
fn link(statement: &mut Statement, pattern: &Pattern) -> String {
    let pieces: Vec<String> = match pattern {
        Pattern::Word(word) | Pattern::Prefix(word) => vec![like_escaped(word)],
        Pattern::Phrase(words) => words.iter().map(|word| like_escaped(word)).collect(),
    };
    if pieces.iter().all(String::is_empty) {
        return NEVER.to_owned();
    }
    let parameter = statement.bind(format!("%{}%", pieces.join("%")));
    format!("coalesce(a.link, '') LIKE {parameter} ESCAPE '\\'")
}

fn like_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The folded text that a pattern looks for.
fn plain(pattern: &Pattern) -> String {
    match pattern {
        Pattern::Word(word) | Pattern::Prefix(word) => word.clone(),
        Pattern::Phrase(words) => words.join(" "),
    }
}
