//! Dialogs over a step: a stack, the top of which gets the keys.

use super::condition_editor::ConditionEditor;
use super::findings::FindingsList;
use super::pick::Pick;
use super::text_entry::TextEntry;
use crate::model::record::Place;

/// A dialog on the stack.
pub enum Dialog {
    /// Text being typed.
    TextEntry(Box<TextEntry>),
    /// A long quick list being added.
    AddList(Box<super::add_list::AddList>),
    /// A choice from a list.
    Pick(Box<Pick>),
    /// A question with a key for each answer.
    KeyQuestion(KeyQuestion),
    /// All fields of one record.
    Form(RecordForm),
    /// A condition being edited.
    Condition(Box<ConditionEditor>),
    /// A ballot: votes typed unseen, then shown.
    Ballot(Box<super::ballot::BallotDialog>),
    /// The estimate sheet.
    Sheet(Box<super::sheet::SheetDialog>),
    /// Both sides' own words side by side, for this subject.
    OwnWords(String),
    /// All findings, one of them selected.
    Findings(FindingsList),
    /// The keys, scrolled down by this many lines.
    Help(usize),
    /// A long text with its title, scrolled down by this many lines.
    Reader(String, String, usize),
}

/// All fields of one record, each edited with Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordForm {
    /// The record.
    pub place: Place,
    /// Index of the selected field.
    pub row: usize,
    /// Whether all fields are shown.
    pub more: bool,
}

/// A question with a key for each answer.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyQuestion {
    /// Short title.
    pub title: String,
    /// The question in full.
    pub text: String,
    /// Key, label and command of each answer.
    pub answers: Vec<(char, String, QuestionCommand)>,
}

/// What an answer to a question does.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionCommand {
    /// Close the question.
    Close,
    /// Quit although session.yaml could not be written; the journal keeps the edits.
    Quit,
    /// Show both sides' words on this subject, for good.
    RevealWords(String),
    /// Show the votes on these subjects, for good.
    ShowVotes(Vec<String>),
    /// Accept the median of every line of a sheet.
    AcceptAll(crate::model::BallotMethod),
    /// Keep what was recovered from the journal.
    KeepRecovered,
    /// Throw away what was recovered.
    DropRecovered,
    /// Ask for a reason to continue without the part that couldn't be read.
    GiveUnreadReason,
    /// Take the session as it is on disk.
    TakeTheirs(Box<crate::model::Session>),
    /// Overwrite the session on disk.
    KeepMine,
    /// Publish.
    Publish,
    /// Publish with a larger bump of the version number than computed.
    PublishWithBump(crate::revision::Bump),
    /// Publish although an earlier version was altered, perhaps with a larger bump.
    PublishAltered(Option<crate::release::BumpOverride>),
    /// Do something with a published version.
    Version(super::versions::VersionRequest),
    /// Compare this version with another.
    CompareWith(crate::model::Version),
    /// Begin the workshop that revises this version.
    Revise(crate::model::Version),
}

impl KeyQuestion {
    /// Creates a question that Esc closes.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            answers: Vec::new(),
        }
    }

    /// Adds an answer.
    #[must_use]
    pub fn answer(mut self, key: char, words: impl Into<String>, answer: QuestionCommand) -> Self {
        self.answers.push((key, words.into(), answer));
        self
    }
}
