//! Reads the rows of a file of events, for whoever keeps them.

use jiff::civil::DateTime;

use super::super::columns::{find_id_column, normalized_name};
use super::super::error::shortened;
use super::super::{Block, ReadOptions, RecordsError, Reject, read_time};
use crate::scoring::column_of;

/// The columns of a file of events.
pub(super) struct EventColumns {
    id: usize,
    event: usize,
    at: usize,
}

/// A row of a file of events.
pub(super) struct EventRow<'a> {
    /// The id of the lead.
    pub lead: &'a str,
    /// What happened, as written.
    pub name: &'a str,
    /// When it happened.
    pub at: DateTime,
}

const EVENT_NAMES: [&str; 5] = ["event", "eventname", "activity", "type", "name"];
const AT_NAMES: [&str; 9] = [
    "at",
    "date",
    "time",
    "timestamp",
    "datetime",
    "occurredat",
    "eventdate",
    "eventtime",
    "createdat",
];

impl EventColumns {
    /// Finds the columns by their names; see [`super::read_events`].
    ///
    /// # Errors
    ///
    /// Fails if one is missing.
    pub fn from_headers(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        // Lower-cased once, since there can be very many.
        let lowered: Vec<String> = headers.iter().map(|h| normalized_name(h)).collect();
        let named = |names: &[&str]| {
            let find = |name: &&str| lowered.iter().position(|h| h == name);
            names.iter().find_map(find)
        };
        let absent = |what, names| RecordsError::NoEventColumn {
            what,
            names,
            known: headers.to_vec(),
        };
        // The file of leads may name its id column differently.
        let own = options.id.as_deref();
        let own = own.filter(|id| column_of(headers, id).is_some());
        Ok(Self {
            id: find_id_column(headers, own)?,
            event: named(&EVENT_NAMES).ok_or_else(|| absent("what happened", "`event`"))?,
            at: named(&AT_NAMES).ok_or_else(|| absent("when it happened", "`at` or `date`"))?,
        })
    }

    /// Calls `each` with every row of a block, in order.
    pub fn for_each_event(
        &self,
        block: &Block,
        mut each: impl FnMut(Result<EventRow<'_>, Reject>),
    ) {
        let mut rows = block.rows();
        while let Some(row) = rows.next_row() {
            each(row.and_then(|line| {
                Ok(EventRow {
                    at: parse_event_time(rows.field(self.at), line)?,
                    lead: rows.field(self.id).trim(),
                    name: rows.field(self.event).trim(),
                })
            }));
        }
    }
}

/// Parses the time of an event, or rejects its row.
fn parse_event_time(text: &str, line: u64) -> Result<DateTime, Reject> {
    let text = text.trim();
    read_time(text).ok_or_else(|| {
        let what = if text.is_empty() {
            "the time is missing".into()
        } else {
            format!("`{}` isn't a time", shortened(text))
        };
        let reason = format!("{what}: write it as 2026-11-21 or 2026-11-21T09:30+01:00");
        Reject {
            line,
            reason: reason.into(),
        }
    })
}
