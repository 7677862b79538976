//! Text → [`Query`]. A hand-written descent: alternatives, conditions side by side, one condition, a field's value.
//! Takes any text without panicking; what is wrong is said with its place.

use super::names::{self, Field};
use super::scan::{Scanner, closing_quote};
use super::{Expr, Query, QueryError, QueryFault, Sort, Term, TextField, value, word};
use crate::text::{Lang, fold};

/// The longest query, in characters.
pub const MAX_LENGTH: usize = 4_000;

/// The deepest nesting of parentheses and negations.
pub const MAX_DEPTH: usize = 64;

/// Parses a query; an empty one is every article, newest first. `a b` needs both, `OR` binds weaker, `-` negates.
///
/// `sort:` may stand anywhere and is no condition; the last one counts. An operand that is missing or holds no letter
/// or digit is an error, so that a slip never matches everything.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser {
        scanner: Scanner::new(text),
        sort: Sort::default(),
    };
    if parser.scanner.length() > MAX_LENGTH {
        return fault(MAX_LENGTH, QueryFault::TooComplex);
    }
    let filter = parser.alternatives(0)?;
    if parser.scanner.peek().is_some() {
        return fault(parser.scanner.at(), QueryFault::Unbalanced);
    }
    Ok(Query {
        filter: filter.unwrap_or(Expr::All),
        sort: parser.sort,
    })
}

fn fault<T>(at: usize, fault: QueryFault) -> Result<T, QueryError> {
    Err(QueryError { at, fault })
}

struct Parser {
    scanner: Scanner,
    sort: Sort,
}

/// A field's value as typed.
struct Value {
    at: usize,
    text: String,
    quoted: bool,
}

impl Parser {
    /// Conditions with `OR` between them, up to a closing parenthesis or the end. None where nothing is said.
    fn alternatives(&mut self, depth: usize) -> Result<Option<Expr>, QueryError> {
        let mut operands = Vec::new();
        loop {
            let all = self.conditions(depth)?;
            let end = self.scanner.at();
            let more = self.scanner.take_or();
            let alone = operands.is_empty() && !more;
            if all.is_empty() && alone {
                return Ok(None);
            }
            if all.is_empty() {
                return fault(end, QueryFault::MissingOperand);
            }
            operands.push(Expr::all_of(all));
            if !more {
                return Ok(Some(Expr::any_of(operands)));
            }
        }
    }

    /// Conditions side by side, up to `OR`, a closing parenthesis or the end.
    fn conditions(&mut self, depth: usize) -> Result<Vec<Expr>, QueryError> {
        let mut all = Vec::new();
        loop {
            self.scanner.skip_blanks();
            if matches!(self.scanner.peek(), None | Some(')')) || self.scanner.is_or() {
                return Ok(all);
            }
            all.extend(self.condition(depth)?);
        }
    }

    /// One condition; none if it was a `sort:`.
    fn condition(&mut self, depth: usize) -> Result<Option<Expr>, QueryError> {
        let at = self.scanner.at();
        if depth > MAX_DEPTH {
            return fault(at, QueryFault::TooComplex);
        }
        match self.scanner.peek() {
            Some('-') => self.negation(depth).map(Some),
            Some('(') => self.group(depth).map(Some),
            Some(c) if closing_quote(c).is_some() => {
                let quoted = self.quoted()?;
                operand(at, word::phrase(None, &quoted)).map(Some)
            }
            _ if self.scanner.is_address() => {
                let typed = self.scanner.take_address();
                operand(at, word::address(&typed)).map(Some)
            }
            _ => match self.scanner.take_field() {
                Some(name) => self.field(at, &name),
                None => {
                    let typed = self.scanner.take_word();
                    operand(at, word::word(None, &typed)).map(Some)
                }
            },
        }
    }

    fn negation(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let at = self.scanner.at();
        self.scanner.skip();
        let nothing_follows = match self.scanner.peek() {
            None | Some(')') => true,
            Some(c) => c.is_whitespace() || self.scanner.is_or(),
        };
        if nothing_follows {
            return fault(at, QueryFault::MissingOperand);
        }
        let negated = self.condition(depth + 1)?;
        Ok(Expr::Not(Box::new(operand(at, negated)?)))
    }

    fn group(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let open = self.scanner.at();
        self.scanner.skip();
        let inner = self.alternatives(depth + 1)?;
        let close = self.scanner.at();
        if self.scanner.peek().is_none() {
            return fault(open, QueryFault::Unbalanced);
        }
        self.scanner.skip();
        operand(close, inner)
    }

    /// What stands between this quote and the one that closes it.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let open = self.scanner.at();
        let closing = self.scanner.peek().and_then(closing_quote);
        self.scanner.skip();
        let text = self.scanner.take_while(|c| Some(c) != closing);
        if self.scanner.peek().is_none() {
            return fault(open, QueryFault::OpenQuote);
        }
        self.scanner.skip();
        Ok(text)
    }

    fn field(&mut self, at: usize, name: &str) -> Result<Option<Expr>, QueryError> {
        let Some((field, lang)) = names::field(name) else {
            let nearest = names::nearest_field(name).map(str::to_owned);
            let name = name.to_owned();
            return fault(at, QueryFault::UnknownField { name, nearest });
        };
        let value = self.value(field)?;
        let term = match field {
            Field::Title => return text(TextField::Title, &value),
            Field::Author => return text(TextField::Author, &value),
            Field::Link => return text(TextField::Link, &value),
            Field::Feed => match value::feed_number(&value.text) {
                Some(digits) if !value.quoted => digits.parse().ok().map(Term::FeedId),
                _ => return text(TextField::Feed, &value),
            },
            Field::Tag => {
                let tag = fold::label(&value.text);
                if tag.is_empty() {
                    return fault(value.at, QueryFault::MissingOperand);
                }
                Some(Term::Tag(tag))
            }
            Field::Lang => value::lang(&value.text).map(Term::Lang),
            Field::Is => names::state(&value.text).map(Term::Is),
            Field::Has => names::part(&value.text).map(Term::Has),
            Field::Since => value::when(&value.text).map(Term::Since),
            Field::Until => value::when(&value.text).map(Term::Until),
            Field::Time => {
                value::time(&value.text).map(|(sign, minutes)| Term::Time(sign, minutes))
            }
            Field::Sort => match names::sort(&value.text) {
                Some(sort) => {
                    self.sort = sort;
                    return Ok(None);
                }
                None => None,
            },
        };
        match term {
            Some(term) => Ok(Some(Expr::Term(term))),
            None => fault(value.at, bad_value(field, lang, name, value.text)),
        }
    }

    /// The value after a field's colon: quoted, or up to a blank.
    fn value(&mut self, field: Field) -> Result<Value, QueryError> {
        let at = self.scanner.at();
        let quoted = self.scanner.peek().and_then(closing_quote).is_some();
        let text = if quoted {
            self.quoted()?
        } else if field == Field::Link {
            self.scanner.take_address()
        } else {
            self.scanner.take_word()
        };
        if text.trim().is_empty() {
            return fault(at, QueryFault::MissingOperand);
        }
        Ok(Value { at, text, quoted })
    }
}

fn text(field: TextField, value: &Value) -> Result<Option<Expr>, QueryError> {
    let found = if value.quoted {
        word::phrase(Some(field), &value.text)
    } else if field == TextField::Link {
        word::address(&value.text)
    } else {
        word::word(Some(field), &value.text)
    };
    operand(value.at, found).map(Some)
}

fn operand(at: usize, found: Option<Expr>) -> Result<Expr, QueryError> {
    found.ok_or(QueryError {
        at,
        fault: QueryFault::MissingOperand,
    })
}

fn bad_value(field: Field, lang: Lang, name: &str, value: String) -> QueryFault {
    QueryFault::BadValue {
        field: name.to_owned(),
        value,
        expected: names::expected(field, lang),
    }
}
