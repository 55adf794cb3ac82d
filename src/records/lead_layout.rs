//! Where a file of leads has what, and what its header leaves to be wished for.

use std::sync::Arc;

use jiff::civil::Date;

use super::columns::{find_id_column, map_columns};
use super::error::shortened;
use super::{ReadOptions, RecordsError, Reject, read_day};
use crate::scoring::{ColumnIndex, Dataset, EventCensus, column_of};

/// The layout of a file of leads, derived from its header.
#[derive(Clone, Debug)]
pub struct LeadLayout {
    schema: Dataset,
    id: usize,
    /// The column each value is taken from.
    value_columns: Vec<usize>,
    as_of_column: Option<usize>,
    options: ReadOptions,
    warnings: Vec<String>,
}

impl LeadLayout {
    /// Derives the layout from a file's header. It assumes that there are no events; see
    /// [`Self::with_events`].
    ///
    /// # Errors
    ///
    /// Fails if a column requested by name doesn't exist.
    pub fn from_headers(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        let index = ColumnIndex::new(headers);
        let id = find_id_column(headers, options.id.as_deref())?;
        let mut warnings = Vec::new();
        let (columns, taken) = map_columns(headers, &index, &options.columns, &mut warnings)?;
        let as_of_column = options.as_of_field.as_ref().and_then(|field| {
            let found = column_of(&columns, field);
            if found.is_none() {
                warnings.push(format!(
                    "the field `{field}`, which holds each lead's own day, isn't a column of the file: the general as-of day is used (`--as-of` or the session's)"
                ));
            }
            found
        });
        let schema = Dataset::new(columns);
        Ok(Self {
            schema,
            id,
            as_of_column: as_of_column.map(|column| taken[column]),
            value_columns: taken,
            options: options.clone(),
            warnings,
        })
    }

    /// Sets whether there are events, and the day of the latest one.
    #[must_use]
    pub fn with_events(mut self, any: bool, latest: Option<Date>) -> Self {
        self.schema.has_events = any;
        self.schema.latest_event = latest;
        self
    }

    /// Sets the names of the columns whose values events have.
    #[must_use]
    pub fn with_event_columns(mut self, columns: &[String]) -> Self {
        self.schema.event_columns = columns.to_vec();
        self
    }

    /// Sets the names in the file of events, if all of it is in memory.
    #[must_use]
    pub fn with_event_census(mut self, census: Option<&Arc<EventCensus>>) -> Self {
        self.schema.event_census = census.cloned();
        self
    }

    /// Returns the columns and events, without leads, for binding a scorer.
    pub fn schema(&self) -> &Dataset {
        &self.schema
    }

    /// Returns the index of the column with the lead's id.
    pub fn id_column(&self) -> usize {
        self.id
    }

    /// Returns, for each column of the schema, the file's column it takes its values from.
    pub fn value_columns(&self) -> &[usize] {
        &self.value_columns
    }

    /// Returns warnings about the header, as sentences.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns the index of the column with each lead's own day to look back from.
    pub fn as_of_column(&self) -> Option<usize> {
        self.as_of_column
    }

    /// Returns the day to look back from for a lead whose own day is given as this text.
    ///
    /// # Errors
    ///
    /// Rejects the row if the text isn't a day.
    pub fn as_of(&self, own: Option<&str>, line: u64) -> Result<Option<Date>, Reject> {
        let else_day = || self.options.default_as_of.or(self.schema.latest_event);
        let own = match own.map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(read_day(text).ok_or_else(|| {
                Reject {
                    line,
                    reason: format!(
                        "`{}` isn't a day: write it as 2026-11-21 or 2026-11-21T09:30+01:00",
                        shortened(text)
                    )
                    .into(),
                }
            })?),
        };
        Ok(self.options.as_of.or(own).or_else(else_day))
    }
}
