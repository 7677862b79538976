//! A condition → FROM and WHERE over `articles a`, led by the index that has the order. Dates and sets of feeds are
//! worked out before SQLite sees them; texts are bound or quoted, never pasted.

use rusqlite::types::Value;
use rusqlite::{ParamsFromIter, params_from_iter};

use super::named::{Named, plain};
use super::{Clock, JOINED_WORDS, dates, matching};
use crate::query::{Comparison, Expr, Part, Pattern, State, Term, TextField};
use crate::text::fold;
use crate::text::reading::WORDS_A_MINUTE;

/// Conditions that no article and every article meets (places in time begin at 0). Not constants: where SQLite sees
/// that nothing can be found, it makes no plan, and refuses an index that was asked for by name.
const NEVER: &str = "a.sort < 0";
const ALWAYS: &str = "a.sort >= 0";

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
            let words = "iif(a.full_text, a.full_words, a.words)";
            format!("({words} + {up}) / {WORDS_A_MINUTE} {comparison} {minutes}")
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
    let feeds = named.tagged(&tag);
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
    let feeds = named.in_language(&prefix);
    let exact = statement.bind(prefix);
    let longer = statement.bind(longer);
    format!(
        "(lower(coalesce(a.language, '')) = {exact}
          OR substr(lower(coalesce(a.language, '')), 1, length({longer})) = {longer}
          OR (a.language IS NULL AND {}))",
        feed_in(&feeds)
    )
}

/// The words of the link hold the wanted ones, in their order and side by side.
fn link(statement: &mut Statement, pattern: &Pattern) -> String {
    let wanted = plain(pattern);
    if wanted.is_empty() {
        return NEVER.to_owned();
    }
    let wanted = statement.bind(wanted);
    format!("instr({JOINED_WORDS}(coalesce(a.link, '')), {wanted}) > 0")
}
