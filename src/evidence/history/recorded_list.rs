//! The columns of the recorded leads by their roles, as pages read them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::context::PageContext;
use crate::model::Data;
use crate::scoring::engine::Bitmap;
use crate::scoring::{Dataset, WrittenTime, field_key, simple_lower};

/// The most values of a column of sources that get a row of their own.
const MOST_SOURCES: usize = 8;
/// Names of columns that usually say where a lead came from, as [`field_key`] writes them.
const SOURCE_COLUMNS: &[&str] = &[
    "lead_source",
    "source",
    "original_source",
    "channel",
    "utm_source",
    "campaign",
    "origin",
];

/// The recorded leads, and what their columns mean.
#[derive(Clone, Copy)]
pub(super) struct RecordedList<'a> {
    /// The leads.
    pub dataset: &'a Dataset,
    /// What their columns mean.
    pub data: &'a Data,
}

/// What stands in a cell of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found<T> {
    /// Nothing.
    Blank,
    /// Something that can't be read.
    Unreadable,
    /// A value.
    Value(T),
}

impl<T> Found<T> {
    fn of(text: &str, value: Option<T>) -> Self {
        match value {
            _ if text.is_empty() => Self::Blank,
            Some(value) => Self::Value(value),
            None => Self::Unreadable,
        }
    }

    /// Returns the value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Blank | Self::Unreadable => None,
        }
    }
}

impl<'a> RecordedList<'a> {
    /// Returns the recorded leads; `None` if there are none.
    pub fn of(context: &PageContext<'a>) -> Option<Self> {
        let recorded = context.summary.recorded.as_ref()?;
        Some(Self {
            dataset: &recorded.history.dataset,
            data: &context.session.data,
        })
    }

    /// Returns whether a column holds a field.
    pub fn has(&self, field: Option<&String>) -> bool {
        field.is_some_and(|field| self.dataset.column(field).is_some())
    }

    /// Returns each lead's time in a field's column; `None` if no column holds the field.
    pub fn times(&self, field: Option<&String>) -> Option<Vec<Found<WrittenTime>>> {
        let reading = &self.dataset.reading;
        self.read(field, |text| reading.time(text))
    }

    /// Returns each lead's number in a field's column; `None` if no column holds the field.
    pub fn numbers(&self, field: Option<&String>) -> Option<Vec<Found<f64>>> {
        let reading = &self.dataset.reading;
        self.read(field, |text| reading.number(text)?.to_string().parse().ok())
    }

    /// Returns each lead's day in a field's column, if it has one that can be read.
    pub fn days(&self, field: Option<&String>) -> Option<Vec<Option<Date>>> {
        let days = |time: Found<WrittenTime>| time.value().map(|time| time.at.date());
        Some(self.times(field)?.into_iter().map(days).collect())
    }

    fn read<T: Copy>(
        &self,
        field: Option<&String>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<Found<T>>> {
        let column = self.dataset.column(field?)?;
        let value = |text: &str| {
            let text = self.dataset.reading.value(text);
            Found::of(text, read(text))
        };
        Some(self.dataset.map_column(column, value))
    }

    /// Returns how much time passed from one time to another: by the clock if both have a time of
    /// day, otherwise in whole calendar days.
    pub fn elapsed(&self, from: WrittenTime, to: WrittenTime) -> SignedDuration {
        if from.has_time && to.has_time {
            return self.dataset.reading.elapsed(from.at, to.at);
        }
        let days = days_between(from.at.date(), to.at.date());
        SignedDuration::from_hours(24 * i64::from(days))
    }

    /// Returns the time at which each lead was handed to Sales: that of the column which says so
    /// or, if there is none or it is empty, the time of creation. `None` if no column says either.
    pub fn handed_off(&self) -> Option<(HandedOff, Vec<Found<WrittenTime>>)> {
        let handed_off = self.times(self.data.handed_off_field.as_ref());
        let filled = |times: &Vec<Found<_>>| times.iter().any(|time| time.value().is_some());
        if let Some(times) = handed_off.filter(filled) {
            return Some((HandedOff::InColumn, times));
        }
        let created = self.times(self.data.created_field.as_ref())?;
        Some((HandedOff::WhenCreated, created))
    }

    /// Returns the column that says where leads came from and its values with their leads, the most
    /// frequent first; `None` if there is no such column, or every other lead has a value of its
    /// own.
    pub fn sources(&self) -> Option<(String, Vec<(String, Bitmap)>)> {
        let columns = &self.dataset.columns;
        let named = |name: &&str| columns.iter().position(|c| field_key(c) == *name);
        let column = SOURCE_COLUMNS.iter().find_map(named)?;
        let (mut names, mut places) = (Vec::new(), BTreeMap::new());
        let of_leads = self.dataset.map_column(column, |text| {
            let text = self.dataset.reading.value(text);
            *places.entry(simple_lower(text)).or_insert_with(|| {
                names.push(if text.is_empty() { "empty" } else { text }.to_owned());
                names.len() - 1
            })
        });
        if 2 * names.len() > self.dataset.len() {
            return None;
        }
        let mut counts = vec![0_usize; names.len()];
        for at in &of_leads {
            counts[*at] += 1;
        }
        let mut order: Vec<usize> = (0..names.len()).collect();
        // Equal ones stay in the order of the file.
        order.sort_by_key(|at| std::cmp::Reverse(counts[*at]));
        let those = |at: usize| Bitmap::from_fn(of_leads.len(), |lead| of_leads[lead] == at);
        let found = order.into_iter().take(MOST_SOURCES);
        let found = found.map(|at| (names[at].clone(), those(at)));
        Some((columns[column].clone(), found.collect()))
    }
}

/// Which day counts as that of the hand-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HandedOff {
    /// That of the column which says so; leads without one weren't handed off.
    InColumn,
    /// That of creation, as no column says.
    WhenCreated,
}

/// Returns the number of calendar days from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
