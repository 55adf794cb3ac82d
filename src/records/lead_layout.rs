//! Where a file of leads has what, and what its header leaves to be wished for.

use std::sync::Arc;

use jiff::civil::Date;

use super::columns::{find_lead_id, map_columns};
use super::error::shortened;
use super::header_row::{DOUBTED_HEADER, looks_like_a_lead};
use super::times::TIMES_TO_WRITE;
use super::{BlockReader, Guess, ReadOptions, RecordsError, Reject};
use crate::scoring::{ColumnIndex, Dataset, EventCensus, ValueReading, column_of};

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
    guesses: Vec<Guess>,
    /// How many of the file's columns it is known to have.
    seen_columns: usize,
    /// Why a row without an id is rejected.
    no_id: Arc<str>,
    is_doubted: bool,
}

/// The reason for which a row without an id is rejected.
const NO_ID: &str = "the id is empty: give the lead one, or name the column that has it";

impl LeadLayout {
    /// Derives the layout from a file that was opened; see [`Self::from_headers`].
    ///
    /// # Errors
    ///
    /// Fails if a column requested by name doesn't exist.
    pub fn new(blocks: &BlockReader<'_>, options: &ReadOptions) -> Result<Self, RecordsError> {
        let mut layout = Self::from_headers(blocks.headers(), options)?;
        layout
            .guesses
            .splice(0..0, blocks.guesses().iter().cloned());
        layout.seen_columns = blocks.seen_columns();
        for name in &blocks.headers()[layout.seen_columns..] {
            layout.warnings.push(format!(
                "the first lines have no `{}`: it is read where it comes later",
                shortened(name)
            ));
        }
        Ok(layout)
    }

    /// Derives the layout from a file's header. It assumes that there are no events; see
    /// [`Self::with_events`].
    ///
    /// # Errors
    ///
    /// Fails if a column requested by name doesn't exist, or the file can't be written as the options
    /// say.
    pub fn from_headers(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        let index = ColumnIndex::new(headers);
        let (id, guess) = find_lead_id(headers, options.id.as_deref())?;
        let is_doubted = looks_like_a_lead(headers);
        let mut warnings = Vec::new();
        if is_doubted {
            warnings.push(DOUBTED_HEADER.into());
        }
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
        let mut schema = Dataset::new(columns);
        schema.reading = Arc::new(ValueReading::new(&options.reading)?);
        Ok(Self {
            schema,
            id,
            as_of_column: as_of_column.map(|column| taken[column]),
            value_columns: taken,
            options: options.clone(),
            warnings,
            guesses: guess.into_iter().collect(),
            seen_columns: headers.len(),
            no_id: NO_ID.into(),
            is_doubted,
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

    /// Returns what was found out about the file and not said: its encoding, its id column.
    pub fn guesses(&self) -> &[Guess] {
        &self.guesses
    }

    /// Returns whether the header looks like a lead.
    pub fn is_header_doubted(&self) -> bool {
        self.is_doubted
    }

    /// Returns whether a column holds this field: one that the file is known to have, or one that
    /// was named for it.
    pub fn holds(&self, field: &str) -> bool {
        let column = self.schema.column(field);
        column.is_some_and(|column| {
            self.value_columns[column] < self.seen_columns
                || self.options.columns.contains_key(field)
        })
    }

    /// Returns a lead's id, trimmed.
    ///
    /// # Errors
    ///
    /// Rejects the row if it is empty: nothing could belong to such a lead.
    pub fn id<'t>(&self, text: &'t str, line: u64) -> Result<&'t str, Reject> {
        let id = text.trim();
        if id.is_empty() {
            let reason = Arc::clone(&self.no_id);
            return Err(Reject { line, reason });
        }
        Ok(id)
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
        let reading = &self.schema.reading;
        let own = match own.map(|text| reading.value(text)) {
            None | Some("") => None,
            Some(text) => Some(reading.day(text).ok_or_else(|| Reject {
                line,
                reason: format!("`{}` isn't a day: {TIMES_TO_WRITE}", shortened(text)).into(),
            })?),
        };
        Ok(self.options.as_of.or(own).or_else(else_day))
    }
}
