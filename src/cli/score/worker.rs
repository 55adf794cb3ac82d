//! What a thread makes of a block of leads: the bytes to write.

use std::io::{self, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::judge::{Judge, Unjudged};
use super::output::Wording;
use super::verdicts::{Place, Verdicts};
use crate::model::Definition;
use crate::records::{Block, Desk, JoinedEvents, LeadLayout, Reject};
use crate::scoring::Scorer;

/// So many lines are written at a time.
const AT_ONCE: usize = 64;

/// What all threads score with.
pub(super) struct Task {
    pub definition: Definition,
    pub scorer: Scorer,
    pub layout: LeadLayout,
    pub events: Arc<JoinedEvents>,
    pub wording: Wording,
    /// Whether the output is compressed.
    pub packed: bool,
}

/// What comes of a block.
#[derive(Default)]
pub(super) struct Scored {
    /// What to write.
    pub out: Vec<u8>,
    pub rejects: Vec<Reject>,
    pub leads: u64,
    pub qualified: u64,
    /// Why it ended before the block did.
    pub failed: Option<io::Error>,
}

impl Task {
    /// Scores blocks until there are no more.
    pub fn work(&self, desk: &Desk<Scored>) {
        let (definition, scorer, layout) = (&self.definition, &self.scorer, &self.layout);
        let mut judge = Judge::new(definition, scorer, layout, &self.events, &self.wording);
        desk.each(|block, scored| {
            self.score(&mut judge, block, scored);
            if self.packed {
                scored.out = pack(&scored.out);
            }
        });
    }

    fn score(&self, judge: &mut Judge<'_>, block: &Block, scored: &mut Scored) {
        scored.clear();
        judge.make_room();
        let mut rows = block.rows();
        let mut lines = Lines::default();
        while let Some(row) = rows.next_row() {
            let judged = row.map_err(Unjudged::Reject);
            match judged.and_then(|line| Ok((line, judge.judge(&rows, line)?))) {
                Ok((line, verdict)) => {
                    let id = rows.field(self.layout.id_column());
                    self.wording.before(&mut lines.own, id, line);
                    let before = lines.own.len();
                    self.wording.after(&mut lines.own, &rows);
                    let after = lines.own.len();
                    lines.ends.push((verdict, before, after));
                    if lines.ends.len() == AT_ONCE {
                        lines.write(judge.verdicts(), scored);
                        judge.make_room();
                    }
                }
                Err(Unjudged::Reject(reject)) => scored.rejects.push(reject),
                Err(Unjudged::Failed(error)) => {
                    scored.failed = Some(error);
                    return;
                }
            }
        }
        lines.write(judge.verdicts(), scored);
    }

    /// What comes before the first lead.
    pub fn header(&self) -> Vec<u8> {
        let header = self.wording.header();
        if self.packed { pack(&header) } else { header }
    }
}

impl Scored {
    fn clear(&mut self) {
        self.out.clear();
        self.rejects.clear();
        (self.leads, self.qualified) = (0, 0);
    }
}

/// Some leads' lines, but for the verdicts. These lie all over a memory larger than the
/// processor's cache; to look at many of them at once costs hardly more than one by one for the
/// first.
#[derive(Default)]
struct Lines {
    /// What is each lead's own.
    own: Vec<u8>,
    /// The verdict, and where in it what comes before and after that ends.
    ends: Vec<(Place, usize, usize)>,
}

impl Lines {
    fn write(&mut self, verdicts: &Verdicts, scored: &mut Scored) {
        let qualified = self.ends.iter().filter(|line| verdicts.qualified(line.0));
        scored.qualified += qualified.count() as u64;
        scored.leads += self.ends.len() as u64;
        let mut begin = 0;
        for &(verdict, before, after) in &self.ends {
            scored.out.extend_from_slice(&self.own[begin..before]);
            scored.out.extend_from_slice(verdicts.words(verdict));
            scored.out.extend_from_slice(&self.own[before..after]);
            begin = after;
        }
        self.own.clear();
        self.ends.clear();
    }
}

/// Compressed, as a file of its own: such files one after the other are one.
fn pack(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(text).and_then(|()| packer.finish());
    packed.expect("memory takes what is written")
}
