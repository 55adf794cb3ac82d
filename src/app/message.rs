//! What reaches the workbench, and what it asks for.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::draft_revision::{BumpOverride, DraftRevision, PublishOverrides};
use super::history::HistoryEntry;
use super::key::Key;
use super::recovery::UnreadChanges;
use super::state::{LeadsStatus, ProofResults};
use super::versions::VersionRequest;
use crate::evidence::LeadSummary;
use crate::model::{Definition, Id, Release, Session, SignOff, Version};
use crate::proof::Disagreement;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Several characters were typed that go into the text on top.
    Typed(String),
    /// What is being done bit by bit can go on.
    Continue,
    /// Text was pasted.
    Paste(String),
    /// The screen has another size: columns, rows.
    Resize(u16, u16),
    /// Time went on.
    Tick {
        /// Now.
        now: Timestamp,
        /// Today, where the machine is.
        today: Date,
    },
    /// The leads were scored; of the generation asked for.
    Scored(u64, Arc<LeadSummary>),
    /// What was proved so far of a definition; it carries the number it was asked with.
    Proved(ProofResults),
    /// What the draft changes over the last release, as far as that is worked out.
    Revised(Box<DraftRevision>),
    /// The lead the sides differ on most, or none, or why it wasn't found; it carries the number
    /// of the definition it was asked with.
    DisagreementFound(u64, Result<Option<Disagreement>, String>),
    /// So many hundredths of the leads' files are read.
    LoadProgress(u8),
    /// The recorded leads are here, or why not.
    Loaded(LeadsStatus),
    /// session.yaml is as the session is, or why it couldn't be written.
    Saved(Result<(), String>),
    /// session.yaml was changed by somebody else.
    ChangedOnDisk(Box<Session>),
    /// session.yaml was changed by somebody else and can't be read: why.
    BrokenOnDisk(String),
    /// What was recovered was dropped: the session as it is on disk.
    Reopened(Box<Session>),
    /// What was found at opening was dealt with, and what is unread now; or nothing was done, and
    /// why.
    Recovered(Result<Vec<UnreadChanges>, String>),
    /// What an agenda item had taken, in seconds, when a former run was killed.
    TimeTaken(Id, u32),
    /// From now on nothing can be changed: why.
    ReadOnlyNow(String),
    /// A text to read, under its title.
    ShowText(String, String),
    /// Something couldn't be read: the sentence.
    ReadFailed(String),
    /// A version to take as the draft again, and what of it was altered since it was published.
    Restored(Version, Box<Definition>, Vec<String>),
    /// The session is about to be left.
    Leaving,
    /// A version was published, or why not.
    Published(Result<Box<Release>, String>),
    /// A version before it was altered, so none was published: which, and the larger number that
    /// was asked for.
    VersionAltered(String, Option<BumpOverride>),
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write this to the journal before anything else is handled.
    Journal(HistoryEntry),
    /// Score the leads anew.
    Rescore,
    /// Prove anew what can be proved of the definition.
    Prove,
    /// Find the lead on which these two models differ most.
    FindDisagreement {
        /// The number of the definition they are made of.
        generation: u64,
        /// With Sales' own points.
        sales: Arc<Definition>,
        /// With Marketing's.
        marketing: Arc<Definition>,
    },
    /// Read the leads' files anew.
    LoadData,
    /// Keep what is being typed, or forget it.
    Draft(Option<String>),
    /// Write session.yaml now.
    Save,
    /// Write session.yaml over what somebody else wrote.
    SaveOverTheirs,
    /// Go on with what was recovered.
    KeepRecovered,
    /// Take down why the session goes on without what couldn't be read.
    RecordUnreadReason(String),
    /// Throw away what was recovered and open what is on disk.
    DropRecovered,
    /// Publish the next version with these sign-offs, perhaps otherwise than computed.
    Publish(Vec<SignOff>, PublishOverrides),
    /// Something of the published versions.
    Version(VersionRequest),
    /// Ring the bell, where somebody asked for it.
    Bell,
    /// End.
    Quit,
}
