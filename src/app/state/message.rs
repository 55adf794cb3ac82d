//! Messages the workbench receives, and effects it asks the host to perform.

use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

use crate::app::dialogs::export_dialog::ExportPreview;
use crate::app::input::command::{BallotCommand, Command, VersionRequest};
use crate::app::input::export_command::{ExportOrder, ExportRequest};
use crate::app::input::key::Key;
use crate::app::input::pointer::{Gesture, PointerTarget};
use crate::app::state::exports::ExportResult;
use crate::app::state::gates::GateVolume;
use crate::app::state::leads::{LeadsStatus, ProofResults};
use crate::app::state::median_trial::{MedianEffect, MedianQuestion};
use crate::app::state::missing::JudgedLead;
use crate::app::state::pages::PageJob;
use crate::app::state::release::DraftRevision;
use crate::app::state::unread::UnreadChanges;
use crate::app::state::variant::VariantFigures;
use crate::document::HistoryEntry;
use crate::evidence::history::Section;
use crate::evidence::{FileSurvey, LeadSummary};
use crate::model::{Definition, Id, Release, Session, SignOff, Version};
use crate::proof::{Disagreement, MissingPart};
use crate::release::{BumpOverride, PublishOverrides};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A key was pressed at this time. Where no field is open it may be part of a sentence, which
    /// does nothing.
    KeyAt(Key, Timestamp),
    /// No key was pressed until this time.
    Pause(Timestamp),
    /// The mouse did something to what lies under it.
    Pointer(Gesture, PointerTarget),
    /// Several characters were typed into the text of the top dialog.
    Typed(String),
    /// Something is to be done, as if a key or choice had asked for it.
    Run(Command),
    /// Everything is saved, so what was hidden can be shown.
    Show(BallotCommand),
    /// What was hidden stays so, as nothing can be saved.
    NotShown,
    /// Work done in batches can continue.
    Continue,
    /// Text was pasted.
    Paste(String),
    /// The screen was resized to this many columns and rows.
    Resize(u16, u16),
    /// Time has passed.
    ClockTick {
        /// The current time.
        now: Timestamp,
        /// The current local date.
        today: Date,
    },
    /// The leads were scored, with the generation that was requested.
    Scored(u64, Arc<LeadSummary>),
    /// Proofs of a definition so far, with the generation that was requested.
    Proved(ProofResults),
    /// The draft compared with the last release, as far as computed.
    Revised(Box<DraftRevision>),
    /// The lead the sides differ on most, none, or why the search failed, with the generation of
    /// the definition it was requested for.
    DisagreementFound(u64, Result<Option<Disagreement>, String>),
    /// What this lead lacks to qualify: the unmet parts, each with what would meet it.
    MissingFound(JudgedLead, Vec<MissingPart>),
    /// What taking the medians of a line of the sheet would do.
    MediansTried(Box<MedianQuestion>, Vec<MedianEffect>),
    /// A page of figures made in the background, and what it was made from.
    PageMade(Box<PageJob>, Arc<Section>),
    /// The question that offers a linked edit, with the generation of the definition it was weighed
    /// for.
    LinkedEditWeighed(u64, String),
    /// What two variants do with the leads, as far as computed, with the number of the request.
    VariantsCompared(u64, Box<VariantFigures>),
    /// What the templates of the hand-off rule let through, as far as scored, with the number of the
    /// request.
    GatesWeighed(u64, Vec<GateVolume>),
    /// Percentage of the lead files read so far.
    LoadProgress(u8),
    /// The recorded leads were loaded, or failed to load.
    Loaded(LeadsStatus),
    /// What the files of leads and events contain; `None` if there are none or they can't be read
    /// at all.
    Surveyed(Option<Arc<FileSurvey>>),
    /// A file of leads or events has changed since it was read.
    LeadFilesChanged,
    /// session.yaml was saved, or why it couldn't be.
    Saved(Result<(), String>),
    /// Another program changed session.yaml to this session.
    ChangedOnDisk(Box<Session>),
    /// Another program changed session.yaml and it can't be read, for this reason.
    BrokenOnDisk(String),
    /// Recovered changes were dropped; this is the session on disk.
    Reopened(Box<Session>),
    /// What was found at startup was dealt with, leaving these unread changes; or why it couldn't
    /// be.
    Recovered(Result<Vec<UnreadChanges>, String>),
    /// Seconds an agenda item had taken when an earlier run was killed.
    TimeTaken(Id, u32),
    /// From now on the session is read-only, for this reason.
    ReadOnlyNow(String),
    /// Title and text to show in a reader.
    ShowText(String, String),
    /// Something couldn't be read, as a sentence.
    ReadFailed(String),
    /// A version to restore as the draft, and how it was altered since it was published.
    Restored(Version, Box<Definition>, Vec<String>),
    /// A picture of what the room sees was written to this path in the session's folder, or why not.
    PictureTaken(Result<String, String>),
    /// A document was rendered for its dialog, or why it can't be.
    ExportPreviewed(ExportRequest, Result<ExportPreview, String>),
    /// What became of a document that was to be written.
    ExportDone(ExportOrder, ExportResult),
    /// The session is about to be closed.
    Leaving,
    /// A publication has begun, of this number if one was announced.
    Publishing(Option<Version>),
    /// It was stopped, and nothing was published.
    PublishingStopped,
    /// A version was published, or why not.
    Published(Result<Box<Release>, String>),
    /// Nothing was published because this earlier version was altered; the second field is the
    /// larger bump requested.
    VersionAltered(String, Option<BumpOverride>),
}

/// Something for the host to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write this to the journal before handling anything else.
    Journal(HistoryEntry),
    /// Score the leads again.
    Rescore,
    /// Prove the definition again.
    Prove,
    /// Find the lead on which these two models differ most.
    FindDisagreement {
        /// Generation of the definition they are derived from.
        generation: u64,
        /// The definition with Sales' points.
        sales: Arc<Definition>,
        /// The definition with Marketing's points.
        marketing: Arc<Definition>,
    },
    /// Find what this lead lacks to qualify.
    FindMissing(JudgedLead),
    /// Find out what taking these medians would do.
    TryMedians(Box<MedianQuestion>),
    /// Make this page of figures.
    MakePage(Box<PageJob>),
    /// Find out what a linked edit would change for the leads, and what changes without it.
    WeighLinkedEdit {
        /// Generation of the definition without it.
        generation: u64,
        /// The definition with it.
        moved: Arc<Definition>,
        /// The question, without what would change.
        offer: String,
    },
    /// Compute what two variants do with the same leads.
    CompareVariants {
        /// Number of the request.
        serial: u64,
        /// A and B.
        definitions: [Arc<Definition>; 2],
    },
    /// Store the points and rules kept as A, or that none are.
    KeepVariant,
    /// Score the same leads with each of these definitions.
    WeighGates {
        /// Number of the request.
        serial: u64,
        /// They differ in the hand-off's rule.
        definitions: Vec<Arc<Definition>>,
    },
    /// Read the lead files again.
    LoadData,
    /// Store this draft of the text being typed, or delete it.
    UnfinishedText(Option<String>),
    /// Write session.yaml now.
    Save,
    /// Write session.yaml, and only if that works carry out a command that shows what was hidden.
    SaveThenShow(BallotCommand),
    /// Write session.yaml now, and take out of the journal who cast which of the votes that were
    /// shown and are kept without names.
    ForgetVoters,
    /// Overwrite what another program wrote to session.yaml.
    SaveOverTheirs,
    /// Continue with the recovered changes.
    KeepRecovered,
    /// Record why the session continues without the changes that couldn't be read.
    RecordUnreadReason(String),
    /// Throw away the recovered changes and open the session on disk.
    DropRecovered,
    /// Publish the next version with these sign-offs and overrides.
    Publish(Vec<SignOff>, PublishOverrides),
    /// Stop the publication under way, unless it is being written.
    StopPublishing,
    /// Do something with the published versions.
    Version(VersionRequest),
    /// Render a document for its dialog.
    PreviewExport(ExportRequest),
    /// Render a document and write it.
    WriteExport(ExportOrder),
    /// Write a picture of what the room sees now.
    TakePicture,
    /// Send this text to the clipboard of the terminal.
    CopyText(String),
    /// Ring the bell, if it is switched on.
    Bell,
    /// Quit.
    Quit,
}
