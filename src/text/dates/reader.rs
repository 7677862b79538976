//! Reads a date piece by piece: days and years in any order people write them, clocks, zones. Nothing is replaced in
//! the text and nothing guessed: pieces that mean nothing are passed over, and a date that lacks its year or its
//! month is none.

use super::clocks;
use super::iso;
use super::moment::{Clock, Day, moment};
use super::names::{self, Unit, Word, fold};
use super::tokens::{Kind, Token, tokens};
use super::zones::{self, Zone};
use super::{Hints, Order};
use crate::text::UnixTime;

/// The moment a cleaned text says.
pub fn read(text: &str, hints: &Hints) -> Option<UnixTime> {
    let (zone, without_place) = match zones::place(text) {
        Some((zone, rest)) => (zone, Some(rest)),
        None => (None, None),
    };
    let text = without_place.as_deref().unwrap_or(text).trim();
    let mut reader = Reader::new(hints);
    reader.place = zone;
    let rest = match iso::head(text, hints.order == Order::DayFirst || hints.french) {
        Some((day, rest)) => {
            reader.set(day);
            reader.after_head(rest)?
        }
        None => text,
    };
    reader.tokens = tokens(rest);
    reader.run()?;
    reader.moment()
}

/// What has been read of a date so far, and what is left.
pub struct Reader<'t> {
    pub(super) hints: &'t Hints,
    pub(super) tokens: Vec<Token<'t>>,
    pub(super) at: usize,
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// The month is the first word of all: another may come.
    pub(super) weak_month: bool,
    /// `mar` was met: March, where no other month comes.
    pub(super) march: bool,
    pub(super) clock: Option<Clock>,
    pub(super) noon: Option<Word>,
    /// What a sign and digits said: it goes before a name.
    pub(super) offset: Option<i32>,
    pub(super) named: Option<Zone>,
    pub(super) place: Option<Zone>,
    /// A Korean word was met: Seoul's time where no other is told.
    pub(super) korean: bool,
    /// Seconds since 1970 among other signs: `@1767322800`, `/Date(1767322800000)/`.
    pub(super) epoch: Option<UnixTime>,
}

impl<'t> Reader<'t> {
    fn new(hints: &'t Hints) -> Reader<'t> {
        Reader {
            hints,
            tokens: Vec::new(),
            at: 0,
            year: None,
            month: None,
            day: None,
            weak_month: false,
            march: false,
            clock: None,
            noon: None,
            offset: None,
            named: None,
            place: None,
            korean: false,
            epoch: None,
        }
    }

    pub(super) fn set(&mut self, day: Day) {
        (self.year, self.month, self.day) = (Some(day.year), Some(day.month), Some(day.day));
    }

    /// What may stand right behind digits from the year down: a basic clock, a zone without a clock.
    fn after_head<'r>(&mut self, rest: &'r str) -> Option<&'r str> {
        let rest = rest.trim_start();
        let clock = rest
            .strip_prefix(['T', 't', '-', '_'])
            .unwrap_or(rest)
            .trim_start();
        if let Some((clock, rest)) = clocks::packed(clock) {
            self.clock = Some(clock?);
            return Some(rest);
        }
        if rest.starts_with(['+', 'Z', 'z']) {
            self.clock = Some(Clock::default());
        }
        Some(rest)
    }

    fn run(&mut self) -> Option<()> {
        while let Some(token) = self.tokens.get(self.at).copied() {
            self.korean |= token.text.starts_with(|c| ('가'..='힣').contains(&c));
            let used = match token.kind {
                Kind::Number => self.number(token.text)?,
                Kind::Word => self.word(token.text)?,
                Kind::Sign('+' | '-') => self.sign()?,
                Kind::Sign(_) => 1,
            };
            self.at += used;
        }
        Some(())
    }

    fn moment(self) -> Option<UnixTime> {
        let month = self.month.or(self.march.then_some(3));
        let Some((year, month)) = self.year.zip(month) else {
            return self.epoch;
        };
        // `mars 2021` is its first day, as `2021-03` is.
        let day = match (self.day, self.clock) {
            (None, None) => 1,
            (day, _) => day?,
        };
        let clock = clocks::at_noon(self.clock.unwrap_or_default(), self.noon);
        let zone = self.offset.map(Zone::Fixed);
        let seoul = self.korean.then_some(Zone::Fixed(32_400));
        let zone = zone.or(self.place).or(self.named).or(seoul);
        moment(
            Day::new(year, month, day)?,
            clock,
            zone.as_ref(),
            self.hints,
        )
    }

    pub(super) fn rest(&self) -> &[Token<'t>] {
        &self.tokens[self.at..]
    }

    pub(super) fn has_date(&self) -> bool {
        self.year.is_some() && self.day.is_some() && (self.month.is_some() || self.march)
    }

    /// Reads from a word on; answers how many pieces that took.
    fn word(&mut self, word: &str) -> Option<usize> {
        let next = self.rest().get(1).copied();
        let is_last = next.is_none_or(|next| next.kind == Kind::Sign(')'));
        let folded = fold(word);
        if let Some((noon, used)) = clocks::noon(&folded, self.rest()) {
            self.noon = self.noon.or(Some(noon));
            return Some(used);
        }
        match names::word(&folded) {
            // A second date: `17 mars 2021 (mis à jour le 18 mars à 10h)`.
            Some(Word::Month(_)) if self.has_date() => return Some(self.rest().len()),
            // `Paz` is a Turkish Sunday before it is a Polish October: what comes first counts least.
            Some(Word::Month(month)) if self.month.is_none() || self.weak_month => {
                self.month = Some(month);
                self.weak_month = self.at == 0;
            }
            Some(Word::Month(_) | Word::Unit(Unit::Hour)) => {}
            Some(Word::TuesdayOrMarch) => self.march = true,
            Some(Word::MonthNext) => {
                let month = next.filter(|next| next.kind == Kind::Number)?;
                self.month = month.text.parse().ok();
                return Some(2);
            }
            _ if self.clock.is_none() || self.named.is_some() => {
                let is_free = self.day.is_some() && self.month.is_none();
                self.month = self.month.or(names::roman(word).filter(|_| is_free));
            }
            _ if folded == "paris" => self.named = Some(Zone::Place(zones::paris())),
            _ => {
                let mut letters = word.chars();
                self.named = match (letters.next(), letters.next()) {
                    (Some(letter), None) if is_last && letter != 'Z' => zones::military(letter),
                    _ => zones::named(word),
                };
            }
        }
        Some(1)
    }

    /// Reads from a plus or minus on: an offset behind a clock, else a dash.
    fn sign(&mut self) -> Option<usize> {
        if self.clock.is_none() || self.offset.is_some() {
            return Some(1);
        }
        let before = self
            .at
            .checked_sub(1)
            .map(|before| self.tokens[before].text);
        let after_name = before.is_some_and(|text| {
            ["gmt", "utc", "ut"]
                .iter()
                .any(|name| text.eq_ignore_ascii_case(name))
        });
        let Some((offset, used)) = clocks::offset(self.rest(), after_name, self.has_date()) else {
            return Some(1);
        };
        self.offset = offset;
        Some(used)
    }
}
