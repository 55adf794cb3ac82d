//! What the files of a session contain, for whoever says what their columns mean. Made by `host`
//! beside the screen, also where the files can't be read as the session says.

use std::sync::Arc;

use super::column_summary::FieldSummary;
use super::data_summary::DataSummary;
use crate::model::{Data, EventColumnNames};
use crate::scoring::{Dataset, column_of, field_key};

/// What the files of leads and events contain.
#[derive(Clone, Debug, Default)]
pub struct FileSurvey {
    /// The leads.
    pub dataset: Arc<Dataset>,
    /// Their columns and values.
    pub summary: Arc<DataSummary>,
    /// The columns that have a name, in the order of the summary's fields.
    pub columns: Vec<LeadColumn>,
    /// The header of the column with the leads' ids.
    pub id_header: String,
    /// The files of events, in the session's order.
    pub events: Vec<EventFileSurvey>,
    /// The names of time zones.
    pub zones: Vec<String>,
}

/// A column of the leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadColumn {
    /// Its name in the file.
    pub header: String,
    /// The field it holds.
    pub field: String,
    /// Its index in the data set.
    pub index: usize,
}

/// What the first rows of a file of events contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFileSurvey {
    /// The file's name, as the session has it.
    pub name: String,
    /// How many rows were looked at: the first of the file.
    pub rows: u32,
    /// The columns with their values.
    pub columns: Vec<FieldSummary>,
    /// For each column, in how many rows its value is the id of a lead of the list.
    pub matches: Vec<u32>,
    /// The columns that are taken, as far as they are known.
    pub taken: EventColumnNames,
    /// Why it can't be read, if it can't.
    pub problem: Option<String>,
}

impl FileSurvey {
    /// Describes leads that were read; `mapped` is the session's data if its columns were used.
    pub fn of_leads(
        dataset: Arc<Dataset>,
        summary: Arc<DataSummary>,
        mapped: Option<&Data>,
    ) -> Self {
        let named = dataset.columns.iter().enumerate();
        let columns = named.filter(|(_, field)| !field.is_empty());
        let columns = columns.map(|(index, field)| LeadColumn {
            header: mapped
                .and_then(|data| data.columns.get(field))
                .unwrap_or(field)
                .clone(),
            field: field.clone(),
            index,
        });
        Self {
            columns: columns.collect(),
            dataset,
            summary,
            ..Self::default()
        }
    }

    /// Returns the column of a field, and what is in it.
    pub fn field(&self, field: &str) -> Option<(&LeadColumn, &FieldSummary)> {
        let fields: Vec<String> = self.columns.iter().map(|c| c.field.clone()).collect();
        let at = column_of(&fields, field)?;
        Some((&self.columns[at], self.summary.fields.get(at)?))
    }

    /// Returns the column with this header, and what is in it.
    pub fn header(&self, header: &str) -> Option<(&LeadColumn, &FieldSummary)> {
        let all = self.columns.iter().zip(&self.summary.fields);
        let same = |column: &LeadColumn| column.header == header;
        all.into_iter().find(|(column, _)| same(column))
    }

    /// Returns the headers, in order.
    pub fn headers(&self) -> Vec<&str> {
        self.columns.iter().map(|c| c.header.as_str()).collect()
    }
}

impl EventFileSurvey {
    /// Returns the column of this name with the number of its matches.
    pub fn column(&self, name: Option<&str>) -> Option<(&FieldSummary, u32)> {
        let key = field_key(name?);
        let at = self
            .columns
            .iter()
            .position(|c| field_key(&c.name) == key)?;
        Some((
            &self.columns[at],
            self.matches.get(at).copied().unwrap_or(0),
        ))
    }
}
