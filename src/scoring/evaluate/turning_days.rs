//! The days on which what is known of a lead can change while nothing happens: something falls out
//! of a window, or grows old enough for one.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::bound_condition::{BoundCondition, ConditionPart};
use super::day_window::DayWindow;
use super::event_tally::TalliedEvent;
use super::field_test::FieldTest;
use crate::scoring::dataset::{Lead, ValueReading, day_number};

/// How many days after a day something changes.
type Offsets = Vec<i64>;

/// After which days of a lead's values and events something can change.
#[derive(Clone, Debug)]
pub(in crate::scoring) struct TurningDays {
    /// By column of the data set.
    fields: Vec<(usize, Offsets)>,
    /// By name of the event.
    events: Vec<Offsets>,
    /// By name of the event, for columns of its row.
    rows: Vec<Vec<(usize, Offsets)>>,
    /// How days are written.
    reading: Arc<ValueReading>,
}

impl TurningDays {
    /// Collects the windows of conditions. `names` are the events' names, as in a tally; `reading`
    /// says how the list writes days.
    pub(in crate::scoring) fn new<'a>(
        conditions: impl IntoIterator<Item = &'a BoundCondition>,
        names: &[Arc<str>],
        reading: &Arc<ValueReading>,
    ) -> Self {
        let mut days = Self {
            reading: Arc::clone(reading),
            fields: Vec::new(),
            events: vec![Offsets::new(); names.len()],
            rows: vec![Vec::new(); names.len()],
        };
        let names: HashMap<&str, usize> = names.iter().map(|name| &**name).zip(0..).collect();
        for condition in conditions {
            days.add(condition, &names);
        }
        days
    }

    /// Whether nothing ever changes by itself.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
            && self.events.iter().all(Vec::is_empty)
            && self.rows.iter().all(Vec::is_empty)
    }

    /// Returns the columns of the data set whose values have days.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.fields.iter().map(|(column, _)| *column)
    }

    fn add(&mut self, condition: &BoundCondition, names: &HashMap<&str, usize>) {
        for part in &condition.parts {
            match part {
                ConditionPart::Unknowable => {}
                ConditionPart::Field(column, tests) => {
                    add_tests(&mut self.fields, *column, tests);
                }
                ConditionPart::Event(test) => {
                    for name in &test.names {
                        let Some(at) = names.get(name.as_str()) else {
                            continue;
                        };
                        add_window(&mut self.events[*at], test.days);
                        if let Some(row) = &test.row {
                            add_row(&mut self.rows[*at], &row.condition);
                        }
                    }
                }
                ConditionPart::Sequence(test) => {
                    for name in &test.names {
                        if let Some(at) = names.get(name.as_str()) {
                            add_window(&mut self.events[*at], test.days);
                        }
                    }
                }
                ConditionPart::All(parts)
                | ConditionPart::Any(parts)
                | ConditionPart::None(parts) => {
                    for part in parts {
                        self.add(part, names);
                    }
                }
            }
        }
    }

    /// Adds the days after `as_of` on which what a lead's values say can change, as numbers.
    pub(in crate::scoring) fn of_values(&self, lead: &Lead, as_of: i32, days: &mut Vec<i32>) {
        for (column, offsets) in &self.fields {
            let value = lead.values.get(*column).map_or("", String::as_str);
            let day = self.reading.day(self.reading.value(value));
            add_days(days, day, offsets, as_of);
        }
    }

    /// Adds the days after `as_of` on which what an event says can change.
    pub(in crate::scoring) fn of_event(
        &self,
        event: &TalliedEvent<'_>,
        as_of: i32,
        days: &mut Vec<i32>,
    ) {
        add_days(days, Some(event.at.date()), &self.events[event.name], as_of);
        for (column, offsets) in &self.rows[event.name] {
            let value = event.values.get(*column).copied().unwrap_or_default();
            let day = self.reading.day(self.reading.value(value));
            add_days(days, day, offsets, as_of);
        }
    }
}

fn add_row(columns: &mut Vec<(usize, Offsets)>, condition: &BoundCondition) {
    for part in &condition.parts {
        match part {
            ConditionPart::Field(column, tests) => add_tests(columns, *column, tests),
            ConditionPart::All(parts) | ConditionPart::Any(parts) | ConditionPart::None(parts) => {
                for part in parts {
                    add_row(columns, part);
                }
            }
            // A row has no events.
            ConditionPart::Unknowable | ConditionPart::Event(_) | ConditionPart::Sequence(_) => {}
        }
    }
}

fn add_tests(columns: &mut Vec<(usize, Offsets)>, column: usize, tests: &[FieldTest]) {
    for window in tests.iter().filter_map(FieldTest::window) {
        let at = columns.iter().position(|(known, _)| *known == column);
        let at = at.unwrap_or_else(|| {
            columns.push((column, Offsets::new()));
            columns.len() - 1
        });
        // A day still to come is within a window from then on.
        columns[at].1.push(0);
        add_window(&mut columns[at].1, window);
    }
}

fn add_window(offsets: &mut Offsets, window: DayWindow) {
    let ends = [window.within, window.older_than].into_iter().flatten();
    for offset in ends.map(|days| i64::from(days) + 1) {
        if !offsets.contains(&offset) {
            offsets.push(offset);
        }
    }
}

fn add_days(days: &mut Vec<i32>, day: Option<Date>, offsets: &[i64], as_of: i32) {
    let Some(day) = day.map(day_number) else {
        return;
    };
    let later = offsets.iter().map(|offset| i64::from(day) + offset);
    let later = later.filter(|day| *day > i64::from(as_of));
    // A window that long never ends.
    days.extend(later.filter_map(|day| i32::try_from(day).ok()));
}
