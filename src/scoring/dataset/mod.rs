//! Recorded leads in memory, column by column. Plain data; `records` fills it from files.

mod code_list;
mod column;
mod column_index;
mod lead_data;
mod text_list;

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

pub(super) use code_list::{CHUNK_LEN, Chunk};
pub(super) use column::Column;
#[cfg(test)]
pub(crate) use column_index::COMPARED;
pub use column_index::{ColumnIndex, column_of};
use lead_data::{DayColumn, EventStore, IdColumn, LineNumbers};
pub(super) use lead_data::{NO_DAY, day_number};

/// Recorded leads, column by column, and what is known of all of them together. Without leads it
/// describes a stream of them.
///
/// Made for many: ten million leads of twenty columns take less than 2 GB. A lead is added with
/// [`Dataset::push`] and comes back, byte for byte, from [`Dataset::lead`].
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The name of the field in each column. A blank name is a column nobody can ask about.
    pub columns: Vec<String>,
    /// Whether there are events at all: a file of them with at least one row.
    pub has_events: bool,
    /// The day of the latest event in the file.
    pub latest_event: Option<Date>,
    pub(super) store: LeadStore,
}

/// The leads themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct LeadStore {
    len: usize,
    /// The values; more than there are names where a lead had more.
    pub(super) columns: Vec<Column>,
    ids: IdColumn,
    lines: LineNumbers,
    pub(super) as_of: DayColumn,
    pub(super) events: EventStore,
}

/// One recorded lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// Its id, as the file has it, trimmed.
    pub id: String,
    /// The line of the file it begins on, the header being line 1.
    pub line: u64,
    /// Its values, one for each column.
    pub values: Vec<String>,
    /// Its events, by time and, at the same time, in the order of their file.
    pub events: Vec<Event>,
    /// The day scoring looks back from; the latest event's if absent.
    pub as_of: Option<Date>,
}

/// Something a lead did.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What, as the file has it. Shared: a file has few names and many events.
    pub name: Arc<str>,
    /// When, in UTC; midnight where only the day is known.
    pub at: DateTime,
}

impl Dataset {
    /// No leads yet, with these columns.
    pub fn new(columns: Vec<String>) -> Self {
        Self {
            columns,
            ..Self::default()
        }
    }

    /// The column of a field, see [`column_of`].
    pub fn column(&self, field: &str) -> Option<usize> {
        column_of(&self.columns, field)
    }

    /// How many leads there are.
    pub fn len(&self) -> usize {
        self.store.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a lead: its id, trimmed; the line it begins on; its values, one for each column; its
    /// events, by time and, at the same time, in the order of their file; the day scoring looks
    /// back from, the latest event's if absent.
    pub fn push(
        &mut self,
        id: &str,
        line: u64,
        values: &[&str],
        events: &[Event],
        as_of: Option<Date>,
    ) {
        self.push_row(id, line, values, as_of);
        self.store.events.push(events);
    }

    /// As [`Self::push`], with the events of a lead that is there already: another row of the same.
    pub fn push_sharing_events(
        &mut self,
        id: &str,
        line: u64,
        values: &[&str],
        lead: usize,
        as_of: Option<Date>,
    ) {
        self.push_row(id, line, values, as_of);
        self.store.events.push_shared(lead);
    }

    fn push_row(&mut self, id: &str, line: u64, values: &[&str], as_of: Option<Date>) {
        let LeadStore { len, columns, .. } = &mut self.store;
        while columns.len() < values.len().max(self.columns.len()) {
            columns.push(Column::blank(*len));
        }
        let stored = &mut self.store;
        stored.ids.push(id, values, &stored.columns);
        for (c, column) in stored.columns.iter_mut().enumerate() {
            column.push(values.get(c).copied().unwrap_or(""));
        }
        stored.lines.push(line);
        stored.as_of.push(as_of);
        stored.len += 1;
    }

    /// Adds a lead.
    pub fn push_lead(&mut self, lead: &Lead) {
        let values: Vec<&str> = lead.values.iter().map(String::as_str).collect();
        self.push(&lead.id, lead.line, &values, &lead.events, lead.as_of);
    }

    /// A lead's value in a column; empty where there is no such lead or column.
    pub fn value(&self, lead: usize, column: usize) -> &str {
        match self.store.columns.get(column) {
            Some(values) if lead < values.len() => values.get(lead),
            _ => "",
        }
    }

    /// What a function makes of each lead's value in a column. It is called once for each
    /// different value where the column has few.
    pub fn map_column<T: Copy>(&self, column: usize, mut of: impl FnMut(&str) -> T) -> Vec<T> {
        match self.store.columns.get(column) {
            Some(Column::Coded {
                codes, dictionary, ..
            }) => {
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

    /// The different values of a column by when they first came, and how many leads have each;
    /// nothing of a column in which nearly every value is another.
    pub fn value_counts(&self, column: usize) -> Option<impl Iterator<Item = (&str, u32)>> {
        let Column::Coded {
            codes, dictionary, ..
        } = self.store.columns.get(column)?
        else {
            return None;
        };
        let mut counts = vec![0; dictionary.len()];
        (0..codes.len()).for_each(|lead| counts[codes.get(lead) as usize] += 1);
        let counted = counts.into_iter().enumerate();
        Some(counted.map(|(code, n)| (dictionary.get(code as u32), n)))
    }

    /// A lead's id; empty where there is no such lead.
    pub fn id(&self, lead: usize) -> &str {
        if lead < self.len() {
            self.store.ids.get(lead, &self.store.columns)
        } else {
            ""
        }
    }

    /// How many events are held, those that rows share once.
    #[cfg(test)]
    pub(crate) fn stored_event_count(&self) -> usize {
        self.store.events.event_count()
    }

    /// A lead's events, in order.
    pub fn events(&self, lead: usize) -> impl Iterator<Item = Event> {
        let events = &self.store.events;
        events.range(lead).map(|event| events.get(event))
    }

    /// The names of a lead's events, in order: how they are counted without making them.
    pub fn event_names(&self, lead: usize) -> impl Iterator<Item = &str> {
        let events = &self.store.events;
        let codes = events.range(lead).map(|event| events.name_code(event));
        codes.map(|code| &*events.names()[code as usize])
    }

    /// A lead, put together; a blank one where there is no such lead.
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
            as_of: self.store.as_of.get(lead),
        }
    }

    /// All leads, each put together when it is reached.
    pub fn leads(&self) -> impl Iterator<Item = Lead> {
        (0..self.len()).map(|lead| self.lead(lead))
    }

    /// Gives back the memory that was kept for adding more leads. More can still be added.
    pub fn shrink(&mut self) {
        let stored = &mut self.store;
        stored.columns.iter_mut().for_each(Column::shrink);
        stored.ids.shrink();
        stored.events.shrink();
    }

    /// Forgets the leads and keeps what makes adding the next ones of the same file fast: a
    /// stream fills one data set again and again.
    pub fn clear(&mut self) {
        let stored = &mut self.store;
        // Before the columns, which ids may be read from.
        stored.ids.clear();
        stored.columns.iter_mut().for_each(Column::clear);
        stored.lines.clear();
        stored.as_of.clear();
        stored.events.clear();
        stored.len = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, at: &str) -> Event {
        Event {
            name: name.into(),
            at: at.parse().unwrap(),
        }
    }

    fn made_up(i: usize) -> Lead {
        let events = [
            event("visit", "2026-01-01"),
            event(" Visit", "2026-01-01T23:59:59.999999999"),
            event("call", "-000001-12-31T01:02:03"),
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
            events: events[..i % 4].to_vec(),
            as_of: (i > 900).then(|| jiff::civil::date(2026, 1, 1 + (i % 9) as i8)),
        }
    }

    #[test]
    fn leads_come_back_as_they_were() {
        let mut data = Dataset::new(["id", "region", "size"].map(String::from).to_vec());
        (0..71_000).for_each(|i| data.push_lead(&made_up(i)));
        for round in 0..2 {
            assert_eq!(data.len(), 71_000);
            for (i, lead) in data.leads().enumerate() {
                assert_eq!(lead, made_up(i), "round {round}");
            }
            data.shrink();
        }
        assert_eq!((data.id(70_000), data.id(70_001)), ("other", "L70001"));
        assert_eq!(
            data.event_names(3).collect::<Vec<_>>(),
            ["visit", " Visit", "call"]
        );
        data.clear();
        data.push_lead(&made_up(5));
        assert_eq!((data.len(), data.lead(0)), (1, made_up(5)));
        assert_eq!(data.lead(1), Lead::default());
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
