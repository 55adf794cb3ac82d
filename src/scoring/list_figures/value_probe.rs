//! Looks at a column's values while they are scored.

use std::sync::Arc;

use super::asked_columns::{AskedColumn, AskedText};
use super::column_figures::ColumnFigures;
use super::first_distinct::FirstDistinct;
use super::value_kind::ValueKind;
use crate::scoring::dataset::ValueReading;
use crate::scoring::evaluate::ComparedAs;

/// The most characters kept of an example.
const MAX_EXAMPLE_CHARS: usize = 60;

/// Looks at each distinct value of a column, and counts rows by kind. Each thread has its own.
#[derive(Clone, Debug, Default)]
pub(in crate::scoring) struct ValueProbe {
    is_number: bool,
    is_day: bool,
    reading: Arc<ValueReading>,
    /// The model's texts that haven't occurred yet, with their indexes.
    unseen: Vec<(u32, AskedText)>,
    distinct: FirstDistinct,
    /// Whether rows aren't counted for now.
    paused: bool,
    /// The figures since they were last taken.
    figures: ColumnFigures,
}

impl ValueProbe {
    /// Looks at a column of a list that is read so.
    pub fn new(asked: &AskedColumn, reading: &Arc<ValueReading>) -> Self {
        Self {
            is_number: asked.is_number(),
            is_day: asked.is_day(),
            reading: Arc::clone(reading),
            unseen: (0..).zip(asked.texts.iter().cloned()).collect(),
            distinct: FirstDistinct::default(),
            paused: false,
            figures: ColumnFigures::default(),
        }
    }

    /// Looks at a value; any value must have been looked at when it first appears.
    pub fn kind_of(&mut self, value: &str) -> ValueKind {
        let reading = &*self.reading;
        let value = reading.value(value);
        if value.is_empty() {
            return ValueKind::of(ValueKind::EMPTY);
        }
        let mut kind = 0;
        let is_unread = |compared: ComparedAs| !compared.is_readable(value, reading);
        let figures = &mut self.figures;
        if self.is_number && is_unread(ComparedAs::Number) {
            kind |= ValueKind::NO_NUMBER;
            figures.no_number.get_or_insert_with(|| shortened(value));
        }
        if self.is_day && is_unread(ComparedAs::Day) {
            kind |= ValueKind::NO_DAY;
            figures.no_day.get_or_insert_with(|| shortened(value));
        }
        if !self.unseen.is_empty() {
            if self.distinct.is_new(value) {
                figures.distinct.push(value.to_owned());
            }
            self.unseen.retain(|(index, text)| {
                let occurs = text.occurs_in(value, reading);
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
        self.figures.counts[kind.index()] += u64::from(!self.paused);
    }

    /// Sets whether leads are counted.
    pub fn count_leads(&mut self, on: bool) {
        self.paused = !on;
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
