//! The host of an open session: what it owns. Its methods are in the files that know how:
//! `handling` (the loop), `saving`, `publishing`, `releases`.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

use super::background_task::Task;
use super::clock_saver::ClockSaver;
use super::disagreement::DisagreementTask;
use super::export_task::ExportTask;
use super::gate_task::GateTask;
use super::lead_files::LeadFiles;
use super::linked_edit::LinkedEditTask;
use super::loader::Loader;
use super::median_task::MedianTask;
use super::missing_task::MissingTask;
use super::page_task::PageTask;
use super::prover::Prover;
use super::publisher::{Publisher, RunningPublication};
use super::recovery::Recovery;
use super::revision_task::RevisionTask;
use super::room_card::RoomCardWriter;
use super::scoring_task::ScoringTask;
use super::variant_task::VariantTask;
use crate::store::{Digest, Journal, Lock, SessionFolder};

/// Delay from an edit to writing session.yaml.
pub(super) const SAVE_AFTER: Duration = Duration::from_millis(700);
/// Longest delay while edits keep coming.
pub(super) const SAVE_AT_THE_LATEST: Duration = Duration::from_secs(10);
/// Interval between attempts to write what could not be written.
pub(super) const RETRY_EVERY: Duration = Duration::from_secs(2);

/// Whether the journal still tells who cast votes that were shown and are kept without names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum JournalVoters {
    /// It doesn't.
    #[default]
    Forgotten,
    /// It may.
    ToForget,
}

/// Everything outside the workbench that belongs to an open session.
pub struct Host {
    pub(super) folder: SessionFolder,
    /// Present if the session may be changed.
    pub(super) lock: Option<Lock>,
    pub(super) journal: Option<Journal>,
    /// What was found on opening, until the room answers. Nothing is written until then.
    pub(super) recovery: Option<Box<Recovery>>,
    /// Edits not in the journal yet, because of a full disk or an open question.
    pub(super) unwritten: VecDeque<String>,
    /// Digest of session.yaml when it was last read or written.
    pub(super) disk_digest: Digest,
    /// Modification time and size of session.yaml; its content is checked only if they change.
    pub(super) file_stamp: Option<(SystemTime, u64)>,
    /// When the latest edit that is not in session.yaml was made.
    pub(super) unsaved_since: Option<Instant>,
    /// When the first of these was made.
    pub(super) first_unsaved: Option<Instant>,
    /// Whether the journal has records not synced to disk yet.
    pub(super) unsynced: bool,
    pub(super) last_poll: Instant,
    /// When writing was last retried.
    pub(super) last_retry: Instant,
    /// Whether the room is being asked about a change by somebody else. Nothing is written
    /// meanwhile.
    pub(super) awaiting_answer: bool,
    pub(super) scoring_task: ScoringTask,
    pub(super) loader: Loader,
    /// What the files of leads were like when they were read.
    pub(super) lead_files: LeadFiles,
    pub(super) prover: Prover,
    pub(super) disagreement_task: DisagreementTask,
    pub(super) revision_task: RevisionTask,
    pub(super) missing_task: MissingTask,
    pub(super) median_task: MedianTask,
    pub(super) page_task: PageTask,
    pub(super) linked_edit_task: LinkedEditTask,
    pub(super) variant_task: VariantTask,
    pub(super) gate_task: GateTask,
    pub(super) export_task: ExportTask,
    pub(super) publisher: Publisher,
    /// The latest publication.
    pub(super) publication: Option<RunningPublication>,
    /// The card that `accord room` shows.
    pub(super) room_card: RoomCardWriter,
    /// Saves the time of a running clock in case of a kill.
    pub(super) clock_saver: ClockSaver,
    pub(super) voters: JournalVoters,
    /// A text to be sent to the clipboard of the terminal.
    pub(super) copied: Option<String>,
    /// Bells still to ring.
    pub(super) bells: u32,
    pub(super) quit: bool,
}

impl Host {
    /// Returns the session's folder.
    pub fn folder(&self) -> &SessionFolder {
        &self.folder
    }

    /// Whether the workbench asked to quit.
    pub fn is_done(&self) -> bool {
        self.quit
    }

    /// Whether any background task is still working.
    pub fn is_busy(&self) -> bool {
        let helpers: [&dyn Task; 13] = [
            &self.scoring_task,
            &self.loader,
            &self.prover,
            &self.disagreement_task,
            &self.revision_task,
            &self.missing_task,
            &self.median_task,
            &self.page_task,
            &self.linked_edit_task,
            &self.variant_task,
            &self.gate_task,
            &self.export_task,
            &self.publisher,
        ];
        helpers.iter().any(|helper| helper.is_busy())
    }

    /// The background tasks, in the order in which their messages are taken.
    pub(super) fn tasks(&mut self) -> [&mut dyn Task; 13] {
        [
            &mut self.scoring_task,
            &mut self.loader,
            &mut self.prover,
            &mut self.disagreement_task,
            &mut self.revision_task,
            &mut self.missing_task,
            &mut self.median_task,
            &mut self.page_task,
            &mut self.linked_edit_task,
            &mut self.variant_task,
            &mut self.gate_task,
            &mut self.export_task,
            &mut self.publisher,
        ]
    }

    /// Whether the bell should have rung since the last call.
    pub fn take_bell(&mut self) -> bool {
        std::mem::take(&mut self.bells) > 0
    }

    /// Returns the text to be sent to the clipboard, once.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// Returns how many edits could not be written and exist only in memory.
    pub fn unwritten(&self) -> usize {
        self.unwritten.len()
    }

    /// Whether edits are waiting for the answer to a question about session.yaml.
    pub fn is_awaiting_answer(&self) -> bool {
        self.awaiting_answer
    }
}

/// Returns when session.yaml was changed, and its size; `None` if it is not there.
pub(super) fn file_stamp(folder: &SessionFolder) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(folder.session_file()).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
