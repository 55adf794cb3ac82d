//! Recorded leads from CSV, one by one.

use std::collections::BTreeMap;
use std::io::Read;

use jiff::civil::Date;

use super::rows::Rows;
use super::sniff::sniff;
use super::{EventIndex, RecordsError, Reject, read_day};
use crate::model::Data;
use crate::scoring::{Dataset, Lead, column_of, simple_lower};

/// How to read a file of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The column that names the lead.
    pub id: Option<String>,
    /// Which column holds a field: field, then column.
    pub columns: BTreeMap<String, String>,
    /// The encoding, where it isn't to be found out.
    pub encoding: Option<String>,
    /// The day to look back from, whatever the leads say.
    pub as_of: Option<Date>,
    /// The field that holds each lead's own such day.
    pub as_of_field: Option<String>,
    /// The day for leads that have none of their own; after it comes that of the latest event.
    pub as_of_else: Option<Date>,
}

impl ReadOptions {
    /// As a session says.
    pub fn of(data: &Data) -> Self {
        Self {
            id: data.id.clone(),
            columns: data.columns.clone(),
            encoding: data.encoding.clone(),
            as_of: None,
            as_of_field: data.as_of_field.clone(),
            as_of_else: data.as_of,
        }
    }
}

/// What a row of a file of leads is.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A lead.
    Lead(Lead),
    /// Nothing that can be read; the rows around it are.
    Reject(Reject),
}

/// Reads leads one by one; an error ends the file.
pub struct LeadReader<'a> {
    rows: Rows<'a>,
    layout: LeadLayout,
    events: EventIndex,
    ended: bool,
}

/// Where a file of leads has what, by its header.
#[derive(Clone, Debug)]
pub struct LeadLayout {
    shape: Dataset,
    id: usize,
    /// The column each value is taken from.
    taken: Vec<usize>,
    as_of_column: Option<usize>,
    options: ReadOptions,
    warnings: Vec<String>,
}

impl LeadLayout {
    /// By a file's header; fails if a column that was asked for by name isn't there. Says that
    /// there are no events until it is told otherwise ([`Self::with_events`]).
    pub fn of(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        let id = id_column(headers, options.id.as_deref())?;
        let mut warnings = Vec::new();
        let (columns, taken) = columns_of(headers, &options.columns, &mut warnings)?;
        let as_of_column = options.as_of_field.as_ref().and_then(|field| {
            let found = column_of(&columns, field);
            if found.is_none() {
                warnings.push(format!(
                    "the field `{field}`, which holds each lead's own day, is no column of the file: the general day is used"
                ));
            }
            found
        });
        let shape = Dataset::new(columns);
        Ok(Self {
            shape,
            id,
            as_of_column: as_of_column.map(|column| taken[column]),
            taken,
            options: options.clone(),
            warnings,
        })
    }

    /// With events, if there are any, the latest on this day.
    #[must_use]
    pub fn with_events(mut self, any: bool, latest: Option<Date>) -> Self {
        self.shape.has_events = any;
        self.shape.latest_event = latest;
        self
    }

    /// The columns and events, without leads: what a scorer is bound to.
    pub fn shape(&self) -> &Dataset {
        &self.shape
    }

    /// The index of the column that names the lead.
    pub fn id_column(&self) -> usize {
        self.id
    }

    /// For each column of the shape the index of the file's column it takes its values from.
    pub fn taken(&self) -> &[usize] {
        &self.taken
    }

    /// What is odd about the header, in sentences.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The index of the column that holds each lead's own day to look back from.
    pub fn as_of_column(&self) -> Option<usize> {
        self.as_of_column
    }

    /// The day a lead is looked back from, which has this text for a day of its own.
    pub fn as_of(&self, own: Option<&str>, line: u64) -> Result<Option<Date>, Reject> {
        let else_day = || self.options.as_of_else.or(self.shape.latest_event);
        let own = match own.map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(read_day(text).ok_or_else(|| Reject {
                line,
                reason: format!(
                    "`{text}` is no day: write it as 2026-11-21 or 2026-11-21T09:30+01:00"
                ),
            })?),
        };
        Ok(self.options.as_of.or(own).or_else(else_day))
    }
}

impl<'a> LeadReader<'a> {
    /// Begins to read a file of leads, to which these events belong. Reads the header and fails
    /// if a column that was asked for by name isn't there.
    pub fn open(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
        events: EventIndex,
    ) -> Result<Self, RecordsError> {
        let rows = Rows::open(sniff(source, options.encoding.as_deref())?)?;
        let layout = LeadLayout::of(rows.headers(), options)?;
        Ok(Self {
            rows,
            layout: layout.with_events(!events.is_empty(), events.latest()),
            events,
            ended: false,
        })
    }

    /// The columns and events, without leads: what a scorer is bound to.
    pub fn shape(&self) -> &Dataset {
        self.layout.shape()
    }

    /// The header as it stands in the file, trimmed. A lead's first values are those of these
    /// columns, in this order.
    pub fn headers(&self) -> &[String] {
        self.rows.headers()
    }

    /// The index of the column that names the lead.
    pub fn id_column(&self) -> usize {
        self.layout.id_column()
    }

    /// What is odd about the header, in sentences.
    pub fn warnings(&self) -> &[String] {
        self.layout.warnings()
    }

    fn row(&mut self) -> Result<Option<Row>, RecordsError> {
        Ok(match self.rows.next()? {
            None => None,
            Some(Err(reject)) => Some(Row::Reject(reject)),
            Some(Ok(line)) => Some(self.lead(line).map_or_else(Row::Reject, Row::Lead)),
        })
    }

    fn lead(&mut self, line: u64) -> Result<Lead, Reject> {
        let layout = &self.layout;
        let own = layout.as_of_column().map(|column| self.rows.field(column));
        let as_of = layout.as_of(own, line)?;
        let id = self.rows.field(layout.id).trim().to_owned();
        let values = layout.taken.iter().map(|c| self.rows.field(*c).to_owned());
        Ok(Lead {
            line,
            values: values.collect(),
            events: self.events.of(&id).to_vec(),
            as_of,
            id,
        })
    }

    /// Adds the row at hand to a data set, without a lead in between.
    fn push(&self, dataset: &mut Dataset, line: u64) -> Result<(), Reject> {
        let layout = &self.layout;
        let own = layout.as_of_column().map(|column| self.rows.field(column));
        let as_of = layout.as_of(own, line)?;
        let id = self.rows.field(layout.id).trim();
        let values: Vec<&str> = layout.taken.iter().map(|c| self.rows.field(*c)).collect();
        dataset.push(id, line, &values, self.events.of(id), as_of);
        Ok(())
    }
}

impl Iterator for LeadReader<'_> {
    type Item = Result<Row, RecordsError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.row().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}

/// Reads all leads of a file, to which these events belong, and the rows that can't be.
pub fn read_leads(
    source: impl Read + Send,
    options: &ReadOptions,
    events: EventIndex,
) -> Result<(Dataset, Vec<Reject>), RecordsError> {
    let mut reader = LeadReader::open(source, options, events)?;
    let (mut dataset, mut rejects) = (reader.layout.shape.clone(), Vec::new());
    while let Some(row) = reader.rows.next()? {
        let pushed = row.and_then(|line| reader.push(&mut dataset, line));
        rejects.extend(pushed.err());
    }
    dataset.shrink();
    Ok((dataset, rejects))
}

/// A name without case, spaces, underscores and hyphens.
pub(super) fn squeezed(name: &str) -> String {
    simple_lower(name).replace([' ', '_', '-'], "")
}

/// The column that names the lead.
pub(super) fn id_column(headers: &[String], named: Option<&str>) -> Result<usize, RecordsError> {
    if let Some(named) = named {
        return column_of(headers, named).ok_or_else(|| no_column(named, headers));
    }
    let exactly = |name: &str| headers.iter().position(|h| h == name);
    let nearly = || {
        headers
            .iter()
            .position(|h| ["leadid", "id"].contains(&squeezed(h).as_str()))
    };
    Ok(exactly("lead_id")
        .or_else(|| exactly("id"))
        .or_else(nearly)
        .unwrap_or(0))
}

pub(super) fn no_column(column: &str, headers: &[String]) -> RecordsError {
    RecordsError::NoColumn {
        column: column.into(),
        known: headers.to_vec(),
    }
}

/// The fields' names, and the column each takes its values from: first those of the header, one
/// for each column, then second fields of a column that has a name already.
fn columns_of(
    headers: &[String],
    mapped: &BTreeMap<String, String>,
    warnings: &mut Vec<String>,
) -> Result<(Vec<String>, Vec<usize>), RecordsError> {
    let mut names: Vec<Option<String>> = vec![None; headers.len()];
    let mut second = Vec::new();
    for (field, column) in mapped {
        let at = column_of(headers, column).ok_or_else(|| no_column(column, headers))?;
        match &mut names[at] {
            name @ None => *name = Some(field.clone()),
            Some(_) => second.push((field.clone(), at)),
        }
    }
    let mut taken: Vec<usize> = (0..headers.len()).collect();
    let mut columns: Vec<String> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let name = names[at].clone().unwrap_or_else(|| {
            let before = headers[..at].iter().position(|h| h == header);
            if let (Some(before), false) = (before, header.is_empty()) {
                warnings.push(format!(
                    "columns {} and {} are both called `{header}`: the first counts",
                    before + 1,
                    at + 1
                ));
                return String::new();
            }
            // A field that is mapped elsewhere isn't the column of its name any more.
            if mapped.contains_key(header) {
                String::new()
            } else {
                header.clone()
            }
        });
        columns.push(name);
    }
    for (field, at) in second {
        columns.push(field);
        taken.push(at);
    }
    Ok((columns, taken))
}
