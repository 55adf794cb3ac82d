//! One recorded lead and its events.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};

/// One recorded lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// The id as in the file, trimmed.
    pub id: String,
    /// The line of the file the lead starts on; the header is line 1.
    pub line: u64,
    /// The values, one per column.
    pub values: Vec<String>,
    /// The events. Data sets return them by time (see [`Event::order_key`]) and, for equal times,
    /// in file order; what conditions make of them doesn't depend on it.
    pub events: Vec<Event>,
    /// The day that scoring looks back from; if absent, the latest event's.
    pub as_of: Option<Date>,
}

/// An event: something a lead did.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The event's name as in the file. Shared, since a file has few names but many events.
    pub name: Arc<str>,
    /// The time in the list's time zone; midnight if only the day is known.
    pub at: DateTime,
    /// Whether the time of day is known.
    pub has_time: bool,
    /// The values of its row, one per [`Dataset::event_columns`](super::Dataset). None are needed
    /// where no `where` asks for them.
    pub values: Box<[Arc<str>]>,
}

impl Event {
    /// Creates an event of which no more is known than its name and time.
    pub fn new(name: impl Into<Arc<str>>, at: DateTime) -> Self {
        Self {
            name: name.into(),
            at,
            has_time: true,
            values: Box::default(),
        }
    }

    /// Creates an event of which no more is known than its name and day.
    pub fn on_day(name: impl Into<Arc<str>>, day: Date) -> Self {
        Self {
            has_time: false,
            ..Self::new(name, day.at(0, 0, 0, 0))
        }
    }

    /// Returns what events are sorted by: those without a time of day come first in their day.
    pub fn order_key(&self) -> (Date, bool, Time) {
        (self.at.date(), self.has_time, self.at.time())
    }
}

/// Returns a time of day as a number of nanoseconds since midnight.
pub fn moment_of(time: Time) -> u64 {
    let minutes =
        u64::from(time.hour().cast_unsigned()) * 60 + u64::from(time.minute().cast_unsigned());
    let seconds = minutes * 60 + u64::from(time.second().cast_unsigned());
    seconds * 1_000_000_000 + u64::from(time.subsec_nanosecond().cast_unsigned())
}
