//! What each thread does: turns blocks of leads into bytes of output.

use std::io::{self, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::row_format::RowFormat;
use super::row_scorer::{RowScorer, UnscoredLead};
use crate::model::Definition;
use crate::records::{Block, BlockWorker, ExternalEvents, IdRecord, LeadLayout, Reject};
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
}

/// The result of a block.
#[derive(Default)]
pub(super) struct BlockResult {
    /// The bytes to write.
    pub out: Vec<u8>,
    pub rejects: Vec<Reject>,
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
    /// The leads that have an id.
    pub ids: Vec<IdRecord>,
    /// How many have none.
    pub without_id: u64,
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
            if self.is_gzip {
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
            match line_read.and_then(|line| Ok((line, scorer.score_row(&rows, line)?))) {
                Ok((line, verdict)) => {
                    let id = rows.field(self.layout.id_column());
                    if let Some(never) = self.contradicted(scorer, verdict) {
                        let one = Contradiction {
                            leads: 1,
                            example: id.trim().to_owned(),
                        };
                        scored.contradictions[never].add(&one);
                    }
                    self.row_format.write_before(&mut lines.own, id, line);
                    let before = lines.own.len();
                    self.row_format.write_after(&mut lines.own, &rows);
                    let after = lines.own.len();
                    lines.ends.push((verdict, before, after));
                    lines.ids.push(id_record(id.trim(), line, scorer));
                    if lines.ends.len() == LINES_PER_WRITE {
                        lines.write(scorer.verdicts(), scored);
                        scorer.trim();
                    }
                }
                Err(UnscoredLead::Reject(reject)) => scored.rejects.push(reject),
                Err(UnscoredLead::Failed(error)) => {
                    scored.error = Some(error);
                    return;
                }
            }
        }
        lines.write(scorer.verdicts(), scored);
        scored.figures.columns = scorer.take_figures();
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

/// Returns the record of the lead that was scored last, yet without its verdict; `None` if it has no
/// id.
fn id_record(id: &str, line: u64, scorer: &RowScorer<'_>) -> Option<IdRecord> {
    let events = scorer.lead_events();
    (!id.is_empty()).then(|| IdRecord {
        id: IdRecord::hash(id),
        verdict: 0,
        line,
        events: events.all,
        later: events.later,
    })
}

impl BlockResult {
    fn clear(&mut self) {
        self.figures.ids.clear();
        self.figures.without_id = 0;
        self.out.clear();
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
    /// For each lead its record.
    ids: Vec<Option<IdRecord>>,
}

impl LineBatch {
    fn write(&mut self, verdicts: &VerdictCache, scored: &mut BlockResult) {
        let qualified = self
            .ends
            .iter()
            .filter(|line| verdicts.is_qualified(line.0));
        scored.qualified += qualified.count() as u64;
        scored.leads += self.ends.len() as u64;
        let mut begin = 0;
        for &(verdict, before, after) in &self.ends {
            scored.out.extend_from_slice(&self.own[begin..before]);
            scored.out.extend_from_slice(verdicts.text(verdict));
            scored.out.extend_from_slice(&self.own[before..after]);
            begin = after;
        }
        let figures = &mut scored.figures;
        for (record, &(verdict, ..)) in self.ids.drain(..).zip(&self.ends) {
            match record {
                None => figures.without_id += 1,
                Some(record) => figures.ids.push(IdRecord {
                    verdict: verdicts.outcome(verdict),
                    ..record
                }),
            }
        }
        self.own.clear();
        self.ends.clear();
    }
}

/// Compresses a text as a complete gzip file; such files can be concatenated.
fn gzip_member(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(text).and_then(|()| packer.finish());
    packed.expect("memory takes what is written")
}
