//! Scores the leads in rows of a file.

use std::io;
use std::sync::Arc;

use jiff::civil::Date;

use super::row_format::{LineFacts, RowFormat};
use crate::model::Definition;
use crate::records::{BlockRows, EventCursor, ExternalEvents, LeadLayout, Reject};
use crate::scoring::list_figures::ColumnFigures;
use crate::scoring::memo::{
    ChangeFinder, LeadEventCounts, MemoLead, MemoScorer, VerdictCache, VerdictOffset,
};
use crate::scoring::{BoundAudience, LeadAudience, Responses, Scorer, TalliedEvent};

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
    /// Finds when dispositions change, if that is asked.
    changes: Option<ChangeFinder<'a>>,
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
        let (schema, names, own) = (layout.schema(), events.names(), row_format.own());
        let audience = own.audience.then(|| BoundAudience::new(definition, schema));
        Self {
            memo: MemoScorer::new(definition, scorer, schema, names, audience),
            changes: own.until.then(|| ChangeFinder::new(scorer, schema, names)),
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

    /// Sets whether the values of leads are counted: once for each lead.
    pub fn count_values(&mut self, on: bool) {
        self.memo.count_values(on);
    }

    /// Returns the day from which the lead in a row is looked at.
    pub fn as_of(&self, row: &BlockRows<'_>, line: u64) -> Result<Option<Date>, UnscoredLead> {
        let own = self.layout.as_of_column().map(|column| row.field(column));
        let as_of = self.layout.as_of(own, line);
        as_of.map_err(UnscoredLead::Reject)
    }

    /// Scores the lead in a row under its trimmed id, looking back from a day.
    pub fn score_row(
        &mut self,
        row: &BlockRows<'_>,
        id: &str,
        as_of: Option<Date>,
    ) -> Result<(VerdictOffset, LineFacts), UnscoredLead> {
        let mut lead = RowLead {
            id,
            row,
            layout: self.layout,
            events: &mut self.events,
        };
        let row_format = self.row_format;
        let words = |scorer: &Scorer, responses: &Responses, audience: Option<LeadAudience>| {
            row_format.verdict_text(scorer, responses, audience)
        };
        let verdict = self.memo.score(&mut lead, as_of, words);
        let verdict = verdict.map_err(UnscoredLead::Failed)?;
        let next = match &mut self.changes {
            Some(changes) => changes
                .next_change(&mut lead, as_of)
                .map_err(UnscoredLead::Failed)?,
            None => None,
        };
        Ok((verdict, LineFacts { as_of, next }))
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

    fn for_each_event(&mut self, take: impl FnMut(TalliedEvent<'_>)) -> io::Result<u64> {
        self.events.for_each(self.id, take)
    }
}
