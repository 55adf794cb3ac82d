//! Reads the rows of a file of events, for whoever keeps them.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::super::error::shortened;
use super::super::times::TIMES_TO_WRITE;
use super::super::{Block, BlockRows, Guess, KeptColumns, ReadOptions, RecordsError, Reject};
use super::event_roles::EventRoles;
use crate::scoring::{ColumnIndex, ValueReading, WrittenTime};

/// The columns of a file of events.
pub(super) struct EventColumns {
    roles: EventRoles,
    /// The columns that are kept, with their names.
    kept: Vec<(usize, String)>,
    reading: Arc<ValueReading>,
    /// For each value of an event, the column it is taken from; `None` if the file has none.
    value_columns: Vec<Option<usize>>,
}

/// A row of a file of events.
pub(super) struct EventRow<'a> {
    /// The id of the lead; empty if the event belongs to nobody.
    pub lead: &'a str,
    /// What happened, as written.
    pub name: &'a str,
    /// When it happened, in the list's time zone.
    pub at: DateTime,
    /// Whether the time of day is known.
    pub has_time: bool,
    rows: &'a BlockRows<'a>,
    value_columns: &'a [Option<usize>],
}

impl EventRow<'_> {
    /// Returns the values in the columns that are kept.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        let value = |column: &Option<usize>| column.map_or("", |column| self.rows.field(column));
        self.value_columns.iter().map(value)
    }
}

impl EventColumns {
    /// Finds the columns by their names; see [`super::read_events`].
    ///
    /// # Errors
    ///
    /// Fails if one is missing, or the file can't be written as the options say.
    pub fn from_headers(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        let mut columns = Self {
            roles: EventRoles::find(headers, options)?,
            kept: Vec::new(),
            reading: Arc::new(ValueReading::new(&options.reading)?),
            value_columns: Vec::new(),
        };
        columns.keep(headers, &options.event_columns);
        Ok(columns)
    }

    /// Returns what each role of a column was guessed from.
    pub fn guesses(&self) -> &[Guess] {
        &self.roles.guesses
    }

    /// Returns the columns with the lead's id, what happened and when.
    pub fn indexes(&self) -> [usize; 3] {
        [self.roles.id, self.roles.event, self.roles.at]
    }

    /// Chooses the columns to keep.
    fn keep(&mut self, headers: &[String], wanted: &KeptColumns) {
        // The columns of the event itself can't be named: to a condition they aren't there.
        let mut names = headers.to_vec();
        for own in [self.roles.id, self.roles.event, self.roles.at] {
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
        self.value_columns = self.kept.iter().map(|(column, _)| Some(*column)).collect();
    }

    /// Puts the value of each kept column in the place given for it, of this many.
    pub fn rearrange(&mut self, places: &[usize], count: usize) {
        self.value_columns = vec![None; count];
        for ((column, _), place) in self.kept.iter().zip(places) {
            self.value_columns[*place] = Some(*column);
        }
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
                let written = parse_event_time(rows.field(self.roles.at), &self.reading, line)?;
                let WrittenTime { at, has_time } = written;
                Ok(EventRow {
                    at,
                    has_time,
                    rows: &rows,
                    value_columns: &self.value_columns,
                    lead: rows.field(self.roles.id).trim(),
                    name: rows.field(self.roles.event).trim(),
                })
            }));
        }
    }
}

/// Parses the time of an event, or rejects its row.
fn parse_event_time(text: &str, reading: &ValueReading, line: u64) -> Result<WrittenTime, Reject> {
    let text = reading.value(text);
    reading.time(text).ok_or_else(|| {
        let what = if text.is_empty() {
            "the time is missing".into()
        } else {
            format!("`{}` isn't a time", shortened(text))
        };
        let reason = format!("{what}: {TIMES_TO_WRITE}");
        Reject {
            line,
            reason: reason.into(),
        }
    })
}
