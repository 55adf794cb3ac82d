//! Recorded leads in memory, stored column by column. Plain data that `records` fills from files.

use std::sync::Arc;

use jiff::civil::Date;

use super::column::Column;
use super::column_index::column_of;
use super::event_census::EventCensus;
use super::lead::{Event, Lead};
use super::lead_data::{DayColumn, EventStore, IdColumn, LineNumbers, NO_DAY, day_number};
use super::value_reading::ValueReading;

/// Recorded leads, stored column by column, and facts about all of them together. Without leads it
/// describes the columns of a file.
///
/// Built for size: ten million leads of twenty columns take less than 2 GB. A lead added with
/// [`Dataset::push`] is returned byte for byte by [`Dataset::lead`].
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The field name of each column. No condition can refer to a column with a blank name.
    pub columns: Vec<String>,
    /// Whether there is an event file with at least one row.
    pub has_events: bool,
    /// The day of the latest event in the file.
    pub latest_event: Option<Date>,
    /// The name of each column of the events whose values are held: those that a `where` can ask
    /// about. The id, the event's name and its time are none of them.
    pub event_columns: Vec<String>,
    /// How the values are read; they are held as the file has them.
    pub reading: Arc<ValueReading>,
    /// Whether the last line of the file has no end, as if it had been cut off.
    pub ends_within_line: bool,
    /// The names in the file of events, if there is one and all of it was read.
    pub event_census: Option<Arc<EventCensus>>,
    pub(in crate::scoring) as_of: DayColumn,
    /// Shared with the same leads as of other days.
    pub(in crate::scoring) store: Arc<LeadStore>,
}

/// The storage of the leads.
#[derive(Clone, Debug, Default)]
pub(in crate::scoring) struct LeadStore {
    len: usize,
    /// The values. There are more columns than names if some lead had more values.
    pub(in crate::scoring) columns: Vec<Column>,
    ids: IdColumn,
    lines: LineNumbers,
    pub(in crate::scoring) events: EventStore,
}

impl Dataset {
    /// Creates a data set with these columns and no leads.
    pub fn new(columns: Vec<String>) -> Self {
        Self {
            columns,
            ..Self::default()
        }
    }

    /// Returns the column of a field; see [`column_of`].
    pub fn column(&self, field: &str) -> Option<usize> {
        column_of(&self.columns, field)
    }

    /// Returns the column of the events that a `where` asks about by this name.
    pub fn event_column(&self, name: &str) -> Option<usize> {
        column_of(&self.event_columns, name)
    }

    /// Returns the number of leads.
    pub fn len(&self) -> usize {
        self.store.len
    }

    /// Returns whether there are no leads.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a lead: its trimmed id; the line it starts on; its values, one per column; its events
    /// in the order of [`Event::order_key`] and, for equal times, in file order; and the day that scoring looks back from (if
    /// absent, the latest event's).
    pub fn push(
        &mut self,
        id: &str,
        line: u64,
        values: &[&str],
        events: &[Event],
        as_of: Option<Date>,
    ) {
        self.push_row(id, line, values, as_of);
        Arc::make_mut(&mut self.store).events.push(events);
    }

    /// Like [`Self::push`], but shares the events of an earlier row of the same lead.
    pub fn push_sharing_events(
        &mut self,
        id: &str,
        line: u64,
        values: &[&str],
        lead: usize,
        as_of: Option<Date>,
    ) {
        self.push_row(id, line, values, as_of);
        Arc::make_mut(&mut self.store).events.push_shared(lead);
    }

    fn push_row(&mut self, id: &str, line: u64, values: &[&str], as_of: Option<Date>) {
        let stored = Arc::make_mut(&mut self.store);
        while stored.columns.len() < values.len().max(self.columns.len()) {
            stored.columns.push(Column::blank(stored.len));
        }
        stored.ids.push(id, values, &stored.columns);
        for (c, column) in stored.columns.iter_mut().enumerate() {
            column.push(values.get(c).copied().unwrap_or(""));
        }
        stored.lines.push(line);
        stored.len += 1;
        self.as_of.push(as_of);
    }

    /// Adds a lead.
    pub fn push_lead(&mut self, lead: &Lead) {
        let values: Vec<&str> = lead.values.iter().map(String::as_str).collect();
        self.push(&lead.id, lead.line, &values, &lead.events, lead.as_of);
    }

    /// Returns the same leads, each as of a day of its own; `None` stands for the latest event's.
    /// Values and events are shared, not copied.
    #[must_use]
    pub fn as_of_days(&self, day_of: impl FnMut(usize) -> Option<Date>) -> Self {
        let mut as_of = DayColumn::default();
        (0..self.len()).map(day_of).for_each(|day| as_of.push(day));
        Self {
            as_of,
            ..self.clone()
        }
    }

    /// Returns the day that a lead is scored as of, unless it is the latest event's.
    pub fn as_of_day(&self, lead: usize) -> Option<Date> {
        self.as_of.get(lead)
    }

    /// Returns a lead's value in a column; empty if there is no such lead or column.
    pub fn value(&self, lead: usize, column: usize) -> &str {
        match self.store.columns.get(column) {
            Some(values) if lead < values.len() => values.get(lead),
            _ => "",
        }
    }

    /// Maps each lead's value in a column. The function is called once per distinct value if the
    /// column has few.
    pub fn map_column<T: Copy>(&self, column: usize, mut of: impl FnMut(&str) -> T) -> Vec<T> {
        match self.store.columns.get(column) {
            Some(Column::Coded { codes, dictionary }) => {
                let texts = 0..dictionary.len() as u32;
                let made: Vec<T> = texts.map(|code| of(dictionary.get(code))).collect();
                (0..codes.len())
                    .map(|lead| made[codes.get(lead) as usize])
                    .collect()
            }
            _ => (0..self.len())
                .map(|lead| of(self.value(lead, column)))
                .collect(),
        }
    }

    /// Returns the distinct values of a column in order of first appearance, each with its number
    /// of leads; `None` for a column in which nearly all values are distinct.
    pub fn value_counts(&self, column: usize) -> Option<impl Iterator<Item = (&str, u32)>> {
        self.store.columns.get(column)?.value_counts()
    }

    /// Returns the distinct values that the events' rows have in a column, each with its number of
    /// events; `None` for a column in which nearly all values are distinct.
    pub fn event_value_counts(&self, column: usize) -> Option<impl Iterator<Item = (&str, u32)>> {
        self.store.events.columns().get(column)?.value_counts()
    }

    /// Returns an iterator over the values that the events' rows have in a column; several rows of
    /// one lead share their events.
    pub fn event_values(&self, column: usize) -> impl Iterator<Item = &str> {
        let found = self.store.events.columns().get(column);
        found
            .into_iter()
            .flat_map(|values| (0..values.len()).map(|event| values.get(event)))
    }

    /// Returns a lead's id; empty if there is no such lead.
    pub fn id(&self, lead: usize) -> &str {
        if lead < self.len() {
            self.store.ids.get(lead, &self.store.columns)
        } else {
            ""
        }
    }

    /// Returns a column that holds every lead's id, if there is one.
    pub fn id_column(&self) -> Option<usize> {
        self.store.ids.column()
    }

    /// Returns the number of events stored; those shared by several rows count once.
    #[cfg(test)]
    pub(crate) fn stored_event_count(&self) -> usize {
        self.store.events.event_count()
    }

    /// Returns the line of the file that a lead starts on.
    pub fn line(&self, lead: usize) -> u64 {
        self.store.lines.get(lead)
    }

    /// Returns an iterator over a lead's events, in order.
    pub fn events(&self, lead: usize) -> impl Iterator<Item = Event> {
        let events = &self.store.events;
        events.range(lead).map(|event| events.get(event))
    }

    /// Returns an iterator over the names of a lead's events, in order, without building the
    /// events.
    pub fn event_names(&self, lead: usize) -> impl Iterator<Item = &str> {
        let events = &self.store.events;
        let codes = events.range(lead).map(|event| events.name_code(event));
        codes.map(|code| &*events.names()[code as usize])
    }

    /// Returns the names that events have, each once as it is written; their numbers are their
    /// indices.
    pub fn event_kinds(&self) -> &[Arc<str>] {
        self.store.events.names()
    }

    /// Returns an iterator over a lead's events, in order, without building them: the number of
    /// the name among [`Self::event_kinds`], and the day as [`day_number`] counts it.
    pub fn event_days(&self, lead: usize) -> impl Iterator<Item = (usize, i32)> {
        let events = &self.store.events;
        let range = events.range(lead);
        range.map(|event| (events.name_code(event) as usize, events.day(event)))
    }

    /// Returns the last day, as [`day_number`] counts it, of which a lead's events count; `None`
    /// if all do.
    pub fn last_counting_day(&self, lead: usize) -> Option<i32> {
        let own = self.as_of.number(lead);
        match own {
            NO_DAY => self.latest_event.map(day_number),
            own => Some(own),
        }
    }

    /// Returns a lead, assembled from its columns; a blank one if there is no such lead.
    pub fn lead(&self, lead: usize) -> Lead {
        if lead >= self.len() {
            return Lead::default();
        }
        let columns = 0..self.store.columns.len();
        Lead {
            id: self.id(lead).to_owned(),
            line: self.store.lines.get(lead),
            values: columns.map(|c| self.value(lead, c).to_owned()).collect(),
            events: self.events(lead).collect(),
            as_of: self.as_of.get(lead),
        }
    }

    /// Returns an iterator over all leads, each assembled when it is reached.
    pub fn leads(&self) -> impl Iterator<Item = Lead> {
        (0..self.len()).map(|lead| self.lead(lead))
    }

    /// Frees memory reserved for adding leads. More can still be added.
    pub fn shrink(&mut self) {
        let stored = Arc::make_mut(&mut self.store);
        stored.columns.iter_mut().for_each(Column::shrink);
        stored.ids.shrink();
        stored.events.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, at: &str) -> Event {
        Event {
            has_time: at.len() > 11,
            values: [at, ""].map(Arc::from).into(),
            ..Event::new(name, at.parse().unwrap())
        }
    }

    fn sample_lead(i: usize) -> Lead {
        let events = [
            event("call", "-000001-12-31T01:02:03"),
            event("visit", "2026-01-01"),
            event("visit", "2026-01-01T00:00:00"),
            event(" Visit", "2026-01-01T23:59:59.999999999"),
        ];
        Lead {
            id: if i == 70_000 {
                "other".into()
            } else {
                format!("L{i}")
            },
            line: i as u64 + 2 + if i > 500 { 3 } else { 0 },
            values: vec![
                format!(" L{i}\t"),
                ["", " ", "EU", "eu ", "Köln\n2"][i % 5].into(),
                format!("{}", i % 1_000),
            ],
            events: events[..i % 5].to_vec(),
            as_of: (i > 900).then(|| jiff::civil::date(2026, 1, 1 + (i % 9) as i8)),
        }
    }

    #[test]
    fn leads_come_back_as_they_were() {
        let mut data = Dataset::new(["id", "region", "size"].map(String::from).to_vec());
        data.event_columns = ["page", "source"].map(String::from).to_vec();
        (0..71_000).for_each(|i| data.push_lead(&sample_lead(i)));
        for round in 0..2 {
            assert_eq!(data.len(), 71_000);
            for (i, lead) in data.leads().enumerate() {
                assert_eq!(lead, sample_lead(i), "round {round}");
            }
            data.shrink();
        }
        assert_eq!((data.id(70_000), data.id(70_001)), ("other", "L70001"));
        assert_eq!(
            data.event_names(3).collect::<Vec<_>>(),
            ["call", "visit", "visit"]
        );
        assert_eq!(data.lead(71_000), Lead::default());
    }

    #[test]
    fn a_longer_row_makes_room_and_a_shorter_one_is_filled_up() {
        let mut data = Dataset::new(vec!["a".into(), "b".into()]);
        data.push("x", 2, &["1"], &[], None);
        data.push("y", 3, &["1", "2", "3"], &[], None);
        assert_eq!(data.lead(0).values, ["1", "", ""]);
        assert_eq!(data.lead(1).values, ["1", "2", "3"]);
        assert_eq!(
            (data.value(1, 9), data.value(9, 0), data.id(9)),
            ("", "", "")
        );
    }
}
