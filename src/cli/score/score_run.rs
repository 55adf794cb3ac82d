//! A run over the leads: takes what the threads scored, in order, and writes and counts it.

use std::io::Write as _;

use super::super::Failure;
use super::super::io::{Sink, say, write_failure};
use super::super::progress::ProgressLine;
use super::args::Args;
use super::ordering::OrderedLines;
use super::rejects::Rejects;
use super::report::{RunCounts, RunReport, require_no_doubts};
use super::score_error::ScoreError;
use super::worker::{BlockResult, Contradiction, ScoreContext};
use crate::model::wording::{count_noun, grouped};
use crate::records::{BlockReader, BlockWorker, RecordsError, process_in_order};

/// A single run over the leads.
pub(super) struct ScoreRun<'a> {
    pub args: &'a Args,
    pub rejects: Rejects,
    pub report: RunReport,
    pub progress: Option<ProgressLine>,
    pub sink: Sink,
    /// The lines, if they are to be sorted.
    pub ordered: Option<OrderedLines>,
    /// How many days each lead is looked at from, if several.
    pub days: Option<usize>,
    /// Verdicts so far, and those of leads that qualify.
    pub leads: u64,
    pub qualified: u64,
    /// The ids of the never rules, each with the leads that contradict it.
    pub contradictions: Vec<(String, Contradiction)>,
}

impl ScoreRun<'_> {
    /// Scores all blocks, and writes what is left to write.
    pub fn score_blocks(
        mut self,
        blocks: BlockReader<'static>,
        task: ScoreContext,
        version: &str,
    ) -> Result<i32, Failure> {
        let out = self.args.output.as_deref();
        let begun = self.sink.write_all(&task.header());
        let ended = begun.map_err(ScoreError::Unwritten).and_then(|()| {
            let work = move |blocks: &BlockWorker<BlockResult>| task.work(blocks);
            process_in_order(blocks, work, |scored| self.write_block(scored))
        });
        match ended {
            Ok(()) => {}
            Err(ScoreError::Unwritten(error)) => return write_failure(out, &error).map(|()| 0),
            Err(ended) => return Err(ended.failure(&self.args.leads)),
        }
        drop(self.progress.take());
        let rejected = self.rejects.finish()?;
        let doubts = self.report.finish(&RunCounts {
            leads: self.leads,
            qualified: self.qualified,
            contradictions: &self.contradictions,
        })?;
        if self.args.strict {
            require_no_doubts(rejected, &doubts)?;
        }
        let ordered = self.ordered.take();
        let sorted = ordered.map_or(Ok(()), |lines| lines.write(&mut self.sink));
        if let Err(error) = sorted.and_then(|()| self.sink.finish()) {
            return write_failure(out, &error).map(|()| 0);
        }
        let qualified = grouped(self.qualified);
        say(&match self.days {
            None => {
                let leads = count_noun(self.leads as i64, "lead");
                format!("{leads} scored with {version}: {qualified} qualified")
            }
            Some(days) => {
                let leads = count_noun(self.leads as i64 / days.max(1) as i64, "lead");
                let (days, all) = (count_noun(days as i64, "day"), grouped(self.leads));
                format!("{leads} scored with {version} on {days}: {qualified} of {all} qualified")
            }
        });
        Ok(0)
    }

    /// Writes the result of a block.
    fn write_block(&mut self, scored: &mut BlockResult) -> Result<(), ScoreError> {
        if let Some(error) = scored.error.take() {
            return Err(RecordsError::Spilled(error).into());
        }
        for reject in &scored.rejects {
            let added = self.rejects.add(&self.args.leads, reject);
            added.map_err(ScoreError::Failure)?;
            self.report.add_reject(reject);
        }
        let written = match &mut self.ordered {
            Some(lines) => lines.add(&scored.out, &scored.keys),
            None => self.sink.write_all(&scored.out),
        };
        written.map_err(ScoreError::Unwritten)?;
        for ((_, all), more) in self.contradictions.iter_mut().zip(&scored.contradictions) {
            all.add(more);
        }
        let counted = self.report.add_block(&mut scored.figures);
        counted.map_err(ScoreError::Failure)?;
        self.leads += scored.leads;
        self.qualified += scored.qualified;
        self.progress.iter_mut().for_each(|p| p.tick(self.leads));
        Ok(())
    }
}
