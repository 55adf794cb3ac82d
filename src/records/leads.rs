//! Reads recorded leads from a list, one by one.

use std::collections::{HashMap, VecDeque};
use std::io::Read;

use super::{
    Block, BlockReader, BlockRows, EventIndex, Guess, LateNames, LeadLayout, ReadOptions,
    RecordsError, Reject,
};
use crate::scoring::{Dataset, Lead};

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
        Ok(Self::open_before_events(source, options)?.with_events(events))
    }

    /// Opens a file of leads and reads its header, which says how the id is called in files of
    /// events; these follow [`Self::with_events`].
    ///
    /// # Errors
    ///
    /// Fails if the header can't be read or a column requested by name doesn't exist.
    pub fn open_before_events(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
    ) -> Result<Self, RecordsError> {
        let blocks = BlockReader::open(source, options)?;
        let layout = LeadLayout::new(&blocks, options)?;
        Ok(Self {
            blocks,
            block: Block::default(),
            rows: VecDeque::new(),
            layout,
            events: EventIndex::default(),
            ended: false,
        })
    }

    /// Sets the events that belong to the leads.
    #[must_use]
    pub fn with_events(mut self, events: EventIndex) -> Self {
        self.layout = self
            .layout
            .with_events(!events.is_empty(), events.latest())
            .with_event_columns(events.columns())
            .with_event_census(events.census());
        self.events = events;
        self
    }

    /// Returns the name of the column with the lead's id.
    pub fn id_header(&self) -> &str {
        &self.blocks.headers()[self.layout.id_column()]
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

    /// Returns what was found out about the file and not said: its encoding, its id column.
    pub fn guesses(&self) -> &[Guess] {
        self.layout.guesses()
    }

    /// Returns the names in lines of JSON that come after the first lines and that nobody asked
    /// for, as far as the lines are read.
    pub fn late_names(&self) -> LateNames {
        self.blocks.late_names()
    }

    /// Reads the leads that are left into a data set. Also returns the rows that can't be read.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be read.
    pub fn into_dataset(mut self) -> Result<(Dataset, Vec<Reject>), RecordsError> {
        let (layout, events) = (&self.layout, &self.events);
        let (mut dataset, mut rejects) = (layout.schema().clone(), Vec::new());
        let mut leads_with_events = HashMap::new();
        while self.blocks.next_block(&mut self.block)? {
            dataset.ends_within_line = self.block.ends_within_line();
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
    let id = layout.id(row.field(layout.id_column()), line)?;
    let own = layout.as_of_column().map(|column| row.field(column));
    let as_of = layout.as_of(own, line)?;
    let id = id.to_owned();
    let values = layout
        .value_columns()
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
    let id = layout.id(row.field(layout.id_column()), line)?;
    let own = layout.as_of_column().map(|column| row.field(column));
    let as_of = layout.as_of(own, line)?;
    let values: Vec<&str> = layout
        .value_columns()
        .iter()
        .map(|c| row.field(*c))
        .collect();
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
