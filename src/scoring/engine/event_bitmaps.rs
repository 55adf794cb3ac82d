//! Evaluates the tests of events, lead by lead.

use super::condition_bitmaps::{LeadRange, RangeTruths, day_truth, window_of};
use super::dictionary_eval::{DictionaryTruths, fast_tests, truth_code, truth_of};
use crate::scoring::dataset::{Column, NO_DAY, ValueReading, day_from_number};
use crate::scoring::evaluate::{
    BoundCondition, ConditionPart, DayWindow, EventTest, FieldTest, SequenceProgress, SequenceTest,
    Truth,
};

impl LeadRange<'_> {
    /// Evaluates an event test lead by lead, given the day each looks back from. Unknown if there
    /// is no event file at all.
    fn evaluate_events(
        &self,
        condition: &BoundCondition,
        mut holds: impl FnMut(usize, i32) -> bool,
    ) -> RangeTruths {
        if !condition.has_events {
            return self.constant(0, u64::MAX);
        }
        let mut answer = self.constant(0, 0);
        answer.set_each(self.from..self.until, |lead| {
            u8::from(holds(lead, self.as_of(condition, lead)))
        });
        answer
    }

    /// Evaluates a count of events. `leaf` is the index of its first table.
    pub(super) fn evaluate_count(
        &self,
        condition: &BoundCondition,
        test: &EventTest,
        leaf: &mut usize,
    ) -> RangeTruths {
        let names = &self.tables[*leaf];
        *leaf += 1;
        let of_row = *leaf;
        if let Some(row) = &test.row {
            *leaf += count_leaves(&row.condition);
        }
        let events = &self.data.store.events;
        self.evaluate_events(condition, |lead, as_of| {
            let counting = events.range(lead).filter(|event| {
                names.truths[events.name_code(*event) as usize] == 1
                    && counts(test.days, events.day(*event), as_of)
                    && test.row.as_ref().is_none_or(|row| {
                        let tables = &mut self.tables[of_row..].iter();
                        self.row_truth(&row.condition, *event, as_of, tables) == Truth::Yes
                    })
            });
            count_meets(test, counting.map(|event| events.day(event)))
        })
    }

    /// Evaluates a condition on the row of an event. `tables` are those of its leaves.
    fn row_truth<'t>(
        &self,
        condition: &BoundCondition,
        event: usize,
        as_of: i32,
        tables: &mut impl Iterator<Item = &'t DictionaryTruths>,
    ) -> Truth {
        let mut all = Truth::Yes;
        for part in &condition.parts {
            // Without a shortcut, since each leaf takes its table.
            let mut each = |parts: &[BoundCondition]| -> Vec<Truth> {
                let parts = parts.iter();
                parts
                    .map(|part| self.row_truth(part, event, as_of, tables))
                    .collect()
            };
            let truth = match part {
                ConditionPart::Field(column, tests) => {
                    let table = tables.next().expect("each leaf has a table");
                    self.row_value_truth((*column, tests), event, as_of, table, &condition.reading)
                }
                ConditionPart::All(parts) => Truth::all(each(parts)),
                ConditionPart::Any(parts) => Truth::any(each(parts)),
                ConditionPart::None(parts) => !Truth::any(each(parts)),
                ConditionPart::Unknowable
                | ConditionPart::Event(_)
                | ConditionPart::Sequence(_) => Truth::Unknown,
            };
            all = Truth::all([all, truth]);
        }
        all
    }

    fn row_value_truth(
        &self,
        (column, tests): (usize, &[FieldTest]),
        event: usize,
        as_of: i32,
        table: &DictionaryTruths,
        reading: &ValueReading,
    ) -> Truth {
        let code = match self.data.store.events.columns().get(column) {
            Some(Column::Plain(texts)) => {
                let fast_tests = fast_tests(tests, reading);
                let as_of = (as_of != NO_DAY).then(|| day_from_number(as_of));
                return truth_of(truth_code(&fast_tests, texts.get(event), as_of, reading));
            }
            Some(Column::Coded { codes, .. }) => codes.get(event) as usize,
            None => 0,
        };
        truth_of(if table.numbers.is_empty() {
            table.truths[code]
        } else {
            day_truth(table, code, window_of(tests), as_of)
        })
    }

    /// Evaluates a sequence, given the index of each event's name in it.
    pub(super) fn evaluate_sequence(
        &self,
        condition: &BoundCondition,
        test: &SequenceTest,
        names: &DictionaryTruths,
    ) -> RangeTruths {
        let mut progress = test.begin();
        self.evaluate_events(condition, |lead, as_of| {
            self.in_order(lead, as_of, test, &mut progress, names)
        })
    }

    fn in_order(
        &self,
        lead: usize,
        as_of: i32,
        test: &SequenceTest,
        progress: &mut SequenceProgress,
        names: &DictionaryTruths,
    ) -> bool {
        let events = &self.data.store.events;
        progress.begin(&test.shape);
        for event in events.range(lead) {
            let (name, day) = (
                names.numbers[events.name_code(event) as usize],
                events.day(event),
            );
            if let Ok(name) = usize::try_from(name)
                && counts(test.days, day, as_of)
            {
                progress.record(&test.shape, name, day, events.time_of_day(event));
            }
        }
        progress.finish(&test.shape);
        progress.filled() == test.shape.len()
    }
}

/// Returns whether an event of this day counts.
fn counts(days: DayWindow, day: i32, as_of: i32) -> bool {
    days.counts(day, (as_of != NO_DAY).then_some(as_of))
}

/// Returns whether a count is met by events of these days, which ascend.
fn count_meets(test: &EventTest, mut days: impl Iterator<Item = i32>) -> bool {
    if test.distinct_days {
        let mut last = None;
        let different = days.filter(|day| last.replace(*day) != Some(*day));
        return test.is_met_by(different.count());
    }
    match test.most {
        None => test.least == 0 || days.nth(test.least - 1).is_some(),
        Some(_) => test.is_met_by(days.count()),
    }
}

/// Returns the number of tables that a condition's leaves have.
fn count_leaves(condition: &BoundCondition) -> usize {
    let parts = condition.parts.iter().map(|part| match part {
        ConditionPart::Unknowable => 0,
        ConditionPart::Field(..) | ConditionPart::Sequence(_) => 1,
        ConditionPart::Event(test) => {
            1 + test
                .row
                .as_ref()
                .map_or(0, |row| count_leaves(&row.condition))
        }
        ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
            parts.iter().map(count_leaves).sum()
        }
    });
    parts.sum()
}
