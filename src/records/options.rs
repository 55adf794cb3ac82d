//! How a file of leads, or of their events, is to be read.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{Data, Delimiter, EventColumnNames, ReadingRules};

/// Options for reading a file of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The column with the lead's id.
    pub id: Option<String>,
    /// The columns that fields are mapped to: field, then column.
    pub columns: BTreeMap<String, String>,
    /// The encoding; if absent, it is detected.
    pub encoding: Option<String>,
    /// What separates the fields; if absent, it is detected.
    pub delimiter: Option<Delimiter>,
    /// How the file writes numbers, dates and blanks.
    pub reading: ReadingRules,
    /// The columns of a file of events, as far as they are named.
    pub events: EventColumnNames,
    /// The day to look back from, overriding the leads' own.
    pub as_of: Option<Date>,
    /// The field with each lead's own day to look back from.
    pub as_of_field: Option<String>,
    /// The day for leads without one of their own; if absent, that of the latest event.
    pub default_as_of: Option<Date>,
    /// Which columns of the events are kept.
    pub event_columns: KeptColumns,
    /// The fields that are asked about: lines of JSON are searched for them even if the first ones
    /// don't have them.
    pub wanted: Vec<String>,
    /// The name of the column with the leads' id, which a file of events may have too.
    pub lead_id_column: Option<String>,
}

/// Which columns of a file of events are kept, besides the lead's id, the event and its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeptColumns {
    /// All of them.
    #[default]
    All,
    /// Those that these names find.
    Named(Vec<String>),
}

impl ReadOptions {
    /// Returns the options for the events of leads whose id is in the column of this name.
    #[must_use]
    pub fn for_events(&self, lead_id_column: &str) -> Self {
        Self {
            lead_id_column: Some(lead_id_column.into()),
            ..self.clone()
        }
    }

    /// Takes the options from a session's data section.
    pub fn from_data(data: &Data) -> Self {
        Self {
            id: data.id.clone(),
            columns: data.columns.clone(),
            encoding: data.encoding.clone(),
            delimiter: data.delimiter,
            reading: data.reading.clone(),
            events: data.event_columns.clone(),
            as_of: None,
            as_of_field: data.as_of_field.clone(),
            default_as_of: data.as_of,
            event_columns: KeptColumns::All,
            wanted: Vec::new(),
            lead_id_column: None,
        }
    }
}
