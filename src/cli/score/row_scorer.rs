//! Scores the leads in rows of a file.

use std::io;
use std::sync::Arc;

use super::row_format::RowFormat;
use crate::model::Definition;
use crate::records::{BlockRows, EventCursor, ExternalEvents, LeadLayout, Reject};
use crate::scoring::list_figures::ColumnFigures;
use crate::scoring::memo::{LeadEventCounts, MemoLead, MemoScorer, VerdictCache, VerdictOffset};
use crate::scoring::{EventTally, Scorer};

/// Why a lead has no verdict.
pub(super) enum UnscoredLead {
    /// Its row cannot be read.
    Reject(Reject),
    /// Its events cannot be read.
    Failed(io::Error),
}

/// Scores rows with memoized verdicts. Each thread has its own.
pub(super) struct RowScorer<'a> {
    memo: MemoScorer<'a>,
    layout: &'a LeadLayout,
    row_format: &'a RowFormat,
    events: EventCursor,
}

impl<'a> RowScorer<'a> {
    /// Scores by a definition and the scorer compiled from it.
    pub fn new(
        definition: &Definition,
        scorer: &'a Scorer,
        layout: &'a LeadLayout,
        events: &Arc<ExternalEvents>,
        row_format: &'a RowFormat,
    ) -> Self {
        Self {
            memo: MemoScorer::new(definition, scorer, layout.schema(), events.names()),
            layout,
            row_format,
            events: EventCursor::new(Arc::clone(events)),
        }
    }

    /// Returns the verdicts.
    pub fn verdicts(&self) -> &VerdictCache {
        self.memo.verdicts()
    }

    /// Clears the cache if it is too large, which invalidates earlier offsets.
    pub fn trim(&mut self) {
        self.memo.trim();
    }

    /// Returns what was counted of each column that the model asks about since it was last taken.
    pub fn take_figures(&mut self) -> Vec<ColumnFigures> {
        self.memo.take_figures()
    }

    /// Returns how many events the lead has that was scored last.
    pub fn lead_events(&self) -> LeadEventCounts {
        self.memo.lead_events()
    }

    /// Scores the lead in a row.
    pub fn score_row(
        &mut self,
        row: &BlockRows<'_>,
        line: u64,
    ) -> Result<VerdictOffset, UnscoredLead> {
        let id = row.field(self.layout.id_column());
        let id = self.layout.id(id, line).map_err(UnscoredLead::Reject)?;
        let own = self.layout.as_of_column().map(|column| row.field(column));
        let as_of = self.layout.as_of(own, line);
        let as_of = as_of.map_err(UnscoredLead::Reject)?;
        let mut lead = RowLead {
            id,
            row,
            layout: self.layout,
            events: &mut self.events,
        };
        let words =
            |scorer: &Scorer, responses: &_| self.row_format.verdict_text(scorer, responses);
        let verdict = self.memo.score(&mut lead, as_of, words);
        verdict.map_err(UnscoredLead::Failed)
    }
}

/// The lead in a row.
struct RowLead<'a, 'b> {
    id: &'a str,
    row: &'a BlockRows<'b>,
    layout: &'a LeadLayout,
    events: &'a mut EventCursor,
}

impl MemoLead for RowLead<'_, '_> {
    type Error = io::Error;

    fn id(&self) -> &str {
        self.id
    }

    fn value(&self, column: usize) -> &str {
        self.row.field(self.layout.value_columns()[column])
    }

    fn record_events(&mut self, tally: &mut EventTally) -> io::Result<u64> {
        self.events.for_each(self.id, |event| tally.record(event))
    }
}
