//! Looks at a column's values while they are scored.

use super::asked_columns::{AskedColumn, AskedText};
use super::column_figures::ColumnFigures;
use super::first_distinct::FirstDistinct;
use super::value_kind::ValueKind;
use crate::scoring::evaluate::FieldTest;

/// The most characters kept of an example.
const MAX_EXAMPLE_CHARS: usize = 60;

/// Looks at each distinct value of a column, and counts rows by kind. Each thread has its own.
#[derive(Clone, Debug, Default)]
pub(in crate::scoring) struct ValueProbe {
    number: Option<FieldTest>,
    day: Option<FieldTest>,
    /// The model's texts that haven't occurred yet, with their indexes.
    unseen: Vec<(u32, AskedText)>,
    distinct: FirstDistinct,
    /// The figures since they were last taken.
    figures: ColumnFigures,
}

impl ValueProbe {
    pub fn new(asked: &AskedColumn) -> Self {
        Self {
            number: asked.number.clone(),
            day: asked.day.clone(),
            unseen: (0..).zip(asked.texts.iter().cloned()).collect(),
            distinct: FirstDistinct::default(),
            figures: ColumnFigures::default(),
        }
    }

    /// Looks at a value; any value must have been looked at when it first appears.
    pub fn kind_of(&mut self, value: &str) -> ValueKind {
        let value = value.trim();
        if value.is_empty() {
            return ValueKind::of(ValueKind::EMPTY);
        }
        let mut kind = 0;
        let unread = |test: &Option<FieldTest>| test.as_ref().is_some_and(|t| !t.can_read(value));
        let figures = &mut self.figures;
        if unread(&self.number) {
            kind |= ValueKind::NO_NUMBER;
            figures.no_number.get_or_insert_with(|| shortened(value));
        }
        if unread(&self.day) {
            kind |= ValueKind::NO_DAY;
            figures.no_day.get_or_insert_with(|| shortened(value));
        }
        if !self.unseen.is_empty() {
            if self.distinct.is_new(value) {
                figures.distinct.push(value.to_owned());
            }
            self.unseen.retain(|(index, text)| {
                let occurs = text.occurs_in(value);
                if occurs {
                    figures.seen.push(*index);
                }
                !occurs
            });
        }
        ValueKind::of(kind)
    }

    /// Counts a lead whose value is of a kind.
    pub fn count(&mut self, kind: ValueKind) {
        self.figures.counts[kind.index()] += 1;
    }

    /// Counts many leads whose value is of a kind.
    pub fn count_many(&mut self, kind: ValueKind, leads: u64) {
        self.figures.counts[kind.index()] += leads;
    }

    /// Returns the figures since they were last taken.
    pub fn take(&mut self) -> ColumnFigures {
        std::mem::take(&mut self.figures)
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_EXAMPLE_CHARS) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
