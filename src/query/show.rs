//! A query → its canonical text, in English: what views and the saved place of a list hold. It parses back to the
//! same query (in the normal form of [`Expr::all_of`] and [`Expr::any_of`]). What no text can say, "no article at
//! all", is shown as `()`, which does not parse: it never becomes everything.

use std::fmt::{Display, Formatter, Result};

use super::{Expr, Pattern, Query, Sort, Term, TextField, When, names, value};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let filter = self.filter.to_string();
        f.write_str(&filter)?;
        if self.sort != Sort::default() {
            let gap = if filter.is_empty() { "" } else { " " };
            write!(f, "{gap}sort:{}", names::sort_name(self.sort))?;
        }
        Ok(())
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&shown(&normal(self)))
    }
}

/// The same condition in normal form.
fn normal(expr: &Expr) -> Expr {
    match expr {
        Expr::And(list) => Expr::all_of(list.iter().map(normal)),
        Expr::Or(list) => Expr::any_of(list.iter().map(normal)),
        Expr::Not(inner) => Expr::Not(Box::new(normal(inner))),
        Expr::All | Expr::Term(_) => expr.clone(),
    }
}

fn shown(expr: &Expr) -> String {
    let join = |list: &[Expr], gap: &str, each: fn(&Expr) -> String| {
        list.iter().map(each).collect::<Vec<_>>().join(gap)
    };
    match expr {
        Expr::All => String::new(),
        Expr::And(list) => join(list, " ", beside_others),
        Expr::Or(list) if list.is_empty() => "()".to_owned(),
        Expr::Or(list) => join(list, " OR ", shown),
        Expr::Not(inner) => match **inner {
            Expr::All | Expr::And(_) => format!("-({})", shown(inner)),
            _ => format!("-{}", beside_others(inner)),
        },
        Expr::Term(term) => term.to_string(),
    }
}

/// Among conditions that must all hold, alternatives need parentheses.
fn beside_others(expr: &Expr) -> String {
    match expr {
        Expr::Or(list) if !list.is_empty() => format!("({})", shown(expr)),
        _ => shown(expr),
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Term::Text { field, pattern } => write!(f, "{}{pattern}", field.map_or("", prefix)),
            Term::Tag(tag) if tag.chars().all(is_simple) => write!(f, "tag:{tag}"),
            Term::Tag(tag) => write!(f, "tag:\"{tag}\""),
            Term::Is(state) => write!(f, "is:{}", names::state_name(*state)),
            Term::Has(part) => write!(f, "has:{}", names::part_name(*part)),
            Term::Since(when) => write!(f, "since:{when}"),
            Term::Until(when) => write!(f, "until:{when}"),
            Term::Time(comparison, minutes) => {
                write!(f, "time:{}{minutes}", value::sign(*comparison))
            }
            Term::Lang(lang) => write!(f, "lang:{lang}"),
            Term::FeedId(number) => write!(f, "feed:#{number}"),
        }
    }
}

fn prefix(field: TextField) -> &'static str {
    match field {
        TextField::Title => "title:",
        TextField::Author => "author:",
        TextField::Feed => "feed:",
        TextField::Link => "link:",
    }
}

fn is_simple(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.')
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Pattern::Word(word) => f.write_str(word),
            Pattern::Prefix(word) => write!(f, "{word}*"),
            Pattern::Phrase(words) => write!(f, "\"{}\"", words.join(" ")),
        }
    }
}

impl Display for When {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            When::Today => f.write_str("today"),
            When::Yesterday => f.write_str("yesterday"),
            When::Day { year, month, day } => write!(f, "{year:04}-{month:02}-{day:02}"),
            When::Ago(seconds) => {
                let units = [(86_400, "d"), (3_600, "h"), (60, "m")];
                let whole = units.into_iter().find(|(size, _)| seconds % size == 0);
                let (size, unit) = whole.unwrap_or((1, "s"));
                write!(f, "{}{unit}", seconds / size)
            }
        }
    }
}
