//! What a thread makes of a block of leads: the bytes to write.

use std::io::{self, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::judge::{Judge, Unjudged};
use super::output::Wording;
use crate::model::Definition;
use crate::records::{Block, Desk, JoinedEvents, LeadLayout, Reject};
use crate::scoring::Scorer;

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
        scored.out.clear();
        scored.rejects.clear();
        (scored.leads, scored.qualified) = (0, 0);
        let mut rows = block.rows();
        while let Some(row) = rows.next() {
            let judged = row.map_err(Unjudged::Reject);
            match judged.and_then(|line| Ok((line, judge.judge(&rows, line)?))) {
                Ok((line, worded)) => {
                    scored.leads += 1;
                    scored.qualified += u64::from(worded.qualified);
                    self.wording
                        .line(&mut scored.out, &rows, &self.layout, line, &worded);
                }
                Err(Unjudged::Reject(reject)) => scored.rejects.push(reject),
                Err(Unjudged::Failed(error)) => {
                    scored.failed = Some(error);
                    return;
                }
            }
        }
    }

    /// What comes before the first lead.
    pub fn header(&self) -> Vec<u8> {
        let header = self.wording.header();
        if self.packed { pack(&header) } else { header }
    }
}

/// Compressed, as a file of its own: such files one after the other are one.
fn pack(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(text).and_then(|()| packer.finish());
    packed.expect("memory takes what is written")
}
