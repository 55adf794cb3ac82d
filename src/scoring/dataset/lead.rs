//! One recorded lead and its events.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

/// One recorded lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// The id as in the file, trimmed.
    pub id: String,
    /// The line of the file the lead starts on; the header is line 1.
    pub line: u64,
    /// The values, one per column.
    pub values: Vec<String>,
    /// The events by time and, for equal times, in file order.
    pub events: Vec<Event>,
    /// The day that scoring looks back from; if absent, the latest event's.
    pub as_of: Option<Date>,
}

/// An event: something a lead did.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The event's name as in the file. Shared, since a file has few names but many events.
    pub name: Arc<str>,
    /// The time in UTC; midnight if only the day is known.
    pub at: DateTime,
}
