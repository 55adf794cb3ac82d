//! Reads recorded leads from CSV, one by one.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::Read;

use jiff::civil::Date;

use super::error::shortened;
use super::{Block, BlockReader, BlockRows, EventIndex, RecordsError, Reject, read_day};
use crate::model::Data;
use crate::scoring::{ColumnIndex, Dataset, Lead, column_of, simple_lower};

/// Options for reading a file of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The column with the lead's id.
    pub id: Option<String>,
    /// The columns that fields are mapped to: field, then column.
    pub columns: BTreeMap<String, String>,
    /// The encoding; if absent, it is detected.
    pub encoding: Option<String>,
    /// The day to look back from, overriding the leads' own.
    pub as_of: Option<Date>,
    /// The field with each lead's own day to look back from.
    pub as_of_field: Option<String>,
    /// The day for leads without one of their own; if absent, that of the latest event.
    pub default_as_of: Option<Date>,
}

impl ReadOptions {
    /// Takes the options from a session's data section.
    pub fn from_data(data: &Data) -> Self {
        Self {
            id: data.id.clone(),
            columns: data.columns.clone(),
            encoding: data.encoding.clone(),
            as_of: None,
            as_of_field: data.as_of_field.clone(),
            default_as_of: data.as_of,
        }
    }
}

/// A row of a file of leads.
#[derive(Clone, Debug, PartialEq)]
pub enum LeadRow {
    /// A lead.
    Lead(Lead),
    /// A row that can't be read. The rows around it still are.
    Reject(Reject),
}

/// An iterator that reads leads one by one. After an error it ends.
pub struct LeadReader<'a> {
    blocks: BlockReader<'a>,
    block: Block,
    /// The block's leads that haven't been returned yet.
    rows: VecDeque<LeadRow>,
    layout: LeadLayout,
    events: EventIndex,
    ended: bool,
}

/// With at least this many events, a lead's rows share one copy of them.
const SHARE_EVENTS_FROM: usize = 64;

/// The most duplicate column names that get a warning each; further ones are only counted.
const MAX_NAMED: usize = 10;

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
                    "the field `{field}`, which holds each lead's own day, isn't a column of the file: the general day is used"
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

impl<'a> LeadReader<'a> {
    /// Opens a file of leads, to which these events belong, and reads its header.
    ///
    /// # Errors
    ///
    /// Fails if the header can't be read or a column requested by name doesn't exist.
    pub fn open(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
        events: EventIndex,
    ) -> Result<Self, RecordsError> {
        let blocks = BlockReader::open(source, options.encoding.as_deref())?;
        let layout = LeadLayout::from_headers(blocks.headers(), options)?;
        Ok(Self {
            blocks,
            block: Block::default(),
            rows: VecDeque::new(),
            layout: layout.with_events(!events.is_empty(), events.latest()),
            events,
            ended: false,
        })
    }

    /// Returns the columns and events, without leads, for binding a scorer.
    pub fn schema(&self) -> &Dataset {
        self.layout.schema()
    }

    /// Returns the trimmed header of the file. A lead's first values are those of these columns, in
    /// this order.
    pub fn headers(&self) -> &[String] {
        self.blocks.headers()
    }

    /// Returns the index of the column with the lead's id.
    pub fn id_column(&self) -> usize {
        self.layout.id_column()
    }

    /// Returns warnings about the header, as sentences.
    pub fn warnings(&self) -> &[String] {
        self.layout.warnings()
    }

    /// Reads the leads that are left into a data set. Also returns the rows that can't be read.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be read.
    pub fn into_dataset(mut self) -> Result<(Dataset, Vec<Reject>), RecordsError> {
        let (layout, events) = (&self.layout, &self.events);
        let (mut dataset, mut rejects) = (layout.schema.clone(), Vec::new());
        let mut leads_with_events = HashMap::new();
        while self.blocks.next_block(&mut self.block)? {
            let mut rows = self.block.rows();
            while let Some(row) = rows.next_row() {
                let pushed = row.and_then(|line| {
                    push_row(
                        (layout, events),
                        &rows,
                        line,
                        &mut dataset,
                        &mut leads_with_events,
                    )
                });
                rejects.extend(pushed.err());
            }
        }
        dataset.shrink();
        Ok((dataset, rejects))
    }

    fn next_row(&mut self) -> Result<Option<LeadRow>, RecordsError> {
        while self.rows.is_empty() && self.blocks.next_block(&mut self.block)? {
            let mut rows = self.block.rows();
            while let Some(row) = rows.next_row() {
                let lead = row.and_then(|line| parse_lead(&self.layout, &self.events, &rows, line));
                self.rows
                    .push_back(lead.map_or_else(LeadRow::Reject, LeadRow::Lead));
            }
        }
        Ok(self.rows.pop_front())
    }
}

/// Parses the lead of a row.
fn parse_lead(
    layout: &LeadLayout,
    events: &EventIndex,
    row: &BlockRows<'_>,
    line: u64,
) -> Result<Lead, Reject> {
    let own = layout.as_of_column().map(|column| row.field(column));
    let as_of = layout.as_of(own, line)?;
    let id = row.field(layout.id).trim().to_owned();
    let values = layout
        .value_columns
        .iter()
        .map(|c| row.field(*c).to_owned());
    Ok(Lead {
        line,
        values: values.collect(),
        events: events.events_of(&id).to_vec(),
        as_of,
        id,
    })
}

/// Adds the lead of a row directly to a data set.
fn push_row(
    (layout, events): (&LeadLayout, &EventIndex),
    row: &BlockRows<'_>,
    line: u64,
    dataset: &mut Dataset,
    leads_with_events: &mut HashMap<Box<str>, usize>,
) -> Result<(), Reject> {
    let own = layout.as_of_column().map(|column| row.field(column));
    let as_of = layout.as_of(own, line)?;
    let id = row.field(layout.id).trim();
    let values: Vec<&str> = layout.value_columns.iter().map(|c| row.field(*c)).collect();
    let events = events.events_of(id);
    if events.len() < SHARE_EVENTS_FROM {
        dataset.push(id, line, &values, events, as_of);
    } else if let Some(before) = leads_with_events.get(id) {
        dataset.push_sharing_events(id, line, &values, *before, as_of);
    } else {
        leads_with_events.insert(id.into(), dataset.len());
        dataset.push(id, line, &values, events, as_of);
    }
    Ok(())
}

impl Iterator for LeadReader<'_> {
    type Item = Result<LeadRow, RecordsError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.next_row().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}

/// Reads all leads of a file, to which these events belong. Also returns the rows that can't be
/// read.
///
/// # Errors
///
/// Fails if the file can't be read or a column requested by name doesn't exist.
pub fn read_leads(
    source: impl Read + Send,
    options: &ReadOptions,
    events: EventIndex,
) -> Result<(Dataset, Vec<Reject>), RecordsError> {
    LeadReader::open(source, options, events)?.into_dataset()
}

/// Normalises a name: lower case, without spaces, underscores and hyphens.
pub(super) fn normalized_name(name: &str) -> String {
    simple_lower(name).replace([' ', '_', '-'], "")
}

/// Finds the column with the lead's id.
pub(super) fn find_id_column(
    headers: &[String],
    named: Option<&str>,
) -> Result<usize, RecordsError> {
    if let Some(named) = named {
        return column_of(headers, named).ok_or_else(|| no_column_error(named, headers));
    }
    let exactly = |name: &str| headers.iter().position(|h| h == name);
    let nearly = || {
        headers
            .iter()
            .position(|h| ["leadid", "id"].contains(&normalized_name(h).as_str()))
    };
    Ok(exactly("lead_id")
        .or_else(|| exactly("id"))
        .or_else(nearly)
        .unwrap_or(0))
}

pub(super) fn no_column_error(column: &str, headers: &[String]) -> RecordsError {
    RecordsError::NoColumn {
        column: column.into(),
        known: headers.to_vec(),
    }
}

/// Returns the names of the fields and the column each takes its values from: first those of the
/// header, one per column, then additional fields mapped to a column that has a name already.
fn map_columns(
    headers: &[String],
    index: &ColumnIndex<'_>,
    mapped: &BTreeMap<String, String>,
    warnings: &mut Vec<String>,
) -> Result<(Vec<String>, Vec<usize>), RecordsError> {
    let mut names: Vec<Option<&String>> = vec![None; headers.len()];
    let mut second = Vec::new();
    for (field, column) in mapped {
        let at = index.find(column);
        let at = at.ok_or_else(|| no_column_error(column, headers))?;
        match &mut names[at] {
            name @ None => *name = Some(field),
            Some(_) => second.push((field.clone(), at)),
        }
    }
    let mut taken: Vec<usize> = (0..headers.len()).collect();
    let (mut columns, mut doubled) = (Vec::with_capacity(headers.len()), 0);
    for (at, header) in headers.iter().enumerate() {
        let before = index.find_exact(header).filter(|before| *before < at);
        columns.push(if let Some(name) = names[at] {
            name.clone()
        } else if let (Some(before), false) = (before, header.is_empty()) {
            doubled += 1;
            if doubled <= MAX_NAMED {
                warnings.push(format!(
                    "columns {} and {} are both called `{header}`: the first counts",
                    before + 1,
                    at + 1
                ));
            }
            String::new()
        } else if mapped.contains_key(header) {
            // A field that is mapped to another column no longer names this one.
            String::new()
        } else {
            header.clone()
        });
    }
    if doubled > MAX_NAMED {
        let more = doubled - MAX_NAMED;
        warnings.push(format!(
            "and {more} more columns have a name that was there before: the first counts"
        ));
    }
    for (field, at) in second {
        columns.push(field);
        taken.push(at);
    }
    Ok((columns, taken))
}
