//! What each thread does: turns blocks of leads into bytes of output.

use std::io;
use std::sync::Arc;

use jiff::civil::Date;

use super::gzip::gzip_member;
use super::ordering::OrderKey;
use super::row_format::{LineFacts, RowFormat};
use super::row_scorer::{RowScorer, UnscoredLead};
use crate::model::Definition;
use crate::records::{Block, BlockRows, BlockWorker, ExternalEvents, IdRecord, LeadLayout, Reject};
use crate::scoring::Scorer;
use crate::scoring::list_figures::ColumnFigures;
use crate::scoring::memo::{VerdictCache, VerdictOffset};

/// Lines per write.
const LINES_PER_WRITE: usize = 64;

/// Shared by all threads.
pub(super) struct ScoreContext {
    pub definition: Definition,
    pub scorer: Scorer,
    pub layout: LeadLayout,
    pub events: Arc<ExternalEvents>,
    pub row_format: RowFormat,
    /// Whether the output is compressed.
    pub is_gzip: bool,
    /// The days from which each lead is looked at, if there are several.
    pub days: Option<Vec<Date>>,
}

/// The result of a block.
#[derive(Default)]
pub(super) struct BlockResult {
    /// The bytes to write.
    pub out: Vec<u8>,
    /// If lines are to be sorted, the key of each, and where it ends.
    pub keys: Vec<(OrderKey, usize)>,
    pub rejects: Vec<Reject>,
    /// Verdicts: one for each lead, or for each lead and day.
    pub leads: u64,
    pub qualified: u64,
    /// The leads that contradict each never rule.
    pub contradictions: Vec<Contradiction>,
    /// What was counted for the report.
    pub figures: BlockFigures,
    /// Why scoring stopped before the end of the block.
    pub error: Option<io::Error>,
}

/// What was counted in a block for the report.
#[derive(Default)]
pub(super) struct BlockFigures {
    /// What was counted of each column that the model asks about.
    pub columns: Vec<ColumnFigures>,
    /// The leads.
    pub ids: Vec<IdRecord>,
    /// Whether the file ends here without the end of a line.
    pub ends_within_line: bool,
}

/// The leads that meet a rule that no lead can meet.
#[derive(Clone, Debug, Default)]
pub(super) struct Contradiction {
    pub leads: u64,
    /// The id of the first one.
    pub example: String,
}

impl Contradiction {
    /// Adds those that come later.
    pub fn add(&mut self, later: &Self) {
        if self.leads == 0 {
            self.example.clone_from(&later.example);
        }
        self.leads += later.leads;
    }
}

impl ScoreContext {
    /// Scores blocks until there are no more.
    pub fn work(&self, blocks: &BlockWorker<BlockResult>) {
        let (definition, scorer, layout) = (&self.definition, &self.scorer, &self.layout);
        let mut rows = RowScorer::new(definition, scorer, layout, &self.events, &self.row_format);
        blocks.for_each_block(|block, scored| {
            self.score(&mut rows, block, scored);
            if self.is_gzip && !self.row_format.is_ordered() {
                scored.out = gzip_member(&scored.out);
            }
        });
    }

    fn score(&self, scorer: &mut RowScorer<'_>, block: &Block, scored: &mut BlockResult) {
        scored.clear();
        scored
            .contradictions
            .resize(self.scorer.never_count(), Contradiction::default());
        scorer.trim();
        let mut rows = block.rows();
        let mut lines = LineBatch::default();
        while let Some(row) = rows.next_row() {
            let line_read = row.map_err(UnscoredLead::Reject);
            match line_read
                .and_then(|line| self.score_line(scorer, &rows, line, &mut lines, scored))
            {
                Ok(()) => {}
                Err(UnscoredLead::Reject(reject)) => scored.rejects.push(reject),
                Err(UnscoredLead::Failed(error)) => {
                    scored.error = Some(error);
                    return;
                }
            }
        }
        self.write_lines(&mut lines, scorer.verdicts(), scored);
        scored.figures.columns = scorer.take_figures();
        scored.figures.ends_within_line = block.ends_within_line();
    }

    /// Scores the lead in a row, from one day or several.
    fn score_line(
        &self,
        scorer: &mut RowScorer<'_>,
        rows: &BlockRows<'_>,
        line: u64,
        lines: &mut LineBatch,
        scored: &mut BlockResult,
    ) -> Result<(), UnscoredLead> {
        let id = rows.field(self.layout.id_column());
        let id = self.layout.id(id, line).map_err(UnscoredLead::Reject)?;
        let Some(days) = &self.days else {
            let as_of = scorer.as_of(rows, line)?;
            let (verdict, facts) = scorer.score_row(rows, id, as_of)?;
            self.note_contradiction(scorer, verdict, id, scored);
            lines.ids.push(Some(id_record(id, line, scorer)));
            self.add_line(scorer, rows, line, (verdict, facts), lines, scored);
            return Ok(());
        };
        let mut contradicts = false;
        for (nth, day) in days.iter().enumerate() {
            // What the list has is counted once, from the last day.
            let is_last = nth + 1 == days.len();
            scorer.count_values(is_last);
            let (verdict, facts) = scorer.score_row(rows, id, Some(*day))?;
            lines.ids.push(is_last.then(|| id_record(id, line, scorer)));
            if !contradicts {
                contradicts = self.note_contradiction(scorer, verdict, id, scored);
            }
            self.add_line(scorer, rows, line, (verdict, facts), lines, scored);
        }
        Ok(())
    }

    /// Adds a line, and writes those there are once they are many.
    fn add_line(
        &self,
        scorer: &mut RowScorer<'_>,
        rows: &BlockRows<'_>,
        line: u64,
        (verdict, facts): (VerdictOffset, LineFacts),
        lines: &mut LineBatch,
        scored: &mut BlockResult,
    ) {
        let id = rows.field(self.layout.id_column());
        self.row_format.write_before(&mut lines.own, id, line);
        let before = lines.own.len();
        self.row_format.write_after(&mut lines.own, rows, &facts);
        let after = lines.own.len();
        lines.ends.push((verdict, before, after));
        if lines.ends.len() == LINES_PER_WRITE {
            self.write_lines(lines, scorer.verdicts(), scored);
            scorer.trim();
        }
    }

    fn write_lines(
        &self,
        lines: &mut LineBatch,
        verdicts: &VerdictCache,
        scored: &mut BlockResult,
    ) {
        if self.row_format.is_ordered() {
            lines.write_keyed(verdicts, scored);
        } else {
            lines.write(verdicts, scored);
        }
    }

    /// Notes which never rule a lead meets; returns whether it meets one.
    fn note_contradiction(
        &self,
        scorer: &RowScorer<'_>,
        verdict: VerdictOffset,
        id: &str,
        scored: &mut BlockResult,
    ) -> bool {
        let Some(never) = self.contradicted(scorer, verdict) else {
            return false;
        };
        let one = Contradiction {
            leads: 1,
            example: id.to_owned(),
        };
        scored.contradictions[never].add(&one);
        true
    }

    /// Returns the never rule that leads with a verdict meet.
    fn contradicted(&self, scorer: &RowScorer<'_>, verdict: VerdictOffset) -> Option<usize> {
        // Most models have none, and then the verdict need not be fetched.
        let never = self.scorer.never_count();
        (never > 0).then(|| scorer.verdicts().contradicted(verdict))?
    }

    /// Returns what comes before the first lead.
    pub fn header(&self) -> Vec<u8> {
        let header = self.row_format.header();
        if self.is_gzip {
            gzip_member(&header)
        } else {
            header
        }
    }
}

/// Returns the record of the lead that was scored last, yet without its verdict.
fn id_record(id: &str, line: u64, scorer: &RowScorer<'_>) -> IdRecord {
    let events = scorer.lead_events();
    IdRecord {
        id: IdRecord::hash(id),
        verdict: 0,
        line,
        events: events.all,
        later: events.later,
        again: events.again,
    }
}

impl BlockResult {
    fn clear(&mut self) {
        self.figures.ids.clear();
        self.out.clear();
        self.keys.clear();
        self.rejects.clear();
        self.contradictions.clear();
        (self.leads, self.qualified) = (0, 0);
    }
}

/// Lines without their verdicts. Verdicts are scattered over more memory than fits the processor's
/// cache; fetching many together costs hardly more than fetching one.
#[derive(Default)]
struct LineBatch {
    /// The text specific to each lead.
    own: Vec<u8>,
    /// For each lead its verdict, and where the text before and after it ends.
    ends: Vec<(VerdictOffset, usize, usize)>,
    /// For each lead its record; `None` for all but the last day of the same lead.
    ids: Vec<Option<IdRecord>>,
}

impl LineBatch {
    fn write(&mut self, verdicts: &VerdictCache, scored: &mut BlockResult) {
        self.count(verdicts, scored);
        let mut begin = 0;
        for &(verdict, before, after) in &self.ends {
            scored.out.extend_from_slice(&self.own[begin..before]);
            scored.out.extend_from_slice(verdicts.text(verdict));
            scored.out.extend_from_slice(&self.own[before..after]);
            begin = after;
        }
        self.own.clear();
        self.ends.clear();
    }

    /// Like [`Self::write`], for verdicts whose texts begin with a key.
    fn write_keyed(&mut self, verdicts: &VerdictCache, scored: &mut BlockResult) {
        self.count(verdicts, scored);
        let mut begin = 0;
        for &(verdict, before, after) in &self.ends {
            let Some((key, words)) = verdicts.text(verdict).split_first_chunk() else {
                continue;
            };
            scored.out.extend_from_slice(&self.own[begin..before]);
            scored.out.extend_from_slice(words);
            scored.out.extend_from_slice(&self.own[before..after]);
            scored.keys.push((*key, scored.out.len()));
            begin = after;
        }
        self.own.clear();
        self.ends.clear();
    }

    /// Counts the verdicts.
    fn count(&mut self, verdicts: &VerdictCache, scored: &mut BlockResult) {
        for (record, &(verdict, ..)) in self.ids.drain(..).zip(&self.ends) {
            scored.figures.ids.extend(record.map(|record| IdRecord {
                verdict: verdicts.outcome(verdict),
                ..record
            }));
        }
        let qualified = self
            .ends
            .iter()
            .filter(|line| verdicts.is_qualified(line.0));
        scored.qualified += qualified.count() as u64;
        scored.leads += self.ends.len() as u64;
    }
}
