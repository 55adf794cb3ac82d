//! What was counted of a column's values.

use super::first_distinct::{FirstDistinct, MAX_DISTINCT};
use super::value_kind::ValueKind;

/// What was counted of the values in a column that a model asks about.
#[derive(Clone, Debug, Default)]
pub struct ColumnFigures {
    /// Rows by kind of value.
    pub(super) counts: [u64; ValueKind::COUNT],
    /// The first value that is no number, and the first that is no day.
    pub(super) no_number: Option<String>,
    pub(super) no_day: Option<String>,
    /// The indexes of the model's texts that occur, in no order.
    pub(super) seen: Vec<u32>,
    /// Distinct values in the order of the file, as far as they were collected.
    pub(super) distinct: Vec<String>,
    /// Tells what is distinct while figures are added up.
    known: FirstDistinct,
}

impl ColumnFigures {
    /// Returns the number of leads.
    pub fn leads(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Returns how many of them have no value.
    pub fn empty(&self) -> u64 {
        self.count(ValueKind::EMPTY)
    }

    /// Returns how many values are no number although they are compared with one.
    pub fn not_numbers(&self) -> u64 {
        self.count(ValueKind::NO_NUMBER)
    }

    /// Returns how many values are no day although they are compared with one.
    pub fn not_days(&self) -> u64 {
        self.count(ValueKind::NO_DAY)
    }

    /// Returns the first value that is no number.
    pub fn first_not_number(&self) -> Option<&str> {
        self.no_number.as_deref()
    }

    /// Returns the first value that is no day.
    pub fn first_not_day(&self) -> Option<&str> {
        self.no_day.as_deref()
    }

    /// Returns whether the model's text with this index occurs.
    pub fn has_text(&self, index: usize) -> bool {
        self.seen.iter().any(|seen| *seen as usize == index)
    }

    /// Returns the first distinct values, collected only where some text of the model doesn't
    /// occur.
    pub fn distinct(&self) -> &[String] {
        &self.distinct
    }

    /// Adds figures of rows that come later, and clears those.
    pub fn add(&mut self, later: &mut Self) {
        for (count, more) in self.counts.iter_mut().zip(&later.counts) {
            *count += more;
        }
        let (number, day) = (later.no_number.take(), later.no_day.take());
        self.no_number = self.no_number.take().or(number);
        self.no_day = self.no_day.take().or(day);
        for text in later.seen.drain(..) {
            if !self.seen.contains(&text) {
                self.seen.push(text);
            }
        }
        for value in later.distinct.drain(..) {
            if self.distinct.len() < MAX_DISTINCT && self.known.is_new(&value) {
                self.distinct.push(value);
            }
        }
        later.counts = Default::default();
    }

    fn count(&self, of: u8) -> u64 {
        let kinds = self.counts.iter().enumerate();
        let those = kinds.filter(|(kind, _)| *kind as u8 & of != 0);
        those.map(|(_, count)| count).sum()
    }
}
