//! Reads the rows of a file of events, for whoever keeps them.

use jiff::civil::DateTime;

use super::super::columns::{find_id_column, normalized_name};
use super::super::error::shortened;
use super::super::{Block, BlockRows, KeptColumns, ReadOptions, RecordsError, Reject};
use crate::scoring::{ColumnIndex, WrittenTime, column_of, read_written_time};

/// The columns of a file of events.
pub(super) struct EventColumns {
    id: usize,
    event: usize,
    at: usize,
    /// The columns that are kept, with their names.
    kept: Vec<(usize, String)>,
}

/// A row of a file of events.
pub(super) struct EventRow<'a> {
    /// The id of the lead.
    pub lead: &'a str,
    /// What happened, as written.
    pub name: &'a str,
    /// When it happened.
    pub at: DateTime,
    /// Whether the time of day is known.
    pub has_time: bool,
    rows: &'a BlockRows<'a>,
    kept: &'a [(usize, String)],
}

impl EventRow<'_> {
    /// Returns the values in the columns that are kept.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|(column, _)| self.rows.field(*column))
    }
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
        let mut columns = Self {
            id: find_id_column(headers, own)?,
            event: named(&EVENT_NAMES).ok_or_else(|| absent("what happened", "`event`"))?,
            at: named(&AT_NAMES).ok_or_else(|| absent("when it happened", "`at` or `date`"))?,
            kept: Vec::new(),
        };
        columns.keep(headers, &options.event_columns);
        Ok(columns)
    }

    /// Returns the columns with the lead's id, what happened and when.
    pub fn indexes(&self) -> [usize; 3] {
        [self.id, self.event, self.at]
    }

    /// Chooses the columns to keep.
    fn keep(&mut self, headers: &[String], wanted: &KeptColumns) {
        // The columns of the event itself can't be named: to a condition they aren't there.
        let mut names = headers.to_vec();
        for own in [self.id, self.event, self.at] {
            names[own].clear();
        }
        let mut kept: Vec<usize> = match wanted {
            KeptColumns::All => (0..names.len()).filter(|c| !names[*c].is_empty()).collect(),
            KeptColumns::Named(wanted) => {
                let index = ColumnIndex::new(&names);
                wanted.iter().filter_map(|name| index.find(name)).collect()
            }
        };
        // In the order of the file, so that a name finds the same column among them.
        kept.sort_unstable();
        kept.dedup();
        let named = kept.into_iter().map(|c| (c, std::mem::take(&mut names[c])));
        self.kept = named.collect();
    }

    /// Returns the names of the columns that are kept.
    pub fn kept_names(&self) -> Vec<String> {
        self.kept.iter().map(|(_, name)| name.clone()).collect()
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
                let WrittenTime { at, has_time } = parse_event_time(rows.field(self.at), line)?;
                Ok(EventRow {
                    at,
                    has_time,
                    rows: &rows,
                    kept: &self.kept,
                    lead: rows.field(self.id).trim(),
                    name: rows.field(self.event).trim(),
                })
            }));
        }
    }
}

/// Parses the time of an event, or rejects its row.
fn parse_event_time(text: &str, line: u64) -> Result<WrittenTime, Reject> {
    let text = text.trim();
    read_written_time(text).ok_or_else(|| {
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
