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
    /// The reason for a vote.
    Reason {
        /// The subject voted on.
        subject: Subject,
        /// Id of the voter.
        voter: Id,
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
    /// A value for the condition editor beneath.
    Condition(ConditionEntry),
}

impl EntryCommand {
    /// Returns whether the text is for the condition editor beneath, useless without it.
    pub fn is_for_condition(&self) -> bool {
        matches!(self, Self::Condition(_))
    }
}
