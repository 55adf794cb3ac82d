//! What a text being typed is for.

use serde::{Deserialize, Serialize};

use crate::app::input::condition_command::ConditionEntry;
use crate::model::record::{Kind, Place};
use crate::model::{Id, Side, Subject};
use crate::release::BumpOverride;
use crate::revision::Bump;

/// What the text is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryCommand {
    /// A field of a record.
    Field {
        /// The record.
        at: Place,
        /// Key of the field.
        key: String,
    },
    /// The id of a record.
    Id {
        /// The record.
        at: Place,
    },
    /// The name of a new record.
    Name {
        /// Kind of the record.
        kind: Kind,
        /// Its parent, for parts.
        parent: Option<Id>,
        /// Index in the list.
        index: usize,
        /// Initial fields, as key and text.
        fields: Vec<(String, String)>,
    },
    /// Many new records, one per line.
    #[serde(alias = "Quick")]
    QuickList {
        /// Kind of the records.
        kind: Kind,
        /// Their parent, for parts.
        parent: Option<Id>,
        /// Initial fields of each.
        fields: Vec<(String, String)>,
    },
    /// A side's own words.
    #[serde(alias = "Words")]
    OwnWords {
        /// What the words are on: a question, stage or term.
        subject: Place,
        /// The side that writes them.
        side: Side,
    },
    /// A side's answers to all opening questions.
    AllAnswers {
        /// The side.
        side: Side,
    },
    /// A thought to park.
    Park,
    /// The name of whoever signs for a side.
    Sign {
        /// The side.
        side: Side,
    },
    /// The reason for a larger bump of the version number than computed.
    #[serde(alias = "Larger")]
    BumpOverride {
        /// The bump.
        bump: Bump,
    },
    /// The reason to publish although an earlier version was altered.
    #[serde(alias = "DespiteAltered")]
    PublishAltered {
        /// The larger bump requested and its reason, if any.
        #[serde(alias = "larger")]
        bump: Option<BumpOverride>,
    },
    /// The reason to continue without changes that couldn't be read.
    #[serde(alias = "WithoutUnread")]
    UnreadReason,
    /// Why criteria are published unverified, who verifies them, or by when.
    Verify(VerifyAnswer),
    /// The reason for a vote.
    Reason {
        /// The subject voted on.
        subject: Subject,
        /// Place of the vote in its round, counted from 0.
        vote: usize,
    },
    /// The outcome of a ballot, as a number.
    Outcome {
        /// The subject voted on.
        subject: Subject,
    },
    /// The number of a rule's part.
    RuleNumber {
        /// The stage or route.
        at: Place,
        /// Index of the part.
        part: usize,
    },
    /// The points and days by which a behaviour fades with time.
    Fade {
        /// The criterion.
        at: Place,
    },
    /// Where the document of the dialog beneath is written.
    ExportPath,
    /// A text that narrows the list while it is typed.
    Filter,
    /// A value for the condition editor beneath.
    Condition(ConditionEntry),
    /// Something a new session needs; the form of new sessions takes it.
    NewSession(NewSessionField),
}

/// What the form of a new session asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewSessionField {
    /// Its name.
    Name,
    /// Its folder.
    Folder,
    /// What it starts from: a template by its name.
    Template,
    /// What it starts from: another session by its folder.
    OtherSession,
    /// The file of past leads.
    LeadsFile,
}

/// What is asked before unverified criteria are published, with what was answered before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VerifyAnswer {
    /// Why they may go out.
    Reason,
    /// Who verifies them.
    Owner {
        /// Why they may go out.
        reason: String,
    },
    /// By when.
    Due {
        /// Why they may go out.
        reason: String,
        /// Who verifies them.
        owner: String,
    },
}

impl EntryCommand {
    /// Returns whether the text is of use only now and changes no session: for the dialog beneath, or
    /// for the list on the screen.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Condition(_) | Self::Filter | Self::ExportPath)
    }

    /// Returns whether the room may not see the text while it is typed.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::OwnWords { .. } | Self::AllAnswers { .. })
    }
}
