//! What a lead has besides its fields: its line, reference day, id and events. Stored so that
//! values that follow from the neighbouring leads take hardly any room.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time, date};
use rustc_hash::FxHashMap;

use super::code_list::CodeList;
use super::column::Column;
use super::lead::Event;

/// The line each lead starts on, run-length encoded: usually it is one after the lead before.
#[derive(Clone, Debug, Default)]
pub struct LineNumbers {
    /// Runs: from this lead on, the line number minus the lead's index.
    runs: Vec<(u32, u64)>,
    len: u32,
}

impl LineNumbers {
    pub fn push(&mut self, line: u64) {
        let offset = line.wrapping_sub(u64::from(self.len));
        if self.runs.last().is_none_or(|(_, last)| *last != offset) {
            self.runs.push((self.len, offset));
        }
        self.len += 1;
    }

    pub fn get(&self, lead: usize) -> u64 {
        let run = self
            .runs
            .partition_point(|(from, _)| *from as usize <= lead)
            - 1;
        self.runs[run].1.wrapping_add(lead as u64)
    }
}

/// Returns a day as a number of days since 1970-01-01.
pub fn day_number(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

const EPOCH: Date = date(1970, 1, 1);
/// Stands for a missing day.
pub const NO_DAY: i32 = i32::MIN;

/// Returns the day with a number of [`day_number`].
pub fn day_from_number(number: i32) -> Date {
    let span = jiff::Span::new().days(number);
    EPOCH.checked_add(span).expect("it was made of a day")
}

/// A column of days, stored once as long as all leads share the same day.
#[derive(Clone, Debug, Default)]
pub struct DayColumn {
    len: usize,
    common: Option<i32>,
    days: Vec<i32>,
}

impl DayColumn {
    pub fn push(&mut self, day: Option<Date>) {
        let day = day.map_or(NO_DAY, day_number);
        let differs = self.common.is_some_and(|same| same != day);
        if differs && self.days.is_empty() {
            self.days = vec![self.common.unwrap_or(NO_DAY); self.len];
        }
        self.common.get_or_insert(day);
        if !self.days.is_empty() {
            self.days.push(day);
        }
        self.len += 1;
    }

    /// Returns the day's number, or [`NO_DAY`].
    pub fn number(&self, lead: usize) -> i32 {
        match self.days.get(lead) {
            Some(day) => *day,
            None => self.common.unwrap_or(NO_DAY),
        }
    }

    /// Returns the number of the day that all leads share, or [`NO_DAY`] if none has one; `None` if
    /// they differ.
    pub fn shared(&self) -> Option<i32> {
        let shared = self.days.is_empty();
        shared.then(|| self.common.unwrap_or(NO_DAY))
    }

    pub fn get(&self, lead: usize) -> Option<Date> {
        let number = self.number(lead);
        (number != NO_DAY).then(|| day_from_number(number))
    }
}

/// The ids. As long as each equals its lead's trimmed value in some column, that column is used.
#[derive(Clone, Debug, Default)]
pub struct IdColumn {
    /// The columns that all ids so far equal.
    matching_columns: Vec<usize>,
    own_ids: Option<Column>,
    len: usize,
}

impl IdColumn {
    /// Appends an id, given its lead's values; `columns` hold those of the leads before.
    pub fn push(&mut self, id: &str, values: &[&str], columns: &[Column]) {
        if let Some(own) = &mut self.own_ids {
            own.push(id);
            return;
        }
        let first = self.matching_columns.first().copied();
        let is = |c: &usize| values.get(*c).is_some_and(|value| value.trim() == id);
        if self.len == 0 {
            self.matching_columns = (0..values.len()).filter(is).collect();
        } else {
            self.matching_columns.retain(is);
        }
        if self.matching_columns.is_empty() {
            let mut own = Column::default();
            if let Some(column) = first.map(|c| &columns[c]) {
                (0..self.len).for_each(|i| own.push(column.get(i).trim()));
            }
            own.push(id);
            self.own_ids = Some(own);
        }
        self.len += 1;
    }

    /// Returns the first column that all ids equal.
    pub fn column(&self) -> Option<usize> {
        self.matching_columns.first().copied()
    }

    pub fn get<'a>(&'a self, lead: usize, columns: &'a [Column]) -> &'a str {
        match (&self.own_ids, self.matching_columns.first()) {
            (Some(own), _) => own.get(lead),
            (None, Some(column)) => columns[*column].get(lead).trim(),
            (None, None) => "",
        }
    }

    pub fn shrink(&mut self) {
        self.own_ids.iter_mut().for_each(Column::shrink);
    }
}

/// Stands for a time of day that isn't known.
pub const NO_TIME: u32 = u32::MAX;

/// The events of all leads. Several rows of one lead can share their events.
#[derive(Clone, Debug, Default)]
pub struct EventStore {
    /// The range of each lead's events; empty while no lead has any.
    ranges: Vec<(u32, u32)>,
    names: Vec<Arc<str>>,
    by_name: FxHashMap<Arc<str>, u32>,
    /// The name of each event, as a code.
    name_codes: CodeList,
    /// The day of each event.
    days: Vec<i32>,
    /// The time of each event, in seconds since midnight, or [`NO_TIME`].
    seconds: Vec<u32>,
    /// The nanoseconds of the few events that have any.
    fractions: FxHashMap<u32, u32>,
    /// The values of the events' rows; no columns as long as no event has any.
    columns: Vec<Column>,
    leads: usize,
}

impl EventStore {
    /// Appends a lead with these events, sorting them if they aren't.
    pub fn push(&mut self, events: &[Event]) {
        if !events.is_sorted_by_key(Event::order_key) {
            let mut sorted = events.to_vec();
            sorted.sort_by_key(Event::order_key);
            return self.push(&sorted);
        }
        let any = !self.ranges.is_empty() || !events.is_empty();
        if any {
            self.ranges.resize(self.leads, (0, 0));
        }
        let from = self.days.len() as u32;
        for event in events {
            let at = self.days.len() as u32;
            let time = event.at.time();
            self.days.push(day_number(event.at.date()));
            let (hours, minutes, seconds) = (time.hour(), time.minute(), time.second());
            self.seconds.push(if event.has_time {
                (hours as u32 * 60 + minutes as u32) * 60 + seconds as u32
            } else {
                NO_TIME
            });
            if time.subsec_nanosecond() != 0 && event.has_time {
                self.fractions.insert(at, time.subsec_nanosecond() as u32);
            }
            let code = self.intern(&event.name);
            self.name_codes.push(code);
            self.push_values(at as usize, &event.values);
        }
        self.leads += 1;
        if any {
            let end = u32::try_from(self.days.len());
            let end = end.expect("fewer than 2^32 events fit into memory");
            self.ranges.push((from, end));
        }
    }

    /// Appends the values of the event at this index.
    fn push_values(&mut self, event: usize, values: &[Arc<str>]) {
        while self.columns.len() < values.len() {
            self.columns.push(Column::blank(event));
        }
        for (c, column) in self.columns.iter_mut().enumerate() {
            column.push(values.get(c).map_or("", |value| &**value));
        }
    }

    /// Appends a lead that shares the events of an earlier one.
    pub fn push_shared(&mut self, lead: usize) {
        self.leads += 1;
        if let Some(range) = self.ranges.get(lead) {
            self.ranges.push(*range);
        }
    }

    fn intern(&mut self, name: &Arc<str>) -> u32 {
        if let Some(code) = self.by_name.get(name) {
            return *code;
        }
        let code = self.names.len() as u32;
        self.names.push(Arc::clone(name));
        self.by_name.insert(Arc::clone(name), code);
        code
    }

    /// Returns the event names, indexed by code.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// Returns the number of events stored.
    #[cfg(test)]
    pub fn event_count(&self) -> usize {
        self.days.len()
    }

    /// Returns the range of a lead's events.
    pub fn range(&self, lead: usize) -> std::ops::Range<usize> {
        let (from, to) = self.ranges.get(lead).copied().unwrap_or_default();
        from as usize..to as usize
    }

    /// Returns the code of an event's name.
    pub fn name_code(&self, event: usize) -> u32 {
        self.name_codes.get(event)
    }

    /// Returns the day of an event, as a number.
    pub fn day(&self, event: usize) -> i32 {
        self.days[event]
    }

    /// Returns an event's time of day in nanoseconds since midnight; `None` if it isn't known.
    pub fn time_of_day(&self, event: usize) -> Option<u64> {
        let second = self.seconds[event];
        let nanos = || self.fractions.get(&(event as u32)).copied().unwrap_or(0);
        (second != NO_TIME).then(|| u64::from(second) * 1_000_000_000 + u64::from(nanos()))
    }

    /// Returns the columns of the events' values.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns an event.
    pub fn get(&self, event: usize) -> Event {
        let values = self.columns.iter();
        Event {
            name: Arc::clone(&self.names[self.name_codes.get(event) as usize]),
            at: self.time(event),
            has_time: self.seconds[event] != NO_TIME,
            values: values.map(|column| column.get(event).into()).collect(),
        }
    }

    fn time(&self, event: usize) -> DateTime {
        let second = match self.seconds[event] {
            NO_TIME => 0,
            second => second,
        };
        let nanos = self.fractions.get(&(event as u32)).copied().unwrap_or(0);
        let time = Time::new(
            (second / 3600) as i8,
            (second / 60 % 60) as i8,
            (second % 60) as i8,
            nanos as i32,
        );
        day_from_number(self.days[event]).to_datetime(time.expect("it was made of a time"))
    }

    pub fn shrink(&mut self) {
        self.name_codes.shrink();
        self.ranges.shrink_to_fit();
        self.days.shrink_to_fit();
        self.seconds.shrink_to_fit();
        self.columns.iter_mut().for_each(Column::shrink);
    }
}
