//! What a number of a date is: a day, a year, a clock, the first of `17/03/2021`, a count since 1970; by the pieces
//! beside it, its length, and what is still to be told.

use super::clocks;
use super::iso;
use super::moment::{Clock, Day, year};
use super::names::{self, Unit, Word, fold};
use super::reader::Reader;
use super::tokens::{Kind, Token};
use super::zones;
use crate::text::UnixTime;

impl<'t> Reader<'t> {
    /// Reads from a number on; answers how many pieces that took.
    pub(super) fn number(&mut self, digits: &str) -> Option<usize> {
        if let Some((clock, used)) = clocks::clock(self.rest(), self.has_date()) {
            // A second clock counts where the first said nothing: `2021-03-17 00:00:00.0 15:04:05.0`.
            if self.clock.is_none_or(|clock| clock == Clock::default()) {
                self.clock = Some(clock?);
            }
            return Some(used);
        }
        if let Some(used) = self.stroked(digits) {
            return Some(used);
        }
        let after = self.rest().get(1).filter(|token| token.kind == Kind::Word);
        let unit = after.and_then(|token| names::word(&fold(token.text)));
        match unit {
            // An emperor's year: `平成3年`.
            Some(Word::Unit(Unit::Year)) if self.is_after_word() && digits.len() < 4 => {
                return None;
            }
            Some(Word::Unit(Unit::Year)) => self.year = year(digits),
            Some(Word::Unit(Unit::Month)) => self.month = digits.parse().ok(),
            Some(Word::Unit(Unit::Day)) => self.day = digits.parse().ok(),
            _ => self.bare(digits)?,
        }
        Some(1)
    }

    /// A number alone: by its length and by what is still to be told.
    fn bare(&mut self, digits: &str) -> Option<()> {
        match digits.len() {
            1 | 2 => {
                let value: i8 = digits.parse().ok()?;
                if self.day.is_none() && value <= 31 {
                    self.day = Some(value);
                } else if self.year.is_none() && digits.len() == 2 {
                    let known = self.day.is_some() || self.month.is_some() || self.march;
                    self.year = Some(known.then(|| year(digits))??);
                } else if self.clock.is_none() && self.is_hour() {
                    self.clock = Some(Clock::new(value, 0, 0)?);
                }
            }
            3 | 4 if self.year.is_none() => self.year = year(digits),
            4 | 6 if self.clock.is_none() && self.has_date() && !self.is_after_word() => {
                let (clock, _) = clocks::packed(digits)?;
                self.clock = Some(clock?);
            }
            // The plus of `+0100` is a blank where an address was made of the date.
            4 if self.clock.is_some() && self.offset.is_none() && self.named.is_none() => {
                self.offset = clocks::offset_digits(digits).filter(|offset| *offset <= 50_400);
            }
            8 if self.year.is_none() => {
                if let Some((day, _)) = iso::head(digits, false) {
                    self.set(day);
                }
            }
            9.. => self.epoch = self.epoch.or(epoch(digits)),
            _ => {}
        }
        Some(())
    }

    /// True where a word other than `T` stands before.
    fn is_after_word(&self) -> bool {
        let before = self.at.checked_sub(1).map(|before| self.tokens[before]);
        before
            .is_some_and(|token| token.kind == Kind::Word && !token.text.eq_ignore_ascii_case("t"))
    }

    /// True where a number behind a whole date is an hour: nothing, a sign or a zone follows, or a `T` stands before.
    fn is_hour(&self) -> bool {
        let after_t = self.at > 0 && self.tokens[self.at - 1].text.eq_ignore_ascii_case("t");
        after_t
            || match self.rest().get(1) {
                None => true,
                Some(token) => match token.kind {
                    Kind::Sign(sign) => matches!(sign, '+' | '-'),
                    Kind::Word => zones::named(token.text).is_some(),
                    Kind::Number => false,
                },
            }
    }

    /// `17/03/2021`, `2021.3.17`, `17. 3. 21`, `03/2021`: how many pieces; none where it is something else.
    fn stroked(&mut self, digits: &str) -> Option<usize> {
        let number = |token: &Token<'t>| (token.kind == Kind::Number).then_some(token.text);
        if self.year.is_some() || self.month.is_some() {
            return None;
        }
        let rest = self.rest();
        let stroke = rest.get(1)?.kind;
        if !matches!(stroke, Kind::Sign('/' | '-' | '.')) {
            return None;
        }
        let second = number(rest.get(2)?)?;
        let again = rest.get(3).is_some_and(|token| token.kind == stroke);
        let Some(third) = rest.get(4).filter(|_| again).and_then(number) else {
            if self.day.is_some() || digits.len() > 2 || second.len() != 4 {
                return None;
            }
            self.set(Day::new(year(second)?, digits.parse().ok()?, 1)?);
            return Some(3);
        };
        let (first, middle): (i8, i8) = (digits.parse().ok().unwrap_or(99), second.parse().ok()?);
        let day = if digits.len() == 4 || first > 31 {
            Day::new(year(digits)?, middle, third.parse().ok()?)?
        } else if self
            .hints
            .day_first(first, middle, stroke == Kind::Sign('/'))
        {
            Day::new(year(third)?, middle, first)?
        } else {
            Day::new(year(third)?, first, middle)?
        };
        self.set(day);
        Some(5)
    }
}

/// Seconds (9 or 10 digits), milli-, micro- or nanoseconds (13, 16, 19) since 1970.
pub fn epoch(digits: &str) -> Option<UnixTime> {
    let count: i64 = digits.parse().ok()?;
    match digits.len() {
        9 | 10 => Some(count),
        13 => Some(count / 1_000),
        16 => Some(count / 1_000_000),
        19 => Some(count / 1_000_000_000),
        _ => None,
    }
}
