//! What pops up over a step: a stack, the top of which gets the keys.

use super::condition_editor::ConditionEditor;
use super::findings::FindingsList;
use super::pick::Pick;
use super::text_entry::TextEntry;
use crate::model::record::Place;

/// A dialog.
pub enum Dialog {
    /// Text being typed.
    TextEntry(Box<TextEntry>),
    /// A long quick list being added.
    AddList(Box<super::add_list::AddList>),
    /// Something being picked from a list.
    Pick(Box<Pick>),
    /// A question with a key for each answer.
    KeyQuestion(KeyQuestion),
    /// All fields of one thing.
    Form(RecordForm),
    /// A condition being put together.
    Condition(Box<ConditionEditor>),
    /// A ballot: votes typed unseen, then shown.
    Ballot(Box<super::ballot::BallotBox>),
    /// The estimate sheet.
    Sheet(Box<super::sheet::SheetBox>),
    /// Both sides' words side by side.
    OwnWords(String),
    /// All findings, one chosen.
    Findings(FindingsList),
    /// The keys; how far down.
    Help(usize),
    /// A long text to read, with its title; how far down.
    Reader(String, String, usize),
}

/// All fields of one thing, each edited with Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordForm {
    /// Which thing.
    pub place: Place,
    /// The selected field.
    pub row: usize,
    /// Whether all fields show.
    pub more: bool,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyQuestion {
    /// In a few words.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// Key, what it does in words, and the answer.
    pub answers: Vec<(char, String, QuestionCommand)>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionCommand {
    /// Close the question.
    Close,
    /// Quit without writing.
    Quit,
    /// Show both sides' words on this subject, for good.
    Reveal(String),
    /// Show the votes on these subjects, for good.
    ShowVotes(Vec<String>),
    /// Take the middle of every line of a sheet.
    AcceptAll(crate::model::BallotMethod),
    /// Keep what was recovered.
    KeepRecovered,
    /// Throw it away.
    DropRecovered,
    /// Say why the session goes on without what couldn't be read.
    GiveUnreadReason,
    /// Take the session that is on disk.
    TakeTheirs(Box<crate::model::Session>),
    /// Write over it.
    KeepMine,
    /// Publish.
    Publish,
    /// Publish with a larger number than computed.
    PublishWithBump(crate::revision::Bump),
    /// Publish although a version was altered, perhaps with a larger number.
    PublishAltered(Option<super::draft_revision::BumpOverride>),
    /// Something of the published versions.
    Version(super::versions::VersionRequest),
    /// Compare this version with another.
    CompareWith(crate::model::Version),
    /// Begin the workshop that revises this version.
    Revise(crate::model::Version),
}

impl KeyQuestion {
    /// A question that Esc closes.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            answers: Vec::new(),
        }
    }

    /// With an answer.
    #[must_use]
    pub fn answer(mut self, key: char, words: impl Into<String>, answer: QuestionCommand) -> Self {
        self.answers.push((key, words.into(), answer));
        self
    }
}
