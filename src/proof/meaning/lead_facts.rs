//! The facts of a lead that give it its answers: values of fields, events, and the day looked back
//! from.

use std::fmt;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, DateTime, Time, date};
use serde::{Serialize, Serializer};

use super::values::FieldValue;
use crate::scoring::{Dataset, Event, Lead, field_key, simple_lower};

/// The day that facts look back from where any day does.
pub(super) const ANY_DAY: Date = date(2026, 1, 15);

/// The facts of a lead, as far as its answers come from conditions.
///
/// Serialised as the list of its texts: `["employees = 150", "demo 3 days ago"]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadFacts {
    /// What the lead has in each field that is asked about.
    pub fields: Vec<FieldFact>,
    /// What the lead did, the oldest first.
    pub events: Vec<EventFact>,
    /// The columns of events that are asked about.
    pub event_columns: Vec<String>,
    /// The day that is looked back from; `None` if the answers are the same for any.
    pub as_of: Option<Date>,
}

/// What a lead has in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFact {
    /// The field's name.
    pub field: String,
    /// Its value.
    pub value: FieldValue,
    /// Whether an answer that holds comes from it, or needs it to be missing.
    pub(super) told: bool,
}

/// Something a lead did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventFact {
    /// The event's name.
    pub name: String,
    /// Days before the day that is looked back from.
    pub days_ago: i64,
    /// The minute of its day; `None` if the time of day doesn't matter.
    pub minute: Option<u32>,
    /// The columns of its row that are asked about.
    pub columns: Vec<FieldFact>,
}

impl LeadFacts {
    /// Returns the day that is looked back from.
    pub fn day(&self) -> Date {
        self.as_of.unwrap_or(ANY_DAY)
    }

    /// Adds the facts of other topics.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.fields.extend(other.fields.iter().cloned());
        self.events.extend(other.events.iter().cloned());
        for column in &other.event_columns {
            self.add_event_column(column);
        }
        self.as_of = self.as_of.or(other.as_of);
    }

    /// Adds a column of events, unless it is there.
    pub(super) fn add_event_column(&mut self, column: &str) {
        let key = field_key(column);
        if !self
            .event_columns
            .iter()
            .any(|other| field_key(other) == key)
        {
            self.event_columns.push(column.to_owned());
        }
    }

    /// Returns the facts that tell something, as text: `employees = 150`, `no industry`,
    /// `demo 3 days ago`. Events that differ in nothing are counted.
    pub fn texts(&self) -> Vec<String> {
        let told = self.fields.iter().filter(|fact| fact.told);
        let mut texts: Vec<String> = told.map(|fact| fact.text(self.day())).collect();
        let mut events: Vec<(String, usize)> = Vec::new();
        for event in &self.events {
            let text = event.text(self.day());
            match events.last_mut() {
                Some((last, times)) if *last == text => *times += 1,
                _ => events.push((text, 1)),
            }
        }
        texts.extend(events.into_iter().map(|(text, times)| match times {
            1 => text,
            times => format!("{times} times {text}"),
        }));
        let dated = told_days(&self.fields);
        if !texts.is_empty() && (self.as_of.is_some() || dated) {
            texts.push(format!("as of {}", self.day()));
        }
        texts
    }

    /// Returns these facts as a recorded lead in a list with all its columns.
    pub fn to_lead(&self) -> (Dataset, Lead) {
        let day = self.day();
        let columns = self.fields.iter().map(|fact| fact.field.clone());
        let mut data = Dataset::new(columns.collect());
        data.has_events = true;
        data.latest_event = Some(day);
        data.event_columns.clone_from(&self.event_columns);
        let values = self.fields.iter().map(|fact| fact.value.text(day));
        let mut events: Vec<Event> = self
            .events
            .iter()
            .filter_map(|event| event.to_event(day, &data.event_columns))
            .collect();
        events.sort_by_key(|event| event.at);
        let lead = Lead {
            values: values.collect(),
            events,
            as_of: Some(day),
            ..Lead::default()
        };
        (data, lead)
    }
}

fn told_days(fields: &[FieldFact]) -> bool {
    let is_day = |fact: &FieldFact| matches!(fact.value, FieldValue::DaysBefore(_));
    fields.iter().any(|fact| fact.told && is_day(fact))
}

impl fmt::Display for LeadFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts().join("; "))
    }
}

impl Serialize for LeadFacts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.texts())
    }
}

impl FieldFact {
    fn text(&self, day: Date) -> String {
        match &self.value {
            FieldValue::Missing => format!("no {}", self.field),
            value => format!("{} = {}", self.field, value.text(day)),
        }
    }
}

impl EventFact {
    fn text(&self, day: Date) -> String {
        let when = match self.days_ago {
            0 => "today".to_owned(),
            1 => "1 day ago".to_owned(),
            days => format!("{days} days ago"),
        };
        let time = self
            .time()
            .map(|time| format!(" at {}", time.strftime("%H:%M")));
        let columns: Vec<String> = self.columns.iter().map(|fact| fact.text(day)).collect();
        let with = if columns.is_empty() {
            String::new()
        } else {
            format!(" with {}", columns.join(", "))
        };
        format!("{} {when}{}{with}", self.name, time.unwrap_or_default())
    }

    /// Returns its time of day, where that matters.
    pub fn time(&self) -> Option<Time> {
        let minute = self.minute?.min(24 * 60 - 1);
        Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).ok()
    }

    /// Returns its moment, looking back from a day.
    pub fn at(&self, day: Date) -> Option<DateTime> {
        let day = day
            .checked_sub(Span::new().try_days(self.days_ago).ok()?)
            .ok()?;
        Some(day.to_datetime(self.time().unwrap_or_else(Time::midnight)))
    }

    fn to_event(&self, day: Date, columns: &[String]) -> Option<Event> {
        let value = |column: &String| {
            let key = field_key(column);
            let mut facts = self.columns.iter();
            let fact = facts.find(|fact| field_key(&fact.field) == key);
            let text = fact.map(|fact| fact.value.text(day));
            Arc::from(text.unwrap_or_default())
        };
        Some(Event {
            name: Arc::from(simple_lower(&self.name)),
            at: self.at(day)?,
            has_time: self.minute.is_some(),
            values: columns.iter().map(value).collect(),
        })
    }
}
